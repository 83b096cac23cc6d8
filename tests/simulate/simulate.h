/*
 * tests/simulate/simulate.h - a table of METRICS.md beside what our code does.
 *
 * Each check is a share of many trials. It is *within* when it lies no
 * further from the printed one than four standard errors of both (theirs of
 * their own number of trials) and half of the printed digit.
 */
#ifndef TESTS_SIMULATE_SIMULATE_H
#define TESTS_SIMULATE_SIMULATE_H

#include <stddef.h>
#include <stdint.h>

struct report {
	int within, outside;
};

/* printed: in per cent, as in METRICS.md; digit: its last place, 0.1 or 1. */
void report_share(struct report *r, const char *what, double printed,
		  double digit, double theirs, int64_t hits, int64_t trials);

/* A share that is computed, not drawn, in per cent: within when it is at
 * most the limit. */
void report_at_most(struct report *r, const char *what, double limit,
		    double share);

void simulate_control(struct report *r);     /* §1 */
void simulate_consistency(struct report *r); /* §3 */
void simulate_anomalies(struct report *r);   /* §10 */
void simulate_effects(struct report *r);     /* §12 */

#endif
