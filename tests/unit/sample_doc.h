/*
 * tests/unit/sample_doc.h - a quarterly review of five pages, as a team
 * would get it: summary, money and hours, quality, method, data quality.
 *
 *	struct doc d = sample_doc();
 *	...
 *	doc_release(&d);
 */
#ifndef TUNEUP_TESTS_UNIT_SAMPLE_DOC_H
#define TUNEUP_TESTS_UNIT_SAMPLE_DOC_H

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "report/model.h"

#define SAMPLE_COUNT(a) (sizeof(a) / sizeof *(a))
#define SAMPLE_WEEKS 26

static inline struct doc sample_empty(void)
{
	struct doc d = {
		.report = "quarterly",
		.title = "Quarterly tuning review",
		.team = "Acme marketing",
		.period_id = "2026-Q3",
		.period = "Q3 2026, 1 Jul \u2013 30 Sep",
		.stamp = "data to Wed 30 Sep 2026, Europe/Berlin",
		.run = "7f3a91c2",
		.currency = "EUR",
		.paper = "A4",
		.theme = {
			.ink = 0x14202b, .muted = 0x5a6774,
			.faint = 0x94a0ab, .rule = 0xd8dee4,
			.tile = 0xf4f6f8, .accent = 0x1f5aa8,
			.good = 0x0e7c74, .warn = 0xa86400,
			.bad = 0xb3361c, .input = 0xfff9e5, .font = "Lato",
		},
	};

	d.created = day_from_civil(2026, 9, 30);
	return d;
}

static inline void *sample_copy(struct doc *d, const void *from, size_t size)
{
	return memcpy(arena_alloc(&d->arena, size), from, size);
}

static inline void sample_tiles(struct doc *d, struct part *p)
{
	static const double spark[6][13] = {
		{ 19.2, 18.8, 19.4, 18.1, 17.6, 17.9, 16.2, 15.8, 15.1, 14.9,
		  13.8, 13.1, 13.0 },
		{ 61, 60, 63, 62, 64, 63, 65, 66, 64, 67, 68, 68, 69 },
		{ 21, 22, 20, 21, 23, 24, 24, 25, NAN, NAN, 26, 27, 26 },
		{ 3.1, 3.3, 3.0, 3.4, 3.2, 3.1, 3.3, 3.6, 3.8, 3.7, 4.1, 4.4,
		  4.6 },
		{ 82, 81, 84, 83, 83, 82, 84, 82, 83, 84, 83, 82, 83 },
		{ 110, 118, 121, 130, 128, 139, 142, 150, 149, 158, 163, 171,
		  180 },
	};
	static const struct tile tile[6] = {
		{ "Rework rate", "13.0", "%", "10.2\u201316.4 %",
		  "limit 15 %", "not clear yet", "improving", "likely",
		  TONE_GOOD, -1, NULL, 13, { 0 } },
		{ "Usable without edit", "69", "%", "64\u201374 %",
		  "target 70 %", "", "improving", "not clear yet", TONE_GOOD,
		  1, NULL, 13, { 0 } },
		{ "Net hours gained", "26.4", "h/week", "", "target 24 h",
		  "", "stable", "met", TONE_PLAIN, 0, NULL, 13, { 0 } },
		{ "Wait per handoff", "4.6", "h", "3.9\u20135.5 h",
		  "limit 4 h", "above the limit", "degrading", "missed",
		  TONE_BAD, 1, NULL, 13, { 0 } },
		{ "Caught before publishing", "83", "%", "77\u201388 %",
		  "target 85 %", "not clear yet", "stable", "possible",
		  TONE_PLAIN, 0, NULL, 13, { 0 } },
		{ "ROI at full capacity", "180", "%", "95\u2013260 %",
		  "above 0 %", "", "improving", "met", TONE_GOOD, 1, NULL,
		  13, { 0 } },
	};
	struct element *e = part_add(d, p, ELEMENT_TILES, "six_numbers", 12);

	e->as.tiles.n = 6;
	e->as.tiles.item = sample_copy(d, tile, sizeof tile);
	for (size_t i = 0; i < 6; i++) {
		e->as.tiles.item[i].spark = spark[i];
		e->as.tiles.item[i].cell = cell_number(spark[i][12], 1);
	}
}

static inline void sample_lists(struct doc *d, struct part *p)
{
	static const struct list_item changed[] = {
		{ "\u221238 %", "Rework fell and stayed down",
		  "Since the brief template of week 31 every weekly rate is "
		  "below the old lower limit. The change " BOLD_ON
		  "paid back in 19 days" BOLD_OFF ".", TONE_GOOD,
		  "quality" },
		{ "+1.2 h", "Waiting for approval has grown since June",
		  "Three approvers, no deputy, no agreed turnaround. "
		  BOLD_ON "61 % of the wait" BOLD_OFF " falls in weeks when "
		  "one person is away.", TONE_BAD, "quality" },
		{ "1 in 5", "Webinar leads are still typed in twice",
		  "The import drops the country field, so the item is keyed "
		  "again. About " BOLD_ON "14 hours a week" BOLD_OFF ".",
		  TONE_WARN, NULL },
	};
	static const struct list_item ask[] = {
		{ "4.1 h", "Agree a two-day turnaround for content approval, "
		  "with a named deputy", "Head of Content \u00b7 from 12 Oct",
		  TONE_PLAIN, "money" },
		{ "3.2 h", "Release three days to fix the webinar import",
		  "Revenue operations \u00b7 by 30 Oct", TONE_PLAIN, NULL },
		{ "1.4 h", "Stop the manual Friday status deck",
		  "Marketing lead \u00b7 from 5 Oct", TONE_PLAIN, NULL },
	};
	struct element *e = part_add(d, p, ELEMENT_LIST, "findings", 7);

	e->as.list.title = "What changed";
	e->as.list.n = SAMPLE_COUNT(changed);
	e->as.list.item = sample_copy(d, changed, sizeof changed);
	e = part_add(d, p, ELEMENT_LIST, "asks", 5);
	e->as.list.title = "Decisions we ask for";
	e->as.list.numbered = true;
	e->as.list.n = SAMPLE_COUNT(ask);
	e->as.list.item = sample_copy(d, ask, sizeof ask);
}

static inline void sample_summary(struct doc *d)
{
	struct part *p = doc_add_part(d, "summary", "Summary", false);

	part_add_text(d, p, "headline", TEXT_HEADLINE,
		      "We gave back " BOLD_ON "343 hours" BOLD_OFF
		      " this quarter. Waiting for approval is now our largest "
		      "single cost.");
	part_add_text(d, p, "headline", TEXT_LEAD,
		      "Six of eight workflows need less rework than in Q2. Two "
		      "need a decision from you: content approval, which has "
		      "no agreed turnaround, and the webinar handoff, where "
		      "one lead in five is still keyed in by hand.");
	sample_tiles(d, p);
	sample_lists(d, p);
}

static inline void sample_bridge(struct doc *d, struct part *p)
{
	static const char *const label[] = {
		"Gross hours saved", "Reviews", "Corrections",
		"Approval loops", "Setup and training", "Net hours",
	};
	static const double value[] = { 512, -74, -58, -23, -14, 343 };
	static const bool total[] = { true, false, false, false, false,
				      true };
	struct element *e = part_add(d, p, ELEMENT_CHART, "bridge", 7);
	struct chart *c = &e->as.chart;

	c->type = CHART_BRIDGE;
	c->title = "Two thirds of the gross hours stay with us";
	c->subtitle = "Hours in Q3 2026, all eight workflows";
	c->alt = "512 gross hours, 343 net hours";
	c->unit = "h";
	c->n = SAMPLE_COUNT(value);
	c->label = sample_copy(d, label, sizeof label);
	c->value = sample_copy(d, value, sizeof value);
	c->is_total = sample_copy(d, total, sizeof total);
}

static inline void sample_range(struct doc *d, struct part *p)
{
	static const char *const label[] = {
		"All hours used again", "Half of them used again",
		"Only what pilots confirmed",
	};
	static const double value[] = { 1.80, 0.40, 0.12 };
	static const double low[] = { 0.95, -0.03, -0.31 };
	static const double high[] = { 2.60, 0.80, 0.52 };
	struct element *e = part_add(d, p, ELEMENT_CHART, "roi_range", 5);
	struct chart *c = &e->as.chart;

	c->type = CHART_RANGE;
	c->title = "It pays if half the hours are used";
	c->subtitle = "Return on investment with its 90 % range, Q3 2026";
	c->alt = "Return 180 % if all hours are used again";
	c->percent = true;
	c->n = SAMPLE_COUNT(value);
	c->label = sample_copy(d, label, sizeof label);
	c->value = sample_copy(d, value, sizeof value);
	c->low = sample_copy(d, low, sizeof low);
	c->high = sample_copy(d, high, sizeof high);
	c->target = 0;
	c->target_text = "break-even";
}

static inline void sample_cost_table(struct doc *d, struct part *p)
{
	static const struct column column[] = {
		{ "Workflow", ALIGN_LEFT, 18, false },
		{ "Outputs", ALIGN_RIGHT, 8, false },
		{ "Gross h", ALIGN_RIGHT, 8, false },
		{ "Net h", ALIGN_RIGHT, 8, false },
		{ "Value", ALIGN_RIGHT, 10, false },
		{ "Rework", ALIGN_RIGHT, 8, false },
		{ "Verdict", ALIGN_LEFT, 14, false },
		{ "What we do next", ALIGN_LEFT, 34, true },
	};
	static const struct {
		const char *name; double n, gross, net, rework;
		const char *verdict; enum tone tone; const char *next;
	} row[] = {
		{ "Blog articles", 214, 151, 118, 0.093, "improving",
		  TONE_GOOD, "Keep; the brief template is now the standard" },
		{ "Landing pages", 96, 102, 71, 0.121, "stable", TONE_PLAIN,
		  "Keep: within limits since week 31" },
		{ "Newsletter", 52, 78, 61, 0.077, "improving", TONE_GOOD,
		  "Keep" },
		{ "Webinar handoff", 31, 64, 22, 0.243, "degrading",
		  TONE_BAD, "Fix the import so that the country survives; "
		  "review after four weeks" },
		{ "Paid social", 188, 83, 58, 0.148, "not clear yet",
		  TONE_WARN, "Sample 34 more outputs before deciding" },
		{ "Localisation", 44, 34, 13, 0.171, "not clear yet",
		  TONE_WARN, "Send final text only" },
	};
	struct element *e = part_add(d, p, ELEMENT_TABLE, "costs", 12);
	struct table *t = &e->as.table;
	struct cell *c;

	t->title = "Where the hours come from";
	t->subtitle = "Q3 2026; an hour is priced at EUR 58";
	table_columns(d, t, column, SAMPLE_COUNT(column));
	for (size_t i = 0; i < SAMPLE_COUNT(row); i++) {
		c = table_row(d, t);
		c[0] = cell_text(row[i].name);
		c[0].tone = TONE_STRONG;
		c[1] = cell_number(row[i].n, 0);
		c[2] = cell_number(row[i].gross, 1);
		c[3] = cell_number(row[i].net, 1);
		c[4] = cell_money(row[i].net * 58, 0);
		c[5] = cell_percent(row[i].rework, 1);
		c[6] = cell_text(row[i].verdict);
		c[6].tone = row[i].tone;
		c[7] = cell_text(row[i].next);
	}
	c = table_row(d, t);
	c[0] = cell_text("All");
	c[1] = cell_number(625, 0);
	c[2] = cell_number(512, 1);
	c[3] = cell_number(343, 1);
	c[4] = cell_money(343 * 58, 0);
	c[5] = cell_percent(0.13, 1);
	c[6] = cell_text("improving");
	t->total_row = true;
}

static inline void sample_money(struct doc *d)
{
	struct part *p = doc_add_part(d, "money", "Money and hours", false);

	part_add_text(d, p, "headline", TEXT_HEADLINE,
		      "512 hours saved became " BOLD_ON "343 net hours"
		      BOLD_OFF "; the tools are paid back since 12 August");
	sample_bridge(d, p);
	sample_range(d, p);
	sample_cost_table(d, p);
}

static inline void sample_control(struct doc *d, struct part *p)
{
	static const double rate[SAMPLE_WEEKS] = {
		0.19, 0.21, 0.18, 0.20, 0.23, 0.19, 0.17, 0.20, 0.22, NAN,
		0.20, 0.21, 0.19, 0.21, 0.19, 0.20, 0.18, 0.13, 0.12, 0.14,
		0.115, 0.13, 0.11, 0.135, 0.12, 0.13,
	};
	static const struct chart_mark mark[] = {
		{ 17, "Brief template live, week 31" },
		{ 22, "Second reviewer for paid social" },
	};
	struct element *e = part_add(d, p, ELEMENT_CHART, "control", 8);
	struct chart *c = &e->as.chart;
	double *v[4];

	for (int i = 0; i < 4; i++)
		v[i] = arena_array(&d->arena, SAMPLE_WEEKS, sizeof(double));
	c->label = arena_array(&d->arena, SAMPLE_WEEKS, sizeof *c->label);
	for (size_t i = 0; i < SAMPLE_WEEKS; i++) {
		double mean = i < 17 ? 0.199 : 0.125;
		double half = 0.045 + 0.008 * (double)(i % 5 == 2) +
			      0.004 * (double)(i % 7 == 3);

		v[0][i] = rate[i];
		v[1][i] = mean;
		v[2][i] = mean - half;
		v[3][i] = mean + half;
		c->label[i] = arena_printf(&d->arena, i ? "%zu" : "week %zu",
					   14 + i);
	}
	c->type = CHART_CONTROL;
	c->title = "Rework: outputs corrected after review";
	c->subtitle = "Share of outputs per week, p\u2032 chart; the shaded "
		      "band is normal variation";
	c->alt = "Rework falls from 20 % to 13 % after week 31";
	c->percent = true;
	c->digits = 1;
	c->n = SAMPLE_WEEKS;
	c->value = v[0];
	c->centre = v[1];
	c->low = v[2];
	c->high = v[3];
	c->target = 0.15;
	c->target_text = "limit 15 %";
	c->mark = sample_copy(d, mark, sizeof mark);
	c->n_mark = SAMPLE_COUNT(mark);
}

static inline void sample_bars(struct doc *d, struct part *p)
{
	static const char *const label[] = {
		"Webinar handoff", "Localisation", "Paid social",
		"Landing pages", "Blog articles", "Newsletter",
	};
	static const double value[] = { 24.3, 17.1, 14.8, 12.1, 9.3, 7.7 };
	static const double low[] = { 16.2, 10.0, 10.9, 7.6, 6.4, 3.5 };
	static const double high[] = { 34.9, 27.6, 19.8, 18.7, 13.4, 15.9 };
	static const enum tone tone[] = { TONE_BAD, TONE_PLAIN, TONE_PLAIN,
					  TONE_PLAIN, TONE_PLAIN,
					  TONE_PLAIN };
	struct element *e = part_add(d, p, ELEMENT_CHART, "scores", 4);
	struct chart *c = &e->as.chart;

	c->type = CHART_BARS;
	c->title = "One workflow is surely above 15 %";
	c->subtitle = "Rework rate by workflow, Q3 2026, with 95 % interval";
	c->alt = "Webinar handoff 24 %, Newsletter 8 %";
	c->unit = "%";
	c->digits = 1;
	c->n = SAMPLE_COUNT(value);
	c->label = sample_copy(d, label, sizeof label);
	c->value = sample_copy(d, value, sizeof value);
	c->low = sample_copy(d, low, sizeof low);
	c->high = sample_copy(d, high, sizeof high);
	c->tone = sample_copy(d, tone, sizeof tone);
	c->target = 15;
	c->target_text = "limit 15 %";
}

static inline void sample_matrix(struct doc *d, struct part *p)
{
	static const struct column column[] = {
		{ "Error starts in", ALIGN_LEFT, 20, false },
		{ "Draft", ALIGN_RIGHT, 8, false },
		{ "Review", ALIGN_RIGHT, 8, false },
		{ "Approval", ALIGN_RIGHT, 8, false },
		{ "After publishing", ALIGN_RIGHT, 10, false },
		{ "Caught where it starts", ALIGN_RIGHT, 14, false },
	};
	static const char *const name[] = { "Brief", "Draft", "Layout",
					    "Data" };
	static const double n[4][4] = { { 6, 21, 9, 4 }, { 48, 31, 6, 2 },
					{ 0, 12, 3, 1 }, { 2, 5, 8, 11 } };
	struct element *e = part_add(d, p, ELEMENT_TABLE, "matrix", 12);
	struct table *t = &e->as.table;

	t->title = "Briefs and data hide their errors longest";
	t->subtitle = "Corrections in Q3 2026 by where the error started and "
		      "where it was caught";
	table_columns(d, t, column, SAMPLE_COUNT(column));
	for (size_t r = 0; r < 4; r++) {
		struct cell *c = table_row(d, t);
		double sum = n[r][0] + n[r][1] + n[r][2] + n[r][3];

		c[0] = cell_text(name[r]);
		for (size_t k = 0; k < 4; k++)
			c[k + 1] = cell_number(n[r][k], 0);
		c[5] = cell_percent((n[r][0] + n[r][1]) / sum, 0);
	}
}

static inline void sample_quality(struct doc *d)
{
	struct part *p = doc_add_part(d, "quality", "Quality over 26 weeks",
				      false);

	part_add_text(d, p, "headline", TEXT_HEADLINE,
		      "Rework fell from 20 % to " BOLD_ON "13 %" BOLD_OFF
		      " with the brief template; the webinar handoff did not "
		      "follow");
	sample_control(d, p);
	sample_bars(d, p);
	sample_matrix(d, p);
}

static inline void sample_method(struct doc *d)
{
	static const struct column column[] = {
		{ "Metric", ALIGN_LEFT, 18, false },
		{ "In words", ALIGN_LEFT, 44, true },
		{ "Columns it reads", ALIGN_LEFT, 26, true },
		{ "Edge rules", ALIGN_LEFT, 34, true },
	};
	static const char *const row[][4] = {
		{ "Rework rate", "Outputs with at least one correction after "
		  "review, divided by all outputs reviewed in the period.",
		  "corrections.output_id, outputs.reviewed_at",
		  "An output counts in the week of its review. Fewer than 5: "
		  "no rate." },
		{ "Net hours", "Minutes saved against the measured baseline, "
		  "less review, correction and loop minutes.",
		  "outputs.minutes, baseline.minutes, reviews.minutes",
		  "Only finished and accepted outputs. Missing minutes are "
		  "counted and named." },
		{ "ROI", "Net hours times the recapture share times the hourly "
		  "rate, less cost, divided by cost.",
		  "tuneup.yaml: rate, recapture, tools, setup",
		  "Printed twice: at 100 % and 50 % recapture." },
		{ "Wait per handoff", "Hours from the end of one step to the "
		  "start of the next, median of the week.",
		  "handoffs.left_at, handoffs.taken_at",
		  "Working hours of the workspace only." },
		{ "Caught before publishing", "Corrections found at a "
		  "checkpoint, divided by all corrections.",
		  "corrections.caught_at", "The last three weeks are immature "
		  "and grey." },
	};
	struct part *p = doc_add_part(d, "method", "Method", true);
	struct element *e;

	part_add_text(d, p, "method", TEXT_LEAD,
		      "Every number of this report can be computed again from "
		      "the files listed under data quality.");
	e = part_add(d, p, ELEMENT_TABLE, "method", 12);
	table_columns(d, &e->as.table, column, SAMPLE_COUNT(column));
	for (size_t r = 0; r < SAMPLE_COUNT(row); r++) {
		struct cell *c = table_row(d, &e->as.table);

		for (size_t k = 0; k < 4; k++)
			c[k] = cell_text(row[r][k]);
		c[0].tone = TONE_STRONG;
		c[2].tone = c[3].tone = TONE_MUTED;
	}
	part_add_text(d, p, "method", TEXT_NOTE,
		      "Intervals are Wilson intervals at 95 %. A comparison "
		      "whose interval includes the target prints \u201cnot "
		      "clear yet\u201d.");
}

static inline void sample_data_quality(struct doc *d)
{
	static const struct column column[] = {
		{ "File", ALIGN_LEFT, 26, true },
		{ "Kind", ALIGN_LEFT, 12, false },
		{ "From", ALIGN_RIGHT, 11, false },
		{ "To", ALIGN_RIGHT, 11, false },
		{ "Rows", ALIGN_RIGHT, 9, false },
		{ "Set aside", ALIGN_RIGHT, 9, false },
		{ "SHA-256", ALIGN_LEFT, 12, false },
		{ "Check", ALIGN_LEFT, 10, false },
	};
	struct part *p = doc_add_part(d, "data", "Data quality", true);
	struct element *e;
	struct table *t;

	part_add_text(d, p, "headline", TEXT_HEADLINE,
		      "Twelve files, " BOLD_ON "14,218 rows" BOLD_OFF
		      ", 1.6 % set aside");
	e = part_add(d, p, ELEMENT_TABLE, "files", 12);
	t = &e->as.table;
	t->title = "Files this report is made of";
	t->subtitle = "One row per import; rows set aside are listed with "
		      "their line in the workbook";
	table_columns(d, t, column, SAMPLE_COUNT(column));
	for (int i = 0; i < 12; i++) {
		struct cell *c = table_row(d, t);

		c[0] = cell_text(arena_printf(&d->arena, "tracker_export_"
					      "2026-%02d.csv", 1 + i));
		c[1] = cell_text(i % 3 ? "outputs" : "corrections");
		c[2] = cell_date(d->created - 90 + 7 * i);
		c[3] = cell_date(d->created - 84 + 7 * i);
		c[4] = cell_number(1184 + 37 * i, 0);
		c[5] = i % 4 == 3 ? cell_dash("none") :
		       cell_number(14 + i, 0);
		c[6] = cell_text(arena_printf(&d->arena, "%08x",
					      2654435761u * (unsigned)i));
		c[7] = cell_text(i == 7 ? "20 % fewer rows" : "pass");
		c[7].tone = i == 7 ? TONE_WARN : TONE_GOOD;
	}
	part_add_text(d, p, "files", TEXT_BODY,
		      "Week 23 has no corrections: the export of that week "
		      "was empty. It is a gap in every chart, not a zero.");
}

static inline struct doc sample_doc(void)
{
	struct doc d = sample_empty();

	sample_summary(&d);
	sample_money(&d);
	sample_quality(&d);
	sample_method(&d);
	sample_data_quality(&d);
	return d;
}

#endif
