#include "ingest/rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "base/zone.h"
#include "ingest/audit.h"
#include "ingest/checks.h"
#include "ingest/extras.h"
#include "ingest/fields.h"
#include "ingest/figures.h"

#define SCRATCH_MAX ((size_t)256 << 10)
#define FOUND_SHOWN 40

/* A civil day as the kind's day column holds it. */
static int64_t day_value(const struct rows *r, int32_t day)
{
	const struct fact_kind *kind = r->plan->match->kind;
	enum zone_fit fit;

	if (kind->columns[r->day_column].type == FACT_DAY)
		return day;
	return fact_time(zone_utc(day, 0, &fit), true);
}

static void set_blank(struct rows *r)
{
	const struct fact_kind *kind = r->plan->match->kind;

	for (size_t c = 0; c < kind->n_columns; c++)
		r->blank[c] = (struct fact_cell){
			.num = kind->columns[c].type == FACT_WORD ? 0 :
				FACT_NULL
		};
	r->blank[FC_N].num = 1;
	if (r->plan->period) {
		r->blank[r->day_column].num = day_value(r, r->plan->last);
		/* a period of one day is a day */
		if (r->period_start >= 0 && r->plan->first < r->plan->last)
			r->blank[r->period_start].num = r->plan->first;
	}
}

/* A constant of the profile, or what a line above the header says. */
static int refuse_constant(const struct rows *r, const struct plan_column *c,
			   struct err *err)
{
	if (c->pc->above)
		return err_set(err, ERR_DATA,
			       "%s:%lld: what stands above the header as the "
			       "rows' %s is not %s", r->plan->file,
			       (long long)r->plan->match->table.line,
			       c->pc->column, r->reader.expected);
	return err_set(err, ERR_CONFIG,
		       "profile '%s': column %s: the constant '%s' is not %s",
		       r->plan->match->profile->id, c->pc->column,
		       c->pc->value ? c->pc->value : c->pc->otherwise,
		       r->reader.expected);
}

int rows_begin(struct rows *r, struct plan *plan, struct diags *diags,
	       struct err *err)
{
	const struct fact_kind *kind = plan->match->kind;

	*r = (struct rows){ .plan = plan, .joined = STRBUF_INIT,
			    .reader = { .plan = plan, .diags = diags,
					.all_seen = plan->all_seen } };
	r->period_start = fact_column_find(kind, "period_start");
	for (size_t c = 0; c < kind->n_columns; c++)
		if (kind->columns[c].flags & COLUMN_DAY)
			r->day_column = (int)c;
	set_blank(r);
	totals_begin(&r->totals, plan);
	if (plan->n_fields + plan->n_audited)
		r->state = xreallocarray(NULL, plan->n_fields + plan->n_audited,
					 sizeof *r->state);
	if (plan->n_figures)
		r->figure = xreallocarray(NULL, plan->n_figures,
					  sizeof *r->figure);
	for (size_t i = 0; i < plan->n; i++) {
		const struct plan_column *c = &plan->column[i];

		const char *text = c->pc->value ? c->pc->value :
			c->pc->otherwise;

		if (!text || c->column < 0)
			continue;
		if (cell_read(&r->reader, c, text, strlen(text),
			      &r->blank[c->column]) == CELL_BAD)
			return refuse_constant(r, c, err);
	}
	return 0;
}

static enum row_result aside(struct rows *r, const char *code,
			     const char *column, const char *text)
{
	diag_add(r->reader.diags, DIAG_ASIDE, code, r->reader.line, column,
		 "%s", text);
	return ROW_ASIDE;
}

static bool has_letters(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] >= 0x80 ||
		    ((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z'))
			return true;
	return false;
}

/* A delimiter inside a name that is not quoted, or one lost before it, moves
 * the name or a part of it into the column beside its own. */
static bool may_name(const struct plan *p, int cell, const char *s, size_t len)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_column *c = &p->column[i];

		if (!c->person || c->cell < 0)
			continue;
		if (c->cell == cell)
			return true;
		if (abs(c->cell - cell) == 1 ||
		    (c->join >= 0 && abs(c->join - cell) <= 1))
			return has_letters(s, len);
	}
	return false;
}

static bool names_person(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->column[i].person)
			return true;
	return false;
}

/* The one place that shows a cell; never one that names a person. */
static enum row_result aside_cell(struct rows *r, const struct plan_column *c,
				  const char *s, size_t len)
{
	struct strbuf found = STRBUF_INIT;

	if (len > FOUND_SHOWN)
		len = FOUND_SHOWN;
	while (len && utf8_valid_prefix(s, len) < len)
		len--;
	utf8_escape(&found, s, len);
	if (may_name(r->plan, c->cell, s, len))
		diag_add(r->reader.diags, DIAG_ASIDE, r->reader.fault,
			 r->reader.line, c->header, "expected %s; what was "
			 "found may name a person and is not shown",
			 r->reader.expected);
	else
		diag_add(r->reader.diags, DIAG_ASIDE, r->reader.fault,
			 r->reader.line, c->header,
			 "found '%s', expected %s", found.s,
			 r->reader.expected);
	strbuf_release(&found);
	return ROW_ASIDE;
}

/* The text of a column in this row, with its second part where it has one. */
static void column_text(struct rows *r, const struct plan_column *c,
			const struct record *rec, const char **s, size_t *len)
{
	plan_cell(r->plan, c, rec, s, len);
	if (c->join < 0)
		return;
	strbuf_clear(&r->joined);
	strbuf_add(&r->joined, *s, *len);
	strbuf_putc(&r->joined, ' ');
	strbuf_add(&r->joined, rec->cell[c->join].s, rec->cell[c->join].len);
	*s = r->joined.s;
	*len = r->joined.len;
}

/* The rate from a currency to the workspace's. */
static int find_rate(struct rows *r, const char *code, struct err *err)
{
	const struct config *config = r->plan->config;

	if (!strcmp(code, r->currency))
		return 0;
	memcpy(r->currency, code, sizeof r->currency);
	r->rate = 0;
	if (currency_fits(code, config->currency))
		return 0;
	for (size_t i = 0; i < config->n_currencies; i++) {
		if (strcmp(config->currencies[i].code, code))
			continue;
		r->rate = config->currencies[i].rate;
		return 0;
	}
	r->currency[0] = '\0';
	return err_set(err, ERR_DATA,
		       "%s:%lld: the amounts are in %.3s, the workspace's "
		       "currency is %s; currencies are never added: export the "
		       "file in %s, or give a rate in tuneup.yaml: "
		       "currencies: [{code: %.3s, rate: ...}]", r->plan->file,
		       (long long)r->reader.line, code, config->currency,
		       config->currency, code);
}

static bool has_money(const struct rows *r)
{
	const struct fact_kind *kind = r->plan->match->kind;

	for (size_t c = FC_FIRST; c < kind->n_columns; c++)
		if (kind->columns[c].type == FACT_MONEY &&
		    r->cell[c].num != FACT_NULL)
			return true;
	for (size_t i = 0; i < r->n_figures; i++)
		if (r->figure[i].of->fc->type == FACT_MONEY)
			return true;
	return false;
}

/* By the row's rate; false when it is too large for that. */
static bool convert(const struct rows *r, int64_t *amount)
{
	if (fabs((double)*amount * (double)r->rate) >
	    (double)NUMBER_MAX * MONEY_SCALE)
		return false;
	*amount = num_muldiv(*amount, r->rate, MONEY_SCALE);
	return true;
}

/* Amounts to the workspace's currency, exactly. */
static int convert_money(struct rows *r, bool *too_large, struct err *err)
{
	const struct fact_kind *kind = r->plan->match->kind;
	const char *code = r->reader.currency;

	if (!has_money(r))
		return 0;
	if (!*code)
		code = r->plan->match->header_currency;
	if (!*code)
		return 0;
	r->currency_told = true;
	if (find_rate(r, code, err))
		return -1;
	for (size_t c = FC_FIRST; c < kind->n_columns && r->rate; c++)
		if (kind->columns[c].type == FACT_MONEY &&
		    r->cell[c].num != FACT_NULL && !*too_large)
			*too_large = !convert(r, &r->cell[c].num);
	for (size_t i = 0; i < r->n_figures && r->rate; i++)
		if (r->figure[i].of->fc->type == FACT_MONEY && !*too_large)
			*too_large = !convert(r, &r->figure[i].value);
	return 0;
}

static const char *column_header(const struct rows *r, int column)
{
	for (size_t i = 0; i < r->plan->n; i++)
		if (r->plan->column[i].column == column)
			return r->plan->column[i].header;
	return r->plan->match->kind->columns[column].name;
}

/* Everything that must be there is there, and the day is known. */
static enum row_result check_row(struct rows *r)
{
	const struct fact_kind *kind = r->plan->match->kind;
	struct objection wrong;
	int64_t start, day = r->cell[r->day_column].num;

	for (size_t c = FC_FIRST; c < kind->n_columns; c++) {
		const struct fact_column *fc = &kind->columns[c];

		if (!(fc->flags & COLUMN_REQUIRED) ||
		    !cell_is_blank(fc, &r->cell[c]))
			continue;
		return aside(r, "missing", column_header(r, (int)c),
			     arena_printf(&r->reader.scratch,
					  "is empty; expected %s", fc->help));
	}
	if (r->cell[FC_N].num < 1)
		return aside(r, "bad-number", column_header(r, FC_N),
			     "expected a count of 1 or more");
	if (row_objection(&wrong, kind, r->plan->config, r->cell))
		return aside(r, wrong.code, column_header(r, wrong.column),
			     wrong.text);
	r->day = kind->columns[r->day_column].type == FACT_DAY ? (int32_t)day :
		zone_civil(fact_time_utc(day)).day;
	if (r->period_start < 0)
		return ROW_FACT;
	start = r->cell[r->period_start].num;
	if (start != FACT_NULL && start > r->day)
		return aside(r, "bad-period", column_header(r, r->period_start),
			     "the period starts after its last day");
	if (start == r->day)
		r->cell[r->period_start].num = FACT_NULL;
	return ROW_FACT;
}

static enum row_result check_shape(struct rows *r, const struct record *rec)
{
	size_t n = r->plan->match->table.n;

	switch (table_row_shape(&r->plan->match->table, rec)) {
	case ROW_FITS:
		return ROW_FACT;
	case ROW_SHORT:
		return aside(r, "short-row", "",
			     arena_printf(&r->reader.scratch,
					  "has %zu %s, the header %zu; the "
					  "file may be cut off here", rec->n,
					  rec->n == 1 ? "cell" : "cells", n));
	default:
		return aside(r, "long-row", "",
			     arena_printf(&r->reader.scratch,
					  "has %zu cells, the header %zu; a "
					  "cell that holds the delimiter must "
					  "be quoted", rec->n, n));
	}
}

/* A time that is another one and a duration; CELL_BLANK: of unknown length. */
static enum cell_result add_duration(struct rows *r,
				     const struct plan_column *c,
				     const struct cell *by)
{
	int64_t *time = &r->cell[c->column].num, ms;
	const char *s = by->s;
	size_t len = by->len;

	utf8_trim(&s, &len);
	if (cell_is_missing(r->plan->match->profile, s, len, true) ||
	    fact_time_is_date(*time)) {
		*time = FACT_NULL;
		return CELL_BLANK;
	}
	if (duration_read(&ms, s, len, MARK_POINT, c->unit) || ms < 0) {
		r->reader.fault = "bad-number";
		r->reader.expected = "a time and a duration";
		return CELL_BAD;
	}
	*time = fact_time(fact_time_utc(*time) + (ms + 500) / 1000, false);
	return CELL_OK;
}

static enum row_result read_columns(struct rows *r, const struct record *rec)
{
	for (size_t i = 0; i < r->plan->n; i++) {
		const struct plan_column *c = &r->plan->column[i];
		enum cell_result ret;
		const char *s;
		size_t len;

		if (c->cell < 0 || c->figure || c->audited)
			continue;
		column_text(r, c, rec, &s, &len);
		ret = c->fc ? cell_read(&r->reader, c, s, len,
					&r->cell[c->column]) :
			extra_read(r, c, s, len);
		if (ret == CELL_OK && c->fc && c->plus >= 0)
			ret = add_duration(r, c, &rec->cell[c->plus]);
		if (ret == CELL_BAD)
			return aside_cell(r, c, s, len);
		if (ret == CELL_OPEN)
			return ROW_OPEN;
	}
	return ROW_FACT;
}

static enum row_result read_fields(struct rows *r, const struct record *rec)
{
	const struct plan_column *bad;

	if (fields_read(r, rec, &bad) != CELL_OK)
		return aside_cell(r, bad, rec->cell[bad->cell].s,
				  rec->cell[bad->cell].len);
	if (r->n_states)
		r->critical_missing = r->cell[INP_CRITICAL_MISSING].num;
	return ROW_FACT;
}

static enum row_result read_figures(struct rows *r, const struct record *rec)
{
	const struct plan_column *bad = NULL;

	switch (figures_read(r, rec, &bad)) {
	case CELL_OK:
		break;
	case CELL_OPEN:
		return ROW_OPEN;
	default:
		return aside_cell(r, bad, rec->cell[bad->cell].s,
				  rec->cell[bad->cell].len);
	}
	if (!r->n_figures)
		return aside(r, "missing", "", "no column of figures has a "
			     "number");
	return ROW_FACT;
}

/* The figures of a total row, and what it calls itself: in cell `said`, or
 * in its first words. */
static void read_total(struct rows *r, const struct record *rec, size_t said)
{
	const char *label = NULL;
	size_t len = 0;

	totals_row(&r->totals);
	for (size_t i = 0; i < r->plan->n; i++) {
		const struct plan_column *c = &r->plan->column[i];
		struct fact_cell cell = { 0 };

		if (c->needs == EVIDENCE_NUMBER && c->fc &&
		    cell_read_of(&r->reader, c, rec, &cell) == CELL_OK)
			totals_value(&r->totals, c, cell.num);
	}
	for (size_t i = said < rec->n ? said : 0; i < rec->n && !len; i++) {
		label = rec->cell[i].s;
		len = rec->cell[i].len;
		utf8_trim(&label, &len);
		if (!has_letters(label, len) || names_person(r->plan))
			len = 0;
	}
	totals_add(&r->totals, rec->line, label, len);
	if (rec->n < r->plan->match->table.n)
		diag_add(r->reader.diags, DIAG_WARN, "short-total", rec->line,
			 "", "the total row has %zu cells, the header %zu; "
			 "the file may be cut off here", rec->n,
			 r->plan->match->table.n);
}

/* What the row says in columns that have totals, as it is written. */
static void note_values(struct rows *r)
{
	totals_row(&r->totals);
	totals_currency(&r->totals, r->reader.currency);
	for (size_t i = 0; i < r->plan->n; i++) {
		const struct plan_column *c = &r->plan->column[i];

		if (!c->figure && c->column >= FC_FIRST)
			totals_value(&r->totals, c, r->cell[c->column].num);
	}
	for (size_t i = 0; i < r->n_figures; i++)
		totals_value(&r->totals, r->figure[i].of, r->figure[i].value);
}

enum row_result row_read(struct rows *r, const struct record *rec,
			 struct err *err)
{
	const struct fact_kind *kind = r->plan->match->kind;
	enum row_result ret;
	bool too_large = false;
	size_t said;

	if (r->reader.scratch.used > SCRATCH_MAX)
		arena_release(&r->reader.scratch);
	r->reader.line = rec->line;
	r->reader.currency[0] = '\0';
	if (r->plan->match->profile->n_totals && row_is_total(r, rec, &said)) {
		read_total(r, rec, said);
		return ROW_TOTAL;
	}
	ret = check_shape(r, rec);
	if (ret != ROW_FACT)
		return ret;
	memcpy(r->cell, r->blank, kind->n_columns * sizeof *r->cell);
	ret = read_columns(r, rec);
	if (ret == ROW_FACT && r->plan->n_fields)
		ret = read_fields(r, rec);
	if (ret == ROW_FACT && r->plan->n_audited &&
	    audit_read(r, rec) == CELL_OPEN)
		ret = ROW_OPEN;
	if (ret == ROW_FACT && r->plan->n_figures)
		ret = read_figures(r, rec);
	if (ret != ROW_FACT)
		return ret;
	note_values(r);
	if (convert_money(r, &too_large, err))
		return ROW_REFUSED;
	if (too_large)
		return aside(r, "bad-number", "", "the amount is too large in "
			     "the workspace's currency");
	if (r->n_figures)
		figures_put(r, 0);
	else if (kind == &kind_series)
		figures_doubt(r, rec);
	ret = check_row(r);
	if (ret == ROW_FACT)
		totals_count(&r->totals);
	return ret;
}

/* Besides its fields a record has a fact of its own, if that says anything. */
static bool tells_of_record(const struct rows *r)
{
	return !r->n_states || r->critical_missing != FACT_NULL;
}

size_t row_facts(const struct rows *r)
{
	if (r->n_figures)
		return r->n_figures;
	return r->n_states + tells_of_record(r);
}

void row_fact(struct rows *r, size_t i)
{
	const struct field_state *at;

	if (r->n_figures) {
		figures_put(r, i);
		return;
	}
	if (tells_of_record(r) && i-- == 0)
		return;
	at = &r->state[i];
	r->cell[INP_FIELD].s = at->field;
	r->cell[INP_FIELD].len = (uint32_t)strlen(at->field);
	r->cell[INP_STATE].num = at->state;
	r->cell[INP_CRITICAL_MISSING].num = FACT_NULL;
}

void rows_end(struct rows *r)
{
	cell_reader_release(&r->reader);
	if (r->plan)
		strbuf_release(&r->joined);
	totals_release(&r->totals);
	words_release(&r->seen);
	free(r->state);
	free(r->figure);
	*r = (struct rows){ 0 };
}
