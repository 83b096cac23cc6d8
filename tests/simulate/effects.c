/*
 * METRICS §12: what is said of an action that changed nothing, of one that
 * kept a quarter of its promise, and of one that kept it.
 *
 * Weeks of 90 outputs (30 and 300 beside them), 20 % of them bad, a quarter
 * of that promised away. The share of each verdict at the first look, after
 * four weeks, and at the last, after thirteen; and of ten looks in a row how
 * often one at least said "worked": that is why only the last one stands.
 */
#include <stdio.h>
#include <string.h>

#include "findings/effect.h"
#include "tests/simulate/random.h"
#include "tests/simulate/simulate.h"

#define TRIALS	 40000
#define BAD	 0.20
#define PROMISED 0.25
#define VERDICTS 7

struct shares {
	int64_t first[VERDICTS], last[VERDICTS];
	int64_t ever; /* "worked" at any look from week 4 to 13 */
};

/* Bad outputs of a week; swing: sd of its own share, relative. */
static double bad_of(struct dice *d, int64_t n, double share, double swing)
{
	double own = share;
	int64_t x = 0;

	if (swing > 0) {
		double size = (1 - share) / (share * swing * swing) - 1;

		own = draw_beta(d, share * size, (1 - share) * size);
	}
	for (int64_t i = 0; i < n; i++)
		x += draw(d) < own;
	return (double)x;
}

static void one_action(struct shares *s, struct dice *d, int64_t a_week,
		       double after, double swing)
{
	double x0 = 0, x1 = 0;
	bool ever = false;

	for (int w = 0; w < EFFECT_BEFORE; w++)
		x0 += bad_of(d, a_week, BAD, swing);
	for (int w = 1; w <= EFFECT_LAST; w++) {
		static const double week[EFFECT_LAST];
		struct effect_data data = {
			.rate = true, .x0 = x0,
			.n0 = (double)(a_week * EFFECT_BEFORE),
			.n1 = (double)(a_week * w), .before = week,
			.after = week, .k0 = EFFECT_BEFORE, .k1 = (size_t)w,
			.direction = -1, .top = 1, .reduction = PROMISED,
			.untouched = (double)NAN, .waited = w
		};
		struct effect_result r;

		x1 += bad_of(d, a_week, after, swing);
		data.x1 = x1;
		effect_judge(&r, &data);
		if (w >= EFFECT_LEAST)
			ever |= r.verdict == EFFECT_WORKED;
		if (w == EFFECT_LEAST)
			s->first[r.verdict]++;
		if (w == EFFECT_LAST)
			s->last[r.verdict]++;
	}
	s->ever += ever;
}

static double percent(int64_t part)
{
	return 100.0 * (double)part / TRIALS;
}

static void print_shares(const char *what, const int64_t v[VERDICTS])
{
	printf("  %-38s %6.1f %6.1f %6.1f %6.1f\n", what,
	       percent(v[EFFECT_WORKED]), percent(v[EFFECT_WORSE]),
	       percent(v[EFFECT_LESS]), percent(v[EFFECT_CANNOT_TELL]));
}

static struct shares simulate_one(const char *what, int64_t a_week,
				  double after, double swing)
{
	struct dice d = {.state = UINT64_C(0x12c0ffee) + (uint64_t)a_week};
	struct shares s;
	char line[80];

	memset(&s, 0, sizeof s);
	for (int i = 0; i < TRIALS; i++)
		one_action(&s, &d, a_week, after, swing);
	snprintf(line, sizeof line, "%s, %d a week: 4 weeks", what,
		 (int)a_week);
	print_shares(line, s.first);
	print_shares("  13 weeks", s.last);
	printf("  %-38s %6.1f\n", "  worked at one look at least",
	       percent(s.ever));
	return s;
}

void simulate_effects(struct report *r)
{
	static const int64_t volume[] = {30, 90, 300};

	puts("§12: verdicts in per cent: worked, made it worse, less than "
	     "promised, cannot tell");
	for (size_t i = 0; i < sizeof volume / sizeof *volume; i++) {
		struct shares s = simulate_one("nothing changed", volume[i],
					       BAD, 0);

		report_share(r, "  worked though nothing changed, 4 weeks",
			     2.5, 1, TRIALS, s.first[EFFECT_WORKED], TRIALS);
		report_share(r, "  worked though nothing changed, 13 weeks",
			     2.5, 1, TRIALS, s.last[EFFECT_WORKED], TRIALS);
		simulate_one("a quarter less", volume[i], BAD * 0.75, 0);
		simulate_one("half of it", volume[i], BAD * 0.5, 0);
	}
	simulate_one("nothing, weeks swing 25 %", 90, BAD, 0.25);
}
