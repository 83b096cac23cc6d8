/*
 * The forest: a row an action, its difference as a dot on its interval,
 * around a line at zero.
 *
 * No kind of native bar has an interval from cells, so it is a scatter of
 * points: x is the difference, y the row. Each series has rows of its own, so
 * that no point has one without the other; an empty row ends a line, so all
 * intervals are one series. Names and words stand at points left and right of
 * the drawing.
 */
#include "render/xlsx_blocks_chart.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "render/xlsx_text.h"

#define ROWS_EACH 9	/* an interval and its end, a dot, a promise, two lines
			 * of words on each side */
#define LINE_APART 0.19		/* of a row: its two lines of words */
#define LETTERS 9.0		/* points */
#define DIGIT_PIXELS 7.0
#define PIXELS 840.0		/* of a plot that spans the page */
#define NAME_MOST 0.36		/* of its width */
#define WORD_MOST 0.34

enum { COL_WHAT, COL_X, COL_HEIGHT, COLUMNS };

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
	f->colour = arena_array(p->a, rows, sizeof *f->colour);
	f->bold = arena_array(p->a, rows, sizeof *f->bold);
	return f;
}

/* ---- its numbers ---------------------------------------------------- */

struct forest {
	struct planner *p;
	const struct chart *c;
	struct block_chart *b;
	struct xlsx_forest *f;
	const struct forest_words *w;
	double word_at;
};

static void point_add(struct forest *t, const char *what, double x, double y)
{
	struct cell *row = block_table_row(t->p, t->b->data);

	row[COL_WHAT] = cell_text(what);
	if (!isfinite(x))
		return;		/* no point at all */
	row[COL_X] = chart_number(t->c, x);
	row[COL_HEIGHT] = cell_number(y, 2);
}

/* Rows since `from` are those of a series. */
static void series_end(struct forest *t, enum xlsx_series kind, size_t from)
{
	size_t k = t->b->n_series;

	if (t->b->data->n_rows == from)
		return;
	t->b->from[k] = from;
	t->b->rows[k] = t->b->data->n_rows - from;
	chart_series(t->b, kind, COL_X);
}

static void put_words(struct forest *t, const char *text, uint32_t colour,
		      bool bold)
{
	size_t row = t->b->data->n_rows - 1;

	t->f->text[row] = text;
	t->f->colour[row] = colour;
	t->f->bold[row] = bold;
}

static void words_at(struct forest *t, const char *text, double x, double y,
		     uint32_t colour, bool bold)
{
	if (!*text)
		return;
	point_add(t, text, x, y);
	put_words(t, text, colour, bold);
}

static double height_of(const struct chart *c, size_t i)
{
	return (double)(c->n - i);
}

static void intervals(struct forest *t)
{
	const struct chart *c = t->c;

	for (size_t i = 0; i < c->n; i++) {
		const char *what = arena_printf(t->p->a, "%s, range",
						c->label[i]);

		point_add(t, what, c->low[i], height_of(c, i));
		point_add(t, what, c->high[i], height_of(c, i));
		point_add(t, "", NAN, NAN);
	}
	series_end(t, SERIES_INTERVAL, 0);
}

static void dots(struct forest *t, enum xlsx_series kind, const char *word,
		 const double *x)
{
	size_t from = t->b->data->n_rows;

	for (size_t i = 0; x && i < t->c->n; i++)
		if (isfinite(x[i]))
			point_add(t, arena_printf(t->p->a, "%s, %s",
						  t->c->label[i], word),
				  x[i], height_of(t->c, i));
	series_end(t, kind, from);
}

/* Left of the drawing, or right of it. */
static void words(struct forest *t, enum xlsx_series kind)
{
	const struct doc_theme *theme = &t->p->doc->theme;
	const struct chart *c = t->c;
	size_t from = t->b->data->n_rows;

	for (size_t i = 0; i < c->n; i++) {
		const struct forest_words *w = &t->w[i];
		double y = height_of(c, i);

		if (kind == SERIES_NAME) {
			words_at(t, w->name, t->f->low, y + LINE_APART,
				 theme->ink, true);
			words_at(t, w->under, t->f->low, y - LINE_APART,
				 theme->muted, false);
			continue;
		}
		words_at(t, w->value, t->word_at, y + LINE_APART, theme->ink,
			 false);
		words_at(t, w->word, t->word_at, y - LINE_APART,
			 tone_colour(theme, c->tone ? c->tone[i] : TONE_PLAIN),
			 true);
	}
	series_end(t, kind, from);
}

static void zero_line(struct forest *t)
{
	size_t from = t->b->data->n_rows;

	point_add(t, "no change", 0, 0.4);
	point_add(t, "no change", 0, (double)t->c->n + 0.5);
	put_words(t, "no change", t->p->doc->theme.muted, false);
	series_end(t, SERIES_ZERO, from);
}

void blocks_of_forest(struct planner *p, const struct chart *c, int span)
{
	const struct column column[COLUMNS] = {
		[COL_WHAT] = { "What", ALIGN_LEFT, 10, false },
		[COL_X] = { "Difference", ALIGN_RIGHT, 0, false },
		[COL_HEIGHT] = { "Height", ALIGN_RIGHT, 0, false },
	};
	struct forest_words *w = arena_array(p->a, c->n, sizeof *w);
	struct forest t = { .p = p, .c = c, .w = w };

	for (size_t i = 0; i < c->n; i++)
		w[i] = words_of_row(p, c, i);
	t.f = forest_scale(p, c, w, &t.word_at);
	t.f->height_column = COL_HEIGHT;
	t.b = chart_add(p, c, span);
	t.b->forest = t.f;
	t.b->data = block_table_new(p, column, COLUMNS);
	t.b->data->role = ROLE_CHART_DATA;
	intervals(&t);
	dots(&t, SERIES_VALUE, "difference", c->value);
	dots(&t, SERIES_PROMISE, "promised", c->promised);
	words(&t, SERIES_NAME);
	words(&t, SERIES_WORD);
	zero_line(&t);
}
