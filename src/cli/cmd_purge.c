/* tuneup purge: what lies before a day leaves for good. */
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/num.h"
#include "cli/commands.h"
#include "store/upkeep.h"

struct purge_options {
	int32_t before;
	bool history, backups, dry_run;
};

#define AT(member) offsetof(struct purge_options, member)

static const struct option_spec options_table[] = {
	{ "before", 'b', OPT_DAY, AT(before), "DATE", NULL,
	  "the first day that stays" },
	{ "history", 0, OPT_FLAG, AT(history), NULL, NULL,
	  "only old versions of days, until they are below twice the facts" },
	{ "backups", 0, OPT_FLAG, AT(backups), NULL, NULL,
	  "remove the backups made before, too, after a new one" },
	{ "dry-run", 'n', OPT_FLAG, AT(dry_run), NULL, NULL,
	  "say what would leave, change nothing" },
	{ .name = NULL }
};

static int say_n(int64_t n, const char *one, const char *many,
		 struct err *err)
{
	char buf[NUM_TEXT_MAX];

	if (!n)
		return 0;
	return say(err, "  %s %s\n", num_text(buf, (double)n, 0),
		   n == 1 ? one : many);
}

static int say_purged(const struct purged *p, const char *before,
		      bool dry_run, struct err *err)
{
	char first[DATE_MAX], last[DATE_MAX];

	if (!p->versions && !p->diags && !p->figures && !p->weeks &&
	    !p->names)
		return say(err, "nothing lies before %s\n", before);
	if (say(err, "before %s %s:\n", before,
		dry_run ? "would leave" : "left"))
		return -1;
	if (p->days && say(err, "  facts of %s to %s\n",
			   day_format(first, p->first),
			   day_format(last, p->last)))
		return -1;
	return say_n(p->facts, "row of facts", "rows of facts", err) ||
	       say_n(p->versions, "stored version of a day",
		     "stored versions of days", err) ||
	       say_n(p->diags, "diagnostic of an import",
		     "diagnostics of imports", err) ||
	       say_n(p->figures, "published figure", "published figures",
		     err) ||
	       say_n(p->weeks, "week a baseline could be pinned to",
		     "weeks baselines could be pinned to", err) ||
	       say_n(p->names, "name that only these used",
		     "names that only these used", err) ? -1 : 0;
}

/* ---- what else has them ---------------------------------------------------- */

/* It was opened to be read back; a copy wants more. */
static int open_to_copy(struct workspace *w, struct err *err)
{
	store_close(w->store);
	w->store = NULL;
	return store_open(&w->store, w->store_path, STORE_WRITE, NULL, err);
}

/* Remove all backups but the one that was just made. */
static int remove_backups(struct workspace *w, struct cli *cli,
			  struct err *err)
{
	struct backup_spec spec = workspace_backups(w, cli);
	struct backup_made made;
	struct backup_file *list;
	int64_t removed = 0;
	size_t n;

	if (store_backup(&made, w->store, &spec, &cli->arena, err) ||
	    backup_list(&list, &n, w->backups, &cli->arena, err))
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(list[i].path, made.path))
			continue;
		if (unlink(list[i].path))
			return err_set(err, ERR_IO, "cannot remove %s; the "
				       "facts left the store, but not this "
				       "backup: remove it by hand",
				       list[i].path);
		removed++;
	}
	if (say_n(removed, "backup", "backups", err) ||
	    dir_sync(w->backups, err))
		return -1;
	return say(err, "%s has what is left\n", made.path);
}

static int say_elsewhere(struct workspace *w, struct cli *cli, bool removed,
			 struct err *err)
{
	struct backup_file *list;
	size_t n;

	if (backup_list(&list, &n, w->backups, &cli->arena, err))
		return -1;
	if (n && !removed &&
	    say(err, "backups that may still have them: %zu; --backups "
		"removes these\n", n))
		return -1;
	return say(err, "decisions and the ledger's rows stay; files in "
		   "reports/, rejects/ and inbox/done/ are yours to remove\n");
}

/* ---- doing it --------------------------------------------------------------- */

static int purge(struct workspace *w, struct cli *cli,
		 const struct purge_options *o, struct err *err)
{
	struct diags found = { 0 };
	char as_of[DATE_MAX], before[DATE_MAX];
	struct purged p = { 0 };
	int ret = store_verify(w->store, &found, err);

	diags_release(&found);
	day_format(as_of, w->as_of);
	day_format(before, o->before);
	if (!ret)
		ret = store_purge(&p, w->store, o->before, as_of, o->dry_run,
				  err);
	if (!ret && !o->dry_run && store_compact(w->store, err))
		return err_prefix(err, "what lies before %s left, but the "
				  "file could not be made smaller", before);
	if (!ret && !o->dry_run)
		ret = workspace_read_back(w, err);
	if (ret || say_purged(&p, before, o->dry_run, err))
		return -1;
	if (o->dry_run)
		return say(err, "nothing was changed\n");
	if (o->backups && (open_to_copy(w, err) ||
			   remove_backups(w, cli, err)))
		return -1;
	return say_elsewhere(w, cli, o->backups, err);
}

static int prune(struct workspace *w, const struct purge_options *o,
		 struct err *err)
{
	char facts[NUM_TEXT_MAX], history[NUM_TEXT_MAX], less[NUM_TEXT_MAX],
		n[NUM_TEXT_MAX];
	struct pruned p;

	if (store_prune(&p, w->store, o->dry_run, err) ||
	    (!o->dry_run && p.versions &&
	     (store_compact(w->store, err) || workspace_read_back(w, err))))
		return -1;
	if (say(err, "facts: %s bytes, older versions of days: %s bytes\n",
		num_text(facts, (double)p.facts, 0),
		num_text(history, (double)p.history, 0)))
		return -1;
	if (!p.versions)
		return say(err, "nothing to remove: that is below twice the "
			   "facts\n");
	return say(err, "%s version%s, %s bytes, %s%s\n",
		   num_text(n, (double)p.versions, 0),
		   p.versions == 1 ? "" : "s",
		   num_text(less, (double)p.bytes, 0),
		   o->dry_run ? "would leave" : "left",
		   o->dry_run ? "\nnothing was changed" :
		   "; the oldest imports can no longer be undone");
}

static int check_options(const struct purge_options *o, int argc, char **argv,
			 struct err *err)
{
	if (argc)
		return no_operand("purge", argv[0],
				  "the first day that stays is given as "
				  "--before DATE", err);
	if ((o->before == DAY_NONE) == !o->history)
		return err_set(err, ERR_USAGE, "purge wants --before DATE, "
			       "the first day that stays, or --history");
	if (o->history && o->backups)
		return err_set(err, ERR_USAGE, "--backups goes with --before "
			       "DATE");
	return 0;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct purge_options *o = options;
	struct workspace w = { 0 };
	char day[DATE_MAX];

	if (check_options(o, argc, argv, err))
		return -1;
	int ret = workspace_open(&w, cli, STORE_WRITE, err);

	if (!ret && o->history)
		ret = prune(&w, o, err);
	else if (!ret && o->before > w.as_of)
		ret = err_set(err, ERR_USAGE, "--before %s is still to come: "
			      "everything would leave",
			      day_format(day, o->before));
	else if (!ret)
		ret = purge(&w, cli, o, err);
	workspace_close(&w);
	return ret;
}

const struct command cmd_purge = {
	.id = "purge",
	.help = "facts and history before a day leave for good",
	.usage = "tuneup purge --before DATE [--backups] [--dry-run]\n"
		 "       tuneup purge --history [--dry-run]",
	.more = "Facts of days before DATE leave in every version, with the "
		"diagnostics of their\nimports, published figures of periods "
		"that ended before, and names that only they\nused. Their "
		"bytes are overwritten and the file is made smaller. "
		"Decisions, the list of\nreports and the ledger's rows stay. "
		"Rows before DATE that a later export has are set\naside. "
		"There is no way back but a backup, and with --backups not "
		"that one.\n\n--history removes only old versions of days, "
		"the oldest first, until they are below\ntwice the facts; "
		"`tuneup run` does that by itself.\n\nexamples:\n"
		"  tuneup purge --before 2025-01-01 --dry-run\n"
		"  tuneup purge --before 2025-01-01 --backups",
	.options = options_table,
	.options_size = sizeof(struct purge_options),
	.run = run,
};
