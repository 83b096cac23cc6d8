#include "cli/report_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "cli/review_log.h"
#include "cli/run_plan.h"
#include "cli/sample_draw.h"
#include "config/profile.h"
#include "ingest/ingest.h"
#include "metrics/campaign.h"
#include "store/condense.h"

#define ASIDE_SHOWN 500		/* rows listed; the count is always whole */
#define LONGEST_PERIOD 366	/* days a row of an export covers */

int facts_first_last(int32_t *first, int32_t *last, struct store *store,
		     struct err *err)
{
	*first = *last = DAY_NONE;
	for (size_t i = 0; fact_kind_table[i]; i++) {
		int32_t a, b;

		/* a calendar goes back and ahead without any data */
		if (fact_kind_table[i] == &kind_events)
			continue;
		if (facts_span(&a, &b, store, fact_kind_table[i], err))
			return -1;
		if (a == DAY_NONE)
			continue;
		if (*first == DAY_NONE || a < *first)
			*first = a;
		if (*last == DAY_NONE || b > *last)
			*last = b;
	}
	return 0;
}

/* Move a finished heap list into the report's arena. */
static void *settle(struct arena *a, void *list, size_t n, size_t size)
{
	void *kept = arena_array(a, n, size);

	if (list)
		memcpy(kept, list, n * size);
	free(list);
	return kept;
}

static int load_aside(struct made_report *m, struct store *store,
		      const struct ledger_entry *entry,
		      struct aside_row **rows, size_t *cap, struct err *err)
{
	struct diags diags = { 0 };
	size_t n = m->input.n_aside;

	if (store_import_diags(&diags, store, entry->id, err))
		return -1;
	for (size_t i = 0; i < diags.n && n < ASIDE_SHOWN; i++) {
		const struct diag *d = &diags.item[i];

		if (d->level == DIAG_NOTE)
			continue;
		vec_reserve(rows, n, cap);
		(*rows)[n++] = (struct aside_row){
			.file = entry->file,
			.line = d->line,
			.column = arena_strdup(&m->arena, d->column),
			.code = arena_strdup(&m->arena, d->code),
			.text = arena_strdup(&m->arena, d->text),
			.warning = d->level == DIAG_WARN,
		};
	}
	m->input.n_aside = n;
	diags_release(&diags);
	return 0;
}

static struct source_file file_of(const struct ledger_entry *e)
{
	return (struct source_file){
		.import = e->id, .file = e->file, .sha256 = e->sha256,
		.profile = e->profile, .kind = e->kind,
		.encoding = e->encoding, .delimiter = e->delimiter,
		.read = e->read, .used = e->used, .same = e->same,
		.totals = e->totals, .aside = e->aside,
		.removed = e->removed, .first = e->first, .last = e->last,
		.undone = e->undone, .as_of = e->as_of,
	};
}

static int load_files(struct made_report *m, struct store *store,
		      struct err *err)
{
	struct ledger_entry *ledger;
	struct aside_row *aside = NULL;
	size_t n, cap = 0;
	int ret = 0;

	if (store_ledger(&ledger, &n, store, &m->arena, err))
		return -1;
	struct source_file *files = arena_array(&m->arena, n, sizeof *files);
	size_t n_files = 0;

	for (size_t i = 0; i < n && !ret; i++) {
		m->last_import = ledger[i].id;
		if (ledger_is_ours(&ledger[i]))
			continue;
		files[n_files++] = file_of(&ledger[i]);
		if (ledger[i].undone)
			continue;
		m->input.aside_total += ledger[i].aside;
		ret = load_aside(m, store, &ledger[i], &aside, &cap, err);
	}
	m->input.files = files;
	m->input.n_files = n_files;
	m->input.aside = settle(&m->arena, aside, m->input.n_aside,
				sizeof *aside);
	return ret;
}

/* Campaign rows that touch the report's period and do not count in it. */
struct overlaps {
	struct period now;
	int64_t spans, lost;
};

static void count_overlap(void *ctx, const struct campaign_row *row)
{
	struct overlaps *o = ctx;

	if (row->covers.last < o->now.first || row->covers.first > o->now.last)
		return;
	if (row->lost)
		o->lost++;
	else if (!period_covers(o->now, row->covers))
		o->spans++;
}

/* A period row lies on its last day, so that one of a month that is not over
 * lies after today: it counts nowhere yet and makes nothing give way. */
static int count_overlaps(struct overlaps *o, struct store *store,
			  int32_t first, int32_t last, struct err *err)
{
	struct facts f;

	if (facts_read(&f, store, &kind_campaigns, first, last, err))
		return -1;
	campaigns_each(&f, count_overlap, o);
	facts_release(&f);
	return 0;
}

/* Period rows that lost to day rows, or that lie across the period's edge. */
static int load_overlaps(struct made_report *m, struct workspace *w,
			 struct err *err)
{
	struct overlaps o = { .now = m->input.now };

	if (count_overlaps(&o, w->store, DAY_MIN, w->as_of, err) ||
	    count_overlaps(&o, w->store, w->as_of + 1,
			   w->as_of + LONGEST_PERIOD, err))
		return -1;
	m->input.overlaps = "";
	if (o.spans || o.lost)
		m->input.overlaps = arena_printf(&m->arena,
			"%lld campaign row%s span%s periods and %s not "
			"counted here; %lld gave way to day rows or to a "
			"later import.", (long long)o.spans,
			o.spans == 1 ? "" : "s", o.spans == 1 ? "s" : "",
			o.spans == 1 ? "is" : "are", (long long)o.lost);
	return 0;
}

bool figure_differs(const struct metric *metric, double a, double b)
{
	char was[NUM_TEXT_MAX], now[NUM_TEXT_MAX];

	if (isnan(a) || isnan(b))
		return isnan(a) != isnan(b);
	if (metric->unit == UNIT_RATE)
		return strcmp(percent_text(was, a, metric->digits),
			      percent_text(now, b, metric->digits)) != 0;
	return strcmp(num_text(was, a, metric->digits),
		      num_text(now, b, metric->digits)) != 0;
}

/* Rates only: a changed number of outputs shows in them. */
static bool is_watched(const struct metric *metric)
{
	return !metric->fills_later &&
	       (metric->unit == UNIT_RATE ||
		!strcmp(metric->id, "net_hours"));
}

/* All work, or one workflow and nothing else. */
static bool is_total_or_workflow(const struct scope *s)
{
	for (int d = 0; d < SCOPE_DIMS; d++)
		if (d != SCOPE_WORKFLOW && s->dim[d])
			return false;
	return true;
}

/* A workflow by the name people know. */
static const char *restated_scope(struct made_report *m,
				  const struct scope *scope)
{
	const char *id = scope->dim[SCOPE_WORKFLOW];
	const struct config_workflow *w = id ?
		config_workflow(m->input.config, id) : NULL;

	return w ? w->name : scope_words(&m->arena, scope);
}

/* What was published of a period and is another number now. */
struct comparison {
	const char *period;		/* "2026-W46" */
	enum period_kind kind;
	bool (*watched)(const struct metric *metric);
	struct restatement *row;
	size_t n, cap;
	size_t finer;			/* of other scopes, not kept */
};

static void compare_published(struct comparison *c, struct made_report *m,
			      const struct figure_row *was, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct metric *metric = metric_find(was[i].metric);
		struct scope scope;
		struct period p = { c->kind, was[i].first, was[i].last };

		if (!metric || !c->watched(metric))
			continue;
		memcpy(scope.dim, was[i].scope, sizeof scope.dim);
		const struct figure *now = figures_find(&m->figures, metric,
							&scope, p);
		double value = now ? now->value : NAN;

		if (!figure_differs(metric, was[i].value, value))
			continue;
		if (!is_total_or_workflow(&scope)) {
			c->finer++;
			continue;
		}
		vec_reserve(&c->row, c->n, &c->cap);
		c->row[c->n++] = (struct restatement){
			.period = c->period,
			.metric = metric->title,
			.scope = restated_scope(m, &scope),
			.was = was[i].value, .now = value, .of = metric,
		};
	}
}

/* The last time that a report of a period was published, or NULL. */
static const struct run_entry *last_run(const struct run_entry *run, size_t n,
					const char *report,
					const char *period)
{
	while (n-- > 0)
		if (!strcmp(run[n].report, report) &&
		    !strcmp(run[n].period, period))
			return &run[n];
	return NULL;
}

/* Weeks that were published and now compute to something else. */
static int load_restatements(struct made_report *m, struct workspace *w,
			     const struct run_entry *run, size_t n,
			     struct err *err)
{
	struct comparison c = { .kind = PERIOD_WEEK, .watched = is_watched };
	const char *own = period_id(&m->arena, m->input.now,
				    w->config.quarter_starts);
	int ret = 0;

	for (size_t i = 0; i < n && !ret; i++) {
		struct figure_row *was;
		size_t n_was;

		if (strcmp(run[i].report, "weekly") ||
		    (!strcmp(run[i].period, own) && !m->again) ||
		    last_run(run, n, "weekly", run[i].period) != &run[i])
			continue;
		c.period = run[i].period;
		ret = store_published(&was, &n_was, w->store, "weekly",
				      c.period, &m->arena, err);
		if (!ret)
			compare_published(&c, m, was, n_was);
	}
	m->input.n_restated = c.n;
	m->input.restated_finer = c.finer;
	m->input.restated = settle(&m->arena, c.row, c.n, sizeof *c.row);
	return ret;
}

/* Of a month or quarter the money too. */
static bool is_watched_long(const struct metric *metric)
{
	static const char *const money[] = {
		"benefit", "paid_out", "cost", "net_benefit", "roi"
	};

	for (size_t i = 0; i < sizeof money / sizeof *money; i++)
		if (!strcmp(metric->id, money[i]))
			return true;
	return is_watched(metric);
}

/* Facts of the period's days that an import brought after that one. */
static int count_late(int64_t *late, struct store *store, struct period p,
		      int64_t last_import, struct err *err)
{
	for (size_t k = 0; fact_kind_table[k]; k++) {
		struct facts f;

		if (facts_read(&f, store, fact_kind_table[k], p.first, p.last,
			       err))
			return -1;
		for (size_t d = 0; d < f.n_days; d++)
			for (size_t r = 0; r < f.days[d].n; r++)
				*late += fact_i64(&f.days[d], FC_IMPORT, r) >
					 last_import;
		facts_release(&f);
	}
	return 0;
}

/* The month or quarter before, where it was published. */
static int load_before(struct made_report *m, struct workspace *w,
		       const struct run_entry *runs, size_t n,
		       struct err *err)
{
	struct restated_before *b = &m->input.restated_before;
	struct comparison c = {
		.kind = m->input.now.kind, .watched = is_watched_long,
		.period = period_id(&m->arena, m->input.before,
				    w->config.quarter_starts)
	};
	const struct run_entry *run = last_run(runs, n, m->form->id,
					       c.period);
	struct figure_row *was;
	size_t n_was;

	*b = (struct restated_before){ .as_of = "" };
	if (m->input.now.kind == PERIOD_WEEK || !run)
		return 0;
	if (store_published(&was, &n_was, w->store, m->form->id, c.period,
			    &m->arena, err))
		return -1;
	compare_published(&c, m, was, n_was);
	b->as_of = run->as_of;
	b->n = c.n;
	b->finer = c.finer;
	b->row = settle(&m->arena, c.row, c.n, sizeof *c.row);
	return c.n || c.finer ? count_late(&b->late, w->store,
					   m->input.before, run->last_import,
					   err) : 0;
}

/* What was published and is another number now. */
static int load_changed(struct made_report *m, struct workspace *w,
			struct err *err)
{
	struct run_entry *run;
	size_t n;

	if (store_runs(&run, &n, w->store, &m->arena, err) ||
	    load_restatements(m, w, run, n, err))
		return -1;
	return load_before(m, w, run, n, err);
}

struct figure_row figure_stored(const struct figure *g)
{
	struct figure_row row = {
		.metric = g->metric->id,
		.unit = metric_unit_name(g->metric->unit),
		.first = g->period.first, .last = g->period.last,
		.value = g->value, .low = g->low, .high = g->high,
		.n = g->n, .x = g->x, .verdict = verdict_name(g->verdict),
	};

	memcpy(row.scope, g->scope.dim, sizeof row.scope);
	return row;
}

/* What `expect` names and no import brought, as people know it. */
static int load_missing(struct made_report *m, struct workspace *w,
			struct err *err)
{
	const struct config *c = &w->config;
	const char **list = arena_array(&m->arena, c->n_expect, sizeof *list);
	struct ledger_entry *entry;
	struct profiles profiles = { 0 };
	struct ledger ledger = { 0 };
	size_t n = 0;

	m->input.missing = list;
	if (store_ledger(&entry, &ledger.n, w->store, &m->arena, err))
		return -1;
	ledger.entry = entry;
	for (size_t i = 0; i < c->n_expect; i++)
		if (!source_has_rows(&ledger, c->expect[i].source,
				     m->input.now))
			list[n++] = c->expect[i].source;
	m->input.n_missing = n;
	if (!n)
		return 0;
	if (profiles_read(&profiles, c->dir, import_names_known, err))
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct profile *p = profile_find(&profiles, list[i]);

		const struct fact_kind *own = import_canonical_kind(list[i]);

		if (p)
			list[i] = arena_strdup(&m->arena, p->title);
		else if (own)
			list[i] = arena_printf(&m->arena, "exports of %s",
					       own->id);
	}
	profiles_release(&profiles);
	return 0;
}

static bool is_of_report(const struct made_report *m, const struct figure *f)
{
	return f->period.kind == m->input.now.kind &&
	       f->period.first == m->input.now.first;
}

/* The figures of the report's own period, as they will be recorded. */
static void collect_rows(struct made_report *m)
{
	const struct figures *f = &m->figures;
	struct figure_row *rows;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < f->n; i++)
		n += is_of_report(m, &f->item[i]);
	rows = arena_array(&m->arena, n, sizeof *rows);
	for (size_t i = 0; i < f->n; i++)
		if (is_of_report(m, &f->item[i]))
			rows[kept++] = figure_stored(&f->item[i]);
	m->rows = rows;
	m->n_rows = n;
}

/*
 * The weeks that pin baselines (metrics/baseline.h): every complete week up
 * to the report's own in which all work, or a workflow, has a rework rate.
 * Its charts rest on all of them, also where they draw the later ones only.
 */
static bool pins_baseline(const struct made_report *m, const struct figure *f)
{
	return f->period.kind == PERIOD_WEEK && !f->partial &&
	       f->period.last <= m->input.now.last &&
	       f->period.first >= m->figures.data_from && !isnan(f->value) &&
	       is_total_or_workflow(&f->scope);
}

static void collect_weeks(struct made_report *m)
{
	const struct figures *f = &m->figures;
	const struct metric *rework = metric_find("rework");
	struct published_week *week = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct figure *g = &f->item[i];
		const char *workflow = g->scope.dim[SCOPE_WORKFLOW];

		if (g->metric != rework || !pins_baseline(m, g))
			continue;
		vec_reserve(&week, n, &cap);
		week[n++] = (struct published_week){
			workflow ? workflow : "", g->period.first, 0
		};
	}
	m->weeks = settle(&m->arena, week, n, sizeof *week);
	m->n_weeks = n;
}

/* Lists of members are long: read where a block shows them only. */
static int load_draw(struct made_report *m, struct workspace *w,
		     struct err *err)
{
	m->input.draw = (struct sample_draw){ .period = "" };
	for (size_t i = 0; i < m->template.n_parts; i++)
		for (size_t k = 0; k < m->template.parts[i].n_blocks; k++)
			if (!strcmp(m->template.parts[i].blocks[k].block,
				    "sample_sheet"))
				return sample_draw_load(&m->input.draw, w,
							m->input.now,
							&m->arena, err);
	return 0;
}

int report_data_load(struct made_report *m, struct workspace *w,
		     struct err *err)
{
	char day[DATE_MAX];

	m->as_of = arena_strdup(&m->arena, day_format(day, w->as_of));
	if (load_files(m, w->store, err) || load_overlaps(m, w, err) ||
	    load_changed(m, w, err) || load_missing(m, w, err) ||
	    role_hours_read(&m->input.roles, w->store, &w->config,
			    m->input.now, w->as_of, &m->arena, err) ||
	    review_log_load(&m->input.review_log, w, &m->arena, err) ||
	    session_answers_load(&m->input.session, w, &m->input.review_log,
				 m->input.now, &m->arena, err) ||
	    load_draw(m, w, err))
		return -1;
	collect_rows(m);
	collect_weeks(m);
	return 0;
}
