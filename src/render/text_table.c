/*
 * Tables for a terminal, in the first of three forms that fits:
 *
 *	aligned    all columns side by side, text may wrap
 *	split      numbers side by side, the texts of a row under it
 *	records    "title: value" for every column of a row
 *
 * Numbers stand right and are never broken. Where the first column repeats,
 * a split table takes it as heading of its group. Nothing is ever left out.
 */
#include "render/text_out.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "render/hold.h"

#define GAP 2
#define WRAP_LINES 5	/* text keeps a fifth of its natural width */
#define WORD_KEEP 16	/* words up to this long are not broken */

struct grid {
	const struct table *t;
	const char ***cell;	/* [row][column], plain */
	size_t *col;		/* columns that stand side by side */
	size_t n;
	size_t *width;		/* of these */
	size_t indent;
	struct arena arena;
};

/* A number and its unit are one word. */
static size_t word_length(const char *s)
{
	size_t len = strcspn(s, " ");

	while (s[len] == ' ' && blank_holds(s, s + len))
		len += 1 + strcspn(s + len + 1, " ");
	return len;
}

static size_t word_width(const char *s, struct arena *a)
{
	size_t widest = 0;

	while (*s) {
		size_t len = word_length(s);
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

/* Natural width of a column, that of its cells alone, and the least. */
static void column_measure(struct grid *g, size_t i, size_t *natural,
			   size_t *body, size_t *least)
{
	const char *title = g->t->columns[i].title;
	struct arena words = { 0 };

	*natural = utf8_width(title);
	*body = 1;
	*least = word_width(title, &words);
	for (size_t r = 0; r < g->t->n_rows; r++) {
		const char *s = g->cell[r][i];
		size_t w = utf8_width(s), need = w;

		if (breakable(g->t, i, &g->t->rows[r][i]))
			need = larger(smaller(word_width(s, &words),
					      WORD_KEEP),
				      (w + WRAP_LINES - 1) / WRAP_LINES);
		*body = larger(*body, w);
		*least = larger(*least, need);
	}
	*least = larger(*least, 1);
	*body = larger(*body, *least);
	*natural = larger(*natural, *body);
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

/* Take one column from the widest that is wider than its floor. */
static bool squeeze(struct grid *g, const size_t *floor)
{
	size_t widest = g->n;

	for (size_t i = 0; i < g->n; i++)
		if (g->width[i] > floor[i] &&
		    (widest == g->n || g->width[i] > g->width[widest]))
			widest = i;
	if (widest == g->n)
		return false;
	g->width[widest]--;
	return true;
}

/* Widths that fit: titles wrap before cells do. False when the narrowest
 * form is too wide. */
static bool grid_fit(struct grid *g)
{
	size_t total = GAP * (g->n - 1) + g->indent, least_total = total;
	size_t *body = arena_array(&g->arena, g->n, sizeof *body);
	size_t *least = arena_array(&g->arena, g->n, sizeof *least);

	g->width = arena_array(&g->arena, g->n, sizeof *g->width);
	for (size_t i = 0; i < g->n; i++) {
		column_measure(g, g->col[i], &g->width[i], &body[i],
			       &least[i]);
		g->width[i] = smaller(g->width[i],
				      larger(least[i], TEXT_COLUMNS));
		total += g->width[i];
		least_total += least[i];
	}
	if (least_total > TEXT_COLUMNS)
		return false;
	while (total > TEXT_COLUMNS && squeeze(g, body))
		total--;
	while (total > TEXT_COLUMNS && squeeze(g, least))
		total--;
	return true;
}

/* One row of texts, as many lines as its tallest cell. */
static void row_write(struct strbuf *out, const struct grid *g,
		      const char *const *texts)
{
	const char **rest = xcalloc(g->n, sizeof *rest);
	bool more = true;

	for (size_t i = 0; i < g->n; i++)
		rest[i] = texts[g->col[i]];
	while (more) {
		more = false;
		strbuf_pad(out, ' ', g->indent);
		for (size_t i = 0; i < g->n; i++) {
			const char *line;
			size_t len = out_line(&rest[i], g->width[i], &line);
			char *part = xstrndup(line, len);

			strbuf_pad(out, ' ', i ? GAP : 0);
			if (g->t->columns[g->col[i]].align == ALIGN_RIGHT)
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
	strbuf_pad(out, ' ', g->indent);
	for (size_t i = 0; i < g->n; i++) {
		strbuf_pad(out, ' ', i ? GAP : 0);
		text_repeat(out, "\u2500", g->width[i]);
	}
	text_end(out);
}

static void head_write(struct strbuf *out, struct grid *g)
{
	const struct table *t = g->t;
	const char **titles = arena_array(&g->arena, t->n_columns,
					  sizeof *titles);

	for (size_t i = 0; i < t->n_columns; i++)
		titles[i] = t->columns[i].title;
	row_write(out, g, titles);
	rule_write(out, g);
}

static bool is_total(const struct table *t, size_t r)
{
	return t->total_row && r + 1 == t->n_rows && r > 0;
}

/* ---- aligned ------------------------------------------------------------- */

static bool aligned_fit(struct grid *g)
{
	g->n = g->t->n_columns;
	g->col = arena_array(&g->arena, g->n, sizeof *g->col);
	for (size_t i = 0; i < g->n; i++)
		g->col[i] = i;
	return grid_fit(g);
}

static void aligned_write(struct strbuf *out, struct grid *g)
{
	head_write(out, g);
	for (size_t r = 0; r < g->t->n_rows; r++) {
		if (is_total(g->t, r))
			rule_write(out, g);
		row_write(out, g, g->cell[r]);
	}
}

/* ---- records ------------------------------------------------------------- */

static bool beside(const struct grid *g, size_t column)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->col[i] == column)
			return true;
	return false;
}

/* "Profile: reviews · Last day: 22 Nov 2026": pairs stay whole if they can;
 * columns that stand beside each other above are left out. */
static void pairs_write(struct strbuf *out, const struct grid *g, size_t r,
			size_t from, size_t indent)
{
	const struct table *t = g->t;
	struct strbuf pair = STRBUF_INIT;
	size_t used = 0;

	for (size_t i = from; i < t->n_columns; i++) {
		size_t width;

		if (!*g->cell[r][i] || beside(g, i))
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
		used = indent + width;
		if (used <= TEXT_COLUMNS) {
			strbuf_pad(out, ' ', indent);
			strbuf_puts(out, pair.s);
			continue;
		}
		out_wrap(out, pair.s, indent, indent + 2);
		used = 0;
	}
	if (used)
		text_end(out);
	strbuf_release(&pair);
}

static void records_write(struct strbuf *out, struct grid *g)
{
	g->n = 0;
	for (size_t r = 0; r < g->t->n_rows; r++) {
		const char *head = g->cell[r][0];

		/* without a key it goes on with the row above */
		if (*head || !r)
			out_wrap(out, *head ? head : "\u2013", 0, 2);
		pairs_write(out, g, r, 1, 2);
	}
}

/* ---- split --------------------------------------------------------------- */

static bool repeats(const struct grid *g)
{
	for (size_t r = 1; r < g->t->n_rows; r++)
		if (!strcmp(g->cell[r][0], g->cell[r - 1][0]))
			return true;
	return false;
}

/* The key column and all numbers; false when that is no table either. */
static bool split_fit(struct grid *g, size_t *key)
{
	const struct table *t = g->t;

	*key = t->n_columns > 2 && repeats(g) ? 1 : 0;
	g->indent = *key ? 2 : 0;
	g->n = 0;
	g->col[g->n++] = *key;
	for (size_t i = *key + 1; i < t->n_columns; i++)
		if (t->columns[i].align == ALIGN_RIGHT)
			g->col[g->n++] = i;
	return g->n > 2 && grid_fit(g);
}

static void split_write(struct strbuf *out, struct grid *g, size_t key)
{
	head_write(out, g);
	for (size_t r = 0; r < g->t->n_rows; r++) {
		const char *group = g->cell[r][0];

		if (key && (!r || strcmp(group, g->cell[r - 1][0]) != 0)) {
			if (r)
				strbuf_putc(out, '\n');
			out_wrap(out, *group ? group : "\u2013", 0, 2);
		}
		if (is_total(g->t, r))
			rule_write(out, g);
		row_write(out, g, g->cell[r]);
		pairs_write(out, g, r, key + 1, g->indent + 2);
	}
}

void text_table(struct strbuf *out, const struct table *t,
		const char *currency)
{
	struct grid g = { .t = t };
	size_t key;

	text_title(out, t->title, t->subtitle);
	if (!t->n_rows) {
		out_wrap(out, t->empty, 0, 0);
		return;
	}
	if (*t->title || *t->subtitle)
		strbuf_putc(out, '\n');
	grid_words(&g, currency);
	if (aligned_fit(&g))
		aligned_write(out, &g);
	else if (split_fit(&g, &key))
		split_write(out, &g, key);
	else
		records_write(out, &g);
	arena_release(&g.arena);
}
