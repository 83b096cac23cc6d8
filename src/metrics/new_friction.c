#include "metrics/new_friction.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/family.h"

/* Of one possible point; the key is workflow and edge or defect. */
struct seen {
	int64_t n;		/* in the period */
	bool before;		/* in the one before */
	__int128 ms;
	int32_t first;
};

/* Of a workflow: was anything of the kind recorded in the period before? */
struct recorded { bool before; };

struct search {
	const struct metrics_run *run;
	struct new_friction *out;
	struct cells seen;	/* of struct seen */
	struct cells recorded;	/* of struct recorded, by workflow */
	size_t cap;
};

static void see(struct search *s, struct cell_key key, int32_t day, int64_t n,
		int64_t ms)
{
	struct seen *x = cells_at(&s->seen, key);

	if (period_holds(s->out->before, day)) {
		x->before = true;
		return;
	}
	if (!x->n)
		x->first = day;
	x->n += n;
	x->ms += ms == FACT_NULL ? 0 : (__int128)ms * n;
}

static void see_workflow(struct search *s, int64_t workflow, int32_t day)
{
	struct recorded *r = cells_at(&s->recorded, (struct cell_key){
		.a = (uint32_t)workflow });

	r->before |= period_holds(s->out->before, day);
}

/* Is it a day that this search looks at? */
static bool looks_at(const struct search *s, int32_t day)
{
	return day <= s->run->as_of && (period_holds(s->out->period, day) ||
					period_holds(s->out->before, day));
}

static const struct fact_day *event_before(const struct search *s,
					   const char *workflow, int32_t first,
					   size_t *row)
{
	const struct facts *f = s->run->events;
	const struct fact_day *found = NULL;

	for (size_t d = 0; d < f->n_days && f->days[d].day <= first; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			const char *of = fact_dim(f, day, EVE_WORKFLOW, r);

			if (fact_i64(day, EVE_KIND, r) != EVENT_TOOL_CHANGE ||
			    day->day < first - NEW_FRICTION_DAYS ||
			    (*of && strcmp(of, workflow) != 0))
				continue;
			found = day;
			*row = r;
		}
	}
	return found;
}

static void add_point(struct search *s, struct new_friction_point p)
{
	struct new_friction *out = s->out;
	const struct fact_day *day;
	size_t row = 0;

	day = event_before(s, p.workflow, p.first, &row);
	if (day) {
		p.after = arena_strdup(out->arena, fact_dim(s->run->events,
							    day, EVE_EVENT,
							    row));
		p.after_day = day->day;
	}
	if (out->n == s->cap) {
		struct new_friction_point *more;

		s->cap = s->cap ? 2 * s->cap : 16;
		more = arena_array(out->arena, s->cap, sizeof *more);
		if (out->n)
			memcpy(more, out->point, out->n * sizeof *more);
		out->point = more;
	}
	out->point[out->n++] = p;
}

/* What was seen now and not before, where before was looked at all. */
static void add_new(struct search *s, const struct facts *f, bool is_edge)
{
	struct arena *a = s->out->arena;

	for (size_t i = 0; i < s->seen.n; i++) {
		struct cell_key key = cells_key(&s->seen, i);
		const struct seen *x = cells_item(&s->seen, i);
		const struct recorded *r = cells_find(&s->recorded,
			(struct cell_key){ .a = key.a });

		if (!x->n || x->before || !r || !r->before)
			continue;
		add_point(s, (struct new_friction_point){
			.is_edge = is_edge,
			.workflow = arena_strdup(a, f->dim[key.a]),
			.what = is_edge ?
				arena_printf(a, "%s > %s", f->dim[key.b],
					     f->dim[key.cut]) :
				arena_strdup(a, f->dim[key.b]),
			.first = x->first, .n = x->n,
			.minutes = (double)x->ms / MS_PER_MINUTE,
			.after_day = DAY_NONE
		});
	}
}

static bool was_recorded(const struct search *s)
{
	for (size_t i = 0; i < s->recorded.n; i++) {
		const struct recorded *r = cells_item(&s->recorded, i);

		if (r->before)
			return true;
	}
	return false;
}

static void search_begin(struct search *s)
{
	cells_init(&s->seen, sizeof(struct seen));
	cells_init(&s->recorded, sizeof(struct recorded));
}

static void search_end(struct search *s)
{
	cells_release(&s->seen);
	cells_release(&s->recorded);
}

/* ---- edges ------------------------------------------------------------ */

static bool has_friction(const struct fact_day *day, size_t r)
{
	int64_t ms = fact_i64(day, HAN_REFORMAT, r);

	return (ms != FACT_NULL && ms > 0) ||
	       fact_i64(day, HAN_STATUS, r) == HANDOFF_MISMATCH;
}

static void find_edges(struct search *s)
{
	const struct facts *f = s->run->handoffs;

	search_begin(s);
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; looks_at(s, day->day) && r < day->n; r++) {
			int64_t workflow = fact_i64(day, HAN_WORKFLOW, r);

			see_workflow(s, workflow, day->day);
			if (!has_friction(day, r))
				continue;
			see(s, (struct cell_key){
				.cut = (uint32_t)fact_i64(day, HAN_TO_STEP, r),
				.a = (uint32_t)workflow,
				.b = (uint32_t)fact_i64(day, HAN_FROM_STEP, r)
			}, day->day, fact_i64(day, FC_N, r),
			    fact_i64(day, HAN_REFORMAT, r));
		}
	}
	s->out->had_edges = was_recorded(s);
	add_new(s, f, true);
	search_end(s);
}

/* ---- defects ---------------------------------------------------------- */

static void find_defects(struct search *s)
{
	const struct facts *f = s->run->corrections;

	search_begin(s);
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; looks_at(s, day->day) && r < day->n; r++) {
			int64_t workflow = fact_i64(day, COR_WORKFLOW, r);
			int64_t defect = fact_i64(day, COR_DEFECT, r);

			if (!defect)
				continue;
			see_workflow(s, workflow, day->day);
			see(s, (struct cell_key){
				.a = (uint32_t)workflow, .b = (uint32_t)defect
			}, day->day, fact_i64(day, FC_N, r),
			    fact_i64(day, COR_CORRECTION, r));
		}
	}
	s->out->had_defects = was_recorded(s);
	add_new(s, f, false);
	search_end(s);
}

static int by_weight(const void *a, const void *b)
{
	const struct new_friction_point *x = a, *y = b;
	int order;

	if (x->minutes > y->minutes || x->minutes < y->minutes)
		return x->minutes > y->minutes ? -1 : 1;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	order = strcmp(x->workflow, y->workflow);
	return order ? order : strcmp(x->what, y->what);
}

void new_friction_write(const struct metrics_run *run,
			struct new_friction *out)
{
	struct search s = { .run = run, .out = out };

	if (!out)
		return;
	find_edges(&s);
	find_defects(&s);
	if (out->n)
		qsort(out->point, out->n, sizeof *out->point, by_weight);
}
