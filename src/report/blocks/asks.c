#include <string.h>

#include "base/num.h"
#include "report/blocks/actions.h"
#include "report/blocks/said.h"
#include "report/blocks/short_names.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define ASKS_MAX 2	/* what a first page holds beside what changed */

/* What was found; what there is to decide stands in the list's title. */
static const char *first_sentence(struct doc *d, const char *said)
{
	const char *end = strstr(said, ". ");

	return end ? rich_clean(d, arena_strndup(&d->arena, said,
						 (size_t)(end - said) + 1)) :
		     said;
}

/* The best approved action behind the question, or that there is none. */
static const char *ask_body(struct doc *d, const struct report_input *in,
			    const struct finding *f)
{
	const struct problem *p = actions_of(in, f);
	const char *said = rich_clean(d, f->sentence);
	const struct recommended *r;

	if (!p || p->finding != f)
		return first_sentence(d, said);
	said = p->wording ? problem_sentence(d, p) : first_sentence(d, said);
	if (!p->n_shown)
		return arena_printf(&d->arena, "%s %s", said, p->says);
	r = &p->action[0];
	return arena_printf(&d->arena, "%s Approved: %s (%s a week, %s to "
			    "set up).", said,
			    first_lower(d, clean(d, r->action->text)),
			    say_gain(&d->arena, r->hours),
			    say_setup(&d->arena, r->setup));
}

static void asks_build(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	const char *empty = arena_printf(&d->arena, "Nothing needs a decision "
					 "from you %s.",
					 this_period(in, false));
	struct element *e;

	findings_list(d, p, t, &block_asks, in, FINDING_DECIDE, ASKS_MAX,
		      "We ask you to decide", empty);
	e = &p->element[p->n - 1];
	for (size_t i = 0; i < e->as.list.n; i++)
		e->as.list.item[i].body =
			short_names(d, in, ask_body(d, in,
				finding_at(in, FINDING_DECIDE, i)));
}

const struct block block_asks = {
	.id = "asks",
	.help = "we ask you to decide: at most three questions",
	.span = 5,
	.build = asks_build,
};
