/*
 * exchange/command.h - run a program of the team's choice on some bytes.
 *
 * The program is a list of arguments, never a line for a shell. It gets the
 * input on standard input and answers on standard output. It runs in a
 * process group of its own, without our files, for a limited time; whatever
 * it started ends with it. What it prints on standard error is not kept, but
 * its first line stands in the message when it fails.
 *
 *	struct command_job job = { .argv = argv, .n = 2, .input = text,
 *				   .len = len, .seconds = 60,
 *				   .max = 1 << 20 };
 *	struct strbuf answer = STRBUF_INIT;
 *	if (command_run(&answer, &job, err)) ...
 */
#ifndef TUNEUP_EXCHANGE_COMMAND_H
#define TUNEUP_EXCHANGE_COMMAND_H

#include <stddef.h>

#include "base/err.h"
#include "base/strbuf.h"

struct command_job {
	const char *const *argv;	/* n of them, the first is the program:
					 * looked up in PATH without a slash */
	size_t n;
	const void *input;
	size_t len;
	int seconds;		/* then it is stopped */
	size_t max;		/* more bytes of output, and it is stopped */
};

/*
 * Append its output to out. -1, and out as it was, when it
 *
 *	cannot be found or started	ERR_NOINPUT
 *	takes too long			ERR_TEMPFAIL
 *	answers too much, exits with another status than 0, or is
 *	ended by a signal		ERR_DATA
 *	when we are stopped ourselves	that of base/stop.h
 *	and when no process can be made	ERR_OS
 */
int command_run(struct strbuf *out, const struct command_job *job,
		struct err *err);

#endif
