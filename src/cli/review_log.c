#include "cli/review_log.h"

#include <string.h>

#include "exchange/readback.h"
#include "store/facts.h"

#define MINUTE_MS 60000

static int read_events(struct review_log *out, struct workspace *w,
		       struct arena *a, struct err *err)
{
	struct facts f;

	if (facts_read(&f, w->store, &kind_events, DAY_MIN, w->as_of, err))
		return -1;
	out->event = arena_array(a, f.n, sizeof *out->event);
	for (size_t d = 0; d < f.n_days; d++) {
		const struct fact_day *day = &f.days[d];

		for (size_t r = 0; r < day->n; r++) {
			int64_t kind = fact_i64(day, EVE_KIND, r);

			if (kind != EVENT_GO_LIVE && kind != EVENT_TOOL_CHANGE)
				continue;
			out->event[out->n++] = (struct calendar_event){
				.day = day->day,
				.text = arena_strdup(a, fact_dim(&f, day,
						EVE_EVENT, r)),
				.workflow = arena_strdup(a, fact_dim(&f, day,
						EVE_WORKFLOW, r)),
				.go_live = kind == EVENT_GO_LIVE
			};
		}
	}
	facts_release(&f);
	return 0;
}

static int32_t *held(size_t *n, const struct facts *f,
		     enum session_kind kind, struct arena *a)
{
	int32_t *day = arena_array(a, f->n, sizeof *day);

	*n = 0;
	for (size_t d = 0; d < f->n_days; d++)
		for (size_t r = 0; r < f->days[d].n; r++)
			if (fact_i64(&f->days[d], SES_KIND, r) == kind &&
			    fact_i64(&f->days[d], SES_ACTUAL, r) != FACT_NULL)
				day[(*n)++] = f->days[d].day;
	return day;
}

/* Of several answers to a week the one that was imported last. */
static void add_hours(struct hours_said *said, int64_t *import, size_t *n,
		      const struct facts *f, const struct fact_day *day,
		      size_t r)
{
	const char *answer = fact_dim(f, day, SER_DIMENSION, r);
	int64_t from = fact_i64(day, FC_IMPORT, r);

	if (!*answer || strcmp(fact_dim(f, day, SER_METRIC, r),
			       SERIES_HOURS_WHERE) != 0)
		return;
	if (!*n || said[*n - 1].last != day->day)
		said[(*n)++] = (struct hours_said){ .last = day->day };
	else if (from < *import)
		return;
	said[*n - 1].answer = answer;
	*import = from;
}

static int read_hours(struct review_log *out, struct workspace *w,
		      struct arena *a, struct err *err)
{
	struct hours_said *said;
	int64_t import = 0;
	struct facts f;

	if (facts_read(&f, w->store, &kind_series, DAY_MIN, w->as_of, err))
		return -1;
	said = arena_array(a, f.n_days, sizeof *said);
	for (size_t d = 0; d < f.n_days; d++)
		for (size_t r = 0; r < f.days[d].n; r++)
			add_hours(said, &import, &out->n_hours, &f,
				  &f.days[d], r);
	for (size_t i = 0; i < out->n_hours; i++)
		said[i].answer = arena_strdup(a, said[i].answer);
	out->hours = said;
	facts_release(&f);
	return 0;
}

int review_log_load(struct review_log *out, struct workspace *w, struct arena *a,
		  struct err *err)
{
	struct facts f;

	*out = (struct review_log){ 0 };
	if (read_events(out, w, a, err) || read_hours(out, w, a, err) ||
	    facts_read(&f, w->store, &kind_sessions, DAY_MIN, w->as_of, err))
		return -1;
	out->spot_check = held(&out->n_spot_checks, &f, SESSION_SPOT_CHECK,
			       a);
	out->review = held(&out->n_reviews, &f, SESSION_HEALTH_REVIEW, a);
	facts_release(&f);
	return 0;
}

/* ---- the session of one week ------------------------------------------ */

static int minutes_of(const struct fact_day *day, int column, size_t r)
{
	int64_t ms = fact_i64(day, column, r);

	return ms == FACT_NULL ? 0 : (int)(ms / MINUTE_MS);
}

/* Read back on the day of the week's first report. */
static int read_minutes(struct session_answers *out, struct workspace *w,
			int32_t reported, struct err *err)
{
	struct facts f;

	if (reported == DAY_NONE)
		return 0;
	if (facts_read(&f, w->store, &kind_sessions, reported, reported, err))
		return -1;
	for (size_t d = 0; d < f.n_days; d++)
		for (size_t r = 0; r < f.days[d].n; r++) {
			const struct fact_day *day = &f.days[d];

			if (fact_i64(day, SES_KIND, r) != SESSION_TUNING ||
			    strcmp(fact_dim(&f, day, FC_SOURCE, r),
				   READBACK_SOURCE) != 0)
				continue;
			out->planned = minutes_of(day, SES_PLANNED, r);
			out->actual = minutes_of(day, SES_ACTUAL, r);
		}
	facts_release(&f);
	return 0;
}

int session_answers_load(struct session_answers *out, struct workspace *w,
			 const struct review_log *log, struct period week,
			 struct arena *a, struct err *err)
{
	struct run_entry *run;
	size_t n;

	*out = (struct session_answers){ .hours = NULL };
	if (week.kind != PERIOD_WEEK)
		return 0;
	for (size_t i = 0; i < log->n_hours; i++)
		if (log->hours[i].last == week.last)
			out->hours = log->hours[i].answer;
	if (store_runs(&run, &n, w->store, a, err))
		return -1;
	return read_minutes(out, w, first_weekly(run, n, period_id(a, week, 1)),
			    err);
}
