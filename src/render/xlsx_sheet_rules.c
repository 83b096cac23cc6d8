/* What a sheet lets people do, read from a file: validations, filter,
 * protection, and which formats leave a cell unlocked. */
#include <stdlib.h>
#include <string.h>

#include "render/xlsx_package.h"
#include "render/xlsx_read.h"

#define RULES_MAX 65536
#define OPEN_MAX ((size_t)4 << 20)
#define STYLES_MAX 65536

/* ---- formats ------------------------------------------------------------- */

struct styles {
	struct arena *arena;
	bool *open;
	size_t n, cap;
	bool in_cells;		/* cellXfs, not cellStyleXfs */
	struct xml *x;
};

static bool is_true(const char *s)
{
	return s && (!strcmp(s, "1") || !strcmp(s, "true"));
}

static bool is_false(const char *s)
{
	return s && (!strcmp(s, "0") || !strcmp(s, "false"));
}

static void styles_start(void *ctx, const char *name, const char **attr)
{
	struct styles *s = ctx;

	if (!strcmp(name, "cellXfs"))
		s->in_cells = true;
	if (!s->in_cells)
		return;
	if (!strcmp(name, "xf")) {
		if (!arena_room(s->arena, &s->open, s->n, &s->cap,
				sizeof *s->open, STYLES_MAX)) {
			xml_refuse(s->x, "there are too many formats");
			return;
		}
		s->open[s->n++] = false;
	} else if (!strcmp(name, "protection") && s->n) {
		s->open[s->n - 1] = is_false(xml_attr(attr, "locked"));
	}
}

static void styles_end(void *ctx, const char *name)
{
	struct styles *s = ctx;

	if (!strcmp(name, "cellXfs"))
		s->in_cells = false;
}

int styles_read(struct shared *shared, struct package *p, const char *part,
		struct arena *a, struct err *err)
{
	struct styles s = { .arena = a };
	struct xml x = { .start = styles_start, .end = styles_end,
			 .ctx = &s };

	s.x = &x;
	if (package_xml(p, part, &x, err))
		return -1;
	shared->open_style = s.open;
	shared->n_styles = s.n;
	return 0;
}

/* ---- a sheet ------------------------------------------------------------- */

static const char *kept(struct rules *r, const char *s)
{
	return s ? arena_strdup(r->arena, s) : "";
}

static void rule_start(struct rules *r, const char **attr)
{
	struct xlsx_sheet *s = r->sheet;

	if (!arena_room(r->arena, &s->rule, s->n_rules, &r->cap_rules,
			sizeof *s->rule, RULES_MAX)) {
		xml_refuse(r->x, "there are too many validations");
		return;
	}
	s->rule[s->n_rules++] = (struct xlsx_rule){
		.type = kept(r, xml_attr(attr, "type")),
		.op = kept(r, xml_attr(attr, "operator")),
		.range = kept(r, xml_attr(attr, "sqref")),
		.formula1 = "", .formula2 = "",
	};
	r->in_rule = true;
}

static void protection(struct rules *r, const char **attr)
{
	struct xlsx_sheet *s = r->sheet;

	s->protected = is_true(xml_attr(attr, "sheet"));
	s->may_sort = is_false(xml_attr(attr, "sort"));
	s->may_filter = is_false(xml_attr(attr, "autoFilter"));
	s->may_insert_columns = is_false(xml_attr(attr, "insertColumns"));
}

void rules_start(struct rules *r, const char *name, const char **attr)
{
	if (!strcmp(name, "dataValidation")) {
		rule_start(r, attr);
	} else if (r->in_rule && !strncmp(name, "formula", 7)) {
		r->first = name[7] == '1';
		strbuf_clear(&r->text.sb);
		r->text.on = true;
	} else if (!strcmp(name, "sheetProtection")) {
		protection(r, attr);
	} else if (!strcmp(name, "autoFilter")) {
		r->sheet->filter = kept(r, xml_attr(attr, "ref"));
	}
}

void rules_end(struct rules *r, const char *name)
{
	struct xlsx_sheet *s = r->sheet;

	if (!strcmp(name, "dataValidation"))
		r->in_rule = false;
	if (!r->text.on || strncmp(name, "formula", 7) != 0)
		return;
	r->text.on = false;
	*(r->first ? &s->rule[s->n_rules - 1].formula1 :
		     &s->rule[s->n_rules - 1].formula2) =
		kept(r, r->text.sb.s);
}

void rules_open(struct rules *r, uint32_t row, uint32_t col)
{
	struct xlsx_sheet *s = r->sheet;

	if (!arena_room(r->arena, &s->open, s->n_open, &r->cap_open,
			sizeof *s->open, OPEN_MAX)) {
		xml_refuse(r->x, "there are too many unlocked cells");
		return;
	}
	s->open[s->n_open++] = (struct xlsx_at){ row, col };
}
