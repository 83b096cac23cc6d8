/*
 * metrics/cases.c - single cases, kept and put in order.
 */
#include "metrics/cases.h"

#include <stdlib.h>
#include <string.h>

void cases_add(struct case_list *list, const struct case_row *row)
{
	struct case_row *to;

	if (!list || !period_holds(list->period, row->day))
		return;
	list->total[row->kind] += row->n;
	vec_reserve(&list->row, list->n, &list->cap);
	to = &list->row[list->n++];
	*to = *row;
	to->workflow = arena_strdup(list->arena, row->workflow);
	to->step = arena_strdup(list->arena, row->step);
	to->item = arena_strdup(list->arena, row->item);
	to->tool = arena_strdup(list->arena, row->tool);
	to->why = arena_strdup(list->arena, row->why);
}

static int case_cmp(const void *a, const void *b)
{
	const struct case_row *x = a, *y = b;
	const char *const mine[] = { x->workflow, x->step, x->item };
	const char *const theirs[] = { y->workflow, y->step, y->item };

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	for (int i = 0; i < 3; i++) {
		int c = strcmp(mine[i], theirs[i]);

		if (c)
			return c;
	}
	if (x->import != y->import)
		return x->import < y->import ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

void cases_sort(struct case_list *list)
{
	size_t of_kind[CASE_KINDS] = { 0 }, n = 0;
	struct case_row *kept;

	if (!list)
		return;
	if (list->n)
		qsort(list->row, list->n, sizeof *list->row, case_cmp);
	kept = arena_array(list->arena, list->n, sizeof *kept);
	for (size_t i = 0; i < list->n; i++)
		if (of_kind[list->row[i].kind]++ < list->max)
			kept[n++] = list->row[i];
	free(list->row);
	list->row = kept;
	list->n = n;
}
