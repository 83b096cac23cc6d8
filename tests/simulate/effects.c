/*
 * METRICS §12: what is said of an action that changed nothing, of one that
 * kept a quarter of its promise, and of one that kept it.
 *
 * Weeks of 90 outputs (30 and 300 beside them), 20 % of them bad, a quarter
 * of that promised away. The share of each verdict at the first look, after
 * four weeks, and at the last, after thirteen, is no estimate: both counts
 * are binomial, so that the verdict of every pair of them is asked for and
 * weighted with how likely the pair is. Drawn are only ten looks in a row (how
 * often one at least said "worked": that is why only the last one stands),
 * weeks that swing by themselves, and weekly minutes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "findings/effect.h"
#include "tests/simulate/random.h"
#include "tests/simulate/simulate.h"

#define TRIALS	 40000
#define BAD	 0.20
#define PROMISED 0.25
#define VERDICTS 7
#define LIMIT	 2.5   /* per cent "worked" when nothing changed */
#define FAR	 8	/* standard deviations; beyond them lies 1e-15 */

/* ---- exactly ------------------------------------------------------------ */

#define WIDEST 1024 /* 300 a week for 13 weeks take 500 */

struct counts {
	int64_t first, n_likely; /* what can come, all but 1e-15 */
	double likely[WIDEST], n;
};

static void counts_of(struct counts *c, int64_t outputs, double share)
{
	double n = (double)outputs, far = FAR + FAR * sqrt(n * share *
							   (1 - share));
	int64_t last = (int64_t)fmin(n, ceil(n * share + far));

	c->n = n;
	c->first = (int64_t)fmax(0, floor(n * share - far));
	c->n_likely = last - c->first + 1;
	if (c->n_likely > WIDEST)
		abort();
	for (int64_t i = 0; i < c->n_likely; i++) {
		double k = (double)(c->first + i);

		c->likely[i] = exp(lgamma(n + 1) - lgamma(k + 1) -
				   lgamma(n - k + 1) + k * log(share) +
				   (n - k) * log1p(-share));
	}
}

static enum effect verdict_on(int64_t x0, double n0, int64_t x1, double n1,
			      int weeks, int direction)
{
	static const double week[EFFECT_LAST];
	struct effect_result r;
	struct effect_data data = {
		.rate = true, .x0 = (double)x0, .n0 = n0, .x1 = (double)x1,
		.n1 = n1, .before = week, .after = week,
		.k0 = EFFECT_BEFORE, .k1 = (size_t)weeks,
		.direction = direction, .top = 1, .reduction = PROMISED,
		.untouched = (double)NAN, .waited = weeks};

	effect_judge(&r, &data);
	return r.verdict;
}

/* In per cent, by verdict. */
static void shares_of(double v[VERDICTS], int64_t a_week, double before,
		      double after, int weeks, int direction)
{
	struct counts c0, c1;

	counts_of(&c0, a_week * EFFECT_BEFORE, before);
	counts_of(&c1, a_week * weeks, after);
	memset(v, 0, VERDICTS * sizeof *v);
	for (int64_t i = 0; i < c0.n_likely; i++)
		for (int64_t k = 0; k < c1.n_likely; k++)
			v[verdict_on(c0.first + i, c0.n, c1.first + k, c1.n,
				     weeks, direction)] +=
				100 * c0.likely[i] * c1.likely[k];
}

static void print_shares(const char *what, const double v[VERDICTS])
{
	printf("  %-38s %7.3f %7.3f %7.3f %7.3f\n", what, v[EFFECT_WORKED],
	       v[EFFECT_WORSE], v[EFFECT_LESS], v[EFFECT_CANNOT_TELL]);
}

static void exactly(struct report *r, const char *what, int64_t a_week,
		    double after)
{
	static const int looks[] = {EFFECT_LEAST, EFFECT_BEFORE, EFFECT_LAST};

	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		double v[VERDICTS];
		char line[80];

		shares_of(v, a_week, BAD, after, looks[i], -1);
		snprintf(line, sizeof line, "%s, %d a week: %d weeks", what,
			 (int)a_week, looks[i]);
		print_shares(line, v);
		if (after < BAD)
			continue;
		report_at_most(r, "  worked though nothing changed", LIMIT,
			       v[EFFECT_WORKED]);
		report_at_most(r, "  missing of a hundred in all",
			       1e-6, fabs(v[EFFECT_WORKED] + v[EFFECT_WORSE] +
					  v[EFFECT_LESS] +
					  v[EFFECT_CANNOT_TELL] - 100));
	}
}

/* Other shares than 20 %, that should fall and that should rise. */
static void elsewhere(int64_t a_week)
{
	double most = 0, at = 0;
	int weeks = 0;

	for (int p = 2; p < 100; p += p < 10 ? 1 : 4)
		for (int w = EFFECT_LEAST; w <= EFFECT_LAST; w += 3) {
			double v[VERDICTS];

			shares_of(v, a_week, p / 100.0, p / 100.0, w, -1);
			if (v[EFFECT_WORKED] <= most)
				continue;
			most = v[EFFECT_WORKED];
			at = p;
			weeks = w;
		}
	printf("  most of all shares from 2 to 98 %%, %d a week: %.3f %% at "
	       "%.0f %%, after %d weeks\n", (int)a_week, most, at, weeks);
}

/* ---- drawn -------------------------------------------------------------- */

struct drawn {
	int64_t last[VERDICTS];
	int64_t ever; /* "worked" at any look from week 4 to 13 */
};

/* Bad outputs of a week; swing: sd of its own share, relative. */
static int64_t bad_of(struct dice *d, int64_t n, double swing)
{
	double own = BAD;

	if (swing > 0) {
		double size = (1 - BAD) / (BAD * swing * swing) - 1;

		own = draw_beta(d, BAD * size, (1 - BAD) * size);
	}
	return draw_binomial(d, n, own);
}

static void one_action(struct drawn *s, struct dice *d, int64_t a_week,
		       double swing)
{
	int64_t x0 = 0, x1 = 0;
	bool ever = false;

	for (int w = 0; w < EFFECT_BEFORE; w++)
		x0 += bad_of(d, a_week, swing);
	for (int w = 1; w <= EFFECT_LAST; w++) {
		enum effect v;

		x1 += bad_of(d, a_week, swing);
		if (w < EFFECT_LEAST)
			continue;
		v = verdict_on(x0, (double)(a_week * EFFECT_BEFORE), x1,
			       (double)(a_week * w), w, -1);
		ever |= v == EFFECT_WORKED;
		if (w == EFFECT_LAST)
			s->last[v]++;
	}
	s->ever += ever;
}

static double percent(int64_t part)
{
	return 100.0 * (double)part / TRIALS;
}

static void nothing_changed(int64_t a_week, double swing)
{
	struct dice d = {.state = UINT64_C(0x12c0ffee) + (uint64_t)a_week};
	struct drawn s;

	memset(&s, 0, sizeof s);
	for (int i = 0; i < TRIALS; i++)
		one_action(&s, &d, a_week, swing);
	printf("  nothing changed, %d a week, weeks swing %.0f %%: 13 weeks "
	       "%.1f %%, at one look at least %.1f %%\n", (int)a_week,
	       100 * swing, percent(s.last[EFFECT_WORKED]), percent(s.ever));
}

/* Weekly minutes about 10, of a gamma distribution; spread: its relative sd.
 * Welch's interval, as METRICS says it. */
static double minutes_worked(struct dice *d, double spread, int weeks)
{
	double shape = 1 / (spread * spread);
	int64_t worked = 0;

	for (int i = 0; i < TRIALS; i++) {
		double before[EFFECT_BEFORE], after[EFFECT_LAST];
		struct effect_data data = {
			.before = before, .after = after, .k0 = EFFECT_BEFORE,
			.k1 = (size_t)weeks, .direction = -1,
			.top = (double)NAN, .reduction = PROMISED,
			.untouched = (double)NAN, .waited = weeks};
		struct effect_result r;

		for (int w = 0; w < EFFECT_BEFORE; w++)
			before[w] = 10 * draw_gamma(d, shape) / shape;
		for (int w = 0; w < weeks; w++)
			after[w] = 10 * draw_gamma(d, shape) / shape;
		effect_judge(&r, &data);
		worked += r.verdict == EFFECT_WORKED;
	}
	return percent(worked);
}

void simulate_effects(struct report *r)
{
	static const int64_t volume[] = {30, 90, 300};
	static const double spread[] = {0.1, 0.25, 0.5};
	struct dice d = {.state = UINT64_C(0x3e1c4)};

	puts("§12: verdicts in per cent: worked, made it worse, less than "
	     "promised, cannot tell");
	for (size_t i = 0; i < sizeof volume / sizeof *volume; i++) {
		exactly(r, "nothing changed", volume[i], BAD);
		exactly(r, "a quarter less", volume[i], BAD * 0.75);
		exactly(r, "half of it", volume[i], BAD * 0.5);
		nothing_changed(volume[i], 0);
	}
	elsewhere(30);
	elsewhere(90);
	nothing_changed(90, 0.25);
	for (size_t i = 0; i < sizeof spread / sizeof *spread; i++)
		printf("  minutes a week, nothing changed, spread %.0f %%: "
		       "worked %.2f %% after 4 weeks, %.2f %% after 13\n",
		       100 * spread[i], minutes_worked(&d, spread[i], 4),
		       minutes_worked(&d, spread[i], 13));
}
