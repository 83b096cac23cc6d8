/* tuneup feedback: what came of the segments, for what makes them. */
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "cli/commands.h"
#include "exchange/feedback_file.h"

#define OUTBOX "outbox"
#define WEEKS_DEFAULT 13

struct feedback_options {
	const char *output, *formula;
	int32_t from, to;
	bool dry_run;
};

static const struct option_spec options_table[] = {
	{"from", 0, OPT_DAY, offsetof(struct feedback_options, from), "DATE",
	 NULL, "first week: the one that holds it (default: 13 weeks back)"},
	{"to", 0, OPT_DAY, offsetof(struct feedback_options, to), "DATE", NULL,
	 "last complete week up to it (default: today)"},
	{"output", 'o', OPT_STRING, offsetof(struct feedback_options, output),
	 "FILE", NULL, "instead of outbox/feedback_signals.csv; - is stdout"},
	{"formula", 0, OPT_WORD, offsetof(struct feedback_options, formula),
	 "HOW", formula_words,
	 "a name that begins like one: reject (default), prefix, raw"},
	{"dry-run", 'n', OPT_FLAG, offsetof(struct feedback_options, dry_run),
	 NULL, NULL, "say how many rows; write nothing"},
	{.name = NULL}};

/* Where it goes; NULL: to stdout. */
static int target(const char **path, const struct workspace *w,
		  const char *asked, struct arena *a, struct err *err)
{
	const char *dir = path_join(a, w->config.dir, OUTBOX);

	*path = asked && !strcmp(asked, "-") ? NULL : asked;
	if (asked)
		return 0;
	*path = path_join(a, dir, FEEDBACK_FILE);
	file_new_sweep(dir);
	return dir_make(dir, err);
}

/* With --as-of an old file is made again: nothing is late by that. */
static int record(struct workspace *w, const struct cli *cli,
		  const struct feedback *f, const struct strbuf *bytes,
		  struct err *err)
{
	bool recorded;

	if (cli->today != DAY_NONE)
		return 0;
	return feedback_record(&recorded, w->store, f, bytes, cli->clock,
			       w->as_of, err);
}

static int deliver(struct workspace *w, struct cli *cli,
		   const struct feedback_options *o, const struct feedback *f,
		   const struct strbuf *bytes, size_t rows, struct err *err)
{
	const char *path;

	if (o->dry_run)
		return say(err, "would write %zu rows\n", rows);
	if (target(&path, w, o->output, &cli->arena, err))
		return -1;
	if (!path)
		return say_bytes(err, bytes->s, bytes->len);
	if (file_write(path, bytes->s, bytes->len, err) ||
	    record(w, cli, f, bytes, err))
		return -1;
	return say(err, "%s: %zu rows\n", o->output ? path :
		   OUTBOX "/" FEEDBACK_FILE, rows);
}

static bool writes_store(const struct feedback_options *o)
{
	return !o->dry_run && !(o->output && !strcmp(o->output, "-"));
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct feedback_options *o = options;
	struct strbuf bytes = STRBUF_INIT, refused = STRBUF_INIT;
	struct workspace w = {0};
	struct feedback f = {.n = 0};
	size_t rows = 0;

	if (argc)
		return no_operand("feedback", argv[0],
				  "its file is given as --output FILE", err);
	int ret = workspace_open(&w, cli, writes_store(o) ? STORE_WRITE :
				 STORE_READ, err);
	int32_t last = o->to == DAY_NONE || o->to > w.as_of ? w.as_of : o->to;
	int32_t first = o->from == DAY_NONE ?
		last - 7 * WEEKS_DEFAULT + 1 - day_weekday(last) % 7 : o->from;

	if (!ret && first > last)
		ret = no_days(last != w.as_of, err);
	if (!ret)
		ret = feedback_compute(&f, w.store, first, last, w.as_of, err);
	if (!ret)
		rows = feedback_write(&bytes, &refused, &f, w.as_of,
				      formula_named(o->formula));
	if (!ret)
		ret = deliver(&w, cli, o, &f, &bytes, rows, err);
	if (!ret && refused.len)
		ret = err_set(err, ERR_DATA, "%s\nit was not written, all "
			      "else was: rename it where it comes from, or see "
			      "--formula", refused.s);
	feedback_release(&f);
	strbuf_release(&bytes);
	strbuf_release(&refused);
	workspace_close(&w);
	return ret;
}

const struct command cmd_feedback = {
	.id = "feedback",
	.help = "write what came of each segment, for the system that makes "
		"them",
	.usage = "tuneup feedback [--from DATE] [--to DATE] [--output FILE] "
		 "[--formula HOW]\n                [--dry-run]",
	.more = "One row a channel, segment, campaign and complete week: "
		"sends, opens, clicks,\nconversions, and each rate as it is, "
		"drawn towards its channel's (empirical Bayes, so\nthat a lucky "
		"week of twelve messages does not lead the list), its range and "
		"lift, and\nhow old the data is. Writing it records how late it "
		"is, against the 24 hours of\nTable 2; a file made with --as-of "
		"records nothing.\n\nexamples:\n"
		"  tuneup feedback\n"
		"  tuneup feedback --from 2026-07-01 --output - | column -s, -t",
	.options = options_table,
	.options_size = sizeof(struct feedback_options),
	.run = run,
};
