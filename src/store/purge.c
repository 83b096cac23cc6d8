/*
 * store/purge.c - what lies before a day leaves the store for good.
 *
 * Which names go: every segment that is left is read, and a dimension that
 * none of them refers to becomes "(purged 17)", because ids have no gaps.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "store/chain.h"
#include "store/intern.h"
#include "store/read.h"
#include "store/rewrite.h"
#include "store/upkeep.h"

#define PURGED_NAME "(purged %lld)"

/* What leaves, with ?1 the day as a number and ?2 as an ISO date. */
#define OLD_DIAG "import IN (SELECT id FROM import WHERE as_of < ?2 OR " \
	"first_day < ?2)"
#define OLD_FIGURE "period_end < ?2"
#define OLD_WEEK "date(monday, '+6 days') < ?2"

struct purge {
	struct store *s;
	int32_t before;
	char date[DATE_MAX];
	struct purged *out;
};

/* Run a statement with the day; its first column or number of changes. */
static int run_day(int64_t *out, struct purge *p, const char *sql,
		   struct err *err)
{
	sqlite3_stmt *st = db_prepare(p->s, sql, err);
	int got = -1;

	if (st) {
		sqlite3_bind_int(st, 1, p->before);
		if (sqlite3_bind_parameter_count(st) > 1)
			db_bind_text(st, 2, p->date);
		got = db_step(p->s, st, err);
		if (out)
			*out = got > 0 ? sqlite3_column_int64(st, 0)
				       : sqlite3_changes64(p->s->db);
	}
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

static int count_facts(struct purge *p, struct err *err)
{
	sqlite3_stmt *st = db_prepare(p->s, "SELECT count(DISTINCT day), "
		"sum(facts), min(day), max(day) FROM segment WHERE day < ?1 "
		"AND current = 1 AND facts > 0", err);
	struct purged *out = p->out;
	int got = -1;

	out->first = out->last = DAY_NONE;
	if (st) {
		sqlite3_bind_int(st, 1, p->before);
		got = db_step(p->s, st, err);
	}
	if (got > 0 && sqlite3_column_int64(st, 0)) {
		out->days = sqlite3_column_int64(st, 0);
		out->facts = sqlite3_column_int64(st, 1);
		out->first = sqlite3_column_int(st, 2);
		out->last = sqlite3_column_int(st, 3);
	}
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

/* ---- names nothing refers to ------------------------------------------ */

static void note_names(bool *used, const struct fact_day *day)
{
	for (size_t c = 0; c < day->kind->n_columns; c++) {
		if (day->kind->columns[c].type != FACT_DIM)
			continue;
		for (size_t r = 0; r < day->n; r++)
			used[fact_i64(day, (int)c, r)] = true;
	}
}

static int find_used(bool *used, struct store *s, size_t n_dim,
		     struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT kind, day, facts, sha256, "
		"data FROM segment JOIN segment_data ON segment_data.segment "
		"= segment.id", err);
	int got = st ? 0 : -1;

	while (!got && (got = db_step(s, st, err)) > 0) {
		const struct fact_kind *kind = fact_kind_find(db_text(st, 0));
		struct arena a = { 0 };
		struct fact_day day;

		got = !kind ? err_set(err, ERR_DATA, "the store %s has facts "
				      "of kind '%s', which this tuneup does "
				      "not know; nothing was purged", s->path,
				      db_text(st, 0)) :
			segment_take(&day, s, kind, sqlite3_column_int(st, 1),
				     st, 2, n_dim, &a, err);
		if (!got)
			note_names(used, &day);
		arena_release(&a);
	}
	sqlite3_finalize(st);
	return got;
}

static int forget_name(struct store *s, int64_t id, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "UPDATE dimension SET value = ?2 "
				      "WHERE id = ?1", err);
	char value[48];
	int ret = -1;

	sqlite3_snprintf(sizeof value, value, PURGED_NAME, id);
	if (st) {
		sqlite3_bind_int64(st, 1, id);
		db_bind_text(st, 2, value);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}

static bool is_forgotten(const char *name, size_t id)
{
	char value[48];

	sqlite3_snprintf(sizeof value, value, PURGED_NAME, (int64_t)id);
	return strcmp(name, value) == 0;
}

static int forget_names(struct purge *p, struct err *err)
{
	struct arena a = { 0 };
	const char *const *dim;
	bool *used = NULL;
	size_t n;
	int ret = dimensions_read(&dim, &n, p->s, &a, err);

	if (!ret) {
		used = xcalloc(n + 1, sizeof *used);
		ret = find_used(used, p->s, n, err);
	}
	for (size_t id = 1; !ret && id < n; id++) {
		if (used[id] || is_forgotten(dim[id], id))
			continue;
		p->out->names++;
		ret = forget_name(p->s, (int64_t)id, err);
	}
	free(used);
	arena_release(&a);
	return ret;
}

/* ---- what else leaves ------------------------------------------------- */

/* Runs stay, with the figures that are left. */
static int count_figures(struct store *s, struct err *err)
{
	sqlite3_stmt *list = db_prepare(s, "SELECT id FROM report_run ORDER "
					"BY id", err);
	sqlite3_stmt *put = list ? db_prepare(s, "UPDATE report_run SET "
		"figures = (SELECT count(*) FROM figures WHERE run = ?1), "
		"figures_sha256 = ?2 WHERE id = ?1", err) : NULL;
	int got = put ? 0 : -1;

	while (!got && (got = db_step(s, list, err)) > 0) {
		int64_t run = sqlite3_column_int64(list, 0);
		uint8_t digest[SHA256_SIZE];

		got = chain_figures(digest, s, run, err);
		if (got)
			break;
		sqlite3_bind_int64(put, 1, run);
		db_bind_digest(put, 2, digest);
		got = db_run(s, put, err);
	}
	sqlite3_finalize(put);
	sqlite3_finalize(list);
	return got;
}

static int purge(struct purge *p, const char *as_of, struct err *err)
{
	struct purged *out = p->out;

	if (count_facts(p, err) ||
	    run_day(NULL, p, "DELETE FROM segment_data WHERE segment IN "
		    "(SELECT id FROM segment WHERE day < ?1)", err) ||
	    run_day(&out->versions, p, "DELETE FROM segment WHERE day < ?1",
		    err) ||
	    run_day(&out->diags, p, "DELETE FROM import_diag WHERE "
		    OLD_DIAG, err) ||
	    run_day(&out->figures, p, "DELETE FROM figures WHERE "
		    OLD_FIGURE, err) ||
	    run_day(&out->weeks, p, "DELETE FROM published_week WHERE "
		    OLD_WEEK, err) ||
	    forget_names(p, err) || count_figures(p->s, err))
		return -1;
	if (!out->versions && !out->diags && !out->figures && !out->weeks &&
	    !out->names)
		return 0;
	return rewrite_add(p->s, "purge", p->date, as_of, err);
}

int store_purge(struct purged *out, struct store *s, int32_t before,
		const char *as_of, bool dry_run, struct err *err)
{
	struct purge p = { .s = s, .before = before, .out = out };

	*out = (struct purged){ 0 };
	day_format(p.date, before);
	if (db_exec(s, "PRAGMA secure_delete=ON", err) || db_begin(s, err))
		return -1;
	return db_end(s, purge(&p, as_of, err), !dry_run, err);
}

int store_purged_before(int32_t *day, struct store *s, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT max(detail) FROM rewrite "
				      "WHERE what = 'purge'", err);
	int got = st ? db_step(s, st, err) : -1;

	*day = got > 0 ? db_day(st, 0) : DAY_NONE;
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

/* ---- the space it leaves ----------------------------------------------- */

static char *folder_of(const char *path)
{
	const char *base = path_base(path);

	return base == path ? xstrdup(".") :
			      xstrndup(path, (size_t)(base - path));
}

/* SQLite's copy of the whole store lies in `folder`, where it has a name only
 * until it is open. */
static int vacuum_in(char *folder, struct store *s, struct err *err)
{
	struct err after;
	int ret;

	sqlite3_temp_directory = folder;
	ret = db_exec(s, "PRAGMA temp_store=FILE; VACUUM", err);
	sqlite3_temp_directory = NULL;
	/* sorted rows are in memory again */
	if (db_exec(s, "PRAGMA temp_store=MEMORY", ret ? &after : err))
		ret = -1;
	return ret;
}

/* Not in memory, which may be less than the store, nor in /tmp, where facts do
 * not belong: in a private folder beside it, that file_new_sweep() knows. */
static int vacuum(struct store *s, struct err *err)
{
	struct file_new f;
	char *folder;
	int ret;

	if (file_new_open(&f, s->path, err))
		return -1;
	folder = folder_of(f.tmp);
	ret = vacuum_in(folder, s, err);
	free(folder);
	file_new_abort(&f);
	return ret;
}

int store_compact(struct store *s, struct err *err)
{
	int64_t unused;
	char *folder;

	if (db_int(s, "PRAGMA freelist_count", 0, &unused, err))
		return -1;
	if (s->memory)
		return unused ? db_exec(s, "VACUUM", err) : 0;
	folder = folder_of(s->path);
	file_new_sweep(folder);
	free(folder);
	return unused ? vacuum(s, err) : 0;
}
