/*
 * metrics/control.h - control charts: is a series still what it was?
 *
 * METRICS §0 (trend words), §1, §2, §16. A rate has the p' chart (Laney 2002,
 * stats.h); hours, minutes, ratios and scores have the XmR chart (Nelson 1982)
 * of their unweighted weekly values, with its limits cut to what the metric
 * can be: nothing below 0 but a balance of hours, scores 1 to 10. Counts and
 * money have none.
 *
 * Centre and limits come from the baseline weeks of a segment
 * (metrics/baseline.h) and hold for all of its weeks; weeks before a pinned
 * baseline have none. Below `baseline_min` (8) points there are no limits, up
 * to `baseline_weeks` (12) they are trial limits. A week without a value is a
 * gap: no point, and moving ranges span it. A rate of fewer than CONTROL_MIN_N
 * outputs counts in the centre only: no limits, never a signal.
 *
 * The shift rule (Anhøj & Olesen 2014) looks at the last `trend_weeks` (26)
 * complete weeks, after the last rebase, about their own median; with fewer
 * than 10 points off the median there is no signal. It speaks of the present
 * segment, and so do the trend words: "stable" needs 12 points of it in those
 * weeks that were tested, and neither a point outside in the last 2 weeks nor
 * a shift.
 */
#ifndef TUNEUP_METRICS_CONTROL_H
#define TUNEUP_METRICS_CONTROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "config/config.h"
#include "metrics/figure.h"

#define CONTROL_MIN_N 5

struct control_segment {
	size_t first, end;	/* weeks of the chart, end not included */
	size_t baseline_end;	/* its baseline: first .. baseline_end */
	size_t points;		/* baseline weeks that have a value */
	const char *text;	/* event that began it, "" for the first */
	double centre;		/* NAN below `baseline_min` points */
	bool trial;		/* 8 to 11 points */
	/* A rate of 0 or 1 in the whole baseline has no limits, but a bound:
	 * -1 none of `items`, the true rate is below it; +1 all of them, it
	 * is above it (one-sided 95 %); 0 none of this. */
	int one_sided;
	int64_t items;
	double bound;
};

/* What the shift rule saw, about the median of `points` weeks. */
struct control_runs {
	size_t points;		/* tested weeks */
	size_t useful;		/* of these off the median */
	size_t longest, longest_normal;	/* run: signal when longer */
	size_t crossings, crossings_normal; /* signal when fewer */
	double median, early, late; /* mean of the older and newer half */
};

struct control_chart {
	size_t n;		/* weeks from the scope's first complete one
				 * with a value to the last complete one */
	struct period *week;
	double *value;		/* NAN = gap */
	int64_t *x, *count;	/* of a rate; 0 otherwise */
	double *centre, *low, *high; /* per week, NAN = none */
	struct control_segment *segment; /* oldest first */
	size_t n_segments;	/* 0: no week is in a segment */
	bool outside_recent;	/* a point outside in the last 2 weeks */
	int outside_side;	/* +1 above, -1 below, 0 */
	struct control_runs runs;
	bool shift;		/* the shift rule gives its signal ... */
	int shift_side;		/* the newer half is higher +1, lower -1 */
	int32_t shift_since;	/* ... without a break since this Monday */
	bool shift_new;		/* ... and no weekly report of a week since
				 * then, before the last one, was published:
				 * it is reported once until runs and
				 * crossings are normal again (§16) */
	const char *trend;	/* "degrading", "improving", "stable",
				 * "not enough data" */
};

/* Rates, hours, minutes, ratios and scores. */
bool has_control_chart(const struct metric *metric);

/*
 * The chart of a metric over its weekly figures; f must hold all weeks from
 * the scope's first, and f->baselines. The week that ends on or before as_of
 * is the last. Arrays in the arena.
 */
void control_chart_of(struct control_chart *chart, const struct figures *f,
		      const struct metric *metric, const struct scope *scope,
		      const struct config *config, int32_t as_of,
		      struct arena *a);

/* The segment of the last week, NULL when it is in none. */
const struct control_segment *control_segment_now(
	const struct control_chart *chart);

#endif
