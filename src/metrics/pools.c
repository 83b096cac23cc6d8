/*
 * metrics/pools.c - spans of days, raters and their offsets, pools.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "metrics/pools.h"
#include "metrics/reviews.h"

#define RATINGS_MIN 5
#define RATED_SHARE_MIN 0.30
#define RATER_MIN 10

/*
 * A rated output, 16 bytes. Most have one rating, of a rater and a value that
 * fit in 14 bits each: `rating` is both. Of the others it is their first
 * place in listed[].
 */
struct rated {
	double effort;
	uint32_t row;		/* of its first review, with its dimensions */
	uint32_t rating : 28;
	uint32_t outcome : 2;
	uint32_t listed : 1;
	uint32_t single : 1;	/* it stands for one output: n is 1 */
};
#define RATING_BITS 14
#define LISTED_MAX ((size_t)1 << 2 * RATING_BITS)

struct listed_rating {
	int64_t value;		/* times MEASURE_SCALE */
	uint32_t rater;
	bool again;		/* the same rater, the same output */
	bool more;		/* the next one is of this output, too */
};

/* A step in a span. */
struct step_span {
	struct spread scored;	/* outputs without a rating */
	struct moments unrated;	/* all outputs, other weights */
	int64_t outputs, rated, rater;
	bool raters;
};

struct span {
	struct step_span *step;
	size_t n_steps, cap_steps;
	struct rated *rated;
	size_t n_rated, cap_rated;
};

/* A rater of a step: sums over the pool looked at. */
struct rater {
	uint32_t step;
	bool named;
	__int128 sum;		/* of ratings times n */
	int64_t n, outputs;
	double offset;
};

struct pools {
	const struct periods *periods;
	const struct facts *facts;
	struct config_scale scale;
	struct quality_weights weights;
	int32_t *border;	/* span i: border[i] to border[i + 1] - 1 */
	struct span *span;
	size_t n_spans;
	struct cells numbers;	/* of steps, in the order of step[] */
	struct pool_step *step;
	size_t n_steps, cap_steps;
	struct cells rater_numbers;	/* those of rater[] */
	struct rater *rater;
	size_t n_raters, cap_raters;
	struct listed_rating *listed;
	size_t n_listed, cap_listed;
	struct cells cells;	/* of struct step_pool, by period, step */
};

/* ---- spans ---------------------------------------------------------- */

static int32_t pool_first(struct period p)
{
	return p.first < p.last - (POOL_DAYS - 1) ? p.first :
						    p.last - (POOL_DAYS - 1);
}

static int day_cmp(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static void make_spans(struct pools *p)
{
	size_t n = 0, kept = 0;

	p->border = xcalloc(3 * p->periods->n + 1, sizeof *p->border);
	for (size_t i = 0; i < p->periods->n; i++) {
		p->border[n++] = pool_first(p->periods->item[i]);
		p->border[n++] = p->periods->item[i].first;
		p->border[n++] = p->periods->item[i].last + 1;
	}
	qsort(p->border, n, sizeof *p->border, day_cmp);
	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || p->border[kept - 1] != p->border[i])
			p->border[kept++] = p->border[i];
	}
	p->n_spans = kept > 0 ? kept - 1 : 0;
	p->span = xcalloc(p->n_spans + 1, sizeof *p->span);
}

/* The first span that ends after the day, n_spans: none. */
static size_t span_from(const struct pools *p, int32_t day)
{
	size_t low = 0, high = p->n_spans;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->border[mid + 1] <= day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct pools *pools_new(const struct periods *periods,
			const struct facts *facts,
			const struct config_thresholds *limits)
{
	struct pools *p = xcalloc(1, sizeof *p);

	p->periods = periods;
	p->facts = facts;
	p->scale = limits->rating_scale;
	p->weights = quality_weights_of(limits);
	cells_init(&p->numbers, 0);
	cells_init(&p->rater_numbers, 0);
	cells_init(&p->cells, sizeof(struct step_pool));
	make_spans(p);
	return p;
}

void pools_free(struct pools *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n_spans; i++) {
		free(p->span[i].step);
		free(p->span[i].rated);
	}
	cells_release(&p->numbers);
	cells_release(&p->rater_numbers);
	cells_release(&p->cells);
	free(p->span);
	free(p->border);
	free(p->step);
	free(p->rater);
	free(p->listed);
	free(p);
}

/* ---- one output ----------------------------------------------------- */

static uint32_t step_number(struct pools *p, const struct output *o)
{
	uint32_t number = cells_number(&p->numbers, (struct cell_key){
		.a = (uint32_t)o->workflow, .b = (uint32_t)o->step });

	if (number == p->n_steps) {
		vec_reserve(&p->step, p->n_steps, &p->cap_steps);
		p->step[p->n_steps++] = (struct pool_step){ o->workflow,
							    o->step };
	}
	return number;
}

static uint32_t rater_number(struct pools *p, uint32_t step, int64_t reviewer)
{
	uint32_t number = cells_number(&p->rater_numbers, (struct cell_key){
		.a = step, .b = (uint32_t)reviewer });

	if (number == p->n_raters) {
		vec_reserve(&p->rater, p->n_raters, &p->cap_raters);
		p->rater[p->n_raters++] = (struct rater){
			.step = step, .named = reviewer != 0
		};
	}
	return number;
}

static void list_ratings(struct pools *p, const struct output *o,
			 uint32_t step)
{
	if (p->n_listed + o->n_ratings > LISTED_MAX)
		err_no_memory();	/* they would take 4 GB */
	for (size_t i = 0; i < o->n_ratings; i++) {
		struct listed_rating rating = {
			o->ratings[i].value,
			rater_number(p, step, o->ratings[i].reviewer), false,
			i + 1 < o->n_ratings
		};

		for (size_t k = 0; k < i; k++)
			rating.again |= o->ratings[k].reviewer ==
					o->ratings[i].reviewer;
		vec_reserve(&p->listed, p->n_listed, &p->cap_listed);
		p->listed[p->n_listed++] = rating;
	}
}

static bool rating_fits(int64_t number)
{
	return number >= 0 && number < 1 << RATING_BITS;
}

static void keep_rated(struct pools *p, struct span *span,
		       const struct output *o, uint32_t step,
		       struct quality q)
{
	int64_t value = o->ratings[0].value;
	uint32_t rater = rater_number(p, step, o->ratings[0].reviewer);
	struct rated r = {
		.effort = q.effort, .row = o->row,
		.rating = (rater << RATING_BITS | (uint32_t)value) &
			  (LISTED_MAX - 1),
		.outcome = q.outcome & 3u,
		.listed = o->n_ratings > 1 || !rating_fits(value) ||
			  !rating_fits(rater),
		.single = o->n == 1
	};

	if (r.listed) {
		r.rating = p->n_listed & (LISTED_MAX - 1);
		list_ratings(p, o, step);
	}
	vec_reserve(&span->rated, span->n_rated, &span->cap_rated);
	span->rated[span->n_rated++] = r;
}

static void count_rated(struct step_span *s, const struct output *o)
{
	s->outputs += o->n;
	for (size_t i = 0; i < o->n_ratings; i++) {
		int64_t rater = o->ratings[i].reviewer;

		s->raters |= (s->rated > 0 || i > 0) && s->rater != rater;
		s->rater = rater;
	}
	if (o->n_ratings > 0)
		s->rated += o->n;
}

int64_t pools_add(struct pools *p, const struct output *o, struct quality q)
{
	size_t at = span_from(p, o->day);
	struct step_span *s;
	struct span *span;
	uint32_t step;
	double score;

	if (at == p->n_spans || o->day < p->border[at])
		return -1;
	step = step_number(p, o);
	span = &p->span[at];
	while (span->n_steps <= step) {
		vec_reserve(&span->step, span->n_steps, &span->cap_steps);
		span->step[span->n_steps++] = (struct step_span){ .rated = 0 };
	}
	s = &span->step[step];
	count_rated(s, o);
	moments_add(&s->unrated, quality_score(&quality_unrated, q, NAN),
		    (double)o->n);
	if (o->n_ratings > 0) {
		keep_rated(p, span, o, step, q);
		return step;
	}
	score = quality_score(&p->weights, q, NAN);
	if (!isnan(score))
		spread_add(&s->scored, score, (double)o->n);
	return step;
}

/* ---- raters --------------------------------------------------------- */

static int64_t rated_n(const struct pools *p, const struct rated *r)
{
	return r->single ? 1 : review_i64(review_at(p->facts, r->row), FC_N);
}

static int64_t rated_value(const struct rated *r)
{
	return r->rating & ((1 << RATING_BITS) - 1);
}

/* Of its first rating; all are of one step. */
static struct rater *rated_rater(const struct pools *p, const struct rated *r)
{
	return &p->rater[r->listed ? p->listed[r->rating].rater :
				     r->rating >> RATING_BITS];
}

static void move_rating(struct rater *r, int64_t value, int64_t n, bool again)
{
	r->sum += (__int128)value * n;
	r->n += n;
	r->outputs += again ? 0 : n;
}

static void move_listed(struct pools *p, const struct listed_rating *l,
			int64_t n)
{
	for (bool more = true; more; more = l++->more)
		move_rating(&p->rater[l->rater], l->value, n, l->again);
}

/* sign +1: the span comes into the pool, -1: it goes. */
static void move_span(struct pools *p, const struct span *span, int sign)
{
	for (size_t i = 0; i < span->n_rated; i++) {
		const struct rated *r = &span->rated[i];
		int64_t n = sign * rated_n(p, r);

		if (r->listed)
			move_listed(p, &p->listed[r->rating], n);
		else
			move_rating(rated_rater(p, r), rated_value(r), n,
				    false);
	}
}

/* A rater who is adjusted. */
static bool is_eligible(const struct rater *r)
{
	return r->named && r->outputs >= RATER_MIN;
}

static double rater_mean(const struct rater *r)
{
	return (double)r->sum / (double)r->n / MEASURE_SCALE;
}

/* Their offsets from the common mean of their step; of one alone: none. */
static void take_offsets(struct pools *p, struct step_pool *const *step)
{
	struct common { __int128 sum; int64_t n; } *common =
		xcalloc(p->n_steps + 1, sizeof *common);

	for (size_t i = 0; i < p->n_raters; i++) {
		const struct rater *r = &p->rater[i];

		if (!step[r->step] || !is_eligible(r))
			continue;
		common[r->step].sum += r->sum;
		common[r->step].n += r->n;
		step[r->step]->adjusted++;
	}
	for (size_t i = 0; i < p->n_raters; i++) {
		struct rater *r = &p->rater[i];
		const struct common *c = &common[r->step];

		r->offset = 0;
		if (step[r->step] && step[r->step]->adjusted >= 2 &&
		    is_eligible(r))
			r->offset = rater_mean(r) - (double)c->sum /
				    (double)c->n / MEASURE_SCALE;
	}
	for (size_t i = 0; i < p->n_steps; i++) {
		if (step[i] && step[i]->adjusted < 2)
			step[i]->adjusted = 0;
	}
	free(common);
}

/* Points of the ratings in the list, without their raters' offsets. */
static double listed_points(const struct pools *p,
			    const struct listed_rating *l)
{
	double points = 0;
	int n = 0;

	for (bool more = true; more; more = l++->more) {
		points += (double)l->value / MEASURE_SCALE -
			  p->rater[l->rater].offset;
		n++;
	}
	return points / n;
}

/* 0..1 of a rated output, each rater's own offset taken away. */
static double rating_quality(const struct pools *p, const struct rated *r)
{
	double points = r->listed ? listed_points(p, &p->listed[r->rating]) :
		(double)rated_value(r) / MEASURE_SCALE -
		rated_rater(p, r)->offset;

	points = (points - p->scale.low) / (p->scale.high - p->scale.low);
	points = points < 1 ? points : 1;
	return points > 0 ? points : 0;
}

/* ---- pools ---------------------------------------------------------- */

/* The spans of a period: [first, last) is the pool, own its own part. */
struct reach { size_t first, own, last; };

static struct reach reach_of(const struct pools *p, size_t period)
{
	struct period at = p->periods->item[period];

	return (struct reach){ span_from(p, pool_first(at)),
			       span_from(p, at.first),
			       span_from(p, at.last) + 1 };
}

/* METRICS §3: from 5 ratings and 30 % coverage on. */
static bool ratings_count(const struct step_pool *s)
{
	return s->rated >= RATINGS_MIN &&
	       (double)s->rated >= RATED_SHARE_MIN * (double)s->outputs;
}

static void add_own(struct step_pool *to, const struct step_span *s)
{
	moments_merge(&to->unrated, &s->unrated);
	to->outputs += s->outputs;
	if (s->rated > 0) {
		to->raters |= s->raters ||
			      (to->rated > 0 && to->rater != s->rater);
		to->rater = s->rater;
	}
	to->rated += s->rated;
}

/* The cells of the period's steps, NULL for steps it has no output of. */
static void fill_steps(struct pools *p, size_t period, struct reach reach,
		       struct step_pool **step)
{
	for (size_t s = 0; s < p->n_steps; s++)
		step[s] = NULL;
	for (size_t i = reach.own; i < reach.last; i++) {
		for (size_t s = 0; s < p->span[i].n_steps; s++) {
			if (p->span[i].step[s].outputs == 0)
				continue;
			step[s] = cells_at(&p->cells, (struct cell_key){
				.period = (uint32_t)period,
				.a = (uint32_t)s });
			add_own(step[s], &p->span[i].step[s]);
		}
	}
	for (size_t i = reach.first; i < reach.last; i++) {
		for (size_t s = 0; s < p->span[i].n_steps; s++) {
			const struct step_span *part = &p->span[i].step[s];
			const struct spread unrated = {
				part->unrated.n, part->unrated.mean,
				part->unrated.m2
			};

			if (!step[s])
				continue;
			spread_merge(&step[s]->pool, &part->scored);
			spread_merge(&step[s]->unrated_pool, &unrated);
		}
	}
	for (size_t s = 0; s < p->n_steps; s++) {
		if (step[s])
			step[s]->kept = ratings_count(step[s]);
	}
}

static void hand_out(const struct pools *p, const struct rated *r,
		     size_t period, const struct step_pool *step,
		     double quality, rated_fn each, void *ctx)
{
	struct review first = review_at(p->facts, r->row);
	struct output o = {
		.workflow = review_i64(first, COR_WORKFLOW),
		.step = review_i64(first, COR_STEP),
		.tool = review_i64(first, COR_TOOL),
		.item_type = review_i64(first, COR_ITEM_TYPE),
		.channel = review_i64(first, COR_CHANNEL),
		.campaign = review_i64(first, COR_CAMPAIGN),
		.prompt_version = review_i64(first, COR_PROMPT_VERSION),
		.n = rated_n(p, r)
	};

	each(ctx, &o, period, rated_rater(p, r)->step, quality,
	     step->kept && !step->raters && step->rater != 0);
}

static void score_rated(struct pools *p, size_t period, struct reach reach,
			struct step_pool *const *step, rated_fn each,
			void *ctx)
{
	for (size_t i = reach.first; i < reach.last; i++) {
		const struct span *span = &p->span[i];

		for (size_t k = 0; k < span->n_rated; k++) {
			const struct rated *r = &span->rated[k];
			struct step_pool *s = step[rated_rater(p, r)->step];
			struct quality parts = { r->effort, r->outcome };
			double q;

			if (!s)
				continue;
			q = quality_score(&p->weights, parts, s->kept ?
					  rating_quality(p, r) : (double)NAN);
			if (!isnan(q))
				spread_add(&s->pool, q,
					   (double)rated_n(p, r));
			if (i >= reach.own)
				hand_out(p, r, period, s, q, each, ctx);
		}
	}
}

void pools_walk(struct pools *p, rated_fn each, void *ctx)
{
	struct step_pool **step = xcalloc(p->n_steps + 1,
					  sizeof(struct step_pool *));
	size_t in = 0, out = 0;

	for (size_t period = 0; period < p->periods->n; period++) {
		struct reach reach = reach_of(p, period);

		for (; in < reach.last; in++)
			move_span(p, &p->span[in], 1);
		for (; out < reach.first; out++)
			move_span(p, &p->span[out], -1);
		fill_steps(p, period, reach, step);
		take_offsets(p, step);
		score_rated(p, period, reach, step, each, ctx);
	}
	free(step);
}

const struct step_pool *pools_at(struct pools *p, size_t period,
				 uint32_t step)
{
	const struct step_pool *s = cells_at(&p->cells, (struct cell_key){
		.period = (uint32_t)period, .a = step });

	return s->outputs > 0 ? s : NULL;
}

size_t pools_steps(const struct pools *p)
{
	return p->n_steps;
}

struct pool_step pools_step(const struct pools *p, uint32_t step)
{
	return p->step[step];
}
