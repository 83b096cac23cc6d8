/*
 * metrics/baseline.c - pins, resets and the segments they make.
 */
#include "metrics/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "store/facts.h"

/* The weeks come by workflow and Monday: of the run that showed a workflow
 * first, its first week. */
static int read_pins(struct baselines *b, struct store *store,
		     struct arena *a, struct err *err)
{
	struct published_week *week;
	size_t n, i = 0;

	if (store_published_weeks(&week, &n, store, a, err))
		return -1;
	b->pin = arena_array(a, n, sizeof *b->pin);
	b->n_pins = 0;
	while (i < n) {
		const struct published_week *first = &week[i];

		for (; i < n && !strcmp(week[i].workflow, first->workflow); i++)
			if (week[i].run < first->run)
				first = &week[i];
		b->pin[b->n_pins++] = (struct baseline_pin){
			first->workflow, first->monday
		};
	}
	return 0;
}

static int read_resets(struct baselines *b, struct store *store,
		       int32_t as_of, struct arena *a, struct err *err)
{
	struct facts f;

	if (facts_read(&f, store, &kind_events, DAY_MIN, as_of, err))
		return -1;
	b->reset = arena_array(a, f.n, sizeof *b->reset);
	b->n_resets = 0;
	for (size_t d = 0; d < f.n_days; d++) {
		const struct fact_day *day = &f.days[d];

		for (size_t r = 0; r < day->n; r++) {
			if (fact_i64(day, EVE_KIND, r) != EVENT_BASELINE_RESET)
				continue;
			b->reset[b->n_resets++] = (struct baseline_reset){
				arena_strdup(a, fact_dim(&f, day,
							 EVE_WORKFLOW, r)),
				day->day,
				arena_strdup(a, fact_dim(&f, day, EVE_EVENT, r))
			};
		}
	}
	facts_release(&f);
	return 0;
}

static int by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static int read_weekly(struct baselines *b, struct store *store,
		       struct arena *a, struct err *err)
{
	struct run_entry *run;
	size_t n;

	if (store_runs(&run, &n, store, a, err))
		return -1;
	b->weekly = arena_array(a, n, sizeof *b->weekly);
	b->n_weekly = 0;
	for (size_t i = 0; i < n; i++) {
		struct period week;

		if (!strcmp(run[i].report, "weekly") &&
		    !period_parse(&week, run[i].period, 1))
			b->weekly[b->n_weekly++] = week.first;
	}
	if (b->n_weekly)
		qsort(b->weekly, b->n_weekly, sizeof *b->weekly, by_day);
	return 0;
}

int baselines_read(struct baselines *b, struct store *store,
		   const struct config *config, int32_t as_of,
		   struct arena *a, struct err *err)
{
	*b = (struct baselines){ .weeks = config->limits.baseline_weeks };
	if (read_pins(b, store, a, err) ||
	    read_resets(b, store, as_of, a, err))
		return -1;
	return read_weekly(b, store, a, err);
}

static int32_t first_segment(const struct baselines *b, const char *workflow,
			     int32_t first_week)
{
	for (size_t i = 0; i < b->n_pins; i++)
		if (!strcmp(b->pin[i].workflow, workflow))
			return b->pin[i].monday > first_week
				? b->pin[i].monday : first_week;
	return first_week;
}

/* The Monday on or after a day. */
static int32_t next_monday(int32_t day)
{
	return day + (8 - day_weekday(day)) % 7;
}

size_t baseline_segments(struct baseline_segment **out,
			 const struct baselines *b, const char *workflow,
			 int32_t first_week, struct arena *a)
{
	struct baseline_segment *s;
	size_t n = 0;

	*out = NULL;
	if (first_week == DAY_NONE)
		return 0;
	workflow = workflow ? workflow : "";
	*out = s = arena_array(a, b->n_resets + 1, sizeof *s);
	s[n++] = (struct baseline_segment){
		first_segment(b, workflow, first_week), 0, ""
	};
	for (size_t i = 0; i < b->n_resets; i++) {
		const struct baseline_reset *r = &b->reset[i];
		int32_t monday = next_monday(r->day);

		if (*r->workflow && strcmp(r->workflow, workflow) != 0)
			continue;
		/* two decisions for the same week begin one segment */
		if (monday > s[n - 1].first)
			s[n++] = (struct baseline_segment){
				monday, 0, r->text
			};
	}
	for (size_t i = 0; i < n; i++) {
		s[i].last = s[i].first + 7 * b->weeks - 1;
		if (i + 1 < n && s[i].last >= s[i + 1].first)
			s[i].last = s[i + 1].first - 1;
	}
	return n;
}
