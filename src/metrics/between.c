#include "metrics/between.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

static bool has_range(const struct figure *f)
{
	return figure_has_range(f) && !f->partial && !f->immature;
}

struct between between_of(const struct config *config,
			  const struct figure *before,
			  const struct figure *after)
{
	struct between b = { NAN, { NAN, NAN } };
	double z = z_for(config->limits.confidence_rates), low, high;

	if (!after || !before || !isfinite(after->value) ||
	    !isfinite(before->value))
		return b;
	b.change = after->value - before->value;
	if (!has_range(after) || !has_range(before) || after->metric->running)
		return b;
	if (after->metric->unit == UNIT_RATE && after->x != NUM_NULL &&
	    before->x != NUM_NULL) {
		b.range = newcombe((double)after->x, (double)after->n,
				   (double)before->x, (double)before->n, z);
		return b;
	}
	low = hypot(after->value - after->low, before->high - before->value);
	high = hypot(after->high - after->value, before->value - before->low);
	b.range = (struct interval){ b.change - low, b.change + high };
	return b;
}

double between_confidence(const struct config *config,
			  const struct metric *metric)
{
	/* METRICS §8 is hours and money, but for shares of something. */
	if (metric->unit != UNIT_RATE && !strcmp(metric->section, "8"))
		return config->limits.confidence_money;
	return config->limits.confidence_rates;
}

int between_side(const struct between *b)
{
	return b->range.low > 0 ? 1 : b->range.high < 0 ? -1 : 0;
}
