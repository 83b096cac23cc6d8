/*
 * metrics/outputs_list.c - the outputs of a period one by one, for lists.
 *
 * Only the costliest are kept, in a heap whose top is the cheapest of them,
 * so that a period of millions needs no more memory than the list.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/family.h"

struct kept {
	int64_t cost;		/* ms of correction, review and loops */
	size_t order;		/* when it was visited */
	struct output output;
};

struct list {
	const struct facts *facts;
	struct output_list *out;
	struct kept *heap;
	size_t n, room;
};

static int64_t or_zero(int64_t ms)
{
	return ms == FACT_NULL ? 0 : ms;
}

/* By workflow, step and item; the outputs of one item as they came. */
static int place_cmp(const struct kept *a, const struct kept *b,
		     const struct facts *f)
{
	const struct output *x = &a->output, *y = &b->output;
	size_t common = x->item_len < y->item_len ? x->item_len : y->item_len;
	int c = strcmp(f->dim[x->workflow], f->dim[y->workflow]);

	if (c == 0)
		c = strcmp(f->dim[x->step], f->dim[y->step]);
	if (c == 0)
		c = memcmp(x->item, y->item, common);
	if (c == 0)
		c = (x->item_len > y->item_len) - (x->item_len < y->item_len);
	return c ? c : (a->order > b->order) - (a->order < b->order);
}

/* True if a stands below b: cheaper, or as cheap and later in the order. */
static bool cheaper(const struct list *l, const struct kept *a,
		    const struct kept *b)
{
	if (a->cost != b->cost)
		return a->cost < b->cost;
	return place_cmp(a, b, l->facts) > 0;
}

static void heap_swap(struct list *l, size_t i, size_t j)
{
	struct kept t = l->heap[i];

	l->heap[i] = l->heap[j];
	l->heap[j] = t;
}

static void heap_down(struct list *l)
{
	for (size_t i = 0;;) {
		size_t least = i;

		for (size_t c = 2 * i + 1; c <= 2 * i + 2 && c < l->n; c++) {
			if (cheaper(l, &l->heap[c], &l->heap[least]))
				least = c;
		}
		if (least == i)
			return;
		heap_swap(l, i, least);
		i = least;
	}
}

static void heap_up(struct list *l)
{
	for (size_t i = l->n - 1;
	     i > 0 && cheaper(l, &l->heap[i], &l->heap[(i - 1) / 2]);
	     i = (i - 1) / 2)
		heap_swap(l, i, (i - 1) / 2);
}

struct list *list_new(struct output_list *out, const struct facts *facts)
{
	struct list *l = xcalloc(1, sizeof *l);

	l->facts = facts;
	l->out = out;
	if (out)
		l->room = out->max < facts->n ? out->max : facts->n;
	l->heap = xcalloc(l->room + 1, sizeof *l->heap);
	return l;
}

void list_free(struct list *l)
{
	if (l)
		free(l->heap);
	free(l);
}

void list_add(struct list *l, const struct output *o)
{
	if (!l->out || !period_holds(l->out->period, o->day))
		return;

	struct kept k = {
		or_zero(o->first_correction) + or_zero(o->first_review) +
			or_zero(o->loops), l->out->total++, *o
	};

	if (l->n < l->room) {
		l->heap[l->n++] = k;
		heap_up(l);
	} else if (l->n && cheaper(l, &l->heap[0], &k)) {
		l->heap[0] = k;
		heap_down(l);
	}
}

static int kept_cmp(const void *a, const void *b, void *facts)
{
	const struct kept *x = a, *y = b;

	if (x->output.day != y->output.day)
		return x->output.day < y->output.day ? -1 : 1;
	return place_cmp(x, y, facts);
}

static const char *const outcome_word[] = {
	[OUTCOME_UNKNOWN] = "unknown", [OUTCOME_USABLE] = "usable",
	[OUTCOME_LIGHT] = "light", [OUTCOME_MAJOR] = "major",
	[OUTCOME_REWRITTEN] = "rewritten", [OUTCOME_REJECTED] = "rejected"
};

static const char *const class_word[] = {
	[CLASS_UNKNOWN] = "unknown", [CLASS_USABLE] = "usable",
	[CLASS_LIGHT] = "light touch", [CLASS_REWORK] = "rework"
};

static double minutes(int64_t ms)
{
	return ms == FACT_NULL ? (double)NAN : (double)ms / MS_PER_MINUTE;
}

static struct output_row row_of(const struct output *o, const struct facts *f,
				struct arena *a)
{
	return (struct output_row){
		.workflow = arena_strdup(a, f->dim[o->workflow]),
		.step = arena_strdup(a, f->dim[o->step]),
		.item = arena_strndup(a, o->item, o->item_len),
		.tool = arena_strdup(a, f->dim[o->tool]),
		.item_type = arena_strdup(a, f->dim[o->item_type]),
		.channel = arena_strdup(a, f->dim[o->channel]),
		.campaign = arena_strdup(a, f->dim[o->campaign]),
		.prompt_version = arena_strdup(a, f->dim[o->prompt_version]),
		.day = o->day, .outcome = outcome_word[o->outcome],
		.class_word = class_word[o->class],
		.correction_min = minutes(o->correction),
		.review_min = minutes(o->review),
		.work_min = minutes(o->work),
		.baseline_min = minutes(o->baseline), .n = o->n,
		.import = o->import, .line = o->line
	};
}

void list_write(struct list *l)
{
	struct output_list *out = l->out;

	if (!out)
		return;
	qsort_r(l->heap, l->n, sizeof *l->heap, kept_cmp, (void *)l->facts);
	out->rows = arena_array(out->arena, l->n, sizeof *out->rows);
	out->n = l->n;
	for (size_t i = 0; i < l->n; i++)
		out->rows[i] = row_of(&l->heap[i].output, l->facts,
				      out->arena);
}
