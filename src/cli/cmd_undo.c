/* tuneup undo: take an import back. */
#include <string.h>

#include "base/num.h"
#include "cli/commands.h"
#include "exchange/readback.h"

/* Verdicts and what was read back of workbooks cannot be read again. */
static int backup_first(struct workspace *w, struct cli *cli, int64_t import,
			struct err *err)
{
	struct ledger_entry *e;
	size_t n;

	if (store_ledger(&e, &n, w->store, &cli->arena, err))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (e[i].id == import && !e[i].undone &&
		    (!strcmp(e[i].kind, kind_verdicts.id) ||
		     !strcmp(e[i].source, READBACK_SOURCE)))
			return backup_before_change(w, cli, err);
	return 0;
}

struct undo_options { bool dry_run; };

static const struct option_spec options_table[] = {
	{ "dry-run", 'n', OPT_FLAG, offsetof(struct undo_options, dry_run), NULL,
	  NULL, "say how many days would go back, change nothing" },
	{ .name = NULL }
};

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct undo_options *o = options;
	struct workspace w = { 0 };
	int64_t import, days = 0;

	if (argc != 1 || num_parse(&import, argv[0], strlen(argv[0]), 1) ||
	    import < 1)
		return err_set(err, ERR_USAGE, "undo wants the number of an "
			       "import; see tuneup list imports");
	int ret = workspace_open(&w, cli, STORE_WRITE, err);

	if (!ret)
		ret = o->dry_run ? 0 : backup_first(&w, cli, import, err);
	if (!ret)
		ret = o->dry_run ? store_undo_try(w.store, import, &days, err)
				 : store_undo(w.store, import, &days, err);
	if (!ret && !o->dry_run)
		ret = workspace_read_back(&w, err);
	if (!ret)
		ret = say(err, "import %lld %s: %lld day%s %s back\n",
			  (long long)import,
			  o->dry_run ? "would be undone" : "undone",
			  (long long)days, days == 1 ? "" : "s",
			  o->dry_run ? "would go" : "went");
	if (!ret && o->dry_run)
		ret = say(err, "nothing was changed\n");
	workspace_close(&w);
	return ret;
}

const struct command cmd_undo = {
	.id = "undo",
	.help = "take an import back: its days return to what they were",
	.usage = "tuneup undo IMPORT [--dry-run]",
	.more = "The number is printed by tuneup list imports. An import whose "
		"days a later one has\nchanged is refused until that one is "
		"undone.",
	.options = options_table,
	.options_size = sizeof(struct undo_options),
	.run = run,
};
