/*
 * store/propose.c - what reports bring: proposals, and what figures say of
 * earlier actions. Rows are added, never changed; what stands already is not
 * added again.
 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/strbuf.h"
#include "store/chain.h"
#include "store/decide.h"

#define SCOPES (sizeof ((struct option_entry *)0)->scope / sizeof (char *))

static const char *or_blank(const char *text)
{
	return text ? text : "";
}

static void bind_real(sqlite3_stmt *st, int i, double v)
{
	if (isfinite(v))
		sqlite3_bind_double(st, i, v);
	else
		sqlite3_bind_null(st, i);
}

int decisions_next_id(int64_t *id, struct store *s, struct err *err)
{
	if (db_int(s, "SELECT max(coalesce((SELECT max(id) FROM proposal), 0), "
		   "coalesce((SELECT max(id) FROM decision), 0), "
		   "coalesce((SELECT max(id) FROM implemented), 0), "
		   "coalesce((SELECT max(id) FROM effect), 0))", 0, id, err))
		return -1;
	++*id;
	return 0;
}

int decisions_add_row(struct store *s, sqlite3_stmt *st,
		      enum decision_table t, int64_t id, struct err *err)
{
	int ret = db_run(s, st, err);

	sqlite3_finalize(st);
	return ret ? -1 : chain_add_decision(s, t, id, err);
}

/* ---- proposals ------------------------------------------------------- */

static void option_text(struct strbuf *out, const struct option_entry *o)
{
	strbuf_printf(out, "%s\n%s\n%s\n%s\n%.17g %.17g %.17g %.17g %.17g "
		      "%.17g %d %d\n", o->action, o->text, o->role, o->metric,
		      o->hours, o->setup, o->wasted, o->reduction, o->value,
		      o->each, o->before_first, o->before_last);
	for (size_t c = 0; c < SCOPES; c++)
		strbuf_printf(out, "%s%s\n", o->scope[c] ? "=" : "",
			      or_blank(o->scope[c]));
}

/* Everything a proposal says, to be compared. */
static void proposal_text(struct strbuf *out, const struct proposal_entry *p)
{
	strbuf_printf(out, "%s\n%s\n%d %d\n%s\n%s\n%s\n", p->report, p->period,
		      p->first, p->last, p->problem, p->title, p->evidence);
	for (size_t i = 0; i < p->n_options; i++)
		option_text(out, &p->option[i]);
}

static bool stands_already(const struct decision_book *b,
			   const struct proposal_entry *p)
{
	const struct proposal_entry *last = book_proposal(b, p->proposal);
	struct strbuf is = STRBUF_INIT, was = STRBUF_INIT;
	bool same;

	if (!last)
		return false;
	proposal_text(&is, p);
	proposal_text(&was, last);
	same = !strcmp(is.s, was.s);
	strbuf_release(&is);
	strbuf_release(&was);
	return same;
}

static int add_option(struct store *s, sqlite3_stmt *st, int64_t offered,
		      size_t at, const struct option_entry *o,
		      struct err *err)
{
	char letter[2] = { (char)('A' + (int)at), '\0' };
	char first[DATE_MAX], last[DATE_MAX];
	int i = 1;

	sqlite3_bind_int64(st, i++, offered);
	db_bind_text(st, i++, letter);
	db_bind_text(st, i++, o->action);
	db_bind_text(st, i++, o->text);
	db_bind_text(st, i++, o->role);
	bind_real(st, i++, o->hours);
	bind_real(st, i++, o->setup);
	bind_real(st, i++, o->wasted);
	bind_real(st, i++, o->reduction);
	db_bind_text(st, i++, o->metric);
	for (size_t c = 0; c < SCOPES; c++)
		db_bind_text(st, i++, o->scope[c]);
	bind_real(st, i++, o->value);
	bind_real(st, i++, o->each);
	db_bind_day(st, i++, o->before_first, first);
	db_bind_day(st, i++, o->before_last, last);
	return db_run(s, st, err);
}

static int add_options(struct store *s, int64_t offered,
		       const struct proposal_entry *p, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "INSERT INTO proposal_option VALUES("
		"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
		"?, ?, ?, ?, ?, ?)", err);
	int ret = st ? 0 : -1;

	for (size_t i = 0; !ret && i < p->n_options; i++)
		ret = add_option(s, st, offered, i, &p->option[i], err);
	sqlite3_finalize(st);
	return ret;
}

/* run: 0 = none published it. The options first: the link covers them. */
static int add_proposal(struct store *s, const struct proposal_entry *p,
			int64_t run, struct err *err)
{
	char first[DATE_MAX], last[DATE_MAX];
	sqlite3_stmt *st;
	int64_t id;

	if (decisions_next_id(&id, s, err))
		return -1;
	st = db_prepare(s, "INSERT INTO proposal VALUES(?1, ?2, ?3, ?4, ?5, "
			"?6, ?7, ?8, ?9, ?10, zeroblob(32))", err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, id);
	db_bind_text(st, 2, p->proposal);
	db_bind_num(st, 3, run ? run : NUM_NULL);
	db_bind_text(st, 4, p->report);
	db_bind_text(st, 5, p->period);
	db_bind_day(st, 6, p->first, first);
	db_bind_day(st, 7, p->last, last);
	db_bind_text(st, 8, p->problem);
	db_bind_text(st, 9, p->title);
	db_bind_text(st, 10, p->evidence);
	int ret = db_run(s, st, err);

	sqlite3_finalize(st);
	if (ret || add_options(s, id, p, err))
		return -1;
	return chain_add_decision(s, ROW_PROPOSAL, id, err);
}

/* ---- effects --------------------------------------------------------- */

/* The day it was looked at is news only together with something else. */
static bool same_effect(const struct effect_entry *a,
			const struct effect_entry *b)
{
	const double is[] = { a->before, a->after, a->difference, a->low,
			      a->high, a->promised, a->reduction, a->hours };
	const double was[] = { b->before, b->after, b->difference, b->low,
			       b->high, b->promised, b->reduction, b->hours };

	for (size_t i = 0; i < sizeof is / sizeof *is; i++)
		if (is[i] != was[i] && !(isnan(is[i]) && isnan(was[i])))
			return false;
	return !strcmp(a->verdict, b->verdict) && a->final == b->final &&
	       a->weeks == b->weeks;
}

static bool said_already(const struct decision_book *b,
			 const struct effect_entry *e)
{
	for (size_t i = b->n_effects; i-- > 0;)
		if (!strcmp(b->effect[i].proposal, e->proposal) &&
		    !strcmp(b->effect[i].action, e->action))
			return same_effect(&b->effect[i], e) ||
			       b->effect[i].as_of > e->as_of;
	return false;
}

static int add_effect(struct store *s, const struct effect_entry *e,
		      int64_t run, struct err *err)
{
	const double real[] = { e->before, e->after, e->difference, e->low,
				e->high, e->promised };
	char as_of[DATE_MAX];
	sqlite3_stmt *st;
	int64_t id;
	int i = 1;

	if (decisions_next_id(&id, s, err))
		return -1;
	st = db_prepare(s, "INSERT INTO effect VALUES(?, ?, ?, ?, ?, ?, ?, ?, "
			"?, ?, ?, ?, ?, ?, ?, ?, zeroblob(32))", err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, i++, id);
	db_bind_text(st, i++, e->proposal);
	db_bind_text(st, i++, e->action);
	db_bind_num(st, i++, run ? run : NUM_NULL);
	db_bind_text(st, i++, e->verdict);
	sqlite3_bind_int64(st, i++, e->final);
	db_bind_day(st, i++, e->as_of, as_of);
	for (size_t k = 0; k < sizeof real / sizeof *real; k++)
		bind_real(st, i++, real[k]);
	sqlite3_bind_int64(st, i++, e->weeks);
	bind_real(st, i++, e->reduction);
	bind_real(st, i++, e->hours);
	return decisions_add_row(s, st, ROW_EFFECT, id, err);
}

int decisions_add_run(struct store *s, const struct run_entry *run,
		      struct err *err)
{
	struct decision_book book;
	struct arena a = { 0 };
	int ret;

	if (!run->n_proposals && !run->n_effects)
		return 0;
	ret = store_decision_book(&book, s, &a, err);
	for (size_t i = 0; !ret && i < run->n_proposals; i++)
		if (!stands_already(&book, &run->proposals[i]))
			ret = add_proposal(s, &run->proposals[i], run->id,
					   err);
	for (size_t i = 0; !ret && i < run->n_effects; i++)
		if (!said_already(&book, &run->effects[i]))
			ret = add_effect(s, &run->effects[i], run->id, err);
	arena_release(&a);
	return ret;
}

int decisions_add_proposal(struct store *s, const struct proposal_entry *p,
			   struct err *err)
{
	struct decision_book book;
	struct arena a = { 0 };
	int ret = store_decision_book(&book, s, &a, err);

	if (!ret && !stands_already(&book, p))
		ret = add_proposal(s, p, 0, err);
	arena_release(&a);
	return ret;
}

int store_propose(struct store *s, const struct proposal_entry *p,
		  struct err *err)
{
	if (db_begin(s, err))
		return -1;
	return db_end(s, decisions_add_proposal(s, p, err), true, err);
}
