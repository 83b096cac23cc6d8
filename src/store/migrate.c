/*
 * store/migrate.c - an older store, copied and brought up to date.
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "store/db.h"
#include "store/upkeep.h"

/* A journal says that a run died: the file's header may be the half of it. */
static int may_be_older(bool *older, const char *path, struct err *err)
{
	struct strbuf journal = STRBUF_INIT;
	int version;

	*older = false;
	if (store_file_version(&version, path, err))
		return -1;
	strbuf_printf(&journal, "%s-journal", path);
	*older = version > 0 &&
		 (version < STORE_VERSION || path_exists(journal.s));
	strbuf_release(&journal);
	return 0;
}

static int migrate(struct migrated *out, struct store *s,
		   const struct backup_spec *spec, bool dry_run,
		   struct arena *a, struct err *err)
{
	char zone[128];

	if (db_int(s, "PRAGMA user_version", 0, &out->from, err))
		return -1;
	if (out->from >= STORE_VERSION || dry_run)
		return 0;
	if (meta_get(zone, sizeof zone, s, "zone", err) ||
	    store_backup(&out->backup, s, spec, a, err))
		return -1;
	return schema_migrate(s, zone, err);
}

int store_migrate(struct migrated *out, const char *path,
		  const struct backup_spec *spec, bool dry_run,
		  struct arena *a, struct err *err)
{
	struct store *s;
	bool older;
	int ret;

	*out = (struct migrated){ .from = STORE_VERSION, .to = STORE_VERSION };
	if (may_be_older(&older, path, err))
		return -1;
	if (!older)
		return 0;
	if (store_open_older(&s, path, err))
		return -1;
	ret = migrate(out, s, spec, dry_run, a, err);
	store_close(s);
	return ret;
}
