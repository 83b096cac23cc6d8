/*
 * metrics/handoff.c - which handoffs count where, and their sums.
 */
#include "metrics/handoff.h"

#include <stdlib.h>
#include <string.h>

#include "base/zone.h"

/* ---- arrival --------------------------------------------------------- */

int64_t handoff_end_of(int32_t day)
{
	return zone_utc(day + 1, 0, &(enum zone_fit){ ZONE_EXACT });
}

enum arrival handoff_arrival(const struct fact_day *day, size_t row,
			     int64_t end, int64_t *seconds)
{
	int64_t sent = fact_i64(day, HAN_SENT_AT, row);
	int64_t received = fact_i64(day, HAN_RECEIVED_AT, row);

	if (fact_time_is_date(sent))
		return ARRIVED_SOMETIME;
	if (received == FACT_NULL || fact_time_utc(received) >= end) {
		*seconds = end - fact_time_utc(sent);
		return ARRIVED_NEVER;
	}
	if (fact_time_is_date(received))
		return ARRIVED_SOMETIME;
	if (received < sent)
		return ARRIVED_BEFORE;
	*seconds = fact_time_utc(received) - fact_time_utc(sent);
	return ARRIVED;
}

/* ---- the family ------------------------------------------------------ */

/* Human minutes of a step in a period: P of every edge that leads to it. */
struct step_work {
	__int128 ms;
	bool pooled;		/* it is in P of its workflow */
};

/* An edge of a workflow; `to` is the id of the step that takes over. */
struct edge {
	const char *name;
	uint32_t to;
	bool manual_before;	/* in its workflow's baseline weeks */
};

/* Baseline weeks of a workflow, and its edges that were manual in them. */
struct workflow_before {
	int32_t first, last;	/* DAY_NONE: no complete week yet */
	int64_t manual_edges;
};

struct handoffs {
	const struct metrics_run *run;
	const struct facts *facts;
	int64_t end;		/* of the as-of day, UTC */
	struct cells cells;	/* of struct handoff_cell */
	struct cells work;	/* of struct step_work */
	struct cells edge_numbers; /* workflow, from, to -> uint32_t + 1 */
	struct edge *edge;
	size_t n_edges, cap_edges;
	struct cells before;	/* of struct workflow_before */
};

struct handoffs *handoffs_new(const struct metrics_run *run)
{
	struct handoffs *h = xcalloc(1, sizeof *h);

	h->run = run;
	h->facts = run->handoffs;
	h->end = handoff_end_of(run->as_of);
	cells_init(&h->cells, sizeof(struct handoff_cell));
	cells_init(&h->work, sizeof(struct step_work));
	cells_init(&h->edge_numbers, sizeof(uint32_t));
	cells_init(&h->before, sizeof(struct workflow_before));
	return h;
}

void handoffs_free(struct handoffs *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->cells.n; i++) {
		struct handoff_cell *c = cells_item(&h->cells, i);

		weighted_release(&c->wait);
	}
	cells_release(&h->cells);
	cells_release(&h->work);
	cells_release(&h->edge_numbers);
	cells_release(&h->before);
	free(h->edge);
	free(h);
}

static uint32_t edge_of(struct handoffs *h, const struct fact_day *day,
			size_t r)
{
	struct cell_key key = {
		(uint32_t)fact_i64(day, HAN_WORKFLOW, r), 0,
		(uint32_t)fact_i64(day, HAN_FROM_STEP, r),
		(uint32_t)fact_i64(day, HAN_TO_STEP, r)
	};
	uint32_t *number = cells_at(&h->edge_numbers, key);

	if (!*number) {
		vec_reserve(&h->edge, h->n_edges, &h->cap_edges);
		h->edge[h->n_edges++] = (struct edge){
			.name = arena_printf(&h->run->out->arena, "%s > %s",
					     h->facts->dim[key.a],
					     h->facts->dim[key.b]),
			.to = key.b
		};
		*number = (uint32_t)h->n_edges;
	}
	return *number - 1;
}

/* ---- working minutes ------------------------------------------------- */

static void work_add(struct handoffs *h, int32_t day, int64_t workflow,
		     int64_t step, __int128 ms)
{
	int period = periods_find(&h->run->periods, day);
	struct step_work *w;

	if (period < 0)
		return;
	w = cells_at(&h->work, (struct cell_key){
		CUT_WORKFLOW_STEP, (uint32_t)period, (uint32_t)workflow,
		(uint32_t)step });
	w->ms += ms;
}

void handoffs_add(struct handoffs *h, const struct output *o, bool by_time)
{
	const int64_t minutes[] = {
		o->work, o->first_correction, o->first_review, o->loops
	};
	int64_t ms = 0;

	if (by_time || !h->facts->n)
		return;
	for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
		ms += minutes[i] == FACT_NULL ? 0 : minutes[i];
	work_add(h, o->day, o->workflow, o->step, (__int128)ms * o->n);
}

static bool is_work(int64_t activity)
{
	return activity == ACTIVITY_WORK || activity == ACTIVITY_CORRECTION ||
	       activity == ACTIVITY_REVIEW || activity == ACTIVITY_HANDOFF;
}

static void add_time_sheet(struct handoffs *h, const struct hours *hours)
{
	const struct facts *f = h->run->time;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			int64_t workflow = fact_i64(day, TIM_WORKFLOW, r);
			int64_t ms = fact_i64(day, TIM_MINUTES, r);

			if (ms == FACT_NULL ||
			    !is_work(fact_i64(day, TIM_ACTIVITY, r)) ||
			    !hours_by_time_of(hours, f->dim[workflow]))
				continue;
			work_add(h, day->day, workflow,
				 fact_i64(day, TIM_STEP, r),
				 (__int128)ms * fact_i64(day, FC_N, r));
		}
	}
}

/* ---- one row --------------------------------------------------------- */

static void wait_add(struct handoff_cell *c, const struct fact_day *day,
		     size_t r, int64_t n, int64_t end)
{
	int64_t seconds = 0;

	switch (handoff_arrival(day, r, end, &seconds)) {
	case ARRIVED:
		weighted_add(&c->wait, (double)seconds / 3600, n);
		break;
	case ARRIVED_BEFORE:
		c->wait_before += n;
		break;
	case ARRIVED_NEVER:
		c->wait_never += n;
		break;
	case ARRIVED_SOMETIME:
		c->wait_sometime += n;
		break;
	}
}

static void row_add(struct handoff_cell *c, const struct fact_day *day,
		    size_t r, int64_t end)
{
	int64_t n = fact_i64(day, FC_N, r), status, mode, ms;

	status = fact_i64(day, HAN_STATUS, r);
	mode = fact_i64(day, HAN_MODE, r);
	ms = fact_i64(day, HAN_REFORMAT, r);
	c->n += n;
	c->with_mode += mode != HANDOFF_UNKNOWN ? n : 0;
	c->manual += mode == HANDOFF_MANUAL ? n : 0;
	c->with_status += status != HANDOFF_BLANK ? n : 0;
	c->ok += status == HANDOFF_OK ? n : 0;
	c->mismatch += status == HANDOFF_MISMATCH ? n : 0;
	c->failed += status == HANDOFF_FAILED ? n : 0;
	c->retry += status == HANDOFF_RETRY ? n : 0;
	if (ms != FACT_NULL) {
		c->with_minutes += n;
		c->lost += (__int128)ms * n;
	}
	wait_add(c, day, r, n, end);
}

/* The cells of the row: of its edge, its workflow and the total. */
enum { CELL_EDGE, CELL_WORKFLOW, CELL_TOTAL, ROW_CELLS };

static bool cells_of(struct handoffs *h, struct handoff_cell *cell[ROW_CELLS],
		     const struct fact_day *day, size_t r)
{
	int found = periods_find(&h->run->periods, day->day);
	uint32_t workflow = (uint32_t)fact_i64(day, HAN_WORKFLOW, r);
	uint32_t period = (uint32_t)found;

	if (found < 0)
		return false;
	cell[CELL_EDGE] = cells_at(&h->cells, (struct cell_key){
		CUT_WORKFLOW_STEP, period, workflow, edge_of(h, day, r) });
	cell[CELL_WORKFLOW] = cells_at(&h->cells, (struct cell_key){
		CUT_WORKFLOW, period, workflow, 0 });
	cell[CELL_TOTAL] = cells_at(&h->cells, (struct cell_key){
		CUT_TOTAL, period, 0, 0 });
	return true;
}

static void add_rows(struct handoffs *h)
{
	const struct facts *f = h->facts;
	struct handoff_cell *cell[ROW_CELLS];

	for (size_t d = 0; d < f->n_days; d++) {
		for (size_t r = 0; r < f->days[d].n; r++) {
			if (!cells_of(h, cell, &f->days[d], r))
				break;
			for (int i = 0; i < ROW_CELLS; i++)
				row_add(cell[i], &f->days[d], r, h->end);
		}
	}
}

/* ---- ping-pong ------------------------------------------------------- */

/* A handoff that is followed: of one item, not failed. */
struct move {
	int64_t workflow, sent, from, to;
	const char *item;
	size_t item_len, at;	/* `at`: as they are stored */
	const struct fact_day *day;
	size_t row;
};

static int item_cmp(const struct move *a, const struct move *b)
{
	size_t len = a->item_len < b->item_len ? a->item_len : b->item_len;
	int c = memcmp(a->item, b->item, len);

	if (a->workflow != b->workflow)
		return a->workflow < b->workflow ? -1 : 1;
	return c ? c : (a->item_len > b->item_len) -
		       (a->item_len < b->item_len);
}

static int move_cmp(const void *x, const void *y)
{
	const struct move *a = x, *b = y;
	int c = item_cmp(a, b);

	if (c)
		return c;
	if (a->sent != b->sent)
		return a->sent < b->sent ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static bool is_move(struct move *m, const struct fact_day *day, size_t r)
{
	*m = (struct move){
		.workflow = fact_i64(day, HAN_WORKFLOW, r),
		.sent = fact_i64(day, HAN_SENT_AT, r),
		.from = fact_i64(day, HAN_FROM_STEP, r),
		.to = fact_i64(day, HAN_TO_STEP, r), .day = day, .row = r
	};
	m->item = fact_text(day, HAN_ITEM_ID, r, &m->item_len);
	return m->item_len && fact_i64(day, FC_N, r) == 1 &&
	       fact_i64(day, HAN_STATUS, r) != HANDOFF_FAILED;
}

/* Rows of one day come in the order (source, import, line), so that their
 * number breaks ties. */
static void follow_items(struct handoffs *h)
{
	const struct facts *f = h->facts;
	struct move *move = xcalloc(f->n + 1, sizeof *move);
	struct handoff_cell *cell[ROW_CELLS];
	size_t n = 0;

	for (size_t d = 0; d < f->n_days; d++)
		for (size_t r = 0; r < f->days[d].n; r++)
			if (is_move(&move[n], &f->days[d], r)) {
				move[n].at = n;
				n++;
			}
	qsort(move, n, sizeof *move, move_cmp);
	for (size_t i = 0; i < n; i++) {
		const struct move *m = &move[i], *last = m - (i > 0);
		bool back = i && !item_cmp(m, last) && m->from == last->to &&
			    m->to == last->from && m->from != m->to;

		if (!cells_of(h, cell, m->day, m->row))
			continue;
		for (int k = 0; k < ROW_CELLS; k++) {
			cell[k]->followed++;
			cell[k]->ping_pong += back;
		}
	}
	free(move);
}

/* ---- friction -------------------------------------------------------- */

static struct handoff_cell *whole_of(struct handoffs *h, unsigned cut,
				     struct cell_key edge)
{
	return cells_at(&h->cells, cut_whole(cut, edge));
}

static void pool_edge(struct handoffs *h, struct cell_key key,
		      struct handoff_cell *c)
{
	struct handoff_cell *whole[] = {
		c, whole_of(h, CUT_WORKFLOW, key), whole_of(h, CUT_TOTAL, key)
	};
	struct step_work *work = cells_find(&h->work, (struct cell_key){
		CUT_WORKFLOW_STEP, key.period, key.a, h->edge[key.b].to });
	bool has_work = work && work->ms > 0;

	if (!key.a || !c->with_minutes)
		return;
	for (int i = 0; i < ROW_CELLS; i++) {
		whole[i]->edges_without_work += !has_work;
		if (!has_work)
			continue;
		whole[i]->friction_edges++;
		whole[i]->friction_lost += c->lost;
		if (i == CELL_EDGE || !work->pooled)
			whole[i]->friction_work += work->ms;
	}
	if (has_work)
		work->pooled = true;
}

/* ---- manual steps ---------------------------------------------------- */

static struct workflow_before *before_of(struct handoffs *h, uint32_t workflow)
{
	return cells_find(&h->before, (struct cell_key){ CUT_WORKFLOW, 0,
							  workflow, 0 });
}

/* Days come in order: the first complete week is found first. */
static void find_baselines(struct handoffs *h)
{
	const struct facts *f = h->facts;
	int weeks = h->run->config->limits.baseline_weeks;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		struct period week = period_of(PERIOD_WEEK, day->day, 1);

		if (week.first < f->days[0].day || week.last > h->run->as_of)
			continue;
		for (size_t r = 0; r < day->n; r++) {
			struct cell_key key = { CUT_WORKFLOW, 0,
				(uint32_t)fact_i64(day, HAN_WORKFLOW, r), 0 };

			if (!fact_i64(day, HAN_MODE, r) ||
			    cells_find(&h->before, key))
				continue;
			*(struct workflow_before *)cells_at(&h->before, key) =
				(struct workflow_before){
					week.first,
					week.first + 7 * weeks - 1, 0 };
		}
	}
}

static void mark_baseline_edges(struct handoffs *h)
{
	const struct facts *f = h->facts;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			struct workflow_before *b = before_of(h,
				(uint32_t)fact_i64(day, HAN_WORKFLOW, r));
			struct edge *e = &h->edge[edge_of(h, day, r)];

			if (!b || day->day < b->first || day->day > b->last ||
			    e->manual_before ||
			    fact_i64(day, HAN_MODE, r) != HANDOFF_MANUAL)
				continue;
			e->manual_before = true;
			b->manual_edges++;
		}
	}
}

/* A workflow counts only once its baseline weeks are behind it. */
static bool has_baseline(struct handoffs *h, struct cell_key key)
{
	const struct workflow_before *b = before_of(h, key.a);

	return b && h->run->periods.item[key.period].first > b->last;
}

static void count_manual_edge(struct handoffs *h, struct cell_key key,
			      const struct handoff_cell *c)
{
	struct handoff_cell *whole[] = {
		whole_of(h, CUT_WORKFLOW, key), whole_of(h, CUT_TOTAL, key)
	};

	if (!c->with_mode)
		return;
	for (int i = 0; i < 2; i++) {
		whole[i]->manual_steps += c->manual > 0;
		whole[i]->manual_steps_before += h->edge[key.b].manual_before;
		whole[i]->no_baseline |= !has_baseline(h, key);
	}
}

/* Manual in the baseline, not used in the period. */
static void count_unseen(struct handoffs *h, struct cell_key key,
			 struct handoff_cell *c)
{
	const struct workflow_before *b = before_of(h, key.a);

	if (!b || c->no_baseline)
		return;
	c->manual_steps_unseen = b->manual_edges - c->manual_steps_before;
	whole_of(h, CUT_TOTAL, key)->manual_steps_unseen +=
		c->manual_steps_unseen;
}

/* ---- all of it ------------------------------------------------------- */

static void pool(struct handoffs *h)
{
	size_t n = h->cells.n;

	for (size_t i = 0; i < n; i++) {
		struct cell_key key = cells_key(&h->cells, i);

		if (key.cut != CUT_WORKFLOW_STEP)
			continue;
		pool_edge(h, key, cells_item(&h->cells, i));
		count_manual_edge(h, key, cells_item(&h->cells, i));
	}
	for (size_t i = 0; i < n; i++) {
		struct cell_key key = cells_key(&h->cells, i);

		if (key.cut == CUT_WORKFLOW)
			count_unseen(h, key, cells_item(&h->cells, i));
	}
}

static struct handoff_scope scope_of(const struct handoffs *h,
				     struct cell_key key)
{
	struct handoff_scope s = {
		.is_edge = key.cut == CUT_WORKFLOW_STEP,
		.is_unnamed = key.cut != CUT_TOTAL && !key.a
	};

	if (key.cut != CUT_TOTAL)
		s.scope.dim[SCOPE_WORKFLOW] = h->facts->dim[key.a];
	if (s.is_edge)
		s.scope.dim[SCOPE_STEP] = h->edge[key.b].name;
	return s;
}

void handoffs_write(struct handoffs *h, const struct hours *hours)
{
	const struct metrics_run *run = h->run;

	add_rows(h);
	if (h->cells.n) {
		add_time_sheet(h, hours);
		follow_items(h);
		find_baselines(h);
		mark_baseline_edges(h);
		pool(h);
	}
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&h->cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t i = 0; i < h->cells.n; i++) {
		struct cell_key key = cells_key(&h->cells, i);
		struct handoff_scope scope = scope_of(h, key);

		handoff_write(run, &scope, run->periods.item[key.period],
			      cells_item(&h->cells, i));
	}
}
