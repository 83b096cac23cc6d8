/* The forest as a native scatter: intervals, dots, promises, words. */
#include "render/xlsx_chart.h"
#include "render/xlsx_text.h"

static const char *series_name(enum xlsx_series kind)
{
	switch (kind) {
	case SERIES_INTERVAL:
		return "Range";
	case SERIES_VALUE:
		return "Difference";
	case SERIES_PROMISE:
		return "Promised";
	case SERIES_ZERO:
		return "No change";
	case SERIES_NAME:
		return "Names";
	default:
		return "Words";
	}
}

/* Each text beside its point: names and words have points of their own. */
static void words_look(struct chart_job *j, lxw_chart_series *s,
		       const struct xlsx_chart_series *of, uint8_t position)
{
	const struct xlsx_forest *f = j->c->forest;
	struct arena *a = &j->w->arena;
	size_t n = of->rows;
	lxw_chart_data_label *label = arena_array(a, n, sizeof *label);
	lxw_chart_data_label **list = arena_array(a, n + 1, sizeof *list);
	lxw_chart_font *font = arena_array(a, n, sizeof *font);

	for (size_t i = 0; i < n; i++) {
		size_t row = of->from + i;

		label[i].hide = f->text[row] ? LXW_FALSE : LXW_TRUE;
		if (f->text[row]) {
			font[i] = chart_font(j, f->colour[row], f->bold[row]);
			label[i].value = chart_plain(j->w, f->text[row]);
			label[i].font = &font[i];
		}
		list[i] = &label[i];
	}
	chart_series_set_labels(s);
	writer_ok(j->w, chart_series_set_labels_custom(s, list), "a label");
	chart_series_set_labels_position(s, position);
}

static void line_of(lxw_chart_series *s, uint32_t colour, float width)
{
	lxw_chart_line line = { .color = colour, .width = width };

	chart_series_set_line(s, &line);
	chart_set_marker(s, LXW_CHART_MARKER_NONE, 0, 0);
}

static void series_look(struct chart_job *j, lxw_chart_series *s,
			const struct xlsx_chart_series *of)
{
	const struct doc_theme *t = j->theme;

	switch (of->kind) {
	case SERIES_INTERVAL:
		line_of(s, t->muted, 2);
		return;
	case SERIES_ZERO:
		line_of(s, t->ink, 1);
		words_look(j, s, of, LXW_CHART_LABEL_POSITION_ABOVE);
		return;
	default:
		break;
	}
	chart_no_line(s);
	switch (of->kind) {
	case SERIES_VALUE:
		chart_set_marker(s, LXW_CHART_MARKER_CIRCLE, 9, t->accent);
		break;
	case SERIES_PROMISE:
		chart_set_marker(s, LXW_CHART_MARKER_DIAMOND, 9, t->ink);
		break;
	default:
		chart_set_marker(s, LXW_CHART_MARKER_NONE, 0, 0);
		words_look(j, s, of, LXW_CHART_LABEL_POSITION_RIGHT);
		break;
	}
}

static void hide_axis(struct chart_job *j, lxw_chart_axis *axis, double low,
		      double high)
{
	lxw_chart_line hidden = { .none = LXW_TRUE };
	lxw_chart_font font = chart_font(j, j->theme->muted, false);

	chart_axis_set_min(axis, low);
	chart_axis_set_max(axis, high);
	chart_axis_set_num_font(axis, &font);
	chart_axis_set_line(axis, &hidden);
	chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
	chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
	chart_axis_set_label_position(axis,
				      LXW_CHART_AXIS_LABEL_POSITION_NONE);
}

/* Under the dots lie their intervals, under those the line at zero. */
static const enum xlsx_series forest_order[] = {
	SERIES_ZERO, SERIES_INTERVAL, SERIES_PROMISE, SERIES_VALUE,
	SERIES_NAME, SERIES_WORD,
};

static const char *rows_of(struct chart_job *j,
			   const struct xlsx_chart_series *s, uint32_t col)
{
	uint32_t first = j->c->first + (uint32_t)s->from;

	return arena_printf(&j->w->arena, "=%s",
			    xlsx_range(&j->w->arena, j->sheet, first, col,
				       first + (uint32_t)s->rows - 1, col));
}

void chart_write_forest(struct chart_job *j)
{
	const struct xlsx_chart *c = j->c;
	const struct xlsx_forest *f = c->forest;

	for (size_t o = 0; o < sizeof forest_order / sizeof *forest_order;
	     o++) {
		for (size_t k = 0; k < c->n_series; k++) {
			lxw_chart_series *s;

			if (c->series[k].kind != forest_order[o])
				continue;
			s = chart_add_series(j->chart,
					     rows_of(j, &c->series[k],
						     c->series[k].col),
					     rows_of(j, &c->series[k],
						     c->height_col));
			if (!s) {
				writer_ok(j->w, LXW_ERROR_MEMORY_MALLOC_FAILED,
					  "a series");
				return;
			}
			chart_series_set_name(s, series_name(
						      c->series[k].kind));
			series_look(j, s, &c->series[k]);
		}
	}
	hide_axis(j, j->chart->x_axis, f->low, f->high);
	hide_axis(j, j->chart->y_axis, 0.3, f->rows + 0.9);
}
