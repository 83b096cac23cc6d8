/*
 * findings/effect.h - did the action work? (METRICS §12)
 *
 * What is compared was frozen when the action was offered (offer.h): the
 * metric, the scope, the weeks before and the share it was to remove.
 *
 *	before   8 calendar weeks with n > 0 that end before the trigger
 *	         week, the week whose report proposed the action
 *	left out trigger week, implementation week and all between
 *	after    the up to 13 calendar weeks behind the implementation week,
 *	         of which those with n > 0 count, at least 4
 *
 * Rates pool the outputs of their weeks and take Newcombe's interval of the
 * difference. Where the shares are far from a half and the weeks after are
 * more than those before, it alone leaves out "no change" a little too often
 * (2.57 % instead of 2.5 % "worked" of 20 % bad outputs, 30 a week, after 13
 * weeks): an interval that does so is widened to reach 0 unless Fisher's exact
 * test with mid-p (Lancaster 1961) says the same. All else compares the weekly
 * values, each week once, with Welch's. Difference = after - before. Promised
 * is what the expected reduction makes of the before: of a rate that should
 * fall, that share of it; of one that should rise, of its rest up to 100 %, of
 * a score up to its top.
 *
 * Comparison: the same metric where nothing was done, scopes of the same kind
 * pooled; of what is no rate, its change in per cent. Scopes of a workflow
 * with an action of its own in these weeks are left out.
 *
 * Until 13 weeks are over a verdict follows the data, then it stands: only
 * that last look has the error of one 95 % interval, as tests/simulate shows.
 */
#ifndef TUNEUP_FINDINGS_EFFECT_H
#define TUNEUP_FINDINGS_EFFECT_H

#include "findings/recommend.h"
#include "store/decisions.h"

#define EFFECT_BEFORE 8		/* weeks */
#define EFFECT_LEAST 4		/* weeks on each side */
#define EFFECT_LAST 13		/* calendar weeks, then it is closed */

/* ---- the arithmetic, without any store --------------------------------- */

struct effect_data {
	bool rate;		/* x of n, else weekly values */
	double x0, n0, x1, n1;
	const double *before, *after; /* with k0 and k1 values; a rate's are
				       * for its medians only */
	size_t k0, k1;		/* weeks */
	int direction;		/* +1 more is better, -1 less */
	double top;		/* of its range, upwards; NAN = none */
	double reduction;	/* expected, 0..1 */
	double untouched;	/* difference elsewhere, NAN = unknown */
	int waited;		/* whole calendar weeks since it is in place */
};

struct effect_result {
	enum effect verdict;
	bool final;
	double before, after;	/* means, or shares */
	double median0, median1; /* of the weeks */
	double difference, low, high, promised, untouched;
	int weeks0, weeks1;	/* that counted */
	int64_t n0, n1;		/* outputs, FACT_NULL unless a rate */
	int64_t more;		/* outputs still needed, -1 = cannot say */
	int64_t more_weeks;	/* likewise weeks */
	double reduction;	/* measured, of what was promised; NAN */
	double hours;		/* realised a week, NAN */
};

void effect_judge(struct effect_result *out, const struct effect_data *d);
/* "worked", "made it worse", "cannot tell at this volume" ...; "" = none */
const char *effect_name(enum effect e, bool final);

/* ---- of decisions ------------------------------------------------------ */

enum action_state {
	ACTION_OPEN,		/* accepted, not in place */
	ACTION_LATE,		/* ... after its due date */
	ACTION_MEASURED,	/* in place, its weeks are not over */
	ACTION_CLOSED,		/* has its last verdict, or was not done */
	ACTION_REJECTED, ACTION_DEFERRED, ACTION_NEEDS_DATA
};
const char *action_state_name(enum action_state s);	/* "open" ... */

struct decided {
	const struct decision_entry *decision;
	const struct proposal_entry *proposal; /* as it was answered */
	const struct option_entry *option; /* NULL: none accepted */
	const struct metric *metric;	/* of the option; NULL: unknown */
	struct scope scope;		/* likewise */
	enum action_state state;
	int32_t review;			/* first day on which 4 whole weeks
					 * are over, DAY_NONE */
	int32_t to;			/* last day of the weeks behind it that
					 * count so far, DAY_NONE */
	struct effect_result effect;
};

struct decided_list {
	struct decided *item;	/* last answers, by day and id */
	size_t n;
};

struct effects_input {
	const struct decision_book *book;
	const struct figures *figures;	/* weekly */
	int32_t as_of;		/* later answers are not looked at */
	int32_t last;		/* last day of the figures */
};

/* Everything in the arena; book and figures must outlive it. */
void effects_build(struct decided_list *out, const struct effects_input *in,
		   struct arena *a);
/* What recommend_build() learns from; a rejected proposal counts for each of
 * its actions. */
const struct past_decision *past_of(const struct decided_list *l, size_t *n,
				    struct arena *a);
/* What a run records of them (store/decisions.h). */
const struct effect_entry *effects_stored(const struct decided_list *l,
					  size_t *n, int32_t as_of,
					  struct arena *a);

#endif
