/*
 * What the article calls typical beside what was measured here: R44. Prices
 * and features are nobody's measurement, and are not repeated.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_WHAT, COL_ARTICLE, COL_OWN, COL_FROM, COLUMNS };

/* A typical value; metric NULL: nothing here measures it. `scale` from the
 * article's unit to the metric's. */
struct benchmark {
	const char *what, *article, *metric, *from;
};

#define TUNING "tuning_hours"		/* a sum of the period */
#define MONTH_DAYS (365.25 / 12)

static const struct benchmark benchmarks[] = {
	{ "Rework that asks for an audit", "more than 15 %", "rework",
	  "Audit, point 4" },
	{ "Sample checked by hand, of a segment", "5 %", "sample_compliance",
	  "Feedback loop, step 2; ours: samples complete" },
	{ "Better targeting", "20\u201340 %", "targeting_change",
	  "Feedback loop" },
	{ "Hours of a rollout, before", "6\u20138 h", NULL,
	  "Content creation" },
	{ "Hours of a rollout, after", "2\u20133 h", "rollout_median",
	  "Content creation; ours: median" },
	{ "Tuning session", "30 min", "session_minutes", "Feedback loop, "
	  "step 5; ours: mean" },
	{ "Tuning a month, before and after", "8 h, then 2 h", TUNING,
	  "Feedback loop; ours: a month" },
	{ "Audit", "2\u20134 h", "audit_minutes", "Diagnostic phase; ours: "
	  "minutes" },
	{ "Hours a week that an audit finds", "5\u201315 h",
	  "corrective_hours", "Diagnostic phase" },
	{ "Daily look at results", "60 min, then 10 min", "daily_review",
	  "Analysis to action; ours: minutes" },
	{ "Near real time", "5 min", "latency_compliance",
	  "Table 2; 5 min is our reading; ours: records in time" },
	{ "Practice until a skill is there", "10\u201315, 5\u20138, "
	  "3\u20135 h", "practice_mean", "Table 3; ours: hours a person" },
};

static struct cell own_cell(struct doc *d, const struct report_input *in,
			    const struct figure *f)
{
	double v;

	if (!f || !isfinite(f->value))
		return figure_cell(d, f);
	v = f->value;
	if (!strcmp(f->metric->id, TUNING))
		v *= MONTH_DAYS / period_days(in->now);
	return cell_text(value_words(d, f->metric, v));
}

static void benchmark_row(struct doc *d, struct table *t,
			  const struct report_input *in,
			  const struct benchmark *b)
{
	const struct figure *f = b->metric && metric_find(b->metric) ?
		figure_now(in, b->metric, NULL) : NULL;
	struct cell *row = table_row(d, t);

	row[COL_WHAT] = cell_text(b->what);
	row[COL_ARTICLE] = cell_text(b->article);
	row[COL_FROM] = cell_text(b->from);
	if (!b->metric)
		row[COL_OWN] = cell_dash("what was before is not measured");
	else
		row[COL_OWN] = own_cell(d, in, f);
}

/* Table 1: what the article says of the tools. */
static void reference_rows(struct doc *d, struct table *t,
			   const struct report_input *in)
{
	const struct metric *m = metric_find("consistency");

	for (size_t i = 0; i < in->config->n_references; i++) {
		const struct config_reference *r =
			&in->config->references[i];
		struct scope scope = { { [SCOPE_TOOL] = r->tool } };
		struct cell *row = table_row(d, t);

		row[COL_WHAT] = cell_text(arena_printf(&d->arena,
			"Consistency of %s, 1 to 10", clean(d, r->tool)));
		row[COL_ARTICLE] = cell_number(r->score, 0);
		row[COL_OWN] = own_cell(d, in, figures_find(in->figures, m,
							    &scope, in->now));
		row[COL_FROM] = cell_text("Table 1");
	}
}

static void benchmarks_build(struct doc *d, struct part *p,
			     const struct template_block *t,
			     const struct report_input *in)
{
	const struct column columns[COLUMNS] = {
		[COL_WHAT] = { "Benchmark", ALIGN_LEFT, 38, true },
		[COL_ARTICLE] = { "Typical, says the article", ALIGN_RIGHT,
				  22, true },
		[COL_OWN] = { arena_printf(&d->arena, "Here, %s",
					   this_period(in, false)),
			      ALIGN_RIGHT, 16, false },
		[COL_FROM] = { "Where it stands", ALIGN_LEFT, 44, true },
	};
	struct table *table;

	part_headline(d, p, &block_benchmarks,
		      "Benchmarks are typical values, not promises");
	part_add_text(d, p, block_benchmarks.id, TEXT_LEAD,
		      "Benchmarks are typical values from the article; your "
		      "own baseline replaces them as soon as it is measured. "
		      "Prices and features of tools were not checked.");
	table = part_table(d, p, t, &block_benchmarks);
	table->title = "The article\u2019s typical values beside ours";
	table->subtitle = arena_printf(&d->arena, "All work, %s", d->period);
	table->empty = "";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < COUNT_OF(benchmarks); i++)
		benchmark_row(d, table, in, &benchmarks[i]);
	reference_rows(d, table, in);
	part_add_text(d, p, block_benchmarks.id, TEXT_NOTE,
		      "Savings vary with context, skills and tool updates; "
		      "verify prices and features with the providers before "
		      "you rely on them (R44).");
}

const struct block block_benchmarks = {
	.id = "benchmarks",
	.help = "the article\u2019s typical values beside ours, and what they "
		"are not",
	.span = 12,
	.build = benchmarks_build,
};
