/*
 * What was decided and whether it worked: every accepted action, open and
 * closed, with what was promised and what came of it (METRICS §12).
 */
#include "report/blocks/decided.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_ACTION, COL_WHERE, COL_STATE, COL_OWNER, COL_DUE, COL_SINCE,
       COL_METRIC, COL_BEFORE, COL_AFTER, COL_DIFFERENCE, COL_LOW, COL_HIGH,
       COL_PROMISED, COL_ELSEWHERE, COL_UNIT, COL_WEEKS, COL_TO_WEEK,
       COL_VERDICT,
       COL_HOURS_PROMISED, COL_HOURS_GOT, COL_ID,
       /* pages say in words: a difference with its unit, its range, a
	* verdict with its weeks */
       COL_DIFFERENCE_WORDS, COL_RANGE_WORDS,
       COL_PROMISED_WORDS, COL_VERDICT_WORDS, COLUMNS };

#define BARS_MAX 12

/* ---- counts and words -------------------------------------------------- */

struct decided_counts decided_count(const struct report_input *in)
{
	struct decided_counts n = { 0 };

	for (size_t i = 0; in->decided && i < in->decided->n; i++) {
		const struct decided *e = &in->decided->item[i];
		enum effect v = e->effect.verdict;

		n.answers++;
		if (!e->option)
			continue;
		n.accepted++;
		n.open += e->state == ACTION_OPEN;
		n.late += e->state == ACTION_LATE;
		n.measured += e->state == ACTION_MEASURED;
		n.closed += e->state == ACTION_CLOSED;
		n.judged += v == EFFECT_WORKED || v == EFFECT_WORSE ||
			    v == EFFECT_LESS;
		n.worked += v == EFFECT_WORKED;
	}
	return n;
}

const char *decided_waiting(struct doc *d, const struct decided_counts *n)
{
	if (!n->open && !n->late)
		return "No action is open or late";
	if (!n->late)
		return arena_printf(&d->arena, "%s %s open, none is late",
				    count_words(d, n->open, "action"),
				    n->open == 1 ? "is" : "are");
	return arena_printf(&d->arena, "%s %s late, %s open",
			    count_words(d, n->late, "action"),
			    n->late == 1 ? "is" : "are", n->open ?
			    arena_printf(&d->arena, "%lld more %s",
					 (long long)n->open,
					 n->open == 1 ? "is" : "are") :
			    "none else is");
}

const char *decided_verdicts(struct doc *d, const struct decided_counts *n)
{
	if (!n->judged)
		return "";
	if (n->judged == 1)
		return n->worked ? "The one action with a verdict worked" :
				   "The one action with a verdict did not "
				   "work";
	return arena_printf(&d->arena, "%lld of %lld actions with a verdict "
			    "worked", (long long)n->worked,
			    (long long)n->judged);
}

const char *decided_verdict(struct doc *d, const struct decided *e)
{
	const struct effect_result *r = &e->effect;
	const char *name = effect_name(r->verdict, r->final);

	if (r->verdict == EFFECT_EVERYONE)
		return "everyone improved, not due to this";
	if (r->verdict != EFFECT_CANNOT_TELL || r->final ||
	    r->more_weeks <= 0) /* 0: enough for the promise, and undecided */
		return name;
	if (r->more < 0)
		return arena_printf(&d->arena, "%s: %s", name,
				    count_words(d, r->more_weeks,
						"more week"));
	return arena_printf(&d->arena, "%s: %s, %s", name,
			    count_words(d, r->more, "more output"),
			    count_words(d, r->more_weeks, "more week"));
}

const char *decided_to_week(struct doc *d, const struct decided *e)
{
	if (e->to == DAY_NONE)
		return "";
	return period_id(&d->arena, period_of(PERIOD_WEEK, e->to, 1), 1);
}

/* "after 9 weeks, to 2026-W39" */
static const char *after_words(struct doc *d, const struct decided *e)
{
	return arena_printf(&d->arena, "after %s, to %s",
			    count_words(d, e->effect.weeks1, "week"),
			    decided_to_week(d, e));
}

/* With the weeks it rests on: pages have no columns for them. */
static const char *verdict_and_weeks(struct doc *d, const struct decided *e)
{
	const char *verdict = decided_verdict(d, e);

	return e->to == DAY_NONE ? verdict :
	       arena_printf(&d->arena, "%s (%s)", verdict, after_words(d, e));
}

static enum tone verdict_colour(const struct decided *e)
{
	switch (e->effect.verdict) {
	case EFFECT_WORKED:
		return TONE_GOOD;
	case EFFECT_WORSE:
		return TONE_BAD;
	case EFFECT_LESS:
	case EFFECT_NOT_DONE:
		return TONE_WARN;
	case EFFECT_NONE:
	case EFFECT_CANNOT_TELL:
	case EFFECT_EVERYONE:
		break;
	}
	return TONE_PLAIN;
}

const char *decided_where(struct doc *d, const struct report_input *in,
			  const struct decided *e)
{
	struct scope rest = e->scope;
	const char *id = rest.dim[SCOPE_WORKFLOW], *name;

	if (!id)
		return clean(d, scope_words(&d->arena, &rest));
	name = workflow_name(d, in, id);
	for (int i = SCOPE_WORKFLOW + 1; i < SCOPE_DIMS; i++)
		if (rest.dim[i])
			name = arena_printf(&d->arena, "%s, %s", name,
					    clean(d, rest.dim[i]));
	return name;
}

/* A difference: shares in points, all else in the metric's unit. */
static const char *change_words(struct doc *d, const struct metric *m,
				double v)
{
	char text[NUM_TEXT_MAX];

	if (!isfinite(v))
		return DASH;
	if (m->unit == UNIT_RATE)
		return arena_printf(&d->arena, "%s points",
				    signed_text(text, v * 100, 1));
	return arena_printf(&d->arena, "%s %s", signed_text(text, v,
			    m->digits ? m->digits : 1), unit_words(d, m));
}

static struct cell change_cell(const struct metric *m, double v)
{
	if (!isfinite(v))
		return cell_dash("not measured yet");
	return cell_change(m->unit == UNIT_RATE ? v * 100 : v,
			   m->unit == UNIT_RATE || !m->digits ? 1 : m->digits);
}

static const char *range_words(struct doc *d, const struct metric *m,
			       const struct effect_result *e)
{
	double scale = m->unit == UNIT_RATE ? 100 : 1;
	int digits = m->unit == UNIT_RATE || !m->digits ? 1 : m->digits;
	char low[NUM_TEXT_MAX], high[NUM_TEXT_MAX];

	if (!isfinite(e->low))
		return DASH;
	return arena_printf(&d->arena, "%s to %s",
			    signed_text(low, e->low * scale, digits),
			    signed_text(high, e->high * scale, digits));
}

/* ---- one of them in a sentence ------------------------------------------ */

/* "Worked; it stands" */
static const char *outcome_word(struct doc *d, const struct decided *e)
{
	char *word = arena_strdup(&d->arena, decided_verdict(d, e));

	if (word[0] >= 'a' && word[0] <= 'z')
		word[0] = (char)(word[0] - 'a' + 'A');
	if (!e->effect.final || e->effect.verdict == EFFECT_NOT_DONE ||
	    e->effect.verdict == EFFECT_CANNOT_TELL)
		return word;
	return arena_printf(&d->arena, "%s, and stays", word);
}

static const char *hours_got(struct doc *d, const struct decided *e)
{
	double promised = e->option->wasted * e->option->reduction;
	char got[NUM_TEXT_MAX], want[NUM_TEXT_MAX];

	if (!isfinite(e->effect.hours))
		return "";
	return arena_printf(&d->arena, "; %s h a week got, %s h promised",
			    num_text(got, e->effect.hours, 1),
			    num_text(want, promised, 1));
}

const char *decided_outcome(struct doc *d, const struct report_input *in,
			    const struct decided *e)
{
	const struct metric *m = e->metric;
	const char *what = arena_printf(&d->arena, BOLD_ON "%s" BOLD_OFF
					": %s (%s).", outcome_word(d, e),
					clean(d, e->option->text),
					decided_where(d, in, e));

	if (!m || !isfinite(e->effect.low))
		return what;
	return arena_printf(&d->arena, "%s %s %s (%s), %s promised%s; %s.", what,
			    m->title, change_words(d, m, e->effect.difference),
			    range_words(d, m, &e->effect),
			    change_words(d, m, e->effect.promised),
			    hours_got(d, e), after_words(d, e));
}

/* ---- the table --------------------------------------------------------- */

static struct cell day_cell(int32_t day, const char *why)
{
	return day == DAY_NONE ? cell_dash(why) : cell_date(day);
}

static void effect_cells(struct doc *d, struct cell *row,
			 const struct decided *e)
{
	const struct effect_result *r = &e->effect;
	const struct metric *m = e->metric;

	row[COL_VERDICT] = *effect_name(r->verdict, r->final) ?
			   cell_text(decided_verdict(d, e)) :
			   cell_dash("it is not in place yet");
	row[COL_VERDICT].tone = verdict_colour(e);
	row[COL_VERDICT_WORDS] = row[COL_VERDICT];
	if (*effect_name(r->verdict, r->final))
		row[COL_VERDICT_WORDS].text = verdict_and_weeks(d, e);
	row[COL_HOURS_PROMISED] = cell_number(e->option->wasted *
					      e->option->reduction, 1);
	row[COL_HOURS_GOT] = cell_number(r->hours, 1);
	if (!m)
		return;
	row[COL_METRIC] = cell_text(m->title);
	row[COL_BEFORE] = value_cell(m, r->before);
	row[COL_AFTER] = value_cell(m, r->after);
	row[COL_DIFFERENCE] = change_cell(m, r->difference);
	row[COL_LOW] = change_cell(m, r->low);
	row[COL_HIGH] = change_cell(m, r->high);
	row[COL_PROMISED] = change_cell(m, r->promised);
	row[COL_ELSEWHERE] = change_cell(m, r->untouched);
	row[COL_UNIT] = cell_text(m->unit == UNIT_RATE ? "points" :
				  unit_words(d, m));
	row[COL_DIFFERENCE_WORDS] =
		cell_text(change_words(d, m, r->difference));
	row[COL_RANGE_WORDS] = cell_text(range_words(d, m, r));
	row[COL_PROMISED_WORDS] = cell_text(change_words(d, m, r->promised));
	row[COL_WEEKS] = cell_number(r->weeks1, 0);
	row[COL_TO_WEEK] = e->to == DAY_NONE ?
			   cell_dash("no week has been counted yet") :
			   cell_text(decided_to_week(d, e));
}

static void decided_row(struct doc *d, struct cell *row,
			const struct report_input *in,
			const struct decided *e)
{
	row[COL_ACTION] = cell_text(clean(d, e->option->text));
	row[COL_ACTION].tone = TONE_STRONG;
	row[COL_WHERE] = cell_text(decided_where(d, in, e));
	row[COL_STATE] = cell_text(action_state_name(e->state));
	if (e->state == ACTION_LATE)
		row[COL_STATE].tone = TONE_WARN;
	row[COL_OWNER] = *e->decision->owner ?
			 cell_text(clean(d, e->decision->owner)) :
			 cell_dash("nobody was named");
	row[COL_DUE] = day_cell(e->decision->due, "no date was named");
	row[COL_SINCE] = day_cell(e->decision->done, "not in place yet");
	row[COL_ID] = cell_text(e->decision->proposal);
	row[COL_ID].tone = TONE_MUTED;
	effect_cells(d, row, e);
}

/* A table of actions: some of the columns. */
struct layout {
	const char *title, *subtitle;
	size_t n;
	int column[COLUMNS];
};

/* Pages have less room, and no names of people. */
static const struct layout on_pages = {
	"Accepted actions", "Weeks before and after, 95 % range of the "
	"difference", 12, {
		COL_ACTION, COL_WHERE, COL_SINCE, COL_METRIC, COL_BEFORE,
		COL_AFTER, COL_DIFFERENCE_WORDS, COL_RANGE_WORDS,
		COL_PROMISED_WORDS, COL_VERDICT_WORDS, COL_HOURS_PROMISED,
		COL_HOURS_GOT
	}
};

/* On a sheet the team reads who has what to do by when; the arithmetic of the
 * verdict stands under it, since one row of all would print too small. */
static const struct layout on_sheets[] = {
	{ "Accepted actions", "Open ones first", 10, {
		COL_ACTION, COL_WHERE, COL_STATE, COL_OWNER, COL_DUE,
		COL_SINCE, COL_VERDICT, COL_HOURS_PROMISED, COL_HOURS_GOT,
		COL_ID
	} },
	{ "What the verdicts rest on", "Weeks before and after, 95 % range "
	  "of the difference", 14, {
		COL_ACTION, COL_WHERE, COL_METRIC, COL_BEFORE, COL_AFTER,
		COL_DIFFERENCE, COL_LOW, COL_HIGH, COL_PROMISED,
		COL_ELSEWHERE, COL_UNIT, COL_WEEKS, COL_TO_WEEK, COL_ID
	} },
};

static const struct column all_columns[COLUMNS] = {
	[COL_ACTION] = { "Action", ALIGN_LEFT, 30, true },
	[COL_WHERE] = { "Where", ALIGN_LEFT, 14, true },
	[COL_STATE] = { "State", ALIGN_LEFT, 11, true },
	[COL_OWNER] = { "Owner", ALIGN_LEFT, 12, true },
	[COL_DUE] = { "Due", ALIGN_LEFT, 12, false },
	[COL_SINCE] = { "In place since", ALIGN_LEFT, 14, false },
	[COL_METRIC] = { "Measured by", ALIGN_LEFT, 14, true },
	[COL_BEFORE] = { "Before", ALIGN_RIGHT, 9, false },
	[COL_AFTER] = { "After", ALIGN_RIGHT, 9, false },
	[COL_DIFFERENCE] = { "Difference", ALIGN_RIGHT, 9, false },
	[COL_LOW] = { "Range from", ALIGN_RIGHT, 9, false },
	[COL_HIGH] = { "Range to", ALIGN_RIGHT, 9, false },
	[COL_PROMISED] = { "Promised", ALIGN_RIGHT, 9, false },
	[COL_ELSEWHERE] = { "Elsewhere", ALIGN_RIGHT, 9, false },
	[COL_UNIT] = { "Unit", ALIGN_LEFT, 7, false },
	[COL_DIFFERENCE_WORDS] = { "Difference", ALIGN_RIGHT, 13, false },
	[COL_RANGE_WORDS] = { "Range", ALIGN_RIGHT, 19, false },
	[COL_PROMISED_WORDS] = { "Promised", ALIGN_RIGHT, 13, false },
	[COL_WEEKS] = { "Weeks", ALIGN_RIGHT, 7, false },
	[COL_TO_WEEK] = { "To week", ALIGN_LEFT, 10, false },
	[COL_VERDICT] = { "Verdict", ALIGN_LEFT, 20, true },
	[COL_VERDICT_WORDS] = { "Verdict", ALIGN_LEFT, 20, true },
	[COL_HOURS_PROMISED] = { "Promised, h a week", ALIGN_RIGHT, 10,
				 false },
	[COL_HOURS_GOT] = { "Got, h a week", ALIGN_RIGHT, 10, false },
	[COL_ID] = { "Id", ALIGN_LEFT, 17, false },
};

static void add_row(struct doc *d, struct table *t,
		    const struct report_input *in, const struct decided *e,
		    const struct layout *of)
{
	struct cell all[COLUMNS] = { { .type = CELL_BLANK } };
	struct cell *row = table_row(d, t);

	decided_row(d, all, in, e);
	for (size_t c = 0; c < of->n; c++)
		row[c] = all[of->column[c]];
}

/* "3 actions were accepted, 1 is not in place yet" */
static const char *accepted_title(struct doc *d, const struct report_input *in)
{
	struct decided_counts n = decided_count(in);
	const char *first;

	if (!n.accepted)
		return on_pages.title;
	first = arena_printf(&d->arena, "%s %s accepted",
			     count_words(d, n.accepted, "action"),
			     n.accepted == 1 ? "was" : "were");
	return n.open ? arena_printf(&d->arena, "%s, %lld %s still open",
				     first, (long long)n.open,
				     n.open == 1 ? "is" : "are") :
	       arena_printf(&d->arena, "%s, none is open", first);
}

/* Open ones first: they are what can still be changed. */
static void decided_table(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in,
			  const struct layout *of)
{
	struct column column[COLUMNS];
	struct table *table = part_table(d, p, t, &block_actions);

	table->title = of == &on_pages ? accepted_title(d, in) : of->title;
	table->subtitle = arena_printf(&d->arena, "%s; to %s", of->subtitle,
				       d->period);
	table->empty = "No action was accepted yet.";
	for (size_t c = 0; c < of->n; c++)
		column[c] = all_columns[of->column[c]];
	table_columns(d, table, column, of->n);
	for (int closed = 0; closed < 2; closed++)
		for (size_t i = 0; in->decided && i < in->decided->n; i++) {
			const struct decided *e = &in->decided->item[i];

			if (e->option &&
			    (e->state == ACTION_CLOSED) == closed)
				add_row(d, table, in, e, of);
		}
}

/* ---- the chart ---------------------------------------------------------- */

/* Metrics of all kinds on one scale: in per cent of what it was before. */
static bool is_drawn(const struct decided *e)
{
	return e->option && isfinite(e->effect.low) && e->effect.before > 0;
}

static void add_bar(struct doc *d, struct chart *c,
		    const struct report_input *in, const struct decided *e)
{
	const struct effect_result *r = &e->effect;
	double scale = 100 / r->before;

	c->label[c->n] = decided_where(d, in, e);
	c->under[c->n] = first_lower(d, e->metric->title);
	c->word[c->n] = effect_name(r->verdict, r->final);
	c->value[c->n] = r->difference * scale;
	c->promised[c->n] = r->promised * scale;
	c->low[c->n] = r->low * scale;
	c->high[c->n] = r->high * scale;
	c->tone[c->n++] = verdict_colour(e);
}

static const char *chart_alt(struct doc *d, const struct chart *c)
{
	struct strbuf s = STRBUF_INIT;
	const char *text;

	for (size_t i = 0; i < c->n; i++) {
		char v[NUM_TEXT_MAX], low[NUM_TEXT_MAX], high[NUM_TEXT_MAX];

		strbuf_printf(&s, "%s%s, %s: %s %%, range %s to %s",
			      i ? " " : "", c->label[i], c->under[i],
			      signed_text(v, c->value[i], 0),
			      signed_text(low, c->low[i], 0),
			      signed_text(high, c->high[i], 0));
		if (isfinite(c->promised[i]))
			strbuf_printf(&s, ", promised %s %%",
				      signed_text(v, c->promised[i], 0));
		strbuf_printf(&s, "%s%s.", *c->word[i] ? ": " : "",
			      c->word[i]);
	}
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

/* "Rework rate of blog articles fell by 47 %", of several the verdicts. */
static const char *chart_title(struct doc *d, const struct chart *c,
			       const struct decided_counts *n)
{
	char text[NUM_TEXT_MAX];

	if (c->n == 1 && c->low[0] * c->high[0] > 0)
		return arena_printf(&d->arena, "%s: %s %s by %s %%",
				    c->label[0], c->under[0],
				    c->value[0] < 0 ? "fell" : "rose",
				    num_text(text, fabs(c->value[0]), 0));
	if (c->n && *decided_verdicts(d, n))
		return decided_verdicts(d, n);
	return c->n ? "No action in place has a verdict yet" :
		      "What changed with each action";
}

static void decided_chart(struct doc *d, struct part *p,
			  const struct report_input *in,
			  const struct decided_counts *n)
{
	struct chart *c = &part_add(d, p, ELEMENT_CHART, block_actions.id,
				    12)->as.chart;
	size_t drawn = 0;

	c->type = CHART_FOREST;
	c->unit = "%";
	c->target = NAN;
	c->empty = "No action has been in place for four whole weeks.";
	c->alt = c->empty;
	c->label = arena_array(&d->arena, BARS_MAX, sizeof *c->label);
	c->under = arena_array(&d->arena, BARS_MAX, sizeof *c->under);
	c->word = arena_array(&d->arena, BARS_MAX, sizeof *c->word);
	c->promised = arena_array(&d->arena, BARS_MAX, sizeof *c->promised);
	c->value = arena_array(&d->arena, BARS_MAX, sizeof *c->value);
	c->low = arena_array(&d->arena, BARS_MAX, sizeof *c->low);
	c->high = arena_array(&d->arena, BARS_MAX, sizeof *c->high);
	c->tone = arena_array(&d->arena, BARS_MAX, sizeof *c->tone);
	/* the latest ones where there are too many */
	for (size_t i = in->decided ? in->decided->n : 0;
	     i-- > 0;)
		if (is_drawn(&in->decided->item[i]) && drawn++ < BARS_MAX)
			add_bar(d, c, in, &in->decided->item[i]);
	c->title = chart_title(d, c, n);
	c->subtitle = arena_printf(&d->arena, "Difference in per cent of the "
				   "weeks before, with its 95 %% range%s",
				   drawn > c->n ? arena_printf(&d->arena, "; the latest %zu "
						"of %zu", c->n, drawn) : "");
	if (c->n)
		c->alt = chart_alt(d, c);
}

/* ---- all of it ----------------------------------------------------------- */

static const char *headline(struct doc *d, const struct decided_counts *n)
{
	const char *verdicts = decided_verdicts(d, n);

	if (!n->accepted)
		return "No action was accepted yet";
	return *verdicts ? verdicts : decided_waiting(d, n);
}

static void actions_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	struct decided_counts n = decided_count(in);

	part_headline(d, p, &block_actions, headline(d, &n));
	if (n.accepted && *decided_verdicts(d, &n))
		part_add_text(d, p, block_actions.id, TEXT_LEAD,
			      arena_printf(&d->arena, "%s.",
					   decided_waiting(d, &n)));
	if (n.accepted)
		decided_chart(d, p, in, &n);
	if (in->now.kind == PERIOD_WEEK)
		decided_table(d, p, t, in, &on_sheets[0]);
	else
		decided_table(d, p, t, in, &on_pages);
	if (in->now.kind == PERIOD_WEEK && n.accepted)
		decided_table(d, p, t, in, &on_sheets[1]);
	if (n.accepted)
		part_add_text(d, p, block_actions.id, TEXT_NOTE,
			"Before = eight weeks that end before the week whose "
			"report proposed it; after = up to thirteen weeks "
			"behind the one in which it was in place, at least "
			"four. Until then a verdict follows the data. A report "
			"counts the weeks to the end of its own period, "
			"tuneup actions those to today: their numbers differ "
			"until the thirteen are over. Got = "
			"difference \u00d7 volume. Elsewhere = the same where "
			"nothing was done: when it moved the same way by more "
			"than half, it was not due to this.");
}

const struct block block_actions = {
	.id = "actions",
	.help = "what was decided and whether it worked: open and closed "
		"actions, promised and got, verdict",
	.span = 12,
	.build = actions_build,
};
