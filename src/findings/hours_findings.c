/*
 * findings/hours_findings.c - the time balance: what changed, what loses
 * time, and where fixing eats up the saving.
 */
#include <math.h>

#include "base/num.h"
#include "findings/build.h"

/* ---- change -------------------------------------------------------------- */

static bool has_range(const struct figure *f)
{
	return f && !isnan(f->value) && !isnan(f->low) && !f->partial;
}

/*
 * Two periods that both have an interval (a month, a quarter). Two single
 * weeks are two sums without one: the headline names both and no more.
 */
static void add_net_change(struct builder *b, const char *workflow)
{
	const struct figure *now = now_figure(b, "net_hours", workflow);
	const struct figure *before = before_figure(b, "net_hours", workflow);
	enum certainty certainty;
	struct finding *f;
	double d, half;
	int side;

	if (!has_range(now) || !has_range(before))
		return;
	d = now->value - before->value;
	half = hypot(now->high - now->value, before->high - before->value);
	certainty = certainty_of(d - half, d + half, 0, &side);
	if (!worth_saying(b, certainty))
		return;
	f = finding_add(b, FINDING_CHANGE, "net-hours-change", workflow);
	f->certainty = certainty;
	f->tone = certainty == SURE ? side : 0;
	f->figure = now;
	f->hours = fabs(d) / b->weeks;
	f->big = say_signed_h(b->a, d);
	f->title = arena_printf(b->a, "%s: net hours %s%s",
		say_subject(b->in->config, workflow),
		certainty == SURE ? "" : "probably ",
		side > 0 ? "rose" : "fell");
	f->sentence = arena_printf(b->a,
		"Net hours %s %s%s from %s to %s %s: " BOLD("%s")
		" (80 %% range %s).",
		say_where(b->a, b->in->config, workflow),
		certainty == SURE ? "" : "probably ",
		side > 0 ? "rose" : "fell", say_h(b->a, before->value),
		say_h(b->a, now->value), b->now, say_signed_h(b->a, d),
		say_h_range(b->a, d - half, d + half));
}

/* ---- decisions -------------------------------------------------------------- */

/* A sum of measured minutes is a fact of its period; whether it would last
 * is what the interval says, where there is one. */
static void add_net_loss(struct builder *b, const char *workflow)
{
	const struct figure *net = now_figure(b, "net_hours", workflow);
	struct finding *f;

	if (!net || !(net->value < 0) || net->partial || net->high >= 0)
		return;
	f = finding_decide(b, "net-loss", workflow, CAUSE_NONE, net);
	f->hours = -net->value / b->weeks;
	f->big = say_h(b->a, net->value);
	f->title = arena_printf(b->a, "%s: costs more time than it saves",
		say_subject(b->in->config, workflow));
	f->sentence = arena_printf(b->a,
		"The balance %s is " BOLD("%s") " net %s%s: %s gross do not "
		"pay for corrections, reviews and loops. Decide: fix the step "
		"that is reworked most, or go back to doing it by hand.",
		say_where(b->a, b->in->config, workflow),
		say_h(b->a, net->value), b->now,
		isnan(net->low) ? "" :
			arena_printf(b->a, " (80 %% range %s)",
				     say_h_range(b->a, net->low, net->high)),
		say_h(b->a, now_value(b, "gross_hours", workflow)));
}

static void add_fix_to_save(struct builder *b, const char *workflow)
{
	const struct config_thresholds *limits = &b->in->config->limits;
	const struct figure *r = now_figure(b, "fix_to_save", workflow);
	const char *name;
	char ratio[NUM_TEXT_MAX];
	struct finding *f;

	if (!r || r->partial || !(r->value >= limits->fix_to_save_warn))
		return;
	/* A loss says it already, and more. */
	if (now_value(b, "net_hours", workflow) < 0)
		return;
	name = say_subject(b->in->config, workflow);
	f = finding_decide(b, "fix-to-save", workflow, CAUSE_OUTPUT, r);
	f->hours = fixing_hours(b, workflow);
	f->big = arena_strdup(b->a, num_text(ratio, r->value, 2));
	f->title = r->value >= limits->fix_to_save_stop ?
		arena_printf(b->a, "%s: more time fixing than it saves",
			     name) :
		arena_printf(b->a, "%s: fixing eats up the saving", name);
	f->sentence = arena_printf(b->a,
		"%s, %s of corrections stand against %s gross saving %s: "
		BOLD("%s") " fixed for every hour saved. Decide what to correct at its "
		"source.",
		say_first_upper(b->a, say_where(b->a, b->in->config,
						workflow)),
		say_h(b->a, now_value(b, "correction_hours", workflow)),
		say_h(b->a, now_value(b, "gross_hours", workflow)), b->now,
		say_hours(b->a, r->value));
}

static void add_scope(struct builder *b, const char *workflow)
{
	add_net_change(b, workflow);
	add_net_loss(b, workflow);
	add_fix_to_save(b, workflow);
}

void add_hours_findings(struct builder *b)
{
	/* One workflow is all work: say it once. */
	if (b->n_workflows != 1)
		add_scope(b, NULL);
	for (size_t i = 0; i < b->n_workflows; i++)
		add_scope(b, b->workflow[i]);
}
