/* Lines over time: the control chart with its limits, and lines beside each
 * other. */
#include "render/xlsx_blocks_chart.h"

#include <math.h>

#include "render/xlsx_text.h"

#define LABEL_APART 0.06	/* of the scale: nearer labels would overlap */

/* Marked points once more, in the last column, with their words. */
static void fill_marks(struct planner *p, struct block_chart *b,
		       size_t column)
{
	const struct chart *c = b->chart;

	if (c->n_mark)
		b->text = arena_array(p->a, c->n, sizeof *b->text);
	for (size_t m = 0; m < c->n_mark; m++) {
		size_t at = c->mark[m].at;

		if (at >= c->n || !isfinite(c->value[at]))
			continue;
		b->text[at] = c->mark[m].text;
		b->data->row[at][column] = chart_number(c, c->value[at]);
	}
}

/* ---- control chart ----------------------------------------------- */

static double series_value(const struct chart *c, enum xlsx_series kind,
			   size_t i)
{
	switch (kind) {
	case SERIES_VALUE:
		return c->value[i];
	case SERIES_CENTRE:
		return c->centre ? c->centre[i] : NAN;
	case SERIES_LOW:
		return c->low ? c->low[i] : NAN;
	case SERIES_HIGH:
		return c->high ? c->high[i] : NAN;
	case SERIES_TARGET:
		return c->target;
	default:
		return NAN;
	}
}

/* Does another baseline begin with this point? */
static bool is_step(const struct chart *c, size_t i)
{
	double was, is;

	if (!i || !c->centre)
		return false;
	was = c->centre[i - 1];
	is = c->centre[i];
	return isfinite(was) && isfinite(is) &&
	       fabs(is - was) > 1e-9 * fmax(fabs(is), fabs(was));
}

static bool has_step(const struct chart *c)
{
	for (size_t i = 1; i < c->n; i++)
		if (is_step(c, i))
			return true;
	return false;
}

/*
 * A line from the old limits to the new ones would slope through an interval
 * in which neither holds. So baselines take turns in two series; the old one
 * goes on, level, to where the new one begins, and both together are a step.
 */
static double turn_value(const struct chart *c, enum xlsx_series kind,
			 int turn, size_t i)
{
	int now = 1;

	if (!turn)
		return series_value(c, kind, i);
	for (size_t k = 1; k <= i; k++)
		if (is_step(c, k))
			now = 3 - now;
	if (now == turn)
		return series_value(c, kind, i);
	return is_step(c, i) ? series_value(c, kind, i - 1) : (double)NAN;
}

static double plotted(const struct block_chart *b, size_t k, size_t i)
{
	return turn_value(b->chart, b->kind[k], b->turn[k], i);
}

static size_t last_plotted(const struct block_chart *b, size_t k)
{
	size_t at = b->chart->n;

	while (at && !isfinite(plotted(b, k, at - 1)))
		at--;
	return at;
}

/* Of two series that take turns, the one that goes on to the end. */
static bool is_last_turn(const struct block_chart *b, size_t k)
{
	double end = series_value(b->chart, b->kind[k], b->chart->n - 1);
	double own = plotted(b, k, b->chart->n - 1);

	if (!b->turn[k])
		return true;
	for (size_t o = 0; o < b->n_series; o++)
		if (o != k && b->kind[o] == b->kind[k] &&
		    last_plotted(b, o) > last_plotted(b, k))
			return false;
	return !isfinite(end) || !(fabs(own - end) > 0);
}

/* The limit is named in any case, beside the value if it ends there. */
static void join_label(struct planner *p, struct block_chart *b, size_t to,
		       size_t k)
{
	if (b->kind[k] == SERIES_TARGET && b->kind[to] == SERIES_VALUE &&
	    *b->chart->target_text)
		b->label[to] = arena_printf(p->a, "%s; %s", b->label[to],
					    b->chart->target_text);
}

/* Label the last point of each line, the value's first; a line whose label
 * would lie on another's has none. */
static void label_lines(struct planner *p, struct block_chart *b)
{
	static const struct { enum xlsx_series kind; const char *word; }
	order[] = {
		{ SERIES_VALUE, "" }, { SERIES_TARGET, "target " },
		{ SERIES_CENTRE, "mean " }, { SERIES_HIGH, "upper " },
		{ SERIES_LOW, "lower " },
	};
	const struct chart *c = b->chart;
	struct chart_scale s = { 0, 0 };
	double taken[XLSX_SERIES_MAX];
	size_t owner[XLSX_SERIES_MAX], n_taken = 0;

	for (size_t k = 0; k < b->n_series; k++)
		for (size_t i = 0; i < c->n; i++)
			chart_scale_take(&s, series_value(c, b->kind[k], i));
	for (size_t o = 0; o < sizeof order / sizeof *order; o++) {
		for (size_t k = 0; k < b->n_series; k++) {
			size_t at = last_plotted(b, k);
			size_t on = SIZE_MAX;
			double v;

			if (b->kind[k] != order[o].kind || !at ||
			    !is_last_turn(b, k))
				continue;
			v = plotted(b, k, at - 1);
			for (size_t t = 0; t < n_taken; t++)
				if (on == SIZE_MAX && fabs(taken[t] - v) <
				    LABEL_APART * (s.high - s.low))
					on = owner[t];
			if (on != SIZE_MAX) {
				join_label(p, b, on, k);
				continue;
			}
			owner[n_taken] = k;
			taken[n_taken++] = v;
			b->label_at[k] = at - 1;
			b->label[k] = arena_printf(p->a, "%s%s",
						   order[o].word,
						   chart_value_words(p, c, v));
			if (b->kind[k] == SERIES_TARGET && *c->target_text)
				b->label[k] = c->target_text;
		}
	}
}

/* A limit or the mean: one series, or two that take turns. */
static size_t limit_columns(struct block_chart *b, struct column *column,
			    size_t n, enum xlsx_series kind, bool steps,
			    const char *const name[2])
{
	for (int turn = steps ? 1 : 0; turn <= (steps ? 2 : 0); turn++) {
		b->turn[b->n_series] = turn;
		chart_series_next(b, kind);
		column[n++] = (struct column){ name[turn == 2], ALIGN_RIGHT,
					       0, false };
	}
	return n;
}

void chart_fill_control(struct planner *p, struct block_chart *b)
{
	static const char *const mean[2] = { "Mean", "Mean, next baseline" };
	static const char *const low[2] = {
		"Lower limit", "Lower limit, next baseline"
	};
	static const char *const high[2] = {
		"Upper limit", "Upper limit, next baseline"
	};
	const struct chart *c = b->chart;
	bool steps = has_step(c);
	struct column column[XLSX_SERIES_MAX + 1] = {
		{ "Point", ALIGN_LEFT, 10, false },
		{ c->unit && *c->unit ? arena_printf(p->a, "Value, %s",
						     c->unit) : "Value",
		  ALIGN_RIGHT, 0, false },
	};
	size_t n = 2;

	chart_series_next(b, SERIES_VALUE);
	if (c->centre)
		n = limit_columns(b, column, n, SERIES_CENTRE, steps, mean);
	if (c->low)
		n = limit_columns(b, column, n, SERIES_LOW, steps, low);
	if (c->high)
		n = limit_columns(b, column, n, SERIES_HIGH, steps, high);
	if (isfinite(c->target)) {
		chart_series_next(b, SERIES_TARGET);
		column[n++] = (struct column){ "Target", ALIGN_RIGHT, 0,
					       false };
	}
	if (c->n_mark) {
		chart_series_next(b, SERIES_MARK);
		column[n++] = (struct column){ "Marked", ALIGN_RIGHT, 0,
					       false };
	}
	b->data = chart_numbers(p, c, column, n);
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < b->n_series; k++)
			b->data->row[i][k + 1] =
				chart_number(c, plotted(b, k, i));
	fill_marks(p, b, n - 1);
	/* empty points at the end leave room for the labels */
	b->data->room = c->n / 7 + 2;
	label_lines(p, b);
}

/* ---- lines ------------------------------------------------------- */

/* A column a line; the last one is what the chart is about. */
void chart_fill_lines(struct planner *p, struct block_chart *b)
{
	const struct chart *c = b->chart;
	struct column column[CHART_LINES_MAX + 2] = {
		{ "Point", ALIGN_LEFT, 10, false }
	};
	size_t n = c->n_panel;

	for (size_t k = 0; k < n; k++) {
		chart_series_next(b, k + 1 == n ? SERIES_VALUE : SERIES_CENTRE);
		column[k + 1] = (struct column){
			arena_printf(p->a, "%s%s%s", c->panel[k].title,
				     *c->unit ? ", " : "", c->unit),
			ALIGN_RIGHT, 0, false
		};
		b->label[k] = xlsx_hold(p->a, arena_printf(p->a, "%s %s",
			c->panel[k].title, c->panel[k].words));
		for (size_t i = 0; i < c->n; i++)
			if (isfinite(c->panel[k].value[i]))
				b->label_at[k] = i;
	}
	if (c->n_mark) {
		chart_series_next(b, SERIES_MARK);
		column[n + 1] = (struct column){ "Marked", ALIGN_RIGHT, 0,
						 false };
	}
	b->data = chart_numbers(p, c, column, n + 1 + (c->n_mark > 0));
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < n; k++)
			b->data->row[i][k + 1] =
				chart_number(c, c->panel[k].value[i]);
	fill_marks(p, b, n + 1);
	/* empty points at the end leave room for the labels */
	b->data->room = c->n / 5 + 2;
}
