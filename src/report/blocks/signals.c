/* Which weekly series are unlike the weeks before: METRICS §10. */
#include <math.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_SERIES,
	COL_WHERE,
	COL_WEEK,
	COL_SIGNAL,
	COL_NOW,
	COL_BEFORE,
	COL_MEDIAN,
	COL_ON_BEFORE,
	COL_ON_MEDIAN,
	COL_Z,
	COL_SWING,
	COL_STAKE,
	COL_SURE,
	COLUMNS
};

static void signal_columns(struct doc *d, struct table *t)
{
	static const struct column columns[COLUMNS] = {
		[COL_SERIES] = {"Series", ALIGN_LEFT, 24, true},
		[COL_WHERE] = {"Where", ALIGN_LEFT, 22, true},
		[COL_WEEK] = {"Week", ALIGN_LEFT, 8, false},
		[COL_SIGNAL] = {"Signal", ALIGN_LEFT, 14, true},
		[COL_NOW] = {"This week", ALIGN_RIGHT, 10, false},
		[COL_BEFORE] = {"Week before", ALIGN_RIGHT, 10, false},
		[COL_MEDIAN] = {"Median", ALIGN_RIGHT, 10, false},
		[COL_ON_BEFORE] = {"On the week before", ALIGN_RIGHT, 10,
				   false},
		[COL_ON_MEDIAN] = {"On the median", ALIGN_RIGHT, 10, false},
		[COL_Z] = {"z", ALIGN_RIGHT, 6, false},
		[COL_SWING] = {"Normal swing", ALIGN_RIGHT, 9, false},
		[COL_STAKE] = {"At stake", ALIGN_RIGHT, 9, false},
		[COL_SURE] = {"How sure", ALIGN_LEFT, 8, false},
	};

	table_columns(d, t, columns, COLUMNS);
}

static struct cell series_cell(const struct signal_series *s, double v)
{
	switch (signal_unit(s)) {
	case UNIT_RATE: return cell_percent(v, s->digits);
	case UNIT_MONEY: return cell_money(v, s->digits);
	default: return cell_number(v, s->digits);
	}
}

/* "−32.3 %", "+6.1 pts" */
static struct cell change_cell(struct doc *d, const struct signal_series *s,
			       double change)
{
	char buf[NUM_TEXT_MAX];

	if (isnan(change))
		return cell_dash("nothing to compare with");
	return cell_text(arena_printf(&d->arena, "%s %s",
				      signed_text(buf, 100 * change, 1),
				      s->unit == ANOMALY_RATE ? "pts" : "%"));
}

static struct cell swing_cell(struct doc *d, const struct signal *g)
{
	double swing = anomaly_swing(&g->week->a, g->series->unit);
	char buf[NUM_TEXT_MAX];

	if (isnan(swing))
		return cell_dash("the median is 0");
	return cell_text(arena_printf(
		&d->arena, "\u00b1 %s %s", num_text(buf, 100 * swing, 1),
		g->series->unit == ANOMALY_RATE ? "pts" : "%"));
}

static struct cell stake_cell(struct doc *d, const struct signal *g)
{
	char buf[NUM_TEXT_MAX];

	if (isfinite(g->money))
		return cell_money(g->money, 0);
	if (!(g->hours > 0))
		return cell_dash("no hours and no money hang on it");
	return cell_text(
		arena_printf(&d->arena, "%s h", num_text(buf, g->hours, 1)));
}

static const char *signal_words(struct doc *d, const struct report_input *in,
				const struct signal *g)
{
	const char *word = anomaly_word_name(g->week->word);

	if (g->week->word != WORD_SHIFT && g->week->word != WORD_LEVEL)
		return word;
	return arena_printf(&d->arena, "%s since %s", word,
			    period_short(d, in, g->since));
}

static bool is_alarm(const struct signal *g)
{
	return g->week->word == WORD_SPIKE || g->week->word == WORD_SHIFT;
}

static enum tone signal_tone(const struct signal *g)
{
	int side = g->week->side * g->series->direction;

	if (!is_alarm(g) || !g->sure || !side)
		return TONE_PLAIN;
	return side > 0 ? TONE_GOOD : TONE_BAD;
}

static void signal_row(struct doc *d, struct table *t,
		       const struct report_input *in, const struct signal *g)
{
	const struct anomaly *w = &g->week->a;
	const struct signal_series *s = g->series;
	struct cell *row = table_row(d, t);

	row[COL_SERIES] = cell_text(clean(d, s->title));
	row[COL_WHERE] = cell_text(
		clean(d, signal_scope_words(&d->arena, in->config, s)));
	row[COL_WEEK] = cell_text(period_short(d, in, g->period));
	row[COL_SIGNAL] = cell_text(signal_words(d, in, g));
	row[COL_SIGNAL].tone = signal_tone(g);
	row[COL_NOW] = series_cell(s, w->now);
	row[COL_BEFORE] = series_cell(s, w->before);
	row[COL_MEDIAN] = series_cell(s, w->median);
	row[COL_ON_BEFORE] = change_cell(d, s, w->change_before);
	row[COL_ON_MEDIAN] = change_cell(d, s, w->change_median);
	row[COL_Z] = cell_number(w->z, 1);
	row[COL_SWING] = swing_cell(d, g);
	row[COL_STAKE] = stake_cell(d, g);
	if (is_alarm(g))
		row[COL_SURE] = cell_text(g->sure ? "sure" : "likely");
}

typedef bool (*wanted_fn)(const struct signal *g);

static bool is_watched(const struct signal *g)
{
	return g->week->word == WORD_LEVEL || g->week->word == WORD_WATCH;
}

static bool is_learning(const struct signal *g)
{
	return g->week->word == WORD_LEARNING;
}

static size_t count_of(const struct report_input *in, wanted_fn wanted)
{
	size_t n = 0;

	for (size_t i = 0; in->signals && i < in->signals->n; i++)
		n += wanted(&in->signals->item[i]);
	return n;
}

static void signal_table(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in, wanted_fn wanted,
			 const char *title, const char *subtitle,
			 const char *empty)
{
	struct table *table = part_table(d, p, t, &block_signals);

	table->title = title;
	table->subtitle = subtitle;
	table->empty = empty;
	signal_columns(d, table);
	for (size_t i = 0; in->signals && i < in->signals->n; i++)
		if (wanted(&in->signals->item[i]))
			signal_row(d, table, in, &in->signals->item[i]);
}

static void learning_table(struct doc *d, struct part *p,
			   const struct template_block *t,
			   const struct report_input *in)
{
	static const struct column columns[] = {
		{"Series", ALIGN_LEFT, 24, true},
		{"Where", ALIGN_LEFT, 40, true},
		{"This week", ALIGN_RIGHT, 10, false},
		{"Weeks so far", ALIGN_RIGHT, 10, false},
	};
	struct table *table = part_table(d, p, t, &block_signals);

	table->title = "Learning";
	table->subtitle = arena_printf(&d->arena,
				       "Fewer than %d weeks to "
				       "compare with: never a signal.",
				       in->config->limits.history_min);
	table->empty = "No series is learning.";
	table_columns(d, table, columns, COUNT_OF(columns));
	for (size_t i = 0; in->signals && i < in->signals->n; i++) {
		const struct signal *g = &in->signals->item[i];
		struct cell *row;

		if (!is_learning(g))
			continue;
		row = table_row(d, table);
		row[0] = cell_text(clean(d, g->series->title));
		row[1] = cell_text(
			clean(d, signal_scope_words(&d->arena, in->config,
						    g->series)));
		row[2] = series_cell(g->series, g->week->a.now);
		row[3] = cell_number((double)g->week->a.history, 0);
	}
}

/* "98 series", "1,243 series weeks" */
static const char *series_words(struct doc *d, const struct report_input *in,
				size_t n)
{
	char buf[NUM_TEXT_MAX];

	if (in->now.kind == PERIOD_WEEK)
		return arena_printf(&d->arena, "%s series",
				    num_text(buf, (double)n, 0));
	return count_words(d, (int64_t)n, "series week");
}

/* "98 series tested: expect about 2.0 by chance." */
static const char *chance_words(struct doc *d, const struct report_input *in)
{
	const struct signals *all = in->signals;
	char n[NUM_TEXT_MAX];

	if (!all || !all->tested)
		return "No series has the history to be tested yet.";
	return arena_printf(&d->arena, "%s tested: expect about %s by chance.",
			    series_words(d, in, all->tested),
			    num_text(n, all->expected, 1));
}

/* Alarms come first in the list, those with most at stake before others. */
static const char *headline_of(struct doc *d, const struct report_input *in)
{
	size_t n = count_of(in, is_alarm);
	const char *first;

	if (!in->signals || !in->signals->tested)
		return "No series can be tested yet";
	if (!n)
		return arena_printf(&d->arena, "No series stands out %s",
				    this_period(in, false));
	first = arena_printf(
		&d->arena, "%s (%s)",
		clean(d, in->signals->item[0].series->title),
		clean(d, signal_scope_words(&d->arena, in->config,
					    in->signals->item[0].series)));
	if (n == 1)
		return arena_printf(&d->arena, "%s stands out %s", first,
				    this_period(in, false));
	return arena_printf(&d->arena, "%s stand out %s, first %s",
			    series_words(d, in, n), this_period(in, false),
			    first);
}

static void signals_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	bool week = in->now.kind == PERIOD_WEEK;

	size_t n = count_of(in, is_alarm);
	const char *title = week || !n ? "Spikes and new levels" :
		arena_printf(&d->arena, "%s this quarter: spikes and new "
			     "levels", count_words(d, (int64_t)n, "signal"));

	part_headline(d, p, &block_signals, headline_of(d, in));
	signal_table(d, p, t, in, is_alarm, title,
		     arena_printf(&d->arena, "By what is at stake. %s %s",
				  chance_words(d, in), d->period),
		     arena_printf(&d->arena, "No spike and no new level %s.",
				  this_period(in, false)));
	if (!week)
		return;
	signal_table(d, p, t, in, is_watched,
		     "Watched, and levels known "
		     "before",
		     "Large or unusual, not both; or said in an "
		     "earlier week. Nothing to decide.",
		     "Nothing is watched this week.");
	learning_table(d, p, t, in);
}

const struct block block_signals = {
	.id = "signals",
	.help = "series unlike the weeks before: spikes, new levels, what is "
		"watched, what is learning",
	.span = 12,
	.build = signals_build,
};
