/*
 * render/pdf_layout.h - a document as pages of things to draw.
 *
 * Everything is measured before anything is drawn: layout_make() turns the
 * model into a display list, page by page, and knows no PDF library. What it
 * returns can be checked (layout_check), counted and printed.
 *
 * Points, y grows down, the origin is the upper left corner of the page.
 * Every operation carries the box it fills. Text is valid UTF-8 that the
 * fonts can show: a run of characters they lack, or that need shaping, is
 * replaced by a box and letters, and a table on the part `data_quality` (or
 * the last one) says what each is.
 *
 * Promises, which tests hold it to: no text lies on another, nothing leaves
 * the margins, no row of a table is lost or cut, a table repeats its header
 * on each page, a heading never stands alone at the end of a page.
 */
#ifndef TUNEUP_RENDER_PDF_LAYOUT_H
#define TUNEUP_RENDER_PDF_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "render/pdf_font.h"
#include "report/model.h"

/*
 * What a piece of the page is, for a reader that shows no page: one that
 * speaks, reflows or copies. The order of tags is the reading order. A kind
 * that holds text (tag_holds()) has no tags inside.
 */
enum tag_kind {
	TAG_NONE,		/* page furniture: rules, headers, footers */
	TAG_DOCUMENT, TAG_SECT,
	TAG_H1,		/* a part's main sentence */
	TAG_H2,		/* title of an element, or a section */
	TAG_H3,		/* title of an element of a section */
	TAG_P,
	TAG_LIST, TAG_ITEM, TAG_LABEL, TAG_BODY,
	TAG_LINK,
	TAG_TABLE, TAG_ROW,
	TAG_COLUMN_HEAD, TAG_ROW_HEAD, TAG_CELL,
	TAG_FIGURE,
	TAG_COUNT
};

struct tag {
	enum tag_kind kind;
	size_t parent;		/* index, of a smaller number */
	const char *text;	/* figure: what it shows, in words; heading:
				 * its own words, for the bookmark */
};

/* Operations of a page from `first` up to `last` that have one tag. A text
 * with a halo begins one, since its halo is furniture; one that stands for
 * another is one. */
struct mark { size_t tag, first, last; };

struct point { double x, y; };
struct box { double x, y, w, h; };

enum op_type {
	OP_TEXT,	/* one run on one baseline */
	OP_RECT,	/* filled; radius > 0 rounds the corners */
	OP_PATH,	/* line through points */
	OP_AREA,	/* filled polygon */
	OP_DOT,		/* filled circle; width > 0 adds a white rim */
	OP_LINK		/* no mark; a click leads to a part */
};

struct op {
	enum op_type type;
	struct box box;
	size_t tag;		/* index into layout.tag, 0 = furniture */
	size_t element;		/* number of the element, 0 = none */
	bool frame;		/* header or footer: outside the content */
	uint32_t colour;	/* 0xRRGGBB */
	int alpha;		/* percent, 100 = opaque */
	double width;		/* of a line */
	int dash_on, dash_off;	/* points, 0 = solid */
	double radius;
	/* OP_TEXT: starts at box.x */
	enum face face;
	double size, baseline, tracking;
	bool halo;		/* white edge, for text on lines */
	bool heading;		/* titles and table headers */
	bool joins;		/* goes on in the next one without a blank */
	const char *text;
	const char *actual;	/* what it stands for; NULL = itself */
	/* OP_PATH, OP_AREA */
	struct point *point;
	size_t n_point;
	/* OP_LINK */
	size_t part;		/* index into doc.part */
};

struct page {
	size_t part;		/* index into doc.part */
	double width, height;
	struct box content;	/* what elements may use */
	struct op *op;
	size_t n, cap;
};

/* Characters that pages cannot show, as they follow one another in a text. */
struct missing {
	const char *run;	/* "\u6771\u4eac" */
	const char *shown;	/* "\u25a1a" */
	const char *text;	/* the shortest they stand in */
};

struct layout {
	double width, height;		/* of the page in work, in the end */
	struct box content;		/* of the first one */
	struct page *page;
	size_t n, cap;
	size_t *first_page;		/* per part */
	struct tag *tag;		/* [0] furniture, [1] the document */
	size_t n_tag, cap_tag;
	struct missing *missing;	/* runs replaced, each once */
	size_t n_missing, cap_missing;
	struct arena arena;
};

/* layout_release() also after -1. The fonts must outlive the layout. */
int layout_make(struct layout *out, const struct doc *doc,
		const struct fonts *fonts, struct err *err);
void layout_release(struct layout *l);

/* Kinds that hold text; the others hold tags. */
bool tag_holds(enum tag_kind kind);
/* The marks of a page, in order; links are in none. Owned by the arena. */
struct mark *page_marks(struct arena *a, const struct page *p, size_t *n);
/* Per tag: is it, or one inside it, on a page? Rows and cells of a table are
 * kept when they are empty, or columns would shift. Owned by the arena. */
bool *tags_used(struct arena *a, const struct layout *l);

/* ERR_SOFTWARE naming page and text when a box leaves the page's content,
 * texts overlap, or a number is not finite. */
int layout_check(const struct layout *l, struct err *err);

/* More than files are held to: ERR_SOFTWARE when what belongs to one element
 * reaches into another's on the same page, or text has no tag. */
int layout_check_apart(const struct layout *l, struct err *err);

#endif
