/*
 * cli/fail_on.h - limits on the command line, for scripts and CI.
 *
 *	--fail-on 'rework>15%'              the rework rate of all work
 *	--fail-on 'rework@blog >= 0.15'     of one workflow; the same limit
 *	--fail-on 'friction@workflow=blog,step=draft > review > 20%'
 *	--fail-on 'surely net_hours<5h'     only if the interval lies below
 *
 *	[surely] METRIC[@SCOPE] OP VALUE[UNIT]
 *
 * METRIC is an id of `tuneup list metrics`. SCOPE is DIM=NAME[,DIM=NAME] with
 * the columns of `tuneup figures` as DIM; a NAME alone is a workflow, (none)
 * the blank value. OP is one of > >= < <=; it is the last one of the text, so
 * that an edge ("draft > review") is a name like any other. UNIT is what the
 * metric prints: %, points, h, min, weeks, days or the workspace's currency
 * (before or behind the number; EUR/h an hour). It may be left away; the
 * number is then what `figures` prints, so a share stands as 0.15, and a
 * share beyond 1 without its % is refused. Value and limit are compared with
 * a tolerance of 1e-9, so that 3 of 20 is not above 15 %.
 *
 * A value is judged as it is printed, without its interval: one near the
 * limit crosses it by chance. With `surely` the whole interval must lie
 * beyond; a figure without one, or with too many unknown outcomes, is not
 * judged then.
 *
 * Not judged is, too, what has no number, whose period is not over, or of
 * which more will turn up (struct figure, immature): one line on stderr says
 * why, and nothing fails. What a command prints to stdout stays as it is.
 *
 * The steps, in the order in which a command takes them:
 *
 *	fail_on_read()	before anything is opened
 *	fail_on_cut()	the same; only of `figures --by`
 *	fail_on_known()	when there are figures, before anything is written
 *	fail_on_judge()	last of all
 *
 * The first three refuse with ERR_USAGE and the column within the text.
 */
#ifndef TUNEUP_CLI_FAIL_ON_H
#define TUNEUP_CLI_FAIL_ON_H

#include "cli/options.h"
#include "config/config.h"
#include "metrics/figure.h"

enum fail_op { FAIL_ABOVE, FAIL_FROM, FAIL_BELOW, FAIL_UP_TO };

struct fail_on {
	const char *text;	/* as it was given */
	const struct metric *metric;
	struct scope scope;
	const char *scope_at[SCOPE_DIMS]; /* where in text; NULL */
	enum fail_op op;
	double limit;		/* a share as 0.15 */
	const char *currency;	/* as it was given, NULL */
	const char *currency_at;
	bool surely;
};

struct fail_on_list {
	struct fail_on *item;
	size_t n;
	struct arena *arena;	/* of item and its texts */
};

/* The option of a command whose options are `struct type` with a member
 * `struct option_list fail_on`. */
#define FAIL_ON_OPTION(type) \
	{ "fail-on", 0, OPT_STRINGS, offsetof(struct type, fail_on), \
	  "CONDITION", NULL, "exit 3 when it is so: 'rework>15%'; repeatable" }

/* For the help of each. */
#define FAIL_ON_MORE \
	"\n\n--fail-on '[surely] METRIC[@SCOPE] OP VALUE[UNIT]' is for " \
	"scripts: all is done as\nalways, then each limit that is crossed is " \
	"a line on standard error and the command\nexits with 3. OP is >, " \
	">=, < or <=; SCOPE a workflow, or as in tool=Jasper. A value\nnear " \
	"its limit crosses it by chance; with `surely` its whole interval " \
	"must lie\nbeyond. What has no number yet is said and fails nothing."

/* Texts to conditions. With n of said 0 the list is empty. */
int fail_on_read(struct fail_on_list *list, const struct option_list *said,
		 struct arena *a, struct err *err);
/* Are these the dimensions that are computed? n_by 0: those of the metric. */
int fail_on_cut(const struct fail_on_list *list, const enum scope_dim *by,
		size_t n_by, struct err *err);
/* Is the currency ours, and is each name of a scope documented or in any of
 * the figures, of whatever metric and period? */
int fail_on_known(const struct fail_on_list *list, const struct config *config,
		  const struct figures *figures, struct err *err);
/* One line on stderr for each that is crossed or cannot be judged. -1 with
 * ERR_THRESHOLD and no message, for all is said, when one is crossed. */
int fail_on_judge(const struct fail_on_list *list, const struct config *config,
		  const struct figures *figures, struct period period,
		  struct err *err);

/* ---- between its files: reading (fail_on.c), names (fail_on_names.c) and
 * judging (fail_on_judge.c) ------------------------------------------------ */

/* ERR_USAGE; at points into the condition's text. */
int fail_on_refuse(const struct fail_on *c, const char *at, struct arena *a,
		   struct err *err, const char *fmt, ...) PRINTF_LIKE(5, 6);
#define fail_on_refuse(...) err_minus_one(fail_on_refuse(__VA_ARGS__))
/* "; did you mean 'rework'?", or ";" when none is near. */
const char *fail_on_near(const char *said, const char *const *names, size_t n,
			 struct arena *a);

enum fail_verdict { FAIL_NO, FAIL_YES, FAIL_NOT_JUDGED };

/* What became of one; *line is its sentence, NULL of FAIL_NO. */
enum fail_verdict fail_on_verdict(const char **line, const struct fail_on *c,
				  const struct config *config,
				  const struct figures *figures,
				  struct period period, struct arena *a);

#endif
