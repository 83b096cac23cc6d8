/* The answer of `tuneup roi` from the figures of a period: short lines for
 * people, rows for machines. */
#include "cli/roi_print.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "cli/roi_roles.h"
#include "cli/roi_words.h"

/* ---- for people ------------------------------------------------------ */

struct answer {
	const struct figures *f;
	const struct config *config;
	struct period period;
	struct arena *a;
};

static const struct figure *total(const struct answer *w, const char *metric)
{
	return figures_get(w->f, metric, NULL, w->period);
}

static double value(const struct answer *w, const char *metric)
{
	return total(w, metric)->value;
}

static const char *money(const struct answer *w, double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(w->a, money_text(buf, v, digits,
					     w->config->currency));
}

static const char *hours(const struct answer *w, double v)
{
	return isnan(v) ? "\u2013" :
			  arena_printf(w->a, "%s h", roi_number(w->a, v, 1));
}

/* "; 80 % range 60.1 to 102.3 h" where the figure has one. */
static const char *net_words(const struct answer *w)
{
	const struct figure *net = total(w, "net_hours");
	const char *parts = arena_printf(w->a, "%s gross, less %s "
		"corrections, %s reviews, %s loops",
		hours(w, value(w, "gross_hours")),
		hours(w, value(w, "correction_hours")),
		hours(w, value(w, "review_hours")),
		hours(w, value(w, "loop_hours")));

	if (isnan(net->value))
		return net->note;
	if (isnan(net->low))
		return parts;
	return arena_printf(w->a, "%s; %s range %s to %s", parts,
			    roi_percent(w->a,
					w->config->limits.confidence_money, 0),
			    roi_number(w->a, net->low, 1), hours(w, net->high));
}

static const char *roi_words(const struct answer *w)
{
	const struct figure *roi = total(w, "roi");

	if (isnan(roi->value))
		return roi->note;
	if (isnan(roi->low))
		return "every freed hour is used";
	return arena_printf(w->a, "every freed hour is used; range %s to %s",
			    roi_signed(w->a, roi->low),
			    roi_signed(w->a, roi->high));
}

/* A figure's value through say(), or a dash and its note. */
static void add_figure(struct strbuf *out, const struct answer *w,
		       const char *label, const char *metric,
		       const char *shown, const char *made_of)
{
	const struct figure *f = total(w, metric);

	roi_line(out, label, isnan(f->value) ? "\u2013" : shown,
		 isnan(f->value) ? f->note : made_of);
}

static const char *break_even_words(const struct answer *w)
{
	const struct figure *rho = total(w, "break_even_rework");

	if (isnan(rho->value))
		return rho->note;
	return arena_printf(w->a, "It still pays as long as rework stays "
			    "below %s.", roi_percent(w->a, rho->value, 0));
}

/* The weeks it took, or what is still to go. */
static const char *paid_words(const struct answer *w)
{
	const struct figure *paid = total(w, "payback_actual");

	if (isnan(paid->value))
		return arena_printf(w->a, "as it happened: %s", paid->note);
	return arena_printf(w->a, "as it happened: in week %s",
			    roi_number(w->a, paid->value, 0));
}

/* R42: apart from the return against work by hand, never added to it. */
static const char *refinement_words(const struct answer *w)
{
	const struct figure *roi = total(w, "refinement_roi");

	return arena_printf(w->a, "corrections against the baseline weeks, "
			    "counted apart; ROI %s", isnan(roi->value) ?
				arena_printf(w->a, "\u2013, %s", roi->note) :
				roi_signed(w->a, roi->value));
}

static const char *break_even_line(const struct answer *w)
{
	bool sentence = !isnan(value(w, "break_even_rework"));

	return arena_printf(w->a, "or %s a week%s %s",
			    hours(w, value(w, "break_even_hours")),
			    sentence ? "." : ";", break_even_words(w));
}

static void figures_text(struct strbuf *out, const struct answer *w,
			 int32_t as_of)
{
	char day[DATE_MAX];

	strbuf_printf(out, "%s%s\n\n",
		      period_words(w->a, w->period,
				   w->config->quarter_starts),
		      w->period.last <= as_of ? "" :
			arena_printf(w->a, ", so far (to %s)",
				     day_words(day, as_of, DAY_FULL)));
	roi_line(out, "Net hours", hours(w, value(w, "net_hours")),
		 net_words(w));
	roi_line(out, "ROI, 100 %", roi_signed(w->a, value(w, "roi")),
		 roi_words(w));
	add_figure(out, w, arena_printf(w->a, "ROI, %s",
			roi_percent(w->a, w->config->limits.recapture, 0)),
		   "roi_half", roi_signed(w->a, value(w, "roi_half")),
		   "only that share of the hours becomes money");
	add_figure(out, w, "Benefit", "benefit",
		   money(w, value(w, "benefit"), 2),
		   "net hours at the rate of each step's owner role");
	add_figure(out, w, "Cost", "cost", money(w, value(w, "cost"), 2),
		   arena_printf(w->a, "%s of refinement, tools %s",
				hours(w, value(w, "refinement_hours")),
				money(w, value(w, "tool_cost"), 2)));
	add_figure(out, w, "Payback", "payback",
		   roi_weeks(w->a, value(w, "payback")), paid_words(w));
	add_figure(out, w, "Break-even", "break_even_rate",
		   arena_printf(w->a, "%s/h",
				money(w, value(w, "break_even_rate"), 2)),
		   break_even_line(w));
	add_figure(out, w, "Present value", "npv",
		   money(w, value(w, "npv"), 2),
		   arena_printf(w->a, "discounted at %s a year", roi_percent(
			w->a, w->config->limits.discount_rate, 0)));
	add_figure(out, w, "Refinement", "refinement_benefit",
		   money(w, value(w, "refinement_benefit"), 2),
		   refinement_words(w));
}

static const char *const hour_metrics[] = {
	"gross_hours", "correction_hours", "review_hours", "loop_hours",
	"net_hours", "fix_to_save"
};
#define HOUR_METRICS (sizeof hour_metrics / sizeof *hour_metrics)

/* The workflow whose net hours this figure is; NULL: it is something else. */
static const char *workflow_of(const struct answer *w, const struct figure *g)
{
	const char *id = g->scope.dim[SCOPE_WORKFLOW];

	return id && figures_get(w->f, "net_hours", id, w->period) == g ?
		       id : NULL;
}

static int print_workflows(const struct answer *w, struct err *err)
{
	static const char *const names[] = {
		"workflow", "gross h", "corrections h", "reviews h",
		"loops h", "net h", "fix-to-save"
	};
	static const bool numeric[] = {
		false, true, true, true, true, true, true
	};
	struct rows *rows = rows_new("text", names, numeric, HOUR_METRICS + 1);

	for (size_t i = 0; i < w->f->n; i++) {
		const char *id = workflow_of(w, &w->f->item[i]);
		const char *cell[HOUR_METRICS + 1];

		if (!id)
			continue;
		cell[0] = *id ? id : "(none)";
		for (size_t m = 0; m < HOUR_METRICS; m++) {
			const struct figure *f = figures_get(
				w->f, hour_metrics[m], id, w->period);

			cell[m + 1] = roi_number(w->a, f->value,
						 f->metric->digits);
		}
		rows_add(rows, cell);
	}
	if (say(err, "\n")) {
		rows_finish(rows, &(struct err){ 0 });
		return -1;
	}
	return rows_finish(rows, err);
}

/* ---- for machines ---------------------------------------------------- */

static bool is_answer(const struct answer *w, const struct figure *g,
		      bool by_workflow)
{
	static const char *const metrics[] = {
		"gross_hours", "correction_hours", "review_hours",
		"loop_hours", "net_hours", "fix_to_save", "time_hours",
		"refinement_hours", "tool_cost", "cost", "benefit", "roi",
		"roi_half", "payback", "break_even_rate", "break_even_rework"
	};
	const char *id = g->scope.dim[SCOPE_WORKFLOW];

	if (figures_get(w->f, g->metric->id, id, w->period) != g ||
	    (id && !by_workflow))
		return false;
	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
		if (strcmp(metrics[i], g->metric->id) == 0)
			return true;
	}
	return false;
}

static int print_rows(const struct answer *w, const struct roi_cut *cut,
		      const char *format, struct err *err)
{
	const char *const names[] = {
		"metric", "unit", cut->roles ? "role" : "workflow", "value",
		"low", "high", "note"
	};
	static const bool numeric[] = {
		false, false, false, true, true, true, false
	};
	struct rows *rows = rows_new(format, names, numeric, 7);

	for (size_t i = 0; i < w->f->n; i++) {
		const struct figure *g = &w->f->item[i];
		char text[3][NUM_TEXT_MAX];
		const char *id = g->scope.dim[SCOPE_WORKFLOW];
		const char *cell[] = {
			g->metric->id, metric_unit_name(g->metric->unit),
			id && !*id ? "(none)" : id,
			num_exact(text[0], g->value),
			num_exact(text[1], g->low),
			num_exact(text[2], g->high), g->note
		};

		if (cut->roles && !strcmp(g->metric->id, "time_hours"))
			cell[6] = cut->roles->note;

		if (is_answer(w, g, cut->workflows))
			rows_add(rows, cell);
	}
	if (cut->roles)
		roi_add_roles(rows, cut->roles);
	return rows_finish(rows, err);
}

/* ---- either ------------------------------------------------------------ */

int roi_print_figures(const struct figures *f, const struct config *config,
		      struct period period, int32_t as_of,
		      const struct roi_cut *cut, const char *format,
		      struct err *err)
{
	struct arena a = { 0 };
	struct answer w = { f, config, period, &a };
	struct strbuf out = STRBUF_INIT;
	struct tornado t;
	int ret;

	if (!roi_is_text(format)) {
		ret = print_rows(&w, cut, format, err);
	} else {
		figures_text(&out, &w, as_of);
		if (tornado_of(&t, f, period))
			roi_tornado(&out, &t, config->currency, &a);
		ret = roi_say(&out, err);
		if (!ret && cut->workflows)
			ret = print_workflows(&w, err);
		if (!ret && cut->roles)
			ret = roi_print_roles(cut->roles, (size_t)
					      config->limits.people_min, err);
	}
	arena_release(&a);
	return ret;
}
