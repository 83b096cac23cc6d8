/*
 * tests/unit/sample_input.h - what a report is made from, by hand: no store.
 *
 *	struct sample s;
 *	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
 *	... s.in ...
 *	sample_release(&s);
 *
 * The report is of week 47, 2026 (or of Q3 2026), as of Mon 23 Nov 2026.
 */
#ifndef TUNEUP_TESTS_UNIT_SAMPLE_INPUT_H
#define TUNEUP_TESTS_UNIT_SAMPLE_INPUT_H

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "metrics/stats.h"
#include "report/report.h"

enum sample_kind {
	SAMPLE_EMPTY,		/* a workspace without any data */
	SAMPLE_FIRST_WEEK,	/* one week, nothing before it */
	SAMPLE_FULL,		/* 30 weeks with a gap, two workflows */
	SAMPLE_MANY		/* 40 workflows, names of 60 characters */
};

#define SAMPLE_WORKFLOWS_MAX 40
#define SAMPLE_OUTPUTS 6

struct sample {
	struct report_input in;
	struct config config;
	struct template template;
	struct figures figures;
	struct findings findings;
	struct finding finding[8];
	struct playbook playbook;
	struct recommendations recommendations;
	struct decided_list decided;
	struct source_file file[3];
	struct aside_row aside[2];
	struct restatement restated[1];
	struct output_row output[SAMPLE_OUTPUTS];
	struct signals signals;		/* none, until sample_signals() */
	struct people_line role[3];
	struct cost_row cost_row[14];
	struct cost_list costs;
	struct money_line line;
	struct restatement before[2];
	struct config_workflow workflow[SAMPLE_WORKFLOWS_MAX];
	struct theme_file theme;
	struct arena arena;
};

#define SAMPLE_INPUTS \
	"7f3a91c27f3a91c27f3a91c27f3a91c27f3a91c27f3a91c27f3a91c27f3a91c2"

static inline struct figure *sample_add(struct sample *s, const char *metric,
					const char *workflow, const char *tool,
					struct period period)
{
	struct scope scope = { { NULL } };

	scope.dim[SCOPE_WORKFLOW] = workflow;
	scope.dim[SCOPE_TOOL] = tool;
	return figures_add(&s->figures, metric_find(metric), &scope, period);
}

static inline void sample_value(struct sample *s, const char *metric,
				const char *workflow, struct period period,
				double v)
{
	sample_add(s, metric, workflow, NULL, period)->value = v;
}

static inline void sample_rate(struct sample *s, const char *metric,
			       const char *workflow, const char *tool,
			       struct period period, int64_t x, int64_t n,
			       double limit)
{
	struct figure *f = sample_add(s, metric, workflow, tool, period);
	double z = z_for(0.95);
	struct interval i;

	f->x = x;
	f->n = n;
	if (!n) {
		f->note = "no reviewed outputs";
		return;
	}
	i = wilson((double)x, (double)n, z);
	f->value = (double)x / (double)n;
	f->low = i.low;
	f->high = i.high;
	if (isnan(limit))
		return;
	f->verdict = i.low > limit ? VERDICT_YES : i.high < limit ? VERDICT_NO
		: VERDICT_NOT_CLEAR;
	if (f->verdict == VERDICT_NOT_CLEAR)
		f->needed = outputs_needed((double)x, (double)n, limit, z);
}

/* Everything of one scope; `parts` workflows make up the total. */
static inline void sample_scope(struct sample *s, const char *workflow,
				struct period p, int64_t parts, int64_t bad)
{
	int64_t n = 40 * parts, x = bad * parts;
	double k = (double)parts;
	struct figure *f;

	sample_rate(s, "rework", workflow, NULL, p, x, n, 0.15);
	sample_rate(s, "usable", workflow, NULL, p, n - 2 * x, n, NAN);
	sample_rate(s, "light", workflow, NULL, p, x, n, NAN);
	sample_rate(s, "unknown", workflow, NULL, p, parts, n + parts, NAN);
	sample_value(s, "outputs", workflow, p, (double)(n + parts));
	f = sample_add(s, "correction_minutes", workflow, NULL, p);
	f->value = 4.5 + (double)bad / 10;
	f->n = n;
	f->x = x;
	f = sample_add(s, "gross_hours", workflow, NULL, p);
	f->value = 20 * k;
	f->n = n + parts;
	f->x = n;
	sample_value(s, "correction_hours", workflow, p,
		     (3 + (double)bad / 10) * k);
	sample_value(s, "review_hours", workflow, p, 4 * k);
	sample_value(s, "loop_hours", workflow, p, 0.5 * k);
	f = sample_add(s, "net_hours", workflow, NULL, p);
	f->value = (20 - 3 - (double)bad / 10 - 4 - 0.5) * k;
	f->low = f->value - 2 * k;
	f->high = f->value + 2 * k;
	sample_value(s, "fix_to_save", workflow, p,
		     (3 + (double)bad / 10) / 20);
}

static inline void sample_return(struct sample *s, const char *metric,
				 struct period p, double benefit,
				 double recapture)
{
	struct figure *f = sample_add(s, metric, NULL, NULL, p);

	f->value = benefit * recapture - 150;
	f->low = benefit * recapture * 0.8 - 165;
	f->high = (benefit + 180) * recapture - 150;
}

static inline void sample_money(struct sample *s, struct period p, double net)
{
	struct figure *f = sample_add(s, "benefit", NULL, NULL, p);

	f->value = net * 45;
	f->low = (net - 4) * 45;
	f->high = (net + 4) * 45;
	sample_value(s, "refinement_hours", NULL, p, 2);
	sample_value(s, "tool_cost", NULL, p, 60);
	sample_value(s, "cost", NULL, p, 150);
	sample_value(s, "paid_out", NULL, p, 60);
	sample_value(s, "own_time", NULL, p, 90);
	f = sample_add(s, "cash_back", NULL, NULL, p);
	f->value = 405;
	f->n = 11;
	f->x = 3;
	f = sample_add(s, "benefit_to_date", NULL, NULL, p);
	f->value = 1500;
	f->low = 1200;
	f->high = 1800;
	sample_value(s, "cost_to_date", NULL, p, 1300);
	sample_value(s, "roi", NULL, p, (net * 45 - 150) / 150);
	sample_value(s, "roi_half", NULL, p, (net * 22.5 - 150) / 150);
	sample_value(s, "payback", NULL, p, 90 / (net * 45 - 60));
	sample_value(s, "break_even_rate", NULL, p, 60 / (net - 2));
	sample_value(s, "break_even_rework", NULL, p, 0.31);
	sample_value(s, "break_even_hours", NULL, p, 3.3);
	sample_value(s, "hourly_rate", NULL, p, 45);
	sample_value(s, "manual_hours", NULL, p, net * 4);
	sample_value(s, "payback_actual", NULL, p, 7);
	sample_value(s, "refinement_benefit", NULL, p, 300);
	sample_value(s, "refinement_roi", NULL, p, 2.33);
	sample_return(s, "net_benefit", p, net * 45, 1);
	sample_return(s, "net_benefit_half", p, net * 45, 0.5);
}

/* n 0: the score has no interval, as its outputs are all alike. */
static inline void sample_score(struct sample *s, const char *metric,
				const char *tool, struct period p, double v,
				int64_t n)
{
	struct figure *f = sample_add(s, metric, NULL, tool, p);

	f->n = n ? n : 24;
	if (f->n < 10) {
		f->note = "no score below 10 outputs with a known outcome";
		return;
	}
	f->value = v;
	f->low = n ? v - 0.6 : NAN;
	f->high = n ? v + 0.6 : NAN;
	f->note = n == 0 ? "no variation seen" : n < 20 ?
		"provisional: fewer than 20 outputs; one rater" : "";
}

static inline void sample_scores(struct sample *s, struct period p)
{
	sample_score(s, "consistency", NULL, p, 7.2, 80);
	sample_score(s, "consistency_unrated", NULL, p, 7.0, 80);
	sample_score(s, "consistency", "Jasper", p, 6.1, 40);
	sample_score(s, "consistency", "notion AI", p, 8.4, 14);
	sample_score(s, "consistency", "in-house", p, 8.2, 0);
	sample_score(s, "consistency", "Copy.ai", p, 0, 6);
}

static inline void sample_version(struct sample *s, const char *version,
				  struct period p, int64_t x, int64_t n)
{
	const struct scope scope = { {
		[SCOPE_WORKFLOW] = s->workflow[0].id, [SCOPE_STEP] = "draft",
		[SCOPE_PROMPT_VERSION] = version
	} };
	struct figure *f = figures_add(&s->figures,
				       metric_find("usable_change"), &scope,
				       p);

	f->x = x;
	f->n = n;
	f->note = x ? "v1: 20 of 40 usable" : "the first version of its step";
	if (!x)
		return;
	f->value = (double)x / (double)n - 0.5;
	f->low = f->value - 0.3;
	f->high = f->value + 0.3;
	f->verdict = f->low > 0 ? VERDICT_YES : VERDICT_NOT_CLEAR;
	f->needed = f->low > 0 ? 0 : 31;
}

static inline void sample_period(struct sample *s, struct period p,
				 int64_t parts, int64_t bad)
{
	for (int64_t i = 0; i < parts; i++)
		sample_scope(s, s->workflow[i].id, p, 1, bad);
	sample_scope(s, NULL, p, parts, bad);
	sample_rate(s, "rework", NULL, "Jasper", p, bad * parts, 40 * parts,
		    0.15);
	sample_scores(s, p);
	sample_version(s, "v1", p, 0, 40);
	sample_version(s, "v2", p, 12, 20);
	sample_version(s, "v3", p, 19, 20);
	sample_money(s, p, (12.5 - (double)bad / 10) * (double)parts);
}

static inline void sample_workflows(struct sample *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		s->workflow[i].id = arena_printf(&s->arena, "flow-%02zu", i);
		s->workflow[i].name = n > 2 ? arena_printf(&s->arena,
			"Workflow %02zu with a name that goes on for sixty "
			"characters..", i) : i ? "Newsletter" : "Blog";
	}
	s->config.workflows = s->workflow;
	s->config.n_workflows = n;
	s->config.documented = true;
	s->config.people_key = true;
}

static inline void sample_findings(struct sample *s)
{
	const struct finding all[] = {
		{ "net", FINDING_HEADLINE, SURE, CAUSE_NONE, 1, "+6.2 h",
		  "We gave back \x02" "6.2 hours\x03 this week",
		  "Net hours after reviews and corrections; the interval is "
		  "4.2\u20138.2 h.", 6.2, NULL, NULL,
		  false },
		{ "rework-over:blog", FINDING_CHANGE, SURE, CAUSE_OUTPUT, -1,
		  "+4 pts", "Rework in Blog has risen",
		  "Rework in Blog is \x02" "22.5 %\x03 (12.3\u201337.5 %), "
		  "above its limits since week 46.", 3.1, NULL, NULL,
		  false },
		{ "draft", FINDING_DECIDE, LIKELY, CAUSE_OUTPUT, -1, "3.1 h",
		  "Stop or fix the draft template",
		  "Corrections of drafts take 3.1 h a week.", 3.1, NULL, NULL,
		  false },
		{ "roi", FINDING_CANNOT_SAY, NOT_CLEAR, CAUSE_NONE, 0, "",
		  "Whether rework is above 15 %",
		  "46 more outputs are needed.", 0, NULL, NULL,
		  false },
	};

	memcpy(s->finding, all, sizeof all);
	s->findings.item = s->finding;
	s->findings.n = sizeof all / sizeof *all;
}

static inline void sample_ledger(struct sample *s)
{
	s->file[0] = (struct source_file){
		.import = 1, .file = "reviews_2026-11.csv",
		.sha256 = SAMPLE_INPUTS, .profile = "reviews",
		.kind = "corrections", .encoding = "UTF-8", .delimiter = ",",
		.read = 1204, .used = 1190, .same = 2, .totals = 1,
		.aside = 11, .first = day_from_civil(2026, 4, 27),
		.last = day_from_civil(2026, 11, 22), .as_of = "2026-11-23",
	};
	s->file[1] = s->file[0];
	s->file[1].file = "tools.csv";
	s->file[1].profile = "costs";
	s->file[1].read = s->file[1].used = 12;
	s->file[1].same = s->file[1].totals = s->file[1].aside = 0;
	s->file[1].undone = true;
	s->in.files = s->file;
	s->in.n_files = 2;
	s->aside[0] = (struct aside_row){ "reviews_2026-11.csv", 7,
		"Reviewed at", "bad-date", "\"32.11.2026\" is no date; "
		"expected day.month.year", false };
	s->aside[1] = (struct aside_row){ "reviews_2026-11.csv", 0, "",
		"quotes", "a quote inside an unquoted cell was kept", true };
	s->in.aside = s->aside;
	s->in.n_aside = 2;
	s->in.aside_total = 12;
	s->restated[0] = (struct restatement){ "2026-W46", "Rework rate",
		"all work", 0.141, 0.150, metric_find("rework") };
	s->in.restated = s->restated;
	s->in.n_restated = 1;
}

/* Fourteen rows of 150 in all, of which 90 are own hours; ten weeks of a sum
 * that is paid back in the eighth. */
static inline void sample_costs(struct sample *s)
{
	struct period week = period_of(PERIOD_WEEK, s->in.now.last, 1);

	for (int i = 0; i < 14; i++)
		s->cost_row[i] = (struct cost_row){
			.of = i ? COST_OF_TOOLS : COST_OF_OWN,
			.item = i ? arena_printf(&s->arena, "Tool %02d", i) :
				    "tuning",
			.day = i ? s->in.now.first : DAY_NONE,
			.booked = i ? 60.0 / 13 : (double)NAN,
			.hours = i ? (double)NAN : 2,
			.share = i ? 60.0 / 13 : 90, .days = 7, .month = 30,
			.n = i ? 1 : 4
		};
	s->costs = (struct cost_list){
		.period = s->in.now, .row = s->cost_row, .n = 14,
		.paid_out = 60, .own = 90
	};
	s->in.costs = &s->costs;
	s->line = (struct money_line){
		.period = s->in.now, .n = 10, .paid = 8, .why = ""
	};
	s->line.week = arena_array(&s->arena, 10, sizeof *s->line.week);
	s->line.cost = arena_array(&s->arena, 10, sizeof(double));
	s->line.benefit = arena_array(&s->arena, 10, sizeof(double));
	for (int i = 9; i >= 0; i--, week = period_prev(week, 1)) {
		s->line.week[i] = week;
		s->line.cost[i] = 1000 + 30 * (i + 1);
		s->line.benefit[i] = 150 * (i + 1) + (i >= 7 ? 60 : 0);
	}
	s->in.line = &s->line;
}

/* The quarter before was published, and rows came late. */
static inline void sample_before(struct sample *s)
{
	s->before[0] = (struct restatement){ "2026-Q2", "Net hours saved",
		"all work", 24.1, 23.6, metric_find("net_hours") };
	s->before[1] = (struct restatement){ "2026-Q2", "ROI, all freed hours",
		"all work", NAN, 0.5, metric_find("roi") };
	s->in.restated_before = (struct restated_before){
		.as_of = "2026-07-06", .row = s->before, .n = 2, .late = 6
	};
}

/* Two roles of enough people, and three that were merged. */
static inline void sample_roles(struct sample *s)
{
	s->role[0] = (struct people_line){ "editor", 6, 90 * MS_PER_HOUR, 1 };
	s->role[1] = (struct people_line){ "writer", 8, 60 * MS_PER_HOUR, 1 };
	s->role[2] = (struct people_line){ "others", 5, 30 * MS_PER_HOUR, 3 };
	s->in.roles = (struct role_hours){
		.table = { s->role, 3, 3, { "", 17, 180 * MS_PER_HOUR, 5 } },
		.note = "3 roles are merged into others.",
	};
}

static inline void sample_outputs(struct sample *s)
{
	for (size_t i = 0; i < SAMPLE_OUTPUTS; i++)
		s->output[i] = (struct output_row){
			.workflow = s->workflow[0].id, .step = "draft",
			.item = i ? "POST-17" : "with\ttab and\nline",
			.tool = "Jasper", .item_type = "post", .channel = "",
			.campaign = "Autumn", .prompt_version = "v3",
			.day = day_from_civil(2026, 11, 18),
			.outcome = i ? "light" : "unknown",
			.class_word = i ? "light touch" : "unknown",
			.correction_min = i ? 6.5 : NAN, .review_min = 5,
			.work_min = 12, .baseline_min = 45, .n = 1,
			.import = 1, .line = (int64_t)i + 2,
		};
	s->in.outputs = s->output;
	s->in.n_outputs = SAMPLE_OUTPUTS;
	s->in.outputs_total = 120;
}

/* Weeks before the report's end: 30 with a gap in the middle, or one. */
static inline void sample_figures(struct sample *s, enum sample_kind kind,
				  int64_t parts)
{
	struct period week = period_of(PERIOD_WEEK, s->in.now.last, 1);
	int weeks = kind == SAMPLE_FIRST_WEEK ? 1 : 30;

	for (int i = 0; i < weeks; i++, week = period_prev(week, 1))
		if (i != 5)
			sample_period(s, week, parts, i ? 5 + i % 3 : 9);
	if (s->in.now.kind == PERIOD_QUARTER) {
		sample_period(s, s->in.now, parts, 6);
		sample_period(s, s->in.before, parts, 7);
		sample_period(s, s->in.year, parts, 7);
	}
}

/* Two actions that pay for all work; nothing for the finding on "blog". */
static inline void sample_recommend(struct sample *s)
{
	static struct playbook_action actions[2];
	const struct findings_input found = {
		.config = &s->config, .figures = &s->figures,
		.now = s->in.now, .before = s->in.before,
		.as_of = s->in.as_of
	};
	const struct recommend_input in = {
		.found = &found, .findings = &s->findings,
		.playbook = &s->playbook
	};

	for (size_t i = 0; i < 2; i++)
		actions[i] = (struct playbook_action){
			.id = i ? "criteria" : "prompt",
			.text = i ? "Write acceptance criteria into the prompt"
				  : "Give the prompt three approved outputs",
			.cause = PLAYBOOK_OUTPUT,
			.trigger = { .metric = "correction_hours",
				     .op = WHEN_ABOVE, .text = "0.1 h",
				     .value = 0.1 },
			.scopes = PLAYBOOK_ALL, .owner = "editor",
			.setup = (int64_t)(1 + i) * MS_PER_HOUR,
			.reduction = 0.5, .saves = SAVES_FIXING,
			.must_not = { .brand = i ? "change claims" : "" },
			.either_or = ""
		};
	s->playbook = (struct playbook){
		.there = true, .actions = actions, .n_actions = 2
	};
	recommend_build(&s->recommendations, &in);
	s->in.recommendations = &s->recommendations;
}

/* One worked, one is late, one cannot be told yet, one was rejected. */
static inline void sample_decide(struct sample *s)
{
	static const struct option_entry option = {
		.action = "prompt", .text = "Rewrite the prompt",
		.role = "editor", .hours = 1, .wasted = 8, .reduction = 0.25,
		.metric = "rework"
	};
	static struct decision_entry entry[4];
	static struct decided item[4];
	const double none = (double)NAN;

	for (int i = 0; i < 4; i++) {
		entry[i] = (struct decision_entry){
			.proposal = "2026-W30-1e378d", .choice = "A",
			.owner = i ? "" : "Mia", .action = "prompt",
			.reason = "", .note = "", .source = "command",
			.due = s->in.now.first + 2 - 90 * !i,
			.done = i == 1 ? DAY_NONE : s->in.now.first - 90
		};
		item[i] = (struct decided){
			.decision = &entry[i], .option = i < 3 ? &option :
								 NULL,
			.metric = metric_find("rework"),
			.scope = { { [SCOPE_WORKFLOW] =
				     s->workflow[0].id } },
			.to = DAY_NONE,
			.effect = { .before = none, .after = none,
				    .difference = none, .low = none,
				    .high = none, .promised = none,
				    .untouched = none, .hours = none,
				    .more = -1, .more_weeks = -1 }
		};
	}
	item[0].state = ACTION_CLOSED;
	item[0].to = item[2].to = s->in.now.last;
	item[0].effect = (struct effect_result){
		.verdict = EFFECT_WORKED, .final = true, .before = 0.2,
		.after = 0.1, .difference = -0.1, .low = -0.14, .high = -0.05,
		.promised = -0.05, .untouched = 0.01, .weeks1 = 13,
		.hours = 2.4
	};
	item[1].state = ACTION_LATE;
	item[2].state = ACTION_MEASURED;
	item[2].effect = (struct effect_result){
		.verdict = EFFECT_CANNOT_TELL, .before = 0.2, .after = 0.2,
		.difference = 0, .low = -0.05, .high = 0.06,
		.promised = -0.05, .untouched = none, .weeks1 = 4,
		.hours = 0, .more = 606, .more_weeks = 9
	};
	item[3].state = ACTION_REJECTED;
	s->decided = (struct decided_list){ item, 4 };
	s->in.decided = &s->decided;
}

static inline void sample_theme(struct sample *s)
{
	s->theme = (struct theme_file){
		.colour = { 0x14202b, 0x5a6774, 0x94a0ab, 0xd8dee4, 0xf4f6f8,
			    0x1f5aa8, 0x0e7c74, 0xa86400, 0xb3361c,
			    0xfff9e5 },
		.font = "Lato",
	};
}

static inline void sample_make(struct sample *s, enum sample_kind kind,
			       enum period_kind period)
{
	size_t parts = kind == SAMPLE_MANY ? SAMPLE_WORKFLOWS_MAX : 2;

	memset(s, 0, sizeof *s);
	config_defaults(&s->config);
	s->config.team = "Acme marketing";
	s->config.zone = "Europe/Berlin";
	s->in.config = &s->config;
	s->in.template = &s->template;
	s->in.figures = &s->figures;
	s->in.findings = &s->findings;
	s->in.overlaps = "";
	s->in.as_of = day_from_civil(2026, 11, 23);
	s->in.now = report_period(period, s->in.as_of, 1);
	s->in.before = period_prev(s->in.now, 1);
	s->in.data_to = DAY_NONE;
	s->in.restated_before.as_of = "";
	s->in.year = period == PERIOD_QUARTER ?
		fiscal_year_to(s->in.now, 1) :
		(struct period){ PERIOD_RANGE, 1, 0 };
	s->template.report = period == PERIOD_WEEK ? "weekly" : "quarterly";
	s->template.title = "Weekly tuning";
	sample_theme(s);
	if (kind != SAMPLE_EMPTY) {
		s->in.data_to = s->in.now.last;
		sample_workflows(s, parts);
		sample_findings(s);
		sample_ledger(s);
		sample_outputs(s);
		sample_roles(s);
		sample_costs(s);
		sample_before(s);
		sample_figures(s, kind, (int64_t)parts);
	}
	figures_sort(&s->figures);
	if (kind != SAMPLE_EMPTY)
		sample_recommend(s);
	if (kind == SAMPLE_FULL || kind == SAMPLE_MANY)
		sample_decide(s);
}

static inline void sample_release(struct sample *s)
{
	recommend_release(&s->recommendations);
	figures_release(&s->figures);
	config_release(&s->config);
	arena_release(&s->arena);
}

#endif
