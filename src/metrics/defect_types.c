#include "metrics/defect_types.h"

#include <stdlib.h>
#include <string.h>

#include "metrics/escape.h"
#include "metrics/family.h"

struct type_sum {
	int64_t n, blank;
	__int128 ms;		/* n times the minutes of one */
};

struct types {
	struct cells types;	/* of struct type_sum, by defect */
	struct cells homes;	/* likewise, by defect and workflow */
};

static void sum_add(struct type_sum *s, const struct defect *d)
{
	s->n += d->n;
	if (d->minutes == FACT_NULL)
		s->blank += d->n;
	else
		s->ms += (__int128)d->minutes * d->n;
}

static void row_add(struct types *t, struct defect_list *out,
		    const struct metrics_run *run, const struct fact_day *day,
		    size_t r)
{
	uint32_t type = (uint32_t)fact_i64(day, COR_DEFECT, r);
	uint32_t workflow = (uint32_t)fact_i64(day, COR_WORKFLOW, r);
	int64_t ms = fact_i64(day, COR_CORRECTION, r);
	struct defect d;

	if (defect_of(&d, run->config, run->corrections, day, r)) {
		sum_add(cells_at(&t->types,
				 (struct cell_key){ 0, 0, type, 0 }), &d);
		sum_add(cells_at(&t->homes,
				 (struct cell_key){ 0, 0, type, workflow }),
			&d);
	} else if (ms > 0) {
		int64_t n = fact_i64(day, FC_N, r);

		out->untyped += n;
		out->untyped_minutes += (double)ms * (double)n /
					MS_PER_MINUTE;
	}
}

static double minutes_of(const struct type_sum *s)
{
	return (double)s->ms / MS_PER_MINUTE;
}

static int type_cmp(const void *x, const void *y)
{
	const struct defect_type *a = x, *b = y;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	if (a->minutes < b->minutes || a->minutes > b->minutes)
		return a->minutes > b->minutes ? -1 : 1;
	return strcmp(a->defect, b->defect);
}

/* The workflow with most of them; of several the first by its id. */
static void find_home(struct defect_type *type, const struct types *t,
		      uint32_t defect, const char *const *dim)
{
	for (size_t i = 0; i < t->homes.n; i++) {
		struct cell_key key = cells_key(&t->homes, i);
		const struct type_sum *s = cells_item(&t->homes, i);

		if (key.a != defect || s->n < type->in_workflow ||
		    (s->n == type->in_workflow && type->workflow &&
		     strcmp(dim[key.b], type->workflow) >= 0))
			continue;
		type->workflow = dim[key.b];
		type->in_workflow = s->n;
	}
}

static void write_types(const struct types *t, struct defect_list *out,
			const char *const *dim)
{
	out->n = t->types.n;
	out->type = arena_array(out->arena, out->n, sizeof *out->type);
	for (size_t i = 0; i < out->n; i++) {
		uint32_t defect = cells_key(&t->types, i).a;
		const struct type_sum *s = cells_item(&t->types, i);
		struct defect_type *type = &out->type[i];

		*type = (struct defect_type){
			.defect = arena_strdup(out->arena, dim[defect]),
			.n = s->n, .blank = s->blank, .minutes = minutes_of(s)
		};
		find_home(type, t, defect, dim);
		type->workflow = arena_strdup(out->arena, type->workflow);
		out->total += s->n;
		out->minutes += type->minutes;
	}
	if (out->n)
		qsort(out->type, out->n, sizeof *out->type, type_cmp);
}

void defect_types_write(const struct metrics_run *run,
			struct defect_list *out)
{
	const struct facts *f = run->corrections;
	struct types t;

	if (!out || out->period.kind != run->kind)
		return;
	cells_init(&t.types, sizeof(struct type_sum));
	cells_init(&t.homes, sizeof(struct type_sum));
	for (size_t d = 0; d < f->n_days; d++) {
		if (!period_holds(out->period, f->days[d].day))
			continue;
		for (size_t r = 0; r < f->days[d].n; r++)
			row_add(&t, out, run, &f->days[d], r);
	}
	write_types(&t, out, f->dim);
	cells_release(&t.types);
	cells_release(&t.homes);
}
