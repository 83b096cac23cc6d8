/* What campaigns did in the period: sums and rates by segment and channel. */
#include <math.h>
#include <string.h>

#include "findings/sentences.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_NAME, COL_CHANNEL, COL_SENDS, COL_DELIVERED, COL_IMPRESSIONS,
	COL_OPENS, COL_CLICKS, COL_CONVERSIONS, COL_OPEN_RATE, COL_OPEN_RANGE,
	COL_CLICK_RATE, COL_CLICK_RANGE, COL_CTR, COL_CTR_RANGE,
	COL_CONVERSION_RATE, COL_CONVERSION_RANGE, COLUMNS
};

static const struct { int column; const char *metric; } sums[] = {
	{ COL_SENDS, "sends" }, { COL_DELIVERED, "delivered" },
	{ COL_IMPRESSIONS, "impressions" }, { COL_OPENS, "opens" },
	{ COL_CLICKS, "clicks" }, { COL_CONVERSIONS, "conversions" }
};

/* Its interval stands in the next column. */
static const struct { int column; const char *metric; } rates[] = {
	{ COL_OPEN_RATE, "open_rate" }, { COL_CLICK_RATE, "click_rate" },
	{ COL_CTR, "ctr" }, { COL_CONVERSION_RATE, "conversion_rate" }
};

/* "Opens, 95 %": headers of a table are each another. */
static const char *range_title(struct doc *d, const struct report_input *in,
			       const char *what)
{
	return arena_printf(&d->arena, "%s, %.0f %%", what,
			    100 * in->config->limits.confidence_rates);
}

static void campaign_columns(struct doc *d, struct table *t,
			     const struct report_input *in, bool segments)
{
	const struct column columns[COLUMNS] = {
		[COL_NAME] = { segments ? "Segment" : "Campaign", ALIGN_LEFT,
			       26, true },
		[COL_CHANNEL] = { "Channel", ALIGN_LEFT, 14, true },
		[COL_SENDS] = { "Sent", ALIGN_RIGHT, 9, false },
		[COL_DELIVERED] = { "Delivered", ALIGN_RIGHT, 9, false },
		[COL_IMPRESSIONS] = { "Impressions", ALIGN_RIGHT, 11, false },
		[COL_OPENS] = { "Opens", ALIGN_RIGHT, 8, false },
		[COL_CLICKS] = { "Clicks", ALIGN_RIGHT, 8, false },
		[COL_CONVERSIONS] = { "Conversions", ALIGN_RIGHT, 11, false },
		[COL_OPEN_RATE] = { "Open rate", ALIGN_RIGHT, 13, false },
		[COL_OPEN_RANGE] = { range_title(d, in, "Opens"),
				     ALIGN_RIGHT, 16, false },
		[COL_CLICK_RATE] = { "Click rate", ALIGN_RIGHT, 13, false },
		[COL_CLICK_RANGE] = { range_title(d, in, "Clicks"),
				     ALIGN_RIGHT, 16, false },
		[COL_CTR] = { "CTR", ALIGN_RIGHT, 13, false },
		[COL_CTR_RANGE] = { range_title(d, in, "CTR"),
				     ALIGN_RIGHT, 16, false },
		[COL_CONVERSION_RATE] = { "Conversion rate", ALIGN_RIGHT, 17,
					  false },
		[COL_CONVERSION_RANGE] = { range_title(d, in, "Conversions"),
				     ALIGN_RIGHT, 16, false },
	};

	table_columns(d, t, columns, COLUMNS);
}

static struct cell range_cell(struct doc *d, const struct figure *f)
{
	const char *words = interval_words(d, f);

	return *words ? cell_text(words) : (struct cell){ .type = CELL_BLANK };
}

static void campaign_row(struct doc *d, struct table *t,
			 const struct report_input *in,
			 const struct scope *scope, enum scope_dim by)
{
	struct cell *row = table_row(d, t);
	const char *name = scope->dim[by], *channel = scope->dim[SCOPE_CHANNEL];

	row[COL_NAME] = cell_text(!name ? "All campaigns" :
				  *name ? clean(d, name) : "(none)");
	if (name)
		row[COL_CHANNEL] = cell_text(*channel ? clean(d, channel) :
							"(none)");
	for (size_t i = 0; i < COUNT_OF(sums); i++)
		row[sums[i].column] = figure_cell(d, figures_find(
			in->figures, metric_find(sums[i].metric), scope,
			in->now));
	for (size_t i = 0; i < COUNT_OF(rates); i++) {
		const struct figure *f = figures_find(
			in->figures, metric_find(rates[i].metric), scope,
			in->now);

		row[rates[i].column] = figure_cell(d, f);
		row[rates[i].column + 1] = range_cell(d, f);
	}
}

/* A row of the period in a cut by this dimension and channel. Every metric
 * of campaigns is there for every scope, so one of them lists them all. */
static bool is_row(const struct figure *f, const struct report_input *in,
		   enum scope_dim by)
{
	if (strcmp(f->metric->id, "sends") || f->period.kind != in->now.kind ||
	    f->period.first != in->now.first)
		return false;
	for (int i = 0; i < SCOPE_DIMS; i++)
		if ((f->scope.dim[i] != NULL) !=
		    (i == (int)by || i == SCOPE_CHANNEL))
			return false;
	return true;
}

static bool has_segments(const struct report_input *in)
{
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];

		if (is_row(f, in, SCOPE_SEGMENT) &&
		    *f->scope.dim[SCOPE_SEGMENT])
			return true;
	}
	return false;
}

/* More opens than messages, more conversions than clicks: it shows that
 * something was counted twice, and no interval can be given. */
static int64_t count_excess(const struct report_input *in, enum scope_dim by)
{
	int64_t n = 0;

	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];
		bool excess = false;

		if (!is_row(f, in, by))
			continue;
		for (size_t k = 0; k < COUNT_OF(rates); k++) {
			const struct figure *r = figures_find(in->figures,
				metric_find(rates[k].metric), &f->scope,
				in->now);

			excess |= r && r->value > 1;
		}
		n += excess;
	}
	return n;
}

/* "31.6 conversions this week, 44.8 the week before": what campaigns are for,
 * or the nearest to it that was counted. */
static const char *campaign_sum(struct doc *d, const struct report_input *in)
{
	static const struct { const char *metric, *word; } of[] = {
		{ "conversions", "conversions" }, { "clicks", "clicks" },
		{ "delivered", "messages delivered" },
	};

	for (size_t i = 0; i < COUNT_OF(of); i++) {
		const struct metric *m = metric_find(of[i].metric);
		const struct figure *f = figure_now(in, m->id, NULL);
		double before = figure_value(in, m->id, NULL, in->before);
		const char *now;

		if (!f || !isfinite(f->value))
			continue;
		now = arena_printf(&d->arena, "%s %s %s",
				   value_words(d, m, f->value), of[i].word,
				   this_period(in, false));
		return !isfinite(before) ? now :
			arena_printf(&d->arena, "%s, %s %s", now,
				     value_words(d, m, before),
				     say_before(in->now));
	}
	return arena_printf(&d->arena, "No campaign was measured %s",
			    this_period(in, false));
}

static void campaign_headline(struct doc *d, struct part *p,
			      const struct report_input *in,
			      enum scope_dim by)
{
	int64_t n = count_excess(in, by);

	if (n)
		part_headline(d, p, &block_campaigns, arena_printf(
			&d->arena, "%s %s more than 100 per 100: check what "
			"is counted", count_words(d, n, "row"),
			n == 1 ? "has" : "have"));
	else
		part_headline(d, p, &block_campaigns, campaign_sum(d, in));
}

static void campaigns_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	enum scope_dim by = has_segments(in) ? SCOPE_SEGMENT : SCOPE_CAMPAIGN;
	double confidence = 100 * in->config->limits.confidence_rates;
	const struct scope all = { { NULL } };
	struct table *table;

	campaign_headline(d, p, in, by);
	table = part_table(d, p, t, &block_campaigns);
	table->title = arena_printf(&d->arena, "Campaigns by %s and channel",
				    by == SCOPE_SEGMENT ? "segment" :
							  "campaign");
	table->subtitle = arena_printf(&d->arena, "Sums of the rows that "
				       "count, rates with %.0f %% interval, "
				       "%s", confidence, d->period);
	table->empty = arena_printf(&d->arena, "No campaign was measured "
				    "%s.", this_period(in, false));
	campaign_columns(d, table, in, by == SCOPE_SEGMENT);
	for (size_t i = 0; i < in->figures->n; i++)
		if (is_row(&in->figures->item[i], in, by))
			campaign_row(d, table, in,
				     &in->figures->item[i].scope, by);
	if (!table->n_rows)
		return;
	campaign_row(d, table, in, &all, by);
	table->total_row = true;
}

const struct block block_campaigns = {
	.id = "campaigns",
	.help = "sums and rates of campaigns by segment (else campaign) and "
		"channel, with intervals",
	.span = 12,
	.build = campaigns_build,
};
