/* tuneup init: a fresh, commented workspace. */
#include <string.h>

#include "cli/commands.h"

struct told {
	struct strbuf out;
};

static void tell(void *ctx, const char *path)
{
	struct told *t = ctx;

	strbuf_printf(&t->out, "  %s\n", path);
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	struct told t = { STRBUF_INIT };
	const char *dir = argc ? argv[0] : cli->dir;
	bool here = !strcmp(dir, ".");
	int ret;

	(void)options;
	if (argc > 1)
		return err_set(err, ERR_USAGE, "init wants one folder, not "
			       "'%s' too", argv[1]);
	strbuf_puts(&t.out, "made:\n");
	ret = config_init(dir, tell, &t, err);
	if (!ret) {
		strbuf_printf(&t.out, "\nnext: put your rates, steps and "
			      "manual minutes into tuneup.yaml and\n"
			      "workflows.yaml, then run `tuneup %s%s%scheck`. "
			      "Keep a copy of people.key: without it\n"
			      "pseudonyms of people cannot go on.\n",
			      here ? "" : "-C ", here ? "" : dir,
			      here ? "" : " ");
		ret = say_bytes(err, t.out.s, t.out.len);
	}
	strbuf_release(&t.out);
	return ret;
}

const struct command cmd_init = {
	.id = "init",
	.help = "write a fresh, commented workspace",
	.usage = "tuneup init [DIR]",
	.more = "Writes tuneup.yaml, workflows.yaml and playbook.yaml, the "
		"folders inbox, reports,\nprofiles and templates, and "
		"people.key, the secret behind people's pseudonyms. What\nis "
		"there already is never touched; a folder that is a workspace "
		"is refused.",
	.options = NULL,
	.options_size = 0,
	.run = run,
};
