/* What there is to tell: accepted decisions, and the next reviews. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/strbuf.h"
#include "exchange/outgoing.h"

static void add(struct outgoing_list *out, struct outgoing o)
{
	outgoing_seal(&o);
	vec_reserve(&out->item, out->n, &out->cap);
	out->item[out->n++] = o;
}

/* ---- accepted decisions --------------------------------------------------- */

static bool is_told(const struct decided *d, bool all)
{
	if (!d->option)
		return false;
	return all || d->state == ACTION_OPEN || d->state == ACTION_LATE;
}

static const char *email_of(const struct config *c, const char *owner)
{
	for (size_t i = 0; i < c->n_owners; i++)
		if (!strcmp(c->owners[i].label, owner))
			return c->owners[i].email;
	return "";
}

static const char *where_words(const struct decided *d,
			       const struct config *c, struct arena *a)
{
	struct scope scope = d->scope;
	const struct config_workflow *w = scope.dim[SCOPE_WORKFLOW] ?
		config_workflow(c, scope.dim[SCOPE_WORKFLOW]) : NULL;

	if (w)
		scope.dim[SCOPE_WORKFLOW] = w->name;
	return scope_words(a, &scope);
}

static void say_hours(struct strbuf *s, const char *label, double hours,
		      const char *unit)
{
	char text[NUM_TEXT_MAX];

	if (isfinite(hours))
		strbuf_printf(s, "\n%s: %s %s", label,
			      num_text(text, hours, 1), unit);
}

static void say_text(struct strbuf *s, const char *label, const char *text)
{
	if (*text)
		strbuf_printf(s, "\n%s: %s", label, text);
}

/* Enough to do it without the report at hand. */
static const char *task_text(const struct decided *d, const struct config *c,
			     struct arena *a)
{
	const struct decision_entry *e = d->decision;
	struct strbuf s = STRBUF_INIT;
	char day[DATE_MAX];
	const char *text;

	strbuf_printf(&s, "%s (%s, decided on %s)", e->proposal, c->team,
		      day_words(day, e->day, DAY_FULL));
	say_text(&s, "Where", where_words(d, c, a));
	if (d->proposal) {
		say_text(&s, "Why", d->proposal->title);
		say_text(&s, "Evidence", d->proposal->evidence);
	}
	say_hours(&s, "Expected", d->option->hours, "h a week, net");
	say_hours(&s, "Set-up", d->option->setup, "h, once");
	say_text(&s, "Owner", e->owner);
	say_text(&s, "Reason", e->reason);
	say_text(&s, "Note", e->note);
	strbuf_printf(&s, "\nWhen it is in place: tuneup done %s --on DATE",
		      e->proposal);
	text = arena_strdup(a, s.s);
	strbuf_release(&s);
	return text;
}

static int by_id(const void *a, const void *b)
{
	const struct outgoing *x = a, *y = b;

	return strcmp(x->id, y->id);
}

void outgoing_tasks(struct outgoing_list *out, const struct decided_list *l,
		    const struct config *config, bool all, struct arena *a)
{
	size_t first = out->n;

	for (size_t i = 0; i < l->n; i++) {
		const struct decided *d = &l->item[i];

		if (!is_told(d, all))
			continue;
		add(out, (struct outgoing){
			.kind = OUTGOING_TASK, .id = d->decision->proposal,
			.title = d->option->text,
			.text = task_text(d, config, a),
			.owner = d->decision->owner,
			.email = email_of(config, d->decision->owner),
			.due = d->decision->due
		});
	}
	if (out->n > first)
		qsort(out->item + first, out->n - first, sizeof *out->item,
		      by_id);
}

/* ---- reviews ---------------------------------------------------------------- */

/* A review that is overdue keeps its id, which names the period it was for. */
static void add_review(struct outgoing_list *out, const char *what,
		       const char *title, const char *why,
		       enum period_kind kind, int32_t due, int32_t as_of,
		       const struct config *c, struct arena *a)
{
	struct period p = period_of(kind, due, c->quarter_starts);
	bool late = due < as_of;
	const char *id = arena_printf(a, "%s-%s", what,
				      period_id(a, p, c->quarter_starts));

	if (late)
		due = as_of + 8 - day_weekday(as_of);
	add(out, (struct outgoing){
		.kind = OUTGOING_REVIEW, .id = id, .title = title,
		.text = arena_printf(a, "%s (%s)\n%s%s", id, c->team, why,
				     late ? "\nIt was due before: this is the "
					    "next Monday." : ""),
		.owner = "", .email = "", .due = due
	});
}

void outgoing_reviews(struct outgoing_list *out,
		      const struct outgoing_dates *next, int32_t as_of,
		      const struct config *config, struct arena *a)
{
	add_review(out, "session", "Tuning session",
		   "30 minutes over the weekly workbook: tuneup weekly",
		   PERIOD_WEEK, next->session, as_of, config, a);
	add_review(out, "spot-check", "Monthly spot check",
		   "One sheet: tuneup monthly", PERIOD_MONTH,
		   next->spot_check, as_of, config, a);
	add_review(out, "health-review", "Workflow health review",
		   next->biweekly ?
		   "Every two weeks for now: tuneup quarterly" :
		   "The health check for management: tuneup quarterly",
		   next->biweekly ? PERIOD_WEEK : PERIOD_QUARTER,
		   next->review, as_of, config, a);
}
