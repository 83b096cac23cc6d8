/* The 5 % sample taken apart: its lists, its rates, and who said what. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"
#include "metrics/campaign.h"
#include "metrics/sample.h"

#define LISTS_SHOWN 12

struct told {
	struct explanation *e;
	struct samples s;
	struct facts members, verdicts;
	struct sample_cell now, all; /* lists of the period; of the scope */
};

static bool is_of_scope(const struct explanation *e, const char *segment)
{
	const char *want = e->scope.dim[SCOPE_SEGMENT];

	return !want || !strcmp(want, segment);
}

static void choose_lists(struct told *t)
{
	for (size_t i = 0; i < t->s.n; i++) {
		const struct sample_list *l = &t->s.list[i];

		if (!is_of_scope(t->e, l->segment))
			continue;
		sample_cell_add(&t->all, i);
		if (period_covers(t->e->period, l->covers))
			sample_cell_add(&t->now, i);
	}
}

/* ---- rows ------------------------------------------------------------- */

/* Is it about who is listed, and not about what was said? */
static bool only_lists(const struct explanation *e)
{
	return !explain_reads(e->metric, "verdicts");
}

static void add_members(struct told *t)
{
	struct explanation *e = t->e;

	for (size_t d = 0; d < t->members.n_days; d++) {
		const struct fact_day *day = &t->members.days[d];

		for (size_t r = 0; r < day->n; r++) {
			if (is_of_scope(e, fact_dim(&t->members, day,
						    MEM_SEGMENT, r)) &&
			    period_covers(e->period,
					  sample_covers(e->config, day, r)))
				explain_add_fact(e, &t->members, day, r,
						 only_lists(e));
		}
	}
}

/* The last verdict of each rater on each drawn member. */
static void add_verdicts(struct told *t, const struct sample_list *l)
{
	for (size_t m = 0; m < l->n; m++) {
		uint32_t item = l->member[m].tag;
		uint32_t v = item && t->s.item[item - 1].drawn
				     ? t->s.item[item - 1].vote
				     : 0;

		for (; v; v = t->s.vote[v - 1].next) {
			const struct sample_vote *vote = &t->s.vote[v - 1];

			explain_add_fact(t->e, &t->verdicts,
					 &t->verdicts.days[vote->day],
					 vote->row, true);
		}
	}
}

/* ---- arithmetic ------------------------------------------------------- */

static void add_lists(struct told *t, bool rates)
{
	struct explanation *e = t->e;
	double members = 0;

	for (size_t i = 0; i < t->now.n; i++)
		members += (double)t->s.list[t->now.list[i]].n;
	for (size_t i = 0; i < t->now.n && i < LISTS_SHOWN; i++) {
		const struct sample_list *l = &t->s.list[t->now.list[i]];
		double n = (double)l->n, judged = (double)l->judged;
		const char *said = arena_printf(&e->arena, "%zu members, "
			"%" PRId64 " to judge (plain: %" PRId64 "), %" PRId64
			" done, relevant %" PRId64 " of %" PRId64,
			l->n, l->required, l->plain, l->done, l->relevant,
			l->judged);

		if (rates && l->judged)
			said = arena_printf(&e->arena,
				"%s; W = %s, p = %s, f = %s", said,
				explain_six(e, n / members),
				explain_six(e, (double)l->relevant / judged),
				explain_six(e, judged / n));
		explain_say(e, arena_printf(&e->arena, "%s %s", l->period,
					    l->segment), "%s", said);
	}
	if (t->now.n > LISTS_SHOWN)
		explain_say(e, "\u2026", "%zu more lists",
			    t->now.n - LISTS_SHOWN);
}

static void add_rate(struct told *t, const struct sample_rate *r)
{
	struct explanation *e = t->e;

	explain_say(e, "p", "\u03a3 W\u00b7p = %s", explain_six(e, r->p));
	if (isinf(r->effective)) {
		explain_say(e, "interval", "none: all members were judged");
		return;
	}
	explain_say(e, "n", "1 \u00f7 \u03a3 W\u00b2(1\u2212f)/n = %s, the "
		    "members that weigh as much",
		    explain_six(e, r->effective));
	explain_say(e, "interval", "Wilson of p in n = %s to %s",
		    explain_six(e, r->range.low),
		    explain_six(e, r->range.high));
}

static void add_bound(struct told *t, const struct sample_rate *r)
{
	struct explanation *e = t->e;

	explain_say(e, "bad", "1 \u2212 \u03a3 W\u00b7p = %s",
		    explain_six(e, 1 - r->p));
	if (isinf(r->effective)) {
		explain_say(e, "bound", "the share itself: all members were "
			    "judged");
		return;
	}
	explain_say(e, "n", "1 \u00f7 \u03a3 W\u00b2/n = %s",
		    explain_six(e, r->plain));
	explain_say(e, "bound", "the share at which %s bad or fewer of %s are "
		    "seen in %s of samples = %s",
		    explain_six(e, (1 - r->p) * r->plain),
		    explain_six(e, r->plain),
		    explain_six(e, 1 - e->config->limits.confidence_rates),
		    explain_six(e, r->bad_upper));
}

static void add_side(struct explanation *e, const char *name, const char *sign,
		     const struct sample_rate *r)
{
	explain_say(e, name, "p%s = %s, l%s = %s, u%s = %s", sign,
		    explain_six(e, r->p), sign, explain_six(e, r->range.low),
		    sign, explain_six(e, r->range.high));
}

static void add_change(struct told *t, const struct sample_rate *r)
{
	struct sample_baseline b = sample_baseline_of(&t->s, &t->all);
	struct explanation *e = t->e;

	add_side(e, "this period", "\u2081", r);
	add_side(e, "baseline", "\u2080", &b.rate);
	explain_say(e, "change", "p\u2081/p\u2080 \u2212 1 = %s",
		    explain_six(e, e->figure->value));
	explain_say(e, "low", "l\u2081(2p\u2081\u2212l\u2081) \u00f7 "
		    "(p\u2081p\u2080 + \u221a((p\u2081p\u2080)\u00b2 \u2212 "
		    "l\u2081(2p\u2081\u2212l\u2081)\u00b7"
		    "u\u2080(2p\u2080\u2212u\u2080))) \u2212 1 = %s",
		    explain_six(e, e->figure->low));
	if (isnan(e->figure->high))
		explain_say(e, "high", "no bound above: the baseline may be "
			    "0");
	else
		explain_say(e, "high", "(p\u2081p\u2080 + "
			    "\u221a((p\u2081p\u2080)\u00b2 \u2212 "
			    "u\u2081(2p\u2081\u2212u\u2081)\u00b7"
			    "l\u2080(2p\u2080\u2212l\u2080))) \u00f7 "
			    "l\u2080(2p\u2080\u2212l\u2080) \u2212 1 = %s",
			    explain_six(e, e->figure->high));
}

static void add_steps(struct told *t)
{
	struct explanation *e = t->e;
	const char *id = e->metric->id;
	struct sample_rate r = sample_rate_of(&t->s, &t->now);
	bool rate = !strcmp(id, "targeting_accuracy");
	bool bound = !strcmp(id, "sample_bad_bound");
	bool change = !strcmp(id, "targeting_change");

	add_lists(t, rate || bound || change);
	if (!isnan(e->figure->value)) {
		if (rate)
			add_rate(t, &r);
		else if (bound)
			add_bound(t, &r);
		else if (change)
			add_change(t, &r);
	}
	if (t->now.n)
		explain_result(e);
}

int explanation_samples(struct explanation *e, struct store *store,
			struct err *err)
{
	struct told t = { .e = e };
	int ret = facts_read(&t.members, store, &kind_members, DAY_MIN,
			     e->as_of, err);

	if (!ret)
		ret = facts_read(&t.verdicts, store, &kind_verdicts, DAY_MIN,
				 e->as_of, err);
	if (!ret) {
		samples_read(&t.s, e->config, &t.members, &t.verdicts);
		choose_lists(&t);
		add_members(&t);
		for (size_t i = 0; !only_lists(e) && i < t.now.n; i++)
			add_verdicts(&t, &t.s.list[t.now.list[i]]);
		add_steps(&t);
		samples_release(&t.s);
	}
	free(t.now.list);
	free(t.all.list);
	facts_release(&t.members);
	facts_release(&t.verdicts);
	return ret;
}
