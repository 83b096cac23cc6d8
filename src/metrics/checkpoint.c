/*
 * metrics/checkpoint.c - what the families of checkpoints share.
 */
#include "metrics/checkpoint.h"

#include "metrics/family.h"
#include "metrics/stats.h"

void share_write(const struct metrics_run *run, struct figure *f, int64_t x,
		 int64_t n, const char *none)
{
	struct interval range;

	f->n = n;
	f->x = x;
	if (!n) {
		f->note = none;
		return;
	}
	range = wilson((double)x, (double)n,
		       z_for(run->config->limits.confidence_rates));
	f->value = (double)x / (double)n;
	f->low = range.low;
	f->high = range.high;
}
