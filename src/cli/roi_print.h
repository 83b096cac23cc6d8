/*
 * cli/roi_print.h - the answer of `tuneup roi` as text, CSV or JSON.
 */
#ifndef TUNEUP_CLI_ROI_PRINT_H
#define TUNEUP_CLI_ROI_PRINT_H

#include <stdbool.h>

#include "config/config.h"
#include "metrics/figure.h"
#include "metrics/roi.h"
#include "metrics/role_hours.h"

/* Six lines: ROI at recapture 1 and at `recapture`, benefit, cost, payback,
 * break-even. format NULL = text. */
int roi_print_input(const struct roi_input *in, double recapture,
		    const char *format, struct err *err);

/* What --by adds to the answer. */
struct roi_cut {
	bool workflows;			/* hours of each workflow */
	const struct role_hours *roles;	/* recorded hours by role; NULL */
};

/* The same from the figures of one period, cut as asked. */
int roi_print_figures(const struct figures *f, const struct config *config,
		      struct period period, int32_t as_of,
		      const struct roi_cut *cut, const char *format,
		      struct err *err);

#endif
