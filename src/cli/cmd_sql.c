/* tuneup sql: one SELECT over facts, ledger and published figures. */
#include "cli/commands.h"
#include "cli/formats.h"

struct sql_options {
	const char *format;
};

static const struct option_spec options_table[] = {
	{ "format", 'f', OPT_WORD, offsetof(struct sql_options, format),
	  "FORMAT", row_formats, "text (default), csv or json" },
	{ .name = NULL }
};

struct sink {
	const char *format;
	struct rows *rows;
};

static int on_row(void *ctx, int n, const char *const *names,
		  const char *const *values)
{
	struct sink *sink = ctx;

	if (!sink->rows)
		sink->rows = rows_new(sink->format, names, NULL, (size_t)n);
	if (values)
		rows_add(sink->rows, values);
	return 0;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct sql_options *o = options;
	struct sink sink = { .format = o->format };
	struct workspace w = { 0 };
	struct err ignored = { 0 };

	if (argc != 1)
		return err_set(err, ERR_USAGE, "sql wants one SELECT in "
			       "quotes");
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = store_sql(w.store, argv[0], on_row, &sink, err);
	if (sink.rows && rows_finish(sink.rows, ret ? &ignored : err))
		ret = -1;
	workspace_close(&w);
	return ret;
}

const struct command cmd_sql = {
	.id = "sql",
	.help = "run one SELECT over facts, ledger and published figures",
	.usage = "tuneup sql [--format text|csv|json] \"SELECT ...\"",
	.more = "Facts are tables of their kind's name (corrections, "
		"campaigns, time, costs), beside\nimport, figures, "
		"report_run and actions: the last answer to each proposal "
		"with its\naction, owner, dates and verdict (proposal, "
		"decision, implemented and effect have\nthe history). "
		"Nothing can be written.\n\nexample:\n"
		"  tuneup sql \"SELECT tool, count(*) FROM corrections "
		"GROUP BY tool\"",
	.options = options_table,
	.options_size = sizeof(struct sql_options),
	.run = run,
};
