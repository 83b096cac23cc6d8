/*
 * findings/headline.c - the main sentence of a report, and the one under it.
 *
 * Hours come first where they are measured, since saving time is what the
 * automation is for; rework otherwise. A sum of measured minutes is a fact
 * and is said as one; a rate is an estimate and brings its interval.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/strbuf.h"
#include "findings/build.h"

/* The latest period of the same kind that had outputs. */
static const struct figure *last_outputs(const struct builder *b)
{
	const struct figures *f = b->in->figures;
	const struct figure *last = NULL;

	for (size_t i = 0; i < f->n; i++) {
		const struct figure *g = &f->item[i];

		if (g->period.kind != b->in->now.kind || isnan(g->value) ||
		    figures_get(f, "outputs", NULL, g->period) != g ||
		    g->period.first >= b->in->now.first)
			continue;
		if (!last || g->period.first > last->period.first)
			last = g;
	}
	return last;
}

static void no_outputs(struct builder *b, struct finding *h)
{
	const struct figure *last = last_outputs(b);
	int32_t first = b->in->figures->data_from;
	char day[DATE_MAX];

	if (!last && first > b->in->now.last) {
		h->title = arena_printf(b->a, "No reviewed outputs %s", b->now);
		h->sentence = arena_printf(b->a, "The first review is of %s, "
			"after the %s had ended.",
			day_words(day, first, DAY_FULL),
			period_kind_name(b->in->now.kind));
		return;
	}
	if (!last) {
		h->title = "No reviewed outputs yet";
		h->sentence = "Numbers appear with the first review: import "
			      "the export that lists reviews and correction "
			      "minutes.";
		return;
	}
	h->title = arena_printf(b->a, "No reviewed outputs %s", b->now);
	h->sentence = arena_printf(b->a, "The last ones were in %s: %s. A "
		"%s without reviews is a gap, not a zero.",
		say_period(b->a, last->period, b->in->config->quarter_starts),
		say_count(b->a, (int64_t)last->value, "output"),
		period_kind_name(b->in->now.kind));
}

/* "rework is 18.0 %, above the 15 % limit"; NULL when there is no rate. */
static const char *rework_clause(const struct builder *b)
{
	const struct figure *f = now_figure(b, "rework", NULL);
	const char *limit = say_limit(b->a,
				      b->in->config->limits.rework_limit);
	const char *rate;

	if (!f || isnan(f->value))
		return NULL;
	rate = say_rate(b->a, f->value);
	switch (f->verdict) {
	case VERDICT_YES:
		return arena_printf(b->a, "rework is " BOLD("%s")
				    ", above the %s limit", rate, limit);
	case VERDICT_NO:
		return arena_printf(b->a, "rework is " BOLD("%s")
				    ", below the %s limit", rate, limit);
	case VERDICT_NOT_CLEAR:
		return arena_printf(b->a, "rework is " BOLD("%s")
				    ", not clear yet if above %s", rate, limit);
	case VERDICT_INCOMPLETE:
		return arena_printf(b->a, "rework is incomplete: "
				    "too many outcomes are unknown");
	case VERDICT_NONE:
		break;
	}
	return arena_printf(b->a, "rework is " BOLD("%s") " so far", rate);
}

/* The weekly values say whether a gain or loss of the quarter would last. */
static bool is_doubtful(const struct figure *net)
{
	return net->low <= 0 && net->high >= 0;
}

static const char *hours_clause(const struct builder *b,
				const struct figure *net)
{
	const char *hours = say_hours(b->a, net->value);

	if (strcmp(hours, say_hours(b->a, 0)) == 0)
		return arena_printf(b->a, "We gained and lost " BOLD("no time")
				    " %s", b->now);
	if (is_doubtful(net))
		return arena_printf(b->a, "We counted " BOLD("%s%s")
				    " net %s, not clear yet",
				    net->value < 0 ? "\u2212" : "", hours,
				    b->now);
	return arena_printf(b->a, net->value > 0 ?
				    "We saved " BOLD("%s") " net %s" :
				    "We lost " BOLD("%s") " net %s",
			    hours, b->now);
}

/* ---- the sentence under it -------------------------------------------- */

/* "1.5 h corrections, 0.8 h reviews": what took time at all. */
static const char *spent_words(const struct builder *b)
{
	static const struct { const char *metric, *noun; } spent[] = {
		{ "correction_hours", "corrections" },
		{ "review_hours", "reviews" },
		{ "loop_hours", "rework loops" }
	};
	const char *words[sizeof spent / sizeof *spent];
	size_t n = 0;

	for (size_t i = 0; i < sizeof spent / sizeof *spent; i++) {
		double h = now_value(b, spent[i].metric, NULL);

		if (h > 0)
			words[n++] = arena_printf(b->a, "%s %s",
						  say_h(b->a, h),
						  spent[i].noun);
	}
	return n ? say_names(b->a, words, n, n) : NULL;
}

static void lead_hours(const struct builder *b, struct strbuf *s)
{
	const struct figure *net = now_figure(b, "net_hours", NULL);
	const struct figure *then = before_figure(b, "net_hours", NULL);
	const char *spent = spent_words(b);

	if (!net || isnan(net->value))
		return;
	strbuf_printf(s, "%s gross",
		      say_h(b->a, now_value(b, "gross_hours", NULL)));
	if (spent)
		strbuf_printf(s, ", less %s", spent);
	if (!isnan(net->low))
		strbuf_printf(s, "; 80 %% range %s",
			      say_h_range(b->a, net->low, net->high));
	if (then && !isnan(then->value) && !net->partial)
		strbuf_printf(s, "; %s net %s", say_h(b->a, then->value),
			      b->before);
	strbuf_puts(s, ". ");
}

static void lead_rework(const struct builder *b, struct strbuf *s)
{
	const struct figure *f = now_figure(b, "rework", NULL);

	if (!f || isnan(f->value))
		return;
	strbuf_printf(s, "%s (%s). ", say_reworked(b->a, f->x, f->n),
		      say_rate_range(b->a, f->low, f->high));
}

/* "One of three workflows is above the limit, two are not clear yet." */
static void lead_workflows(const struct builder *b, struct strbuf *s)
{
	int64_t of[VERDICT_INCOMPLETE + 1] = { 0 }, n = 0;

	for (size_t i = 0; i < b->n_workflows; i++) {
		const struct figure *f = now_figure(b, "rework",
						    b->workflow[i]);

		if (isnan(f->value))
			continue;
		of[f->verdict]++;
		n++;
	}
	if (n < 2)
		return;
	if (of[VERDICT_YES] == 0 && of[VERDICT_NOT_CLEAR] == 0)
		return;
	strbuf_printf(s, "%s of %s workflows %s above the limit",
		      say_first_upper(b->a, say_part(b->a, of[VERDICT_YES])),
		      say_number(b->a, n),
		      of[VERDICT_YES] == 0 ? "is clearly" :
		      of[VERDICT_YES] == 1 ? "is" : "are");
	if (of[VERDICT_NOT_CLEAR] > 0)
		strbuf_printf(s, ", %s %s not clear yet",
			      say_number(b->a, of[VERDICT_NOT_CLEAR]),
			      of[VERDICT_NOT_CLEAR] == 1 ? "is" : "are");
	strbuf_puts(s, ".");
}

static void no_numbers(const struct builder *b, struct finding *h)
{
	const struct figure *outputs = now_figure(b, "outputs", NULL);
	const struct figure *rework = now_figure(b, "rework", NULL);

	h->title = arena_printf(b->a, BOLD("%s") " reviewed %s, no rate yet",
				say_count(b->a, (int64_t)outputs->value,
					  "output"), b->now);
	h->sentence = rework && *rework->note ?
		arena_printf(b->a, "%s.", say_first_upper(b->a,
							  rework->note)) : "";
}

static void judge_headline(struct finding *h, const struct figure *net,
			   const struct figure *rework)
{
	if (net && !isnan(net->value)) {
		h->figure = net;
		h->certainty = is_doubtful(net) ? NOT_CLEAR : SURE;
		h->tone = is_doubtful(net) ? 0 :
			  (net->value > 0) - (net->value < 0);
	} else if (rework) {
		h->figure = rework;
		h->certainty = rework->verdict == VERDICT_YES ||
			       rework->verdict == VERDICT_NO ? SURE :
							       NOT_CLEAR;
		h->tone = (rework->verdict == VERDICT_NO) -
			  (rework->verdict == VERDICT_YES);
	}
}

void add_headline(struct builder *b)
{
	struct finding *h = finding_add(b, FINDING_HEADLINE, "headline", NULL);
	const struct figure *net = now_figure(b, "net_hours", NULL);
	const char *rework = rework_clause(b);
	struct strbuf lead = STRBUF_INIT;

	if (isnan(now_value(b, "outputs", NULL))) {
		no_outputs(b, h);
		return;
	}
	if (net && !isnan(net->value))
		h->title = rework ?
			arena_printf(b->a, "%s; %s", hours_clause(b, net),
				     rework) : hours_clause(b, net);
	else if (rework)
		h->title = say_first_upper(b->a, rework);
	else
		no_numbers(b, h);
	judge_headline(h, net, now_figure(b, "rework", NULL));
	lead_hours(b, &lead);
	lead_rework(b, &lead);
	lead_workflows(b, &lead);
	while (lead.len && lead.s[lead.len - 1] == ' ')
		lead.s[--lead.len] = '\0';
	if (lead.len)
		h->sentence = arena_strdup(b->a, lead.s);
	strbuf_release(&lead);
}
