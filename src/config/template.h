/*
 * config/template.h - report templates and the theme, as data.
 *
 * A template orders parts (sheets or pages) and blocks:
 *
 *	report: weekly
 *	file: weekly_{period}
 *	parts:
 *	  - id: agenda
 *	    title: Agenda
 *	    use: meeting             # or reference
 *	    page: portrait           # or landscape
 *	    blocks: [agenda, six_numbers, cannot_say]
 *	  - id: scorecard
 *	    title: Scorecard
 *	    blocks:
 *	      - scorecard
 *	      - {block: text, text: "Our own words."}
 *	      - {block: scorecard, title: "How we stand"}
 *	      - {block: latency, keep: first} # its other tables elsewhere
 *	      - block: query
 *	        title: Reviews by tool
 *	        sql: SELECT tool, count(*) FROM corrections GROUP BY tool
 *	        columns: [Tool, {title: Reviews, as: number, digits: 0}]
 *	        chart: bars
 *	  - id: sample
 *	    title: Sample
 *	    hide: yes                # its place is kept, the sheet is left out
 *	    blocks: [samples]
 *
 * Block ids are checked by the report room, which knows them (the callback).
 * A workspace's templates/<report>.yaml replaces the built-in one.
 */
#ifndef TUNEUP_CONFIG_TEMPLATE_H
#define TUNEUP_CONFIG_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/strbuf.h"

/* How a column of a `query` is shown; COLUMN_AUTO looks at its values. */
enum template_cell {
	COLUMN_AUTO, COLUMN_TEXT, COLUMN_NUMBER, COLUMN_PERCENT, COLUMN_MONEY,
	COLUMN_DATE
};

struct template_column {
	const char *title;
	int as;			/* enum template_cell */
	int digits;		/* -1 = as many as its values need, at most 2 */
};

enum template_chart { QUERY_NO_CHART, QUERY_BARS, QUERY_LINE };

/* A block of several tables, over two parts: its first table, chart or list
 * with what is said about it, or the others. */
enum template_keep { KEEP_ALL, KEEP_FIRST, KEEP_REST };

struct template_block {
	const char *block;	/* block id */
	const char *title;	/* instead of its own; NULL */
	const char *text;	/* of a `text` block */
	const char *sql;	/* of a `query` block, and so are: */
	struct template_column *columns; /* in order; n 0: as they come */
	size_t n_columns;
	int chart;		/* enum template_chart */
	int rows;		/* more are refused */
	int keep;		/* enum template_keep */
	int span;		/* twelfths of the page width, 0 = block's */
	int line, column;	/* where it stands, for messages */
	int sql_line, sql_column; /* where its SQL begins */
};

/* How a part's paper lies, in the PDF and where a sheet is printed. */
enum template_page { PAGE_LANDSCAPE, PAGE_PORTRAIT };

struct template_part {
	const char *id;		/* "agenda": stable, links point to it */
	const char *title;	/* sheet tab, page name */
	bool reference;		/* use: reference */
	int page;		/* enum template_page */
	bool hide;		/* left out; not in the template any more */
	struct template_block *blocks;
	size_t n_blocks;
};

struct template {
	const char *report;	/* "weekly" */
	const char *title;	/* "Weekly tuning" */
	const char *file;	/* "weekly_{period}" */
	struct template_part *parts;
	size_t n_parts;
	const char *name;	/* of the file, for messages; its bytes */
	const char *bytes;
	size_t len;
	bool hide_lists;	/* the sheet of long lists of choices */
	uint8_t digest[SHA256_SIZE];
	struct arena arena;
};

typedef bool (*template_block_check)(const char *block);
/* dir = workspace or NULL. Unknown blocks, doubled part ids: ERR_CONFIG with
 * file:line:column. */
int template_read(struct template *t, const char *dir, const char *report,
		  template_block_check known, const char *const *names,
		  size_t n_names, struct err *err);
void template_release(struct template *t);
/* A mistake that shows only later, said as those of reading: file, line and
 * column, the line and a caret. Returns -1. */
int template_error(struct template *t, int line, int column, struct err *err,
		   const char *fmt, ...) PRINTF_LIKE(5, 6);
/* The settings a block has in a template, one line each. */
void template_settings(struct strbuf *out, const char *block);
/* "title, sql, columns, chart, rows, span" */
void template_setting_names(struct strbuf *out, const char *block);

/* theme.yaml: the few things a team may change about the look. Colours are
 * 0xRRGGBB. */
struct theme_colours {
	uint32_t ink, muted, faint, rule, tile, accent, good, warn, bad, input;
};
struct theme_file {
	struct theme_colours colour;
	const char *font;	/* family: "Lato" */
	struct arena arena;
	uint8_t digest[SHA256_SIZE];
};
int theme_read(struct theme_file *t, const char *dir, struct err *err);
void theme_release(struct theme_file *t);

#endif
