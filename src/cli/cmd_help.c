/* tuneup help: the overview, one command, the manual page, the completion. */
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/manual.h"

struct help_options {
	bool man;
	const char *completion;
};

#define AT(member) offsetof(struct help_options, member)

static const char *const shells[] = { "bash", NULL };

static const struct option_spec options_table[] = {
	{ "man", 0, OPT_FLAG, AT(man), NULL, NULL,
	  "print the manual page, for `man -l -`" },
	{ "completion", 0, OPT_WORD, AT(completion), "SHELL", shells,
	  "print the completion for a shell: bash" },
	{ .name = NULL }
};

static int say_made(void (*make)(struct strbuf *out), struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	int ret;

	make(&out);
	ret = say_bytes(err, out.s, out.len);
	strbuf_release(&out);
	return ret;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct help_options *o = options;
	const struct command *command;

	(void)cli;
	if (argc + o->man + !!o->completion > 1)
		return err_set(err, ERR_USAGE, "help wants one command, or "
			       "--man, or --completion bash");
	if (o->man)
		return say_made(manual_page, err);
	if (o->completion)
		return say_made(completion_bash, err);
	if (!argc)
		return help_overview(err);
	command = command_find(argv[0]);
	return command ? help_command(command, err) :
		help_unknown(argv[0], err);
}

const struct command cmd_help = {
	.id = "help",
	.help = "say all about a command; print the manual page",
	.usage = "tuneup help [COMMAND | --man | --completion bash]",
	.more = "The manual page and the completion are made from the tables "
		"that parse the command\nline; `make install` and the package "
		"put them where man and bash look.\n\nexamples:\n"
		"  tuneup help --man | man -l -\n"
		"  . <(tuneup help --completion bash)",
	.options = options_table,
	.options_size = sizeof(struct help_options),
	.run = run,
};
