/*
 * store/form.h - what is left of an event when it need not be told from
 * others like it. (private to store/)
 *
 * Condensing puts events of one day together whose form is equal: all values
 * but those that only say which event it was. The form of
 *
 *	corrections	all but item_id, reviewed_at and started_at
 *	handoffs	all but item_id, sent_at and received_at; instead the
 *			time between the two, and whether they are times
 *	pulse		all
 *
 * Verdicts have none: a verdict is known by its sample, whose id has the
 * segment it counts in, and 5 % samples are few.
 */
#ifndef TUNEUP_STORE_FORM_H
#define TUNEUP_STORE_FORM_H

#include "store/segment.h"

struct form {
	const struct fact_kind *kind;
	uint64_t left_out;  /* columns that are not compared */
	int item;	    /* text column with the item's id, -1: none */
	int sent, received; /* times whose distance is compared, -1 */
};

const struct form *form_find(const struct fact_kind *kind); /* NULL: none */
uint64_t form_hash(const struct form *f, const struct segment_rows *rows,
		   size_t r);
bool form_equal(const struct form *f, const struct segment_rows *rows, size_t a,
		size_t b);

/* Profile of the ledger rows that condensing writes; no file can have it. */
#define CONDENSED "(condensed)"
/* Code of a row that was set aside because its day is condensed. */
#define CONDENSED_DAY "condensed-day"

/* Of a row of table segment: has its day a version that was condensed? */
#define SEGMENT_WAS_CONDENSED                                                  \
	"EXISTS(SELECT 1 FROM segment c JOIN import i ON i.id = c.import "     \
	"WHERE c.kind = segment.kind AND c.day = segment.day AND i.undone = "  \
	"0 AND i.profile = '" CONDENSED "')"

#endif
