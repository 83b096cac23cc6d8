/*
 * tuneup run: the one entry for cron or a timer.
 *
 *	lock -> read back -> import -> publish -> dispatch -> deliver
 *	     -> retention
 *
 * and, however it ended, the account of it: last_run.json, and where it
 * failed the page and whoever is to be told.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/stop.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "cli/run.h"

#define WAIT_MAX 86400	/* seconds */

/* In this order. */
static const struct run_step steps[] = {
	{ "read back", run_readback },
	{ "import", run_import },
	{ "publish", run_publish },
	{ "dispatch", run_dispatch },
	{ "deliver", run_deliver },
	{ "retention", run_retain },
};

static const struct option_spec options_table[] = {
	{ "dry-run", 'n', OPT_FLAG, offsetof(struct run_options, dry_run),
	  NULL, NULL, "say what would be done; write nothing" },
	{ "quiet", 'q', OPT_FLAG, offsetof(struct run_options, quiet),
	  NULL, NULL, "print nothing unless something is wrong, for cron" },
	{ "wait", 0, OPT_INT, offsetof(struct run_options, wait),
	  "SECONDS", NULL, "wait so long for another run to end" },
	{ .name = NULL }
};

/* ---- begin ------------------------------------------------------------- */

/* Not a workspace, or another run is at it: nothing is written. */
static int take_lock(struct run *r, struct err *err)
{
	struct arena *a = &r->cli->arena;

	if (!path_exists(path_join(a, r->cli->dir, "tuneup.yaml")))
		return workspace_config(&r->w, r->cli, err);
	if (r->o->dry_run)
		return 0;
	if (lock_take(&r->w.lock, path_join(a, r->cli->dir, "tuneup.db.lock"),
		      (int)r->o->wait, err))
		return -1;
	r->w.have_lock = true;
	return 0;
}

/* The day, also where no configuration says in which zone. */
static void read_day(struct run *r)
{
	r->said.started = r->cli->clock;
	r->said.as_of = r->cli->today != DAY_NONE ? r->cli->today :
						    zone_civil(r->cli->clock).day;
}

static void read_before(struct run *r)
{
	struct err err;

	if (last_run_read(&r->before, r->cli->dir, &r->cli->arena, &err))
		run_failed(r, "account", &err, "nothing: it is written again "
			   "now");
	r->said.examined = r->before.examined;
	r->said.succeeded = r->before.succeeded;
	r->said.success = r->before.success;
	r->said.success_as_of = r->before.success_as_of;
}

static int open_store(struct run *r, struct err *err)
{
	struct workspace *w = &r->w;

	if (!r->o->dry_run)
		return store_open(&w->store, w->store_path, STORE_CREATE,
				  w->config.zone, err);
	if (path_exists(w->store_path))
		return store_open(&w->store, w->store_path, STORE_READ,
				  w->config.zone, err);
	return store_open_memory(&w->store, w->config.zone, err);
}

static void begin(struct run *r)
{
	struct err err;

	read_day(r);
	read_before(r);
	if (workspace_config(&r->w, r->cli, &err)) {
		run_failed(r, "configuration", &err, "mend it; `tuneup check` "
			   "names every mistake of every file");
		r->stop = true;
		return;
	}
	read_day(r);
	if (!open_store(r, &err))
		return;
	run_failed(r, "store", &err, err.code == ERR_DATA ?
		   "nothing was repaired and nothing deleted: restore a "
		   "backup, or use the tuneup that wrote it" :
		   "give the store back to its owner, writable, on a disk with "
		   "room");
	r->stop = true;
}

/* ---- end --------------------------------------------------------------- */

static size_t line_len(const char *text)
{
	return strcspn(text, "\n");
}

/* What main() prints: the first failure, or what is waited for. */
static int verdict(struct run *r, struct err *err)
{
	const struct last_run *s = &r->said;
	const struct run_problem *p = s->problem;

	if (!s->n_problems && !s->waiting.n)
		return 0;
	if (!s->n_problems)
		return err_set(err, ERR_TEMPFAIL, "waiting: %s%s",
			       s->waiting.item[0], s->waiting.n > 1 ?
			       arena_printf(&r->cli->arena, " (and %zu more)",
					    s->waiting.n - 1) : "");
	return err_set(err, p->code, "run: %s: %.*s", p->step,
		       (int)line_len(p->message), p->message);
}

/* The line gets its end when it is known where the page is. */
static void complete(const struct run *r, struct err *err)
{
	const struct last_run *s = &r->said;
	struct err first = *err;
	const char *more = "";
	char others[40];

	if (!s->n_problems)
		return;
	if (s->n_problems > 1) {
		snprintf(others, sizeof others, " (and %zu more)",
			 s->n_problems - 1);
		more = others;
	}
	err_set(err, first.code, "%s%s; %s%s", first.msg, more, r->page ?
		"what to do: " : s->problem[0].todo, r->page ? r->page : "");
}

static int end(struct run *r, struct err *err)
{
	int ret = verdict(r, err);

	if (r->o->dry_run)
		return r->said.n_problems ? ret : 0;
	struct err unsaid;

	if (run_account(r, ret ? err->code : ERR_NONE, ret ?
			arena_strdup(&r->cli->arena, err->msg) : NULL,
			&unsaid) && !ret) {
		*err = unsaid;
		return -1;
	}
	if (ret)
		complete(r, err);
	return ret;
}

/* ---- the whole of it ---------------------------------------------------- */

static void take_step(struct run *r, const struct run_step *step)
{
	struct err err;

	if (r->stop)
		return;
	if (stop_check(&err))
		run_failed(r, step->name, &err, "");
	else
		step->run(r);
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	struct run r = { .cli = cli, .o = options };

	if (argc)
		return no_operand("run", argv[0],
				  "exports are put into inbox/", err);
	if (r.o->wait < 0 || r.o->wait > WAIT_MAX)
		return err_set(err, ERR_USAGE, "--wait wants seconds up to %d",
			       WAIT_MAX);
	if (take_lock(&r, err))
		return -1;
	begin(&r);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		take_step(&r, &steps[i]);
	int ret = end(&r, err);

	free(r.said.problem);
	workspace_close(&r.w);
	return ret;
}

const struct command cmd_run = {
	.id = "run",
	.help = "everything that is due, for cron or a timer",
	.usage = "tuneup run [--dry-run] [--quiet] [--wait SECONDS]",
	.more = "Reads back workbooks and imports exports from inbox/, "
		"publishes every weekly, monthly\nand quarterly report that "
		"is due (missed ones in order, each as of its own last "
		"day),\nwrites accepted decisions for the systems of "
		"`dispatch`, gives the reports to `deliver`,\nand removes what "
		"is too old. Run it every day: nothing is published twice, and "
		"what\nwas interrupted is completed.\n\nA file that was taken goes to "
		"inbox/done, one that was refused to inbox/failed with a\n"
		"text that says why. Sources that `expect` names make a "
		"report wait (exit 75) until\ntheir day. Late rows that change "
		"a printed number issue its report again, as NAME_r2.\n\n"
		"SIGTERM ends it within seconds: what was finished stays, "
		"the next run goes on.\n"
		"last_run.json says how it ended, reports/FAILED_<week>.txt "
		"what failed and what to do,\nand `notify` tells somebody.\n\n"
		"examples:\n"
		"  tuneup run --dry-run\n"
		"  30 6 * * *  cd /srv/tuneup && timeout 30m tuneup run -q",
	.options = options_table,
	.options_size = sizeof(struct run_options),
	.run = run,
};
