/*
 * findings/sentences.c - counts, rates, hours and periods in English.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "findings/sentences.h"
#include "metrics/stats.h"

#define RANGE "\u2013"

static const char *number_text(struct arena *a, double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, num_text(buf, v, digits));
}

const char *say_number(struct arena *a, int64_t n)
{
	static const char *const word[] = {
		"no", "one", "two", "three", "four", "five", "six", "seven",
		"eight", "nine", "ten", "eleven", "twelve"
	};

	if (n >= 0 && n < (int64_t)(sizeof word / sizeof *word))
		return word[n];
	return number_text(a, (double)n, 0);
}

const char *say_part(struct arena *a, int64_t n)
{
	return n == 0 ? "none" : say_number(a, n);
}

const char *say_count(struct arena *a, int64_t n, const char *noun)
{
	return arena_printf(a, "%s %s%s", number_text(a, (double)n, 0), noun,
			    n == 1 ? "" : "s");
}

const char *say_reworked(struct arena *a, int64_t x, int64_t n)
{
	if (n == 1)
		return x ? "The one output with a known outcome was reworked" :
			   "The one output with a known outcome was not "
			   "reworked";
	if (x == n)
		return arena_printf(a, "All %s outputs with a known outcome "
				    "were reworked",
				    number_text(a, (double)n, 0));
	return arena_printf(a, "%s of %s with a known outcome %s reworked",
			    say_first_upper(a, say_part(a, x)),
			    say_count(a, n, "output"),
			    x <= 1 ? "was" : "were");
}

const char *say_share(struct arena *a, int64_t x, int64_t n)
{
	return arena_printf(a, "%s of %s", number_text(a, (double)x, 0),
			    number_text(a, (double)n, 0));
}

const char *say_more(struct arena *a, int64_t n, const char *noun)
{
	return arena_printf(a, "%s more %s%s", say_number(a, n), noun,
			    n == 1 ? "" : "s");
}

const char *say_needed(struct arena *a, int64_t needed)
{
	if (needed > STATS_MORE_CAP)
		return "more than 1,000 more outputs";
	return arena_printf(a, "%s more output%s",
			    number_text(a, (double)needed, 0),
			    needed == 1 ? "" : "s");
}

const char *say_rate(struct arena *a, double rate)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, percent_text(buf, rate, 1));
}

const char *say_limit(struct arena *a, double rate)
{
	char buf[NUM_TEXT_MAX];
	bool whole = fabs(rate * 100 - round(rate * 100)) < 1e-9;

	return arena_strdup(a, percent_text(buf, rate, whole ? 0 : 1));
}

const char *say_rate_range(struct arena *a, double low, double high)
{
	return arena_printf(a, "%s" RANGE "%s", number_text(a, low * 100, 1),
			    say_rate(a, high));
}

static const char *signed_number(struct arena *a, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, signed_text(buf, v, 1));
}

const char *say_pts(struct arena *a, double difference)
{
	return arena_printf(a, "%s pts", signed_number(a, difference * 100));
}

const char *say_points(struct arena *a, double difference)
{
	return arena_printf(a, "%s points",
			    signed_number(a, difference * 100));
}

const char *say_points_range(struct arena *a, double low, double high)
{
	return arena_printf(a, "%s to %s points", signed_number(a, low * 100),
			    signed_number(a, high * 100));
}

/* From a hundred on, tenths are noise. */
static int hour_digits(double hours)
{
	return fabs(hours) < 99.95 ? 1 : 0;
}

const char *say_hours(struct arena *a, double hours)
{
	double size = round_decimal(fabs(hours), hour_digits(hours));

	if (size == 1)
		return "1 hour";
	return arena_printf(a, "%s hours",
			    number_text(a, size, hour_digits(hours)));
}

const char *say_h(struct arena *a, double hours)
{
	return arena_printf(a, "%s h",
			    number_text(a, hours, hour_digits(hours)));
}

const char *say_signed_h(struct arena *a, double hours)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(a, "%s h",
			    signed_text(buf, hours, hour_digits(hours)));
}

const char *say_h_range(struct arena *a, double low, double high)
{
	return arena_printf(a, "%s to %s",
			    number_text(a, low, hour_digits(low)),
			    say_h(a, high));
}

const char *say_names(struct arena *a, const char *const *names, size_t n,
		      size_t most)
{
	struct strbuf sb = STRBUF_INIT;
	size_t shown = n <= most ? n : most;
	const char *kept;

	for (size_t i = 0; i < shown; i++) {
		bool last = i + 1 == n;

		strbuf_printf(&sb, "%s%s", i == 0 ? "" : last ? " and " : ", ",
			      names[i]);
	}
	if (shown < n)
		strbuf_printf(&sb, " and %s more",
			      say_number(a, (int64_t)(n - shown)));
	kept = arena_strdup(a, sb.s);
	strbuf_release(&sb);
	return kept;
}

static const char *period_noun(struct period p)
{
	switch (p.kind) {
	case PERIOD_WEEK:
		return "week";
	case PERIOD_MONTH:
		return "month";
	case PERIOD_QUARTER:
		return "quarter";
	case PERIOD_RANGE:
		break;
	}
	return "period";
}

const char *say_now(struct arena *a, struct period p, int32_t as_of)
{
	return arena_printf(a, "this %s%s", period_noun(p),
			    p.last > as_of ? " so far" : "");
}

const char *say_before(struct period p)
{
	switch (p.kind) {
	case PERIOD_WEEK:
		return "the week before";
	case PERIOD_MONTH:
		return "the month before";
	case PERIOD_QUARTER:
		return "the quarter before";
	case PERIOD_RANGE:
		break;
	}
	return "the period before";
}

const char *say_period(struct arena *a, struct period p, int quarter_start)
{
	int year, week;
	struct civil c = day_civil(p.first);
	const char *id;

	switch (p.kind) {
	case PERIOD_WEEK:
		iso_week(p.first, &year, &week);
		return arena_printf(a, "week %d", week);
	case PERIOD_MONTH:
		return arena_printf(a, "%s %d", month_name(c.month), c.year);
	case PERIOD_QUARTER:
		/* "2026-Q4" turned round. */
		id = period_id(a, p, quarter_start);
		return arena_printf(a, "%s %.4s", strchr(id, 'Q'), id);
	case PERIOD_RANGE:
		break;
	}
	return period_words(a, p, quarter_start);
}

const char *say_workflow(const struct config *c, const char *id)
{
	const struct config_workflow *w;

	if (!id)
		return "all work";
	w = config_workflow(c, id);
	if (w && w->name && *w->name)
		return w->name;
	return *id ? id : "(none)";
}

const char *say_subject(const struct config *c, const char *id)
{
	return id ? say_workflow(c, id) : "All work";
}

const char *say_where(struct arena *a, const struct config *c,
		      const char *id)
{
	return arena_printf(a, "%s %s", id ? "in" : "over",
			    say_workflow(c, id));
}

const char *say_first_upper(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s);

	if (*copy >= 'a' && *copy <= 'z')
		*copy = (char)(*copy - 'a' + 'A');
	return copy;
}
