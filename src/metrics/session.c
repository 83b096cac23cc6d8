#include "metrics/session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

#define SESSION_COLUMNS                                                        \
	"sessions.kind, sessions.planned_minutes, sessions.actual_minutes"
#define TUNING_COLUMNS                                                         \
	"time.activity, time.minutes, sessions.kind, sessions.actual_minutes"
#define HELD_EDGE                                                              \
	"Held is what has actual minutes. Periods before the first row of "    \
	"the "                                                                 \
	"log are gaps, later ones without a row 0."
#define MEAN_EDGE   "Of the sessions held; a log is no cost (METRICS 0)."
#define NO_SESSIONS "no session was recorded"

const struct metric metric_tuning_sessions = {
	.id = "tuning_sessions", .title = "Tuning sessions held",
	.unit = UNIT_COUNT, .direction = 1, .scopes = AT_TOTAL,
	.section = "14", .requirement = "R20",
	.formula = "Tuning sessions of the log that have actual minutes.",
	.columns = SESSION_COLUMNS,
	.edges = HELD_EDGE,
	.source = ""
};

const struct metric metric_tuning_missed = {
	.id = "tuning_missed", .title = "Tuning sessions not held",
	.unit = UNIT_COUNT, .direction = -1, .scopes = AT_TOTAL,
	.section = "14", .requirement = "R20",
	.formula = "Tuning sessions of the log whose day is over and that "
		"have no actual minutes.",
	.columns = SESSION_COLUMNS,
	.edges = HELD_EDGE,
	.source = ""
};

const struct metric metric_session_minutes = {
	.id = "session_minutes", .title = "Minutes of a tuning session",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1, .scopes = AT_TOTAL,
	.section = "14", .requirement = "R20",
	.formula = "Mean actual minutes of the tuning sessions held.",
	.columns = SESSION_COLUMNS,
	.edges = MEAN_EDGE,
	.source = ""
};

const struct metric metric_session_planned = {
	.id = "session_planned", .title = "Planned minutes of a session",
	.unit = UNIT_MINUTES, .digits = 1, .direction = 0, .scopes = AT_TOTAL,
	.section = "14", .requirement = "R20",
	.formula = "Mean planned minutes of the tuning sessions held.",
	.columns = SESSION_COLUMNS,
	.edges = MEAN_EDGE " Rows without planned minutes are left out.",
	.source = ""
};

const struct metric metric_tuning_hours = {
	.id = "tuning_hours", .title = "Tuning hours", .unit = UNIT_HOURS,
	.digits = 1, .direction = -1, .scopes = AT_TOTAL, .section = "14",
	.requirement = "R22",
	.formula = "Hours of the time entries of tuning; without one in the "
		"period, those of the tuning sessions held.",
	.columns = TUNING_COLUMNS,
	.edges = "Entries are hours of people, sessions hours of the clock; "
		"which of them is said. The article's 8 and 2 hours are a "
		"month's.",
	.source = ""
};

const struct metric metric_days_since_tuning = {
	.id = "days_since_tuning", .title = "Days since the last tuning",
	.unit = UNIT_COUNT, .direction = -1, .scopes = AT_TOTAL | AT_WORKFLOW,
	.section = "14", .requirement = "R03",
	.formula = "Days from the last entry of tuning, or tuning session "
		"held, to the period's end or today.",
	.columns = TUNING_COLUMNS,
	.edges = "A workflow has its own entries; all have the total's where "
		"none is named. Never tuned counts from the go-live, else "
		"the first review. More than 14 days is set and forget.",
	.source = ""
};

const struct metric metric_audits = {
	.id = "audits", .title = "Audits held", .unit = UNIT_COUNT,
	.direction = 0, .scopes = AT_TOTAL, .section = "14",
	.requirement = "R09",
	.formula = "Audits of the log that have actual minutes.",
	.columns = SESSION_COLUMNS,
	.edges = HELD_EDGE,
	.source = ""
};

const struct metric metric_audit_minutes = {
	.id = "audit_minutes", .title = "Minutes of an audit",
	.unit = UNIT_MINUTES, .digits = 0, .direction = -1, .scopes = AT_TOTAL,
	.section = "14", .requirement = "R09",
	.formula = "Mean actual minutes of the audits held.",
	.columns = SESSION_COLUMNS,
	.edges = MEAN_EDGE,
	.source = ""
};

const struct metric metric_audit_planned = {
	.id = "audit_planned", .title = "Planned minutes of an audit",
	.unit = UNIT_MINUTES, .digits = 0, .direction = 0, .scopes = AT_TOTAL,
	.section = "14", .requirement = "R09",
	.formula = "Mean planned minutes of the audits held.",
	.columns = SESSION_COLUMNS,
	.edges = MEAN_EDGE " Rows without planned minutes are left out.",
	.source = ""
};

const struct metric metric_corrective_hours = {
	.id = "corrective_hours", .title = "Corrective hours a week",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1, .scopes = AT_TOTAL,
	.section = "14", .requirement = "R05",
	.formula = "Hours of corrections, later passes and reformatting at "
		"handoffs, divided by the weeks of the period to date.",
	.columns = "corrections.correction_minutes, "
		"corrections.review_minutes, corrections.work_minutes, "
		"time.minutes, handoffs.reformat_minutes",
	.edges = "What an audit can find, beside the article's 5 to 15 hours "
		"a week. What is not recorded is left out.",
	.source = ""
};

const struct metric metric_daily_review = {
	.id = "daily_review", .title = "Minutes of the daily review",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1, .scopes = AT_TOTAL,
	.section = "14", .requirement = "R30",
	.formula = "Minutes of the review entries that name no workflow, "
		"divided by the days that have one.",
	.columns = "time.activity, time.minutes, time.workflow",
	.edges = "A review of outputs names its workflow and is counted in "
		"the review hours.",
	.source = ""
};

/* What each metric reads, for explain and for the sums here. */
static const struct reads {
	const struct metric *metric;
	enum session_kind session; /* SESSION_BLANK: none */
	enum activity activity;	   /* ACTIVITY_BLANK: none */
} reads_table[] = {
	{&metric_tuning_sessions, SESSION_TUNING, ACTIVITY_BLANK},
	{&metric_tuning_missed, SESSION_TUNING, ACTIVITY_BLANK},
	{&metric_session_minutes, SESSION_TUNING, ACTIVITY_BLANK},
	{&metric_session_planned, SESSION_TUNING, ACTIVITY_BLANK},
	{&metric_tuning_hours, SESSION_TUNING, ACTIVITY_TUNING},
	{&metric_days_since_tuning, SESSION_TUNING, ACTIVITY_TUNING},
	{&metric_audits, SESSION_AUDIT, ACTIVITY_BLANK},
	{&metric_audit_minutes, SESSION_AUDIT, ACTIVITY_BLANK},
	{&metric_audit_planned, SESSION_AUDIT, ACTIVITY_BLANK},
	{&metric_daily_review, SESSION_BLANK, ACTIVITY_REVIEW},
};

static const struct reads *reads_of(const struct metric *metric)
{
	for (size_t i = 0; i < sizeof reads_table / sizeof *reads_table; i++)
		if (reads_table[i].metric == metric)
			return &reads_table[i];
	return NULL;
}

bool session_is_metric(const struct metric *metric)
{
	return reads_of(metric) != NULL;
}

static bool is_held(const struct fact_day *day, size_t r)
{
	return fact_i64(day, SES_ACTUAL, r) != FACT_NULL;
}

bool session_counts(const struct metric *metric, const struct facts *f,
		    const struct fact_day *day, size_t r)
{
	const struct reads *reads = reads_of(metric);

	if (!reads)
		return false;
	if (f->kind == &kind_sessions)
		return fact_i64(day, SES_KIND, r) == reads->session &&
		       is_held(day, r) != (metric == &metric_tuning_missed);
	if (f->kind != &kind_time ||
	    fact_i64(day, TIM_ACTIVITY, r) != reads->activity)
		return false;
	return reads->activity != ACTIVITY_REVIEW ||
	       !fact_i64(day, TIM_WORKFLOW, r);
}

/* ---- sums of a period ------------------------------------------------- */

/* Minutes in ms. */
struct log_sum {
	int64_t held, missed, actual, planned, with_plan;
};

struct rhythm_cell {
	struct log_sum tuning, audit;
	int64_t entries, entry_ms;	/* of tuning */
	int64_t review_days, review_ms; /* the daily review */
	int64_t reformat, reformat_ms;	/* handoffs */
};

struct rhythm {
	const struct metrics_run *run;
	struct rhythm_cell *cell;    /* of each period */
	int32_t log_from, time_from; /* first row, DAY_NONE */
};

static void log_add(struct log_sum *s, const struct fact_day *day, size_t r,
		    int32_t as_of)
{
	int64_t planned = fact_i64(day, SES_PLANNED, r);

	if (!is_held(day, r)) {
		s->missed += day->day < as_of;
		return;
	}
	s->held++;
	s->actual += fact_i64(day, SES_ACTUAL, r);
	if (planned != FACT_NULL) {
		s->with_plan++;
		s->planned += planned;
	}
}

static void add_sessions(struct rhythm *w)
{
	const struct facts *f = w->run->sessions;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int at = periods_find(&w->run->periods, day->day);

		for (size_t r = 0; at >= 0 && r < day->n; r++) {
			int64_t kind = fact_i64(day, SES_KIND, r);

			if (kind == SESSION_TUNING || kind == SESSION_AUDIT)
				log_add(kind == SESSION_AUDIT
						? &w->cell[at].audit
						: &w->cell[at].tuning,
					day, r, w->run->as_of);
		}
	}
	w->log_from = f->n_days ? f->days[0].day : DAY_NONE;
}

static void add_times(struct rhythm *w)
{
	const struct facts *f = w->run->time;

	w->time_from = DAY_NONE;
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int at = periods_find(&w->run->periods, day->day);
		int64_t review = 0;
		bool any = false;

		for (size_t r = 0; r < day->n; r++) {
			int64_t ms = fact_i64(day, TIM_MINUTES, r);

			if (session_counts(&metric_tuning_hours, f, day, r)) {
				if (w->time_from == DAY_NONE)
					w->time_from = day->day;
				if (at >= 0) {
					w->cell[at].entries++;
					w->cell[at].entry_ms += ms;
				}
			} else if (session_counts(&metric_daily_review, f, day,
						  r)) {
				review += ms;
				any = true;
			}
		}
		if (any && at >= 0) {
			w->cell[at].review_days++;
			w->cell[at].review_ms += review;
		}
	}
}

static void add_handoffs(struct rhythm *w)
{
	const struct facts *f = w->run->handoffs;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int at = periods_find(&w->run->periods, day->day);

		for (size_t r = 0; at >= 0 && r < day->n; r++) {
			int64_t ms = fact_i64(day, HAN_REFORMAT, r);

			if (ms == FACT_NULL)
				continue;
			w->cell[at].reformat++;
			w->cell[at].reformat_ms += ms * fact_i64(day, FC_N, r);
		}
	}
}

/* ---- figures of a period ---------------------------------------------- */

static struct figure *total_of(const struct rhythm *w,
			       const struct metric *metric, size_t period)
{
	const struct scope all = {{NULL}};

	return run_figure(w->run, metric, &all, w->run->periods.item[period]);
}

/* Had anything been recorded by the period's end? */
static bool begun(const struct rhythm *w, int32_t from, size_t period)
{
	return from != DAY_NONE && w->run->periods.item[period].last >= from;
}

static void write_count(const struct rhythm *w, const struct metric *metric,
			size_t period, int64_t n)
{
	struct figure *f = total_of(w, metric, period);

	if (begun(w, w->log_from, period))
		f->value = (double)n;
	else
		f->note = NO_SESSIONS;
}

static void write_mean(const struct rhythm *w, const struct metric *metric,
		       size_t period, int64_t ms, int64_t n, const char *none)
{
	struct figure *f = total_of(w, metric, period);

	f->n = n;
	if (n)
		f->value = (double)ms / (double)n / MS_PER_MINUTE;
	else
		f->note = none;
}

static void write_tuning_hours(const struct rhythm *w, size_t period)
{
	const struct rhythm_cell *c = &w->cell[period];
	struct figure *f = total_of(w, &metric_tuning_hours, period);

	if (c->entries) {
		f->value = (double)c->entry_ms / MS_PER_HOUR;
		f->note = "from the time sheet, hours of people";
	} else if (c->tuning.held) {
		f->value = (double)c->tuning.actual / MS_PER_HOUR;
		f->note = "from the session log, hours of the clock";
	} else if (begun(w, w->log_from, period) ||
		   begun(w, w->time_from, period)) {
		f->value = 0;
	} else {
		f->note = "no tuning was recorded";
	}
}

static double weeks_of(const struct metrics_run *run, struct period p)
{
	int32_t last = p.last < run->as_of ? p.last : run->as_of;

	return (last - p.first + 1) / 7.0;
}

static void write_corrective(const struct rhythm *w, size_t period,
			     const struct hours *hours)
{
	const struct hours_sum *s = &hours_total(hours, period)->sum;
	const struct rhythm_cell *c = &w->cell[period];
	struct figure *f = total_of(w, &metric_corrective_hours, period);
	__int128 ms = s->correction + s->loop + c->reformat_ms;

	if (s->corrections || s->loops || c->reformat)
		f->value = (double)ms / MS_PER_HOUR /
			   weeks_of(w->run, w->run->periods.item[period]);
	else
		f->note = "no corrective minutes were recorded";
}

static void write_period(const struct rhythm *w, size_t i,
			 const struct hours *hours)
{
	const struct rhythm_cell *c = &w->cell[i];

	write_count(w, &metric_tuning_sessions, i, c->tuning.held);
	write_count(w, &metric_tuning_missed, i, c->tuning.missed);
	write_mean(w, &metric_session_minutes, i, c->tuning.actual,
		   c->tuning.held, "no tuning session was held");
	write_mean(w, &metric_session_planned, i, c->tuning.planned,
		   c->tuning.with_plan, "no session held has planned minutes");
	write_tuning_hours(w, i);
	write_count(w, &metric_audits, i, c->audit.held);
	write_mean(w, &metric_audit_minutes, i, c->audit.actual, c->audit.held,
		   "no audit was held");
	write_mean(w, &metric_audit_planned, i, c->audit.planned,
		   c->audit.with_plan, "no audit held has planned minutes");
	write_corrective(w, i, hours);
	write_mean(w, &metric_daily_review, i, c->review_ms, c->review_days,
		   "not measured yet: needs time entries of review without a "
		   "workflow");
}

void sessions_write(const struct metrics_run *run, const struct hours *hours)
{
	struct rhythm w = {.run = run,
			   .cell = xcalloc(run->periods.n + 1, sizeof *w.cell)};

	add_sessions(&w);
	add_times(&w);
	add_handoffs(&w);
	for (size_t i = 0; i < run->periods.n; i++)
		write_period(&w, i, hours);
	tuning_gap_write(run);
	free(w.cell);
}
