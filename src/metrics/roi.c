/*
 * metrics/roi.c - the arithmetic of return on investment: METRICS §8.
 */
#include <math.h>

#include "metrics/roi.h"
#include "metrics/stats.h"

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
