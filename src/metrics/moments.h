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

/* The first two alone, where many values are added (Welford 1962, weighted
 * by West 1979). */
struct spread {
	double n, mean;
	double m2;		/* Σ weight times (value - mean)^2 */
};

static inline void spread_add(struct spread *to, double value, double weight)
{
	double d = value - to->mean;

	to->n += weight;
	to->mean += d * (weight / to->n);
	to->m2 += weight * d * (value - to->mean);
}

void spread_merge(struct spread *to, const struct spread *part);
double spread_sd(const struct spread *s);	/* 0 when n is 0 */

#endif
