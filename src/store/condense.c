/*
 * store/condense.c - see condense.h: one pass looks which events stand alone,
 * a second one writes the days anew.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "store/chain.h"
#include "store/condense.h"
#include "store/facts.h"
#include "store/form.h"
#include "store/intern.h"
#include "store/load.h"
#include "store/read.h"
#include "store/rewrite.h"
#include "store/runs.h"
#include "store/seen.h"
#include "store/write.h"

#define PUBLISHED  "published"
#define WEIGHT_MAX INT64_C(1000000000000) /* as in metrics/output.c */

struct kind_run {
	struct store *s;
	const struct condense_spec *spec;
	const struct form *form;
	struct condensed *out;
	int64_t import;
	size_t n_dim;
	int64_t published; /* id of that step, 0: none */
	bool *floats;	   /* source id -> its keys hold no day */
	struct seen items; /* two of one hash both stay as they are */
	struct segment_rows rows;
	struct day_writer writer;
	uint32_t *order, *slot; /* slot: row + 1 */
	size_t mask;
	uint32_t *members; /* of a group, by its first row */
};

/* ---- items ----------------------------------------------------------- */

/* An output of corrections (its item when whole), an item of handoffs. */
static uint64_t item_hash(const struct fact_day *day, size_t r, bool whole)
{
	bool reviews = day->kind == &kind_corrections;
	size_t len;
	const char *item = fact_text(
		day, reviews ? (int)COR_ITEM_ID : (int)HAN_ITEM_ID, r, &len);
	uint64_t h = hash64_mix(
		0, (uint64_t)fact_i64(
			   day, reviews ? (int)COR_WORKFLOW : (int)HAN_WORKFLOW,
			   r));

	if (reviews && !whole)
		h = hash64_mix(h, (uint64_t)fact_i64(day, COR_STEP, r) + 1);
	return hash64_mix(h, hash64(item, len, 0)) | 1;
}

static bool has_item(const struct kind_run *k, const struct fact_day *day,
		     size_t r)
{
	size_t len = 0;

	if (k->form->item >= 0)
		fact_text(day, k->form->item, r, &len);
	return len > 0;
}

static bool is_published(const struct kind_run *k, const struct fact_day *day,
			 size_t r)
{
	return k->published && fact_i64(day, COR_STEP, r) == k->published;
}

static void note_row(struct kind_run *k, const struct fact_day *day, size_t r)
{
	if (fact_i64(day, FC_N, r) > 1 || !has_item(k, day, r))
		return;
	if (day->kind == &kind_corrections) {
		if (is_published(k, day, r))
			return;
		seen_note(&k->items, item_hash(day, r, false));
	}
	if (day->day >= k->spec->before)
		seen_note(&k->items, item_hash(day, r, true));
}

/* Does its item go on in days that stay whole? */
static bool goes_on(const struct kind_run *k, const struct fact_day *day,
		    size_t r)
{
	return seen_count(&k->items, item_hash(day, r, true)) > 0;
}

/* May it be put together with others? */
static bool may_join(const struct kind_run *k, const struct fact_day *day,
		     size_t r)
{
	if (k->floats[fact_i64(day, FC_SOURCE, r)])
		return false;
	if (fact_i64(day, FC_N, r) > 1 || k->form->item < 0)
		return true;
	if (day->kind != &kind_corrections)
		return !has_item(k, day, r) || !goes_on(k, day, r);
	return is_published(k, day, r) ||
	       (has_item(k, day, r) && !goes_on(k, day, r) &&
		seen_count(&k->items, item_hash(day, r, false)) == 1);
}

/* ---- days ------------------------------------------------------------ */

typedef int (*day_fn)(struct kind_run *k, const struct fact_day *day,
		      int64_t bytes, struct err *err);

/* Every current day from first to last, one at a time. */
static int each_day(struct kind_run *k, int32_t first, int32_t last,
		    day_fn visit, struct err *err)
{
	const struct fact_kind *kind = k->form->kind;
	sqlite3_stmt *st = segments_of(k->s, kind, first, last, err);
	int32_t *days = NULL;
	size_t n = 0, cap = 0;
	int got = st ? 0 : -1;

	/* the days first: visiting may write them anew */
	while (!got && (got = db_step(k->s, st, err)) > 0) {
		vec_reserve(&days, n, &cap);
		days[n++] = sqlite3_column_int(st, 0);
		got = 0;
	}
	for (size_t i = 0; !got && i < n; i++) {
		struct arena a = {0};
		struct fact_day day;

		sqlite3_reset(st);
		sqlite3_bind_int(st, 2, days[i]);
		sqlite3_bind_int(st, 3, days[i]);
		got = db_step(k->s, st, err) > 0
			      ? segment_take(&day, k->s, kind, days[i], st, 1,
					     k->n_dim, &a, err)
			      : -1;
		if (!got) {
			int64_t bytes = sqlite3_column_bytes(st, 3);

			sqlite3_reset(st);
			got = visit(k, &day, bytes, err);
		}
		arena_release(&a);
	}
	free(days);
	sqlite3_finalize(st);
	return got;
}

static int note_day(struct kind_run *k, const struct fact_day *day,
		    int64_t bytes, struct err *err)
{
	(void)bytes;
	(void)err;
	for (size_t r = 0; r < day->n; r++)
		note_row(k, day, r);
	return 0;
}

/* ---- one day anew ---------------------------------------------------- */

static void make_room(struct kind_run *k, size_t n)
{
	size_t slots = 64;

	while (slots < 2 * n)
		slots *= 2;
	k->order = xreallocarray(k->order, n, sizeof *k->order);
	k->members = xreallocarray(k->members, n, sizeof *k->members);
	k->slot = xreallocarray(k->slot, slots, sizeof *k->slot);
	memset(k->slot, 0, slots * sizeof *k->slot);
	k->mask = slots - 1;
	k->rows.n = 0;
	segment_rows_reserve(&k->rows, n);
}

/* The first row of r's group, r itself when it begins one. */
static uint32_t group_of(struct kind_run *k, uint32_t r)
{
	uint64_t hash = form_hash(k->form, &k->rows, r);
	const int64_t *n = k->rows.num[FC_N];
	size_t at = (size_t)hash & k->mask;

	for (; k->slot[at]; at = (at + 1) & k->mask) {
		uint32_t head = k->slot[at] - 1;

		if (form_equal(k->form, &k->rows, head, r) &&
		    n[head] <= WEIGHT_MAX - n[r])
			return head;
	}
	k->slot[at] = r + 1;
	return r;
}

/* Rows of a day into order[]; how many are left. */
static size_t join_rows(struct kind_run *k, const struct fact_day *day)
{
	size_t left = 0;

	make_room(k, day->n);
	for (size_t i = 0; i < day->n; i++) {
		uint32_t r = (uint32_t)segment_rows_copy(&k->rows, day, i);
		uint32_t head = may_join(k, day, i) ? group_of(k, r) : r;

		k->members[r] = 1;
		if (head == r) {
			k->order[left++] = r;
			continue;
		}
		k->members[head]++;
		k->rows.num[FC_N][head] += k->rows.num[FC_N][r];
	}
	return left;
}

/* A row that stands for several items is no longer one of them. */
static void name_groups(struct kind_run *k, size_t left, int64_t *groups,
			int64_t *grouped)
{
	for (size_t i = 0; i < left; i++) {
		uint32_t head = k->order[i];

		if (k->members[head] < 2)
			continue;
		++*groups;
		*grouped += k->members[head];
		if (k->form->item >= 0) {
			k->rows.text[k->form->item][head] = "";
			k->rows.text_len[k->form->item][head] = 0;
		}
		k->rows.key_hash[head] = form_hash(k->form, &k->rows, head);
	}
}

/* A day is written anew only when it becomes smaller: a few weights are a
 * column that many rows did not need. */
static int condense_day(struct kind_run *k, const struct fact_day *day,
			int64_t bytes, struct err *err)
{
	struct condensed *out = k->out;
	size_t left = join_rows(k, day);
	int64_t groups = 0, grouped = 0;

	if (left == day->n)
		return 0;
	name_groups(k, left, &groups, &grouped);
	if (day_encode(&k->writer, &k->rows, k->order, left, err))
		return -1;
	if ((int64_t)k->writer.bytes.len >= bytes)
		return 0;
	if (day_write(&k->writer, k->form->kind, left, day->day, k->import,
		      err))
		return -1;
	out->days++;
	out->first = out->first == DAY_NONE ? day->day : out->first;
	out->last = day->day;
	out->rows_before += (int64_t)day->n;
	out->rows_after += (int64_t)left;
	out->bytes_before += bytes;
	out->bytes_after += (int64_t)k->writer.bytes.len;
	out->groups += groups;
	out->grouped += grouped;
	return 0;
}

/* ---- one kind -------------------------------------------------------- */

/* Is a column's name among "workflow,item_id,step"? */
static bool names_column(const char *key, const char *column)
{
	size_t len = strlen(column);

	for (; *key; key += strcspn(key, ","), key += *key == ',') {
		if (strcspn(key, ",") == len && !strncmp(key, column, len))
			return true;
	}
	return false;
}

/* Rows known by an id alone may still move to another day. */
static bool key_floats(const struct fact_kind *kind, const char *key)
{
	if (!*key || !strcmp(key, "row") || !strncmp(key, "days", 4))
		return false;
	for (size_t c = 0; c < kind->n_columns; c++) {
		if (kind->columns[c].flags & COLUMN_DAY &&
		    names_column(key, kind->columns[c].name))
			return false;
	}
	return true;
}

/* Which sources, and the id of the step `published`. */
static int read_names(struct kind_run *k, struct arena *a, struct err *err)
{
	sqlite3_stmt *st;
	const char *const *dim;
	int got;

	if (dimensions_read(&dim, &k->n_dim, k->s, a, err))
		return -1;
	k->floats = xcalloc(k->n_dim + 1, sizeof *k->floats);
	st = db_prepare(k->s, "SELECT DISTINCT source, row_key FROM import "
			"WHERE kind = ?1", err);
	if (!st)
		return -1;
	db_bind_text(st, 1, k->form->kind->id);
	while ((got = db_step(k->s, st, err)) > 0) {
		bool floats = key_floats(k->form->kind, db_text(st, 1));

		for (size_t id = 1; floats && id < k->n_dim; id++)
			k->floats[id] |= !strcmp(dim[id], db_text(st, 0));
	}
	sqlite3_finalize(st);
	for (size_t id = 1; id < k->n_dim; id++) {
		if (!strcmp(dim[id], PUBLISHED))
			k->published = (int64_t)id;
	}
	return got;
}

static int add_ledger(struct store_import *import, struct condensed *out,
		      const struct condense_spec *spec, struct err *err)
{
	char day[DATE_MAX], file[64];
	struct ledger_entry e = {
		.file = file, .sha256 = "", .profile = CONDENSED,
		.profile_sha256 = "", .kind = out->kind->id,
		.source = CONDENSED, .encoding = "", .delimiter = "",
		.read = out->rows_before, .used = out->grouped,
		.same = out->rows_before - out->grouped,
		.added = out->groups, .removed = out->grouped,
		.first = out->first, .last = out->last, .rejects = "",
		.as_of = spec->as_of
	};

	snprintf(file, sizeof file, "%s before %s", out->kind->id,
		 day_format(day, spec->before));
	out->import = import->id;
	return store_import_add(import, &e, NULL, err);
}

static void kind_release(struct kind_run *k)
{
	day_writer_release(&k->writer);
	segment_rows_release(&k->rows);
	free(k->floats);
	seen_release(&k->items);
	free(k->order);
	free(k->members);
	free(k->slot);
}

static int condense_kind(struct condensed *out, struct store_import *import,
			 const struct form *form,
			 const struct condense_spec *spec, struct err *err)
{
	struct kind_run k = {
		.s = import->s, .spec = spec, .form = form, .out = out,
		.import = import->id, .writer = { .bytes = STRBUF_INIT }
	};
	struct arena a = {0};
	int ret = -1;

	*out = (struct condensed){
		.kind = form->kind, .first = DAY_NONE, .last = DAY_NONE};
	segment_rows_init(&k.rows, form->kind);
	if (!read_names(&k, &a, err) && !day_writer_init(&k.writer, k.s, err) &&
	    !each_day(&k, DAY_MIN, DAY_MAX, note_day, err) &&
	    !each_day(&k, DAY_MIN, spec->before - 1, condense_day, err))
		ret = out->days ? add_ledger(import, out, spec, err) : 0;
	kind_release(&k);
	arena_release(&a);
	return ret;
}

/* ---- all of it ------------------------------------------------------- */

static int freeze(struct store *s, const struct condense_spec *spec,
		  int64_t last_import, struct err *err)
{
	char day[DATE_MAX];
	struct run_entry run = {
		.report = CONDENSE_REPORT,
		.period = day_format(day, spec->before),
		.as_of = spec->as_of, .last_import = last_import
	};

	return runs_add(s, &run, spec->frozen, spec->n_frozen, err);
}

static int condense_all(struct condensed *out, struct store_import *import,
			const struct condense_spec *spec, struct err *err)
{
	static const struct fact_kind *const kinds[CONDENSED_KINDS] = {
		&kind_corrections, &kind_handoffs, &kind_pulse};
	int64_t before = import->id;

	for (size_t i = 0; i < CONDENSED_KINDS; i++) {
		if (condense_kind(&out[i], import, form_find(kinds[i]), spec,
				  err))
			return -1;
	}
	if (import->id == before)
		return 0;
	return freeze(import->s, spec, import->id - 1, err);
}

int store_condense(struct condensed out[CONDENSED_KINDS], struct store *s,
		   const struct condense_spec *spec, struct err *err)
{
	struct store_import *import;

	if (store_import_begin(&import, s, err))
		return -1;
	if (condense_all(out, import, spec, err)) {
		store_import_abort(import);
		return -1;
	}
	if (spec->dry_run) {
		store_import_abort(import);
		return 0;
	}
	return store_import_commit(import, err);
}

int store_condensed_before(int32_t *day, struct store *s, struct err *err)
{
	/* the run's period is that day; it holds while one of the imports it
	 * came with does */
	sqlite3_stmt *st = db_prepare(s, "SELECT max(period) FROM report_run "
		"WHERE report = '" CONDENSE_REPORT "' AND EXISTS(SELECT 1 FROM "
		"import WHERE profile = '" CONDENSED "' AND undone = 0 AND "
		"id <= report_run.last_import AND id > coalesce((SELECT "
		"max(r.last_import) FROM report_run r WHERE r.report = '"
		CONDENSE_REPORT "' AND r.id < report_run.id), 0))", err);
	int got = -1;

	*day = DAY_NONE;
	if (st)
		got = db_step(s, st, err);
	if (got > 0)
		*day = db_day(st, 0);
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

bool ledger_is_ours(const struct ledger_entry *entry)
{
	return !strcmp(entry->profile, CONDENSED) ||
	       !strcmp(entry->profile, ZONED);
}
