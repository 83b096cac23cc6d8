/* The tables of a workbook, found by their names, titles and ids. */
#include "exchange/readback_cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/utf8.h"
#include "report/fillable.h"

#define ROWS_MAX 20000		/* of a table */
#define MISTAKES_MAX 40		/* told of a file */
#define FIELDS_MAX 5
#define SHOWN_COLUMNS 60	/* of what was found */

const char *const said_titles[] = {
	[SAID_DECISION] = FILL_COL_DECISION, [SAID_OWNER] = FILL_COL_OWNER,
	[SAID_DUE] = FILL_COL_DUE, [SAID_REASON] = FILL_COL_REASON,
	[SAID_NOTE] = FILL_COL_NOTE, [SAID_VERDICT] = FILL_COL_VERDICT,
	[SAID_RATING] = FILL_COL_RATING, [SAID_SECOND] = FILL_COL_SECOND,
	[SAID_SECOND_RATING] = FILL_COL_SECOND_RATING,
	[SAID_HOURS] = FILL_COL_ANSWER, [SAID_PLANNED] = FILL_COL_ANSWER,
	[SAID_ACTUAL] = FILL_COL_ANSWER,
};

enum sheet_table { TABLE_DECISIONS, TABLE_SAMPLE, TABLE_HOURS, TABLES };

static const struct {
	const char *name;
	enum said_field field[FIELDS_MAX];
	size_t n;
} tables[TABLES] = {
	[TABLE_DECISIONS] = { FILL_DECISIONS, { SAID_DECISION, SAID_OWNER,
		SAID_DUE, SAID_REASON, SAID_NOTE }, 5 },
	[TABLE_SAMPLE] = { FILL_SAMPLE, { SAID_VERDICT, SAID_RATING,
		SAID_SECOND, SAID_SECOND_RATING }, 4 },
	[TABLE_HOURS] = { FILL_HOURS, { SAID_ACTUAL }, 1 },
};

struct reading {
	const struct readback_known *known;
	const char *file;
	size_t number;
	struct xlsx_book book;
	enum sheet_table table;
	struct xlsx_span head;
	uint32_t id_col, col[FIELDS_MAX], option_col[FILL_OPTIONS];
	struct said_list *out;
	struct strbuf mistakes;
	size_t n_mistakes;
	/* of ids: is it another workspace's? */
	size_t n_ids, n_unknown;
	const char *unknown, *unknown_cell;	/* the first one */
};

/* ---- mistakes --------------------------------------------------------- */

static void mistake(struct reading *r, uint32_t row, uint32_t col,
		    const char *fmt, ...) PRINTF_LIKE(4, 5);
static void mistake(struct reading *r, uint32_t row, uint32_t col,
		    const char *fmt, ...)
{
	struct arena a = { 0 };
	const char *cell = xlsx_cell_name(&a, r->head.sheet, row, col);
	va_list ap;

	if (r->n_mistakes++ < MISTAKES_MAX) {
		strbuf_printf(&r->mistakes, "%s: ", r->file);
		utf8_escape(&r->mistakes, cell, strlen(cell));
		strbuf_puts(&r->mistakes, ": ");
		va_start(ap, fmt);
		strbuf_vprintf(&r->mistakes, fmt, ap);
		va_end(ap);
		strbuf_putc(&r->mistakes, '\n');
	}
	arena_release(&a);
}

/* As a message may show it. */
static const char *shown(const struct reading *r, const char *text)
{
	struct strbuf sb = STRBUF_INIT;
	size_t len = utf8_fit(text, SHOWN_COLUMNS);
	const char *out;

	utf8_escape(&sb, text, len);
	out = arena_printf(r->known->arena, "'%s'%s", sb.s,
			   text[len] ? "..." : "");
	strbuf_release(&sb);
	return out;
}

static const struct xlsx_cell *cell_in(const struct reading *r, uint32_t row,
				       uint32_t col)
{
	return xlsx_cell_at(r->head.sheet, row, col);
}

static const char *text_in(const struct reading *r, uint32_t row,
			   uint32_t col)
{
	return cell_said(r->known->arena, cell_in(r, row, col));
}

/* ---- what is known ---------------------------------------------------- */

int32_t first_report(const struct readback_known *k, const char *period)
{
	return first_weekly(k->run, k->n_runs, period);
}

bool made_after(const struct readback_known *k, const char *path, int32_t day)
{
	int32_t made;

	for (size_t i = k->n_runs; i-- > 0;)
		if (!strcmp(k->run[i].file, path_base(path)))
			return !day_parse(&made, k->run[i].as_of) &&
			       made > day;
	return false;
}

static int member_cmp(const void *key, const void *member)
{
	return strcmp(key, ((const struct readback_member *)member)->id);
}

const struct readback_member *member_find(const struct readback_spec *spec,
					  const char *id)
{
	return spec->n_members ? bsearch(id, spec->member, spec->n_members,
					 sizeof *spec->member, member_cmp) :
				 NULL;
}

/* ---- columns ----------------------------------------------------------- */

/* UINT32_MAX: it is not there, or twice. */
static uint32_t column_find(struct reading *r, const char *title, bool needed)
{
	uint32_t found = UINT32_MAX;

	for (uint32_t c = r->head.first; c <= r->head.last; c++) {
		if (strcmp(text_in(r, r->head.row, c), title) != 0)
			continue;
		if (found != UINT32_MAX) {
			mistake(r, r->head.row, c, "a second column has the "
				"title '%s'; give yours another one", title);
			return UINT32_MAX;
		}
		found = c;
	}
	if (found == UINT32_MAX && needed)
		mistake(r, r->head.row, r->head.first, "no column has the "
			"title '%s', by which it is found; put it back",
			title);
	return found;
}

static void columns_find(struct reading *r)
{
	r->id_col = column_find(r, FILL_COL_ID, true);
	for (size_t i = 0; i < tables[r->table].n; i++)
		r->col[i] = column_find(r,
			said_titles[tables[r->table].field[i]],
			/* older workbooks have none */
			tables[r->table].field[i] != SAID_SECOND_RATING);
	for (size_t i = 0; i < FILL_OPTIONS; i++)
		r->option_col[i] = r->table != TABLE_DECISIONS ? UINT32_MAX :
			column_find(r, fill_options[i], false);
}

/* ---- rows -------------------------------------------------------------- */

/* Does a cell show this action? Blanks and marks may differ. */
static bool shows(const char *cell, const char *text)
{
	for (;; cell++, text++) {
		while (*text && *(const signed char *)text <= ' ')
			text++;
		while (*cell && *(const signed char *)cell <= ' ')
			cell++;
		if (!*text)
			return true;
		if (*cell != *text)
			return false;
	}
}

static bool offers(const struct reading *r, uint32_t row,
		   const struct proposal_entry *p)
{
	for (size_t i = 0; i < FILL_OPTIONS; i++) {
		const char *cell = r->option_col[i] == UINT32_MAX ? "" :
			text_in(r, row, r->option_col[i]);

		if (i < p->n_options && *cell &&
		    !shows(cell, p->option[i].text))
			return false;
	}
	return true;
}

static void unknown_id(struct reading *r, uint32_t row, const char *id,
		       const char *of)
{
	if (!r->n_unknown++) {
		r->unknown = shown(r, id);
		r->unknown_cell = xlsx_cell_name(r->known->arena,
						 r->head.sheet, row,
						 r->id_col);
	}
	mistake(r, row, r->id_col, "found %s, expected the id of %s; ids are "
		"not to be changed", shown(r, id), of);
}

/* The last offer with the options of this row. */
static const struct proposal_entry *offer_of(struct reading *r, uint32_t row,
					     const char *id)
{
	const struct decision_book *b = &r->known->book;
	const struct proposal_entry *last = book_proposal(b, id);

	if (!last) {
		unknown_id(r, row, id, "a proposal of this workspace (tuneup "
			   "actions --all)");
		return NULL;
	}
	for (size_t i = b->n_proposals; i-- > 0;)
		if (!strcmp(b->proposal[i].proposal, id) &&
		    offers(r, row, &b->proposal[i]))
			return &b->proposal[i];
	mistake(r, row, r->id_col, "found %s, but the options of this row "
		"were never offered under that id; ids are not to be changed",
		shown(r, id));
	return NULL;
}

static void field_read(struct reading *r, struct said row, uint32_t col,
		       struct asked q)
{
	struct strbuf expected = STRBUF_INIT;
	struct said_list *out = r->out;

	q.known = r->known;
	q.book = &r->book;
	q.cell = cell_in(r, row.row, col);
	q.text = cell_said(r->known->arena, q.cell);
	q.expected = &expected;
	if (*q.text) {
		if (value_said(&row, &q)) {
			mistake(r, row.row, col, "found %s, expected %s",
				shown(r, q.text), expected.s);
		} else {
			row.file = r->number;
			row.cell = xlsx_cell_name(r->known->arena,
						  r->head.sheet, row.row, col);
			vec_reserve(&out->item, out->n, &out->cap);
			out->item[out->n++] = row;
		}
	}
	strbuf_release(&expected);
}

static void fields_read(struct reading *r, const char *id, uint32_t row,
			struct asked q)
{
	for (size_t i = 0; i < tables[r->table].n; i++)
		if (r->col[i] != UINT32_MAX)
			field_read(r, (struct said){ .id = id, .row = row,
				   .field = tables[r->table].field[i] },
				   r->col[i], q);
}

static void decision_row(struct reading *r, const char *id, uint32_t row)
{
	const struct proposal_entry *p = offer_of(r, row, id);
	struct asked q = { .offer = p };

	if (!p)
		return;
	q.after = first_report(r->known, p->period);
	if (q.after == DAY_NONE)
		q.after = p->last;
	fields_read(r, id, row, q);
}

static void sample_row(struct reading *r, const char *id, uint32_t row)
{
	if (member_find(r->known->spec, id)) {
		fields_read(r, id, row, (struct asked){ 0 });
		return;
	}
	unknown_id(r, row, id, "a drawn member (tuneup sample)");
}

/* "2026-W47-actual" */
static void answer_row(struct reading *r, const char *id, uint32_t row)
{
	static const struct { const char *end; enum said_field field; }
	ends[] = {
		{ "-" FILL_ID_HOURS, SAID_HOURS },
		{ "-" FILL_ID_PLANNED, SAID_PLANNED },
		{ "-" FILL_ID_ACTUAL, SAID_ACTUAL },
	};
	size_t len = strlen(id);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i].end);
		struct said s = { .row = row, .field = ends[i].field };

		if (len < end || strcmp(id + len - end, ends[i].end) != 0)
			continue;
		s.id = arena_strndup(r->known->arena, id, len - end);
		if (first_report(r->known, s.id) == DAY_NONE)
			break;
		if (r->col[0] != UINT32_MAX)
			field_read(r, s, r->col[0], (struct asked){ 0 });
		return;
	}
	unknown_id(r, row, id, "an answer: the week of a published report and "
		   "-hours, -planned or -actual");
}

static void row_read(struct reading *r, const char *id, uint32_t row)
{
	switch (r->table) {
	case TABLE_DECISIONS:
		decision_row(r, id, row);
		return;
	case TABLE_SAMPLE:
		sample_row(r, id, row);
		return;
	case TABLE_HOURS:
	case TABLES:
		break;
	}
	answer_row(r, id, row);
}

/* Does it look like an id of this table? */
static bool is_id(const struct reading *r, const char *text)
{
	switch (r->table) {
	case TABLE_DECISIONS:
		return book_proposal(&r->known->book, text) != NULL;
	case TABLE_SAMPLE:
		return member_find(r->known->spec, text) != NULL;
	case TABLE_HOURS:
	case TABLES:
		break;
	}
	return strstr(text, "-" FILL_ID_HOURS) ||
	       strstr(text, "-" FILL_ID_PLANNED) ||
	       strstr(text, "-" FILL_ID_ACTUAL);
}

/* An id that was deleted would end the table: what was filled in there, and
 * below, would be lost unseen. */
static void check_end(struct reading *r, uint32_t row)
{
	for (size_t i = 0; i < tables[r->table].n; i++)
		if (r->col[i] != UINT32_MAX && *text_in(r, row, r->col[i])) {
			mistake(r, row, r->id_col, "the id of this row is "
				"missing, though %s is filled in; put it back",
				said_titles[tables[r->table].field[i]]);
			return;
		}
	if (is_id(r, text_in(r, row + 1, r->id_col)))
		mistake(r, row, r->id_col, "the id of this row is missing, "
			"and a row with one follows; put it back or take the "
			"blank row out");
}

struct placed { const char *id; uint32_t row; };

static int placed_cmp(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int c = strcmp(x->id, y->id);

	return c ? c : (x->row > y->row) - (x->row < y->row);
}

static void check_twice(struct reading *r, struct placed *p, size_t n)
{
	if (n)
		qsort(p, n, sizeof *p, placed_cmp);
	for (size_t i = 1; i < n; i++)
		if (!strcmp(p[i].id, p[i - 1].id))
			mistake(r, p[i].row, r->id_col, "found %s a second "
				"time, also in row %u; ids are not to be "
				"changed", shown(r, p[i].id),
				(unsigned int)p[i - 1].row + 1);
}

static void table_read(struct reading *r)
{
	struct placed *placed = NULL;
	size_t n = 0, cap = 0;
	uint32_t row = r->head.row + 1;

	columns_find(r);
	if (r->id_col == UINT32_MAX)
		return;
	for (;; row++) {
		const char *id = text_in(r, row, r->id_col);

		if (!*id)
			break;
		if (n == ROWS_MAX) {
			mistake(r, row, r->id_col, "more than %d rows",
				ROWS_MAX);
			break;
		}
		vec_reserve(&placed, n, &cap);
		placed[n++] = (struct placed){ id, row };
		r->n_ids++;
		row_read(r, id, row);
	}
	check_end(r, row);
	check_twice(r, placed, n);
	free(placed);
}

/* ---- the file ------------------------------------------------------------ */

static void file_mistake(struct reading *r, const char *says)
{
	size_t len = strlen(r->file);

	r->n_mistakes++;
	if (strncmp(says, r->file, len) != 0)
		strbuf_printf(&r->mistakes, "%s: ", r->file);
	strbuf_printf(&r->mistakes, "%s\n", says);
}

static void book_read(struct reading *r)
{
	size_t found = 0;

	for (size_t t = 0; t < TABLES; t++) {
		struct err err = { 0 };
		int ret = xlsx_name_span(&r->head, &r->book, tables[t].name,
					 &err);

		r->table = (enum sheet_table)t;
		found += ret <= 0;
		if (ret < 0)
			file_mistake(r, err.msg);
		else if (!ret)
			table_read(r);
	}
	if (!found)
		file_mistake(r, "no weekly workbook of tuneup: the defined "
			     "names " FILL_DECISIONS ", " FILL_SAMPLE " and "
			     FILL_HOURS " are missing, by which its sheets are "
			     "found");
}

/* A line for each row would hide what is wrong. */
static void mistakes_said(struct reading *r, struct strbuf *out)
{
	if (r->n_unknown > 1 && r->n_unknown == r->n_ids) {
		strbuf_printf(out, "%s: ", r->file);
		utf8_escape(out, r->unknown_cell, strlen(r->unknown_cell));
		strbuf_printf(out, ": found %s and %zu more id%s, none of which "
			      "this workspace gave out; read the file back in "
			      "the workspace that made it, with tuneup -C DIR\n",
			      r->unknown, r->n_unknown - 1,
			      r->n_unknown == 2 ? "" : "s");
		return;
	}
	strbuf_puts(out, r->mistakes.s);
	if (r->n_mistakes > MISTAKES_MAX)
		strbuf_printf(out, "%s: and %zu mistakes more\n", r->file,
			      r->n_mistakes - MISTAKES_MAX);
}

void cells_said(struct said_list *out, bool *refused, struct strbuf *mistakes,
		const struct readback_known *k, size_t file)
{
	struct reading r = { .known = k, .file = k->spec->file[file],
			     .number = file, .out = out,
			     .mistakes = STRBUF_INIT };
	struct err err = { 0 };
	size_t before = out->n;

	if (xlsx_read(&r.book, r.file, &err)) {
		file_mistake(&r, err.msg);
	} else {
		book_read(&r);
		xlsx_release(&r.book);
	}
	mistakes_said(&r, mistakes);
	strbuf_release(&r.mistakes);
	*refused = r.n_mistakes > 0;
	if (*refused)
		out->n = before;
}
