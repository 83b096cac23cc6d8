/*
 * metrics/session.h - the rhythm: sessions held, hours of tuning, audits.
 * (private to metrics/, and to explain)
 *
 * METRICS §0, §14; R03, R05, R09, R20, R22, R30. A session without actual
 * minutes has not been held; before its day is over it is not missed either.
 *
 * Readings where METRICS leaves room:
 *
 *	hours of tuning   the time sheet's entries of tuning in the period,
 *	                  hours of people; without such an entry the minutes
 *	                  of the sessions held, hours of the clock
 *	days since tuning counted at the period's end, or today: from the last
 *	                  entry of tuning or session held, for all work; for a
 *	                  workflow from the last entry that names it. Where no
 *	                  entry names a workflow, all have the total's. One that
 *	                  was never tuned while others were counts from its
 *	                  go-live, else from its first review.
 *	corrective hours  corrections and later passes (METRICS §8) and the
 *	                  reformatting at handoffs (§6), a week
 *	daily review      entries of review that name no workflow, a day that
 *	                  has one: reviews of outputs name their workflow
 *
 * A period that ends before the first row of sessions (or of tuning) is a
 * gap; later ones without a row are 0.
 */
#ifndef TUNEUP_METRICS_SESSION_H
#define TUNEUP_METRICS_SESSION_H

#include "metrics/family.h"

/* Is the row of the time sheet or of the sessions one that the metric
 * counts? False for metrics of other families. */
bool session_counts(const struct metric *metric, const struct facts *f,
		    const struct fact_day *day, size_t r);
/* One of this family's? */
bool session_is_metric(const struct metric *metric);

/* Days since the last tuning, of all and of each workflow: tuning_gap.c. */
void tuning_gap_write(const struct metrics_run *run);

#endif
