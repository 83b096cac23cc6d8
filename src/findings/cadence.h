/*
 * findings/cadence.h - how often to look: R41, FAQ 4 of the article.
 *
 * Two clocks that are not mixed: the *tuning session* is weekly; the *health
 * review* is quarterly, with a monthly spot check. The health review goes to
 * bi-weekly in an uneasy week, and back after CADENCE_CALM calm ones. A week
 * is uneasy when
 *
 *	go-live      it ends within the first 8 weeks after one
 *	volume       its outputs are at least 1.5 times the median of the 12
 *	             weeks before it (at least 8 of them with outputs)
 *	tool change  the calendar has one in it
 *	degrading    rework or net hours, of all work or of a workflow, are
 *	             degrading at its end (metrics/control.h)
 *
 * Pure: nothing is read and nothing but the advice is written.
 */
#ifndef TUNEUP_FINDINGS_CADENCE_H
#define TUNEUP_FINDINGS_CADENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CADENCE_CALM 4		/* calm weeks until it is quarterly again */
#define CADENCE_NEW 8		/* weeks after a go-live */
#define CADENCE_VOLUME 1.5
#define CADENCE_HISTORY 12	/* weeks before; at least 8 with outputs */
#define CADENCE_LEAST 8

enum uneasy {
	UNEASY_GO_LIVE = 1, UNEASY_VOLUME = 2, UNEASY_TOOL_CHANGE = 4,
	UNEASY_DEGRADING = 8
};

/* A week, complete or the running one. */
struct cadence_week {
	int32_t last;		/* its Sunday */
	double outputs;		/* NAN = gap */
	bool tool_change, degrading;
};

struct cadence_input {
	int32_t today;
	const struct cadence_week *week;	/* oldest first */
	size_t n;
	const int32_t *go_live;			/* days */
	size_t n_go_live;
	/* The last one held, DAY_NONE: none is recorded. */
	int32_t session, spot_check, review;
};

struct cadence_advice {
	bool biweekly;
	unsigned reasons;	/* enum uneasy, of the weeks that count */
	int calm;		/* calm weeks since the last uneasy one, at
				 * most CADENCE_CALM */
	/* When each is due: 7 days, a month, a quarter or 14 days after the
	 * last; today where none is recorded. May lie in the past, but a
	 * bi-weekly review not before the uneasy weeks that count. */
	int32_t next_session, next_spot_check, next_review;
};

/* Why a week is uneasy, 0: it is calm. */
unsigned cadence_uneasy(const struct cadence_input *in, size_t week);
struct cadence_advice cadence_advise(const struct cadence_input *in);

#endif
