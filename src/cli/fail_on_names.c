/* Is there what a condition names: the scope of a metric, a workflow, a tool,
 * the currency. */
#include <string.h>

#include "cli/fail_on.h"

#define NAMES_MAX 256

/* ---- the dimensions ------------------------------------------------------ */

static unsigned dims_of(const struct scope *s)
{
	unsigned dims = 0;

	for (int d = 0; d < SCOPE_DIMS; d++)
		dims |= s->dim[d] ? 1u << d : 0;
	return dims;
}

/* The first name of the scope, or where the metric ends. */
static const char *scope_place(const struct fail_on *c)
{
	const char *first = NULL;

	for (int d = 0; d < SCOPE_DIMS; d++)
		if (c->scope_at[d] && (!first || c->scope_at[d] < first))
			first = c->scope_at[d];
	return first ? first : c->text + strcspn(c->text, "@<>=");
}

static int check_metric_cut(const struct fail_on *c, struct arena *a,
			    struct err *err)
{
	unsigned dims = dims_of(&c->scope);
	char scopes[METRIC_SCOPES_MAX];

	if (metric_is_cut(c->metric, &c->scope))
		return 0;
	return fail_on_refuse(c, scope_place(c), a, err, "%s has no figure %s; "
			      "it has them for: %s; name one as DIM=NAME or "
			      "DIM=NAME,DIM=NAME behind @", c->metric->id,
			      dims ? "by these dimensions" : "for all work",
			      metric_scopes_text(scopes, c->metric));
}

int fail_on_cut(const struct fail_on_list *list, const enum scope_dim *by,
		size_t n_by, struct err *err)
{
	unsigned want = 0;
	const char *names = "";

	for (size_t i = 0; i < n_by; i++) {
		want |= 1u << by[i];
		names = arena_printf(list->arena, "%s%s%s=NAME", names,
				     i ? "," : "", scope_dim_name[by[i]]);
	}
	for (size_t i = 0; i < list->n; i++) {
		const struct fail_on *c = &list->item[i];

		if (!n_by && check_metric_cut(c, list->arena, err))
			return -1;
		if (n_by && dims_of(&c->scope) != want)
			return fail_on_refuse(c, scope_place(c), list->arena,
					      err, "--by prints the figures of "
					      "one cut only; name it as in "
					      "%s@%s, or leave --by away",
					      c->metric->id, names);
	}
	return 0;
}

/* ---- the names ----------------------------------------------------------- */

struct names {
	const char *item[NAMES_MAX];
	size_t n;
};

static void add_name(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->item[i], name))
			return;
	if (names->n < NAMES_MAX)
		names->item[names->n++] = name;
}

static bool is_documented(const struct config *config, int dim,
			  const char *name, struct names *names)
{
	bool found = false;

	for (size_t i = 0; i < config->n_workflows; i++) {
		const struct config_workflow *w = &config->workflows[i];

		if (dim == SCOPE_WORKFLOW) {
			add_name(names, w->id);
			found |= !strcmp(w->id, name);
		}
		for (size_t k = 0; dim == SCOPE_STEP && k < w->n_steps; k++) {
			add_name(names, w->steps[k].id);
			found |= !strcmp(w->steps[k].id, name);
		}
	}
	return found;
}

static bool has_figure(const struct figures *figures, int dim,
		       const char *name, struct names *names)
{
	for (size_t i = 0; i < figures->n; i++) {
		const char *here = figures->item[i].scope.dim[dim];

		if (here && !strcmp(here, name))
			return true;
		if (here && *here)
			add_name(names, here);
	}
	return false;
}

static int check_name(const struct fail_on *c, int dim,
		      const struct config *config,
		      const struct figures *figures, struct arena *a,
		      struct err *err)
{
	struct names names = { .n = 0 };
	const char *name = c->scope.dim[dim];

	if (is_documented(config, dim, name, &names) ||
	    has_figure(figures, dim, name, &names))
		return 0;
	return fail_on_refuse(c, c->scope_at[dim], a, err, "there is no %s "
			      "'%.60s' in workflows.yaml or in any figure%s "
			      "tuneup figures shows all",
			      scope_dim_name[dim], *name ? name : "(none)",
			      fail_on_near(name, names.item, names.n, a));
}

static int check_currency(const struct fail_on *c, const struct config *config,
			  struct arena *a, struct err *err)
{
	if (!c->currency || !strcmp(c->currency, config->currency))
		return 0;
	return fail_on_refuse(c, c->currency_at, a, err, "found '%.40s', "
			      "expected %s, the workspace's currency; write "
			      "the amount in it", c->currency,
			      config->currency);
}

int fail_on_known(const struct fail_on_list *list, const struct config *config,
		  const struct figures *figures, struct err *err)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct fail_on *c = &list->item[i];

		if (check_currency(c, config, list->arena, err))
			return -1;
		for (int d = 0; d < SCOPE_DIMS; d++)
			if (c->scope.dim[d] &&
			    check_name(c, d, config, figures, list->arena,
				       err))
				return -1;
	}
	return 0;
}
