/*
 * metrics/consistency.c - how evenly good the outputs are: METRICS §3, §16.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/family.h"
#include "metrics/moments.h"
#include "metrics/pools.h"

const struct metric metric_consistency = {
	.id = "consistency", .title = "Output consistency", .unit = UNIT_SCORE,
	.digits = 1, .direction = 1,
	.scopes = AT_TOTAL | AT_EACH_DIM | AT_WORKFLOW_STEP |
		  AT_WORKFLOW_TOOL,
	.section = "3", .requirement = "R16",
	.formula = "1 + 9 times the mean quality less half its standard "
		"deviation. Quality is 0 to 1: outcome, correction minutes "
		"against manual minutes, and rating, weighted.",
	.columns = "corrections.outcome, corrections.correction_minutes, "
		"corrections.rating, corrections.reviewer",
	.edges = "4 pseudo-outputs from 13 weeks of the same steps steady "
		"small numbers. Below 10 outputs there is no score, below 20 "
		"it is provisional. Ratings count from 5 and 30 % of a step's "
		"outputs on; unknown outcomes are left out.",
	.source = "", .each = true
};

const struct metric metric_consistency_unrated = {
	.id = "consistency_unrated", .title = "Output consistency, unrated",
	.unit = UNIT_SCORE, .digits = 1, .direction = 1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "3",
	.requirement = "R16",
	.formula = "The consistency score with the weights 0.6 for the "
		"outcome, 0.4 for correction minutes and none for ratings: "
		"how far it lies from the score tells how much the weights "
		"matter.",
	.columns = "corrections.outcome, corrections.correction_minutes",
	.edges = "As for the score; its pool has the same weights.",
	.source = "", .each = true
};

#define PSEUDO 4
#define SHOWN_FROM 10
#define NORMAL_FROM 20
#define Z 1.96
#define NO_SPREAD 1e-9		/* below this it is rounding */

struct score_cell {
	struct moments q;
	int64_t unknown;	/* outcome unknown: left out */
	int64_t partless;	/* no part with a weight is there: left out */
	int64_t refused;	/* the log lists only corrected outputs */
	bool one_rater;
	uint64_t *steps;	/* a bit for each step present, by number */
	size_t n_words;
};

struct consistency {
	const struct metrics_run *run;
	struct quality_weights weights;
	struct cells cells;	/* of struct score_cell, by cut and period */
	struct pools *pools;
};

struct consistency *consistency_new(const struct metrics_run *run)
{
	struct consistency *c = xcalloc(1, sizeof *c);

	c->run = run;
	c->weights = quality_weights_of(&run->config->limits);
	cells_init(&c->cells, sizeof(struct score_cell));
	c->pools = pools_new(&run->periods, run->corrections,
			     &run->config->limits);
	return c;
}

void consistency_free(struct consistency *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->cells.n; i++)
		free(((struct score_cell *)cells_item(&c->cells, i))->steps);
	cells_release(&c->cells);
	pools_free(c->pools);
	free(c);
}

/* ---- one output ----------------------------------------------------- */

static void reserve_steps(struct score_cell *cell, size_t n_words)
{
	size_t cap = cell->n_words;

	while (cell->n_words < n_words) {
		vec_reserve(&cell->steps, cell->n_words, &cap);
		cell->steps[cell->n_words++] = 0;
	}
}

static void keep_step(struct score_cell *cell, uint32_t step)
{
	reserve_steps(cell, step / 64 + 1);
	cell->steps[step / 64] |= (uint64_t)1 << step % 64;
}

static bool has_step(const struct score_cell *cell, uint32_t step)
{
	return step / 64 < cell->n_words &&
	       cell->steps[step / 64] >> step % 64 & 1;
}

/* Quality q of an output of the period, in all its cuts. */
static void score_output(struct consistency *c, const struct output *o,
			 size_t period, uint32_t step, double q,
			 bool one_rater)
{
	for (size_t i = 0; i < c->run->n_cuts; i++) {
		struct score_cell *cell = cells_at(&c->cells,
			cut_key(c->run->cuts[i], (uint32_t)period, o));

		moments_add(&cell->q, q, (double)o->n);
		cell->one_rater |= one_rater;
		keep_step(cell, step);
	}
}

enum why_not { UNKNOWN, PARTLESS, REFUSED };

/* Left out, but counted. */
static void leave_out(struct consistency *c, const struct output *o,
		      size_t period, enum why_not why)
{
	for (size_t i = 0; i < c->run->n_cuts; i++) {
		struct score_cell *cell = cells_at(&c->cells,
			cut_key(c->run->cuts[i], (uint32_t)period, o));

		*(why == REFUSED ? &cell->refused :
		  why == UNKNOWN ? &cell->unknown : &cell->partless) += o->n;
	}
}

void consistency_add(struct consistency *c, const struct output *o)
{
	int period = periods_find(&c->run->periods, o->day);
	bool refused = o->documented && o->documented->lists_corrected;
	struct quality parts;
	int64_t step;
	double q;

	if (refused || o->class == CLASS_UNKNOWN) {
		if (period >= 0)
			leave_out(c, o, (size_t)period,
				  refused ? REFUSED : UNKNOWN);
		return;
	}
	parts = quality_of(o);
	step = pools_add(c->pools, o, parts);
	if (period < 0 || step < 0 || o->n_ratings > 0)
		return;
	q = quality_score(&c->weights, parts, (double)NAN);
	if (isnan(q))
		leave_out(c, o, (size_t)period, PARTLESS);
	else
		score_output(c, o, (size_t)period, (uint32_t)step, q, false);
}

static void add_rated(void *ctx, const struct output *o, size_t period,
		      uint32_t step, double q, bool one_rater)
{
	if (isnan(q))
		leave_out(ctx, o, period, PARTLESS);
	else
		score_output(ctx, o, period, step, q, one_rater);
}

/* ---- figures -------------------------------------------------------- */

static void score_cell_add(void *whole, const void *part)
{
	struct score_cell *to = whole;
	const struct score_cell *s = part;

	moments_merge(&to->q, &s->q);
	to->unknown += s->unknown;
	to->partless += s->partless;
	to->refused += s->refused;
	to->one_rater |= s->one_rater;
	reserve_steps(to, s->n_words);
	for (size_t i = 0; i < s->n_words; i++)
		to->steps[i] |= s->steps[i];
}

static double score_round(double v)
{
	return round(fmin(10, fmax(1, v)) * 1e6) / 1e6;
}

/* What a score is made of. */
struct score_parts {
	struct moments own;
	struct spread pool;
};

/* The 4 pseudo-outputs: two at m0 + s0 and two at m0 - s0. */
static struct moments steadied(const struct moments *own,
			       const struct spread *pool)
{
	struct moments m = *own;
	double sd = spread_sd(pool);

	moments_add(&m, pool->mean + sd, PSEUDO / 2);
	moments_add(&m, pool->mean - sd, PSEUDO / 2);
	return m;
}

/* Σg² over the values, from their moments: METRICS §3. */
static double standard_error(const struct moments *m, double sd)
{
	double g = m->m2 - m->m3 / (2 * sd) +
		   (m->m4 - m->n * pow(sd, 4)) / (16 * sd * sd);

	return 9 * sqrt(fmax(0, g)) / m->n;
}

struct steady_score steady_score(const struct moments *own,
				 const struct spread *pool)
{
	struct moments m = steadied(own, pool);
	double sd = moments_sd(&m);
	double score = 1 + 9 * fmax(0, m.mean - sd / 2);
	struct steady_score s = {
		.value = score_round(score), .low = NAN, .high = NAN,
		.error = NAN, .all = { m.n, m.mean, m.m2 }
	};

	if (sd < NO_SPREAD)
		return s;
	s.error = standard_error(&m, sd);
	s.low = score_round(score - Z * s.error);
	s.high = score_round(score + Z * s.error);
	return s;
}

static struct score_parts parts_of(struct consistency *c, size_t period,
				   const struct score_cell *cell)
{
	struct score_parts parts = { .own = cell->q };

	for (uint32_t s = 0; s < pools_steps(c->pools); s++) {
		const struct step_pool *p;

		if (has_step(cell, s) &&
		    (p = pools_at(c->pools, period, s)) != NULL)
			spread_merge(&parts.pool, &p->pool);
	}
	return parts;
}

/* The same with the other weights, of one workflow (NULL = all work). */
static struct score_parts unrated_parts_of(struct consistency *c,
					   size_t period,
					   const char *workflow)
{
	struct score_parts parts = { .own = { .n = 0 } };

	for (uint32_t s = 0; s < pools_steps(c->pools); s++) {
		int64_t id = pools_step(c->pools, s).workflow;
		const struct step_pool *p;

		if ((workflow &&
		     strcmp(c->run->corrections->dim[id], workflow) != 0) ||
		    !(p = pools_at(c->pools, period, s)))
			continue;
		moments_merge(&parts.own, &p->unrated);
		spread_merge(&parts.pool, &p->unrated_pool);
	}
	return parts;
}

static const char *score_note(struct arena *a, const struct score_cell *cell,
			      int64_t n, bool still)
{
	struct strbuf note = STRBUF_INIT;
	int64_t unknown = cell->unknown + cell->partless;
	const char *kept;

	if (n == 0 && unknown + cell->refused == 0)
		strbuf_puts(&note, "no reviewed outputs");
	else if (n < SHOWN_FROM)
		strbuf_printf(&note, "no score below %d outputs with a known "
			      "outcome, here %" PRId64, SHOWN_FROM, n);
	else if (n < NORMAL_FROM)
		strbuf_puts(&note, "provisional: fewer than 20 outputs");
	if (still)
		strbuf_printf(&note, "%sno variation seen",
			      note.len ? "; " : "");
	if (cell->one_rater)
		strbuf_printf(&note, "%sone rater", note.len ? "; " : "");
	if (unknown > 0)
		strbuf_printf(&note, "%s%" PRId64 " unknown left out",
			      note.len ? "; " : "", unknown);
	if (cell->refused > 0)
		strbuf_printf(&note, "%s%" PRId64 " output%s left out: the "
			      "review log lists only corrected outputs",
			      note.len ? "; " : "", cell->refused,
			      cell->refused == 1 ? "" : "s");
	kept = note.len ? arena_strdup(a, note.s) : "";
	strbuf_release(&note);
	return kept;
}

static struct spread spread_of(const struct moments *m)
{
	return (struct spread){ m->n, m->mean, m->m2 };
}

/* How each step of the cell was decided. */
static void take_steps(struct consistency *c, struct score_detail *d,
		       size_t period, const struct score_cell *cell)
{
	const char *const *dim = c->run->corrections->dim;
	size_t n = pools_steps(c->pools);

	d->step = arena_array(d->arena, n, sizeof *d->step);
	for (uint32_t s = 0; s < n; s++) {
		struct pool_step id = pools_step(c->pools, s);
		const struct step_pool *p;

		if (!has_step(cell, s) ||
		    !(p = pools_at(c->pools, period, s)))
			continue;
		d->step[d->n_steps++] = (struct score_step){
			.workflow = arena_strdup(d->arena, dim[id.workflow]),
			.step = arena_strdup(d->arena, dim[id.step]),
			.outputs = p->outputs, .rated = p->rated,
			.kept = p->kept, .adjusted = p->adjusted,
			.one_rater = !p->raters && p->rater != 0
		};
	}
}

static void take_apart(struct consistency *c, const struct figure *f,
		       size_t period, const struct score_cell *cell,
		       const struct score_parts *parts)
{
	struct score_detail *d = c->run->score;
	struct steady_score s = steady_score(&parts->own, &parts->pool);
	bool rated = f->metric == &metric_consistency;
	struct quality_weights w = rated ? c->weights : quality_unrated;

	d->own = spread_of(&parts->own);
	d->pool = parts->pool;
	d->all = s.all;
	d->error = isnan(f->low) ? (double)NAN : s.error;
	d->outcome = w.outcome;
	d->effort = w.effort;
	d->rating = w.rating;
	if (rated)
		take_steps(c, d, period, cell);
}

static void write_score(struct consistency *c, const struct metric *metric,
			const struct scope *scope, size_t period,
			const struct score_cell *cell,
			const struct score_parts *parts)
{
	const struct metrics_run *run = c->run;
	struct figure *f = run_figure(run, metric, scope,
				      run->periods.item[period]);
	bool still = false;

	f->n = (int64_t)parts->own.n;
	if (f->n >= SHOWN_FROM) {
		struct steady_score s = steady_score(&parts->own,
						     &parts->pool);

		f->value = s.value;
		f->low = s.low;
		f->high = s.high;
		still = isnan(s.low);
	}
	f->note = score_note(&run->out->arena, cell, f->n, still);
	if (run_wants(run, f))
		take_apart(c, f, period, cell, parts);
}

/* The score, and of all work and of workflows the one without ratings. */
static void write_scores(struct consistency *c, const struct scope *scope,
			 size_t period, const struct score_cell *cell,
			 unsigned cut)
{
	struct score_parts parts = parts_of(c, period, cell);
	struct score_cell unrated = {
		.unknown = cell->unknown, .refused = cell->refused
	};

	write_score(c, &metric_consistency, scope, period, cell, &parts);
	if (!cut_wanted(cut, metric_consistency_unrated.scopes))
		return;
	parts = unrated_parts_of(c, period, scope->dim[SCOPE_WORKFLOW]);
	write_score(c, &metric_consistency_unrated, scope, period, &unrated,
		    &parts);
}

static void write_one(void *ctx, const struct scope *scope,
		      struct cell_key key, const void *cell)
{
	if (cut_wanted(key.cut, metric_consistency.scopes))
		write_scores(ctx, scope, key.period, cell, key.cut);
}

void consistency_write(struct consistency *c)
{
	pools_walk(c->pools, add_rated, c);
	cuts_add_up(&c->cells, score_cell_add);
	cuts_walk(c->run, &c->cells, &(struct score_cell){ 0 }, write_one, c);
}
