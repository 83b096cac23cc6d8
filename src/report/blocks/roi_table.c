/* What it brings and costs, if all freed hours count and if only some do. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "metrics/stats.h"
#include "report/blocks/marks.h"
#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_WHAT, COL_ALL, COL_SOME, COL_MARKS, COL_NOTE, COLUMNS };

static void roi_columns(struct doc *d, struct table *t,
			const struct report_input *in, double recapture)
{
	char share[NUM_TEXT_MAX];
	const struct column columns[COLUMNS] = {
		[COL_WHAT] = { "", ALIGN_LEFT, 30, true },
		[COL_ALL] = { "100 % of freed hours", ALIGN_RIGHT, 15, false },
		[COL_SOME] = {
			arena_printf(&d->arena, "%s of them (%s)",
				     percent_text(share, recapture, 0),
				     recapture_is_benchmark(in) ? "B" : "A"),
			ALIGN_RIGHT, 15, false
		},
		[COL_MARKS] = { MARKS_TITLE, ALIGN_LEFT, 6, false },
		[COL_NOTE] = { "What it is", ALIGN_LEFT, 56, true },
	};

	table_columns(d, t, columns, COLUMNS);
}

static struct cell or_reason(struct cell c, const char *why)
{
	if (c.type == CELL_DASH)
		c.text = why;
	return c;
}

static void roi_row(struct doc *d, struct table *t, const char *what,
		    struct cell all, struct cell some, const char *marks,
		    const char *note)
{
	struct cell *row = table_row(d, t);

	row[COL_WHAT] = cell_text(what);
	row[COL_ALL] = all;
	row[COL_SOME] = some;
	if (all.type != CELL_DASH)
		row[COL_MARKS] = cell_text(marks);
	row[COL_NOTE] = cell_text(note);
}

static struct cell payback_cell(const struct money *m, double recapture)
{
	double weeks, tools = isnan(m->tools) ? 0 : m->tools;

	if (!isfinite(m->benefit) || !isfinite(m->invested))
		return cell_dash("no benefit or cost is known");
	weeks = payback_weeks(m->invested, m->benefit * recapture / m->weeks,
			      tools / m->weeks);
	return isfinite(weeks) ? cell_number(weeks, 1)
			       : cell_text("not reached");
}

static void money_rows(struct doc *d, struct table *t,
		       const struct report_input *in, const struct money *m,
		       double part)
{
	const char *none = "no value of the hours is known";
	struct cell cost = or_reason(cell_money(m->cost, 0),
				     "no cost recorded");

	roi_row(d, t, "Benefit", or_reason(cell_money(m->benefit, 0), none),
		or_reason(cell_money(m->benefit * part, 0), none),
		money_marks(in, "benefit"),
		"Net hours times the rate of the step\u2019s owner; no extra "
		"revenue is assumed.");
	roi_row(d, t, "Cost", cost, cost, money_marks(in, "cost"),
		"Refinement, tuning and audit hours, and tools.");
}

static struct cell net_cell(const struct figure *f)
{
	return or_reason(cell_money(f ? f->value : (double)NAN, 0),
			 f ? f->note : "not measured");
}

/* The plan's weeks, and those it took. */
static const char *payback_note(struct doc *d, const struct report_input *in)
{
	const struct figure *f = figure_now(in, "payback_actual", NULL);
	const char *as_planned = "Invested, divided by the weekly benefit "
				 "after tools.";

	if (!f || (isnan(f->value) && !*f->note))
		return as_planned;
	if (isnan(f->value))
		return arena_printf(&d->arena, "%s As it happened: %s.",
				    as_planned, clean(d, f->note));
	return arena_printf(&d->arena, "%s As it happened: paid back after "
			    "%.0f weeks.", as_planned, f->value);
}

/* R42: said apart from the table, never added to it. */
static const char *refinement_sentence(struct doc *d,
				       const struct report_input *in)
{
	const struct figure *f = figure_now(in, "refinement_benefit", NULL);
	const struct figure *roi = figure_now(in, "refinement_roi", NULL);
	const char *more;

	if (!f || isnan(f->value))
		return arena_printf(&d->arena, "Refinement against before: "
				    "%s.", f && *f->note ? clean(d, f->note)
							 : "not measured");
	more = roi && isfinite(roi->value)
		? arena_printf(&d->arena, " (ROI of refinement %s)",
			       value_words(d, roi->metric, roi->value)) : "";
	return arena_printf(&d->arena, "Refinement against before, counted "
			    "apart: corrections cost " BOLD_ON "%s %s"
			    BOLD_OFF " than at the minutes of the baseline "
			    "weeks%s.", money_words(d, fabs(f->value)),
			    f->value < 0 ? "more" : "less", more);
}

static void roi_rows(struct doc *d, struct table *t,
		     const struct report_input *in, const struct money *m,
		     double part)
{
	const struct figure *roi = figure_now(in, "roi", NULL);
	const struct figure *half = figure_now(in, "roi_half", NULL);
	const struct figure *rate = figure_now(in, "break_even_rate", NULL);

	roi_row(d, t, "Benefit less cost",
		net_cell(figure_now(in, "net_benefit", NULL)),
		net_cell(figure_now(in, "net_benefit_half", NULL)),
		money_marks(in, "net_benefit"), "");
	roi_row(d, t, "ROI", figure_cell(d, roi), figure_cell(d, half),
		money_marks(in, "roi"),
		"Benefit less cost, divided by cost.");
	roi_row(d, t, "Payback, weeks", payback_cell(m, 1),
		payback_cell(m, part), money_marks(in, "payback"),
		payback_note(d, in));
	roi_row(d, t, "Break-even hourly rate", figure_cell(d, rate),
		(struct cell){ .type = CELL_BLANK },
		money_marks(in, "break_even_rate"),
		"The rate of an hour at which benefit and cost are equal.");
}

/* "It still pays as long as rework stays below 23 %." */
static const char *break_even_sentence(struct doc *d,
				       const struct report_input *in)
{
	const struct figure *rework = figure_now(in, "break_even_rework",
						 NULL);
	const struct figure *rate = figure_now(in, "break_even_rate", NULL);
	const struct figure *hours = figure_now(in, "break_even_hours", NULL);
	struct strbuf s = STRBUF_INIT;
	const char *text;

	if (rework && isfinite(rework->value))
		strbuf_printf(&s, "It still pays as long as rework stays "
			      "below " BOLD_ON "%s" BOLD_OFF ".",
			      value_words(d, rework->metric, rework->value));
	else if (rework && !strcmp(rework->note, "pays at any rework"))
		strbuf_puts(&s, "It pays at any rework.");
	else if (rework && !strcmp(rework->note, "never pays"))
		strbuf_puts(&s, "It never pays, whatever the rework.");
	else if (rework && *rework->note)
		strbuf_printf(&s, "Break-even rework: %s.",
			      clean(d, rework->note));
	if (rate && isfinite(rate->value))
		strbuf_printf(&s, "%sIt pays from an hourly rate of %s%s.",
			      s.len ? " " : "", money_words(d, rate->value),
			      hours && isfinite(hours->value)
			      ? arena_printf(&d->arena, ", or from %s a week",
					     value_words(d, hours->metric,
							 hours->value)) : "");
	if (!s.len)
		strbuf_puts(&s, "No break-even can be said: benefit or cost "
			    "is missing.");
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

static const char *assumptions(struct doc *d, const struct report_input *in,
			       const struct money *m)
{
	char share[NUM_TEXT_MAX];

	return arena_printf(&d->arena, BOLD_ON "M" BOLD_OFF " measured. "
			    BOLD_ON "A" BOLD_OFF " assumed: one hour counts "
			    "%s (%s), manual minutes are those of "
			    "workflows.yaml%s. " BOLD_ON "B" BOLD_OFF
			    " benchmark of studies%s. Costs spread over "
			    "their month. Automation (against work by hand) "
			    "and refinement are never added.",
			    money_words(d, m->rate), m->rate_from_data
			    ? "the mean of the owners\u2019 rates"
			    : "the default rate",
			    recapture_is_benchmark(in) ? "" :
			    arena_printf(&d->arena, ", %s of freed hours "
					 "become money",
					 percent_text(share,
						in->config->limits.recapture,
						0)),
			    recapture_is_benchmark(in) ?
			    arena_printf(&d->arena, ": %s of freed hours "
					 "become money",
					 percent_text(share,
						in->config->limits.recapture,
						0)) : "");
}

static void roi_table_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	double part = in->config->limits.recapture;
	struct table *table = part_table(d, p, t, &block_roi_table);
	struct money m;

	money_of(&m, in, in->now);
	table->title = isfinite(m.benefit) && isfinite(m.cost) ?
		arena_printf(&d->arena, "Benefit less cost: %s with all freed "
			     "hours", money_words(d, m.benefit - m.cost)) :
		"What it brings and what it costs";
	table->subtitle = arena_printf(&d->arena, "%s, all work, %s",
				       d->currency, d->period);
	roi_columns(d, table, in, part);
	money_rows(d, table, in, &m, part);
	roi_rows(d, table, in, &m, part);
	part_add_text(d, p, block_roi_table.id, TEXT_BODY,
		      break_even_sentence(d, in));
	part_add_text(d, p, block_roi_table.id, TEXT_BODY,
		      refinement_sentence(d, in));
	part_add_text(d, p, block_roi_table.id, TEXT_NOTE,
		      assumptions(d, in, &m));
}

const struct block block_roi_table = {
	.id = "roi_table",
	.help = "benefit, cost, ROI, payback and break-even, at 100 % and at "
		"the recaptured share",
	.span = 12,
	.build = roi_table_build,
};
