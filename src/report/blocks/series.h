/*
 * report/blocks/series.h - a metric's last weeks, with limits and a trend.
 *
 * Private to the blocks. Rates get the p' chart of metrics/metrics.h; hours,
 * minutes and ratios the XmR chart of METRICS §2 over the same kind of
 * baseline (the scope's first `baseline_weeks` complete weeks); counts and
 * money have no limits and no trend. A week without a figure is a gap: NAN,
 * never 0.
 */
#ifndef TUNEUP_REPORT_BLOCKS_SERIES_H
#define TUNEUP_REPORT_BLOCKS_SERIES_H

#include "report/block.h"

struct series {
	const struct metric *metric;
	size_t n;		/* weeks asked for, oldest first */
	struct period *week;
	double *value;		/* NAN = gap */
	double *low, *high;	/* limits per week, NAN = none */
	double centre;		/* NAN = none */
	size_t points;		/* weeks that have a value */
	bool trial;		/* 8 to 11 baseline points */
	bool shift;
	int outside_side;	/* in the last 2 weeks: +1 above, -1 below */
	const char *trend;	/* "improving", ..., "not enough data"; "" for
				 * what has no limits */
};

/* The last n complete weeks of this report. Arrays in the arena. */
void series_of(struct series *s, const struct report_input *in,
	       const struct metric *metric, const char *workflow, size_t n,
	       struct arena *a);

/* Mean of the weeks, from parts: rates are Σ part ÷ Σ whole, hours, counts
 * and money the mean week, minutes weighted by their outputs; ratios of
 * correction to gross hours from those two. NAN where a mean says nothing. */
double series_mean(const struct series *s, const struct report_input *in,
		   const char *workflow);

/* "will meet it", "will not meet it", "met sometimes", "" without a
 * target; "too early to say" before there are 8 weeks. */
const char *series_meets(const struct series *s, double target);

#endif
