/*
 * The tornado: a bar for each input, from the result at its low to the result
 * at its high value. The bars follow the cells of the table above them, so
 * each part of a stack is a formula, with the value that it gives now.
 */
#include "render/xlsx_blocks_chart.h"

#include <math.h>

#include "render/xlsx_text.h"

/* A bar has one tone here, so these parts of its stack are left: an empty
 * and a drawn one above zero, and the same below. */
static const enum bar_part live_part[] = {
	BAR_EMPTY, BAR_TO_END, BAR_EMPTY_BELOW, BAR_BELOW_TO_MIDDLE
};

#define LIVE_PARTS (sizeof live_part / sizeof *live_part)

/* bar_parts() of the two cells. */
static const char *live_formula(struct arena *a, enum bar_part part,
				const char *low, const char *high)
{
	switch (part) {
	case BAR_EMPTY:
		return arena_printf(a, "=MAX(0,MIN(%s,%s))", low, high);
	case BAR_TO_END:
		return arena_printf(a, "=MAX(0,MAX(%s,%s))-MAX(0,MIN(%s,%s))",
				    low, high, low, high);
	case BAR_EMPTY_BELOW:
		return arena_printf(a, "=MIN(0,MAX(%s,%s))", low, high);
	default:
		return arena_printf(a, "=MIN(0,MIN(%s,%s))-MIN(0,MAX(%s,%s))",
				    low, high, low, high);
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
	for (size_t k = 0; k < LIVE_PARTS; k++)
		chart_series_next(b, k % 2 ? SERIES_BAR : SERIES_EMPTY);
	b->live = table;
	b->data = chart_numbers(p, c, column, 5);
}

void chart_follow(struct planner *p, struct block_chart *c)
{
	const struct block_table *t = c->live;
	char low[XLSX_REF_MAX], high[XLSX_REF_MAX];
	double part[BAR_PARTS];

	for (size_t i = 0; i < c->chart->n; i++) {
		double a = t->row[i][1].num, b = t->row[i][2].num;

		bar_parts(part, &(struct floating_bar){ fmin(a, b), fmin(a, b),
							fmax(a, b) });
		xlsx_ref(low, t->first_row + (uint32_t)i,
			 strip_cell(&t->strip.column[1]) + 1, false);
		xlsx_ref(high, t->first_row + (uint32_t)i,
			 strip_cell(&t->strip.column[2]) + 1, false);
		for (size_t k = 0; k < LIVE_PARTS; k++) {
			struct cell *cell = &c->data->row[i][k + 1];

			*cell = chart_number(c->chart, part[live_part[k]]);
			cell->formula = live_formula(p->a, live_part[k], low,
						     high);
		}
	}
}
