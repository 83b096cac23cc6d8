/*
 * metrics/signal_series.c - rows of the kind `series` as weekly values.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/signals.h"
#include "store/facts.h"

#define FINE 1e6 /* FACT_FINE */

struct row {
	const char *metric, *system, *source;
	int64_t unit;
	int32_t monday, first, last; /* days it covers, inside one week */
	bool is_day;
	int64_t import;
	double value, base; /* base NAN = none */
};

static int32_t monday_of(int32_t day)
{
	return period_of(PERIOD_WEEK, day, 1).first;
}

/* Of a row that counts: no dimension, a unit, inside one week. */
static bool read_row(struct row *to, const struct facts *f,
		     const struct fact_day *day, size_t r)
{
	int64_t start = fact_i64(day, SER_PERIOD_START, r);
	int64_t base = fact_i64(day, SER_BASE, r);
	bool is_day = start == FACT_NULL || start >= day->day;

	*to = (struct row){.metric = fact_dim(f, day, SER_METRIC, r),
			   .system = fact_dim(f, day, SER_SYSTEM, r),
			   .source = fact_dim(f, day, FC_SOURCE, r),
			   .unit = fact_i64(day, SER_UNIT, r),
			   .monday = monday_of(day->day),
			   .last = day->day,
			   .first = is_day ? day->day : (int32_t)start,
			   .is_day = is_day,
			   .import = fact_i64(day, FC_IMPORT, r),
			   .value = (double)fact_i64(day, SER_VALUE, r) / FINE,
			   .base = base == FACT_NULL
					   ? (double)NAN
					   : (double)base / MEASURE_SCALE};
	return !*fact_dim(f, day, SER_DIMENSION, r) &&
	       to->unit != SERIES_BLANK && to->first >= to->monday;
}

#define ORDER(a, b)                                                            \
	do {                                                                   \
		if ((a) != (b))                                                \
			return (a) < (b) ? -1 : 1;                             \
	} while (0)

static int row_cmp_series(const struct row *a, const struct row *b)
{
	int c = strcmp(a->metric, b->metric);

	if (!c)
		c = strcmp(a->system, b->system);
	return c ? c : strcmp(a->source, b->source);
}

/* By series and week; inside it what counts before what gives way. */
static int row_cmp(const void *x, const void *y)
{
	const struct row *a = x, *b = y;
	int c = row_cmp_series(a, b);

	if (c)
		return c;
	ORDER(a->monday, b->monday);
	ORDER(b->is_day, a->is_day);
	ORDER(b->import, a->import);
	ORDER(a->last - a->first, b->last - b->first);
	ORDER(b->last, a->last);
	ORDER(a->value, b->value);
	return 0;
}

/* Does row i give way to one of first..i? */
static bool gives_way(const struct row *row, size_t first, size_t i,
		      const bool *counts)
{
	if (row[i].is_day)
		return false;
	for (size_t k = first; k < i; k++) {
		if (row[k].is_day)
			return true;
		if (counts[k - first] && row[k].first <= row[i].last &&
		    row[i].first <= row[k].last)
			return true;
	}
	return false;
}

struct week_sum {
	double value, weighted, base;
	int rows, based;
};

static struct weekly_value week_value(const struct week_sum *s, int64_t unit,
				      int32_t monday)
{
	struct weekly_value v = {monday, s->value, NAN};

	if (unit == SERIES_COUNT) {
		v.n = s->value;
	} else if (unit == SERIES_RATE && s->based) {
		v.value = s->weighted / s->base;
		v.n = s->base;
	} else if (unit != SERIES_MONEY) {
		v.value = s->value / s->rows;
	}
	/* more than 100 of 100 is no share */
	if (unit == SERIES_RATE && (v.value < 0 || v.value > 1))
		v.value = NAN;
	return v;
}

/* Rows first..end are of one series and week. */
static struct weekly_value one_week(const struct row *row, size_t first,
				    size_t end, int64_t unit)
{
	struct week_sum s = {0};
	bool *counts = xcalloc(end - first, sizeof *counts);

	for (size_t i = first; i < end; i++) {
		counts[i - first] = !gives_way(row, first, i, counts);
		if (!counts[i - first])
			continue;
		s.value += row[i].value;
		s.rows++;
		if (row[i].base > 0) {
			s.weighted += row[i].value * row[i].base;
			s.base += row[i].base;
			s.based++;
		}
	}
	free(counts);
	return week_value(&s, unit, row[first].monday);
}

static enum anomaly_unit unit_of(int64_t unit)
{
	return unit == SERIES_COUNT	? ANOMALY_COUNT
	       : unit == SERIES_RATE	? ANOMALY_RATE
	       : unit == SERIES_MONEY	? ANOMALY_MONEY
	       : unit == SERIES_MINUTES ? ANOMALY_MINUTES
					: ANOMALY_SCORE;
}

/* Rows 0..n of one series; weeks that begin before first_day are not
 * complete. */
static void one_series(const struct row *row, size_t n, int32_t first_day,
		       struct arena *a, series_fn visit, void *ctx)
{
	struct weekly_value *v = xcalloc(n, sizeof *v);
	struct signal_series like = {.name = arena_strdup(a, row->metric),
				     .system = arena_strdup(a, row->system),
				     /* the unit of its latest row */
				     .unit = unit_of(row[n - 1].unit)};
	size_t n_values = 0;

	like.title = like.name;
	like.digits = like.unit == ANOMALY_RATE ? 2
		      : like.unit == ANOMALY_COUNT || like.unit == ANOMALY_MONEY
			      ? 0
			      : 1;
	for (size_t i = 0, end; i < n; i = end) {
		struct weekly_value w;

		for (end = i + 1; end < n; end++)
			if (row[end].monday != row[i].monday)
				break;
		w = one_week(row, i, end, row[n - 1].unit);
		if (!isnan(w.value) && w.monday >= first_day)
			v[n_values++] = w;
	}
	visit(ctx, &like, v, n_values);
	free(v);
}

int series_each(struct store *store, int32_t last, struct arena *a,
		series_fn visit, void *ctx, struct err *err)
{
	struct facts f;
	struct row *row;
	int32_t first, end;
	size_t n = 0;

	if (facts_span(&first, &end, store, &kind_series, err))
		return -1;
	if (first == DAY_NONE || first > last)
		return 0;
	if (facts_read(&f, store, &kind_series, first, last, err))
		return -1;
	row = xcalloc(f.n + 1, sizeof *row);
	for (size_t d = 0; d < f.n_days; d++)
		for (size_t r = 0; r < f.days[d].n; r++)
			n += read_row(&row[n], &f, &f.days[d], r);
	qsort(row, n, sizeof *row, row_cmp);
	for (size_t i = 0, to; i < n; i = to) {
		for (to = i + 1; to < n; to++)
			if (row_cmp_series(&row[i], &row[to]) != 0)
				break;
		one_series(&row[i], to - i, first, a, visit, ctx);
	}
	free(row);
	facts_release(&f);
	return 0;
}
