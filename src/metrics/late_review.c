/*
 * metrics/late_review.c - reviews that came after the next step had begun:
 * R12, METRICS §7.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/zone.h"
#include "metrics/checkpoint.h"
#include "metrics/family.h"

#define DURATION_MAX INT64_C(10000000000000)	/* as in metrics/output.c */

const struct metric metric_late_reviews = {
	.id = "late_reviews", .title = "Late reviews", .unit = UNIT_RATE,
	.digits = 1, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW | AT_WORKFLOW_STEP, .section = "7",
	.requirement = "R12",
	.formula = "Reviews made after the next step of the same item had "
		"started, divided by the reviews whose item reached the next "
		"step.",
	.columns = "corrections.reviewed_at, corrections.started_at, "
		"corrections.item_id, corrections.step",
	.edges = "A step starts with its first started_at, without one with "
		"its first review; the next step is that of workflows.yaml. "
		"Of an item's first output at a step only, and of rows that "
		"stand for one. Where one of the times is a date, only a "
		"later day is late.",
	.source = "Wilson 1927, 95 % interval", .identity = true
};

const struct metric metric_late_review_minutes = {
	.id = "late_review_minutes", .title = "Extra minutes of late reviews",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW | AT_WORKFLOW_STEP, .section = "7",
	.requirement = "R12",
	.formula = "Correction minutes of late reviews, each less the mean of "
		"those in time at the same step in the period.",
	.columns = "corrections.correction_minutes, corrections.reviewed_at, "
		"corrections.started_at, corrections.item_id",
	.edges = "A step with fewer than 3 reviews in time is left out and "
		"counted, as are late reviews without minutes; usable without "
		"minutes is 0. Below 0 where late reviews took less.",
	.source = "", .identity = true
};

/* ---- reviews of an item -------------------------------------------------- */

struct dated {
	uint32_t workflow;
	int32_t step;		/* of workflows.yaml */
	const char *item;
	size_t item_len, order;
	int64_t at;		/* fact_time() of the review */
	int64_t start;		/* ... of the work; of the review if blank */
	const struct fact_day *day;
	size_t row;
	const struct config_workflow *documented;
};

static int item_order(const struct dated *a, const struct dated *b)
{
	size_t len = a->item_len < b->item_len ? a->item_len : b->item_len;
	int c;

	if (a->workflow != b->workflow)
		return a->workflow < b->workflow ? -1 : 1;
	c = memcmp(a->item, b->item, len);
	return c ? c : (a->item_len > b->item_len) -
		       (a->item_len < b->item_len);
}

static int dated_cmp(const void *x, const void *y)
{
	const struct dated *a = x, *b = y;
	int c = item_order(a, b);

	if (c)
		return c;
	if (a->step != b->step)
		return a->step < b->step ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static bool is_dated(struct dated *out, const struct facts *f,
		     const struct config *config, const struct fact_day *day,
		     size_t r)
{
	const struct config_workflow *w;
	int64_t start = fact_i64(day, COR_STARTED_AT, r);

	if (fact_i64(day, FC_N, r) != 1)
		return false;
	w = config_workflow(config, fact_dim(f, day, COR_WORKFLOW, r));
	if (!w || w->n_steps < 2)
		return false;
	*out = (struct dated){
		.workflow = (uint32_t)fact_i64(day, COR_WORKFLOW, r),
		.step = config_step_index(w, fact_dim(f, day, COR_STEP, r)),
		.at = fact_i64(day, COR_REVIEWED_AT, r), .day = day, .row = r,
		.documented = w
	};
	out->item = fact_text(day, COR_ITEM_ID, r, &out->item_len);
	out->start = start == FACT_NULL ? out->at : start;
	return out->step >= 0;
}

/* Dates know no hours: of these the day decides. */
static bool is_late(const struct dated *review, int64_t start)
{
	if (!fact_time_is_date(review->at) && !fact_time_is_date(start))
		return review->at > start;
	return review->day->day > zone_civil(fact_time_utc(start)).day;
}

/* The first start of a step among the rows of one item; FACT_NULL: none. */
static int64_t first_start(const struct dated *row, size_t n, int32_t step)
{
	int64_t first = FACT_NULL;

	for (size_t i = 0; i < n; i++)
		if (row[i].step == step &&
		    (first == FACT_NULL || row[i].start < first))
			first = row[i].start;
	return first;
}

static int64_t minutes_of(const struct dated *d)
{
	int64_t ms = fact_i64(d->day, COR_CORRECTION, d->row);

	if (ms == FACT_NULL && fact_i64(d->day, COR_OUTCOME, d->row) ==
				       OUTCOME_USABLE)
		return 0;
	return ms >= 0 && ms <= DURATION_MAX ? ms : FACT_NULL;
}

static void judge_item(const struct dated *row, size_t n, int output_days,
		       judged_review_fn visit, void *ctx)
{
	int64_t start = FACT_NULL;
	int32_t first = 0;

	for (size_t i = 0; i < n; i++) {
		const struct dated *d = &row[i];

		if (i == 0 || d->step != row[i - 1].step) {
			first = d->day->day;
			start = first_start(row, n, d->step + 1);
		}
		if (start == FACT_NULL || d->day->day - first > output_days)
			continue;
		visit(ctx, &(struct judged_review){
			d->day, d->row, d->step, d->documented,
			is_late(d, start), minutes_of(d) });
	}
}

/* Rows come by day and, of a day, as they are stored: their number breaks
 * ties. */
void judged_reviews_each(const struct facts *f, const struct config *config,
			 judged_review_fn visit, void *ctx)
{
	struct dated *row = NULL;
	size_t n = 0, cap = 0;

	for (size_t d = 0; d < f->n_days; d++) {
		for (size_t r = 0; r < f->days[d].n; r++) {
			struct dated next;

			if (!is_dated(&next, f, config, &f->days[d], r))
				continue;
			next.order = n;
			vec_reserve(&row, n, &cap);
			row[n++] = next;
		}
	}
	if (n)
		qsort(row, n, sizeof *row, dated_cmp);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && !item_order(&row[i], &row[end]);
		     end++)
			;
		judge_item(row + i, end - i, config->limits.output_days,
			   visit, ctx);
	}
	free(row);
}

/* ---- sums ------------------------------------------------------------------ */

struct late_cell {
	int64_t judged, late;
	int64_t timed[2];	/* with minutes: in time, late */
	__int128 ms[2];
	/* Of the steps in it that can be compared. */
	int64_t compared, alone;
	double extra;		/* ms */
};

struct late {
	const struct metrics_run *run;
	struct cells cells;
};

static void judged_add(void *ctx, const struct judged_review *r)
{
	struct late *l = ctx;
	int period = periods_find(&l->run->periods, r->day->day);
	uint32_t workflow = (uint32_t)fact_i64(r->day, COR_WORKFLOW, r->row);
	struct late_cell *c;

	if (period < 0)
		return;
	c = cells_at(&l->cells, (struct cell_key){
		CUT_WORKFLOW_STEP, (uint32_t)period, workflow,
		(uint32_t)fact_i64(r->day, COR_STEP, r->row) });
	c->judged++;
	c->late += r->late;
	if (r->minutes == FACT_NULL)
		return;
	c->timed[r->late]++;
	c->ms[r->late] += r->minutes;
}

/* A step's late minutes against those in time. */
static void compare(struct late_cell *c)
{
	if (c->timed[0] < LATE_REVIEW_MIN) {
		c->alone = c->timed[1];
		return;
	}
	c->compared = c->timed[1];
	c->extra = (double)c->ms[1] - (double)c->timed[1] *
				      ((double)c->ms[0] / (double)c->timed[0]);
}

static void late_cell_add(struct late_cell *to, const struct late_cell *c)
{
	to->judged += c->judged;
	to->late += c->late;
	to->timed[1] += c->timed[1];
	to->compared += c->compared;
	to->alone += c->alone;
	to->extra += c->extra;
}

static void pool(struct late *l)
{
	size_t n = l->cells.n;

	for (size_t i = 0; i < n; i++) {
		struct cell_key key = cells_key(&l->cells, i);
		struct late_cell *c = cells_item(&l->cells, i);

		if (key.cut != CUT_WORKFLOW_STEP)
			continue;
		compare(c);
		late_cell_add(cells_at(&l->cells, cut_whole(CUT_WORKFLOW,
							    key)), c);
		late_cell_add(cells_at(&l->cells, cut_whole(CUT_TOTAL, key)),
			      c);
	}
}

#define NONE_JUDGED "no review of an item that reached its next step"

static void write_minutes(const struct late *l, struct figure *f,
			  const struct late_cell *c)
{
	int64_t blank = c->late - c->timed[1];
	struct arena *a = &l->run->out->arena;

	f->n = c->compared;
	if (!c->judged) {
		f->note = NONE_JUDGED;
		return;
	}
	if (c->compared || !c->late)
		f->value = c->extra / MS_PER_MINUTE;
	if (c->alone)
		f->note = arena_printf(a, "%" PRId64 " of %" PRId64 " left "
				       "out: fewer than 3 in time at the "
				       "step", c->alone, c->late);
	if (blank)
		f->note = arena_printf(a, "%s%s%" PRId64 " without minutes "
				       "left out", f->note,
				       *f->note ? "; " : "", blank);
}

void late_reviews_write(const struct metrics_run *run)
{
	struct late l = { .run = run };

	cells_init(&l.cells, sizeof(struct late_cell));
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&l.cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	judged_reviews_each(run->corrections, run->config, judged_add, &l);
	pool(&l);
	for (size_t i = 0; i < l.cells.n; i++) {
		struct cell_key key = cells_key(&l.cells, i);
		const struct late_cell *c = cells_item(&l.cells, i);
		struct scope scope = cut_scope(key, run->corrections->dim);
		struct period p = run->periods.item[key.period];

		share_write(run, run_figure(run, &metric_late_reviews, &scope,
					    p), c->late, c->judged,
			    NONE_JUDGED);
		write_minutes(&l, run_figure(run, &metric_late_review_minutes,
					     &scope, p), c);
	}
	cells_release(&l.cells);
}
