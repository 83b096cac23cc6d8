/*
 * metrics/input.c - what the audits say at each period's end, and which
 * outputs were made from what.
 */
#include "metrics/input.h"

#include <stdlib.h>
#include <string.h>

struct inputs {
	const struct metrics_run *run;
	struct audits audits;
	struct cells links;	/* of struct link_cell: total, workflows */
	struct cells used;	/* period, workflow, record: seen */
	struct briefs *briefs;
};

struct inputs *inputs_new(const struct metrics_run *run)
{
	struct inputs *in = xcalloc(1, sizeof *in);

	in->run = run;
	audits_init(&in->audits, run->inputs, run->config);
	cells_init(&in->links, sizeof(struct link_cell));
	cells_init(&in->used, 1);
	in->briefs = briefs_new(run, &in->audits);
	return in;
}

void inputs_free(struct inputs *in)
{
	if (!in)
		return;
	audits_release(&in->audits);
	cells_release(&in->links);
	cells_release(&in->used);
	briefs_free(in->briefs);
	free(in);
}

/* ---- outputs and their briefs ------------------------------------------ */

static void side_add(struct rate_side *s, const struct output *o)
{
	if (o->class == CLASS_UNKNOWN) {
		s->unknown += o->n;
		return;
	}
	s->known += o->n;
	s->hit += o->class == CLASS_REWORK ? o->n : 0;
}

/* audit NULL: its brief was not found. */
static void link_add(struct link_cell *c, const struct output *o,
		     const struct audit *audit)
{
	if (o->documented && o->documented->lists_corrected) {
		c->refused += o->n;
		return;
	}
	c->outputs += o->n;
	if (!audit) {
		c->not_found += o->n;
		return;
	}
	switch (audit->completeness) {
	case COMPLETENESS_UNSAID:
		c->unsaid += o->n;
		break;
	case INPUT_COMPLETE:
		side_add(&c->complete, o);
		break;
	case INPUT_INCOMPLETE:
		side_add(&c->incomplete, o);
		break;
	}
}

void inputs_add(struct inputs *in, const struct output *o)
{
	int found = periods_find(&in->run->periods, o->day);
	uint32_t period = (uint32_t)found, record = 0;
	uint32_t workflow = (uint32_t)o->workflow;
	const struct audit *audit = NULL;

	briefs_look(in->briefs, o);
	if (found < 0 || !in->audits.n)
		return;
	if (audit_brief(&in->audits, o->brief, o->brief_len,
			in->run->periods.item[period].last, &record) ==
	    BRIEF_FOUND) {
		audit = audit_at(&in->audits, record,
				 in->run->periods.item[period].last);
		cells_at(&in->used, (struct cell_key){
			CUT_WORKFLOW, period, workflow, record });
	}
	link_add(cells_at(&in->links, (struct cell_key){
		CUT_TOTAL, period, 0, 0 }), o, audit);
	link_add(cells_at(&in->links, (struct cell_key){
		CUT_WORKFLOW, period, workflow, 0 }), o, audit);
	briefs_add(in->briefs, o);
}

/* ---- levels ------------------------------------------------------------- */

/* The level at the end of one period after the other. */
struct running {
	struct inputs *in;
	struct field_sum *field;	/* of every record so far */
	int64_t *records, *fresh;	/* by input, in order of use */
	uint32_t *input;		/* ... its dimension id */
	size_t n_inputs;
	size_t next;			/* audit not looked at yet */
};

static void count_cells(const struct audits *a, struct field_sum *sum,
			const struct audit *audit, int64_t by)
{
	for (uint32_t i = audit->cell; i; i = a->cell[i - 1].next)
		sum[a->cell[i - 1].field].state[a->cell[i - 1].state] += by;
}

static size_t input_number(struct running *r, uint32_t input)
{
	size_t i = 0;

	while (i < r->n_inputs && r->input[i] != input)
		i++;
	if (i == r->n_inputs)
		r->input[r->n_inputs++] = input;
	return i;
}

/* Every audit up to the end of the period takes the place of the one before
 * of its record; its first in the period makes it fresh. */
static void advance(struct running *r, struct period period)
{
	const struct audits *a = &r->in->audits;

	memset(r->fresh, 0, r->n_inputs * sizeof *r->fresh);
	for (; r->next < a->n && a->audit[r->next].day <= period.last;
	     r->next++) {
		const struct audit *audit = &a->audit[r->next];
		const struct audit *before = audit->before ?
			&a->audit[audit->before - 1] : NULL;
		size_t i = input_number(r, a->record[audit->record].input);

		count_cells(a, r->field, audit, 1);
		if (before)
			count_cells(a, r->field, before, -1);
		else
			r->records[i]++;
		if (period_holds(period, audit->day) &&
		    !(before && period_holds(period, before->day)))
			r->fresh[i]++;
	}
}

/* Has a cell by now. */
static bool is_said(const struct field_sum *sum)
{
	for (int i = INPUT_OK; i <= INPUT_INCONSISTENT; i++)
		if (sum->state[i])
			return true;
	return false;
}

static void write_fields(const struct running *r, uint32_t input,
			 struct period period)
{
	const struct audits *a = &r->in->audits;

	for (size_t i = 0; i < a->n_fields; i++) {
		const struct scope scope = { {
			[SCOPE_INPUT] = a->facts->dim[input],
			[SCOPE_FIELD] = a->facts->dim[a->field[i].name]
		} };

		if (a->field[i].input == input && is_said(&r->field[i]))
			input_field_write(r->in->run, &scope, period,
					  &r->field[i]);
	}
}

static void write_period(struct running *r, struct period period)
{
	const struct audits *a = &r->in->audits;
	const struct scope total = { { NULL } };
	struct input_level all = {
		.audits = a, .field = r->field,
		.none = a->n ? "no input was audited by then" : NO_INPUTS
	};

	advance(r, period);
	for (size_t i = 0; i < r->n_inputs; i++) {
		const struct scope scope = { {
			[SCOPE_INPUT] = a->facts->dim[r->input[i]]
		} };
		struct input_level one = all;

		one.input = r->input[i];
		one.records = r->records[i];
		one.fresh = r->fresh[i];
		all.records += one.records;
		all.fresh += one.fresh;
		input_write(r->in->run, &scope, period, &one);
		write_fields(r, r->input[i], period);
	}
	input_write(r->in->run, &total, period, &all);
}

static void write_levels(struct inputs *in)
{
	const struct audits *a = &in->audits;
	struct running r = {
		.in = in,
		.field = xcalloc(a->n_fields + 1, sizeof *r.field),
		.records = xcalloc(a->n_records + 1, sizeof *r.records),
		.fresh = xcalloc(a->n_records + 1, sizeof *r.fresh),
		.input = xcalloc(a->n_records + 1, sizeof *r.input) };

	for (size_t p = 0; p < in->run->periods.n; p++)
		write_period(&r, in->run->periods.item[p]);
	free(r.field);
	free(r.records);
	free(r.fresh);
	free(r.input);
}

/* ---- workflows ---------------------------------------------------------- */

struct use {
	uint32_t period, workflow, record;
};

static int use_cmp(const void *x, const void *y)
{
	const struct use *a = x, *b = y;

	if (a->period != b->period)
		return a->period < b->period ? -1 : 1;
	if (a->workflow != b->workflow)
		return a->workflow < b->workflow ? -1 : 1;
	return (a->record > b->record) - (a->record < b->record);
}

/* The records that each workflow used, period by period. */
static struct use *uses_of(const struct inputs *in)
{
	struct use *use = xcalloc(in->used.n + 1, sizeof *use);

	for (size_t i = 0; i < in->used.n; i++) {
		struct cell_key key = cells_key(&in->used, i);

		use[i] = (struct use){ key.period, key.a, key.b };
	}
	qsort(use, in->used.n, sizeof *use, use_cmp);
	return use;
}

/* A workflow that found no brief has a level without cells. */
static void write_workflow(struct inputs *in, struct cell_key key,
			   const struct use *use, size_t n,
			   struct field_sum *sum)
{
	const struct audits *a = &in->audits;
	struct period period = in->run->periods.item[key.period];
	struct input_level level = {
		.audits = a, .field = sum, .records = (int64_t)n,
		.none = "no output names an audited brief"
	};
	struct scope scope = cut_scope(key, in->run->corrections->dim);

	memset(sum, 0, (a->n_fields + 1) * sizeof *sum);
	for (size_t i = 0; i < n; i++) {
		const struct audit *audit =
			audit_at(a, use[i].record, period.last);

		count_cells(a, sum, audit, 1);
		level.fresh += period_holds(period, audit->day);
	}
	input_write(in->run, &scope, period, &level);
}

static void write_workflows(struct inputs *in)
{
	struct field_sum *sum = xcalloc(in->audits.n_fields + 1, sizeof *sum);
	struct use *use = uses_of(in);

	for (size_t i = 0; i < in->links.n; i++) {
		struct cell_key key = cells_key(&in->links, i);
		struct use want = { key.period, key.a, 0 };
		size_t from = 0, high = in->used.n, to;

		if (key.cut != CUT_WORKFLOW)
			continue;
		while (from < high) {
			size_t mid = from + (high - from) / 2;

			if (use_cmp(&use[mid], &want) < 0)
				from = mid + 1;
			else
				high = mid;
		}
		for (to = from; to < in->used.n &&
				use[to].period == key.period &&
				use[to].workflow == key.a;)
			to++;
		write_workflow(in, key, use + from, to - from, sum);
	}
	free(use);
	free(sum);
}

/* ---- all of it ---------------------------------------------------------- */

void inputs_write(struct inputs *in)
{
	const struct metrics_run *run = in->run;
	const char *none = !in->audits.n ? NO_INPUTS :
		briefs_named(in->briefs) ? NULL :
		"not measured yet: no review names its brief (brief_id)";

	write_levels(in);
	write_workflows(in);
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&in->links, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t i = 0; i < in->links.n; i++) {
		struct cell_key key = cells_key(&in->links, i);
		struct scope scope = cut_scope(key, run->corrections->dim);

		link_write(run, &scope, run->periods.item[key.period],
			   cells_item(&in->links, i), none);
	}
	briefs_write(in->briefs, none);
}
