/*
 * cli/run.h - what the steps of `tuneup run` share. (private to the command)
 *
 * A step does what it can and goes on: a file that is refused stops no
 * report, a report that fails stops no other kind. What went wrong is added
 * with run_failed(); where going on could only do harm (the disk is full, the
 * store is damaged) the step sets `stop` and the steps behind it are left
 * out. In a dry run a step says what it would do and writes nothing.
 */
#ifndef TUNEUP_CLI_RUN_H
#define TUNEUP_CLI_RUN_H

#include "cli/command.h"
#include "cli/last_run.h"

struct run_options {
	bool dry_run, quiet;
	int64_t wait;		/* seconds, for the lock */
};

struct run {
	struct cli *cli;
	const struct run_options *o;
	struct workspace w;	/* store NULL: it could not be opened */
	const char *page;	/* path of the page of the failure, NULL */
	struct last_run said;	/* of this run */
	struct last_run before;	/* what the one before left */
	bool stop;
	bool stopped;		/* by a signal: problem[0] says so */
};

struct run_step {
	const char *name;	/* in messages and in last_run.json */
	void (*run)(struct run *r);
};

/* cli/run_inbox.c */
void run_readback(struct run *r);
void run_import(struct run *r);
/* cli/run_publish.c */
void run_publish(struct run *r);
/* cli/run_dispatch.c */
void run_dispatch(struct run *r);
/* cli/run_deliver.c */
void run_deliver(struct run *r);
/* cli/run_retain.c */
void run_retain(struct run *r);

/* ---- cli/run_said.c: what is kept of what happened ---------------------- */

/* A line of the result, to standard output. */
void run_say(struct run *r, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A failure; todo: what to do, a sentence. Message and code are copied, but
 * 75 becomes 74: a run exits 75 only when it waits and nothing failed. A stop
 * (base/stop.h) says by itself what was done and what to do; it comes first,
 * once, and ends the run. */
void run_failed(struct run *r, const char *step, const struct err *err,
		const char *todo);
/* Something that is not there yet: a sentence. */
void run_waits(struct run *r, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* ---- cli/run_deliver.c -------------------------------------------------- */

/* Before these are published: what is to be delivered when it is there. */
int undelivered_add(struct run *r, const char *report, const char *period,
		    struct err *err);

/* ---- cli/run_page.c ----------------------------------------------------- */

/* Appends the text of the page of a failure; `said` is complete. */
void run_page(struct strbuf *out, struct run *r);

/* ---- cli/run_failed.c --------------------------------------------------- */

/* The page, last_run.json, and who is told; or, after a run that went well,
 * the page of an earlier one away. -1: there is no account of this run. */
int run_account(struct run *r, enum err_code code, const char *message,
		struct err *err);

#endif
