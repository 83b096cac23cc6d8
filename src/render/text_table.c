/*
 * Tables for a terminal: aligned where they fit, else one record a row.
 *
 * Numbers stand right and are never broken; text may wrap. A table whose
 * narrowest form is wider than the terminal is written as records: the first
 * column as heading, the others as "title: value", so that nothing is lost.
 */
#include "render/text_out.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

#define GAP 2
#define WRAP_LINES 5	/* text is not squeezed below a fifth of its width */
#define WORD_KEEP 16	/* words up to this long are not broken */

struct grid {
	const struct table *t;
	const char ***cell;	/* [row][column], plain */
	size_t *width;
	struct arena arena;
};

static size_t word_width(const char *s, struct arena *a)
{
	size_t widest = 0;

	while (*s) {
		size_t len = strcspn(s, " ");
		size_t w = utf8_width(arena_strndup(a, s, len));

		if (w > widest)
			widest = w;
		s += len;
		s += strspn(s, " ");
	}
	return widest;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool breakable(const struct table *t, size_t column,
		      const struct cell *cell)
{
	return cell->type == CELL_TEXT &&
		(t->columns[column].align == ALIGN_LEFT ||
		 t->columns[column].wrap);
}

/* Natural and least width of a column. */
static void column_measure(struct grid *g, size_t i, size_t *natural,
			   size_t *least)
{
	const char *title = g->t->columns[i].title;
	struct arena words = { 0 };

	*natural = utf8_width(title);
	*least = word_width(title, &words);
	for (size_t r = 0; r < g->t->n_rows; r++) {
		const char *s = g->cell[r][i];
		size_t w = utf8_width(s), need = w;

		if (breakable(g->t, i, &g->t->rows[r][i]))
			need = larger(smaller(word_width(s, &words),
					      WORD_KEEP),
				      (w + WRAP_LINES - 1) / WRAP_LINES);
		*natural = larger(*natural, w);
		*least = larger(*least, need);
	}
	*natural = larger(*natural, 1);
	*least = larger(*least, 1);
	arena_release(&words);
}

static void grid_words(struct grid *g, const char *currency)
{
	const struct table *t = g->t;
	struct strbuf words = STRBUF_INIT;

	g->cell = arena_array(&g->arena, t->n_rows + 1, sizeof *g->cell);
	for (size_t r = 0; r < t->n_rows; r++) {
		g->cell[r] = arena_array(&g->arena, t->n_columns,
					 sizeof **g->cell);
		for (size_t i = 0; i < t->n_columns; i++) {
			strbuf_clear(&words);
			cell_words(&words, &t->rows[r][i], currency);
			g->cell[r][i] = arena_strdup(&g->arena, words.s);
		}
	}
	strbuf_release(&words);
}

/* Widths that fit, by squeezing the widest column that still can; false when
 * the narrowest form is too wide. */
static bool grid_fit(struct grid *g)
{
	size_t n = g->t->n_columns, total = GAP * (n - 1), least_total = total;
	size_t *least = arena_array(&g->arena, n, sizeof *least);

	g->width = arena_array(&g->arena, n, sizeof *g->width);
	for (size_t i = 0; i < n; i++) {
		column_measure(g, i, &g->width[i], &least[i]);
		g->width[i] = smaller(g->width[i],
				      larger(least[i], TEXT_COLUMNS));
		total += g->width[i];
		least_total += least[i];
	}
	if (least_total > TEXT_COLUMNS)
		return false;
	while (total > TEXT_COLUMNS) {
		size_t widest = n;

		for (size_t i = 0; i < n; i++)
			if (g->width[i] > least[i] &&
			    (widest == n || g->width[i] > g->width[widest]))
				widest = i;
		g->width[widest]--;
		total--;
	}
	return true;
}

/* One row of texts, as many lines as its tallest cell. */
static void row_write(struct strbuf *out, const struct grid *g,
		      const char **texts)
{
	const struct table *t = g->t;
	const char **rest = xcalloc(t->n_columns, sizeof *rest);
	bool more = true;

	memcpy(rest, texts, t->n_columns * sizeof *rest);
	while (more) {
		more = false;
		for (size_t i = 0; i < t->n_columns; i++) {
			const char *line;
			size_t len = out_line(&rest[i], g->width[i], &line);
			char *part = xstrndup(line, len);

			strbuf_pad(out, ' ', i ? GAP : 0);
			if (t->columns[i].align == ALIGN_RIGHT)
				text_right(out, part, g->width[i]);
			else
				text_left(out, part, g->width[i]);
			more = more || *rest[i];
			free(part);
		}
		text_end(out);
	}
	free(rest);
}

static void rule_write(struct strbuf *out, const struct grid *g)
{
	for (size_t i = 0; i < g->t->n_columns; i++) {
		strbuf_pad(out, ' ', i ? GAP : 0);
		text_repeat(out, "\u2500", g->width[i]);
	}
	text_end(out);
}

static void grid_write(struct strbuf *out, struct grid *g)
{
	const struct table *t = g->t;
	const char **titles = arena_array(&g->arena, t->n_columns,
					  sizeof *titles);

	for (size_t i = 0; i < t->n_columns; i++)
		titles[i] = t->columns[i].title;
	row_write(out, g, titles);
	rule_write(out, g);
	for (size_t r = 0; r < t->n_rows; r++) {
		if (t->total_row && r + 1 == t->n_rows && r > 0)
			rule_write(out, g);
		row_write(out, g, g->cell[r]);
	}
}

/* "This week: 14.2 % · Last week: 12.0 %": pairs stay whole if they can. */
static void record_write(struct strbuf *out, const struct grid *g, size_t r)
{
	const struct table *t = g->t;
	struct strbuf pair = STRBUF_INIT;
	size_t used = 0;

	out_wrap(out, *g->cell[r][0] ? g->cell[r][0] : "\u2013", 0, 2);
	for (size_t i = 1; i < t->n_columns; i++) {
		size_t width;

		if (!*g->cell[r][i])
			continue;
		strbuf_clear(&pair);
		strbuf_printf(&pair, *t->columns[i].title ? "%s: %s" : "%s%s",
			      t->columns[i].title, g->cell[r][i]);
		width = utf8_width(pair.s);
		if (used && used + 3 + width <= TEXT_COLUMNS) {
			strbuf_printf(out, " \u00b7 %s", pair.s);
			used += 3 + width;
			continue;
		}
		if (used)
			text_end(out);
		used = 2 + width;
		if (used <= TEXT_COLUMNS) {
			strbuf_printf(out, "  %s", pair.s);
			continue;
		}
		out_wrap(out, pair.s, 2, 4);
		used = 0;
	}
	if (used)
		text_end(out);
	strbuf_release(&pair);
}

void text_table(struct strbuf *out, const struct table *t,
		const char *currency)
{
	struct grid g = { .t = t };

	text_title(out, t->title, t->subtitle);
	if (!t->n_rows) {
		out_wrap(out, t->empty, 0, 0);
		return;
	}
	grid_words(&g, currency);
	if (grid_fit(&g)) {
		if (*t->title || *t->subtitle)
			strbuf_putc(out, '\n');
		grid_write(out, &g);
	} else {
		for (size_t r = 0; r < t->n_rows; r++)
			record_write(out, &g, r);
	}
	arena_release(&g.arena);
}
