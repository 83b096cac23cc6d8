/*
 * metrics/tornado.c - one input changed at a time: METRICS §8.
 */
#include <math.h>

#include "base/num.h"
#include "metrics/tornado.h"

#define RATE_PART 0.1
#define OTHER_PART 0.2		/* baseline minutes, volume, no interval */
#define RECAPTURE_LOW 0.5

/* Factors of the inputs; 1 = as it is. */
struct turn { double rate, manual, correction, volume, recapture; };

static double net_of(const struct tornado *t, struct turn turn)
{
	double hours = 0;

	if (!isnan(t->manual))
		hours += (turn.manual - 1) * t->manual;
	if (!isnan(t->correction))
		hours -= (turn.correction - 1) * t->correction;
	return (t->benefit + hours * t->rate) * turn.volume * turn.rate *
	       turn.recapture - t->invested * turn.rate - t->other;
}

static struct turn unchanged(const struct tornado *t)
{
	return (struct turn){ 1, 1, 1, 1, t->recapture };
}

double tornado_base(const struct tornado *t)
{
	return net_of(t, unchanged(t));
}

static double turned(const struct tornado *t, enum tornado_input input,
		     double to)
{
	struct turn turn = unchanged(t);

	switch (input) {
	case TORNADO_RATE:
		turn.rate = to;
		break;
	case TORNADO_MANUAL:
		turn.manual = to;
		break;
	case TORNADO_RECAPTURE:
		turn.recapture = to;
		break;
	case TORNADO_CORRECTION:
		turn.correction = to;
		break;
	case TORNADO_VOLUME:
	case TORNADO_INPUTS:
		turn.volume = to;
		break;
	}
	return net_of(t, turn);
}

static struct tornado_row row_of(const struct tornado *t,
				 enum tornado_input input)
{
	bool assumed = input == TORNADO_CORRECTION &&
		       isnan(t->correction_share);
	double part = input == TORNADO_RATE ? RATE_PART :
		      input == TORNADO_CORRECTION && !assumed ?
			fmin(1, t->correction_share) : OTHER_PART;
	struct tornado_row row = {
		.input = input, .assumed = assumed, .low = 1 - part,
		.high = 1 + part
	};

	if (input == TORNADO_RECAPTURE) {
		row.low = RECAPTURE_LOW;
		row.high = 1;
	}
	row.net_low = turned(t, input, row.low);
	row.net_high = turned(t, input, row.high);
	return row;
}

double tornado_swing(const struct tornado_row *row)
{
	return fabs(row->net_high - row->net_low);
}

size_t tornado_rows(struct tornado_row row[TORNADO_INPUTS],
		    const struct tornado *t)
{
	size_t n = 0;

	for (enum tornado_input i = 0; i < TORNADO_INPUTS; i++) {
		struct tornado_row next;
		size_t at = n;

		if ((i == TORNADO_MANUAL && isnan(t->manual)) ||
		    (i == TORNADO_CORRECTION && isnan(t->correction)))
			continue;
		next = row_of(t, i);
		for (; at > 0 && tornado_swing(&row[at - 1]) <
				 tornado_swing(&next); at--)
			row[at] = row[at - 1];
		row[at] = next;
		n++;
	}
	return n;
}

/* ---- from figures, and in words ----------------------------------------- */

static double or_zero(double v)
{
	return isfinite(v) ? v : 0;
}

bool tornado_of(struct tornado *t, const struct figures *f,
		struct period period)
{
	const struct figure *benefit = figures_get(f, "benefit", NULL, period);
	const struct figure *rate = figures_get(f, "hourly_rate", NULL,
						period);
	const struct figure *manual = figures_get(f, "manual_hours", NULL,
						  period);
	const struct figure *fix = figures_get(f, "correction_hours", NULL,
					       period);
	const struct figure *cost = figures_get(f, "cost", NULL, period);
	const struct figure *tools = figures_get(f, "tool_cost", NULL, period);
	const struct figure *hours = figures_get(f, "refinement_hours", NULL,
						 period);
	double spent = cost ? or_zero(cost->value) : 0;

	*t = (struct tornado){ .recapture = 1, .manual = NAN,
			       .correction = NAN, .correction_share = NAN };
	if (!benefit || !isfinite(benefit->value))
		return false;
	t->benefit = benefit->value;
	t->rate = rate ? or_zero(rate->value) : 0;
	if (manual)
		t->manual = manual->value;
	if (fix && fix->value > 0) {
		t->correction = fix->value;
		t->correction_share = (fix->high - fix->value) / fix->value;
	}
	/* Hours at their own rates: at most what was spent beside the tools. */
	if (hours)
		t->invested = fmin(or_zero(hours->value) * t->rate,
				   spent - (tools ? or_zero(tools->value) : 0));
	t->other = spent - t->invested;
	return true;
}

const char *tornado_name(enum tornado_input input)
{
	switch (input) {
	case TORNADO_RATE:
		return "Value of an hour";
	case TORNADO_MANUAL:
		return "Minutes by hand";
	case TORNADO_RECAPTURE:
		return "Share of freed hours";
	case TORNADO_CORRECTION:
		return "Minutes of correction";
	case TORNADO_VOLUME:
	case TORNADO_INPUTS:
		break;
	}
	return "Outputs";
}

const char *tornado_words(struct arena *a, const struct tornado_row *row)
{
	const char *name = tornado_name(row->input);
	char low[NUM_TEXT_MAX], high[NUM_TEXT_MAX];

	if (row->input == TORNADO_RECAPTURE)
		return arena_printf(a, "%s, %s to %s", name,
				    percent_text(low, row->low, 0),
				    percent_text(high, row->high, 0));
	return arena_printf(a, "%s \u00b1 %s", name,
			    percent_text(high, row->high - 1, 0));
}
