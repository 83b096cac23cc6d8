/*
 * store/prune.c - history stays below twice the facts.
 *
 * Only bytes leave: the row of a version with its SHA-256 is a part of the
 * chain and stays. What an undone import wrote can never be gone back to, so
 * it is the first to leave; then what the oldest imports wrote.
 */
#include "store/db.h"
#include "store/upkeep.h"

#define HISTORY_TIMES 2		/* as many bytes as the facts have */

static int sum_bytes(struct pruned *out, struct store *s, struct err *err)
{
	static const char bytes[] = "SELECT sum(length(data)) FROM "
		"segment_data JOIN segment ON segment.id = segment AND "
		"current = ";
	char sql[sizeof bytes + 1];

	sqlite3_snprintf(sizeof sql, sql, "%s1", bytes);
	if (db_int(s, sql, 0, &out->facts, err))
		return -1;
	sqlite3_snprintf(sizeof sql, sql, "%s0", bytes);
	return db_int(s, sql, 0, &out->history, err);
}

/* The list is sorted, so it does not see what is deleted meanwhile. */
static int prune(struct pruned *out, struct store *s, struct err *err)
{
	sqlite3_stmt *st;
	int got;

	if (sum_bytes(out, s, err))
		return -1;
	st = db_prepare(s, "SELECT segment.id, length(data) FROM segment_data "
		"JOIN segment ON segment.id = segment AND current = 0 JOIN "
		"import ON import.id = segment.import ORDER BY undone DESC, "
		"segment.import, segment.id", err);
	got = st ? 0 : -1;
	while (!got && out->history > out->bytes &&
	       out->history - out->bytes >= out->facts * HISTORY_TIMES &&
	       (got = db_step(s, st, err)) > 0) {
		out->versions++;
		out->bytes += sqlite3_column_int64(st, 1);
		got = db_run_for(s, "DELETE FROM segment_data WHERE segment = "
				    "?1", sqlite3_column_int64(st, 0), err);
	}
	sqlite3_finalize(st);
	return got;
}

int store_prune(struct pruned *out, struct store *s, bool dry_run,
		struct err *err)
{
	*out = (struct pruned){ 0 };
	if (db_begin(s, err))
		return -1;
	return db_end(s, prune(out, s, err), !dry_run, err);
}
