/* Sessions, hours of tuning, audits, and what was set and forgotten: R03,
 * R05, R09, R20, R22, R30. */
#include <math.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define WEEKS 4 /* 4 sessions of 30 min: a month's 2 h */

enum {
	COL_WHAT,
	COL_NOW,
	COL_BEFORE,
	COL_PLAN,
	COL_ARTICLE,
	COL_NOTE,
	COLUMNS
};

static const struct figure *before_of(const struct report_input *in,
				      const char *metric)
{
	return figures_get(in->figures, metric, NULL, in->before);
}

static const char *minutes_words(struct doc *d, int64_t ms)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(&d->arena, "%s min",
			    num_text(buf, (double)ms / MS_PER_MINUTE, 0));
}

static struct cell text_or_blank(const char *words)
{
	return words && *words ? cell_text(words)
			       : (struct cell){.type = CELL_BLANK};
}

/* One metric: now, before, what is planned, what the article says. */
static void row_of(struct doc *d, struct table *t,
		   const struct report_input *in, const char *metric,
		   const char *plan, const char *article)
{
	const struct figure *f = figure_now(in, metric, NULL);
	struct cell *row = table_row(d, t);

	row[COL_WHAT] = cell_text(metric_words(d, metric_find(metric)));
	row[COL_NOW] = figure_cell(d, f);
	row[COL_BEFORE] = figure_cell(d, before_of(in, metric));
	row[COL_PLAN] = text_or_blank(plan);
	row[COL_ARTICLE] = text_or_blank(article);
	if (f && *f->note)
		row[COL_NOTE] = text_or_blank(clean(d, f->note));
}

/* Tuning hours of the 4 weeks up to the period's end, which is what the
 * article counts as a month; of a longer period its mean month. */
static double month_hours(const struct report_input *in, struct period p)
{
	const struct figure *f;
	double sum = 0;
	int32_t last = p.last < in->as_of ? p.last : in->as_of;

	if (p.kind != PERIOD_WEEK) {
		f = figures_get(in->figures, "tuning_hours", NULL, p);
		return f ? f->value * (365.25 / 12) / (last - p.first + 1)
			 : NAN;
	}
	for (int i = 0; i < WEEKS; i++, p = period_prev(p, 1)) {
		f = figures_get(in->figures, "tuning_hours", NULL, p);
		if (!f || !isfinite(f->value))
			return NAN;
		sum += f->value;
	}
	return sum;
}

static void month_row(struct doc *d, struct table *t,
		      const struct report_input *in)
{
	const struct config_thresholds *l = &in->config->limits;
	const struct figure *f = figure_now(in, "tuning_hours", NULL);
	bool week = in->now.kind == PERIOD_WEEK;
	struct cell *row = table_row(d, t);
	double now = month_hours(in, in->now);
	double before = month_hours(in, in->before);

	row[COL_WHAT] = cell_text(week ? "Tuning hours, 4 weeks"
				       : "Tuning hours a month");
	row[COL_NOW] = isfinite(now) ? cell_number(now, 1)
				     : cell_dash("tuning was not recorded in "
						 "all of the weeks");
	row[COL_BEFORE] = isfinite(before) ? cell_number(before, 1)
					   : cell_dash("tuning was not "
						       "recorded in all of the "
						       "weeks");
	row[COL_PLAN] = cell_text(hours_words(d, l->tuning_hours_target));
	row[COL_ARTICLE] =
		cell_text(arena_printf(&d->arena, "%s before",
				       hours_words(d, l->tuning_hours_before)));
	if (f && *f->note)
		row[COL_NOTE] = cell_text(clean(d, f->note));
}

static void rhythm_columns(struct doc *d, struct table *t,
			   const struct report_input *in)
{
	const struct column columns[COLUMNS] = {
		[COL_WHAT] = {"What", ALIGN_LEFT, 30, true},
		[COL_NOW] = {this_period(in, true), ALIGN_RIGHT, 12, false},
		[COL_BEFORE] = {"The one before", ALIGN_RIGHT, 12, false},
		[COL_PLAN] = {"Planned", ALIGN_LEFT, 10, true},
		[COL_ARTICLE] = {"Article", ALIGN_LEFT, 14, true},
		[COL_NOTE] = {"Note", ALIGN_LEFT, 36, true},
	};

	table_columns(d, t, columns, COLUMNS);
}

static bool is_measured(const struct report_input *in, const char *metric)
{
	return isfinite(figure_value(in, metric, NULL, in->now));
}

/* "31 tuning sessions held, 2 were missed" */
static const char *sessions_title(struct doc *d, const struct report_input *in)
{
	double held = figure_value(in, "tuning_sessions", NULL, in->now);
	double missed = figure_value(in, "tuning_missed", NULL, in->now);
	const char *first;

	if (!isfinite(held))
		return "Whether sessions were held is not recorded";
	first = arena_printf(&d->arena, "%s held",
			     count_words(d, (int64_t)held, "tuning session"));
	if (!isfinite(missed))
		return first;
	return arena_printf(&d->arena, "%s, %s %s missed", first, missed > 0 ?
			    arena_printf(&d->arena, "%.0f", missed) : "none",
			    missed > 1 ? "were" : "was");
}

static void sessions_table(struct doc *d, struct part *p,
			   const struct template_block *t,
			   const struct report_input *in)
{
	const struct config_thresholds *l = &in->config->limits;
	struct table *table = part_table(d, p, t, &block_rhythm);

	table->title = sessions_title(d, in);
	table->subtitle = arena_printf(&d->arena,
				       "Sessions and audits of "
				       "the log and the time "
				       "sheet, %s",
				       d->period);
	table->empty = "No session was recorded: an export of sessions says "
		       "what was planned and held, one of time what it took.";
	rhythm_columns(d, table, in);
	if (!is_measured(in, "tuning_sessions") &&
	    !is_measured(in, "tuning_hours") &&
	    !is_measured(in, "daily_review"))
		return;
	row_of(d, table, in, "tuning_sessions", NULL, "1 a week");
	row_of(d, table, in, "tuning_missed", NULL, NULL);
	row_of(d, table, in, "session_minutes",
	       minutes_words(d, l->session_minutes), NULL);
	month_row(d, table, in);
	row_of(d, table, in, "audits", NULL, NULL);
	row_of(d, table, in, "audit_minutes",
	       minutes_words(d, l->audit_minutes),
	       hours_range(d, l->audit_hours));
	row_of(d, table, in, "corrective_hours", NULL,
	       arena_printf(&d->arena, "%s to find",
			    hours_range(d, l->audit_yield)));
	row_of(d, table, in, "daily_review", minutes_words(d, l->daily_review),
	       arena_printf(&d->arena, "%s before",
			    minutes_words(d, l->daily_review_before)));
}

/* ---- set and forget --------------------------------------------------- */

enum { GAP_WORKFLOW, GAP_DAYS, GAP_WORDS, GAP_COLUMNS };

static const struct column gap_columns[GAP_COLUMNS] = {
	[GAP_WORKFLOW] = {"Workflow", ALIGN_LEFT, 34, true},
	[GAP_DAYS] = {"Days", ALIGN_RIGHT, 8, false},
	[GAP_WORDS] = {"Said", ALIGN_LEFT, 48, true},
};

static bool is_forgotten(const struct report_input *in, const struct figure *f)
{
	return f && isfinite(f->value) &&
	       f->value > in->config->limits.tuning_gap;
}

static const char *gap_words(struct doc *d, const struct report_input *in,
			     const struct figure *f)
{
	const char *note = f ? clean(d, f->note) : "";

	if (!f || !isfinite(f->value))
		return *note ? note : "not recorded";
	if (!is_forgotten(in, f))
		return *note ? arena_printf(&d->arena, "tuned; %s", note)
			     : "tuned";
	return arena_printf(&d->arena, "set and forget for %.0f days%s%s",
			    f->value, *note ? "; " : "", note);
}

static void gap_row(struct doc *d, struct table *t,
		    const struct report_input *in, const char *workflow,
		    const char *name)
{
	const struct figure *f = figure_now(in, "days_since_tuning", workflow);
	struct cell *row = table_row(d, t);

	row[GAP_WORKFLOW] = cell_text(name);
	row[GAP_DAYS] = figure_cell(d, f);
	row[GAP_WORDS] = cell_text(gap_words(d, in, f));
	if (is_forgotten(in, f))
		row[GAP_WORDS].tone = TONE_BAD;
}

static void gap_table(struct doc *d, struct part *p,
		      const struct template_block *t,
		      const struct report_input *in, const char *title)
{
	struct table *table = part_table(d, p, t, &block_rhythm);
	bool week = in->now.kind == PERIOD_WEEK;
	size_t n;
	const char **workflow = workflows_of(d, in, &n);

	table->title = week ? "Days since the last tuning" : title;
	table->subtitle = arena_printf(&d->arena,
				       "%s the end of the period, or "
				       "today. More than %d days is set and "
				       "forget",
				       week ? "At" :
				       "Days since the last tuning at",
				       in->config->limits.tuning_gap);
	table->empty = "No tuning was recorded: time entries of tuning or "
		       "sessions say when.";
	table_columns(d, table, gap_columns, GAP_COLUMNS);
	if (!is_measured(in, "days_since_tuning"))
		return;
	for (size_t i = 0; i < n; i++)
		if (figure_now(in, "days_since_tuning", workflow[i]))
			gap_row(d, table, in, workflow[i],
				workflow_name(d, in, workflow[i]));
	gap_row(d, table, in, NULL, "All work");
	table->total_row = true;
}

/* ---- the part --------------------------------------------------------- */

static const char *headline_of(struct doc *d, const struct report_input *in)
{
	const struct figure *all = figure_now(in, "days_since_tuning", NULL);
	const char *worst = NULL;
	double most = 0;
	int64_t n_forgotten = 0;
	size_t n;
	const char **workflow = workflows_of(d, in, &n);

	for (size_t i = 0; i < n; i++) {
		const struct figure *f =
			figure_now(in, "days_since_tuning", workflow[i]);

		if (!is_forgotten(in, f))
			continue;
		n_forgotten++;
		if (f->value > most) {
			most = f->value;
			worst = workflow[i];
		}
	}
	if (n_forgotten == 1)
		return arena_printf(&d->arena,
				    "%s: set and forget for %.0f "
				    "days",
				    workflow_name(d, in, worst), most);
	if (n_forgotten)
		return arena_printf(&d->arena,
				    "%s were set and forgotten, "
				    "one for %.0f days",
				    count_words(d, n_forgotten, "workflow"),
				    most);
	if (!all || !isfinite(all->value))
		return "No tuning was recorded";
	if (is_forgotten(in, all))
		return arena_printf(&d->arena, "Set and forget for %.0f days",
				    all->value);
	return arena_printf(&d->arena,
			    "All that is recorded was tuned within "
			    "%d days",
			    in->config->limits.tuning_gap);
}

static void rhythm_build(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	part_headline(d, p, &block_rhythm, headline_of(d, in));
	sessions_table(d, p, t, in);
	gap_table(d, p, t, in, headline_of(d, in));
}

const struct block block_rhythm = {
	.id = "rhythm",
	.help = "tuning sessions, hours of tuning and audits against their "
		"plan; what was set and forgotten",
	.span = 12,
	.build = rhythm_build,
};
