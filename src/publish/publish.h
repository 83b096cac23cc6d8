/*
 * publish/publish.h - a report is published whole, or not at all.
 *
 *	model at hand -> close the store -> private work directory (0700, same
 *	file system, wiped) -> forked child renders -> child said nothing and
 *	exited 0 -> read back against the model -> fsync -> rename -> fsync the
 *	directory -> manifest.json last -> reopen the store, record the run
 *
 * The lock is held by the caller throughout. No SQLite connection is open
 * across fork(). What the manifest lists, with its SHA-256, is published;
 * anything else in reports/ is not. A run that died between the manifest and
 * the store's record is completed by the next one: a file with the
 * manifest's hash but no run row is adopted, not rendered again.
 *
 * Same inputs digest and the file is there and whole: nothing to do. An
 * existing file with other inputs is replaced, unless a person changed it since
 * it was published (its SHA-256 is not the manifest's): filled in decisions
 * and tried inputs are never overwritten. Such a file stays, leaves the
 * manifest, and the report becomes NAME_r2, _r3 ...
 *
 * A report that is issued again because late rows changed its numbers
 * replaces nothing: what was published stays as people have it, and the new
 * one gets the next name.
 *
 * Who is stopped (base/stop.h) before the file is in its place publishes
 * nothing; behind that the stop waits until the store knows of it.
 */
#ifndef TUNEUP_PUBLISH_PUBLISH_H
#define TUNEUP_PUBLISH_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "render/render.h"
#include "report/model.h"
#include "store/store.h"

struct publish_job {
	const char *reports_dir;	/* made when missing */
	const char *name;		/* "weekly_2026-W47", no extension */
	const struct doc *doc;
	const struct renderer *renderer;
	unsigned mode;			/* of the published file */
	const char *group;		/* "" = leave */
	const char *store_path;
	const char *zone;
	const char *as_of;		/* "2026-11-22" */
	int64_t last_import;
	const struct figure_row *figures; /* recorded with the run */
	size_t n_figures;
	const struct published_week *weeks; /* that it showed, likewise */
	size_t n_weeks;
	const struct proposal_entry *proposals; /* likewise */
	size_t n_proposals;
	const struct effect_entry *effects;
	size_t n_effects;
	bool again;			/* issued again: see above */
	int render_seconds;		/* the child's time limit, 0 = 120 */
};

struct publish_result {
	char path[4096];		/* of the published file */
	char sha256[65];
	bool unchanged;			/* it was there already */
	bool adopted;			/* a crashed run's file was recorded */
	bool replaces;			/* publish_plan(): an older one */
};

/* *store is closed and reopened (NULL after a failure to reopen). */
int publish_report(struct publish_result *out, struct store **store,
		   const struct publish_job *job, struct err *err);
/* Which file that would be, and whether it is there; nothing is written. */
int publish_plan(struct publish_result *out, struct store *store,
		 const struct publish_job *job, struct err *err);

/* The group of reports_group: (gid_t)-1 for "". ERR_CONFIG if there is no such
 * group. */
int group_find(gid_t *out, const char *name, struct err *err);

/*
 * A plain file beside the reports, for the same readers: no report, and in no
 * manifest. The directory is made when missing. group "" = leave.
 */
int publish_note(const char *reports_dir, const char *name, const char *text,
		 unsigned mode, const char *group, struct err *err);

/* ---- manifest (publish/manifest.c; the one user of jansson here) - */

struct manifest_entry {
	const char *file, *sha256, *report, *period, *inputs, *as_of;
};
struct manifest {
	struct manifest_entry *item;	/* sorted by file */
	size_t n;
	struct arena arena;
};
/* Missing file: empty manifest. Damaged: ERR_DATA. */
int manifest_read(struct manifest *m, const char *reports_dir,
		  struct err *err);
void manifest_put(struct manifest *m, const struct manifest_entry *e);
int manifest_write(const struct manifest *m, const char *reports_dir,
		   struct err *err);
void manifest_release(struct manifest *m);
/* A file of this folder that people filled in is theirs from now on and
 * leaves the manifest. As it was published, not listed or elsewhere: nothing
 * happens. mode and group as in struct publish_job. */
int manifest_let_go(const char *reports_dir, const char *path, unsigned mode,
		    const char *group, struct err *err);
/* Every entry's file is there with its SHA-256; else ERR_DATA. */
int manifest_check(const char *reports_dir, struct err *err);

/* Of jansson as it runs: "2.14". */
const char *json_library_version(void);

#endif
