#include "report/blocks/money.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/words.h"

#define WHOLE_FROM 100	/* amounts from here on need no decimals */

/* What an hour is worth: the figure says it, and whether the default had to
 * do; without hours it is the default. */
static void rate_of(struct money *m, const struct report_input *in,
		    struct period period)
{
	const struct figure *rate = metric_find("hourly_rate")
		? figures_get(in->figures, "hourly_rate", NULL, period) : NULL;

	m->rate = (double)in->config->default_rate / MONEY_SCALE;
	if (!rate || !isfinite(rate->value))
		return;
	m->rate = rate->value;
	m->rate_from_data = !*rate->note;
}

void money_of(struct money *m, const struct report_input *in,
	      struct period period)
{
	memset(m, 0, sizeof *m);
	m->gross = figure_value(in, "gross_hours", NULL, period);
	m->review = figure_value(in, "review_hours", NULL, period);
	m->correction = figure_value(in, "correction_hours", NULL, period);
	m->loops = figure_value(in, "loop_hours", NULL, period);
	m->net = figure_value(in, "net_hours", NULL, period);
	m->benefit = figure_value(in, "benefit", NULL, period);
	m->tools = figure_value(in, "tool_cost", NULL, period);
	m->cost = figure_value(in, "cost", NULL, period);
	m->invested = m->cost - (isnan(m->tools) ? 0 : m->tools);
	m->weeks = (double)((period.last < in->as_of ? period.last
						    : in->as_of) -
			    period.first + 1) / 7;
	if (metric_find("net_hours"))
		m->net_figure = figures_get(in->figures, "net_hours", NULL,
					    period);
	if (metric_find("benefit"))
		m->benefit_figure = figures_get(in->figures, "benefit", NULL,
						period);
	rate_of(m, in, period);
}

const char *money_reason(struct doc *d, const struct money *m)
{
	if (m->net_figure && *m->net_figure->note)
		return clean(d, m->net_figure->note);
	return "no outputs with manual minutes and work minutes";
}

const char *money_words(struct doc *d, double amount)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(&d->arena,
			    money_text(buf, amount,
				       fabs(amount) < WHOLE_FROM ? 2 : 0,
				       d->currency));
}

double what_if_hours(const struct what_if *w)
{
	return w->n_outputs * (w->baseline_min - w->work_min - w->review_min -
			       w->correction_min - w->loop_min) / 60;
}
