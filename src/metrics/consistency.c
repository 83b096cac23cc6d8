/*
 * metrics/consistency.c - how evenly good the outputs are: METRICS §3, §16.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/family.h"
#include "metrics/moments.h"

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
	.source = ""
};

#define POOL_DAYS 91
#define PSEUDO 4
#define SHOWN_FROM 10
#define NORMAL_FROM 20
#define RATINGS_MIN 5
#define RATED_SHARE_MIN 0.30
#define RATER_MIN 10
#define Z 1.96
#define NO_SPREAD 1e-9		/* below this it is rounding */

struct score_cell {
	struct moments q;
	int64_t unknown;	/* outcome unknown: left out */
	int64_t refused;	/* the log lists only corrected outputs */
	bool one_rater;
	uint32_t *step;		/* numbers of the steps present */
	size_t n_steps, cap_steps;
};

/* A workflow step on a day or in a pool. */
struct pool_cell {
	struct moments q;
};

/* A rater of a step on a day or in a pool: ratings, and rated outputs. */
struct rater_cell {
	double sum, n;
	int64_t outputs;
};

/* A workflow step in a period. */
struct rating_cell {
	int64_t outputs, rated;	/* with known outcome */
	int64_t rater;		/* the only one, 0 = not named */
	bool raters;		/* there are others, too */
	double sum, n;		/* ratings of raters who are adjusted */
	int adjusted;		/* how many they are */
};

struct rated {
	int32_t day;
	uint32_t step;		/* number + 1 of the workflow step */
	uint32_t tool, item_type, channel, campaign, prompt_version;
	uint32_t first, ratings;	/* in the list of ratings */
	int64_t n;
	double sum, weight;	/* of outcome and effort */
};

struct step { int64_t workflow, step; };

struct consistency {
	const struct metrics_run *run;
	struct cells cells;	/* of struct score_cell, by cut and period */
	struct cells numbers;	/* of uint32_t: number + 1 of a step */
	struct step *step;
	size_t n_steps, cap_steps;
	/* by step and day (as period), and the same by step and period */
	struct cells days, pools;
	struct cells rater_days, raters;	/* also by rater */
	struct cells ratings;	/* of struct rating_cell, by step, period */
	struct rated *rated;
	size_t n_rated, cap_rated;
	struct output_rating *rating;
	size_t n_ratings, cap_ratings;
};

struct consistency *consistency_new(const struct metrics_run *run)
{
	struct consistency *c = xcalloc(1, sizeof *c);

	c->run = run;
	cells_init(&c->cells, sizeof(struct score_cell));
	cells_init(&c->numbers, sizeof(uint32_t));
	cells_init(&c->days, sizeof(struct pool_cell));
	cells_init(&c->pools, sizeof(struct pool_cell));
	cells_init(&c->rater_days, sizeof(struct rater_cell));
	cells_init(&c->raters, sizeof(struct rater_cell));
	cells_init(&c->ratings, sizeof(struct rating_cell));
	return c;
}

void consistency_free(struct consistency *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->cells.n; i++)
		free(((struct score_cell *)cells_item(&c->cells, i))->step);
	cells_release(&c->cells);
	cells_release(&c->numbers);
	cells_release(&c->days);
	cells_release(&c->pools);
	cells_release(&c->rater_days);
	cells_release(&c->raters);
	cells_release(&c->ratings);
	free(c->step);
	free(c->rated);
	free(c->rating);
	free(c);
}

/* ---- windows -------------------------------------------------------- */

/* First day of the pool of a period: 13 weeks, or all of a longer one. */
static int32_t pool_first(const struct consistency *c, size_t period)
{
	struct period p = c->run->periods.item[period];

	return p.first < p.last - (POOL_DAYS - 1) ? p.first :
						    p.last - (POOL_DAYS - 1);
}

/* Is the day in the pool of this period? Periods from periods_from(day) on
 * are asked until one says no. */
static bool pool_holds(const struct consistency *c, size_t period, int32_t day)
{
	return period < c->run->periods.n && pool_first(c, period) <= day;
}

/* ---- one output ----------------------------------------------------- */

static double outcome_quality(const struct output *o)
{
	double q = o->outcome == OUTCOME_USABLE ? 1 :
		   o->outcome == OUTCOME_LIGHT ? 0.80 :
		   o->outcome == OUTCOME_MAJOR ? 0.35 :
		   o->outcome == OUTCOME_UNKNOWN ?
			   (o->class == CLASS_USABLE ? 1 : 0.80) : 0;

	return o->class == CLASS_REWORK ? fmin(q, 0.35) : q;
}

/* Outcome and effort, weighted. */
static void quality_parts(const struct consistency *c, const struct output *o,
			  double *sum, double *weight)
{
	const struct config_thresholds *l = &c->run->config->limits;
	int64_t ms = o->correction;

	*sum = l->consistency_outcome * outcome_quality(o);
	*weight = l->consistency_outcome;
	if (ms == FACT_NULL && o->outcome == OUTCOME_USABLE)
		ms = 0;
	if (ms == FACT_NULL || o->manual == FACT_NULL || o->manual <= 0)
		return;
	*sum += l->consistency_effort *
		(1 - fmin(1, (double)ms / (double)o->manual));
	*weight += l->consistency_effort;
}

static uint32_t step_number(struct consistency *c, const struct output *o)
{
	uint32_t *number = cells_at(&c->numbers, (struct cell_key){
		.a = (uint32_t)o->workflow, .b = (uint32_t)o->step });

	if (!*number) {
		vec_reserve(&c->step, c->n_steps, &c->cap_steps);
		c->step[c->n_steps++] = (struct step){ o->workflow, o->step };
		*number = (uint32_t)c->n_steps;
	}
	return *number;
}

static void keep_step(struct score_cell *cell, uint32_t step)
{
	for (size_t i = cell->n_steps; i-- > 0;) {
		if (cell->step[i] == step)
			return;
	}
	vec_reserve(&cell->step, cell->n_steps, &cell->cap_steps);
	cell->step[cell->n_steps++] = step;
}

static struct cell_key step_key(uint32_t period, uint32_t step, int64_t rater)
{
	return (struct cell_key){ .period = period, .a = step,
				  .b = (uint32_t)rater };
}

/* Quality q of an output of the period, in all its cuts. */
static void score_output(struct consistency *c, const struct output *o,
			 int period, uint32_t step, double q, bool one_rater)
{
	for (unsigned cut = 0; cut < CUTS; cut++) {
		struct score_cell *cell;

		if (cut_parts(cut) != CUTS)
			continue;
		cell = cells_at(&c->cells, cut_key(cut, (uint32_t)period, o));
		moments_add(&cell->q, q, (double)o->n);
		cell->one_rater |= one_rater;
		keep_step(cell, step);
	}
}

/* Left out, but counted. */
static void leave_out(struct consistency *c, const struct output *o,
		      int period, bool refused)
{
	for (unsigned cut = 0; cut < CUTS; cut++) {
		struct score_cell *cell;

		if (cut_parts(cut) != CUTS)
			continue;
		cell = cells_at(&c->cells, cut_key(cut, (uint32_t)period, o));
		*(refused ? &cell->refused : &cell->unknown) += o->n;
	}
}

static void keep_rated(struct consistency *c, const struct output *o,
		       uint32_t step, double sum, double weight)
{
	vec_reserve(&c->rated, c->n_rated, &c->cap_rated);
	c->rated[c->n_rated++] = (struct rated){
		.day = o->day, .step = step, .tool = (uint32_t)o->tool,
		.item_type = (uint32_t)o->item_type,
		.channel = (uint32_t)o->channel,
		.campaign = (uint32_t)o->campaign,
		.prompt_version = (uint32_t)o->prompt_version,
		.first = (uint32_t)c->n_ratings,
		.ratings = (uint32_t)o->n_ratings, .n = o->n, .sum = sum,
		.weight = weight
	};
	for (size_t i = 0; i < o->n_ratings; i++) {
		struct output_rating rating = o->ratings[i];
		bool again = false;
		struct rater_cell *r;

		vec_reserve(&c->rating, c->n_ratings, &c->cap_ratings);
		c->rating[c->n_ratings++] = rating;
		for (size_t k = 0; k < i; k++)
			again |= o->ratings[k].reviewer == rating.reviewer;
		r = cells_at(&c->rater_days, step_key((uint32_t)o->day, step,
						      rating.reviewer));
		r->sum += (double)rating.value / MEASURE_SCALE * (double)o->n;
		r->n += (double)o->n;
		r->outputs += again ? 0 : o->n;
	}
}

static void count_rated(struct rating_cell *cell, const struct output *o)
{
	cell->outputs += o->n;
	if (o->n_ratings == 0)
		return;
	for (size_t i = 0; i < o->n_ratings; i++) {
		int64_t rater = o->ratings[i].reviewer;

		cell->raters |= (cell->rated > 0 || i > 0) &&
				cell->rater != rater;
		cell->rater = rater;
	}
	cell->rated += o->n;
}

void consistency_add(struct consistency *c, const struct output *o)
{
	int period = periods_find(&c->run->periods, o->day);
	bool refused = o->documented && o->documented->lists_corrected;
	double sum, weight;
	uint32_t step;

	if (!pool_holds(c, periods_from(&c->run->periods, o->day), o->day))
		return;
	quality_parts(c, o, &sum, &weight);
	if (refused || o->class == CLASS_UNKNOWN) {
		if (period >= 0)
			leave_out(c, o, period, refused);
		return;
	}
	step = step_number(c, o);
	if (period >= 0)
		count_rated(cells_at(&c->ratings, step_key((uint32_t)period,
							   step, 0)), o);
	if (o->n_ratings > 0) {
		keep_rated(c, o, step, sum, weight);
		return;
	}
	if (weight <= 0) {
		if (period >= 0)
			leave_out(c, o, period, false);
		return;
	}
	if (period >= 0)
		score_output(c, o, period, step, sum / weight, false);
	moments_add(&((struct pool_cell *)cells_at(
			     &c->days, step_key((uint32_t)o->day, step, 0)))->q,
		    sum / weight, (double)o->n);
}

/* ---- ratings and pools ---------------------------------------------- */

/* Days become the windows that hold them. */
static void fill_windows(struct consistency *c)
{
	const struct periods *periods = &c->run->periods;

	for (size_t i = 0; i < c->days.n; i++) {
		struct cell_key key = cells_key(&c->days, i);
		const struct pool_cell *day = cells_item(&c->days, i);
		int32_t at = (int32_t)key.period;

		for (size_t p = periods_from(periods, at);
		     pool_holds(c, p, at); p++) {
			struct pool_cell *pool;

			key.period = (uint32_t)p;
			pool = cells_at(&c->pools, key);
			moments_merge(&pool->q, &day->q);
		}
	}
	for (size_t i = 0; i < c->rater_days.n; i++) {
		struct cell_key key = cells_key(&c->rater_days, i);
		const struct rater_cell *day = cells_item(&c->rater_days, i);
		int32_t at = (int32_t)key.period;

		for (size_t p = periods_from(periods, at);
		     pool_holds(c, p, at); p++) {
			struct rater_cell *r;

			key.period = (uint32_t)p;
			r = cells_at(&c->raters, key);
			r->sum += day->sum;
			r->n += day->n;
			r->outputs += day->outputs;
		}
	}
}

/* A rater who is adjusted. */
static bool is_eligible(const struct rater_cell *r, uint32_t reviewer)
{
	return reviewer != 0 && r->outputs >= RATER_MIN;
}

static void common_means(struct consistency *c)
{
	for (size_t i = 0; i < c->raters.n; i++) {
		struct cell_key key = cells_key(&c->raters, i);
		const struct rater_cell *r = cells_item(&c->raters, i);
		struct rating_cell *cell;

		if (!is_eligible(r, key.b))
			continue;
		cell = cells_at(&c->ratings, step_key(key.period, key.a, 0));
		cell->sum += r->sum;
		cell->n += r->n;
		cell->adjusted++;
	}
}

/* METRICS §3: from 5 ratings and 30 % coverage on. */
static bool ratings_count(const struct rating_cell *cell)
{
	return cell->rated >= RATINGS_MIN &&
	       (double)cell->rated >= RATED_SHARE_MIN * (double)cell->outputs;
}

/* 0..1 of a rated output, each rater's own offset taken away. */
static double rating_quality(struct consistency *c, const struct rated *o,
			     uint32_t period, const struct rating_cell *cell)
{
	struct config_scale scale = c->run->config->limits.rating_scale;
	double sum = 0;

	for (uint32_t i = o->first; i < o->first + o->ratings; i++) {
		uint32_t reviewer = (uint32_t)c->rating[i].reviewer;
		const struct rater_cell *r;

		sum += (double)c->rating[i].value / MEASURE_SCALE;
		if (cell->adjusted < 2 || reviewer == 0)
			continue;
		r = cells_at(&c->raters, step_key(period, o->step, reviewer));
		if (is_eligible(r, reviewer))
			sum -= r->sum / r->n - cell->sum / cell->n;
	}
	return fmin(1, fmax(0, (sum / o->ratings - scale.low) /
			       (scale.high - scale.low)));
}

/* The quality in a period's cell or pool; NAN = no part is there. */
static double rated_quality(struct consistency *c, const struct rated *o,
			    uint32_t period, const struct rating_cell *cell)
{
	double w = c->run->config->limits.consistency_rating;
	double sum = o->sum, weight = o->weight;

	if (ratings_count(cell)) {
		sum += w * rating_quality(c, o, period, cell);
		weight += w;
	}
	return weight > 0 ? sum / weight : (double)NAN;
}

static struct output output_of(const struct consistency *c,
			       const struct rated *o)
{
	const struct step *s = &c->step[o->step - 1];

	return (struct output){
		.workflow = s->workflow, .step = s->step, .tool = o->tool,
		.item_type = o->item_type, .channel = o->channel,
		.campaign = o->campaign, .prompt_version = o->prompt_version,
		.n = o->n
	};
}

static void score_rated(struct consistency *c, const struct rated *o)
{
	const struct periods *periods = &c->run->periods;
	struct output output = output_of(c, o);
	int own = periods_find(periods, o->day);

	for (size_t p = periods_from(periods, o->day);
	     pool_holds(c, p, o->day); p++) {
		const struct rating_cell *cell = cells_at(
			&c->ratings, step_key((uint32_t)p, o->step, 0));
		double q = rated_quality(c, o, (uint32_t)p, cell);
		struct pool_cell *pool;

		if (isnan(q)) {
			if (own == (int)p)
				leave_out(c, &output, own, false);
			continue;
		}
		if (own == (int)p)
			score_output(c, &output, own, o->step, q,
				     ratings_count(cell) && !cell->raters &&
					     cell->rater != 0);
		pool = cells_at(&c->pools, step_key((uint32_t)p, o->step, 0));
		moments_add(&pool->q, q, (double)o->n);
	}
}

/* ---- figures -------------------------------------------------------- */

static void score_cell_add(struct score_cell *to, const struct score_cell *s)
{
	moments_merge(&to->q, &s->q);
	to->unknown += s->unknown;
	to->refused += s->refused;
	to->one_rater |= s->one_rater;
	for (size_t i = 0; i < s->n_steps; i++)
		keep_step(to, s->step[i]);
}

static void add_wholes(struct consistency *c)
{
	size_t n = c->cells.n;

	for (size_t i = 0; i < n; i++) {
		struct cell_key key = cells_key(&c->cells, i);

		for (unsigned cut = 0; cut < CUTS; cut++) {
			if (cut_parts(cut) != key.cut)
				continue;
			score_cell_add(cells_at(&c->cells,
						cut_whole(cut, key)),
				       cells_item(&c->cells, i));
		}
	}
}

static double score_round(double v)
{
	return round(fmin(10, fmax(1, v)) * 1e6) / 1e6;
}

/* The 4 pseudo-outputs: two at m0 + s0 and two at m0 - s0. */
static struct moments steadied(struct consistency *c, uint32_t period,
			       const struct score_cell *cell)
{
	struct moments m = cell->q, pool = { 0 };
	double sd;

	for (size_t i = 0; i < cell->n_steps; i++) {
		const struct pool_cell *p = cells_at(
			&c->pools, step_key(period, cell->step[i], 0));

		moments_merge(&pool, &p->q);
	}
	sd = moments_sd(&pool);
	moments_add(&m, pool.mean + sd, PSEUDO / 2);
	moments_add(&m, pool.mean - sd, PSEUDO / 2);
	return m;
}

/* Σg² over the values, from their moments: METRICS §3. */
static double standard_error(const struct moments *m, double sd)
{
	double g = m->m2 - m->m3 / (2 * sd) +
		   (m->m4 - m->n * pow(sd, 4)) / (16 * sd * sd);

	return 9 * sqrt(fmax(0, g)) / m->n;
}

static const char *score_note(struct arena *a, const struct score_cell *cell,
			      int64_t n, bool still)
{
	struct strbuf note = STRBUF_INIT;
	const char *kept;

	if (n == 0 && cell->unknown + cell->refused == 0)
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
	if (cell->unknown > 0)
		strbuf_printf(&note, "%s%" PRId64 " unknown left out",
			      note.len ? "; " : "", cell->unknown);
	if (cell->refused > 0)
		strbuf_printf(&note, "%s%" PRId64 " output%s left out: the "
			      "review log lists only corrected outputs",
			      note.len ? "; " : "", cell->refused,
			      cell->refused == 1 ? "" : "s");
	kept = note.len ? arena_strdup(a, note.s) : "";
	strbuf_release(&note);
	return kept;
}

static void write_score(struct consistency *c, const struct scope *scope,
			uint32_t period, const struct score_cell *cell)
{
	const struct metrics_run *run = c->run;
	struct figure *f = run_figure(run, &metric_consistency, scope,
				      run->periods.item[period]);
	struct moments m;
	bool still = false;

	f->n = (int64_t)cell->q.n;
	if (f->n >= SHOWN_FROM) {
		m = steadied(c, period, cell);

		double sd = moments_sd(&m);
		double score = 1 + 9 * fmax(0, m.mean - sd / 2);

		still = sd < NO_SPREAD;
		f->value = score_round(score);
		if (!still) {
			double half = Z * standard_error(&m, sd);

			f->low = score_round(score - half);
			f->high = score_round(score + half);
		}
	}
	f->note = score_note(&run->out->arena, cell, f->n, still);
}

/* Total and documented workflows always have figures, also of a gap. */
static void write_gaps(struct consistency *c, const char *workflow)
{
	const struct metrics_run *run = c->run;
	const struct score_cell none = { 0 };
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };
	int64_t id = workflow ? facts_dim_id(run->corrections, workflow) : 0;

	for (uint32_t p = 0; p < run->periods.n; p++) {
		if (workflow && !id)
			write_score(c, &scope, p, &none);
		else
			cells_at(&c->cells, (struct cell_key){
				workflow ? CUT_WORKFLOW : CUT_TOTAL, p,
				(uint32_t)id, 0 });
	}
}

void consistency_write(struct consistency *c)
{
	const struct metrics_run *run = c->run;

	fill_windows(c);
	common_means(c);
	for (size_t i = 0; i < c->n_rated; i++)
		score_rated(c, &c->rated[i]);
	add_wholes(c);
	write_gaps(c, NULL);
	for (size_t i = 0; i < run->config->n_workflows; i++)
		write_gaps(c, run->config->workflows[i].id);
	for (size_t i = 0; i < c->cells.n; i++) {
		struct cell_key key = cells_key(&c->cells, i);
		struct scope scope = cut_scope(key, run->corrections->dim);

		if (cut_wanted(key.cut, metric_consistency.scopes))
			write_score(c, &scope, key.period,
				    cells_item(&c->cells, i));
	}
}
