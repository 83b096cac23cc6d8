/*
 * metrics/change.c - the difference of two rates, and how sure it is.
 */
#include "metrics/change.h"

#include "metrics/stats.h"

static struct interval change_of(const struct rate_side *s, int64_t more,
				 const struct rate_side *other, double z)
{
	double n = (double)(s->known + more);

	return newcombe((double)s->hit / (double)s->known * n, n,
			(double)other->hit, (double)other->known, z);
}

static bool is_clear(struct interval i)
{
	return i.low > 0 || i.high < 0;
}

/* More outputs of the first side, its share and the other side as they are,
 * until the interval leaves 0; capped as outputs_needed(). */
static int64_t more_needed(const struct rate_side *s,
			   const struct rate_side *other, double z)
{
	int64_t low = 1, high = STATS_MORE_CAP + 1;

	while (low < high) {
		int64_t mid = low + (high - low) / 2;

		if (is_clear(change_of(s, mid, other, z)))
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

static bool too_unknown(const struct rate_side *s, double limit)
{
	return (double)s->unknown > limit * (double)(s->known + s->unknown);
}

void change_write(const struct metrics_run *run, struct figure *f,
		  struct rate_side side, struct rate_side other)
{
	const struct config_thresholds *l = &run->config->limits;
	double z = z_for(l->confidence_rates);
	struct interval i = change_of(&side, 0, &other, z);

	f->n = side.known;
	f->x = side.hit;
	f->value = (double)side.hit / (double)side.known -
		   (double)other.hit / (double)other.known;
	f->low = i.low;
	f->high = i.high;
	if (run_wants(run, f)) {
		run->score->before_n = other.known;
		run->score->before_x = other.hit;
	}
	if (f->partial)
		return;
	if (too_unknown(&side, l->unknown_limit) ||
	    too_unknown(&other, l->unknown_limit)) {
		f->verdict = VERDICT_INCOMPLETE;
		return;
	}
	f->verdict = i.low > 0	  ? VERDICT_YES
		     : i.high < 0 ? VERDICT_NO
				  : VERDICT_NOT_CLEAR;
	if (f->verdict == VERDICT_NOT_CLEAR)
		f->needed = more_needed(&side, &other, z);
}
