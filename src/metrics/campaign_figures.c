/*
 * metrics/campaign_figures.c - sums and rates of campaigns as figures:
 * METRICS §16 "Campaigns".
 */
#include <inttypes.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/campaign.h"
#include "metrics/family.h"
#include "metrics/stats.h"

#define CAMPAIGN_SCOPES \
	(AT_TOTAL | AT_CAMPAIGN_DIMS | AT_CAMPAIGN_CHANNEL | \
	 AT_SEGMENT_CHANNEL)

#define SUM_EDGE \
	"A blank is not 0: it is left out, and where no row has a number " \
	"there is no figure. A row of a period counts only where the period " \
	"lies wholly inside, and rows by day win over it."

#define RATE_EDGE \
	"Sums over rows that have both; the others are left out and " \
	"counted. More than 100 of 100 is printed per 100 and has no " \
	"interval. n and x of fractions are rounded, the value is not."

const struct metric metric_sends = {
	.id = "sends", .title = "Messages sent", .unit = UNIT_COUNT,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R19",
	.formula = "Sum of the messages sent.",
	.columns = "campaigns.sends", .edges = SUM_EDGE, .source = ""
};

const struct metric metric_delivered = {
	.id = "delivered", .title = "Messages delivered", .unit = UNIT_COUNT,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R19",
	.formula = "Sum of the messages delivered.",
	.columns = "campaigns.delivered", .edges = SUM_EDGE, .source = ""
};

const struct metric metric_impressions = {
	.id = "impressions", .title = "Impressions", .unit = UNIT_COUNT,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R19",
	.formula = "Sum of the times ads and posts were shown.",
	.columns = "campaigns.impressions", .edges = SUM_EDGE, .source = ""
};

const struct metric metric_opens = {
	.id = "opens", .title = "Opens", .unit = UNIT_COUNT,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R19",
	.formula = "Sum of the messages opened.",
	.columns = "campaigns.opens", .edges = SUM_EDGE, .source = ""
};

const struct metric metric_clicks = {
	.id = "clicks", .title = "Clicks", .unit = UNIT_COUNT,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R19",
	.formula = "Sum of the clicks, of messages, ads and posts.",
	.columns = "campaigns.clicks", .edges = SUM_EDGE, .source = ""
};

const struct metric metric_conversions = {
	.id = "conversions", .title = "Conversions", .unit = UNIT_COUNT,
	.digits = 1, .direction = 1, .scopes = CAMPAIGN_SCOPES,
	.section = "16", .requirement = "R19",
	.formula = "Sum of the conversions, fractions included.",
	.columns = "campaigns.conversions", .edges = SUM_EDGE, .source = ""
};

const struct metric metric_unsubscribes = {
	.id = "unsubscribes", .title = "Unsubscribes", .unit = UNIT_COUNT,
	.direction = -1, .scopes = CAMPAIGN_SCOPES, .section = "16",
	.requirement = "R19",
	.formula = "Sum of the people who unsubscribed.",
	.columns = "campaigns.unsubscribes", .edges = SUM_EDGE, .source = ""
};

const struct metric metric_media_cost = {
	.id = "media_cost", .title = "Media cost", .unit = UNIT_MONEY,
	.digits = 2, .scopes = CAMPAIGN_SCOPES, .section = "16",
	.requirement = "R19",
	.formula = "Sum of what ads and sends cost.",
	.columns = "campaigns.cost",
	.edges = SUM_EDGE " It is no part of ROI, which weighs tools and "
		"hours.",
	.source = ""
};

const struct metric metric_revenue = {
	.id = "revenue", .title = "Campaign revenue", .unit = UNIT_MONEY,
	.digits = 2, .direction = 1, .scopes = CAMPAIGN_SCOPES,
	.section = "16", .requirement = "R19",
	.formula = "Sum of the revenue that the exports ascribe to "
		"campaigns.",
	.columns = "campaigns.revenue",
	.edges = SUM_EDGE " It is no part of ROI, which weighs tools and "
		"hours.",
	.source = ""
};

const struct metric metric_open_rate = {
	.id = "open_rate", .title = "Open rate", .unit = UNIT_RATE,
	.digits = 1, .direction = 1, .scopes = CAMPAIGN_SCOPES,
	.section = "16", .requirement = "R19",
	.formula = "Opens divided by messages delivered.",
	.columns = "campaigns.opens, campaigns.delivered",
	.edges = RATE_EDGE, .source = "Wilson 1927, 95 % interval"
};

const struct metric metric_click_rate = {
	.id = "click_rate", .title = "Click rate", .unit = UNIT_RATE,
	.digits = 2, .direction = 1, .scopes = CAMPAIGN_SCOPES,
	.section = "16", .requirement = "R19",
	.formula = "Clicks divided by messages delivered.",
	.columns = "campaigns.clicks, campaigns.delivered",
	.edges = RATE_EDGE " Clicks of rows without delivered are in the "
		"CTR.",
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_ctr = {
	.id = "ctr", .title = "CTR", .unit = UNIT_RATE,
	.digits = 2, .direction = 1, .scopes = CAMPAIGN_SCOPES,
	.section = "16", .requirement = "R19",
	.formula = "Clicks divided by impressions, of rows that have no "
		"delivered.",
	.columns = "campaigns.clicks, campaigns.impressions, "
		"campaigns.delivered",
	.edges = RATE_EDGE, .source = "Wilson 1927, 95 % interval"
};

const struct metric metric_conversion_rate = {
	.id = "conversion_rate", .title = "Conversion rate",
	.unit = UNIT_RATE, .digits = 2, .direction = 1,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R19",
	.formula = "Conversions divided by clicks.",
	.columns = "campaigns.conversions, campaigns.clicks",
	.edges = RATE_EDGE, .source = "Wilson 1927, 95 % interval"
};

const struct metric metric_unsubscribe_rate = {
	.id = "unsubscribe_rate", .title = "Unsubscribe rate",
	.unit = UNIT_RATE, .digits = 2, .direction = -1,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R19",
	.formula = "Unsubscribes divided by messages delivered.",
	.columns = "campaigns.unsubscribes, campaigns.delivered",
	.edges = RATE_EDGE, .source = "Wilson 1927, 95 % interval"
};

const struct metric metric_cost_per_conversion = {
	.id = "cost_per_conversion", .title = "Cost per conversion",
	.unit = UNIT_MONEY, .digits = 2, .direction = -1,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R19",
	.formula = "Media cost divided by conversions.",
	.columns = "campaigns.cost, campaigns.conversions",
	.edges = "Sums over rows that have both; the others are left out "
		"and counted. Without a conversion there is no figure.",
	.source = ""
};

const struct metric metric_tracking_completeness = {
	.id = "tracking_completeness", .title = "Sends with outcomes",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = CAMPAIGN_SCOPES, .section = "16", .requirement = "R21",
	.formula = "Messages sent whose row has opens, clicks or conversions, "
		"divided by all that were sent.",
	.columns = "campaigns.sends, campaigns.opens, campaigns.clicks, "
		"campaigns.conversions",
	.edges = "0 is an outcome, blank is none. A row of the same campaign, "
		"channel and dates may have it, also from another source. "
		"Below 90 % a campaign gets no tuning advice: its tracking "
		"comes first. It is a count of all, so it has no interval.",
	.source = ""
};

static const struct metric *const sum_metric[CAMPAIGN_COLUMNS] = {
	[CAM_SENDS - CAM_SENDS] = &metric_sends,
	[CAM_DELIVERED - CAM_SENDS] = &metric_delivered,
	[CAM_IMPRESSIONS - CAM_SENDS] = &metric_impressions,
	[CAM_OPENS - CAM_SENDS] = &metric_opens,
	[CAM_CLICKS - CAM_SENDS] = &metric_clicks,
	[CAM_CONVERSIONS - CAM_SENDS] = &metric_conversions,
	[CAM_UNSUBSCRIBES - CAM_SENDS] = &metric_unsubscribes,
	[CAM_REVENUE - CAM_SENDS] = &metric_revenue,
	[CAM_COST - CAM_SENDS] = &metric_media_cost
};

static const struct metric *const ratio_metric[CAMPAIGN_RATIOS] = {
	[RATIO_OPEN] = &metric_open_rate,
	[RATIO_CLICK] = &metric_click_rate,
	[RATIO_CTR] = &metric_ctr,
	[RATIO_CONVERSION] = &metric_conversion_rate,
	[RATIO_UNSUBSCRIBE] = &metric_unsubscribe_rate,
	[RATIO_COST] = &metric_cost_per_conversion
};

static const char *column_name(int column)
{
	return kind_campaigns.columns[column].name;
}

static double column_scale(int column)
{
	return kind_campaigns.columns[column].type == FACT_MONEY ?
		       MONEY_SCALE : MEASURE_SCALE;
}

#define NO_ROWS "no campaign rows"

/* ---- sums ----------------------------------------------------------- */

static void write_sum(struct figure *f, int column,
		      const struct campaign_cell *c, struct arena *a)
{
	int64_t rows = c->column[column - CAM_SENDS].rows;
	int64_t blank = c->rows - rows;

	if (!c->rows) {
		f->note = NO_ROWS;
		return;
	}
	if (!rows) {
		f->note = arena_printf(a, "no row has %s",
				       column_name(column));
		return;
	}
	f->value = (double)c->column[column - CAM_SENDS].sum /
		   column_scale(column);
	if (blank)
		f->note = arena_printf(a, "%" PRId64 " of %" PRId64
				       " rows have no %s", blank, c->rows,
				       column_name(column));
}

/* ---- rates ---------------------------------------------------------- */

/* Of thousandths; half away from zero. */
static int64_t whole_count(__int128 v)
{
	return (int64_t)((v + (v < 0 ? -1 : 1) * (MEASURE_SCALE / 2)) /
			 MEASURE_SCALE);
}

/* Why the quotient is no share; NULL: it is one. */
static const char *not_a_share(struct arena *a, double part, double whole,
			       const struct campaign_ratio_columns *of)
{
	char per[NUM_TEXT_MAX];

	if (part < 0)
		return arena_printf(a, "%s add up to less than 0",
				    column_name(of->part));
	if (part > whole)
		return arena_printf(a, "%s per 100: more %s than %s",
				    num_text(per, 100 * part / whole, 1),
				    column_name(of->part),
				    column_name(of->whole));
	return NULL;
}

static void write_rate(const struct metrics_run *run, struct figure *f,
		       double part, double whole, const char *why_not)
{
	struct interval range;

	f->value = part / whole;
	if (why_not)
		return;
	range = wilson(part, whole,
		       z_for(run->config->limits.confidence_rates));
	f->low = range.low;
	f->high = range.high;
}

/* Rows left out, and what n and x were before they were rounded. */
static void note_rows(struct strbuf *note, const struct figure *f,
		      const struct campaign_ratio_columns *of, int64_t half,
		      double part, double whole)
{
	char number[2][NUM_TEXT_MAX];

	if (f->n != FACT_NULL &&
	    ((double)f->x < part || (double)f->x > part ||
	     (double)f->n < whole || (double)f->n > whole))
		strbuf_printf(note, "%sexactly %s of %s", note->len ? "; " : "",
			      num_exact(number[0], part),
			      num_exact(number[1], whole));
	if (half)
		strbuf_printf(note, "%s%" PRId64 " row%s with only one of %s "
			      "and %s left out", note->len ? "; " : "", half,
			      half == 1 ? "" : "s", column_name(of->part),
			      column_name(of->whole));
}

/* Why there is no quotient. */
static const char *no_ratio(struct arena *a, const struct campaign_cell *c,
			    enum campaign_ratio ratio)
{
	const struct campaign_ratio_columns *of = &campaign_ratio[ratio];

	if (!c->rows)
		return NO_ROWS;
	if (c->ratio[ratio].rows)
		return arena_printf(a, "%s add up to %s",
				    column_name(of->whole),
				    c->ratio[ratio].whole ? "less than 0" :
							    "0");
	if (of->unless)
		return arena_printf(a, "no row without %s has both %s and %s",
				    column_name(of->unless),
				    column_name(of->part),
				    column_name(of->whole));
	return arena_printf(a, "no row has both %s and %s",
			    column_name(of->part), column_name(of->whole));
}

static void write_ratio(const struct metrics_run *run, struct figure *f,
			const struct campaign_cell *c,
			enum campaign_ratio ratio)
{
	const struct campaign_ratio_columns *of = &campaign_ratio[ratio];
	struct arena *a = &run->out->arena;
	double part = (double)c->ratio[ratio].part / column_scale(of->part);
	double whole = (double)c->ratio[ratio].whole /
		       column_scale(of->whole);
	bool rate = f->metric->unit == UNIT_RATE;
	struct strbuf note = STRBUF_INIT;
	const char *why_not = NULL;

	if (rate) {
		f->n = whole_count(c->ratio[ratio].whole);
		f->x = whole_count(c->ratio[ratio].part);
	}
	if (whole <= 0) {
		f->note = no_ratio(a, c, ratio);
		return;
	}
	if (rate) {
		why_not = not_a_share(a, part, whole, of);
		write_rate(run, f, part, whole, why_not);
	} else {
		f->value = part / whole;
	}
	if (why_not)
		strbuf_puts(&note, why_not);
	note_rows(&note, f, of, c->ratio[ratio].half, part, whole);
	f->note = note.len ? arena_strdup(a, note.s) : "";
	strbuf_release(&note);
}

/* ---- tracking ------------------------------------------------------- */

static void write_tracking(const struct metrics_run *run, struct figure *f,
			   const struct campaign_cell *c)
{
	char limit[NUM_TEXT_MAX];

	f->n = whole_count(c->sent);
	f->x = whole_count(c->tracked);
	if (c->sent <= 0) {
		f->note = c->rows ? "no row has sends" : NO_ROWS;
		return;
	}
	f->value = (double)c->tracked / (double)c->sent;
	if (f->value < run->config->samples.tracking_limit)
		f->note = arena_printf(&run->out->arena, "below %s: fix "
			"tracking, no tuning advice", percent_text(limit,
				run->config->samples.tracking_limit, 0));
}

void campaign_write(const struct metrics_run *run, struct cell_key key,
		    const struct campaign_cell *c)
{
	struct scope scope = cut_scope(key, run->campaigns->dim);
	struct period period = run->periods.item[key.period];

	if (!cut_wanted(key.cut, CAMPAIGN_SCOPES))
		return;
	for (int i = 0; i < CAMPAIGN_COLUMNS; i++)
		write_sum(run_figure(run, sum_metric[i], &scope, period),
			  CAM_SENDS + i, c, &run->out->arena);
	for (int i = 0; i < CAMPAIGN_RATIOS; i++)
		write_ratio(run, run_figure(run, ratio_metric[i], &scope,
					    period),
			    c, (enum campaign_ratio)i);
	write_tracking(run, run_figure(run, &metric_tracking_completeness,
				       &scope, period), c);
}
