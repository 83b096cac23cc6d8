#include "cli/figure_changes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/report_data.h"

static int scope_cmp(const struct figure_row *a, const struct figure_row *b)
{
	int order = strcmp(a->metric, b->metric);

	for (size_t i = 0; i < sizeof a->scope / sizeof *a->scope && !order;
	     i++) {
		const char *x = a->scope[i], *y = b->scope[i];

		order = x && y ? strcmp(x, y) : (x != NULL) - (y != NULL);
	}
	return order;
}

static int by_scope(const void *x, const void *y)
{
	return scope_cmp(x, y);
}

/* One whose change makes its own period's report another; NULL: it is none,
 * or not known here. */
static const struct metric *counted(const char *id)
{
	const struct metric *metric = metric_find(id);

	return metric && !metric->running ? metric : NULL;
}

static bool row_differs(const struct figure_row *was,
			const struct figure_row *now)
{
	const struct metric *metric = counted(was->metric);

	return metric && (was->n != now->n || was->x != now->x ||
		figure_differs(metric, was->value, now->value) ||
		figure_differs(metric, was->low, now->low) ||
		figure_differs(metric, was->high, now->high));
}

static bool says_something(const struct figure_row *row)
{
	return isfinite(row->value);
}

static bool has_metric(const struct figure_row *row, size_t n,
		       const char *metric)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(row[i].metric, metric))
			return true;
	return false;
}

/* The metric that stands first in the reports, of two. */
static const struct metric *leading(const struct metric *a,
				    const struct metric *b)
{
	for (size_t i = 0; a && b && metric_table[i]; i++)
		if (metric_table[i] == a || metric_table[i] == b)
			return metric_table[i];
	return a ? a : b;
}

static void count_change(struct figure_changes *c, const struct metric *metric)
{
	c->n += metric != NULL;
	c->first = leading(c->first, metric);
}

struct figure_changes figure_changes(struct figure_row *was, size_t n_was,
				     struct figure_row *now, size_t n_now)
{
	struct figure_changes c = { 0 };
	size_t i = 0, k = 0;

	if (n_was)
		qsort(was, n_was, sizeof *was, by_scope);
	if (n_now)
		qsort(now, n_now, sizeof *now, by_scope);
	while (i < n_was || k < n_now) {
		int order = i == n_was ? 1 : k == n_now ? -1 :
			    scope_cmp(&was[i], &now[k]);

		if ((!order && row_differs(&was[i], &now[k])) ||
		    (order < 0 && says_something(&was[i])))
			count_change(&c, counted(was[i].metric));
		if (order > 0 && says_something(&now[k]) &&
		    has_metric(was, n_was, now[k].metric))
			count_change(&c, counted(now[k].metric));
		i += order <= 0;
		k += order >= 0;
	}
	return c;
}

const char *figure_changes_words(const struct figure_changes *c,
				 struct arena *a)
{
	if (c->n == 1)
		return arena_printf(a, "late rows changed %s",
				    c->first->title);
	return arena_printf(a, "late rows changed %zu numbers, %s first",
			    c->n, c->first->title);
}

int figure_changes_since(struct figure_changes *out, struct store *s,
			 const struct made_report *m,
			 const struct run_entry *run, struct err *err)
{
	struct arena a = { 0 };
	struct figure_row *was, *now;
	size_t n;
	int ret;

	*out = (struct figure_changes){ 0 };
	ret = store_published(&was, &n, s, run->report, run->period, &a, err);
	if (!ret && n) {
		now = arena_array(&a, m->n_rows + 1, sizeof *now);
		if (m->n_rows)
			memcpy(now, m->rows, m->n_rows * sizeof *now);
		*out = figure_changes(was, n, now, m->n_rows);
	}
	arena_release(&a);
	return ret;
}
