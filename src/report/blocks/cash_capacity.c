/*
 * Cash against capacity, for who pays: what was paid out, what was freed, and
 * what of it became money (METRICS §8, "Realisation").
 */
#include <math.h>

#include "base/strbuf.h"
#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

static void say_cash(struct strbuf *s, struct doc *d,
		     const struct report_input *in)
{
	double paid = figure_value(in, "paid_out", NULL, in->now);

	strbuf_puts(s, BOLD_ON "Cash:" BOLD_OFF " ");
	if (isfinite(paid))
		strbuf_printf(s, BOLD_ON "%s" BOLD_OFF " was paid out for "
			      "tools and services (measured).",
			      money_words(d, paid));
	else
		strbuf_puts(s, "no payment was recorded.");
}

static void say_capacity(struct strbuf *s, struct doc *d,
			 const struct money *m)
{
	const struct metric *hours = metric_find("net_hours");

	strbuf_puts(s, " " BOLD_ON "Capacity:" BOLD_OFF " ");
	if (!hours || !isfinite(m->net))
		strbuf_puts(s, "what was freed is not measured.");
	else if (m->net <= 0)
		strbuf_printf(s, "none was freed; the work took %s more than "
			      "by hand.", value_words(d, hours, -m->net));
	else
		strbuf_printf(s, BOLD_ON "%s" BOLD_OFF " were freed%s; that "
			      "is time, not money.",
			      value_words(d, hours, m->net),
			      isfinite(m->benefit) ?
			      arena_printf(&d->arena, ", worth %s at an "
					   "assumed %s an hour",
					   money_words(d, m->benefit),
					   money_words(d, m->rate)) : "");
}

/* Hours that were put in are capacity too. */
static void say_own(struct strbuf *s, struct doc *d,
		    const struct report_input *in)
{
	double own = figure_value(in, "own_time", NULL, in->now);
	const struct figure *hours = figure_now(in, "refinement_hours", NULL);

	if (isfinite(own) && hours && isfinite(hours->value))
		strbuf_printf(s, " Own time put in: %s, worth %s.",
			      value_words(d, hours->metric, hours->value),
			      money_words(d, own));
}

static void say_became(struct strbuf *s, struct doc *d,
		       const struct report_input *in)
{
	const struct figure *f = figure_now(in, "cash_back", NULL);

	strbuf_puts(s, " " BOLD_ON "Became money:" BOLD_OFF " ");
	if (!f || !isfinite(f->value))
		strbuf_puts(s, "not measured.");
	else
		strbuf_printf(s, "%s, in %lld of %s overtime was avoided.",
			      money_words(d, f->value), (long long)f->x,
			      count_words(d, f->n, "answered week"));
}

static void cash_capacity_build(struct doc *d, struct part *p,
				const struct template_block *t,
				const struct report_input *in)
{
	struct strbuf s = STRBUF_INIT;
	struct money m;

	(void)t;
	money_of(&m, in, in->now);
	say_cash(&s, d, in);
	say_capacity(&s, d, &m);
	say_own(&s, d, in);
	say_became(&s, d, in);
	part_add_text(d, p, block_cash_capacity.id, TEXT_NOTE,
		      arena_strdup(&d->arena, s.s));
	strbuf_release(&s);
}

const struct block block_cash_capacity = {
	.id = "cash_capacity",
	.help = "what was paid out, what capacity was freed, and what of it "
		"became money",
	.span = 12,
	.build = cash_capacity_build,
};
