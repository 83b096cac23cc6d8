#include "store/changed.h"

#include <string.h>

#include "store/db.h"
#include "store/form.h"

#define CHANGED \
	"SELECT g.import AS import, g.day AS day FROM segment g " \
	"JOIN import i ON i.id = g.import WHERE g.import > ?1 AND i.undone = " \
	"0 AND i.profile <> ?2 UNION SELECT u.after_import + 1, g.day FROM undo u " \
	"JOIN segment g ON g.import = u.import JOIN import i ON i.id = " \
	"u.import WHERE u.after_import >= ?1 AND i.profile <> ?2"

static int changed_query(sqlite3_stmt **st, struct store *s, const char *sql,
			 int64_t after, struct err *err)
{
	*st = db_prepare(s, sql, err);
	if (!*st)
		return -1;
	sqlite3_bind_int64(*st, 1, after);
	db_bind_text(*st, 2, CONDENSED);
	return 0;
}

int store_changed_days(struct changed_day **out, size_t *n, struct store *s,
		       int64_t after, struct arena *a, struct err *err)
{
	sqlite3_stmt *st;
	int64_t count = 0;
	int got;

	*out = NULL;
	*n = 0;
	if (changed_query(&st, s, "SELECT count(*) FROM (" CHANGED ")", after,
			  err))
		return -1;
	got = db_step(s, st, err);
	if (got > 0)
		count = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	if (got < 0 || changed_query(&st, s, CHANGED " ORDER BY 1, 2", after,
				     err))
		return -1;
	*out = arena_array(a, (size_t)count, sizeof **out);
	while (*n < (size_t)count && (got = db_step(s, st, err)) > 0)
		(*out)[(*n)++] = (struct changed_day){
			sqlite3_column_int64(st, 0),
			(int32_t)sqlite3_column_int(st, 1)
		};
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}
