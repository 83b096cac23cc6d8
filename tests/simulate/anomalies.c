/* METRICS §10: false signals a week, and a lasting fall by 30 % found. */
#include <stdio.h>

#include "metrics/anomaly.h"
#include "tests/simulate/random.h"
#include "tests/simulate/simulate.h"

#define WEEKS	    200000 /* false signals */
#define FALLS	    50000  /* detections */
#define BEFORE	    15	   /* 12 weeks before the three */
#define AFTER	    3
#define THEIRS	    20000 /* weeks; a fall takes 18 of them */
#define THEIR_FALLS (THEIRS / (BEFORE + AFTER))

static const struct anomaly_rule defaults = {0.30, 0.05, 3.0, 30,
					     12,   8,	 2.0, 0.20};

/* Poisson counts with a gamma swing from week to week. */
static struct anomaly_point week_of(struct dice *d, double mean, double swing)
{
	double own = swing > 0 ? mean * swing * swing *
					 draw_gamma(d, 1 / (swing * swing))
			       : mean;
	double x = (double)draw_poisson(d, own);

	return (struct anomaly_point){x, x, false, false};
}

static struct anomaly rule_at(const struct anomaly_point *p, size_t at,
			      double z)
{
	struct anomaly_rule rule = defaults;

	rule.z = z;
	return anomaly_of(&rule, ANOMALY_COUNT, p, at);
}

struct found {
	int64_t spike35, spike3, shift, week1, week3;
	int64_t alone, alone_rolling; /* z 3.5 by week 3 */
};

static void false_signals(struct found *f, struct dice *d, double mean,
			  double swing)
{
	struct anomaly_point p[BEFORE];

	for (size_t i = 0; i < BEFORE; i++)
		p[i] = week_of(d, mean, swing);
	for (int64_t w = 0; w < WEEKS; w++) {
		struct anomaly a;

		for (size_t i = 1; i < BEFORE; i++)
			p[i - 1] = p[i];
		p[BEFORE - 1] = week_of(d, mean, swing);
		a = rule_at(p, BEFORE - 1, 3.0);
		f->spike3 += a.spike;
		f->shift += a.shift;
		f->spike35 += rule_at(p, BEFORE - 1, 3.5).spike;
	}
}

/* The week against those before the fall only. */
static bool spike_frozen(const struct anomaly_point *p, size_t at)
{
	struct anomaly_point q[BEFORE + 1];

	for (size_t i = 0; i < BEFORE; i++)
		q[i] = p[i];
	q[BEFORE] = p[at];
	return rule_at(q, BEFORE, 3.5).spike;
}

static void one_fall(struct found *f, struct dice *d, double mean, double swing)
{
	struct anomaly_point p[BEFORE + AFTER];
	bool frozen = false, rolling = false, both = false;

	for (size_t i = 0; i < BEFORE + AFTER; i++)
		p[i] = week_of(d, i < BEFORE ? mean : 0.7 * mean, swing);
	for (size_t i = BEFORE; i < BEFORE + AFTER; i++) {
		struct anomaly a = rule_at(p, i, 3.0);

		f->week1 += i == BEFORE && a.spike;
		both |= a.spike || a.shift;
		frozen |= spike_frozen(p, i);
		rolling |= rule_at(p, i, 3.5).spike;
	}
	f->alone += frozen;
	f->alone_rolling += rolling;
	f->week3 += both;
}

struct row {
	double swing, mean, printed[6];
};

static void one_row(struct report *r, const struct row *row)
{
	static const char *const name[6] = {"false spike, z 3.5",
					    "false spike, z 3.0",
					    "false shift",
					    "-30 % seen in week 1",
					    "by week 3: z 3.5 alone",
					    "by week 3: both rules"};
	struct dice d = {0xD1B54A32D192ED03 ^ (uint64_t)row->mean};
	struct found f = {0};

	false_signals(&f, &d, row->mean, row->swing);
	for (int i = 0; i < FALLS; i++)
		one_fall(&f, &d, row->mean, row->swing);
	const int64_t hits[6] = {f.spike35, f.spike3, f.shift,
				 f.week1,   f.alone,  f.week3};

	for (int i = 0; i < 6; i++) {
		char what[80];

		snprintf(what, sizeof what, "swing %.0f %%, mean %.0f: %s",
			 100 * row->swing, row->mean, name[i]);
		report_share(r, what, row->printed[i], i < 3 ? 0.1 : 1,
			     i < 3 ? THEIRS : THEIR_FALLS, hits[i],
			     i < 3 ? WEEKS : FALLS);
	}
	printf("    (z 3.5 alone with the weeks of the fall in the history: "
	       "%.2f %%)\n",
	       100.0 * (double)f.alone_rolling / FALLS);
}

void simulate_anomalies(struct report *r)
{
	static const struct row rows[] = {
		{0, 50, {0.1, 0.3, 0.5, 12, 10, 55}},
		{0, 100, {0.0, 0.1, 0.2, 39, 48, 89}},
		{0.1, 100, {0.5, 1.2, 1.3, 26, 32, 65}},
		{0.1, 300, {0.5, 0.7, 0.6, 36, 48, 82}},
		{0.2, 300, {2.1, 3.1, 3.6, 12, 15, 35}},
	};

	puts("METRICS 10: Poisson counts with a gamma swing");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		one_row(r, &rows[i]);
}
