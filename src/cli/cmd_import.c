/* tuneup import: exports into the store, with an account of every row. */
#include <stdio.h>
#include <string.h>

#include "base/stop.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "ingest/ingest.h"

struct import_command {
	const char *profile, *source, *encoding, *period, *date_order,
		*decimal, *escape;
	bool whole_days, no_replace, strict, dry_run, quiet;
};

static const char *const orders[] = { "dmy", "mdy", "ymd", NULL };
static const char *const marks[] = { "point", "comma", NULL };
static const char *const escapes[] = { "backslash", NULL };

static const struct option_spec options_table[] = {
	{ "profile", 'p', OPT_STRING, offsetof(struct import_command, profile),
	  "NAME", NULL, "take this profile instead of detecting one" },
	{ "source", 's', OPT_STRING, offsetof(struct import_command, source),
	  "NAME", NULL, "name of the source (default: the profile)" },
	{ "period", 0, OPT_STRING, offsetof(struct import_command, period),
	  "FROM..TO", NULL, "days that a file without dates covers" },
	{ "encoding", 0, OPT_STRING,
	  offsetof(struct import_command, encoding), "NAME", NULL,
	  "encoding of a file that is not UTF-8, e.g. windows-1252" },
	{ "date-order", 0, OPT_WORD,
	  offsetof(struct import_command, date_order), "ORDER", orders,
	  "dmy, mdy or ymd, where the file does not show it" },
	{ "decimal", 0, OPT_WORD, offsetof(struct import_command, decimal),
	  "MARK", marks, "point or comma, where the file does not show it" },
	{ "escape", 0, OPT_WORD, offsetof(struct import_command, escape),
	  "CHARACTER", escapes, "backslash: the file writes \\\" for a quote "
	  "in a cell" },
	{ "whole-days", 0, OPT_FLAG,
	  offsetof(struct import_command, whole_days), NULL, NULL,
	  "the first and last day of the file are whole" },
	{ "no-replace", 0, OPT_FLAG,
	  offsetof(struct import_command, no_replace), NULL, NULL,
	  "refuse the file when a known row has other content" },
	{ "strict", 0, OPT_FLAG, offsetof(struct import_command, strict),
	  NULL, NULL, "refuse the file when any row would be set aside" },
	{ "dry-run", 'n', OPT_FLAG, offsetof(struct import_command, dry_run),
	  NULL, NULL, "show what would be stored; write nothing" },
	{ "quiet", 'q', OPT_FLAG, offsetof(struct import_command, quiet),
	  NULL, NULL, "print nothing unless something is wrong" },
	{ .name = NULL }
};

struct bar {
	struct strbuf file;	/* as a terminal may show it */
	bool shown;
};

/* A bar on a terminal for what takes long; wiped when done. */
static void show_progress(void *ctx, double done)
{
	struct bar *bar = ctx;
	static const char full[] = "##############################";

	if (done < 1)
		fprintf(stderr, "\r%s [%-30.*s] %3d %%", bar->file.s,
			(int)(done * 30), full, (int)(done * 100));
	else if (bar->shown)
		fprintf(stderr, "\r\033[K");
	bar->shown = done < 1;
	fflush(stderr);
}

/* A file's name is anybody's bytes. */
static void bar_begin(struct bar *bar, const char *path)
{
	const char *name = path_base(path);

	if (utf8_valid_prefix(name, strlen(name)) < strlen(name))
		name = "export";
	*bar = (struct bar){ .file = STRBUF_INIT };
	utf8_escape(&bar->file, name, utf8_fit(name, 32));
}

static struct import_options options_of(const struct import_command *o,
					const struct cli *cli,
					const struct workspace *w)
{
	return (struct import_options){
		.profile = o->profile, .source = o->source,
		.encoding = o->encoding, .period = o->period,
		.date_order = o->date_order, .decimal = o->decimal,
		.escape = o->escape,
		.whole_days = o->whole_days, .no_replace = o->no_replace,
		.strict = o->strict, .dry_run = o->dry_run,
		.as_of = w->as_of,
		.progress = cli->terminal && !o->quiet ? show_progress :
			NULL,
	};
}

static int import_one(struct workspace *w, struct cli *cli,
		      const struct import_command *o, const char *path,
		      struct err *err)
{
	struct import_options options = options_of(o, cli, w);
	struct import_report report = { 0 };
	struct strbuf text = STRBUF_INIT;
	struct backup_first first = { w, cli };
	struct bar bar;

	options.before = backup_before_kind;
	options.before_ctx = &first;
	bar_begin(&bar, path);
	options.progress_ctx = &bar;
	int ret = import_file(&report, w->store, &w->config, path, &options,
			      err);

	/* a dry run shows why it refuses each row, too */
	if ((!ret || (o->dry_run && report.entry.aside)) && !o->quiet) {
		struct err unsaid;

		import_report_text(&text, &report, o->dry_run || cli->verbose);
		if (say_bytes(ret ? &unsaid : err, text.s, text.len))
			ret = -1;
	}
	strbuf_release(&bar.file);
	strbuf_release(&text);
	import_report_release(&report);
	return ret;
}

/* A dry run makes no store either: where there is none, one in memory does.
 * One that is there must take the rows before they are taken back. */
static int open_for(struct workspace *w, struct cli *cli, bool dry_run,
		    struct err *err)
{
	if (!dry_run)
		return workspace_open(w, cli, STORE_CREATE, err);
	if (workspace_config(w, cli, err))
		return -1;
	if (path_exists(w->store_path))
		return store_open(&w->store, w->store_path, STORE_WRITE,
				  w->config.zone, err);
	return store_open_memory(&w->store, w->config.zone, err);
}

/* What was refused; the last line of a message must not be cut off. */
#define REFUSED_MAX 7000

struct refused {
	struct strbuf text;
	int n, unsaid;
	enum err_code code;	/* of the first one */
};

/* What is wrong with one file says nothing about the next one. */
static bool is_about_file(const struct err *err)
{
	return err->code == ERR_DATA || err->code == ERR_NOINPUT;
}

static void note_refused(struct refused *r, const struct err *err)
{
	if (!r->n++)
		r->code = err->code;
	if (r->text.len + strlen(err->msg) < REFUSED_MAX)
		strbuf_printf(&r->text, "%s\n", err->msg);
	else
		r->unsaid++;
}

static int say_refused(const struct refused *r, int of, bool dry_run,
		       struct err *err)
{
	char more[64] = "";

	if (r->unsaid)
		snprintf(more, sizeof more, "and %d more\n", r->unsaid);
	return err_set(err, r->code, "%s%s%d of %d files %s refused, nothing "
		       "of %s %s stored; the others %s", r->text.s, more,
		       r->n, of, r->n == 1 ? "was" : "were",
		       r->n == 1 ? "it" : "them", dry_run ? "would be" : "is",
		       dry_run ? "can be read" : "are in");
}

/* Each file is one transaction, and a refused one stops no other; a disk
 * that is full or an option that cannot be stops them all. */
static int import_all(struct workspace *w, struct cli *cli,
		      const struct import_command *o, int n, char **file,
		      struct err *err)
{
	struct refused refused = { .text = STRBUF_INIT };
	int ret = 0, i = 0;

	while (i < n && !ret) {
		ret = import_one(w, cli, o, file[i++], err);
		if (ret && n > 1 && is_about_file(err)) {
			note_refused(&refused, err);
			ret = 0;
		}
	}
	if (ret && i < n && !is_stop(err))
		ret = err_set(err, err->code, "%s%s\n%d file%s behind %s %s not "
			      "read%s", refused.text.s, err->msg, n - i,
			      n - i == 1 ? "" : "s", path_base(file[i - 1]),
			      n - i == 1 ? "was" : "were", i > 1 && !o->dry_run ?
			      "; what was read before it is in" : "");
	else if (!ret && refused.n)
		ret = say_refused(&refused, n, o->dry_run, err);
	strbuf_release(&refused.text);
	return ret;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct import_command *o = options;
	struct workspace w = { 0 };

	if (!argc)
		return err_set(err, ERR_USAGE, "import wants at least one "
			       "file, or - for standard input");
	int ret = open_for(&w, cli, o->dry_run, err);

	if (!ret)
		ret = import_all(&w, cli, o, argc, argv, err);
	workspace_close(&w);
	return ret;
}

const struct command cmd_import = {
	.id = "import",
	.help = "read exports into the store, with an account of every row",
	.usage = "tuneup import [OPTIONS] FILE...",
	.more = "What a file is, is found by its headers; see tuneup list "
		"profiles. Every row is\naccounted for: read = used + already "
		"there + totals + set aside. Rows set aside\ngo to rejects/ "
		"with line, column and reason. Importing a file again changes\n"
		"nothing; tuneup undo takes an import back. A file that is "
		"refused changes nothing\nand stops no other.\n\nexamples:\n"
		"  tuneup import reviews.csv campaigns.csv\n"
		"  tuneup import --dry-run location_report.csv\n"
		"  tuneup import --period 2026-01-01..2026-03-31 all_time.csv",
	.options = options_table,
	.options_size = sizeof(struct import_command),
	.run = run,
};
