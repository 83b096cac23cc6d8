/* The answer of `tuneup roi` to numbers that were given by hand. */
#include "cli/roi_print.h"

#include <math.h>

#include "base/num.h"
#include "cli/roi_words.h"

static void hand_text(struct strbuf *out, const struct roi_input *in,
		      const struct roi_result *full,
		      const struct roi_result *part, const char *share,
		      struct arena *a)
{
	const char *none = "no cost given, ROI is not defined";
	const char *rate = roi_plain(a, in->rate);
	const char *once = roi_number(a, in->invest_amount, 2);

	roi_line(out, "ROI, 100 %", roi_signed(a, full->roi),
		 full->defined ? arena_printf(a, "every freed hour is used, "
					      "over %s week%s",
					      roi_plain(a, in->weeks),
					      in->weeks == 1 ? "" : "s") :
		 none);
	roi_line(out, arena_printf(a, "ROI, %s", share),
		 roi_signed(a, part->roi), part->defined ?
			"only that share of the hours becomes money" : none);
	roi_line(out, "Benefit", roi_number(a, full->benefit, 2),
		 arena_printf(a, "%s h a week at %s; at %s: %s",
			      roi_plain(a, in->hours_week), rate, share,
			      roi_number(a, part->benefit, 2)));
	roi_line(out, "Cost", roi_number(a, full->cost, 2),
		 arena_printf(a, "%s h at %s%s, tools %s a week",
			      roi_plain(a, in->invest_hours), rate,
			      in->invest_amount > 0 ?
				arena_printf(a, ", %s once", once) : "",
			      roi_number(a, in->tools_week, 2)));
	if (in->invest_hours > 0 || in->invest_amount > 0)
		roi_line(out, "Payback", roi_weeks(a, full->payback),
			 arena_printf(a, "at %s: %s", share,
				      roi_weeks(a, part->payback)));
	else
		roi_line(out, "Payback", "\u2013", "nothing was invested");
	roi_line(out, "Break-even", isnan(full->break_even_hours) ?
			"\u2013" : arena_printf(a, "%s h a week",
				roi_number(a, full->break_even_hours, 1)),
		 isnan(full->break_even_rate) ?
			"no hourly rate breaks even: more hours went in than "
			"came out" :
			arena_printf(a, "or %s an hour",
				     roi_number(a, full->break_even_rate, 2)));
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
	if (!roi_is_text(format))
		return hand_rows(&full, &part, recapture, format, err);
	hand_text(&out, in, &full, &part, roi_percent(&a, recapture, 0), &a);
	roi_tornado(&out, &(struct tornado){
		.benefit = full.benefit, .manual = NAN, .correction = NAN,
		.rate = in->rate, .recapture = 1,
		.invested = in->invest_hours * in->rate,
		.other = in->invest_amount + in->tools_week * in->weeks
	}, "", &a);
	ret = roi_say(&out, err);
	arena_release(&a);
	return ret;
}
