/*
 * metrics/order.c - medians, quantiles, means and their spread.
 */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "metrics/stats.h"

static int double_cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Type 7: linear between the two neighbours of (len - 1) q. */
double quantile_of(double *v, size_t len, double q)
{
	if (len == 0)
		return NAN;
	qsort(v, len, sizeof *v, double_cmp);

	double h = (double)(len - 1) * q;
	size_t lo = (size_t)floor(h);

	if (lo + 1 >= len)
		return v[len - 1];
	return v[lo] + (h - floor(h)) * (v[lo + 1] - v[lo]);
}

double median_of(double *v, size_t len)
{
	return quantile_of(v, len, 0.5);
}

static void weighted_swap(double *v, int64_t *n, size_t i, size_t j)
{
	double value = v[i];
	int64_t weight = n[i];

	v[i] = v[j];
	n[i] = n[j];
	v[j] = value;
	n[j] = weight;
}

/*
 * Element `at` (from 0) of the list in which v[i] stands n[i] times: parts
 * the values into those below, at and above one of them until the element is
 * found (Hoare 1961). Which one is drawn from a fixed sequence, so that no
 * order of values makes it slow.
 */
static double weighted_at(double *v, int64_t *n, size_t len, int64_t at)
{
	uint64_t draw = 1;

	for (;;) {
		size_t below = 0, above = len;
		int64_t less = 0, same = 0;

		if (!len)
			BUG("element %lld of none", (long long)at);
		draw = draw * 6364136223846793005u + 1442695040888963407u;

		double middle = v[(draw >> 33) % len];

		for (size_t i = 0; i < above;) {
			if (v[i] < middle) {
				less += n[i];
				weighted_swap(v, n, i++, below++);
			} else if (v[i] > middle) {
				weighted_swap(v, n, i, --above);
			} else {
				same += n[i++];
			}
		}
		if (at < less) {
			len = below;
		} else if (at < less + same || above == len) {
			return middle;
		} else {
			at -= less + same;
			v += above;
			n += above;
			len -= above;
		}
	}
}

double weighted_quantile(double *v, int64_t *n, size_t len, double q)
{
	int64_t total = 0;

	for (size_t i = 0; i < len; i++)
		total += n[i];
	if (total <= 0)
		return NAN;

	double h = (double)(total - 1) * q, below = floor(h);
	double lo = weighted_at(v, n, len, (int64_t)below);
	double hi = weighted_at(v, n, len, (int64_t)below + 1);

	return lo + (h - below) * (hi - lo);
}

double mean_of(const double *v, size_t len)
{
	double sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += v[i];
	return len ? sum / (double)len : NAN;
}

double sd_of(const double *v, size_t len)
{
	double mean = mean_of(v, len), sum = 0;

	if (len < 2)
		return NAN;
	for (size_t i = 0; i < len; i++)
		sum += (v[i] - mean) * (v[i] - mean);
	return sqrt(sum / (double)(len - 1));
}

struct interval mean_interval(const double *v, size_t len, double confidence)
{
	double mean = mean_of(v, len), half;

	if (len < 2)
		return (struct interval){ NAN, NAN };
	half = t_for(confidence, (double)(len - 1)) * sd_of(v, len) /
	       sqrt((double)len);
	return (struct interval){ mean - half, mean + half };
}

double consistency_score(const double *quality, const double *weight,
			 size_t len)
{
	double n = 0, mean = 0, spread = 0;

	for (size_t i = 0; i < len; i++) {
		n += weight[i];
		mean += weight[i] * quality[i];
	}
	if (!(n > 0))
		return NAN;
	mean /= n;
	for (size_t i = 0; i < len; i++)
		spread += weight[i] * (quality[i] - mean) *
			  (quality[i] - mean);
	return 1 + 9 * fmax(0, mean - 0.5 * sqrt(spread / n));
}
