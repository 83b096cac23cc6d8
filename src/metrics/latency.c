/*
 * metrics/latency.c - did what was sent arrive in time? METRICS §8a, §16.
 *
 * Every row with a component is expected to arrive, and has the limit of its
 * component. One that has not arrived is a breach from the moment the limit
 * is over, at the end of the as-of day; before that it is left out.
 */
#include "metrics/handoff.h"

#include "base/num.h"
#include "base/zone.h"
#include "metrics/stats.h"

#define LATENCY_SCOPES (AT_TOTAL | AT_COMPONENT)
#define LATENCY_COLUMNS \
	"handoffs.component, handoffs.sent_at, handoffs.received_at, " \
	"handoffs.n"
#define SPEED_EDGE \
	"Of what arrived; what never did is counted apart. Rows with a date " \
	"only, or received before they were sent, are left out."

const struct metric metric_latency_compliance = {
	.id = "latency_compliance", .title = "Latency compliance",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = LATENCY_SCOPES, .section = "8a", .requirement = "R24",
	.formula = "Records that arrived within the limit of their component "
		"divided by all that were expected.",
	.columns = LATENCY_COLUMNS,
	.edges = "Exactly the limit is in time. What has not arrived is a "
		"breach once the as-of day ends after the limit, before that "
		"it is left out; arrivals only where no blank was ever "
		"recorded. The 5 minutes of execution are our assumption.",
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_latency_p50 = {
	.id = "latency_p50", .title = "Median latency", .unit = UNIT_MINUTES,
	.digits = 1, .direction = -1, .scopes = LATENCY_SCOPES,
	.section = "8a", .requirement = "R24",
	.formula = "Median of the minutes from sent to received.",
	.columns = LATENCY_COLUMNS, .edges = SPEED_EDGE,
	.source = "Hyndman & Fan 1996, type 7", .each = true
};

const struct metric metric_latency_p95 = {
	.id = "latency_p95", .title = "Latency, slowest twentieth",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1,
	.scopes = LATENCY_SCOPES, .section = "8a", .requirement = "R24",
	.formula = "Minutes from sent to received within which 95 % arrived.",
	.columns = LATENCY_COLUMNS, .edges = SPEED_EDGE,
	.source = "Hyndman & Fan 1996, type 7", .each = true
};

const struct metric metric_latency_worst = {
	.id = "latency_worst", .title = "Worst latency", .unit = UNIT_MINUTES,
	.digits = 1, .direction = -1, .scopes = LATENCY_SCOPES,
	.section = "8a", .requirement = "R24",
	.formula = "The most minutes from sent to received.",
	.columns = LATENCY_COLUMNS, .edges = SPEED_EDGE, .source = "",
	.each = true
};

const struct metric metric_latency_missing = {
	.id = "latency_missing", .title = "Never arrived", .unit = UNIT_COUNT,
	.direction = -1, .scopes = LATENCY_SCOPES, .section = "8a",
	.requirement = "R24",
	.formula = "Records that had not arrived when the limit of their "
		"component was over.",
	.columns = LATENCY_COLUMNS,
	.edges = "They are breaches. Received after today is not arrived.",
	.source = ""
};

const struct metric metric_clock_skew = {
	.id = "clock_skew", .title = "Received before sent",
	.unit = UNIT_COUNT, .direction = -1, .scopes = LATENCY_SCOPES,
	.section = "8a", .requirement = "R24",
	.formula = "Records that were received before they were sent.",
	.columns = LATENCY_COLUMNS,
	.edges = "The clocks of two tools differ: they are in no other "
		"latency figure.",
	.source = ""
};

struct latency_cell {
	int64_t rows;		/* records with a component */
	int64_t in_time, expected, missing, skew;
	int64_t open, dates;	/* left out: not due yet, a date only */
	struct weighted minutes;
	int64_t worst;		/* seconds; of the record sent at ... */
	int64_t worst_sent;	/* ... the first that took as long */
};

struct latency {
	const struct metrics_run *run;
	int64_t end;
	struct cells cells;	/* of struct latency_cell */
	bool blanks[COMPONENT_DASHBOARD + 1]; /* 0: of any component */
};

static int64_t limit_of(const struct config *config, int64_t component)
{
	const struct config_thresholds *l = &config->limits;

	switch ((enum component)component) {
	case COMPONENT_SEGMENTATION:
		return l->latency_segmentation;
	case COMPONENT_EXECUTION:
		return l->latency_execution;
	case COMPONENT_MIDDLEWARE:
		return l->latency_middleware;
	case COMPONENT_DASHBOARD:
	case COMPONENT_BLANK:
		break;
	}
	return l->latency_dashboard;
}

/* ---- sums ------------------------------------------------------------- */

static void arrived_add(struct latency_cell *c, const struct fact_day *day,
			size_t r, int64_t seconds)
{
	int64_t n = fact_i64(day, FC_N, r);

	if (!c->minutes.len || seconds > c->worst) {
		c->worst = seconds;
		c->worst_sent = fact_time_utc(fact_i64(day, HAN_SENT_AT, r));
	}
	weighted_add(&c->minutes, (double)seconds / 60, n);
}

static void latency_add(struct latency *l, struct latency_cell *c,
			const struct fact_day *day, size_t r)
{
	int64_t limit = limit_of(l->run->config,
				 fact_i64(day, HAN_COMPONENT, r));
	int64_t n = fact_i64(day, FC_N, r), seconds = 0;

	c->rows += n;
	switch (handoff_arrival(day, r, l->end, &seconds)) {
	case ARRIVED:
		arrived_add(c, day, r, seconds);
		c->expected += n;
		c->in_time += seconds * 1000 <= limit ? n : 0;
		break;
	case ARRIVED_NEVER:
		if (seconds * 1000 > limit) {
			c->expected += n;
			c->missing += n;
		} else {
			c->open += n;
		}
		break;
	case ARRIVED_BEFORE:
		c->skew += n;
		break;
	case ARRIVED_SOMETIME:
		c->dates += n;
		break;
	}
}

static void latency_row(struct latency *l, const struct fact_day *day,
			size_t r)
{
	int64_t component = fact_i64(day, HAN_COMPONENT, r);
	int period = periods_find(&l->run->periods, day->day);

	if (component == COMPONENT_BLANK)
		return;
	if (fact_i64(day, HAN_RECEIVED_AT, r) == FACT_NULL)
		l->blanks[0] = l->blanks[component] = true;
	if (period < 0)
		return;
	latency_add(l, cells_at(&l->cells, (struct cell_key){
			CUT_TOTAL, (uint32_t)period, 0, 0 }), day, r);
	latency_add(l, cells_at(&l->cells, (struct cell_key){
			CUT_COMPONENT, (uint32_t)period, (uint32_t)component,
			0 }), day, r);
}

/* ---- figures ---------------------------------------------------------- */

static const char *why_none(const struct latency *l,
			    const struct latency_cell *c)
{
	if (!l->run->handoffs->n)
		return NO_HANDOFFS;
	return c->rows ? "nothing that was due has two times in order" :
			 "no handoff with a component";
}

static const char *compliance_note(const struct latency *l,
				   const struct latency_cell *c,
				   uint32_t component)
{
	struct strbuf s = STRBUF_INIT;

	if (!l->blanks[component])
		strbuf_puts(&s, "arrivals only");
	note_count(&s, c->missing, "never arrived");
	note_count(&s, c->open, "not due yet, left out");
	note_count(&s, c->dates, "with a date only, left out");
	note_count(&s, c->skew, "received before sent, left out");
	return note_done(l->run, &s);
}

static const char *worst_note(const struct latency *l,
			      const struct latency_cell *c)
{
	struct civil_time at = zone_civil(c->worst_sent);
	char day[DATE_MAX];

	return arena_printf(&l->run->out->arena, "sent %s %02d:%02d",
			    day_format(day, at.day), at.second / 3600,
			    at.second / 60 % 60);
}

static void write_compliance(const struct latency *l, struct figure *f,
			     const struct latency_cell *c, uint32_t component)
{
	f->n = c->expected;
	f->x = c->in_time;
	if (!c->expected) {
		f->note = why_none(l, c);
		return;
	}
	run_share(l->run, f, c->in_time, c->expected);
	f->note = compliance_note(l, c, component);
}

static void write_speed(const struct latency *l, struct figure *f,
			struct latency_cell *c, double q)
{
	struct weighted *m = &c->minutes;

	f->n = weighted_count(m);
	f->note = m->len ? "" : why_none(l, c);
	if (m->len)
		f->value = weighted_quantile(m->value, m->n, m->len, q);
}

static void write_cell(const struct latency *l, struct cell_key key,
		       struct latency_cell *c)
{
	struct period period = l->run->periods.item[key.period];
	const struct metrics_run *run = l->run;
	struct scope scope = { { NULL } };
	struct figure *f;

	if (key.cut == CUT_COMPONENT)
		scope.dim[SCOPE_COMPONENT] = kind_handoffs
			.columns[HAN_COMPONENT].words[key.a - 1];
	write_compliance(l, run_figure(run, &metric_latency_compliance,
				       &scope, period), c, key.a);
	write_speed(l, run_figure(run, &metric_latency_p50, &scope, period),
		    c, 0.5);
	write_speed(l, run_figure(run, &metric_latency_p95, &scope, period),
		    c, 0.95);
	f = run_figure(run, &metric_latency_worst, &scope, period);
	if (c->minutes.len)
		f->value = (double)c->worst / 60;
	f->note = c->minutes.len ? worst_note(l, c) : why_none(l, c);
	f = run_figure(run, &metric_latency_missing, &scope, period);
	f->note = c->rows ? "" : why_none(l, c);
	if (c->rows)
		f->value = (double)c->missing;
	f = run_figure(run, &metric_clock_skew, &scope, period);
	f->note = c->rows ? "" : why_none(l, c);
	if (c->rows)
		f->value = (double)c->skew;
}

void latency_write(const struct metrics_run *run)
{
	struct latency l = { .run = run, .end = handoff_end_of(run->as_of) };
	const struct facts *f = run->handoffs;

	cells_init(&l.cells, sizeof(struct latency_cell));
	for (size_t d = 0; d < f->n_days; d++)
		for (size_t r = 0; r < f->days[d].n; r++)
			latency_row(&l, &f->days[d], r);
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&l.cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t i = 0; i < l.cells.n; i++)
		write_cell(&l, cells_key(&l.cells, i),
			   cells_item(&l.cells, i));
	for (size_t i = 0; i < l.cells.n; i++) {
		struct latency_cell *c = cells_item(&l.cells, i);

		weighted_release(&c->minutes);
	}
	cells_release(&l.cells);
}
