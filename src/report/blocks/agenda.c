/*
 * The tuning session: thirty minutes, what to speak about, what the data
 * says. The times add up to 30; what has nothing to say still has its line,
 * so that the session keeps its shape.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/actions.h"
#include "report/blocks/agenda.h"
#include "report/blocks/given.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define CHANGES_MAX 3
#define DECISIONS_MAX 3

enum { COL_MINUTES, COL_TOPIC, COL_DATA, COL_LINK, COLUMNS };

static const char *part_title(const struct report_input *in, const char *id)
{
	for (size_t i = 0; i < in->template->n_parts; i++)
		if (!strcmp(in->template->parts[i].id, id))
			return in->template->parts[i].title;
	return id;
}

void agenda_line(struct doc *d, struct table *t, const struct report_input *in,
		 const char *minutes, const char *topic, const char *data,
		 const char *link)
{
	struct cell *row = table_row(d, t);

	row[COL_MINUTES] = cell_text(minutes);
	row[COL_MINUTES].tone = TONE_MUTED;
	row[COL_TOPIC] = cell_text(topic);
	row[COL_DATA] = cell_text(data);
	if (!link)
		return;
	row[COL_LINK] = cell_text(clean(d, part_title(in, link)));
	row[COL_LINK].link = arena_strdup(&d->arena, link);
}

/* The last line leads to its row of the sheet of decisions, which leads to
 * the evidence; where there is none it leads on as it is. */
static void link_decision(struct doc *d, struct table *t,
			  const struct report_input *in,
			  const struct problem *p)
{
	struct cell *c = &t->rows[t->n_rows - 1][COL_LINK];
	const char *part = part_with(in, "decisions");

	if (!part || !p)
		return;
	*c = cell_text(clean(d, part_title(in, part)));
	c->link = arena_strdup(&d->arena, part);
	c->link_row = arena_strdup(&d->arena, p->proposal);
}

/* Up to `most` changes, the first beside time and topic. Their sentences
 * stand for themselves; the titles belong to the lists. */
static void change_lines(struct doc *d, struct table *t,
			 const struct report_input *in, const char *minutes,
			 const char *topic)
{
	const struct finding *f = finding_at(in, FINDING_CHANGE, 0);

	if (!f)
		agenda_line(d, t, in, minutes, topic, no_change(d, in), NULL);
	for (size_t i = 0; f && i < CHANGES_MAX;
	     f = finding_at(in, FINDING_CHANGE, ++i))
		agenda_line(d, t, in, i ? "" : minutes, i ? "" : topic,
		     rich_clean(d, f->sentence), finding_link(in, f));
}

/* ---- what to decide: a problem, then the approved actions for it ------- */

/* "A: ... (56 min a week, EUR 48); or B: ...": what is approved for it; the
 * sheet of recommendations says the rest. "" without any. */
static const char *approved(struct doc *d, const struct problem *p)
{
	const char *text = "";

	for (size_t i = 0; p && i < p->n_shown; i++)
		text = arena_printf(&d->arena, "%s%s%s", text, !i ? " " :
				    p->action[i].either_or ? "; or " : "; ",
				    action_line(d, &p->action[i], i));
	return *text ? arena_printf(&d->arena, "%s.", text) : "";
}

/* " Decided: A, Editor on duty, due 27 Nov.": on a sheet that is made anew;
 * else "". */
static const char *already(struct doc *d, const struct report_input *in,
			   const struct problem *p)
{
	const struct decided *e = given_to(in, p->proposal);

	return e ? arena_printf(&d->arena, " Decided: %s.",
				given_answer(d, p, e)) : "";
}

/* What was found, and what is approved for it or that nothing is. Two
 * findings on one problem have one list of actions. */
static const char *decision(struct doc *d, const struct report_input *in,
			    const struct finding *f, const struct problem *p)
{
	if (!p || p->finding != f)
		return rich_clean(d, f->sentence);
	return arena_printf(&d->arena, "%s%s%s%s", p->wording ?
			    problem_sentence(d, p) :
			    rich_clean(d, f->sentence),
			    p->n_shown ? approved(d, p) : " ",
			    p->n_shown ? "" : p->says, already(d, in, p));
}

/* Problems that no finding asks to decide, but whose actions pay. */
static const struct problem *problem_at(const struct report_input *in,
					size_t rank)
{
	const struct recommendations *r = in->recommendations;

	for (size_t i = 0; r && i < r->n; i++) {
		const struct problem *p = &r->item[i];

		if (p->n_shown && (!p->finding ||
				   p->finding->use != FINDING_DECIDE) &&
		    rank-- == 0)
			return p;
	}
	return NULL;
}

static void decide_lines(struct doc *d, struct table *t,
			 const struct report_input *in, const char *minutes,
			 const char *topic)
{
	const struct finding *f;
	const struct problem *p;
	size_t n = 0;

	for (; n < DECISIONS_MAX &&
	       (f = finding_at(in, FINDING_DECIDE, n)); n++) {
		p = actions_of(in, f);
		agenda_line(d, t, in, n ? "" : minutes, n ? "" : topic,
		     decision(d, in, f, p), finding_link(in, f));
		link_decision(d, t, in, p);
	}
	for (size_t i = 0; n < DECISIONS_MAX && (p = problem_at(in, i));
	     i++, n++) {
		agenda_line(d, t, in, n ? "" : minutes, n ? "" : topic,
		     arena_printf(&d->arena, "%s.%s%s", clean(d, p->title),
				  approved(d, p), already(d, in, p)),
		     part_with(in, "recommendations"));
		link_decision(d, t, in, p);
	}
	if (!n)
		agenda_line(d, t, in, minutes, topic,
		     "Nothing needs a decision this week.", NULL);
}

/* " Last week’s answer: quality work." */
static const char *went(struct doc *d, const struct report_input *in)
{
	const struct review_log *log = &in->review_log;

	if (in->session.hours)
		return arena_printf(&d->arena, " The answer: %s.",
				    clean(d, in->session.hours));
	for (size_t i = 0; i < log->n_hours; i++)
		if (log->hours[i].last == in->before.last)
			return arena_printf(&d->arena, " Last week\u2019s "
					    "answer: %s.",
					    clean(d, log->hours[i].answer));
	return "";
}

/* "6.2 h net: 12.1 h gross less 2.0 h reviews, 3.1 h corrections ..." */
static const char *hours_sentence(struct doc *d, const struct report_input *in)
{
	static const struct { const char *metric, *noun; } less[] = {
		{ "review_hours", "reviews" },
		{ "correction_hours", "corrections" },
		{ "loop_hours", "loops" },
	};
	const struct figure *net = figure_now(in, "net_hours", NULL);
	const struct figure *gross = figure_now(in, "gross_hours", NULL);
	struct strbuf s = STRBUF_INIT;
	const char *text;

	if (!net || !isfinite(net->value))
		return arena_printf(&d->arena, "No hours can be said: %s.",
				    net && *net->note ? net->note :
				    "no output was reviewed");
	strbuf_printf(&s, BOLD_ON "%s net" BOLD_OFF,
		      value_words(d, net->metric, net->value));
	if (gross && isfinite(gross->value))
		strbuf_printf(&s, ": %s gross, less",
			      value_words(d, gross->metric, gross->value));
	for (size_t i = 0; gross && i < COUNT_OF(less); i++) {
		double v = figure_value(in, less[i].metric, NULL, in->now);

		if (isfinite(v))
			strbuf_printf(&s, "%s %s %s", i ? "," : "",
				      value_words(d, net->metric, v),
				      less[i].noun);
	}
	strbuf_printf(&s, ". Where did they go: more output, quality, other "
		      "projects, or nothing visible?%s", went(d, in));
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

/* With a blank at its end; "" where nobody counted what was made. */
static const char *coverage_sentence(struct doc *d,
				     const struct report_input *in)
{
	const struct figure *f = figure_now(in, "coverage", NULL);

	if (!f || !isfinite(f->value))
		return "";
	return arena_printf(&d->arena, "%s of what was counted was reviewed. ",
			    value_words(d, f->metric, f->value));
}

static const char *sample_sentence(struct doc *d,
				   const struct report_input *in)
{
	const char *judged = judged_words(d, in);

	return judged ? arena_printf(&d->arena, "%s.", judged) :
			"Samples are not measured yet.";
}

static const char *outcome_sentence(struct doc *d,
				    const struct report_input *in)
{
	const struct figure *unknown = figure_now(in, "unknown", NULL);
	const char *coverage = coverage_sentence(d, in);
	const char *samples = sample_sentence(d, in);
	char x[NUM_TEXT_MAX];

	if ((!unknown || !isfinite(unknown->value)) &&
	    isfinite(figure_value(in, "outputs", NULL, in->now)))
		return arena_printf(&d->arena, "Only corrected outputs are "
				    "listed. %s", samples);
	if (!unknown || !isfinite(unknown->value) || unknown->n == NUM_NULL)
		return arena_printf(&d->arena, "No output was reviewed. %s",
				    samples);
	if (!unknown->x)
		return arena_printf(&d->arena, "%s %s a known outcome. "
				    "%s%s",
				    unknown->n == 1 ?
				    "The one output" :
				    arena_printf(&d->arena, "All %s",
						 count_words(d, unknown->n,
							     "output")),
				    unknown->n == 1 ? "has" : "have",
				    coverage, samples);
	return arena_printf(&d->arena, "%s of %s %s no known outcome "
			    "(%s). %s%s",
			    num_text(x, (double)unknown->x, 0),
			    count_words(d, unknown->n, "output"),
			    unknown->x == 1 ? "has" : "have",
			    value_words(d, unknown->metric, unknown->value),
			    coverage, samples);
}

static void agenda_build(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	static const struct column columns[COLUMNS] = {
		[COL_MINUTES] = { .title = "Minutes", .width = 8 },
		[COL_TOPIC] = { .title = "Topic", .width = 20, .wrap = true },
		[COL_DATA] = { .title = "What the data says", .width = 100,
			       .wrap = true },
		[COL_LINK] = { .title = "Look at", .width = 14 },
	};
	struct element *e;
	struct table *table;

	said_headline(d, p, &block_agenda, in);
	e = part_add(d, p, ELEMENT_TABLE, block_agenda.id,
		     block_span(t, &block_agenda));
	table = &e->as.table;
	table->title = "The session: 30 minutes";
	table_columns(d, table, columns, COLUMNS);
	agenda_decided(d, table, in, "0\u20133",
		       "Last week\u2019s decisions");
	change_lines(d, table, in, "3\u20138", "What changed");
	decide_lines(d, table, in, "8\u201322",
		     "Decide, 4 minutes each");
	agenda_line(d, table, in, "22\u201326", "Samples and checkpoints",
	     outcome_sentence(d, in), part_with(in, "checks"));
	agenda_line(d, table, in, "26\u201329", "Hours: where did they go?",
	     hours_sentence(d, in), part_with(in, "roi_what_if"));
	agenda_line(d, table, in, "29\u201330", "Owners and dates",
	     "Say the owner and the date of each decision.", NULL);
}

const struct block block_agenda = {
	.id = "agenda",
	.help = "the session of thirty minutes: what to speak about and what "
		"the data says",
	.span = 12,
	.build = agenda_build,
};
