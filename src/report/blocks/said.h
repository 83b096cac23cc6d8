/*
 * report/blocks/said.h - findings as headlines, list items and links.
 *
 * Private to the blocks that hand findings on. Nothing is worded here: the
 * sentences are the findings' own.
 */
#ifndef TUNEUP_REPORT_BLOCKS_SAID_H
#define TUNEUP_REPORT_BLOCKS_SAID_H

#include "report/block.h"

/* The i-th finding of a use, NULL behind the last: in the findings' order,
 * changes by rounds, so that the first few are not all of one metric. */
const struct finding *finding_at(const struct report_input *in,
				 enum finding_use use, size_t i);
/* The part that shows the finding's evidence, NULL when none does. */
const char *finding_link(const struct report_input *in,
			 const struct finding *f);
/* Up to `most` findings of a use as a list element. */
void findings_list(struct doc *d, struct part *p,
		   const struct template_block *t, const struct block *b,
		   const struct report_input *in, enum finding_use use,
		   size_t most, const char *title, const char *empty);
/* When no finding is a change: that none is, and what the weeks say. */
const char *no_change(struct doc *d, const struct report_input *in);
/* The report's main sentence: headline and lead; then what is missing. */
void said_headline(struct doc *d, struct part *p, const struct block *b,
		   const struct report_input *in);
/* A headline of a part that has none yet. */
void part_headline(struct doc *d, struct part *p, const struct block *b,
		   const char *text);
/* Where the part had one before, the block's headline becomes the title of its
 * first table. Called last; `from` is p->n before part_headline(). */
void headline_or_title(struct doc *d, struct part *p, size_t from,
		       const char *text);
/* "12 of 34 drawn members are judged, week 47": of the period, else of the
 * latest before it that has lists; NULL when there is no list. */
const char *judged_words(struct doc *d, const struct report_input *in);
/* Metrics of the six numbers that cannot be measured from what there is:
 * "Escape rate", and what it needs; NULL behind the last. */
struct six_number { const char *metric, *label, *needs; };
extern const struct six_number six_numbers[6];
/* Nothing measures it, or its rows are not there at all: its figure's note
 * begins with "not measured yet". */
bool six_number_missing(const struct report_input *in,
			const struct six_number *number);

#endif
