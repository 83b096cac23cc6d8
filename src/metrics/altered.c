/*
 * metrics/altered.c - was the core message altered in adaptation? R13.
 *
 * The unit is a review, as it is for defects: a row counts on its own day and
 * stands for n. Adaptation is a step whose id begins with "adapt". What was
 * found at another step, or after publication, is counted and listed too, but
 * has no share: nobody looked for it there.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/cases.h"
#include "metrics/checkpoint.h"
#include "metrics/family.h"

#define ALTERED "message_altered"
#define ALTERED_COLUMNS "corrections.defect, corrections.step, corrections.n"

const struct metric metric_message_altered = {
	.id = "message_altered", .title = "Core message altered",
	.unit = UNIT_RATE, .digits = 1, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW | AT_WORKFLOW_STEP, .section = "7",
	.requirement = "R13",
	.formula = "Reviews at adaptation with the defect message_altered, "
		"divided by all reviews there.",
	.columns = ALTERED_COLUMNS,
	.edges = "Adaptation is a step whose id begins with adapt. A row "
		"counts on its own day and stands for n. Each case is listed "
		"with high severity, also those found elsewhere.",
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_altered_messages = {
	.id = "altered_messages", .title = "Altered messages",
	.unit = UNIT_COUNT, .direction = -1, .scopes = AT_TOTAL | AT_WORKFLOW,
	.section = "7", .requirement = "R13",
	.formula = "Reviews with the defect message_altered, at whatever "
		"step, and after publication.",
	.columns = ALTERED_COLUMNS,
	.edges = "Without any defect in the period nobody may have recorded "
		"them: a gap, not 0.",
	.source = ""
};

/* Of a workflow step, a workflow or all work. */
struct altered_cell {
	int64_t reviews, altered;	/* at adaptation */
	int64_t found, defects;		/* anywhere: these, and all defects */
};

struct altered {
	const struct metrics_run *run;
	const struct facts *facts;
	int64_t altered;		/* id of the defect; 0: not there */
	bool *adapts;			/* by id of the step */
	struct cells cells;
};

bool is_adaptation(const char *step)
{
	return strncmp(step, "adapt", strlen("adapt")) == 0;
}

static void name_case(const struct altered *a, const struct fact_day *day,
		      size_t r)
{
	const struct facts *f = a->facts;
	int64_t ms = fact_i64(day, COR_CORRECTION, r);
	size_t len;
	const char *item = fact_text(day, COR_ITEM_ID, r, &len);
	const char *origin = fact_dim(f, day, COR_ORIGIN_STEP, r);
	struct case_list *list = a->run->cases;

	if (!list || !period_holds(list->period, day->day))
		return;
	cases_add(list, &(struct case_row){
		.kind = CASE_ALTERED, .day = day->day,
		.workflow = fact_dim(f, day, COR_WORKFLOW, r),
		.step = fact_dim(f, day, COR_STEP, r),
		.tool = fact_dim(f, day, COR_TOOL, r),
		.item = arena_strndup(list->arena, item, len),
		.why = *origin ? origin : "unknown",
		.correction_min = ms == FACT_NULL ? (double)NAN :
				  (double)ms / MS_PER_MINUTE,
		.n = fact_i64(day, FC_N, r),
		.import = fact_i64(day, FC_IMPORT, r),
		.line = fact_i64(day, FC_LINE, r)
	});
}

static void add_row(struct altered *a, const struct fact_day *day, size_t r,
		    uint32_t period)
{
	uint32_t workflow = (uint32_t)fact_i64(day, COR_WORKFLOW, r);
	uint32_t step = (uint32_t)fact_i64(day, COR_STEP, r);
	int64_t n = fact_i64(day, FC_N, r);
	int64_t defect = fact_i64(day, COR_DEFECT, r);
	bool altered = a->altered && defect == a->altered;
	const struct cell_key key[] = {
		{ CUT_TOTAL, period, 0, 0 },
		{ CUT_WORKFLOW, period, workflow, 0 },
		{ CUT_WORKFLOW_STEP, period, workflow, step }
	};

	if (!defect && !a->adapts[step])
		return;
	for (int i = 0; i < 3; i++) {
		struct altered_cell *c = cells_at(&a->cells, key[i]);

		c->reviews += a->adapts[step] ? n : 0;
		c->altered += a->adapts[step] && altered ? n : 0;
		c->found += altered ? n : 0;
		c->defects += defect ? n : 0;
	}
	if (altered)
		name_case(a, day, r);
}

static void write_cell(const struct altered *a, struct cell_key key,
		       const struct altered_cell *c)
{
	struct scope scope = cut_scope(key, a->facts->dim);
	struct period p = a->run->periods.item[key.period];
	struct figure *f;

	if (key.cut == CUT_WORKFLOW_STEP && !c->reviews)
		return;
	f = run_figure(a->run, &metric_message_altered, &scope, p);
	share_write(a->run, f, c->altered, c->reviews,
		    "no review at adaptation, a step whose id begins with "
		    "adapt");
	if (key.cut == CUT_WORKFLOW_STEP)
		return;
	f = run_figure(a->run, &metric_altered_messages, &scope, p);
	if (c->defects)
		f->value = (double)c->found;
	else
		f->note = "no defect was found";
}

void altered_write(const struct metrics_run *run)
{
	const struct facts *f = run->corrections;
	struct altered a = {
		.run = run, .facts = f, .altered = facts_dim_id(f, ALTERED),
		.adapts = xcalloc(f->n_dim + 1, sizeof *a.adapts)
	};

	for (size_t i = 0; i < f->n_dim; i++)
		a.adapts[i] = is_adaptation(f->dim[i]);
	cells_init(&a.cells, sizeof(struct altered_cell));
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&a.cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t d = 0; d < f->n_days; d++) {
		int period = periods_find(&run->periods, f->days[d].day);

		for (size_t r = 0; period >= 0 && r < f->days[d].n; r++)
			add_row(&a, &f->days[d], r, (uint32_t)period);
	}
	for (size_t i = 0; i < a.cells.n; i++)
		write_cell(&a, cells_key(&a.cells, i),
			   cells_item(&a.cells, i));
	cells_release(&a.cells);
	free(a.adapts);
}
