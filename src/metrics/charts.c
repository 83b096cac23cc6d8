/*
 * metrics/charts.c - control charts: p', XmR, and the rules about runs.
 */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "metrics/stats.h"

#define D2 1.128	/* mean range of two normal values, in sigmas */

static double centre_of(const int64_t *x, const int64_t *n, size_t len)
{
	int64_t part = 0, whole = 0;

	for (size_t i = 0; i < len; i++) {
		part += x[i];
		whole += n[i];
	}
	return whole > 0 ? (double)part / (double)whole : NAN;
}

/* Mean |z_i - z_(i-1)| / 1.128 over points with n >= min_n; NAN below two. */
static double sigma_z_of(const int64_t *x, const int64_t *n, size_t len,
			 int64_t min_n, double centre)
{
	double sum = 0, last = NAN;
	size_t ranges = 0;

	for (size_t i = 0; i < len; i++) {
		double size = (double)n[i], z;

		if (n[i] < min_n || n[i] <= 0)
			continue;
		z = ((double)x[i] / size - centre) /
		    sqrt(centre * (1 - centre) / size);
		if (!isnan(last)) {
			sum += fabs(z - last);
			ranges++;
		}
		last = z;
	}
	return ranges ? sum / (double)ranges / D2 : NAN;
}

double laney_sigma_z(const int64_t *x, const int64_t *n, size_t len)
{
	return sigma_z_of(x, n, len, 1, centre_of(x, n, len));
}

struct p_chart p_chart_fit(const int64_t *x, const int64_t *n, size_t len,
			   int64_t min_n)
{
	struct p_chart c = { centre_of(x, n, len), 1, false };

	/* All good or all bad has no spread: no limits (METRICS §1). */
	if (isnan(c.centre) || c.centre <= 0 || c.centre >= 1)
		return c;
	c.sigma_z = fmax(1, sigma_z_of(x, n, len, min_n, c.centre));
	c.usable = true;
	return c;
}

struct interval p_chart_limits(const struct p_chart *c, double n)
{
	if (!c->usable || !(n > 0))
		return (struct interval){ NAN, NAN };

	double half = 3 * sqrt(c->centre * (1 - c->centre) / n) * c->sigma_z;

	return (struct interval){
		fmax(0, c->centre - half), fmin(1, c->centre + half)
	};
}

struct xmr_chart xmr_fit(const double *v, size_t len, bool screen)
{
	struct xmr_chart c = { NAN, NAN, { NAN, NAN } };
	double *value = xcalloc(len + 1, sizeof *value);
	double *range = xcalloc(len + 1, sizeof *range);
	size_t n = 0, kept = 0;

	/* A moving range spans a gap (METRICS §1). */
	for (size_t i = 0; i < len; i++) {
		if (!isnan(v[i]))
			value[n++] = v[i];
	}
	if (n < 2)
		goto done;
	for (size_t i = 1; i < n; i++)
		range[i - 1] = fabs(value[i] - value[i - 1]);
	c.mean = mean_of(value, n);
	c.moving_range = mean_of(range, n - 1);
	if (screen) {
		for (size_t i = 0; i < n - 1; i++) {
			if (range[i] <= 3.267 * c.moving_range)
				range[kept++] = range[i];
		}
		c.moving_range = mean_of(range, kept);
	}
	c.limits.low = c.mean - 2.66 * c.moving_range;
	c.limits.high = c.mean + 2.66 * c.moving_range;
done:
	free(value);
	free(range);
	return c;
}

/* Smallest k with P(X <= k) >= q for X ~ Binomial(n, 1/2). */
static size_t half_binomial_quantile(size_t n, double q)
{
	double log_half = (double)n * log(0.5), sum = 0;

	for (size_t k = 0; k < n; k++) {
		sum += exp(lgamma((double)n + 1) - lgamma((double)k + 1) -
			   lgamma((double)(n - k) + 1) + log_half);
		if (sum >= q)
			return k;
	}
	return n;
}

void anhoej_limits(size_t n, size_t *max_run, size_t *min_crossings)
{
	*max_run = *min_crossings = 0;
	if (n == 0)
		return;
	*max_run = (size_t)lround(log2((double)n)) + 3;
	*min_crossings = half_binomial_quantile(n - 1, 0.05);
}

void runs_about(const double *v, size_t len, double median, size_t *useful,
		size_t *longest, size_t *crossings)
{
	size_t run = 0;
	int side = 0;

	*useful = *longest = *crossings = 0;
	for (size_t i = 0; i < len; i++) {
		int now = (v[i] > median) - (v[i] < median);

		if (isnan(v[i]) || now == 0)
			continue;
		++*useful;
		if (side != 0 && now != side) {
			++*crossings;
			run = 0;
		}
		side = now;
		if (++run > *longest)
			*longest = run;
	}
}
