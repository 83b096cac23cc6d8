#include "findings/offer.h"

#include <math.h>
#include <string.h>

#include "findings/weeks.h"
#include "store/kind.h"

/* Without the marks of bold stretches, BOLD() of findings/sentences.h. */
static const char *plain(struct arena *a, const char *rich)
{
	char *text = arena_strdup(a, rich), *to = text;

	for (const char *from = text; *from; from++)
		if (*from != 2 && *from != 3)
			*to++ = *from;
	*to = '\0';
	return text;
}

static double price_of(const struct recommended *r)
{
	const struct figure *f = r->figure;
	double bad;

	if (f->metric->unit == UNIT_HOURS)
		return 1;
	if (f->metric->unit == UNIT_MINUTES)
		return 1 / 60.0;
	if (!is_share(f->metric) || f->x == FACT_NULL || f->n == FACT_NULL)
		return (double)NAN;
	bad = (double)(f->metric->direction < 0 ? f->x : f->n - f->x);
	return bad > 0 ? r->wasted / bad : (double)NAN;
}

static struct option_entry option_of(const struct recommended *r,
				     const struct findings_input *in)
{
	struct period week = period_of(PERIOD_WEEK, in->now.last, 1);
	struct option_entry o = {
		.action = r->action->id, .text = r->action->text,
		.role = r->action->owner, .hours = r->hours,
		.setup = r->setup, .wasted = r->wasted,
		.reduction = r->reduction, .metric = r->figure->metric->id,
		.value = r->figure->value, .each = price_of(r)
	};
	struct weeks before;

	memcpy(o.scope, r->figure->scope.dim, sizeof o.scope);
	weeks_read(&before, in->figures, r->figure->metric, &r->figure->scope,
		   DAY_MIN, week.first - 1, EFFECT_BEFORE);
	o.before_first = before.first;
	o.before_last = before.last;
	return o;
}

const struct proposal_entry *offers_of(const struct recommendations *r,
				       const struct findings_input *in,
				       const char *report, const char *period,
				       struct arena *a)
{
	struct proposal_entry *out = arena_array(a, r->n, sizeof *out);

	for (size_t i = 0; i < r->n; i++) {
		const struct problem *p = &r->item[i];

		out[i] = (struct proposal_entry){
			.proposal = p->proposal, .report = report,
			.period = period, .first = in->now.first,
			.last = in->now.last, .problem = p->id,
			.title = plain(a, p->title),
			.evidence = plain(a, p->sentence)
		};
		for (size_t k = 0; k < p->n_shown && k < OPTIONS_MAX; k++)
			out[i].option[out[i].n_options++] =
				option_of(&p->action[k], in);
	}
	return out;
}
