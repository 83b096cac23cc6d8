/*
 * tests/unit/store_help.h - stores and imports for the tests of store/.
 *
 *	struct store *s = memory_store();
 *	struct in in;
 *
 *	in_begin(&in, s, &UPSERT(&kind_corrections));
 *	in_review(&in, 2, DAY + 1, "A1", OUTCOME_USABLE, 3);
 *	in_end(&in);
 *	assert_int_equal(in.r.added, 1);
 *	check_facts(s, &kind_corrections, false, "...");
 */
#ifndef TUNEUP_TESTS_UNIT_STORE_HELP_H
#define TUNEUP_TESTS_UNIT_STORE_HELP_H

#include "tests/unit/test.h"

#include "base/date.h"
#include "base/diag.h"
#include "base/strbuf.h"
#include "store/facts.h"
#include "store/load.h"
#include "store/store.h"

#define DAY 20000		/* 2024-10-04 */

#define UPSERT(k) (struct facts_load_spec){ .kind = (k), .source = "src", \
	.mode = LOAD_UPSERT, .covers_first = DAY_NONE, \
	.covers_last = DAY_NONE }
#define SNAPSHOT(k) (struct facts_load_spec){ .kind = (k), .source = "src", \
	.mode = LOAD_SNAPSHOT, .covers_first = DAY_NONE, \
	.covers_last = DAY_NONE }

/* An import that is going on; then its result. */
struct in {
	struct store *s;
	struct store_import *import;
	struct facts_load *load;
	struct facts_load_spec spec;
	struct diags diags;
	struct facts_load_result r;
	int64_t rows;
	int64_t id;		/* of the import, after in_end() */
	struct err err;
};

static inline struct store *memory_store(void)
{
	struct store *s = NULL;
	struct err err = { 0 };

	if (store_open_memory(&s, "UTC", &err))
		fail_msg("%s", err.msg);
	return s;
}

/* `tuneup verify` finds nothing. */
static inline void check_whole(struct store *s)
{
	struct diags found = { 0 };
	struct err err = { 0 };

	if (store_verify(s, &found, &err))
		fail_msg("%s", err.msg);
	diags_release(&found);
}

static inline struct store *file_store(const char *path, enum store_open how)
{
	struct store *s = NULL;
	struct err err = { 0 };

	if (store_open(&s, path, how, "UTC", &err))
		fail_msg("%s", err.msg);
	return s;
}

static inline void in_begin(struct in *in, struct store *s,
			    const struct facts_load_spec *spec)
{
	*in = (struct in){ .s = s, .spec = *spec };
	if (store_import_begin(&in->import, s, &in->err) ||
	    facts_load_begin(&in->load, in->import, spec, &in->diags,
			     &in->err))
		fail_msg("%s", in->err.msg);
}

static inline struct fact_cell text_cell(const char *text)
{
	return (struct fact_cell){
		text, text ? (uint32_t)strlen(text) : 0, FACT_NULL
	};
}

static inline struct fact_cell num_cell(int64_t v)
{
	return (struct fact_cell){ NULL, 0, v };
}

static inline void blank_cells(struct fact_cell cells[FACT_COLUMNS_MAX])
{
	for (size_t c = 0; c < FACT_COLUMNS_MAX; c++)
		cells[c] = num_cell(FACT_NULL);
}

static inline void in_row(struct in *in, const struct fact_cell *cells,
			  int32_t day, int64_t line)
{
	if (facts_load_row(in->load, cells, day, line, &in->err))
		fail_msg("%s", in->err.msg);
	in->rows++;
}

/* A review at noon of `day`, in workflow "w", step "draft". */
static inline void in_review(struct in *in, int64_t line, int32_t day,
			     const char *item, enum outcome outcome,
			     int64_t minutes)
{
	struct fact_cell cells[FACT_COLUMNS_MAX];

	blank_cells(cells);
	cells[COR_ITEM_ID] = text_cell(item);
	cells[COR_REVIEWED_AT] =
		num_cell(fact_time((int64_t)day * 86400 + 43200, false));
	cells[COR_WORKFLOW] = text_cell("w");
	cells[COR_STEP] = text_cell("draft");
	cells[COR_OUTCOME] = num_cell(outcome);
	cells[COR_CORRECTION] = num_cell(minutes * 60000);
	in_row(in, cells, day, line);
}

static inline void in_campaign(struct in *in, int64_t line, int32_t day,
			       const char *campaign, const char *row_id,
			       int64_t clicks)
{
	struct fact_cell cells[FACT_COLUMNS_MAX];

	blank_cells(cells);
	cells[CAM_DATE] = num_cell(day);
	cells[CAM_CAMPAIGN] = text_cell(campaign);
	cells[CAM_ROW_ID] = text_cell(row_id);
	cells[CAM_CLICKS] = num_cell(clicks == FACT_NULL ? clicks :
				     clicks * 1000);
	in_row(in, cells, day, line);
}

static inline void in_time(struct in *in, int64_t line, int32_t day,
			   const char *person, int64_t minutes)
{
	struct fact_cell cells[FACT_COLUMNS_MAX];

	blank_cells(cells);
	cells[TIM_DATE] = num_cell(day);
	cells[TIM_MINUTES] = num_cell(minutes * 60000);
	cells[TIM_PERSON] = text_cell(person);
	in_row(in, cells, day, line);
}

static inline struct ledger_entry entry_of(const struct in *in)
{
	const struct facts_load_result *r = &in->r;

	return (struct ledger_entry){
		.file = "export.csv", .sha256 = "aa", .profile = "p",
		.profile_sha256 = "bb", .kind = in->spec.kind->id,
		.source = in->spec.source, .encoding = "UTF-8",
		.delimiter = ",", .header_line = 1, .read = in->rows,
		.used = r->used, .same = r->same,
		.aside = r->aside, .added = r->added, .replaced = r->replaced,
		.removed = r->removed, .first = r->first, .last = r->last,
		.rejects = "", .as_of = "2026-11-22"
	};
}

/* End the load and commit the import; the accounting must add up. */
static inline void in_end(struct in *in)
{
	struct ledger_entry entry;

	if (facts_load_end(in->load, &in->r, &in->err))
		fail_msg("%s", in->err.msg);
	entry = entry_of(in);
	if (store_import_finish(in->import, &entry, &in->diags, &in->err))
		fail_msg("%s", in->err.msg);
	in->id = entry.id;
	diags_release(&in->diags);
}

static inline void check_result(const struct in *in, int64_t added,
				int64_t replaced, int64_t same,
				int64_t removed, int64_t aside)
{
	assert_int_equal(in->r.added, added);
	assert_int_equal(in->r.replaced, replaced);
	assert_int_equal(in->r.same, same);
	assert_int_equal(in->r.removed, removed);
	assert_int_equal(in->r.aside, aside);
}

static inline void dump_value(struct strbuf *out, const struct facts *f,
			      const struct fact_day *d, size_t c, size_t r)
{
	const struct fact_column *column = &f->kind->columns[c];
	const char *text;
	size_t len;
	int64_t v;

	if (column->type == FACT_TEXT) {
		text = fact_text(d, (int)c, r, &len);
		if (len)
			strbuf_printf(out, " %s=%.*s", column->name, (int)len,
				      text);
		return;
	}
	v = fact_i64(d, (int)c, r);
	if (column->type == FACT_DIM && v)
		strbuf_printf(out, " %s=%s", column->name,
			      fact_dim(f, d, (int)c, r));
	else if (column->type == FACT_WORD && v)
		strbuf_printf(out, " %s=%s", column->name,
			      column->words[v - 1]);
	else if (column->type != FACT_DIM && column->type != FACT_WORD &&
		 v != FACT_NULL)
		strbuf_printf(out, " %s=%lld", column->name, (long long)v);
}

/* Every row as one line "day+N column=value ..."; with = 0: without import
 * and line. The caller frees. */
static inline char *dump(struct store *s, const struct fact_kind *kind,
			 int with)
{
	struct strbuf out = STRBUF_INIT;
	struct facts f;
	struct err err = { 0 };

	if (facts_read(&f, s, kind, DAY_MIN, DAY_MAX, &err))
		fail_msg("%s", err.msg);
	for (size_t d = 0; d < f.n_days; d++) {
		for (size_t r = 0; r < f.days[d].n; r++) {
			strbuf_printf(&out, "%d", f.days[d].day - DAY);
			for (size_t c = 0; c < kind->n_columns; c++) {
				if (with || (c != FC_IMPORT && c != FC_LINE))
					dump_value(&out, &f, &f.days[d], c, r);
			}
			strbuf_putc(&out, '\n');
		}
	}
	facts_release(&f);
	return strbuf_detach(&out);
}

/* The values of one number column and the day, "0:3 1:5", in order. */
static inline void check_column(struct store *s, const struct fact_kind *kind,
				int column, int64_t scale, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	struct facts f;
	struct err err = { 0 };

	if (facts_read(&f, s, kind, DAY_MIN, DAY_MAX, &err))
		fail_msg("%s", err.msg);
	for (size_t d = 0; d < f.n_days; d++) {
		for (size_t r = 0; r < f.days[d].n; r++) {
			int64_t v = fact_i64(&f.days[d], column, r);

			strbuf_printf(&out, "%s%d:%lld", out.len ? " " : "",
				      f.days[d].day - DAY, (long long)
				      (v == FACT_NULL ? -1 : v / scale));
		}
	}
	assert_string_equal(out.s, want);
	strbuf_release(&out);
	facts_release(&f);
}

#define check_minutes(s, want) \
	check_column((s), &kind_corrections, COR_CORRECTION, 60000, (want))
#define check_clicks(s, want) \
	check_column((s), &kind_campaigns, CAM_CLICKS, 1000, (want))
#define check_entries(s, want) \
	check_column((s), &kind_time, TIM_MINUTES, 60000, (want))

#endif
