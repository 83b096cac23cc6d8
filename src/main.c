/*
 * main.c - look the command up, run it, print one error, return the code.
 *
 * The only exit and the only look at the clock. Everything after here is a
 * function of the store, the config and --as-of.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/err.h"
#include "base/stop.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/help.h"

static int no_global(const char *said, struct err *err)
{
	static const char *const names[] = { "--as-of", "--help", "--version",
					     "--verbose" };
	const char *near = text_nearest(said, names, 4);

	return err_set(err, ERR_USAGE, "no option '%.60s' before the command%s"
		       "%s%s tuneup --help", said,
		       near ? "; did you mean '" : "; see", near ? near : "",
		       near ? "'? See" : "");
}

/* What stands before the command: tuneup [-C DIR] [--as-of DATE] [-v]. */
static int read_globals(struct cli *cli, int argc, char **argv, int *next,
			struct err *err)
{
	static const struct option longs[] = {
		{ "as-of", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ "verbose", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 }
	};
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "+:C:hvV", longs, NULL)) != -1) {
		switch (c) {
		case 'C':
			cli->dir = *optarg ? optarg : ".";
			break;
		case 'v': cli->verbose = true; break;
		case 'h': *next = 0; return help_overview(err);
		case 'V': *next = 0; return help_version(err);
		case 'd':
			if (!day_parse(&cli->today, optarg))
				break;
			return err_set(err, ERR_USAGE, "--as-of wants a date "
				       "like 2026-11-22, not '%s'", optarg);
		case ':':
			return err_set(err, ERR_USAGE, "option '%s' wants a "
				       "value; see tuneup --help",
				       argv[optind - 1]);
		default:
			return no_global(argv[optind - 1], err);
		}
	}
	*next = optind;
	return 0;
}

static int run_command(struct cli *cli, int argc, char **argv,
		       struct err *err)
{
	const struct command *command = command_find(argv[0]);
	bool help = false;
	int first = 0;

	if (!command)
		return help_unknown(argv[0], err);
	void *options = arena_alloc(&cli->arena, command->options_size + 1);

	if (options_parse(command->options, options, argc, argv, &first, &help,
			  &cli->arena, err))
		return err_prefix(err, "%s", command->id);
	if (help)
		return help_command(command, err);
	return command->run(cli, options, argc - first, argv + first, err);
}

/* A write that a signal broke off did not fail by itself. */
static void explain_stop(struct err *err)
{
	char msg[sizeof err->msg];
	struct err why;

	if (is_stop(err) || !stop_check(&why))
		return;
	memcpy(msg, err->msg, sizeof msg);
	*err = why;
	if (*msg)
		err_set(err, why.code, "%s (%s)", why.msg, msg);
}

/* One line an error, escaped, as `tuneup: message`. */
static void print_error(const struct err *err)
{
	struct strbuf out = STRBUF_INIT;

	for (const char *line = err->msg; *line; ) {
		size_t len = strcspn(line, "\n");

		strbuf_puts(&out, line == err->msg ? "tuneup: " : "");
		utf8_escape(&out, line, len);
		strbuf_putc(&out, '\n');
		line += len + (line[len] == '\n');
	}
	/* once more if a passing fault swallowed it: it is all a log will have */
	if (fputs(out.s, stderr) == EOF)
		fputs(out.s, stderr);
	strbuf_release(&out);
}

int main(int argc, char **argv)
{
	struct cli cli = { .dir = ".", .today = DAY_NONE };
	struct err err = { 0 };
	int first = 0;

	umask(077);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	stop_catch();
	cli.clock = (int64_t)time(NULL);
	cli.terminal = isatty(STDERR_FILENO);

	int failed = read_globals(&cli, argc, argv, &first, &err);

	if (!failed && first) {
		if (first == argc)
			failed = help_missing(&err);
		else
			failed = run_command(&cli, argc - first, argv + first,
					     &err);
	}
	arena_release(&cli.arena);
	if (!failed)
		return 0;
	explain_stop(&err);
	if (err.msg[0])
		print_error(&err);
	return err.code ? (int)err.code : ERR_SOFTWARE;
}
