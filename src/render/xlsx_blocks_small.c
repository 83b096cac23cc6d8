/*
 * Small charts that share one table of numbers: the trends of the six
 * numbers, and small multiples.
 */
#include "render/xlsx_blocks_chart.h"

#include <math.h>
#include <string.h>

/* ---- trends of the six numbers ----------------------------------- */

static const struct chart *trend_chart(struct planner *p,
				       const struct tile *tile)
{
	struct chart *c = arena_alloc(p->a, sizeof *c);
	double *value = arena_array(p->a, tile->n_spark, sizeof *value);

	memcpy(value, tile->spark, tile->n_spark * sizeof *value);
	c->type = CHART_CONTROL;
	c->title = tile->label;
	c->subtitle = c->unit = c->target_text = c->empty = "";
	c->alt = arena_printf(p->a, "Trend of %s over %zu points, now %s %s",
			      tile->label, tile->n_spark, tile->value,
			      tile->unit ? tile->unit : "");
	c->n = tile->n_spark;
	c->value = value;
	c->target = NAN;
	return c;
}

bool tile_has_trend(const struct tile *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_spark; i++)
		n += isfinite(t->spark[i]) ? 1 : 0;
	return n > 1;
}

/* One table for all of them: a column a tile, the newest point last. */
void block_add_trends(struct planner *p, const struct tile *tile, size_t n,
		      const struct block_table *tiles)
{
	struct column *column = arena_array(p->a, n + 1, sizeof *column);
	struct block_table *t;
	size_t most = 0, at = 1;

	column[0] = (struct column){ "Points back", ALIGN_RIGHT, 0, false };
	for (size_t i = 0; i < n; i++) {
		if (!tile_has_trend(&tile[i]))
			continue;
		column[at++] = (struct column){ tile[i].label, ALIGN_RIGHT, 0,
						false };
		most = tile[i].n_spark > most ? tile[i].n_spark : most;
	}
	t = block_table_new(p, column, at);
	t->role = ROLE_CHART_DATA;
	for (size_t r = 0; r < most; r++)
		block_table_row(p, t)[0] =
			cell_number((double)(most - 1 - r), 0);
	at = 1;
	for (size_t i = 0; i < n; i++) {
		struct block_chart *b;
		size_t skip = most - tile[i].n_spark;

		if (!tile_has_trend(&tile[i]))
			continue;
		for (size_t r = 0; r < tile[i].n_spark; r++)
			if (isfinite(tile[i].spark[r]))
				t->row[skip + r][at] =
					cell_number(tile[i].spark[r], 3);
		b = chart_add(p, trend_chart(p, &tile[i]), 12);
		chart_series(b, SERIES_VALUE, at++);
		b->data = t;
		b->tiles = tiles;
		b->tile = i;
	}
}

/* ---- small multiples --------------------------------------------- */

static double panels_most(const struct chart *c)
{
	double most = isfinite(c->target) ? c->target : 0;

	for (size_t k = 0; k < c->n_panel; k++)
		for (size_t i = 0; i < c->n; i++)
			if (isfinite(c->panel[k].value[i]))
				most = fmax(most, c->panel[k].value[i]);
	return most;
}

/* One table for all: the whole, a column a panel, then the target. */
void blocks_of_panels(struct planner *p, const struct chart *c)
{
	struct column *column = arena_array(p->a, c->n_panel + 3,
					    sizeof *column);
	size_t last = c->n_panel + 2;
	bool target = isfinite(c->target);
	struct block_table *t;

	column[0] = (struct column){ "Point", ALIGN_LEFT, 10, false };
	column[1] = (struct column){ "All", ALIGN_RIGHT, 0, false };
	for (size_t k = 0; k < c->n_panel; k++)
		column[k + 2] = (struct column){ c->panel[k].title,
						 ALIGN_RIGHT, 0, false };
	column[last] = (struct column){ "Target", ALIGN_RIGHT, 0, false };
	t = chart_numbers(p, c, column, last + target);
	for (size_t i = 0; i < c->n; i++) {
		t->row[i][1] = chart_number(c, c->value[i]);
		for (size_t k = 0; k < c->n_panel; k++)
			t->row[i][k + 2] =
				chart_number(c, c->panel[k].value[i]);
		if (target)
			t->row[i][last] = chart_number(c, c->target);
	}
	for (size_t k = 0; k < c->n_panel; k++) {
		struct block_chart *b = chart_add(p, c, 12);

		b->data = t;
		b->panel = &c->panel[k];
		b->number = k;
		b->most = panels_most(c);
		chart_series(b, SERIES_CENTRE, 1);
		chart_series(b, SERIES_VALUE, k + 2);
		if (target)
			chart_series(b, SERIES_TARGET, last);
	}
}
