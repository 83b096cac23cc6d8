/*
 * What is due, in order: first what late rows have changed, then weeks, months
 * and quarters by their last day, and behind each week the health review
 * where FAQ 4 of the article asks for it every second week.
 */
#include <string.h>

#include "cli/figure_changes.h"
#include "cli/make_report.h"
#include "cli/report_data.h"
#include "cli/run.h"
#include "cli/run_plan.h"
#include "exchange/readback.h"
#include "report/clocks.h"

#define STEP "publish"

struct publishing {
	struct run *r;
	struct plan_input in;
	struct changed_day *day;	/* behind what was examined */
	size_t n_days;
	bool failed[PERIOD_RANGE + 1];	/* later ones of the kind wait; of
					 * what is issued again none does */
};

static void stop_with(struct run *r, const struct err *err, const char *todo)
{
	run_failed(r, STEP, err, todo);
	r->stop = true;
}

/* What people answer about a report, in its workbook, is not late: it comes
 * back after every session. */
static void leave_out_answers(struct publishing *p)
{
	const struct ledger *l = &p->in.ledger;
	size_t kept = 0;

	for (size_t i = 0; i < p->n_days; i++) {
		bool answer = false;

		for (size_t k = 0; k < l->n && !answer; k++)
			answer = l->entry[k].id == p->day[i].import &&
				!strcmp(l->entry[k].profile, READBACK_SOURCE);
		if (!answer)
			p->day[kept++] = p->day[i];
	}
	p->n_days = kept;
}

static int load(struct publishing *p, struct err *err)
{
	struct run *r = p->r;
	struct arena *a = &r->cli->arena;
	struct run_entry *run;
	struct ledger_entry *entry;
	int32_t last;

	p->in.today = r->w.as_of;
	p->in.config = &r->w.config;
	if (facts_first_last(&p->in.data_first, &last, r->w.store, err) ||
	    store_runs(&run, &p->in.n_runs, r->w.store, a, err) ||
	    store_ledger(&entry, &p->in.ledger.n, r->w.store, a, err) ||
	    store_changed_days(&p->day, &p->n_days, r->w.store,
			       r->before.examined, a, err))
		return -1;
	p->in.run = run;
	p->in.ledger.entry = entry;
	leave_out_answers(p);
	return 0;
}

/* ---- one report ---------------------------------------------------------- */

/* What would mend it; a full disk or a damaged store would stop the next one,
 * too. */
static const char *remedy(const struct err *err, bool *stop)
{
	*stop = false;
	switch (err->code) {
	case ERR_CONFIG:
		return "mend the configuration: `tuneup check` names every "
		       "mistake and any font that is missing";
	case ERR_DATA:
		*stop = true;
		return "look with `tuneup verify`; what is damaged comes back "
		       "from a backup, a changed manifest by publishing again";
	case ERR_SOFTWARE:
		return "run it again; if it fails again, report it with this "
		       "page";
	default:
		*stop = true;
		return "free the disk or make the folder writable, then run it "
		       "again";
	}
}

static void failed(struct publishing *p, const char *report, const char *id,
		   enum period_kind kind, struct err *err)
{
	bool stop;
	const char *todo = remedy(err, &stop);

	err_prefix(err, "%s %s", report, id);
	run_failed(p->r, STEP, err, todo);
	p->r->stop |= stop;
	p->failed[kind] = true;
}

static int put_out(struct publishing *p, struct made_report *m,
		   const char *report, const char *id, struct err *err)
{
	struct run *r = p->r;
	struct publish_result result = { 0 };

	if (undelivered_add(r, report, id, err) ||
	    made_report_publish(m, &r->w, &result, err))
		return -1;
	text_add(&r->said.published, &r->cli->arena, path_base(result.path));
	return 0;
}

static void said_published(struct run *r, const char *why)
{
	const struct text_list *list = &r->said.published;

	run_say(r, "published %s%s%s", list->item[list->n - 1],
		*why ? ": " : "", why);
}

static const char *missing_words(const struct made_report *m, struct arena *a)
{
	const char *text = "";

	for (size_t i = 0; i < m->input.n_missing; i++)
		text = arena_printf(a, "%s%s%s", text, i ? ", " :
				    "without ", m->input.missing[i]);
	return text;
}

static void publish_one(struct publishing *p, const struct plan_report *due)
{
	struct run *r = p->r;
	struct made_report m = { .interpret = INTERPRET_RUN };
	struct err err;

	if (r->o->dry_run) {
		run_say(r, "would publish %s %s", due->report, due->id);
		return;
	}
	if (make_report_as_of(&m, &r->w, due->report, due->id, due->period.last,
		       &err) ||
	    put_out(p, &m, due->report, due->id, &err))
		failed(p, due->report, due->id, due->period.kind, &err);
	else
		said_published(r, missing_words(&m, &r->cli->arena));
	made_report_release(&m);
}

static void say_waits(struct run *r, const struct plan_report *due)
{
	const char *names = "";
	char day[DATE_MAX];

	for (size_t i = 0; i < due->n_awaited; i++)
		names = arena_printf(&r->cli->arena, "%s%s%s", names,
				     i ? ", " : "", due->awaited[i]);
	run_waits(r, "%s %s for %s, until %s at the latest", due->report,
		  due->id, names, day_words(day, due->until, DAY_WEEKDAY));
}

/* ---- health reviews ------------------------------------------------------- */

static bool is_published(const struct publishing *p, const char *report,
			 const char *id)
{
	for (size_t i = 0; i < p->in.n_runs; i++)
		if (!strcmp(p->in.run[i].report, report) &&
		    !strcmp(p->in.run[i].period, id))
			return true;
	return false;
}

/* Reports published since are part of what the next decision rests on. */
static int reload(struct publishing *p, struct err *err)
{
	struct run_entry *run;

	if (store_runs(&run, &p->in.n_runs, p->r->w.store,
		       &p->r->cli->arena, err))
		return -1;
	p->in.run = run;
	return 0;
}

/* Is the week uneasy? The reason, or NULL. */
static int ask_cadence(const char **why, struct publishing *p,
		       struct period week, const char *id, struct err *err)
{
	struct made_report m = { .interpret = INTERPRET_OFF };
	int ret = make_report_as_of(&m, &p->r->w, "weekly", id, week.last, err);

	*why = NULL;
	if (!ret) {
		struct review_clocks c = review_clocks_of(&m.doc, &m.input);

		if (c.advice.biweekly)
			*why = arena_strdup(&p->r->cli->arena, c.why);
	}
	made_report_release(&m);
	return ret;
}

static int publish_review(struct publishing *p, struct period week,
			  const char *id, const char *why, struct err *err)
{
	struct run *r = p->r;
	struct made_report m = { .interpret = INTERPRET_RUN,
				 .review = &week };
	int ret;

	if (r->o->dry_run) {
		run_say(r, "would publish health review %s, every second week: "
			"%s", id, why);
		return 0;
	}
	ret = make_report_as_of(&m, &r->w, "quarterly", NULL, week.last, err) ||
	      put_out(p, &m, "health", id, err);
	if (!ret)
		said_published(r, arena_printf(&r->cli->arena, "health "
			       "review every second week: %s", why));
	made_report_release(&m);
	return ret ? -1 : 0;
}

static void review(struct publishing *p, struct period week)
{
	int starts = p->in.config->quarter_starts;
	const char *why, *id = period_id(&p->r->cli->arena, week, starts);
	struct err err;

	if (reload(p, &err) || (plan_review(&p->in, week) &&
	    !is_published(p, "health", id) &&
	    (ask_cadence(&why, p, week, id, &err) ||
	     (why && publish_review(p, week, id, why, &err)))))
		failed(p, "health", id, PERIOD_QUARTER, &err);
}

/* ---- what is due ------------------------------------------------------------ */

static void publish_due(struct publishing *p)
{
	struct run *r = p->r;
	struct plan plan;
	struct period week = { .last = DAY_NONE };

	plan_reports(&plan, &p->in, &r->cli->arena);
	/* a run that died may have left the last week without its review */
	if (plan_last(&week, &p->in, "weekly") && week.last < p->in.today)
		review(p, week);
	for (size_t i = 0; i < plan.n && !r->stop; i++) {
		const struct plan_report *due = &plan.item[i];
		bool last_of_day = i + 1 == plan.n ||
			plan.item[i + 1].period.last != due->period.last;

		if (due->waits)
			say_waits(r, due);
		else if (!p->failed[due->period.kind])
			publish_one(p, due);
		if (due->period.kind == PERIOD_WEEK && !due->waits)
			week = due->period;
		if (last_of_day && week.last == due->period.last &&
		    !p->failed[PERIOD_WEEK] && !p->failed[PERIOD_QUARTER] &&
		    !r->stop)
			review(p, week);
	}
}

/* ---- what late rows changed -------------------------------------------------- */

static int issue_again(struct publishing *p, const struct plan_again *again,
		       struct err *err)
{
	struct run *r = p->r;
	const struct run_entry *run = again->run;
	struct made_report m = { .interpret = INTERPRET_KEPT, .again = true };
	struct figure_changes changes = { 0 };
	int32_t as_of;
	int ret;

	if (day_parse(&as_of, run->as_of))
		as_of = again->period.last;
	ret = make_report_as_of(&m, &r->w, run->report, run->period, as_of, err) ||
	      figure_changes_since(&changes, r->w.store, &m, run, err);
	if (!ret && changes.n && r->o->dry_run) {
		run_say(r, "would issue %s %s again: %s", run->report,
			run->period, figure_changes_words(&changes, &r->cli->arena));
	} else if (!ret && changes.n) {
		ret = put_out(p, &m, run->report, run->period, err);
		if (!ret)
			said_published(r, figure_changes_words(&changes,
							&r->cli->arena));
	}
	made_report_release(&m);
	return ret ? -1 : 0;
}

static void publish_again(struct publishing *p)
{
	struct run *r = p->r;
	struct plan_again *again;
	size_t n = plan_again(&again, &p->in, p->day, p->n_days,
			      r->before.examined, &r->cli->arena);
	bool all = true;
	struct err err;

	for (size_t i = 0; i < n && !r->stop; i++) {
		if (!issue_again(p, &again[i], &err))
			continue;
		all = false;
		failed(p, again[i].run->report, again[i].run->period,
		       PERIOD_RANGE, &err);
	}
	if (all && !r->stop && p->in.ledger.n)
		r->said.examined = p->in.ledger.entry[p->in.ledger.n - 1].id;
}

void run_publish(struct run *r)
{
	struct publishing p = { .r = r };
	struct err err;

	if (load(&p, &err)) {
		stop_with(r, &err, "look with `tuneup verify`; restore a "
			  "backup of the store where it is damaged");
		return;
	}
	if (p.in.data_first == DAY_NONE) {
		run_say(r, "nothing was imported yet, so nothing is due");
		return;
	}
	publish_again(&p);
	if (r->stop)
		return;
	if (reload(&p, &err))
		stop_with(r, &err, "look with `tuneup verify`");
	else
		publish_due(&p);
}
