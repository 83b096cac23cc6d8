/* What an import did, as people read it. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "ingest/import.h"
#include "store/fact_text.h"

#define SAMPLE_ROWS 5
#define DIAGS_SHOWN 5
#define DIAGS_SHOWN_DETAILS 40
#define CELL_SHOWN 26

/* A cell as `tuneup facts` would show it. */
static const char *cell_text(struct arena *a, const struct fact_column *fc,
			     const struct fact_cell *c)
{
	char buf[FACT_TEXT_MAX];

	if (fc->type == FACT_DIM || fc->type == FACT_TEXT)
		return c->s ? arena_strndup(a, c->s, c->len) : "";
	return arena_strdup(a, fact_value_text(buf, fc, c->num));
}

static bool is_shown(const struct import *im, size_t column)
{
	const struct fact_column *fc = &im->match.kind->columns[column];

	if (im->plan.n_fields + im->plan.n_audited &&
	    (column == INP_FIELD || column == INP_STATE))
		return true;
	if (im->plan.n_figures && column >= SER_METRIC)
		return column != SER_SYSTEM;
	return im->match.column[column].pc || fc->flags & COLUMN_DAY ||
		(im->plan.period && !strcmp(fc->name, "period_start"));
}

void import_sample_add(struct import *im, const struct fact_cell *cell)
{
	struct import_report *r = im->report;
	const struct fact_kind *kind = im->match.kind;
	const char **row;
	size_t n = 0;

	if (r->n_sample == SAMPLE_ROWS)
		return;
	if (!r->sample) {
		r->sample = arena_array(&r->arena, SAMPLE_ROWS,
					sizeof *r->sample);
		r->sample_header = arena_array(&r->arena, kind->n_columns,
					       sizeof *r->sample_header);
		for (size_t c = FC_N; c < kind->n_columns; c++)
			if (is_shown(im, c))
				r->sample_header[r->n_sample_columns++] =
					kind->columns[c].name;
	}
	row = arena_array(&r->arena, kind->n_columns, sizeof *row);
	for (size_t c = FC_N; c < kind->n_columns; c++)
		if (is_shown(im, c))
			row[n++] = cell_text(&r->arena, &kind->columns[c],
					     &cell[c]);
	r->sample[r->n_sample++] = row;
}

/* One header may feed two columns: a date is a day and a start. */
static void use_column(struct import_report *r, int cell, const char *column,
		       const char *how)
{
	struct import_column *c = &r->columns[cell];

	c->column = c->column ? arena_printf(&r->arena, "%s, %s", c->column,
					     column) :
		arena_strdup(&r->arena, column);
	if (!*c->how)
		c->how = arena_strdup(&r->arena, how);
}

void import_columns_fill(struct import *im)
{
	struct import_report *r = im->report;
	const struct table *t = &im->match.table;

	r->n_columns = t->n;
	r->columns = arena_array(&r->arena, t->n, sizeof *r->columns);
	for (size_t i = 0; i < t->n; i++)
		r->columns[i] = (struct import_column){
			arena_strdup(&r->arena, t->header[i]), NULL, ""
		};
	for (size_t i = 0; i < im->plan.n; i++) {
		const struct plan_column *c = &im->plan.column[i];

		if (c->cell < 0)
			continue;
		use_column(r, c->cell, c->pc->column, c->how);
		if (c->join >= 0)
			use_column(r, c->join, c->pc->column, "joined");
		if (c->plus >= 0)
			use_column(r, c->plus, c->pc->column, "added");
	}
	for (size_t i = 0; i < im->plan.n_cuts; i++)
		use_column(r, im->plan.cut[i].cell, "dimension", "");
	for (size_t i = 0; i < im->plan.n_fields; i++) {
		const struct plan_column *c = &im->plan.field[i].as;

		use_column(r, c->cell, "field, state", c->how);
	}
}

static void put_count(struct strbuf *out, int64_t n, const char *what)
{
	char buf[NUM_TEXT_MAX];

	strbuf_printf(out, "%s %s", num_text(buf, (double)n, 0), what);
}

/* Why more rows were used than added and replaced. */
static void put_sums(struct strbuf *out, int64_t used, int64_t keys)
{
	char from[NUM_TEXT_MAX], to[NUM_TEXT_MAX];

	if (used > keys)
		strbuf_printf(out, "  rows with one key are added up: %s rows "
			      "make %s\n", num_text(from, (double)used, 0),
			      num_text(to, (double)keys, 0));
}

static void put_rows(struct strbuf *out, const struct ledger_entry *e)
{
	strbuf_puts(out, "  ");
	put_count(out, e->read, e->read == 1 ? "row read = " : "rows read = ");
	put_count(out, e->used, "used + ");
	put_count(out, e->same, "already there + ");
	put_count(out, e->totals, "totals + ");
	put_count(out, e->aside, "set aside\n");
}

static void put_accounting(struct strbuf *out, const struct import_report *r)
{
	const struct ledger_entry *e = &r->entry;
	char first[DATE_MAX], last[DATE_MAX], records[NUM_TEXT_MAX];
	char facts[NUM_TEXT_MAX];

	put_rows(out, e);
	strbuf_puts(out, "  ");
	put_count(out, e->added, "added, ");
	put_count(out, e->replaced, "replaced, ");
	put_count(out, e->removed, "removed; ");
	put_count(out, r->load.days_changed,
		  r->load.days_changed == 1 ? "day changed" : "days changed");
	if (e->first != DAY_NONE)
		strbuf_printf(out, "; days %s to %s",
			      day_format(first, e->first),
			      day_format(last, e->last));
	strbuf_putc(out, '\n');
	if (r->records)
		strbuf_printf(out, "  each %s counts as a row: %s %s %s\n",
			      strcmp(e->kind, kind_inputs.id) ?
			      "figure" : "audited field",
			      num_text(records, (double)r->records, 0),
			      r->records == 1 ? "record makes" :
			      "records make",
			      num_text(facts, (double)(e->used + e->same), 0));
	put_sums(out, e->used, e->added + e->replaced);
	if (e->rejects && *e->rejects)
		strbuf_printf(out, "  rows set aside: rejects/%s\n",
			      e->rejects);
}

static void put_diags(struct strbuf *out, const struct import_report *r,
		      bool details)
{
	size_t most = details ? DIAGS_SHOWN_DETAILS : DIAGS_SHOWN, shown = 0;
	size_t more = 0;

	for (size_t i = 0; i < r->diags.n; i++) {
		const struct diag *d = &r->diags.item[i];

		if ((d->level == DIAG_NOTE && !details &&
		     strcmp(d->code, "total-differs") &&
		     strcmp(d->code, "no-rows")) ||
		    (r->n_left && !strcmp(d->code, LEFT_CODE)))
			continue;
		/* what is said of the whole file is never among the rest */
		bool whole = d->level == DIAG_WARN && !d->line;

		if (shown >= most && !whole) {
			more++;
			continue;
		}
		shown += !whole;
		strbuf_printf(out, "  %s: ", d->level == DIAG_ASIDE ?
			      "set aside" : diag_level_name(d->level));
		if (d->line)
			strbuf_printf(out, "line %lld: ", (long long)d->line);
		if (*d->column)
			strbuf_printf(out, "%s: ", d->column);
		strbuf_printf(out, "%s\n", d->text);
	}
	if (more)
		strbuf_printf(out, "  and %zu more\n", more);
}

static void put_columns(struct strbuf *out, const struct import_report *r)
{
	size_t widest = 0;

	for (size_t i = 0; i < r->n_columns; i++) {
		size_t w = utf8_width(r->columns[i].header);

		widest = w > widest ? w : widest;
	}
	widest = widest > 32 ? 32 : widest;
	strbuf_puts(out, "  columns:\n");
	for (size_t i = 0; i < r->n_columns; i++) {
		const struct import_column *c = &r->columns[i];
		size_t w = utf8_width(c->header);

		strbuf_printf(out, "    %s", c->header);
		strbuf_pad(out, ' ', w < widest ? widest - w : 0);
		strbuf_printf(out, "  %s%s%s%s%s\n",
			      c->column ? "-> " : "not used",
			      c->column ? c->column : "", *c->how ? " (" : "",
			      c->how, *c->how ? ")" : "");
	}
}

static void put_sample(struct strbuf *out, const struct import_report *r)
{
	if (!r->n_sample)
		return;
	strbuf_puts(out, "  first rows as stored:\n");
	for (size_t c = 0; c < r->n_sample_columns; c++) {
		strbuf_printf(out, "    %-18s", r->sample_header[c]);
		for (size_t i = 0; i < r->n_sample; i++) {
			const char *s = r->sample[i][c];
			size_t n = utf8_fit(s, CELL_SHOWN);
			size_t w;
			char cut[4 * CELL_SHOWN + 1];

			if (n > sizeof cut - 1)
				n = sizeof cut - 1;
			memcpy(cut, s, n);
			cut[n] = '\0';
			w = utf8_width(cut);
			strbuf_puts(out, "  ");
			utf8_escape(out, cut, n);
			strbuf_pad(out, ' ', i + 1 < r->n_sample &&
				   w < CELL_SHOWN ? CELL_SHOWN - w : 0);
		}
		strbuf_putc(out, '\n');
	}
}

static void put_report(struct strbuf *out, const struct import_report *r,
		       bool details)
{
	const struct ledger_entry *e = &r->entry;

	strbuf_printf(out, "%s: %s, profile %s, ", e->file, e->kind,
		      e->profile);
	if (!strcmp(e->delimiter, "JSON"))
		strbuf_printf(out, "JSON records from line %lld\n",
			      (long long)e->header_line);
	else
		strbuf_printf(out, "%s, delimiter \"%s\", header in line "
			      "%lld\n", e->encoding, e->delimiter,
			      (long long)e->header_line);
	if (r->already) {
		strbuf_printf(out, "  already imported as import %lld with "
			      "the same profile; nothing changes\n",
			      (long long)r->already_id);
		if (!details)
			return;
	}
	if (!r->already || e->read)
		put_accounting(out, r);
	put_diags(out, r, details);
	if (details) {
		put_columns(out, r);
		put_sample(out, r);
	}
}

/* Tables that were not read, and the sum over all of the file. */
static void put_tables(struct strbuf *out, const struct import_report *r)
{
	struct ledger_entry all = { 0 };
	const char *file = r->entry.file;
	int64_t left = 0;

	for (size_t i = 0; i < r->n_left; i++) {
		const struct import_left *l = &r->left[i];

		strbuf_printf(out, "%s: not read: the table in lines %lld to "
			      "%lld (%lld rows): %s\n", file,
			      (long long)l->line, (long long)l->last_line,
			      (long long)l->rows, l->why);
		left += l->rows;
	}
	for (; r; r = r->next) {
		if (r->already && !r->entry.read)
			return;		/* nothing of it was read again */
		all.read += r->entry.read;
		all.used += r->entry.used;
		all.same += r->entry.same;
		all.totals += r->entry.totals;
		all.aside += r->entry.aside;
	}
	strbuf_printf(out, "%s: all tables:\n", file);
	all.read += left;
	all.aside += left;
	put_rows(out, &all);
	if (left) {
		strbuf_puts(out, "  ");
		put_count(out, left, "of those set aside are in tables that "
			  "were not read\n");
	}
}

void import_report_text(struct strbuf *out, const struct import_report *r,
			bool details)
{
	put_report(out, r, details);
	for (const struct import_report *at = r->next; at; at = at->next)
		put_report(out, at, details);
	if (r->next || r->n_left)
		put_tables(out, r);
}
