/* tuneup weekly: the workbook of a tuning session. */
#include "cli/commands.h"
#include "cli/fail_on.h"
#include "cli/publish_command.h"

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	return publish_command(cli, options, "weekly", argc, argv, err);
}

const struct command cmd_weekly = {
	.id = "weekly",
	.help = "write the weekly workbook of the last complete week",
	.usage = "tuneup weekly [--period 2026-W47] [--fail-on CONDITION]... "
		 "[--dry-run]",
	.more = "The workbook goes to reports/weekly_<week>.xlsx. It is read "
		"back cell by cell\nbefore it replaces anything. Running it "
		"again over the same data changes nothing." FAIL_ON_MORE "\n\nexamples:\n"
		"  tuneup weekly\n"
		"  tuneup --as-of 2026-11-22 weekly --period 2026-W46\n"
		"  tuneup weekly --fail-on 'surely rework>15%'",
	.options = publish_options,
	.options_size = sizeof(struct publish_command),
	.run = run,
};
