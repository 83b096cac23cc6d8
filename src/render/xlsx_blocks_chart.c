/*
 * Charts and the numbers behind them.
 *
 * A native chart draws columns of cells. Floating bars (a bridge, a range, a
 * tornado) are stacks: an empty part, then the visible one, once above and
 * once below zero, because a stack grows from zero to either side.
 */
#include "render/xlsx_blocks.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "render/xlsx_text.h"

#define LABEL_ROOM 0.22		/* of the scale, right of the longest bar */
#define LABEL_APART 0.06	/* of the scale: nearer labels would overlap */

/* ---- the table of numbers ---------------------------------------- */

struct cell chart_number(const struct chart *c, double v)
{
	if (!isfinite(v))
		return (struct cell){ .type = CELL_BLANK };
	return c->percent ? cell_percent(v, c->digits + 1)
			  : cell_number(v, c->digits + 1);
}

static const char *value_words(struct planner *p, const struct chart *c,
			       double v)
{
	struct strbuf sb = STRBUF_INIT;
	struct cell cell = c->percent ? cell_percent(v, c->digits)
				      : cell_number(v, c->digits);
	const char *out;

	cell_words(&sb, &cell, p->doc->currency);
	if (!c->percent && c->unit && *c->unit && isfinite(v))
		strbuf_printf(&sb, " %s", c->unit);
	out = arena_strdup(p->a, sb.s);
	strbuf_release(&sb);
	return out;
}

struct block_table *chart_numbers(struct planner *p, const struct chart *c,
				       const struct column *column, size_t n)
{
	struct block_table *t = block_table_new(p, column, n);

	t->role = ROLE_CHART_DATA;
	for (size_t i = 0; i < c->n; i++) {
		struct cell *row = block_table_row(p, t);

		row[0] = cell_text(c->label && c->label[i] ? c->label[i] : "");
	}
	return t;
}

void chart_series(struct block_chart *b, enum xlsx_series kind, size_t column)
{
	b->kind[b->n_series] = kind;
	b->column[b->n_series++] = column;
}

/* The next one: series stand beside each other. */
static void series_add(struct block_chart *b, enum xlsx_series kind)
{
	chart_series(b, kind, b->first_column + b->n_series);
}

struct block_chart *chart_add(struct planner *p, const struct chart *c,
			      int span)
{
	struct block_chart *b = arena_alloc(p->a, sizeof *b);

	b->chart = c;
	b->span = span;
	b->first_column = 1;
	block_add(p, BLOCK_CHART)->chart = b;
	return b;
}

/* ---- control chart ----------------------------------------------- */

struct scale { double low, high; };

static void scale_take(struct scale *s, double v)
{
	if (!isfinite(v))
		return;
	s->low = fmin(s->low, v);
	s->high = fmax(s->high, v);
}

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
	struct scale s = { 0, 0 };
	double taken[XLSX_SERIES_MAX];
	size_t n_taken = 0;

	for (size_t k = 0; k < b->n_series; k++)
		for (size_t i = 0; i < c->n; i++)
			scale_take(&s, series_value(c, b->kind[k], i));
	for (size_t o = 0; o < sizeof order / sizeof *order; o++) {
		for (size_t k = 0; k < b->n_series; k++) {
			size_t at = last_plotted(b, k);
			bool free = true;
			double v;

			if (b->kind[k] != order[o].kind || !at ||
			    !is_last_turn(b, k))
				continue;
			v = plotted(b, k, at - 1);
			for (size_t t = 0; t < n_taken; t++)
				if (fabs(taken[t] - v) <
				    LABEL_APART * (s.high - s.low))
					free = false;
			if (!free)
				continue;
			taken[n_taken++] = v;
			b->label_at[k] = at - 1;
			b->label[k] = arena_printf(p->a, "%s%s",
						   order[o].word,
						   value_words(p, c, v));
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
		series_add(b, kind);
		column[n++] = (struct column){ name[turn == 2], ALIGN_RIGHT,
					       0, false };
	}
	return n;
}

static void numbers_control(struct planner *p, struct block_chart *b)
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

	series_add(b, SERIES_VALUE);
	if (c->centre)
		n = limit_columns(b, column, n, SERIES_CENTRE, steps, mean);
	if (c->low)
		n = limit_columns(b, column, n, SERIES_LOW, steps, low);
	if (c->high)
		n = limit_columns(b, column, n, SERIES_HIGH, steps, high);
	if (isfinite(c->target)) {
		series_add(b, SERIES_TARGET);
		column[n++] = (struct column){ "Target", ALIGN_RIGHT, 0,
					       false };
	}
	if (c->n_mark) {
		series_add(b, SERIES_MARK);
		column[n++] = (struct column){ "Marked", ALIGN_RIGHT, 0,
					       false };
	}
	b->data = chart_numbers(p, c, column, n);
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < b->n_series; k++)
			b->data->row[i][k + 1] =
				chart_number(c, plotted(b, k, i));
	if (c->n_mark)
		b->text = arena_array(p->a, c->n, sizeof *b->text);
	for (size_t m = 0; m < c->n_mark; m++) {
		size_t at = c->mark[m].at;

		if (at >= c->n || !isfinite(c->value[at]))
			continue;
		b->text[at] = c->mark[m].text;
		b->data->row[at][n - 1] = chart_number(c, c->value[at]);
	}
	/* empty points at the end leave room for the labels */
	b->data->room = c->n / 7 + 2;
	label_lines(p, b);
}

/* ---- lines ------------------------------------------------------- */

/* A column a line; the last one is what the chart is about. */
static void numbers_lines(struct planner *p, struct block_chart *b)
{
	const struct chart *c = b->chart;
	struct column column[CHART_LINES_MAX + 2] = {
		{ "Point", ALIGN_LEFT, 10, false }
	};
	size_t n = c->n_panel;

	for (size_t k = 0; k < n; k++) {
		series_add(b, k + 1 == n ? SERIES_VALUE : SERIES_CENTRE);
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
		series_add(b, SERIES_MARK);
		column[n + 1] = (struct column){ "Marked", ALIGN_RIGHT, 0,
						 false };
		b->text = arena_array(p->a, c->n, sizeof *b->text);
	}
	b->data = chart_numbers(p, c, column, n + 1 + (c->n_mark > 0));
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < n; k++)
			b->data->row[i][k + 1] =
				chart_number(c, c->panel[k].value[i]);
	for (size_t m = 0; m < c->n_mark; m++) {
		size_t at = c->mark[m].at;

		b->text[at] = c->mark[m].text;
		b->data->row[at][n + 1] = chart_number(c, c->value[at]);
	}
	/* empty points at the end leave room for the labels */
	b->data->room = c->n / 5 + 2;
}

/* ---- bars -------------------------------------------------------- */

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
	const char *words = value_words(p, c, c->value[i]);
	double low = c->low ? c->low[i] : NAN;
	double high = c->high ? c->high[i] : NAN;

	if (c->type == CHART_SLOPE || c->type == CHART_PAIRS)
		return arena_printf(p->a, "%s \u2192 %s",
				    value_words(p, c, low), words);
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

/* Ends of what is visible of bar i: from, middle, to. */
struct bar { double from, middle, to; };

static struct bar *bars_of(struct planner *p, const struct chart *c)
{
	struct bar *bar = arena_array(p->a, c->n, sizeof *bar);
	double level = 0;

	for (size_t i = 0; i < c->n; i++) {
		double v = isfinite(c->value[i]) ? c->value[i] : 0;
		double from = 0, to = v;

		if (c->type == CHART_RANGE) {
			from = c->low && isfinite(c->low[i]) ? c->low[i] : v;
			to = c->high && isfinite(c->high[i]) ? c->high[i] : v;
			bar[i] = (struct bar){ from, v, to };
			continue;
		}
		if (!c->is_total || !c->is_total[i]) {
			from = level;
			to = level + v;
		}
		level = to;
		bar[i] = (struct bar){ fmin(from, to), fmin(from, to),
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

/* The six parts of a stack, in the order in which it grows. */
static void bar_parts(double part[6], const struct bar *b)
{
	part[0] = above(b->from);
	part[1] = above(b->middle) - above(b->from);
	part[2] = above(b->to) - above(b->middle);
	part[3] = below(b->to);
	part[4] = below(b->middle) - below(b->to);
	part[5] = below(b->from) - below(b->middle);
}

static const struct stack_part {
	const char *title;
	enum xlsx_series kind;
} stack_part[6] = {
	{ "Starts at", SERIES_EMPTY }, { "To the middle", SERIES_BAR_LIGHT },
	{ "To the end", SERIES_BAR }, { "Below zero from", SERIES_EMPTY },
	{ "Down to the middle", SERIES_BAR },
	{ "Down to the end", SERIES_BAR_LIGHT },
};

static void numbers_floating(struct planner *p, struct block_chart *b)
{
	const struct chart *c = b->chart;
	struct column column[9] = {
		{ "Bar", ALIGN_LEFT, 10, false },
		{ "Value", ALIGN_RIGHT, 0, false },
	};
	struct bar *bar = bars_of(p, c);
	bool used[6] = { false };
	struct scale s = { 0, 0 };
	double part[6];
	size_t n = 2;

	for (size_t i = 0; i < c->n; i++) {
		bar_parts(part, &bar[i]);
		for (size_t k = 0; k < 6; k++)
			used[k] |= part[k] != 0;
		scale_take(&s, bar[i].from);
		scale_take(&s, bar[i].to);
	}
	b->first_column = 2;
	for (size_t k = 0; k < 6; k++) {
		if (!used[k])
			continue;
		series_add(b, stack_part[k].kind);
		column[n++] = (struct column){ stack_part[k].title,
					       ALIGN_RIGHT, 0, false };
	}
	series_add(b, SERIES_LABEL);
	column[n++] = (struct column){ "Label room", ALIGN_RIGHT, 0, false };
	b->data = chart_numbers(p, c, column, n);
	for (size_t i = 0; i < c->n; i++) {
		size_t at = 2;

		bar_parts(part, &bar[i]);
		b->data->row[i][1] = chart_number(c, c->value[i]);
		for (size_t k = 0; k < 6; k++)
			if (used[k])
				b->data->row[i][at++] = chart_number(c, part[k]);
		b->data->row[i][at] = chart_number(c, LABEL_ROOM *
						  (s.high - s.low));
	}
}

static void numbers_bars(struct planner *p, struct block_chart *b)
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
	series_add(b, SERIES_VALUE);
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

static void numbers_slope(struct planner *p, struct block_chart *b)
{
	const struct chart *c = b->chart;
	const struct column column[3] = {
		{ "Line", ALIGN_LEFT, 10, false },
		{ c->to, ALIGN_RIGHT, 0, false },
		{ c->from, ALIGN_RIGHT, 0, false },
	};

	series_add(b, SERIES_VALUE);
	b->data = chart_numbers(p, c, column, 3);
	for (size_t i = 0; i < c->n; i++) {
		b->data->row[i][1] = chart_number(c, c->value[i]);
		b->data->row[i][2] = chart_number(c, c->low[i]);
	}
}

void blocks_of_chart(struct planner *p, const struct chart *c, int span)
{
	struct block_chart *b;

	block_add(p, BLOCK_SPACE);
	block_add_text(p, ROLE_SECTION, c->title);
	block_add_text(p, ROLE_NOTE, c->type == CHART_FOREST &&
		       chart_has_value(c) ?
		       arena_printf(p->a, "%s; diamond = promised",
				    c->subtitle) : c->subtitle);
	if (!chart_has_value(c)) {
		block_add_text(p, ROLE_BODY, c->empty);
		return;
	}
	if (c->type == CHART_PANELS) {
		blocks_of_panels(p, c);
		return;
	}
	if (c->type == CHART_FOREST) {
		blocks_of_forest(p, c, span);
		return;
	}
	b = chart_add(p, c, span);
	if (c->type == CHART_CONTROL) {
		numbers_control(p, b);
		return;
	}
	if (c->type == CHART_LINES) {
		numbers_lines(p, b);
		return;
	}
	if (c->type == CHART_BARS || c->type == CHART_PARETO)
		numbers_bars(p, b);
	else if (c->type == CHART_SLOPE || c->type == CHART_PAIRS)
		numbers_slope(p, b);
	else
		numbers_floating(p, b);
	b->text = arena_array(p->a, c->n, sizeof *b->text);
	for (size_t i = 0; i < c->n; i++)
		b->text[i] = bar_words(p, c, i);
	for (size_t i = 0; c->type == CHART_PAIRS && i < c->n_panel; i++)
		block_add_text(p, ROLE_BODY, arena_printf(p->a, "%s: %s",
			       c->label[i], c->panel[i].words));
}

/* ---- the tornado ------------------------------------------------- */

/* Formula of each part of a stack between two cells. */
static const char *live_formula(struct arena *a, size_t part,
				const char *low, const char *high)
{
	switch (part) {
	case 0:
		return arena_printf(a, "=MAX(0,MIN(%s,%s))", low, high);
	case 1:
		return arena_printf(a, "=MAX(0,MAX(%s,%s))-MAX(0,MIN(%s,%s))",
				    low, high, low, high);
	case 2:
		return arena_printf(a, "=MIN(0,MAX(%s,%s))", low, high);
	default:
		return arena_printf(a, "=MIN(0,MIN(%s,%s))-MIN(0,MAX(%s,%s))",
				    low, high, low, high);
	}
}

static double live_value(size_t part, double low, double high)
{
	double from = fmin(low, high), to = fmax(low, high);

	switch (part) {
	case 0:
		return above(from);
	case 1:
		return above(to) - above(from);
	case 2:
		return below(to);
	default:
		return below(from) - below(to);
	}
}

void block_add_tornado(struct planner *p, const struct block_table *table,
		       const char *title)
{
	static const struct column column[] = {
		{ "Input", ALIGN_LEFT, 10, false },
		{ "Starts at", ALIGN_RIGHT, 0, false },
		{ "Bar", ALIGN_RIGHT, 0, false },
		{ "Below zero from", ALIGN_RIGHT, 0, false },
		{ "Bar below zero", ALIGN_RIGHT, 0, false },
	};
	struct chart *c = arena_alloc(p->a, sizeof *c);
	struct block_chart *b;

	c->type = CHART_RANGE;
	c->title = title;
	c->subtitle = c->unit = c->target_text = c->empty = "";
	c->alt = arena_printf(p->a, "%s: for each input a bar from the result "
			      "at its low to the result at its high value",
			      title);
	c->n = table->n_rows;
	c->percent = table->row[0][1].type == CELL_PERCENT;
	c->digits = table->row[0][1].digits;
	c->label = arena_array(p->a, c->n, sizeof *c->label);
	c->target = NAN;
	for (size_t i = 0; i < c->n; i++)
		c->label[i] = table->row[i][0].text;
	block_add(p, BLOCK_SPACE);
	b = chart_add(p, c, 12);
	for (size_t k = 0; k < 4; k++)
		series_add(b, k % 2 ? SERIES_BAR : SERIES_EMPTY);
	b->live = table;
	b->data = chart_numbers(p, c, column, 5);
}

void chart_follow(struct planner *p, struct block_chart *c)
{
	const struct block_table *t = c->live;
	char low[XLSX_REF_MAX], high[XLSX_REF_MAX];

	for (size_t i = 0; i < c->chart->n; i++) {
		const struct cell *row = t->row[i];

		xlsx_ref(low, t->first_row + (uint32_t)i,
			 strip_cell(&t->strip.column[1]) + 1, false);
		xlsx_ref(high, t->first_row + (uint32_t)i,
			 strip_cell(&t->strip.column[2]) + 1, false);
		for (size_t k = 0; k < 4; k++) {
			struct cell *cell = &c->data->row[i][k + 1];

			*cell = chart_number(c->chart, live_value(k, row[1].num,
								 row[2].num));
			cell->formula = live_formula(p->a, k, low, high);
		}
	}
}
