#include "report/blocks/given.h"

#include <math.h>
#include <string.h>

#include "report/blocks/words.h"

const struct decided *given_to(const struct report_input *in,
			       const char *proposal)
{
	for (size_t i = 0; in->decided && i < in->decided->n; i++)
		if (!strcmp(in->decided->item[i].decision->proposal,
			    proposal))
			return &in->decided->item[i];
	return NULL;
}

static struct recommended option_as_offered(struct doc *d,
					    const struct option_entry *o)
{
	struct playbook_action *a = arena_alloc(&d->arena, sizeof *a);

	*a = (struct playbook_action){ .id = o->action, .text = o->text };
	return (struct recommended){
		.action = a, .hours = isfinite(o->hours) ? o->hours : 0,
		.setup = isfinite(o->setup) ? o->setup : 0
	};
}

/* As it was proposed then. */
static const struct problem *problem_as_asked(struct doc *d,
					      const struct proposal_entry *p)
{
	struct problem *out = arena_alloc(&d->arena, sizeof *out);

	*out = (struct problem){
		.id = p->problem, .proposal = p->proposal,
		.title = p->title, .says = "",
		.sentence = arena_printf(&d->arena, "%s The data no longer "
					 "shows it.", p->evidence),
		.action = arena_array(&d->arena, p->n_options,
				      sizeof *out->action),
	};
	for (size_t i = 0; i < p->n_options; i++)
		out->action[out->n++] = option_as_offered(d, &p->option[i]);
	out->n_shown = out->n;
	return out;
}

static bool is_row(const struct problem *const *row, size_t n,
		   const char *proposal)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(row[i]->proposal, proposal))
			return true;
	return false;
}

const struct problem *const *given_rows(struct doc *d,
					const struct report_input *in,
					size_t *n)
{
	const struct recommendations *r = in->recommendations;
	size_t decided = in->decided ? in->decided->n : 0;
	const struct problem **row = arena_array(&d->arena, (r ? r->n : 0) +
						 decided, sizeof *row);

	*n = 0;
	for (size_t i = 0; r && i < r->n; i++)
		row[(*n)++] = &r->item[i];
	for (size_t i = 0; i < decided; i++) {
		const struct proposal_entry *p = in->decided->item[i].proposal;

		if (p && p->first == in->now.first &&
		    !strcmp(p->report, d->report) &&
		    !is_row(row, *n, p->proposal))
			row[(*n)++] = problem_as_asked(d, p);
	}
	return row;
}

size_t given_word(const struct problem *p, const struct decided *e)
{
	size_t n = p->n_shown < FILL_OPTIONS ? p->n_shown : FILL_OPTIONS;

	if (!e)
		return FILL_DECISION_WORDS;
	switch (e->state) {
	case ACTION_REJECTED:
		return FILL_OPTIONS;
	case ACTION_DEFERRED:
		return FILL_OPTIONS + 1;
	case ACTION_NEEDS_DATA:
		return FILL_OPTIONS + 2;
	case ACTION_OPEN:
	case ACTION_LATE:
	case ACTION_MEASURED:
	case ACTION_CLOSED:
		break;
	}
	for (size_t i = 0; i < n; i++)
		if (!strcmp(p->action[i].action->id, e->decision->action))
			return i;
	return FILL_DECISION_WORDS;
}

static bool is_choice(const struct fill *f, const char *text)
{
	for (size_t i = 0; i < f->n_choices; i++)
		if (!strcmp(f->choice[i], text))
			return true;
	return false;
}

/* The same list with this choice behind the others. */
static const struct fill *fill_with(struct doc *d, const struct fill *f,
				    const char *text)
{
	struct fill *more;
	const char **choice;

	if (f->kind != FILL_CHOICE || is_choice(f, text))
		return f;
	more = arena_alloc(&d->arena, sizeof *more);
	choice = arena_array(&d->arena, f->n_choices + 1, sizeof *choice);
	memcpy(choice, f->choice, f->n_choices * sizeof *choice);
	choice[f->n_choices] = text;
	*more = *f;
	more->choice = choice;
	more->n_choices++;
	return more;
}

struct cell given_cell(struct doc *d, const char *text,
		       const struct fill *fill)
{
	struct cell c = { .type = CELL_BLANK, .fill = fill };

	text = clean(d, text);
	if (!text[strspn(text, " ")])
		return c;
	c = cell_text(text);
	c.fill = fill_with(d, fill, text);
	return c;
}

const char *given_answer(struct doc *d, const struct problem *p,
			 const struct decided *e)
{
	size_t word = given_word(p, e);
	const char *text = word < FILL_DECISION_WORDS ? fill_decisions[word] :
			   e->option ? clean(d, e->option->text) :
				       e->decision->choice;
	char due[DATE_MAX];

	if (!e->option)
		return text;
	return arena_printf(&d->arena, "%s, %s%s%s", text,
			    *e->decision->owner ?
			    clean(d, e->decision->owner) : "nobody owns it",
			    e->decision->due == DAY_NONE ? "" : ", due ",
			    e->decision->due == DAY_NONE ? "" :
			    day_words(due, e->decision->due, DAY_SHORT));
}
