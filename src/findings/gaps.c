/*
 * findings/gaps.c - what we cannot say yet, and what it takes to say it.
 */
#include <math.h>

#include "base/strbuf.h"
#include "findings/build.h"

#define NAMES_SHOWN 3

static struct finding *add_gap(struct builder *b, const char *id,
			       const struct figure *figure)
{
	struct finding *f = finding_add(b, FINDING_CANNOT_SAY, id, NULL);

	f->figure = figure;
	return f;
}

/* ---- rework not clear yet ------------------------------------------------ */

static void unclear_words(struct builder *b, struct strbuf *s,
			  const struct figure *f)
{
	const char *name = say_subject(b->in->config,
				       f->scope.dim[SCOPE_WORKFLOW]);

	strbuf_printf(s, "%s%s: %s (%s), %s", s->len ? "; " : "",
		      name, say_rate(b->a, f->value),
		      say_rate_range(b->a, f->low, f->high),
		      say_needed(b->a, f->needed));
}

/* All work and the workflows whose interval holds the limit. */
static size_t find_unclear(const struct builder *b, const struct figure **list)
{
	size_t n = 0;
	const struct figure *all = now_figure(b, "rework", NULL);

	/* One workflow is all work: say it once. */
	if (all && all->verdict == VERDICT_NOT_CLEAR && b->n_workflows != 1)
		list[n++] = all;
	for (size_t i = 0; i < b->n_workflows; i++) {
		const struct figure *r = now_figure(b, "rework",
						    b->workflow[i]);

		if (r->verdict == VERDICT_NOT_CLEAR)
			list[n++] = r;
	}
	return n;
}

static void add_unclear(struct builder *b)
{
	const struct figure **list = arena_array(b->a, b->n_workflows + 1,
						 sizeof *list);
	size_t n = find_unclear(b, list);
	const char *limit = say_limit(b->a,
				      b->in->config->limits.rework_limit);
	struct strbuf s = STRBUF_INIT;
	struct finding *f;

	if (n == 0)
		return;
	for (size_t i = 0; i < n && i < NAMES_SHOWN; i++)
		unclear_words(b, &s, list[i]);
	if (n > NAMES_SHOWN)
		strbuf_printf(&s, "; and %s",
			      say_more(b->a, (int64_t)(n - NAMES_SHOWN),
				       "workflow"));
	f = add_gap(b, "rework-not-clear", list[0]);
	f->title = arena_printf(b->a, "Whether rework is above %s", limit);
	f->sentence = arena_printf(b->a, "The limit of %s lies inside the "
				   "range. %s.", limit, s.s);
	strbuf_release(&s);
}

/* ---- hours -------------------------------------------------------------------- */

static void add_no_hours(struct builder *b)
{
	const struct figure *net = now_figure(b, "net_hours", NULL);
	struct finding *f;

	if (!net || !isnan(net->value) ||
	    isnan(now_value(b, "outputs", NULL)))
		return;
	f = add_gap(b, "no-hours", net);
	f->title = "Hours saved and ROI";
	f->sentence = arena_printf(b->a, "%s. Manual minutes stand in "
		"workflows.yaml (manual_minutes), minutes with AI in the "
		"export's column work_minutes or in time entries.",
		say_first_upper(b->a, net->note));
}

static void add_no_corrections(struct builder *b)
{
	const struct figure *c = now_figure(b, "correction_hours", NULL);
	struct finding *f;

	if (!c || !isnan(c->value) || isnan(now_value(b, "outputs", NULL)))
		return;
	f = add_gap(b, "no-correction-minutes", c);
	f->title = "Time spent on corrections";
	f->sentence = "No correction minutes were recorded. They come from "
		      "the export's column correction_minutes or from time "
		      "entries with the activity correction.";
}

static void add_no_cost(struct builder *b)
{
	const struct figure *roi = now_figure(b, "roi", NULL);
	struct finding *f;

	if (!roi || !isnan(roi->value) ||
	    isnan(now_value(b, "net_hours", NULL)))
		return;
	f = add_gap(b, "no-cost", roi);
	f->title = "Return on investment";
	f->sentence = arena_printf(b->a, "%s. Import costs of tools and of "
				   "refinement.",
				   say_first_upper(b->a, roi->note));
}

/* ---- history --------------------------------------------------------------------- */

/* Complete weeks with a rework rate up to the report's end. */
static int64_t weeks_seen(const struct builder *b)
{
	const struct figures *f = b->in->figures;
	int64_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct figure *g = &f->item[i];

		n += g->period.kind == PERIOD_WEEK && !isnan(g->value) &&
		     g->period.first >= f->data_from && !g->partial &&
		     g->period.last <= b->in->now.last &&
		     figures_get(f, "rework", NULL, g->period) == g;
	}
	return n;
}

static void add_short_history(struct builder *b)
{
	int64_t needed = b->in->config->limits.baseline_min;
	int64_t seen = weeks_seen(b);
	struct finding *f;

	if (seen >= needed)
		return;
	f = add_gap(b, "short-history", NULL);
	f->title = "Whether rework is rising or falling";
	f->sentence = arena_printf(b->a, "There %s %s complete week%s with a "
		"rework rate. Limits of normal variation need at least %s.",
		seen == 1 ? "is" : "are", say_number(b->a, seen),
		seen == 1 ? "" : "s", say_number(b->a, needed));
}

/* What lies nearest to a decision comes first. */
void add_gaps(struct builder *b)
{
	add_unclear(b);
	add_no_hours(b);
	add_no_corrections(b);
	add_short_history(b);
	add_no_cost(b);
}
