/*
 * The what-if: numbers a person may change, results that follow.
 *
 * Every result is a formula over the inputs' names, in functions that every
 * spreadsheet knows, and carries the value that roi_compute() or the same
 * arithmetic gives, so that a recalculation changes nothing. A formula always
 * gives a number; where there is no answer it is 0 and the note says so.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/roi.h"
#include "metrics/tornado.h"
#include "metrics/stats.h"
#include "report/blocks/money.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define WEEKS 13	/* looked back for what was invested */
#define INPUTS 12
#define RESULTS 10

/* ---- the numbers from data ----------------------------------------------- */

static double or_zero(double v)
{
	return isfinite(v) ? v : 0;
}

/* Mean manual minutes of the outputs shown: those with both sides. */
static double manual_mean(const struct report_input *in)
{
	double sum = 0, n = 0;

	for (size_t i = 0; i < in->n_outputs; i++) {
		const struct output_row *o = &in->outputs[i];

		if (!isfinite(o->baseline_min) || !isfinite(o->work_min))
			continue;
		sum += o->baseline_min * (double)o->n;
		n += (double)o->n;
	}
	return n > 0 ? sum / n : NAN;
}

/* Minutes an output, so that outputs times minutes give the period's hours. */
static void per_output(struct what_if *w, const struct report_input *in,
		       const struct money *m)
{
	const struct figure *f = figure_now(in, "gross_hours", NULL);
	double n, gross;

	if (!f || !isfinite(f->value) || f->x == NUM_NULL || f->x <= 0)
		return;
	n = (double)f->x;
	gross = m->gross * 60 / n;
	w->n_outputs = n / m->weeks;
	w->review_min = or_zero(m->review) * 60 / n;
	w->correction_min = or_zero(m->correction) * 60 / n;
	w->loop_min = or_zero(m->loops) * 60 / n;
	w->baseline_min = manual_mean(in);
	/* The list may be cut or lie elsewhere: gross hours are what counts. */
	if (!(w->baseline_min >= gross))
		w->baseline_min = fmax(gross, 0);
	w->work_min = w->baseline_min - gross;
}

/* What was invested in the last weeks, and how many of them have data. */
static void invested(struct what_if *w, const struct report_input *in)
{
	struct arena a = { 0 };
	struct period *week = weeks_to(&a, in, WEEKS);
	double cost = 0, tools = 0;

	for (size_t i = 0; i < WEEKS; i++) {
		bool seen = isfinite(figure_value(in, "outputs", NULL,
						  week[i]));

		w->weeks += w->weeks > 0 || seen ? 1 : 0;
		w->invest_hours += or_zero(figure_value(
			in, "refinement_hours", NULL, week[i]));
		cost += or_zero(figure_value(in, "cost", NULL, week[i]));
		tools += or_zero(figure_value(in, "tool_cost", NULL,
					      week[i]));
	}
	if (!(w->weeks > 0))
		w->weeks = WEEKS;
	w->invest_amount = cost - tools - w->invest_hours * w->rate;
	/* Hours at other rates than the mean, and what had no hours. */
	if (w->invest_amount < 0.005)
		w->invest_amount = 0;
	arena_release(&a);
}

static void what_if_of(struct what_if *w, const struct report_input *in,
		       const struct money *m)
{
	memset(w, 0, sizeof *w);
	w->rate = m->rate;
	w->recapture = 1;
	w->tool_cost = or_zero(m->tools) / m->weeks;
	per_output(w, in, m);
	invested(w, in);
}

/* ---- inputs -------------------------------------------------------------- */

static void input(struct doc *d, struct form *f, const char *label,
		  const char *name, struct cell cell, const char *unit,
		  const char *from)
{
	struct strbuf value = STRBUF_INIT;

	cell_words(&value, &cell, d->currency);
	cell.name = name;
	cell.input = true;
	f->input[f->n_input++] = (struct form_row){
		.label = label, .cell = cell, .unit = unit,
		.note = arena_printf(&d->arena, "%s: %s", from, value.s),
	};
	strbuf_release(&value);
}

static void inputs(struct doc *d, struct form *f, const struct what_if *w,
		   const struct money *m)
{
	const char *data = "from data", *per_hour;
	const char *minutes = w->n_outputs > 0 ? data : "not in the data";

	per_hour = arena_printf(&d->arena, "%s/h", d->currency);
	f->input = arena_array(&d->arena, INPUTS, sizeof *f->input);
	input(d, f, "Outputs a week", "n_outputs",
	      cell_number(w->n_outputs, 1), "", minutes);
	input(d, f, "Minutes by hand, per output", "baseline_min",
	      cell_number(w->baseline_min, 2), "min", minutes);
	input(d, f, "Minutes of work with AI", "work_min",
	      cell_number(w->work_min, 2), "min", minutes);
	input(d, f, "Minutes of review", "review_min",
	      cell_number(w->review_min, 2), "min", minutes);
	input(d, f, "Minutes of correction", "correction_min",
	      cell_number(w->correction_min, 2), "min", minutes);
	input(d, f, "Minutes of second passes", "loop_min",
	      cell_number(w->loop_min, 2), "min", minutes);
	input(d, f, "Value of an hour", "rate", cell_number(w->rate, 2),
	      per_hour, m->rate_from_data ? data : "default rate");
	input(d, f, "Share of freed hours that counts", "recapture",
	      cell_percent(w->recapture, 0), "", "to begin with");
	input(d, f, "Tool cost a week", "tool_cost",
	      cell_money(w->tool_cost, 2), "", data);
	input(d, f, "Hours invested, once", "invest_hours",
	      cell_number(w->invest_hours, 2), "h",
	      "from data, these weeks");
	input(d, f, "Other money invested, once", "invest_amount",
	      cell_money(w->invest_amount, 2), "",
	      "from data, these weeks");
	input(d, f, "Weeks looked at", "weeks", cell_number(w->weeks, 0), "",
	      data);
}

/* ---- results ------------------------------------------------------------- */

static void result(struct form *f, const char *label, const char *name,
		   struct cell cell, const char *formula, const char *unit,
		   const char *note)
{
	cell.name = name;
	cell.formula = formula;
	f->result[f->n_result++] = (struct form_row){
		.label = label, .cell = cell, .unit = unit, .note = note,
	};
}

static struct roi_result roi_of(const struct what_if *w, double recapture)
{
	struct roi_result r;

	roi_compute(&r, &(struct roi_input){
		.hours_week = what_if_hours(w), .rate = w->rate,
		.invest_hours = w->invest_hours,
		.invest_amount = w->invest_amount,
		.tools_week = w->tool_cost, .weeks = w->weeks,
		.recapture = recapture,
	});
	return r;
}

static void return_results(struct doc *d, struct form *f,
			   const struct what_if *w, double part)
{
	struct roi_result all = roi_of(w, w->recapture);
	struct roi_result some = roi_of(w, part);
	char share[NUM_TEXT_MAX], number[NUM_TEXT_MAX];

	result(f, "ROI", "roi", cell_percent(or_zero(all.roi), 1),
	       "=IF(cost>0,(benefit-cost)/cost,0)", "",
	       "0 where there is no cost: not defined");
	result(f, arena_printf(&d->arena, "ROI if %s of freed hours count",
			       percent_text(share, part, 0)), "roi_part",
	       cell_percent(or_zero(some.roi), 1),
	       arena_printf(&d->arena, "=IF(cost>0,(net_hours*rate*%s*weeks-"
			    "cost)/cost,0)", num_exact(number, part)), "",
	       "the share that becomes money, whatever stands above");
	result(f, "Payback", "payback", cell_number(or_zero(all.payback), 1),
	       "=IF(benefit_week>tool_cost,(invest_hours*rate+invest_amount)"
	       "/(benefit_week-tool_cost),0)", "weeks",
	       "0 where nothing is invested, or it is not reached");
	result(f, "Break-even value of an hour", "break_even_rate",
	       cell_number(or_zero(all.break_even_rate), 2),
	       "=IF(net_hours*weeks*recapture>invest_hours,(tool_cost*weeks+"
	       "invest_amount)/(net_hours*weeks*recapture-invest_hours),0)",
	       arena_printf(&d->arena, "%s/h", d->currency),
	       "0 where no value of an hour pays");
	result(f, "Break-even net hours a week", "break_even_hours",
	       cell_number(or_zero(all.break_even_hours), 2),
	       "=IF(rate*weeks*recapture>0,cost/(rate*weeks*recapture),0)",
	       "h", "above this it pays");
}

static void results(struct doc *d, struct form *f, const struct what_if *w,
		    double part)
{
	struct roi_result r = roi_of(w, w->recapture);

	f->result = arena_array(&d->arena, RESULTS, sizeof *f->result);
	result(f, "Net hours a week", "net_hours",
	       cell_number(what_if_hours(w), 2),
	       "=n_outputs*(baseline_min-work_min-review_min-correction_min-"
	       "loop_min)/60", "h", "by hand less everything people still do");
	result(f, "Benefit a week", "benefit_week",
	       cell_money(r.benefit_week, 2), "=net_hours*rate*recapture",
	       "", "");
	result(f, "Benefit over all weeks", "benefit",
	       cell_money(r.benefit, 2), "=benefit_week*weeks", "", "");
	result(f, "Cost over all weeks", "cost", cell_money(r.cost, 2),
	       "=invest_hours*rate+invest_amount+tool_cost*weeks", "",
	       "invested once, plus tools");
	result(f, "Benefit less cost", "net_benefit",
	       cell_money(r.benefit - r.cost, 2), "=benefit-cost", "", "");
	return_results(d, f, w, part);
}

/* ---- tornado ------------------------------------------------------------- */

/* The whole arithmetic with one name replaced by an expression. */
static const char *turned(struct doc *d, const char *name, const char *by)
{
	static const char *const word[] = {
		"n_outputs", "*(", "baseline_min", "-", "work_min", "-",
		"review_min", "-", "correction_min", "-", "loop_min", ")/60*",
		"rate", "*", "recapture", "*", "weeks", "-", "invest_hours",
		"*", "rate", "-", "invest_amount", "-", "tool_cost", "*",
		"weeks"
	};
	struct strbuf s = STRBUF_INIT;
	const char *text;

	for (size_t i = 0; i < COUNT_OF(word); i++)
		strbuf_puts(&s, strcmp(word[i], name) ? word[i] : by);
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

/* The input's name on the sheet, and the formulas of a row. */
static void tornado_row_add(struct doc *d, struct form *f,
			    const struct tornado_row *row)
{
	static const char *const names[TORNADO_INPUTS] = {
		[TORNADO_RATE] = "rate",
		[TORNADO_MANUAL] = "baseline_min",
		[TORNADO_RECAPTURE] = "recapture",
		[TORNADO_CORRECTION] = "correction_min",
		[TORNADO_VOLUME] = "n_outputs",
	};
	const char *name = names[row->input], *end[2];
	const double factor[2] = { row->low, row->high };
	char number[NUM_TEXT_MAX];

	for (int i = 0; i < 2; i++)
		end[i] = turned(d, name, row->input == TORNADO_RECAPTURE
			? arena_strdup(&d->arena, num_exact(number, factor[i]))
			: arena_printf(&d->arena, "(%s*%s)", name,
				       num_exact(number, factor[i])));
	f->tornado[f->n_tornado].label = arena_printf(&d->arena, "%s%s",
		tornado_words(&d->arena, row),
		row->input == TORNADO_CORRECTION && !row->assumed
		? " (their weekly spread)" : "");
	f->tornado[f->n_tornado].low = cell_money(row->net_low, 0);
	f->tornado[f->n_tornado].low.formula =
		arena_printf(&d->arena, "=%s", end[0]);
	f->tornado[f->n_tornado].high = cell_money(row->net_high, 0);
	f->tornado[f->n_tornado].high.formula =
		arena_printf(&d->arena, "=%s", end[1]);
	f->tornado[f->n_tornado].swing = cell_money(tornado_swing(row), 0);
	f->tornado[f->n_tornado++].swing.formula =
		arena_printf(&d->arena, "=ABS((%s)-(%s))", end[1], end[0]);
}

/* Relative half width of the weekly correction minutes at the confidence of
 * money; NAN before there are four weeks. */
static double correction_spread(const struct report_input *in)
{
	struct arena a = { 0 };
	struct period *week = weeks_to(&a, in, WEEKS);
	struct interval i;
	double v[WEEKS], mean;
	size_t n = 0;

	for (size_t k = 0; k < WEEKS; k++) {
		double m = figure_value(in, "correction_minutes", NULL,
					week[k]);

		if (isfinite(m))
			v[n++] = m;
	}
	arena_release(&a);
	mean = n ? mean_of(v, n) : 0;
	if (n < 4 || !(mean > 0))
		return NAN;
	i = mean_interval(v, n, in->config->limits.confidence_money);
	return fmin(1, (i.high - i.low) / 2 / mean);
}

static void tornado(struct doc *d, struct form *f, const struct what_if *w,
		    const struct report_input *in)
{
	double hours = w->n_outputs * w->weeks / 60;
	struct tornado t = {
		.benefit = what_if_hours(w) * w->weeks * w->rate,
		.manual = w->baseline_min * hours,
		.correction = w->correction_min * hours,
		.correction_share = round_decimal(correction_spread(in), 2),
		.rate = w->rate, .recapture = w->recapture,
		.invested = w->invest_hours * w->rate,
		.other = w->invest_amount + w->tool_cost * w->weeks,
	};
	struct tornado_row row[TORNADO_INPUTS];
	size_t n = tornado_rows(row, &t);

	f->tornado_title = "What moves benefit less cost most";
	f->tornado = arena_array(&d->arena, n, sizeof *f->tornado);
	for (size_t i = 0; i < n; i++)
		tornado_row_add(d, f, &row[i]);
}

/* ---- the block ----------------------------------------------------------- */

static const char *what_if_headline(struct doc *d, const struct what_if *w)
{
	struct roi_result r = roi_of(w, w->recapture);

	if (!(w->n_outputs > 0))
		return "Fill in your own numbers to see what pays";
	if (!r.defined)
		return arena_printf(&d->arena, BOLD_ON "%s" BOLD_OFF
				    " a week; no cost is recorded",
				    money_words(d, r.benefit_week));
	return arena_printf(&d->arena, "%s %.0f weeks: benefit less cost "
			    BOLD_ON "%s" BOLD_OFF,
			    r.benefit >= r.cost ? "It pays over"
						: "It does not pay over",
			    w->weeks, money_words(d, r.benefit - r.cost));
}

static void roi_what_if_build(struct doc *d, struct part *p,
			      const struct template_block *t,
			      const struct report_input *in)
{
	struct what_if w;
	struct money m;
	struct form *f;

	money_of(&m, in, in->now);
	what_if_of(&w, in, &m);
	part_headline(d, p, &block_roi_what_if, what_if_headline(d, &w));
	part_add_text(d, p, block_roi_what_if.id, TEXT_LEAD,
		      w.n_outputs > 0
		      ? arena_printf(&d->arena, "Outputs and minutes of %s. "
				     "Change a yellow cell and everything "
				     "below follows.",
				     period_short(d, in, in->now))
		      : arena_printf(&d->arena, "No hours can be said for "
				     "%s: %s. Change a yellow cell and "
				     "everything below follows.",
				     period_short(d, in, in->now),
				     money_reason(d, &m)));
	f = &part_add(d, p, ELEMENT_FORM, block_roi_what_if.id,
		      block_span(t, &block_roi_what_if))->as.form;
	inputs(d, f, &w, &m);
	results(d, f, &w, in->config->limits.recapture);
	tornado(d, f, &w, in);
}

const struct block block_roi_what_if = {
	.id = "roi_what_if",
	.help = "inputs a person may change; hours, benefit, ROI and payback "
		"follow",
	.span = 12,
	.build = roi_what_if_build,
};
