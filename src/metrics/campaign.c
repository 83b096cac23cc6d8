/*
 * metrics/campaign.c - which campaign rows count, and their sums.
 */
#include "metrics/campaign.h"
#include "metrics/family.h"

const struct campaign_ratio_columns campaign_ratio[CAMPAIGN_RATIOS] = {
	[RATIO_OPEN] = { CAM_OPENS, CAM_DELIVERED, 0, false },
	[RATIO_CLICK] = { CAM_CLICKS, CAM_DELIVERED, 0, true },
	[RATIO_CTR] = { CAM_CLICKS, CAM_IMPRESSIONS, CAM_DELIVERED, false },
	[RATIO_CONVERSION] = { CAM_CONVERSIONS, CAM_CLICKS, 0, false },
	[RATIO_UNSUBSCRIBE] = { CAM_UNSUBSCRIBES, CAM_DELIVERED, 0, false },
	[RATIO_COST] = { CAM_COST, CAM_CONVERSIONS, 0, false }
};

/* ---- rows ----------------------------------------------------------- */

bool period_covers(struct period whole, struct period part)
{
	return whole.first <= part.first && part.last <= whole.last;
}

static struct period covers_of(const struct fact_day *day, size_t r)
{
	int64_t start = fact_i64(day, CAM_PERIOD_START, r);
	bool is_period = start != FACT_NULL && start < day->day;

	return (struct period){
		PERIOD_RANGE, is_period ? (int32_t)start : day->day, day->day
	};
}

void campaigns_each(const struct facts *f, campaign_fn visit, void *ctx)
{
	struct arena a = { 0 };
	struct period_loser *loser;
	size_t n = facts_period_losers(f, &a, &loser), at = 0;

	for (size_t d = 0; d < f->n_days; d++) {
		for (size_t r = 0; r < f->days[d].n; r++) {
			bool lost = at < n && loser[at].day == d &&
				    loser[at].row == r;

			visit(ctx, &(struct campaign_row){
				&f->days[d], r, covers_of(&f->days[d], r),
				lost ? loser[at].why : NULL });
			at += lost;
		}
	}
	arena_release(&a);
}

/* ---- one row -------------------------------------------------------- */

struct sums {
	const struct metrics_run *run;
	struct cells cells;	/* of struct campaign_cell */
	struct cells outcomes;	/* campaign, channel and dates that have one */
	unsigned cuts[2];	/* what rows are added to one by one */
	size_t n_cuts;
};

static void ratio_add(struct campaign_cell *c, enum campaign_ratio ratio,
		      const struct campaign_row *row)
{
	const struct campaign_ratio_columns *of = &campaign_ratio[ratio];
	int64_t part = fact_i64(row->day, of->part, row->row);
	int64_t whole = fact_i64(row->day, of->whole, row->row);

	if (of->unless && fact_i64(row->day, of->unless, row->row) !=
				  FACT_NULL)
		return;
	if (part != FACT_NULL && whole != FACT_NULL) {
		c->ratio[ratio].part += part;
		c->ratio[ratio].whole += whole;
		c->ratio[ratio].rows++;
	} else if (whole != FACT_NULL ||
		   (part != FACT_NULL && !of->part_alone)) {
		c->ratio[ratio].half++;
	}
}

static bool has_outcome(const struct campaign_row *row)
{
	return fact_i64(row->day, CAM_OPENS, row->row) != FACT_NULL ||
	       fact_i64(row->day, CAM_CLICKS, row->row) != FACT_NULL ||
	       fact_i64(row->day, CAM_CONVERSIONS, row->row) != FACT_NULL;
}

static struct cell_key place_of(const struct campaign_row *row)
{
	return (struct cell_key){
		(uint32_t)row->covers.first, (uint32_t)row->covers.last,
		(uint32_t)fact_i64(row->day, CAM_CAMPAIGN, row->row),
		(uint32_t)fact_i64(row->day, CAM_CHANNEL, row->row)
	};
}

static void note_outcome(void *ctx, const struct campaign_row *row)
{
	struct sums *s = ctx;

	if (!row->lost && has_outcome(row))
		cells_at(&s->outcomes, place_of(row));
}

static void sends_add(struct sums *s, struct campaign_cell *c,
		      const struct campaign_row *row)
{
	int64_t sends = fact_i64(row->day, CAM_SENDS, row->row);

	if (sends == FACT_NULL)
		return;
	c->sent += sends;
	if (cells_find(&s->outcomes, place_of(row)))
		c->tracked += sends;
}

void campaign_cell_add(struct campaign_cell *c,
		       const struct campaign_row *row)
{
	c->rows++;
	for (int i = 0; i < CAMPAIGN_COLUMNS; i++) {
		int64_t v = fact_i64(row->day, CAM_SENDS + i, row->row);

		if (v == FACT_NULL)
			continue;
		c->column[i].sum += v;
		c->column[i].rows++;
	}
	for (int i = 0; i < CAMPAIGN_RATIOS; i++)
		ratio_add(c, (enum campaign_ratio)i, row);
}

static void row_add(struct sums *s, struct campaign_cell *c,
		    const struct campaign_row *row)
{
	campaign_cell_add(c, row);
	sends_add(s, c, row);
}

static uint32_t row_dim(const struct campaign_row *row, enum scope_dim dim)
{
	int column = dim == SCOPE_CHANNEL ? CAM_CHANNEL :
		     dim == SCOPE_CAMPAIGN ? CAM_CAMPAIGN : CAM_SEGMENT;

	return dim == SCOPE_DIMS ? 0 :
		(uint32_t)fact_i64(row->day, column, row->row);
}

static void add_row(void *ctx, const struct campaign_row *row)
{
	struct sums *s = ctx;
	const struct periods *periods = &s->run->periods;
	int period = periods_find(periods, row->covers.last);

	if (row->lost || period < 0 ||
	    !period_covers(periods->item[period], row->covers))
		return;
	for (size_t i = 0; i < s->n_cuts; i++) {
		enum scope_dim a, b;

		cut_dims(s->cuts[i], &a, &b);
		row_add(s, cells_at(&s->cells, (struct cell_key){
				s->cuts[i], (uint32_t)period, row_dim(row, a),
				row_dim(row, b) }), row);
	}
}

/* ---- wholes --------------------------------------------------------- */

static void cell_add(struct campaign_cell *to, const struct campaign_cell *c)
{
	to->rows += c->rows;
	for (int i = 0; i < CAMPAIGN_COLUMNS; i++) {
		to->column[i].sum += c->column[i].sum;
		to->column[i].rows += c->column[i].rows;
	}
	for (int i = 0; i < CAMPAIGN_RATIOS; i++) {
		to->ratio[i].part += c->ratio[i].part;
		to->ratio[i].whole += c->ratio[i].whole;
		to->ratio[i].rows += c->ratio[i].rows;
		to->ratio[i].half += c->ratio[i].half;
	}
	to->sent += c->sent;
	to->tracked += c->tracked;
}

static void add_wholes(struct sums *s)
{
	size_t n = s->cells.n;

	for (size_t i = 0; i < n; i++) {
		struct cell_key key = cells_key(&s->cells, i);

		for (unsigned cut = 0; cut < CUTS; cut++) {
			/* Outputs make the total of workflows, rows of
			 * campaigns have none. */
			unsigned parts = cut == CUT_TOTAL ?
				CUT_CAMPAIGN_CHANNEL : cut_parts(cut);

			if (parts == key.cut)
				cell_add(cells_at(&s->cells,
						  cut_whole(cut, key)),
					 cells_item(&s->cells, i));
		}
	}
}

/* ---- all of it ------------------------------------------------------ */

static bool is_of_campaigns(enum scope_dim dim)
{
	return dim == SCOPE_CHANNEL || dim == SCOPE_CAMPAIGN ||
	       dim == SCOPE_SEGMENT || dim == SCOPE_DIMS;
}

static void choose_cuts(struct sums *s)
{
	enum scope_dim a, b;

	if (s->run->asked == CUTS) {
		s->cuts[s->n_cuts++] = CUT_CAMPAIGN_CHANNEL;
		s->cuts[s->n_cuts++] = CUT_SEGMENT_CHANNEL;
		return;
	}
	cut_dims(s->run->asked, &a, &b);
	if (is_of_campaigns(a) && is_of_campaigns(b))
		s->cuts[s->n_cuts++] = s->run->asked;
}

void campaigns_write(const struct metrics_run *run)
{
	struct sums s = { .run = run };

	cells_init(&s.cells, sizeof(struct campaign_cell));
	cells_init(&s.outcomes, sizeof(bool));
	choose_cuts(&s);
	campaigns_each(run->campaigns, note_outcome, &s);
	campaigns_each(run->campaigns, add_row, &s);
	add_wholes(&s);
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&s.cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t i = 0; i < s.cells.n; i++)
		campaign_write(run, cells_key(&s.cells, i),
			       cells_item(&s.cells, i));
	cells_release(&s.cells);
	cells_release(&s.outcomes);
}
