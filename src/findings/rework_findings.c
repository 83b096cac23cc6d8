/*
 * findings/rework_findings.c - rework and usable outputs: what changed, and
 * which workflow is over its limit.
 */
#include <math.h>

#include "findings/build.h"
#include "metrics/stats.h"

/* ---- changes ------------------------------------------------------------ */

struct change {
	const struct figure *now, *before;
	double difference;
	struct interval range;
	enum certainty certainty;
	int side;		/* +1 rose */
};

static bool change_of(struct change *c, const struct builder *b,
		      const char *metric, const char *workflow)
{
	double z = z_for(b->in->config->limits.confidence_rates);

	c->now = now_figure(b, metric, workflow);
	c->before = before_figure(b, metric, workflow);
	if (!is_firm(c->now) || !is_firm(c->before))
		return false;
	c->difference = c->now->value - c->before->value;
	c->range = newcombe((double)c->now->x, (double)c->now->n,
			    (double)c->before->x, (double)c->before->n, z);
	c->certainty = certainty_of(c->range.low, c->range.high, 0, &c->side);
	return true;
}

/* Hours a week behind a change: outputs that changed sides, at the minutes a
 * corrected one takes. */
static double change_hours(const struct builder *b, const struct change *c,
			   const char *workflow)
{
	double minutes = now_value(b, "correction_median", workflow);

	return isnan(minutes) ? 0 : fabs(c->difference) *
				    (double)c->now->n * minutes / 60 /
				    b->weeks;
}

static void add_change(struct builder *b, const char *metric,
		       const char *noun, const char *workflow)
{
	struct change c;
	struct finding *f;
	const char *verb;

	if (!change_of(&c, b, metric, workflow) ||
	    !worth_saying(b, c.certainty))
		return;
	verb = c.certainty == SURE ? c.side > 0 ? "rose" : "fell" :
	       c.side > 0 ? "probably rose" : "probably fell";
	f = finding_add(b, FINDING_CHANGE,
			arena_printf(b->a, "%s-change", metric), workflow);
	f->certainty = c.certainty;
	f->cause = CAUSE_OUTPUT;
	/* What is only likely is not coloured good or bad. */
	f->tone = c.certainty == SURE ? c.side * c.now->metric->direction : 0;
	f->figure = c.now;
	f->hours = change_hours(b, &c, workflow);
	f->big = say_pts(b->a, c.difference);
	f->title = workflow ?
		arena_printf(b->a, "%s: %s %s",
			     say_workflow(b->in->config, workflow), noun,
			     verb) :
		arena_printf(b->a, "%s %s over all work",
			     say_first_upper(b->a, noun), verb);
	f->sentence = arena_printf(b->a,
		"%s %s %s from %s (%s) to " BOLD("%s") " (%s) %s: %s, range "
		"%s.",
		say_first_upper(b->a, noun),
		say_where(b->a, b->in->config, workflow), verb,
		say_rate(b->a, c.before->value),
		say_share(b->a, c.before->x, c.before->n),
		say_rate(b->a, c.now->value),
		say_share(b->a, c.now->x, c.now->n), b->now,
		say_points(b->a, c.difference),
		say_points_range(b->a, c.range.low, c.range.high));
}

/* ---- decisions ------------------------------------------------------------ */

static void add_over_limit(struct builder *b, const char *workflow)
{
	const struct figure *r = now_figure(b, "rework", workflow);
	double limit = b->in->config->limits.rework_limit;
	struct finding *f;
	const char *name;
	int side;

	if (!is_firm(r))
		return;
	/* An interval that holds the limit stands under what is not clear. */
	if (certainty_of(r->low, r->high, limit, &side) != SURE || side < 0)
		return;
	name = say_workflow(b->in->config, workflow);
	f = finding_decide(b, "rework-over", workflow, CAUSE_OUTPUT, r);
	f->hours = fixing_hours(b, workflow);
	f->big = say_share(b->a, r->x, r->n);
	f->title = arena_printf(b->a, "%s: rework is above %s", name,
				say_limit(b->a, limit));
	f->sentence = arena_printf(b->a,
		"%s " BOLD("%s") " of %s %s reworked %s (%s), all of it above "
		"the limit of %s. Decide which cause to remove first: input, "
		"handoff, checkpoint or output standard.",
		say_first_upper(b->a, say_where(b->a, b->in->config,
						workflow)),
		say_rate(b->a, r->value), say_count(b->a, r->n, "output"),
		r->n == 1 ? "was" : "were", b->now,
		say_rate_range(b->a, r->low, r->high),
		say_limit(b->a, limit));
}

static void add_unknown(struct builder *b)
{
	const struct figure *u = now_figure(b, "unknown", NULL);
	struct finding *f;

	if (!u || u->verdict != VERDICT_INCOMPLETE)
		return;
	f = finding_decide(b, "outcomes-unknown", NULL, CAUSE_CHECKPOINT, u);
	f->big = say_rate(b->a, u->value);
	f->title = "Who records the missing outcomes?";
	f->sentence = arena_printf(b->a,
		"%s of %s %s have " BOLD("no known outcome") " (%s), more "
		"than the %s that a rate can bear. Decide who fills in the "
		"outcome when a review ends.",
		say_first_upper(b->a, say_number(b->a, u->x)),
		say_count(b->a, u->n, "output"), b->now,
		say_rate(b->a, u->value),
		say_limit(b->a, b->in->config->limits.unknown_limit));
}

void add_rework_findings(struct builder *b)
{
	static const struct { const char *metric, *noun; } rate[] = {
		{ "rework", "rework" },
		{ "usable", "usable without edit" }
	};

	for (size_t m = 0; m < sizeof rate / sizeof *rate; m++) {
		/* One workflow is all work: say it once. */
		if (b->n_workflows != 1)
			add_change(b, rate[m].metric, rate[m].noun, NULL);
		for (size_t i = 0; i < b->n_workflows; i++)
			add_change(b, rate[m].metric, rate[m].noun,
				   b->workflow[i]);
	}
	for (size_t i = 0; i < b->n_workflows; i++)
		add_over_limit(b, b->workflow[i]);
	add_unknown(b);
}
