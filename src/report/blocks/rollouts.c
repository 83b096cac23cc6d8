/* How many human hours a campaign takes from brief to publication: R15. */
#include <math.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define WEEKS 13

enum {
	COL_PERIOD,
	COL_CLOSED,
	COL_MEDIAN,
	COL_P90,
	COL_SHARE,
	COL_RANGE,
	COL_NOTE,
	COLUMNS
};

static const struct {
	int column;
	const char *metric;
} measured[] = {{COL_CLOSED, "rollouts"},
		{COL_MEDIAN, "rollout_median"},
		{COL_P90, "rollout_p90"},
		{COL_SHARE, "rollout_in_time"}};

static const struct figure *figure_of(const struct report_input *in,
				      const char *metric, struct period p)
{
	return figures_get(in->figures, metric, NULL, p);
}

static void rollout_columns(struct doc *d, struct table *t,
			    const struct report_input *in)
{
	const struct config_thresholds *l = &in->config->limits;
	const struct column columns[COLUMNS] = {
		[COL_PERIOD] = {"Last output in", ALIGN_LEFT, 18, true},
		[COL_CLOSED] = {"Closed", ALIGN_RIGHT, 8, false},
		[COL_MEDIAN] = {"Median, h", ALIGN_RIGHT, 10, false},
		[COL_P90] = {"90 % within, h", ALIGN_RIGHT, 10, false},
		[COL_SHARE] = {arena_printf(
				       &d->arena, "Up to %s",
				       hours_words(d, l->rollout_target.high)),
			       ALIGN_RIGHT, 10, false},
		[COL_RANGE] = {arena_printf(
				       &d->arena, "Up to %s, %.0f %%",
				       hours_words(d, l->rollout_target.high),
				       100 * l->confidence_rates),
			       ALIGN_RIGHT, 15, false},
		[COL_NOTE] = {"Note", ALIGN_LEFT, 34, true},
	};

	table_columns(d, t, columns, COLUMNS);
}

static void rollout_row(struct doc *d, struct table *t,
			const struct report_input *in, struct period p)
{
	const struct figure *share = figure_of(in, "rollout_in_time", p);
	const char *range = share ? interval_words(d, share) : "";
	struct cell *row = table_row(d, t);

	row[COL_PERIOD] = cell_text(period_short(d, in, p));
	for (size_t i = 0; i < COUNT_OF(measured); i++)
		row[measured[i].column] =
			figure_cell(d, figure_of(in, measured[i].metric, p));
	if (*range)
		row[COL_RANGE] = cell_text(range);
	if (share && *share->note)
		row[COL_NOTE] = cell_text(clean(d, share->note));
}

/* Closed rollouts of the periods: Σ part of Σ whole. */
static const char *share_words(struct doc *d, const struct report_input *in,
			       const struct period *p, size_t n)
{
	double most = in->config->limits.rollout_target.high;
	int64_t whole = 0, part = 0;

	for (size_t i = 0; i < n; i++) {
		const struct figure *f = figure_of(in, "rollout_in_time", p[i]);

		if (!f || !isfinite(f->value))
			continue;
		whole += f->n;
		part += f->x;
	}
	if (!whole)
		return "No rollout with all its minutes was closed";
	return arena_printf(&d->arena, "%lld of %s took at most %s",
			    (long long)part, count_words(d, whole, "rollout"),
			    hours_words(d, most));
}

/* A week has no closed rollout until two more have passed, so that a weekly
 * speaks of all its weeks; a quarter of itself. */
static const char *headline_of(struct doc *d, const struct report_input *in,
			       const struct period *p, size_t n)
{
	const struct figure *now, *before;

	if (in->now.kind == PERIOD_WEEK)
		return share_words(d, in, p, n);
	now = figure_of(in, "rollout_median", in->now);
	before = figure_of(in, "rollout_median", in->before);
	if (!now || !isfinite(now->value))
		return "No rollout with all its minutes was closed";
	if (!before || !isfinite(before->value))
		return arena_printf(&d->arena, "The middle rollout took %s",
				    value_words(d, now->metric, now->value));
	return arena_printf(&d->arena,
			    "The middle rollout took %s, before "
			    "%s",
			    value_words(d, now->metric, now->value),
			    value_words(d, now->metric, before->value));
}

static void rollouts_build(struct doc *d, struct part *p,
			   const struct template_block *t,
			   const struct report_input *in)
{
	const struct config_thresholds *l = &in->config->limits;
	struct period two[] = {in->before, in->now};
	bool week = in->now.kind == PERIOD_WEEK;
	const struct period *period =
		week ? weeks_to(&d->arena, in, WEEKS) : two;
	size_t n = week ? WEEKS : COUNT_OF(two);
	const char *headline = headline_of(d, in, period, n);
	struct table *table;
	bool any = false;

	part_headline(d, p, &block_rollouts, headline);
	table = part_table(d, p, t, &block_rollouts);
	table->title = headline;
	table->subtitle = arena_printf(&d->arena,
				       "Human hours of a campaign's "
				       "outputs, closed after %d quiet days. "
				       "Article: from %s to %s",
				       l->rollout_quiet,
				       hours_range(d, l->rollout_before),
				       hours_range(d, l->rollout_target));
	table->empty = "No campaign was closed: rollouts need the column "
		       "campaign in the review log.";
	rollout_columns(d, table, in);
	for (size_t i = 0; i < n; i++)
		any |= figure_of(in, "rollouts", period[i]) &&
		       figure_of(in, "rollouts", period[i])->value > 0;
	for (size_t i = 0; any && i < n; i++)
		rollout_row(d, table, in, period[i]);
	if (any)
		table->bars = 1u << COL_MEDIAN;
}

const struct block block_rollouts = {
	.id = "rollouts",
	.help = "human hours of a campaign: closed, median, slowest tenth, "
		"share within the target",
	.span = 12,
	.build = rollouts_build,
};
