/*
 * metrics/hours.c - the minutes of the time balance: METRICS §8, §0, §16.
 *
 * Sums are kept per workflow and added up for the total, so that the total
 * is always that of its parts. Where the minutes of a workflow come from the
 * time sheet, its outputs give the baseline and its time entries the rest.
 */
#include <stdlib.h>
#include <string.h>

#include "metrics/hours.h"

/* ---- workflows ------------------------------------------------------ */

static uint32_t workflow_add(struct hours *h, const char *id)
{
	for (size_t i = 0; i < h->n_workflows; i++) {
		if (strcmp(h->workflow[i].id, id) == 0)
			return (uint32_t)i;
	}
	vec_reserve(&h->workflow, h->n_workflows, &h->cap_workflows);
	h->workflow[h->n_workflows] = (struct hours_workflow){
		.id = id, .config = config_workflow(h->run->config, id)
	};
	return (uint32_t)h->n_workflows++;
}

static uint32_t workflow_of(struct hours *h, uint32_t *of,
			    const struct facts *f, int64_t dim)
{
	if (!of[dim])
		of[dim] = workflow_add(h, f->dim[dim]) + 1;
	return of[dim] - 1;
}

bool hours_is_pass(int64_t activity)
{
	return activity == ACTIVITY_WORK || activity == ACTIVITY_CORRECTION ||
	       activity == ACTIVITY_REVIEW;
}

static void scan_corrections(struct hours *h)
{
	const struct facts *f = h->run->corrections;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			uint32_t w = workflow_of(h, h->of_correction, f,
				fact_i64(day, COR_WORKFLOW, r));

			if (fact_i64(day, COR_WORK, r) != FACT_NULL)
				h->workflow[w].has_work = true;
		}
	}
}

static void scan_time(struct hours *h)
{
	const struct facts *f = h->run->time;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			int64_t dim = fact_i64(day, TIM_WORKFLOW, r);
			uint32_t w;

			if (!hours_is_pass(fact_i64(day, TIM_ACTIVITY, r)) ||
			    !dim)
				continue;
			/* may move the list, so the list comes after it */
			w = workflow_of(h, h->of_time, f, dim);
			h->workflow[w].has_entries = true;
		}
	}
}

/* METRICS §0: never both; corrections if any row has work minutes. */
static bool minutes_by_time(const struct hours_workflow *w)
{
	enum minutes_from from = w->config ? w->config->minutes_from :
					     MINUTES_AUTO;

	if (from == MINUTES_AUTO)
		return !w->has_work && w->has_entries;
	return from == MINUTES_TIME;
}

struct hours *hours_new(const struct metrics_run *run)
{
	struct hours *h = xcalloc(1, sizeof *h);

	h->run = run;
	h->of_correction = xcalloc(run->corrections->n_dim + 1,
				   sizeof *h->of_correction);
	h->of_time = xcalloc(run->time->n_dim + 1, sizeof *h->of_time);
	h->total = xcalloc(run->periods.n + 1, sizeof *h->total);
	h->total_weekly = xcalloc(run->weeks.n + 1, sizeof *h->total_weekly);
	cells_init(&h->cells, sizeof(struct hours_sum));
	cells_init(&h->weekly, sizeof(struct hours_sum));
	for (size_t i = 0; i < run->config->n_workflows; i++)
		workflow_add(h, run->config->workflows[i].id);
	scan_corrections(h);
	scan_time(h);
	for (size_t i = 0; i < h->n_workflows; i++)
		h->workflow[i].by_time = minutes_by_time(&h->workflow[i]);
	return h;
}

void hours_free(struct hours *h)
{
	if (!h)
		return;
	free(h->workflow);
	free(h->of_correction);
	free(h->of_time);
	free(h->total);
	free(h->total_weekly);
	cells_release(&h->cells);
	cells_release(&h->weekly);
	free(h);
}

/* ---- outputs -------------------------------------------------------- */

static __int128 times(int64_t ms, int64_t n)
{
	return ms == FACT_NULL ? 0 : (__int128)ms * n;
}

static int64_t or_zero(int64_t ms)
{
	return ms == FACT_NULL ? 0 : ms;
}

static void sum_rate(struct hours_sum *s, int64_t low, int64_t high)
{
	bool none = s->rate_min == 0 && s->rate_max == 0;

	if (none || low < s->rate_min)
		s->rate_min = low;
	if (none || high > s->rate_max)
		s->rate_max = high;
}

static void sum_break_even(struct hours_sum *s, const struct output *o)
{
	int reworked = o->class == CLASS_REWORK;

	if (o->class == CLASS_UNKNOWN)
		return;
	s->class_n[reworked] += o->n;
	s->class_gross += times(o->baseline - o->work, o->n);
	s->class_cost[reworked] += times(o->first_correction, o->n) +
				   times(o->first_review, o->n) +
				   times(o->loops, o->n);
}

/* An output whose workflow takes its minutes from the corrections. */
static void sum_output(struct hours_sum *s, const struct output *o)
{
	int64_t spent = or_zero(o->first_correction) +
			or_zero(o->first_review) + or_zero(o->loops);
	bool first = o->again == AGAIN_NO;
	bool measured = first && o->baseline != FACT_NULL &&
			o->work != FACT_NULL;

	sum_rate(s, o->rate, o->rate);
	s->value -= (__int128)spent * o->n * o->rate;
	s->correction += times(o->first_correction, o->n);
	s->review += times(o->first_review, o->n);
	s->loop += times(o->loops, o->n);
	s->loops += o->loops != FACT_NULL ? o->n : 0;
	if (!first)
		return;
	s->outputs += o->n;
	s->review_blank += o->review_missing ? o->n : 0;
	s->reviews += o->review_missing ? 0 : o->n;
	if (o->first_correction != FACT_NULL || o->outcome == OUTCOME_USABLE)
		s->corrections += o->n;
	else
		s->correction_blank += o->n;
	if (o->baseline == FACT_NULL)
		s->no_baseline += o->n;
	else if (o->work == FACT_NULL)
		s->no_work += o->n;
	if (!measured)
		return;
	s->measured += o->n;
	s->manual += times(o->baseline, o->n);
	s->gross += times(o->baseline - o->work, o->n);
	s->value += (__int128)(o->baseline - o->work) * o->n * o->rate;
	sum_break_even(s, o);
}

/* ... or from the time sheet: only the baseline is the output's. */
static void sum_baseline(struct hours_sum *s, const struct output *o)
{
	s->by_time = true;
	if (o->again != AGAIN_NO)
		return;
	s->outputs += o->n;
	if (o->baseline == FACT_NULL) {
		s->no_baseline += o->n;
		return;
	}
	sum_rate(s, o->rate, o->rate);
	s->time_outputs += o->n;
	s->time_baseline += times(o->baseline, o->n);
	s->time_baseline_value += (__int128)o->baseline * o->n * o->rate;
}

static struct hours_sum *sum_at(struct cells *cells, const struct periods *p,
				int32_t day, uint32_t w)
{
	int period = periods_find(p, day);

	if (period < 0)
		return NULL;
	return cells_at(cells, (struct cell_key){ CUT_WORKFLOW,
						  (uint32_t)period, w, 0 });
}

void hours_add(struct hours *h, const struct output *o)
{
	uint32_t w = workflow_of(h, h->of_correction, h->run->corrections,
				 o->workflow);
	struct hours_sum *sum[] = {
		sum_at(&h->cells, &h->run->periods, o->day, w),
		sum_at(&h->weekly, &h->run->weeks, o->day, w)
	};

	for (int i = 0; i < 2; i++) {
		if (sum[i] && h->workflow[w].by_time)
			sum_baseline(sum[i], o);
		else if (sum[i])
			sum_output(sum[i], o);
	}
}

/* ---- time entries --------------------------------------------------- */

static void sum_entry(struct hours_sum *s, int64_t activity, int64_t ms,
		      int64_t rate)
{
	s->by_time = true;
	sum_rate(s, rate, rate);
	if (activity == ACTIVITY_WORK) {
		s->time_entries++;
		s->time_work += ms;
		s->time_work_value += (__int128)ms * rate;
		return;
	}
	s->value -= (__int128)ms * rate;
	if (activity == ACTIVITY_CORRECTION) {
		s->corrections++;
		s->correction += ms;
	} else {
		s->reviews++;
		s->review += ms;
	}
}

static void add_entry(struct hours *h, const struct fact_day *day, size_t r)
{
	const struct facts *f = h->run->time;
	int64_t activity = fact_i64(day, TIM_ACTIVITY, r);
	int64_t dim = fact_i64(day, TIM_WORKFLOW, r);
	int64_t ms = fact_i64(day, TIM_MINUTES, r), rate;
	struct hours_sum *s;
	uint32_t w;

	if (!dim || !hours_is_pass(activity) || ms == FACT_NULL)
		return;
	w = workflow_of(h, h->of_time, f, dim);
	if (!h->workflow[w].by_time)
		return;
	rate = config_rate(h->run->config, fact_dim(f, day, TIM_ROLE, r));
	s = sum_at(&h->cells, &h->run->periods, day->day, w);
	if (s)
		sum_entry(s, activity, ms, rate);
	s = sum_at(&h->weekly, &h->run->weeks, day->day, w);
	if (s)
		sum_entry(s, activity, ms, rate);
}

static void add_entries(struct hours *h)
{
	const struct facts *f = h->run->time;

	for (size_t d = 0; d < f->n_days; d++) {
		for (size_t r = 0; r < f->days[d].n; r++)
			add_entry(h, &f->days[d], r);
	}
}

/* Baseline and work of a workflow's time sheet meet: now there is gross. */
static void sum_settle(struct hours_sum *s)
{
	if (s->time_outputs == 0)
		return;
	if (s->time_entries == 0) {
		s->no_work += s->time_outputs;
		return;
	}
	s->measured += s->time_outputs;
	s->manual += s->time_baseline;
	s->gross += s->time_baseline - s->time_work;
	s->value += s->time_baseline_value - s->time_work_value;
}

void hours_sum_add(struct hours_sum *to, const struct hours_sum *s)
{
	to->outputs += s->outputs;
	to->measured += s->measured;
	to->no_baseline += s->no_baseline;
	to->no_work += s->no_work;
	to->correction_blank += s->correction_blank;
	to->review_blank += s->review_blank;
	to->corrections += s->corrections;
	to->reviews += s->reviews;
	to->loops += s->loops;
	to->manual += s->manual;
	to->gross += s->gross;
	to->correction += s->correction;
	to->review += s->review;
	to->loop += s->loop;
	to->value += s->value;
	to->class_gross += s->class_gross;
	for (int i = 0; i < 2; i++) {
		to->class_n[i] += s->class_n[i];
		to->class_cost[i] += s->class_cost[i];
	}
	if (s->rate_max > 0)
		sum_rate(to, s->rate_min, s->rate_max);
	to->by_time |= s->by_time;
}

static void settle(struct cells *cells)
{
	for (size_t i = 0; i < cells->n; i++)
		sum_settle(cells_item(cells, i));
}

void hours_settle(struct hours *h)
{
	add_entries(h);
	settle(&h->cells);
	settle(&h->weekly);
}
