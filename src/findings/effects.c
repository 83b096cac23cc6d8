/*
 * findings/effects.c - each decision with its state and what became of it.
 */
#include <math.h>
#include <string.h>

#include "findings/effect.h"
#include "findings/weeks.h"
#include "metrics/stats.h"
#include "store/kind.h"

struct builder {
	const struct effects_input *in;
	struct decided_list *out;
};

static int32_t monday_of(int32_t day)
{
	return period_of(PERIOD_WEEK, day, 1).first;
}

/* ---- elsewhere -------------------------------------------------------- */

/* Cut alike, and another workflow, or another of whatever it is cut by. */
static bool is_elsewhere(const struct scope *mine, const struct scope *other)
{
	bool first = true, differs = false;

	for (int d = 0; d < SCOPE_DIMS; d++) {
		const char *a = mine->dim[d], *b = other->dim[d];

		if (!a != !b)
			return false;
		if (a && first) {
			differs = strcmp(a, b) != 0;
			first = false;
		}
	}
	return differs;
}

/* Was something done there between the first and the last of these days? */
static bool is_touched(const struct builder *b, const struct scope *scope,
		       int32_t first, int32_t last)
{
	const struct scope where = problem_scope(scope);

	for (size_t i = 0; i < b->out->n; i++) {
		const struct decided *d = &b->out->item[i];
		struct scope there = problem_scope(&d->scope);
		bool same = true;

		if (!d->option || d->decision->done == DAY_NONE ||
		    d->decision->done < first || d->decision->done > last)
			continue;
		for (int k = 0; k < SCOPE_DIMS; k++)
			same = same && (!there.dim[k] || (where.dim[k] &&
				!strcmp(there.dim[k], where.dim[k])));
		if (same)
			return true;
	}
	return false;
}

/* Sums of a share's parts, or of weekly values. */
struct pool { double x0, n0, x1, n1; };

static void add_scope(struct pool *p, const struct weeks *w0,
		      const struct weeks *w1, bool rate)
{
	if (!w0->k || !w1->k)
		return;
	p->x0 += rate ? w0->x : 0;
	p->x1 += rate ? w1->x : 0;
	p->n0 += rate ? w0->n : (double)w0->k;
	p->n1 += rate ? w1->n : (double)w1->k;
	for (size_t i = 0; !rate && i < w0->k; i++)
		p->x0 += w0->value[i];
	for (size_t i = 0; !rate && i < w1->k; i++)
		p->x1 += w1->value[i];
}

/* Same weeks, same metric, where nothing was done. */
static double untouched(const struct builder *b, const struct decided *d,
			const struct weeks *w0, const struct weeks *w1,
			double before)
{
	const struct figures *f = b->in->figures;
	const struct figure *seen = NULL;
	struct pool p = { 0 };
	bool rate = w0->rate && w1->rate;

	for (size_t i = 0; i < f->n; i++) {
		const struct figure *g = &f->item[i];
		struct weeks a, c;

		if (g->metric != d->metric || g->period.kind != PERIOD_WEEK ||
		    !is_elsewhere(&d->scope, &g->scope) ||
		    is_touched(b, &g->scope, w0->first, w1->last))
			continue;
		/* figures are sorted: a scope's stand together */
		if (seen && scope_same(&seen->scope, &g->scope))
			continue;
		seen = g;
		weeks_read(&a, f, d->metric, &g->scope, w0->first, w0->last,
			   EFFECT_BEFORE);
		weeks_read(&c, f, d->metric, &g->scope, w1->first, w1->last,
			   EFFECT_LAST);
		add_scope(&p, &a, &c, rate);
	}
	if (!(p.n0 > 0) || !(p.n1 > 0))
		return (double)NAN;
	if (rate)
		return p.x1 / p.n1 - p.x0 / p.n0;
	if (!(fabs(p.x0) > 0))
		return (double)NAN;
	return (p.x1 / p.n1 / (p.x0 / p.n0) - 1) * before;
}

/* ---- one action ------------------------------------------------------- */

static double top_of(const struct metric *m)
{
	switch (m->unit) {
	case UNIT_RATE:
		return 1;
	case UNIT_SCORE:
		return 10;
	case UNIT_OF_100:
		return 100;
	default:
		return (double)NAN;
	}
}

/* Difference x volume, in hours a week. */
static double realised(const struct decided *d, const struct weeks *after)
{
	const struct effect_result *e = &d->effect;
	double better = d->metric->direction < 0 ? -1 : 1, volume = 1;

	if (isnan(d->option->each))
		return e->reduction * d->option->wasted;
	if (d->metric->unit != UNIT_HOURS && after->n > 0)
		volume = after->n / (double)after->k;
	return e->difference * better * volume * d->option->each;
}

static void measure(const struct builder *b, struct decided *d)
{
	int32_t start = monday_of(d->decision->done) + 7;
	int32_t end = start + 7 * EFFECT_LAST - 1;
	const struct option_entry *o = d->option;
	struct weeks w0 = { .k = 0 }, w1;

	if (o->before_first != DAY_NONE)
		weeks_read(&w0, b->in->figures, d->metric, &d->scope,
			   o->before_first, o->before_last, EFFECT_BEFORE);
	if (end > b->in->last)
		end = b->in->last;
	weeks_read(&w1, b->in->figures, d->metric, &d->scope, start, end,
		   EFFECT_LAST);

	struct effect_data data = {
		.rate = w0.rate && w1.rate, .x0 = w0.x, .n0 = w0.n,
		.x1 = w1.x, .n1 = w1.n, .before = w0.value,
		.after = w1.value, .k0 = w0.k, .k1 = w1.k,
		.direction = d->metric->direction,
		.top = top_of(d->metric), .reduction = o->reduction,
		.untouched = (double)NAN,
		.waited = end < start ? 0 : (end - start + 1) / 7
	};

	if (w0.k && w1.k)
		data.untouched = untouched(b, d, &w0, &w1,
			data.rate ? w0.x / w0.n :
			mean_of(w0.value, w0.k));
	effect_judge(&d->effect, &data);
	d->effect.hours = realised(d, &w1);
	d->to = w1.last;
	d->review = start + 7 * EFFECT_LEAST;
}

/* Nobody said that it was done, and its four weeks would be over. */
static void wait_for(const struct builder *b, struct decided *d)
{
	int32_t due = d->decision->due;

	d->review = monday_of(due == DAY_NONE ? d->decision->day + 7 : due) +
		    7 * (1 + EFFECT_LEAST);
	d->state = due != DAY_NONE && due < b->in->as_of ? ACTION_LATE :
							   ACTION_OPEN;
	if (b->in->as_of < d->review)
		return;
	d->state = ACTION_CLOSED;
	d->effect.verdict = EFFECT_NOT_DONE;
	d->effect.final = true;
}

static void follow(const struct builder *b, struct decided *d)
{
	if (d->decision->done == DAY_NONE ||
	    d->decision->done > b->in->as_of) {
		wait_for(b, d);
		return;
	}
	d->state = ACTION_MEASURED;
	if (!d->metric)
		return;
	measure(b, d);
	if (d->effect.final)
		d->state = ACTION_CLOSED;
}

/* ---- all of them ------------------------------------------------------ */

static enum action_state state_of(const char *choice)
{
	return !strcmp(choice, "reject") ? ACTION_REJECTED :
	       !strcmp(choice, "defer") ? ACTION_DEFERRED :
	       !strcmp(choice, "need-data") ? ACTION_NEEDS_DATA : ACTION_OPEN;
}

/* The last answer that was known on that day. */
static bool is_last(const struct effects_input *in, size_t i)
{
	const struct decision_book *b = in->book;

	if (b->decision[i].day > in->as_of)
		return false;
	for (size_t k = i + 1; k < b->n_decisions; k++)
		if (!strcmp(b->decision[k].proposal, b->decision[i].proposal)
		    && b->decision[k].day <= in->as_of)
			return false;
	return true;
}

static struct decided decided_of(const struct effects_input *in,
				 const struct decision_entry *e)
{
	struct decided d = {
		.decision = e, .proposal = book_offer(in->book, e->offered),
		.option = book_option(in->book, e),
		.state = state_of(e->choice), .review = DAY_NONE,
		.to = DAY_NONE,
		.effect = { .before = NAN, .after = NAN, .median0 = NAN,
			    .median1 = NAN, .difference = NAN, .low = NAN,
			    .high = NAN, .promised = NAN, .untouched = NAN,
			    .n0 = FACT_NULL, .n1 = FACT_NULL, .more = -1,
			    .more_weeks = -1, .reduction = NAN, .hours = NAN }
	};

	if (d.option) {
		d.metric = metric_find(d.option->metric);
		memcpy(d.scope.dim, d.option->scope, sizeof d.scope.dim);
	}
	return d;
}

void effects_build(struct decided_list *out, const struct effects_input *in,
		   struct arena *a)
{
	struct builder b = { in, out };

	*out = (struct decided_list){
		.item = arena_array(a, in->book->n_decisions,
				    sizeof *out->item)
	};
	for (size_t i = 0; i < in->book->n_decisions; i++)
		if (is_last(in, i))
			out->item[out->n++] =
				decided_of(in, &in->book->decision[i]);
	/* in a second round: what is touched depends on all of them */
	for (size_t i = 0; i < out->n; i++)
		if (out->item[i].option)
			follow(&b, &out->item[i]);
}

/* ---- what others learn from them --------------------------------------- */

static struct past_decision past_one(const struct decided *d,
				     const struct option_entry *o)
{
	struct scope scope;

	memcpy(scope.dim, o->scope, sizeof scope.dim);
	return (struct past_decision){
		.action = o->action, .scope = problem_scope(&scope),
		.state = d->state == ACTION_REJECTED ? DECISION_REJECTED :
			 d->state == ACTION_CLOSED ? DECISION_CLOSED :
			 DECISION_OPEN,
		.asked = d->proposal ? d->proposal->first : DAY_MIN,
		.day = d->decision->day, .hours = o->wasted,
		.effect = d->effect.verdict,
		/* also what is not clear: leaving it out would flatter */
		.reduction = d->effect.verdict == EFFECT_EVERYONE ?
			     (double)NAN : d->effect.reduction
	};
}

const struct past_decision *past_of(const struct decided_list *l, size_t *n,
				    struct arena *a)
{
	struct past_decision *out = arena_array(a, l->n * OPTIONS_MAX,
						sizeof *out);

	*n = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct decided *d = &l->item[i];

		if (d->option)
			out[(*n)++] = past_one(d, d->option);
		else if (d->state == ACTION_REJECTED && d->proposal)
			for (size_t k = 0; k < d->proposal->n_options; k++)
				out[(*n)++] = past_one(
					d, &d->proposal->option[k]);
	}
	return out;
}

const struct effect_entry *effects_stored(const struct decided_list *l,
					  size_t *n, int32_t as_of,
					  struct arena *a)
{
	struct effect_entry *out = arena_array(a, l->n, sizeof *out);

	*n = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct decided *d = &l->item[i];
		const struct effect_result *e = &d->effect;

		if (e->verdict == EFFECT_NONE)
			continue;
		out[(*n)++] = (struct effect_entry){
			.proposal = d->decision->proposal,
			.action = d->decision->action,
			.verdict = effect_name(e->verdict, e->final),
			.final = e->final, .as_of = as_of,
			.before = e->before, .after = e->after,
			.difference = e->difference, .low = e->low,
			.high = e->high, .promised = e->promised,
			.weeks = e->weeks1, .reduction = e->reduction,
			.hours = e->hours
		};
	}
	return out;
}
