/*
 * cli/dispatch_files.h - tell other systems what is new, once.
 *
 * Files lie in outbox/ of the workspace, asana_2026-11-23.csv; a name is never
 * used twice. What a run that was killed had planned is written first.
 */
#ifndef TUNEUP_CLI_DISPATCH_FILES_H
#define TUNEUP_CLI_DISPATCH_FILES_H

#include "cli/command.h"
#include "exchange/dispatch.h"

struct dispatch_how {
	const char *const *system;	/* ids of dispatch_table[] */
	size_t n;
	bool all;		/* actions that are in place, too */
	bool dry_run;		/* say what would be written */
	bool quiet;		/* say nothing where nothing is new */
	enum formula formula;
};

/* The store must be open, for writing unless dry_run. ERR_DATA: an item has a
 * text that begins like a formula; all others were written. */
int dispatch_systems(struct workspace *w, const struct dispatch_how *how,
		     struct err *err);

#endif
