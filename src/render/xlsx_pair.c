/*
 * Two charts of half a page's width stand side by side, each under its own
 * heading. The second one begins in the grid column behind the first one's
 * half, in the row in which the first one's heading began.
 */
#include <math.h>
#include <stdlib.h>

#include "render/xlsx_blocks.h"

#define HALF 6			/* of twelve */
#define NEAR_HALF 0.46		/* a column begins hardly ever in the middle */
#define LEAST_PIXELS 400.0	/* a chart that can be read */

static bool is_half(const struct chart *c, int span)
{
	return span <= HALF && c->type != CHART_PANELS &&
	       c->type != CHART_FOREST;
}

bool pair_wanted(const struct planner *p, const struct chart *c, int span)
{
	const struct sheet_block *last = p->n ? &p->item[p->n - 1] : NULL;

	if (!last || last->kind != BLOCK_CHART || last->chart->tiles ||
	    last->chart->panel || last->chart->second ||
	    !chart_has_value(c))
		return false;
	return is_half(c, span) && is_half(last->chart->chart,
					   last->chart->span);
}

/* The first column of the right half; 0 if that is too narrow. */
static uint32_t right_half(const struct planner *p)
{
	uint32_t at = 0;
	double all = span_pixels(p, 0, p->text_last);
	double half = fmax(all * NEAR_HALF, LEAST_PIXELS), before = 0;

	while (at <= p->text_last && before < half) {
		before = span_pixels(p, 0, at);
		at++;
	}
	return all - before < LEAST_PIXELS ? 0 : at;
}

/* Does the next space open the second half? */
static bool has_second(const struct planner *p, size_t i)
{
	for (i++; i < p->n && p->item[i].kind != BLOCK_SPACE; i++)
		;
	return i < p->n && p->item[i].beside;
}

void pair_begin(struct planner *p, size_t i)
{
	uint32_t half = right_half(p);

	if (p->item[i].beside && p->pair.open) {
		p->pair.end = p->row;
		p->row = p->pair.row;
		p->left = half;
		p->right = p->text_last;
		return;
	}
	p->row++;
	p->group = p->row;
	p->left = 0;
	p->right = p->text_last;
	p->pair.open = half && has_second(p, i);
	if (!p->pair.open)
		return;
	p->right = half - 1;
	p->pair.row = p->row;
	p->pair.cell = p->sheet->n;
}

static int by_place(const void *a, const void *b)
{
	const struct xlsx_place *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->col < y->col ? -1 : x->col > y->col;
}

void pair_end(struct planner *p)
{
	if (!p->left)
		return;
	if (p->row < p->pair.end)
		p->row = p->pair.end;
	p->left = 0;
	p->right = p->text_last;
	p->pair.open = false;
	/* headings only, to which nothing points */
	qsort(p->sheet->cell + p->pair.cell, p->sheet->n - p->pair.cell,
	      sizeof *p->sheet->cell, by_place);
}
