#include "findings/daily.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "findings/sentences.h"
#include "metrics/target.h"

#define CASES_NAMED 3

static const char *const words[DAILY_KINDS] = {
	[DAILY_LIMIT] = "limit", [DAILY_SIGNAL] = "signal",
	[DAILY_MESSAGE] = "message", [DAILY_LATE] = "late",
	[DAILY_DECISION] = "overdue"
};

/* A line on its way in; the larger weight is read first. */
struct candidate {
	struct daily_line line;
	double weight;
	size_t round;		/* how many of its kind stand before it */
	size_t order;
};

struct morning {
	const struct daily_input *in;
	struct arena *a;
	struct candidate *item;
	size_t n, cap;
};

static void say(struct morning *m, enum daily_kind kind, double weight,
		const char *text)
{
	vec_reserve(&m->item, m->n, &m->cap);
	m->item[m->n] = (struct candidate){
		.line = { kind, words[kind], text }, .weight = weight,
		.order = m->n
	};
	m->n++;
}

/* ---- above its limit ---------------------------------------------------- */

/* The limit that a metric must not pass, NAN: it has none. */
static double limit_of(const struct config *c, const struct metric *m)
{
	if (!strcmp(m->id, "mismatch_rate"))
		return c->limits.mismatch_limit;
	if (!strcmp(m->id, "escape_rate"))
		return c->limits.escape_limit;
	return metric_target(c, m, PERIOD_RANGE);
}

/* Firm, and the whole interval is on the bad side. A metric without an
 * interval is judged by its verdict. */
static bool is_beyond(const struct figure *f, double limit)
{
	if (!isfinite(f->value) || f->partial || f->immature ||
	    f->verdict == VERDICT_INCOMPLETE || isnan(limit))
		return false;
	if (isnan(f->low))
		return f->verdict == VERDICT_YES && f->metric->direction < 0;
	return f->metric->direction < 0 ? f->low > limit : f->high < limit;
}

/* All work, or one workflow and nothing else. */
static bool is_of_work(const struct scope *s)
{
	for (int d = 0; d < SCOPE_DIMS; d++)
		if (d != SCOPE_WORKFLOW && s->dim[d])
			return false;
	return true;
}

/* "Rework rate" inside a sentence; "ROI" stays. */
static const char *title_inside(struct morning *m, const char *title)
{
	char *s = arena_strdup(m->a, title);

	if (s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z')
		s[0] = (char)(s[0] - 'A' + 'a');
	return s;
}

static const char *value_text(struct morning *m, const struct metric *metric,
			      double v)
{
	char buf[NUM_TEXT_MAX];

	if (metric->unit == UNIT_RATE)
		return say_rate(m->a, v);
	return arena_strdup(m->a, num_text(buf, v, metric->digits));
}

/* "Webinars: rework rate 32.7 % of 55 (21.8–45.9 %), limit 15 %" */
static void say_limit_line(struct morning *m, const struct figure *f,
			   double limit)
{
	bool rate = f->metric->unit == UNIT_RATE;
	const char *of = "", *range = "", *bound;

	if (rate && f->n > 0)
		of = arena_printf(m->a, " of %lld", (long long)f->n);
	if (rate && !isnan(f->low))
		range = arena_printf(m->a, " (%s)",
				     say_rate_range(m->a, f->low, f->high));
	bound = rate ? say_limit(m->a, limit) :
		       value_text(m, f->metric, limit);
	say(m, DAILY_LIMIT, isnan(f->low) ? 0 : fabs(f->value - limit),
	    arena_printf(m->a, "%s: %s %s%s%s, %s %s",
			 say_subject(m->in->config,
				     f->scope.dim[SCOPE_WORKFLOW]),
			 title_inside(m, f->metric->title),
			 value_text(m, f->metric, f->value),
			 of, range, f->metric->direction < 0 ? "limit" :
			 "target", bound));
}

static void limits_of(struct morning *m)
{
	const struct figures *all = m->in->figures;

	for (size_t i = 0; i < all->n; i++) {
		const struct figure *f = &all->item[i];
		double limit;

		if (f->period.kind != PERIOD_RANGE || !f->metric->direction ||
		    !is_of_work(&f->scope))
			continue;
		limit = limit_of(m->in->config, f->metric);
		if (is_beyond(f, limit))
			say_limit_line(m, f, limit);
	}
}

/* ---- signals ------------------------------------------------------------ */

static const char *signal_value(struct morning *m,
				const struct signal_series *s, double v)
{
	char buf[NUM_TEXT_MAX];

	if (s->unit == ANOMALY_RATE)
		return say_rate(m->a, v);
	return arena_strdup(m->a, num_text(buf, v, s->digits));
}

static void signals_of(struct morning *m)
{
	const struct signals *all = m->in->signals;

	for (size_t i = 0; all && i < all->n; i++) {
		const struct signal *g = &all->item[i];
		const struct signal_series *s = g->series;
		bool level = g->week->word == WORD_SHIFT;
		const struct anomaly *w = &g->week->a;

		if (!level && g->week->word != WORD_SPIKE)
			break;
		say(m, DAILY_SIGNAL, (double)(all->n - i),
		    arena_printf(m->a, "%s %s in %s, %s %s (%s)", s->title,
				 signal_value(m, s, w->now),
				 say_period(m->a, g->period, 1),
				 level ? "a new level; was" : "usually",
				 signal_value(m, s, level ? w->base_median :
							    w->median),
				 signal_scope_words(m->a, m->in->config, s)));
	}
}

/* ---- the core message --------------------------------------------------- */

/* "core message altered in 2 outputs: AD-17 (19 Nov), ..." */
static void messages_of(struct morning *m)
{
	const struct case_list *list = m->in->cases;
	struct strbuf s = STRBUF_INIT;
	char day[DATE_MAX];
	int64_t named = 0;

	if (!list || !list->total[CASE_ALTERED])
		return;
	for (size_t i = list->n; i-- > 0;) { /* the latest first */
		const struct case_row *r = &list->row[i];

		if (r->kind != CASE_ALTERED || named >= CASES_NAMED)
			continue;
		strbuf_printf(&s, "%s%s (%s)", named++ ? ", " : "",
			      *r->item ? r->item : "no id",
			      day_words(day, r->day, DAY_SHORT));
	}
	if (list->total[CASE_ALTERED] > named)
		strbuf_puts(&s, " ...");
	say(m, DAILY_MESSAGE, 0,
	    arena_printf(m->a, "core message altered in %s: %s",
			 say_count(m->a, list->total[CASE_ALTERED], "output"),
			 s.s));
	strbuf_release(&s);
}

/* ---- late components ---------------------------------------------------- */

static void late_of(struct morning *m)
{
	const struct metric *in_time = metric_find("latency_compliance");
	const struct metric *worst = metric_find("latency_worst");
	const struct figures *all = m->in->figures;

	for (size_t i = 0; i < all->n; i++) {
		const struct figure *f = &all->item[i], *w;
		char buf[NUM_TEXT_MAX];

		if (f->metric != in_time || f->period.kind != PERIOD_RANGE ||
		    !f->scope.dim[SCOPE_COMPONENT] || !isfinite(f->value) ||
		    f->x >= f->n)
			continue;
		w = figures_find(all, worst, &f->scope, f->period);
		say(m, DAILY_LATE, 1 - f->value,
		    arena_printf(m->a, "%s: %s late or never there%s%s%s",
				 say_first_upper(m->a, f->scope.dim
						 [SCOPE_COMPONENT]),
				 say_share(m->a, f->n - f->x, f->n),
				 w && isfinite(w->value) ? "; the slowest took "
							 : "",
				 w && isfinite(w->value) ?
				 num_text(buf, w->value, 0) : "",
				 w && isfinite(w->value) ? " min" : ""));
	}
}

/* ---- decisions ---------------------------------------------------------- */

/* "due 14 Aug, editor: Adapt templates to the platform (2026-W31-3f9a1c)" */
static void decisions_of(struct morning *m)
{
	const struct decided_list *list = m->in->decided;

	for (size_t i = 0; list && i < list->n; i++) {
		const struct decided *d = &list->item[i];
		const char *owner = d->decision->owner;
		char due[DATE_MAX];

		if (d->state != ACTION_LATE || !d->option)
			continue;
		say(m, DAILY_DECISION, -(double)d->decision->due,
		    arena_printf(m->a, "due %s%s%s: %s (%s)",
				 day_words(due, d->decision->due, DAY_SHORT),
				 *owner ? ", " : "", owner, d->option->text,
				 d->decision->proposal));
	}
}

/* ---- which, and in which order ------------------------------------------ */

static int by_weight(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;

	if (a->line.kind != b->line.kind)
		return a->line.kind < b->line.kind ? -1 : 1;
	if (a->weight < b->weight || a->weight > b->weight)
		return a->weight > b->weight ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static int by_round(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;

	if (a->round != b->round)
		return a->round < b->round ? -1 : 1;
	return by_weight(x, y);
}

static void choose(struct daily *out, struct morning *m, size_t most)
{
	size_t kept = m->n < most ? m->n : most;

	if (m->n)
		qsort(m->item, m->n, sizeof *m->item, by_weight);
	for (size_t i = 1; i < m->n; i++)
		if (m->item[i].line.kind == m->item[i - 1].line.kind)
			m->item[i].round = m->item[i - 1].round + 1;
	if (m->n > kept)
		qsort(m->item, m->n, sizeof *m->item, by_round);
	if (kept)
		qsort(m->item, kept, sizeof *m->item, by_weight);
	out->line = arena_array(m->a, kept, sizeof *out->line);
	out->n = kept;
	out->left = m->n - kept;
	for (size_t i = 0; i < kept; i++)
		out->line[i] = m->item[i].line;
}

void daily_build(struct daily *out, const struct daily_input *in, size_t most,
		 struct arena *a)
{
	struct morning m = { .in = in, .a = a };

	limits_of(&m);
	signals_of(&m);
	messages_of(&m);
	late_of(&m);
	decisions_of(&m);
	choose(out, &m, most);
	free(m.item);
}
