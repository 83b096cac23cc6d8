/*
 * store/decide.c - answers and dates. Rows are added, never changed; what
 * stands already is not added again.
 */
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "store/chain.h"
#include "store/decide.h"

static const char *or_blank(const char *text)
{
	return text ? text : "";
}

/* ---- answers --------------------------------------------------------- */

/* An answer on its way in: what it is about, and what it accepts. */
struct answer {
	const struct decision_entry *said;
	const struct proposal_entry *offer;
	const struct option_entry *option; /* NULL: none accepted */
};

static int refuse_unknown(const struct decision_book *b, const char *id,
			  struct err *err)
{
	struct arena a = { 0 };
	const char **names = arena_array(&a, b->n_proposals + 1,
					 sizeof *names);
	const char *near;

	for (size_t i = 0; i < b->n_proposals; i++)
		names[i] = b->proposal[i].proposal;
	near = text_nearest(id, names, b->n_proposals);
	if (near)
		err_set(err, ERR_USAGE, "there is no proposal '%.60s'; did "
			"you mean %s?", id, near);
	else if (!b->n_proposals)
		err_set(err, ERR_USAGE, "there is no proposal '%.60s': no "
			"report has proposed anything yet; publish one with "
			"tuneup weekly", id);
	else
		err_set(err, ERR_USAGE, "there is no proposal '%.60s'; the "
			"latest is %s (tuneup actions --all lists them)", id,
			b->proposal[b->n_proposals - 1].proposal);
	arena_release(&a);
	return -1;
}

static bool is_letter(const char *choice)
{
	return choice[0] >= 'A' && choice[0] < 'A' + OPTIONS_MAX && !choice[1];
}

static bool is_word(const char *choice)
{
	return !strcmp(choice, "reject") || !strcmp(choice, "defer") ||
	       !strcmp(choice, "need-data");
}

/* The last row of the proposal that offered what is meant. */
static const struct proposal_entry *find_offer(const struct decision_book *b,
					       const struct decision_entry *d)
{
	size_t at = is_letter(d->choice) ? (size_t)(d->choice[0] - 'A') : 0;

	if (!is_letter(d->choice) || !*or_blank(d->action))
		return book_proposal(b, d->proposal);
	for (size_t i = b->n_proposals; i-- > 0;) {
		const struct proposal_entry *p = &b->proposal[i];

		if (!strcmp(p->proposal, d->proposal) && at < p->n_options &&
		    !strcmp(p->option[at].action, d->action))
			return p;
	}
	return NULL;
}

static int refuse_choice(const struct proposal_entry *p, const char *choice,
			 struct err *err)
{
	if (!is_letter(choice))
		return err_set(err, ERR_USAGE, "'%.30s' is no answer to %s: "
			       "give A, B, C, reject, defer or need-data",
			       choice, p->proposal);
	if (!p->n_options)
		return err_set(err, ERR_USAGE, "%s was not offered for %s, "
			       "which has no approved action: give reject, "
			       "defer or need-data", choice, p->proposal);
	return err_set(err, ERR_USAGE, "%s was not offered for %s; %s", choice,
		       p->proposal, p->n_options == 1 ? "only A was" :
		       p->n_options == 2 ? "A and B were" :
		       "another action has that letter");
}

static int check_days(const struct decision_entry *d,
		      const struct proposal_entry *p, struct err *err)
{
	char a[DATE_MAX], b[DATE_MAX];

	if (d->day < p->first)
		return err_set(err, ERR_USAGE, "%s was proposed for %s, which "
			       "began on %s; it cannot have been decided on "
			       "%s", d->proposal, p->period,
			       day_format(a, p->first), day_format(b, d->day));
	if (d->due != DAY_NONE && d->due < d->day)
		return err_set(err, ERR_USAGE, "%s: the due date %s is before "
			       "the day of the decision, %s", d->proposal,
			       day_format(a, d->due), day_format(b, d->day));
	return 0;
}

static int read_answer(struct answer *out, const struct decision_book *b,
		       const struct decision_entry *d, struct err *err)
{
	const struct proposal_entry *last = book_proposal(b, d->proposal);
	size_t at = is_letter(d->choice) ? (size_t)(d->choice[0] - 'A') : 0;

	*out = (struct answer){ .said = d };
	if (!last)
		return refuse_unknown(b, d->proposal, err);
	out->offer = find_offer(b, d);
	if (!out->offer || (is_letter(d->choice) ?
			    at >= out->offer->n_options : !is_word(d->choice)))
		return refuse_choice(last, d->choice, err);
	if (is_letter(d->choice))
		out->option = &out->offer->option[at];
	return check_days(d, out->offer, err);
}

static bool same_answer(const struct decision_entry *was,
			const struct answer *now)
{
	const struct decision_entry *d = now->said;

	return decision_says(was, d->choice, now->option ?
			     now->option->action : "") &&
	       !strcmp(was->owner, or_blank(d->owner)) &&
	       was->due == d->due &&
	       !strcmp(was->reason, or_blank(d->reason)) &&
	       !strcmp(was->note, or_blank(d->note));
}

static bool is_known(const struct decision_book *b, const struct answer *now)
{
	const struct decision_entry *last = book_answer(b,
							now->said->proposal);

	return last && same_answer(last, now);
}

static int add_answer(struct store *s, const struct answer *now,
		      struct err *err)
{
	const struct decision_entry *d = now->said;
	char due[DATE_MAX], day[DATE_MAX];
	sqlite3_stmt *st;
	int64_t id;

	if (!now->offer)
		BUG("an answer without its offer");
	if (decisions_next_id(&id, s, err))
		return -1;
	st = db_prepare(s, "INSERT INTO decision VALUES(?1, ?2, ?3, ?4, ?5, "
			"?6, ?7, ?8, ?9, ?10, ?11, zeroblob(32))", err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	db_bind_text(st, 2, d->proposal);
	sqlite3_bind_int64(st, 3, now->offer->id);
	db_bind_text(st, 4, d->choice);
	db_bind_text(st, 5, now->option ? now->option->action : "");
	db_bind_text(st, 6, or_blank(d->owner));
	db_bind_day(st, 7, d->due, due);
	db_bind_text(st, 8, or_blank(d->reason));
	db_bind_text(st, 9, or_blank(d->note));
	db_bind_text(st, 10, or_blank(d->source));
	db_bind_day(st, 11, d->day, day);
	return decisions_add_row(s, st, ROW_DECISION, id, err);
}

static int decide_one(struct store *s, const struct decision_entry *d,
		      size_t *changed, struct err *err)
{
	struct decision_book book;
	struct answer now;
	struct arena a = { 0 };
	int ret = store_decision_book(&book, s, &a, err);

	if (!ret)
		ret = read_answer(&now, &book, d, err);
	if (!ret && !is_known(&book, &now)) {
		ret = add_answer(s, &now, err);
		++*changed;
	}
	arena_release(&a);
	return ret;
}

static int decide_all(struct store *s, const struct decision_entry *d,
		      size_t n, size_t *changed, struct err *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < n; i++)
		ret = decide_one(s, &d[i], changed, err);
	return ret;
}

int store_import_decide(struct store_import *import,
			const struct decision_entry *d, size_t n,
			size_t *changed, struct err *err)
{
	return decide_all(store_import_store(import), d, n, changed, err);
}

int store_decide(struct store *s, const struct decision_entry *d, size_t n,
		 size_t *changed, struct err *err)
{
	*changed = 0;
	if (db_begin(s, err))
		return -1;
	return db_end(s, decide_all(s, d, n, changed, err), true, err);
}

int store_decide_try(struct store *s, const struct proposal_entry *first,
		     const struct decision_entry *d, size_t n,
		     size_t *changes, struct err *err)
{
	int ret;

	*changes = 0;
	if (db_begin(s, err))
		return -1;
	ret = first ? decisions_add_proposal(s, first, err) : 0;
	if (!ret)
		ret = decide_all(s, d, n, changes, err);
	db_rollback(s);
	return ret;
}

/* ---- in place since -------------------------------------------------- */

static int check_done(const struct decision_book *b, const char *proposal,
		      int32_t on, int32_t day, struct err *err)
{
	const struct decision_entry *d = book_answer(b, proposal);
	const struct proposal_entry *p;
	char a[DATE_MAX], c[DATE_MAX];

	if (!book_proposal(b, proposal))
		return refuse_unknown(b, proposal, err);
	if (!d)
		return err_set(err, ERR_USAGE, "nothing was decided for %s: "
			       "say what first, with tuneup decide %s A|B|C",
			       proposal, proposal);
	if (!*d->action)
		return err_set(err, ERR_USAGE, "the answer to %s was '%s': "
			       "there is no action that could be done",
			       proposal, d->choice);
	p = book_offer(b, d->offered);
	if (on > day)
		return err_set(err, ERR_USAGE, "%s is still to come (today is "
			       "%s): say it when the action is in place",
			       day_format(a, on), day_format(c, day));
	if (p && on < p->first)
		return err_set(err, ERR_USAGE, "%s was proposed for %s, which "
			       "began on %s; it cannot be in place since %s",
			       proposal, p->period, day_format(a, p->first),
			       day_format(c, on));
	return 0;
}

static int add_done(struct store *s, const struct decision_entry *d,
		    int32_t on, const char *source, int32_t day,
		    struct err *err)
{
	char since[DATE_MAX], said[DATE_MAX];
	sqlite3_stmt *st;
	int64_t id;

	if (decisions_next_id(&id, s, err))
		return -1;
	st = db_prepare(s, "INSERT INTO implemented VALUES(?1, ?2, ?3, ?4, "
			"?5, ?6, zeroblob(32))", err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	db_bind_text(st, 2, d->proposal);
	db_bind_text(st, 3, d->action);
	db_bind_day(st, 4, on, since);
	db_bind_text(st, 5, or_blank(source));
	db_bind_day(st, 6, day, said);
	return decisions_add_row(s, st, ROW_IMPLEMENTED, id, err);
}

/* With the answer it belongs to; the arena has the book. */
static int read_done(const struct decision_entry **answer, struct store *s,
		     const char *proposal, int32_t on, int32_t day,
		     struct arena *a, struct err *err)
{
	struct decision_book book;

	if (store_decision_book(&book, s, a, err) ||
	    check_done(&book, proposal, on, day, err))
		return -1;
	*answer = book_answer(&book, proposal);
	return 0;
}

int store_done(struct store *s, const char *proposal, int32_t on,
	       const char *source, int32_t day, bool *changed,
	       struct err *err)
{
	const struct decision_entry *answer;
	struct arena a = { 0 };
	int ret;

	*changed = false;
	if (db_begin(s, err))
		return -1;
	ret = read_done(&answer, s, proposal, on, day, &a, err);
	if (!ret && answer->done != on) {
		ret = add_done(s, answer, on, source, day, err);
		*changed = !ret;
	}
	arena_release(&a);
	return db_end(s, ret, true, err);
}

int store_done_try(struct store *s, const char *proposal, int32_t on,
		   int32_t day, bool *changes, struct err *err)
{
	const struct decision_entry *answer;
	struct arena a = { 0 };
	int ret = read_done(&answer, s, proposal, on, day, &a, err);

	*changes = !ret && answer->done != on;
	arena_release(&a);
	return ret;
}
