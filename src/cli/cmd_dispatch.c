/* tuneup dispatch: accepted decisions for the systems where work is done. */
#include <string.h>

#include "cli/commands.h"
#include "cli/dispatch_files.h"

struct dispatch_options {
	struct option_list to;
	const char *formula;
	bool all, dry_run;
};

static const struct option_spec options_table[] = {
	{"to", 't', OPT_STRINGS, offsetof(struct dispatch_options, to),
	 "SYSTEM", NULL, "asana, jira, clickup, slack, ics or eml; may be repeated"},
	{"all", 'a', OPT_FLAG, offsetof(struct dispatch_options, all), NULL,
	 NULL, "also actions that are in place already"},
	{"formula", 0, OPT_WORD, offsetof(struct dispatch_options, formula),
	 "HOW", formula_words,
	 "a text that begins like one: reject (default), prefix, raw"},
	{"dry-run", 'n', OPT_FLAG, offsetof(struct dispatch_options, dry_run),
	 NULL, NULL, "show what would be written; write nothing"},
	{.name = NULL}};

static int check_systems(const struct option_list *to, struct err *err)
{
	for (size_t i = 0; i < to->n; i++)
		if (!dispatch_find(to->item[i]))
			return err_set(err, ERR_USAGE, "there is no system "
				       "'%.60s': --to wants asana, jira, "
				       "clickup, slack, ics or eml",
				       to->item[i]);
	return 0;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct dispatch_options *o = options;
	struct workspace w = {0};
	struct dispatch_how how = {
		.system = o->to.item, .n = o->to.n, .all = o->all,
		.dry_run = o->dry_run
	};

	if (argc)
		return no_operand("dispatch", argv[0],
				  "a system is given as --to SYSTEM", err);
	if (check_systems(&o->to, err))
		return -1;
	int ret = workspace_open(&w, cli, o->dry_run ? STORE_READ :
				 STORE_WRITE, err);

	if (!ret && !how.n) {
		how.system = w.config.dispatch;
		how.n = w.config.n_dispatch;
	}
	if (!ret && !how.n)
		ret = err_set(err, ERR_USAGE, "dispatch wants --to SYSTEM, or "
			      "`dispatch: [asana, ics]` in tuneup.yaml");
	if (!ret) {
		how.formula = formula_named(o->formula ? o->formula :
					    w.config.dispatch_formula);
		ret = dispatch_systems(&w, &how, err);
	}
	workspace_close(&w);
	return ret;
}

const struct command cmd_dispatch = {
	.id = "dispatch",
	.help = "write accepted decisions as tasks, messages and dates",
	.usage = "tuneup dispatch [--to asana|jira|clickup|slack|ics|eml]... "
		 "[--all] [--formula HOW]\n                [--dry-run]",
	.more = "Files go to outbox/: tasks for the importer of Asana, Jira or "
		"ClickUp, a message for a\nwebhook of Slack, due dates and the "
		"next reviews for any calendar. Each decision goes to\na system "
		"once; one that changed goes again, with the same id, as a "
		"change. Rejected,\ndeferred and undecided ones never go. "
		"Owners' addresses stand in tuneup.yaml; without\n--to its "
		"`dispatch` list says where to. Nothing is sent: a program of "
		"yours takes the files.\n\nexamples:\n"
		"  tuneup dispatch --to asana --to ics\n"
		"  tuneup dispatch --to slack --dry-run",
	.options = options_table,
	.options_size = sizeof(struct dispatch_options),
	.run = run,
};
