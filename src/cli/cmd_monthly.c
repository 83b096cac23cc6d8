/* tuneup monthly: the spot check between two health reviews, on one sheet. */
#include "cli/commands.h"
#include "cli/fail_on.h"
#include "cli/publish_command.h"

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	return publish_command(cli, options, "monthly", argc, argv, err);
}

const struct command cmd_monthly = {
	.id = "monthly",
	.help = "write the one-sheet spot check of the last complete month",
	.usage = "tuneup monthly [--period 2026-10] [--fail-on CONDITION]... "
		 "[--dry-run]",
	.more = "A workbook of one sheet goes to reports/monthly_<month>.xlsx: "
		"the key metrics\nagainst the month before, the five signs, "
		"and whether to look more often." FAIL_ON_MORE "\n\nexamples:\n"
		"  tuneup monthly\n"
		"  tuneup monthly --period 2026-10\n"
		"  tuneup monthly --fail-on 'rework>15%'",
	.options = publish_options,
	.options_size = sizeof(struct publish_command),
	.run = run,
};
