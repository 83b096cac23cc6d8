#include "cli/help.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "config/schema.h"
#include "ingest/ingest.h"
#include "publish/publish.h"
#include "render/render.h"

int help_overview(struct err *err)
{
	struct strbuf out = STRBUF_INIT;

	strbuf_puts(&out,
		    "tuneup - where the hours of AI work go, and what to do "
		    "about it\n\n"
		    "usage: tuneup [-C DIR] [--as-of DATE] [-v] COMMAND "
		    "[OPTIONS] [FILE...]\n\n"
		    "  -C DIR          work in the workspace DIR (default: "
		    "here)\n"
		    "  --as-of DATE    take DATE as today\n"
		    "  -v, --verbose   say workspace and day, and more of each "
		    "import\n"
		    "  --version       versions of tuneup and its libraries\n\n"
		    "commands:\n");
	for (size_t i = 0; command_table[i]; i++)
		strbuf_printf(&out, "  %-13s %s\n", command_table[i]->id,
			      command_table[i]->help);
	strbuf_puts(&out, "\ntuneup COMMAND --help says more.\n\n"
		    "to begin: `tuneup init`, put your rates and steps into "
		    "tuneup.yaml and\nworkflows.yaml, then `tuneup import "
		    "FILE...` and `tuneup show weekly`; or look at\n`tuneup "
		    "demo DIR` first.\n");
	int ret = say_bytes(err, out.s, out.len);

	strbuf_release(&out);
	return ret;
}

int help_version(struct err *err)
{
	struct strbuf out = STRBUF_INIT;

	strbuf_printf(&out, "tuneup %s (%s)\nstore version %d, SQLite "
		      "%s\n", TUNEUP_VERSION, TUNEUP_RELEASED, STORE_VERSION,
		      store_library_version());
	strbuf_printf(&out, "libcsv %s, libyaml %s, jansson %s, utf8proc %s, "
		      "OpenSSL %s\n", csv_library_version(),
		      yaml_library_version(), json_library_version(),
		      utf8_library_version(), hash_library_version());
	render_versions(&out);
	strbuf_printf(&out, "\ncompiler %s\n", __VERSION__);
	int ret = say_bytes(err, out.s, out.len);

	strbuf_release(&out);
	return ret;
}

int help_command(const struct command *command, struct err *err)
{
	struct strbuf out = STRBUF_INIT;

	strbuf_printf(&out, "tuneup %s - %s\n\nusage: %s\n", command->id,
		      command->help, command->usage);
	if (command->options && command->options[0].name) {
		strbuf_puts(&out, "\n");
		options_help(&out, command->options);
	}
	if (command->more)
		strbuf_printf(&out, "\n%s\n", command->more);
	int ret = say_bytes(err, out.s, out.len);

	strbuf_release(&out);
	return ret;
}

int help_unknown(const char *id, struct err *err)
{
	const char *names[64];
	size_t n = 0;

	while (n < 64 && command_table[n]) {
		names[n] = command_table[n]->id;
		n++;
	}
	const char *near = text_nearest(id, names, n);

	if (near)
		return err_set(err, ERR_USAGE, "no command '%s'; did you mean "
			       "'%s'? See tuneup --help", id, near);
	return err_set(err, ERR_USAGE, "no command '%s'; see tuneup --help",
		       id);
}

int help_missing(struct err *err)
{
	return err_set(err, ERR_USAGE, "no command given; see tuneup --help");
}
