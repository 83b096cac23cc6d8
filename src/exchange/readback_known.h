/*
 * exchange/readback_known.h - what verdicts, sessions and answers the store
 * has already, and which workbook said it.
 * (private to exchange/)
 */
#ifndef TUNEUP_EXCHANGE_READBACK_KNOWN_H
#define TUNEUP_EXCHANGE_READBACK_KNOWN_H

#include "exchange/readback_take.h"
#include "store/store.h"

enum reviewer { FIRST, SECOND, REVIEWERS };

struct judged_vote {
	const char *id;
	int64_t at, order, rating;	/* rating: thousandths or FACT_NULL */
	int64_t import;
	int verdict;
	int reviewer;			/* -1: of another source */
};

struct known_session { int32_t day; int64_t planned, actual, import; };
struct known_hours { int32_t day; const char *answer; int64_t import; };

/* Sessions and hours: only what was read back. */
struct known_facts {
	struct judged_vote *vote;	/* by id and time */
	size_t n_votes;
	struct known_session *session;
	size_t n_sessions;
	struct known_hours *hours;
	size_t n_hours;
	struct ledger_entry *ledger;
	size_t n_ledger;
};

/* In the arena of t->known. */
int known_facts_read(struct known_facts *k, struct taking *t, struct err *err);

/* What the sheet would show in a reviewer's cell: what was read back of it
 * last, else the first or second verdict that anybody gave. */
const struct judged_vote *vote_known(const struct known_facts *k,
				     const char *id, enum reviewer who);
const struct known_session *session_known(const struct known_facts *k,
					  int32_t day);
const struct known_hours *hours_known(const struct known_facts *k,
				      int32_t day);
/* Did another workbook say `before`, and not the one of s? Then it is told. */
bool said_elsewhere(struct taking *t, const struct known_facts *k,
		    int64_t import, const char *before, const struct said *s);

#endif
