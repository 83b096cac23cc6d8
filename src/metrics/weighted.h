/*
 * metrics/weighted.h - values that are gathered with their weights, for a
 * median or a quantile of them (private to metrics/).
 *
 *	struct weighted w = { 0 };
 *	weighted_add(&w, hours, n);
 *	median = weighted_quantile(w.value, w.n, w.len, 0.5);
 *	weighted_release(&w);
 *
 * A row with n > 1 stands for n events of the same value (src/README.md,
 * "Weights").
 */
#ifndef TUNEUP_METRICS_WEIGHTED_H
#define TUNEUP_METRICS_WEIGHTED_H

#include <stddef.h>
#include <stdint.h>

/* On the heap; weighted_quantile() of stats.h sorts it. */
struct weighted {
	double *value;
	int64_t *n;
	size_t len, cap_value, cap_n;
};

void weighted_add(struct weighted *w, double value, int64_t n);
/* Events: the weights added up. */
int64_t weighted_count(const struct weighted *w);
void weighted_release(struct weighted *w);

#endif
