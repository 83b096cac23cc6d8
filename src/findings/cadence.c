#include "findings/cadence.h"

#include <math.h>

#include "base/date.h"
#include "metrics/stats.h"

static bool is_new(const struct cadence_input *in, int32_t last)
{
	for (size_t i = 0; i < in->n_go_live; i++)
		if (last >= in->go_live[i] &&
		    last - in->go_live[i] < 7 * CADENCE_NEW)
			return true;
	return false;
}

static bool is_more(const struct cadence_input *in, size_t week)
{
	size_t from = week > CADENCE_HISTORY ? week - CADENCE_HISTORY : 0;
	double before[CADENCE_HISTORY];
	size_t n = 0;

	for (size_t i = from; i < week; i++)
		if (isfinite(in->week[i].outputs))
			before[n++] = in->week[i].outputs;
	return n >= CADENCE_LEAST && isfinite(in->week[week].outputs) &&
	       in->week[week].outputs >=
		       CADENCE_VOLUME * median_of(before, n);
}

unsigned cadence_uneasy(const struct cadence_input *in, size_t week)
{
	const struct cadence_week *w = &in->week[week];

	return (is_new(in, w->last) ? UNEASY_GO_LIVE : 0u) |
	       (is_more(in, week) ? UNEASY_VOLUME : 0u) |
	       (w->tool_change ? UNEASY_TOOL_CHANGE : 0u) |
	       (w->degrading ? UNEASY_DEGRADING : 0u);
}

/* The same day so many months later, or the last one of a shorter month. */
static int32_t months_after(int32_t day, int months)
{
	struct civil c = day_civil(day);
	int month = c.month - 1 + months;
	int32_t found = DAY_NONE;

	for (int d = c.day; found == DAY_NONE; d--)
		found = day_from_civil(c.year + month / 12, month % 12 + 1,
				       d);
	return found;
}

struct cadence_advice cadence_advise(const struct cadence_input *in)
{
	struct cadence_advice a = { .calm = CADENCE_CALM };
	int32_t since = DAY_NONE;	/* Monday of the first uneasy week */

	for (size_t i = 0; i < CADENCE_CALM && i < in->n; i++) {
		unsigned why = cadence_uneasy(in, in->n - 1 - i);

		a.reasons |= why;
		if (why && a.calm == CADENCE_CALM)
			a.calm = (int)i;
		if (why)
			since = in->week[in->n - 1 - i].last - 6;
	}
	a.biweekly = a.reasons != 0;
	a.next_session = in->session == DAY_NONE ? in->today :
						   in->session + 7;
	a.next_spot_check = in->spot_check == DAY_NONE ? in->today :
			    months_after(in->spot_check, 1);
	a.next_review = in->review == DAY_NONE ? in->today :
			a.biweekly ? in->review + 14 :
				     months_after(in->review, 3);
	if (a.biweekly && in->review != DAY_NONE && a.next_review < since)
		a.next_review = since;
	return a;
}
