/* How good the inputs are: the score, its five parts, the worst fields. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/input.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define WORST_SHOWN 3

enum {
	COL_OF, COL_SCORE, COL_COMPLETE, COL_VALID, COL_UNIQUE, COL_FRESH,
	COL_CONSISTENT, COL_RECORDS, COL_NOTE, COLUMNS
};

static const struct { int column; const char *metric; } measured[] = {
	{ COL_SCORE, "input_quality" },
	{ COL_COMPLETE, "input_completeness" },
	{ COL_VALID, "input_validity" }, { COL_UNIQUE, "input_uniqueness" },
	{ COL_FRESH, "input_freshness" },
	{ COL_CONSISTENT, "input_consistency" },
	{ COL_RECORDS, "input_records" }
};

static const struct figure *now_of(const struct report_input *in,
				   const char *metric,
				   const struct scope *scope)
{
	return figures_find(in->figures, metric_find(metric), scope, in->now);
}

/* ---- the score ----------------------------------------------------------- */

static void score_columns(struct doc *d, struct table *t)
{
	static const struct column columns[COLUMNS] = {
		[COL_OF] = { "Input or workflow", ALIGN_LEFT, 20, true },
		[COL_SCORE] = { "Score of 100", ALIGN_RIGHT, 9, false },
		[COL_COMPLETE] = { "Complete", ALIGN_RIGHT, 10, false },
		[COL_VALID] = { "Valid", ALIGN_RIGHT, 9, false },
		[COL_UNIQUE] = { "Unique", ALIGN_RIGHT, 9, false },
		[COL_FRESH] = { "Fresh", ALIGN_RIGHT, 9, false },
		[COL_CONSISTENT] = { "Consistent", ALIGN_RIGHT, 10, false },
		[COL_RECORDS] = { "Records", ALIGN_RIGHT, 9, false },
		[COL_NOTE] = { "Note", ALIGN_LEFT, 40, true }
	};

	table_columns(d, t, columns, COLUMNS);
}

static void score_row(struct doc *d, struct table *t,
		      const struct report_input *in, const char *name,
		      const struct scope *scope)
{
	const struct figure *f = now_of(in, "input_quality", scope);
	struct cell *row;

	if (!f)
		return;
	row = table_row(d, t);
	row[COL_OF] = cell_text(name);
	for (size_t i = 0; i < COUNT_OF(measured); i++)
		row[measured[i].column] = figure_cell(d, now_of(in,
			measured[i].metric, scope));
	if (isfinite(f->value) && *f->note)
		row[COL_NOTE] = cell_text(clean(d, f->note));
}

/* Inputs in the order of their names, as figures are sorted. */
static void input_rows(struct doc *d, struct table *t,
		       const struct report_input *in)
{
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];
		const char *input = f->scope.dim[SCOPE_INPUT];

		if (input && now_of(in, "input_quality", &f->scope) == f)
			score_row(d, t, in, clean(d, input), &f->scope);
	}
}

static void scores(struct doc *d, struct part *p,
		   const struct template_block *t,
		   const struct report_input *in, const struct figure *all)
{
	struct table *table = part_table(d, p, t, &block_input_quality);
	const struct scope total = { { NULL } };
	size_t n;
	const char **workflow = workflows_of(d, in, &n);

	table->title = "Input quality score and its parts";
	table->subtitle = arena_printf(&d->arena, "Each record by its latest "
		"audit; a workflow by the briefs its outputs name, %s",
		d->period);
	table->empty = arena_printf(&d->arena, "Input quality is %s.",
				    all && *all->note ? clean(d, all->note) :
							"not measured yet");
	score_columns(d, table);
	if (!all || !isfinite(all->value))
		return;
	input_rows(d, table, in);
	for (size_t i = 0; i < n; i++) {
		const struct scope scope = scope_workflow(workflow[i]);

		score_row(d, table, in, workflow_name(d, in, workflow[i]),
			  &scope);
	}
	score_row(d, table, in, "All inputs", &total);
	table->total_row = true;
}

/* ---- the worst fields ------------------------------------------------------ */

enum {
	FIELD_INPUT, FIELD_NAME, FIELD_OK, FIELD_CELLS, FIELD_COMPLETE,
	FIELD_VALID, FIELD_UNIQUE, FIELD_FRESH, FIELD_CONSISTENT,
	FIELD_COLUMNS
};

static void field_columns(struct doc *d, struct table *t)
{
	static const struct column columns[FIELD_COLUMNS] = {
		[FIELD_INPUT] = { "Input", ALIGN_LEFT, 14, true },
		[FIELD_NAME] = { "Field", ALIGN_LEFT, 20, true },
		[FIELD_OK] = { "In order", ALIGN_RIGHT, 9, false },
		[FIELD_CELLS] = { "Cells", ALIGN_RIGHT, 9, false },
		[FIELD_COMPLETE] = { "Complete", ALIGN_RIGHT, 10, false },
		[FIELD_VALID] = { "Valid", ALIGN_RIGHT, 9, false },
		[FIELD_UNIQUE] = { "Unique", ALIGN_RIGHT, 9, false },
		[FIELD_FRESH] = { "Fresh", ALIGN_RIGHT, 9, false },
		[FIELD_CONSISTENT] = { "Consistent", ALIGN_RIGHT, 10, false }
	};

	table_columns(d, t, columns, FIELD_COLUMNS);
}

/* The least in order first; of equal ones the first by name. */
static int by_order(const void *x, const void *y)
{
	const struct figure *a = *(const struct figure *const *)x;
	const struct figure *b = *(const struct figure *const *)y;
	int c;

	if (a->value < b->value || a->value > b->value)
		return a->value < b->value ? -1 : 1;
	c = strcmp(a->scope.dim[SCOPE_INPUT], b->scope.dim[SCOPE_INPUT]);
	return c ? c : strcmp(a->scope.dim[SCOPE_FIELD],
			      b->scope.dim[SCOPE_FIELD]);
}

/* Fields with a cell that is not in order; in the arena. */
static const struct figure **faulty(struct doc *d,
				    const struct report_input *in, size_t *n)
{
	const struct metric *ok = metric_find("input_field_ok");
	const struct figure **list = arena_array(&d->arena,
						 in->figures->n + 1,
						 sizeof *list);

	*n = 0;
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];

		if (f->metric == ok && f->value < 1 &&
		    now_of(in, ok->id, &f->scope) == f)
			list[(*n)++] = f;
	}
	qsort(list, *n, sizeof *list, by_order);
	return list;
}

static void field_row(struct doc *d, struct table *t,
		      const struct report_input *in, const struct figure *f)
{
	static const struct { int column; const char *metric; } part[] = {
		{ FIELD_OK, "input_field_ok" },
		{ FIELD_COMPLETE, "input_completeness" },
		{ FIELD_VALID, "input_validity" },
		{ FIELD_UNIQUE, "input_uniqueness" },
		{ FIELD_FRESH, "input_freshness" },
		{ FIELD_CONSISTENT, "input_consistency" }
	};
	struct cell *row = table_row(d, t);

	row[FIELD_INPUT] = cell_text(clean(d, f->scope.dim[SCOPE_INPUT]));
	row[FIELD_NAME] = cell_text(clean(d, f->scope.dim[SCOPE_FIELD]));
	row[FIELD_CELLS] = cell_number((double)f->n, 0);
	for (size_t i = 0; i < COUNT_OF(part); i++)
		row[part[i].column] = figure_cell(d, now_of(in, part[i].metric,
							    &f->scope));
}

static void worst_fields(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in,
			 const struct figure **list, size_t n)
{
	struct table *table = part_table(d, p, t, &block_input_quality);

	table->title = "The worst fields";
	table->subtitle = arena_printf(&d->arena, "Up to three with the "
		"lowest share in order, each record by its latest audit, %s",
		d->period);
	table->empty = "No audited field has a cell that is not in order.";
	field_columns(d, table);
	for (size_t i = 0; i < n && i < WORST_SHOWN; i++)
		field_row(d, table, in, list[i]);
}

static const char *headline_of(struct doc *d, const struct report_input *in,
			       const struct figure *all,
			       const struct figure *worst)
{
	const char *gate;

	if (!all || !isfinite(all->value))
		return "Input quality is not measured yet";
	gate = input_capped_by(&d->arena, all, in->config);
	if (gate)
		return arena_printf(&d->arena, "Input quality is capped at %s "
				    "of 100: %s",
				    value_words(d, all->metric, all->value),
				    clean(d, gate));
	if (!worst)
		return arena_printf(&d->arena, "Input quality is %s of 100",
				    value_words(d, all->metric, all->value));
	return arena_printf(&d->arena, "Input quality is %s of 100; worst is "
			    "%s, %s in order",
			    value_words(d, all->metric, all->value),
			    clean(d, worst->scope.dim[SCOPE_FIELD]),
			    value_words(d, worst->metric, worst->value));
}

static void input_quality_build(struct doc *d, struct part *p,
				const struct template_block *t,
				const struct report_input *in)
{
	const struct figure *all = figure_now(in, "input_quality", NULL);
	const struct figure **list;
	const char *finding;
	size_t n, from = p->n;

	list = faulty(d, in, &n);
	finding = headline_of(d, in, all, n ? list[0] : NULL);
	part_headline(d, p, &block_input_quality, finding);
	scores(d, p, t, in, all);
	headline_or_title(d, p, from, finding);
	if (all && isfinite(all->value))
		worst_fields(d, p, t, in, list, n);
}

const struct block block_input_quality = {
	.id = "input_quality",
	.help = "input quality score with its five parts and what caps it, "
		"and the worst three fields",
	.span = 12,
	.build = input_quality_build,
};
