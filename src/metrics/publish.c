/*
 * metrics/publish.c - does what is published go out by itself? R14, which is
 * the manual share of METRICS §6 at the step that matters most.
 *
 * Something is published when it is handed to the last step that is documented
 * for its workflow, or to the reserved step `published`. It goes through an
 * integration when the mode is auto, and is copied and pasted when it is
 * manual; rows without a mode are in neither.
 */
#include <inttypes.h>
#include <string.h>

#include "metrics/checkpoint.h"
#include "metrics/family.h"
#include "metrics/handoff.h"

const struct metric metric_publish_integration = {
	.id = "publish_integration",
	.title = "Published through integration", .unit = UNIT_RATE,
	.digits = 1, .direction = 1, .scopes = AT_TOTAL | AT_WORKFLOW,
	.section = "6", .requirement = "R14",
	.formula = "Handoffs to the last step that went by themselves, "
		"divided by those whose mode is known.",
	.columns = "handoffs.mode, handoffs.to_step, handoffs.n",
	.edges = "The last step is that of workflows.yaml, or published. The "
		"rest was copied and pasted by hand. Rows without a mode are "
		"left out and counted.",
	.source = "Wilson 1927, 95 % interval"
};

struct publish_cell { int64_t integrated, known, n; };

bool is_publishing(const struct config *config, const struct facts *f,
		   const struct fact_day *day, size_t r)
{
	const char *to = fact_dim(f, day, HAN_TO_STEP, r);
	const struct config_workflow *w = config_workflow(
		config, fact_dim(f, day, HAN_WORKFLOW, r));

	return !strcmp(to, "published") ||
	       (w && w->n_steps && !strcmp(w->steps[w->n_steps - 1].id, to));
}

static void add_row(struct cells *cells, const struct metrics_run *run,
		    const struct fact_day *day, size_t r, uint32_t period)
{
	const struct cell_key key[] = {
		{ CUT_TOTAL, period, 0, 0 },
		{ CUT_WORKFLOW, period,
		  (uint32_t)fact_i64(day, HAN_WORKFLOW, r), 0 }
	};
	int64_t n = fact_i64(day, FC_N, r), mode = fact_i64(day, HAN_MODE, r);

	if (!is_publishing(run->config, run->handoffs, day, r))
		return;
	for (int i = 0; i < 2; i++) {
		struct publish_cell *c = cells_at(cells, key[i]);

		c->n += n;
		c->known += mode != HANDOFF_UNKNOWN ? n : 0;
		c->integrated += mode == HANDOFF_AUTO ? n : 0;
	}
}

static void write_cell(const struct metrics_run *run, struct cell_key key,
		       const struct publish_cell *c)
{
	struct scope scope = cut_scope(key, run->handoffs->dim);
	struct figure *f = run_figure(run, &metric_publish_integration,
				      &scope, run->periods.item[key.period]);

	share_write(run, f, c->integrated, c->known,
		    !run->handoffs->n ? NO_HANDOFFS :
		    c->n ? "no handoff to the last step has a mode" :
			   "nothing was handed to a last step");
	if (c->known && c->known < c->n)
		f->note = arena_printf(&run->out->arena, "%" PRId64 " of %"
				       PRId64 " without a mode left out",
				       c->n - c->known, c->n);
}

void publish_write(const struct metrics_run *run)
{
	const struct facts *f = run->handoffs;
	struct cells cells;

	cells_init(&cells, sizeof(struct publish_cell));
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t d = 0; d < f->n_days; d++) {
		int period = periods_find(&run->periods, f->days[d].day);

		for (size_t r = 0; period >= 0 && r < f->days[d].n; r++)
			add_row(&cells, run, &f->days[d], r,
				(uint32_t)period);
	}
	for (size_t i = 0; i < cells.n; i++)
		write_cell(run, cells_key(&cells, i), cells_item(&cells, i));
	cells_release(&cells);
}
