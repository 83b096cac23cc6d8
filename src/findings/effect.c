/*
 * findings/effect.c - before and after, and what may be said of them.
 */
#include "findings/effect.h"

#include <math.h>
#include <string.h>

#include "metrics/stats.h"
#include "store/kind.h"

#define CONFIDENCE 0.95

/* 80 % power at two-sided 5 %, as power_per_side(). */
#define POWER (1.959963985 + 0.841621234)

const char *effect_name(enum effect e, bool final)
{
	switch (e) {
	case EFFECT_WORKED:
		return "worked";
	case EFFECT_WORSE:
		return "made it worse";
	case EFFECT_LESS:
		return "less than promised";
	case EFFECT_CANNOT_TELL:
		return final ? "cannot tell at this volume" :
			       "cannot tell yet";
	case EFFECT_NOT_DONE:
		return "not done";
	case EFFECT_EVERYONE:
		return "everyone improved";
	case EFFECT_NONE:
		break;
	}
	return "";
}

const char *action_state_name(enum action_state s)
{
	static const char *const name[] = {
		[ACTION_OPEN] = "open", [ACTION_LATE] = "late",
		[ACTION_MEASURED] = "being measured",
		[ACTION_CLOSED] = "closed", [ACTION_REJECTED] = "rejected",
		[ACTION_DEFERRED] = "deferred",
		[ACTION_NEEDS_DATA] = "needs data",
	};

	return name[s];
}

/* ---- the arithmetic --------------------------------------------------- */

static double median_copy(const double *v, size_t n)
{
	double sorted[EFFECT_LAST];

	if (!n || n > EFFECT_LAST)
		return (double)NAN;
	memcpy(sorted, v, n * sizeof *v);
	return median_of(sorted, n);
}

static double promised_of(const struct effect_data *d, double before)
{
	if (d->direction < 0)
		return -d->reduction * before;
	return d->reduction * (isnan(d->top) ? before : d->top - before);
}

/* Outputs or weeks a side until the promised effect would be seen. */
static void say_missing(struct effect_result *out, const struct effect_data *d)
{
	double a, b, need, has = d->rate ? d->n1 : (double)d->k1;

	out->more = out->more_weeks = -1;
	if (!d->k1 || !(fabs(out->promised) > 0))
		return;
	if (d->rate) {
		a = out->before;
		b = fmin(1, fmax(0, a + out->promised));
		if (a == b)
			return;
		need = (double)power_per_side(a, b);
	} else {
		a = sd_of(d->before, d->k0);
		b = sd_of(d->after, d->k1);
		need = ceil(POWER * POWER * (a * a + b * b) /
			    (out->promised * out->promised));
	}
	if (!isfinite(need))
		return;
	need = fmax(need - has, 0);
	out->more = d->rate ? (int64_t)need : -1;
	out->more_weeks = (int64_t)ceil(need * (double)d->k1 / has);
}

/* METRICS §12's order. */
static enum effect verdict_of(const struct effect_result *r, int direction)
{
	double better = direction < 0 ? -1 : 1;
	bool sure = r->low > 0 || r->high < 0;

	if (sure && r->difference * better > 0)
		return r->untouched * r->difference > 0 &&
		       fabs(r->untouched) > fabs(r->difference) / 2 ?
		       EFFECT_EVERYONE : EFFECT_WORKED;
	if (sure)
		return EFFECT_WORSE;
	if (r->promised < r->low || r->promised > r->high)
		return EFFECT_LESS;
	return EFFECT_CANNOT_TELL;
}

/* Newcombe's, reaching 0 where chance alone is not excluded (effect.h). */
static struct interval difference_of(const struct effect_data *d)
{
	struct interval i = newcombe(d->x1, d->n1, d->x0, d->n0,
				     z_for(CONFIDENCE));

	if ((i.low > 0 || i.high < 0) &&
	    fisher_mid_p(d->x1, d->n1, d->x0, d->n0) >= (1 - CONFIDENCE) / 2) {
		i.low = fmin(i.low, 0);
		i.high = fmax(i.high, 0);
	}
	return i;
}

static void compare(struct effect_result *out, const struct effect_data *d)
{
	struct interval i;

	if (d->rate) {
		out->before = d->x0 / d->n0;
		out->after = d->x1 / d->n1;
		i = difference_of(d);
	} else {
		out->before = mean_of(d->before, d->k0);
		out->after = mean_of(d->after, d->k1);
		i = welch(d->before, d->k0, d->after, d->k1, CONFIDENCE);
	}
	out->difference = out->after - out->before;
	out->low = i.low;
	out->high = i.high;
	out->promised = promised_of(d, out->before);
	if (fabs(out->promised) > 0)
		out->reduction = d->reduction * out->difference /
				 out->promised;
}

void effect_judge(struct effect_result *out, const struct effect_data *d)
{
	*out = (struct effect_result){
		.verdict = EFFECT_CANNOT_TELL, .weeks0 = (int)d->k0,
		.weeks1 = (int)d->k1, .before = NAN, .after = NAN,
		.difference = NAN, .low = NAN, .high = NAN, .promised = NAN,
		.reduction = NAN, .hours = NAN, .untouched = d->untouched,
		.n0 = d->rate ? (int64_t)d->n0 : FACT_NULL,
		.n1 = d->rate ? (int64_t)d->n1 : FACT_NULL,
		.more = -1, .more_weeks = -1,
		.final = d->waited >= EFFECT_LAST,
		.median0 = median_copy(d->before, d->k0),
		.median1 = median_copy(d->after, d->k1)
	};
	if (d->k0 < EFFECT_LEAST || d->k1 < EFFECT_LEAST) {
		if (d->k1 < EFFECT_LEAST)
			out->more_weeks = EFFECT_LEAST - (int64_t)d->k1;
		return;
	}
	compare(out, d);
	out->verdict = verdict_of(out, d->direction);
	if (out->verdict == EFFECT_CANNOT_TELL)
		say_missing(out, d);
}
