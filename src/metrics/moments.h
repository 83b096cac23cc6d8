/*
 * metrics/moments.h - count, mean and central moments that can be merged.
 * (private to metrics/)
 *
 * Parts are summed in any order and added up without their values and without
 * the cancellation of sums of powers (Pébay 2008, weighted). Equal values
 * give a variance of exactly 0.
 */
#ifndef TUNEUP_METRICS_MOMENTS_H
#define TUNEUP_METRICS_MOMENTS_H

struct moments {
	double n;		/* Σ weights */
	double mean;
	double m2, m3, m4;	/* Σ weight times (value - mean)^2, ^3, ^4 */
};

void moments_merge(struct moments *to, const struct moments *part);
void moments_add(struct moments *to, double value, double weight);
/* Dividing by n; 0 when n is 0. */
double moments_sd(const struct moments *m);

#endif
