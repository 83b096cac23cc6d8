/*
 * metrics/metric.h - the dictionary: every number we print, once.
 *
 * A metric is a table entry that stands beside its code in the family's file.
 * The Method sheet and page, `tuneup list metrics` and column headings are
 * made from this table. To add one: its entry and its arithmetic in a family
 * file, one line in metric_table[], one unit test, one row in the oracle.
 */
#ifndef TUNEUP_METRICS_METRIC_H
#define TUNEUP_METRICS_METRIC_H

#include <stdbool.h>
#include <stddef.h>

enum metric_unit {
	UNIT_RATE,	/* a share, 0..1, printed as per cent */
	UNIT_COUNT,
	UNIT_HOURS,
	UNIT_MINUTES,
	UNIT_MONEY,	/* units of the workspace's currency */
	UNIT_RATIO,	/* 0.42 */
	UNIT_PERCENT,	/* a change in per cent as fraction: ROI 0.736 */
	UNIT_WEEKS,
	UNIT_MONEY_PER_HOUR,
	UNIT_SCORE,	/* 1..10 */
	UNIT_POINTS,	/* a difference of shares: 0.2 is +20.0 points */
	UNIT_OF_100	/* a score 0..100 */
};

/* At which scopes `figures` carries it (METRICS §0). */
enum metric_scopes {
	AT_TOTAL = 1, AT_EACH_DIM = 2, AT_WORKFLOW_STEP = 4,
	AT_WORKFLOW_TOOL = 8, AT_WORKFLOW = 16, AT_CAMPAIGN_CHANNEL = 32,
	AT_CAMPAIGN_DIMS = 64,	/* channel, campaign and segment, each */
	AT_SEGMENT_CHANNEL = 128,
	AT_STEP = 256, AT_TOOL = 512,	/* of the single dimensions */
	AT_PROMPT = 1024,	/* workflow x step x prompt version */
	AT_COMPONENT = 2048,	/* of the stack: Table 2 */
	AT_INPUT = 4096,	/* what was audited */
	AT_INPUT_FIELD = 8192,	/* ... field by field */
	AT_SEGMENT = 16384, AT_SKILL = 32768,
	AT_ALL = AT_TOTAL | AT_EACH_DIM | AT_WORKFLOW_STEP |
		 AT_WORKFLOW_TOOL | AT_CAMPAIGN_CHANNEL
};

struct metric {
	const char *id;		/* "rework" */
	const char *title;	/* "Rework rate" */
	enum metric_unit unit;
	int digits;		/* decimals for people */
	int direction;		/* +1 more is better, -1 less, 0 neither */
	unsigned scopes;	/* enum metric_scopes */
	const char *section;	/* METRICS.md: "1" */
	const char *requirement; /* "R09" */
	const char *formula;	/* in words */
	const char *columns;	/* "corrections.outcome, ..." */
	const char *edges;	/* edge rules in one or two sentences */
	const char *source;	/* author, year; "" = arithmetic */
	/* It tells one event from another (an item's way, who said what of
	 * the same sample), which weighted facts cannot: condensing freezes
	 * it, and periods that began before the condensed days ended show
	 * what was frozen (metrics/frozen.c). */
	bool identity;
	/* It needs the value of every event (a median, a quantile, a score, a
	 * mean with XmR limits): there is none where a source is coarse
	 * (metrics/coarse.c). */
	bool each;
	bool fills_later;	/* what belongs to a period is known only
				 * later: a change is no restatement */
	bool running;		/* added up over all periods before: late rows
				 * change it in each later one, for which no
				 * report is issued again */
};

extern const struct metric *const metric_table[];	/* ends at NULL */
const struct metric *metric_find(const char *id);
const char *metric_unit_name(enum metric_unit unit);	/* "rate" ... */
/* Its scopes: "all work, each dimension, workflow × step". */
#define METRIC_SCOPES_MAX 256
const char *metric_scopes_text(char buf[METRIC_SCOPES_MAX],
			       const struct metric *metric);

#endif
