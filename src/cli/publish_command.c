#include "cli/publish_command.h"

#include "cli/make_report.h"

const struct option_spec publish_options[] = {
	{ .name = "period", .letter = 'p', .type = OPT_STRING,
	  .offset = offsetof(struct publish_command, period),
	  .value = "PERIOD", .help = "this one instead of the last complete" },
	{ .name = NULL }
};

int publish_command(struct cli *cli, const struct publish_command *options,
		    const char *report, int argc, char **argv,
		    struct err *err)
{
	struct workspace w = { 0 };
	struct made_report m = { .interpret = INTERPRET_RUN };
	struct publish_result result = { 0 };

	if (argc)
		return err_set(err, ERR_USAGE, "%s takes no operand '%s'; a "
			       "period is given as --period %s", report,
			       argv[0], argv[0]);
	int ret = workspace_open(&w, cli, STORE_WRITE, err);

	if (!ret)
		ret = make_report(&m, &w, report, options->period, err);
	if (!ret)
		ret = made_report_publish(&m, &w, &result, err);
	if (!ret)
		ret = say(err, "%s%s\n", result.path,
			  result.unchanged ? " (unchanged)" : "");
	made_report_release(&m);
	workspace_close(&w);
	return ret;
}
