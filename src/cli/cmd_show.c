/* tuneup show: a report as text, nothing written. */
#include <string.h>

#include "cli/commands.h"
#include "cli/make_report.h"

struct show_options {
	const char *period;
};

static const struct option_spec options_table[] = {
	{ .name = "period", .letter = 'p', .type = OPT_STRING,
	  .offset = offsetof(struct show_options, period), .value = "PERIOD",
	  .help = "this one instead of the last complete" },
	{ .name = NULL }
};

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct show_options *o = options;
	struct workspace w = { 0 };
	struct made_report m = { 0 };
	struct strbuf text = STRBUF_INIT;

	if (argc != 1 || (strcmp(argv[0], "weekly") &&
			  strcmp(argv[0], "quarterly")))
		return err_set(err, ERR_USAGE, "show wants one report: weekly "
			       "or quarterly");
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = make_report(&m, &w, argv[0], o->period, err);
	if (!ret) {
		render_text(&text, &m.doc);
		ret = say_bytes(err, text.s, text.len);
	}
	strbuf_release(&text);
	made_report_release(&m);
	workspace_close(&w);
	return ret;
}

const struct command cmd_show = {
	.id = "show",
	.help = "show a report as text in 80 columns; nothing is written",
	.usage = "tuneup show weekly|quarterly [--period PERIOD]",
	.more = "The same model as the workbook and the PDF.\n\nexamples:\n"
		"  tuneup show weekly\n"
		"  tuneup show quarterly --period 2026-Q3",
	.options = options_table,
	.options_size = sizeof(struct show_options),
	.run = run,
};
