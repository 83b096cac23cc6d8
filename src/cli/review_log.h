/*
 * cli/review_log.h - the calendar and the log of reviews, for a report.
 */
#ifndef TUNEUP_CLI_REVIEW_LOG_H
#define TUNEUP_CLI_REVIEW_LOG_H

#include "cli/command.h"
#include "report/block.h"

/* Go-lives and tool changes, spot checks and health reviews held up to today.
 * Memory and texts in the arena. */
int review_log_load(struct review_log *out, struct workspace *w, struct arena *a,
		  struct err *err);

#endif
