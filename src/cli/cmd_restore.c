/* tuneup restore: a backup becomes the store again. */
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "cli/commands.h"
#include "store/restore.h"

struct restore_options { bool dry_run; };

static const struct option_spec options_table[] = {
	{ "dry-run", 'n', OPT_FLAG, offsetof(struct restore_options, dry_run),
	  NULL, NULL, "check the backup and compare, change nothing" },
	{ .name = NULL }
};

static const char *number(struct arena *a, const struct store_summary *s,
			  int64_t n)
{
	char buf[NUM_TEXT_MAX];

	return s->there ? arena_strdup(a, num_text(buf, (double)n, 0)) : "";
}

static const char *date(struct arena *a, int32_t day)
{
	char buf[DATE_MAX];

	return day == DAY_NONE ? "" : arena_strdup(a, day_format(buf, day));
}

/* The two side by side. */
static int say_both(const struct restored *r, struct arena *a,
		    struct err *err)
{
	static const char *const names[] = { "", "store", "backup" };
	static const bool numeric[] = { false, true, true };
	const struct store_summary *now = &r->store, *was = &r->backup;
	struct rows *rows = rows_new("text", names, numeric, 3);
	const char *const line[][3] = {
		{ "facts", number(a, now, now->facts), number(a, was, was->facts) },
		{ "first day", date(a, now->there ? now->first : DAY_NONE),
		  date(a, was->first) },
		{ "last day", date(a, now->there ? now->last : DAY_NONE),
		  date(a, was->last) },
		{ "imports", number(a, now, now->imports),
		  number(a, was, was->imports) },
		{ "reports", number(a, now, now->reports),
		  number(a, was, was->reports) },
		{ "decisions", number(a, now, now->decisions),
		  number(a, was, was->decisions) },
		{ "written to", now->there ? now->as_of : "", was->as_of }
	};

	for (size_t i = 0; i < sizeof line / sizeof *line; i++)
		rows_add(rows, line[i]);
	return rows_finish(rows, err);
}

/* Pseudonyms only go on with the key that made them. */
static int say_key(const struct restored *r, const struct config *config,
		   struct err *err)
{
	const char *mark = r->backup.key_mark;
	char have[KEY_MARK_MAX];

	config_key_mark(config, have);
	if (!*mark || !strcmp(mark, have))
		return 0;
	if (!config->people_key)
		return say(err, "people.key is missing: the backup has "
			   "pseudonyms of people, which cannot go on without "
			   "it; put the copy of that file back\n");
	return say(err, "people.key is another one than that of the backup: "
		   "its pseudonyms of people would not go on; put the copy "
		   "of the old file back before the next import\n");
}

static int say_outcome(const struct restored *r, const char *from,
		       bool dry_run, struct err *err)
{
	if (r->older && say(err, "%s is of store version %lld: it is brought "
			    "up to date on the way\n", from,
			    (long long)r->older))
		return -1;
	if (r->same)
		return say(err, "the store says the same: nothing to "
			   "restore\n");
	if (dry_run)
		return say(err, "%s is whole; nothing was changed\n", from);
	if (*r->kept && say(err, "the store as it was: %s\n", r->kept))
		return -1;
	return say(err, "%s is restored and read back\n", from);
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct restore_options *o = options;
	struct workspace w = { 0 };
	struct restored r;

	if (argc != 1)
		return err_set(err, ERR_USAGE, "restore wants the file of one "
			       "backup: `ls backups` shows them, the highest "
			       "number is the newest");
	int ret = workspace_config(&w, cli, err);

	if (!ret)
		ret = workspace_lock(&w, cli, err);
	if (!ret) {
		struct backup_spec spec = workspace_backups(&w, cli);

		file_new_sweep(cli->dir);
		ret = store_restore(&r, w.store_path, argv[0], w.config.zone,
				    &spec, o->dry_run, &cli->arena, err);
	}
	if (!ret && *r.store.why)
		ret = say(err, "the store there now cannot be used: %s\n",
			  r.store.why);
	if (!ret)
		ret = say_both(&r, &cli->arena, err);
	if (!ret)
		ret = say_key(&r, &w.config, err);
	if (!ret)
		ret = say_outcome(&r, argv[0], o->dry_run, err);
	workspace_close(&w);
	return ret;
}

const struct command cmd_restore = {
	.id = "restore",
	.help = "put a backup in the store's place, after checking it",
	.usage = "tuneup restore FILE [--dry-run]",
	.more = "The file is copied and checked byte by byte first, and shown "
		"beside the store there\nis now. That one is backed up; if it "
		"is damaged, its file is kept in backups/ as it\nis. Then the "
		"copy is renamed into place and read back.\n\nPseudonyms of "
		"people need the people.key they were made with; restore says "
		"when it\nis another one. To move to another machine, copy "
		"the workspace's files, people.key\nand a backup there, and "
		"restore it: scripts/README.md has the steps.\n\nexamples:\n"
		"  tuneup restore --dry-run backups/tuneup-2026-11-22-7.db\n"
		"  tuneup restore backups/tuneup-2026-11-22-7.db",
	.options = options_table,
	.options_size = sizeof(struct restore_options),
	.run = run,
};
