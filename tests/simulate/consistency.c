/* METRICS §3: how often the interval of a score holds the true score. */
#include <stdio.h>

#include "metrics/consistency.h"
#include "tests/simulate/random.h"
#include "tests/simulate/simulate.h"

#define TRIALS	     20000
#define THEIRS	     2000
#define PRINTED_LOW  78
#define PRINTED_HIGH 99

/* Shares of usable, light touch, major edit and rejected. */
enum { CLASSES = 4 };
static const double quality[CLASSES] = {1, 0.80, 0.35, 0};

/* Those rows of METRICS' tables that lie around the article's line. */
static const double pools[][CLASSES] = {
	{.70, .20, .08, .02}, {.60, .25, .12, .03}, {.50, .30, .15, .05}};
static const double mixes[][CLASSES] = {
	{.90, .10, 0, 0},     {.80, .15, .05, 0}, {.70, .20, .08, .02},
	{.60, .25, .12, .03}, {.85, 0, 0, .15},	  {.40, .30, .20, .10},
	{.50, 0, 0, .50}};
static const int sizes[] = {10, 15, 20, 30, 50, 100};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static double draw_quality(struct dice *d, const double mix[CLASSES])
{
	double u = draw(d);
	int k = 0;

	while (k < CLASSES - 1 && u >= mix[k])
		u -= mix[k++];
	return quality[k];
}

static struct spread pool_of(const double share[CLASSES])
{
	struct spread pool = {0};

	for (int k = 0; k < CLASSES; k++)
		if (share[k] > 0)
			spread_add(&pool, quality[k], 1000 * share[k]);
	return pool;
}

static double true_score(const double mix[CLASSES])
{
	struct moments m = {0};

	for (int k = 0; k < CLASSES; k++)
		if (mix[k] > 0)
			moments_add(&m, quality[k], mix[k]);
	return 1 + 9 * fmax(0, m.mean - moments_sd(&m) / 2);
}

static int64_t held(const struct spread *pool, const double mix[CLASSES], int n)
{
	struct dice d = {0xBF58476D1CE4E5B9};
	double score = true_score(mix);
	int64_t hits = 0;

	for (int i = 0; i < TRIALS; i++) {
		struct moments own = {0};
		struct steady_score s;

		for (int k = 0; k < n; k++)
			moments_add(&own, draw_quality(&d, mix), 1);
		s = steady_score(&own, pool);
		hits += s.low <= score && score <= s.high;
	}
	return hits;
}

/* Prints a line a pool and size: the least and most of the seven mixes. */
void simulate_consistency(struct report *r)
{
	int64_t least = TRIALS, most = 0;

	puts("METRICS 3: coverage of the score's interval, seven mixes");
	for (size_t p = 0; p < COUNT(pools); p++) {
		struct spread pool = pool_of(pools[p]);

		for (size_t s = 0; s < COUNT(sizes); s++) {
			int64_t low = TRIALS, high = 0;

			for (size_t m = 0; m < COUNT(mixes); m++) {
				int64_t hits = held(&pool, mixes[m], sizes[s]);

				low = hits < low ? hits : low;
				high = hits > high ? hits : high;
			}
			printf("    pool %.0f/%.0f/%.0f/%.0f, n %d: "
			       "%.1f to %.1f %%\n",
			       100 * pools[p][0], 100 * pools[p][1],
			       100 * pools[p][2], 100 * pools[p][3], sizes[s],
			       100.0 * (double)low / TRIALS,
			       100.0 * (double)high / TRIALS);
			least = low < least ? low : least;
			most = high > most ? high : most;
		}
	}
	report_share(r, "the least of all", PRINTED_LOW, 1, THEIRS, least,
		     TRIALS);
	report_share(r, "the most of all", PRINTED_HIGH, 1, THEIRS, most,
		     TRIALS);
}
