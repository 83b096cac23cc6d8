/*
 * findings/weeks.h - weekly values of a metric in a scope. (private to
 * findings/)
 */
#ifndef TUNEUP_FINDINGS_WEEKS_H
#define TUNEUP_FINDINGS_WEEKS_H

#include "findings/effect.h"

/* Up to EFFECT_LAST weeks with n > 0, oldest first, and what they add up
 * to. */
struct weeks {
	double value[EFFECT_LAST];
	size_t k;
	double x, n;		/* sums where all weeks have them */
	bool rate;		/* they do, and n > 0 */
	int32_t first, last;	/* days, DAY_NONE without any */
};

/* The weeks that lie in first..last; of more than `most` the last ones. */
void weeks_read(struct weeks *out, const struct figures *f,
		const struct metric *metric, const struct scope *scope,
		int32_t first, int32_t last, size_t most);
/* Is the share itself compared, by its parts? */
bool is_share(const struct metric *metric);

#endif
