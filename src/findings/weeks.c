/*
 * findings/weeks.c - the weeks before and after an action.
 */
#include "findings/weeks.h"

#include <math.h>
#include <string.h>

#include "store/kind.h"

bool is_share(const struct metric *metric)
{
	return metric->unit == UNIT_RATE;
}

/* A week in which nothing was measured is no week. */
static bool counts(const struct figure *f)
{
	return f && !f->partial && !f->immature && isfinite(f->value) &&
	       (f->n == FACT_NULL || f->n > 0);
}

static void add_week(struct weeks *w, const struct figure *f)
{
	w->value[w->k++] = f->value;
	w->rate = w->rate && f->n != FACT_NULL && f->x != FACT_NULL;
	if (f->n != FACT_NULL)
		w->n += (double)f->n;
	if (f->x != FACT_NULL)
		w->x += (double)f->x;
}

void weeks_read(struct weeks *out, const struct figures *f,
		const struct metric *metric, const struct scope *scope,
		int32_t first, int32_t last, size_t most)
{
	struct period week = period_of(PERIOD_WEEK, last, 1);
	const struct figure *kept[EFFECT_LAST];
	size_t n = 0;

	*out = (struct weeks){ .rate = is_share(metric), .first = DAY_NONE,
			       .last = DAY_NONE };
	if (week.last > last)
		week = period_prev(week, 1);
	for (; n < most && n < EFFECT_LAST && week.first >= first &&
	       week.last >= f->data_from; week = period_prev(week, 1)) {
		const struct figure *g = figures_find(f, metric, scope, week);

		if (!counts(g))
			continue;
		kept[n++] = g;
		out->first = week.first;
		if (out->last == DAY_NONE)
			out->last = week.last;
	}
	while (n > 0)
		add_week(out, kept[--n]);
	out->rate = out->rate && out->n > 0;
}
