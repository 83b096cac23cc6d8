/* tuneup quarterly: the health check for management. */
#include "cli/commands.h"
#include "cli/fail_on.h"
#include "cli/publish_command.h"

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	return publish_command(cli, options, "quarterly", argc, argv, err);
}

const struct command cmd_quarterly = {
	.id = "quarterly",
	.help = "write the quarterly PDF of the last complete quarter",
	.usage = "tuneup quarterly [--period 2026-Q3] [--fail-on CONDITION]... "
		 "[--dry-run]",
	.more = "The PDF goes to reports/quarterly_<quarter>.pdf. It is "
		"checked object by object\nbefore it replaces anything. "
		"Fiscal quarters follow `quarter_starts` in\ntuneup.yaml."
		FAIL_ON_MORE "\n\n"
		"examples:\n"
		"  tuneup quarterly\n"
		"  tuneup quarterly --period 2026-Q3\n"
		"  tuneup quarterly --fail-on 'net_benefit<EUR 0'",
	.options = publish_options,
	.options_size = sizeof(struct publish_command),
	.run = run,
};
