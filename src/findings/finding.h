/*
 * findings/finding.h - what the figures mean, in sentences.
 *
 * A finding is a sentence with its evidence. Words follow the interval:
 *
 *	sure       the interval excludes the limit or no change
 *	likely     80 % of it lies on one side; said of months and quarters
 *	           only, and never coloured
 *	not clear  else: never coloured, says how many outputs are missing
 *
 * No sentence claims what its figure's interval does not carry. Findings are
 * ranked by hours a week at stake. Bold stretches are marked with BOLD_ON
 * and BOLD_OFF of report/model.h's text convention ("\x02", "\x03").
 */
#ifndef TUNEUP_FINDINGS_FINDING_H
#define TUNEUP_FINDINGS_FINDING_H

#include "base/arena.h"
#include "base/date.h"
#include "config/config.h"
#include "metrics/figure.h"
#include "metrics/metrics.h"
#include "metrics/signals.h"

enum certainty { NOT_CLEAR, LIKELY, SURE };

enum cause {		/* R02: the four audit points */
	CAUSE_NONE, CAUSE_INPUT, CAUSE_HANDOFF, CAUSE_CHECKPOINT,
	CAUSE_OUTPUT
};

enum finding_use {
	FINDING_HEADLINE,	/* the main sentence of the report */
	FINDING_CHANGE,		/* what changed, with its reason to care */
	FINDING_DECIDE,		/* something to decide */
	FINDING_CANNOT_SAY	/* what we cannot say yet, and what it takes */
};

struct finding {
	const char *id;		/* stable: "rework-over:blog" */
	enum finding_use use;
	enum certainty certainty;
	enum cause cause;
	int tone;		/* +1 good, -1 bad, 0 neutral */
	const char *big;	/* "+6.2 h", "18 of 96": at most 9 columns */
	const char *title;	/* at most ten words */
	const char *sentence;	/* with number, interval, scope, period */
	double hours;		/* at stake a week, for the ranking; 0 */
	const struct figure *figure; /* evidence, NULL = several */
	const char *block;	/* that shows the evidence; NULL: by figure */
	bool severe;		/* read first of its use, whatever its hours */
};

struct findings {
	struct finding *item;
	size_t n, cap;
	struct arena arena;
};

struct findings_input {
	const struct config *config;
	const struct figures *figures;	/* weekly (and quarterly) figures */
	const struct signals *signals;	/* of the week or quarter; NULL */
	struct period now;	/* the report's week or quarter */
	struct period before;	/* the one before */
	int32_t as_of;
};

/* Headline first, then by use, what is severe, tone and hours. There is
 * always a headline, also for an empty store and a first week. */
void findings_build(struct findings *out, const struct findings_input *in);
void findings_release(struct findings *f);

#endif
