/*
 * Tables: columns as wide as their content asks, cells in lines, the header
 * again on every page. A row taller than a third of a page goes on over pages
 * in slices of lines; nothing is ever left out.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "render/layout.h"

/* From airy to dense; the last one may break words to fit. */
struct density { double size, leading, pad, gap; };
static const struct density density[] = {
	{ 9.0, 12.0, 4.6, 16 },
	{ 8.4, 11.0, 3.2, 13 },
	{ 7.6, 9.8, 2.6, 10 },
	{ 6.8, 8.8, 2.2, 7 },
	{ 5.8, 7.6, 1.8, 5 },
};
/* In an appendix, which is looked up and not read. */
static const struct density appendix[] = {
	{ 7.5, 9.4, 1.9, 9 },
	{ 6.8, 8.6, 1.3, 5.5 },
	{ 5.8, 7.4, 1.2, 5 },
};
#define N_DENSITY (sizeof density / sizeof *density)
#define N_APPENDIX (sizeof appendix / sizeof *appendix)
#define LONG_TABLE 18		/* rows from which the dense form is better */
#define SMALL_LONG 40		/* ... in an appendix */
#define DENSE 1			/* as dense as one there is by choice */
#define LAST_ROWS 3		/* at least, on a table's last page */
#define SMALL_TABLE 12		/* up to here rows stay on one page */
#define WORD_MOST 140.0		/* longer ones may break inside */
#define CHARACTER 0.53		/* width of a usual one, of the size */

struct grid {
	const struct table *t;
	const struct density *d;
	struct type head, body;
	double *x, *w;		/* per column */
	const char ***text;	/* [row][column] */
	size_t slice;		/* most lines in one piece */
	size_t *tag;		/* of the cells of the row in work */
	double heat;		/* what the darkest cell is worth */
};

const char *cell_string(struct maker *m, const struct cell *c)
{
	struct strbuf sb = STRBUF_INIT;
	char *copy;

	if (c->type == CELL_TEXT)
		return c->text ? c->text : "";
	if (c->type == CELL_BLANK)
		return "";
	cell_words(&sb, c, m->doc->currency);
	copy = arena_strndup(m->arena, sb.s, sb.len);
	strbuf_release(&sb);
	return copy;
}

static void grid_texts(struct maker *m, struct grid *g)
{
	const struct table *t = g->t;

	g->text = arena_array(m->arena, t->n_rows + 1, sizeof *g->text);
	for (size_t r = 0; r < t->n_rows; r++) {
		g->text[r] = arena_array(m->arena, t->n_columns + 1,
					 sizeof **g->text);
		for (size_t c = 0; c < t->n_columns; c++)
			g->text[r][c] = cell_string(m, &t->rows[r][c]);
	}
}

static void grid_types(struct maker *m, struct grid *g, size_t level)
{
	const struct density *d = m->small ? &appendix[level] :
					     &density[level];

	g->d = d;
	g->head = (struct type){ FACE_BOLD, FACE_BOLD, fmin(7.6, d->size),
				 fmin(9.6, d->leading), m->theme->muted, 0,
				 false, true };
	g->body = (struct type){ FACE_REGULAR, FACE_BOLD, d->size,
				 d->leading, m->theme->ink, 0, false,
				 false };
}

/* How dark a cell is, 0 to 1; negative: it has no shade. By the root, so
 * that small counts are seen beside large ones. */
static double heat_of(const struct grid *g, size_t r, size_t c)
{
	if (!(g->heat > 0) || !is_heat(g->t, r, c))
		return -1;
	return sqrt(g->t->rows[r][c].num / g->heat);
}

static struct type cell_type(struct maker *m, const struct grid *g, size_t r,
			     size_t c)
{
	const struct cell *cell = &g->t->rows[r][c];
	struct type t = g->body;

	t.colour = tone_colour(m->theme, cell->tone);
	if (cell->type == CELL_DASH)
		t.colour = m->theme->muted;
	if (heat_of(g, r, c) > 0.8)
		t.colour = 0xffffff;
	if (cell->tone == TONE_STRONG ||
	    (g->t->total_row && r + 1 == g->t->n_rows))
		t.face = t.bold;
	return t;
}

/* Widths of one column: its words fit, it looks right, nothing breaks. */
struct wish { double least, good, full; };

static struct wish column_wish(struct maker *m, const struct grid *g,
			       size_t c)
{
	const struct table *t = g->t;
	double asked = t->columns[c].width * g->d->size * CHARACTER;

	struct wish w;

	w.least = word_widest(m, &g->head, t->columns[c].title);
	w.full = fmin(text_widest(m, &g->head, t->columns[c].title),
		      fmax(w.least, 70));
	for (size_t r = 0; r < t->n_rows; r++) {
		struct type type = cell_type(m, g, r, c);
		double word = word_widest(m, &type, g->text[r][c]);
		double whole = text_widest(m, &type, g->text[r][c]);

		if (t->rows[r][c].type != CELL_TEXT)
			word = whole;
		else
			word = fmin(word, WORD_MOST);
		w.least = fmax(w.least, word);
		w.full = fmax(w.full, whole);
	}
	w.full = fmax(w.full, w.least);
	w.good = w.full;
	if (t->columns[c].wrap && asked > 0)
		w.good = fmin(w.full, fmax(asked, w.least));
	return w;
}

/* Room beyond what looks right goes where lines still break, then to all. */
static void share_rest(struct grid *g, const struct wish *wish, double rest)
{
	size_t n = g->t->n_columns;
	double hunger = 0, fed;

	for (size_t c = 0; c < n; c++)
		hunger += wish[c].full - wish[c].good;
	fed = fmin(hunger, rest);
	for (size_t c = 0; c < n; c++) {
		if (hunger > 0)
			g->w[c] += (wish[c].full - wish[c].good) * fed /
				   hunger;
		g->w[c] += (rest - fed) / (double)n;
	}
}

/* Too little room: narrow columns keep theirs, wide ones end at one level. */
static void share_want(struct grid *g, const struct wish *wish, double room)
{
	size_t n = g->t->n_columns, wide = n;
	double level = room / (double)n, was = 0;

	while (wide > 0 && level > was + 0.01) {
		double kept = 0;

		was = level;
		wide = 0;
		for (size_t c = 0; c < n; c++) {
			if (wish[c].least <= level)
				kept += wish[c].least;
			else
				wide++;
		}
		if (wide)
			level = (room - kept) / (double)wide;
	}
	for (size_t c = 0; c < n; c++)
		g->w[c] = fmin(wish[c].least, level);
}

/* Share `room` out; false when the words do not fit at this density. */
static bool grid_share(struct grid *g, const struct wish *wish, double room)
{
	double least = 0, good = 0, part = 0;
	size_t n = g->t->n_columns;

	for (size_t c = 0; c < n; c++) {
		least += wish[c].least;
		good += wish[c].good;
	}
	if (good > least)
		part = fmin(1, (room - least) / (good - least));
	for (size_t c = 0; c < n; c++) {
		g->w[c] = wish[c].least + part *
			  (wish[c].good - wish[c].least);
	}
	if (least > room)
		share_want(g, wish, room);
	else if (good < room)
		share_rest(g, wish, room - good);
	return least <= room;
}

/* Of a column whose title may break, and whose cells look right. */
static double column_least(struct maker *m, const struct grid *g, size_t c)
{
	const struct table *t = g->t;
	double least = word_widest(m, &g->head, t->columns[c].title);
	double asked = t->columns[c].wrap ? t->columns[c].width * g->d->size *
					    CHARACTER : INFINITY;

	for (size_t r = 0; r < t->n_rows; r++) {
		struct type type = cell_type(m, g, r, c);
		double whole = text_widest(m, &type, g->text[r][c]);

		if (t->rows[r][c].type == CELL_TEXT)
			whole = fmin(whole, fmax(asked, fmin(WORD_MOST,
				word_widest(m, &type, g->text[r][c]))));
		least = fmax(least, whole);
	}
	return least;
}

/* Widths at one density; false when they are not as they should be. In an
 * appendix the denser one is better than cells that break. */
static bool grid_try(struct maker *m, struct grid *g, size_t level,
		     double width)
{
	size_t n = g->t->n_columns;
	struct wish *wish = arena_array(m->arena, n, sizeof *wish);
	double room, whole = 0;

	grid_types(m, g, level);
	room = width - (double)(n - 1) * g->d->gap;
	for (size_t c = 0; c < n; c++) {
		wish[c] = column_wish(m, g, c);
		if (m->small)
			whole += column_least(m, g, c);
	}
	if (!m->small || whole > room)
		return grid_share(g, wish, room) &&
		       (!m->small || level >= DENSE);
	for (size_t c = 0; c < n; c++) {
		wish[c].least = column_least(m, g, c);
		wish[c].good = fmax(wish[c].good, wish[c].least);
		wish[c].full = fmax(wish[c].full, wish[c].good);
	}
	return grid_share(g, wish, room);
}

static void grid_widths(struct maker *m, struct grid *g,
			const struct stack *col)
{
	size_t n = g->t->n_columns;
	size_t level = m->small ? m->dense || g->t->n_rows > SMALL_LONG :
		       g->t->n_rows > LONG_TABLE || m->air < 1;
	size_t last = (m->small ? N_APPENDIX : N_DENSITY) - 1;
	double x = col->x;

	g->x = arena_array(m->arena, n, sizeof *g->x);
	g->w = arena_array(m->arena, n, sizeof *g->w);
	while (!grid_try(m, g, level, col->w) && level < last)
		level++;
	for (size_t c = 0; c < n; c++) {
		g->x[c] = x;
		x += g->w[c] + g->d->gap;
	}
}

/* A row's tags: each cell's is there before any is painted, since a tall row
 * is painted in slices. The first column says what its row is about. */
static void row_open(struct maker *m, struct grid *g, bool header)
{
	tag_open(m, TAG_ROW, NULL);
	for (size_t c = 0; c < g->t->n_columns; c++) {
		g->tag[c] = tag_open(m, header ? TAG_COLUMN_HEAD : c ?
				     TAG_CELL : TAG_ROW_HEAD, NULL);
		tag_close(m);
	}
}

static void cell_paint(struct maker *m, struct piece *p, const struct grid *g,
		       const struct type *t, size_t c, double baseline,
		       const struct text_lines *lines, size_t first,
		       size_t last)
{
	struct box at = { g->x[c], baseline, g->w[c], 0 };
	size_t was = tag_enter(m, m->tag ? g->tag[c] : 0);

	paint_lines(m, p, t, at, g->t->columns[c].align, lines, first, last);
	tag_enter(m, was);
}

/* The header row from y on; returns its height. */
static double header_paint(struct maker *m, struct piece *p,
			   const struct grid *g, const struct stack *col,
			   double y)
{
	size_t n = g->t->n_columns, depth = 1;
	struct text_lines *lines = arena_array(m->arena, n, sizeof *lines);
	double height;

	for (size_t c = 0; c < n; c++) {
		lines[c] = text_wrap(m, &g->head, g->w[c] + 0.01,
				     g->t->columns[c].title);
		if (lines[c].n > depth)
			depth = lines[c].n;
	}
	/* Titles stand on the rule, so that short ones sit beside the last
	 * line of long ones. */
	for (size_t c = 0; c < n; c++)
		cell_paint(m, p, g, &g->head, c,
			   y + 8 + (double)(depth - lines[c].n) *
			   g->head.leading, &lines[c], 0, lines[c].n);
	height = 8 + (double)(depth - 1) * g->head.leading + 5;
	paint_line(m, p, (struct point){ col->x, y + height },
		   (struct point){ col->x + col->w, y + height },
		   m->theme->ink, 0.6);
	return height;
}

/* That the table goes on, in a line of that width. */
static struct piece *title_again(struct maker *m, const struct grid *g,
				 double x, double width)
{
	struct type t = { FACE_REGULAR, FACE_BOLD, 8.4, 11, m->theme->muted,
			  0, false, true };
	struct piece *p = piece_new(m, 0, 0);
	size_t was = tag_enter(m, 0);	/* said once, at the beginning */

	if (g->t->title && *g->t->title) {
		const char *title = arena_printf(m->arena, "%s, continued",
						 g->t->title);

		paint_text(m, p, &t, x, 8, ALIGN_LEFT,
			   text_elide(m, &t, width, title));
		p->height = 17;
	}
	tag_enter(m, was);
	return p;
}

/* The header once more, under what is on the piece already. */
static void header_again(struct maker *m, struct piece *p,
			 const struct grid *g, const struct stack *col)
{
	size_t was = tag_enter(m, 0);

	p->height += header_paint(m, p, g, col, p->height);
	tag_enter(m, was);
}

/* Light, so that the number is read over it. */
static void bar_paint(struct maker *m, struct piece *p, const struct grid *g,
		      size_t r, size_t c, double y)
{
	const struct table *t = g->t;
	const struct cell *cell = &t->rows[r][c];
	double most = table_bar(t, c);
	double height = g->d->size * 1.1;

	if (!(most > 0) || (t->total_row && r + 1 == t->n_rows) ||
	    cell->type == CELL_TEXT || cell->type == CELL_DASH ||
	    cell->type == CELL_BLANK)
		return;
	paint_rect(m, p, (struct box){ g->x[c], y, g->w[c] * cell->num / most,
				       height }, 0,
		   colour_mix(m->theme->accent, 0xffffff, 0.84), 100);
}

/* Cells of a heat map touch, so that it is seen as one area. */
static void heat_paint(struct maker *m, struct piece *p, const struct grid *g,
		       size_t r, size_t c, double height)
{
	double heat = heat_of(g, r, c), gap = g->d->gap;
	bool last = c + 1 == g->t->n_columns;

	if (heat < 0)
		return;
	paint_rect(m, p, (struct box){ g->x[c] - gap / 2, 0.5,
				       g->w[c] + (last ? gap / 2 : gap) - 1,
				       height - 1 },
		   0, colour_mix(0xffffff, m->theme->accent,
				 0.04 + 0.81 * heat), 100);
}

/* Lines first..last of a row as one piece. */
static void slice_place(struct maker *m, struct stack *col,
			const struct grid *g, size_t r,
			const struct text_lines *lines, size_t first,
			size_t last, const struct piece *again)
{
	bool begins = first == 0;
	double above = begins ? g->d->pad : 0;
	double height = above + (double)(last - first) * g->d->leading +
			g->d->pad * 0.8;
	struct piece *p = stack_piece(m, col, 0, height);
	double baseline = above + g->d->leading * 0.78;

	p->repeat = again;
	for (size_t c = 0; c < g->t->n_columns; c++) {
		struct type t = cell_type(m, g, r, c);

		if (g->t->rows[r][c].input)
			paint_rect(m, p, (struct box){ g->x[c], 0.5, g->w[c],
						       height - 1 },
				   0, m->theme->input, 100);
		heat_paint(m, p, g, r, c, height);
		if (begins)
			bar_paint(m, p, g, r, c,
				  baseline - g->d->size * 0.86);
		cell_paint(m, p, g, &t, c, baseline, &lines[c], first, last);
	}
}

static void row_place(struct maker *m, struct stack *col,
		      struct grid *g, size_t r, const struct piece *again)
{
	size_t n = g->t->n_columns, depth = 1;
	struct text_lines *lines = arena_array(m->arena, n, sizeof *lines);
	bool last_row = r + 1 == g->t->n_rows;
	bool before_total = g->t->total_row && r + 2 == g->t->n_rows;
	bool near_end = g->t->n_rows >= 6 && r + LAST_ROWS >= g->t->n_rows;
	struct piece *p;

	for (size_t c = 0; c < n; c++) {
		struct type t = cell_type(m, g, r, c);

		lines[c] = text_wrap(m, &t, g->w[c] + 0.01, g->text[r][c]);
		if (lines[c].n > depth)
			depth = lines[c].n;
	}
	row_open(m, g, false);
	for (size_t first = 0; first < depth; first += g->slice) {
		size_t last = first + g->slice;

		slice_place(m, col, g, r, lines, first,
			    last < depth ? last : depth, again);
	}
	p = col->piece[col->n - 1];
	p->keep_next = !last_row && (before_total || near_end);
	paint_line(m, p, (struct point){ col->x, p->height },
		   (struct point){ col->x + col->w, p->height },
		   before_total ? m->theme->ink : m->theme->rule,
		   before_total || last_row ? 0.6 : 0.5);
	tag_close(m);
}

/* Rows under a header; `again` gets the header, too. */
static void rows_layout(struct maker *m, struct stack *col, struct grid *g,
			struct piece *again)
{
	const struct table *t = g->t;
	struct piece *header;

	tag_open(m, TAG_TABLE, NULL);
	row_open(m, g, true);
	header = stack_piece(m, col, 0, 0);
	header->height = header_paint(m, header, g, col, 0);
	tag_close(m);
	header->keep_next = true;
	header_again(m, again, g, col);
	for (size_t r = 0; r < t->n_rows; r++)
		row_place(m, col, g, r, again);
	tag_close(m);
}

static void grid_make(struct maker *m, struct grid *g, const struct stack *col)
{
	g->heat = table_heat(g->t);
	grid_texts(m, g);
	grid_widths(m, g, col);
	g->slice = (size_t)(m->out->content.h / 3 / g->d->leading);
	g->tag = arena_array(m->arena, g->t->n_columns, sizeof *g->tag);
}

void layout_table(struct maker *m, struct stack *col, const struct table *t)
{
	struct grid g = { .t = t };

	if (t->title && *t->title)
		layout_heading(m, col, t->title, t->subtitle);
	if (t->n_rows == 0 || t->n_columns == 0) {
		layout_text(m, col, TEXT_BODY, t->empty ? t->empty : "");
		return;
	}
	grid_make(m, &g, col);
	col->solid = col->solid || t->n_rows <= SMALL_TABLE;
	rows_layout(m, col, &g, title_again(m, &g, col->x, col->w));
}

void layout_rows(struct maker *m, struct stack *col, const struct table *t)
{
	struct grid g = { .t = t };

	grid_make(m, &g, col);
	col->again = title_again(m, &g, col->x, m->out->content.w);
	rows_layout(m, col, &g, piece_new(m, 0, 0));
}

double table_least(struct maker *m, const struct table *t)
{
	struct grid g = { .t = t };
	double sum;

	grid_texts(m, &g);
	grid_types(m, &g, DENSE);
	sum = (double)(t->n_columns - 1) * g.d->gap;
	for (size_t c = 0; c < t->n_columns; c++)
		sum += column_least(m, &g, c);
	return sum;
}
