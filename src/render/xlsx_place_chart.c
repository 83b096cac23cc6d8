/* Where charts stand, and the table behind each that holds its numbers. */
#include "render/xlsx_blocks_chart.h"

#include <math.h>

#define CHART_WIDTH 1100.0	/* pixels of a chart that spans the page */
#define CHART_HEIGHT 270
#define BAR_PIXELS 24
#define BAR_ENDS 34
#define FOREST_PIXELS 42	/* a row of two lines of words */
#define FOREST_ENDS 48
#define PANELS_ACROSS 4
#define PANEL_HEIGHT 150
#define PANEL_GAP 10

static double column_pixels(double digits)
{
	return floor(digits * 7 + 5);
}

double span_pixels(const struct planner *p, uint32_t first, uint32_t last)
{
	double px = 0;

	for (uint32_t g = first; g <= last && g < p->grid.n; g++)
		px += column_pixels(p->grid.width[g]);
	return px;
}

static int chart_height(const struct chart *c)
{
	double bars = BAR_ENDS + (double)c->n * BAR_PIXELS;

	if (c->type == CHART_CONTROL || c->type == CHART_LINES)
		return CHART_HEIGHT;
	if (c->type == CHART_FOREST)
		return (int)(FOREST_ENDS + (double)c->n * FOREST_PIXELS);
	return (int)fmin(fmax(bars, 90), 900);
}

/* In the last column of its row of tiles. */
static void place_trend(struct planner *p, const struct block_chart *c,
			struct xlsx_chart *at)
{
	const struct strip *s = &c->tiles->strip;
	const struct strip_column *col = &s->column[s->n - 1];

	at->mini = true;
	at->row = c->tiles->first_row + (uint32_t)c->tile;
	at->col = sheet_col(col->first);
	at->width = (int)span_pixels(p, col->first, col->last) - 8;
	at->height = (int)(p->sheet->height[at->row] * 4 / 3) - 4;
}

static void rows_under(struct planner *p, int height)
{
	p->row += (uint32_t)ceil(height / 20.0) + 1;
	row_height(p, p->row - 1, 0);
}

/* Side by side; the first of a row takes the rows for all of it. */
static void place_panel(struct planner *p, const struct block_chart *c,
			struct xlsx_chart *at, double wide)
{
	const struct xlsx_sheet_plan *s = p->sheet;
	size_t across = c->number % PANELS_ACROSS;
	int width = (int)(wide / PANELS_ACROSS);

	at->panel = c->panel;
	at->most = c->most;
	at->col = sheet_col(0);
	at->x = (int)across * width;
	at->width = width - PANEL_GAP;
	at->height = PANEL_HEIGHT;
	at->row = across ? s->chart[s->n_charts - 1].row : p->row;
	if (!across)
		rows_under(p, at->height);
}

void place_chart(struct planner *p, struct block_chart *c)
{
	struct xlsx_sheet_plan *s = p->sheet;
	struct xlsx_chart at = { .chart = c->chart, .n = c->chart->n,
				 .text = c->text, .live = c->live != NULL };
	double wide = fmin(span_pixels(p, 0, p->text_last), CHART_WIDTH);

	if (c->tiles) {
		place_trend(p, c, &at);
	} else if (c->panel) {
		place_panel(p, c, &at, wide);
	} else {
		at.row = p->row;
		at.col = sheet_col(p->left);
		at.width = (int)fmax(wide * c->span / 12, 420);
		if (p->pair.open)
			at.width = (int)fmin(at.width, span_pixels(
				p, p->left, p->right) - PANEL_GAP);
		at.height = chart_height(c->chart);
		rows_under(p, at.height);
	}
	c->placed = s->n_charts;
	*(struct xlsx_chart *)arena_vec_add(p->a, &s->chart, &s->n_charts,
					    &s->cap_charts, sizeof at) = at;
}

void place_behind(struct planner *p, struct block_chart *c)
{
	struct block_table *t = c->data;
	struct xlsx_chart *at = &p->sheet->chart[c->placed];

	if (!t->placed) {
		if (c->live)
			chart_follow(p, c);
		else if (!c->tiles)
			place_text(p, ROLE_NOTE, c->chart->title);
		place_table(p, t);
		p->row++;
	}
	at->first = t->first_row;
	at->last = t->first_row + (uint32_t)t->n_rows - 1;
	at->shown = t->n_rows + t->room;
	at->label_col = sheet_col(strip_cell(&t->strip.column[0]));
	at->n_series = c->n_series;
	at->forest = c->forest;
	if (c->forest)
		at->height_col = sheet_col(strip_cell(
			&t->strip.column[c->forest->height_column]));
	for (size_t k = 0; k < c->n_series; k++)
		at->series[k] = (struct xlsx_chart_series){
			.kind = c->kind[k],
			.col = sheet_col(strip_cell(
				&t->strip.column[c->column[k]])),
			.name = t->column[c->column[k]].title,
			.label = c->label[k], .label_at = c->label_at[k],
			.from = c->from[k], .rows = c->rows[k],
		};
}
