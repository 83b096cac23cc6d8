#include "cli/publish_command.h"

#include "cli/fail_on.h"
#include "cli/make_report.h"

const struct option_spec publish_options[] = {
	{ .name = "period", .letter = 'p', .type = OPT_STRING,
	  .offset = offsetof(struct publish_command, period),
	  .value = "PERIOD", .help = "this one instead of the last complete" },
	FAIL_ON_OPTION(publish_command),
	{ .name = "dry-run", .letter = 'n', .type = OPT_FLAG,
	  .offset = offsetof(struct publish_command, dry_run),
	  .help = "make it, and say which file would be written" },
	{ .name = NULL }
};

static int publish(struct made_report *m, struct workspace *w, bool dry_run,
		   struct err *err)
{
	struct publish_result r = { 0 };
	int ret = dry_run ? made_report_plan(m, w, &r, err) :
		  made_report_publish(m, w, &r, err);

	if (ret)
		return -1;
	if (dry_run && !r.unchanged)
		return say(err, "would %s %s\n", r.replaces ? "replace" :
			   "write", r.path);
	return say(err, "%s%s\n", r.path, r.unchanged ? " (unchanged)" : "");
}

int publish_command(struct cli *cli, const struct publish_command *options,
		    const char *report, int argc, char **argv,
		    struct err *err)
{
	struct workspace w = { 0 };
	bool dry_run = options->dry_run;
	struct made_report m = {
		.interpret = dry_run ? INTERPRET_KEPT : INTERPRET_RUN
	};
	struct fail_on_list limits;

	if (argc)
		return no_operand(report, argv[0], arena_printf(&cli->arena,
			"a period is given as --period %s", argv[0]), err);
	if (fail_on_read(&limits, &options->fail_on, &cli->arena, err) ||
	    fail_on_cut(&limits, NULL, 0, err))
		return -1;
	m.limits = &limits;
	int ret = workspace_open(&w, cli, dry_run ? STORE_READ : STORE_WRITE,
				 err);

	if (!ret)
		ret = make_report(&m, &w, report, options->period, err);
	if (!ret)
		ret = publish(&m, &w, dry_run, err);
	if (!ret)
		ret = fail_on_judge(&limits, &w.config, &m.figures,
				    m.input.now, err);
	made_report_release(&m);
	workspace_close(&w);
	return ret;
}
