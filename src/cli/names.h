/*
 * cli/names.h - names of ours that configuration may use.
 */
#ifndef TUNEUP_CLI_NAMES_H
#define TUNEUP_CLI_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* profile_name_check: kinds, their columns, and what ingest knows beside
 * them (currency, period_end, month). */
bool profile_names_known(const char *kind, const char *column);
/* Reports that have a built-in template: "weekly", "quarterly". */
const char **report_names(struct arena *a, size_t *n);

#endif
