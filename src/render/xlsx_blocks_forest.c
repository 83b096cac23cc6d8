/*
 * The forest: a row an action, its difference as a dot on its interval,
 * around a line at zero.
 *
 * No kind of native bar has an interval from cells, so it is a scatter of
 * points: x is the difference, y the row. A line of its series ends at an
 * empty cell, so all intervals are one series. Names and words stand at
 * points of their own, left and right of the drawing.
 */
#include "render/xlsx_blocks.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "render/xlsx_text.h"

#define ROWS_EACH 6		/* two ends, two lines of words on each side */
#define LINE_APART 0.19		/* of a row: its two lines of words */
#define LETTERS 9.0		/* points */
#define DIGIT_PIXELS 7.0
#define PIXELS 840.0		/* of a plot that spans the page */
#define NAME_MOST 0.36		/* of its width */
#define WORD_MOST 0.34

enum { COL_ACTION, COL_RANGE, COL_DIFFERENCE, COL_PROMISED, COL_ZERO,
       COL_NAME, COL_WORD, COL_ROW, COLUMNS };

static const enum xlsx_series kind_of[COLUMNS] = {
	[COL_RANGE] = SERIES_INTERVAL, [COL_DIFFERENCE] = SERIES_VALUE,
	[COL_PROMISED] = SERIES_PROMISE, [COL_ZERO] = SERIES_ZERO,
	[COL_NAME] = SERIES_NAME, [COL_WORD] = SERIES_WORD,
	[COL_ROW] = SERIES_ROW,
};

struct forest_words { const char *name, *under, *value, *word; };

/* ---- words --------------------------------------------------------- */

static const char *signed_words(struct planner *p, const struct chart *c,
				double v, bool unit)
{
	char buf[NUM_TEXT_MAX];

	if (c->percent)
		return arena_strdup(p->a, unit ?
				    signed_percent_text(buf, v, c->digits) :
				    signed_text(buf, v * 100, c->digits));
	signed_text(buf, v, c->digits);
	return unit && *c->unit ? arena_printf(p->a, "%s %s", buf, c->unit) :
		arena_strdup(p->a, buf);
}

/* Cut where it would run into the drawing; the table has all of it. */
static const char *fit(struct planner *p, const char *s, bool bold,
		       double digits)
{
	size_t len = strlen(s);
	const char *out = s;

	while (len && text_digits(out, LETTERS, bold) > digits) {
		do
			len--;
		while (len && ((unsigned char)s[len] & 0xc0) == 0x80);
		out = arena_printf(p->a, "%.*s\u2026", (int)len, s);
	}
	return out;
}

static struct forest_words words_of_row(struct planner *p,
					const struct chart *c, size_t i)
{
	const double most = PIXELS / DIGIT_PIXELS;
	struct forest_words w = { .name = c->label[i], .under = "",
				  .word = c->word ? c->word[i] : "" };

	w.name = fit(p, w.name, true, most * NAME_MOST - 2);
	if (c->under)
		w.under = fit(p, c->under[i], false, most * NAME_MOST - 2);
	w.value = arena_printf(p->a, "%s (%s to %s)",
			       signed_words(p, c, c->value[i], true),
			       signed_words(p, c, c->low[i], false),
			       signed_words(p, c, c->high[i], false));
	if (c->promised && isfinite(c->promised[i]))
		w.word = arena_printf(p->a, "%s%spromised %s", w.word,
				      *w.word ? "; " : "",
				      signed_words(p, c, c->promised[i],
						   true));
	w.word = fit(p, w.word, true, most * WORD_MOST - 2);
	return w;
}

/* ---- the scale ----------------------------------------------------- */

/* Of the drawing alone: zero is in it, whatever came out. */
static void drawn(const struct chart *c, double *low, double *high)
{
	*low = *high = 0;
	for (size_t i = 0; i < c->n; i++) {
		*low = fmin(*low, c->low[i]);
		*high = fmax(*high, c->high[i]);
		if (!c->promised || !isfinite(c->promised[i]))
			continue;
		*low = fmin(*low, c->promised[i]);
		*high = fmax(*high, c->promised[i]);
	}
	if (!(*high > *low))
		*high = *low + 1;
}

/* The share of the width that the words take. */
static double share(double digits, double most)
{
	return fmin((digits + 2) * DIGIT_PIXELS / PIXELS, most);
}

static struct xlsx_forest *forest_scale(struct planner *p,
					const struct chart *c,
					const struct forest_words *w,
					double *word_at)
{
	struct xlsx_forest *f = arena_alloc(p->a, sizeof *f);
	double name = 0, word = 0, low, high, whole;
	size_t rows = c->n * ROWS_EACH + 2;

	for (size_t i = 0; i < c->n; i++) {
		name = fmax(name, text_digits(w[i].name, LETTERS, true));
		name = fmax(name, text_digits(w[i].under, LETTERS, false));
		word = fmax(word, text_digits(w[i].word, LETTERS, true));
		word = fmax(word, text_digits(w[i].value, LETTERS, false));
	}
	name = share(name, NAME_MOST);
	word = share(word, WORD_MOST);
	drawn(c, &low, &high);
	whole = (high - low) / (0.96 - name - word);
	f->low = low - whole * (name + 0.02);
	*word_at = high + whole * 0.02;
	f->high = high + whole * (word + 0.02);
	f->rows = (double)c->n;
	f->text = arena_array(p->a, rows, sizeof *f->text);
	f->of = arena_array(p->a, rows, sizeof *f->of);
	f->colour = arena_array(p->a, rows, sizeof *f->colour);
	f->bold = arena_array(p->a, rows, sizeof *f->bold);
	return f;
}

/* ---- its numbers ---------------------------------------------------- */

static void put_words(struct xlsx_forest *f, size_t row,
		      enum xlsx_series of, const char *text, uint32_t colour,
		      bool bold)
{
	f->text[row] = text;
	f->of[row] = of;
	f->colour[row] = colour;
	f->bold[row] = bold;
}

/* Two rows for the interval, two for the name, two for the words. */
static void forest_row(struct planner *p, struct block_table *t,
		       const struct chart *c, struct xlsx_forest *f,
		       const struct forest_words *w, size_t i, double word_at)
{
	const struct doc_theme *theme = &p->doc->theme;
	enum tone tone = c->tone ? c->tone[i] : TONE_PLAIN;
	double y = (double)(c->n - i);
	const struct { const char *text; double x; size_t col; double up;
		       uint32_t colour; bool bold; } line[4] = {
		{ w->name, f->low, COL_NAME, LINE_APART, theme->ink, true },
		{ w->under, f->low, COL_NAME, -LINE_APART, theme->muted,
		  false },
		{ w->value, word_at, COL_WORD, LINE_APART, theme->ink, false },
		{ w->word, word_at, COL_WORD, -LINE_APART,
		  tone_colour(theme, tone), true },
	};
	const double ends[2] = { c->low[i], c->high[i] };

	for (size_t k = 0; k < 2; k++) {
		struct cell *row = block_table_row(p, t);

		row[COL_ACTION] = cell_text(k ? "to" : c->label[i]);
		row[COL_RANGE] = chart_number(c, ends[k]);
		if (!k) {
			row[COL_DIFFERENCE] = chart_number(c, c->value[i]);
			if (c->promised)
				row[COL_PROMISED] =
					chart_number(c, c->promised[i]);
		}
		row[COL_ROW] = cell_number(y, 2);
	}
	for (size_t k = 0; k < 4; k++) {
		struct cell *row;

		if (!*line[k].text)
			continue;
		row = block_table_row(p, t);
		row[COL_ACTION] = cell_text("its words");
		row[line[k].col] = chart_number(c, line[k].x);
		row[COL_ROW] = cell_number(y + line[k].up, 2);
		put_words(f, t->n_rows - 1, kind_of[line[k].col],
			  line[k].text, line[k].colour, line[k].bold);
	}
}

static void zero_line(struct planner *p, struct block_table *t,
		      const struct chart *c, struct xlsx_forest *f)
{
	for (int top = 0; top < 2; top++) {
		struct cell *row = block_table_row(p, t);

		row[COL_ACTION] = cell_text("No change");
		row[COL_ZERO] = chart_number(c, 0);
		row[COL_ROW] = cell_number(top ? (double)c->n + 0.5 : 0.4, 2);
	}
	put_words(f, t->n_rows - 1, SERIES_ZERO, "no change",
		  p->doc->theme.muted, false);
}

void blocks_of_forest(struct planner *p, const struct chart *c, int span)
{
	static const struct column column[COLUMNS] = {
		[COL_ACTION] = { "Row", ALIGN_LEFT, 10, false },
		[COL_RANGE] = { "Range", ALIGN_RIGHT, 0, false },
		[COL_DIFFERENCE] = { "Difference", ALIGN_RIGHT, 0, false },
		[COL_PROMISED] = { "Promised", ALIGN_RIGHT, 0, false },
		[COL_ZERO] = { "No change", ALIGN_RIGHT, 0, false },
		[COL_NAME] = { "Names", ALIGN_RIGHT, 0, false },
		[COL_WORD] = { "Words", ALIGN_RIGHT, 0, false },
		[COL_ROW] = { "Height", ALIGN_RIGHT, 0, false },
	};
	struct forest_words *w = arena_array(p->a, c->n, sizeof *w);
	struct block_chart *b = chart_add(p, c, span);
	struct xlsx_forest *f;
	double word_at;

	for (size_t i = 0; i < c->n; i++)
		w[i] = words_of_row(p, c, i);
	f = forest_scale(p, c, w, &word_at);
	b->forest = f;
	b->data = block_table_new(p, column, COLUMNS);
	b->data->role = ROLE_CHART_DATA;
	for (size_t i = 0; i < c->n; i++)
		forest_row(p, b->data, c, f, &w[i], i, word_at);
	zero_line(p, b->data, c, f);
	for (size_t k = COL_RANGE; k < COLUMNS; k++)
		chart_series(b, kind_of[k], k);
}
