#include "cli/make_report.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "cli/ask_queries.h"
#include "cli/interpret.h"
#include "cli/report_data.h"
#include "findings/offer.h"
#include "findings/trigger.h"

#define DATA_ROWS_MAX 10000	/* REPORTS.md §2, sheet Data */

static const struct report_form forms[] = {
	{ "weekly", PERIOD_WEEK, &renderer_xlsx, "2026-W47" },
	{ "monthly", PERIOD_MONTH, &renderer_xlsx, "2026-10" },
	{ "quarterly", PERIOD_QUARTER, &renderer_pdf, "2026-Q3" },
};

const struct report_form *report_form_find(const char *id)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (!strcmp(forms[i].id, id))
			return &forms[i];
	return NULL;
}

const char *report_title(const char *id)
{
	static const struct { const char *id, *title; } titles[] = {
		{ "weekly", "Weekly tuning" },
		{ "monthly", "Monthly spot check" },
		{ "quarterly", "Workflow health check" },
		{ "health", "Workflow health review" },
	};

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (!strcmp(titles[i].id, id))
			return titles[i].title;
	return id;
}

/* Which week, month or quarter; one that is not over yet is refused. */
static int choose_period(struct made_report *m, const struct workspace *w,
			 const char *text, struct err *err)
{
	const struct report_form *form = m->form;
	struct period *now = &m->input.now;
	int starts = w->config.quarter_starts;
	char day[DATE_MAX];

	m->input.as_of = w->as_of;
	if (m->review) {
		*now = period_of(form->kind, m->review->last, starts);
	} else if (!text) {
		*now = report_period(form->kind, w->as_of, starts);
	} else if (period_parse(now, text, starts) ||
		   now->kind != form->kind) {
		return err_set(err, ERR_USAGE, "%s wants a %s like %s, not "
			       "'%s'", form->id, period_kind_name(form->kind),
			       form->example, text);
	}
	m->input.before = period_prev(*now, starts);
	if (now->last <= w->as_of || m->review)
		return 0;
	return err_set(err, ERR_USAGE, "%s is not over on %s; choose an "
		       "earlier one or give --as-of", text,
		       day_format(day, w->as_of));
}

static bool shows(const struct made_report *m, const char *block)
{
	for (size_t i = 0; i < m->template.n_parts; i++)
		for (size_t k = 0; k < m->template.parts[i].n_blocks; k++)
			if (!strcmp(m->template.parts[i].blocks[k].block,
				    block))
				return true;
	return false;
}

/* The fiscal year up to the end of a quarter, from parts like any period. A
 * first quarter is its year to date. */
static int compute_year(struct made_report *m, struct workspace *w,
			struct err *err)
{
	const struct period *now = &m->input.now;
	struct period *year = &m->input.year;
	struct metrics_request range = {
		.kind = PERIOD_RANGE, .to = now->last, .as_of = w->as_of
	};

	*year = (struct period){ PERIOD_RANGE, 1, 0 };
	if (now->kind != PERIOD_QUARTER || !shows(m, "year_to_date"))
		return 0;
	*year = fiscal_year_to(*now, w->config.quarter_starts);
	if (year->first == now->first) {
		*year = *now;
		return 0;
	}
	range.from = year->first;
	return metrics_compute(&m->figures, w->store, &w->config, &range,
			       err);
}

/* The rows of a period behind its figures, for blocks that list them. */
struct listed {
	struct output_list outputs;
	struct brief_list briefs;
	struct case_list cases;
};

static void listed_begin(struct listed *l, struct made_report *m)
{
	struct period now = m->input.now;
	struct arena *a = &m->arena;

	l->outputs = (struct output_list){ .period = now,
					   .max = DATA_ROWS_MAX, .arena = a };
	l->briefs = (struct brief_list){ .period = now, .max = BRIEFS_LISTED,
					 .arena = a };
	l->cases = (struct case_list){ .period = now, .max = DATA_ROWS_MAX,
				       .arena = a };
	m->costs = (struct cost_list){ .period = now, .arena = a };
	m->line = (struct money_line){ .period = now, .arena = a, .why = "" };
	m->defects = (struct defect_list){ .period = now, .arena = a };
	m->input.new_friction = (struct new_friction){
		.period = now, .before = m->input.before, .arena = a
	};
}

static void listed_end(const struct listed *l, struct made_report *m)
{
	struct report_input *in = &m->input;

	in->defects = &m->defects;
	in->costs = &m->costs;
	in->line = &m->line;
	in->cases = l->cases.row;
	in->n_cases = l->cases.n;
	memcpy(in->case_total, l->cases.total, sizeof l->cases.total);
	in->outputs = l->outputs.rows;
	in->n_outputs = l->outputs.n;
	in->outputs_total = l->outputs.total;
	in->briefs = l->briefs.rows;
	in->n_briefs = l->briefs.n;
	in->briefs_total = l->briefs.total;
}

/* Weeks from the first fact on. */
static int compute_weeks(struct made_report *m, struct workspace *w,
			 struct listed *l, struct err *err)
{
	struct metrics_request weeks = {
		.kind = PERIOD_WEEK, .to = m->input.now.last,
		.as_of = w->as_of, .list = &l->outputs, .briefs = &l->briefs,
		.cases = &l->cases, .defects = &m->defects,
		.cost_list = &m->costs, .money_line = &m->line,
		.new_friction = &m->input.new_friction
	};
	int32_t last;

	if (facts_first_last(&weeks.from, &last, w->store, err))
		return -1;
	m->input.data_to = last == DAY_NONE ? DAY_NONE
			 : last < w->as_of ? last : w->as_of;
	if (weeks.from == DAY_NONE || weeks.from > m->input.now.first)
		weeks.from = m->input.before.first;
	return metrics_compute(&m->figures, w->store, &w->config, &weeks, err);
}

/* A month or quarter adds itself and the one before. */
static int compute_longer(struct made_report *m, struct workspace *w,
			  struct listed *l, struct err *err)
{
	struct metrics_request longer = {
		.kind = m->input.now.kind, .from = m->input.before.first,
		.to = m->input.now.last, .as_of = w->as_of,
		.briefs = &l->briefs, .defects = &m->defects,
		.cost_list = &m->costs, .money_line = &m->line
	};

	if (m->input.now.kind == PERIOD_WEEK)
		return 0;
	return metrics_compute(&m->figures, w->store, &w->config, &longer,
			       err);
}

static int compute_figures(struct made_report *m, struct workspace *w,
			   struct err *err)
{
	struct listed listed;

	listed_begin(&listed, m);
	if (compute_weeks(m, w, &listed, err) ||
	    compute_longer(m, w, &listed, err) || compute_year(m, w, err))
		return -1;
	figures_sort(&m->figures);
	if (signals_compute(&m->signals, w->store, &w->config, &m->figures,
			    m->input.now.first, m->input.now.last, w->as_of,
			    &m->arena, err))
		return -1;
	listed_end(&listed, m);
	return 0;
}

/* What was decided before, and what the weeks since say of it. */
static int read_decisions(struct made_report *m, struct workspace *w,
			  struct err *err)
{
	struct effects_input in = {
		.book = &m->book, .figures = &m->figures, .as_of = w->as_of,
		.last = m->input.now.last
	};

	if (store_decision_book(&m->book, w->store, &m->arena, err))
		return -1;
	effects_build(&m->decided, &in, &m->arena);
	m->input.decided = &m->decided;
	in.as_of -= 7;
	in.last = m->input.before.last;
	effects_build(&m->decided_before, &in, &m->arena);
	m->input.decided_before = &m->decided_before;
	return 0;
}

/* What a weekly asks to decide; a quarterly bets on the same actions. */
static void make_offers(struct made_report *m, const struct workspace *w)
{
	struct findings_input in = {
		.config = &w->config, .figures = &m->figures,
		.now = m->input.now, .before = m->input.before,
		.as_of = w->as_of
	};

	if (m->input.now.kind != PERIOD_WEEK)
		return;
	m->proposals = offers_of(&m->recommendations, &in, "weekly",
				 period_id(&m->arena, m->input.now,
					   w->config.quarter_starts),
				 &m->arena);
	m->n_proposals = m->recommendations.n;
}

static void find_meaning(struct made_report *m, struct workspace *w)
{
	struct findings_input in = {
		.config = &w->config, .figures = &m->figures,
		.signals = &m->signals, .now = m->input.now,
		.before = m->input.before, .as_of = w->as_of
	};
	struct recommend_input recommend = {
		.found = &in, .findings = &m->findings,
		.playbook = &m->playbook, .book = &m->book
	};

	recommend.past = past_of(&m->decided, &recommend.n_past, &m->arena);
	findings_build(&m->findings, &in);
	recommend_build(&m->recommendations, &recommend);
	m->input.config = &w->config;
	m->input.template = &m->template;
	m->input.figures = &m->figures;
	m->input.findings = &m->findings;
	m->input.signals = &m->signals;
	m->input.recommendations = &m->recommendations;
}

/* The digest that names a report: facts, config, template, theme, as-of. */
static int digest_inputs(struct made_report *m, struct workspace *w,
			 char hex[SHA256_HEX], struct err *err)
{
	uint8_t facts[SHA256_SIZE], decisions[SHA256_SIZE], out[SHA256_SIZE];

	if (store_digest(w->store, facts, err) ||
	    store_decisions_digest(w->store, decisions, err))
		return -1;
	struct sha256 *h = sha256_new();

	sha256_add_text(h, TUNEUP_VERSION);
	sha256_add(h, facts, sizeof facts);
	sha256_add(h, w->config.digest, SHA256_SIZE);
	sha256_add(h, m->playbook.digest, SHA256_SIZE);
	/* not which key, but whether: a report says so */
	sha256_add_i64(h, w->config.people_key);
	sha256_add(h, m->template.digest, SHA256_SIZE);
	sha256_add(h, m->theme.digest, SHA256_SIZE);
	if (m->book.n_decisions)
		sha256_add(h, decisions, sizeof decisions);
	if (*m->wording)
		sha256_add_text(h, m->wording);
	sha256_add_text(h, m->template.report);
	sha256_add_i64(h, m->input.now.first);
	sha256_add_i64(h, m->input.as_of);
	sha256_done(h, out);
	sha256_hex(hex, out);
	return 0;
}

/* A review is known by the week at whose end it is. */
static void review_named(struct made_report *m, int quarter_starts)
{
	const char *week = period_id(&m->doc.arena, *m->review,
				     quarter_starts);

	m->name = arena_printf(&m->arena, "health_%s", week);
	m->doc.report = "health";
	m->doc.period_id = week;
}

/* "weekly_{period}" -> "weekly_2026-W47" */
static const char *report_name(struct made_report *m, int quarter_starts)
{
	const char *pattern = m->template.file;
	const char *hole = strstr(pattern, "{period}");
	const char *id = period_id(&m->arena, m->input.now, quarter_starts);

	if (!hole)
		return arena_printf(&m->arena, "%s_%s", pattern, id);
	return arena_printf(&m->arena, "%.*s%s%s", (int)(hole - pattern),
			    pattern, id, hole + strlen("{period}"));
}

int make_report(struct made_report *m, struct workspace *w,
		const char *report, const char *period, struct err *err)
{
	char hex[SHA256_HEX];
	size_t n_names;
	const char *const *names = block_names(&n_names);

	m->form = report_form_find(report);
	if (!m->form)
		return err_set(err, ERR_USAGE, "there is no report '%s': "
			       "weekly, monthly or quarterly", report);
	if (template_read(&m->template, w->config.dir, report, block_known,
			  names, n_names, err) ||
	    theme_read(&m->theme, w->config.dir, err) ||
	    playbook_read(&m->playbook, w->config.dir, &w->config,
			  trigger_judge, false, err) ||
	    choose_period(m, w, period, err) ||
	    compute_figures(m, w, err) ||
	    (m->limits && fail_on_known(m->limits, &w->config, &m->figures,
					err)) ||
	    read_decisions(m, w, err))
		return -1;
	find_meaning(m, w);
	interpret(m, w);
	make_offers(m, w);
	if (report_data_load(m, w, err) || ask_queries(m, w, err) ||
	    digest_inputs(m, w, hex, err))
		return -1;
	m->name = report_name(m, w->config.quarter_starts);
	if (report_build(&m->doc, &m->input, &m->theme, hex, err))
		return -1;
	if (m->review)
		review_named(m, w->config.quarter_starts);
	return 0;
}

int make_report_as_of(struct made_report *m, struct workspace *w,
		      const char *report, const char *period, int32_t as_of,
		      struct err *err)
{
	int32_t today = w->as_of;
	int ret;

	w->as_of = as_of;
	ret = make_report(m, w, report, period, err);
	w->as_of = today;
	return ret;
}

static struct publish_job job_of(struct made_report *m,
				 const struct workspace *w)
{
	/* what is proposed and what is judged goes by the week */
	bool weekly = m->input.now.kind == PERIOD_WEEK;
	size_t n_effects;
	const struct effect_entry *effects = effects_stored(
		&m->decided, &n_effects, m->input.as_of, &m->arena);

	return (struct publish_job){
		.reports_dir = w->reports,
		.name = m->name,
		.doc = &m->doc,
		.renderer = m->form->renderer,
		.again = m->again,
		.mode = w->config.reports_mode,
		.group = w->config.reports_group,
		.store_path = w->store_path,
		.zone = w->config.zone,
		.as_of = m->as_of,
		.last_import = m->last_import,
		.figures = m->rows,
		.n_figures = m->n_rows,
		.weeks = m->weeks,
		.n_weeks = m->n_weeks,
		.proposals = m->proposals,
		.n_proposals = m->n_proposals,
		.effects = weekly ? effects : NULL,
		.n_effects = weekly ? n_effects : 0,
	};
}

int made_report_publish(struct made_report *m, struct workspace *w,
			struct publish_result *result, struct err *err)
{
	struct publish_job job = job_of(m, w);

	return publish_report(result, &w->store, &job, err);
}

int made_report_plan(struct made_report *m, struct workspace *w,
		     struct publish_result *result, struct err *err)
{
	struct publish_job job = job_of(m, w);

	return publish_plan(result, w->store, &job, err);
}

void made_report_release(struct made_report *m)
{
	doc_release(&m->doc);
	template_release(&m->template);
	theme_release(&m->theme);
	figures_release(&m->figures);
	recommend_release(&m->recommendations);
	findings_release(&m->findings);
	playbook_release(&m->playbook);
	arena_release(&m->arena);
	*m = (struct made_report){ 0 };
}
