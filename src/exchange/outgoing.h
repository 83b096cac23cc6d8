/*
 * exchange/outgoing.h - what other systems are told, and what is new of it.
 *
 * An outgoing thing is an accepted decision, the next date of a review, or a
 * published report. Its id stays the same whatever is told of it, its digest
 * covers all that a system is told. Beside what a system was told last (store/outbox.h) it is
 *
 *	new		never told
 *	changed		told otherwise, or taken up again
 *	withdrawn	told, and no longer so: a decision that is not accepted
 *			any more, or lost its date; a date that moved elsewhere
 *
 * or the same, and then it is not told again. An action that is in place, or
 * a date that is over, just ends: it is neither told nor withdrawn.
 */
#ifndef TUNEUP_EXCHANGE_OUTGOING_H
#define TUNEUP_EXCHANGE_OUTGOING_H

#include "base/hash.h"
#include "config/config.h"
#include "findings/effect.h"
#include "store/outbox.h"

enum outgoing_kind { OUTGOING_TASK, OUTGOING_REVIEW, OUTGOING_REPORT };

enum outgoing_change { CHANGE_NONE, CHANGE_NEW, CHANGE_CHANGED,
		       CHANGE_WITHDRAWN, CHANGES };
const char *outgoing_change_name(enum outgoing_change c);	/* "new" */

struct outgoing {
	enum outgoing_kind kind;
	const char *id;
	const char *title;	/* one line, without the id */
	const char *text;	/* lines for people; begins with the id */
	const char *owner;	/* label, "" = nobody was named */
	const char *email;	/* "" = the config names none */
	int32_t due;		/* DAY_NONE = no date */
	enum outgoing_change change;
	int64_t version;	/* 1 when new */
	const struct outbox_item *before; /* as told last; NULL */
	const char *file;	/* of a report, its base name and its bytes */
	const void *bytes;
	size_t len;
	char sha256[SHA256_HEX];
};

struct outgoing_list { struct outgoing *item; size_t n, cap; };

/* Accepted decisions that are not in place yet; with `all` those in place,
 * too. In the order of their ids. */
void outgoing_tasks(struct outgoing_list *out, const struct decided_list *l,
		    const struct config *config, bool all, struct arena *a);
/* The next dates of the three reviews; one that is overdue is on the next
 * Monday. */
struct outgoing_dates { int32_t session, spot_check, review; bool biweekly; };
void outgoing_reviews(struct outgoing_list *out,
		      const struct outgoing_dates *next, int32_t as_of,
		      const struct config *config, struct arena *a);

/* Fill the digest, once everything else is there. */
void outgoing_seal(struct outgoing *o);
/*
 * Say of each what is new, and add what was withdrawn of what was told last
 * (sorted by id, as store_outbox_last() gives it) and is not in the list.
 */
void outgoing_compare(struct outgoing_list *list,
		      const struct outbox_item *last, size_t n_last,
		      const struct decided_list *decided, int32_t as_of,
		      struct arena *a);
/* "due 4 Dec 2026 (was 27 Nov 2026), owner Ops (was Content lead)": what
 * differs from what was told; "" when new. */
const char *outgoing_difference(const struct outgoing *o, struct arena *a);

#endif
