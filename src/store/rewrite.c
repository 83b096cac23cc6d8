/*
 * store/rewrite.c - see rewrite.h.
 */
#include "store/chain.h"
#include "store/rewrite.h"

int rewrite_add(struct store *s, const char *what, const char *detail,
		const char *as_of, struct err *err)
{
	char head[SHA256_HEX];
	sqlite3_stmt *st;
	int ret;

	if (meta_get(head, sizeof head, s, "chain", err))
		return -1;
	st = db_prepare(s, "INSERT INTO rewrite(what, detail, before, "
			"after_import, as_of, digest) VALUES(?1, ?2, ?3, "
			"coalesce((SELECT max(id) FROM import), 0), ?4, "
			"zeroblob(32))", err);
	if (!st)
		return -1;
	db_bind_text(st, 1, what);
	db_bind_text(st, 2, detail);
	db_bind_text(st, 3, head);
	db_bind_text(st, 4, as_of);
	ret = db_run(s, st, err);
	sqlite3_finalize(st);
	if (ret || chain_relink(s, err))
		return -1;
	return chain_check(s, err);
}
