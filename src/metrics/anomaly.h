/*
 * metrics/anomaly.h - is this week unlike the weeks before it? METRICS §10.
 *
 * Pure functions over a weekly series, oldest week first; nothing here knows
 * where it comes from. A point may be a gap (value NAN), left out (a holiday
 * of the events calendar) or a restart (a person confirmed a new level: no
 * week before it is looked at from here on).
 *
 *	h	the `history` (12) calendar weeks that end with the week
 *		before, gaps and weeks left out taken away; fewer than
 *		`history_min` (8) are *learning*: never a signal
 *	m, s	median of h; max(1.4826 MAD, floor), the floor being √m of a
 *		count, √(m(1-m)/n) of a rate at this week's n, 1 % of m of
 *		money, 5 % of m of minutes and scores
 *	z	(x - m)/s
 *
 * Gate of both rules, else *too few*: a rate has n ≥ `events` (30) and 5
 * expected on either side; of the others the median over h of the events
 * behind a week is at least `events`. Where nobody counts them (n NAN, as of
 * money) there is no gate.
 *
 * *Spike*: |z| ≥ `z` and a size, against the week before or the median: 30 %
 * (+43 % mirrors it), a rate 5 points. *Shift*: two of the last three weeks
 * with |z| ≥ 2 on one side of the 12 weeks before the three, whose mean is
 * 20 % of their median or more away from it on that side. *Watch*: |z| ≥ 2,
 * or a size, that is neither.
 *
 * Where the definition leaves room:
 * - A week before that is a gap, left out or 0 is not compared with; the
 *   median is. Values of unlike sign (a balance of hours) have every size.
 * - The mean of three weeks is Σ part ÷ Σ whole of a rate; gaps and weeks
 *   left out are in neither it nor the two of three. The week itself must
 *   have a value. "20 %" is of the median, also of a rate.
 * - A z of 3 and more without a size is watched, like one of 2.
 * - Without any spread (s = 0) a week is not tested.
 *
 * A level is reported once. Weeks are replayed from the first one, so that
 * what an earlier report said is found again in the data: after a spike a
 * further one on the same side, without a break, is the *same level*, and
 * after a shift so is every spike and shift on its side, until three weeks in
 * a row have no z of 2 on it, the other side has a signal, or a restart.
 */
#ifndef TUNEUP_METRICS_ANOMALY_H
#define TUNEUP_METRICS_ANOMALY_H

#include <stdbool.h>
#include <stddef.h>

enum anomaly_unit {
	ANOMALY_COUNT,
	ANOMALY_RATE,
	ANOMALY_MONEY,
	ANOMALY_MINUTES,
	ANOMALY_SCORE
};

struct anomaly_rule {
	double size;	   /* 0.30: a fall by this, or its mirror */
	double points;	   /* 0.05: of a rate */
	double z;	   /* 3.0 */
	double events;	   /* 30 */
	int history;	   /* 12 weeks */
	int history_min;   /* 8 of them */
	double shift_z;	   /* 2.0 */
	double shift_size; /* 0.20 of the median */
};

struct anomaly_point {
	double value;  /* NAN = gap; a rate is 0..1 */
	double n;      /* events behind it: the whole of a rate;
			* NAN = nobody counts them */
	bool left_out; /* in the events calendar */
	bool restart;  /* the baseline begins anew */
};

enum anomaly_state {
	ANOMALY_GAP,	  /* no value this week */
	ANOMALY_LEFT_OUT, /* a holiday: never a signal */
	ANOMALY_LEARNING, /* too little history */
	ANOMALY_FEW,	  /* below the gate, or without any spread */
	ANOMALY_TESTED
};

struct anomaly {
	enum anomaly_state state;
	size_t history;	    /* weeks in h */
	double now, before; /* x; the week before, NAN = none to compare */
	double median, mad, spread, z; /* m, MAD, s; NAN below history_min */
	/* x/before - 1 and x/m - 1, of a rate the difference; NAN = none. */
	double change_before, change_median;
	bool sized, spike, watch;
	int side; /* of z: +1 above, -1 below */
	/* The shift rule; NAN where the weeks before the three are too few. */
	double base_median, mean3;
	double z3[3]; /* of this week, the one before, before that */
	bool shift;
	int shift_side;
};

/* The rule for week `at` of n. */
struct anomaly anomaly_of(const struct anomaly_rule *rule,
			  enum anomaly_unit unit, const struct anomaly_point *p,
			  size_t at);
/* 1.4826 MAD: as share of the median, of a rate in points; NAN = none. */
double anomaly_swing(const struct anomaly *a, enum anomaly_unit unit);

enum anomaly_word {
	WORD_NONE, /* gap, left out, too few */
	WORD_LEARNING,
	WORD_NORMAL,
	WORD_WATCH,
	WORD_LEVEL, /* a level that was reported already */
	WORD_SHIFT, /* a new level ... */
	WORD_SPIKE
};
const char *anomaly_word_name(enum anomaly_word w); /* "new level" ... */

struct anomaly_week {
	struct anomaly a;
	enum anomaly_word word;
	int side;     /* of the word; 0 = none */
	size_t since; /* LEVEL and SHIFT: first week of the level */
};

/* Every week of the series with its memory; out has n places. */
void anomaly_replay(struct anomaly_week *out, const struct anomaly_rule *rule,
		    enum anomaly_unit unit, const struct anomaly_point *p,
		    size_t n);

/*
 * Is a signal beyond what chance does once in twenty reports in any of
 * `tested` series? A spike's |z|, a shift's second largest |z| of the three,
 * against Student's t of the weeks behind the MAD, which are worth 0.37 of
 * those behind a standard deviation (its efficiency at the normal).
 */
bool anomaly_is_sure(const struct anomaly_week *w, size_t tested);

#endif
