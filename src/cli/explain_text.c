/* What an explanation is told in: steps, numbers as text, and the figures
 * beside the one that is explained. */
#include <math.h>
#include <stdarg.h>

#include "base/num.h"
#include "cli/explain.h"

static void add(struct explain_steps *s, const char *name, const char *text)
{
	vec_reserve(&s->item, s->n, &s->cap);
	s->item[s->n++] = (struct explain_step){ name, text };
}

void explain_given(struct explanation *e, const char *name,
		   const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(&e->inputs, name, arena_vprintf(&e->arena, fmt, args));
	va_end(args);
}

void explain_say(struct explanation *e, const char *name, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(&e->steps, name, arena_vprintf(&e->arena, fmt, args));
	va_end(args);
}

const char *explain_num(struct explanation *e, double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(&e->arena, num_text(buf, v, digits));
}

const char *explain_six(struct explanation *e, double v)
{
	return explain_num(e, v, 6);
}

const char *explain_count(struct explanation *e, int64_t n)
{
	return explain_num(e, (double)n, 0);
}

const char *explain_percent(struct explanation *e, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(&e->arena, percent_text(buf, v, 1));
}

const char *explain_value(struct explanation *e, const struct metric *metric,
			  double v)
{
	struct arena *a = &e->arena;
	char buf[NUM_TEXT_MAX];

	if (isnan(v))
		return "\u2013";
	switch (metric->unit) {
	case UNIT_RATE:
		return v <= 1 ? explain_percent(e, v) :
			arena_printf(a, "%s per 100",
				     explain_num(e, 100 * v, 1));
	case UNIT_OF_100:
		return arena_printf(a, "%s of 100", explain_num(e, v, 4));
	case UNIT_POINTS:
		return arena_printf(a, "%s points",
				    signed_text(buf, v * 100, 1));
	case UNIT_PERCENT:
		return arena_strdup(a, signed_percent_text(buf, v, 1));
	case UNIT_HOURS:
		return arena_printf(a, "%s h", explain_num(e, v, 4));
	case UNIT_MINUTES:
		return arena_printf(a, "%s min", explain_num(e, v, 2));
	case UNIT_WEEKS:
		return arena_printf(a, "%s weeks", explain_num(e, v, 2));
	case UNIT_MONEY:
		return arena_strdup(a, money_text(buf, v, 2,
						  e->config->currency));
	case UNIT_MONEY_PER_HOUR:
		return arena_printf(a, "%s an hour",
				    money_text(buf, v, 2,
					       e->config->currency));
	default:
		return explain_num(e, v, metric->digits ? 4 : 0);
	}
}

const struct figure *explain_figure(const struct explanation *e,
				    const char *metric)
{
	return figures_find(e->figures, metric_find(metric), &e->scope,
			    e->period);
}

const char *explain_goal(const struct metric *metric)
{
	return metric->direction > 0 ? "target" : "limit";
}

const char *explain_verdict(struct explanation *e)
{
	enum verdict v = e->figure->verdict;

	if (v != VERDICT_YES && v != VERDICT_NO)
		return verdict_name(v);
	if (explain_by_input(e))
		return v == VERDICT_YES ? "input is a bottleneck" :
					  "input is no bottleneck";
	if (e->metric->unit == UNIT_POINTS)
		return v == VERDICT_YES ? "surely better" : "surely worse";
	return arena_printf(&e->arena, "%s the %s",
			    v == VERDICT_YES ? "above" : "below",
			    explain_goal(e->metric));
}
