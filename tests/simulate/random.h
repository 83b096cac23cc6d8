/*
 * tests/simulate/random.h - seeded draws, the same on every machine.
 *
 * xorshift64* (Vigna 2016); gamma after Marsaglia & Tsang (2000), Poisson and
 * binomial one event at a time.
 */
#ifndef TESTS_SIMULATE_RANDOM_H
#define TESTS_SIMULATE_RANDOM_H

#include <math.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

static inline double draw(struct dice *d) /* in (0, 1) */
{
	d->state ^= d->state >> 12;
	d->state ^= d->state << 25;
	d->state ^= d->state >> 27;
	return ((double)(d->state * UINT64_C(2685821657736338717) >> 11) +
		0.5) /
	       9007199254740992.0;
}

static inline double draw_normal(struct dice *d)
{
	double r = sqrt(-2 * log(draw(d)));

	return r * cos(6.283185307179586 * draw(d));
}

static inline double draw_gamma(struct dice *d, double shape)
{
	double boost = shape < 1 ? pow(draw(d), 1 / shape) : 1;
	double a = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
	double c = 1 / sqrt(9 * a);

	for (;;) {
		double x = draw_normal(d), v = 1 + c * x;

		if (v <= 0)
			continue;
		v = v * v * v;
		if (log(draw(d)) < 0.5 * x * x + a - a * v + a * log(v))
			return boost * a * v;
	}
}

static inline double draw_beta(struct dice *d, double a, double b)
{
	double x = draw_gamma(d, a);

	return x / (x + draw_gamma(d, b));
}

static inline int64_t draw_poisson(struct dice *d, double mean)
{
	int64_t n = -1;

	for (double t = 0; t < mean; n++)
		t -= log(draw(d));
	return n < 0 ? 0 : n;
}

static inline int64_t draw_binomial(struct dice *d, int64_t n, double p)
{
	int64_t x = 0;

	for (int64_t i = 0; i < n; i++)
		x += draw(d) < p;
	return x;
}

#endif
