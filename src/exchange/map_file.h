/*
 * exchange/map_file.h - the workflow map as a file, for people who draw.
 *
 * A format is an entry of map_format_table[], beside the code that writes it.
 * Every step and every edge is written, also those that a page folds into
 * "other"; ids are ours (f1 for the first workflow, f1s2 for its second step),
 * so that no name can break out of the place it is written to. Positions, in
 * drawio, are those of report/map_layout.h in one row.
 *
 * Every name is escaped for its format: control characters are blanks by then
 * (report/map_graph.h), quotes, &, <, > and what else a format reads as its
 * own is written so that it is shown. A name that begins like a formula is
 * refused by lucid, whose file is a CSV (base/csv_text.h); the formula
 * setting changes that.
 */
#ifndef TUNEUP_EXCHANGE_MAP_FILE_H
#define TUNEUP_EXCHANGE_MAP_FILE_H

#include "base/err.h"
#include "base/strbuf.h"
#include "exchange/dispatch.h"
#include "report/map.h"

struct map_job {
	const struct map *map;	/* laid out, in one row, unfolded */
	const char *title;	/* "Workflow map, Q3 2026, ..." */
	enum formula formula;
	struct arena *a;
};

struct map_format {
	const char *id;
	const char *opens;	/* with what, for the help */
	/* ERR_DATA where a name is refused; out is then not to be used. */
	int (*write)(struct strbuf *out, const struct map_job *job,
		     struct err *err);
};

extern const struct map_format map_format_text, map_format_drawio,
	map_format_mermaid, map_format_dot, map_format_lucid;
extern const struct map_format *const map_format_table[]; /* ends at NULL */
extern const char *const map_format_words[];		/* their ids */
const struct map_format *map_format_find(const char *id);

/* ---- what the writers share -------------------------------------------- */

/* 0xRRGGBB of a band, the theme's own left aside: files have none. */
uint32_t map_band_colour(int band);
/* Points, about; 1 to 5. */
double map_line_width(const struct map_edge *e);
/* "Notion AI", "85.7 % reviewed": what stands below a step's name. */
size_t map_step_lines(const char *line[3], const struct map_step *s);

/* Appends a text as the format spells it. */
typedef void (*map_put_fn)(struct strbuf *out, const char *text);
/* Those lines, a break before each. */
void map_step_put(struct strbuf *out, const struct map_step *s, map_put_fn put,
		  const char *line_break);
/* What stands beside an edge: its count, and its note on a line below. */
void map_edge_put(struct strbuf *out, const struct map_edge *e, map_put_fn put,
		  const char *line_break);

#endif
