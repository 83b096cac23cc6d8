/*
 * store/decisions.c - proposals, answers, dates and effects, read back.
 */
#include "store/decisions.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "store/decide.h"

#define SCOPES (sizeof ((struct option_entry *)0)->scope / sizeof (char *))

static const char *keep(struct arena *a, sqlite3_stmt *st, int i)
{
	return arena_strdup(a, db_text(st, i));
}

static double real_of(sqlite3_stmt *st, int i)
{
	if (sqlite3_column_type(st, i) == SQLITE_NULL)
		return (double)NAN;
	return sqlite3_column_double(st, i);
}

/* ---- proposals ------------------------------------------------------- */

static void read_option(struct option_entry *o, sqlite3_stmt *st,
			struct arena *a)
{
	int i = 0;

	o->action = keep(a, st, i++);
	o->text = keep(a, st, i++);
	o->role = keep(a, st, i++);
	o->hours = real_of(st, i++);
	o->setup = real_of(st, i++);
	o->wasted = real_of(st, i++);
	o->reduction = real_of(st, i++);
	o->metric = keep(a, st, i++);
	for (size_t c = 0; c < SCOPES; c++, i++)
		if (sqlite3_column_type(st, i) != SQLITE_NULL)
			o->scope[c] = keep(a, st, i);
	o->value = real_of(st, i++);
	o->each = real_of(st, i++);
	o->before_first = db_day(st, i++);
	o->before_last = db_day(st, i++);
}

static int read_options(struct proposal_entry *p, struct store *s,
			sqlite3_stmt *st, struct arena *a, struct err *err)
{
	int got = 1;

	sqlite3_bind_int64(st, 1, p->id);
	while (p->n_options < OPTIONS_MAX && (got = db_step(s, st, err)) > 0)
		read_option(&p->option[p->n_options++], st, a);
	sqlite3_reset(st);
	return got < 0 ? -1 : 0;
}

static void read_proposal(struct proposal_entry *p, sqlite3_stmt *st,
			  struct arena *a)
{
	*p = (struct proposal_entry){
		.id = sqlite3_column_int64(st, 0),
		.proposal = keep(a, st, 1), .report = keep(a, st, 2),
		.period = keep(a, st, 3), .first = db_day(st, 4),
		.last = db_day(st, 5), .problem = keep(a, st, 6),
		.title = keep(a, st, 7), .evidence = keep(a, st, 8),
		.file = keep(a, st, 9), .published = db_day(st, 10)
	};
}

/* All rows: answers refer to earlier ones, too. */
static int load_proposals(struct decision_book *out, struct store *s,
			  struct arena *a, struct err *err)
{
	sqlite3_stmt *st = NULL, *options = NULL;
	int64_t count;
	int got = -1;

	if (db_int(s, "SELECT count(*) FROM proposal", 0, &count, err))
		return -1;
	out->proposal = arena_array(a, (size_t)count, sizeof *out->proposal);
	st = db_prepare(s, "SELECT p.id, p.proposal, p.report, p.period, "
		"p.first_day, p.last_day, p.problem, p.title, p.evidence, "
		"r.file, r.as_of FROM proposal p LEFT JOIN report_run r ON "
		"r.id = p.run ORDER BY p.id", err);
	options = st ? db_prepare(s, "SELECT action, text, role, hours, "
		"setup, wasted, reduction, metric, workflow, step, tool, "
		"item_type, channel, campaign, segment, prompt_version, "
		"component, input, field, skill, value, each, before_first, "
		"before_last FROM proposal_option WHERE offered = ?1 ORDER BY "
		"letter", err) : NULL;
	if (options)
		got = 1;
	while (got > 0 && out->n_proposals < (size_t)count &&
	       (got = db_step(s, st, err)) > 0) {
		struct proposal_entry *p = &out->proposal[out->n_proposals++];

		read_proposal(p, st, a);
		if (read_options(p, s, options, a, err))
			got = -1;
	}
	sqlite3_finalize(options);
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

/* ---- answers and effects --------------------------------------------- */

static int load_decisions(struct decision_book *out, struct store *s,
			  struct arena *a, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t count;
	int got = -1;

	if (db_int(s, "SELECT count(*) FROM decision", 0, &count, err))
		return -1;
	out->decision = arena_array(a, (size_t)count, sizeof *out->decision);
	/* a date stays with its action when only the owner changes */
	st = db_prepare(s, "SELECT id, proposal, choice, owner, due, reason, "
		"note, source, day, offered, action, (SELECT since FROM "
		"implemented i WHERE i.proposal = d.proposal AND i.action = "
		"d.action AND d.action <> '' ORDER BY i.id DESC LIMIT 1) FROM "
		"decision d ORDER BY id", err);
	if (st)
		got = 1;
	while (got > 0 && out->n_decisions < (size_t)count &&
	       (got = db_step(s, st, err)) > 0)
		out->decision[out->n_decisions++] = (struct decision_entry){
			.id = sqlite3_column_int64(st, 0),
			.proposal = keep(a, st, 1), .choice = keep(a, st, 2),
			.owner = keep(a, st, 3), .due = db_day(st, 4),
			.reason = keep(a, st, 5), .note = keep(a, st, 6),
			.source = keep(a, st, 7), .day = db_day(st, 8),
			.offered = sqlite3_column_int64(st, 9),
			.action = keep(a, st, 10), .done = db_day(st, 11)
		};
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

static int load_done(struct decision_book *out, struct store *s,
		     struct arena *a, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t count;
	int got = -1;

	if (db_int(s, "SELECT count(*) FROM implemented", 0, &count, err))
		return -1;
	out->done = arena_array(a, (size_t)count, sizeof *out->done);
	st = db_prepare(s, "SELECT id, proposal, action, since, day, source "
			"FROM implemented ORDER BY id", err);
	if (st)
		got = 1;
	while (got > 0 && out->n_done < (size_t)count &&
	       (got = db_step(s, st, err)) > 0)
		out->done[out->n_done++] = (struct done_entry){
			.id = sqlite3_column_int64(st, 0),
			.proposal = keep(a, st, 1), .action = keep(a, st, 2),
			.since = db_day(st, 3), .day = db_day(st, 4),
			.source = keep(a, st, 5)
		};
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

static void read_effect(struct effect_entry *e, sqlite3_stmt *st,
			struct arena *a)
{
	int i = 0;

	e->id = sqlite3_column_int64(st, i++);
	e->proposal = keep(a, st, i++);
	e->action = keep(a, st, i++);
	e->verdict = keep(a, st, i++);
	e->final = sqlite3_column_int(st, i++) != 0;
	e->as_of = db_day(st, i++);
	e->before = real_of(st, i++);
	e->after = real_of(st, i++);
	e->difference = real_of(st, i++);
	e->low = real_of(st, i++);
	e->high = real_of(st, i++);
	e->promised = real_of(st, i++);
	e->weeks = sqlite3_column_int64(st, i++);
	e->reduction = real_of(st, i++);
	e->hours = real_of(st, i);
}

static int load_effects(struct decision_book *out, struct store *s,
			struct arena *a, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t count;
	int got = -1;

	if (db_int(s, "SELECT count(*) FROM effect", 0, &count, err))
		return -1;
	out->effect = arena_array(a, (size_t)count, sizeof *out->effect);
	st = db_prepare(s, "SELECT id, proposal, action, verdict, final, as_of, "
		"before, after, difference, low, high, promised, weeks, "
		"reduction, hours FROM effect ORDER BY id", err);
	if (st)
		got = 1;
	while (got > 0 && out->n_effects < (size_t)count &&
	       (got = db_step(s, st, err)) > 0)
		read_effect(&out->effect[out->n_effects++], st, a);
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int store_decision_book(struct decision_book *out, struct store *s,
			struct arena *a, struct err *err)
{
	*out = (struct decision_book){ 0 };
	if (load_proposals(out, s, a, err) || load_decisions(out, s, a, err))
		return -1;
	return load_done(out, s, a, err) || load_effects(out, s, a, err) ?
	       -1 : 0;
}

/* ---- looking things up ------------------------------------------------ */

const struct proposal_entry *book_proposal(const struct decision_book *b,
					   const char *proposal)
{
	for (size_t i = b->n_proposals; i-- > 0;)
		if (!strcmp(b->proposal[i].proposal, proposal))
			return &b->proposal[i];
	return NULL;
}

const struct proposal_entry *book_offer(const struct decision_book *b,
					int64_t offered)
{
	for (size_t i = 0; i < b->n_proposals; i++)
		if (b->proposal[i].id == offered)
			return &b->proposal[i];
	return NULL;
}

const struct decision_entry *book_answer(const struct decision_book *b,
					 const char *proposal)
{
	for (size_t i = b->n_decisions; i-- > 0;)
		if (!strcmp(b->decision[i].proposal, proposal))
			return &b->decision[i];
	return NULL;
}

bool decision_says(const struct decision_entry *d, const char *choice,
		   const char *action)
{
	if (*d->action || (action && *action))
		return !strcmp(d->action, action ? action : "");
	return !strcmp(d->choice, choice);
}

const struct option_entry *book_option(const struct decision_book *b,
				       const struct decision_entry *d)
{
	const struct proposal_entry *p = book_offer(b, d->offered);

	for (size_t i = 0; p && *d->action && i < p->n_options; i++)
		if (!strcmp(p->option[i].action, d->action))
			return &p->option[i];
	return NULL;
}

static void add_column(struct sha256 *h, sqlite3_stmt *st, int i)
{
	sha256_add_i64(h, sqlite3_column_type(st, i) == SQLITE_NULL);
	sha256_add_text(h, db_text(st, i));
}

/* Words only: which run or row they stand in changes nothing. */
int store_decisions_digest(struct store *s, uint8_t out[SHA256_SIZE],
			   struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT id, proposal, choice, action, "
		"owner, due, reason, note, day FROM decision UNION ALL SELECT "
		"id, proposal, 'done', action, since, NULL, '', '', day FROM "
		"implemented ORDER BY 1", err);
	struct sha256 *h;
	int64_t n = 0;
	int got;

	memset(out, 0, SHA256_SIZE);
	if (!st)
		return -1;
	h = sha256_new();
	while ((got = db_step(s, st, err)) > 0) {
		for (int i = 1; i < sqlite3_column_count(st); i++)
			add_column(h, st, i);
		n++;
	}
	sqlite3_finalize(st);
	if (n && !got) {
		sha256_done(h, out);
	} else {
		uint8_t none[SHA256_SIZE];

		sha256_done(h, none);
	}
	return got;
}
