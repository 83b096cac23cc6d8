/*
 * metrics/steps.c - what a step takes beside what was planned: R10, R39.
 *
 * Minutes of a step are the human minutes with AI of first passes (A of
 * METRICS §8): desk time, without reviews, corrections and waiting. So their
 * sum over a chain of steps (the article's 50 minutes) has nothing to do with
 * the 2 to 3 hours of a rollout, and neither is derived from the other.
 *
 * Where the minutes are the time sheet's, a step's are its entries of work in
 * the period over its first passes, and there is no median of single outputs.
 * Passes without minutes are left out and counted. Equal minutes are counted,
 * not kept one by one, so that a median of millions needs little memory.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/family.h"
#include "metrics/stats.h"
#include "metrics/weighted.h"

#define STEP_SCOPES (AT_TOTAL | AT_WORKFLOW | AT_WORKFLOW_STEP)
#define STEP_COLUMNS \
	"corrections.work_minutes, time.activity, time.minutes"
#define NO_WORK "no first pass has work minutes"

const struct metric metric_step_minutes = {
	.id = "step_minutes", .title = "Minutes of a step",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1,
	.scopes = STEP_SCOPES, .section = "0", .requirement = "R10",
	.formula = "Work minutes of first passes divided by their number.",
	.columns = STEP_COLUMNS,
	.edges = "Desk time: reviews, corrections and waiting are not in it. "
		"Of the time sheet: entries of work over first passes.",
	.source = ""
};

const struct metric metric_step_median = {
	.id = "step_median", .title = "Median minutes of a step",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1,
	.scopes = AT_WORKFLOW_STEP, .section = "0", .requirement = "R10",
	.formula = "Median work minutes of first passes.",
	.columns = STEP_COLUMNS,
	.edges = "Passes without minutes are left out; the time sheet has "
		"none of single outputs.",
	.source = "Hyndman & Fan 1996, type 7", .each = true
};

const struct metric metric_chain_minutes = {
	.id = "chain_minutes", .title = "Minutes of the whole chain",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1,
	.scopes = AT_WORKFLOW, .section = "0", .requirement = "R10",
	.formula = "Sum of the mean minutes of the documented steps of a "
		"workflow.",
	.columns = STEP_COLUMNS,
	.edges = "Only where every documented step has minutes. Beside the "
		"planned sum; no part of the hours of a rollout.",
	.source = ""
};

/* Minutes in ms. */
struct step_sum {
	int64_t n, blank;	/* first passes with and without minutes */
	__int128 ms;
	bool by_time;
	int64_t entries;	/* of work */
};

struct steps {
	const struct metrics_run *run;
	struct cells sums;	/* of struct step_sum: period, a = workflow,
				 * b = step */
	struct cells workflows;	/* likewise, b = 0 */
	struct cells values;	/* of int64_t, how many first passes: cut = ms,
				 * period, a and b likewise */
};

struct steps *steps_new(const struct metrics_run *run)
{
	struct steps *s = xcalloc(1, sizeof *s);

	s->run = run;
	cells_init(&s->sums, sizeof(struct step_sum));
	cells_init(&s->workflows, sizeof(struct step_sum));
	cells_init(&s->values, sizeof(int64_t));
	return s;
}

void steps_free(struct steps *s)
{
	if (!s)
		return;
	cells_release(&s->sums);
	cells_release(&s->workflows);
	cells_release(&s->values);
	free(s);
}

void steps_add(struct steps *s, const struct output *o, bool by_time)
{
	int period = periods_find(&s->run->periods, o->day);
	struct cell_key key = { 0, (uint32_t)period, (uint32_t)o->workflow,
				(uint32_t)o->step };
	struct step_sum *sum;
	int64_t *n;

	if (period < 0 || o->again != AGAIN_NO)
		return;
	sum = cells_at(&s->sums, key);
	sum->by_time |= by_time;
	if (by_time) {
		sum->n += o->n;
		return;
	}
	if (o->work == FACT_NULL || o->work > UINT32_MAX) {
		sum->blank += o->n;
		return;
	}
	sum->n += o->n;
	sum->ms += (__int128)o->work * o->n;
	key.cut = (uint32_t)o->work;
	n = cells_at(&s->values, key);
	*n += o->n;
}

/* Entries of work of the time sheet, of steps that have first passes. */
static void add_entries(struct steps *s)
{
	const struct facts *f = s->run->time;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int period = periods_find(&s->run->periods, day->day);

		for (size_t r = 0; period >= 0 && r < day->n; r++) {
			int64_t ms = fact_i64(day, TIM_MINUTES, r);
			struct step_sum *sum;

			if (fact_i64(day, TIM_ACTIVITY, r) != ACTIVITY_WORK)
				continue;
			sum = cells_find(&s->sums, (struct cell_key){
				0, (uint32_t)period,
				(uint32_t)fact_i64(day, TIM_WORKFLOW, r),
				(uint32_t)fact_i64(day, TIM_STEP, r)
			});
			if (!sum || !sum->by_time || ms == FACT_NULL)
				continue;
			sum->entries++;
			sum->ms += ms;
		}
	}
}

/* ---- figures ---------------------------------------------------------- */

static bool is_measured(const struct step_sum *s)
{
	return s->n && (!s->by_time || s->entries);
}

static void sum_add(struct step_sum *to, const struct step_sum *s)
{
	to->blank += s->blank;
	if (!is_measured(s)) {
		to->blank += s->n;
		return;
	}
	to->n += s->n;
	to->ms += s->ms;
}

static double mean_of_sum(const struct step_sum *s)
{
	return (double)s->ms / (double)s->n / MS_PER_MINUTE;
}

static void write_mean(const struct steps *s, const struct scope *scope,
		       struct period period, const struct step_sum *sum)
{
	struct figure *f = run_figure(s->run, &metric_step_minutes, scope,
				      period);

	f->n = is_measured(sum) ? sum->n : 0;
	if (!is_measured(sum)) {
		f->note = sum->n || sum->blank ? NO_WORK : "no outputs";
		return;
	}
	f->value = mean_of_sum(sum);
	if (sum->blank)
		f->note = arena_printf(&s->run->out->arena, "%" PRId64
				       " without work minutes left out",
				       sum->blank);
}

/* The counted values of each step, by step and then by minutes. */
struct valued { struct cell_key key; int64_t n; };

static int valued_cmp(const void *a, const void *b)
{
	const struct cell_key *x = &((const struct valued *)a)->key;
	const struct cell_key *y = &((const struct valued *)b)->key;

	if (x->period != y->period)
		return x->period < y->period ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return (x->cut > y->cut) - (x->cut < y->cut);
}

static bool same_step(struct cell_key a, struct cell_key b)
{
	return a.period == b.period && a.a == b.a && a.b == b.b;
}

static struct valued *sorted_values(const struct steps *s)
{
	struct valued *v = xcalloc(s->values.n + 1, sizeof *v);

	for (size_t i = 0; i < s->values.n; i++) {
		v[i].key = cells_key(&s->values, i);
		v[i].n = *(int64_t *)cells_item(&s->values, i);
	}
	qsort(v, s->values.n, sizeof *v, valued_cmp);
	return v;
}

/* Where the values of a step begin; s->values.n: it has none. */
static size_t values_from(const struct steps *s, const struct valued *v,
			  struct cell_key key)
{
	size_t low = 0, high = s->values.n;
	const struct valued want = { .key = { 0, key.period, key.a, key.b } };

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (valued_cmp(&v[mid], &want) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void write_median(const struct steps *s, const struct valued *v,
			 struct cell_key key, const struct scope *scope,
			 const struct step_sum *sum)
{
	struct figure *f = run_figure(s->run, &metric_step_median, scope,
				      s->run->periods.item[key.period]);
	struct weighted w = { 0 };

	for (size_t i = values_from(s, v, key);
	     i < s->values.n && same_step(v[i].key, key); i++)
		weighted_add(&w, (double)v[i].key.cut / MS_PER_MINUTE, v[i].n);
	f->n = weighted_count(&w);
	if (w.len)
		f->value = weighted_quantile(w.value, w.n, w.len, 0.5);
	else
		f->note = sum->by_time ? "the time sheet has no minutes of "
			"single outputs" : NO_WORK;
	weighted_release(&w);
}

static void write_steps(struct steps *s)
{
	const char *const *dim = s->run->corrections->dim;
	struct valued *v = sorted_values(s);

	for (size_t i = 0; i < s->sums.n; i++) {
		struct cell_key key = cells_key(&s->sums, i);
		const struct step_sum *sum = cells_item(&s->sums, i);
		const struct scope scope = { {
			[SCOPE_WORKFLOW] = dim[key.a], [SCOPE_STEP] = dim[key.b]
		} };

		write_mean(s, &scope, s->run->periods.item[key.period], sum);
		write_median(s, v, key, &scope, sum);
	}
	free(v);
}

/* Mean minutes of all documented steps, NULL where one has none. */
static void write_chain(const struct steps *s, const char *workflow,
			struct period period, struct cells *sums,
			struct cell_key key)
{
	const struct config_workflow *w = config_workflow(s->run->config,
							  workflow);
	const struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };
	struct figure *f;
	double minutes = 0;

	if (!w || !w->n_steps)
		return;
	f = run_figure(s->run, &metric_chain_minutes, &scope, period);
	for (size_t i = 0; i < w->n_steps; i++) {
		int64_t id = facts_dim_id(s->run->corrections,
					  w->steps[i].id);
		const struct step_sum *sum = NULL;

		key.b = (uint32_t)id;
		if (id && key.a)
			sum = cells_find(sums, key);
		if (!sum || !is_measured(sum)) {
			f->note = arena_printf(&s->run->out->arena,
					       "no minutes of the step %s",
					       w->steps[i].id);
			return;
		}
		minutes += mean_of_sum(sum);
	}
	f->value = minutes;
}

static void write_workflow(struct steps *s, const char *workflow,
			   struct cell_key key, struct step_sum *total)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };
	struct period period = s->run->periods.item[key.period];
	const struct step_sum none = { 0 };
	const struct step_sum *sum = key.a ? cells_find(&s->workflows, key) :
					     NULL;

	sum = sum ? sum : &none;
	sum_add(total, sum);
	write_mean(s, &scope, period, sum);
	write_chain(s, workflow, period, &s->sums, key);
}

/* Documented workflows have a row in every period, others where they have a
 * first pass; the total is the sum of both. */
static void write_workflows(struct steps *s)
{
	const struct metrics_run *run = s->run;
	const char *const *dim = run->corrections->dim;
	struct step_sum *total = xcalloc(run->periods.n + 1, sizeof *total);
	const struct scope all = { { NULL } };

	for (uint32_t p = 0; p < run->periods.n; p++) {
		for (size_t i = 0; i < run->config->n_workflows; i++) {
			const char *name = run->config->workflows[i].id;
			int64_t id = facts_dim_id(run->corrections, name);

			write_workflow(s, name, (struct cell_key){
				0, p, (uint32_t)id, 0 }, &total[p]);
		}
	}
	for (size_t i = 0; i < s->workflows.n; i++) {
		struct cell_key key = cells_key(&s->workflows, i);

		if (!config_workflow(run->config, dim[key.a]))
			write_workflow(s, dim[key.a], key,
				       &total[key.period]);
	}
	for (size_t p = 0; p < run->periods.n; p++)
		write_mean(s, &all, run->periods.item[p], &total[p]);
	free(total);
}

static void sum_workflows(struct steps *s)
{
	for (size_t i = 0; i < s->sums.n; i++) {
		struct cell_key key = cells_key(&s->sums, i);

		key.b = 0;
		sum_add(cells_at(&s->workflows, key),
			cells_item(&s->sums, i));
	}
}

void steps_write(struct steps *s)
{
	add_entries(s);
	sum_workflows(s);
	write_steps(s);
	write_workflows(s);
}
