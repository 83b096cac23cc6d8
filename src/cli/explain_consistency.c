/* The arithmetic of a consistency score: weights, ratings, the outputs, their
 * pool, the 4 pseudo-outputs, the score and its interval. */
#include <inttypes.h>
#include <math.h>

#include "cli/explain.h"

#define Z 1.96

static void say_step(struct explanation *e, const struct score_step *s)
{
	const char *place = arena_printf(&e->arena, "%.60s / %.60s",
					 *s->workflow ? s->workflow : "(none)",
					 *s->step ? s->step : "(none)");

	if (s->kept)
		explain_say(e, "ratings kept", "%s: %" PRId64 " of %" PRId64
			    " outputs rated; %s", place, s->rated, s->outputs,
			    s->adjusted ?
				arena_printf(&e->arena, "%d raters lose their "
					     "own offset", s->adjusted) :
			    s->one_rater ? "one rater, no offset" :
				"no offsets: fewer than 2 raters with 10 "
				"outputs in the 13 weeks");
	else
		explain_say(e, "ratings dropped", "%s: %" PRId64 " of %" PRId64
			    " outputs rated, less than 5 or than 30 %%", place,
			    s->rated, s->outputs);
}

static void say_outputs(struct explanation *e, const struct score_detail *d)
{
	explain_say(e, "quality", "%s outputs: mean %s, standard deviation %s",
		    explain_num(e, d->own.n, 0), explain_six(e, d->own.mean),
		    explain_six(e, spread_sd(&d->own)));
	explain_say(e, "pool", "the same steps, all tools, 13 weeks: %s "
		    "outputs, mean m\u2080 %s, standard deviation s\u2080 %s",
		    explain_num(e, d->pool.n, 0), explain_six(e, d->pool.mean),
		    explain_six(e, spread_sd(&d->pool)));
}

static void say_score(struct explanation *e, const struct score_detail *d)
{
	const struct figure *f = e->figure;
	double s0 = spread_sd(&d->pool), s = spread_sd(&d->all);

	explain_say(e, "pseudo", "2 outputs of m\u2080 + s\u2080 = %s and 2 of "
		    "m\u2080 \u2212 s\u2080 = %s",
		    explain_six(e, d->pool.mean + s0),
		    explain_six(e, d->pool.mean - s0));
	explain_say(e, "with these", "%s outputs: mean m %s, standard "
		    "deviation s %s", explain_num(e, d->all.n, 0),
		    explain_six(e, d->all.mean), explain_six(e, s));
	explain_say(e, "score", "1 + 9\u00b7max(0, m \u2212 s/2) = 1 + "
		    "9\u00b7max(0, %s \u2212 %s) = %s",
		    explain_six(e, d->all.mean), explain_six(e, s / 2),
		    explain_six(e, f->value));
	if (isnan(f->low)) {
		explain_say(e, "interval", "none: no variation seen");
		return;
	}
	explain_say(e, "SE", "\u221a(\u03a3g\u00b2 \u00f7 %.0f\u00b2) = %s, "
		    "with g = 9\u00b7((q \u2212 m) \u2212 ((q \u2212 "
		    "m)\u00b2 \u2212 s\u00b2) \u00f7 4s) of each output",
		    d->all.n, explain_six(e, d->error));
	explain_say(e, "interval", "score \u00b1 1.96\u00b7SE = score \u00b1 "
		    "%s, cut to 1\u201310: %s to %s",
		    explain_six(e, Z * d->error), explain_six(e, f->low),
		    explain_six(e, f->high));
}

void explanation_score(struct explanation *e)
{
	const struct score_detail *d = &e->score;

	explain_say(e, "weights", "outcome %s, effort %s, rating %s; of parts "
		    "that are missing the others take over",
		    explain_num(e, d->outcome, 2), explain_num(e, d->effort, 2),
		    explain_num(e, d->rating, 2));
	for (size_t i = 0; i < d->n_steps; i++)
		say_step(e, &d->step[i]);
	if (d->own.n > 0)
		say_outputs(e, d);
	if (!isnan(e->figure->value))
		say_score(e, d);
}
