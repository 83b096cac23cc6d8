/* tuneup readback: what was filled into the weekly workbook. */
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/readback_files.h"

struct readback_options {
	const char *take;
	bool dry_run;
};

static const struct option_spec options_table[] = {
	{"take", 't', OPT_STRING, offsetof(struct readback_options, take),
	 "FILE", NULL, "where copies disagree, this one counts"},
	{"dry-run", 'n', OPT_FLAG, offsetof(struct readback_options, dry_run),
	 NULL, NULL, "show what would be taken; write nothing"},
	{.name = NULL}};

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct readback_options *o = options;
	struct workspace w = {0};

	if (!argc)
		return err_set(err, ERR_USAGE, "readback wants at least one "
			       "weekly workbook that was filled in");
	for (int i = 0; i < argc; i++)
		if (!path_exists(argv[i]))
			return err_set(err, ERR_NOINPUT, "cannot read %s: no "
				       "such file; nothing was taken from any",
				       argv[i]);
	int ret = workspace_open(&w, cli, STORE_WRITE, err);

	if (!ret)
		ret = readback_files(&w, cli, (const char *const *)argv,
				     (size_t)argc, o->take, o->dry_run, err);
	workspace_close(&w);
	return ret;
}

const struct command cmd_readback = {
	.id = "readback",
	.help = "take what was filled into weekly workbooks",
	.usage = "tuneup readback FILE... [--take FILE] [--dry-run]",
	.more = "Takes decisions, verdicts of the sample, the session's minutes "
		"and where the hours\nwent, from files that Excel, LibreOffice "
		"or Google Sheets saved; sheets may be\nrenamed, rows sorted, "
		"columns inserted. A blank cell says nothing, and the same\n"
		"workbook again changes nothing. A file with an id or a value "
		"that cannot be is\nrefused as a whole, with each such cell. "
		"Cells in which copies disagree are shown\nand left until "
		"--take says which copy counts.\n\nexample:\n"
		"  tuneup readback weekly_2026-W47.xlsx",
	.options = options_table,
	.options_size = sizeof(struct readback_options),
	.run = run,
};
