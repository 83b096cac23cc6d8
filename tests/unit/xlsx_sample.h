/*
 * tests/unit/xlsx_sample.h - small documents for the workbook's tests.
 */
#ifndef TUNEUP_TESTS_UNIT_XLSX_SAMPLE_H
#define TUNEUP_TESTS_UNIT_XLSX_SAMPLE_H

#include "base/date.h"
#include "base/num.h"
#include "render/xlsx_layout.h"
#include "report/model.h"

static inline void sample_frame(struct doc *d)
{
	memset(d, 0, sizeof *d);
	d->report = "weekly";
	d->title = "Weekly tuning";
	d->team = "Content & campaigns";
	d->period_id = "2026-W47";
	d->period = "Week 47, 16–22 Nov 2026";
	d->stamp = "data to Sun 22 Nov 2026, Europe/Berlin";
	d->run = "7f3a91c2";
	memset(d->inputs, 'a', 64);
	d->currency = "EUR";
	d->paper = "A4";
	d->created = day_from_civil(2026, 11, 22);
	d->theme = (struct doc_theme){
		.ink = 0x14202B, .muted = 0x5A6774, .faint = 0xAEB8C1,
		.rule = 0xE3E8EC, .tile = 0xF4F6F8, .accent = 0x0E7C74,
		.good = 0x0E7C74, .warn = 0xA86400, .bad = 0xB3361C,
		.input = 0xFFF6D6, .font = "Lato",
	};
}

static const double sample_rate[26] = {
	.19, .20, .18, .21, .19, .22, .20, .19, .18, .20, .21, .19, .17,
	.18, .17, .16, NAN, .16, .15, .16, .14, .15, .13, .14, .12, .13,
};

/* A document of one table and nothing else, its columns there already. */
static inline struct table *sample_table(struct doc *d, const char *block,
					 const struct column *column, size_t n)
{
	struct element *e;

	sample_frame(d);
	e = part_add(d, doc_add_part(d, "a", "A", false), ELEMENT_TABLE, block,
		     12);
	table_columns(d, &e->as.table, column, n);
	return &e->as.table;
}

/* The cell of a sheet that says this. */
static inline const struct xlsx_place *
sample_find(const struct xlsx_sheet_plan *s, const char *text)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->cell[i].text, text))
			return &s->cell[i];
	fail_msg("\"%s\" stands nowhere", text);
	return NULL;
}

static inline void sample_tiles(struct doc *d, struct part *p)
{
	struct element *e = part_add(d, p, ELEMENT_TILES, "six_numbers", 12);
	struct tile *t = arena_array(&d->arena, 3, sizeof *t);

	e->as.tiles.title = "Six numbers";
	e->as.tiles.n = 3;
	e->as.tiles.item = t;
	t[0] = (struct tile){ .label = "Rework rate", .value = "14.2",
		.unit = "%", .interval = "10.5–20.9 %", .target = "limit 15 %",
		.verdict = "not clear yet", .change = "improving",
		.meets = "may miss it", .tone = TONE_WARN, .arrow = -1,
		.spark = sample_rate + 13, .n_spark = 13,
		.cell = cell_percent(.142, 1) };
	t[1] = (struct tile){ .label = "Net hours saved", .value = "6.5",
		.unit = "h/week", .interval = "4.0–9.1", .target = "",
		.verdict = "above zero", .change = "no change", .meets = "",
		.tone = TONE_GOOD, .spark = sample_rate, .n_spark = 13,
		.cell = cell_number(6.5, 1) };
	t[2] = (struct tile){ .label = "Return on investment", .value = "–",
		.unit = "%", .interval = "", .target = "above 0 %",
		.verdict = "no cost data yet", .change = "", .meets = "",
		.tone = TONE_MUTED, .cell = cell_dash("no costs imported") };
}

static inline void sample_agenda(struct doc *d)
{
	struct part *p = doc_add_part(d, "agenda", "Agenda", false);
	struct element *e;
	struct list_item *item = arena_array(&d->arena, 3, sizeof *item);

	part_add_text(d, p, "agenda", TEXT_HEADLINE,
		      "Rework fell to 14 %, and briefs without an audience "
		      "cause most of it");
	part_add_text(d, p, "agenda", TEXT_LEAD,
		      "30 minutes. Yellow cells are for the session; "
		      "everything else is calculated.");
	e = part_add(d, p, ELEMENT_LIST, "agenda", 12);
	e->as.list.title = "Thirty minutes";
	e->as.list.item = item;
	e->as.list.n = 3;
	item[0] = (struct list_item){ "0–3", "Last week's decisions",
		"Two done, one late: the brief template waits for legal.",
		TONE_PLAIN, NULL };
	item[1] = (struct list_item){ "3–8", "What changed",
		"Tone corrections fell from " BOLD_ON "31" BOLD_OFF " to "
		BOLD_ON "12" BOLD_OFF " a week since the prompt names the "
		"reader; facts are unchanged and stay the costliest kind of "
		"error by far, with 41 minutes each.", TONE_PLAIN, NULL };
	item[2] = (struct list_item){ "8–22", "Decide: who checks facts?",
		"3 proposals with expected hours on the next sheet.",
		TONE_PLAIN, "data" };
	sample_tiles(d, p);
	e = part_add(d, p, ELEMENT_LIST, "cannot_say", 12);
	e->as.list.title = "What we cannot say yet";
	e->as.list.numbered = true;
	e->as.list.item = arena_array(&d->arena, 1, sizeof *item);
	e->as.list.n = 1;
	e->as.list.item[0] = (struct list_item){ "",
		"Whether the webinar workflow got better: 9 items in 4 weeks "
		"are too few, and half of them have no review minutes.", "",
		TONE_PLAIN, NULL };
}

static inline void sample_scorecard(struct doc *d)
{
	struct part *p = doc_add_part(d, "score", "Scorecard", false);
	static const struct column columns[] = {
		{ "Workflow", ALIGN_LEFT, 28, true },
		{ "This week", ALIGN_RIGHT, 10, false },
		{ "13-week mean", ALIGN_RIGHT, 10, false },
		{ "Cost", ALIGN_RIGHT, 12, false },
		{ "Since", ALIGN_RIGHT, 12, false },
		{ "Verdict", ALIGN_LEFT, 30, true },
	};
	struct element *e;
	struct cell *row;
	struct chart *c;

	e = part_add(d, p, ELEMENT_TABLE, "scorecard", 12);
	e->as.table.title = "Rework rate by workflow";
	e->as.table.subtitle = "Items reworked of items delivered, week 47";
	table_columns(d, &e->as.table, columns, 6);
	for (int i = 0; i < 4; i++) {
		row = table_row(d, &e->as.table);
		row[0] = cell_text(i == 2 ? "=HYPERLINK(\"http://x\",\"from "
				   "a CSV: stays text\")" :
				   i == 1 ? "Webinar hand-off and follow-up "
				   "with a long name" : "Blog");
		row[1] = cell_percent(.1 + i * .05, 1);
		row[2] = i == 3 ? cell_dash("first week") :
			cell_percent(.12, 1);
		row[3] = cell_money(1200.5 * i, 2);
		row[4] = cell_date(d->created - i * 7);
		row[5] = cell_text(i == 3 ? "Above the limit" : "Within");
		row[5].tone = i == 3 ? TONE_BAD : TONE_GOOD;
	}
	row = table_row(d, &e->as.table);
	e->as.table.total_row = true;
	row[0] = cell_text("All workflows");
	row[1] = cell_percent(.142, 1);
	row[3] = cell_money(7203, 2);
	e = part_add(d, p, ELEMENT_CHART, "p_chart", 12);
	c = &e->as.chart;
	c->type = CHART_CONTROL;
	c->title = "Rework fell and stays down";
	c->subtitle = "Rework rate, all workflows, weeks 22–47";
	c->alt = "Line chart: rework rate fell from 19 % to 13 % in 26 weeks";
	c->unit = "%";
	c->percent = true;
	c->n = 26;
	c->value = arena_array(&d->arena, 26, sizeof(double));
	c->low = arena_array(&d->arena, 26, sizeof(double));
	c->high = arena_array(&d->arena, 26, sizeof(double));
	c->centre = arena_array(&d->arena, 26, sizeof(double));
	c->label = arena_array(&d->arena, 26, sizeof(char *));
	for (size_t i = 0; i < 26; i++) {
		c->label[i] = arena_printf(&d->arena, "%zu", 22 + i);
		c->value[i] = sample_rate[i];
		c->centre[i] = i < 12 ? .195 : .15;
		c->low[i] = c->centre[i] - .06;
		c->high[i] = c->centre[i] + .06;
	}
	c->target = .17;
	c->target_text = "limit 17 %";
	c->mark = arena_array(&d->arena, 1, sizeof *c->mark);
	c->n_mark = 1;
	c->mark[0] = (struct chart_mark){ 12, "prompt names the reader" };
}

static inline void sample_panels(struct doc *d, struct part *p)
{
	struct chart *c = &part_add(d, p, ELEMENT_CHART, "panels", 12)
				   ->as.chart;
	static const char *const label[] = { "week 45", "week 46", "week 47" };
	static const double value[6][3] = {
		{ .2, .1, .3 }, { NAN, NAN, .4 }, { .5, NAN, .1 },
		{ NAN, NAN, NAN }, { 0, 0, 0 }, { .9, .8, .7 }
	};
	struct chart_panel *panel = arena_array(&d->arena, 6, sizeof *panel);

	c->type = CHART_PANELS;
	c->title = "Six workflows on one scale";
	c->subtitle = "Rework rate, weeks 45 to 47";
	c->alt = "Six small line charts";
	c->percent = true;
	c->unit = "%";
	c->n = 3;
	c->label = (const char **)(uintptr_t)label;
	c->value = (double *)(uintptr_t)value[0];
	c->target = .15;
	c->target_text = "limit 15 %";
	for (size_t i = 0; i < 6; i++)
		panel[i] = (struct chart_panel){
			arena_printf(&d->arena, "Workflow %zu", i),
			"17.1 %, stable", i ? TONE_PLAIN : TONE_BAD, value[i]
		};
	c->panel = panel;
	c->n_panel = 6;
}

static inline void sample_lines(struct doc *d, struct part *p)
{
	struct chart *c = &part_add(d, p, ELEMENT_CHART, "lines", 12)
				   ->as.chart;
	static const char *const label[] = { "wk 45", "wk 46", "wk 47" };
	static const double cost[] = { 10, 20, 30 }, gain[] = { -5, NAN, 44 };
	static const struct chart_panel panel[] = {
		{ "Cost", "EUR 30", TONE_MUTED, cost },
		{ "Benefit", "EUR 44", TONE_GOOD, gain }
	};

	c->type = CHART_LINES;
	c->title = "It has paid back";
	c->subtitle = "EUR so far";
	c->alt = "Cost and benefit by week";
	c->unit = "EUR";
	c->n = 3;
	c->label = (const char **)(uintptr_t)label;
	c->value = (double *)(uintptr_t)gain;
	c->target = NAN;
	c->target_text = "";
	c->panel = panel;
	c->n_panel = 2;
	c->n_mark = 1;
	c->mark = arena_alloc(&d->arena, sizeof *c->mark);
	c->mark[0] = (struct chart_mark){ 2, "break-even, week 47" };
}

static inline void sample_slope(struct doc *d, struct part *p)
{
	struct chart *c = &part_add(d, p, ELEMENT_CHART, "slope", 6)->as.chart;
	static const char *const label[] = { "Blog", "Social", "Webinars" };
	static const double value[] = { .1, .3, NAN }, low[] = { .2, NAN, .1 };

	c->type = CHART_SLOPE;
	c->title = "Rework fell in Blog";
	c->subtitle = "Rework rate by workflow";
	c->alt = "Three workflows, Q2 to Q3";
	c->percent = true;
	c->unit = "%";
	c->from = "Q2 2026";
	c->to = "Q3 2026";
	c->n = 3;
	c->label = (const char **)(uintptr_t)label;
	c->value = (double *)(uintptr_t)value;
	c->low = (double *)(uintptr_t)low;
}

/* What was promised lies in, beyond and away from its interval. */
static inline void sample_forest(struct doc *d, struct part *p)
{
	struct chart *c = &part_add(d, p, ELEMENT_CHART, "forest", 12)
				   ->as.chart;
	static const char *const label[] = {
		"Blog",
		"A workflow with about sixty characters, as some teams have",
		"Webinars"
	};
	static const char *const under[] = { "rework rate", "wait", "" };
	static const char *const word[] = { "worked", "cannot tell yet",
					    "made it worse" };
	static const double value[] = { -47, -5, 30 };
	static const double low[] = { -64, -30, 11 }, high[] = { -31, 20, 49 };
	static const double promised[] = { -25, NAN, -40 };
	static const enum tone tone[] = { TONE_GOOD, TONE_PLAIN, TONE_BAD };

	c->type = CHART_FOREST;
	c->title = "1 of 2 actions with a verdict worked";
	c->subtitle = "Difference in per cent of the weeks before";
	c->alt = "Three actions: one worked, one is open, one made it worse";
	c->unit = "%";
	c->n = 3;
	c->label = (const char **)(uintptr_t)label;
	c->under = (const char **)(uintptr_t)under;
	c->word = (const char **)(uintptr_t)word;
	c->value = (double *)(uintptr_t)value;
	c->low = (double *)(uintptr_t)low;
	c->high = (double *)(uintptr_t)high;
	c->promised = (double *)(uintptr_t)promised;
	c->tone = (enum tone *)(uintptr_t)tone;
}

static inline void sample_bars(struct doc *d)
{
	struct part *p = doc_add_part(d, "charts", "Charts: [all] / kinds?",
				      true);
	static const enum chart_type type[] = { CHART_BARS, CHART_BRIDGE,
						CHART_RANGE };
	static const double value[3][4] = {
		{ 104, 72, 12, 3 }, { 40, -12, -33, -5 }, { .736, .2, -.1, NAN },
	};

	part_add_text(d, p, "charts", TEXT_HEADLINE, "Charts of each kind");
	for (int t = 0; t < 3; t++) {
		struct element *e = part_add(d, p, ELEMENT_CHART, "bars", 8);
		struct chart *c = &e->as.chart;

		c->type = type[t];
		c->title = t == 0 ? "Approval costs most" : t == 1 ?
			"Reviews eat a third of the hours" : "ROI range";
		c->subtitle = "Hours, week 47";
		c->alt = "Bars";
		c->unit = t == 2 ? "%" : "h";
		c->percent = t == 2;
		c->digits = t == 2 ? 1 : 0;
		c->n = 4;
		c->label = arena_array(&d->arena, 4, sizeof(char *));
		c->value = arena_array(&d->arena, 4, sizeof(double));
		c->low = arena_array(&d->arena, 4, sizeof(double));
		c->high = arena_array(&d->arena, 4, sizeof(double));
		c->tone = arena_array(&d->arena, 4, sizeof *c->tone);
		c->is_total = arena_array(&d->arena, 4, sizeof(bool));
		for (int i = 0; i < 4; i++) {
			static const char *const name[] = { "Gross hours",
				"Reviews", "Corrections and loops", "Net" };

			c->label[i] = name[i];
			c->value[i] = value[t][i];
			c->low[i] = value[t][i] - (t == 2 ? .3 : 4);
			c->high[i] = value[t][i] + (t == 2 ? .25 : 4);
		}
		c->tone[0] = t == 0 ? TONE_BAD : TONE_PLAIN;
		c->is_total[0] = t == 1;
		if (t == 1) {
			c->is_total[3] = true;
			c->low = c->high = NULL;
		}
	}
	sample_panels(d, p);
	sample_lines(d, p);
	sample_slope(d, p);
	sample_forest(d, p);
}

static inline struct cell sample_formula(const char *formula, double value,
					 int digits, const char *name)
{
	struct cell c = cell_number(value, digits);

	c.formula = formula;
	c.name = name;
	return c;
}

static inline void sample_form(struct doc *d)
{
	struct part *p = doc_add_part(d, "roi", "ROI what-if", false);
	struct element *e;
	struct form *f;

	part_add_text(d, p, "roi_form", TEXT_HEADLINE,
		      "Change a yellow cell and see what follows");
	part_add_text(d, p, "roi_form", TEXT_BODY,
		      "The values come from the data of the last 13 weeks. The "
		      "sheet is protected without a password, so that nobody "
		      "changes a formula by accident; take the protection "
		      "away under Review if you want to go further.");
	e = part_add(d, p, ELEMENT_FORM, "roi_form", 12);
	f = &e->as.form;
	f->n_input = f->n_result = 2;
	f->input = arena_array(&d->arena, 2, sizeof *f->input);
	f->result = arena_array(&d->arena, 2, sizeof *f->result);
	f->input[0] = (struct form_row){ "Cost of an hour",
		cell_money(45, 2), "EUR/h", "from data: 45.00" };
	f->input[0].cell.name = "rate";
	f->input[1] = (struct form_row){ "Hours a week", cell_number(6.5, 1),
		"h", "measured" };
	f->input[1].cell.name = "hours";
	f->input[0].cell.input = f->input[1].cell.input = true;
	f->result[0] = (struct form_row){ "Benefit a week",
		sample_formula("=hours*rate", 292.5, 2, "benefit"), "EUR",
		"hours times rate" };
	f->result[1] = (struct form_row){ "Benefit a quarter",
		sample_formula("=benefit*13", 3802.5, 2, NULL), "EUR", "" };
	f->tornado_title = "Which input matters most";
	f->n_tornado = 2;
	f->tornado = arena_array(&d->arena, 2, sizeof *f->tornado);
	f->tornado[0].label = "Hours a week";
	f->tornado[0].low = sample_formula("=hours*0.5*rate-200", -53.75, 2,
					   NULL);
	f->tornado[0].high = sample_formula("=hours*1.5*rate-200", 238.75, 2,
					    NULL);
	f->tornado[0].swing = sample_formula("=hours*rate", 292.5, 2, NULL);
	f->tornado[1].label = "Cost of an hour";
	f->tornado[1].low = sample_formula("=hours*rate*0.8-200", 34, 2, NULL);
	f->tornado[1].high = sample_formula("=hours*rate*1.2-200", 151, 2,
					    NULL);
	f->tornado[1].swing = sample_formula("=hours*rate*0.4", 117, 2, NULL);
}

static inline void sample_data(struct doc *d, int rows)
{
	struct part *p = doc_add_part(d, "data", "Data", true);
	static const struct column columns[] = {
		{ "Output", ALIGN_LEFT, 12, false },
		{ "output", ALIGN_LEFT, 12, false },
		{ "", ALIGN_LEFT, 0, false },
		{ "Minutes", ALIGN_RIGHT, 8, false },
	};
	struct element *e;

	part_add_text(d, p, "data", TEXT_HEADLINE, "One row for each output");
	e = part_add(d, p, ELEMENT_TABLE, "data", 12);
	e->as.table.excel_name = "Outputs";
	table_columns(d, &e->as.table, columns, 4);
	for (int i = 0; i < rows; i++) {
		struct cell *row = table_row(d, &e->as.table);

		row[0] = cell_text(arena_printf(&d->arena, "%05d", i));
		row[1] = cell_text("blog");
		row[2] = cell_text(i % 3 ? "" : "x");
		row[3] = cell_number(i * 1.1, 1);
	}
}

static inline void sample_doc(struct doc *d)
{
	sample_frame(d);
	sample_agenda(d);
	sample_scorecard(d);
	sample_form(d);
	sample_bars(d);
	sample_data(d, 60);
}

#endif
