/*
 * render/xlsx_package.h - a workbook as a zip of XML parts (private to the
 * reader and the check).
 *
 * Nothing in the file is believed: sizes are counted as bytes come out of
 * the zip, a document type is refused (which ends every trick with
 * entities), names of parts never become paths. minizip and expat stay behind
 * this header, in xlsx_read.c.
 */
#ifndef TUNEUP_RENDER_XLSX_PACKAGE_H
#define TUNEUP_RENDER_XLSX_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"

#define XLSX_PARTS_MAX 4096
#define XLSX_TEXT_BYTES_MAX ((size_t)1 << 20)	/* of one text */

struct package;			/* opaque */

/* ERR_DATA unless it is a zip with a sound directory. */
int package_open(struct package **out, const char *path, struct err *err);
void package_close(struct package *p);		/* NULL is fine */
const char *package_path(const struct package *p);
size_t package_count(const struct package *p);
const char *package_part(const struct package *p, size_t i);

/*
 * What to do with the elements of a part. Names come without prefix and
 * namespace: programs differ in prefixes only. Handlers may be NULL.
 */
struct xml {
	void (*start)(void *ctx, const char *name, const char **attr);
	void (*end)(void *ctx, const char *name);
	void (*text)(void *ctx, const char *s, size_t len);
	void *ctx;
	void *parser;		/* private */
	unsigned depth;		/* private */
	const char *refused;	/* private */
};

/* Read one part to its end and compare its checksum. ERR_DATA names part and
 * line. */
int package_xml(struct package *p, const char *part, struct xml *x,
		struct err *err);
/* From a handler: stop reading, with this reason. */
void xml_refuse(struct xml *x, const char *why);
/* Value of an attribute, or NULL. */
const char *xml_attr(const char **attr, const char *name);

/* Text that is being collected between two tags. */
struct xml_text {
	struct strbuf sb;
	bool on;
};
void xml_collect(struct xml_text *t, struct xml *x, const char *s,
		 size_t len);

/*
 * For the check of our own files: every part has its checksum and is well
 * formed, none is a macro, an embedded object or an external link, no
 * relation leads outside (TargetMode="External").
 */
int package_check(const char *path, struct err *err);

/* What the sheets of a book share. */
struct shared {
	const char *const *strings;
	size_t n_strings;
	const bool *open_style;	/* by number: cells of it are not locked */
	size_t n_styles;
};

/* Which formats leave a cell unlocked (xlsx_sheet_rules.c). */
int styles_read(struct shared *shared, struct package *p, const char *part,
		struct arena *a, struct err *err);

/* Validations, filter and protection of a sheet while it is read. */
struct xlsx_sheet;
struct rules {
	struct xlsx_sheet *sheet;
	struct arena *arena;
	struct xml *x;
	size_t cap_rules, cap_open;
	struct xml_text text;	/* of a formula of the last rule */
	bool first, in_rule;
};
void rules_start(struct rules *r, const char *name, const char **attr);
void rules_end(struct rules *r, const char *name);
void rules_open(struct rules *r, uint32_t row, uint32_t col);

/* A sheet's cells (xlsx_cells.c) and rules. */
int sheet_cells(struct xlsx_sheet *sheet, struct package *p, const char *part,
		const struct shared *shared, struct arena *a,
		struct err *err);
/* Room for one more of at most max in an arena array; false = too many. */
bool arena_room(struct arena *a, void *item, size_t n, size_t *cap,
		size_t size, size_t max);

#endif
