/* METRICS §1: false alarms of three upper limits, and what they detect. */
#include <stdio.h>

#include "metrics/stats.h"
#include "tests/simulate/random.h"
#include "tests/simulate/simulate.h"

#define BASELINE    12
#define TRIALS	    200000
#define THEIRS	    20000 /* weeks; a jump takes 13 of them */
#define THEIR_JUMPS (THEIRS / (BASELINE + 1))
#define RATE	    0.12

enum { PLAIN, LANEY, FLOORED, LIMITS };
static const char *const name[LIMITS] = {"plain p", "Laney as published",
					 "max(1, sigma_z)"};

/* A week whose rate swings about p: rho = 0 is binomial. */
static int64_t week_of(struct dice *d, int64_t n, double p, double rho)
{
	double own = rho > 0 ? draw_beta(d, p * (1 - rho) / rho,
					 (1 - p) * (1 - rho) / rho)
			     : p;

	return draw_binomial(d, n, own);
}

/* Is a new week of rate `now` above the limit made from 12 weeks of RATE? */
static void one_trial(struct dice *d, int64_t n, double rho, double now,
		      int64_t hits[LIMITS])
{
	int64_t x[BASELINE], size[BASELINE];
	struct p_chart fit, plain, laney;
	double p;

	for (int i = 0; i < BASELINE; i++) {
		size[i] = n;
		x[i] = week_of(d, n, RATE, rho);
	}
	fit = p_chart_fit(x, size, BASELINE, 5);
	if (!fit.usable)
		return;
	plain = laney = fit;
	plain.sigma_z = 1;
	laney.sigma_z = laney_sigma_z(x, size, BASELINE);
	p = (double)week_of(d, n, now, rho) / (double)n;
	hits[PLAIN] += p > p_chart_limits(&plain, (double)n).high;
	hits[LANEY] += p > p_chart_limits(&laney, (double)n).high;
	hits[FLOORED] += p > p_chart_limits(&fit, (double)n).high;
}

static void one_row(struct report *r, int64_t n, double rho, double now,
		    const double printed[LIMITS], double digit)
{
	struct dice d = {0x9E3779B97F4A7C15 ^ (uint64_t)n};
	int64_t hits[LIMITS] = {0};
	char what[80];

	for (int i = 0; i < TRIALS; i++)
		one_trial(&d, n, rho, now, hits);
	for (int i = 0; i < LIMITS; i++) {
		snprintf(what, sizeof what, "n %d, rho %.2f, %s: %s", (int)n,
			 rho, now > RATE ? "12 to 25 % seen" : "false alarm",
			 name[i]);
		report_share(r, what, printed[i], digit,
			     now > RATE ? THEIR_JUMPS : THEIRS, hits[i],
			     TRIALS);
	}
}

void simulate_control(struct report *r)
{
	puts("METRICS 1: upper limit of a 12-week baseline, a new week");
	one_row(r, 40, 0, RATE, (double[]){0.7, 1.5, 0.4}, 0.1);
	one_row(r, 40, 0.05, RATE, (double[]){7.3, 3.0, 2.5}, 0.1);
	one_row(r, 100, 0.02, RATE, (double[]){6.9, 2.2, 1.7}, 0.1);
	one_row(r, 400, 0.05, RATE, (double[]){23.9, 2.8, 3.2}, 0.1);
	one_row(r, 40, 0, 0.25, (double[]){37, 36, 29}, 1);
}
