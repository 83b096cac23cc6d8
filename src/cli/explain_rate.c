/* A rate with its interval and verdict, and a difference of two rates: the
 * terms in the order in which they are written. */
#include <math.h>
#include <string.h>

#include "cli/explain.h"
#include "metrics/stats.h"

static double z_of(const struct explanation *e)
{
	return z_for(e->config->limits.confidence_rates);
}

static void say_z(struct explanation *e)
{
	explain_say(e, "z", "%s for %s confidence", explain_six(e, z_of(e)),
		    explain_percent(e, e->config->limits.confidence_rates));
}

/* ---- a rate -------------------------------------------------------- */

/* Wilson 1927. */
static void say_wilson(struct explanation *e)
{
	const struct figure *f = e->figure;
	double z = z_of(e), n = (double)f->n, p = f->value;
	double scale = 1 + z * z / n, shift = z * z / (2 * n);
	double spread = p * (1 - p) / n, extra = z * z / (4 * n * n);
	double centre = (p + shift) / scale;
	double half = z * sqrt(spread + extra) / scale;

	say_z(e);
	explain_say(e, "scale", "1 + z\u00b2/n = 1 + %s/%s = %s",
		    explain_six(e, z * z), explain_count(e, f->n),
		    explain_six(e, scale));
	explain_say(e, "centre", "(p + z\u00b2/2n) \u00f7 scale = (%s + %s) "
		    "\u00f7 %s = %s", explain_six(e, p),
		    explain_six(e, shift), explain_six(e, scale),
		    explain_six(e, centre));
	explain_say(e, "half-width", "z\u00b7\u221a(p(1\u2212p)/n + "
		    "z\u00b2/4n\u00b2) \u00f7 scale = %s\u00b7\u221a(%s + %s) "
		    "\u00f7 %s = %s", explain_six(e, z),
		    explain_six(e, spread), explain_six(e, extra),
		    explain_six(e, scale), explain_six(e, half));
	explain_say(e, "interval", "centre \u00b1 half-width = %s to %s, that "
		    "is %s to %s", explain_six(e, f->low),
		    explain_six(e, f->high),
		    explain_percent(e, f->low), explain_percent(e, f->high));
}

static void say_needed(struct explanation *e, double limit)
{
	const struct figure *f = e->figure;
	const char *l = explain_six(e, limit), *p = explain_six(e, f->value);
	double z = z_of(e);

	if (fabs(f->value - limit) < 1e-12) {
		explain_say(e, "needed", "p is the limit itself: no number of "
			    "outputs tells them apart");
		return;
	}
	explain_say(e, "needed", "z\u00b2\u00b7L(1\u2212L) \u00f7 "
		    "(p\u2212L)\u00b2 \u2212 n, rounded up = "
		    "%s\u00b7%s\u00b7%s \u00f7 (%s \u2212 %s)\u00b2 \u2212 %s "
		    "= %s more outputs", explain_six(e, z * z), l,
		    explain_six(e, 1 - limit), p, l,
		    explain_count(e, f->n),
		    f->needed > STATS_MORE_CAP ?
			arena_printf(&e->arena, "more than %d", STATS_MORE_CAP)
			: explain_count(e, f->needed));
}

static void say_incomplete(struct explanation *e)
{
	const struct figure *unknown = explain_figure(e, "unknown");

	explain_say(e, "verdict", "incomplete: %s unknown is more than %s",
		    unknown ? explain_percent(e, unknown->value) : "the share",
		    explain_percent(e, e->config->limits.unknown_limit));
}

static void say_verdict(struct explanation *e)
{
	const struct figure *f = e->figure;
	double limit = explain_limit(e);
	const char *l = explain_percent(e, limit);

	if (f->verdict == VERDICT_INCOMPLETE) {
		say_incomplete(e);
	} else if (f->partial) {
		explain_say(e, "verdict", "none: the period is not over");
	} else if (f->verdict == VERDICT_YES) {
		explain_say(e, "verdict", "%s: %s is above %s",
			    explain_verdict(e), explain_percent(e, f->low), l);
	} else if (f->verdict == VERDICT_NO) {
		explain_say(e, "verdict", "%s: %s is below %s",
			    explain_verdict(e), explain_percent(e, f->high),
			    l);
	} else if (f->verdict != VERDICT_NONE) {
		explain_say(e, "verdict", "not clear yet: the interval holds "
			    "the %s L = %s", explain_goal(e->metric), l);
		if (f->verdict == VERDICT_NOT_CLEAR)
			say_needed(e, limit);
	}
}

void explanation_rate(struct explanation *e)
{
	const struct figure *f = e->figure;
	bool exact = fabs(f->value * (double)f->n - (double)f->x) < 1e-6;

	explain_say(e, "p", "x/n = %s/%s%s = %s", explain_count(e, f->x),
		    explain_count(e, f->n),
		    exact ? "" : ", before rounding (see note)",
		    explain_six(e, f->value));
	if (!isnan(f->low))
		say_wilson(e);
	say_verdict(e);
}

/* ---- a difference of rates ------------------------------------------ */

bool explain_by_input(const struct explanation *e)
{
	return !strcmp(e->metric->id, "rework_by_input");
}

/* One rate with its Wilson interval. */
static struct interval say_side(struct explanation *e, const char *name,
				const char *sign, int64_t x, int64_t n)
{
	struct interval i = wilson((double)x, (double)n, z_of(e));

	explain_say(e, name, "p%s = %s/%s = %s, Wilson l%s = %s, u%s = %s",
		    sign, explain_count(e, x), explain_count(e, n),
		    explain_six(e, (double)x / (double)n), sign,
		    explain_six(e, i.low), sign, explain_six(e, i.high));
	return i;
}

/* One end of Newcombe's interval: from d by the root of two distances. */
static void say_end(struct explanation *e, const char *name, const char *how,
		    double first, double second, double end)
{
	explain_say(e, name, "%s = %s %s \u221a(%s\u00b2 + %s\u00b2) = %s",
		    how, explain_six(e, e->figure->value),
		    end < e->figure->value ? "\u2212" : "+",
		    explain_six(e, first), explain_six(e, second),
		    explain_six(e, end));
}

static void say_change_needed(struct explanation *e)
{
	bool input = explain_by_input(e);

	if (e->figure->needed > STATS_MORE_CAP)
		explain_say(e, "needed", "more than %d more outputs",
			    STATS_MORE_CAP);
	else
		explain_say(e, "needed", "%s more outputs %s take the "
			    "interval off 0, if p\u2081 stays and %s no more",
			    explain_count(e, e->figure->needed),
			    input ? "with incomplete input" :
				    "of this version",
			    input ? "complete input has" :
				    "the version before has");
}

static void say_change_verdict(struct explanation *e)
{
	const struct figure *f = e->figure;
	bool yes = f->verdict == VERDICT_YES;

	if (f->partial)
		explain_say(e, "verdict", "none: the period is not over");
	else if (f->verdict == VERDICT_INCOMPLETE)
		explain_say(e, "verdict", "incomplete: of one %s more than %s "
			    "is unknown",
			    explain_by_input(e) ? "side" : "version",
			    explain_percent(e,
					    e->config->limits.unknown_limit));
	else if (f->verdict == VERDICT_NOT_CLEAR)
		explain_say(e, "verdict", "not clear yet: the interval holds "
			    "0");
	else
		explain_say(e, "verdict", "%s: the whole interval is %s 0",
			    explain_by_input(e) ? explain_verdict(e) :
			    yes ? "better" : "worse",
			    yes ? "above" : "below");
	if (f->verdict == VERDICT_NOT_CLEAR)
		say_change_needed(e);
}

/* Newcombe 1998, method 10. */
void explanation_change(struct explanation *e)
{
	const struct figure *f = e->figure;
	const struct score_detail *d = &e->score;
	double p1 = (double)f->x / (double)f->n;
	double p2 = (double)d->before_x / (double)d->before_n;
	bool input = explain_by_input(e);
	struct interval a, b;

	say_z(e);
	a = say_side(e, input ? "incomplete" : "this version", "\u2081",
		     f->x, f->n);
	b = say_side(e, input ? "complete" : "version before", "\u2082",
		     d->before_x, d->before_n);
	explain_say(e, "d", "p\u2081 \u2212 p\u2082 = %s, that is %s",
		    explain_six(e, f->value),
		    explain_value(e, e->metric, f->value));
	say_end(e, "low", "d \u2212 \u221a((p\u2081\u2212l\u2081)\u00b2 + "
		"(u\u2082\u2212p\u2082)\u00b2)", p1 - a.low, b.high - p2,
		f->low);
	say_end(e, "high", "d + \u221a((u\u2081\u2212p\u2081)\u00b2 + "
		"(p\u2082\u2212l\u2082)\u00b2)", a.high - p1, p2 - b.low,
		f->high);
	say_change_verdict(e);
}
