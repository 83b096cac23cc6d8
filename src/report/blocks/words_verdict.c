/* What the workspace wants of a number, and what its verdict says. */
#include "report/blocks/words.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "metrics/stats.h"
#include "metrics/target.h"

double target_of(const struct report_input *in, const struct metric *m)
{
	return metric_target(in->config, m, in->now.kind);
}

const char *target_words(struct doc *d, const struct report_input *in,
			 const struct metric *m)
{
	double target = target_of(in, m);
	struct metric whole = *m;

	if (isnan(target))
		return "";
	/* "15 %", not "15.0 %": a limit is as precise as it was given. */
	whole.digits = num_decimals(is_in_percent(m) ? target * 100 : target,
				    4);
	return arena_printf(&d->arena, "%s %s",
			    m->direction < 0 ? "limit" : "target",
			    value_words(d, &whole, target));
}

const char *needed_words(struct doc *d, int64_t needed)
{
	if (needed > STATS_MORE_CAP)
		return "> 1,000 more outputs";
	return arena_printf(&d->arena, "%lld more output%s",
			    (long long)needed, needed == 1 ? "" : "s");
}

/* Fix-to-save is arithmetic of the period, not a sample: it needs no
 * interval to be compared (R38). */
static const char *fix_to_save_words(const struct report_input *in, double v)
{
	if (v >= in->config->limits.fix_to_save_stop)
		return "more fixing than saving";
	if (v >= in->config->limits.fix_to_save_warn)
		return "warning: fixing eats the savings";
	return "below the limit";
}

const char *verdict_words(struct doc *d, const struct report_input *in,
			  const struct figure *f)
{
	const char *what;

	if (!f || !isfinite(f->value))
		return "";
	if (f->partial)
		return "so far, no verdict";
	what = f->metric->direction < 0 ? "limit" : "target";
	switch (f->verdict) {
	case VERDICT_YES:
		return arena_printf(&d->arena, "above the %s", what);
	case VERDICT_NO:
		return arena_printf(&d->arena, "below the %s", what);
	case VERDICT_NOT_CLEAR:
		if (f->needed > 0)
			return arena_printf(&d->arena, "not clear yet, %s",
					    needed_words(d, f->needed));
		return "not clear yet";
	case VERDICT_INCOMPLETE:
		return "incomplete: too many unknown outcomes";
	case VERDICT_NONE:
		break;
	}
	if (!strcmp(f->metric->id, "fix_to_save"))
		return fix_to_save_words(in, f->value);
	return "";
}

enum tone verdict_tone(const struct figure *f)
{
	int side;

	if (!f || f->partial || !isfinite(f->value))
		return TONE_PLAIN;
	side = f->verdict == VERDICT_YES ? 1 : f->verdict == VERDICT_NO ? -1
		: 0;
	side *= f->metric->direction;
	return side > 0 ? TONE_GOOD : side < 0 ? TONE_BAD : TONE_PLAIN;
}

enum tone trend_tone(const char *trend)
{
	if (!strcmp(trend, "improving"))
		return TONE_GOOD;
	return strcmp(trend, "degrading") ? TONE_PLAIN : TONE_BAD;
}

int64_t rows_toned(const struct table *t, size_t column, enum tone tone)
{
	int64_t n = 0;

	for (size_t i = 0; i + (t->total_row ? 1 : 0) < t->n_rows; i++)
		n += t->rows[i][column].tone == tone;
	return n;
}
