/* Did the newer prompt help? Each version beside the one before it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/stats.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_WORKFLOW, COL_STEP, COL_VERSION, COL_OUTPUTS, COL_USABLE,
	COL_USABLE_RANGE, COL_CHANGE, COL_CHANGE_RANGE, COL_ANSWER, COLUMNS
};

static const struct column version_columns[COLUMNS] = {
	[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
	[COL_STEP] = { "Step", ALIGN_LEFT, 14, true },
	[COL_VERSION] = { "Version", ALIGN_LEFT, 10, true },
	[COL_OUTPUTS] = { "Outputs", ALIGN_RIGHT, 8, false },
	[COL_USABLE] = { "Usable", ALIGN_RIGHT, 8, false },
	[COL_USABLE_RANGE] = { "Interval", ALIGN_RIGHT, 13, false },
	[COL_CHANGE] = { "Change, points", ALIGN_RIGHT, 8, false },
	[COL_CHANGE_RANGE] = { "Its interval", ALIGN_RIGHT, 14, false },
	[COL_ANSWER] = { "Against the version before", ALIGN_LEFT, 34, true },
};

static const char *answer(struct doc *d, const struct figure *f)
{
	const char *note = clean(d, f->note);

	if (!isfinite(f->value))
		return note;
	if (f->partial)
		return arena_printf(&d->arena, "so far, no verdict (%s)",
				    note);
	return arena_printf(&d->arena, "%s (%s)",
			    f->verdict == VERDICT_YES ? "better" :
			    f->verdict == VERDICT_NO ? "worse" :
			    f->verdict == VERDICT_INCOMPLETE ? "incomplete" :
			    arena_printf(&d->arena, "not clear yet: %s",
					 needed_words(d, f->needed)), note);
}

static enum tone answer_tone(const struct figure *f)
{
	return f->verdict == VERDICT_YES ? TONE_GOOD :
	       f->verdict == VERDICT_NO ? TONE_BAD : TONE_PLAIN;
}

static const char *change_range(struct doc *d, const struct figure *f)
{
	if (!isfinite(f->low))
		return "";
	return arena_printf(&d->arena, "%s to %s",
			    value_number(d, f->metric, f->low),
			    value_number(d, f->metric, f->high));
}

static void version_row(struct doc *d, struct table *t,
			const struct report_input *in, const struct figure *f)
{
	struct cell *row = table_row(d, t);
	const char *step = f->scope.dim[SCOPE_STEP];
	double z = z_for(in->config->limits.confidence_rates);
	struct figure usable = { .metric = metric_find("usable"),
				 .value = NAN, .low = NAN, .high = NAN,
				 .note = "no output has a known outcome" };

	if (f->n > 0) {
		struct interval i = wilson((double)f->x, (double)f->n, z);

		usable.value = (double)f->x / (double)f->n;
		usable.low = i.low;
		usable.high = i.high;
	}
	row[COL_WORKFLOW] = cell_text(workflow_name(d, in,
					f->scope.dim[SCOPE_WORKFLOW]));
	row[COL_STEP] = cell_text(*step ? clean(d, step) : "(none)");
	row[COL_VERSION] = cell_text(clean(d,
					   f->scope.dim[SCOPE_PROMPT_VERSION]));
	row[COL_OUTPUTS] = cell_number((double)f->n, 0);
	row[COL_USABLE] = figure_cell(d, &usable);
	row[COL_USABLE_RANGE] = cell_text(interval_words(d, &usable));
	row[COL_CHANGE] = figure_cell(d, f);
	row[COL_CHANGE].tone = answer_tone(f);
	row[COL_CHANGE_RANGE] = cell_text(change_range(d, f));
	row[COL_ANSWER] = cell_text(answer(d, f));
	row[COL_ANSWER].tone = answer_tone(f);
}

/* A version of this period, and when it was first used. */
struct use {
	const struct figure *f;
	int32_t first;
};

static int text_cmp(const struct figure *x, const struct figure *y,
		    enum scope_dim dim)
{
	return strcmp(x->scope.dim[dim], y->scope.dim[dim]);
}

static bool is_same_version(const struct figure *x, const struct figure *y)
{
	return x->metric == y->metric && !text_cmp(x, y, SCOPE_WORKFLOW) &&
	       !text_cmp(x, y, SCOPE_STEP) &&
	       !text_cmp(x, y, SCOPE_PROMPT_VERSION);
}

static int use_cmp(const void *a, const void *b)
{
	const struct use *x = a, *y = b;
	int c = text_cmp(x->f, y->f, SCOPE_WORKFLOW);

	if (!c)
		c = text_cmp(x->f, y->f, SCOPE_STEP);
	if (!c)
		c = (x->first > y->first) - (x->first < y->first);
	return c ? c : text_cmp(x->f, y->f, SCOPE_PROMPT_VERSION);
}

/* Figures of a scope are neighbours. Its first use is known by the week. */
static struct use *versions_in_use(const struct report_input *in,
				   const struct metric *m, size_t *n)
{
	const struct figures *all = in->figures;
	struct use *use = NULL;
	size_t cap = 0, scope = 0;

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct figure *f = &all->item[i];

		if (f->metric != m)
			continue;
		if (!is_same_version(f, &all->item[scope]))
			scope = i;
		if (f->period.kind != in->now.kind ||
		    f->period.first != in->now.first)
			continue;
		vec_reserve(&use, *n, &cap);
		use[(*n)++] = (struct use){
			f, all->item[scope].period.first
		};
	}
	if (*n > 1)
		qsort(use, *n, sizeof *use, use_cmp);
	return use;
}

/* Steps where nothing is compared are only counted: how many. */
static int64_t version_rows(struct doc *d, struct table *t,
			    const struct report_input *in,
			    const struct use *use, size_t n)
{
	int64_t left = 0;

	for (size_t i = 0, end; i < n; i = end) {
		bool compared = false;

		for (end = i; end < n &&
			      !text_cmp(use[end].f, use[i].f,
					SCOPE_WORKFLOW) &&
			      !text_cmp(use[end].f, use[i].f, SCOPE_STEP);
		     end++)
			compared |= isfinite(use[end].f->value);
		left += !compared;
		for (size_t k = i; compared && k < end; k++)
			version_row(d, t, in, use[k].f);
	}
	return left;
}

static void prompt_versions_build(struct doc *d, struct part *p,
				  const struct template_block *t,
				  const struct report_input *in)
{
	const struct metric *m = metric_find("usable_change");
	struct table *table = part_table(d, p, t, &block_prompt_versions);
	struct use *use;
	int64_t left;
	size_t n;

	table->title = "Usable without edit by prompt version";
	table->subtitle = arena_printf(&d->arena, "Share of outputs with a "
				       "known outcome, and its change from "
				       "the version before in percentage "
				       "points, %.0f %% intervals, %s",
				       100 * in->config->limits
						     .confidence_rates,
				       d->period);
	table->empty = "No output says which prompt version it was made "
		       "with: add a column prompt_version to the review log.";
	table_columns(d, table, version_columns, COLUMNS);
	use = versions_in_use(in, m, &n);
	left = version_rows(d, table, in, use, n);
	free(use);
	if (left && table->n_rows)
		table->subtitle = arena_printf(&d->arena, "%s; %s without a "
					       "comparison left out",
					       table->subtitle,
					       count_words(d, left, "step"));
	else if (left)
		table->empty = "No step has two prompt versions to compare.";
}

const struct block block_prompt_versions = {
	.id = "prompt_versions",
	.help = "usable without edit by prompt version, each against the one "
		"before it",
	.span = 12,
	.build = prompt_versions_build,
};
