/*
 * metrics/roi.h - return on investment: METRICS §8.
 *
 * One pure function from a handful of inputs to the whole answer, used three
 * times: by `tuneup roi --hours …` without a store, by the figures of a
 * period, and for the cached values of the what-if sheet. Automation ROI
 * (against manual work) and refinement ROI (against before refinement) are
 * different inputs to it and are never added (R42).
 *
 * Hours and money are doubles here: it is the last step. The
 * tornado is in metrics/tornado.h.
 */
#ifndef TUNEUP_METRICS_ROI_H
#define TUNEUP_METRICS_ROI_H

#include <stdbool.h>
#include <stddef.h>

struct roi_input {
	double hours_week;	/* net hours saved a week, may be negative */
	double rate;		/* money per hour */
	double invest_hours;	/* refinement and set-up hours, once */
	double invest_amount;	/* money invested once, beside the hours */
	double tools_week;	/* tool cost a week */
	double weeks;		/* length looked at, > 0 */
	double recapture;	/* 1 = capacity freed, 0.5 = money realised */
	double discount;	/* yearly, 0.10 */
};

struct roi_result {
	double benefit_week;	/* hours x rate x recapture */
	double net_week;	/* benefit - tools */
	double benefit;		/* over all weeks */
	double cost;		/* invested + tools over all weeks */
	bool defined;		/* cost > 0 */
	double roi;		/* (benefit - cost)/cost; NAN if undefined */
	double payback;		/* weeks; INFINITY = not reached */
	double npv;
	double break_even_rate;	/* money per hour at which ROI = 0; NAN */
	double break_even_hours; /* hours a week at which ROI = 0; NAN */
};

void roi_compute(struct roi_result *out, const struct roi_input *in);

/* The low end of §8's risk-adjusted range: 20 % less benefit (of a loss: 20 %
 * more loss) at 110 % of the cost (Forrester TEI). */
struct roi_end { double benefit, cost; };
struct roi_end roi_low(double benefit, double cost);

/* A week since the first refinement cost. */
struct roi_week {
	double gain;		/* benefit - tools, may be negative */
	double invested;	/* refinement */
};
/*
 * Weeks until the running sum of gain - invested came to 0 for good: the first
 * week from which on it never was below 0 again. NAN when it is below at the
 * end, or there is no week; *to_go is then what is missing, else 0.
 */
double roi_paid_back(const struct roi_week *week, size_t n, double *to_go);

#endif
