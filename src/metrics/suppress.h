/*
 * metrics/suppress.h - no group of few people is shown alone: METRICS §13.
 *
 * A table that is cut by person, rater or role would show how long each of a
 * few people worked. Groups of fewer than `limit` people are therefore merged
 * into "others"; and because a table prints its total, others = total less
 * the groups shown: where "others" itself has fewer than `limit` people, it
 * takes in the next smallest group until it has enough. What can be computed
 * from such a table are its lines and sums of them, and each has enough
 * people. If nothing is left to be shown beside "others", only the total is.
 *
 * People are counted, not added: who works in two roles is one person of the
 * merged group. A group counts only people that are known; one whose entries
 * name nobody cannot be shown to have enough and is merged too.
 *
 * Cut by people only. Workflow, step and tool are never suppressed. A merged
 * line carries one sum: two sums with known weights (hours, and hours times
 * the rate of a role) would give the merged parts back.
 *
 * The rule of a least number of people: Hundepool et al., Statistical
 * Disclosure Control, 2012, chapter 4 (threshold rule, secondary
 * suppression).
 */
#ifndef TUNEUP_METRICS_SUPPRESS_H
#define TUNEUP_METRICS_SUPPRESS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct people_group {
	const char *label;
	const uint32_t *person;	/* known people, ascending, each once */
	size_t n_people;
	int64_t value;		/* what adds up; above 0 */
};

struct people_line {
	const char *label;	/* that of the group; "others" */
	size_t people;
	int64_t value;
	size_t groups;		/* 1, or how many were merged into it */
};

struct people_table {
	struct people_line *line;	/* as given; "others" last */
	size_t n;			/* 0: only the total can be shown */
	size_t merged;			/* groups that have no line */
	struct people_line total;	/* of all groups */
};

/*
 * Lines keep the order of the groups. Of two groups with equally many people
 * the one with the smaller value, then the earlier label, is merged first.
 * Labels are borrowed; lines are in the arena.
 */
void people_suppress(struct people_table *out, const struct people_group *group,
		     size_t n, size_t limit, struct arena *a);

#endif
