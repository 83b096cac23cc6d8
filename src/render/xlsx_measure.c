/* What a table wishes: how wide each column would like to be, and what must
 * fit into one cell. */
#include "render/xlsx_place.h"

#include <math.h>

#include "render/xlsx_text.h"

#define COLUMN_MAX 60.0		/* digits: wider texts break into lines */
#define HEADER_BUTTON 3.0	/* digits of a filter's button */
#define ONE_LINE 1.3		/* times a column's wish: rather a bit wider
				 * than one more line */
#define SENTENCE_DIGITS 60.0	/* a last column that wants so much */
#define SHORT_TEXT 34.0		/* digits that stay on one line anyway */
#define WIDE_TABLE 150.0	/* digits: printed smaller to fit a page */

/* ---- letters ------------------------------------------------------ */

double xlsx_role_points(enum xlsx_role role)
{
	static const double points[] = {
		[ROLE_HEADLINE] = 20, [ROLE_LEAD] = 11, [ROLE_SECTION] = 12,
		[ROLE_BODY] = 10, [ROLE_NOTE] = 9, [ROLE_HEADER] = 9,
		[ROLE_DATA] = 10, [ROLE_DENSE] = 10, [ROLE_TOTAL] = 10,
		[ROLE_FIGURE] = 16, [ROLE_CHART_DATA] = 9,
	};

	return points[role];
}

bool xlsx_role_bold(enum xlsx_role role, enum tone tone)
{
	return role == ROLE_SECTION || role == ROLE_HEADER ||
	       role == ROLE_TOTAL || tone == TONE_BAD || tone == TONE_STRONG;
}

bool cell_is_number(const struct cell *c)
{
	return c->type == CELL_NUMBER || c->type == CELL_PERCENT ||
	       c->type == CELL_MONEY || c->type == CELL_CHANGE ||
	       c->type == CELL_DATE;
}

enum xlsx_role table_role(const struct block_table *t, size_t r, size_t c)
{
	if (t->total_row && r + 1 == t->n_rows)
		return ROLE_TOTAL;
	return c == t->figure ? ROLE_FIGURE : t->role;
}

bool table_indent(const struct block_table *t, size_t c)
{
	/* a number keeps away from the frame of a cell to fill in */
	if (t->column[c].align == ALIGN_RIGHT)
		return c + 1 < t->n_columns && t->n_rows &&
		       t->row[0][c + 1].fill;
	return c > 0 && t->column[c].align == ALIGN_LEFT &&
	       (t->column[c - 1].align == ALIGN_RIGHT ||
		(t->column[c - 1].wrap && t->role == ROLE_DATA));
}

double table_button(const struct block_table *t)
{
	return t->excel_name || t->header_name ? HEADER_BUTTON : 0;
}

/* ---- wishes -------------------------------------------------------- */

static const char *words_of(struct planner *p, const struct cell *c)
{
	struct strbuf sb = STRBUF_INIT;
	const char *out;

	if (c->type == CELL_TEXT)
		return xlsx_plain(p->a, c->text ? c->text : "");
	cell_words(&sb, c, p->doc->currency);
	out = arena_strdup(p->a, sb.s);
	strbuf_release(&sb);
	return out;
}

struct wish {
	double text, number, word;	/* widest of each */
	double header;			/* on one line */
	bool empty;			/* no row says anything */
	bool fill;			/* a person writes here */
};

/* A header may break between words, but not a word; that of a wide column
 * stays on one line. */
static struct wish header_wish(const struct block_table *t, size_t c)
{
	const char *title = t->column[c].title;
	double points = xlsx_role_points(ROLE_HEADER);
	double pad = PAD_DIGITS + table_button(t);
	struct wish w = { 0 };

	if (t->excel_name && !*title)
		title = EMPTY_HEADER;
	w.word = word_digits(title, points, true) + pad;
	w.header = text_digits(title, points, true) + pad +
		   (table_indent(t, c) ? INDENT_DIGITS : 0);
	if (t->column[c].wrap)
		w.text = fmin(w.header, t->column[c].width);
	return w;
}

static struct wish column_wish(struct planner *p, const struct block_table *t,
			       size_t c)
{
	struct wish w = { 0 };
	const struct column *col = &t->column[c];

	if (t->header)
		w = header_wish(t, c);
	w.empty = true;
	for (size_t r = 0; r < t->n_rows; r++) {
		const struct cell *cell = &t->row[r][c];
		enum xlsx_role role = table_role(t, r, c);
		const char *words = words_of(p, cell);
		double points = xlsx_role_points(role), wide;
		bool bold = xlsx_role_bold(role, cell->tone);

		w.empty &= !*words;
		w.fill |= cell->fill != NULL;
		wide = text_digits(words, points, bold) + PAD_DIGITS;
		wide += table_indent(t, c) ? INDENT_DIGITS : 0;
		if (cell_is_number(cell))
			w.number = fmax(w.number, wide + 1);
		else
			w.text = fmax(w.text, wide);
		if (col->wrap)
			w.word = fmax(w.word, fmin(word_digits(words, points,
							       bold) +
						   PAD_DIGITS, 24));
	}
	return w;
}

/* A table without a number and without a place to fill in is prose: nobody
 * sorts or adds it, so its cells may be merged. */
static bool is_prose(const struct block_table *t)
{
	if (t->excel_name || t->header_name || t->total_row ||
	    t->role == ROLE_CHART_DATA)
		return false;
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t c = 0; c < t->n_columns; c++)
			if (cell_is_number(&t->row[r][c]) || t->row[r][c].input)
				return false;
	return true;
}

/* Is column c the last one and holds sentences? One cell that wide would
 * stretch the tables above it. */
static bool ends_in_sentences(const struct block_table *t, size_t c)
{
	const struct column *col = &t->column[c];

	if (c + 1 != t->n_columns)
		return false;
	return t->merge_last || (col->wrap && !t->excel_name &&
				 !t->header_name &&
				 t->role != ROLE_CHART_DATA &&
				 col->width >= SENTENCE_DIGITS);
}

/* How wide each column would like to be, and what must fit one cell. */
static double measure(struct planner *p, struct block_table *t,
		      double short_text)
{
	struct strip_column *s = t->strip.column;
	bool prose = is_prose(t);
	double total = 0;

	for (size_t c = 0; c < t->n_columns; c++) {
		const struct column *col = &t->column[c];
		struct wish w = column_wish(p, t, c);
		double least = fmax(w.word, w.number), want = w.text;

		s[c].merge = (prose && col->wrap) || ends_in_sentences(t, c);
		if (w.empty || w.fill)
			want = fmax(w.empty ? w.text : 0, col->width);
		else if (col->wrap &&
			 w.text > fmax(col->width * ONE_LINE, short_text))
			want = fmin(w.text, col->width > 0 ? col->width :
				    COLUMN_MAX);
		else if (!col->wrap && col->width > w.text)
			want = fmin(col->width, w.text + 6);
		want = fmin(want, COLUMN_MAX);
		s[c].one_cell = !s[c].merge && (col->wrap || w.number > 0 ||
					      w.text > COLUMN_MAX ||
					      col->align != ALIGN_LEFT ||
					      t->strip.dense);
		/* over several cells a header stays on one line */
		if (!s[c].one_cell)
			least = fmax(least, w.header);
		s[c].want = fmax(fmax(want, least), 3);
		s[c].right = col->align == ALIGN_RIGHT;
		total += s[c].want;
	}
	return total;
}

/* Short texts stay on one line, unless the page would get too wide. */
void table_measure(struct planner *p, struct block_table *t)
{
	t->strip.column = arena_array(p->a, t->n_columns,
				      sizeof *t->strip.column);
	t->strip.n = t->n_columns;
	if (measure(p, t, SHORT_TEXT) > WIDE_TABLE)
		measure(p, t, 0);
}
