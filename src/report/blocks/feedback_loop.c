/* Does the feedback loop turn? How old the data is, and whether each cycle had
 * its input and its output: Table 2 of the article. */
#include <math.h>
#include <string.h>

#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

/* ---- components ------------------------------------------------------- */

/* Table 2's own words for what goes in and what comes out. */
static const struct loop_part {
	const char *id, *name, *input, *output;
} parts[] = {
	{ "segmentation", "Segmentation", "CRM fields, engagement history",
	  "segment lists, propensity scores" },
	{ "execution", "Execution", "segment lists, content assets",
	  "open rates, clicks, conversions" },
	{ "middleware", "Middleware", "raw performance metrics",
	  "structured feedback data" },
	{ "dashboard", "Dashboard", "structured feedback data",
	  "trend analysis, tuning recommendations" },
};

enum {
	COL_COMPONENT, COL_AGE, COL_INPUT, COL_PRESENT, COL_OUTPUT,
	COL_PRODUCED, COLUMNS
};

static const struct column loop_columns[COLUMNS] = {
	[COL_COMPONENT] = { "Component", ALIGN_LEFT, 16, true },
	[COL_AGE] = { "Data age, h", ALIGN_RIGHT, 9, false },
	[COL_INPUT] = { "Required input", ALIGN_LEFT, 24, true },
	[COL_PRESENT] = { "Was it there?", ALIGN_LEFT, 13, false },
	[COL_OUTPUT] = { "Output for the next cycle", ALIGN_LEFT, 26, true },
	[COL_PRODUCED] = { "Was it produced?", ALIGN_LEFT, 13, false },
};

static const struct figure *now_of(const struct report_input *in,
				   const char *metric, const char *component)
{
	const struct scope scope = { { [SCOPE_COMPONENT] = component } };

	return figures_find(in->figures, metric_find(metric), &scope, in->now);
}

/* One cycle is answered with a word, several with their number. */
static struct cell answer_cell(struct doc *d, const struct figure *f)
{
	struct cell c;

	if (!f || !isfinite(f->value))
		return cell_dash(f ? clean(d, f->note) :
				     "nothing was ever sent");
	if (f->n == 1)
		c = cell_text(f->x ? "yes" : "no");
	else
		c = cell_text(arena_printf(&d->arena, "%lld of %s",
					   (long long)f->x,
					   count_words(d, f->n, "week")));
	c.tone = f->x < f->n ? TONE_BAD : TONE_PLAIN;
	return c;
}

static void loop_row(struct doc *d, struct table *t,
		     const struct report_input *in,
		     const struct loop_part *part)
{
	struct cell *row = table_row(d, t);
	const struct figure *age = now_of(in, "data_age", part->id);

	row[COL_COMPONENT] = cell_text(part->name);
	row[COL_AGE] = age ? figure_cell(d, age) :
			     cell_dash("nothing was ever sent");
	row[COL_INPUT] = cell_text(part->input);
	row[COL_PRESENT] = answer_cell(d, now_of(in, "input_present",
						 part->id));
	row[COL_OUTPUT] = cell_text(part->output);
	row[COL_PRODUCED] = answer_cell(d, now_of(in, "output_produced",
						  part->id));
}

/* Components whose output was missing in a cycle. */
static const char *headline_of(struct doc *d, const struct report_input *in)
{
	const char *names = "";
	bool any = false;

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		const struct figure *f = now_of(in, "output_produced",
						parts[i].id);

		if (!f || !isfinite(f->value))
			continue;
		any = true;
		if (f->x < f->n)
			names = arena_printf(&d->arena, "%s%s%s", names,
					     *names ? ", " : "",
					     first_lower(d, parts[i].name));
	}
	if (!any)
		return "Whether the feedback loop turns is not measured yet";
	if (!*names)
		return arena_printf(&d->arena, "The feedback loop turned in "
				    "every cycle %s", this_period(in, false));
	return arena_printf(&d->arena, "The feedback loop stood still at %s "
			    "%s", names, this_period(in, false));
}

static void loop_table(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_feedback_loop);
	bool any = false;

	table->title = headline_of(d, in);
	table->subtitle = arena_printf(&d->arena, "A cycle is a calendar "
				       "week; the age is that of the newest "
				       "arrival at the end of %s", d->period);
	table->empty = "No handoff names a component: the column component "
		"of the handoffs' export says which of the four it went by.";
	table_columns(d, table, loop_columns, COLUMNS);
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		any |= now_of(in, "data_age", parts[i].id) != NULL;
	for (size_t i = 0; any && i < COUNT_OF(parts); i++)
		loop_row(d, table, in, &parts[i]);
}

/* ---- sources ------------------------------------------------------------ */

enum { SRC_SOURCE, SRC_KIND, SRC_NEWEST, SRC_AGE, SRC_COLUMNS };

static const struct column source_columns[SRC_COLUMNS] = {
	[SRC_SOURCE] = { "Source", ALIGN_LEFT, 26, true },
	[SRC_KIND] = { "Kind", ALIGN_LEFT, 14, true },
	[SRC_NEWEST] = { "Newest row", ALIGN_LEFT, 14, false },
	[SRC_AGE] = { "Age, days", ALIGN_RIGHT, 9, false },
};

static bool is_of_source(const struct source_file *a,
			 const struct source_file *b)
{
	return !a->undone && a->last != DAY_NONE &&
	       !strcmp(a->profile, b->profile) && !strcmp(a->kind, b->kind);
}

/* The newest day of the source's files; DAY_NONE where an earlier file has
 * said it already. */
static int32_t newest_of(const struct report_input *in, size_t at)
{
	int32_t newest = DAY_NONE;

	for (size_t i = 0; i < in->n_files; i++) {
		if (!is_of_source(&in->files[i], &in->files[at]))
			continue;
		if (i < at)
			return DAY_NONE;
		if (newest == DAY_NONE || in->files[i].last > newest)
			newest = in->files[i].last;
	}
	return newest;
}

static void source_table(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_feedback_loop);

	table->title = "How old each source's data is";
	table->subtitle = "Days from its newest row to the day of this report";
	table->empty = "Nothing was imported yet.";
	table_columns(d, table, source_columns, SRC_COLUMNS);
	for (size_t i = 0; i < in->n_files; i++) {
		int32_t newest = newest_of(in, i);
		struct cell *row;

		if (newest == DAY_NONE || in->files[i].undone)
			continue;
		row = table_row(d, table);
		row[SRC_SOURCE] = cell_text(clean(d, in->files[i].profile));
		row[SRC_KIND] = cell_text(in->files[i].kind);
		row[SRC_NEWEST] = cell_date(newest);
		row[SRC_AGE] = newest > in->as_of ?
			cell_dash("its period ends after this report") :
			cell_number(in->as_of - newest, 0);
	}
}

static void feedback_loop_build(struct doc *d, struct part *p,
				const struct template_block *t,
				const struct report_input *in)
{
	part_headline(d, p, &block_feedback_loop, headline_of(d, in));
	loop_table(d, p, t, in);
	source_table(d, p, t, in);
}

const struct block block_feedback_loop = {
	.id = "feedback_loop",
	.help = "four components: data age, required input present and output "
		"produced in each cycle; how old each source's data is",
	.span = 12,
	.build = feedback_loop_build,
};
