/*
 * metrics/figure.h - figures: what was computed, for which scope and period.
 *
 * A figure is one number with its interval, its parts and its verdict. The
 * reports, `tuneup figures`, the findings and the published table all read
 * figures and never compute again.
 *
 * value, low and high are NAN when there is nothing to say; `note` then says
 * why ("no correction had minutes"). n and x are the whole and the part of a
 * rate; FACT_NULL when the metric has none.
 */
#ifndef TUNEUP_METRICS_FIGURE_H
#define TUNEUP_METRICS_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "metrics/baseline.h"
#include "metrics/metric.h"

enum scope_dim {
	SCOPE_WORKFLOW, SCOPE_STEP, SCOPE_TOOL, SCOPE_ITEM_TYPE,
	SCOPE_CHANNEL, SCOPE_CAMPAIGN, SCOPE_SEGMENT, SCOPE_PROMPT_VERSION,
	SCOPE_COMPONENT,
	SCOPE_INPUT,	/* what was audited: brief, crm */
	SCOPE_FIELD,	/* a field of it */
	SCOPE_SKILL,	/* that was practised */
	SCOPE_DIMS
};
extern const char *const scope_dim_name[SCOPE_DIMS];	/* "workflow" ... */

/* NULL = all; "" = the blank value, printed "(none)". */
struct scope { const char *dim[SCOPE_DIMS]; };

/* The answer to "is it over its limit?", and the trend words. */
enum verdict {
	VERDICT_NONE,		/* no limit, or nothing to say */
	VERDICT_YES,		/* over the limit, sure */
	VERDICT_NO,		/* under the limit, sure */
	VERDICT_NOT_CLEAR,	/* the interval holds the limit */
	VERDICT_INCOMPLETE	/* too much unknown to say */
};
const char *verdict_name(enum verdict v);	/* "", "yes", "no", ... */

struct figure {
	const struct metric *metric;
	struct scope scope;
	struct period period;
	double value, low, high;
	int64_t n, x;
	enum verdict verdict;
	int64_t needed;		/* outputs until clear; 0 = not asked */
	bool partial;		/* the period is not over: "to DATE" */
	bool immature;		/* more will turn up: no verdict, no trend */
	const char *note;	/* why no value, or what to know; "" */
};

struct figures {
	struct figure *item;
	size_t n, cap;
	struct arena arena;	/* owns texts of scopes and notes */
	uint32_t *index;	/* hash index, made by figures_sort */
	size_t n_index;
	int32_t data_from;	/* first day with reviews, by
				 * metrics_compute(): a week that began
				 * before it is not complete */
	struct baselines baselines; /* by metrics_compute(), in the arena */
};

/* A fresh figure: NAN values, FACT_NULL parts, note "". */
struct figure *figures_add(struct figures *f, const struct metric *metric,
			   const struct scope *scope, struct period period);
/* Order: metric table, scope (total first, then by dimension and text),
 * period. Makes the index. Call once after the last add. */
void figures_sort(struct figures *f);
/* NULL when there is none. */
const struct figure *figures_find(const struct figures *f,
				  const struct metric *metric,
				  const struct scope *scope,
				  struct period period);
/* The common questions: total, or one workflow (NULL = total). */
const struct figure *figures_get(const struct figures *f, const char *metric,
				 const char *workflow, struct period period);
void figures_release(struct figures *f);

bool scope_same(const struct scope *a, const struct scope *b);
/* Does METRICS §0 cut the metric by just the dimensions of this scope? */
bool metric_is_cut(const struct metric *metric, const struct scope *scope);
/* Both ends of its interval are numbers. */
bool figure_has_range(const struct figure *f);
/* "blog / draft", "tool Jasper", "all work": for sentences and tables. */
char *scope_words(struct arena *a, const struct scope *scope);

#endif
