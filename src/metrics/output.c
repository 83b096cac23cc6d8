/*
 * metrics/output.c - sort the reviews, then merge neighbours into outputs.
 *
 * A key holds 8 bytes of the item id, taken after what all items of its
 * workflow step begin with, so that nearly every comparison is one of
 * integers; the texts decide only where those are equal.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/accumulate.h"
#include "metrics/output.h"

/* Beyond these a cell is no measurement; sums then stay far from overflow. */
#define DURATION_MAX INT64_C(10000000000000)	/* 300 years in ms */
#define WEIGHT_MAX INT64_C(1000000000000)

struct review_key {
	uint64_t prefix;	/* 8 bytes of the item id, big-endian */
	uint32_t pair;		/* rank of (workflow, step) in text order */
	uint32_t row;		/* number of the row in the window */
};

/* A workflow step that has reviews. */
struct review_pair {
	const char *workflow, *step;
	const char *item;	/* any of its item ids ... */
	size_t common;		/* ... of which all share this many bytes */
	uint32_t rank;
};

struct reviews {
	const struct facts *facts;
	size_t *day_start;	/* number of a day's first row */
	int64_t published;	/* id of that step, 0 = not there */
	struct cells pairs;	/* of struct review_pair */
	struct review_key *key;
	size_t n;
};

/* One row, found again. */
struct review {
	const struct fact_day *day;
	size_t row;
};

static struct review review_at(const struct reviews *v, uint32_t number)
{
	size_t low = 0, high = v->facts->n_days;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (v->day_start[mid] <= number)
			low = mid;
		else
			high = mid;
	}
	return (struct review){
		&v->facts->days[low], number - v->day_start[low]
	};
}

static int64_t review_i64(struct review r, int column)
{
	return fact_i64(r.day, column, r.row);
}

/* ---- the order ------------------------------------------------------ */

static struct cell_key pair_key(int64_t workflow, int64_t step)
{
	return (struct cell_key){ .a = (uint32_t)workflow,
				  .b = (uint32_t)step };
}

/* Defects found after publication are no outputs (METRICS §0). */
static bool is_published(const struct reviews *v, const struct fact_day *day,
			 size_t row)
{
	return v->published != 0 &&
	       fact_i64(day, COR_STEP, row) == v->published;
}

/* First pass: the pairs and what their item ids begin with. */
static void reviews_scan(struct reviews *v)
{
	const struct facts *f = v->facts;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			size_t len, same = 0;
			const char *item = fact_text(day, COR_ITEM_ID, r, &len);
			struct review_pair *p;

			if (is_published(v, day, r))
				continue;
			v->n++;
			p = cells_at(&v->pairs,
				     pair_key(fact_i64(day, COR_WORKFLOW, r),
					      fact_i64(day, COR_STEP, r)));
			if (!p->item) {
				p->workflow = fact_dim(f, day, COR_WORKFLOW, r);
				p->step = fact_dim(f, day, COR_STEP, r);
				p->item = item;
				p->common = len;
			}
			while (same < p->common && same < len &&
			       item[same] == p->item[same])
				same++;
			p->common = same;
		}
	}
}

static int pair_cmp(const void *a, const void *b)
{
	const struct review_pair *x = *(struct review_pair *const *)a;
	const struct review_pair *y = *(struct review_pair *const *)b;
	int c = strcmp(x->workflow, y->workflow);

	return c ? c : strcmp(x->step, y->step);
}

static void reviews_rank_pairs(struct reviews *v)
{
	struct review_pair **order = xcalloc(v->pairs.n + 1, sizeof *order);

	for (size_t i = 0; i < v->pairs.n; i++)
		order[i] = cells_item(&v->pairs, i);
	qsort(order, v->pairs.n, sizeof *order, pair_cmp);
	for (size_t i = 0; i < v->pairs.n; i++)
		order[i]->rank = (uint32_t)i;
	free(order);
}

static uint64_t prefix_of(const char *item, size_t len, size_t skip)
{
	uint64_t prefix = 0;

	for (size_t i = 0; i < 8; i++)
		prefix = prefix << 8 |
			 (skip + i < len ? (unsigned char)item[skip + i] : 0);
	return prefix;
}

/* Second pass: the keys. */
static void reviews_fill(struct reviews *v)
{
	const struct facts *f = v->facts;
	size_t n = 0;

	v->key = xmalloc((v->n + 1) * sizeof *v->key);
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			size_t len;
			const char *item = fact_text(day, COR_ITEM_ID, r, &len);
			const struct review_pair *p;

			if (is_published(v, day, r))
				continue;
			p = cells_at(&v->pairs,
				     pair_key(fact_i64(day, COR_WORKFLOW, r),
					      fact_i64(day, COR_STEP, r)));
			v->key[n++] = (struct review_key){
				prefix_of(item, len, p->common), p->rank,
				(uint32_t)(v->day_start[d] + r)
			};
		}
	}
}

static int order_i64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int item_cmp(struct review a, struct review b)
{
	size_t x, y;
	const char *s = fact_text(a.day, COR_ITEM_ID, a.row, &x);
	const char *t = fact_text(b.day, COR_ITEM_ID, b.row, &y);
	int c = memcmp(s, t, x < y ? x : y);

	return c ? c : (x > y) - (x < y);
}

/* Time, ties by source, then file line (METRICS §16). */
static int time_cmp(const struct facts *f, struct review a, struct review b)
{
	int c = order_i64(fact_time_utc(review_i64(a, COR_REVIEWED_AT)),
			  fact_time_utc(review_i64(b, COR_REVIEWED_AT)));

	if (c == 0)
		c = strcmp(fact_dim(f, a.day, FC_SOURCE, a.row),
			   fact_dim(f, b.day, FC_SOURCE, b.row));
	if (c == 0)
		c = order_i64(review_i64(a, FC_LINE), review_i64(b, FC_LINE));
	if (c == 0)
		c = order_i64(review_i64(a, FC_IMPORT),
			      review_i64(b, FC_IMPORT));
	return c;
}

static int key_cmp(const void *a, const void *b, void *reviews)
{
	const struct review_key *x = a, *y = b;
	const struct reviews *v = reviews;

	if (x->pair != y->pair)
		return x->pair < y->pair ? -1 : 1;
	if (x->prefix != y->prefix)
		return x->prefix < y->prefix ? -1 : 1;

	struct review r = review_at(v, x->row), s = review_at(v, y->row);
	int c = item_cmp(r, s);

	if (c == 0)
		c = time_cmp(v->facts, r, s);
	return c ? c : order_i64(x->row, y->row);
}

static int reviews_sort(struct reviews *v, struct err *err)
{
	const struct facts *f = v->facts;
	size_t rows = 0;

	if (f->n > UINT32_MAX)
		return err_set(err, ERR_DATA,
			       "%zu reviews in one window are more than the "
			       "%" PRIu32 " that can be sorted; condense old "
			       "days first", f->n, UINT32_MAX);
	v->published = facts_dim_id(f, "published");
	v->day_start = xcalloc(f->n_days + 1, sizeof *v->day_start);
	for (size_t d = 0; d < f->n_days; d++) {
		v->day_start[d] = rows;
		rows += f->days[d].n;
	}
	cells_init(&v->pairs, sizeof(struct review_pair));
	reviews_scan(v);
	reviews_rank_pairs(v);
	reviews_fill(v);
	qsort_r(v->key, v->n, sizeof *v->key, key_cmp, v);
	return 0;
}

static void reviews_release(struct reviews *v)
{
	free(v->day_start);
	free(v->key);
	cells_release(&v->pairs);
}

/* ---- the outputs ---------------------------------------------------- */

struct merge {
	const struct facts *facts;
	const struct config *config;
	output_fn visit;
	void *ctx;
	/* what the config says about the current workflow step */
	const struct config_workflow *workflow;
	const struct config_step *step;
	int64_t rework_from;	/* ms of correction: METRICS §1 */
	/* the output being merged; reviews == 0: none */
	struct output now;
	int32_t first_day;	/* of its first review */
	int64_t last_reviewer;
};

static void merge_use_step(struct merge *m, struct review r)
{
	const struct config_thresholds *limits = &m->config->limits;
	int64_t share = 0;

	m->workflow = config_workflow(m->config, fact_dim(m->facts, r.day,
							  COR_WORKFLOW, r.row));
	m->step = m->workflow ?
		  config_step(m->workflow,
			      fact_dim(m->facts, r.day, COR_STEP, r.row)) :
		  NULL;
	if (m->step)
		share = llround((double)m->step->planned *
				limits->rework_planned_share);
	m->rework_from = share > limits->rework_floor ? share :
							limits->rework_floor;
}

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
		.n = n > 0 ? n : 1, .again = again,
		.correction = FACT_NULL, .review = FACT_NULL,
		.work = FACT_NULL, .first_correction = FACT_NULL,
		.first_review = FACT_NULL, .loops = FACT_NULL,
		.baseline = FACT_NULL
	};

	o.item = fact_text(r.day, COR_ITEM_ID, r.row, &o.item_len);
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
	o->class = class_of(o, m->rework_from);
	if (o->again == AGAIN_NO && o->reviews == 1)
		o->loops = 0;
	if (o->again != AGAIN_NO)
		o->baseline = 0;
	else if (m->workflow)
		o->baseline = config_manual_minutes(
			m->workflow, m->facts->dim[o->step],
			m->facts->dim[o->item_type], o->day);
	return m->visit(m->ctx, o);
}

static int merge_close(struct merge *m)
{
	if (m->now.reviews == 0)
		return 0;

	int ret = output_finish(m, &m->now);

	m->now.reviews = 0;
	return ret;
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
	if (review_i64(r, FC_N) > 1) {
		struct output alone = output_begin(r, AGAIN_NO);

		return output_finish(m, &alone);
	}
	if (m->now.reviews > 0) {
		if (r.day->day - m->first_day <=
		    m->config->limits.output_days) {
			output_add_review(&m->now, r);
			m->last_reviewer = reviewer;
			return 0;
		}
		again = again_of(m->last_reviewer, reviewer);
		m->now.reopened = true;
		if (merge_close(m))
			return -1;
	}
	m->now = output_begin(r, again);
	m->first_day = r.day->day;
	m->last_reviewer = reviewer;
	return 0;
}

static int merge_all(struct merge *m, const struct reviews *v,
		     struct err *err)
{
	struct review before = { 0 };

	for (size_t i = 0; i < v->n; i++) {
		struct review r = review_at(v, v->key[i].row);
		bool pair = i > 0 && v->key[i].pair == v->key[i - 1].pair;
		bool same = pair &&
			    v->key[i].prefix == v->key[i - 1].prefix &&
			    item_cmp(before, r) == 0;

		if (check_row(r, err))
			return -1;
		if (!pair) {
			if (merge_close(m))
				return -1;
			merge_use_step(m, r);
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
	struct reviews v = { .facts = corrections };
	struct merge m = { .facts = corrections, .config = config,
			   .visit = visit, .ctx = ctx };
	int ret = reviews_sort(&v, err);

	if (ret == 0)
		ret = merge_all(&m, &v, err);
	reviews_release(&v);
	return ret;
}
