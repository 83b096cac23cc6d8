/*
 * metrics/cost_list.c - the rows behind a period's cost, one by one.
 */
#include "metrics/cost_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/costs.h"

struct listing {
	const struct metrics_run *run;
	struct cost_list *out;
	struct cost_row *row;	/* on the heap, until it is whole */
	size_t n, cap;
	bool entries;		/* own hours are those of the time sheet */
	double rate;		/* money per hour given with costs */
};

static void row_add(struct listing *l, const struct cost_row *row)
{
	vec_reserve(&l->row, l->n, &l->cap);
	l->row[l->n++] = *row;
}

static void own_hours(struct listing *l, const struct cost_row *booked,
		      double hours)
{
	struct cost_row r = *booked;

	r.of = COST_OF_OWN;
	r.booked = NAN;
	r.hours = hours;
	r.elsewhere = l->entries;
	r.share = l->entries ? 0 : hours * l->rate * r.days / r.month;
	l->out->own += r.share;
	row_add(l, &r);
}

/* A row stands for its amount, for own hours, or for both. */
static void cost_add(struct listing *l, const struct fact_day *day, size_t r,
		     int days, int month)
{
	const struct facts *f = l->run->costs;
	int64_t amount = fact_i64(day, COS_AMOUNT, r);
	int64_t hours = fact_i64(day, COS_HOURS, r);
	int64_t kind = fact_i64(day, COS_KIND, r);
	struct cost_row row = {
		.of = kind == COST_REFINEMENT ? COST_OF_REFINEMENT :
		      kind == COST_TOOL ? COST_OF_TOOLS : COST_OF_OTHER,
		.item = arena_strdup(l->out->arena,
				     fact_dim(f, day, COS_ITEM, r)),
		.day = day->day, .booked = (double)amount / MONEY_SCALE,
		.hours = NAN, .days = days, .month = month, .n = 1
	};

	if (hours != FACT_NULL)
		own_hours(l, &row, (double)hours / MEASURE_SCALE);
	if (amount == FACT_NULL ||
	    (kind == COST_REFINEMENT && hours != FACT_NULL))
		return;
	row.share = row.booked * days / month;
	l->out->paid_out += row.share;
	row_add(l, &row);
}

static void costs_add(struct listing *l)
{
	const struct facts *f = l->run->costs;
	struct period in = l->out->period;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		struct period month = period_of(PERIOD_MONTH, day->day, 1);
		int32_t last = min_day(min_day(month.last, in.last),
				       l->run->as_of);
		int32_t from = month.first > in.first ? month.first : in.first;

		for (size_t r = 0; last >= from && r < day->n; r++)
			cost_add(l, day, r, last - from + 1,
				 period_days(month));
	}
}

/* The time sheet's refinement entries by activity. */
static void entries_add(struct listing *l)
{
	const struct facts *f = l->run->time;
	const char *const *words = kind_time.columns[TIM_ACTIVITY].words;
	int64_t n[ACTIVITY_OTHER + 1] = { 0 }, ms[ACTIVITY_OTHER + 1] = { 0 };
	__int128 value[ACTIVITY_OTHER + 1] = { 0 };

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; day->day <= l->run->as_of &&
		     period_holds(l->out->period, day->day) && r < day->n;
		     r++) {
			int64_t what = fact_i64(day, TIM_ACTIVITY, r);
			int64_t minutes = fact_i64(day, TIM_MINUTES, r);

			if (minutes == FACT_NULL ||
			    !activity_is_refinement(what))
				continue;
			n[what]++;
			ms[what] += minutes;
			value[what] += (__int128)minutes *
				config_rate(l->run->config,
					    fact_dim(f, day, TIM_ROLE, r));
		}
	}
	for (int i = 0; i <= ACTIVITY_OTHER; i++) {
		struct cost_row r = {
			.of = COST_OF_OWN, .day = DAY_NONE, .booked = NAN,
			.hours = (double)ms[i] / MS_PER_HOUR,
			.share = (double)value[i] /
				 ((double)MS_PER_HOUR * MONEY_SCALE),
			.n = n[i]
		};

		if (!n[i])
			continue;
		l->entries = true;
		r.item = words[i - 1];
		l->out->own += r.share;
		row_add(l, &r);
	}
}

static int by_share(const void *x, const void *y)
{
	const struct cost_row *a = x, *b = y;
	int way;

	if (a->share < b->share || a->share > b->share)
		return a->share > b->share ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	way = strcmp(a->item, b->item);
	return way ? way : (int)a->of - (int)b->of;
}

void cost_list_write(const struct metrics_run *run, struct cost_list *out)
{
	struct listing l = {
		.run = run, .out = out,
		.rate = (double)run->config->default_rate / MONEY_SCALE
	};

	if (!out || out->period.kind != run->kind)
		return;
	entries_add(&l);
	costs_add(&l);
	out->n = l.n;
	out->row = arena_array(out->arena, l.n, sizeof *out->row);
	if (l.n) {
		qsort(l.row, l.n, sizeof *l.row, by_share);
		memcpy(out->row, l.row, l.n * sizeof *out->row);
	}
	free(l.row);
}

static int64_t cent(double money)
{
	return llround(round_decimal(money, 2) * 100);
}

void cents_of(int64_t *out, const double *share, size_t n, double total)
{
	double sum = 0;
	int64_t before = 0, now;

	for (size_t i = 0; i < n; i++) {
		sum += share[i];
		now = cent(i + 1 == n ? total : sum);
		out[i] = now - before;
		before = now;
	}
}
