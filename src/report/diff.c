#include "report/diff.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/changes.h"
#include "report/blocks/silent.h"
#include "report/blocks/words.h"

#define NAMED 3		/* changes in the first sentence */

struct page {
	struct doc *d;
	struct part *p;
	const struct diff *diff;
};

static void say_text(const struct page *to, enum text_style style,
		     const char *text)
{
	part_add_text(to->d, to->p, "diff", style, text);
}

static const char *name_of(const struct page *to, const char *workflow)
{
	return workflow ? workflow_title(to->d, to->diff->config, workflow) :
			  "all work";
}

/* ---- the answer ---------------------------------------------------------- */

static const char *words_of(const struct page *to, struct period p)
{
	return period_words(&to->d->arena, p,
			    to->diff->config->quarter_starts);
}

/* "Rework rate +2.1 points (worse); Net hours ... and 4 more" */
static const char *named(const struct page *to, const char *workflow,
			 size_t changed)
{
	struct arena *a = &to->d->arena;
	const char *list = "";
	size_t n = 0;

	for (size_t i = 0; i < to->diff->n && n < NAMED; i++) {
		const struct diff_row *r = &to->diff->row[i];

		if (!diff_is_of(r, workflow) || !diff_has_changed(r))
			continue;
		list = arena_printf(a, "%s%s%s %s%s%s", list, n ? "; " : "",
			r->metric->title,
			change_said(to->d, r->metric, r->between.change),
			r->word == DIFF_CHANGED ? "" : ", ",
			r->word == DIFF_CHANGED ? "" :
						  diff_word_name(r->word));
		n++;
	}
	if (changed > n)
		list = arena_printf(a, "%s; and %zu more", list, changed - n);
	return list;
}

/* METRICS §10: how many would look changed although nothing did. */
static const char *chance(const struct page *to, struct diff_count c)
{
	double about = round_decimal(c.by_chance, 0);

	return arena_printf(&to->d->arena, "%s compared: expect %s to look "
		"changed by chance.",
		count_words(to->d, (int64_t)c.judged, "metric"),
		about < 1 ? "less than one" :
			    arena_printf(&to->d->arena, "about %d",
					 (int)about));
}

static const char *answer(const struct page *to, const char *workflow,
			  struct diff_count c)
{
	struct arena *a = &to->d->arena;
	const char *of = count_words(to->d, (int64_t)c.judged, "metric");

	if (!c.judged)
		return "No metric can be judged: none has an interval in both "
		       "periods.";
	if (!c.changed)
		return arena_printf(a, "None of %s changed by more than "
				    "noise.", of);
	return arena_printf(a, "%zu of %s changed by more than noise: %s.",
			    c.changed, of, named(to, workflow, c.changed));
}

static void say_answer(const struct page *to, const char *workflow,
		       const char *note)
{
	struct diff_count c = diff_count(to->diff, workflow);

	say_text(to, TEXT_HEADLINE, answer(to, workflow, c));
	say_text(to, TEXT_NOTE, arena_printf(&to->d->arena, "Of %s. Before: "
		"%s. After: %s.%s%s", name_of(to, workflow),
		words_of(to, to->diff->before), words_of(to, to->diff->after),
		c.judged ? " " : "", c.judged ? chance(to, c) : ""));
	if (*note)
		say_text(to, TEXT_NOTE, note);
}

/* ---- tables -------------------------------------------------------------- */

enum { COL_METRIC, COL_BEFORE, COL_AFTER, COL_CHANGE, COL_RANGE, COL_WORD,
       COLUMNS };

/* What stands in one table, and how many of the columns it has. */
enum group {
	GROUP_CHANGED, GROUP_NOISE,
	GROUP_NO_RANGE,		/* two numbers without an interval */
	GROUP_WHY,		/* ... or not judged for another reason */
	GROUP_ONE,		/* a number in one period */
	GROUP_NONE
};
static const size_t group_columns[] = {
	[GROUP_CHANGED] = COLUMNS, [GROUP_NOISE] = COL_WORD,
	[GROUP_NO_RANGE] = COL_RANGE, [GROUP_WHY] = COL_WORD,
	[GROUP_ONE] = COL_WORD
};

static enum group group_of(const struct diff_row *r)
{
	bool before = diff_has_before(r), after = diff_has_after(r);

	if (diff_has_changed(r))
		return GROUP_CHANGED;
	if (r->word == DIFF_NOISE)
		return GROUP_NOISE;
	if (before && after)
		return r->metric->running || figure_has_range(r->before) ||
			figure_has_range(r->after) ? GROUP_WHY : GROUP_NO_RANGE;
	return before || after ? GROUP_ONE : GROUP_NONE;
}

static const char *why_words(const struct page *to, const struct diff_row *r)
{
	const char *why = clean(to->d, r->why);

	if (group_of(r) != GROUP_ONE)
		return why;
	return arena_printf(&to->d->arena, "%s: %s", diff_has_before(r) ?
			    "not after" : "not before", why);
}

#define WHOLE_FROM 1000	/* money from here on is said in whole units */

/* The metric as it is printed here: money in columns of a terminal. */
static struct metric printed(const struct diff_row *r)
{
	struct metric m = *r->metric;

	if (m.unit == UNIT_MONEY &&
	    ((diff_has_before(r) && fabs(r->before->value) >= WHOLE_FROM) ||
	     (diff_has_after(r) && fabs(r->after->value) >= WHOLE_FROM)))
		m.digits = 0;
	return m;
}

/* Money without its currency in every cell. */
static const char *title_words(const struct page *to, const struct metric *m)
{
	if (m->unit == UNIT_MONEY)
		return arena_printf(&to->d->arena, "%s, %s", m->title,
				    to->d->currency);
	return metric_words(to->d, m);
}

static struct cell number_cell(const struct page *to, const struct metric *m,
			       const struct figure *f)
{
	struct cell c = figure_cell(to->d, f);

	return c.type == CELL_MONEY ? cell_number(c.num, m->digits) : c;
}

static void add_row(const struct page *to, struct table *t,
		    const struct diff_row *r)
{
	struct cell *row = table_row(to->d, t);
	struct interval range = r->between.range;
	struct metric m = printed(r);

	row[COL_METRIC] = cell_text(title_words(to, r->metric));
	row[COL_BEFORE] = number_cell(to, &m, r->before);
	row[COL_AFTER] = number_cell(to, &m, r->after);
	row[COL_CHANGE] = change_cell(&m, r->between.change,
				      "needs both periods");
	if (t->n_columns == COL_RANGE)
		return;
	row[COL_RANGE] = r->word == DIFF_NOT_JUDGED ?
		cell_text(why_words(to, r)) :
		change_range_cell(to->d, &m, range.low, range.high);
	if (t->n_columns == COLUMNS)
		row[COL_WORD] = cell_text(diff_word_name(r->word));
}

static struct table *new_table(const struct page *to, enum group group,
			       const char *title)
{
	struct column columns[COLUMNS] = {
		[COL_METRIC] = { "Metric", ALIGN_LEFT, 26, true },
		[COL_BEFORE] = { "Before", ALIGN_RIGHT, 9, false },
		[COL_AFTER] = { "After", ALIGN_RIGHT, 9, false },
		[COL_CHANGE] = { "Change", ALIGN_RIGHT, 7, false },
		[COL_RANGE] = { "Its interval", ALIGN_RIGHT, 14, false },
		[COL_WORD] = { "Word", ALIGN_LEFT, 8, false },
	};
	struct table *t = &part_add(to->d, to->p, ELEMENT_TABLE, "diff",
				    12)->as.table;

	if (group > GROUP_NOISE)
		columns[COL_RANGE] = (struct column){ "Why", ALIGN_LEFT, 24,
						      true };
	t->title = title;
	t->subtitle = t->empty = "";
	table_columns(to->d, t, columns, group_columns[group]);
	return t;
}

/* Nothing where no row is of the group. */
static void add_table(const struct page *to, const char *workflow,
		      enum group group, const char *title)
{
	struct table *t = NULL;

	for (size_t i = 0; i < to->diff->n; i++) {
		const struct diff_row *r = &to->diff->row[i];

		if (!diff_is_of(r, workflow) || group_of(r) != group)
			continue;
		if (!t)
			t = new_table(to, group, title);
		add_row(to, t, r);
	}
}

/* "No number in either period: Pulse, Audits (no audit session); ..." */
static void say_missing(const struct page *to, const char *workflow)
{
	struct arena *a = &to->d->arena;
	const struct diff *d = to->diff;
	struct silent *s = arena_array(a, d->n + 1, sizeof *s);
	bool *told = arena_array(a, d->n + 1, sizeof *told);
	const char *all = "";
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		if (diff_is_of(&d->row[i], workflow) &&
		    group_of(&d->row[i]) == GROUP_NONE)
			s[n++] = (struct silent){ d->row[i].why,
						  d->row[i].metric->title };
	for (size_t i = 0; i < n; i++)
		if (!told[i])
			all = arena_printf(a, "%s%s%s (%s)", all,
				*all ? "; " : "", silent_names(to->d, s + i,
				n - i, told + i, ", "), clean(to->d, s[i].why));
	if (*all)
		say_text(to, TEXT_NOTE, arena_printf(a, "No number in either "
						     "period: %s.", all));
}

/* ---- workflows ----------------------------------------------------------- */

static void add_workflows(const struct page *to)
{
	struct arena *a = &to->d->arena;
	const char **list = diff_workflows(to->diff), *same = "";
	struct diff_count all = { 0 };

	for (size_t i = 0; list[i]; i++) {
		struct diff_count c = diff_count(to->diff, list[i]);

		all.judged += c.judged;
		all.by_chance += c.by_chance;
		if (c.changed)
			add_table(to, list[i], GROUP_CHANGED,
				  arena_printf(a, "%s: %zu of %zu changed by "
					       "more than noise",
					       name_of(to, list[i]), c.changed,
					       c.judged));
		else
			same = arena_printf(a, "%s%s%s", same,
					    *same ? ", " : "",
					    name_of(to, list[i]));
	}
	if (*same)
		say_text(to, TEXT_NOTE, arena_printf(a, "No metric changed by "
			"more than noise in: %s.", same));
	if (all.judged)
		say_text(to, TEXT_NOTE, arena_printf(a, "Of workflows: %s",
						     chance(to, all)));
}

void diff_part(struct doc *d, const struct diff *diff, const char *workflow,
	       const char *note)
{
	struct page to = { d, doc_add_part(d, "diff", "What changed", false),
			   diff };

	say_answer(&to, workflow, note);
	add_table(&to, workflow, GROUP_CHANGED, "Changed by more than noise");
	if (!workflow)
		add_workflows(&to);
	add_table(&to, workflow, GROUP_NOISE, "Within noise");
	add_table(&to, workflow, GROUP_NO_RANGE, "Not judged: they have no "
		  "interval that could tell a change from noise");
	add_table(&to, workflow, GROUP_WHY, "Not judged for another reason");
	add_table(&to, workflow, GROUP_ONE, "A number in one period only");
	say_missing(&to, workflow);
}
