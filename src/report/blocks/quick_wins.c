/*
 * Quick wins, for those who are to take part: the best improvement that is
 * verified, the manual work that is gone, and the pilot before and after: R43.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "findings/before_after.h"
#include "report/blocks/changes.h"
#include "report/blocks/decided.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

/* ---- the best verified one --------------------------------------------- */

static bool is_better(const struct decided *a, const struct decided *b)
{
	if (isnan(b->effect.hours))
		return isfinite(a->effect.hours);
	return a->effect.hours > b->effect.hours;
}

/* Of those that worked the one that got most hours; of equal ones, and where
 * none has hours, the first answered. */
static const struct decided *best_of(const struct report_input *in)
{
	const struct decided *best = NULL;

	for (size_t i = 0; in->decided && i < in->decided->n; i++) {
		const struct decided *e = &in->decided->item[i];

		if (e->option && e->metric &&
		    e->effect.verdict == EFFECT_WORKED &&
		    (!best || is_better(e, best)))
			best = e;
	}
	return best;
}

static const char *best_lead(struct doc *d, const struct decided *e)
{
	const struct effect_result *r = &e->effect;
	const struct metric *m = e->metric;
	char hours[NUM_TEXT_MAX];

	return arena_printf(&d->arena, "After \u201c%s\u201d: %s before, %s "
			    "after, a difference of %s (95 %% range %s to "
			    "%s), from %s before and %d after, to %s%s.",
			    clean(d, e->option->text),
			    value_words(d, m, r->before),
			    value_words(d, m, r->after),
			    change_said(d, m, r->difference),
			    change_said(d, m, r->low),
			    change_said(d, m, r->high),
			    count_words(d, r->weeks0, "week"),
			    r->weeks1, decided_to_week(d, e),
			    isfinite(r->hours) ?
			    arena_printf(&d->arena, "; about %s h a week",
					 num_text(hours, r->hours, 1)) : "");
}

static void best_say(struct doc *d, struct part *p,
		     const struct report_input *in, const struct decided *e)
{
	if (!e) {
		part_headline(d, p, &block_quick_wins,
			      "No improvement is verified yet");
		part_add_text(d, p, block_quick_wins.id, TEXT_LEAD,
			      "An accepted action is verified when the weeks "
			      "after it differ from those before by more than "
			      "chance, and others did not move as far.");
		return;
	}
	part_headline(d, p, &block_quick_wins,
		      arena_printf(&d->arena, "Verified: " BOLD_ON "%s"
				   BOLD_OFF " in %s has improved",
				   first_lower(d, e->metric->title),
				   decided_where(d, in, e)));
	part_add_text(d, p, block_quick_wins.id, TEXT_LEAD, best_lead(d, e));
}

/* ---- manual work that is gone ------------------------------------------ */

enum { COL_KIND, COL_BEFORE, COL_NOW, COL_HOURS, COL_RANGE, COL_WORD,
       COLUMNS };

static void removed_row(struct doc *d, struct table *t,
			const struct removed *r)
{
	const struct before_after *c = &r->minutes;
	struct cell *row = table_row(d, t);
	char low[NUM_TEXT_MAX], high[NUM_TEXT_MAX];

	row[COL_KIND] = cell_text(r->title);
	row[COL_BEFORE] = isfinite(c->before) ? cell_number(c->before, 2) :
						cell_dash(c->why);
	row[COL_NOW] = isfinite(c->after) ? cell_number(c->after, 2) :
					    cell_dash(c->why);
	row[COL_HOURS] = isfinite(r->hours) ? cell_number(r->hours, 1) :
		cell_dash(*c->why ? c->why : "no outputs in the period");
	if (!isfinite(r->low)) {
		row[COL_WORD] = cell_text(*c->why ? c->why :
					  "fewer than four weeks on a side");
		return;
	}
	row[COL_RANGE] = cell_text(arena_printf(&d->arena, "%s to %s",
				num_text(low, r->low, 1),
				num_text(high, r->high, 1)));
	row[COL_WORD] = cell_text(r->low > 0 ? "surely less" :
				  r->high < 0 ? "surely more" :
				  "not clear yet");
	row[COL_WORD].tone = r->low > 0 ? TONE_GOOD :
			     r->high < 0 ? TONE_BAD : TONE_PLAIN;
}

/* The hours of those that are surely gone. */
static const char *removed_title(struct doc *d,
				 const struct removed r[REMOVED_KINDS])
{
	const struct metric *hours = metric_find("correction_hours");
	const struct removed *most = NULL;

	for (size_t i = 0; i < REMOVED_KINDS; i++)
		if (isfinite(r[i].low) && r[i].low > 0 &&
		    (!most || r[i].hours > most->hours))
			most = &r[i];
	if (!most)
		return "No manual work has surely become less";
	return arena_printf(&d->arena, "%s: %s less", most->title,
			    value_words(d, hours, most->hours));
}

static void removed_print(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in,
			  const struct before_after_input *of)
{
	const struct column columns[COLUMNS] = {
		[COL_KIND] = { "Manual work", ALIGN_LEFT, 32, true },
		[COL_BEFORE] = { "Baseline, min an output", ALIGN_RIGHT, 14,
				 false },
		[COL_NOW] = { "Now, min an output", ALIGN_RIGHT, 14, false },
		[COL_HOURS] = { arena_printf(&d->arena, "Hours less %s",
					     this_period(in, false)),
				ALIGN_RIGHT, 14, false },
		[COL_RANGE] = { "Range", ALIGN_RIGHT, 18, false },
		[COL_WORD] = { "Verdict", ALIGN_LEFT, 24, true },
	};
	struct removed r[REMOVED_KINDS];
	struct table *table;

	removed_of(r, of);
	table = part_table(d, p, t, &block_quick_wins);
	table->title = removed_title(d, r);
	table->subtitle = arena_printf(&d->arena, "Frustrating manual work, "
		"all work, %s against the first %d weeks; hours at this "
		"period\u2019s number of outputs, 95 %% range", d->period,
		in->config->limits.baseline_weeks);
	table->empty = "";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < REMOVED_KINDS; i++)
		removed_row(d, table, &r[i]);
}

/* ---- the pilot ----------------------------------------------------------- */

enum { PILOT_METRIC, PILOT_BEFORE, PILOT_NOW, PILOT_CHANGE, PILOT_RANGE,
       PILOT_WORD, PILOT_COLUMNS };

static const struct { const char *metric, *title; } pilot_rows[] = {
	{ "rework", NULL }, { "usable", NULL },
	{ "correction_minutes", "Correction minutes an output, mean week" },
	{ "net_hours", "Net hours a week" }, { "manual_share", NULL },
};

static void pilot_row(struct doc *d, struct table *t,
		      const struct before_after_input *of, size_t i,
		      const char *workflow)
{
	const struct metric *m = metric_find(pilot_rows[i].metric);
	struct cell *row = table_row(d, t);
	struct before_after c;

	before_after_of(&c, of, m, workflow);
	row[PILOT_METRIC] = cell_text(pilot_rows[i].title ?
				      pilot_rows[i].title : m->title);
	row[PILOT_BEFORE] = isfinite(c.before) ? value_cell(m, c.before) :
						 cell_dash(c.why);
	row[PILOT_NOW] = isfinite(c.after) ? value_cell(m, c.after) :
					     cell_dash(c.why);
	row[PILOT_CHANGE] = change_cell(m, c.change, c.why);
	row[PILOT_RANGE] = change_range_cell(d, m, c.low, c.high);
	row[PILOT_WORD] = isfinite(c.low) ?
		change_word_cell(m, c.low, c.high) :
		cell_dash(*c.why ? c.why : "fewer than four weeks on a side");
}

/* "Blog articles: 4 of 5 numbers surely better, 1 worse" */
static const char *pilot_title(struct doc *d, const struct table *t,
			       const char *name)
{
	int64_t better = rows_toned(t, PILOT_WORD, TONE_GOOD);
	int64_t worse = rows_toned(t, PILOT_WORD, TONE_BAD), judged = 0;

	for (size_t i = 0; i < t->n_rows; i++)
		judged += t->rows[i][PILOT_WORD].type != CELL_DASH;
	if (!judged)
		return arena_printf(&d->arena, "%s: nothing to compare yet",
				    name);
	return arena_printf(&d->arena, "%s: %lld of %s surely better%s", name,
			    (long long)better,
			    count_words(d, judged, "number"), worse ?
			    arena_printf(&d->arena, ", %lld worse",
					 (long long)worse) : "");
}

static void pilot_print(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in,
			const struct before_after_input *of,
			const struct decided *best)
{
	static const struct column columns[PILOT_COLUMNS] = {
		[PILOT_METRIC] = { "Metric", ALIGN_LEFT, 32, true },
		[PILOT_BEFORE] = { "Baseline weeks", ALIGN_RIGHT, 14, false },
		[PILOT_NOW] = { "Now", ALIGN_RIGHT, 14, false },
		[PILOT_CHANGE] = { "Change", ALIGN_RIGHT, 14, false },
		[PILOT_RANGE] = { "Its range", ALIGN_RIGHT, 18, false },
		[PILOT_WORD] = { "Verdict", ALIGN_LEFT, 24, true },
	};
	const char *workflow = best ? best->scope.dim[SCOPE_WORKFLOW] : NULL;
	struct table *table = part_table(d, p, t, &block_quick_wins);

	table->subtitle = arena_printf(&d->arena, "%s; its first %d weeks "
		"against %s, changes of shares in points, 95 %% range",
		workflow ? "The pilot: where the verified action was tried" :
			   "No workflow is a pilot: no action of one is "
			   "verified",
		in->config->limits.baseline_weeks,
		this_period(in, false));
	table->empty = "";
	table_columns(d, table, columns, PILOT_COLUMNS);
	for (size_t i = 0; i < COUNT_OF(pilot_rows); i++)
		pilot_row(d, table, of, i, workflow);
	table->title = pilot_title(d, table, workflow ?
				   workflow_name(d, in, workflow) :
				   "All work");
	part_add_text(d, p, block_quick_wins.id, TEXT_NOTE,
		      "Before and after say that it changed since the "
		      "baseline, not why; why is for the verdict of an "
		      "action.");
}

static void quick_wins_build(struct doc *d, struct part *p,
			     const struct template_block *t,
			     const struct report_input *in)
{
	const struct before_after_input of = {
		in->figures, in->config, in->now, in->as_of
	};
	const struct decided *best = best_of(in);

	best_say(d, p, in, best);
	removed_print(d, p, t, in, &of);
	pilot_print(d, p, t, in, &of, best);
}

const struct block block_quick_wins = {
	.id = "quick_wins",
	.help = "the best verified improvement, manual work that is gone, the "
		"pilot before and after",
	.span = 12,
	.build = quick_wins_build,
};
