/* The rows of an understood file into the store. */
#include <string.h>

#include "base/date.h"
#include "ingest/import.h"
#include "ingest/slips.h"

/* Smaller files are in before a bar is seen; others move it 100 times. */
#define PROGRESS_LEAST ((int64_t)4 << 20)
#define PROGRESS_STEPS 100

/* Which columns know a row again, as a bit each. */
static int key_columns(const struct import *im, uint64_t *bits,
		       struct err *err)
{
	const struct profile *p = im->match.profile;
	const struct fact_kind *kind = im->match.kind;

	*bits = 0;
	for (size_t i = 0; i < p->n_key; i++) {
		int c = fact_column_find(kind, p->key[i]);

		if (c < FC_FIRST)
			return err_set(err, ERR_CONFIG,
				       "profile '%s': key: %s has no column "
				       "'%s'", p->id, kind->id, p->key[i]);
		if (kind->columns[c].flags & COLUMN_PERSON)
			return err_set(err, ERR_CONFIG,
				       "profile '%s': key: '%s' names people; "
				       "they are never part of a key", p->id,
				       p->key[i]);
		if (!im->match.column[c].pc && !im->plan.period)
			return err_set(err, ERR_DATA,
				       "%s:%lld: no column for '%s', by which "
				       "profile '%s' knows a row again",
				       im->file,
				       (long long)im->match.table.line,
				       p->key[i], p->id);
		*bits |= (uint64_t)1 << c;
	}
	return 0;
}

bool import_is_snapshot(const struct import *im)
{
	const struct match *m = &im->match;

	/* our own columns: weighted rows have no ids, and an id is a key */
	if (!profile_is_canonical(m->profile))
		return m->profile->key_days;
	if (m->kind == &kind_campaigns && m->column[CAM_ROW_ID].pc)
		return false;
	if (m->column[FC_N].pc)
		return true;
	if (m->kind == &kind_handoffs && m->column[HAN_ITEM_ID].pc)
		return false;
	return m->profile->key_days;
}

static int load_spec(const struct import *im, struct facts_load_spec *spec,
		     struct err *err)
{
	const struct match *m = &im->match;
	const struct table *t = &m->table;

	*spec = (struct facts_load_spec){
		.kind = m->kind, .source = im->report->entry.source,
		.mode = import_is_snapshot(im) ? LOAD_SNAPSHOT : LOAD_UPSERT,
		.whole_days = im->options->whole_days,
		.covers_first = DAY_NONE, .covers_last = DAY_NONE,
		.no_replace = im->options->no_replace,
	};
	if (key_columns(im, &spec->key_columns, err))
		return -1;
	if (profile_is_canonical(m->profile) && m->kind == &kind_campaigns &&
	    m->column[CAM_ROW_ID].pc)
		spec->key_columns = (uint64_t)1 << CAM_ROW_ID;
	if (im->plan.period) {
		/* all rows lie on the period's last day, and it is whole */
		spec->covers_first = spec->covers_last = im->plan.last;
		spec->whole_days = true;
	} else if (t->above.has_range) {
		spec->covers_first = t->above.first;
		spec->covers_last = t->above.last;
		spec->whole_days = true;
	}
	return 0;
}

struct loading {
	struct facts_load *load;
	struct rows rows;
	struct pass pass;
	int64_t given, aside;	/* facts, rows */
	int64_t records;	/* rows that made facts */
	int64_t told;		/* bytes at the last progress */
	bool open;		/* a row needs more evidence */
	int64_t later;		/* facts of days after today */
	int64_t later_line;	/* the first of them */
	int32_t later_day;
	struct slips slips;
};

/*
 * What was done cannot lie after today; plans may: a calendar's events and
 * sessions, the members of a list to come, a month's costs, a period that is
 * still going on.
 */
static bool is_later(const struct import *im, const struct rows *r)
{
	const struct fact_kind *kind = im->match.kind;
	int64_t start = r->period_start < 0 ? FACT_NULL :
		r->cell[r->period_start].num;

	if (!im->options->as_of || kind == &kind_events ||
	    kind == &kind_sessions || kind == &kind_members ||
	    kind == &kind_costs)
		return false;
	return (start == FACT_NULL ? r->day : start) > im->options->as_of;
}

static void note_later(struct loading *l, int64_t line)
{
	if (l->later++)
		return;
	l->later_line = line;
	l->later_day = l->rows.day;
}

static void warn_later(struct import *im, const struct loading *l)
{
	char day[DATE_MAX], today[DATE_MAX];

	if (!l->later)
		return;
	diag_add(&im->row_diags, DIAG_WARN, "later", 0, "",
		 "%lld %s after today, %s; the first is line %lld, of %s: "
		 "check the year, and whether day or month comes first",
		 (long long)l->later, l->later == 1 ? "row lies" : "rows lie",
		 day_format(today, im->options->as_of),
		 (long long)l->later_line, day_format(day, l->later_day));
}

static void tell_progress(struct import *im, struct loading *l)
{
	const struct import_options *o = im->options;
	const struct source *src = &im->src;

	if (!o->progress || src->size < PROGRESS_LEAST ||
	    src->at - l->told < src->size / PROGRESS_STEPS ||
	    src->at >= src->size)
		return;
	l->told = src->at;
	o->progress(o->progress_ctx, (double)src->at / (double)src->size);
}

/* What becomes of a row is counted by facts, so a row of several counts as
 * so many. */
static int load_facts(struct import *im, struct loading *l, int64_t line,
		      struct err *err)
{
	size_t n = row_facts(&l->rows);

	for (size_t i = 0; i < n; i++) {
		row_fact(&l->rows, i);
		if (facts_load_row(l->load, l->rows.cell, l->rows.day, line,
				   err))
			return -1;
		slips_row(&l->slips, l->rows.cell, line);
		if (is_later(im, &l->rows))
			note_later(l, line);
		import_sample_add(im, l->rows.cell);
		l->given++;
	}
	l->records++;
	im->rows += (int64_t)n - 1;
	return 0;
}

static int load_row(struct import *im, struct loading *l,
		    const struct record *rec, struct err *err)
{
	im->rows++;
	switch (row_read(&l->rows, rec, err)) {
	case ROW_FACT:
		return load_facts(im, l, rec->line, err);
	case ROW_TOTAL:
		im->totals++;
		return 0;
	case ROW_ASIDE:
		l->aside++;
		return 0;
	case ROW_OPEN:
		l->open = true;
		return 0;
	default:
		return -1;
	}
}

/*
 * A file that lists far less than is known of its days is half a download.
 * Rows that leave say so; where none leave, the last file of the same days
 * does. A file of mostly new rows is not that one again but another part. A
 * download that was cut off ends on an earlier day than the whole one, and
 * all of its rows are known, but perhaps the one that was cut.
 */
static int warn_shrinking(struct import *im, const struct facts_load_spec *s,
			  struct err *err)
{
	const struct facts_load_result *r = &im->report->load;
	int64_t known = r->removed + r->kept + r->replaced;
	int64_t before, rows = im->rows - im->totals, id;

	if (s->mode == LOAD_SNAPSHOT && r->removed * 5 > known) {
		diag_add(&im->row_diags, DIAG_WARN, "fewer-rows", 0, "",
			 "%lld of %lld rows known for these days are not in "
			 "this file and leave; if the export was cut off, take "
			 "it back with `tuneup undo`; if it is another report "
			 "of that system, give it a --source of its own then",
			 (long long)r->removed,
			 (long long)known);
		return 0;
	}
	if (r->added > known)
		return 0;
	if (store_import_alike(&id, &before, im->store, &im->report->entry,
			       false, err) ||
	    (!id && r->same && r->used <= 1 &&
	     store_import_alike(&id, &before, im->store, &im->report->entry,
				true, err)))
		return -1;
	if (id && rows * 5 < before * 4)
		diag_add(&im->row_diags, DIAG_WARN, "fewer-rows", 0, "",
			 "%lld %s, but import %lld had %lld for the same "
			 "days; if the export was cut off, export it again",
			 (long long)rows, rows == 1 ? "row" : "rows",
			 (long long)id, (long long)before);
	return 0;
}

/* Two equal reviews of one output at one time are rarely two. */
static void warn_twice(struct import *im)
{
	const struct facts_load_result *r = &im->report->load;

	if (r->twice)
		diag_add(&im->row_diags, DIAG_WARN, "twice", 0, "",
			 "%lld %s the same as another row of the file, and "
			 "each counts; the first is line %lld: if the export "
			 "lists them twice, take them out",
			 (long long)r->twice,
			 r->twice == 1 ? "row says" : "rows say",
			 (long long)r->twice_line);
}

static void note_assumed(struct import *im, const char *header)
{
	diag_add(&im->row_diags, DIAG_NOTE, "currency-assumed", 0, header,
		 "the file names no currency; its amounts were taken as %s",
		 im->config->currency);
}

static void warn_no_currency(struct import *im, const struct loading *l)
{
	const struct fact_kind *kind = im->match.kind;

	if (l->rows.currency_told || !l->given)
		return;
	for (size_t i = 0; i < im->plan.n; i++) {
		const struct plan_column *c = &im->plan.column[i];

		if (!c->figure || c->fc->type != FACT_MONEY)
			continue;
		note_assumed(im, c->header);
		return;
	}
	for (size_t c = FC_FIRST; c < kind->n_columns; c++) {
		if (kind->columns[c].type != FACT_MONEY ||
		    !im->match.column[c].pc)
			continue;
		note_assumed(im, im->match.table.header[
			     im->match.column[c].cell < 0 ? 0 :
			     im->match.column[c].cell]);
		return;
	}
}

static void fill_entry(struct import *im, const struct loading *l)
{
	struct ledger_entry *e = &im->report->entry;
	const struct facts_load_result *r = &im->report->load;

	e->read = im->rows;
	e->totals = im->totals;
	e->aside = l->aside + r->aside;
	e->same = r->same;
	e->added = r->added;
	e->replaced = r->replaced;
	e->removed = r->removed;
	e->used = r->used;
	e->first = r->first;
	e->last = r->last;
	if (l->given > l->records)
		im->report->records = l->records;
}

/* The store knows lines but not whose. */
static int name_file(const struct import *im, struct err *err)
{
	if (!strncmp(err->msg, "line ", strlen("line ")))
		return err_prefix(err, "%s", im->file);
	return -1;
}

static int load_pass(struct import *im, struct loading *l,
		     struct store_import *tx, struct err *err)
{
	struct facts_load_spec spec;
	const struct record *rec;
	int ret;

	if (load_spec(im, &spec, err) ||
	    rows_begin(&l->rows, &im->plan, &im->row_diags, err) ||
	    pass_begin(&l->pass, im, &im->row_diags, err) ||
	    facts_load_begin(&l->load, tx, &spec, &im->row_diags, err))
		return -1;
	slips_begin(&l->slips, im->config, im->match.kind);
	while ((ret = pass_row(&l->pass, im, &rec, err)) > 0) {
		if (load_row(im, l, rec, err))
			return -1;
		if (l->open)
			return 0;
		tell_progress(im, l);
	}
	if (ret < 0)
		return -1;
	im->repeats = l->pass.repeats;
	totals_end(&l->rows.totals, &im->row_diags);
	im->report->load.first = im->report->load.last = DAY_NONE;
	/* a file without a single fact says nothing about its days */
	if (l->given) {
		struct facts_load *load = l->load;

		l->load = NULL;
		if (facts_load_end(load, &im->report->load, err))
			return name_file(im, err);
		fill_entry(im, l);
		warn_no_currency(im, l);
		warn_twice(im);
		warn_later(im, l);
		slips_end(&l->slips, &im->row_diags);
		return warn_shrinking(im, &spec, err);
	}
	fill_entry(im, l);
	return 0;
}

static int load_once(struct import *im, struct store_import *tx, bool *open,
		     struct err *err)
{
	struct loading l = { 0 };
	int ret;

	im->rows = im->totals = 0;
	ret = load_pass(im, &l, tx, err);
	*open = !ret && l.open;
	facts_load_abort(l.load);
	pass_end(&l.pass);
	rows_end(&l.rows);
	slips_free(&l.slips);
	return ret;
}

int import_load(struct import *im, struct store_import *tx, struct err *err)
{
	bool open;

	if (load_once(im, tx, &open, err))
		return -1;
	if (!open)
		return 0;
	/* a late row has a form the first ones did not: all of them decide */
	diags_release(&im->row_diags);
	im->report->n_sample = 0;
	if (import_look_at_all(im, err) || load_once(im, tx, &open, err))
		return -1;
	if (open)
		BUG("a column is open after all rows were looked at");
	return 0;
}
