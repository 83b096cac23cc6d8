/*
 * metrics/role_hours.h - recorded hours by role, small groups merged.
 *
 * Every time entry of a period, whatever was done, added up by the role it
 * names (METRICS §13: "hours are shown per role or workflow"). It is the cut
 * by role of the metric time_hours, and the only table of ours that is cut by
 * people; metrics/suppress.h says what is merged and why. A person is a
 * pseudonym with more than 0 minutes. Entries without a role are a group of
 * their own, "(none)". Roles are in the order of their names, never in that
 * of their hours.
 *
 * It has no activities and no money: a role's audit hours may be those of one
 * person, and hours with their value would give merged roles back.
 */
#ifndef TUNEUP_METRICS_ROLE_HOURS_H
#define TUNEUP_METRICS_ROLE_HOURS_H

#include "base/date.h"
#include "base/err.h"
#include "config/config.h"
#include "metrics/suppress.h"
#include "store/store.h"

struct role_hours {
	struct people_table table;	/* values in milliseconds */
	const char *note;		/* what was merged or why there is no
					 * line, a sentence */
};

double role_hours_of(const struct people_line *line);	/* in hours */

/* Entries of the period up to as_of. Texts and lines in the arena. */
int role_hours_read(struct role_hours *out, struct store *store,
		    const struct config *config, struct period period,
		    int32_t as_of, struct arena *a, struct err *err);

#endif
