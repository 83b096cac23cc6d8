/* Bars of all kinds, from zero, floating or in pairs, and the words beside
 * them. */
#include "render/xlsx_blocks_chart.h"

#include <math.h>

#include "base/num.h"

#define LABEL_ROOM 0.22		/* of the scale, right of the longest bar */

/* ---- words --------------------------------------------------------- */

/* Without its unit, which stands before it. */
static const char *number_words(struct planner *p, const struct chart *c,
				double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(p->a, num_text(buf, c->percent ? v * 100 : v,
					   c->digits));
}

static const char *bar_words(struct planner *p, const struct chart *c,
			     size_t i)
{
	const char *words = chart_value_words(p, c, c->value[i]);
	double low = c->low ? c->low[i] : NAN;
	double high = c->high ? c->high[i] : NAN;

	if (c->type == CHART_SLOPE || c->type == CHART_PAIRS)
		return arena_printf(p->a, "%s \u2192 %s",
				    chart_value_words(p, c, low), words);
	if (!isfinite(c->value[i]))
		return "–";
	if (c->type == CHART_BRIDGE && c->value[i] > 0 &&
	    !(c->is_total && c->is_total[i]))
		return arena_printf(p->a, "+%s", words);
	if (c->type == CHART_PARETO && c->centre && isfinite(c->centre[i])) {
		char share[NUM_TEXT_MAX];

		return arena_printf(p->a, "%s, %s so far", words,
				    so_far_text(share, c->centre[i]));
	}
	if (!isfinite(low) || !isfinite(high))
		return words;
	return arena_printf(p->a, "%s (%s%s%s)", words,
			    number_words(p, c, low), low < 0 ? " to " : "–",
			    number_words(p, c, high));
}

/* ---- bars that float ------------------------------------------------ */

/* What is visible of each bar. */
static struct floating_bar *bars_of(struct planner *p, const struct chart *c)
{
	struct floating_bar *bar = arena_array(p->a, c->n, sizeof *bar);
	double level = 0;

	for (size_t i = 0; i < c->n; i++) {
		double v = isfinite(c->value[i]) ? c->value[i] : 0;
		double from = 0, to = v;

		if (c->type == CHART_RANGE) {
			from = c->low && isfinite(c->low[i]) ? c->low[i] : v;
			to = c->high && isfinite(c->high[i]) ? c->high[i] : v;
			bar[i] = (struct floating_bar){ from, v, to };
			continue;
		}
		if (!c->is_total || !c->is_total[i]) {
			from = level;
			to = level + v;
		}
		level = to;
		bar[i] = (struct floating_bar){ fmin(from, to), fmin(from, to),
						fmax(from, to) };
	}
	return bar;
}

static double above(double v)
{
	return fmax(v, 0);
}

static double below(double v)
{
	return fmin(v, 0);
}

void bar_parts(double part[BAR_PARTS], const struct floating_bar *b)
{
	part[BAR_EMPTY] = above(b->from);
	part[BAR_TO_MIDDLE] = above(b->middle) - above(b->from);
	part[BAR_TO_END] = above(b->to) - above(b->middle);
	part[BAR_EMPTY_BELOW] = below(b->to);
	part[BAR_BELOW_TO_MIDDLE] = below(b->middle) - below(b->to);
	part[BAR_BELOW_TO_END] = below(b->from) - below(b->middle);
}

static const struct stack_part {
	const char *title;
	enum xlsx_series kind;
} stack_part[BAR_PARTS] = {
	[BAR_EMPTY] = { "Starts at", SERIES_EMPTY },
	[BAR_TO_MIDDLE] = { "To the middle", SERIES_BAR_LIGHT },
	[BAR_TO_END] = { "To the end", SERIES_BAR },
	[BAR_EMPTY_BELOW] = { "Below zero from", SERIES_EMPTY },
	[BAR_BELOW_TO_MIDDLE] = { "Down to the middle", SERIES_BAR },
	[BAR_BELOW_TO_END] = { "Down to the end", SERIES_BAR_LIGHT },
};

static void fill_floating(struct planner *p, struct block_chart *b)
{
	const struct chart *c = b->chart;
	struct column column[BAR_PARTS + 3] = {
		{ "Bar", ALIGN_LEFT, 10, false },
		{ "Value", ALIGN_RIGHT, 0, false },
	};
	struct floating_bar *bar = bars_of(p, c);
	bool used[BAR_PARTS] = { false };
	struct chart_scale s = { 0, 0 };
	double part[BAR_PARTS];
	size_t n = 2;

	for (size_t i = 0; i < c->n; i++) {
		bar_parts(part, &bar[i]);
		for (size_t k = 0; k < BAR_PARTS; k++)
			used[k] |= part[k] != 0;
		chart_scale_take(&s, bar[i].from);
		chart_scale_take(&s, bar[i].to);
	}
	b->first_column = 2;
	for (size_t k = 0; k < BAR_PARTS; k++) {
		if (!used[k])
			continue;
		chart_series_next(b, stack_part[k].kind);
		column[n++] = (struct column){ stack_part[k].title,
					       ALIGN_RIGHT, 0, false };
	}
	chart_series_next(b, SERIES_LABEL);
	column[n++] = (struct column){ "Label room", ALIGN_RIGHT, 0, false };
	b->data = chart_numbers(p, c, column, n);
	for (size_t i = 0; i < c->n; i++) {
		struct cell *at = &b->data->row[i][1];

		bar_parts(part, &bar[i]);
		*at++ = chart_number(c, c->value[i]);
		for (size_t k = 0; k < BAR_PARTS; k++)
			if (used[k])
				*at++ = chart_number(c, part[k]);
		*at = chart_number(c, LABEL_ROOM * (s.high - s.low));
	}
}

/* ---- bars from zero, and slopes --------------------------------------- */

static void fill_from_zero(struct planner *p, struct block_chart *b)
{
	const struct chart *c = b->chart;
	struct column column[4] = {
		{ "Bar", ALIGN_LEFT, 10, false },
		{ "Value", ALIGN_RIGHT, 0, false },
		{ "Low", ALIGN_RIGHT, 0, false },
		{ "High", ALIGN_RIGHT, 0, false },
	};
	bool range = c->low && c->high, share = c->type == CHART_PARETO;

	if (share)
		column[2].title = "Share so far";
	chart_series_next(b, SERIES_VALUE);
	b->data = chart_numbers(p, c, column, range ? 4 : share ? 3 : 2);
	for (size_t i = 0; i < c->n; i++) {
		b->data->row[i][1] = chart_number(c, c->value[i]);
		if (share)
			b->data->row[i][2] = cell_percent(c->centre[i], 1);
		if (!range)
			continue;
		b->data->row[i][2] = chart_number(c, c->low[i]);
		b->data->row[i][3] = chart_number(c, c->high[i]);
	}
}

static void fill_slopes(struct planner *p, struct block_chart *b)
{
	const struct chart *c = b->chart;
	const struct column column[3] = {
		{ "Line", ALIGN_LEFT, 10, false },
		{ c->to, ALIGN_RIGHT, 0, false },
		{ c->from, ALIGN_RIGHT, 0, false },
	};

	chart_series_next(b, SERIES_VALUE);
	b->data = chart_numbers(p, c, column, 3);
	for (size_t i = 0; i < c->n; i++) {
		b->data->row[i][1] = chart_number(c, c->value[i]);
		b->data->row[i][2] = chart_number(c, c->low[i]);
	}
}

void chart_fill_bars(struct planner *p, struct block_chart *b)
{
	const struct chart *c = b->chart;

	if (c->type == CHART_BARS || c->type == CHART_PARETO)
		fill_from_zero(p, b);
	else if (c->type == CHART_SLOPE || c->type == CHART_PAIRS)
		fill_slopes(p, b);
	else
		fill_floating(p, b);
	b->text = arena_array(p->a, c->n, sizeof *b->text);
	for (size_t i = 0; i < c->n; i++)
		b->text[i] = bar_words(p, c, i);
	for (size_t i = 0; c->type == CHART_PAIRS && i < c->n_panel; i++)
		block_add_text(p, ROLE_BODY, arena_printf(p->a, "%s: %s",
			       c->label[i], c->panel[i].words));
}
