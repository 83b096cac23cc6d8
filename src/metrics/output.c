/*
 * metrics/output.c - merge the reviews of an output into one.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/output.h"
#include "metrics/reviews.h"

/* Beyond these a cell is no measurement; sums then stay far from overflow. */
#define DURATION_MAX INT64_C(10000000000000)	/* 300 years in ms */
#define WEIGHT_MAX INT64_C(1000000000000)

struct merge {
	const struct facts *facts;
	const struct config *config;
	output_fn visit;
	void *ctx;
	const struct review_pair *pair;	/* the current workflow step */
	/* the output being merged; reviews == 0: none */
	struct output now;
	int32_t first_day;	/* of its first review */
	int64_t last_reviewer;
	struct output_rating *rating;	/* of the output being merged */
	size_t n_ratings, cap_ratings;
};

/* a + b where missing counts only if both are. */
static int64_t add(int64_t a, int64_t b)
{
	if (a == FACT_NULL)
		return b;
	return b == FACT_NULL ? a : a + b;
}

/* All human minutes of a review; missing if none is known. */
static int64_t human_minutes(struct review r)
{
	return add(add(review_i64(r, COR_WORK), review_i64(r, COR_CORRECTION)),
		   review_i64(r, COR_REVIEW));
}

static int check_row(struct review r, struct err *err)
{
	static const int column[] = { COR_WORK, COR_CORRECTION, COR_REVIEW };

	for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
		int64_t ms = review_i64(r, column[i]);

		if (ms != FACT_NULL && (ms < 0 || ms > DURATION_MAX))
			return err_set(err, ERR_DATA,
				"import %" PRId64 ", line %" PRId64 ": %s are "
				"below 0 or above 300 years; correct the "
				"export and import it again",
				review_i64(r, FC_IMPORT),
				review_i64(r, FC_LINE),
				r.day->kind->columns[column[i]].name);
	}
	if (review_i64(r, FC_N) > WEIGHT_MAX)
		return err_set(err, ERR_DATA,
			"import %" PRId64 ", line %" PRId64 ": n is above "
			"10^12; correct the export and import it again",
			review_i64(r, FC_IMPORT), review_i64(r, FC_LINE));
	return 0;
}

static void output_add_review(struct output *o, struct review r)
{
	enum outcome outcome = (enum outcome)review_i64(r, COR_OUTCOME);

	o->reviews++;
	o->day = r.day->day;
	if (outcome > o->outcome)
		o->outcome = outcome;
	o->correction = add(o->correction, review_i64(r, COR_CORRECTION));
	o->review = add(o->review, review_i64(r, COR_REVIEW));
	o->defect |= review_i64(r, COR_DEFECT) != 0;
	if (o->reviews > 1 || o->again != AGAIN_NO)
		o->loops = add(o->loops, human_minutes(r));
	o->import = review_i64(r, FC_IMPORT);
	o->line = review_i64(r, FC_LINE);
}

static struct output output_begin(struct review r, enum output_again again)
{
	int64_t n = review_i64(r, FC_N);
	struct output o = {
		.workflow = review_i64(r, COR_WORKFLOW),
		.step = review_i64(r, COR_STEP),
		.tool = review_i64(r, COR_TOOL),
		.item_type = review_i64(r, COR_ITEM_TYPE),
		.channel = review_i64(r, COR_CHANNEL),
		.campaign = review_i64(r, COR_CAMPAIGN),
		.prompt_version = review_i64(r, COR_PROMPT_VERSION),
		.n = n > 0 ? n : 1, .again = again, .row = review_number(r),
		.correction = FACT_NULL, .review = FACT_NULL,
		.work = FACT_NULL, .first_correction = FACT_NULL,
		.first_review = FACT_NULL, .loops = FACT_NULL,
		.baseline = FACT_NULL, .manual = FACT_NULL
	};

	o.item = fact_text(r.day, COR_ITEM_ID, r.row, &o.item_len);
	o.brief = fact_text(r.day, COR_BRIEF_ID, r.row, &o.brief_len);
	if (again == AGAIN_NO) {
		o.work = review_i64(r, COR_WORK);
		o.first_correction = review_i64(r, COR_CORRECTION);
		o.first_review = review_i64(r, COR_REVIEW);
		o.review_missing = o.first_review == FACT_NULL;
	}
	output_add_review(&o, r);
	return o;
}

static enum output_class class_of(const struct output *o, int64_t rework_from)
{
	if (o->reopened)
		return CLASS_REWORK;
	switch (o->outcome) {
	case OUTCOME_USABLE:
		return CLASS_USABLE;
	case OUTCOME_LIGHT:
		return CLASS_LIGHT;
	case OUTCOME_MAJOR:
	case OUTCOME_REWRITTEN:
	case OUTCOME_REJECTED:
		return CLASS_REWORK;
	case OUTCOME_UNKNOWN:
		break;
	}
	if (o->correction == FACT_NULL)
		return CLASS_UNKNOWN;
	if (o->correction == 0)
		return CLASS_USABLE;
	return o->correction >= rework_from ? CLASS_REWORK : CLASS_LIGHT;
}

/* Fill in what is known only at the end, and hand it to the visitor. */
static int output_finish(struct merge *m, struct output *o)
{
	o->documented = m->pair->documented;
	o->rate = m->pair->rate;
	o->class = class_of(o, m->pair->rework_from);
	if (o->again == AGAIN_NO && o->reviews == 1)
		o->loops = 0;
	if (m->pair->documented)
		o->manual = config_manual_minutes(
			m->pair->documented, m->facts->dim[o->step],
			m->facts->dim[o->item_type], o->day);
	o->baseline = o->again == AGAIN_NO ? o->manual : 0;
	return m->visit(m->ctx, o);
}

static struct output_rating rating_of(struct review r)
{
	return (struct output_rating){
		review_i64(r, COR_RATING), review_i64(r, COR_REVIEWER)
	};
}

/* Ratings of the output being merged. */
static void keep_rating(struct merge *m, struct review r)
{
	struct output_rating rating = rating_of(r);

	if (rating.value == FACT_NULL)
		return;
	vec_reserve(&m->rating, m->n_ratings, &m->cap_ratings);
	m->rating[m->n_ratings++] = rating;
}

static int merge_close(struct merge *m)
{
	if (m->now.reviews == 0)
		return 0;
	m->now.ratings = m->rating;
	m->now.n_ratings = m->n_ratings;

	int ret = output_finish(m, &m->now);

	m->now.reviews = 0;
	return ret;
}

/* An output of one review. */
static int merge_alone(struct merge *m, struct review r)
{
	struct output alone = output_begin(r, AGAIN_NO);
	struct output_rating rating = rating_of(r);

	alone.ratings = &rating;
	alone.n_ratings = rating.value != FACT_NULL;
	return output_finish(m, &alone);
}

static enum output_again again_of(int64_t before, int64_t now)
{
	if (before == 0 || now == 0)
		return AGAIN_UNSAID;
	return before == now ? AGAIN_REPEAT : AGAIN_REDO;
}

/* The next review; `same` = of the same item as the one before. */
static int merge_review(struct merge *m, struct review r, bool same)
{
	int64_t reviewer = review_i64(r, COR_REVIEWER);
	enum output_again again = AGAIN_NO;

	if (!same && merge_close(m))
		return -1;
	if (review_i64(r, FC_N) > 1)
		return merge_alone(m, r);
	if (m->now.reviews > 0) {
		if (r.day->day - m->first_day <=
		    m->config->limits.output_days) {
			output_add_review(&m->now, r);
			keep_rating(m, r);
			m->last_reviewer = reviewer;
			return 0;
		}
		again = again_of(m->last_reviewer, reviewer);
		m->now.reopened = true;
		if (merge_close(m))
			return -1;
	}
	m->now = output_begin(r, again);
	m->n_ratings = 0;
	keep_rating(m, r);
	m->first_day = r.day->day;
	m->last_reviewer = reviewer;
	return 0;
}

/* In the window's order: those that are alone, while the others are kept. */
static int merge_window(struct merge *m, struct reviews *v, struct err *err)
{
	for (size_t d = 0; d < m->facts->n_days; d++) {
		const struct fact_day *day = &m->facts->days[d];

		reviews_look(v, day);
		for (size_t i = 0; i < day->n; i++) {
			struct review r = { day, i };

			if (!review_counts(v, r))
				continue;
			if (check_row(r, err))
				return -1;
			if (!review_is_alone(v, r)) {
				reviews_add(v, r);
				continue;
			}
			m->pair = review_pair(v, r);
			if (merge_alone(m, r))
				return -1;
		}
	}
	return 0;
}

static int merge_sorted(struct merge *m, struct reviews *v)
{
	struct review before = { 0 };

	for (size_t i = 0; i < v->n; i++) {
		struct review r = review_at(m->facts, v->key[i].row);
		bool pair = i > 0 && v->key[i].pair == v->key[i - 1].pair;
		bool same = pair &&
			    v->key[i].prefix == v->key[i - 1].prefix &&
			    item_cmp(before, r) == 0;

		if (!pair) {
			if (merge_close(m))
				return -1;
			m->pair = review_pair(v, r);
		}
		if (merge_review(m, r, same))
			return -1;
		before = r;
	}
	return merge_close(m);
}

int outputs_each(const struct facts *corrections, const struct config *config,
		 output_fn visit, void *ctx, struct err *err)
{
	struct reviews v;
	struct merge m = { .facts = corrections, .config = config,
			   .visit = visit, .ctx = ctx };
	int ret = reviews_init(&v, corrections, config, err);

	if (ret == 0)
		ret = merge_window(&m, &v, err);
	if (ret == 0) {
		reviews_sort(&v);
		ret = merge_sorted(&m, &v);
	}
	reviews_release(&v);
	free(m.rating);
	return ret;
}
