/*
 * Tables of an appendix that need not be as wide as the page: a long one in
 * columns like a text, two short ones side by side. What takes clearly less
 * height by measure is done; words are never broken for it.
 */
#include <math.h>

#include "render/layout.h"

#define COLUMNS_MOST 3
#define ROWS_LEAST 10		/* fewer are no columns */
#define CLEARLY 0.8		/* of the height at full width */

static bool has_rows(const struct element *e)
{
	return e->type == ELEMENT_TABLE && e->as.table.n_rows > 0 &&
	       e->as.table.n_columns > 0 && !e->as.table.entries;
}

/* The height of a layout that is forgotten again. */
static double height_of(struct maker *m, const struct element *e, double width,
			bool only_rows)
{
	struct stack trial = { .x = m->out->content.x, .w = width };
	size_t tags = m->out->n_tag;

	if (only_rows)
		layout_rows(m, &trial, &e->as.table);
	else
		layout_table(m, &trial, &e->as.table);
	m->out->n_tag = tags;
	return stack_height(&trial, m->air);
}

double beside_width(const struct maker *m, size_t n)
{
	return (m->out->content.w - (double)(n - 1) * COLUMN_GAP) / (double)n;
}

size_t beside_columns(struct maker *m, const struct element *e)
{
	double whole, least, best;
	size_t columns = 1;

	if (!m->small || !has_rows(e) || e->as.table.n_rows < ROWS_LEAST)
		return 1;
	whole = height_of(m, e, m->out->content.w, true);
	least = table_least(m, &e->as.table);
	best = CLEARLY * whole;
	for (size_t n = 2; n <= COLUMNS_MOST; n++) {
		double width = beside_width(m, n), height;

		if (least > width)
			break;
		height = height_of(m, e, width, true) / (double)n;
		if (height < best) {
			best = CLEARLY * height;
			columns = n;
		}
	}
	return columns;
}

bool beside_pair(struct maker *m, const struct element *a,
		 const struct element *b, double width)
{
	double full = m->out->content.w, over;

	if (!m->small || !has_rows(a) || !has_rows(b) ||
	    table_least(m, &a->as.table) > width ||
	    table_least(m, &b->as.table) > width)
		return false;
	over = height_of(m, a, full, false) + height_of(m, b, full, false);
	return fmax(height_of(m, a, width, false),
		    height_of(m, b, width, false)) < CLEARLY * over;
}
