/* What most commands do first: config, zone, lock, store. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "cli/command.h"
#include "store/upkeep.h"

/* For who wonders which folder, and which day "today" is. */
static void tell(const struct workspace *w, struct cli *cli)
{
	struct strbuf dir = STRBUF_INIT;
	char day[DATE_MAX];

	if (!cli->verbose || cli->told)
		return;
	cli->told = true;
	utf8_escape(&dir, cli->dir, strlen(cli->dir));
	fprintf(stderr, "tuneup: workspace %s, today is %s in %s\n", dir.s,
		day_format(day, w->as_of), w->config.zone);
	strbuf_release(&dir);
}

int workspace_config(struct workspace *w, struct cli *cli, struct err *err)
{
	if (config_read(&w->config, cli->dir, err))
		return -1;
	w->have_config = true;
	if (zone_use(w->config.zone, err))
		return -1;
	w->as_of = cli->today != DAY_NONE ? cli->today
					  : zone_civil(cli->clock).day;
	tell(w, cli);
	w->store_path = path_join(&cli->arena, cli->dir, "tuneup.db");
	w->reports = path_join(&cli->arena, cli->dir, "reports");
	w->backups = path_join(&cli->arena, cli->dir, "backups");
	return 0;
}

int workspace_lock(struct workspace *w, struct cli *cli, struct err *err)
{
	char *lock = arena_printf(&cli->arena, "%s.lock", w->store_path);

	if (lock_take(&w->lock, lock, 0, err))
		return -1;
	w->have_lock = true;
	return 0;
}

struct backup_spec workspace_backups(struct workspace *w, struct cli *cli)
{
	char as_of[DATE_MAX];

	return (struct backup_spec){
		.dir = w->backups,
		.as_of = arena_strdup(&cli->arena,
				      day_format(as_of, w->as_of)),
		.keep = w->config.backups.keep
	};
}

/* After an update a timer goes on by itself; what was is in backups/. */
static int bring_up_to_date(struct workspace *w, struct cli *cli,
			    struct err *err)
{
	struct backup_spec spec = workspace_backups(w, cli);
	struct migrated m;

	if (store_migrate(&m, w->store_path, &spec, false, &cli->arena, err))
		return -1;
	if (m.from < m.to)
		fprintf(stderr, "tuneup: the store is now version %d; as it "
			"was: %s\n", (int)m.to, m.backup.path);
	return 0;
}

int workspace_open(struct workspace *w, struct cli *cli, enum store_open how,
		   struct err *err)
{
	if (workspace_config(w, cli, err))
		return -1;
	/* a lock beside no store would be all that is left behind */
	if (how == STORE_WRITE && !path_exists(w->store_path))
		return store_missing(w->store_path, err);
	if (how != STORE_READ && (workspace_lock(w, cli, err) ||
				   bring_up_to_date(w, cli, err)))
		return -1;
	return store_open(&w->store, w->store_path, how, w->config.zone, err);
}

int backup_before_change(struct workspace *w, struct cli *cli,
			 struct err *err)
{
	struct backup_spec spec = workspace_backups(w, cli);
	struct backup_made made;

	if (!store_backup(&made, w->store, &spec, &cli->arena, err))
		return 0;
	return err_prefix(err, "nothing was changed, because no backup could "
			  "be made before");
}

int workspace_read_back(struct workspace *w, struct err *err)
{
	store_close(w->store);
	w->store = NULL;
	if (!store_open(&w->store, w->store_path, STORE_READ, NULL, err))
		return 0;
	return err_prefix(err, "what was written does not read back");
}

int backup_before_kind(void *first, const struct fact_kind *kind,
		       struct err *err)
{
	struct backup_first *f = first;

	return kind == &kind_verdicts ?
	       backup_before_change(f->w, f->cli, err) : 0;
}

void workspace_close(struct workspace *w)
{
	store_close(w->store);
	if (w->have_lock)
		lock_drop(&w->lock);
	if (w->have_config)
		config_release(&w->config);
	*w = (struct workspace){ 0 };
}
