/*
 * metrics/handoff_figures.c - what handoffs cost, as figures: METRICS §6.
 */
#include "metrics/handoff.h"

#include <inttypes.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/stats.h"

#define HANDOFF_SCOPES (AT_TOTAL | AT_WORKFLOW | AT_WORKFLOW_STEP)
#define PART_SCOPES (AT_TOTAL | AT_WORKFLOW)

#define EDGE_NAME " The step of a scope is the edge, as in draft > review."

const struct metric metric_manual_share = {
	.id = "manual_share", .title = "Manual handoff share",
	.unit = UNIT_RATE, .digits = 1, .direction = -1,
	.scopes = HANDOFF_SCOPES, .section = "6", .requirement = "R07",
	.formula = "Handoffs done by hand divided by all whose mode is "
		"known.",
	.columns = "handoffs.mode, handoffs.n",
	.edges = "Rows without a mode are left out and counted." EDGE_NAME,
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_friction = {
	.id = "friction", .title = "Handoff friction", .unit = UNIT_RATE,
	.digits = 1, .direction = -1, .scopes = HANDOFF_SCOPES,
	.section = "6", .requirement = "R07",
	.formula = "F divided by F + P: of 100 minutes so many are lost at "
		"the handoff. F is the reformat minutes, P the human minutes "
		"of the step that takes over.",
	.columns = "handoffs.reformat_minutes, handoffs.to_step, "
		"corrections.work_minutes, corrections.correction_minutes, "
		"corrections.review_minutes, time.minutes",
	.edges = "Only where both were recorded; a blank is not 0. Every "
		"edge to a step has all of its minutes, so that edges do not "
		"add up; a workflow has them once. No friction of handoffs "
		"without a workflow.",
	.source = ""
};

const struct metric metric_reformat_minutes = {
	.id = "reformat_minutes", .title = "Minutes lost at handoffs",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1,
	.scopes = HANDOFF_SCOPES, .section = "6", .requirement = "R07",
	.formula = "Sum of the minutes people spent re-entering or "
		"reformatting what was handed over.",
	.columns = "handoffs.reformat_minutes, handoffs.n",
	.edges = "A blank is not 0: it is left out and counted. A row that "
		"stands for n handoffs has its minutes n times." EDGE_NAME,
	.source = ""
};

const struct metric metric_mismatch_rate = {
	.id = "mismatch_rate", .title = "Format mismatch rate",
	.unit = UNIT_RATE, .digits = 1, .direction = -1,
	.scopes = HANDOFF_SCOPES, .section = "6", .requirement = "R07",
	.formula = "Handoffs with a mismatch of formats divided by those "
		"that went well or had one.",
	.columns = "handoffs.status, handoffs.n",
	.edges = "Failed handoffs and retries are in neither; they have "
		"counts of their own." EDGE_NAME,
	.source = "Wilson 1927, 95 % interval"
};

#define WAIT_EDGE \
	"A handoff that has not arrived, arrived before it was sent, or has " \
	"only a date, is left out and counted." EDGE_NAME

const struct metric metric_waiting_median = {
	.id = "waiting_median", .title = "Median waiting",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = HANDOFF_SCOPES, .section = "6", .requirement = "R07",
	.formula = "Median of the hours from sent to received, each handoff "
		"once.",
	.columns = "handoffs.sent_at, handoffs.received_at, handoffs.n",
	.edges = WAIT_EDGE, .source = "Hyndman & Fan 1996, type 7",
	.each = true
};

const struct metric metric_waiting_p90 = {
	.id = "waiting_p90", .title = "Waiting, slowest tenth",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = HANDOFF_SCOPES, .section = "6", .requirement = "R07",
	.formula = "Hours from sent to received within which 90 % of the "
		"handoffs arrived.",
	.columns = "handoffs.sent_at, handoffs.received_at, handoffs.n",
	.edges = WAIT_EDGE, .source = "Hyndman & Fan 1996, type 7",
	.each = true
};

const struct metric metric_ping_pong = {
	.id = "ping_pong", .title = "Ping-pong handoffs", .unit = UNIT_COUNT,
	.direction = -1, .scopes = HANDOFF_SCOPES, .section = "6",
	.requirement = "R07",
	.formula = "Handoffs of an item straight back to where it had just "
		"come from.",
	.columns = "handoffs.item_id, handoffs.from_step, handoffs.to_step, "
		"handoffs.sent_at",
	.edges = "Counts on the day and edge of the way back. Failed "
		"handoffs, rows without an item and rows that stand for many "
		"are not followed." EDGE_NAME,
	.source = "", .identity = true
};

const struct metric metric_manual_steps = {
	.id = "manual_steps", .title = "Manual steps", .unit = UNIT_COUNT,
	.direction = -1, .scopes = PART_SCOPES, .section = "6",
	.requirement = "R32",
	.formula = "Edges, from one step to the next, over which something "
		"was handed by hand.",
	.columns = "handoffs.mode, handoffs.from_step, handoffs.to_step",
	.edges = "One manual handoff in the period is enough.", .source = ""
};

const struct metric metric_manual_steps_before = {
	.id = "manual_steps_before", .title = "Manual steps in the baseline",
	.unit = UNIT_COUNT, .scopes = PART_SCOPES, .section = "6",
	.requirement = "R32",
	.formula = "Of the edges used in the period, those that were manual "
		"in the baseline weeks of their workflow.",
	.columns = "handoffs.mode, handoffs.from_step, handoffs.to_step",
	.edges = "The baseline is the first 12 calendar weeks from the first "
		"complete week with handoffs. Edges nobody used now are left "
		"out and said: they are no improvement.",
	.source = ""
};

const struct metric metric_handoffs = {
	.id = "handoffs", .title = "Handoffs", .unit = UNIT_COUNT,
	.scopes = HANDOFF_SCOPES, .section = "6", .requirement = "R07",
	.formula = "Handoffs sent in the period.",
	.columns = "handoffs.sent_at, handoffs.n",
	.edges = "Each attempt is one, failed ones and retries too."
		EDGE_NAME,
	.source = ""
};

const struct metric metric_handoff_failures = {
	.id = "handoff_failures", .title = "Failed handoffs",
	.unit = UNIT_COUNT, .direction = -1, .scopes = HANDOFF_SCOPES,
	.section = "6", .requirement = "R07",
	.formula = "Handoffs with the status failed.",
	.columns = "handoffs.status, handoffs.n",
	.edges = "Rows without a status are left out and counted." EDGE_NAME,
	.source = ""
};

const struct metric metric_handoff_retries = {
	.id = "handoff_retries", .title = "Retried handoffs",
	.unit = UNIT_COUNT, .direction = -1, .scopes = HANDOFF_SCOPES,
	.section = "6", .requirement = "R07",
	.formula = "Handoffs with the status retry.",
	.columns = "handoffs.status, handoffs.n",
	.edges = "Rows without a status are left out and counted." EDGE_NAME,
	.source = ""
};

/* One scope and period being written. */
struct writing {
	const struct metrics_run *run;
	const struct handoff_scope *scope;
	struct period period;
	struct handoff_cell *cell;
	struct arena *arena;
};

static struct figure *fresh(const struct writing *w, const struct metric *m)
{
	return run_figure(w->run, m, &w->scope->scope, w->period);
}

/* Nothing was handed over, or nothing of it has what the figure needs. */
static const char *no_rows(const struct writing *w, const char *what)
{
	if (!w->run->handoffs->n)
		return NO_HANDOFFS;
	if (!w->cell->n)
		return "no handoffs";
	return arena_printf(w->arena, "no handoff has %s", what);
}

static const char *left_out(const struct writing *w, int64_t with,
			    const char *what)
{
	int64_t without = w->cell->n - with;

	if (!without)
		return "";
	return arena_printf(w->arena, "%" PRId64 " of %" PRId64 " handoffs "
			    "have no %s", without, w->cell->n, what);
}

/* ---- shares and counts ------------------------------------------------ */

static void write_share(const struct writing *w, const struct metric *m,
			int64_t x, int64_t n, const char *none,
			const char *note)
{
	struct figure *f = fresh(w, m);

	f->n = n;
	f->x = x;
	f->note = n ? note : none;
	if (n)
		run_share(w->run, f, x, n);
}

static void write_count(const struct writing *w, const struct metric *m,
			int64_t count, int64_t with, const char *what)
{
	struct figure *f = fresh(w, m);

	if (with)
		f->value = (double)count;
	f->note = with ? left_out(w, with, what) :
			 no_rows(w, arena_printf(w->arena, "a %s", what));
}

static const char *mismatch_note(const struct writing *w)
{
	const struct handoff_cell *c = w->cell;
	int64_t neither = c->n - c->ok - c->mismatch;

	if (!neither)
		return "";
	return arena_printf(w->arena, "%" PRId64 " failed, %" PRId64
			    " retried, %" PRId64 " without a status: in "
			    "neither", c->failed, c->retry,
			    neither - c->failed - c->retry);
}

/* ---- minutes ---------------------------------------------------------- */

static void write_lost(const struct writing *w)
{
	const struct handoff_cell *c = w->cell;
	struct figure *f = fresh(w, &metric_reformat_minutes);

	if (c->with_minutes)
		f->value = (double)c->lost / MS_PER_MINUTE;
	f->note = c->with_minutes ?
		left_out(w, c->with_minutes, "reformat minutes") :
		no_rows(w, "reformat minutes");
}

static const char *friction_note(const struct writing *w)
{
	const struct handoff_cell *c = w->cell;
	char lost[NUM_TEXT_MAX], work[NUM_TEXT_MAX];
	const char *both = arena_printf(w->arena, "%s min lost beside %s min "
		"of work",
		num_text(lost, (double)c->friction_lost / MS_PER_MINUTE, 1),
		num_text(work, (double)c->friction_work / MS_PER_MINUTE, 1));

	if (!c->edges_without_work)
		return both;
	return arena_printf(w->arena, "%s; %" PRId64 " edge%s left out: no "
			    "working minutes of the step that takes over",
			    both, c->edges_without_work,
			    c->edges_without_work == 1 ? "" : "s");
}

static void write_friction(const struct writing *w)
{
	const struct handoff_cell *c = w->cell;
	struct figure *f = fresh(w, &metric_friction);

	if (c->friction_edges) {
		f->value = (double)c->friction_lost /
			   (double)(c->friction_lost + c->friction_work);
		f->note = friction_note(w);
	} else if (w->scope->is_unnamed) {
		f->note = "these handoffs name no workflow";
	} else if (c->edges_without_work) {
		f->note = "no working minutes of the step that takes over";
	} else {
		f->note = no_rows(w, "reformat minutes and a workflow");
	}
}

/* ---- waiting ------------------------------------------------------------ */

static const char *wait_note(const struct writing *w)
{
	const struct handoff_cell *c = w->cell;

	if (!(c->wait_never + c->wait_before + c->wait_sometime))
		return "";
	return arena_printf(w->arena, "left out: %" PRId64 " not arrived, %"
			    PRId64 " received before sent, %" PRId64
			    " with a date only", c->wait_never,
			    c->wait_before, c->wait_sometime);
}

static void write_wait(const struct writing *w, const struct metric *m,
		       double q)
{
	struct weighted *wait = &w->cell->wait;
	struct figure *f = fresh(w, m);

	f->n = weighted_count(wait);
	f->note = wait->len ? wait_note(w) :
			      no_rows(w, "two times in order");
	if (wait->len)
		f->value = weighted_quantile(wait->value, wait->n, wait->len,
					     q);
}

/* ---- manual steps ------------------------------------------------------- */

static void write_steps(const struct writing *w)
{
	const struct handoff_cell *c = w->cell;
	struct figure *now = fresh(w, &metric_manual_steps), *before;

	if (c->with_mode)
		now->value = (double)c->manual_steps;
	now->note = c->with_mode ? left_out(w, c->with_mode, "mode") :
				   no_rows(w, "a mode");
	before = fresh(w, &metric_manual_steps_before);
	if (!c->with_mode) {
		before->note = no_rows(w, "a mode");
	} else if (c->no_baseline) {
		before->note = "a workflow's baseline weeks are not over "
			"before this period";
	} else {
		before->value = (double)c->manual_steps_before;
		if (c->manual_steps_unseen)
			before->note = arena_printf(w->arena, "%" PRId64
				" more manual then, not used now",
				c->manual_steps_unseen);
	}
}

void handoff_write(const struct metrics_run *run,
		   const struct handoff_scope *scope, struct period period,
		   struct handoff_cell *c)
{
	const struct writing writing = {
		run, scope, period, c, &run->out->arena
	}, *w = &writing;
	struct figure *all;

	write_share(w, &metric_manual_share, c->manual, c->with_mode,
		    no_rows(w, "a mode"), left_out(w, c->with_mode, "mode"));
	write_friction(w);
	write_lost(w);
	write_share(w, &metric_mismatch_rate, c->mismatch,
		    c->ok + c->mismatch, no_rows(w, "the status ok or "
						    "mismatch"),
		    mismatch_note(w));
	write_wait(w, &metric_waiting_median, 0.5);
	write_wait(w, &metric_waiting_p90, 0.9);
	write_count(w, &metric_ping_pong, c->ping_pong, c->followed,
		    "item that can be followed");
	if (!scope->is_edge)
		write_steps(w);
	all = fresh(w, &metric_handoffs);
	if (c->n)
		all->value = (double)c->n;
	else
		all->note = no_rows(w, "");
	write_count(w, &metric_handoff_failures, c->failed, c->with_status,
		    "status");
	write_count(w, &metric_handoff_retries, c->retry, c->with_status,
		    "status");
}
