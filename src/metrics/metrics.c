/*
 * metrics/metrics.c - one run: read, let every family look, let it write.
 */
#include <inttypes.h>
#include <string.h>

#include "base/stop.h"
#include "metrics/family.h"
#include "metrics/stats.h"

struct figure *run_figure(const struct metrics_run *run,
			  const struct metric *metric,
			  const struct scope *scope, struct period period)
{
	struct figure *f = figures_add(run->out, metric, scope, period);

	f->partial = period.last > run->as_of;
	return f;
}

void run_share(const struct metrics_run *run, struct figure *f, int64_t x,
	       int64_t n)
{
	struct interval range = wilson((double)x, (double)n,
		z_for(run->config->limits.confidence_rates));

	f->n = n;
	f->x = x;
	f->value = (double)x / (double)n;
	f->low = range.low;
	f->high = range.high;
}

void note_count(struct strbuf *note, int64_t n, const char *what)
{
	if (n)
		strbuf_printf(note, "%s%" PRId64 " %s", note->len ? "; " : "",
			      n, what);
}

const char *note_done(const struct metrics_run *run, struct strbuf *note)
{
	const char *kept = arena_strdup(&run->out->arena,
					note->len ? note->s : "");

	strbuf_release(note);
	return kept;
}

bool run_wants(const struct metrics_run *run, const struct figure *f)
{
	const struct score_detail *d = run->score;

	if (!d || d->metric != f->metric ||
	    d->period.first != f->period.first)
		return false;
	for (int i = 0; i < SCOPE_DIMS; i++) {
		const char *a = d->scope.dim[i], *b = f->scope.dim[i];

		if (!a != !b || (a && strcmp(a, b) != 0))
			return false;
	}
	return true;
}

/*
 * The facts of a kind from its first day in the store: what is an output and
 * whether it was made again depends on the reviews before the period.
 */
static int read_history(struct facts *f, struct store *store,
			const struct fact_kind *kind, int32_t as_of,
			int32_t *first, struct err *err)
{
	int32_t from, to;

	if (facts_span(&from, &to, store, kind, err))
		return -1;
	*first = from;
	if (from == DAY_NONE || from > as_of)
		from = as_of;
	return facts_read(f, store, kind, from, as_of, err);
}

/* Costs count in their whole calendar month and are often filed under its
 * last day, so whole months are read. */
static int read_costs(struct facts *f, struct store *store, int32_t as_of,
		      int32_t *first, struct err *err)
{
	int32_t last = period_of(PERIOD_MONTH, as_of, 1).last, to;

	if (facts_span(first, &to, store, &kind_costs, err))
		return -1;
	if (*first != DAY_NONE)
		*first = period_of(PERIOD_MONTH, *first, 1).first;
	return facts_read(f, store, &kind_costs,
			  *first == DAY_NONE || *first > last ? last : *first,
			  last, err);
}

/* Weeks since the first fact. Too many for a list: then there are none, and
 * no intervals. */
static void make_weeks(struct metrics_run *run, const int32_t *first,
		       size_t n)
{
	int32_t from = DAY_NONE;
	struct err never;

	for (size_t i = 0; i < n; i++)
		if (first[i] != DAY_NONE &&
		    (from == DAY_NONE || first[i] < from))
			from = first[i];
	if (from == DAY_NONE || from > run->as_of ||
	    periods_make(&run->weeks, PERIOD_WEEK, from, run->as_of, 1,
			 &run->out->arena, &never))
		run->weeks.n = 0;
}

/* Counts of outputs are of their own period: no history. */
static int read_made(struct facts *f, struct store *store,
		     const struct metrics_run *run, struct err *err)
{
	const struct periods *p = &run->periods;
	int32_t last = p->n ? p->item[p->n - 1].last : run->as_of;

	return facts_read(f, store, &kind_outputs,
			  p->n ? p->item[0].first : run->as_of,
			  last < run->as_of ? last : run->as_of, err);
}

/* What the families sum one by one. */
static void choose_cuts(struct metrics_run *run,
			const struct metrics_request *request)
{
	run->asked = request->n_by ? cut_by(request->by, request->n_by) : CUTS;
	if (run->asked != CUTS) {
		if (cut_of_outputs(run->asked))
			run->cuts[run->n_cuts++] = run->asked;
		return;
	}
	for (unsigned cut = 0; cut < CUTS; cut++) {
		if (cut_parts(cut) == CUTS && cut_of_outputs(cut))
			run->cuts[run->n_cuts++] = cut;
	}
}

/* Of the figures from `from` on, those of the asked cut stay. */
static void keep_asked(struct figures *f, size_t from, unsigned cut)
{
	enum scope_dim dim[2];
	size_t kept = from;

	cut_dims(cut, &dim[0], &dim[1]);
	for (size_t i = from; i < f->n; i++) {
		bool same = true;

		for (enum scope_dim d = 0; d < SCOPE_DIMS; d++)
			same &= (f->item[i].scope.dim[d] != NULL) ==
				(d == dim[0] || d == dim[1]);
		if (same)
			f->item[kept++] = f->item[i];
	}
	f->n = kept;
}

struct families {
	struct rework *rework;
	struct hours *hours;
	struct refinement *refinement;
	struct consistency *consistency;
	struct prompts *prompts;
	struct handoffs *handoffs;
	struct escapes *escapes;
	struct inputs *inputs;
	struct gaps *gaps;
	struct leaks *leaks;
	struct rollouts *rollouts;
	struct steps *steps;
	struct items *items;
	struct list *list;
};

static int each_output(void *ctx, const struct output *o)
{
	struct families *families = ctx;

	rework_add(families->rework, o);
	hours_add(families->hours, o);
	refinement_add(families->refinement, o,
		       hours_by_time(families->hours, o->workflow));
	handoffs_add(families->handoffs, o,
		     hours_by_time(families->hours, o->workflow));
	consistency_add(families->consistency, o);
	prompts_add(families->prompts, o);
	escapes_add(families->escapes, o);
	inputs_add(families->inputs, o);
	gaps_add(families->gaps, o);
	leaks_add(families->leaks, o);
	rollouts_add(families->rollouts, o,
		     hours_by_time(families->hours, o->workflow));
	items_add(families->items, o,
		  hours_by_time(families->hours, o->workflow));
	steps_add(families->steps, o,
		  hours_by_time(families->hours, o->workflow));
	list_add(families->list, o);
	return stop_signal();	/* 0: go on */
}

/* The two that keep outputs one by one come first, the larger before the
 * other, and give them back at once. */
static void families_write(const struct metrics_run *run, struct families *f)
{
	consistency_write(f->consistency);
	consistency_free(f->consistency);
	f->consistency = NULL;
	rework_write(f->rework);
	rework_free(f->rework);
	f->rework = NULL;
	hours_write(f->hours);
	prompts_write(f->prompts);
	escapes_write(f->escapes);
	gaps_write(f->gaps);
	leaks_write(f->leaks);
	late_reviews_write(run);
	altered_write(run);
	time_hours_write(run);
	roi_write(run, f->hours, f->refinement);
	handoffs_write(f->handoffs, f->hours);
	latency_write(run);
	inputs_write(f->inputs);
	cycles_write(run);
	publish_write(run);
	rollouts_write(f->rollouts, f->hours);
	steps_write(f->steps);
	items_write(f->items);
	sessions_write(run, f->hours);
	pulse_write(run);
	practice_write(run);
	campaigns_write(run);
	samples_write(run);
	list_write(f->list);
	new_friction_write(run, run->new_friction);
	defect_types_write(run, run->defects);
}

static void families_free(struct families *f)
{
	rework_free(f->rework);
	hours_free(f->hours);
	refinement_free(f->refinement);
	consistency_free(f->consistency);
	prompts_free(f->prompts);
	handoffs_free(f->handoffs);
	escapes_free(f->escapes);
	inputs_free(f->inputs);
	gaps_free(f->gaps);
	leaks_free(f->leaks);
	rollouts_free(f->rollouts);
	steps_free(f->steps);
	items_free(f->items);
	list_free(f->list);
}

static int run_families(const struct metrics_run *run,
			struct output_list *list, struct err *err)
{
	struct families families = {
		rework_new(run), hours_new(run), refinement_new(run),
		consistency_new(run), prompts_new(run), handoffs_new(run),
		escapes_new(run), inputs_new(run),
		gaps_new(run), leaks_new(run), rollouts_new(run),
		steps_new(run), items_new(run),
		list_new(list, run->corrections)
	};
	int ret = outputs_each(run->corrections, run->config, each_output,
			       &families, err);

	if (ret && stop_check(err))
		ret = -1;
	if (ret == 0)
		families_write(run, &families);
	cases_sort(run->cases);
	families_free(&families);
	return ret;
}

/*
 * What is read, in this order: weeks begin with the first fact of those that
 * are added up by week, and `outputs` comes last, so that its dim[] knows
 * every id.
 */
enum { READ_CORRECTIONS, READ_TIME, READ_COSTS, READ_WEEKLY,
       READ_CAMPAIGNS = READ_WEEKLY, READ_HANDOFFS, READ_INPUTS,
       READ_MEMBERS, READ_VERDICTS, READ_SESSIONS, READ_EVENTS, READ_PULSE,
       READ_SERIES, READ_OUTPUTS, READS };

static const struct fact_kind *const kinds_read[READS] = {
	&kind_corrections, &kind_time, &kind_costs, &kind_campaigns,
	&kind_handoffs, &kind_inputs, &kind_members, &kind_verdicts,
	&kind_sessions, &kind_events, &kind_pulse, &kind_series, &kind_outputs
};

static int read_facts(struct facts facts[READS], int32_t first[READS],
		      struct store *store, const struct metrics_run *run,
		      struct err *err)
{
	for (int i = 0; i < READ_OUTPUTS; i++) {
		int ret = i == READ_COSTS ?
			read_costs(&facts[i], store, run->as_of, &first[i],
				   err) :
			read_history(&facts[i], store, kinds_read[i],
				     run->as_of, &first[i], err);

		if (ret)
			return -1;
	}
	return read_made(&facts[READ_OUTPUTS], store, run, err);
}

int metrics_compute(struct figures *out, struct store *store,
		    const struct config *config,
		    const struct metrics_request *request, struct err *err)
{
	struct facts facts[READS] = { 0 };
	struct metrics_run run = {
		.config = config, .corrections = &facts[READ_CORRECTIONS],
		.time = &facts[READ_TIME], .costs = &facts[READ_COSTS],
		.campaigns = &facts[READ_CAMPAIGNS],
		.handoffs = &facts[READ_HANDOFFS],
		.inputs = &facts[READ_INPUTS],
		.members = &facts[READ_MEMBERS],
		.verdicts = &facts[READ_VERDICTS],
		.sessions = &facts[READ_SESSIONS],
		.events = &facts[READ_EVENTS], .pulse = &facts[READ_PULSE],
		.series = &facts[READ_SERIES],
		.outputs = &facts[READ_OUTPUTS],
		.kind = request->kind, .as_of = request->as_of, .out = out,
		.score = request->score, .new_friction = request->new_friction,
		.briefs = request->briefs
	};
	size_t before = out->n;
	int32_t to = request->kind == PERIOD_RANGE ||
		     request->to < request->as_of ? request->to :
						    request->as_of;
	int32_t first[READS];
	int ret = -1;

	run.cases = request->cases;
	run.defects = request->defects;
	run.cost_list = request->cost_list;
	run.money_line = request->money_line;
	if (periods_make(&run.periods, request->kind, request->from,
			 request->from > request->as_of ? DAY_NONE : to,
			 config->quarter_starts, &out->arena, err))
		return -1;
	if (read_facts(facts, first, store, &run, err) ||
	    baselines_read(&out->baselines, store, config, run.as_of,
			   &out->arena, err))
		goto done;
	choose_cuts(&run, request);
	if (first[READ_CORRECTIONS] != DAY_NONE)
		out->data_from = first[READ_CORRECTIONS];
	make_weeks(&run, first, READ_WEEKLY);
	ret = stop_check(err) ? -1 : run_families(&run, request->list, err);
	if (!ret)
		coarse_take_out(&run, before);
	if (!ret)
		ret = frozen_put_back(&run, store, before, err);
	if (run.asked != CUTS)
		keep_asked(out, before, run.asked);
done:
	for (int i = 0; i < READS; i++)
		facts_release(&facts[i]);
	return ret;
}
