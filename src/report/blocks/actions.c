#include "report/blocks/actions.h"

#include "base/num.h"
#include "report/blocks/words.h"

const struct problem *actions_of(const struct report_input *in,
				 const struct finding *f)
{
	return in->recommendations ? problem_of(in->recommendations, f)
				   : NULL;
}

const char *action_line(struct doc *d, const struct recommended *r, size_t i)
{
	char money[NUM_TEXT_MAX];

	return arena_printf(&d->arena, "%s: " BOLD_ON "%s" BOLD_OFF " (%s a "
			    "week, %s)", option_letter(i),
			    clean(d, r->action->text),
			    say_gain(&d->arena, r->hours),
			    money_text(money, r->money, 0, d->currency));
}

const char *problem_sentence(struct doc *d, const struct problem *p)
{
	if (!p->wording)
		return rich_clean(d, p->sentence);
	return arena_printf(&d->arena, "%s (Drafted by a model; numbers "
			    "checked.)", clean(d, p->wording));
}
