/* tuneup migrate: the tables of this version, or the days of another zone. */
#include <string.h>

#include "base/num.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "store/kind.h"
#include "store/upkeep.h"

struct migrate_options {
	const char *zone;
	bool dry_run;
};

#define AT(member) offsetof(struct migrate_options, member)

static const struct option_spec options_table[] = {
	{ "zone", 0, OPT_STRING, AT(zone), "ZONE", NULL,
	  "file the facts under the civil days of this time zone" },
	{ "dry-run", 'n', OPT_FLAG, AT(dry_run), NULL, NULL,
	  "say what would change, change nothing" },
	{ .name = NULL }
};

/* ---- the tables --------------------------------------------------------- */

static int say_version(const struct migrated *m, bool dry_run,
		       struct err *err)
{
	if (m->from >= m->to)
		return say(err, "the store is of version %lld, the newest\n",
			   (long long)m->to);
	if (dry_run)
		return say(err, "the store would go from version %lld to "
			   "%lld, with a backup before\nnothing was changed\n",
			   (long long)m->from, (long long)m->to);
	return say(err, "the store as it was: %s\nit went from version %lld "
		   "to %lld and was read back\n", m->backup.path,
		   (long long)m->from, (long long)m->to);
}

static int migrate_tables(struct workspace *w, struct cli *cli, bool dry_run,
			  struct err *err)
{
	struct backup_spec spec = workspace_backups(w, cli);
	struct migrated m;

	if (store_migrate(&m, w->store_path, &spec, dry_run, &cli->arena,
			  err) ||
	    (m.from < m.to && !dry_run && workspace_read_back(w, err)))
		return -1;
	return say_version(&m, dry_run, err);
}

/* ---- the days ------------------------------------------------------------ */

static int say_kind(const struct zone_moved *m, struct err *err)
{
	char rows[NUM_TEXT_MAX], moved[NUM_TEXT_MAX], n[NUM_TEXT_MAX];

	if (!m->rows)
		return 0;
	if (say(err, "%s: %s of %s rows %s to another day", m->kind->id,
		num_text(moved, (double)m->moved, 0),
		num_text(rows, (double)m->rows, 0),
		m->moved == 1 ? "goes" : "go"))
		return -1;
	if (m->anchored && say(err, "; %s known by date stay",
			       num_text(n, (double)m->anchored, 0)))
		return -1;
	if (m->stayed && say(err, "; %s that stand for several stay",
			     num_text(n, (double)m->stayed, 0)))
		return -1;
	return say(err, "\n");
}

static int check_zone(const struct workspace *w, const char *zone,
		      struct err *err)
{
	struct err why;

	if (zone_use(zone, &why))
		return err_set(err, ERR_USAGE, "--zone: %s", why.msg);
	if (!strcmp(w->config.zone, zone))
		return 0;
	return err_set(err, ERR_CONFIG, "tuneup.yaml says `time_zone: %s`: "
		       "write `time_zone: %s` there first, so that nothing "
		       "is filed under the old one meanwhile", w->config.zone,
		       zone);
}

static int check_whole(struct workspace *w, struct err *err)
{
	struct diags found = { 0 };
	int ret = store_verify(w->store, &found, err);

	diags_release(&found);
	return ret;
}

static int move_zone(struct workspace *w, struct cli *cli,
		     const struct migrate_options *o, struct err *err)
{
	struct backup_spec spec = workspace_backups(w, cli);
	struct zone_moved moved[ZONE_KINDS];
	struct backup_made made = { 0 };

	if (check_whole(w, err) ||
	    (!o->dry_run && store_backup(&made, w->store, &spec, &cli->arena,
					 err)) ||
	    store_move_zone(moved, w->store, o->zone, spec.as_of, o->dry_run,
			    err) ||
	    (!o->dry_run && workspace_read_back(w, err)))
		return -1;
	for (size_t i = 0; i < ZONE_KINDS; i++) {
		if (say_kind(&moved[i], err))
			return -1;
	}
	if (o->dry_run)
		return say(err, "nothing was changed\n");
	return say(err, "the store as it was: %s\nits days are days in %s "
		   "now, read back; imports before cannot be undone any "
		   "more\n", made.path, o->zone);
}

static int migrate_days(struct workspace *w, struct cli *cli,
			const struct migrate_options *o, struct err *err)
{
	char zone[128];

	if (check_zone(w, o->zone, err) ||
	    store_open(&w->store, w->store_path, STORE_WRITE, NULL, err) ||
	    store_zone(zone, sizeof zone, w->store, err))
		return -1;
	if (!strcmp(zone, o->zone))
		return say(err, "the days of the store are days in %s "
			   "already\n", zone);
	return move_zone(w, cli, o, err);
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct migrate_options *o = options;
	struct workspace w = { 0 };

	if (argc)
		return no_operand("migrate", argv[0],
				  "a time zone is given as --zone ZONE", err);
	int ret = workspace_config(&w, cli, err);

	if (!ret && !path_exists(w.store_path))
		ret = store_missing(w.store_path, err);
	if (!ret)
		ret = workspace_lock(&w, cli, err);
	if (!ret)
		ret = o->zone ? migrate_days(&w, cli, o, err) :
			migrate_tables(&w, cli, o->dry_run, err);
	workspace_close(&w);
	return ret;
}

const struct command cmd_migrate = {
	.id = "migrate",
	.help = "bring the store to this version, or to another time zone",
	.usage = "tuneup migrate [--zone ZONE] [--dry-run]",
	.more = "A store of an older tuneup is backed up and brought up to "
		"date in one step; every\ncommand that writes does that by "
		"itself. A store of a newer one is left alone.\n\n--zone files "
		"each fact that has a time under its day in the new zone. "
		"Times stay\nwhat they are; rows known by date alone keep "
		"their date. Write the zone into\ntuneup.yaml first. Imports "
		"before can then no longer be undone; the store as it\nwas "
		"is in backups/.\n\nexample:\n"
		"  tuneup migrate --zone Europe/Lisbon --dry-run",
	.options = options_table,
	.options_size = sizeof(struct migrate_options),
	.run = run,
};
