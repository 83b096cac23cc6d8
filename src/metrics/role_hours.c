#include "metrics/role_hours.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/family.h"

#define NO_ROLE "(none)"

const struct metric metric_time_hours = {
	.id = "time_hours", .title = "Recorded hours", .unit = UNIT_HOURS,
	.digits = 1, .direction = 0, .scopes = AT_TOTAL, .section = "13",
	.requirement = "R01",
	.formula = "Minutes of all time entries, whatever was done, in hours.",
	.columns = "time.minutes, time.role, time.person",
	.edges = "By role, roles of too few known people are merged into "
		"others, and others takes in the next smallest role until it "
		"has enough people itself; entries that name nobody count no "
		"person.",
	.source = "Hundepool et al. 2012, threshold rule"
};

double role_hours_of(const struct people_line *line)
{
	return (double)line->value / MS_PER_HOUR;
}

void time_hours_write(const struct metrics_run *run)
{
	const struct facts *f = run->time;
	const struct periods *p = &run->periods;
	struct people_line *sum = xcalloc(p->n + 1, sizeof *sum);
	const struct scope all = { { NULL } };

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int at = periods_find(p, day->day);

		for (size_t r = 0; at >= 0 && r < day->n; r++) {
			int64_t ms = fact_i64(day, TIM_MINUTES, r);

			if (ms == FACT_NULL)
				continue;
			sum[at].value += ms;
			sum[at].groups++;
		}
	}
	for (size_t i = 0; i < p->n; i++) {
		struct figure *g = run_figure(run, &metric_time_hours, &all,
					      p->item[i]);

		if (sum[i].groups)
			g->value = role_hours_of(&sum[i]);
		else
			g->note = "no time entries";
	}
	free(sum);
}

/* ---- by role -------------------------------------------------------- */

/* Minutes by role and person; the cells are the pairs that there are. */
static void add_entries(struct cells *pairs, const struct facts *f)
{
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			int64_t ms = fact_i64(day, TIM_MINUTES, r);
			int64_t *sum;

			if (ms == FACT_NULL || ms <= 0)
				continue;
			sum = cells_at(pairs, (struct cell_key){
				.a = (uint32_t)fact_i64(day, TIM_ROLE, r),
				.b = (uint32_t)fact_i64(day, TIM_PERSON, r)
			});
			*sum += ms;
		}
	}
}

struct pair {
	const char *role;
	uint32_t person;	/* 0 = not known */
	int64_t ms;
};

/* By name, entries without a role last. */
static int by_role(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = strcmp(x->role, y->role);

	if (order && (!*x->role || !*y->role))
		return *x->role ? -1 : 1;
	return order ? order : (x->person > y->person) -
			       (x->person < y->person);
}

static struct pair *pairs_sorted(const struct cells *cells,
				 const struct facts *f, struct arena *a)
{
	struct pair *pair = arena_array(a, cells->n, sizeof *pair);

	for (size_t i = 0; i < cells->n; i++) {
		struct cell_key key = cells_key(cells, i);

		pair[i] = (struct pair){ arena_strdup(a, f->dim[key.a]), key.b,
					 *(int64_t *)cells_item(cells, i) };
	}
	if (cells->n)
		qsort(pair, cells->n, sizeof *pair, by_role);
	return pair;
}

static size_t groups_of(struct people_group *group, uint32_t *person,
			const struct pair *pair, size_t n)
{
	size_t groups = 0;

	for (size_t i = 0; i < n; i++) {
		if (!i || strcmp(pair[i].role, pair[i - 1].role)) {
			group[groups++] = (struct people_group){
				.label = *pair[i].role ? pair[i].role : NO_ROLE,
				.person = person
			};
		}
		group[groups - 1].value += pair[i].ms;
		if (!pair[i].person)
			continue;
		*person++ = pair[i].person;
		group[groups - 1].n_people++;
	}
	return groups;
}

static const char *note_of(struct arena *a, const struct people_table *t,
			   size_t limit)
{
	if (!t->total.groups)
		return "There is no time entry.";
	if (t->n && !t->merged)
		return arena_printf(a, "Every line has at least %zu people.",
				    limit);
	if (t->n)
		return arena_printf(a, "%zu roles are merged into others: "
				    "fewer than %zu people are never shown "
				    "alone, nor left to be found by "
				    "subtraction.", t->merged, limit);
	if (!t->total.people)
		return arena_printf(a, "No role is shown alone: the entries "
				    "name no person, so none is known to "
				    "have at least %zu people.", limit);
	if (t->total.people < limit)
		return arena_printf(a, "No role is shown alone: all entries "
				    "together name fewer than %zu people.",
				    limit);
	return arena_printf(a, "No role is shown alone: with the total it "
			    "would show fewer than %zu people.", limit);
}

static void cut_by_role(struct role_hours *out, const struct cells *cells,
			const struct facts *f, size_t limit, struct arena *a)
{
	struct pair *pair = pairs_sorted(cells, f, a);
	struct people_group *group = arena_array(a, cells->n, sizeof *group);
	uint32_t *person = arena_array(a, cells->n, sizeof *person);
	size_t n = groups_of(group, person, pair, cells->n);

	people_suppress(&out->table, group, n, limit, a);
	out->note = note_of(a, &out->table, limit);
	if (n != 1 || strcmp(group[0].label, NO_ROLE) != 0)
		return;
	out->table.n = 0;
	out->note = "No time entry names a role.";
}

int role_hours_read(struct role_hours *out, struct store *store,
		    const struct config *config, struct period period,
		    int32_t as_of, struct arena *a, struct err *err)
{
	int32_t last = period.last < as_of ? period.last : as_of;
	struct facts f;
	struct cells pairs;

	if (facts_read(&f, store, &kind_time, period.first, last, err))
		return -1;
	cells_init(&pairs, sizeof(int64_t));
	add_entries(&pairs, &f);
	cut_by_role(out, &pairs, &f, (size_t)config->limits.people_min, a);
	cells_release(&pairs);
	facts_release(&f);
	return 0;
}
