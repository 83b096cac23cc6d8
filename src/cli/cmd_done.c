/* tuneup done: since when an accepted action is in place. */
#include "base/date.h"
#include "cli/commands.h"
#include "store/decisions.h"

struct done_options {
	int32_t on;
	bool dry_run;
};

static const struct option_spec options_table[] = {
	{"on", 0, OPT_DAY, offsetof(struct done_options, on), "DATE", NULL,
	 "the day it was in place (default: today)"},
	{"dry-run", 'n', OPT_FLAG, offsetof(struct done_options, dry_run),
	 NULL, NULL, "say whether it would be taken; write nothing"},
	{.name = NULL}};

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct done_options *o = options;
	struct workspace w = {0};
	bool changed = false;
	char day[DATE_MAX];

	if (argc != 1)
		return err_set(err, ERR_USAGE, "done wants the id of a "
			       "decision; see tuneup actions");
	int ret = workspace_open(&w, cli, STORE_WRITE, err);
	int32_t on = o->on == DAY_NONE ? w.as_of : o->on;

	if (!ret)
		ret = store_done_try(w.store, argv[0], on, w.as_of, &changed,
				     err);
	if (!ret && changed && !o->dry_run)
		ret = backup_before_change(&w, cli, err);
	if (!ret && changed && !o->dry_run)
		ret = store_done(w.store, argv[0], on, "command", w.as_of,
				 &changed, err);
	if (!ret)
		ret = say(err, changed && o->dry_run ? "%s: would be in place "
			  "since %s; nothing was written\n" :
			  changed ? "%s: in place since %s; judged when "
			  "four whole weeks behind that week are over\n" :
			  "%s: nothing changed, %s was known already\n",
			  argv[0], day_format(day, on));
	workspace_close(&w);
	return ret;
}

const struct command cmd_done = {
	.id = "done",
	.help = "say since when an accepted action is in place",
	.usage = "tuneup done ID [--on DATE] [--dry-run]",
	.more = "The week of that day is left out; the weeks behind it are "
		"compared with those before\nthe proposal. A date that was "
		"wrong is corrected by saying the right one.\n\nexample:\n"
		"  tuneup done 2026-W47-1e378d --on 2026-11-27",
	.options = options_table,
	.options_size = sizeof(struct done_options),
	.run = run,
};
