/*
 * metrics/roi.c - the arithmetic of return on investment: METRICS §8.
 */
#include <math.h>

#include "metrics/roi.h"
#include "metrics/stats.h"

#define LOW_BENEFIT 0.2		/* this share less benefit */
#define LOW_COST 1.1		/* and this much more cost */
#define NOTHING 1e-6		/* money: sums of doubles that should be 0 */

void roi_compute(struct roi_result *out, const struct roi_input *in)
{
	double invested = in->invest_hours * in->rate + in->invest_amount;
	double tools = in->tools_week * in->weeks;

	*out = (struct roi_result){ .roi = NAN, .break_even_rate = NAN,
				    .break_even_hours = NAN };
	out->benefit_week = in->hours_week * in->rate * in->recapture;
	out->net_week = out->benefit_week - in->tools_week;
	out->benefit = out->benefit_week * in->weeks;
	out->cost = invested + tools;
	out->defined = out->cost > 0;
	if (out->defined)
		out->roi = (out->benefit - out->cost) / out->cost;
	out->payback = payback_weeks(invested, out->benefit_week,
				     in->tools_week);
	out->npv = npv_weekly(invested, out->net_week, in->weeks,
			      in->discount);

	/* rate · (hours gained − hours invested) = what has no hours in it */
	double gain = in->hours_week * in->weeks * in->recapture -
		      in->invest_hours;

	if (gain > 0)
		out->break_even_rate = (tools + in->invest_amount) / gain;
	if (in->rate > 0 && in->recapture > 0)
		out->break_even_hours = out->cost / (in->rate * in->weeks *
						     in->recapture);
}

struct roi_end roi_low(double benefit, double cost)
{
	return (struct roi_end){ benefit - LOW_BENEFIT * fabs(benefit),
				 LOW_COST * cost };
}

double roi_paid_back(const struct roi_week *week, size_t n, double *to_go)
{
	double sum = 0, paid = NAN;

	for (size_t i = 0; i < n; i++) {
		sum += week[i].gain - week[i].invested;
		if (sum < -NOTHING)
			paid = NAN;
		else if (isnan(paid))
			paid = (double)(i + 1);
	}
	*to_go = isnan(paid) ? -sum : 0;
	return paid;
}
