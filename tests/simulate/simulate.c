/* simulate - the simulated tables of METRICS.md, made again with our code. */
#include "tests/simulate/simulate.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#define ERRORS 4.0 /* standard errors of the difference */

void report_share(struct report *r, const char *what, double printed,
		  double digit, double theirs, int64_t hits, int64_t trials)
{
	double p = (double)hits / (double)trials, q = printed / 100;
	/* a printed 0.0 % is anything below half of its digit */
	double own = fmax(q, digit / 200);
	double error = 100 * sqrt(p * (1 - p) / (double)trials +
				  own * (1 - own) / theirs);
	double far = fabs(100 * p - printed);
	bool within = far <= ERRORS * error + digit / 2;

	printf("  %-52s %5.1f %% %6.2f %%  \u00b1 %.2f  %s\n", what, printed,
	       100 * p, error, within ? "within" : "OUTSIDE");
	*(within ? &r->within : &r->outside) += 1;
}

void report_at_most(struct report *r, const char *what, double limit,
		    double share)
{
	bool within = share <= limit;

	printf("  %-52s %5.1f %% %7.4f %%  exact  %s\n", what, limit, share,
	       within ? "within" : "OUTSIDE");
	*(within ? &r->within : &r->outside) += 1;
}

int main(void)
{
	struct report r = {0};

	simulate_control(&r);
	simulate_anomalies(&r);
	simulate_consistency(&r);
	simulate_effects(&r);
	printf("%d within, %d outside\n", r.within, r.outside);
	return r.outside ? 1 : 0;
}
