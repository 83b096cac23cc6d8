/*
 * metrics/hours_figures.c - the time balance as figures: METRICS §8.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/hours.h"
#include "metrics/stats.h"

#define HOURS_COLUMNS \
	"corrections.work_minutes, corrections.correction_minutes, " \
	"corrections.review_minutes, time.minutes, workflows.manual_minutes"

const struct metric metric_manual_hours = {
	.id = "manual_hours", .title = "Hours by hand",
	.unit = UNIT_HOURS, .digits = 1, .direction = 0,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "8",
	.requirement = "R01",
	.formula = "Manual baseline minutes of the outputs that have a gross "
		"saving, in hours.",
	.columns = "corrections.work_minutes, time.minutes, "
		"workflows.manual_minutes",
	.edges = "What the same outputs would have taken without AI, by the "
		"baseline of workflows.yaml. Making an output again counts "
		"none.",
	.source = ""
};

const struct metric metric_gross_hours = {
	.id = "gross_hours", .title = "Gross hours saved",
	.unit = UNIT_HOURS, .digits = 1, .direction = 1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "8",
	.requirement = "R01",
	.formula = "Manual baseline minutes less the minutes of work with AI, "
		"over all outputs, in hours.",
	.columns = HOURS_COLUMNS,
	.edges = "An output without a baseline or without work minutes has "
		"no gross saving and is counted in the note. Making an "
		"output again saves nothing.",
	.source = ""
};

const struct metric metric_net_hours = {
	.id = "net_hours", .title = "Net hours saved", .unit = UNIT_HOURS,
	.digits = 1, .direction = 1, .scopes = AT_TOTAL | AT_WORKFLOW,
	.section = "8", .requirement = "R01",
	.formula = "Gross hours less correction, review and loop hours.",
	.columns = HOURS_COLUMNS,
	.edges = "May be negative. Correction, review and loop minutes cost "
		"also where an output has no gross saving. The interval "
		"comes from the complete weeks that end in the period and "
		"needs four of them.",
	.source = "Student's t, 80 % interval of weekly values"
};

const struct metric metric_correction_hours = {
	.id = "correction_hours", .title = "Correction hours",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "8",
	.requirement = "R39",
	.formula = "Correction minutes of the first review of each output, "
		"in hours.",
	.columns = "corrections.correction_minutes, time.minutes",
	.edges = "Corrections of a second or later pass are loop hours. The "
		"interval is that of the weekly minutes an output, from the "
		"complete weeks that end in the period; it needs four.",
	.source = "Student's t, 80 % interval of weekly values"
};

const struct metric metric_review_hours = {
	.id = "review_hours", .title = "Review hours", .unit = UNIT_HOURS,
	.digits = 1, .direction = -1, .scopes = AT_TOTAL | AT_WORKFLOW,
	.section = "8", .requirement = "R01",
	.formula = "Review minutes of the first review of each output, in "
		"hours, whatever the outcome.",
	.columns = "corrections.review_minutes, time.minutes",
	.edges = "A blank counts 0 and its share is printed; where no review "
		"has minutes there is no figure.",
	.source = ""
};

const struct metric metric_loop_hours = {
	.id = "loop_hours", .title = "Rework loop hours", .unit = UNIT_HOURS,
	.digits = 1, .direction = -1, .scopes = AT_TOTAL | AT_WORKFLOW,
	.section = "8", .requirement = "R01",
	.formula = "All human minutes of a second or later review of an "
		"output, in hours.",
	.columns = "corrections.work_minutes, corrections.correction_minutes, "
		"corrections.review_minutes",
	.edges = "0 where minutes come from the time sheet, which does not "
		"tell passes apart.",
	.source = ""
};

const struct metric metric_fix_to_save = {
	.id = "fix_to_save", .title = "Fix-to-save ratio",
	.unit = UNIT_RATIO, .digits = 2, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "8",
	.requirement = "R38",
	.formula = "Correction hours divided by gross hours saved.",
	.columns = HOURS_COLUMNS,
	.edges = "Above 1 more time goes into fixing than the automation "
		"saves. Not defined without a gross saving.",
	.source = ""
};

/* ---- figures -------------------------------------------------------- */

static double hours_of(__int128 ms)
{
	return (double)ms / MS_PER_HOUR;
}

/* Net hours; NAN when nothing had a gross saving, since the rest alone would
 * look like a loss that nobody measured. */
static double net_of(const struct hours_sum *s)
{
	if (s->measured == 0)
		return NAN;
	return hours_of(s->gross - s->correction - s->review - s->loop);
}

static void note_add(struct strbuf *note, int64_t n, const char *text)
{
	char count[NUM_TEXT_MAX];

	if (n > 0)
		strbuf_printf(note, "%s%s output%s %s", note->len ? "; " : "",
			      num_text(count, (double)n, 0), n == 1 ? "" : "s",
			      text);
}

/* What a gross or net figure does not hold. */
static const char *gross_note(struct arena *a, const struct hours_sum *s,
			      bool with_costs)
{
	struct strbuf note = STRBUF_INIT;
	const char *kept;

	note_add(&note, s->no_baseline, "without baseline minutes");
	note_add(&note, s->no_work, "without work minutes");
	if (with_costs && s->measured) {
		note_add(&note, s->correction_blank,
			 "without correction minutes, counted as 0");
		note_add(&note, s->review_blank,
			 "without review minutes, counted as 0");
	}
	if (!note.len && s->measured == 0)
		strbuf_puts(&note, "no reviewed outputs");
	kept = arena_strdup(a, note.s);
	strbuf_release(&note);
	return kept;
}

struct place {
	const struct metrics_run *run;
	const struct scope *scope;
	struct period period;
};

/* share: half the interval of the minutes an output, NAN = none. */
static void write_correction(const struct place *at,
			     const struct hours_sum *s, double share)
{
	struct figure *f = run_figure(at->run, &metric_correction_hours,
				      at->scope, at->period);

	if (s->corrections == 0) {
		f->note = s->outputs ? "no correction minutes were recorded" :
				       "no reviewed outputs";
		return;
	}
	f->value = hours_of(s->correction);
	f->low = fmax(0, f->value * (1 - share));
	f->high = f->value * (1 + share);
	if (isnan(share))
		f->low = NAN;
	if (s->correction_blank > 0)
		f->note = arena_printf(&at->run->out->arena, "%" PRId64
				       " output%s without correction minutes "
				       "count 0", s->correction_blank,
				       s->correction_blank == 1 ? "" : "s");
}

static void write_loops(const struct place *at, const struct hours_sum *s)
{
	struct figure *f = run_figure(at->run, &metric_loop_hours, at->scope,
				      at->period);

	if (s->by_time || s->loops > 0)
		f->value = hours_of(s->loop);
	else
		f->note = s->outputs ? "no second pass had minutes" :
				       "no reviewed outputs";
}

static void write_review(const struct place *at, const struct hours_sum *s)
{
	struct arena *a = &at->run->out->arena;
	struct figure *f = run_figure(at->run, &metric_review_hours, at->scope,
				      at->period);
	char share[NUM_TEXT_MAX];

	if (s->reviews == 0) {
		f->note = s->outputs ? "no review minutes were recorded" :
				       "no reviewed outputs";
		return;
	}
	f->value = hours_of(s->review);
	if (s->review_blank > 0)
		f->note = arena_printf(a, "%s of the first reviews have no "
				       "minutes and count 0",
				       percent_text(share,
						    (double)s->review_blank /
						    (double)s->outputs, 0));
}

static void write_fix_to_save(const struct place *at,
			      const struct hours_sum *s)
{
	const struct config_thresholds *limits = &at->run->config->limits;
	struct figure *f = run_figure(at->run, &metric_fix_to_save, at->scope,
				      at->period);

	if (s->measured == 0) {
		f->note = gross_note(&at->run->out->arena, s, false);
	} else if (s->corrections == 0) {
		f->note = "no correction minutes were recorded";
	} else if (s->gross <= 0) {
		f->note = "no gross saving";
	} else {
		f->value = (double)s->correction / (double)s->gross;
		if (f->value >= limits->fix_to_save_stop)
			f->note = "more time goes into fixing than the "
				  "automation saves";
		else if (f->value >= limits->fix_to_save_warn)
			f->note = "fixing takes a large part of what the "
				  "automation saves";
	}
}

static struct figure *write_measured(const struct place *at,
				     const struct metric *metric,
				     const struct hours_sum *s, double value)
{
	struct figure *f = run_figure(at->run, metric, at->scope, at->period);

	f->n = s->outputs;
	f->x = s->measured;
	f->value = value;
	f->note = gross_note(&at->run->out->arena, s,
			     metric == &metric_net_hours);
	return f;
}

static void write_sum(const struct place *at, const struct hours_sum *s,
		      struct interval net, double correction_share)
{
	struct figure *f;

	write_measured(at, &metric_manual_hours, s,
		       s->measured ? hours_of(s->manual) : (double)NAN);
	write_measured(at, &metric_gross_hours, s,
		       s->measured ? hours_of(s->gross) : (double)NAN);
	f = write_measured(at, &metric_net_hours, s, net_of(s));
	f->low = net.low;
	f->high = net.high;
	write_correction(at, s, correction_share);
	write_review(at, s);
	write_loops(at, s);
	write_fix_to_save(at, s);
}

/* ---- intervals from weeks ------------------------------------------- */

/* Correction minutes an output; NAN when there was none to correct. */
static double correction_each(const struct hours_sum *s)
{
	if (s->corrections == 0 || s->outputs == 0)
		return NAN;
	return (double)s->correction / (double)s->outputs / MS_PER_MINUTE;
}

/* Half the interval of the weekly mean: Student's t over the complete weeks
 * that end in the period, gaps left out. NAN before there are four. */
static double half_width(const struct hours *h,
			 const struct hours_sum *weekly, struct period period,
			 double (*value)(const struct hours_sum *),
			 double *mean)
{
	const struct periods *weeks = &h->run->weeks;
	double *v = xcalloc(weeks->n + 1, sizeof *v);
	struct interval i = { NAN, NAN };
	size_t n = 0;

	for (size_t k = periods_from(weeks, period.first); k < weeks->n;
	     k++) {
		struct period week = weeks->item[k];
		double x = value(&weekly[k]);

		if (week.last > period.last || week.last > h->run->as_of)
			break;
		if (week.first >= h->run->out->data_from && !isnan(x))
			v[n++] = x;
	}
	*mean = mean_of(v, n);
	if (n >= 4)
		i = mean_interval(v, n,
				  h->run->config->limits.confidence_money);
	free(v);
	return (i.high - i.low) / 2;
}

/* The period's net hours ± t·sd/√k a week, for its length (METRICS §8). */
static struct interval net_interval(const struct hours *h,
				    const struct hours_sum *weekly,
				    struct period period, double net)
{
	int32_t last = period.last < h->run->as_of ? period.last :
						     h->run->as_of;
	double mean;
	double half = half_width(h, weekly, period, net_of, &mean) *
		      (last - period.first + 1) / 7.0;

	return (struct interval){ net - half, net + half };
}

/* The interval of correction minutes as share of their mean; NAN = none. */
static double correction_share(const struct hours *h,
			       const struct hours_sum *weekly,
			       struct period period)
{
	double mean;
	double half = half_width(h, weekly, period, correction_each, &mean);

	return mean > 0 ? half / mean : (double)NAN;
}

/* Sums by week of one workflow, or of all (workflow < 0), settled. */
static void collect_weeks(const struct hours *h, int64_t workflow,
			  struct hours_sum *weekly)
{
	memset(weekly, 0, (h->run->weeks.n + 1) * sizeof *weekly);
	for (size_t i = 0; i < h->weekly.n; i++) {
		struct cell_key key = cells_key(&h->weekly, i);

		if (workflow < 0 || key.a == workflow)
			hours_sum_add(&weekly[key.period],
				cells_item(&h->weekly, i));
	}
}

/* ---- all of it ------------------------------------------------------ */

/* Every period of a workflow that has rows in it, or is documented; where
 * outputs only came back, their loops are still a part of the total. */
static void write_workflow(struct hours *h, uint32_t w,
			   struct hours_sum *weekly)
{
	const struct metrics_run *run = h->run;
	struct scope scope = { { [SCOPE_WORKFLOW] = h->workflow[w].id } };

	collect_weeks(h, w, weekly);
	for (uint32_t p = 0; p < run->periods.n; p++) {
		struct place at = { run, &scope, run->periods.item[p] };
		const struct hours_sum *s = cells_at(&h->cells,
			(struct cell_key){ CUT_WORKFLOW, p, w, 0 });

		if (!h->workflow[w].config && !s->outputs && !s->loops &&
		    !s->by_time)
			continue;
		write_sum(&at, s, net_interval(h, weekly, at.period,
					       net_of(s)),
			  correction_share(h, weekly, at.period));
	}
}

static void write_total(struct hours *h)
{
	struct hours_sum *weekly = h->total_weekly;
	const struct metrics_run *run = h->run;
	const struct scope all = { { 0 } };

	for (size_t i = 0; i < h->cells.n; i++)
		hours_sum_add(&h->total[cells_key(&h->cells, i).period].sum,
			cells_item(&h->cells, i));
	collect_weeks(h, -1, weekly);
	for (uint32_t p = 0; p < run->periods.n; p++) {
		struct place at = { run, &all, run->periods.item[p] };
		struct hours_total *t = &h->total[p];
		struct interval net;

		t->gross = t->sum.measured ? hours_of(t->sum.gross) :
					     (double)NAN;
		t->net = net_of(&t->sum);
		net = net_interval(h, weekly, at.period, t->net);
		t->net_low = net.low;
		t->net_high = net.high;
		write_sum(&at, &t->sum, net,
			  correction_share(h, weekly, at.period));
	}
}

void hours_write(struct hours *h)
{
	struct hours_sum *weekly = xcalloc(h->run->weeks.n + 1,
					   sizeof *weekly);

	hours_settle(h);
	write_total(h);
	for (uint32_t w = 0; w < h->n_workflows; w++)
		write_workflow(h, w, weekly);
	free(weekly);
}

const struct hours_total *hours_total(const struct hours *h, size_t period)
{
	return &h->total[period];
}

const struct hours_sum *hours_week(const struct hours *h, size_t i)
{
	return &h->total_weekly[i];
}

bool hours_by_time_of(const struct hours *h, const char *workflow)
{
	for (size_t i = 0; i < h->n_workflows; i++)
		if (!strcmp(h->workflow[i].id, workflow))
			return h->workflow[i].by_time;
	return false;
}

bool hours_by_time(const struct hours *h, int64_t workflow)
{
	return h->workflow[h->of_correction[workflow] - 1].by_time;
}
