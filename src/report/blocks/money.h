/*
 * report/blocks/money.h - hours and money of a period, together.
 *
 * Private to the money blocks: the figures of METRICS §8 as one struct, NAN
 * where a figure has nothing to say, and the weeks they cover.
 */
#ifndef TUNEUP_REPORT_BLOCKS_MONEY_H
#define TUNEUP_REPORT_BLOCKS_MONEY_H

#include "report/block.h"

struct money {
	double gross, review, correction, loops, net;	/* hours */
	double benefit, tools, invested, cost;		/* money */
	double weeks;		/* days of the period / 7 */
	double rate;		/* money per net hour, or the default */
	bool rate_from_data;
	const struct figure *net_figure, *benefit_figure;
};

void money_of(struct money *m, const struct report_input *in,
	      struct period period);
/* The reason why hours cannot be said: the figure's own note. */
const char *money_reason(struct doc *d, const struct money *m);
/* "EUR 1,234", without decimals from 100 on. */
const char *money_words(struct doc *d, double amount);

/* The what-if: its numbers, and the arithmetic its formulas repeat. */
struct what_if {
	double n_outputs, baseline_min, work_min, review_min, correction_min,
		loop_min, rate, recapture, tool_cost, invest_hours,
		invest_amount, weeks;
};
double what_if_hours(const struct what_if *w);		/* net, a week */

#endif
