/*
 * cli/run_plan.h - which reports are due: a function of the calendar, of what
 * was published and of what arrived. Nothing is read or written here.
 *
 * A week, month or quarter is due from the day after its last one on, unless
 * it was published. What was missed is caught up in order, from the period
 * after the last published one; a report that was never published begins
 * with the last complete period, or with that in which the first report of
 * any kind was made, and never before the first facts. Each is made as of the last day of its
 * period, whenever it is made, so that what was interrupted or missed becomes
 * the same report.
 *
 * Sources that `expect` names make it wait (config/expect.h): a source is in
 * when an import has rows of the period and either reaches its last day or
 * was made on that day or later. Behind the day until which one waits, the
 * report is made without it.
 */
#ifndef TUNEUP_CLI_RUN_PLAN_H
#define TUNEUP_CLI_RUN_PLAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "config/config.h"
#include "store/store.h"
#include "store/changed.h"

/* ---- has a source arrived? --------------------------------------------- */

struct ledger {
	const struct ledger_entry *entry;
	size_t n;
};

/* Rows of this source, by profile or --source name, touch the period. */
bool source_has_rows(const struct ledger *l, const char *source,
		     struct period p);
/* ... and no more are to be waited for. */
bool source_is_in(const struct ledger *l, const char *source,
		  struct period p);

/* ---- what is due ------------------------------------------------------- */

struct plan_input {
	int32_t today;
	const struct config *config;
	int32_t data_first;		/* first day of facts, DAY_NONE */
	const struct run_entry *run;	/* oldest first */
	size_t n_runs;
	struct ledger ledger;
};

struct plan_report {
	const char *report;		/* "weekly", "monthly", "quarterly" */
	struct period period;
	const char *id;			/* "2026-W47" */
	bool waits;
	int32_t until;			/* last day it waits */
	const char **awaited;		/* sources that are not in */
	size_t n_awaited;
};

struct plan {
	struct plan_report *item;	/* by last day; weekly first */
	size_t n;
};

/* Behind a report that waits no other of its kind is due. Texts are the
 * arena's or the input's. */
void plan_reports(struct plan *out, const struct plan_input *in,
		  struct arena *a);

/* The last period of a report that was published, false: none was. */
bool plan_last(struct period *out, const struct plan_input *in,
	       const char *report);

/* ---- what to look at again --------------------------------------------- */

struct plan_again {
	const struct run_entry *run;	/* the last one of its period */
	struct period period;
};

/* Published reports of whose period, or of the `output_days` before it, a day
 * changed behind import `examined` and behind the one that they saw last. By
 * last day. Whether a number changed is for their figures to say. */
size_t plan_again(struct plan_again **out, const struct plan_input *in,
		  const struct changed_day *day, size_t n, int64_t examined,
		  struct arena *a);

/* ---- health reviews ---------------------------------------------------- */

#define REVIEW_EVERY 14		/* days while weeks are uneasy: R41 */

/* Could one be due at the end of this week? The last day of the last one, or
 * the day before the first facts. */
bool plan_review(const struct plan_input *in, struct period week);

#endif
