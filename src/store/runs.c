/*
 * store/runs.c - what was published: runs, their figures, pinned weeks.
 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "store/chain.h"
#include "store/decide.h"
#include "store/runs.h"

#define SCOPES (sizeof ((struct figure_row *)0)->scope / sizeof (char *))

static void bind_real(sqlite3_stmt *st, int i, double v)
{
	if (isfinite(v))
		sqlite3_bind_double(st, i, v);
	else
		sqlite3_bind_null(st, i);
}

static const char *or_blank(const char *text)
{
	return text ? text : "";
}

/* figures_sha256 and digest follow when the rows are in. */
static int insert_run(struct store *s, struct run_entry *run, size_t n,
		      struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "INSERT INTO report_run(report, "
		"period, file, sha256, inputs, as_of, last_import, figures, "
		"figures_sha256, digest) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, "
		"?8, zeroblob(32), zeroblob(32))", err);
	int ret;

	if (!st)
		return -1;
	db_bind_text(st, 1, or_blank(run->report));
	db_bind_text(st, 2, or_blank(run->period));
	db_bind_text(st, 3, or_blank(run->file));
	db_bind_text(st, 4, or_blank(run->sha256));
	db_bind_text(st, 5, or_blank(run->inputs));
	db_bind_text(st, 6, or_blank(run->as_of));
	sqlite3_bind_int64(st, 7, run->last_import);
	sqlite3_bind_int64(st, 8, (int64_t)n);
	ret = db_run(s, st, err);
	run->id = sqlite3_last_insert_rowid(s->db);
	sqlite3_finalize(st);
	return ret;
}

static int insert_figure(struct store *s, sqlite3_stmt *st,
			 const struct figure_row *f, struct err *err)
{
	char first[DATE_MAX], last[DATE_MAX];
	int i = 3;

	db_bind_text(st, i++, or_blank(f->metric));
	db_bind_text(st, i++, or_blank(f->unit));
	for (size_t c = 0; c < SCOPES; c++)
		db_bind_text(st, i++, f->scope[c]);
	db_bind_day(st, i++, f->first, first);
	db_bind_day(st, i++, f->last, last);
	bind_real(st, i++, f->value);
	bind_real(st, i++, f->low);
	bind_real(st, i++, f->high);
	db_bind_num(st, i++, f->n);
	db_bind_num(st, i++, f->x);
	db_bind_text(st, i++, or_blank(f->verdict));
	return db_run(s, st, err);
}

static int insert_figures(struct store *s, int64_t run,
			  const struct figure_row *rows, size_t n,
			  struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "INSERT INTO figures VALUES(?, ?, ?, "
		"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", err);
	int ret = st ? 0 : -1;

	for (size_t i = 0; !ret && i < n; i++) {
		sqlite3_bind_int64(st, 1, run);
		sqlite3_bind_int64(st, 2, (int64_t)i + 1);
		ret = insert_figure(s, st, &rows[i], err);
	}
	sqlite3_finalize(st);
	return ret;
}

/* The first report that shows a week pins it. */
static int insert_weeks(struct store *s, const struct run_entry *run,
			struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "INSERT OR IGNORE INTO "
		"published_week(workflow, monday, run) VALUES(?1, ?2, ?3)",
		err);
	int ret = st ? 0 : -1;

	for (size_t i = 0; !ret && i < run->n_weeks; i++) {
		char monday[DATE_MAX];

		db_bind_text(st, 1, or_blank(run->weeks[i].workflow));
		db_bind_day(st, 2, run->weeks[i].monday, monday);
		sqlite3_bind_int64(st, 3, run->id);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}

static int seal_run(struct store *s, int64_t run, struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	sqlite3_stmt *st;
	int ret;

	if (chain_figures(digest, s, run, err))
		return -1;
	st = db_prepare(s, "UPDATE report_run SET figures_sha256 = ?2 WHERE "
			"id = ?1", err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, run);
	db_bind_digest(st, 2, digest);
	ret = db_run(s, st, err);
	sqlite3_finalize(st);
	return ret ? -1 : chain_add_run(s, run, err);
}

int runs_add(struct store *s, struct run_entry *run,
	     const struct figure_row *rows, size_t n, struct err *err)
{
	if (insert_run(s, run, n, err) ||
	    insert_figures(s, run->id, rows, n, err) ||
	    insert_weeks(s, run, err) || seal_run(s, run->id, err))
		return -1;
	return decisions_add_run(s, run, err);
}

int store_record_run(struct store *s, struct run_entry *run,
		     const struct figure_row *rows, size_t n, struct err *err)
{
	if (db_begin(s, err))
		return -1;
	if (runs_add(s, run, rows, n, err)) {
		db_rollback(s);
		return -1;
	}
	return db_commit(s, err);
}

static const char *keep(struct arena *a, sqlite3_stmt *st, int i)
{
	return arena_strdup(a, db_text(st, i));
}

int store_runs(struct run_entry **out, size_t *n, struct store *s,
	       struct arena *a, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t count;
	int got;

	*out = NULL;
	*n = 0;
	if (db_int(s, "SELECT count(*) FROM report_run", 0, &count, err))
		return -1;
	*out = arena_array(a, (size_t)count, sizeof **out);
	st = db_prepare(s, "SELECT id, report, period, file, sha256, inputs, "
		"as_of, last_import FROM report_run ORDER BY id", err);
	got = st ? 1 : -1;
	while (got > 0 && *n < (size_t)count &&
	       (got = db_step(s, st, err)) > 0)
		(*out)[(*n)++] = (struct run_entry){
			.id = sqlite3_column_int64(st, 0),
			.report = keep(a, st, 1), .period = keep(a, st, 2),
			.file = keep(a, st, 3), .sha256 = keep(a, st, 4),
			.inputs = keep(a, st, 5), .as_of = keep(a, st, 6),
			.last_import = sqlite3_column_int64(st, 7)
		};
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int32_t first_weekly(const struct run_entry *run, size_t n,
		     const char *period)
{
	int32_t first = DAY_NONE, day;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(run[i].report, "weekly") &&
		    !strcmp(run[i].period, period) &&
		    !day_parse(&day, run[i].as_of) &&
		    (first == DAY_NONE || day < first))
			first = day;
	return first;
}

static double real_of(sqlite3_stmt *st, int i)
{
	if (sqlite3_column_type(st, i) == SQLITE_NULL)
		return (double)NAN;
	return sqlite3_column_double(st, i);
}

static void read_figure(struct figure_row *f, sqlite3_stmt *st,
			struct arena *a)
{
	int i = 0;

	f->metric = keep(a, st, i++);
	f->unit = keep(a, st, i++);
	for (size_t c = 0; c < SCOPES; c++, i++) {
		if (sqlite3_column_type(st, i) != SQLITE_NULL)
			f->scope[c] = keep(a, st, i);
	}
	f->first = db_day(st, i++);
	f->last = db_day(st, i++);
	f->value = real_of(st, i++);
	f->low = real_of(st, i++);
	f->high = real_of(st, i++);
	f->n = db_num(st, i++);
	f->x = db_num(st, i++);
	f->verdict = keep(a, st, i++);
}

/* The last run of a report and period, 0 without one; how many figures it
 * has and whether they are still those that were published. */
static int last_run(int64_t *run, int64_t *count, struct store *s,
		    const char *report, const char *period, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT id, figures, figures_sha256 "
		"FROM report_run WHERE report = ?1 AND period = ?2 "
		"ORDER BY id DESC LIMIT 1", err);
	uint8_t want[SHA256_SIZE], have[SHA256_SIZE];
	int got = -1;

	*run = *count = 0;
	if (st) {
		db_bind_text(st, 1, report);
		db_bind_text(st, 2, period);
		got = db_step(s, st, err);
	}
	if (got > 0) {
		*run = sqlite3_column_int64(st, 0);
		*count = sqlite3_column_int64(st, 1);
		got = db_digest(want, s, st, 2, err);
	}
	sqlite3_finalize(st);
	if (got < 0 || !*run)
		return got;
	if (chain_figures(have, s, *run, err))
		return -1;
	if (memcmp(want, have, SHA256_SIZE) == 0)
		return 0;
	return err_set(err, ERR_DATA, "the figures published with %s %s were "
		       "changed by hand in %s; no report is compared with "
		       "them: restore a backup (tuneup restore)", report,
		       period, s->path);
}

int store_published(struct figure_row **out, size_t *n, struct store *s,
		    const char *report, const char *period, struct arena *a,
		    struct err *err)
{
	sqlite3_stmt *st;
	int64_t run, count;
	int got;

	*out = NULL;
	*n = 0;
	if (last_run(&run, &count, s, report, period, err))
		return -1;
	if (!run || count <= 0)
		return 0;
	st = db_prepare(s, "SELECT metric, unit, workflow, step, tool, "
		"item_type, channel, campaign, segment, prompt_version, "
		"component, input, field, skill, period_start, period_end, "
		"value, low, high, n, x, verdict FROM figures WHERE run = ?1 ORDER BY seq", err);
	if (!st)
		return -1;
	*out = arena_array(a, (size_t)count, sizeof **out);
	sqlite3_bind_int64(st, 1, run);
	got = 1;
	while (*n < (size_t)count && (got = db_step(s, st, err)) > 0)
		read_figure(&(*out)[(*n)++], st, a);
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int store_published_weeks(struct published_week **out, size_t *n,
			  struct store *s, struct arena *a, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t count;
	int got;

	*out = NULL;
	*n = 0;
	if (db_int(s, "SELECT count(*) FROM published_week", 0, &count, err))
		return -1;
	*out = arena_array(a, (size_t)count, sizeof **out);
	st = db_prepare(s, "SELECT workflow, monday, run FROM published_week "
			"ORDER BY workflow, monday", err);
	got = st ? 1 : -1;
	while (got > 0 && *n < (size_t)count &&
	       (got = db_step(s, st, err)) > 0)
		(*out)[(*n)++] = (struct published_week){
			keep(a, st, 0), db_day(st, 1),
			sqlite3_column_int64(st, 2)
		};
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}
