/*
 * cli/readback_files.h - read workbooks back, and say what was taken.
 */
#ifndef TUNEUP_CLI_READBACK_FILES_H
#define TUNEUP_CLI_READBACK_FILES_H

#include "cli/command.h"

/* ERR_DATA: a file was refused or cells are disputed; what could be taken
 * was. take NULL: none. */
int readback_files(struct workspace *w, const char *const *file, size_t n,
		   const char *take, bool dry_run, struct err *err);

#endif
