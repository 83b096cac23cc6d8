/* findings/feedback.c - see feedback.h. */
#include "findings/feedback.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/accumulate.h"
#include "metrics/stats.h"

#define CONFIDENCE 0.95

static const enum campaign_ratio ratio_of[FEEDBACK_RATES] = {
	[FEEDBACK_OPEN] = RATIO_OPEN, [FEEDBACK_CLICK] = RATIO_CLICK,
	[FEEDBACK_CTR] = RATIO_CTR, [FEEDBACK_CONVERSION] = RATIO_CONVERSION
};

static const int count_of[FEEDBACK_COUNTS] = {
	[FEEDBACK_SENDS] = CAM_SENDS, [FEEDBACK_DELIVERED] = CAM_DELIVERED,
	[FEEDBACK_IMPRESSIONS] = CAM_IMPRESSIONS,
	[FEEDBACK_OPENS] = CAM_OPENS, [FEEDBACK_CLICKS] = CAM_CLICKS,
	[FEEDBACK_CONVERSIONS] = CAM_CONVERSIONS
};

/* ---- sums by week, channel, segment, campaign ------------------------------ */

struct cell { struct campaign_cell sums; int32_t last; };

struct summing {
	struct feedback *out;
	struct cells cells;	/* of struct cell; the week stands as its cut */
	int32_t first, last;	/* Monday of the prior's first week, a Sunday */
};

static void add_row(void *ctx, const struct campaign_row *row)
{
	struct summing *s = ctx;
	int32_t day = row->covers.last;
	struct period week = period_of(PERIOD_WEEK, day, 1);
	struct cell *c;

	if (row->lost)
		return;
	if (s->out->newest == DAY_NONE || day > s->out->newest)
		s->out->newest = day;
	if (day < s->first || day > s->last ||
	    !period_covers(week, row->covers))
		return;
	c = cells_at(&s->cells, (struct cell_key){
		(uint32_t)((week.first - s->first) / 7),
		(uint32_t)fact_i64(row->day, CAM_CHANNEL, row->row),
		(uint32_t)fact_i64(row->day, CAM_SEGMENT, row->row),
		(uint32_t)fact_i64(row->day, CAM_CAMPAIGN, row->row) });
	campaign_cell_add(&c->sums, row);
	if (c->sums.rows == 1 || day > c->last)
		c->last = day;
}

static int row_cmp(const void *a, const void *b)
{
	const struct feedback_row *x = a, *y = b;
	int c;

	if (x->week.first != y->week.first)
		return x->week.first < y->week.first ? -1 : 1;
	c = strcmp(x->channel, y->channel);
	if (!c)
		c = strcmp(x->segment, y->segment);
	return c ? c : strcmp(x->campaign, y->campaign);
}

static struct feedback_share share_of(const struct campaign_cell *c,
				      enum campaign_ratio ratio)
{
	struct feedback_share s = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
				    NAN };

	if (!c->ratio[ratio].rows)
		return s;
	s.n = (double)c->ratio[ratio].whole / MEASURE_SCALE;
	s.x = (double)c->ratio[ratio].part / MEASURE_SCALE;
	if (s.n > 0)
		s.rate = s.x / s.n;
	return s;
}

static double count(const struct campaign_cell *c, int column)
{
	int at = column - CAM_SENDS;

	return c->column[at].rows ?
		(double)c->column[at].sum / MEASURE_SCALE : NAN;
}

/* All rows, those of the prior's weeks in front. */
static void list_rows(struct summing *s)
{
	struct feedback *f = s->out;
	const char *const *dim = f->facts.dim;

	f->n = s->cells.n;
	f->item = arena_array(&f->arena, f->n + 1, sizeof *f->item);
	for (size_t i = 0; i < f->n; i++) {
		struct cell_key key = cells_key(&s->cells, i);
		const struct cell *c = cells_item(&s->cells, i);
		int32_t monday = s->first + 7 * (int32_t)key.cut;

		f->item[i] = (struct feedback_row){
			.week = { PERIOD_WEEK, monday, monday + 6 },
			.channel = dim[key.period], .segment = dim[key.a],
			.campaign = dim[key.b], .last = c->last
		};
		for (int k = 0; k < FEEDBACK_COUNTS; k++)
			f->item[i].count[k] = count(&c->sums, count_of[k]);
		for (int r = 0; r < FEEDBACK_RATES; r++)
			f->item[i].rate[r] = share_of(&c->sums, ratio_of[r]);
	}
	if (f->n)
		qsort(f->item, f->n, sizeof *f->item, row_cmp);
}

/* ---- drawn towards the channel ---------------------------------------------- */

static bool is_share(const struct feedback_share *s)
{
	return s->n > 0 && s->x >= 0 && s->x <= s->n;
}

/* The prior of a channel in a week; x and n have room for all rows. */
static struct shares prior_of(const struct feedback *f, const char *channel,
			      int32_t monday, enum feedback_rate rate,
			      double *x, double *n)
{
	size_t len = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct feedback_row *row = &f->item[i];

		if (row->week.first > monday)
			break;
		if (row->week.first <= monday - 7 * FEEDBACK_PRIOR ||
		    strcmp(row->channel, channel) ||
		    !is_share(&row->rate[rate]))
			continue;
		x[len] = row->rate[rate].x;
		n[len++] = row->rate[rate].n;
	}
	return beta_binomial_fit(x, n, len);
}

static void shrink(struct feedback_share *s, const struct shares *prior)
{
	struct interval range;
	double m = prior->size;

	s->channel = prior->mean;
	if (!is_share(s))
		return;
	s->shrunk = shrunken_share(prior, s->x, s->n);
	s->weight = isinf(m) ? 0 : s->n / (s->n + m);
	if (prior->mean > 0)
		s->lift = s->shrunk / prior->mean - 1;
	if (isinf(m))
		return;
	range = beta_interval(s->x + m * prior->mean,
			      s->n - s->x + m * (1 - prior->mean), CONFIDENCE);
	s->low = range.low;
	s->high = range.high;
}

/* Rows lie by week and channel: each has the prior of the one before it, or a
 * new one. */
static void shrink_all(struct feedback *f, int32_t first)
{
	struct shares prior[FEEDBACK_RATES] = { { NAN, NAN } };
	const struct feedback_row *before = NULL;
	double *x = xcalloc(f->n + 1, sizeof *x);
	double *n = xcalloc(f->n + 1, sizeof *n);

	for (size_t i = 0; i < f->n; i++) {
		struct feedback_row *row = &f->item[i];
		bool same = before && before->week.first == row->week.first &&
			    !strcmp(before->channel, row->channel);

		if (row->week.first < first)
			continue;
		for (int r = 0; r < FEEDBACK_RATES; r++) {
			if (!same)
				prior[r] = prior_of(f, row->channel,
						    row->week.first,
						    (enum feedback_rate)r, x,
						    n);
			shrink(&row->rate[r], &prior[r]);
		}
		before = row;
	}
	free(x);
	free(n);
}

/* The weeks that were only read for the prior leave. */
static void drop_before(struct feedback *f, int32_t first)
{
	size_t at = 0;

	while (at < f->n && f->item[at].week.first < first)
		at++;
	f->item += at;
	f->n -= at;
}

/* ---- all of it ---------------------------------------------------------------- */

int feedback_compute(struct feedback *out, struct store *store, int32_t first,
		     int32_t last, int32_t as_of, struct err *err)
{
	struct summing s = { .out = out };
	int32_t monday = period_of(PERIOD_WEEK, first, 1).first;
	int32_t sunday = last - day_weekday(last) % 7;

	*out = (struct feedback){ .newest = DAY_NONE };
	s.first = monday - 7 * (FEEDBACK_PRIOR - 1);
	s.last = sunday;
	if (facts_read(&out->facts, store, &kind_campaigns, DAY_MIN, as_of,
		       err))
		return -1;
	cells_init(&s.cells, sizeof(struct cell));
	campaigns_each(&out->facts, add_row, &s);
	list_rows(&s);
	cells_release(&s.cells);
	shrink_all(out, monday);
	drop_before(out, monday);
	return 0;
}

void feedback_release(struct feedback *f)
{
	facts_release(&f->facts);
	arena_release(&f->arena);
}
