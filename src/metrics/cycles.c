/*
 * metrics/cycles.c - does the feedback loop turn? Table 2 of the article, R24:
 * how old the data is, whether the input was there, whether output came.
 *
 * Where the definitions leave room:
 * - A cycle is a calendar week of a component. Those count that end in the
 *   period and are over, from the week of the component's first record on; a
 *   weekly figure is 1 or 0, a quarterly one the share of its weeks.
 * - Required input is present when something was sent by way of the component
 *   in the week; output was produced when some of that arrived.
 * - The report's time is the end of the period, or of today. Data is as old as
 *   the newest record that had arrived by then, whenever it was sent; a date
 *   without a time is its beginning.
 * - All work: cycles of all components together, and the newest record of any.
 */
#include "base/num.h"
#include "base/zone.h"
#include "metrics/handoff.h"

#define CYCLE_SCOPES (AT_TOTAL | AT_COMPONENT)
#define CYCLE_COLUMNS \
	"handoffs.component, handoffs.sent_at, handoffs.received_at"
#define CYCLE_EDGE \
	"A cycle is a calendar week that ends in the period and is over, " \
	"from the week of the component's first record on. "

const struct metric metric_data_age = {
	.id = "data_age", .title = "Data age at report time",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = CYCLE_SCOPES, .section = "8a", .requirement = "R24",
	.formula = "Hours from the newest record that had arrived to the end "
		"of the period, or of today.",
	.columns = CYCLE_COLUMNS,
	.edges = "Whenever it was sent. A date without a time is its "
		"beginning.",
	.source = "", .identity = true
};

const struct metric metric_input_present = {
	.id = "input_present", .title = "Required input present",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = CYCLE_SCOPES, .section = "8a", .requirement = "R24",
	.formula = "Cycles in which something was sent by way of the "
		"component, divided by all cycles.",
	.columns = CYCLE_COLUMNS, .edges = CYCLE_EDGE, .source = ""
};

const struct metric metric_output_produced = {
	.id = "output_produced", .title = "Output produced",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = CYCLE_SCOPES, .section = "8a", .requirement = "R24",
	.formula = "Cycles in which some of what was sent arrived, divided "
		"by all cycles.",
	.columns = CYCLE_COLUMNS,
	.edges = CYCLE_EDGE "It counts in the week it was sent.",
	.source = ""
};

#define PARTS (COMPONENT_DASHBOARD + 1)	/* 0: all of them */

/* Of a component and week. */
struct cycle { bool sent, arrived; };

struct cycles {
	const struct metrics_run *run;
	int64_t end;		/* of today */
	struct cells weeks;	/* of struct cycle */
	int32_t first[PARTS];	/* Monday of its first record, DAY_NONE */
	struct cells newest;	/* of int64_t: UTC seconds + 1 by period */
};

static struct cell_key week_key(int32_t monday, int64_t component)
{
	return (struct cell_key){ CUT_COMPONENT, (uint32_t)monday,
				  (uint32_t)component, 0 };
}

static void newest_add(struct cycles *c, int64_t utc, int64_t component)
{
	size_t p = periods_from(&c->run->periods, zone_civil(utc).day);

	if (p == c->run->periods.n)
		return;
	for (int i = 0; i < 2; i++) {
		int64_t *newest = cells_at(&c->newest, (struct cell_key){
			CUT_COMPONENT, (uint32_t)p,
			i ? (uint32_t)component : 0, 0 });

		if (utc + 1 > *newest)
			*newest = utc + 1;
	}
}

static void add_row(struct cycles *c, const struct fact_day *day, size_t r)
{
	int64_t component = fact_i64(day, HAN_COMPONENT, r);
	int64_t received = fact_i64(day, HAN_RECEIVED_AT, r);
	int32_t monday = period_of(PERIOD_WEEK, day->day, 1).first;
	struct cycle *cycle;

	if (component == COMPONENT_BLANK)
		return;
	if (c->first[component] == DAY_NONE)
		c->first[component] = monday;
	cycle = cells_at(&c->weeks, week_key(monday, component));
	cycle->sent = true;
	if (received == FACT_NULL || fact_time_utc(received) >= c->end)
		return;
	cycle->arrived = true;
	newest_add(c, fact_time_utc(received), component);
}

struct cycle_sum { int64_t cycles, sent, arrived; };

/* The weeks of a component that end in the period and are over. */
static void sum_add(struct cycles *c, struct cycle_sum *s, struct period p,
		    int64_t component)
{
	int32_t last = p.last < c->run->as_of ? p.last : c->run->as_of;
	int32_t monday = period_of(PERIOD_WEEK, p.first, 1).first;

	if (c->first[component] == DAY_NONE)
		return;
	if (monday < c->first[component])
		monday = c->first[component];
	for (; monday + 6 <= last; monday += 7) {
		const struct cycle *w = cells_find(&c->weeks,
						   week_key(monday,
							    component));

		s->cycles++;
		s->sent += w && w->sent;
		s->arrived += w && w->arrived;
	}
}

static void write_cycles(const struct cycles *c, struct figure *f, int64_t x,
			 int64_t n)
{
	f->n = n;
	f->x = x;
	if (n)
		f->value = (double)x / (double)n;
	else
		f->note = c->run->handoffs->n ?
			"no cycle of a component is over" : NO_HANDOFFS;
}

/* Hours from `newest` (UTC + 1, 0 = none) to the end of the period. */
static void write_age(const struct cycles *c, struct figure *f,
		      int64_t newest)
{
	int32_t last = f->period.last < c->run->as_of ? f->period.last :
							c->run->as_of;

	if (newest)
		f->value = (double)(handoff_end_of(last) - (newest - 1)) /
			   3600;
	else
		f->note = c->run->handoffs->n ?
			"nothing of a component has arrived yet" :
			NO_HANDOFFS;
}

static void write_part(struct cycles *c, int64_t component)
{
	const struct metrics_run *run = c->run;
	struct scope scope = { { NULL } };
	int64_t newest = 0;

	if (component)
		scope.dim[SCOPE_COMPONENT] = kind_handoffs
			.columns[HAN_COMPONENT].words[component - 1];
	for (uint32_t p = 0; p < run->periods.n; p++) {
		struct period period = run->periods.item[p];
		const int64_t *here = cells_find(&c->newest,
			(struct cell_key){ CUT_COMPONENT, p,
					   (uint32_t)component, 0 });
		struct cycle_sum s = { 0 };

		for (int64_t i = 1; i < PARTS; i++)
			if (!component || i == component)
				sum_add(c, &s, period, i);
		if (here && *here > newest)
			newest = *here;
		if (component && (c->first[component] == DAY_NONE ||
				  c->first[component] > period.last))
			continue;
		write_age(c, run_figure(run, &metric_data_age, &scope,
					period), newest);
		write_cycles(c, run_figure(run, &metric_input_present, &scope,
					   period), s.sent, s.cycles);
		write_cycles(c, run_figure(run, &metric_output_produced,
					   &scope, period),
			     s.arrived, s.cycles);
	}
}

void cycles_write(const struct metrics_run *run)
{
	const struct facts *f = run->handoffs;
	struct cycles c = { .run = run, .end = handoff_end_of(run->as_of) };

	for (int i = 0; i < PARTS; i++)
		c.first[i] = DAY_NONE;
	cells_init(&c.weeks, sizeof(struct cycle));
	cells_init(&c.newest, sizeof(int64_t));
	for (size_t d = 0; d < f->n_days; d++)
		for (size_t r = 0; r < f->days[d].n; r++)
			add_row(&c, &f->days[d], r);
	for (int64_t i = 0; i < PARTS; i++)
		write_part(&c, i);
	cells_release(&c.weeks);
	cells_release(&c.newest);
}
