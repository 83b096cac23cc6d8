/*
 * findings/feedback.h - what came of each segment's campaigns, week by week,
 * for the system that makes the segments: the article's "structured feedback
 * data" (R17).
 *
 * A row is one channel, segment, campaign and complete ISO week. Its rates are
 * those of metrics/campaign.h; one of few messages is mostly noise, so beside
 * it stands the rate drawn towards its channel's: empirical Bayes, with the
 * channel's rates of the 13 weeks that end with the row's as its prior (method
 * of moments, Kleinman 1973; Efron & Morris 1975).
 *
 *	n, x		whole and part, exact; of rows that have both
 *	rate		x / n
 *	shrunk		(x + M·channel) / (n + M), M = size of the prior
 *	low, high	95 % of its posterior; NAN where M is infinite: the rates
 *			of the channel differ no more than by chance
 *	channel		all x by all n of the channel in these weeks
 *	weight		n / (n + M): how much of shrunk is the row's own
 *	lift		shrunk / channel − 1
 *
 * A row whose part exceeds its whole is no share: it has a rate, and is
 * neither shrunk nor part of the prior. Rows of a period count where the period
 * lies wholly inside the week. Data age counts whole days from the last day with
 * data of the row to the as-of day.
 */
#ifndef TUNEUP_FINDINGS_FEEDBACK_H
#define TUNEUP_FINDINGS_FEEDBACK_H

#include "base/date.h"
#include "metrics/campaign.h"
#include "store/store.h"

#define FEEDBACK_PRIOR 13	/* weeks */

enum feedback_rate { FEEDBACK_OPEN, FEEDBACK_CLICK, FEEDBACK_CTR,
		     FEEDBACK_CONVERSION, FEEDBACK_RATES };

enum feedback_count { FEEDBACK_SENDS, FEEDBACK_DELIVERED,
		      FEEDBACK_IMPRESSIONS, FEEDBACK_OPENS, FEEDBACK_CLICKS,
		      FEEDBACK_CONVERSIONS, FEEDBACK_COUNTS };

struct feedback_share {		/* NAN: there is none */
	double n, x, rate, shrunk, low, high, channel, weight, lift;
};

struct feedback_row {
	struct period week;
	const char *channel, *segment, *campaign;	/* "" = not said */
	int32_t last;		/* day with data */
	double count[FEEDBACK_COUNTS];	/* NAN = no row has it */
	struct feedback_share rate[FEEDBACK_RATES];
};

struct feedback {
	struct feedback_row *item;	/* by week, channel, segment, campaign */
	size_t n;
	int32_t newest;		/* last day with campaign data, DAY_NONE */
	struct facts facts;	/* owns the texts */
	struct arena arena;
};

/* Complete weeks from the one that holds `first` to the last one that is over
 * on `last`; of data up to as_of. */
int feedback_compute(struct feedback *out, struct store *store, int32_t first,
		     int32_t last, int32_t as_of, struct err *err);
void feedback_release(struct feedback *f);

#endif
