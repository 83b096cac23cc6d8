/*
 * metrics/reviews.h - the reviews of a window, told apart by their output.
 * (private to metrics/)
 *
 * Most outputs are reviewed once. alone.h tells which reviews surely have
 * their output to themselves: these can be taken day by day as they lie in
 * memory. Only the others are sorted, by workflow, step, item and time, so
 * that the reviews of one output become neighbours; a few that merely share a
 * slot are among them and do no harm.
 *
 * Memory: 4 to 8 bytes a review, and 16 for each that is sorted.
 */
#ifndef TUNEUP_METRICS_REVIEWS_H
#define TUNEUP_METRICS_REVIEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "config/config.h"
#include "metrics/accumulate.h"
#include "metrics/alone.h"
#include "store/facts.h"

/* A workflow step that has reviews, and what the config says about it. */
struct review_pair {
	const char *workflow, *step;	/* NULL: not looked at yet */
	const struct config_workflow *documented;
	int64_t rework_from;	/* ms of correction: METRICS §1 */
	int64_t rate;		/* of the step's owner role, in millionths */
	const char *item;	/* an item id of its sorted reviews ... */
	size_t common;		/* ... which all share this many bytes */
	uint32_t rank;		/* in text order of workflow and step */
};

struct review_key {
	uint64_t prefix;	/* 8 bytes of the item id, big-endian */
	uint32_t pair;		/* its rank */
	uint32_t row;		/* number of the row in the window */
};

struct reviews {
	const struct facts *facts;
	const struct config *config;
	int64_t published;	/* id of that step, 0 = not there */
	struct cells pairs;	/* of struct review_pair */
	struct alone alone;	/* by output */
	struct review_key *key;	/* those that may share their output */
	size_t n, cap;
};

/* One row, found again. */
struct review {
	const struct fact_day *day;
	size_t row;
};

static inline int64_t review_i64(struct review r, int column)
{
	return fact_i64(r.day, column, r.row);
}

/* Rows are numbered through the window. */
static inline uint32_t review_number(struct review r)
{
	return (uint32_t)(r.day->before + r.row);
}
struct review review_at(const struct facts *f, uint32_t number);

int reviews_init(struct reviews *v, const struct facts *facts,
		 const struct config *config, struct err *err);
/* Step `published` is no output: METRICS §0. */
bool review_counts(const struct reviews *v, struct review r);
/* Look at the rows of a day: then they can be asked about. */
void reviews_look(struct reviews *v, const struct fact_day *day);
/* No other review is of this output. */
bool review_is_alone(const struct reviews *v, struct review r);
struct review_pair *review_pair(struct reviews *v, struct review r);
/* The others: put aside in the window's order, then sorted; nothing more can
 * be asked about being alone. */
void reviews_add(struct reviews *v, struct review r);
void reviews_sort(struct reviews *v);
/* Order of the item ids of two reviews. */
int item_cmp(struct review a, struct review b);
void reviews_release(struct reviews *v);

#endif
