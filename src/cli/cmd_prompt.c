/* tuneup prompt: the findings and their approved actions for a model. */
#include <string.h>

#include "cli/commands.h"
#include "cli/interpret.h"

struct prompt_options {
	const char *period;
};

static const struct option_spec options_table[] = {
	{ .name = "period", .letter = 'p', .type = OPT_STRING,
	  .offset = offsetof(struct prompt_options, period),
	  .value = "PERIOD", .help = "this one instead of the last complete" },
	{ .name = NULL }
};

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct prompt_options *o = options;
	const char *report = argc ? argv[0] : "weekly";
	struct workspace w = { 0 };
	struct made_report m = { .interpret = INTERPRET_OFF };
	struct strbuf text = STRBUF_INIT;
	char id[PROMPT_ID];

	if (argc > 1 || (strcmp(report, "weekly") &&
			 strcmp(report, "quarterly")))
		return err_set(err, ERR_USAGE, "prompt wants one report: "
			       "weekly (default) or quarterly");
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = make_report(&m, &w, report, o->period, err);
	if (!ret) {
		struct prompt_input in = made_prompt(&m, &w);

		prompt_write(&text, id, &in);
		ret = say_bytes(err, text.s, text.len);
	}
	strbuf_release(&text);
	made_report_release(&m);
	workspace_close(&w);
	return ret;
}

const struct command cmd_prompt = {
	.id = "prompt",
	.help = "print findings and approved actions as a prompt for a model",
	.usage = "tuneup prompt [weekly|quarterly] [--period PERIOD]",
	.more = "Rules, the findings with the actions of playbook.yaml that "
		"may be chosen, and the JSON\nschema of the answer. It holds "
		"workflows, tools and roles, never a person or an address.\n"
		"Give it to any model by hand; check-actions says whether the "
		"answer may be used. Or name\na program in tuneup.yaml: "
		"interpret.\n\nexamples:\n"
		"  tuneup prompt > prompt.txt\n"
		"  tuneup prompt | my-model | tuneup check-actions -",
	.options = options_table,
	.options_size = sizeof(struct prompt_options),
	.run = run,
};
