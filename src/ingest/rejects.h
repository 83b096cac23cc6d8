/*
 * ingest/rejects.h - the rows that were set aside, for those who fix them.
 * (private to ingest/)
 *
 * A CSV file,line,column,reason in <workspace>/rejects/<name>-<import>.csv.
 * It is opened in spreadsheets, so no cell of it can start a formula.
 */
#ifndef TUNEUP_INGEST_REJECTS_H
#define TUNEUP_INGEST_REJECTS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"

/* Write the DIAG_ASIDE entries; *name = the file's base name in the arena,
 * "" when there are none or no directory is given. */
int rejects_write(const char **name, struct arena *a, const char *dir,
		  const char *file, int64_t import, const struct diags *diags,
		  struct err *err);
/* Remove what an import that was killed left there. Only under the lock. */
void rejects_sweep(const char *dir);
/* Take a rejects file away again: its import was not kept. */
void rejects_remove(const char *dir, const char *name);

#endif
