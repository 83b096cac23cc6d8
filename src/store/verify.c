/*
 * store/verify.c - everything that can be checked, not only what is needed
 * before a report.
 */
#include <string.h>

#include "base/date.h"
#include "store/chain.h"
#include "store/intern.h"
#include "store/read.h"

static void found_one(struct diags *found, const char *code, const char *text)
{
	diag_add(found, DIAG_WARN, code, 0, "", "%s", text);
}

/* What SQLite itself says about its file. */
static int check_file(struct store *s, struct diags *found, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "PRAGMA integrity_check", err);
	int got = -1;

	while (st && (got = db_step(s, st, err)) > 0) {
		if (strcmp(db_text(st, 0), "ok") != 0)
			found_one(found, "file", db_text(st, 0));
	}
	sqlite3_finalize(st);
	return got;
}

static int check_references(struct store *s, struct diags *found,
			    struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "PRAGMA foreign_key_check", err);
	int got = -1;

	while (st && (got = db_step(s, st, err)) > 0)
		diag_add(found, DIAG_WARN, "reference", 0, "", "a row of "
			 "table %s refers to a row of %s that is missing",
			 db_text(st, 0), db_text(st, 2));
	sqlite3_finalize(st);
	return got;
}

/* One segment; an old version without bytes was pruned. */
static void check_segment(struct store *s, sqlite3_stmt *st, size_t n_dim,
			  struct diags *found)
{
	const struct fact_kind *kind = fact_kind_find(db_text(st, 0));
	struct arena a = { 0 };
	struct fact_day day;
	struct err err;

	if (sqlite3_column_type(st, 5) == SQLITE_NULL &&
	    !sqlite3_column_int(st, 2))
		return;
	if (!kind)
		diag_add(found, DIAG_WARN, "segment", 0, "", "a segment is of "
			 "kind '%s', which this tuneup does not know",
			 db_text(st, 0));
	else if (segment_take(&day, s, kind, sqlite3_column_int(st, 1), st, 3,
			      n_dim, &a, &err))
		found_one(found, "segment", err.msg);
	arena_release(&a);
}

static int check_segments(struct store *s, struct diags *found,
			  struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT kind, day, current, facts, "
		"sha256, data FROM segment LEFT JOIN segment_data ON "
		"segment_data.segment = segment.id ORDER BY kind, day, "
		"version", err);
	int64_t n_dim;
	int got = st ? 0 : -1;

	if (!got)
		got = db_int(s, "SELECT coalesce(max(id), 0) + 1 FROM "
			     "dimension", 1, &n_dim, err);
	while (!got && (got = db_step(s, st, err)) > 0) {
		check_segment(s, st, (size_t)n_dim, found);
		got = 0;
	}
	sqlite3_finalize(st);
	return got;
}

static int check_batches(struct store *s, struct diags *found,
			 struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT id, report, period, "
		"figures_sha256 FROM report_run ORDER BY id", err);
	int got = st ? 0 : -1;

	while (!got && (got = db_step(s, st, err)) > 0) {
		uint8_t want[SHA256_SIZE], have[SHA256_SIZE];

		if (db_digest(want, s, st, 3, err) ||
		    chain_figures(have, s, sqlite3_column_int64(st, 0), err))
			got = -1;
		else if (memcmp(want, have, SHA256_SIZE) != 0)
			diag_add(found, DIAG_WARN, "figures", 0, "", "the "
				 "figures published with %s %s (run %lld) were "
				 "changed", db_text(st, 1), db_text(st, 2),
				 (long long)sqlite3_column_int64(st, 0));
		got = got < 0 ? -1 : 0;
	}
	sqlite3_finalize(st);
	return got;
}

static int verdict(const struct diags *found, size_t first, int64_t before,
		   struct err *err)
{
	if (found->seen[DIAG_WARN] == before)
		return 0;
	return err_set(err, ERR_DATA, "%s", first < found->n ?
		       found->item[first].text : "the store is damaged");
}

int verify_file(struct store *s, struct diags *found, struct err *err)
{
	int64_t before = found->seen[DIAG_WARN];
	size_t first = found->n;

	if (check_file(s, found, err) || check_references(s, found, err))
		return -1;
	return verdict(found, first, before, err);
}

int store_verify(struct store *s, struct diags *found, struct err *err)
{
	static int (*const check[])(struct store *, struct diags *,
				    struct err *) = {
		check_file, check_references, check_segments, check_batches
	};
	static int (*const whole[])(struct store *, struct err *) = {
		schema_check, chain_check
	};
	int64_t before = found->seen[DIAG_WARN];
	size_t first = found->n;

	/* a check that cannot go on is a finding like any other */
	for (size_t i = 0; i < sizeof check / sizeof *check; i++) {
		if (check[i](s, found, err))
			found_one(found, "unreadable", err->msg);
	}
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		if (whole[i](s, err))
			found_one(found, "chain", err->msg);
	}
	return verdict(found, first, before, err);
}
