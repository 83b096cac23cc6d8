/*
 * metrics/reviews.c - which reviews belong together.
 *
 * A key holds 8 bytes of the item id, taken after what all items of its
 * workflow step begin with, so that nearly every comparison is one of
 * integers; the texts decide only where those are equal.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "metrics/reviews.h"

struct review review_at(const struct facts *f, uint32_t number)
{
	size_t low = 0, high = f->n_days;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (f->days[mid].before <= number)
			low = mid;
		else
			high = mid;
	}
	return (struct review){
		&f->days[low], number - f->days[low].before
	};
}

bool review_counts(const struct reviews *v, struct review r)
{
	return v->published == 0 || review_i64(r, COR_STEP) != v->published;
}

/* ---- alone or not --------------------------------------------------- */

static uint64_t output_hash(struct review r)
{
	uint64_t pair = (uint64_t)review_i64(r, COR_WORKFLOW) << 32 |
			(uint64_t)review_i64(r, COR_STEP);
	size_t len;
	const char *item = fact_text(r.day, COR_ITEM_ID, r.row, &len);

	return hash64(item, len, pair);
}

void reviews_look(struct reviews *v, const struct fact_day *day)
{
	alone_batch(&v->alone, day->n);
	for (size_t i = 0; i < day->n; i++)
		alone_look(&v->alone, i,
			   output_hash((struct review){ day, i }));
}

static void count_reviews(struct reviews *v)
{
	const struct facts *f = v->facts;

	for (size_t d = 0; d < f->n_days; d++) {
		reviews_look(v, &f->days[d]);
		for (size_t i = 0; i < f->days[d].n; i++) {
			if (review_counts(v, (struct review){ &f->days[d], i }))
				alone_count(&v->alone, i);
		}
	}
}

bool review_is_alone(const struct reviews *v, struct review r)
{
	return alone_is(&v->alone, r.row);
}

int reviews_init(struct reviews *v, const struct facts *f,
		 const struct config *config, struct err *err)
{
	*v = (struct reviews){ .facts = f, .config = config };
	cells_init(&v->pairs, sizeof(struct review_pair));
	if (f->n > UINT32_MAX)
		return err_set(err, ERR_DATA,
			       "%zu reviews in one window are more than the "
			       "%" PRIu32 " that can be sorted; condense old "
			       "days first", f->n, UINT32_MAX);
	v->published = facts_dim_id(f, "published");
	alone_init(&v->alone, f->n);
	count_reviews(v);
	return 0;
}

void reviews_release(struct reviews *v)
{
	alone_release(&v->alone);
	free(v->key);
	cells_release(&v->pairs);
}

/* ---- workflow steps ------------------------------------------------- */

static void pair_learn(const struct reviews *v, struct review_pair *p,
		       struct review r)
{
	const struct config_thresholds *limits = &v->config->limits;
	const struct config_step *step;
	int64_t share = 0;

	p->workflow = fact_dim(v->facts, r.day, COR_WORKFLOW, r.row);
	p->step = fact_dim(v->facts, r.day, COR_STEP, r.row);
	p->documented = config_workflow(v->config, p->workflow);
	step = p->documented ? config_step(p->documented, p->step) : NULL;
	if (step)
		share = llround((double)step->planned *
				limits->rework_planned_share);
	p->rework_from = share > limits->rework_floor ? share :
							limits->rework_floor;
	p->rate = config_rate(v->config, step ? step->owner_role : "");
}

struct review_pair *review_pair(struct reviews *v, struct review r)
{
	struct review_pair *p = cells_at(&v->pairs, (struct cell_key){
		.a = (uint32_t)review_i64(r, COR_WORKFLOW),
		.b = (uint32_t)review_i64(r, COR_STEP)
	});

	if (!p->workflow)
		pair_learn(v, p, r);
	return p;
}

static int pair_cmp(const void *a, const void *b)
{
	const struct review_pair *x = *(struct review_pair *const *)a;
	const struct review_pair *y = *(struct review_pair *const *)b;
	int c = strcmp(x->workflow, y->workflow);

	return c ? c : strcmp(x->step, y->step);
}

static void rank_pairs(struct reviews *v)
{
	struct review_pair **order = xcalloc(v->pairs.n + 1, sizeof *order);

	for (size_t i = 0; i < v->pairs.n; i++)
		order[i] = cells_item(&v->pairs, i);
	qsort(order, v->pairs.n, sizeof *order, pair_cmp);
	for (size_t i = 0; i < v->pairs.n; i++)
		order[i]->rank = (uint32_t)i;
	free(order);
}

/* ---- the order ------------------------------------------------------ */

void reviews_add(struct reviews *v, struct review r)
{
	struct review_pair *p = review_pair(v, r);
	size_t len, same = 0;
	const char *item = fact_text(r.day, COR_ITEM_ID, r.row, &len);

	if (!p->item) {
		p->item = item;
		p->common = len;
	}
	while (same < p->common && same < len && item[same] == p->item[same])
		same++;
	p->common = same;
	vec_reserve(&v->key, v->n, &v->cap);
	v->key[v->n++].row = review_number(r);
}

static uint64_t prefix_of(const char *item, size_t len, size_t skip)
{
	uint64_t prefix = 0;

	for (size_t i = 0; i < 8; i++)
		prefix = prefix << 8 |
			 (skip + i < len ? (unsigned char)item[skip + i] : 0);
	return prefix;
}

static void fill_keys(struct reviews *v)
{
	for (size_t i = 0; i < v->n; i++) {
		struct review r = review_at(v->facts, v->key[i].row);
		const struct review_pair *p = review_pair(v, r);
		size_t len;
		const char *item = fact_text(r.day, COR_ITEM_ID, r.row, &len);

		v->key[i].prefix = prefix_of(item, len, p->common);
		v->key[i].pair = p->rank;
	}
}

static int order_i64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int item_cmp(struct review a, struct review b)
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

	struct review r = review_at(v->facts, x->row);
	struct review s = review_at(v->facts, y->row);
	int c = item_cmp(r, s);

	if (c == 0)
		c = time_cmp(v->facts, r, s);
	return c ? c : order_i64(x->row, y->row);
}

void reviews_sort(struct reviews *v)
{
	alone_release(&v->alone);
	rank_pairs(v);
	fill_keys(v);
	if (v->n > 1)
		qsort_r(v->key, v->n, sizeof *v->key, key_cmp, v);
}
