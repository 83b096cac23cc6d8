/*
 * metrics/metrics.h - facts in, figures out.
 *
 * metrics_compute() reads the facts it needs once and lets each family make
 * one pass into accumulators keyed by scope and period; then every family
 * writes its figures. Families: rework.c (rework, usable, light, unknown,
 * outputs, coverage, correction minutes), roi.c (hours, benefit, cost,
 * ROI ...), consistency.c (the score), escape.c (defects, where they arose
 * and where they were found), campaign.c (sums and rates of campaigns),
 * handoff.c (friction, manual share, waiting), latency.c (how
 * fast the components were), input.c (how good the inputs are and whether
 * that makes rework), briefs.c (items with a brief),
 * sample.c (the 5 % sample: how much of it is judged, targeting accuracy,
 * whether reviewers agree).
 * fast the components were), cycles.c (did their weeks turn), and what
 * checkpoints let through: gap.c, leak.c, late_review.c, altered.c.
 */
#ifndef TUNEUP_METRICS_METRICS_H
#define TUNEUP_METRICS_METRICS_H

#include "base/date.h"
#include "base/err.h"
#include "config/config.h"
#include "metrics/cases.h"
#include "metrics/cost_list.h"
#include "metrics/defect_types.h"
#include "metrics/figure.h"
#include "metrics/money_line.h"
#include "metrics/new_friction.h"
#include "metrics/output.h"
#include "metrics/score.h"
#include "store/store.h"

/* One output of a period, for lists (Data sheet). Texts in the arena. */
struct output_row {
	const char *workflow, *step, *item, *tool, *item_type, *channel,
		*campaign, *prompt_version;
	int32_t day;
	const char *outcome;	/* our word, "unknown" */
	const char *class_word;	/* "usable", "light touch", "rework", ... */
	double correction_min, review_min, work_min, baseline_min; /* NAN */
	int64_t n, import, line;
};

/* The costliest `max` outputs of a period (correction + review + loops), in
 * (day, workflow, step, item) order; total counts all. */
struct output_list {
	struct period period;	/* wanted ... */
	size_t max;
	struct arena *arena;	/* for the rows and their texts */
	struct output_row *rows;	/* ... and found */
	size_t n, total;
};

/* An item whose outputs name no brief that was audited, R11. */
struct brief_row {
	const char *workflow, *item;
	const char *brief;	/* what it names, "" = nothing */
	const char *why;	/* "no brief id", static */
	int32_t day;		/* of its last output in the period */
	int64_t n;		/* items it stands for */
};

/* The first `max` such items of a period: those without an id first, then by
 * workflow and item. total counts all; nothing where coverage is not
 * measured. */
struct brief_list {
	struct period period;	/* wanted ... */
	size_t max;
	struct arena *arena;	/* for the rows and their texts */
	struct brief_row *rows;	/* ... and found */
	size_t n;
	int64_t total;
};

struct metrics_request {
	enum period_kind kind;	/* weeks, months, quarters or one range */
	int32_t from, to;	/* periods touching these days */
	int32_t as_of;		/* today: nothing after it is looked at */
	struct output_list *list; /* filled in the same pass; NULL: none */
	struct brief_list *briefs; /* likewise */
	struct score_detail *score; /* likewise */
	struct new_friction *new_friction; /* likewise */
	struct case_list *cases;  /* likewise */
	struct defect_list *defects; /* likewise */
	struct cost_list *cost_list; /* likewise */
	struct money_line *money_line; /* likewise */
	/* Figures of one cut only, by 1 or 2 different dimensions, instead of
	 * the scopes of METRICS §0; n_by 0: these. A metric is there where
	 * its rows have the dimensions; hours and money by workflow only. A
	 * cut of METRICS §0 has the figures it has there. */
	enum scope_dim by[2];
	size_t n_by;
};

/* Adds figures for every period and scope of METRICS §0; call
 * figures_sort() after the last call. */
int metrics_compute(struct figures *out, struct store *store,
		    const struct config *config,
		    const struct metrics_request *request, struct err *err);

/* The longest window a metric looks back over, in days, and in `what` for a
 * sentence ("the cost of lateness looks back over 52 weeks"). */
int metrics_window(const struct config *config, const char **what);

#endif
