/*
 * tests/unit/story.h - a store in memory filled from a few readable rows.
 *
 *	struct story s;
 *	story_begin(&s);
 *	story_reviews(&s, "log", ROWS(
 *		REVIEW("a1", "2026-01-05", OUTCOME_LIGHT, .correction = 4)));
 *	...
 *	story_end(&s);
 *
 * Minutes are given in minutes; 0 means missing, so that a row shows only
 * what it has, and ZERO is a recorded 0.
 */
#ifndef TUNEUP_TESTS_UNIT_STORY_H
#define TUNEUP_TESTS_UNIT_STORY_H

#include "tests/unit/test.h"

#include "base/date.h"
#include "base/num.h"
#include "base/zone.h"
#include "config/config.h"
#include "metrics/metrics.h"
#include "store/facts.h"
#include "store/store.h"

#define ZERO 1e-9

struct told_review {
	const char *item;
	const char *at;		/* "2026-01-05" or "2026-01-05 10:30" */
	enum outcome outcome;
	double correction, review, work, rating;
	const char *workflow, *step;	/* NULL: "blog", "draft" */
	const char *tool, *item_type, *channel, *reviewer, *campaign,
		*prompt_version, *brief;
	const char *started, *defect, *origin;
	int64_t n;
};

/* REVIEW("a", "2026-01-05", OUTCOME_LIGHT, .tool = "x", MINUTES(4, 2, 9)) */
#define REVIEW(item_, at_, outcome_, ...) \
	{ .item = (item_), .at = (at_), .outcome = (outcome_), __VA_ARGS__ }
#define MINUTES(correction_, review_, work_) \
	.correction = (correction_), .review = (review_), .work = (work_)
#define ROWS(...) (const struct told_review[]){ __VA_ARGS__ }, \
	COUNT(((const struct told_review[]){ __VA_ARGS__ }))

struct told_time {
	const char *day;
	double minutes;
	enum activity activity;
	const char *workflow, *role;
};

struct told_cost {
	const char *day, *item;
	double amount;
	enum cost_kind kind;
	double hours;
};

struct told_count {
	const char *day;
	int64_t outputs;
	const char *workflow, *step;	/* NULL: "blog", "draft" */
	const char *tool, *item_type;
};
#define COUNTS(...) (const struct told_count[]){ __VA_ARGS__ }, \
	COUNT(((const struct told_count[]){ __VA_ARGS__ }))

struct story {
	struct store *store;
	struct config config;
	struct figures figures;
};

static inline void story_check(int ret, const struct err *err)
{
	if (ret)
		fail_msg("%s", err->msg);
}

static inline int32_t story_day(const char *s)
{
	char day[11];
	int32_t out;

	snprintf(day, sizeof day, "%.10s", s);
	if (day_parse(&out, day))
		fail_msg("'%s' is no day", s);
	return out;
}

/* UTC: a story's zone. */
static inline int64_t story_time(const char *s)
{
	int64_t utc = (int64_t)story_day(s) * 86400;
	int hour, minute;

	if (sscanf(s + 10, " %d:%d", &hour, &minute) != 2)
		return fact_time(utc, true);
	return fact_time(utc + hour * 3600 + minute * 60, false);
}

static inline void story_begin(struct story *s)
{
	struct err err;

	*s = (struct story){ 0 };
	story_check(zone_use("UTC", &err), &err);
	story_check(store_open_memory(&s->store, "UTC", &err), &err);
	config_defaults(&s->config);
}

static inline void story_end(struct story *s)
{
	figures_release(&s->figures);
	store_close(s->store);
	config_release(&s->config);
}

static inline struct fact_cell cell_of(const char *text)
{
	return (struct fact_cell){
		text, text ? (uint32_t)strlen(text) : 0, FACT_NULL
	};
}

static inline struct fact_cell cell_num(int64_t v)
{
	return (struct fact_cell){ NULL, 0, v };
}

static inline struct fact_cell cell_scaled(double v, int64_t scale)
{
	return cell_num(v == 0 ? FACT_NULL :
				 (int64_t)llround(v * (double)scale));
}

/* One import: rows are given to the callback's struct by index. */
typedef int32_t (*story_row_fn)(struct fact_cell *cells, const void *rows,
				size_t i);

static inline void story_load(struct story *s, const struct fact_kind *kind,
			      const char *source, enum load_mode mode,
			      story_row_fn row, const void *rows, size_t n)
{
	struct store_import *import;
	struct facts_load *load;
	struct facts_load_result result;
	struct facts_load_spec spec = {
		.kind = kind, .source = source, .mode = mode,
		.covers_first = DAY_NONE, .covers_last = DAY_NONE
	};
	struct diags diags = { 0 };
	struct err err;

	story_check(store_import_begin(&import, s->store, &err), &err);
	story_check(facts_load_begin(&load, import, &spec, &diags, &err),
		    &err);
	for (size_t i = 0; i < n; i++) {
		struct fact_cell cells[FACT_COLUMNS_MAX];
		int32_t day;

		for (size_t c = 0; c < FACT_COLUMNS_MAX; c++)
			cells[c] = cell_num(FACT_NULL);
		for (size_t c = 0; c < kind->n_columns; c++) {
			if (kind->columns[c].type == FACT_WORD)
				cells[c].num = 0;
		}
		day = row(cells, rows, i);
		story_check(facts_load_row(load, cells, day, (int64_t)i + 2,
					   &err), &err);
	}
	story_check(facts_load_end(load, &result, &err), &err);

	struct ledger_entry entry = {
		.file = source, .sha256 = source, .profile = source,
		.profile_sha256 = "", .kind = kind->id, .source = source,
		.encoding = "UTF-8", .delimiter = ",", .header_line = 1,
		.read = (int64_t)n, .used = result.used,
		.same = result.same, .aside = result.aside,
		.added = result.added, .replaced = result.replaced,
		.removed = result.removed, .first = result.first,
		.last = result.last, .rejects = "", .as_of = "2026-12-31"
	};

	story_check(store_import_finish(import, &entry, &diags, &err), &err);
	diags_release(&diags);
}

static inline int32_t review_row(struct fact_cell *c, const void *rows,
				 size_t i)
{
	const struct told_review *r = (const struct told_review *)rows + i;

	c[FC_N].num = r->n ? r->n : 1;
	c[COR_ITEM_ID] = cell_of(r->item);
	c[COR_REVIEWED_AT].num = story_time(r->at);
	c[COR_WORKFLOW] = cell_of(r->workflow ? r->workflow : "blog");
	c[COR_STEP] = cell_of(r->step ? r->step : "draft");
	c[COR_OUTCOME].num = r->outcome;
	c[COR_CORRECTION] = cell_scaled(r->correction, MS_PER_MINUTE);
	c[COR_REVIEW] = cell_scaled(r->review, MS_PER_MINUTE);
	c[COR_WORK] = cell_scaled(r->work, MS_PER_MINUTE);
	c[COR_RATING] = cell_scaled(r->rating, MEASURE_SCALE);
	c[COR_TOOL] = cell_of(r->tool);
	c[COR_ITEM_TYPE] = cell_of(r->item_type);
	c[COR_CHANNEL] = cell_of(r->channel);
	c[COR_CAMPAIGN] = cell_of(r->campaign);
	c[COR_REVIEWER] = cell_of(r->reviewer);
	c[COR_PROMPT_VERSION] = cell_of(r->prompt_version);
	c[COR_BRIEF_ID] = cell_of(r->brief);
	if (r->started)
		c[COR_STARTED_AT].num = story_time(r->started);
	c[COR_DEFECT] = cell_of(r->defect);
	c[COR_ORIGIN_STEP] = cell_of(r->origin);
	return story_day(r->at);
}

static inline void story_reviews(struct story *s, const char *source,
				 const struct told_review *rows, size_t n)
{
	story_load(s, &kind_corrections, source, LOAD_UPSERT, review_row,
		   rows, n);
}

/* Rows that stand for many: a condensed store or a warehouse. */
static inline void story_weighted(struct story *s, const char *source,
				  const struct told_review *rows, size_t n)
{
	story_load(s, &kind_corrections, source, LOAD_SNAPSHOT, review_row,
		   rows, n);
}

static inline int32_t time_row(struct fact_cell *c, const void *rows,
			       size_t i)
{
	const struct told_time *t = (const struct told_time *)rows + i;

	c[FC_N].num = 1;
	c[TIM_DATE].num = story_day(t->day);
	c[TIM_MINUTES] = cell_scaled(t->minutes, MS_PER_MINUTE);
	c[TIM_WORKFLOW] = cell_of(t->workflow);
	c[TIM_ACTIVITY].num = t->activity;
	c[TIM_ROLE] = cell_of(t->role);
	return story_day(t->day);
}

static inline void story_times(struct story *s, const struct told_time *rows,
			       size_t n)
{
	story_load(s, &kind_time, "time", LOAD_SNAPSHOT, time_row, rows, n);
}

static inline int32_t cost_row(struct fact_cell *c, const void *rows,
			       size_t i)
{
	const struct told_cost *t = (const struct told_cost *)rows + i;

	c[FC_N].num = 1;
	c[COS_DATE].num = story_day(t->day);
	c[COS_ITEM] = cell_of(t->item);
	c[COS_AMOUNT] = cell_scaled(t->amount, MONEY_SCALE);
	c[COS_KIND].num = t->kind;
	c[COS_HOURS] = cell_scaled(t->hours, MEASURE_SCALE);
	return story_day(t->day);
}

static inline void story_costs(struct story *s, const struct told_cost *rows,
			       size_t n)
{
	story_load(s, &kind_costs, "costs", LOAD_UPSERT, cost_row, rows, n);
}

static inline int32_t count_row(struct fact_cell *c, const void *rows,
				size_t i)
{
	const struct told_count *t = (const struct told_count *)rows + i;

	c[FC_N].num = 1;
	c[OUT_DATE].num = story_day(t->day);
	c[OUT_WORKFLOW] = cell_of(t->workflow ? t->workflow : "blog");
	c[OUT_STEP] = cell_of(t->step ? t->step : "draft");
	c[OUT_OUTPUTS].num = t->outputs;
	c[OUT_TOOL] = cell_of(t->tool);
	c[OUT_ITEM_TYPE] = cell_of(t->item_type);
	return story_day(t->day);
}

/* How many outputs were made. */
static inline void story_counts(struct story *s,
				const struct told_count *rows, size_t n)
{
	story_load(s, &kind_outputs, "counts", LOAD_UPSERT, count_row, rows,
		   n);
}

static inline void story_compute(struct story *s, enum period_kind kind,
				 const char *from, const char *to,
				 const char *as_of)
{
	struct metrics_request request = {
		.kind = kind, .from = story_day(from), .to = story_day(to),
		.as_of = story_day(as_of)
	};
	struct err err;

	figures_release(&s->figures);
	story_check(metrics_compute(&s->figures, s->store, &s->config,
				    &request, &err), &err);
	figures_sort(&s->figures);
}

/* The figure of a scope whose period holds the day. */
static inline const struct figure *story_scope(const struct story *s,
					       const char *metric,
					       const struct scope *scope,
					       const char *day)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < s->figures.n; i++) {
		const struct figure *f = &s->figures.item[i];

		if (strcmp(f->metric->id, metric) == 0 &&
		    period_holds(f->period, story_day(day)) &&
		    figures_find(&s->figures, f->metric, scope,
				 f->period) == f)
			return f;
	}
	fail_msg("there is no figure %s of %s", metric,
		 scope_words(&a, scope));
	return NULL;
}

/* ... of a workflow (NULL = total). */
static inline const struct figure *story_figure(const struct story *s,
						const char *metric,
						const char *workflow,
						const char *day)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };

	return story_scope(s, metric, &scope, day);
}

#endif
