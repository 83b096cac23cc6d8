#include "metrics/workflows.h"

#include <stdlib.h>
#include <string.h>

/* A figure of exactly one workflow. */
static bool workflow_only(const struct scope *s)
{
	if (!s->dim[SCOPE_WORKFLOW])
		return false;
	for (int i = 0; i < SCOPE_DIMS; i++)
		if (i != SCOPE_WORKFLOW && s->dim[i])
			return false;
	return true;
}

/* Where in sorted ids this one stands, or would. */
static size_t place_of(const char *const *id, size_t n, const char *s)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (strcmp(id[mid], s) < 0)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

const char **figures_workflows(size_t *n, const struct figures *figures,
			       const struct config *config,
			       bool (*wanted)(const struct figure *f,
					      const void *ctx),
			       const void *ctx, struct arena *a)
{
	const char **id, **other = NULL;
	size_t n_other = 0, cap = 0;

	for (size_t i = 0; i < figures->n; i++) {
		const struct figure *f = &figures->item[i];
		const char *name = f->scope.dim[SCOPE_WORKFLOW];
		size_t at;

		if ((wanted && !wanted(f, ctx)) || !workflow_only(&f->scope))
			continue;
		at = place_of(other, n_other, name);
		if (at < n_other && !strcmp(other[at], name))
			continue;
		vec_reserve(&other, n_other, &cap);
		memmove(other + at + 1, other + at,
			(n_other++ - at) * sizeof *other);
		other[at] = name;
	}
	id = arena_array(a, config->n_workflows + n_other + 1, sizeof *id);
	*n = 0;
	for (size_t i = 0; i < config->n_workflows; i++)
		id[(*n)++] = arena_strdup(a, config->workflows[i].id);
	for (size_t i = 0; i < n_other; i++)
		if (!config_workflow(config, other[i]))
			id[(*n)++] = arena_strdup(a, other[i]);
	free(other);
	return id;
}
