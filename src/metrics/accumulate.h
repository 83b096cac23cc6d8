/*
 * metrics/accumulate.h - sums by scope and period. (private to metrics/)
 *
 * `cells` is an open-addressing table from a small key to a zeroed block of
 * sums, kept in the order in which the keys first came. `cut`s are the ways
 * in which METRICS §0 cuts the outputs and the campaigns, and those that are
 * asked for; each is a partition, so that totals come from parts. `periods`
 * are those of a request, found by day.
 */
#ifndef TUNEUP_METRICS_ACCUMULATE_H
#define TUNEUP_METRICS_ACCUMULATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "metrics/figure.h"
#include "metrics/metric.h"
#include "metrics/output.h"

struct cell_key {
	uint32_t cut;
	uint32_t period;	/* index into struct periods */
	uint32_t a, b;		/* dimension ids of the cut */
};

/* Keys lie by themselves: looking one up touches little memory, and sums can
 * be fetched before their key is compared. */
struct cells {
	size_t size;		/* bytes of sums */
	char **chunk;		/* sums of CELLS_CHUNK cells each; they never
				 * move */
	size_t n_chunks, cap_chunks;
	struct cell_key *key;
	size_t n, cap_keys;
	uint32_t *slot;		/* cell number + 1, 0 = free */
	size_t n_slots;		/* power of two */
};
#define CELLS_CHUNK 256

void cells_init(struct cells *c, size_t size);
/* The number of a key, in order of first use; c->n has grown when it is new.
 * A table of numbers alone has size 0 and no sums. */
uint32_t cells_number(struct cells *c, struct cell_key key);
/* The sums of a key, made zeroed when new. Stays where it is. */
void *cells_at(struct cells *c, struct cell_key key);
/* The sums of a key, NULL when it has none. */
void *cells_find(struct cells *c, struct cell_key key);
/* Cell number i in order of first use, i < c->n. */
void *cells_item(const struct cells *c, size_t i);
struct cell_key cells_key(const struct cells *c, size_t i);
void cells_release(struct cells *c);

/* ---- cuts ----------------------------------------------------------- */

enum { CUT_TOTAL, CUT_WORKFLOW, CUT_STEP, CUT_TOOL, CUT_ITEM_TYPE,
       CUT_CHANNEL, CUT_CAMPAIGN, CUT_PROMPT_VERSION, CUT_WORKFLOW_STEP,
       CUT_WORKFLOW_TOOL, CUT_CAMPAIGN_CHANNEL, CUT_SEGMENT,
       CUT_SEGMENT_CHANNEL, CUT_COMPONENT, CUT_INPUT, CUT_INPUT_FIELD,
       CUT_SKILL, CUTS };

/* The cut by n different dimensions, 1 or 2: one of the above, or a number
 * above CUTS that all functions here know, too. */
unsigned cut_by(const enum scope_dim *dim, size_t n);
/* Its dimensions; SCOPE_DIMS: none. */
void cut_dims(unsigned cut, enum scope_dim *a, enum scope_dim *b);
/* Have outputs all of its dimensions? */
bool cut_of_outputs(unsigned cut);

/* The key of an output in a cut. */
struct cell_key cut_key(unsigned cut, uint32_t period,
			const struct output *o);
/* The finer cut of the table above whose parts this one adds up; CUTS: none,
 * it is summed. */
unsigned cut_parts(unsigned cut);
/* The key in `cut` to which a part belongs, a key of cut_parts(cut). */
struct cell_key cut_whole(unsigned cut, struct cell_key part);
/* The scope of such a key; texts are those of dim[]. */
struct scope cut_scope(struct cell_key key, const char *const *dim);
/* Does the metric carry figures for this cut? */
bool cut_wanted(unsigned cut, unsigned metric_scopes);

/* ---- periods -------------------------------------------------------- */

struct periods {
	struct period *item;
	size_t n;
};
#define PERIODS_MAX 20000

/*
 * The periods of a kind that touch from..to; a range is one. Nothing when
 * from > to. More than PERIODS_MAX is ERR_USAGE. Memory in the arena.
 */
int periods_make(struct periods *p, enum period_kind kind, int32_t from,
		 int32_t to, int quarter_start, struct arena *a,
		 struct err *err);
/* The first period that ends on or after the day; p->n: none. */
size_t periods_from(const struct periods *p, int32_t day);
/* Index of the period that holds the day, -1: none. */
int periods_find(const struct periods *p, int32_t day);

#endif
