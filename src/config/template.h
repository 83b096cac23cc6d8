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
 *	    blocks: [agenda, six_numbers, cannot_say]
 *	  - id: scorecard
 *	    title: Scorecard
 *	    blocks:
 *	      - scorecard
 *	      - {block: text, text: "Our own words."}
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

struct template_block {
	const char *block;	/* block id */
	const char *text;	/* option for `text` and `query` blocks */
	const char *query;
	int span;		/* twelfths of the page width, 0 = block's */
	int line, column;	/* where it stands, for messages */
};

struct template_part {
	const char *id;		/* "agenda": stable, links point to it */
	const char *title;	/* sheet tab, page name */
	bool reference;		/* use: reference */
	struct template_block *blocks;
	size_t n_blocks;
};

struct template {
	const char *report;	/* "weekly" */
	const char *title;	/* "Weekly tuning" */
	const char *file;	/* "weekly_{period}" */
	struct template_part *parts;
	size_t n_parts;
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
