/*
 * render/layout.h - how elements are measured (private to the layout).
 *
 * An element becomes a stack of pieces. A piece is drawn whole or moved to
 * the next page; its height is known and its operations lie relative to its
 * own top, with x already that of the page. The flow (layout_flow.c) sets
 * stacks side by side, breaks them between pieces and repeats headers.
 *
 * To lay out a new element: a function that fills a stack, here, and a case
 * in element_layout() of pdf_layout.c.
 */
#ifndef TUNEUP_RENDER_LAYOUT_H
#define TUNEUP_RENDER_LAYOUT_H

#include "render/pdf_layout.h"

#define GRID_COLUMNS 12
#define MARGIN 44.0
#define GUTTER 14.0
#define COLUMN_GAP 20.0		/* between columns of text */

struct maker {
	struct layout *out;
	struct arena *arena;		/* out->arena */
	const struct doc *doc;
	const struct doc_theme *theme;
	const struct fonts *fonts;
	uint32_t fallback;		/* character for missing ones */
	double air;			/* share of the usual gaps, 0..1 */
	bool small;			/* an appendix: smaller type */
	bool dense;			/* ... or lists: as small as they get */
	size_t tag;			/* what is painted belongs to it */
	size_t element, elements;	/* number of the one in work, 0 none;
					 * of the last one */
	bool section;			/* under a heading of its own */
};

struct piece {
	double gap;		/* above it, unless it is first on a page */
	double height;
	bool keep_next;		/* not last on a page */
	const struct piece *repeat; /* drawn first when a page starts here */
	struct op *op;
	size_t n, cap;
};

struct stack {
	double x, w;
	bool solid;		/* moves to a fresh page rather than break */
	bool flows;		/* may begin with one item at a page's end */
	const struct piece *again; /* over columns that go on overleaf */
	struct piece **piece;
	size_t n, cap;
};

/* How text looks: two faces (plain and bold stretches), one line height. */
struct type {
	enum face face, bold;
	double size, leading;
	uint32_t colour;
	double tracking;
	bool halo, heading;
};

/* ---- text (layout_text.c) ---- */

struct text_run { const char *s; size_t len; bool bold; double width; };
struct text_line {
	struct text_run *run;
	size_t n, cap;
	double width;
	bool joins;		/* broken inside a word */
};
struct text_lines { struct text_line *line; size_t n, cap; };

/* Replace what the fonts lack, drop what has no shape; keeps bold marks. */
const char *text_clean(struct maker *m, const char *s);
/* Without bold marks, cleaned. */
const char *text_plain(struct maker *m, const char *rich);
/* Break rich text into lines of at most `width`; words that are wider are
 * broken inside. Never zero lines; "" is one empty line. */
struct text_lines text_wrap(struct maker *m, const struct type *t,
			    double width, const char *rich);
/* A width, or less of it where the last line would be one word. */
double no_last_word(struct maker *m, const struct type *t, double width,
		    const char *text);
double lines_width(const struct text_lines *lines);	/* of the widest */
/* Width of the widest line without breaking, and of the widest word. */
double text_widest(struct maker *m, const struct type *t, const char *rich);
double word_widest(struct maker *m, const struct type *t, const char *rich);
/* Plain text in capitals. */
const char *text_capitals(struct maker *m, const char *s);
/* s, or its longest beginning with "…" that fits. Only where the whole text
 * stands elsewhere. */
const char *text_elide(struct maker *m, const struct type *t, double width,
		       const char *s);

/* ---- what pages cannot show (layout_missing.c) ---- */

/* What stands for a run of characters of `text`. */
const char *missing_shown(struct maker *m, const char *run, size_t len,
			  const char *text);
/* The first of these in len bytes that are shown, NULL = none; *at is where it
 * begins. */
const struct missing *missing_in(const struct layout *l, const char *s,
				 size_t len, size_t *at);
/* A copy of the document that says so, in missing_part(); doc_release(). */
void missing_told(struct doc *out, const struct doc *d,
		  const struct layout *l);
size_t missing_part(const struct doc *d);
/* Marks that change how others look and have no shape of their own. */
bool char_is_shapeless(uint32_t cp);

/* ---- structure (layout_tag.c) ---- */

/*
 * What is painted between tag_open() and tag_close() is that: a heading, a
 * cell, a figure. `text` as in struct tag, NULL = none. In a figure all of it
 * belongs to the figure; elsewhere lines and areas are furniture, and text
 * painted where only tags may stand becomes a paragraph. Charts need nothing:
 * layout_chart() opens the figure. Another drawing, its heading done:
 *
 *	tag_open(m, TAG_FIGURE, alt);
 *	... paint_path(), paint_text() ...
 *	tag_close(m);
 */
size_t tag_open(struct maker *m, enum tag_kind kind, const char *text);
void tag_close(struct maker *m);	/* back to the one around it */
/* Go on in a tag that was opened before, 0 = furniture; returns the one
 * left, to be entered again. */
size_t tag_enter(struct maker *m, size_t tag);
/* The kind of an element's title here. */
enum tag_kind heading_tag(const struct maker *m);

/* ---- painting on a piece (layout_paint.c) ---- */

struct piece *stack_piece(struct maker *m, struct stack *col, double gap,
			   double height);
struct piece *piece_new(struct maker *m, double gap, double height);
struct op *piece_op(struct maker *m, struct piece *p, enum op_type type,
		    struct box box, uint32_t colour);

/* One line of plain text at a baseline; returns its width. */
double paint_text(struct maker *m, struct piece *p, const struct type *t,
		  double x, double baseline, enum align align, const char *s);
/* Lines from `first` up to `last`, the first of them at the baseline. */
void paint_lines(struct maker *m, struct piece *p, const struct type *t,
		 struct box at, enum align align,
		 const struct text_lines *lines, size_t first, size_t last);
void paint_rect(struct maker *m, struct piece *p, struct box box,
		double radius, uint32_t colour, int alpha);
struct op *paint_line(struct maker *m, struct piece *p, struct point from,
		      struct point to, uint32_t colour, double width);
struct op *paint_path(struct maker *m, struct piece *p,
		      const struct point *point, size_t n, uint32_t colour,
		      double width);
void paint_area(struct maker *m, struct piece *p, const struct point *point,
		size_t n, uint32_t colour, int alpha);
void paint_dot(struct maker *m, struct piece *p, struct point at,
	       double radius, uint32_t colour, double rim);
void paint_triangle(struct maker *m, struct piece *p, struct point at,
		    double size, bool up, uint32_t colour);
/* A finished operation, moved, onto a page. */
void page_add(struct maker *m, struct page *page, const struct op *op,
	      double dx, double dy);

uint32_t colour_mix(uint32_t a, uint32_t b, double t);

/* Grow an arena array to hold one more element. */
#define arena_reserve(arena, pitem, n, pcap) \
	(*(pitem) = arena_grow((arena), *(pitem), (n), (pcap), \
			       sizeof **(pitem)))
void *arena_grow(struct arena *a, void *item, size_t n, size_t *cap,
		 size_t size);

/* ---- elements ---- */

/* Title and subtitle under a rule; kept with what follows. */
void layout_heading(struct maker *m, struct stack *col, const char *title,
		    const char *subtitle);
/* Small capitals over a rule. */
void layout_caption(struct maker *m, struct stack *col, const char *title);
void layout_text(struct maker *m, struct stack *col, enum text_style style,
		 const char *text);
void layout_tiles(struct maker *m, struct stack *col,
		  const struct element *e);
void layout_list(struct maker *m, struct stack *col,
		 const struct element *e);
void layout_table(struct maker *m, struct stack *col,
		  const struct table *t);
/* Only its rows and their header, which each column of them has again; of
 * them is said that they go on once a page, by col->again. */
void layout_rows(struct maker *m, struct stack *col, const struct table *t);
/* The least width at which an appendix can show a table as it should be: only
 * what may wrap does. */
double table_least(struct maker *m, const struct table *t);
/* A cell as its text, with its marks of bold. */
const char *cell_string(struct maker *m, const struct cell *c);
/* The rows of a table of entries, for a column of col->w. */
void layout_entries(struct maker *m, struct stack *col,
		    const struct table *t);
void layout_chart(struct maker *m, struct stack *col,
		  const struct chart *c);
void layout_control(struct maker *m, struct stack *col,
		    const struct chart *c);
void layout_bars(struct maker *m, struct stack *col, const struct chart *c);
void layout_range(struct maker *m, struct stack *col,
		  const struct chart *c);
void layout_bridge(struct maker *m, struct stack *col,
		   const struct chart *c);
void layout_slope(struct maker *m, struct stack *col,
		  const struct chart *c);
void layout_forest(struct maker *m, struct stack *col,
		   const struct chart *c);
void layout_pairs(struct maker *m, struct stack *col, const struct chart *c);
void layout_pareto(struct maker *m, struct stack *col,
		   const struct chart *c);
void layout_panels(struct maker *m, struct stack *col,
		   const struct chart *c);
void layout_lines(struct maker *m, struct stack *col, const struct chart *c);
void layout_form(struct maker *m, struct stack *col, const struct form *f);
void layout_map(struct maker *m, struct stack *col,
		const struct map_figure *f);

/* ---- charts: what they share (layout_chart.c) ---- */

struct scale { double d0, d1, r0, r1; };	/* domain to range */
double scale_at(struct scale s, double v);
/* Widen the domain to hold v; a gap changes nothing. */
void scale_take(struct scale *s, double v);
struct ticks { double first, step, last; int n, digits; };
/* About `want` round steps that cover lo..hi. */
struct ticks ticks_cover(double lo, double hi, int want);
double tick_value(struct ticks t, int i);

bool is_value(double v);			/* finite */
double chart_at(const double *series, size_t i);	/* NAN when absent */
/* "13.2 %", "41 h"; signed with + or −. */
const char *chart_words(struct maker *m, const struct chart *c, double v,
			bool sign);
/* A number between two ticks, its unit dropped: axis labels. */
const char *tick_words(struct maker *m, const struct chart *c, double v,
		       int digits, bool unit);
/* "18.0 % (12.0–26.0 %)": value bold, interval after it; may break only
 * between the two. */
const char *chart_words_range(struct maker *m, const struct chart *c,
			      size_t i);

/* Names of rows at the left: their lines and the width they share. */
struct row_names {
	struct text_lines *lines;	/* per row */
	double width;
};
struct row_names chart_names(struct maker *m, const struct chart *c,
			     const struct type *t, double max);

/* Labels pushed apart until each has its height; order is kept. */
struct spread { double y, height; size_t id; };
void labels_spread(struct spread *label, size_t n, double lo, double hi);

/* ---- flow (layout_flow.c) ---- */

struct flow {
	struct maker *m;
	size_t page;		/* index of the page in work */
	double y;		/* next free line */
};

void flow_part(struct flow *f, size_t part);	/* a fresh page */
/* Of all pieces, with that share of the gaps between them. */
double stack_height(const struct stack *c, double air);
/*
 * Place stacks side by side under `lead` (may be NULL), which stays with
 * them. Breaks between pieces; repeats headers.
 */
void flow_place(struct flow *f, const struct stack *lead,
		struct stack *const *col, size_t n, double gap);

/*
 * One long stack, `title` over it, in as many columns as the page has room
 * for: down the first, then the next; the last page's are of one height.
 */
void flow_columns(struct flow *f, const struct stack *lead,
		  struct stack *title, const struct stack *text, double gap);

/* ---- tables of an appendix beside each other (layout_beside.c) ---- */

/* In how many columns a table stands best, 1: as wide as the page. */
size_t beside_columns(struct maker *m, const struct element *e);
double beside_width(const struct maker *m, size_t n);	/* of one */
/* Whether two tables stand best in halves of that width. */
bool beside_pair(struct maker *m, const struct element *a,
		 const struct element *b, double width);

/* Work on that page's paper. */
void layout_paper(struct layout *l, const struct page *page);

/* Header and footer of every page, when the number of pages is known. */
void layout_frame(struct maker *m);

#endif
