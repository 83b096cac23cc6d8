/*
 * cli/history.h - what became of one proposal, row by row as it is kept.
 */
#ifndef TUNEUP_CLI_HISTORY_H
#define TUNEUP_CLI_HISTORY_H

#include "cli/command.h"

/* Oldest first: proposed, decided, in place, verdict. ERR_USAGE: there is no
 * such proposal; the nearest is named. */
int history_print(struct workspace *w, const char *id, const char *format,
		  struct arena *a, struct err *err);

#endif
