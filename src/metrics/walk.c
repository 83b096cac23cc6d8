/*
 * metrics/walk.c - from the cuts that were summed to all that have figures.
 */
#include "metrics/family.h"

#define NOWHERE UINT32_MAX	/* no dimension has this id */

void cuts_add_up(struct cells *cells, void (*add)(void *to, const void *part))
{
	size_t n = cells->n;

	for (size_t i = 0; i < n; i++) {
		struct cell_key key = cells_key(cells, i);

		for (unsigned cut = 0; cut < CUTS; cut++) {
			if (cut_parts(cut) == key.cut)
				add(cells_at(cells, cut_whole(cut, key)),
				    cells_item(cells, i));
		}
	}
}

/* A documented workflow that no fact names has no cell to be made. */
static void walk_workflow(const struct metrics_run *run, struct cells *cells,
			  const char *workflow, const void *none,
			  cell_fn write, void *ctx)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };
	uint32_t id = (uint32_t)facts_dim_id(run->outputs, workflow);

	for (uint32_t p = 0; p < run->periods.n; p++) {
		struct cell_key key = { CUT_WORKFLOW, p, id ? id : NOWHERE,
					0 };

		if (id)
			cells_at(cells, key);
		else
			write(ctx, &scope, key, none);
	}
}

void cuts_walk(const struct metrics_run *run, struct cells *cells,
	       const void *none, cell_fn write, void *ctx)
{
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t i = 0; i < run->config->n_workflows; i++)
		walk_workflow(run, cells, run->config->workflows[i].id, none,
			      write, ctx);
	for (size_t i = 0; i < cells->n; i++) {
		struct cell_key key = cells_key(cells, i);
		struct scope scope = cut_scope(key, run->outputs->dim);

		write(ctx, &scope, key, cells_item(cells, i));
	}
}
