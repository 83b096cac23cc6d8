/* Where a defined name of a workbook leads. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/strbuf.h"
#include "render/xlsx_read.h"
#include "render/xlsx_text.h"

/* 'It''s mine'!$A$8:$N$8 -> the sheet's name; *rest = what follows '!'. */
static const char *sheet_part(struct arena *a, const char *refers,
			      const char **rest)
{
	const char *mark = strrchr(refers, '!');
	struct strbuf name = STRBUF_INIT;
	const char *s = refers;
	const char *out;

	if (!mark)
		return NULL;
	*rest = mark + 1;
	if (*s != '\'')
		return arena_strndup(a, s, (size_t)(mark - s));
	for (s++; s < mark - 1; s++) {
		strbuf_putc(&name, *s);
		if (s[0] == '\'' && s[1] == '\'')
			s++;
	}
	out = arena_strdup(a, name.s);
	strbuf_release(&name);
	return out;
}

/* "$A$8:$N$8" in one row. */
static bool read_span(struct xlsx_span *out, const char *ref)
{
	char part[2][XLSX_REF_MAX] = { "", "" };
	size_t at = 0, n = 0;
	uint32_t last_row;

	for (; *ref; ref++) {
		if (*ref == '$')
			continue;
		if (*ref == ':') {
			if (at++)
				return false;
			n = 0;
		} else if (n + 1 < XLSX_REF_MAX) {
			part[at][n++] = *ref;
		} else {
			return false;
		}
	}
	if (xlsx_ref_parse(&out->row, &out->first, part[0]) ||
	    xlsx_ref_parse(&last_row, &out->last, part[at]))
		return false;
	return last_row == out->row && out->first <= out->last;
}

static int span_of(struct xlsx_span *out, const struct xlsx_book *b,
		   const struct xlsx_name *name, struct err *err)
{
	struct arena a = { 0 };
	const char *ref = NULL;
	const char *sheet = sheet_part(&a, name->refers_to, &ref);

	out->sheet = sheet ? xlsx_sheet_find(b, sheet) : NULL;
	arena_release(&a);
	if (out->sheet && read_span(out, ref))
		return 0;
	return err_set(err, ERR_DATA, "the defined name %s leads to '%.60s', "
		       "which is no row of a sheet", name->name,
		       name->refers_to);
}

int xlsx_name_span(struct xlsx_span *out, const struct xlsx_book *b,
		   const char *name, struct err *err)
{
	bool found = false;

	for (size_t i = 0; i < b->n_names; i++) {
		struct xlsx_span span;

		if (strcasecmp(b->name[i].name, name) != 0)
			continue;
		if (span_of(&span, b, &b->name[i], err))
			return -1;
		if (found && (span.sheet != out->sheet ||
			      span.row != out->row))
			return err_set(err, ERR_DATA, "the defined name %s is "
				       "there twice, on \"%s\" and on \"%s\": "
				       "a sheet was copied; remove the copy",
				       name, out->sheet->name,
				       span.sheet->name);
		*out = span;
		found = true;
	}
	return !found;
}

const char *xlsx_cell_name(struct arena *a, const struct xlsx_sheet *s,
			   uint32_t row, uint32_t col)
{
	char ref[XLSX_REF_MAX];

	return arena_printf(a, "%s!%s", s->name,
			    xlsx_ref(ref, row, col, false));
}
