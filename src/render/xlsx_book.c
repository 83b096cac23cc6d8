/* From parts to a book: relations, shared strings, sheets in their order,
 * defined names. */
#include "render/xlsx_read.h"

#include <stdlib.h>
#include <string.h>

#include "render/xlsx_package.h"
#include "render/xlsx_text.h"

#define SHEETS_MAX 256
#define STRINGS_MAX ((size_t)4 << 20)
#define NAMES_MAX 65536
#define TEXTS_MAX ((size_t)512 << 20)	/* bytes of all shared texts */

/* ---- relations --------------------------------------------------- */

struct relation { const char *id, *type, *target; };

struct relations {
	struct arena *arena;
	struct relation *item;
	size_t n, cap;
	struct xml *x;
};

static void relation_start(void *ctx, const char *name, const char **attr)
{
	struct relations *r = ctx;
	const char *id = xml_attr(attr, "Id"), *type = xml_attr(attr, "Type"),
		*target = xml_attr(attr, "Target");

	if (strcmp(name, "Relationship") || !id || !type || !target)
		return;
	if (!arena_room(r->arena, &r->item, r->n, &r->cap, sizeof *r->item,
		  XLSX_PARTS_MAX)) {
		xml_refuse(r->x, "there are too many relations");
		return;
	}
	r->item[r->n++] = (struct relation){
		.id = arena_strdup(r->arena, id),
		.type = arena_strdup(r->arena, type),
		.target = arena_strdup(r->arena, target),
	};
}

static int relations_read(struct relations *r, struct arena *a,
			  struct package *p, const char *part,
			  struct err *err)
{
	struct xml x = { .start = relation_start, .ctx = r };
	int ret;

	*r = (struct relations){ .arena = a, .x = &x };
	ret = package_xml(p, part, &x, err);
	r->x = NULL;
	return ret;
}

static bool ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), m = strlen(tail);

	return n >= m && !strcmp(s + n - m, tail);
}

/* "xl/workbook.xml" + "worksheets/sheet1.xml" or "/xl/…": a part's name and
 * never a path, so ".." is simply not found. */
static const char *target_part(struct arena *a, const char *from,
			       const char *target)
{
	const char *slash = strrchr(from, '/');

	if (*target == '/')
		return target + 1;
	while (!strncmp(target, "./", 2))
		target += 2;
	return arena_printf(a, "%.*s%s", slash ? (int)(slash - from + 1) : 0,
			    from, target);
}

static const char *relations_part(struct arena *a, const char *part)
{
	const char *slash = strrchr(part, '/');
	int dir = slash ? (int)(slash - part + 1) : 0;

	return arena_printf(a, "%.*s_rels/%s.rels", dir, part, part + dir);
}

static const char *part_of_type(struct arena *a, const struct relations *r,
				const char *from, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (ends_with(r->item[i].type, type))
			return target_part(a, from, r->item[i].target);
	return NULL;
}

/* ---- shared strings ---------------------------------------------- */

struct strings {
	struct arena *arena;	/* the book's: cells point to the texts */
	const char **item;
	size_t n, cap, bytes;
	struct xml_text text;	/* one <t> */
	struct strbuf whole;	/* all <t> of an <si> */
	bool phonetic;
	struct xml *x;
};

static void strings_start(void *ctx, const char *name, const char **attr)
{
	struct strings *s = ctx;

	(void)attr;
	if (!strcmp(name, "si"))
		strbuf_clear(&s->whole);
	else if (!strcmp(name, "rPh"))
		s->phonetic = true;
	else if (!strcmp(name, "t") && !s->phonetic) {
		strbuf_clear(&s->text.sb);
		s->text.on = true;
	}
}

static void strings_end(void *ctx, const char *name)
{
	struct strings *s = ctx;

	if (!strcmp(name, "rPh")) {
		s->phonetic = false;
	} else if (!strcmp(name, "t") && s->text.on) {
		s->text.on = false;
		if (s->whole.len + s->text.sb.len > XLSX_TEXT_BYTES_MAX) {
			xml_refuse(s->x, "a text is too long");
			return;
		}
		xlsx_unescape(&s->whole, s->text.sb.s, s->text.sb.len);
	} else if (!strcmp(name, "si")) {
		s->bytes += s->whole.len;
		if (s->bytes > TEXTS_MAX ||
		    !arena_room(s->arena, &s->item, s->n, &s->cap,
				sizeof *s->item, STRINGS_MAX)) {
			xml_refuse(s->x, "there are too many texts");
			return;
		}
		s->item[s->n++] = arena_strndup(s->arena, s->whole.s,
						s->whole.len);
	}
}

static void strings_text(void *ctx, const char *text, size_t len)
{
	struct strings *s = ctx;

	xml_collect(&s->text, s->x, text, len);
}

static int strings_read(struct strings *s, struct package *p,
			const char *part, struct err *err)
{
	struct xml x = { .start = strings_start, .end = strings_end,
			 .text = strings_text, .ctx = s };
	int ret;

	s->x = &x;
	ret = package_xml(p, part, &x, err);
	s->x = NULL;
	strbuf_release(&s->text.sb);
	strbuf_release(&s->whole);
	return ret;
}

/* ---- workbook.xml ------------------------------------------------ */

struct book_reader {
	struct xlsx_book *book;
	const char **relation;	/* of each sheet */
	size_t cap_sheets, cap_relations, cap_names;
	struct xml_text text;	/* what a defined name refers to */
	struct xml *x;
};

static void book_sheet(struct book_reader *r, const char **attr)
{
	struct xlsx_book *b = r->book;
	const char *name = xml_attr(attr, "name"), *id = xml_attr(attr, "id");

	if (!name || !id) {
		xml_refuse(r->x, "a sheet has no name or no part");
		return;
	}
	if (!arena_room(&b->arena, &b->sheet, b->n_sheets, &r->cap_sheets,
			sizeof *b->sheet, SHEETS_MAX) ||
	    !arena_room(&b->arena, &r->relation, b->n_sheets,
			&r->cap_relations, sizeof *r->relation, SHEETS_MAX)) {
		xml_refuse(r->x, "there are too many sheets");
		return;
	}
	r->relation[b->n_sheets] = arena_strdup(&b->arena, id);
	b->sheet[b->n_sheets++].name = arena_strdup(&b->arena, name);
}

static void book_start(void *ctx, const char *name, const char **attr)
{
	struct book_reader *r = ctx;
	struct xlsx_book *b = r->book;

	if (!strcmp(name, "sheet")) {
		book_sheet(r, attr);
		return;
	}
	if (!strcmp(name, "workbookPr")) {
		const char *from = xml_attr(attr, "date1904");

		b->from_1904 = from && (!strcmp(from, "1") ||
					!strcmp(from, "true"));
		return;
	}
	if (strcmp(name, "definedName") || !xml_attr(attr, "name"))
		return;
	if (!arena_room(&b->arena, &b->name, b->n_names, &r->cap_names,
			sizeof *b->name, NAMES_MAX)) {
		xml_refuse(r->x, "there are too many names");
		return;
	}
	b->name[b->n_names].name = arena_strdup(&b->arena,
						xml_attr(attr, "name"));
	b->name[b->n_names].refers_to = "";
	strbuf_clear(&r->text.sb);
	r->text.on = true;
}

static void book_end(void *ctx, const char *name)
{
	struct book_reader *r = ctx;
	struct xlsx_book *b = r->book;

	if (strcmp(name, "definedName") || !r->text.on)
		return;
	r->text.on = false;
	b->name[b->n_names++].refers_to = arena_strdup(&b->arena,
						       r->text.sb.s);
}

static void book_text(void *ctx, const char *s, size_t len)
{
	struct book_reader *r = ctx;

	xml_collect(&r->text, r->x, s, len);
}

static int book_read(struct book_reader *r, struct package *p,
		     const char *part, struct err *err)
{
	struct xml x = { .start = book_start, .end = book_end,
			 .text = book_text, .ctx = r };
	int ret;

	r->x = &x;
	ret = package_xml(p, part, &x, err);
	r->x = NULL;
	strbuf_release(&r->text.sb);
	return ret;
}

/* ---- the story --------------------------------------------------- */

static const char *relation_target(const struct relations *r, const char *id)
{
	for (size_t i = 0; i < r->n; i++)
		if (!strcmp(r->item[i].id, id))
			return r->item[i].target;
	return NULL;
}

static int sheets_read(struct book_reader *r, struct package *p,
		       const struct relations *rels, const char *book_part,
		       const struct shared *shared, struct err *err)
{
	struct xlsx_book *b = r->book;

	for (size_t i = 0; i < b->n_sheets; i++) {
		const char *target = relation_target(rels, r->relation[i]);
		const char *part;

		if (!target)
			return err_set(err, ERR_DATA, "%s: sheet \"%s\" has "
				       "no part", package_path(p),
				       b->sheet[i].name);
		part = target_part(&b->arena, book_part, target);
		if (sheet_cells(&b->sheet[i], p, part, shared, &b->arena,
				err))
			return -1;
	}
	return 0;
}

static int parts_read(struct xlsx_book *book, struct package *p,
		      struct err *err)
{
	struct arena *a = &book->arena;
	struct book_reader r = { .book = book, .text.sb = STRBUF_INIT };
	struct strings s = { .arena = a, .text.sb = STRBUF_INIT,
			     .whole = STRBUF_INIT };
	struct relations rels;
	struct shared shared = { 0 };
	const char *part, *strings, *styles;

	if (relations_read(&rels, a, p, "_rels/.rels", err))
		return -1;
	part = part_of_type(a, &rels, "", "/officeDocument");
	if (!part)
		return err_set(err, ERR_DATA, "%s is a zip, but no workbook",
			       package_path(p));
	if (book_read(&r, p, part, err) ||
	    relations_read(&rels, a, p, relations_part(a, part), err))
		return -1;
	strings = part_of_type(a, &rels, part, "/sharedStrings");
	if (strings && strings_read(&s, p, strings, err))
		return -1;
	styles = part_of_type(a, &rels, part, "/styles");
	if (styles && styles_read(&shared, p, styles, a, err))
		return -1;
	shared.strings = s.item;
	shared.n_strings = s.n;
	return sheets_read(&r, p, &rels, part, &shared, err);
}

int xlsx_read(struct xlsx_book *book, const char *path, struct err *err)
{
	struct package *p;
	int ret;

	memset(book, 0, sizeof *book);
	if (package_open(&p, path, err))
		return -1;
	ret = parts_read(book, p, err);
	package_close(p);
	if (ret)
		xlsx_release(book);
	return ret;
}

void xlsx_release(struct xlsx_book *book)
{
	arena_release(&book->arena);
	memset(book, 0, sizeof *book);
}

const struct xlsx_sheet *xlsx_sheet_find(const struct xlsx_book *b,
					 const char *name)
{
	for (size_t i = 0; i < b->n_sheets; i++)
		if (!strcmp(b->sheet[i].name, name))
			return &b->sheet[i];
	return NULL;
}

const struct xlsx_cell *xlsx_cell_at(const struct xlsx_sheet *s, uint32_t row,
				     uint32_t col)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct xlsx_cell *c = &s->cell[mid];

		if (c->row == row && c->col == col)
			return c;
		if (c->row < row || (c->row == row && c->col < col))
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* ---- the check of our own files ---------------------------------- */

struct outside {
	struct xml *x;
	bool relations;
};

static void outside_start(void *ctx, const char *name, const char **attr)
{
	struct outside *o = ctx;
	const char *mode = xml_attr(attr, "TargetMode");

	if (o->relations && !strcmp(name, "Relationship") && mode &&
	    !strcmp(mode, "External"))
		xml_refuse(o->x, "a relation leads outside the file");
}

static int check_part(struct package *p, const char *part, struct err *err)
{
	static const char *const never[] = { "xl/externalLinks/",
		"xl/embeddings/", "xl/vbaProject", "xl/activeX/",
		"xl/macrosheets/", "xl/connections" };
	struct outside o = { .relations = ends_with(part, ".rels") };
	struct xml x = { .start = outside_start, .ctx = &o };

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (!strncmp(part, never[i], strlen(never[i])))
			return err_set(err, ERR_DATA, "%s has a part %s, "
				       "which no report needs",
				       package_path(p), part);
	o.x = &x;
	return package_xml(p, part, &x, err);
}

int package_check(const char *path, struct err *err)
{
	struct package *p;
	int ret = 0;

	if (package_open(&p, path, err))
		return -1;
	for (size_t i = 0; i < package_count(p) && !ret; i++)
		ret = check_part(p, package_part(p, i), err);
	package_close(p);
	return ret;
}
