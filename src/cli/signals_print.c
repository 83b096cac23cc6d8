#include "cli/signals_print.h"

#include <math.h>

#include "base/date.h"
#include "base/num.h"

static const char *digits_text(struct arena *a, const struct signal_series *s,
			       double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	if (isnan(v))
		return "\u2013";
	if (s->unit == ANOMALY_RATE)
		return arena_strdup(a, percent_text(buf, v, digits));
	return arena_strdup(a, num_text(buf, v, digits));
}

static const char *value_text(struct arena *a, const struct signal_series *s,
			      double v)
{
	return digits_text(a, s, v, s->digits);
}

/* m, MAD and s: one digit more, so that z can be followed. */
static const char *fine_text(struct arena *a, const struct signal_series *s,
			     double v)
{
	return digits_text(a, s, v, s->digits + 1);
}

static const char *change_text(struct arena *a, const struct signal_series *s,
			       double change)
{
	char buf[NUM_TEXT_MAX];

	if (isnan(change))
		return "not compared";
	return arena_printf(a, "%s %s", signed_text(buf, 100 * change, 1),
			    s->unit == ANOMALY_RATE ? "points" : "%");
}

static const char *z_text(struct arena *a, double z)
{
	char buf[NUM_TEXT_MAX];

	return isnan(z) ? "\u2013" : arena_strdup(a, signed_text(buf, z, 2));
}

static const char *week_text(struct arena *a, const struct signal_series *s,
			     size_t i)
{
	struct period p = period_of(PERIOD_WEEK, s->monday + 7 * (int32_t)i, 1);

	return period_id(a, p, 1);
}

static void line(struct strbuf *out, const char *name, const char *text)
{
	strbuf_printf(out, "  %-18s  %s\n", name, text);
}

/* The weeks that the rule looked at, newest first. */
static void put_weeks(struct strbuf *out, const struct signal_series *s,
		      size_t at, int weeks, struct arena *a)
{
	strbuf_puts(out, "\nthe weeks before\n");
	for (size_t i = at; i > 0 && at - i < (size_t)weeks; i--) {
		const struct anomaly_point *p = &s->point[i - 1];

		line(out, week_text(a, s, i - 1),
		     arena_printf(a, "%s%s", value_text(a, s, p->value),
				  p->left_out  ? "  (holiday, left out)"
				  : p->restart ? "  (new baseline)"
					       : ""));
		if (p->restart)
			break;
	}
}

static const char *floor_words(enum anomaly_unit unit)
{
	switch (unit) {
	case ANOMALY_COUNT: return "the root of m";
	case ANOMALY_RATE: return "the root of m(1 - m)/n";
	case ANOMALY_MONEY: return "1 % of m";
	case ANOMALY_MINUTES:
	case ANOMALY_SCORE: break;
	}
	return "5 % of m";
}

static void put_three(struct strbuf *out, const struct signal_series *s,
		      const struct anomaly *w, struct arena *a)
{
	if (isnan(w->base_median))
		return;
	line(out, "three weeks",
	     arena_printf(a,
			  "mean %s, median before "
			  "them %s, z %s, %s, %s",
			  fine_text(a, s, w->mean3),
			  fine_text(a, s, w->base_median), z_text(a, w->z3[0]),
			  z_text(a, w->z3[1]), z_text(a, w->z3[2])));
}

static void put_rule(struct strbuf *out, const struct signal_series *s,
		     size_t at, const struct anomaly *w, struct arena *a)
{
	char n[NUM_TEXT_MAX];

	strbuf_puts(out, "\nstep by step\n");
	if (!isnan(s->point[at].n) && s->unit != ANOMALY_COUNT)
		line(out, "events", num_text(n, s->point[at].n, 0));
	line(out, "history",
	     arena_printf(a, "%s week%s with a value",
			  num_text(n, (double)w->history, 0),
			  w->history == 1 ? "" : "s"));
	line(out, "on the week before", change_text(a, s, w->change_before));
	if (isnan(w->median))
		return;
	line(out, "on the median", change_text(a, s, w->change_median));
	line(out, "m",
	     arena_printf(a, "%s, their median", fine_text(a, s, w->median)));
	line(out, "MAD",
	     arena_printf(a, "%s, median distance from it",
			  fine_text(a, s, w->mad)));
	line(out, "s",
	     arena_printf(a, "%s, the larger of 1.4826 MAD and %s",
			  fine_text(a, s, w->spread), floor_words(s->unit)));
	if (!isnan(w->z))
		line(out, "z",
		     arena_printf(a, "%s = (this week - m) / s",
				  z_text(a, w->z)));
	put_three(out, s, w, a);
}

static const char *answer(struct arena *a, const struct signal_series *s,
			  const struct anomaly_week *w)
{
	switch (w->word) {
	case WORD_SHIFT:
	case WORD_LEVEL:
		return arena_printf(a, "%s since %s",
				    anomaly_word_name(w->word),
				    week_text(a, s, w->since));
	case WORD_NONE: break;
	default: return anomaly_word_name(w->word);
	}
	return w->a.state == ANOMALY_LEFT_OUT ? "a holiday, never a signal"
	       : w->a.state == ANOMALY_FEW    ? "too few events to be tested"
					      : "no value this week";
}

void signal_explain(struct strbuf *out, const struct signal_series *s,
		    size_t at, const struct config *config, struct arena *a)
{
	const struct anomaly_week *w = &s->week[at - s->from];

	strbuf_printf(out, "%s, %s, %s\n%s: %s\n",
		      s->metric ? arena_printf(a, "%s (%s)", s->title, s->name)
				: s->name,
		      week_text(a, s, at), signal_scope_words(a, config, s),
		      value_text(a, s, w->a.now), answer(a, s, w));
	put_weeks(out, s, at, config->limits.history_weeks, a);
	put_rule(out, s, at, &w->a, a);
}
