/*
 * store/decisions.h - what was proposed, decided and done, and whether it
 * worked: the store's most precious rows.
 *
 * Nothing is ever overwritten. A proposal that is published again with other
 * words, a decision that changes, an implementation date that is corrected
 * and a verdict that moves are new rows; the last row of a proposal counts.
 * The rows of the four tables share one sequence of ids and one chain of
 * digests (chain.h), so that a row changed, removed or cut off is seen before
 * any report.
 *
 *	proposal         as a report proposed it, or as it was computed anew
 *	                 for a decision (run 0), with its options A, B, C
 *	decision         an answer: one of the options, reject, defer or
 *	                 need-data
 *	implemented      since when an accepted action is in place
 *	effect           what its figures said, whenever that changed
 *
 * `tuneup sql` has them as they are, and table `actions`: the last answer to
 * each proposal with its action, date and verdict.
 */
#ifndef TUNEUP_STORE_DECISIONS_H
#define TUNEUP_STORE_DECISIONS_H

#include "store/store.h"

#define OPTIONS_MAX 3

/* An approved action as it was offered, and what to measure it by. */
struct option_entry {
	const char *action;	/* id in the playbook */
	const char *text;	/* what is done */
	const char *role;	/* who should do it */
	double hours;		/* expected net gain a week */
	double setup;		/* hours, once */
	double wasted;		/* hours a week that were lost then */
	double reduction;	/* of them, expected, 0..1 */
	const char *metric;	/* that met its trigger ... */
	const char *scope[12];	/* ... here, as in struct figure_row ... */
	double value;		/* ... and was this then */
	double each;		/* hours lost per unit of the metric's part */
	int32_t before_first, before_last; /* the weeks it is compared with;
					    * DAY_NONE: there were none */
};

struct proposal_entry {
	int64_t id;		/* of its row */
	const char *proposal;	/* "2026-W47-3f9a1c" */
	const char *report, *period; /* "weekly", "2026-W47" */
	int32_t first, last;	/* days of the period */
	const char *problem;	/* "output:blog" */
	const char *title, *evidence; /* plain text */
	struct option_entry option[OPTIONS_MAX]; /* A, B, C */
	size_t n_options;
	/* read back: the file of the run that proposed it, and its as-of; ""
	 * and DAY_NONE when it was computed for a decision */
	const char *file;
	int32_t published;
};

struct decision_entry {
	int64_t id;		/* of its row; 0 when given */
	const char *proposal;
	const char *choice;	/* "A", "B", "C", "reject", "defer",
				 * "need-data" */
	const char *owner;	/* "" = nobody was named */
	int32_t due;		/* DAY_NONE = no date */
	const char *reason, *note; /* "" */
	const char *source;	/* "command", or the file's name */
	int32_t day;		/* it was decided; never before the period
				 * that it is about has begun */
	/* Of the accepted option, "" unless one was. Given: the answer is to
	 * a report that offered this action under that letter, though a later
	 * one may offer another; NULL or "": whatever was offered last. */
	const char *action;
	/* read back: */
	int64_t offered;	/* the row of the proposal it answers */
	int32_t done;		/* implementation date, DAY_NONE */
};

/* Since when an accepted action is in place, as somebody said. */
struct done_entry {
	int64_t id;
	const char *proposal, *action;
	int32_t since, day;	/* day: it was said */
	const char *source;
};

/* What the figures said of an accepted action. */
struct effect_entry {
	int64_t id;		/* of its row; 0 when given */
	const char *proposal, *action;
	const char *verdict;	/* findings/effect.h: "worked" ... */
	bool final;		/* no later week changes it */
	int32_t as_of;		/* last day that was looked at */
	double before, after, difference, low, high, promised;
	int64_t weeks;		/* that counted after it */
	double reduction;	/* share of the before, NAN */
	double hours;		/* a week, NAN */
};

struct decision_book {
	struct proposal_entry *proposal; /* all rows, oldest first */
	size_t n_proposals;
	struct decision_entry *decision; /* all answers, oldest first */
	size_t n_decisions;
	struct done_entry *done; /* likewise */
	size_t n_done;
	struct effect_entry *effect; /* likewise; the last of an action
				      * counts */
	size_t n_effects;
};

/* ---- reading --------------------------------------------------------- */

/* All of it; texts and lists in the arena. */
int store_decision_book(struct decision_book *out, struct store *s,
			struct arena *a, struct err *err);
/* The last row of a proposal, NULL when there is none. */
const struct proposal_entry *book_proposal(const struct decision_book *b,
					   const char *proposal);
/* The row that was answered, by its id. */
const struct proposal_entry *book_offer(const struct decision_book *b,
					int64_t offered);
/* The last answer to a proposal, NULL when there is none. */
const struct decision_entry *book_answer(const struct decision_book *b,
					 const char *proposal);
/* Does it say this? An action is the same under any letter. */
bool decision_says(const struct decision_entry *d, const char *choice,
		   const char *action);
/* What was accepted, as it was offered; NULL unless it was an option. */
const struct option_entry *book_option(const struct decision_book *b,
				       const struct decision_entry *d);
/* Answers and dates only, not what reports add: names what a report was made
 * from. All zero while there are none. */
int store_decisions_digest(struct store *s, uint8_t out[SHA256_SIZE],
			   struct err *err);

/* ---- writing: each call is one transaction ---------------------------- */

/*
 * Take answers, all or none. An answer like the last one of its proposal
 * changes nothing; *changed counts the others. ERR_USAGE: unknown proposal
 * (the nearest is named), an option that was not offered, a due date before
 * the decision, a decision before its proposal's period.
 */
int store_decide(struct store *s, const struct decision_entry *d, size_t n,
		 size_t *changed, struct err *err);
/* The same inside an import that is open, to be committed or aborted with
 * it; *changed is added to. */
int store_import_decide(struct store_import *import,
			const struct decision_entry *d, size_t n,
			size_t *changed, struct err *err);
/* Whether it would change anything, or what is wrong with it; nothing is
 * kept, `first` neither, a proposal that no report published (NULL: none). For
 * a copy of the store before a change (store/backup.h), and for --dry-run. */
int store_decide_try(struct store *s, const struct proposal_entry *first,
		     const struct decision_entry *d, size_t n,
		     size_t *changes, struct err *err);
/* The accepted action of a proposal is in place since `on`; the same date
 * again changes nothing. ERR_USAGE: nothing was accepted, or `on` is before
 * the proposal's period or after `day`, today. */
int store_done(struct store *s, const char *proposal, int32_t on,
	       const char *source, int32_t day, bool *changed,
	       struct err *err);
int store_done_try(struct store *s, const char *proposal, int32_t on,
		   int32_t day, bool *changes, struct err *err);
/* A proposal that no report published. As it stands already: nothing. */
int store_propose(struct store *s, const struct proposal_entry *p,
		  struct err *err);

#endif
