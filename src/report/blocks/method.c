/* How every number is made, with which limits, and what is not measured. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

/* ---- metrics ------------------------------------------------------------- */

enum {
	COL_METRIC, COL_FORMULA, COL_EDGES, COL_SOURCE, COL_ARTICLE,
	COL_COLUMNS, COLUMNS
};

static const struct column metric_columns[COLUMNS] = {
	[COL_METRIC] = { "Metric", ALIGN_LEFT, 22, true },
	[COL_FORMULA] = { "How it is computed", ALIGN_LEFT, 44, true },
	[COL_EDGES] = { "Edge rules", ALIGN_LEFT, 52, true },
	[COL_SOURCE] = { "Source", ALIGN_LEFT, 18, true },
	[COL_ARTICLE] = { "Article", ALIGN_LEFT, 8, false },
	[COL_COLUMNS] = { "From", ALIGN_LEFT, 28, true },
};

/* What it has in common with the metric before it is said once. */
static void metric_row(struct doc *d, struct table *t, const struct metric *m,
		       const struct metric *before)
{
	/* management reads on paper, where the exports' columns are of no use:
	 * `tuneup list metrics` and the workbook have them */
	struct cell *row = table_row(d, t);

	row[COL_METRIC] = cell_text(metric_words(d, m));
	row[COL_METRIC].tone = TONE_STRONG;
	row[COL_FORMULA] = cell_text(m->formula);
	if (t->n_columns > COL_COLUMNS)
		row[COL_COLUMNS] = cell_text(m->columns);
	row[COL_EDGES] = cell_text(before && !strcmp(m->edges, before->edges) ?
				   "As above." : m->edges);
	if (*m->source || t->n_columns > COL_COLUMNS)
		row[COL_SOURCE] = cell_text(*m->source ? m->source :
					    "arithmetic");
	row[COL_ARTICLE] = cell_text(m->requirement);
}

static void metrics_table(struct doc *d, struct part *p,
			  const struct report_input *in)
{
	struct table *t = &part_add(d, p, ELEMENT_TABLE, block_method.id, 12)
				  ->as.table;

	t->title = "How every number is computed";
	t->subtitle = "Article: the requirement (R) the number answers";
	t->empty = "No metric is computed.";
	t->entries = true;
	table_columns(d, t, metric_columns, in->now.kind == PERIOD_QUARTER ?
		      COL_COLUMNS : COLUMNS);
	for (size_t i = 0; metric_table[i]; i++)
		metric_row(d, t, metric_table[i],
			   i ? metric_table[i - 1] : NULL);
}

/* ---- limits and settings ------------------------------------------------- */

enum { COL_SETTING, COL_VALUE, COL_USE, SETTING_COLUMNS };

static const struct column setting_columns[SETTING_COLUMNS] = {
	[COL_SETTING] = { "Setting", ALIGN_LEFT, 30, true },
	[COL_VALUE] = { "Value", ALIGN_RIGHT, 14, false },
	[COL_USE] = { "What it decides", ALIGN_LEFT, 70, true },
};

static void setting(struct doc *d, struct table *t, const char *name,
		    struct cell value, const char *use)
{
	struct cell *row = table_row(d, t);

	row[COL_SETTING] = cell_text(name);
	row[COL_VALUE] = value;
	if (value.type == CELL_DASH)
		row[COL_VALUE].text = "not set";
	row[COL_USE] = cell_text(use);
}

static struct cell whole(int v)
{
	return cell_number((double)v, 0);
}

static void input_rows(struct doc *d, struct table *t,
		       const struct config_thresholds *l)
{
	const struct { const char *name; double weight; const char *why; }
	weight[] = {
		{ "Input, completeness", l->input_completeness,
		  "Weight in the score; a part with no cells drops out." },
		{ "Input, validity", l->input_validity,
		  "Weight of fields that are valid." },
		{ "Input, uniqueness", l->input_uniqueness,
		  "Weight of fields that are no duplicates." },
		{ "Input, freshness", l->input_freshness,
		  "Weight of fields that are not stale." },
		{ "Input, consistency", l->input_consistency,
		  "Weight of fields that contradict no other." }
	};

	for (size_t i = 0; i < COUNT_OF(weight); i++)
		setting(d, t, weight[i].name, cell_number(weight[i].weight, 2),
			weight[i].why);
	setting(d, t, "Input gate", cell_percent(l->input_gate, 0),
		"A critical field less complete than this caps the score.");
	setting(d, t, "Input cap", cell_number(l->input_cap, 0),
		"The score is then at most this.");
}

static void latency_rows(struct doc *d, struct table *t,
			 const struct config_thresholds *l)
{
	setting(d, t, "Latency, segmentation",
		cell_number((double)l->latency_segmentation / MS_PER_HOUR, 1),
		"Hours; what takes exactly as long is in time.");
	setting(d, t, "Latency, execution",
		cell_number((double)l->latency_execution / MS_PER_MINUTE, 1),
		"Minutes; near real time, 5 minutes is our assumption.");
	setting(d, t, "Latency, middleware",
		cell_number((double)l->latency_middleware / MS_PER_MINUTE, 1),
		"Minutes from one tool to the next.");
	setting(d, t, "Latency, dashboard",
		cell_number((double)l->latency_dashboard / MS_PER_MINUTE, 1),
		"Minutes until a dashboard shows it.");
}

static void limits_rows(struct doc *d, struct table *t,
			const struct config_thresholds *l)
{
	setting(d, t, "Rework limit", cell_percent(l->rework_limit, 0),
		"More rework than this needs a decision (R09).");
	setting(d, t, "Unknown outcomes", cell_percent(l->unknown_limit, 0),
		"Above this share a rate is marked incomplete.");
	setting(d, t, "Correction that counts as rework",
		cell_number((double)l->rework_floor / MS_PER_MINUTE, 0),
		"Minutes, where the outcome is unknown; or the share below.");
	setting(d, t, "... as share of planned minutes",
		cell_percent(l->rework_planned_share, 0),
		"The larger of both decides.");
	setting(d, t, "Fix-to-save, warn",
		cell_number(l->fix_to_save_warn, 2),
		"Correction hours per gross hour saved (R38).");
	setting(d, t, "Fix-to-save, stop",
		cell_number(l->fix_to_save_stop, 2),
		"You spend more time fixing than the automation saves.");
	setting(d, t, "Target, usable without edit",
		cell_percent(l->usable_target > 0 ? l->usable_target : NAN,
			     0), "Share of outputs that need no change.");
	setting(d, t, "Target, net hours a week",
		cell_number(l->net_hours_target, 1),
		"Hours saved after reviews, corrections and loops.");
	setting(d, t, "Recapture shown",
		cell_percent(l->recapture, 0),
		"Share of freed hours that becomes money, beside 100 %.");
	setting(d, t, "Discount rate",
		cell_percent(l->discount_rate, 0),
		"A year; money to come is worth less today (NPV).");
	setting(d, t, "Confidence of rates",
		cell_percent(l->confidence_rates, 0),
		"Two-sided intervals of shares.");
	setting(d, t, "Confidence of hours and money",
		cell_percent(l->confidence_money, 0),
		"Two-sided intervals from weekly values.");
	setting(d, t, "Baseline weeks", whole(l->baseline_weeks),
		"First complete weeks that make the limits.");
	setting(d, t, "Points before limits", whole(l->baseline_min),
		"Fewer weeks: no limits; up to the baseline: trial limits.");
	setting(d, t, "Weeks of a trend", whole(l->trend_weeks),
		"Looked at for a lasting shift.");
	setting(d, t, "Days of one output", whole(l->output_days),
		"A later review of the same item is a new output.");
	setting(d, t, "Smallest group of people", whole(l->people_min),
		"Smaller groups are merged into others.");
	setting(d, t, "Consistency, outcome",
		cell_number(l->consistency_outcome, 2),
		"Weight in the score; missing parts drop out.");
	setting(d, t, "Consistency, effort",
		cell_number(l->consistency_effort, 2),
		"Weight of correction minutes against manual minutes.");
	setting(d, t, "Consistency, rating",
		cell_number(l->consistency_rating, 2),
		"Weight of the reviewer's rating.");
	input_rows(d, t, l);
	latency_rows(d, t, l);
}

/* METRICS §3: how much the choice of weights matters. */
static void weights_row(struct doc *d, struct table *t,
			const struct report_input *in)
{
	char buf[NUM_TEXT_MAX];
	double move = figure_value(in, "consistency_unrated", NULL, in->now) -
		      figure_value(in, "consistency", NULL, in->now);
	const char *by = isnan(move) ? DASH :
		arena_strdup(&d->arena, signed_text(buf, move, 1));

	setting(d, t, "... with weights 0.6/0.4/0",
		isnan(move) ? cell_text(by) : cell_change(move, 1),
		isnan(move) ? "There are too few outputs for a score to move."
			    : arena_printf(&d->arena, "The score of all work "
					   "moves by %s with weights "
					   "0.6/0.4/0.", by));
}

static void settings_table(struct doc *d, struct part *p,
			   const struct report_input *in)
{
	const struct config *c = in->config;
	struct table *t = &part_add(d, p, ELEMENT_TABLE, block_method.id, 12)
				  ->as.table;

	t->title = "Limits and settings of this report";
	t->subtitle = "From tuneup.yaml; what it leaves out has its default";
	t->entries = true;
	table_columns(d, t, setting_columns, SETTING_COLUMNS);
	limits_rows(d, t, &c->limits);
	weights_row(d, t, in);
	setting(d, t, "Hourly rate without a role",
		cell_money((double)c->default_rate / MONEY_SCALE, 2),
		"Fully loaded cost of an hour of work.");
	for (size_t i = 0; i < c->n_roles; i++)
		setting(d, t, arena_printf(&d->arena, "Hourly rate, %s",
					   clean(d, c->roles[i].id)),
			cell_money((double)c->roles[i].rate / MONEY_SCALE, 2),
			"For steps this role owns.");
	setting(d, t, "Time zone", cell_text(clean(d, c->zone)),
		"Decides to which day a time belongs.");
}

/* ---- what to know -------------------------------------------------------- */

static const char *not_measured(struct doc *d, const struct report_input *in)
{
	struct strbuf s = STRBUF_INIT;
	const char *text;

	for (size_t i = 0; i < COUNT_OF(six_numbers); i++)
		if (six_number_missing(in, &six_numbers[i]))
			strbuf_printf(&s, "%s%s (needs %s)",
				      s.len ? ", " : "", six_numbers[i].label,
				      six_numbers[i].needs);
	text = s.len ? arena_printf(&d->arena, BOLD_ON "Not measured: "
				    BOLD_OFF "%s. Nothing here says how good "
				    "a person is.", s.s)
		     : BOLD_ON "Not measured: " BOLD_OFF "how good a person "
		       "is.";
	strbuf_release(&s);
	return text;
}

static void notes(struct doc *d, struct part *p, const struct report_input *in)
{
	part_add_text(d, p, block_method.id, TEXT_BODY,
		      BOLD_ON "Verdicts: " BOLD_OFF "a comparison whose "
		      "interval holds the limit is not clear yet, never good "
		      "or bad. Totals come from sums, never from means of "
		      "rates. A week without rows is a gap, not zero.");
	part_add_text(d, p, block_method.id, TEXT_BODY,
		      not_measured(d, in));
	part_add_text(d, p, block_method.id, TEXT_BODY,
		      arena_printf(&d->arena, BOLD_ON "People: " BOLD_OFF
				   "names are replaced by keyed pseudonyms on "
				   "reading, or dropped without a key, and "
				   "cannot be shown again; no table or chart "
				   "ranks people; in tables by role, groups "
				   "below %d people are merged; free-text "
				   "notes are not printed. Hours are shown "
				   "for roles and workflows.",
				   in->config->limits.people_min));
	part_add_text(d, p, block_method.id, TEXT_BODY,
		      BOLD_ON "Benchmarks: " BOLD_OFF "the limits of the "
		      "article \u201cAI Workflow Refinement\u201d are typical "
		      "values; your own baseline replaces them. Prices and "
		      "features of tools were not checked (R44).");
	if (!in->config->documented)
		part_add_text(d, p, block_method.id, TEXT_BODY,
			      BOLD_ON "Undocumented: " BOLD_OFF "there is no "
			      "workflows.yaml, so steps, planned minutes and "
			      "manual minutes are not known (R04).");
}

static void method_build(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	(void)t;
	part_headline(d, p, &block_method, "How these numbers were made");
	if (in->now.kind == PERIOD_QUARTER)
		metrics_table(d, p, in);
	settings_table(d, p, in);
	notes(d, p, in);
	/* a sheet's long table is its last: its header is on each page */
	if (in->now.kind != PERIOD_QUARTER)
		metrics_table(d, p, in);
}

const struct block block_method = {
	.id = "method",
	.help = "every metric's formula, columns and edge rules; limits; what "
		"is not measured",
	.span = 12,
	.build = method_build,
};
