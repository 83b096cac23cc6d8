#include "cli/history.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "store/decisions.h"

enum {
	COL_DAY, COL_EVENT, COL_SAYS, COL_SOURCE, TEXT_COLUMNS,
	COL_ANSWER = TEXT_COLUMNS, COL_ACTION, COL_OWNER, COL_DUE, COL_REASON,
	COL_NOTE, COL_SINCE, COL_VERDICT, COL_FINAL, COL_BEFORE, COL_AFTER,
	COL_DIFFERENCE, COL_LOW, COL_HIGH, COL_WEEKS, COL_GOT, COLUMNS
};

static const char *const columns[COLUMNS] = {
	"day", "event", "says", "source", "answer", "action", "owner", "due",
	"reason", "note", "since", "verdict", "final", "before", "after",
	"difference", "low", "high", "weeks", "got_h"
};

static const bool numeric[COLUMNS] = {
	[COL_FINAL] = true, [COL_BEFORE] = true, [COL_AFTER] = true,
	[COL_DIFFERENCE] = true, [COL_LOW] = true, [COL_HIGH] = true,
	[COL_WEEKS] = true, [COL_GOT] = true
};

/* The rows of four tables, which share one sequence of ids. */
struct event { int64_t id; const char *row[COLUMNS]; };

struct history {
	const struct decision_book *book;
	const char *id;
	struct arena *a;
	struct event *item;
	size_t n;
};

static const char **event_add(struct history *h, int64_t id, int32_t day,
			      const char *what, const char *source)
{
	struct event *e = &h->item[h->n++];
	char text[DATE_MAX];

	e->id = id;
	for (int i = 0; i < COLUMNS; i++)
		e->row[i] = numeric[i] ? NULL : "";
	e->row[COL_DAY] = day == DAY_NONE ? "" :
			  arena_strdup(h->a, day_format(text, day));
	e->row[COL_EVENT] = what;
	e->row[COL_SOURCE] = source;
	return e->row;
}

static const char *number(struct history *h, double v, int digits)
{
	char text[NUM_TEXT_MAX];

	return isfinite(v) ? arena_strdup(h->a, num_exact(text,
			round_decimal(v, digits))) : NULL;
}

/* "A: Write ... into the prompt; B: ..." */
static void add_proposal(struct history *h, const struct proposal_entry *p)
{
	const char **row = event_add(h, p->id, p->published, "proposed",
				     *p->file ? p->file : "command");
	const char *says = p->title;

	for (size_t i = 0; i < p->n_options; i++)
		says = arena_printf(h->a, "%s%s %c: %s", says, i ? ";" : ".",
				    (char)('A' + (int)i), p->option[i].text);
	row[COL_SAYS] = says;
}

static const char *with(struct history *h, const char *says, const char *before,
			const char *text)
{
	return *text ? arena_printf(h->a, "%s, %s%s", says, before, text) :
		       says;
}

static void add_decision(struct history *h, const struct decision_entry *d)
{
	const char **row = event_add(h, d->id, d->day, "decided", d->source);
	const struct option_entry *o = book_option(h->book, d);
	char due[DATE_MAX];

	row[COL_ANSWER] = d->choice;
	row[COL_ACTION] = d->action;
	row[COL_OWNER] = d->owner;
	row[COL_DUE] = d->due == DAY_NONE ? "" :
		       arena_strdup(h->a, day_format(due, d->due));
	row[COL_REASON] = d->reason;
	row[COL_NOTE] = d->note;
	row[COL_SAYS] = o ? arena_printf(h->a, "%s, %s", d->choice, o->text) :
			    d->choice;
	row[COL_SAYS] = with(h, row[COL_SAYS], "", d->owner);
	row[COL_SAYS] = with(h, row[COL_SAYS], "due ", row[COL_DUE]);
	row[COL_SAYS] = with(h, row[COL_SAYS], "", d->reason);
	row[COL_SAYS] = with(h, row[COL_SAYS], "", d->note);
}

static void add_done(struct history *h, const struct done_entry *d)
{
	const char **row = event_add(h, d->id, d->day, "in place", d->source);
	char since[DATE_MAX];

	row[COL_ACTION] = d->action;
	row[COL_SINCE] = arena_strdup(h->a, day_format(since, d->since));
	row[COL_SAYS] = arena_printf(h->a, "since %s", row[COL_SINCE]);
}

static void add_effect(struct history *h, const struct effect_entry *e)
{
	const char **row = event_add(h, e->id, e->as_of, "verdict", "report");

	row[COL_ACTION] = e->action;
	row[COL_VERDICT] = e->verdict;
	row[COL_FINAL] = e->final ? "1" : "0";
	row[COL_BEFORE] = number(h, e->before, 6);
	row[COL_AFTER] = number(h, e->after, 6);
	row[COL_DIFFERENCE] = number(h, e->difference, 6);
	row[COL_LOW] = number(h, e->low, 6);
	row[COL_HIGH] = number(h, e->high, 6);
	row[COL_WEEKS] = arena_printf(h->a, "%" PRId64, e->weeks);
	row[COL_GOT] = number(h, e->hours, 2);
	row[COL_SAYS] = e->verdict;
	if (isfinite(e->low))
		row[COL_SAYS] = arena_printf(h->a, "%s, difference %s (%s to "
			"%s) over %s weeks", e->verdict,
			number(h, e->difference, 4), number(h, e->low, 4),
			number(h, e->high, 4), row[COL_WEEKS]);
	if (e->final)
		row[COL_SAYS] = arena_printf(h->a, "%s; it stays",
					     row[COL_SAYS]);
}

static int event_cmp(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void collect(struct history *h)
{
	const struct decision_book *b = h->book;

	h->item = arena_array(h->a, b->n_proposals + b->n_decisions +
			      b->n_done + b->n_effects, sizeof *h->item);
	for (size_t i = 0; i < b->n_proposals; i++)
		if (!strcmp(b->proposal[i].proposal, h->id))
			add_proposal(h, &b->proposal[i]);
	for (size_t i = 0; i < b->n_decisions; i++)
		if (!strcmp(b->decision[i].proposal, h->id))
			add_decision(h, &b->decision[i]);
	for (size_t i = 0; i < b->n_done; i++)
		if (!strcmp(b->done[i].proposal, h->id))
			add_done(h, &b->done[i]);
	for (size_t i = 0; i < b->n_effects; i++)
		if (!strcmp(b->effect[i].proposal, h->id))
			add_effect(h, &b->effect[i]);
	if (h->n)
		qsort(h->item, h->n, sizeof *h->item, event_cmp);
}

static int refuse_unknown(const struct history *h, struct err *err)
{
	const struct decision_book *b = h->book;
	const char **names = arena_array(h->a, b->n_proposals + 1,
					 sizeof *names);
	const char *near;

	for (size_t i = 0; i < b->n_proposals; i++)
		names[i] = b->proposal[i].proposal;
	near = text_nearest(h->id, names, b->n_proposals);
	return err_set(err, ERR_USAGE, "there is no proposal '%.60s'%s%s%s; "
		       "tuneup actions --all lists them", h->id,
		       near ? "; did you mean " : "", near ? near : "",
		       near ? "?" : "");
}

int history_print(struct workspace *w, const char *id, const char *format,
		  struct arena *a, struct err *err)
{
	struct decision_book book;
	struct history h = { .book = &book, .id = id, .a = a };
	struct rows *rows;

	if (store_decision_book(&book, w->store, a, err))
		return -1;
	collect(&h);
	if (!h.n)
		return refuse_unknown(&h, err);
	rows = rows_new(format, columns, numeric, strcmp(format, "text") ?
			COLUMNS : TEXT_COLUMNS);
	for (size_t i = 0; i < h.n; i++)
		rows_add(rows, h.item[i].row);
	return rows_finish(rows, err);
}
