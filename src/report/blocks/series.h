/*
 * report/blocks/series.h - a metric's last weeks, with limits and a trend.
 *
 * Private to the blocks. Limits and trend are those of metrics/control.h;
 * counts, money and shares that are not counted have neither. A week without
 * a figure is a gap: NAN, never 0.
 */
#ifndef TUNEUP_REPORT_BLOCKS_SERIES_H
#define TUNEUP_REPORT_BLOCKS_SERIES_H

#include "metrics/control.h"
#include "report/block.h"

struct series {
	const struct metric *metric;
	size_t n;		/* weeks asked for, oldest first */
	struct period *week;
	double *value;		/* NAN = gap */
	int64_t *count;		/* outputs of a rate's week, 0 otherwise */
	double *centre;		/* per week, NAN = none, like the limits */
	double *low, *high;
	size_t points;		/* weeks that have a value */
	/* Segments of the whole chart; they count in week_of, whose weeks may
	 * begin before ours. */
	const struct control_segment *segment;
	size_t n_segments;
	const struct period *week_of;
	const struct control_segment *now; /* the last week's, or NULL */
	bool shift, shift_new;	/* new: not reported by an earlier week */
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

/* Why a segment at 0 or 1 has no limits, "" for others: "no rework seen in 240
 * items of the baseline, the true rate is below 1.2 %"; `none` is the "no
 * rework" of it. */
const char *series_bound(struct doc *d, const struct series *s,
			 const char *none);

/* "will meet it", "will not meet it", "met sometimes", "" without a
 * target; "too early to say" before there are 8 weeks. */
const char *series_meets(const struct series *s, double target);

#endif
