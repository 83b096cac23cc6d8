/*
 * cli/names.h - names of ours that configuration may use.
 */
#ifndef TUNEUP_CLI_NAMES_H
#define TUNEUP_CLI_NAMES_H

#include <stddef.h>

#include "base/arena.h"

/* Reports that have a built-in template: "weekly", "monthly", "quarterly". */
const char **report_names(struct arena *a, size_t *n);

#endif
