/* tuneup verify: is everything in the store and in reports/ as written? */
#include "cli/commands.h"
#include "publish/publish.h"

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	struct workspace w = { 0 };
	struct diags found = { 0 };

	(void)options;
	if (argc)
		return no_operand("verify", argv[0], NULL, err);
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret) {
		ret = store_verify(w.store, &found, err);
		for (size_t i = 0; i < found.n; i++)
			if (say(err, "%s\n", found.item[i].text))
				break;
	}
	if (!ret)
		ret = manifest_check(w.reports, err);
	if (!ret)
		ret = say(err, "store and reports are as they were "
			  "written\n");
	diags_release(&found);
	workspace_close(&w);
	return ret;
}

const struct command cmd_verify = {
	.id = "verify",
	.help = "check every byte of the store and of the published reports",
	.usage = "tuneup verify",
	.more = "Reads everything: SQLite's own checks, the digest chain of "
		"the imports, each day's\nSHA-256, and the files that "
		"reports/manifest.json lists. Nothing is repaired;\ndamage "
		"exits with 65 and says where.",
	.options = NULL,
	.options_size = 0,
	.run = run,
};
