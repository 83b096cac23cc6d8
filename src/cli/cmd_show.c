/* tuneup show: a report as text, nothing written. */
#include <string.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/fail_on.h"
#include "cli/make_report.h"
#include "cli/show.h"

struct show_options {
	const char *period;
	const char *format;
	struct option_list fail_on;
};

static const char *const formats[] = { "text", "json", NULL };

static const struct option_spec options_table[] = {
	{ .name = "period", .letter = 'p', .type = OPT_STRING,
	  .offset = offsetof(struct show_options, period), .value = "PERIOD",
	  .help = "this one instead of the last complete" },
	{ .name = "format", .letter = 'f', .type = OPT_WORD,
	  .offset = offsetof(struct show_options, format), .value = "FORMAT",
	  .words = formats, .help = "text (default) or json" },
	FAIL_ON_OPTION(show_options),
	{ .name = NULL }
};

static int show_text(const struct doc *d, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	int ret;

	render_text(&text, d);
	ret = say_bytes(err, text.s, text.len);
	strbuf_release(&text);
	return ret;
}

static int refuse_report(const char *said, struct err *err)
{
	static const char *const names[] = { "weekly", "monthly", "quarterly" };
	const char *near = said ? text_nearest(said, names, 3) : NULL;

	if (near)
		return err_set(err, ERR_USAGE, "there is no report '%.60s'; "
			       "did you mean '%s'?", said, near);
	return err_set(err, ERR_USAGE, "show wants one report: weekly, monthly "
		       "or quarterly; a period is given as --period PERIOD");
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct show_options *o = options;
	struct workspace w = { 0 };
	struct fail_on_list limits;
	struct made_report m = { .limits = &limits };

	if (argc != 1 || !report_form_find(argv[0]))
		return refuse_report(argc == 1 ? argv[0] : NULL, err);
	if (fail_on_read(&limits, &o->fail_on, &cli->arena, err) ||
	    fail_on_cut(&limits, NULL, 0, err))
		return -1;
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = make_report(&m, &w, argv[0], o->period, err);
	if (!ret)
		ret = o->format && !strcmp(o->format, "json") ?
			show_json(&m.doc, err) : show_text(&m.doc, err);
	if (!ret)
		ret = fail_on_judge(&limits, &w.config, &m.figures,
				    m.input.now, err);
	made_report_release(&m);
	workspace_close(&w);
	return ret;
}

const struct command cmd_show = {
	.id = "show",
	.help = "show a report as text or JSON; nothing is written",
	.usage = "tuneup show weekly|monthly|quarterly "
		 "[--period PERIOD] [--format text|json]\n"
		 "                   [--fail-on CONDITION]...",
	.more = "The same model as the workbook and the PDF. As JSON its texts "
		"are plain, and numbers\nstand beside the words people read." FAIL_ON_MORE "\n\nexamples:\n"
		"  tuneup show weekly\n"
		"  tuneup show quarterly --period 2026-Q3\n"
		"  tuneup show weekly --fail-on 'rework>15%' >/dev/null",
	.options = options_table,
	.options_size = sizeof(struct show_options),
	.run = run,
};
