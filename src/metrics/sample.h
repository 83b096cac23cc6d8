/*
 * metrics/sample.h - lists of members, what is drawn of them, and what people
 * said of it: METRICS §9 and §16 "Samples". `tuneup sample` and
 * `tuneup explain` look at them, too.
 *
 * A *list* is the members of one segment in one period, and is a stratum of
 * every figure whose period it lies wholly inside: a quarter has a stratum a
 * segment and draw. A member that two sources name is one member. Lists that
 * overlap are both lists.
 *
 * A verdict belongs to the member whose sample_id it has, period/segment/id
 * letter by letter, whenever it was given up to today. The period is that of
 * the list: 2026-W47, 2026-11, 2026-Q4, or its first and last day, or its day.
 *
 * Where the definitions leave room:
 * - Only what was drawn counts. Judged members that were not drawn are left
 *   out and said: who may choose whom to judge can choose the answer.
 * - Last verdict per rater (by its time; as stored where that is equal). Rows
 *   that name no rater, as all do without people.key, are a vote each, and n
 *   of them n votes. cannot_judge is no vote. The most votes decide, a tie at
 *   the top is borderline. Who was only called cannot_judge is done, but in
 *   no rate.
 * - Bad = borderline or not relevant. The upper bound is one-sided and exact
 *   (Clopper & Pearson), without finite-population correction, as METRICS has
 *   its examples; of several lists it is that of 1/sum(W_h^2/n_h) members
 *   with the weighted rate. Where all members were judged it is the rate.
 * - A rate of several lists needs a verdict in each; otherwise it is partial
 *   and there is none, because the missing segment may be the bad one.
 * - Baseline of the change, per scope: the 12 calendar weeks (baseline_weeks)
 *   that begin with the Monday of the first draw that is judged in all its
 *   segments; in them, the draws that are. A draw is the lists of one period,
 *   and belongs to the week in which it begins. Of a segment its own lists.
 *   A period that touches these weeks, or comes before, has no change.
 * - Agreement is of drawn members whom two or more known raters judged, or
 *   rated, and not with cannot_judge; it is there from 20 such members on.
 *   An item agrees where all said the same. kappa needs the same two raters
 *   throughout.
 */
#ifndef TUNEUP_METRICS_SAMPLE_H
#define TUNEUP_METRICS_SAMPLE_H

#include "config/config.h"
#include "metrics/draw.h"
#include "metrics/figure.h"
#include "metrics/stats.h"
#include "store/facts.h"

/* ---- lists and verdicts ----------------------------------------------- */

/* The last verdict of a rater, or one of nobody. */
struct sample_vote {
	uint32_t rater;		/* 0: not known */
	int64_t at;		/* fact_time() */
	enum judged verdict;
	int64_t rating;		/* thousandths, FACT_NULL */
	int64_t n;		/* votes: 1 of a known rater */
	uint32_t next;		/* vote number + 1, 0 = last */
	size_t day, row;	/* its row of the facts of verdicts */
};

/* A sample_id that somebody judged. */
struct sample_item {
	const char *id;		/* sample_id, not NUL-terminated */
	uint32_t len;
	uint32_t vote;		/* first vote + 1 */
	uint32_t list;		/* list number + 1; 0: on none */
	bool drawn;
	enum judged verdict;	/* JUDGED_CANNOT_JUDGE where no vote is one */
};

struct sample_list {
	struct period covers;	/* of its kind; a day or days: a range */
	const char *period;	/* "2026-W47" */
	const char *segment;
	uint32_t segment_id;
	struct draw_member *member; /* n of them; in the order of the draw
				     * after sample_draw(); tag = item + 1 */
	size_t n;
	int64_t required, plain;
	bool in_order;
	/* Of what was drawn; the rest is not done. */
	int64_t done, judged, relevant;
	int64_t not_drawn;	/* judged, but not drawn */
};

struct samples {
	const struct config *config;
	struct sample_list *list; /* by last day, first day, segment */
	size_t n;
	struct sample_item *item;
	size_t n_items;
	struct sample_vote *vote;
	size_t n_votes, cap_votes;
	struct arena arena;	/* owns all but the ids, which are the facts' */
};

/* verdicts NULL: nothing is judged. Both outlive what is read. */
void samples_read(struct samples *s, const struct config *config,
		  const struct facts *members, const struct facts *verdicts);
/* The sample is the first `required` members from then on. */
void sample_draw(struct samples *s, struct sample_list *list);
/* The period of the list that a row of members is on. */
struct period sample_covers(const struct config *config,
			    const struct fact_day *day, size_t row);
void samples_release(struct samples *s);

/* ---- sample_figures.c -------------------------------------------------- */

/* Some of the lists, by number. */
struct sample_cell { size_t *list; size_t n, cap; };

/* The weighted rate of relevant members. */
struct sample_rate {
	double p;		/* NAN: none, or partial */
	struct interval range;
	double bad_upper;
	double effective;	/* n of the interval; infinite: all judged */
	double plain;		/* n of the bound */
	int64_t lists, unjudged; /* strata; those without a verdict */
	int64_t judged, relevant, members;
};
struct sample_rate sample_rate_of(const struct samples *s,
				  const struct sample_cell *c);

/* What the change is measured from. */
struct sample_baseline {
	int32_t first, last;	/* its weeks; DAY_NONE: there is none */
	int64_t draws;
	struct sample_rate rate;
};
/* c: all lists of the scope. */
struct sample_baseline sample_baseline_of(const struct samples *s,
					  const struct sample_cell *c);
void sample_cell_add(struct sample_cell *c, size_t list);

/* ---- sample_unmatched.c ----------------------------------------------- */

struct metrics_run;
void unmatched_write(const struct metrics_run *run, const struct samples *s);

/* ---- sample_agreement.c ------------------------------------------------ */

#define AGREEMENT_ITEMS 20	/* fewest that say anything */

void agreement_write(const struct metrics_run *run, const struct samples *s,
		     const struct sample_cell *c, const struct scope *scope,
		     struct period period);

#endif
