#include "metrics/suppress.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* How many different people the groups have; all of them, or the merged. */
static size_t people_of(const struct people_group *group, size_t n,
			const bool *merged, struct arena *a)
{
	size_t all = 0, count = 0;
	uint32_t *person;

	for (size_t i = 0; i < n; i++)
		all += group[i].n_people;
	person = arena_array(a, all, sizeof *person);
	all = 0;
	for (size_t i = 0; i < n; i++) {
		if (merged && !merged[i])
			continue;
		for (size_t k = 0; k < group[i].n_people; k++)
			person[all++] = group[i].person[k];
	}
	qsort(person, all, sizeof *person, by_number);
	for (size_t k = 0; k < all; k++)
		count += !k || person[k] != person[k - 1];
	return count;
}

static bool is_smaller(const struct people_group *a,
		       const struct people_group *b)
{
	if (a->n_people != b->n_people)
		return a->n_people < b->n_people;
	if (a->value != b->value)
		return a->value < b->value;
	return strcmp(a->label, b->label) < 0;
}

/* The smallest group that still has a line; n: none. */
static size_t smallest(const struct people_group *group, size_t n,
		       const bool *merged)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++)
		if (!merged[i] &&
		    (best == n || is_smaller(&group[i], &group[best])))
			best = i;
	return best;
}

static void line_add(struct people_line *to, const struct people_group *g)
{
	to->value += g->value;
	to->groups++;
}

static void choose(bool *merged, const struct people_group *group, size_t n,
		   size_t limit, struct arena *a)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		merged[i] = !group[i].n_people || group[i].n_people < limit;
		any |= merged[i];
	}
	while (any && people_of(group, n, merged, a) < limit) {
		size_t next = smallest(group, n, merged);

		if (next == n)
			return;
		merged[next] = true;
	}
}

void people_suppress(struct people_table *out, const struct people_group *group,
		     size_t n, size_t limit, struct arena *a)
{
	struct people_line others = { .label = "others" };
	bool *merged = arena_array(a, n, sizeof *merged);

	*out = (struct people_table){ .total = { .label = "" } };
	choose(merged, group, n, limit, a);
	out->line = arena_array(a, n + 1, sizeof *out->line);
	for (size_t i = 0; i < n; i++) {
		line_add(&out->total, &group[i]);
		if (merged[i]) {
			line_add(&others, &group[i]);
			continue;
		}
		out->line[out->n] = (struct people_line){
			.label = group[i].label, .people = group[i].n_people
		};
		line_add(&out->line[out->n++], &group[i]);
	}
	out->merged = others.groups;
	out->total.people = people_of(group, n, NULL, a);
	if (!out->n || !out->merged)
		return;
	others.people = people_of(group, n, merged, a);
	out->line[out->n++] = others;
}
