/* The answer of `tuneup roi`: short lines for people, rows for machines. */
#include "cli/roi_print.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "metrics/tornado.h"
#include "cli/roi_roles.h"

#define LABEL_WIDTH 14
#define VALUE_WIDTH 14

static bool is_text(const char *format)
{
	return !format || strcmp(format, "text") == 0;
}

/* One aligned line: what, how much, and what it is made of. */
static void add_line(struct strbuf *out, const char *label, const char *value,
		     const char *made_of)
{
	size_t width = utf8_width(value);

	strbuf_puts(out, label);
	strbuf_pad(out, ' ', LABEL_WIDTH - utf8_width(label));
	strbuf_pad(out, ' ', width < VALUE_WIDTH ? VALUE_WIDTH - width : 0);
	strbuf_puts(out, value);
	if (*made_of)
		strbuf_printf(out, "   %s", made_of);
	strbuf_putc(out, '\n');
}

static int print_text(struct strbuf *out, struct err *err)
{
	int ret = say_bytes(err, out->s, out->len);

	strbuf_release(out);
	return ret;
}

static const char *number(struct arena *a, double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, num_text(buf, v, digits));
}

static const char *signed_percent(struct arena *a, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, signed_percent_text(buf, v, 1));
}

static const char *percent(struct arena *a, double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, percent_text(buf, v, digits));
}

static const char *weeks_words(struct arena *a, double weeks)
{
	if (isinf(weeks))
		return "not reached";
	return arena_printf(a, "%s weeks", number(a, weeks, 1));
}

/* As typed: 13, 6.5, −1. */
static const char *plain(struct arena *a, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(a, "%s%s", v < 0 ? "\u2212" : "",
			    num_exact(buf, fabs(v)));
}

/* Benefit less cost with one input changed at a time, widest first. */
static void tornado_text(struct strbuf *out, const struct tornado *t,
			 const char *currency, struct arena *a)
{
	struct tornado_row row[TORNADO_INPUTS];
	size_t n = tornado_rows(row, t), widest = 0;
	char buf[3][NUM_TEXT_MAX];

	strbuf_printf(out, "\n%s matter%s most. Benefit less cost, %s, with "
		      "one input changed:\n", tornado_name(row[0].input),
		      row[0].input == TORNADO_RATE ||
		      row[0].input == TORNADO_RECAPTURE ? "s" : "",
		      money_text(buf[0], tornado_base(t), 2, currency));
	for (size_t i = 0; i < n; i++) {
		size_t width = utf8_width(tornado_words(a, &row[i]));

		widest = width > widest ? width : widest;
	}
	for (size_t i = 0; i < n; i++) {
		const char *words = tornado_words(a, &row[i]);

		strbuf_printf(out, "  %s", words);
		strbuf_pad(out, ' ', widest - utf8_width(words));
		strbuf_printf(out, "   %s to %s\n",
			      money_text(buf[1], row[i].net_low, 2, currency),
			      money_text(buf[2], row[i].net_high, 2,
					 currency));
	}
}

/* ---- by hand ------------------------------------------------------------- */

static void hand_text(struct strbuf *out, const struct roi_input *in,
		      const struct roi_result *full,
		      const struct roi_result *part, const char *share,
		      struct arena *a)
{
	const char *none = "no cost given, ROI is not defined";

	add_line(out, "ROI, 100 %", signed_percent(a, full->roi),
		 full->defined ? arena_printf(a, "every freed hour is used, "
					      "over %s week%s",
					      plain(a, in->weeks),
					      in->weeks == 1 ? "" : "s") :
		 none);
	add_line(out, arena_printf(a, "ROI, %s", share),
		 signed_percent(a, part->roi), part->defined ?
			"only that share of the hours becomes money" : none);
	add_line(out, "Benefit", number(a, full->benefit, 2),
		 arena_printf(a, "%s h a week at %s; at %s: %s",
			      plain(a, in->hours_week), plain(a, in->rate),
			      share, number(a, part->benefit, 2)));
	add_line(out, "Cost", number(a, full->cost, 2),
		 arena_printf(a, "%s h at %s%s, tools %s a week",
			      plain(a, in->invest_hours), plain(a, in->rate),
			      in->invest_amount > 0 ?
				arena_printf(a, ", %s once",
					     number(a, in->invest_amount, 2)) :
				"", number(a, in->tools_week, 2)));
	if (in->invest_hours > 0 || in->invest_amount > 0)
		add_line(out, "Payback", weeks_words(a, full->payback),
			 arena_printf(a, "at %s: %s", share,
				      weeks_words(a, part->payback)));
	else
		add_line(out, "Payback", "\u2013", "nothing was invested");
	add_line(out, "Break-even", isnan(full->break_even_hours) ?
			"\u2013" : arena_printf(a, "%s h a week",
				number(a, full->break_even_hours, 1)),
		 isnan(full->break_even_rate) ?
			"no hourly rate breaks even: more hours went in than "
			"came out" :
			arena_printf(a, "or %s an hour",
				     number(a, full->break_even_rate, 2)));
}

static void add_number(struct rows *rows, const char *name,
		       const char *recapture, const char *unit, double value)
{
	char buf[NUM_TEXT_MAX];
	const char *cell[] = {
		name, recapture, unit,
		isinf(value) ? "" : num_exact(buf, value)
	};

	rows_add(rows, cell);
}

static void add_result(struct rows *rows, const struct roi_result *r,
		       const char *recapture)
{
	add_number(rows, "roi", recapture, "ratio", r->roi);
	add_number(rows, "benefit", recapture, "money", r->benefit);
	add_number(rows, "cost", recapture, "money", r->cost);
	add_number(rows, "payback", recapture, "weeks", r->payback);
	add_number(rows, "npv", recapture, "money", r->npv);
	add_number(rows, "break_even_rate", recapture, "money_per_hour",
		   r->break_even_rate);
	add_number(rows, "break_even_hours", recapture, "hours",
		   r->break_even_hours);
}

static int hand_rows(const struct roi_result *full,
		     const struct roi_result *part, double recapture,
		     const char *format, struct err *err)
{
	static const char *const names[] = {
		"metric", "recapture", "unit", "value"
	};
	static const bool numeric[] = { false, true, false, true };
	struct rows *rows = rows_new(format, names, numeric, 4);
	char share[NUM_TEXT_MAX];

	add_result(rows, full, "1");
	add_result(rows, part, num_exact(share, recapture));
	return rows_finish(rows, err);
}

int roi_print_input(const struct roi_input *in, double recapture,
		    const char *format, struct err *err)
{
	struct roi_input realised = *in;
	struct roi_result full, part;
	struct strbuf out = STRBUF_INIT;
	struct arena a = { 0 };
	int ret;

	realised.recapture = recapture;
	roi_compute(&full, in);
	roi_compute(&part, &realised);
	if (!is_text(format))
		return hand_rows(&full, &part, recapture, format, err);
	hand_text(&out, in, &full, &part, percent(&a, recapture, 0), &a);
	tornado_text(&out, &(struct tornado){
		.benefit = full.benefit, .manual = NAN, .correction = NAN,
		.rate = in->rate, .recapture = 1,
		.invested = in->invest_hours * in->rate,
		.other = in->invest_amount + in->tools_week * in->weeks
	}, "", &a);
	ret = print_text(&out, err);
	arena_release(&a);
	return ret;
}

/* ---- from figures ------------------------------------------------------------ */

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
			  arena_printf(w->a, "%s h", number(w->a, v, 1));
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
			    percent(w->a, w->config->limits.confidence_money,
				    0),
			    number(w->a, net->low, 1), hours(w, net->high));
}

static const char *roi_words(const struct answer *w)
{
	const struct figure *roi = total(w, "roi");

	if (isnan(roi->value))
		return roi->note;
	if (isnan(roi->low))
		return "every freed hour is used";
	return arena_printf(w->a, "every freed hour is used; range %s to %s",
			    signed_percent(w->a, roi->low),
			    signed_percent(w->a, roi->high));
}

/* A figure's value through say(), or a dash and its note. */
static void add_figure(struct strbuf *out, const struct answer *w,
		       const char *label, const char *metric,
		       const char *shown, const char *made_of)
{
	const struct figure *f = total(w, metric);

	add_line(out, label, isnan(f->value) ? "\u2013" : shown,
		 isnan(f->value) ? f->note : made_of);
}

static const char *break_even_words(const struct answer *w)
{
	const struct figure *rho = total(w, "break_even_rework");

	if (isnan(rho->value))
		return rho->note;
	return arena_printf(w->a, "It still pays as long as rework stays "
			    "below %s.", percent(w->a, rho->value, 0));
}

/* The weeks it took, or what is still to go. */
static const char *paid_words(const struct answer *w)
{
	const struct figure *paid = total(w, "payback_actual");

	if (isnan(paid->value))
		return arena_printf(w->a, "as it happened: %s", paid->note);
	return arena_printf(w->a, "as it happened: in week %s",
			    number(w->a, paid->value, 0));
}

/* R42: apart from the return against work by hand, never added to it. */
static const char *refinement_words(const struct answer *w)
{
	const struct figure *roi = total(w, "refinement_roi");

	return arena_printf(w->a, "corrections against the baseline weeks, "
			    "counted apart; ROI %s", isnan(roi->value) ?
				arena_printf(w->a, "\u2013, %s", roi->note) :
				signed_percent(w->a, roi->value));
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
	add_line(out, "Net hours", hours(w, value(w, "net_hours")),
		 net_words(w));
	add_line(out, "ROI, 100 %", signed_percent(w->a, value(w, "roi")),
		 roi_words(w));
	add_figure(out, w, arena_printf(w->a, "ROI, %s",
			percent(w->a, w->config->limits.recapture, 0)),
		   "roi_half", signed_percent(w->a, value(w, "roi_half")),
		   "only that share of the hours becomes money");
	add_figure(out, w, "Benefit", "benefit",
		   money(w, value(w, "benefit"), 2),
		   "net hours at the rate of each step's owner role");
	add_figure(out, w, "Cost", "cost", money(w, value(w, "cost"), 2),
		   arena_printf(w->a, "%s of refinement, tools %s",
				hours(w, value(w, "refinement_hours")),
				money(w, value(w, "tool_cost"), 2)));
	add_figure(out, w, "Payback", "payback",
		   weeks_words(w->a, value(w, "payback")), paid_words(w));
	add_figure(out, w, "Break-even", "break_even_rate",
		   arena_printf(w->a, "%s/h",
				money(w, value(w, "break_even_rate"), 2)),
		   break_even_line(w));
	add_figure(out, w, "Present value", "npv",
		   money(w, value(w, "npv"), 2),
		   arena_printf(w->a, "discounted at %s a year",
				percent(w->a,
					w->config->limits.discount_rate, 0)));
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

			cell[m + 1] = number(w->a, f->value,
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

static bool is_answer(const struct answer *w, const struct figure *g,
		      bool by_workflow)
{
	static const char *const metrics[] = {
		"gross_hours", "correction_hours", "review_hours",
		"loop_hours", "net_hours", "fix_to_save", "time_hours",
		"refinement_hours", "tool_cost", "cost", "benefit", "roi", "roi_half", "payback",
		"break_even_rate", "break_even_rework"
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

int roi_print_figures(const struct figures *f, const struct config *config,
		      struct period period, int32_t as_of,
		      const struct roi_cut *cut, const char *format, struct err *err)
{
	struct arena a = { 0 };
	struct answer w = { f, config, period, &a };
	struct strbuf out = STRBUF_INIT;
	struct tornado t;
	int ret;

	if (!is_text(format)) {
		ret = print_rows(&w, cut, format, err);
	} else {
		figures_text(&out, &w, as_of);
		if (tornado_of(&t, f, period))
			tornado_text(&out, &t, config->currency, &a);
		ret = print_text(&out, err);
		if (!ret && cut->workflows)
			ret = print_workflows(&w, err);
		if (!ret && cut->roles)
			ret = roi_print_roles(cut->roles, (size_t)
					      config->limits.people_min, err);
	}
	arena_release(&a);
	return ret;
}
