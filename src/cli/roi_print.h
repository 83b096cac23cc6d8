/*
 * cli/roi_print.h - the answer of `tuneup roi` as text, CSV or JSON.
 */
#ifndef TUNEUP_CLI_ROI_PRINT_H
#define TUNEUP_CLI_ROI_PRINT_H

#include <stdbool.h>

#include "config/config.h"
#include "metrics/figure.h"
#include "metrics/roi.h"

/* Six lines: ROI at recapture 1 and at `recapture`, benefit, cost, payback,
 * break-even. format NULL = text. */
int roi_print_input(const struct roi_input *in, double recapture,
		    const char *format, struct err *err);

/* The same from the figures of one period, with hours by workflow if asked. */
int roi_print_figures(const struct figures *f, const struct config *config,
		      struct period period, int32_t as_of, bool by_workflow,
		      const char *format, struct err *err);

#endif
