/*
 * cli/readback_files.h - read workbooks back, and say what was taken.
 */
#ifndef TUNEUP_CLI_READBACK_FILES_H
#define TUNEUP_CLI_READBACK_FILES_H

#include "cli/command.h"
#include "exchange/readback.h"

/*
 * Take from a list of files, all in one transaction. out->file says of each
 * whether it was refused, is disputed, or what was new in it; out->text and
 * out->mistakes are lines for people. readback_release() it, whatever comes
 * back. Only an error of the store or of the backup is one: then nothing was
 * taken. w is open for writing, also for a dry run. A backup is made
 * first when anything would change. A workbook that was filled in where it was
 * published is the team's from then on: the manifest lists it no longer.
 * take: the one that counts where files disagree, NULL.
 */
int readback_list(struct readback_result *out, struct workspace *w,
		  struct cli *cli, const char *const *file, size_t n,
		  const char *take, bool dry_run, struct err *err);

/* The same, said: what was taken to stdout. ERR_DATA: a file was refused or
 * cells are disputed; what could be taken was. */
int readback_files(struct workspace *w, struct cli *cli,
		   const char *const *file, size_t n, const char *take,
		   bool dry_run, struct err *err);

#endif
