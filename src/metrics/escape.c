/*
 * metrics/escape.c - sums of defects by workflow, step and period.
 */
#include <stdlib.h>
#include <string.h>

#include "metrics/escape.h"
#include "metrics/family.h"
#include "metrics/stats.h"

#define PUBLISHED "published"
#define WEIGHT_MAX INT64_C(1000000000000)
#define DURATION_MAX INT64_C(10000000000000)	/* as in metrics/output.c */
#define NO_PERIOD UINT32_MAX

/* ---- one defect ----------------------------------------------------- */

bool defect_of(struct defect *out, const struct config *config,
	       const struct facts *f, const struct fact_day *day, size_t r)
{
	const char *step = fact_dim(f, day, COR_STEP, r);
	int64_t n = fact_i64(day, FC_N, r);
	int64_t ms = fact_i64(day, COR_CORRECTION, r);

	if (fact_i64(day, COR_DEFECT, r) == 0)
		return false;
	*out = (struct defect){
		.documented = config_workflow(config, fact_dim(f, day,
							COR_WORKFLOW, r)),
		.origin = -1, .caught = -1,
		.escaped = strcmp(step, PUBLISHED) == 0,
		.n = n < 1 ? 1 : n > WEIGHT_MAX ? WEIGHT_MAX : n,
		.minutes = ms >= 0 && ms <= DURATION_MAX ? ms : FACT_NULL
	};
	if (!out->documented)
		return true;
	out->origin = config_step_index(out->documented,
					fact_dim(f, day, COR_ORIGIN_STEP, r));
	out->caught = out->escaped ? (int)out->documented->n_steps :
				     config_step_index(out->documented, step);
	return true;
}

const char *defect_edge(struct arena *a, const struct config_workflow *w,
			int origin, const char *caught)
{
	return arena_printf(a, "%s" DEFECT_EDGE "%s", w && origin >= 0 ?
			    w->steps[origin].id : DEFECT_UNKNOWN,
			    *caught ? caught : "(none)");
}

/* ---- what is kept --------------------------------------------------- */

/* Minutes of a defect, to be held against the others of its type. */
struct priced {
	uint64_t type;		/* workflow and defect */
	uint32_t period;	/* of a late one */
	int32_t day;
	int64_t ms, n;
};

struct priced_list {
	struct priced *item;
	size_t n, cap;
};

struct escapes {
	const struct metrics_run *run;
	struct cells workflows;	/* of struct escape_cell, by workflow */
	struct cells steps;	/* of struct checkpoint_cell, by workflow and
				 * number of the step */
	struct cells edges;	/* of int64_t, by origin + 1, workflow and
				 * id of the step */
	struct priced_list home, late;	/* found where they arose, and not */
	struct escape_seen seen;
	uint32_t reopened_in;	/* period of the last output, reopened */
};

struct escapes *escapes_new(const struct metrics_run *run)
{
	struct escapes *e = xcalloc(1, sizeof *e);

	e->run = run;
	e->reopened_in = NO_PERIOD;
	cells_init(&e->workflows, sizeof(struct escape_cell));
	cells_init(&e->steps, sizeof(struct checkpoint_cell));
	cells_init(&e->edges, sizeof(int64_t));
	return e;
}

void escapes_free(struct escapes *e)
{
	if (!e)
		return;
	cells_release(&e->workflows);
	cells_release(&e->steps);
	cells_release(&e->edges);
	free(e->home.item);
	free(e->late.item);
	free(e);
}

static struct escape_cell *workflow_at(struct escapes *e, uint32_t period,
				       int64_t workflow)
{
	return cells_at(&e->workflows, (struct cell_key){
			CUT_WORKFLOW, period, (uint32_t)workflow, 0 });
}

/* ---- items published ------------------------------------------------ */

static bool is_last_step(const struct config_workflow *w, const char *step)
{
	return w && w->n_steps &&
	       strcmp(w->steps[w->n_steps - 1].id, step) == 0;
}

/* The outputs of an item follow each other, the later one made again. */
void escapes_add(struct escapes *e, const struct output *o)
{
	int period = periods_find(&e->run->periods, o->day);
	bool known = o->again != AGAIN_NO && period >= 0 &&
		     e->reopened_in == (uint32_t)period;

	if (o->n == 1)
		e->reopened_in = o->reopened && period >= 0 ?
					 (uint32_t)period : NO_PERIOD;
	if (period < 0 || known ||
	    !is_last_step(o->documented, e->run->corrections->dim[o->step]))
		return;
	workflow_at(e, (uint32_t)period, o->workflow)->items += o->n;
}

/* Counts are whole numbers of any size; sums of sums are to fit. */
static void made_add(struct escape_cell *c, int64_t outputs)
{
	c->made = outputs > WEIGHT_MAX - c->made ? WEIGHT_MAX :
						   c->made + outputs;
}

static void add_made(struct escapes *e)
{
	const struct facts *f = e->run->outputs;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int period = periods_find(&e->run->periods, day->day);

		for (size_t r = 0; period >= 0 && r < day->n; r++) {
			const struct config_workflow *w = config_workflow(
				e->run->config,
				fact_dim(f, day, OUT_WORKFLOW, r));

			if (is_last_step(w, fact_dim(f, day, OUT_STEP, r)))
				made_add(workflow_at(e, (uint32_t)period,
						     fact_i64(day,
							      OUT_WORKFLOW,
							      r)),
					 fact_i64(day, OUT_OUTPUTS, r));
		}
	}
}

/* ---- defects -------------------------------------------------------- */

static void priced_add(struct priced_list *list, struct priced p)
{
	vec_reserve(&list->item, list->n, &list->cap);
	list->item[list->n++] = p;
}

static void add_to_steps(struct escapes *e, struct escape_cell *c,
			 const struct defect *d, uint32_t period,
			 uint32_t workflow)
{
	const struct config_workflow *w = d->documented;

	for (int k = d->origin; k <= d->caught && k < (int)w->n_steps; k++) {
		struct checkpoint_cell *step;

		if (!w->steps[k].checkpoint)
			continue;
		step = cells_at(&e->steps, (struct cell_key){
				CUT_WORKFLOW_STEP, period, workflow,
				(uint32_t)k });
		if (k == d->caught) {
			step->caught += d->n;
			c->caught += d->n;
		} else {
			step->passed += d->n;
			c->passed += d->n;
		}
	}
}

static void add_counts(struct escapes *e, const struct defect *d,
		       uint32_t period, uint32_t workflow, uint32_t step)
{
	struct escape_cell *c = workflow_at(e, period, workflow);
	int64_t *edge;

	if (defect_is_misordered(d)) {
		c->misordered += d->n;
		return;
	}
	c->found += d->n;
	c->escaped += d->escaped ? d->n : 0;
	c->no_origin += d->origin < 0 ? d->n : 0;
	edge = cells_at(&e->edges, (struct cell_key){
			(uint32_t)(d->origin + 1), period, workflow, step });
	*edge += d->n;
	if (!defect_is_placed(d))
		return;
	c->placed += d->n;
	c->downstream += d->caught > d->origin ? d->n : 0;
	c->distance += (__int128)d->n * (d->caught - d->origin);
	c->late_blank += d->caught > d->origin && d->minutes == FACT_NULL ?
				 d->n : 0;
	add_to_steps(e, c, d, period, workflow);
}

static void add_defect(struct escapes *e, const struct defect *d,
		       const struct fact_day *day, size_t r)
{
	const struct periods *periods = &e->run->periods;
	int period = periods_find(periods, day->day);
	uint32_t workflow = (uint32_t)fact_i64(day, COR_WORKFLOW, r);
	struct priced p = {
		(uint64_t)workflow << 32 |
			(uint32_t)fact_i64(day, COR_DEFECT, r),
		(uint32_t)period, day->day, d->minutes, d->n
	};

	if (period >= 0)
		add_counts(e, d, (uint32_t)period, workflow,
			   (uint32_t)fact_i64(day, COR_STEP, r));
	if (!defect_is_placed(d) || d->minutes == FACT_NULL)
		return;
	if (d->caught == d->origin)
		priced_add(&e->home, p);
	else if (period >= 0)
		priced_add(&e->late, p);
}

/* Also those before the periods: late ones are held against them. */
static void add_defects(struct escapes *e)
{
	const struct facts *f = e->run->corrections;
	const struct periods *periods = &e->run->periods;
	int64_t published = facts_dim_id(f, PUBLISHED);
	int32_t from = periods->n ?
		periods->item[0].last - LATENESS_DAYS : DAY_MAX;

	if (periods->n && periods->item[0].first < from)
		from = periods->item[0].first;
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		struct defect defect;

		for (size_t r = 0; r < day->n; r++) {
			e->seen.published |= published &&
				fact_i64(day, COR_STEP, r) == published;
			if ((day->day < from && e->seen.origin) ||
			    !defect_of(&defect, e->run->config, f, day, r))
				continue;
			e->seen.origin |= defect_is_placed(&defect);
			if (day->day >= from)
				add_defect(e, &defect, day, r);
		}
	}
}

/* ---- the cost of lateness ------------------------------------------- */

/* By type, then by day: a window of a type is a range. */
static int priced_cmp(const void *a, const void *b)
{
	const struct priced *x = a, *y = b;

	if (x->type != y->type)
		return x->type < y->type ? -1 : 1;
	return (x->day > y->day) - (x->day < y->day);
}

static void priced_sort(struct priced_list *list)
{
	if (list->n)
		qsort(list->item, list->n, sizeof *list->item, priced_cmp);
}

/* The first that is not before (type, day). */
static size_t priced_from(const struct priced_list *list, uint64_t type,
			  int32_t day)
{
	struct priced key = { .type = type, .day = day };
	size_t low = 0, high = list->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (priced_cmp(&list->item[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Twice the median, a whole number of ms; FACT_NULL: too few. */
static int64_t home_median(const struct escapes *e, uint64_t type,
			   int32_t last)
{
	size_t from = priced_from(&e->home, type, last - LATENESS_DAYS + 1);
	size_t end = priced_from(&e->home, type, last + 1), len = end - from;
	int64_t sum = 0, *n, median = FACT_NULL;
	double *v;

	for (size_t i = from; i < end && sum < LATENESS_MIN; i++)
		sum += e->home.item[i].n;
	if (sum < LATENESS_MIN)
		return FACT_NULL;
	v = xcalloc(len, sizeof *v);
	n = xcalloc(len, sizeof *n);
	for (size_t i = 0; i < len; i++) {
		v[i] = (double)e->home.item[from + i].ms;
		n[i] = e->home.item[from + i].n;
	}
	median = (int64_t)(2 * weighted_quantile(v, n, len, 0.5));
	free(v);
	free(n);
	return median;
}

/* Late defects of one type and period are neighbours. */
static void add_lateness(struct escapes *e)
{
	const struct periods *periods = &e->run->periods;
	const struct priced *before = NULL;
	int64_t median = FACT_NULL;

	priced_sort(&e->home);
	priced_sort(&e->late);
	for (size_t i = 0; i < e->late.n; before = &e->late.item[i++]) {
		const struct priced *p = &e->late.item[i];
		int32_t last = periods->item[p->period].last;
		struct escape_cell *c = workflow_at(e, p->period,
						    (int64_t)(p->type >> 32));

		if (!before || before->type != p->type ||
		    before->period != p->period)
			median = home_median(e, p->type,
					     last < e->run->as_of ?
						     last : e->run->as_of);
		if (median == FACT_NULL) {
			c->late_alone += p->n;
			continue;
		}
		c->late += p->n;
		c->late_cost += (__int128)p->n * (2 * p->ms - median);
	}
}

/* ---- wholes --------------------------------------------------------- */

static void settle(struct escape_cell *c, const struct config_workflow *w)
{
	c->countable = w && w->n_steps && (!w->lists_corrected || c->made > 0);
	if (!c->countable)
		return;
	c->published = c->made > c->items ? c->made : c->items;
	c->out = c->escaped;
	c->passed_on = c->downstream;
}

static void cell_add(struct escape_cell *to, const struct escape_cell *c)
{
	to->found += c->found;
	to->escaped += c->escaped;
	to->no_origin += c->no_origin;
	to->misordered += c->misordered;
	to->placed += c->placed;
	to->distance += c->distance;
	to->caught += c->caught;
	to->passed += c->passed;
	to->late += c->late;
	to->late_blank += c->late_blank;
	to->late_alone += c->late_alone;
	to->late_cost += c->late_cost;
	to->published += c->published;
	to->out += c->out;
	to->downstream += c->downstream;
	to->passed_on += c->passed_on;
	to->countable |= c->countable;
}

static void write_workflows(struct escapes *e)
{
	const char *const *dim = e->run->outputs->dim;
	struct cells totals;

	cells_init(&totals, sizeof(struct escape_cell));
	for (uint32_t p = 0; p < e->run->periods.n; p++)
		cells_at(&totals, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t i = 0; i < e->workflows.n; i++) {
		struct cell_key key = cells_key(&e->workflows, i);
		struct escape_cell *c = cells_item(&e->workflows, i);

		settle(c, config_workflow(e->run->config, dim[key.a]));
		cell_add(cells_at(&totals, (struct cell_key){
				  CUT_TOTAL, key.period, 0, 0 }), c);
		escape_write(e->run, key, c, e->seen);
	}
	for (size_t i = 0; i < totals.n; i++)
		escape_write(e->run, cells_key(&totals, i),
			     cells_item(&totals, i), e->seen);
	cells_release(&totals);
}

void escapes_write(struct escapes *e)
{
	add_defects(e);
	add_made(e);
	add_lateness(e);
	write_workflows(e);
	for (size_t i = 0; i < e->steps.n; i++)
		checkpoint_write(e->run, cells_key(&e->steps, i),
				 cells_item(&e->steps, i));
	for (size_t i = 0; i < e->edges.n; i++)
		edge_write(e->run, cells_key(&e->edges, i),
			   *(int64_t *)cells_item(&e->edges, i));
}
