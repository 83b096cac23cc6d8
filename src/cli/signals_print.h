/*
 * cli/signals_print.h - a week of one series, taken apart: the weeks before,
 * m, s and z, both comparisons, and what the rule says.
 */
#ifndef TUNEUP_CLI_SIGNALS_PRINT_H
#define TUNEUP_CLI_SIGNALS_PRINT_H

#include "base/strbuf.h"
#include "config/config.h"
#include "metrics/signals.h"

/* Week number `at` of the series, at >= s->from. */
void signal_explain(struct strbuf *out, const struct signal_series *s,
		    size_t at, const struct config *config, struct arena *a);

#endif
