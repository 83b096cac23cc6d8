/*
 * cli/command.h - the commands, one file each, one table.
 *
 * A command reads like a table of contents: parse, open, do, say. It writes
 * results to stdout, everything else to stderr, returns 0 or -1 with err.
 * To add one: cli/cmd_<id>.c with its `const struct command cmd_<id>`, one
 * line in command_table[], one golden case in tests/golden/.
 */
#ifndef TUNEUP_CLI_COMMAND_H
#define TUNEUP_CLI_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "cli/options.h"
#include "config/config.h"
#include "store/backup.h"
#include "store/kind.h"
#include "store/store.h"

/* What main() hands down: the only things that come from outside. */
struct cli {
	const char *dir;	/* -C DIR, "." */
	int32_t today;		/* --as-of, else main's look at the clock;
				 * DAY_NONE: `clock` says (zone known later) */
	int64_t clock;		/* UTC seconds at start */
	bool verbose;		/* -v */
	bool told;		/* workspace and day were said, once */
	bool terminal;		/* stderr is a terminal: progress bar */
	struct arena arena;	/* lives as long as the run */
};

struct command {
	const char *id;		/* "weekly" */
	const char *help;	/* one line */
	const char *usage;	/* "tuneup weekly [--as-of DATE]" */
	const char *more;	/* paragraph with examples for --help */
	const struct option_spec *options;
	size_t options_size;	/* sizeof the struct they fill */
	int (*run)(struct cli *cli, void *options, int argc, char **argv,
		   struct err *err);
};

extern const struct command *const command_table[];	/* ends at NULL */
const struct command *command_find(const char *id);

/* ---- what most commands do first (cli/workspace.c) --------------------- */

struct workspace {
	struct config config;
	struct store *store;
	struct lock lock;
	char *store_path;
	char *reports;		/* <dir>/reports */
	char *backups;		/* <dir>/backups */
	int32_t as_of;		/* civil day in the config's zone */
	bool have_config, have_lock;
};

/* Config, zone, lock (for WRITE and CREATE), store; an older one is brought
 * up to date then, with a backup before and a line on stderr. */
int workspace_open(struct workspace *w, struct cli *cli, enum store_open how,
		   struct err *err);
/* Config and zone only. */
int workspace_config(struct workspace *w, struct cli *cli, struct err *err);
/* The lock alone, behind workspace_config(). */
int workspace_lock(struct workspace *w, struct cli *cli, struct err *err);
/* What was committed is opened again with all checks, to be read only. */
int workspace_read_back(struct workspace *w, struct err *err);
void workspace_close(struct workspace *w);

/* <dir>/backups, as-of and `backups: keep`. */
struct backup_spec workspace_backups(struct workspace *w, struct cli *cli);
/*
 * What nobody could read again is about to change (decisions, the schema,
 * what purge removes): copy the store to <dir>/backups first. Opened with
 * STORE_WRITE, nothing changed yet. Says nothing; when the newest backup
 * holds the same already, that one is enough. On error do not go on.
 */
int backup_before_change(struct workspace *w, struct cli *cli,
			 struct err *err);

/* The same before an import: of verdicts, which are as dear as decisions; of
 * other kinds the export is still there. For struct import_options. */
struct backup_first { struct workspace *w; struct cli *cli; };
int backup_before_kind(void *first, const struct fact_kind *kind,
		       struct err *err);

/* Write to stdout and check it, so that a full disk is 74. A reader who has
 * gone, as `| head` does, is no fault: what is left is not written. */
int say(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);
int say_bytes(struct err *err, const char *bytes, size_t len);

/* Output of rows in --format text|csv|json (cli/rows.c). Numbers are given
 * as text; `numeric` columns align right and are bare in JSON. CSV cells of
 * text columns that begin like a formula are prefixed. */
struct rows;
struct rows *rows_new(const char *format, const char *const *names,
		      const bool *numeric, size_t n);
void rows_add(struct rows *r, const char *const *values); /* NULL = null */
int rows_finish(struct rows *r, struct err *err);	/* prints, frees */

#endif
