/*
 * findings/daily.h - what a person should know this morning: R30.
 *
 * The seven days up to today, judged like any other period: a limit is over
 * only where the whole interval is; a signal is that of the last complete
 * week, because the rule of METRICS §10 knows whole weeks only. Seven days
 * and not one: few workflows have enough outputs in a day to say anything,
 * and the seven always hold one of each weekday.
 *
 * A line is a word and a sentence without bold marks, in the order in which
 * to read them. Every kind of line gets its first before any gets its second,
 * so that ten workflows above the limit hide neither a signal nor an altered
 * message.
 */
#ifndef TUNEUP_FINDINGS_DAILY_H
#define TUNEUP_FINDINGS_DAILY_H

#include "metrics/cases.h"
#include "findings/effect.h"
#include "findings/finding.h"

/* In the order of the lines. */
enum daily_kind {
	DAILY_LIMIT,	/* surely above its limit, worst first */
	DAILY_SIGNAL,	/* a spike or a new level, by what is at stake */
	DAILY_MESSAGE,	/* the core message was altered */
	DAILY_LATE,	/* a component was late, most often first */
	DAILY_DECISION,	/* accepted, due and not in place, oldest first */
	DAILY_KINDS
};

struct daily_line {
	enum daily_kind kind;
	const char *word;	/* "limit" */
	const char *text;
};

struct daily_input {
	const struct config *config;
	const struct figures *figures;	/* weekly, and those of `days` */
	const struct signals *signals;	/* of the last complete week; NULL */
	const struct case_list *cases;	/* of `days`; NULL */
	const struct decided_list *decided; /* NULL: nothing was decided */
	struct period days;		/* PERIOD_RANGE, seven days */
};

struct daily {
	struct daily_line *line;	/* the chosen ones, in order */
	size_t n;
	size_t left;		/* others that found no room */
};

/* At most `most` lines; texts in the arena. */
void daily_build(struct daily *out, const struct daily_input *in, size_t most,
		 struct arena *a);

#endif
