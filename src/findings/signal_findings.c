/*
 * findings/signal_findings.c - the spikes and new levels of a week, at most
 * three (METRICS §10, R25); the others are on their own sheet.
 *
 * A signal that chance would not make once in twenty reports in any of the
 * series tested is sure; every other one is likely, and says how many are
 * expected by chance alone.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "findings/build.h"

#define SIGNALS_MAX 3

static const char *say_value(struct arena *a, const struct config *c,
			     const struct signal_series *s, double v)
{
	char buf[NUM_TEXT_MAX];

	switch (signal_unit(s)) {
	case UNIT_RATE: return arena_strdup(a, percent_text(buf, v, s->digits));
	case UNIT_HOURS: return say_h(a, v);
	case UNIT_MINUTES:
		return arena_printf(a, "%s min", num_text(buf, v, s->digits));
	case UNIT_MONEY:
		return arena_printf(a, "%s %s", c->currency,
				    num_text(buf, v, s->digits));
	default: return arena_strdup(a, num_text(buf, v, s->digits));
	}
}

/* "−32.3 %", "+6.1 pts" */
static const char *say_change(struct arena *a, const struct signal_series *s,
			      double change)
{
	char buf[NUM_TEXT_MAX];

	if (s->unit == ANOMALY_RATE)
		return say_pts(a, change);
	return arena_printf(a, "%s %%", signed_text(buf, 100 * change, 1));
}

static double level_change(const struct signal *g)
{
	const struct anomaly *w = &g->week->a;

	if (g->series->unit == ANOMALY_RATE)
		return w->mean3 - w->base_median;
	return w->base_median > 0 || w->base_median < 0
		       ? (w->mean3 - w->base_median) / fabs(w->base_median)
		       : (double)NAN;
}

static const char *say_swing(struct arena *a, const struct signal *g)
{
	double swing = anomaly_swing(&g->week->a, g->series->unit);
	char buf[NUM_TEXT_MAX];

	if (isnan(swing))
		return "";
	return arena_printf(a, "; its weeks normally swing by \u00b1 %s %s",
			    num_text(buf, 100 * swing, 1),
			    g->series->unit == ANOMALY_RATE ? "points" : "%");
}

static const char *say_chance(struct arena *a, const struct signal *g,
			      const struct signals *all)
{
	char n[NUM_TEXT_MAX], expected[NUM_TEXT_MAX];

	if (g->sure)
		return "More than chance does.";
	return arena_printf(a,
			    "Likely more than chance: of %s series tested "
			    "about %s would stand out by chance alone.",
			    num_text(n, (double)all->tested, 0),
			    num_text(expected, all->expected, 1));
}

static const char *say_name(struct arena *a, const struct config *c,
			    const struct signal_series *s)
{
	return arena_printf(a, "%s (%s)", s->title,
			    signal_scope_words(a, c, s));
}

static const char *spike_sentence(const struct builder *b,
				  const struct signal *g)
{
	const struct anomaly *w = &g->week->a;
	const struct config *c = b->in->config;
	const char *before = "";

	if (!isnan(w->change_before))
		before = arena_printf(
			b->a, "%s on the week before (%s), ",
			say_change(b->a, g->series, w->change_before),
			say_value(b->a, c, g->series, w->before));
	return arena_printf(b->a, "%s was " BOLD("%s") " %s: %s%s on the "
			    "median of the %s before (%s)%s. %s",
			    say_name(b->a, c, g->series),
			    say_value(b->a, c, g->series, w->now), b->now,
			    before,
			    say_change(b->a, g->series, w->change_median),
			    say_count(b->a, (int64_t)w->history, "week"),
			    say_value(b->a, c, g->series, w->median),
			    say_swing(b->a, g),
			    say_chance(b->a, g, b->in->signals));
}

static const char *level_sentence(const struct builder *b,
				  const struct signal *g)
{
	const struct anomaly *w = &g->week->a;
	const struct config *c = b->in->config;

	return arena_printf(b->a, "%s has a new level since %s: " BOLD("%s")
			    " as the mean of three weeks, %s on the median of "
			    "the weeks before them (%s)%s. %s",
			    say_name(b->a, c, g->series),
			    say_period(b->a, g->since, c->quarter_starts),
			    say_value(b->a, c, g->series, w->mean3),
			    say_change(b->a, g->series, level_change(g)),
			    say_value(b->a, c, g->series, w->base_median),
			    say_swing(b->a, g),
			    say_chance(b->a, g, b->in->signals));
}

static const char *signal_id(const struct builder *b,
			     const struct signal_series *s, bool level)
{
	return arena_printf(b->a, "%s-%s:%s", s->name,
			    level ? "level" : "spike",
			    signal_scope_words(b->a, b->in->config, s));
}

static void add_signal(struct builder *b, const struct signal *g)
{
	const struct signal_series *s = g->series;
	bool level = g->week->word == WORD_SHIFT;
	struct finding *f =
		finding_add(b, FINDING_CHANGE, signal_id(b, s, level), NULL);

	f->certainty = g->sure ? SURE : LIKELY;
	f->tone = g->week->side * s->direction;
	f->hours = g->hours;
	f->block = "signals";
	if (s->metric)
		f->figure = figures_find(b->in->figures, s->metric, &s->scope,
					 g->period);
	f->big = say_change(b->a, s,
			    level ? level_change(g) : g->week->a.change_median);
	f->title = arena_printf(b->a, "%s: %s", s->title,
				level ? "a new level" : "an unusual week");
	f->sentence = level ? level_sentence(b, g) : spike_sentence(b, g);
}

void add_signal_findings(struct builder *b)
{
	const struct signals *all = b->in->signals;

	if (!all || b->in->now.kind != PERIOD_WEEK)
		return;
	for (size_t i = 0; i < all->n && i < SIGNALS_MAX; i++) {
		const struct signal *g = &all->item[i];

		if (g->week->word != WORD_SPIKE && g->week->word != WORD_SHIFT)
			break;
		add_signal(b, g);
	}
}
