/*
 * Tables whose rows are read one by one: each row a paragraph in small type,
 * its name in bold, then what the columns say, the last ones as its source.
 */
#include "render/layout.h"

#define SIZE 6.8
#define LEADING 8.3
#define DENSE_SIZE 6.5
#define DENSE_LEADING 7.9
#define ENTRY_GAP 4.6
#define SHORT 0.6		/* of the column: what joins the line above */

/* Lines, each a piece; a column never ends after the first or before the
 * last line of an entry. */
static void lines_place(struct maker *m, struct stack *col,
			const struct type *t, double gap, bool ends,
			const char *text)
{
	struct text_lines lines = text_wrap(m, t, col->w, text);

	for (size_t i = 0; i < lines.n; i++) {
		struct box at = { col->x, t->size * 0.98, col->w, 0 };
		struct piece *p = stack_piece(m, col, i ? 0 : gap,
					      t->leading);

		paint_lines(m, p, t, at, ALIGN_LEFT, &lines, i, i + 1);
		p->keep_next = t->heading || i == 0 || i + 2 == lines.n;
	}
	if (ends)
		col->piece[col->n - 1]->keep_next = false;
}

/* What says where it comes from, in one line at the end. */
static const char *tail_words(struct maker *m, const struct table *t,
			      const struct cell *row, size_t from)
{
	const char *all = "";

	for (size_t c = from; c < t->n_columns; c++) {
		const char *words = cell_string(m, &row[c]);

		if (*words)
			all = arena_printf(m->arena, "%s%s%s", all,
					   *all ? " \u00b7 " : "", words);
	}
	return all;
}

/* A value, which is never broken, stands beside the name. */
static const char *name_words(struct maker *m, const struct table *t,
			      const struct cell *row, size_t *next)
{
	const char *name = cell_string(m, &row[0]), *value;

	*next = 1;
	if (t->n_columns < 2 || t->columns[1].wrap)
		return name;
	*next = 2;
	value = cell_string(m, &row[1]);
	return *value ? arena_printf(m->arena, "%s: %s", name, value) : name;
}

static void entry_place(struct maker *m, struct stack *col,
			const struct table *t, const struct cell *row)
{
	double size = m->dense ? DENSE_SIZE : SIZE;
	double leading = m->dense ? DENSE_LEADING : LEADING;
	struct type name = { FACE_BOLD, FACE_BOLD, size, leading,
			     m->theme->ink, 0, false, true };
	struct type body = { FACE_REGULAR, FACE_BOLD, size, leading,
			     m->theme->ink, 0, false, false };
	struct type more = body;
	size_t next, last = 0;
	const char *title = name_words(m, t, row, &next);
	const char *text[3] = { "", "", tail_words(m, t, row, next + 2) };

	more.colour = m->theme->muted;
	for (size_t c = next; c < t->n_columns && c < next + 2; c++)
		text[c - next] = cell_string(m, &row[c]);
	if (*text[1] && *text[2]) {
		text[1] = arena_printf(m->arena, "%s (%s)", text[1], text[2]);
		text[2] = "";
	}
	if (*text[0] && *text[1] &&
	    text_widest(m, &more, text[1]) < SHORT * col->w) {
		text[0] = arena_printf(m->arena, "%s %s", text[0], text[1]);
		text[1] = "";
	}
	for (size_t i = 0; i < 3; i++)
		if (*text[i])
			last = i + 1;
	tag_open(m, TAG_ITEM, NULL);
	tag_open(m, TAG_LABEL, NULL);
	lines_place(m, col, &name, ENTRY_GAP, last == 0, title);
	tag_close(m);
	tag_open(m, TAG_BODY, NULL);
	for (size_t i = 0; i < 3; i++) {
		if (!*text[i])
			continue;
		tag_open(m, TAG_P, NULL);
		lines_place(m, col, i ? &more : &body, 0, i + 1 == last,
			    text[i]);
		tag_close(m);
	}
	tag_close(m);
	tag_close(m);
}

void layout_entries(struct maker *m, struct stack *col,
		    const struct table *t)
{
	tag_open(m, TAG_LIST, NULL);
	for (size_t r = 0; r < t->n_rows; r++)
		entry_place(m, col, t, t->rows[r]);
	tag_close(m);
}
