/*
 * metrics/sample_unmatched.c - verdicts that no list answers to: METRICS §9.
 *
 * A verdict belongs to the member whose sample_id it has, letter by letter.
 * One that names no member of any list up to today is in no other figure of
 * the sample, in silence: a mistyped period, a renamed segment, a list that
 * was never imported. It counts on the day it was given, since it has no
 * draw; of each rater the last one, as everywhere in the sample.
 */
#include "metrics/sample.h"

#include "metrics/family.h"

const struct metric metric_sample_unmatched = {
	.id = "sample_unmatched", .title = "Verdicts on no list",
	.unit = UNIT_COUNT, .direction = -1, .scopes = AT_TOTAL,
	.section = "9", .requirement = "R18",
	.formula = "Verdicts given in the period whose sample_id is that of "
		"no member on any list.",
	.columns = "members.segment, members.member_id, members.period_start, "
		"verdicts.sample_id, verdicts.at, verdicts.rater",
	.edges = "Last verdict of each rater. n are all verdicts given in the "
		"period. A sample_id is period/segment/member, letter by "
		"letter as `tuneup sample` writes it.",
	.source = ""
};

struct unmatched { int64_t all, none; };

static void add_votes(struct cells *cells, const struct metrics_run *run,
		      const struct samples *s, const struct sample_item *item)
{
	for (uint32_t v = item->vote; v; v = s->vote[v - 1].next) {
		const struct sample_vote *vote = &s->vote[v - 1];
		int period = periods_find(&run->periods,
					  run->verdicts->days[vote->day].day);
		struct unmatched *u;

		if (period < 0)
			continue;
		u = cells_at(cells, (struct cell_key){
			CUT_TOTAL, (uint32_t)period, 0, 0 });
		u->all += vote->n;
		u->none += item->list ? 0 : vote->n;
	}
}

void unmatched_write(const struct metrics_run *run, const struct samples *s)
{
	const struct scope all = { { NULL } };
	struct cells cells;

	cells_init(&cells, sizeof(struct unmatched));
	for (size_t i = 0; i < s->n_items; i++)
		add_votes(&cells, run, s, &s->item[i]);
	for (uint32_t p = 0; p < run->periods.n; p++) {
		const struct unmatched *u = cells_find(&cells,
			(struct cell_key){ CUT_TOTAL, p, 0, 0 });
		struct figure *f = run_figure(run, &metric_sample_unmatched,
					      &all, run->periods.item[p]);

		f->n = u ? u->all : 0;
		if (u)
			f->value = (double)u->none;
		else
			f->note = "no verdict was given in the period";
	}
	cells_release(&cells);
}
