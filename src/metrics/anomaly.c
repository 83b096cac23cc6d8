/*
 * metrics/anomaly.c - spike, shift, watch, and the memory of a level.
 */
#include "metrics/anomaly.h"

#include <math.h>

#include "base/num.h"
#include "metrics/stats.h"

#define NORMAL_MAD    1.4826 /* makes a MAD a standard deviation */
#define MAD_WORTH     0.37   /* its efficiency beside one */
#define EXPECTED_MIN  5	     /* of a rate, on either side */
#define HISTORY_MAX   128
#define MONEY_FLOOR   0.01
#define MINUTES_FLOOR 0.05

const char *anomaly_word_name(enum anomaly_word w)
{
	static const char *const name[] = {"",	    "learning",	  "normal",
					   "watch", "same level", "new level",
					   "spike"};

	return name[w];
}

/* ---- the weeks before ------------------------------------------------- */

/* What a stretch of weeks comes to. */
struct before {
	size_t n;
	double median, mad;
	double events; /* median of the events behind a week */
};

static bool counts(const struct anomaly_point *p)
{
	return !isnan(p->value) && !p->left_out;
}

/* The `weeks` calendar weeks before week `end`, not past a restart. */
static struct before weeks_before(const struct anomaly_point *p, size_t end,
				  int weeks)
{
	double value[HISTORY_MAX], events[HISTORY_MAX];
	struct before b = {0, NAN, NAN, NAN};
	bool uncounted = false;

	for (size_t i = end; i > 0 && end - i < (size_t)weeks; i--) {
		const struct anomaly_point *q = &p[i - 1];

		if (counts(q)) {
			value[b.n] = q->value;
			events[b.n++] = q->n;
			uncounted |= isnan(q->n);
		}
		if (q->restart)
			break;
	}
	b.median = median_of(value, b.n);
	for (size_t i = 0; i < b.n; i++)
		value[i] = fabs(value[i] - b.median);
	b.mad = median_of(value, b.n);
	b.events = uncounted ? (double)NAN : median_of(events, b.n);
	return b;
}

static double floor_of(enum anomaly_unit unit, double m, double n)
{
	switch (unit) {
	case ANOMALY_COUNT: return sqrt(fmax(0, m));
	case ANOMALY_RATE: return n > 0 ? sqrt(fmax(0, m * (1 - m)) / n) : 0;
	case ANOMALY_MONEY: return MONEY_FLOOR * fabs(m);
	case ANOMALY_MINUTES:
	case ANOMALY_SCORE: break;
	}
	return MINUTES_FLOOR * fabs(m);
}

static double spread_of(enum anomaly_unit unit, const struct before *b,
			double n)
{
	return fmax(NORMAL_MAD * b->mad, floor_of(unit, b->median, n));
}

static bool passes_gate(const struct anomaly_rule *rule, enum anomaly_unit unit,
			const struct before *b, double n)
{
	if (unit == ANOMALY_RATE)
		return n >= rule->events && n * b->median >= EXPECTED_MIN &&
		       n * (1 - b->median) >= EXPECTED_MIN;
	return isnan(b->events) || b->events >= rule->events;
}

/* ---- spike ------------------------------------------------------------ */

/* x against a week or median, as people say it. */
static double change_of(enum anomaly_unit unit, double x, double from)
{
	if (unit == ANOMALY_RATE)
		return x - from;
	return from > 0 || from < 0 ? (x - from) / fabs(from) : (double)NAN;
}

static bool has_size(const struct anomaly_rule *rule, enum anomaly_unit unit,
		     double x, double from)
{
	if (isnan(from))
		return false;
	/* half of the last digit of a double: 5 points are 5 points */
	if (unit == ANOMALY_RATE)
		return fabs(x - from) >= rule->points - 1e-12;
	if (!(from > 0 || from < 0))
		return false;
	if (x / from <= 0)
		return true;
	return fabs(log(x / from)) >= -log(1 - rule->size) - 1e-12;
}

/* The week before as something to compare with. */
static double value_before(const struct anomaly_point *p, size_t at)
{
	const struct anomaly_point *q = at ? &p[at - 1] : NULL;

	if (!q || p[at].restart || !counts(q) ||
	    !(q->value > 0 || q->value < 0))
		return NAN;
	return q->value;
}

static void find_spike(struct anomaly *a, const struct anomaly_rule *rule,
		       enum anomaly_unit unit, const struct anomaly_point *p,
		       size_t at, const struct before *h)
{
	a->median = h->median;
	a->mad = h->mad;
	a->spread = spread_of(unit, h, p[at].n);
	a->change_median = change_of(unit, a->now, a->median);
	if (!passes_gate(rule, unit, h, p[at].n) || !(a->spread > 0)) {
		a->state = ANOMALY_FEW;
		return;
	}
	a->state = ANOMALY_TESTED;
	a->z = (a->now - a->median) / a->spread;
	a->side = (a->z > 0) - (a->z < 0);
	a->sized = has_size(rule, unit, a->now, a->before) ||
		   has_size(rule, unit, a->now, a->median);
	a->spike = a->sized && fabs(a->z) >= rule->z;
}

/* ---- shift ------------------------------------------------------------ */

#define SHIFT_WEEKS 3
#define SHIFT_NEEDS 2

/* Mean of the last three weeks, from parts where there are some. */
static double mean_of_three(enum anomaly_unit unit,
			    const struct anomaly_point *p, size_t at)
{
	double sum = 0, weight = 0;

	for (size_t k = 0; k < SHIFT_WEEKS; k++) {
		const struct anomaly_point *q = &p[at - k];
		double w = unit == ANOMALY_RATE ? q->n : 1;

		if (!counts(q) || !(w > 0))
			continue;
		sum += q->value * w;
		weight += w;
	}
	return weight > 0 ? sum / weight : (double)NAN;
}

static bool three_in_one(const struct anomaly_point *p, size_t at)
{
	/* of a restart in the three, the weeks before it are not looked at */
	return at >= SHIFT_WEEKS && !p[at].restart && !p[at - 1].restart &&
	       !p[at - 2].restart;
}

static void find_shift(struct anomaly *a, const struct anomaly_rule *rule,
		       enum anomaly_unit unit, const struct anomaly_point *p,
		       size_t at)
{
	struct before base;
	int above = 0, below = 0;

	if (!three_in_one(p, at))
		return;
	base = weeks_before(p, at - 2, rule->history);
	if (base.n < (size_t)rule->history_min ||
	    !passes_gate(rule, unit, &base, p[at].n))
		return;
	a->base_median = base.median;
	a->mean3 = mean_of_three(unit, p, at);
	for (size_t k = 0; k < SHIFT_WEEKS; k++) {
		double s = spread_of(unit, &base, p[at - k].n);

		if (!counts(&p[at - k]) || !(s > 0))
			continue;
		a->z3[k] = (p[at - k].value - base.median) / s;
		above += a->z3[k] >= rule->shift_z;
		below += a->z3[k] <= -rule->shift_z;
	}
	if (above < SHIFT_NEEDS && below < SHIFT_NEEDS)
		return;
	a->shift_side = above >= SHIFT_NEEDS ? 1 : -1;
	a->shift = a->shift_side * (a->mean3 - base.median) >=
		   rule->shift_size * fabs(base.median) - 1e-12;
}

struct anomaly anomaly_of(const struct anomaly_rule *rule,
			  enum anomaly_unit unit, const struct anomaly_point *p,
			  size_t at)
{
	struct anomaly a = {.state = ANOMALY_GAP,
			    .now = p[at].value,
			    .before = NAN,
			    .median = NAN,
			    .mad = NAN,
			    .spread = NAN,
			    .z = NAN,
			    .change_before = NAN,
			    .change_median = NAN,
			    .base_median = NAN,
			    .mean3 = NAN,
			    .z3 = {NAN, NAN, NAN}};
	struct before h;

	if (rule->history > HISTORY_MAX)
		BUG("a history of %d weeks", rule->history);
	if (isnan(a.now))
		return a;
	a.before = value_before(p, at);
	if (!isnan(a.before))
		a.change_before = change_of(unit, a.now, a.before);
	h = p[at].restart ? (struct before){0, NAN, NAN, NAN}
			  : weeks_before(p, at, rule->history);
	a.history = h.n;
	a.state = p[at].left_out ? ANOMALY_LEFT_OUT :
		  isnan(p[at].n) || p[at].n >= rule->events ?
				   ANOMALY_LEARNING : ANOMALY_FEW;
	if (p[at].left_out || h.n < (size_t)rule->history_min)
		return a;
	find_spike(&a, rule, unit, p, at, &h);
	if (a.state != ANOMALY_TESTED)
		return a;
	find_shift(&a, rule, unit, p, at);
	a.watch =
		!a.spike && !a.shift && (a.sized || fabs(a.z) >= rule->shift_z);
	return a;
}

double anomaly_swing(const struct anomaly *a, enum anomaly_unit unit)
{
	if (unit == ANOMALY_RATE)
		return NORMAL_MAD * a->mad;
	return a->median > 0 || a->median < 0
		       ? NORMAL_MAD * a->mad / fabs(a->median)
		       : (double)NAN;
}

/* ---- memory ------------------------------------------------------------ */

/* A level that was reported and is not over. */
struct memory {
	int side;      /* 0 = none */
	size_t since;  /* its first week */
	bool is_shift; /* else one spike so far */
	int calm;      /* weeks in a row without a z of 2 on it */
};

/* The first of the three weeks that lies on the shift's side. */
static size_t first_week_of(const struct anomaly *a, size_t at, double z)
{
	for (size_t k = SHIFT_WEEKS - 1; k > 0; k--)
		if (a->shift_side * a->z3[k] >= z)
			return at - k;
	return at;
}

static void remember(struct memory *m, struct anomaly_week *w, size_t at,
		     double z)
{
	const struct anomaly *a = &w->a;
	int side = a->shift ? a->shift_side : a->side;
	bool same = m->side == side;

	w->side = side;
	if (same && (m->is_shift || !a->shift)) {
		w->word = WORD_LEVEL;
		w->since = m->since;
		m->calm = 0;
		return;
	}
	w->word = a->shift ? WORD_SHIFT : WORD_SPIKE;
	w->since = a->shift ? first_week_of(a, at, z) : at;
	*m = (struct memory){side, w->since, a->shift, 0};
}

static void forget(struct memory *m, const struct anomaly *a, double z)
{
	/* A gap or a holiday says nothing about a level. */
	if (a->state == ANOMALY_GAP || a->state == ANOMALY_LEFT_OUT)
		return;
	if (!m->is_shift || a->state != ANOMALY_TESTED)
		m->side = 0;
	else if (m->side * a->z >= z)
		m->calm = 0;
	else if (++m->calm >= SHIFT_WEEKS)
		m->side = 0;
}

static enum anomaly_word word_of(const struct anomaly *a)
{
	if (a->state == ANOMALY_TESTED)
		return a->watch ? WORD_WATCH : WORD_NORMAL;
	return a->state == ANOMALY_LEARNING ? WORD_LEARNING : WORD_NONE;
}

void anomaly_replay(struct anomaly_week *out, const struct anomaly_rule *rule,
		    enum anomaly_unit unit, const struct anomaly_point *p,
		    size_t n)
{
	struct memory m = {0};

	for (size_t i = 0; i < n; i++) {
		out[i] = (struct anomaly_week){
			.a = anomaly_of(rule, unit, p, i), .since = i};
		if (p[i].restart)
			m.side = 0;
		if (out[i].a.spike || out[i].a.shift) {
			remember(&m, &out[i], i, rule->shift_z);
			continue;
		}
		out[i].word = word_of(&out[i].a);
		if (out[i].word == WORD_WATCH)
			out[i].side = out[i].a.side;
		if (m.side)
			forget(&m, &out[i].a, rule->shift_z);
	}
}

/* ---- how sure ----------------------------------------------------------- */

static double second_of_three(const struct anomaly *a, int side)
{
	double most = 0, second = 0;

	for (size_t k = 0; k < SHIFT_WEEKS; k++) {
		double z = side * a->z3[k];

		if (z > most) {
			second = most;
			most = z;
		} else if (z > second) {
			second = z;
		}
	}
	return second;
}

bool anomaly_is_sure(const struct anomaly_week *w, size_t tested)
{
	double chance = 0.05 / (double)(tested ? tested : 1);
	double df = fmax(1, MAD_WORTH * ((double)w->a.history - 1));
	double z = fabs(w->a.z);

	/* Two weeks by chance are the square of one. */
	if (w->word == WORD_SHIFT) {
		z = second_of_three(&w->a, w->side);
		chance = sqrt(chance);
	} else if (w->word != WORD_SPIKE) {
		return false;
	}
	return z >= t_for(1 - chance, df);
}
