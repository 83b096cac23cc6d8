/*
 * metrics/rollout.h - how many human hours a campaign took. (private to
 * metrics/, and to explain)
 *
 * METRICS §0, R15. A rollout is a campaign with all human minutes of its
 * outputs: work, correction, review and every later pass. It has the day of
 * its last output, and is closed once `rollout_quiet_days` (14) days after that
 * one have passed without another. Only closed ones are counted: one that is
 * still running would look quick. A campaign that wakes up again is the same
 * rollout with a later day; what never rests (an always-on programme) never
 * closes.
 *
 * Readings where METRICS leaves room: outputs without a campaign are none's.
 * A first pass without work minutes is not 0: its rollout is not measured and
 * is counted apart, as is one of a log that lists only corrected outputs;
 * blank correction and review minutes count 0, as in the hours. Of a workflow
 * with `minutes_from: time` the minutes are its entries of work, correction
 * and review that name the campaign; without one the rollout is not measured.
 */
#ifndef TUNEUP_METRICS_ROLLOUT_H
#define TUNEUP_METRICS_ROLLOUT_H

#include "metrics/family.h"

struct rollout {
	int32_t last; /* day of its last output */
	int64_t outputs;
	int64_t blank;	 /* of these, without the minutes it takes */
	int64_t by_time; /* ... whose minutes are the time sheet's */
	int64_t entries; /* of the time sheet */
	__int128 ms;
};

bool rollout_is_closed(const struct rollout *r, const struct config *config,
		       int32_t as_of);

#endif
