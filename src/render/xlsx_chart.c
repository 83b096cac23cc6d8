/*
 * Native charts over the numbers that stand on the same sheet.
 *
 * One series is coloured, the others are thin and grey; words stand beside
 * the last point or the bar, so there is no legend; missing points are gaps.
 * The finding is the heading above the chart, and its words are the chart's
 * alternative text.
 */
#include <math.h>
#include <string.h>

#include "render/xlsx_chart.h"
#include "render/xlsx_text.h"

#define DEFAULT_WIDTH 480.0	/* pixels of the library's chart */
#define DEFAULT_HEIGHT 288.0
#define HEADROOM 1.02		/* above the highest point */
#define LABELS_ACROSS 14	/* names along a time axis */

/* The library takes a text that begins with '=' for a formula. */
char *chart_plain(struct writer *w, const char *s)
{
	const char *text = xlsx_plain(&w->arena, s ? s : "");

	return arena_printf(&w->arena, "%s%s", *text == '=' ? " " : "", text);
}

/* "='Sheet'!$B$40:$B$52": the chart's rows of a column. */
static const char *chart_range(struct chart_job *j, uint32_t col)
{
	uint32_t first = j->c->first;

	return arena_printf(&j->w->arena, "=%s",
			    xlsx_range(&j->w->arena, j->sheet, first, col,
				       first + (uint32_t)j->c->shown - 1,
				       col));
}

lxw_chart_font chart_font(const struct chart_job *j, uint32_t colour,
			  bool bold)
{
	return (lxw_chart_font){
		.name = (char *)(uintptr_t)j->w->font, .size = CHART_POINTS,
		.bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE, .color = colour,
	};
}

void chart_no_line(lxw_chart_series *s)
{
	lxw_chart_line hidden = { .none = LXW_TRUE };

	chart_series_set_line(s, &hidden);
}

static lxw_chart_series *series_of(struct chart_job *j,
				   const struct xlsx_chart_series *s)
{
	lxw_chart_series *series =
		chart_add_series(j->chart, chart_range(j, j->c->label_col),
				 chart_range(j, s->col));

	if (!series) {
		writer_ok(j->w, LXW_ERROR_MEMORY_MALLOC_FAILED, "a series");
		return NULL;
	}
	chart_series_set_name(series, chart_plain(j->w, s->name));
	return series;
}

/* ---- frame and axes ---------------------------------------------- */

static void clear_frame(lxw_chart *chart)
{
	lxw_chart_line hidden = { .none = LXW_TRUE };
	lxw_chart_fill white = { .color = 0xFFFFFF };

	chart_chartarea_set_line(chart, &hidden);
	chart_chartarea_set_fill(chart, &white);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
}

static void axis_look(struct chart_job *j, lxw_chart_axis *axis, bool line,
		      bool grid)
{
	lxw_chart_font font = chart_font(j, j->theme->muted, false);
	lxw_chart_line thin = { .color = j->theme->faint, .width = .75f };
	lxw_chart_line hidden = { .none = LXW_TRUE };
	lxw_chart_line faint = { .color = j->theme->rule, .width = .5f };

	chart_axis_set_num_font(axis, &font);
	chart_axis_set_line(axis, line ? &thin : &hidden);
	chart_axis_major_gridlines_set_visible(axis, grid);
	if (grid)
		chart_axis_major_gridlines_set_line(axis, &faint);
	chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
}

static const char *axis_format(struct chart_job *j, int digits)
{
	return number_format(j->w, j->c->chart->percent ? CELL_PERCENT :
			     CELL_NUMBER, digits);
}

/* ---- lines ------------------------------------------------------- */

/* Words beside one point of a series, or beside the marked ones. */
static void point_labels(struct chart_job *j, lxw_chart_series *s,
			 const char *const *text, uint32_t colour, bool bold,
			 uint8_t position)
{
	size_t n = j->c->n;
	lxw_chart_data_label *label = arena_array(&j->w->arena, n,
						  sizeof *label);
	lxw_chart_data_label **list = arena_array(&j->w->arena, n + 1,
						  sizeof *list);
	lxw_chart_font font = chart_font(j, colour, bold);
	lxw_chart_fill white = { .color = 0xFFFFFF };

	for (size_t i = 0; i < n; i++) {
		label[i].hide = text[i] ? LXW_FALSE : LXW_TRUE;
		if (text[i]) {
			label[i].value = chart_plain(j->w, text[i]);
			label[i].font = &font;
			/* the lines of the grid do not cross words */
			if (j->c->chart->type == CHART_CONTROL ||
			    j->c->chart->type == CHART_LINES)
				label[i].fill = &white;
		}
		list[i] = &label[i];
	}
	chart_series_set_labels(s);
	chart_series_set_labels_font(s, &font);
	writer_ok(j->w, chart_series_set_labels_custom(s, list), "a label");
	chart_series_set_labels_position(s, position);
}

static void label_end(struct chart_job *j, lxw_chart_series *s,
		      const struct xlsx_chart_series *of, uint32_t colour)
{
	const char **text = arena_array(&j->w->arena, j->c->n, sizeof *text);

	if (!of->label)
		return;
	text[of->label_at] = of->label;
	point_labels(j, s, text, colour, of->kind == SERIES_VALUE,
		     LXW_CHART_LABEL_POSITION_RIGHT);
}

void chart_set_marker(lxw_chart_series *s, uint8_t type, uint8_t size,
		      uint32_t colour)
{
	lxw_chart_fill fill = { .color = colour };
	lxw_chart_line edge = { .color = 0xFFFFFF, .width = .75f };

	chart_series_set_marker_type(s, type);
	if (type == LXW_CHART_MARKER_NONE)
		return;
	chart_series_set_marker_size(s, size);
	chart_series_set_marker_fill(s, &fill);
	chart_series_set_marker_line(s, &edge);
}

static void line_look(struct chart_job *j, lxw_chart_series *s,
		      const struct xlsx_chart_series *of)
{
	const struct doc_theme *t = j->theme;
	lxw_chart_line line = { .color = t->faint, .width = 1 };
	uint32_t words = t->muted;

	switch (of->kind) {
	case SERIES_VALUE:
		line.color = words = t->accent;
		line.width = j->c->mini || j->c->panel ? 1.5f : 2.25f;
		if (j->c->panel && j->c->panel->tone != TONE_PLAIN)
			line.color = words = tone_colour(t, j->c->panel->tone);
		break;
	case SERIES_TARGET:
		line.color = words = t->warn;
		line.width = j->c->panel ? 1 : 1.25f;
		line.dash_type = LXW_CHART_LINE_DASH_LONG_DASH;
		break;
	case SERIES_LOW:
	case SERIES_HIGH:
		line.dash_type = LXW_CHART_LINE_DASH_DASH;
		break;
	default:
		break;
	}
	chart_series_set_line(s, &line);
	if (of->kind == SERIES_VALUE && !j->c->mini && !j->c->panel)
		chart_set_marker(s, LXW_CHART_MARKER_CIRCLE, 5, t->accent);
	else
		chart_set_marker(s, LXW_CHART_MARKER_NONE, 0, 0);
	label_end(j, s, of, words);
}

static void marks_look(struct chart_job *j, lxw_chart_series *s)
{
	chart_no_line(s);
	chart_set_marker(s, LXW_CHART_MARKER_DIAMOND, 9, j->theme->ink);
	if (j->c->text)
		point_labels(j, s, j->c->text, j->theme->ink, false,
			     LXW_CHART_LABEL_POSITION_ABOVE);
}

static bool starts_at_zero(const struct chart *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->value[i] < 0 || (c->low && c->low[i] < 0))
			return false;
	for (size_t k = 0; k < c->n_panel; k++)
		for (size_t i = 0; i < c->n; i++)
			if (c->panel[k].value[i] < 0)
				return false;
	return true;
}

/* A trend fills its cell: no axis, no zero. */
static void mini_axes(struct chart_job *j)
{
	const struct chart *c = j->c->chart;
	lxw_chart_axis *x = j->chart->x_axis, *y = j->chart->y_axis;
	double low = INFINITY, high = -INFINITY, room;

	for (size_t i = 0; i < c->n; i++) {
		low = fmin(low, c->value[i]);
		high = fmax(high, c->value[i]);
	}
	room = high > low ? (high - low) * 0.15 : fabs(high) * 0.1 + 0.1;
	chart_axis_set_min(y, low - room);
	chart_axis_set_max(y, high + room);
	chart_axis_off(x);
	chart_axis_off(y);
	chart_axis_major_gridlines_set_visible(y, LXW_FALSE);
}

/* A share is at most all. */
static double with_headroom(const struct chart *c, double most)
{
	return c->percent && most <= 1 ? fmin(most * HEADROOM, 1) :
					 most * HEADROOM;
}

/* From zero to a round number above `most`, in at most so many round steps:
 * a small chart has room for few numbers. */
static void axis_steps(struct chart_job *j, lxw_chart_axis *y, double most,
		       int steps)
{
	static const double round[] = { 1, 2, 5, 10 };
	double ten = pow(10, floor(log10(most / steps))), step = 10 * ten;
	double unit = j->c->chart->percent ? 100 : 1;
	int digits;

	for (size_t i = sizeof round / sizeof *round; i-- > 0;)
		if (steps * round[i] * ten >= most - 1e-9)
			step = round[i] * ten;
	digits = (int)ceil(-log10(step * unit) - 1e-9);
	chart_axis_set_min(y, 0);
	chart_axis_set_max(y, ceil(most / step - 1e-9) * step);
	chart_axis_set_major_unit(y, step);
	chart_axis_set_num_format(y, axis_format(j, digits > 0 ? digits : 0));
}

static double taller(double most, const double *value, size_t n)
{
	for (size_t i = 0; value && i < n; i++)
		if (isfinite(value[i]))
			most = fmax(most, value[i]);
	return most;
}

/* Of all that is drawn; not 0. */
static double highest(const struct chart *c)
{
	double most = isfinite(c->target) ? c->target : 0;

	most = taller(most, c->value, c->n);
	most = taller(most, c->high, c->n);
	most = taller(most, c->centre, c->n);
	for (size_t k = 0; k < c->n_panel; k++)
		most = taller(most, c->panel[k].value, c->n);
	return most > 0 ? most : 1;
}

/* All panels have one scale, and the heading above names their weeks. */
static void panel_axes(struct chart_job *j)
{
	const struct xlsx_chart *c = j->c;
	lxw_chart_axis *x = j->chart->x_axis, *y = j->chart->y_axis;
	lxw_chart_font font = chart_font(j, j->theme->ink, true);

	chart_title_set_name(j->chart, chart_plain(j->w, arena_printf(
		&j->w->arena, "%s: %s", c->panel->title, c->panel->words)));
	chart_title_set_name_font(j->chart, &font);
	axis_look(j, x, true, false);
	axis_look(j, y, false, true);
	if (starts_at_zero(c->chart) && c->most > 0)
		axis_steps(j, y, with_headroom(c->chart, c->most), 2);
	else
		chart_axis_set_num_format(y, axis_format(j, 0));
	chart_axis_set_label_position(x, LXW_CHART_AXIS_LABEL_POSITION_NONE);
}

/* Drawn in this order: the value lies over its limits. */
static const enum xlsx_series line_order[] = {
	SERIES_LOW, SERIES_HIGH, SERIES_CENTRE, SERIES_TARGET, SERIES_VALUE,
	SERIES_MARK,
};

static void write_lines(struct chart_job *j)
{
	const struct xlsx_chart *c = j->c;
	lxw_chart_axis *x = j->chart->x_axis, *y = j->chart->y_axis;

	for (size_t o = 0; o < sizeof line_order / sizeof *line_order; o++) {
		for (size_t k = 0; k < c->n_series; k++) {
			lxw_chart_series *s;

			if (c->series[k].kind != line_order[o])
				continue;
			s = series_of(j, &c->series[k]);
			if (!s)
				return;
			if (line_order[o] == SERIES_MARK)
				marks_look(j, s);
			else
				line_look(j, s, &c->series[k]);
		}
	}
	if (c->mini) {
		mini_axes(j);
		return;
	}
	if (c->panel) {
		panel_axes(j);
		return;
	}
	axis_look(j, x, true, false);
	axis_look(j, y, false, true);
	if (starts_at_zero(c->chart))
		axis_steps(j, y, with_headroom(c->chart,
					    highest(c->chart)), 4);
	else
		chart_axis_set_num_format(y, axis_format(j, 0));
	chart_axis_set_label_position(x, LXW_CHART_AXIS_LABEL_POSITION_LOW);
	chart_axis_set_interval_unit(x, (uint16_t)(c->shown / LABELS_ACROSS +
						   1));
}

/* ---- bars -------------------------------------------------------- */

static uint32_t bar_colour(const struct chart_job *j, size_t i)
{
	const struct chart *c = j->c->chart;
	enum tone tone = c->tone ? c->tone[i] : TONE_PLAIN;

	if (c->is_total && c->is_total[i])
		return j->theme->ink;
	if (tone == TONE_MUTED)
		return j->theme->faint;
	if (tone == TONE_PLAIN && c->tone &&
	    (c->type == CHART_BARS || c->type == CHART_SLOPE))
		return j->theme->faint;
	return tone == TONE_PLAIN || tone == TONE_STRONG ? j->theme->accent :
		tone_colour(j->theme, tone);
}

static void bar_colours(struct chart_job *j, lxw_chart_series *s, bool light)
{
	size_t n = j->c->n;
	lxw_chart_fill *fill = arena_array(&j->w->arena, n, sizeof *fill);
	lxw_chart_point *point = arena_array(&j->w->arena, n, sizeof *point);
	lxw_chart_point **list = arena_array(&j->w->arena, n + 1,
					     sizeof *list);
	lxw_chart_fill all = { .color = j->theme->accent,
			       .transparency = light ? 55 : 0 };

	chart_series_set_fill(s, &all);
	for (size_t i = 0; i < n; i++) {
		fill[i].color = bar_colour(j, i);
		fill[i].transparency = light ? 55 : 0;
		point[i].fill = &fill[i];
		list[i] = &point[i];
	}
	writer_ok(j->w, chart_series_set_points(s, list), "a bar's colour");
}

static void bar_look(struct chart_job *j, lxw_chart_series *s,
		     enum xlsx_series kind)
{
	lxw_chart_fill hidden = { .none = LXW_TRUE };

	switch (kind) {
	case SERIES_VALUE:
		bar_colours(j, s, false);
		point_labels(j, s, j->c->text, j->theme->ink, false,
			     LXW_CHART_LABEL_POSITION_OUTSIDE_END);
		break;
	case SERIES_BAR:
	case SERIES_BAR_LIGHT:
		bar_colours(j, s, kind == SERIES_BAR_LIGHT);
		break;
	case SERIES_LABEL:
		chart_series_set_fill(s, &hidden);
		point_labels(j, s, j->c->text, j->theme->ink, false,
			     LXW_CHART_LABEL_POSITION_INSIDE_BASE);
		break;
	default:
		chart_series_set_fill(s, &hidden);
		break;
	}
}

static void write_bars(struct chart_job *j)
{
	const struct xlsx_chart *c = j->c;
	/* in a bar chart the library's y axis is the one with the names */
	lxw_chart_axis *names = j->chart->y_axis, *values = j->chart->x_axis;

	for (size_t k = 0; k < c->n_series; k++) {
		lxw_chart_series *s = series_of(j, &c->series[k]);

		if (!s)
			return;
		bar_look(j, s, c->series[k].kind);
	}
	chart_set_series_gap(j->chart, 45);
	axis_look(j, names, true, false);
	axis_look(j, values, false, c->live);
	chart_axis_set_reverse(names);
	/* reversed, the values would stand at the top */
	chart_axis_set_crossing_max(names);
	chart_axis_set_label_position(names,
				      LXW_CHART_AXIS_LABEL_POSITION_LOW);
	chart_axis_set_num_format(values, axis_format(j, c->live ?
						      c->chart->digits : 0));
	/* the numbers stand beside the bars; live bars have none */
	if (!c->live)
		chart_axis_set_label_position(values,
				LXW_CHART_AXIS_LABEL_POSITION_NONE);
}

void chart_write(struct writer *w, lxw_worksheet *sheet, const char *name,
		 const struct xlsx_chart *c)
{
	struct chart_job j = { .w = w, .theme = &w->doc->theme, .c = c,
			       .sheet = name };
	bool lines = c->chart->type == CHART_CONTROL ||
		     c->chart->type == CHART_LINES || c->panel;
	uint8_t type = c->forest ? LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS :
		lines ? LXW_CHART_LINE :
		c->chart->type == CHART_BARS ||
		c->chart->type == CHART_PARETO ||
		c->chart->type == CHART_PAIRS ||
		c->chart->type == CHART_SLOPE ? LXW_CHART_BAR :
		LXW_CHART_BAR_STACKED;
	const char *alt = c->panel ? c->panel->title :
		c->chart->alt && *c->chart->alt ? c->chart->alt :
		c->chart->title;
	lxw_chart_options options = {
		.x_scale = c->width / DEFAULT_WIDTH,
		.y_scale = c->height / DEFAULT_HEIGHT,
		.x_offset = c->mini ? 4 : c->x, .y_offset = c->mini ? 2 : 0,
		.object_position = LXW_OBJECT_MOVE_AND_SIZE,
		.description = chart_plain(w, alt),
	};

	j.chart = workbook_add_chart(w->book, type);
	if (!j.chart) {
		writer_ok(w, LXW_ERROR_MEMORY_MALLOC_FAILED, "a chart");
		return;
	}
	clear_frame(j.chart);
	if (!c->panel)
		chart_title_off(j.chart);
	if (c->forest)
		chart_write_forest(&j);
	else if (lines)
		write_lines(&j);
	else
		write_bars(&j);
	if (!w->failed)
		writer_ok(w, worksheet_insert_chart_opt(sheet, c->row,
							(lxw_col_t)c->col,
							j.chart, &options),
			  "a chart on its sheet");
}
