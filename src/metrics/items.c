/*
 * metrics/items.c - how long an item takes, and items per person-hour: R39.
 *
 * The unit is the item (workflow, item_id), not the output. Its lead time runs
 * from the first thing known of it, a review or where a review says when its
 * step began, to its last review; it has the day of that one. An item is done
 * when its last documented step was reviewed; one of a workflow that nobody
 * documented always is. A row of n > 1 is n items of one review each. What a
 * log that lists only corrected outputs happens to name is left out; an item
 * whose first or last time is a date only, or of which nothing but one review
 * is known, has no lead time.
 *
 * Productivity is the done items of a period over all human hours of its
 * outputs (work, correction, review, later passes; the time sheet's where the
 * minutes are its own). Without the minutes of every first pass it would look
 * better than it is: then there is none.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "metrics/alone.h"
#include "metrics/family.h"
#include "metrics/stats.h"
#include "metrics/weighted.h"

#define PUBLISHED "published"
#define NO_ITEMS "no item was done"
#define LEAD_COLUMNS \
	"corrections.item_id, corrections.started_at, corrections.reviewed_at"
#define LEAD_EDGE \
	"The unit is the item. Done is what was reviewed at its last " \
	"documented step. Items of one review without a start, dates " \
	"without a time and logs of corrected outputs only are left out."

const struct metric metric_lead_median = {
	.id = "lead_median", .title = "Median lead time of an item",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "0",
	.requirement = "R39",
	.formula = "Median of the hours from an item's first start or review "
		"to its last review.",
	.columns = LEAD_COLUMNS, .edges = LEAD_EDGE,
	.source = "Hyndman & Fan 1996, type 7", .identity = true,
	.each = true
};

const struct metric metric_lead_p90 = {
	.id = "lead_p90", .title = "Lead time of an item, slowest tenth",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "0",
	.requirement = "R39",
	.formula = "Hours from an item's first start or review to its last "
		"review within which 90 % were done.",
	.columns = LEAD_COLUMNS, .edges = LEAD_EDGE,
	.source = "Hyndman & Fan 1996, type 7", .identity = true,
	.each = true
};

const struct metric metric_productivity = {
	.id = "productivity", .title = "Items per person-hour",
	.unit = UNIT_RATIO, .digits = 2, .direction = 1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "0",
	.requirement = "R39",
	.formula = "Items done in the period divided by all human hours of "
		"its outputs.",
	.columns = LEAD_COLUMNS ", corrections.work_minutes, "
		"corrections.correction_minutes, corrections.review_minutes, "
		"time.activity, time.minutes",
	.edges = "Needs the minutes of every first pass. The unit is the "
		"item, done when its last documented step was reviewed.",
	.source = "", .identity = true
};

/* Human minutes of a workflow's outputs in a period, in ms. */
struct spent {
	int64_t outputs, blank;
	__int128 ms;
	bool by_time;
	int64_t entries;
};

struct item {
	int64_t start, end;	/* fact_time(); end of the last review */
	int32_t day;		/* ... and its day */
	bool done;
	int times;		/* reviews, and starts before them */
	int64_t n;		/* items that this is */
};

/* Done items of all work or of a workflow in a period. */
struct item_cell {
	int64_t done, dates;	/* without a lead time: a date only, or
				 * nothing known but one review */
	struct weighted lead;	/* hours */
	struct spent spent;
};

struct items {
	const struct metrics_run *run;
	struct cells spent;	/* of struct spent, a = workflow */
	struct cells cells;	/* of struct item_cell */
	struct alone alone;	/* reviews that have their item to themselves */
	struct cells items;	/* the other ones, of struct item: cut =
				 * workflow, a and b = hash of the item id */
};

struct items *items_new(const struct metrics_run *run)
{
	struct items *w = xcalloc(1, sizeof *w);

	w->run = run;
	cells_init(&w->spent, sizeof(struct spent));
	cells_init(&w->cells, sizeof(struct item_cell));
	cells_init(&w->items, sizeof(struct item));
	return w;
}

void items_free(struct items *w)
{
	if (!w)
		return;
	cells_release(&w->spent);
	cells_release(&w->cells);
	cells_release(&w->items);
	free(w);
}

/* ---- human minutes ---------------------------------------------------- */

void items_add(struct items *w, const struct output *o, bool by_time)
{
	const int64_t part[] = { o->work, o->first_correction,
				 o->first_review, o->loops };
	int period = periods_find(&w->run->periods, o->day);
	struct spent *s;

	if (period < 0)
		return;
	s = cells_at(&w->spent, (struct cell_key){
		0, (uint32_t)period, (uint32_t)o->workflow, 0 });
	s->outputs += o->n;
	s->by_time |= by_time;
	if (by_time)
		return;
	if (o->again == AGAIN_NO && o->work == FACT_NULL)
		s->blank += o->n;
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		if (part[i] != FACT_NULL)
			s->ms += (__int128)part[i] * o->n;
}

static void add_entries(struct items *w)
{
	const struct facts *f = w->run->time;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int period = periods_find(&w->run->periods, day->day);

		for (size_t r = 0; period >= 0 && r < day->n; r++) {
			int64_t ms = fact_i64(day, TIM_MINUTES, r);
			struct spent *s;

			if (!hours_is_pass(fact_i64(day, TIM_ACTIVITY, r)))
				continue;
			s = cells_find(&w->spent, (struct cell_key){
				0, (uint32_t)period,
				(uint32_t)fact_i64(day, TIM_WORKFLOW, r), 0 });
			if (!s || !s->by_time || ms == FACT_NULL)
				continue;
			s->entries++;
			s->ms += ms;
		}
	}
}

/* ---- items ------------------------------------------------------------ */

/* What the config says of a workflow, by its id in dim[]. */
struct last_step {
	bool looked, left_out;
	int64_t step;		/* id of its last documented one, 0: none */
	bool documented;
};

static const struct last_step *last_step(struct last_step *of,
					 const struct metrics_run *run,
					 int64_t workflow)
{
	const struct facts *f = run->corrections;
	const struct config_workflow *w;
	struct last_step *l = &of[workflow];

	if (l->looked)
		return l;
	w = config_workflow(run->config, f->dim[workflow]);
	l->looked = true;
	l->documented = w && w->n_steps;
	l->left_out = w && w->lists_corrected;
	if (l->documented)
		l->step = facts_dim_id(f, w->steps[w->n_steps - 1].id);
	return l;
}

static uint64_t item_hash(const struct fact_day *day, size_t r)
{
	size_t len;
	const char *id = fact_text(day, COR_ITEM_ID, r, &len);

	return hash64(id, len, (uint64_t)fact_i64(day, COR_WORKFLOW, r));
}

static void look_at_items(struct items *w, const struct fact_day *day)
{
	alone_batch(&w->alone, day->n);
	for (size_t r = 0; r < day->n; r++)
		alone_look(&w->alone, r, item_hash(day, r));
}

static void count_items(struct items *w)
{
	const struct facts *f = w->run->corrections;

	alone_init(&w->alone, f->n);
	for (size_t d = 0; d < f->n_days; d++) {
		look_at_items(w, &f->days[d]);
		for (size_t r = 0; r < f->days[d].n; r++)
			alone_count(&w->alone, r);
	}
}

static void item_review(struct item *i, const struct fact_day *day, size_t r,
			const struct last_step *l)
{
	int64_t at = fact_i64(day, COR_REVIEWED_AT, r);
	int64_t began = fact_i64(day, COR_STARTED_AT, r);

	i->n = fact_i64(day, FC_N, r);
	i->times++;
	if (began == FACT_NULL || began > at)
		began = at;
	else
		i->times++;
	if (!i->end || began < i->start)
		i->start = began;
	if (!i->end || at > i->end) {
		i->end = at;
		i->day = day->day;
	}
	i->done |= !l->documented || fact_i64(day, COR_STEP, r) == l->step;
}

static struct item_cell *cell_of(struct items *w, unsigned cut,
				 uint32_t period, uint32_t workflow)
{
	return cells_at(&w->cells, (struct cell_key){
		cut, period, cut == CUT_TOTAL ? 0 : workflow, 0 });
}

static void cell_item(struct item_cell *c, const struct item *i)
{
	c->done += i->n;
	if (i->times < 2 || fact_time_is_date(i->start) ||
	    fact_time_is_date(i->end))
		c->dates += i->n;
	else
		weighted_add(&c->lead, (double)(fact_time_utc(i->end) -
						fact_time_utc(i->start)) /
					       3600, i->n);
}

/* One of which all reviews were seen. */
static void add_item(struct items *w, const struct item *i, uint32_t workflow)
{
	int period = periods_find(&w->run->periods, i->day);

	if (period < 0 || !i->done)
		return;
	cell_item(cell_of(w, CUT_TOTAL, (uint32_t)period, 0), i);
	cell_item(cell_of(w, CUT_WORKFLOW, (uint32_t)period, workflow), i);
}

static void add_review(struct items *w, const struct fact_day *day, size_t r,
		       const struct last_step *l)
{
	uint32_t workflow = (uint32_t)fact_i64(day, COR_WORKFLOW, r);
	uint64_t h = item_hash(day, r);
	struct item own = { 0 };

	if (fact_i64(day, FC_N, r) > 1 || alone_is(&w->alone, r)) {
		item_review(&own, day, r, l);
		add_item(w, &own, workflow);
		return;
	}
	item_review(cells_at(&w->items, (struct cell_key){
			    workflow, 0, (uint32_t)(h >> 32), (uint32_t)h }),
		    day, r, l);
}

static void add_reviews(struct items *w)
{
	const struct facts *f = w->run->corrections;
	struct last_step *of = xcalloc(f->n_dim + 1, sizeof *of);
	int64_t published = facts_dim_id(f, PUBLISHED);

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		look_at_items(w, day);
		for (size_t r = 0; r < day->n; r++) {
			const struct last_step *l = last_step(of, w->run,
				fact_i64(day, COR_WORKFLOW, r));

			if (!l->left_out &&
			    !(published &&
			      fact_i64(day, COR_STEP, r) == published))
				add_review(w, day, r, l);
		}
	}
	free(of);
}

static void add_items(struct items *w)
{
	count_items(w);
	add_reviews(w);
	alone_release(&w->alone);
	for (size_t i = 0; i < w->items.n; i++)
		add_item(w, cells_item(&w->items, i),
			 cells_key(&w->items, i).cut);
}

/* ---- figures ---------------------------------------------------------- */

static void cell_spent(struct item_cell *c, const struct spent *s)
{
	c->spent.outputs += s->outputs;
	c->spent.ms += s->ms;
	c->spent.blank += s->by_time && !s->entries ? s->outputs : s->blank;
}

static void write_lead(const struct items *w, const struct metric *m,
		       const struct scope *scope, struct period period,
		       struct item_cell *c, double q)
{
	struct figure *f = run_figure(w->run, m, scope, period);

	f->n = weighted_count(&c->lead);
	if (c->lead.len)
		f->value = weighted_quantile(c->lead.value, c->lead.n,
					     c->lead.len, q);
	else
		f->note = c->dates ? "no done item has two times with an hour" :
				     NO_ITEMS;
	if (c->lead.len && c->dates)
		f->note = arena_printf(&w->run->out->arena, "%" PRId64
				       " without two times left out",
				       c->dates);
}

static void write_cell(const struct items *w, const struct scope *scope,
		       struct period period, struct item_cell *c)
{
	struct figure *f;

	write_lead(w, &metric_lead_median, scope, period, c, 0.5);
	write_lead(w, &metric_lead_p90, scope, period, c, 0.9);
	f = run_figure(w->run, &metric_productivity, scope, period);
	f->n = c->done;
	if (!c->spent.outputs)
		f->note = NO_ITEMS;
	else if (c->spent.blank)
		f->note = "not every first pass has work minutes";
	else if (c->spent.ms > 0)
		f->value = (double)c->done * MS_PER_HOUR /
			   (double)c->spent.ms;
	else
		f->note = "no human minutes were recorded";
}

static void add_spent(struct items *w)
{
	for (size_t i = 0; i < w->spent.n; i++) {
		const struct spent *s = cells_item(&w->spent, i);
		struct cell_key key = cells_key(&w->spent, i);

		cell_spent(cell_of(w, CUT_TOTAL, key.period, 0), s);
		cell_spent(cell_of(w, CUT_WORKFLOW, key.period, key.a), s);
	}
}

/* The total and documented workflows have a row in every period. */
static void make_dense(struct items *w)
{
	const struct config *c = w->run->config;

	for (uint32_t p = 0; p < w->run->periods.n; p++) {
		cell_of(w, CUT_TOTAL, p, 0);
		for (size_t i = 0; i < c->n_workflows; i++) {
			int64_t id = facts_dim_id(w->run->corrections,
						  c->workflows[i].id);

			if (id)
				cell_of(w, CUT_WORKFLOW, p, (uint32_t)id);
		}
	}
}

/* A documented workflow that no review ever named has no id. */
static void write_unseen(struct items *w)
{
	const struct config *c = w->run->config;

	for (size_t i = 0; i < c->n_workflows; i++) {
		const struct scope scope = { {
			[SCOPE_WORKFLOW] = c->workflows[i].id } };

		if (facts_dim_id(w->run->corrections, c->workflows[i].id))
			continue;
		for (size_t p = 0; p < w->run->periods.n; p++) {
			struct item_cell none = { 0 };

			write_cell(w, &scope, w->run->periods.item[p], &none);
		}
	}
}

void items_write(struct items *w)
{
	make_dense(w);
	add_entries(w);
	add_spent(w);
	add_items(w);
	for (size_t i = 0; i < w->cells.n; i++) {
		struct item_cell *c = cells_item(&w->cells, i);
		struct cell_key key = cells_key(&w->cells, i);
		struct scope scope = cut_scope(key, w->run->corrections->dim);

		write_cell(w, &scope, w->run->periods.item[key.period], c);
		weighted_release(&c->lead);
	}
	write_unseen(w);
}
