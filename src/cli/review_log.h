/*
 * cli/review_log.h - the calendar, the log of reviews and what sessions said,
 * for a report.
 */
#ifndef TUNEUP_CLI_REVIEW_LOG_H
#define TUNEUP_CLI_REVIEW_LOG_H

#include "cli/command.h"
#include "report/block.h"

/* Go-lives and tool changes, spot checks and health reviews held up to today,
 * and where the hours went. Memory and texts in the arena. */
int review_log_load(struct review_log *out, struct workspace *w, struct arena *a,
		  struct err *err);

/* What was read back of the workbooks of a week; log: with its hours. */
int session_answers_load(struct session_answers *out, struct workspace *w,
			 const struct review_log *log, struct period week,
			 struct arena *a, struct err *err);

#endif
