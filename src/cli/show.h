/*
 * cli/show.h - a report on standard output, other than as text.
 * (private to cmd_show.c and show_json.c)
 */
#ifndef TUNEUP_CLI_SHOW_H
#define TUNEUP_CLI_SHOW_H

#include "base/err.h"
#include "report/model.h"

/* One object: what the report is, and its parts with their elements. */
int show_json(const struct doc *d, struct err *err);

#endif
