/*
 * metrics/output.h - from reviews to outputs: METRICS §0 and §16.
 *
 * The output = (workflow, item_id, step) is the unit of every rate. Reviews
 * of one output within 28 days of the first (config output_days) merge: worst
 * known outcome, summed minutes, tool and the like from the first review, day
 * of the last one. A later review opens a new output: *repeat* if the same
 * person, *redo* if another, "again" if either is blank; the earlier output
 * then becomes reworked. A row with n > 1 is n outputs and merges with
 * nothing. Reviews at the reserved step `published` are no outputs (§7).
 *
 * Memory: that of metrics/reviews.h; outputs are visited one by one and not
 * kept.
 */
#ifndef TUNEUP_METRICS_OUTPUT_H
#define TUNEUP_METRICS_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "config/config.h"
#include "store/facts.h"

enum output_class {
	CLASS_UNKNOWN, CLASS_USABLE, CLASS_LIGHT, CLASS_REWORK
};

enum output_again { AGAIN_NO, AGAIN_REPEAT, AGAIN_REDO, AGAIN_UNSAID };

/* A rating of one of its reviews, in points times MEASURE_SCALE. */
struct output_rating {
	int64_t value;
	int64_t reviewer;	/* id in facts->dim; 0 = blank */
};

struct output {
	/* dimension ids in facts->dim of the first review; 0 = blank */
	int64_t workflow, step, tool, item_type, channel, campaign,
		prompt_version;
	const char *item;	/* item id, item_len bytes, not terminated */
	size_t item_len;
	const char *brief;	/* brief_id of its first review, brief_len
				 * bytes, not terminated; 0 bytes = blank */
	size_t brief_len;
	int32_t day;		/* of the last review within the output */
	int64_t n;		/* outputs it stands for (weight) */
	int reviews;		/* rows merged */
	enum outcome outcome;	/* worst known, OUTCOME_UNKNOWN if none */
	enum output_class class; /* after the minutes rule of §1 */
	enum output_again again; /* this output is itself a repeat or redo */
	bool reopened;		/* a later output followed: reworked */
	/* milliseconds per output, FACT_NULL = missing */
	int64_t correction;	/* Σ over its reviews: §1, §2 */
	int64_t review;		/* Σ over its reviews, for lists */
	int64_t work;		/* A: first review of a first output */
	int64_t first_correction; /* C: likewise */
	int64_t first_review;	/* V: likewise */
	int64_t loops;		/* L: human minutes of all other reviews;
				 * 0 when there are none */
	int64_t baseline;	/* B: config, by day; 0 for repeat/redo */
	int64_t manual;		/* B of §0, whatever pass it is */
	bool review_missing;	/* a first pass whose V was blank */
	bool defect;		/* one of its reviews names a defect */
	int64_t import, line;	/* of the last review: where it came from */
	uint32_t row;		/* of its first review: metrics/reviews.h */
	const struct config_workflow *documented; /* NULL: it is not */
	const struct output_rating *ratings; /* while it is visited */
	size_t n_ratings;
	int64_t rate;		/* money per hour of the step's owner role */
};

/* Visit every output of the corrections facts: most day by day, the rest by
 * workflow, step, item and time. Outputs of one item come in order of time,
 * with none between them but rows that stand for several (n > 1), and nothing
 * else may be read from the order. Non-zero from the visitor
 * stops. */
typedef int (*output_fn)(void *ctx, const struct output *o);
int outputs_each(const struct facts *corrections, const struct config *config,
		 output_fn visit, void *ctx, struct err *err);

#endif
