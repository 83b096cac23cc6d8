#include "cli/publish_command.h"

#include "cli/fail_on.h"
#include "cli/make_report.h"

const struct option_spec publish_options[] = {
	{ .name = "period", .letter = 'p', .type = OPT_STRING,
	  .offset = offsetof(struct publish_command, period),
	  .value = "PERIOD", .help = "this one instead of the last complete" },
	FAIL_ON_OPTION(publish_command),
	{ .name = NULL }
};

int publish_command(struct cli *cli, const struct publish_command *options,
		    const char *report, int argc, char **argv,
		    struct err *err)
{
	struct workspace w = { 0 };
	struct made_report m = { .interpret = INTERPRET_RUN };
	struct publish_result result = { 0 };
	struct fail_on_list limits;

	if (argc)
		return err_set(err, ERR_USAGE, "%s takes no operand '%s'; a "
			       "period is given as --period %s", report,
			       argv[0], argv[0]);
	if (fail_on_read(&limits, &options->fail_on, &cli->arena, err) ||
	    fail_on_cut(&limits, NULL, 0, err))
		return -1;
	m.limits = &limits;
	int ret = workspace_open(&w, cli, STORE_WRITE, err);

	if (!ret)
		ret = make_report(&m, &w, report, options->period, err);
	if (!ret)
		ret = made_report_publish(&m, &w, &result, err);
	if (!ret)
		ret = say(err, "%s%s\n", result.path,
			  result.unchanged ? " (unchanged)" : "");
	if (!ret)
		ret = fail_on_judge(&limits, &w.config, &m.figures,
				    m.input.now, err);
	made_report_release(&m);
	workspace_close(&w);
	return ret;
}
