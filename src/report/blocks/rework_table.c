/* Is more than 15 % reworked? Per workflow and per tool, with interval. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "metrics/stats.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_CUT, COL_NAME, COL_RATE, COL_LOW, COL_HIGH, COL_PART, COL_WHOLE,
	COL_ANSWER, COL_NEEDED, COLUMNS
};

static void rework_columns(struct doc *d, struct table *t,
			   const struct report_input *in,
			   const struct metric *m)
{
	const char *limit = target_words(d, in, m);
	const struct column columns[COLUMNS] = {
		[COL_CUT] = { "By", ALIGN_LEFT, 10, false },
		[COL_NAME] = { "Name", ALIGN_LEFT, 30, true },
		[COL_RATE] = { "Rework rate", ALIGN_RIGHT, 11, false },
		[COL_LOW] = { "Low", ALIGN_RIGHT, 8, false },
		[COL_HIGH] = { "High", ALIGN_RIGHT, 8, false },
		[COL_PART] = { "Reworked", ALIGN_RIGHT, 9, false },
		[COL_WHOLE] = { "of outputs", ALIGN_RIGHT, 9, false },
		[COL_ANSWER] = {
			arena_printf(&d->arena, "Above the %s?", limit),
			ALIGN_LEFT, 18, true
		},
		[COL_NEEDED] = { "Outputs needed", ALIGN_RIGHT, 13, false },
	};

	table_columns(d, t, columns, COLUMNS);
}

static const char *answer(const struct figure *f)
{
	if (f->partial)
		return "so far, no verdict";
	return verdict_name(f->verdict);
}

static struct cell needed_cell(const struct figure *f)
{
	if (f->verdict != VERDICT_NOT_CLEAR || f->needed <= 0)
		return (struct cell){ .type = CELL_BLANK };
	if (f->needed > STATS_MORE_CAP)
		return cell_text("> 1,000");
	return cell_number((double)f->needed, 0);
}

static struct cell count_cell(int64_t n)
{
	return n == NUM_NULL ? cell_dash("no reviewed outputs")
			      : cell_number((double)n, 0);
}

static void rework_row(struct doc *d, struct table *t, const char *cut,
		       const char *name, const struct figure *f)
{
	struct cell *row = table_row(d, t);

	row[COL_CUT] = cell_text(cut);
	row[COL_CUT].tone = TONE_MUTED;
	row[COL_NAME] = cell_text(name);
	row[COL_RATE] = figure_cell(d, f);
	row[COL_RATE].tone = verdict_tone(f);
	if (!f)
		return;
	row[COL_LOW] = bound_cell(d, f, f->low);
	row[COL_HIGH] = bound_cell(d, f, f->high);
	row[COL_PART] = count_cell(f->x);
	row[COL_WHOLE] = count_cell(f->n);
	row[COL_ANSWER] = cell_text(answer(f));
	row[COL_ANSWER].tone = verdict_tone(f);
	row[COL_NEEDED] = needed_cell(f);
}

static void rework_rows(struct doc *d, struct table *t,
			const struct report_input *in, const struct metric *m)
{
	size_t n;
	const char **id = workflows_of(d, in, &n);

	for (size_t i = 0; i < n; i++)
		rework_row(d, t, "workflow", workflow_name(d, in, id[i]),
			   figure_now(in, m->id, id[i]));
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];
		const char *tool = f->scope.dim[SCOPE_TOOL];

		if (is_of_tool(in, f, m))
			rework_row(d, t, "tool", *tool ? clean(d, tool)
						       : "(none)", f);
	}
	if (!t->n_rows)
		return;
	rework_row(d, t, "", "All work", figure_now(in, m->id, NULL));
	t->total_row = true;
}

static void rework_table_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	const struct metric *m = metric_find("rework");
	struct table *table = part_table(d, p, t, &block_rework_table);

	if (!m)
		BUG("there is no metric 'rework'");
	table->title = "Rework by workflow and by tool";
	table->subtitle = arena_printf(&d->arena, "Share of outputs with a "
				       "known outcome, %.0f %% interval, %s",
				       100 * in->config->limits
						     .confidence_rates,
				       d->period);
	table->empty = arena_printf(&d->arena, "No output was reviewed %s.",
				    this_period(in, false));
	rework_columns(d, table, in, m);
	table->bars = 1u << COL_RATE;
	rework_rows(d, table, in, m);
}

const struct block block_rework_table = {
	.id = "rework_table",
	.help = "rework by workflow and tool: interval, answer to the limit, "
		"outputs needed",
	.span = 12,
	.build = rework_table_build,
};
