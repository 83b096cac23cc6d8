/*
 * metrics/agreement.c - do two reviewers say the same? METRICS §9.
 */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "metrics/stats.h"

double cohen_kappa_table(const double *count, size_t k)
{
	double n = 0, seen = 0, chance = 0;

	for (size_t i = 0; i < k * k; i++)
		n += count[i];
	for (size_t i = 0; i < k; i++) {
		double first = 0, second = 0;

		for (size_t j = 0; j < k; j++) {
			first += count[i * k + j];
			second += count[j * k + i];
		}
		seen += count[i * k + i] / n;
		chance += first * second / (n * n);
	}
	return chance < 1 ? (seen - chance) / (1 - chance) : NAN;
}

double cohen_kappa(double a, double b, double c, double d)
{
	return cohen_kappa_table((const double[]){ a, b, c, d }, 2);
}

static int value_cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The distinct ratings in order; NULL when there are none. */
static double *distinct_values(const double *const *ratings, size_t raters,
			       size_t items, size_t *n_values)
{
	double *v = xcalloc(raters * items + 1, sizeof *v);
	size_t n = 0, kept = 0;

	for (size_t r = 0; r < raters; r++) {
		for (size_t i = 0; i < items; i++) {
			if (!isnan(ratings[r][i]))
				v[n++] = ratings[r][i];
		}
	}
	qsort(v, n, sizeof *v, value_cmp);
	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || v[i] > v[kept - 1])
			v[kept++] = v[i];
	}
	*n_values = kept;
	return v;
}

static size_t value_index(const double *values, size_t n, double v)
{
	const double *at = bsearch(&v, values, n, sizeof *values, value_cmp);

	return (size_t)(at - values);
}

/* Coincidences o[c*k+d]: pairs within an item, each item weighing as many
 * as it has ratings (Krippendorff 2011). */
static double *coincidences(const double *const *ratings, size_t raters,
			    size_t items, const double *values, size_t k)
{
	double *o = xcalloc(k * k + 1, sizeof *o);
	double *count = xcalloc(k + 1, sizeof *count);

	for (size_t i = 0; i < items; i++) {
		double m = 0;

		for (size_t c = 0; c < k; c++)
			count[c] = 0;
		for (size_t r = 0; r < raters; r++) {
			if (isnan(ratings[r][i]))
				continue;
			count[value_index(values, k, ratings[r][i])]++;
			m++;
		}
		if (m < 2)
			continue;
		for (size_t c = 0; c < k; c++) {
			for (size_t d = 0; d < k; d++)
				o[c * k + d] += count[c] *
					(count[d] - (c == d)) / (m - 1);
		}
	}
	free(count);
	return o;
}

/* Squared distance of two values under the level of measurement. */
static double distance(const double *values, const double *total, size_t c,
		       size_t d, enum alpha_level level)
{
	double sum = 0;

	if (c == d)
		return 0;
	if (level == ALPHA_NOMINAL)
		return 1;
	if (level == ALPHA_INTERVAL)
		return (values[c] - values[d]) * (values[c] - values[d]);
	for (size_t g = c < d ? c : d; g <= (c < d ? d : c); g++)
		sum += total[g];
	sum -= (total[c] + total[d]) / 2;
	return sum * sum;
}

double krippendorff_alpha(const double *const *ratings, size_t raters,
			  size_t items, enum alpha_level level)
{
	size_t k;
	double *values = distinct_values(ratings, raters, items, &k);
	double *o = coincidences(ratings, raters, items, values, k);
	double *total = xcalloc(k + 1, sizeof *total);
	double n = 0, seen = 0, chance = 0;

	for (size_t c = 0; c < k; c++) {
		for (size_t d = 0; d < k; d++)
			total[c] += o[c * k + d];
		n += total[c];
	}
	for (size_t c = 0; c < k; c++) {
		for (size_t d = 0; d < k; d++) {
			double delta = distance(values, total, c, d, level);

			seen += o[c * k + d] * delta;
			chance += total[c] * total[d] * delta;
		}
	}
	free(values);
	free(o);
	free(total);
	/* One value only: nothing could have disagreed. */
	return chance > 0 ? 1 - (n - 1) * seen / chance : NAN;
}
