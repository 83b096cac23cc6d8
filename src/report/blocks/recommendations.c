/* Every problem with its approved actions: what the Agenda has no room for. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/actions.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_PROBLEM, COL_OPTION, COL_ACTION, COL_GAIN, COL_WORTH, COL_SETUP,
       COL_OWNER, COL_CONFIDENCE, COL_EVIDENCE, COL_WRONG, COL_LIMITS,
       COLUMNS };

static const struct recommendations *none(void)
{
	static const struct recommendations empty = { .note = "" };

	return &empty;
}

static const struct recommendations *given(const struct report_input *in)
{
	return in->recommendations ? in->recommendations : none();
}

static const char *headline(struct doc *d, const struct report_input *in)
{
	const struct recommendations *r = given(in);

	if (!r->n)
		return arena_printf(&d->arena, "Nothing needs an action %s",
				    this_period(in, false));
	if (!r->playbook)
		return "No action is approved: there is no playbook.yaml";
	if (!(r->hours > 0))
		return "No approved action pays for itself now";
	return arena_printf(&d->arena, "Approved actions could give back %s "
			    "a week", say_gain(&d->arena, r->hours));
}

/* How a gain is reckoned, where there is one, and who worded what. */
static void add_note(struct doc *d, struct part *p, const struct block *b,
		     const struct report_input *in)
{
	const struct recommendations *r = given(in);

	if (r->hours > 0)
		part_add_text(d, p, b->id, TEXT_NOTE,
			"Gain = hours lost a week \u00d7 expected reduction "
			"\u00d7 chance that it works, less set-up over 13 "
			"weeks. An action that nobody tried has an even "
			"chance. Either/or: both would save the same minutes, "
			"so they are not added up.");
	if (*r->note)
		part_add_text(d, p, b->id, TEXT_NOTE, clean(d, r->note));
}

static struct cell muted(const char *text)
{
	struct cell c = cell_text(text);

	c.tone = TONE_MUTED;
	return c;
}

static void action_row(struct doc *d, struct table *t,
		       const struct problem *p, size_t i)
{
	const struct recommended *r = &p->action[i];
	struct cell *row = table_row(d, t);

	row[COL_PROBLEM] = cell_text(clean(d, p->title));
	row[COL_OPTION] = cell_text(r->either_or ?
		arena_printf(&d->arena, "%s, either/or", option_letter(i)) :
		option_letter(i));
	row[COL_ACTION] = cell_text(clean(d, r->action->text));
	row[COL_ACTION].tone = TONE_STRONG;
	row[COL_GAIN] = cell_number(r->hours, 2);
	row[COL_WORTH] = cell_money(r->money, 0);
	row[COL_SETUP] = cell_number(r->setup, 1);
	row[COL_OWNER] = cell_text(clean(d, r->action->owner));
	row[COL_CONFIDENCE] = cell_text(r->confidence);
	row[COL_EVIDENCE] = cell_text(clean(d, r->evidence));
	row[COL_WRONG] = cell_text(clean(d, r->disproof));
	row[COL_LIMITS] = *r->limits ? cell_text(clean(d, r->limits)) :
				       muted("no limit");
}

static void problem_rows(struct doc *d, struct table *t,
			 const struct problem *p)
{
	for (size_t i = 0; i < p->n_shown; i++)
		action_row(d, t, p, i);
	if (p->n_shown)
		return;

	struct cell *row = table_row(d, t);

	row[COL_PROBLEM] = cell_text(clean(d, p->title));
	row[COL_ACTION] = muted(p->says);
}

static void problem_list(struct doc *d, struct part *p,
			 const struct recommendations *r)
{
	struct element *e = part_add(d, p, ELEMENT_LIST,
				     block_recommendations.id, 12);
	size_t n = 0;

	e->as.list.title = "What asks for an action";
	e->as.list.empty = "";
	e->as.list.item = arena_array(&d->arena, r->n + 1,
				      sizeof *e->as.list.item);
	for (size_t i = 0; i < r->n; i++)
		e->as.list.item[n++] = (struct list_item){
			.big = "", .title = clean(d, r->item[i].title),
			.body = problem_sentence(d, &r->item[i])
		};
	e->as.list.n = n;
}

static void recommendations_build(struct doc *d, struct part *p,
				  const struct template_block *t,
				  const struct report_input *in)
{
	static const struct column columns[COLUMNS] = {
		[COL_PROBLEM] = { "Problem", ALIGN_LEFT, 20, true },
		[COL_OPTION] = { "Option", ALIGN_LEFT, 9, true },
		[COL_ACTION] = { "Approved action", ALIGN_LEFT, 32, true },
		[COL_GAIN] = { "Gain, h a week", ALIGN_RIGHT, 9, false },
		[COL_WORTH] = { "Worth a week", ALIGN_RIGHT, 10, false },
		[COL_SETUP] = { "Set-up, h", ALIGN_RIGHT, 8, false },
		[COL_OWNER] = { "Owner", ALIGN_LEFT, 16, true },
		[COL_CONFIDENCE] = { "Confidence", ALIGN_LEFT, 14, true },
		[COL_EVIDENCE] = { "Evidence", ALIGN_LEFT, 36, true },
		[COL_WRONG] = { "Wrong if", ALIGN_LEFT, 28, true },
		[COL_LIMITS] = { "Must not", ALIGN_LEFT, 18, true },
	};
	const struct recommendations *r = given(in);
	struct table *table;

	part_headline(d, p, &block_recommendations, headline(d, in));
	if (r->n)
		problem_list(d, p, r);
	table = part_table(d, p, t, &block_recommendations);
	table->title = "Approved actions";
	table->subtitle = arena_printf(&d->arena, "%s; from playbook.yaml, "
				       "by expected gain", d->period);
	table->empty = "Nothing is to be decided, and no trigger of the "
		       "playbook is met.";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < r->n; i++)
		problem_rows(d, table, &r->item[i]);
	add_note(d, p, &block_recommendations, in);
}

const struct block block_recommendations = {
	.id = "recommendations",
	.help = "each problem with its approved actions: gain, set-up, "
		"confidence, what would prove it wrong",
	.span = 12,
	.build = recommendations_build,
};

/* ---- three bets ------------------------------------------------------ */

#define BETS_MAX 3

/* The problem whose best action is the rank-th; NULL behind the last. */
static const struct problem *bet_at(const struct recommendations *r,
				    size_t rank)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct problem *mine = &r->item[i];
		size_t before = 0;

		for (size_t k = 0; mine->n && k < r->n; k++) {
			const struct problem *p = &r->item[k];

			before += p->n &&
				(p->action->hours > mine->action->hours ||
				 (p->action->hours == mine->action->hours &&
				  k < i));
		}
		if (mine->n && before == rank)
			return mine;
	}
	return NULL;
}

static struct list_item bet_item(struct doc *d, const struct report_input *in,
				 const struct problem *p)
{
	const struct recommended *r = &p->action[0];
	const char *workflow = p->scope.dim[SCOPE_WORKFLOW];
	char money[NUM_TEXT_MAX];

	return (struct list_item){
		.big = say_gain(&d->arena, r->hours),
		.title = arena_printf(&d->arena, "%s: %s",
			workflow ? workflow_name(d, in, workflow) :
			"All work", first_lower(d, clean(d, r->action->text))),
		.body = arena_printf(&d->arena, "%s a week, worth %s; %s to "
			"set up, %s. %s It was the wrong bet if %s",
			say_gain(&d->arena, r->hours),
			money_text(money, r->money, 0, d->currency),
			say_setup(&d->arena, r->setup), r->confidence,
			clean(d, r->evidence),
			first_lower(d, clean(d, r->disproof)))
	};
}

static const char *bets_headline(struct doc *d, const struct report_input *in,
				 const struct problem *best)
{
	const char *workflow;

	if (!best)
		return "No bet for the next quarter";
	workflow = best->scope.dim[SCOPE_WORKFLOW];
	return arena_printf(&d->arena, "The largest bet: " BOLD_ON "%s a week"
			    BOLD_OFF " %s%s",
			    say_gain(&d->arena, best->action[0].hours),
			    workflow ? "in " : "over all work",
			    workflow ? workflow_name(d, in, workflow) : "");
}

static void bets_build(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	const struct recommendations *r = given(in);
	const struct problem *bet;
	struct element *e;

	part_headline(d, p, &block_bets, bets_headline(d, in, bet_at(r, 0)));
	e = part_add(d, p, ELEMENT_LIST, block_bets.id,
		     block_span(t, &block_bets));
	e->as.list.title = "Approved actions with the largest expected gain";
	e->as.list.empty = !r->n ? "Nothing needs an action." :
		!r->playbook ? "No action is approved: there is no "
		"playbook.yaml." : "No approved action pays for itself.";
	e->as.list.numbered = true;
	e->as.list.item = arena_array(&d->arena, BETS_MAX,
				      sizeof *e->as.list.item);
	while (e->as.list.n < BETS_MAX && (bet = bet_at(r, e->as.list.n)))
		e->as.list.item[e->as.list.n++] = bet_item(d, in, bet);
	add_note(d, p, &block_bets, in);
}

const struct block block_bets = {
	.id = "bets",
	.help = "the next quarter: three approved actions with their expected "
		"gain and how we will know",
	.span = 12,
	.build = bets_build,
};
