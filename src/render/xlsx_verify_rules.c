#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/xlsx_layout.h"
#include "render/xlsx_text.h"
#include "render/xlsx_verify.h"

#define EXCEL_EPOCH 25569	/* 1970-01-01 */

static int wrong(struct err *err, const char *path, const char *sheet,
		 const char *range, const char *what)
{
	return err_set(err, ERR_SOFTWARE, "%s was not written as it should "
		       "be: sheet \"%s\", %s: %s", path, sheet, range, what);
}

static void range_text(struct strbuf *out, uint32_t row, uint32_t col,
		       uint32_t last_row, uint32_t last_col)
{
	char ref[XLSX_REF_MAX];

	strbuf_clear(out);
	strbuf_puts(out, xlsx_ref(ref, row, col, false));
	if (row == last_row && col == last_col)
		return;
	strbuf_putc(out, ':');
	strbuf_puts(out, xlsx_ref(ref, last_row, last_col, false));
}

static const char *type_word(const struct fill *f)
{
	static const char *const word[] = {
		[FILL_CHOICE] = "list", [FILL_DATE] = "date",
		[FILL_WHOLE] = "whole", [FILL_TEXT] = "textLength"
	};

	return f ? word[f->kind] : "decimal";
}

/* "between" is what a file means that says nothing. */
static const char *operator_word(const struct fill *f)
{
	if (f && (f->kind == FILL_CHOICE || f->kind == FILL_WHOLE))
		return "";
	return f && f->kind == FILL_TEXT ? "lessThanOrEqual" :
	       "greaterThanOrEqual";
}

static bool is_number(const char *s, double v)
{
	char *end;

	return strtod(s, &end) == v && end != s && !*end;
}

static bool same_choices(const struct xlsx_valid *want, const char *formula)
{
	struct strbuf s = STRBUF_INIT;
	bool same;

	if (want->list)
		return !strcmp(want->list, formula);
	strbuf_putc(&s, '"');
	for (size_t i = 0; i < want->fill->n_choices; i++) {
		strbuf_puts(&s, i ? "," : "");
		strbuf_puts(&s, want->fill->choice[i]);
	}
	strbuf_putc(&s, '"');
	same = !strcmp(s.s, formula);
	strbuf_release(&s);
	return same;
}

static bool same_limits(const struct xlsx_valid *want,
			const struct xlsx_rule *got)
{
	const struct fill *f = want->fill;

	if (!f)
		return is_number(got->formula1, 0);
	switch (f->kind) {
	case FILL_CHOICE:
		return same_choices(want, got->formula1);
	case FILL_DATE:
		return is_number(got->formula1, f->day + EXCEL_EPOCH);
	case FILL_WHOLE:
		return is_number(got->formula1, f->least) &&
		       is_number(got->formula2, f->most);
	case FILL_TEXT:
		return is_number(got->formula1, FILL_TEXT_MAX);
	}
	return false;
}

static int verify_valids(const struct xlsx_sheet_plan *want,
			 const struct xlsx_sheet *got, const char *path,
			 struct err *err)
{
	struct strbuf range = STRBUF_INIT;
	int ret = 0;

	if (got->n_rules != want->n_valids)
		return wrong(err, path, want->name, "its validations",
			     "there are not as many as there should be");
	for (size_t i = 0; i < want->n_valids && !ret; i++) {
		const struct xlsx_valid *v = &want->valid[i];
		const struct xlsx_rule *r = &got->rule[i];

		range_text(&range, v->row, v->col, v->last_row, v->col);
		if (strcmp(range.s, r->range) != 0 ||
		    strcmp(type_word(v->fill), r->type) != 0 ||
		    strcmp(operator_word(v->fill), r->op) != 0 ||
		    !same_limits(v, r))
			ret = wrong(err, path, want->name, range.s,
				    "the validation is another");
	}
	strbuf_release(&range);
	return ret;
}

/* Both are row by row. A merged cell to write in is one. */
static int verify_open(const struct xlsx_sheet_plan *want,
		       const struct xlsx_sheet *got, const char *path,
		       struct err *err)
{
	char ref[XLSX_REF_MAX];
	size_t at = 0;

	for (size_t i = 0; i < want->n; i++) {
		const struct xlsx_place *c = &want->cell[i];

		if (!c->style.input)
			continue;
		if (at == got->n_open || got->open[at].row != c->row ||
		    got->open[at].col != c->col)
			return wrong(err, path, want->name,
				     xlsx_ref(ref, c->row, c->col, false),
				     "the cell is locked");
		at++;
	}
	if (at < got->n_open)
		return wrong(err, path, want->name,
			     xlsx_ref(ref, got->open[at].row,
				      got->open[at].col, false),
			     "the cell is not locked");
	return 0;
}

static int verify_filter(const struct xlsx_sheet_plan *want,
			 const struct xlsx_sheet *got, const char *path,
			 struct err *err)
{
	const struct xlsx_filter *f = &want->filter;
	struct strbuf range = STRBUF_INIT;
	int ret = 0;

	if (f->last_row)
		range_text(&range, f->row, f->col, f->last_row, f->last_col);
	if (strcmp(got->filter, range.len ? range.s : "") != 0)
		ret = wrong(err, path, want->name, "its filter",
			    "it covers other cells");
	strbuf_release(&range);
	return ret;
}

int verify_rules(const struct xlsx_sheet_plan *want,
		 const struct xlsx_sheet *got, const char *path,
		 struct err *err)
{
	if (want->protect != got->protected)
		return wrong(err, path, want->name, "its protection",
			     want->protect ? "it is missing" :
			     "nobody asked for it");
	if (want->protect &&
	    !(got->may_sort && got->may_filter && got->may_insert_columns))
		return wrong(err, path, want->name, "its protection",
			     "it does not let people sort, filter and insert "
			     "columns");
	if (verify_valids(want, got, path, err) ||
	    verify_open(want, got, path, err))
		return -1;
	return verify_filter(want, got, path, err);
}
