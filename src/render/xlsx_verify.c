/* The finished file against the layout it was written from. */
#include "render/xlsx_verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/xlsx_layout.h"
#include "render/xlsx_package.h"
#include "render/xlsx_read.h"
#include "render/xlsx_text.h"

static int differs(struct err *err, const char *path, const char *sheet,
		   uint32_t row, uint32_t col, const char *what)
{
	char ref[XLSX_REF_MAX];

	return err_set(err, ERR_SOFTWARE, "%s was not written as it should "
		       "be: sheet \"%s\", cell %s: %s", path, sheet,
		       xlsx_ref(ref, row, col, false), what);
}

/* The library writes sixteen digits: the file holds that number. */
static double as_written(double v)
{
	char text[40];

	snprintf(text, sizeof text, "%.16G", v);
	return strtod(text, NULL);
}

static const char *difference(const struct xlsx_place *want,
			      const struct xlsx_cell *got)
{
	if (want->type != got->type)
		return "the value has another type";
	if (!want->formula != !got->formula)
		return want->formula ? "the formula is missing" :
			"there is a formula that nobody wrote";
	if (want->formula && strcmp(want->formula + 1, got->formula))
		return "the formula is another";
	if (want->type == XLSX_NUMBER && as_written(want->num) != got->num)
		return "the number is another";
	if (want->type == XLSX_TEXT && strcmp(want->text, got->text))
		return "the text is another";
	return NULL;
}

/* Both lists are in order of rows and columns; blank cells are only formats
 * and are not read. */
static int verify_cells(const struct xlsx_sheet_plan *s,
			const struct xlsx_sheet *got, const char *path,
			struct err *err)
{
	size_t at = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct xlsx_place *want = &s->cell[i];
		const struct xlsx_cell *c = &got->cell[at];
		const char *what;

		if (want->type == XLSX_BLANK)
			continue;
		if (at == got->n || c->row > want->row ||
		    (c->row == want->row && c->col > want->col))
			return differs(err, path, s->name, want->row,
				       want->col, "the cell is missing");
		if (c->row != want->row || c->col != want->col)
			return differs(err, path, s->name, c->row, c->col,
				       "the cell is one too many");
		what = difference(want, c);
		if (what)
			return differs(err, path, s->name, want->row,
				       want->col, what);
		at++;
	}
	if (at < got->n)
		return differs(err, path, s->name, got->cell[at].row,
			       got->cell[at].col, "the cell is one too many");
	return 0;
}

/* Our names, and the ones Excel keeps for itself (print areas). */
static int verify_names(const struct xlsx_plan *plan,
			const struct xlsx_book *book, const char *path,
			struct err *err)
{
	size_t own = 0;

	for (size_t i = 0; i < book->n_names; i++)
		own += strncmp(book->name[i].name, "_xlnm.", 6) ? 1 : 0;
	for (size_t i = 0; i < plan->n_names; i++) {
		const struct xlsx_plan_name *want = &plan->name[i];
		bool found = false;

		for (size_t k = 0; k < book->n_names; k++)
			found |= !strcmp(book->name[k].name, want->name) &&
				 !strcmp(book->name[k].refers_to,
					 want->refers_to);
		if (!found)
			return err_set(err, ERR_SOFTWARE, "%s was not written "
				       "as it should be: the name \"%s\" is "
				       "missing", path, want->name);
	}
	if (own != plan->n_names)
		return err_set(err, ERR_SOFTWARE, "%s was not written as it "
			       "should be: it has %zu names, not %zu", path,
			       own, plan->n_names);
	return 0;
}

static int verify_book(const struct xlsx_plan *plan,
		       const struct xlsx_book *book, const char *path,
		       struct err *err)
{
	if (book->n_sheets != plan->n)
		return err_set(err, ERR_SOFTWARE, "%s was not written as it "
			       "should be: it has %zu sheets, not %zu", path,
			       book->n_sheets, plan->n);
	for (size_t i = 0; i < plan->n; i++) {
		if (strcmp(book->sheet[i].name, plan->sheet[i].name))
			return err_set(err, ERR_SOFTWARE, "%s was not written "
				       "as it should be: sheet %zu is "
				       "\"%s\", not \"%s\"", path, i + 1,
				       book->sheet[i].name,
				       plan->sheet[i].name);
		if (verify_cells(&plan->sheet[i], &book->sheet[i], path,
				 err) ||
		    verify_rules(&plan->sheet[i], &book->sheet[i], path, err))
			return -1;
	}
	return verify_names(plan, book, path, err);
}

int xlsx_verify(const struct doc *doc, const char *path, struct err *err)
{
	struct xlsx_plan plan;
	struct xlsx_book book;
	int ret;

	if (xlsx_plan_make(&plan, doc, err))
		return -1;
	ret = package_check(path, err);
	if (!ret)
		ret = xlsx_read(&book, path, err);
	if (ret) {
		/* our own file is damaged: not the input's fault */
		if (err->code == ERR_DATA)
			err->code = ERR_SOFTWARE;
		xlsx_plan_release(&plan);
		return -1;
	}
	ret = verify_book(&plan, &book, path, err);
	xlsx_release(&book);
	xlsx_plan_release(&plan);
	return ret;
}
