/*
 * report/model.h - a report as data: parts, elements, cells.
 *
 * The model knows no file format. A document has parts (a sheet of the
 * workbook, a page run of the PDF, a section of the text), a part has
 * elements in reading order, and there are few kinds of element. Blocks
 * (report/block.h) make elements from figures and findings; renderers
 * (render/render.h) turn elements into bytes. A new block seldom needs a new
 * element.
 *
 * Place: each element spans 1..12 twelfths of the width. Neighbours whose
 * spans fit into 12 stand side by side where the medium has room (PDF);
 * sheets and text stack them.
 *
 * Text is valid UTF-8 without control characters, except BOLD_ON and BOLD_OFF
 * around stretches to be set in bold, where a field says "rich".
 *
 * Everything is owned by doc.arena; doc_release() frees all of it.
 */
#ifndef TUNEUP_REPORT_MODEL_H
#define TUNEUP_REPORT_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/strbuf.h"
#include "report/map.h"

#define BOLD_ON "\x02"
#define BOLD_OFF "\x03"

/* Meaning, never colour alone: a word stands beside it. */
enum tone { TONE_PLAIN, TONE_GOOD, TONE_WARN, TONE_BAD, TONE_MUTED,
	    TONE_STRONG };

enum cell_type {
	CELL_BLANK,
	CELL_TEXT,
	CELL_NUMBER,	/* num with `digits` decimals */
	CELL_PERCENT,	/* num as fraction */
	CELL_MONEY,	/* num in doc.currency */
	CELL_CHANGE,	/* num with its sign: +22.0, −0.4 */
	CELL_DATE,	/* num = civil day */
	CELL_DASH	/* nothing to say: prints "–"; text = why */
};

/*
 * What a person may write into a cell of the workbook. Such a cell is framed,
 * unlocked and refuses anything else; a printed one is a line to write on.
 * It may hold a value to begin with. How a filled workbook is read back:
 * report/fillable.h.
 */
enum fill_kind {
	FILL_CHOICE,	/* one of `choice`: a drop-down */
	FILL_DATE,	/* a day, `day` or later */
	FILL_WHOLE,	/* a whole number from `least` to `most` */
	FILL_TEXT	/* anything of at most FILL_TEXT_MAX characters */
};

#define FILL_TEXT_MAX 1000
#define FILL_PROMPT_MAX 200	/* bytes */

struct fill {
	enum fill_kind kind;
	const char *const *choice;	/* each another, none empty */
	size_t n_choices;
	int32_t day;
	int32_t least, most;
	const char *title;	/* of the list, where it needs a column of
				 * its own: "Owners" */
	const char *prompt;	/* shown while the cell is chosen; "" */
};

struct cell {
	enum cell_type type;
	const char *text;	/* CELL_TEXT: rich; CELL_DASH: reason */
	double num;		/* finite */
	int digits;
	enum tone tone;
	/* workbook only: */
	const char *formula;	/* "=net_hours*rate"; num is its value. In a
				 * table [Title] is the cell of that column in
				 * the same row */
	const char *name;	/* defined name of this cell */
	bool input;		/* yellow and unlocked: a number */
	const char *link;	/* part id to jump to */
	const char *link_row;	/* ... and the id of a row there, of a table
				 * to fill in; NULL = its beginning */
	const struct fill *fill; /* a person writes here; NULL */
};

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

struct column {
	const char *title;
	enum align align;
	double width;		/* wish, in characters of body text */
	bool wrap;		/* text may break into lines */
};

struct table {
	const char *title;	/* "" = none */
	const char *subtitle;	/* measure, scope, period */
	const char *excel_name;	/* make it an Excel table of this name; NULL */
	struct column *columns;
	size_t n_columns;
	struct cell **rows;	/* rows[r][c] */
	size_t n_rows, cap;
	bool total_row;		/* the last row is a total */
	bool entries;		/* rows are read one by one, as in a glossary:
				 * pages set them in columns of small type,
				 * without the header row */
	uint32_t bars;		/* bit c: bars behind the numbers of column c */
	uint32_t heat;		/* bit c: its numbers are shaded, all of them
				 * on one scale from 0; the numbers stay */
	const char *empty;	/* sentence when there is no row */
	/* A table to fill in has a defined name for its header row; its first
	 * column is the id of each row, each another. Every column takes one
	 * column of the sheet, so that it can be sorted and filtered. */
	const char *header_name; /* "decisions_header"; NULL */
	const char *const *column_name;	/* defined names of the cells of
				 * columns, NULL = none has one */
};

/* One of the six numbers. Texts are finished; spark is drawn. */
struct tile {
	const char *label;	/* "Rework rate" */
	const char *value;	/* "14.2" or "–" */
	const char *unit;	/* "%", "h/week", "" */
	const char *interval;	/* "10.5–20.9 %", "" */
	const char *target;	/* "limit 15 %", "" */
	const char *verdict;	/* "not clear yet", "improving" ... */
	const char *change;	/* is it changing? word */
	const char *meets;	/* will it meet the target? word */
	enum tone tone;		/* of the verdict; of the change where there
				 * is no verdict */
	int arrow;		/* +1 up, -1 down, 0 none */
	const double *spark;	/* NAN = gap */
	size_t n_spark;
	struct cell cell;	/* the value as a typed cell */
};

struct list_item {
	const char *big;	/* "−38 %", "" */
	const char *title;
	const char *body;	/* rich */
	enum tone tone;
	const char *link;	/* part id, NULL */
};

enum chart_type {
	CHART_CONTROL,	/* line with centre, limits, target, marks */
	CHART_BARS,	/* horizontal bars with an optional interval */
	CHART_BRIDGE,	/* from a start over changes to an end */
	CHART_RANGE,	/* one bar from low over base to high, per row */
	CHART_SLOPE,	/* a line per row from `low` (before) to its value */
	CHART_FOREST,	/* a difference with its interval per row, around 0 */
	CHART_PAIRS,	/* a panel per row: `low` (before), its value, and a
			 * sentence, panel[i].words */
	CHART_PARETO,	/* bars, the largest first; `centre` is the share of
			 * all that is reached so far */
	CHART_PANELS,	/* small multiples: a line a panel on one scale;
			 * `value` is the whole, in grey in each */
	CHART_LINES	/* each panel's line in one plot; `value` is that of
			 * the last one, which the chart is about */
};

struct chart_mark { size_t at; const char *text; };

/* One of the small multiples, or of the lines, of which there are at most
 * CHART_LINES_MAX: as many points as the chart. */
#define CHART_LINES_MAX 6
struct chart_panel {
	const char *title;	/* "Blog articles" */
	const char *words;	/* where it stands now: "17.9 %, rising" */
	enum tone tone;		/* of line and words */
	const double *value;	/* NAN = gap */
};

struct chart {
	enum chart_type type;
	const char *title;	/* the finding, at most ten words */
	const char *subtitle;	/* measure, scope, period */
	const char *alt;	/* what a person who cannot see it reads */
	const char *unit;	/* "%", "h" */
	int digits;
	size_t n;		/* points or bars */
	const char **label;	/* x label or bar name */
	const char **under;	/* FOREST: smaller, under a name; NULL */
	const char **word;	/* FOREST: the verdict of a row; NULL */
	double *promised;	/* FOREST: marked in a row; NULL = none */
	double *value;		/* NAN = gap; CONTROL %: as fraction */
	double *low, *high;	/* limits or interval; NULL = none */
	double *centre;		/* CONTROL: mean line per point; RANGE: a
				 * reference to compare with; NULL */
	bool *hollow;		/* CONTROL: too few to be tested; NULL */
	enum tone *tone;	/* per bar; NULL = plain */
	bool *is_total;		/* BRIDGE: starts from zero; NULL */
	double target;		/* NAN = none */
	const char *target_text; /* "limit 15 %" */
	bool percent;		/* values are fractions */
	struct chart_mark *mark;
	size_t n_mark;
	const char *from, *to;	/* SLOPE, PAIRS: "Q2", "Q3" */
	const struct chart_panel *panel; /* PANELS, PAIRS */
	size_t n_panel;
	const char *empty;	/* sentence when n == 0 or all are gaps */
};

/* What-if: inputs a person changes and results that follow. */
struct form_row {
	const char *label;
	struct cell cell;	/* input: name + input; result: formula */
	const char *unit;
	const char *note;	/* "from data: 45.00" */
};
struct form {
	struct form_row *input, *result;
	size_t n_input, n_result;
	/* Tornado: one row an input; low/high are formulas over the names. */
	struct {
		const char *label;
		struct cell low, high, swing;
	} *tornado;
	size_t n_tornado;
	const char *tornado_title;
};

/* What a sign of a map means, in words: its key. */
enum map_sign {
	MAP_SIGN_BAND,		/* a line of that darkness */
	MAP_SIGN_UNKNOWN,	/* nothing was recorded */
	MAP_SIGN_DASHED,	/* undocumented */
	MAP_SIGN_KEPT, MAP_SIGN_THIN, MAP_SIGN_UNCOUNTED /* reviews */
};
struct map_key { enum map_sign sign; int band; const char *words; };

/* Steps and edges, laid out. `table` has the same in rows, for who has no
 * room to draw and for media that do not draw: an edge, loop or review each. */
struct map_figure {
	const char *title;
	const char *subtitle;
	const char *empty;	/* sentence when there is no flow */
	const struct map *map;
	const struct map_key *key;
	size_t n_keys;
	const char *key_title;	/* of the bands: "Minutes lost of 100" */
	struct table table;
};

enum text_style {
	TEXT_HEADLINE,	/* the part's main sentence */
	TEXT_LEAD,	/* the sentence under it */
	TEXT_SECTION,	/* heading inside a part */
	TEXT_BODY,
	TEXT_NOTE	/* small, muted */
};

enum element_type {
	ELEMENT_TEXT, ELEMENT_TILES, ELEMENT_LIST, ELEMENT_TABLE,
	ELEMENT_CHART, ELEMENT_FORM, ELEMENT_MAP
};

struct element {
	enum element_type type;
	const char *block;	/* id of the block it came from */
	int span;		/* 1..12 */
	union {
		struct { enum text_style style; const char *text; } text;
		struct { const char *title; struct tile *item; size_t n; }
			tiles;
		struct { const char *title; struct list_item *item; size_t n;
			 const char *empty; bool numbered; } list;
		struct table table;
		struct chart chart;
		struct form form;
		struct map_figure map;
	} as;
};

struct part {
	const char *id;		/* "agenda" */
	const char *title;	/* sheet tab, page header */
	bool reference;		/* appendix: coloured as such */
	bool portrait;		/* its paper stands upright */
	struct element *element;
	size_t n, cap;
};

struct doc_theme {		/* 0xRRGGBB */
	uint32_t ink, muted, faint, rule, tile, accent, good, warn, bad,
		input;
	const char *font;
};

struct doc {
	const char *report;	/* "weekly" */
	const char *title;	/* "Weekly tuning" */
	const char *team;
	const char *period_id;	/* "2026-W47" */
	const char *period;	/* "Week 47, 16–22 Nov 2026" */
	const char *stamp;	/* "data to Sun 22 Nov 2026, Europe/Berlin" */
	const char *run;	/* first 8 hex digits of `inputs` */
	char inputs[65];	/* SHA-256 of facts, config, template, as-of */
	const char *currency;
	const char *paper;	/* "A4", "Letter" */
	const char *date_format; /* of cells: "d mmm yyyy"; NULL = that */
	bool plain_numbers;	/* of cells: 12345, not 12,345 */
	bool hide_lists;	/* long lists of choices: a hidden sheet */
	int32_t created;	/* day for the document's properties: the
				 * last day of the period */
	struct doc_theme theme;
	struct part *part;
	size_t n, cap;
	struct arena arena;
};

/* ---- building (used by blocks) ---------------------------------------- */

struct part *doc_add_part(struct doc *d, const char *id, const char *title,
			  bool reference);
struct element *part_add(struct doc *d, struct part *p,
			 enum element_type type, const char *block, int span);
void part_add_text(struct doc *d, struct part *p, const char *block,
		   enum text_style style, const char *text);
/* Columns are copied; row cells start as CELL_BLANK. */
void table_columns(struct doc *d, struct table *t, const struct column *c,
		   size_t n);
struct cell *table_row(struct doc *d, struct table *t);
struct cell cell_text(const char *text);
struct cell cell_number(double v, int digits);	/* NAN -> CELL_DASH */
struct cell cell_percent(double v, int digits);
struct cell cell_money(double v, int digits);
struct cell cell_change(double v, int digits);
struct cell cell_date(int32_t day);
struct cell cell_dash(const char *why);
void doc_release(struct doc *d);

/* ---- reading (used by renderers) --------------------------------------- */

/* A map as its table: for media that do not draw. */
struct table map_rows(const struct map_figure *m);

/* The cell as people read it, without bold marks; appended. */
void cell_words(struct strbuf *out, const struct cell *c,
		const char *currency);
/* Append rich text without its marks. */
void rich_plain(struct strbuf *out, const char *rich);
const struct part *doc_part(const struct doc *d, const char *id);
/* Number of the column of that title, n_columns = there is none. */
size_t table_column(const struct table *t, const char *title, size_t len);
/* The row of a table to fill in of this part, false = there is none. */
bool part_has_row(const struct part *p, const char *row_id);
/* What a full bar of a column is worth: its largest number, the total left
 * out; 0 where it has no bars, or a number below zero. */
double table_bar(const struct table *t, size_t column);
/* What the darkest number of a heat map is worth; 0 where there is none. */
double table_heat(const struct table *t);
/* Is the cell one of its numbers? Totals and shares are not. */
bool is_heat(const struct table *t, size_t row, size_t column);
/* A cumulative share in words: 100 % only when nothing is left. */
const char *so_far_text(char buf[NUM_TEXT_MAX], double share);
/* Is there anything to draw? A value, or the sentences of pairs. */
bool chart_has_value(const struct chart *c);
/* The theme's colour of a tone; ink for plain and strong. */
uint32_t tone_colour(const struct doc_theme *theme, enum tone tone);

/*
 * A bug in a block shows here, not in a file: every number finite, every
 * link and name resolves, spans 1..12, names unique, texts valid. Aborts
 * never; returns -1 with ERR_SOFTWARE and the block's id.
 */
int doc_check(const struct doc *d, struct err *err);

#endif
