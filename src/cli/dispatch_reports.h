/*
 * cli/dispatch_reports.h - published reports as things to tell.
 */
#ifndef TUNEUP_CLI_DISPATCH_REPORTS_H
#define TUNEUP_CLI_DISPATCH_REPORTS_H

#include "cli/command.h"
#include "exchange/outgoing.h"

/* The newest period of each report that was published, sealed by the SHA-256
 * of its file. ERR_CONFIG: `deliver` says neither from whom nor to whom. */
int reports_list(struct outgoing_list *out, struct workspace *w,
		 struct arena *a, struct err *err);
/* Its bytes, and its first part as text; the file must be as it was
 * published. */
int report_load(struct outgoing *o, struct workspace *w, struct arena *a,
		struct err *err);

#endif
