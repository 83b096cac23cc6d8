/* The files and rows behind a figure: outputs by the visitor of the metrics,
 * facts of other kinds as they are stored. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "cli/explain.h"
#include "metrics/campaign.h"
#include "metrics/checkpoint.h"
#include "metrics/cost_list.h"
#include "metrics/rollout.h"
#include "metrics/session.h"
#include "store/fact_text.h"

/* The many reviews come last, so that they do not crowd out the others. */
static int kind_cmp(const struct fact_kind *a, const struct fact_kind *b)
{
	int c = (a == &kind_corrections) - (b == &kind_corrections);

	return c ? c : strcmp(a->id, b->id);
}

static int row_cmp(const struct explain_row *a, const struct explain_row *b)
{
	int c = kind_cmp(a->kind, b->kind);

	if (c)
		return c;
	if (a->import != b->import)
		return a->import < b->import ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

/* The first of all rows are kept, in order; texts are copied when they are. */
static void keep_row(struct explanation *e, struct explain_row row,
		     size_t item_len)
{
	size_t at = e->n_rows;

	e->total++;
	while (at > 0 && row_cmp(&row, &e->rows[at - 1]) < 0)
		at--;
	if (at == EXPLAIN_ROWS)
		return;
	if (e->n_rows < EXPLAIN_ROWS)
		e->n_rows++;
	memmove(&e->rows[at + 1], &e->rows[at],
		(e->n_rows - at - 1) * sizeof row);
	row.item = arena_strndup(&e->arena, row.item, item_len);
	row.outcome = arena_strdup(&e->arena, row.outcome);
	e->rows[at] = row;
}

static struct explain_file *file_of(struct explanation *e,
				    const struct fact_kind *kind,
				    int64_t import, int64_t line)
{
	struct explain_file *f = e->files;

	while (f < e->files + e->n_files &&
	       (f->import != import || f->kind != kind))
		f++;
	if (f == e->files + e->n_files) {
		vec_reserve(&e->files, e->n_files, &e->cap_files);
		f = &e->files[e->n_files++];
		*f = (struct explain_file){
			.import = import, .kind = kind, .file = "",
			.profile = "", .sha256 = "",
			.first_line = line, .last_line = line
		};
	}
	f->first_line = line < f->first_line ? line : f->first_line;
	f->last_line = line > f->last_line ? line : f->last_line;
	return f;
}

/* ---- outputs -------------------------------------------------- */

struct visit {
	struct explanation *e;
	const struct facts *facts;
};

static const char *const class_words[] = {
	[CLASS_UNKNOWN] = "unknown", [CLASS_USABLE] = "usable",
	[CLASS_LIGHT] = "light touch", [CLASS_REWORK] = "rework"
};

/* "usable", "major: rework", "blank: light touch", "unknown" */
static const char *outcome_words(struct arena *a, const struct output *o)
{
	char buf[FACT_TEXT_MAX];
	const char *said = o->outcome == OUTCOME_UNKNOWN ? "blank" :
		fact_value_text(buf, &kind_corrections.columns[COR_OUTCOME],
				o->outcome);

	if (o->outcome != OUTCOME_UNKNOWN && o->class != CLASS_REWORK)
		return arena_strdup(a, said);
	if (o->class == CLASS_UNKNOWN)
		return "unknown";
	return arena_printf(a, "%s: %s%s", said, class_words[o->class],
			    o->reopened ? " (reopened)" : "");
}

bool explain_holds(const struct explanation *e, const struct facts *f,
		   const struct output *o)
{
	const struct scope *scope = &e->scope;
	const struct { enum scope_dim dim; int64_t id; } is[] = {
		{ SCOPE_WORKFLOW, o->workflow }, { SCOPE_STEP, o->step },
		{ SCOPE_TOOL, o->tool }, { SCOPE_CHANNEL, o->channel },
		{ SCOPE_CAMPAIGN, o->campaign },
		{ SCOPE_PROMPT_VERSION, o->prompt_version }
	};

	if (!(e->last ? explain_rollout(e, o->campaign) :
			period_holds(e->period, o->day)))
		return false;
	for (size_t i = 0; i < sizeof is / sizeof *is; i++) {
		const char *want = scope->dim[is[i].dim];
		const char *edge = want ? strstr(want, " > ") : NULL;

		/* of an edge, the work of the step that takes over */
		if (edge && is[i].dim == SCOPE_STEP)
			want = edge + strlen(" > ");
		if (want && strcmp(want, f->dim[is[i].id]) != 0)
			return false;
	}
	return true;
}

/* A row that stands for several says so. */
static const char *times(struct arena *a, int64_t n, const char *text)
{
	return n > 1 ? arena_printf(a, "%" PRId64 " × %s", n, text) : text;
}

/* Of the threshold leaks: did the output not pass, or not by criteria? */
static bool is_no_leak(const struct explanation *e, const struct facts *f,
		       const struct output *o)
{
	struct leak leak;

	return !strcmp(e->metric->id, "threshold_leaks") &&
	       !leak_of(&leak, o, f);
}

/* "light: rating 3.00 below 4.00" */
static const char *leak_or(struct arena *a, const struct explanation *e,
			   const struct facts *f, const struct output *o)
{
	const char *words = outcome_words(a, o);
	struct leak leak;

	if (strcmp(e->metric->id, "threshold_leaks") != 0 ||
	    !leak_of(&leak, o, f) || !is_leak(&leak))
		return words;
	return arena_printf(a, "%s: %s", words, leak_words(a, &leak, o));
}

static int visit_output(void *ctx, const struct output *o)
{
	struct visit *v = ctx;
	struct explanation *e = v->e;
	struct arena a = { 0 };
	struct explain_file *file;

	if (!explain_holds(e, v->facts, o) || is_no_leak(e, v->facts, o))
		return 0;
	file = file_of(e, &kind_corrections, o->import, o->line);
	file->rows += o->reviews;
	file->outputs += o->n;
	e->outputs += o->n;
	e->lines++;
	keep_row(e, (struct explain_row){
		.kind = &kind_corrections, .import = o->import,
		.line = o->line, .day = o->day, .item = o->item,
		.outcome = times(&a, o->n, leak_or(&a, e, v->facts, o))
	}, o->item_len);
	arena_release(&a);
	return 0;
}

/* ---- rollouts ---------------------------------------------------- */

static bool is_of_rollouts(const struct metric *metric)
{
	return strstr(metric->columns, "time.campaign") != NULL;
}

bool explain_rollout(const struct explanation *e, int64_t campaign)
{
	const struct rollout r = {.last = campaign > 0 && (size_t)campaign <
								  e->n_last
						  ? e->last[campaign]
						  : DAY_NONE};

	return r.last != DAY_NONE && period_holds(e->period, r.last) &&
	       rollout_is_closed(&r, e->config, e->as_of);
}

static int visit_last(void *ctx, const struct output *o)
{
	struct visit *v = ctx;
	int32_t *last = &v->e->last[o->campaign];

	if (o->campaign && (*last == DAY_NONE || o->day > *last))
		*last = o->day;
	return 0;
}

/* A rollout has the day of its last output. */
static int find_last(struct visit *v, struct err *err)
{
	struct explanation *e = v->e;

	e->n_last = v->facts->n_dim;
	e->last = arena_array(&e->arena, e->n_last + 1, sizeof *e->last);
	for (size_t i = 0; i < e->n_last; i++)
		e->last[i] = DAY_NONE;
	return outputs_each(v->facts, e->config, visit_last, v, err);
}

/* Outputs need their whole history: a review may belong to an earlier one. */
static int add_outputs(struct explanation *e, struct store *store,
		       struct err *err)
{
	struct facts f = { 0 };
	struct visit visit = { e, &f };
	int ret = facts_read(&f, store, &kind_corrections, DAY_MIN, e->as_of,
			     err);

	if (!ret && is_of_rollouts(e->metric))
		ret = find_last(&visit, err);
	if (!ret)
		ret = outputs_each(&f, e->config, visit_output, &visit, err);
	facts_release(&f);
	return ret;
}

/* ---- facts of other kinds -------------------------------------- */

/* The only activity whose entries a metric counts; ACTIVITY_BLANK: several. */
static enum activity activity_of(const struct metric *metric)
{
	if (!strncmp(metric->id, "practice_", 9))
		return ACTIVITY_PRACTICE;
	if (!strcmp(metric->id, "step_minutes") ||
	    !strcmp(metric->id, "chain_minutes"))
		return ACTIVITY_WORK;
	return ACTIVITY_BLANK;
}

struct period explain_days(const struct explanation *e,
			   const struct fact_kind *kind)
{
	struct period days = { PERIOD_RANGE, e->period.first, e->period.last };

	if (days.last > e->as_of)
		days.last = e->as_of;
	/* what a rollout took, and what was practised so far */
	if (kind == &kind_time &&
	    (e->last || activity_of(e->metric) == ACTIVITY_PRACTICE))
		days.first = DAY_MIN;
	if (strstr(e->metric->id, "_to_date"))
		days.first = DAY_MIN;
	if (!strcmp(e->metric->id, "days_since_tuning") &&
	    e->figure->value >= 0) { /* the day of the last tuning */
		days.last -= (int32_t)e->figure->value;
		days.first = days.last;
	}
	if (kind == &kind_costs) { /* each spreads over its month */
		if (days.first != DAY_MIN)
			days.first = period_of(PERIOD_MONTH, days.first,
					       1).first;
		days.last = period_of(PERIOD_MONTH, days.last, 1).last;
	}
	return days;
}

/* What a row is about: its first text that is not blank; of an audit its
 * record and field. */
static const char *row_item(struct arena *a, const struct facts *f,
			    const struct fact_day *day, size_t r)
{
	if (f->kind == &kind_inputs) {
		size_t len;
		const char *id = fact_text(day, INP_RECORD_ID, r, &len);
		const char *field = fact_dim(f, day, INP_FIELD, r);

		return arena_printf(a, "%.*s%s%s", (int)len, id,
				    *field ? " " : "", field);
	}
	for (size_t c = FC_FIRST; c < f->kind->n_columns; c++) {
		const char *s = "";
		size_t len = 0;

		if (f->kind->columns[c].flags & COLUMN_PERSON)
			continue;
		if (f->kind->columns[c].type == FACT_DIM) {
			s = fact_dim(f, day, (int)c, r);
			len = strlen(s);
		} else if (f->kind->columns[c].type == FACT_TEXT) {
			s = fact_text(day, (int)c, r, &len);
		}
		if (len)
			return arena_strndup(a, s, len);
	}
	return "";
}

/* Its words and numbers: "60 amount, tool kind". */
static const char *row_values(struct arena *a, const struct facts *f,
			      const struct fact_day *day, size_t r)
{
	const char *all = "";

	for (size_t c = FC_FIRST; c < f->kind->n_columns; c++) {
		const struct fact_column *column = &f->kind->columns[c];
		char buf[FACT_TEXT_MAX];
		int64_t v;

		if (column->type == FACT_DIM || column->type == FACT_TEXT ||
		    column->type == FACT_DAY || column->type == FACT_TIME ||
		    column->flags & COLUMN_PERSON)
			continue;
		v = fact_i64(day, (int)c, r);
		if (v == FACT_NULL ||
		    (column->type == FACT_WORD && v == 0))
			continue;
		all = arena_printf(a, "%s%s%s %s", all, *all ? ", " : "",
				   column->name,
				   fact_value_text(buf, column, v));
	}
	return all;
}

/* Refinement is a cost; work, correction and review count as hours where
 * minutes may come from the time sheet. */
static bool time_counts(const struct explanation *e, const struct facts *f,
			const struct fact_day *day, size_t r)
{
	const struct config_workflow *w;

	/* recorded hours are of all that was done */
	if (!explain_reads(e->metric, "costs") &&
	    !explain_reads(e->metric, "corrections"))
		return true;
	if (activity_is_refinement(fact_i64(day, TIM_ACTIVITY, r)))
		return explain_reads(e->metric, "costs");
	w = config_workflow(e->config, fact_dim(f, day, TIM_WORKFLOW, r));
	return w && w->minutes_from != MINUTES_CORRECTIONS &&
		explain_reads(e->metric, "corrections");
}

bool explain_of_defects(const struct metric *metric)
{
	if (!strcmp(metric->id, "threshold_leaks"))
		return false;
	return strstr(metric->columns, "corrections.defect") != NULL;
}

/* A kind without workflows serves them all. */
static bool is_of_another(const struct explanation *e, const struct facts *f,
			  const struct fact_day *day, size_t r)
{
	int c = fact_column_find(f->kind, "workflow");

	return e->workflow && c >= 0 && f->kind->columns[c].type == FACT_DIM &&
	       strcmp(e->workflow, fact_dim(f, day, c, r)) != 0;
}

/* Of another campaign, channel, segment or skill than was asked for, as far
 * as the kind has such a column. What was withheld has no rows either: they
 * would add up to it. */
static bool is_outside(const struct explanation *e, const struct facts *f,
		       const struct fact_day *day, size_t r)
{
	static const enum scope_dim dims[] = { SCOPE_CHANNEL, SCOPE_CAMPAIGN,
					       SCOPE_SEGMENT, SCOPE_SKILL };

	if (e->scope.dim[SCOPE_SKILL] && !isfinite(e->figure->value))
		return true;
	for (size_t i = 0; i < sizeof dims / sizeof *dims; i++) {
		const char *want = e->scope.dim[dims[i]];
		int c = want ? fact_column_find(f->kind,
						scope_dim_name[dims[i]]) : -1;

		if (c >= 0 && f->kind->columns[c].type == FACT_DIM &&
		    strcmp(want, fact_dim(f, day, c, r)) != 0)
			return true;
	}
	return false;
}

/* Hours of tuning are those of the time sheet or of the log, never of both;
 * the log names no workflow. */
static bool is_other_session(const struct explanation *e, const struct facts *f,
			     const struct fact_day *day, size_t r)
{
	if (!session_counts(e->metric, f, day, r) ||
	    is_of_another(e, f, day, r))
		return true;
	if (f->kind != &kind_sessions)
		return false;
	if (e->workflow)
		return !*e->figure->note;
	return strstr(e->figure->note, "time sheet") != NULL;
}

/* Rows that do not count, or of another workflow. */
static bool is_other(const struct explanation *e, const struct facts *f,
		     const struct fact_day *day, size_t r)
{
	if (session_is_metric(e->metric))
		return is_other_session(e, f, day, r);
	if (is_outside(e, f, day, r))
		return true;
	if (f->kind == &kind_time && activity_of(e->metric) &&
	    activity_of(e->metric) != fact_i64(day, TIM_ACTIVITY, r))
		return true;
	if (f->kind == &kind_time &&
	    (!time_counts(e, f, day, r) ||
	     (e->last && !explain_rollout(e, fact_i64(day, TIM_CAMPAIGN, r)))))
		return true;
	if (f->kind == &kind_outputs &&
	    !strcmp(fact_dim(f, day, OUT_STEP, r), "published"))
		return true;
	if (f->kind == &kind_outputs && e->scope.dim[SCOPE_STEP] &&
	    strcmp(fact_dim(f, day, OUT_STEP, r), e->scope.dim[SCOPE_STEP]))
		return true;
	if (f->kind == &kind_handoffs &&
	    !strcmp(e->metric->id, "corrective_hours") &&
	    fact_i64(day, HAN_REFORMAT, r) == FACT_NULL)
		return true;
	if (f->kind == &kind_handoffs && explain_other_handoff(e, f, day, r))
		return true;
	if (f->kind == &kind_corrections &&
	    explain_other_defect(e, f, day, r))
		return true;
	return is_of_another(e, f, day, r);
}

/* A review with the words that say what became of it. */
static void keep_review(struct explanation *e, const struct facts *f,
			const struct fact_day *day, size_t r,
			const char *words)
{
	int64_t import = fact_i64(day, FC_IMPORT, r);
	int64_t line = fact_i64(day, FC_LINE, r);
	size_t len;
	const char *item = fact_text(day, COR_ITEM_ID, r, &len);

	file_of(e, f->kind, import, line)->rows++;
	keep_row(e, (struct explain_row){
		.kind = f->kind, .import = import, .line = line,
		.day = day->day, .item = item, .outcome = words
	}, len);
}

/* listed: one of the rows that may be shown one by one. */
void explain_add_fact(struct explanation *e, const struct facts *f,
		      const struct fact_day *day, size_t r, bool listed)
{
	struct arena a = { 0 };
	const char *item = row_item(&a, f, day, r);
	int64_t import = fact_i64(day, FC_IMPORT, r);
	int64_t line = fact_i64(day, FC_LINE, r);

	file_of(e, f->kind, import, line)->rows++;
	if (listed)
		keep_row(e, (struct explain_row){
		.kind = f->kind, .import = import, .line = line,
		.day = day->day, .item = item,
		.outcome = times(&a, fact_i64(day, FC_N, r),
				 row_values(&a, f, day, r))
	}, strlen(item));
	arena_release(&a);
}

void explain_fact(struct explanation *e, const struct facts *f,
		  const struct fact_day *day, size_t r)
{
	explain_add_fact(e, f, day, r, true);
}

struct campaign_visit {
	struct explanation *e;
	const struct facts *facts;
};

static void visit_campaign(void *ctx, const struct campaign_row *row)
{
	struct campaign_visit *v = ctx;

	if (!row->lost && period_covers(v->e->period, row->covers) &&
	    !is_outside(v->e, v->facts, row->day, row->row))
		explain_fact(v->e, v->facts, row->day, row->row);
}

/* What counts is decided over all rows, as in the metrics. */
static int add_campaigns(struct explanation *e, struct store *store,
			 struct err *err)
{
	struct facts f = { 0 };
	int ret = facts_read(&f, store, &kind_campaigns, DAY_MIN, e->as_of,
			     err);

	if (!ret)
		campaigns_each(&f, visit_campaign,
			       &(struct campaign_visit){ e, &f });
	facts_release(&f);
	return ret;
}

static int add_facts(struct explanation *e, struct store *store,
		     const struct fact_kind *kind, struct err *err)
{
	struct period days = explain_days(e, kind);
	struct facts f = { 0 };
	int ret = facts_read(&f, store, kind, days.first, days.last, err);

	for (size_t d = 0; !ret && d < f.n_days; d++)
		for (size_t r = 0; r < f.days[d].n; r++)
			if (!is_other(e, &f, &f.days[d], r))
				explain_fact(e, &f, &f.days[d], r);
	facts_release(&f);
	return ret;
}

/* ---- files ------------------------------------------------------- */

static int file_cmp(const void *a, const void *b)
{
	const struct explain_file *x = a, *y = b;
	int c = kind_cmp(x->kind, y->kind);

	return c ? c : (x->import > y->import) - (x->import < y->import);
}

static int name_files(struct explanation *e, struct store *store,
		      struct err *err)
{
	struct ledger_entry *ledger = NULL;
	size_t n = 0;

	if (store_ledger(&ledger, &n, store, &e->arena, err))
		return -1;
	for (size_t i = 0; i < e->n_files; i++) {
		for (size_t l = 0; l < n; l++) {
			if (ledger[l].id != e->files[i].import)
				continue;
			e->files[i].file = ledger[l].file;
			e->files[i].profile = ledger[l].profile;
			e->files[i].sha256 = ledger[l].sha256;
		}
	}
	if (e->n_files)
		qsort(e->files, e->n_files, sizeof *e->files, file_cmp);
	return 0;
}

int explanation_rows(struct explanation *e, struct store *store,
		     struct err *err)
{
	for (size_t i = 0; fact_kind_table[i]; i++) {
		const struct fact_kind *kind = fact_kind_table[i];
		int ret = 0;

		/* a member and what was said of it belong together */
		if (!explain_reads(e->metric, kind->id) ||
		    kind == &kind_verdicts)
			continue;
		if (kind == &kind_corrections && explain_of_late(e->metric))
			ret = explain_late_reviews(e, store, keep_review, err);
		else if (kind == &kind_corrections &&
			 !explain_of_defects(e->metric))
			ret = add_outputs(e, store, err);
		else if (kind == &kind_campaigns)
			ret = add_campaigns(e, store, err);
		else if (kind == &kind_inputs)
			ret = explain_inputs(e, store, err);
		else if (kind == &kind_members)
			ret = explanation_samples(e, store, err);
		else
			ret = add_facts(e, store, kind, err);
		if (ret)
			return -1;
	}
	return name_files(e, store, err);
}

void explanation_release(struct explanation *e)
{
	free(e->inputs.item);
	free(e->steps.item);
	free(e->files);
	arena_release(&e->arena);
	*e = (struct explanation){ 0 };
}
