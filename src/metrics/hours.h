/*
 * metrics/hours.h - what hours.c sums and hours_figures.c writes.
 * (private to these two)
 */
#ifndef TUNEUP_METRICS_HOURS_H
#define TUNEUP_METRICS_HOURS_H

#include "metrics/family.h"

struct hours_workflow {
	const char *id;
	const struct config_workflow *config;	/* NULL: not documented */
	bool by_time;
	bool has_work;		/* some correction row has work minutes */
	bool has_entries;	/* some time entry says work, correction ... */
};

struct hours {
	const struct metrics_run *run;
	struct hours_workflow *workflow;
	size_t n_workflows, cap_workflows;
	/* dimension id of the corrections or time window to workflow + 1 */
	uint32_t *of_correction, *of_time;
	struct cells cells;	/* of struct hours_sum, by workflow */
	struct cells weekly;	/* the same by run->weeks */
	struct hours_total *total;
	struct hours_sum *total_weekly;
};

/* Read the time entries and settle every cell; once, after the outputs. */
void hours_settle(struct hours *h);
void hours_sum_add(struct hours_sum *to, const struct hours_sum *s);

#endif
