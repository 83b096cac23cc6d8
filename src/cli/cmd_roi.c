/* tuneup roi: return on investment, by hand or from the store. */
#include <math.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/formats.h"
#include "cli/roi_print.h"
#include "metrics/metrics.h"
#include "metrics/roi.h"

#define DEFAULT_WEEKS 13

struct roi_options {
	const char *by, *tools, *format;
	double hours, rate, invest_hours, invest, weeks, recapture;
	int32_t from, to;
};

static const char *const by_words[] = { "workflow", "role", NULL };

static const struct option_spec options_table[] = {
	{ "hours", 0, OPT_NUMBER, offsetof(struct roi_options, hours), "H",
	  NULL, "net hours saved a week: answers without a store" },
	{ "rate", 0, OPT_NUMBER, offsetof(struct roi_options, rate), "MONEY",
	  NULL, "fully loaded money per hour" },
	{ "invest-hours", 0, OPT_NUMBER,
	  offsetof(struct roi_options, invest_hours), "H", NULL,
	  "hours put into setting up and refining, once" },
	{ "invest", 0, OPT_NUMBER, offsetof(struct roi_options, invest),
	  "MONEY", NULL, "money put in once, beside the hours" },
	{ "tools", 0, OPT_STRING, offsetof(struct roi_options, tools),
	  "MONEY/UNIT", NULL, "tool cost: 130/month, 30/week or 1560/year" },
	{ "weeks", 0, OPT_NUMBER, offsetof(struct roi_options, weeks), "N",
	  NULL, "length to look at (default 13)" },
	{ "recapture", 0, OPT_NUMBER, offsetof(struct roi_options, recapture),
	  "SHARE", NULL, "share of freed hours that becomes money, beside 1 "
	  "(default 0.5)" },
	{ "from", 0, OPT_DAY, offsetof(struct roi_options, from), "DATE",
	  NULL, "from the store: first day (default: 13 weeks back)" },
	{ "to", 0, OPT_DAY, offsetof(struct roi_options, to), "DATE", NULL,
	  "last day, included (default: today)" },
	{ "by", 0, OPT_WORD, offsetof(struct roi_options, by), "WHAT",
	  by_words, "workflow: the hours of each workflow too; role: the "
	  "recorded hours of each role, small roles merged" },
	{ "format", 'f', OPT_WORD, offsetof(struct roi_options, format),
	  "FORMAT", row_formats, "text (default), csv or json" },
	{ .name = NULL }
};

/* ---- by hand ------------------------------------------------------------ */

/* "130/month" as money a week: a year has 12 months and 52 weeks. */
static int tools_week(double *week, const char *text, struct err *err)
{
	static const struct { const char *unit; double per_week; } unit[] = {
		{ "/week", 1 }, { "/month", 12.0 / 52 }, { "/year", 1.0 / 52 }
	};
	const char *slash = text ? strchr(text, '/') : NULL;
	int64_t amount;

	*week = 0;
	if (!text)
		return 0;
	for (size_t i = 0; slash && i < sizeof unit / sizeof *unit; i++) {
		if (strcmp(slash, unit[i].unit) != 0 ||
		    num_parse(&amount, text, (size_t)(slash - text),
			      MONEY_SCALE) || amount < 0)
			continue;
		*week = (double)amount / MONEY_SCALE * unit[i].per_week;
		return 0;
	}
	return err_set(err, ERR_USAGE, "--tools wants an amount and a unit "
		       "like 130/month, 30/week or 1560/year, not '%s'", text);
}

static double or_default(double v, double none)
{
	return isnan(v) ? none : v;
}

static int input_of(struct roi_input *in, const struct roi_options *o,
		    struct err *err)
{
	*in = (struct roi_input){
		.hours_week = o->hours, .rate = o->rate,
		.invest_hours = or_default(o->invest_hours, 0),
		.invest_amount = or_default(o->invest, 0),
		.weeks = or_default(o->weeks, DEFAULT_WEEKS),
		.recapture = 1, .discount = 0.10
	};
	if (isnan(o->rate))
		return err_set(err, ERR_USAGE, "--hours wants --rate MONEY "
			       "too: what an hour costs, such as --rate 45");
	if (in->rate < 0 || in->invest_hours < 0 || in->invest_amount < 0)
		return err_set(err, ERR_USAGE, "--rate, --invest-hours and "
			       "--invest cannot be below 0");
	if (!(in->weeks > 0))
		return err_set(err, ERR_USAGE, "--weeks wants more than 0");
	return tools_week(&in->tools_week, o->tools, err);
}

static int recapture_of(double *recapture, const struct roi_options *o,
			double none, struct err *err)
{
	*recapture = or_default(o->recapture, none);
	if (*recapture >= 0 && *recapture <= 1)
		return 0;
	return err_set(err, ERR_USAGE, "--recapture wants a share from 0 to "
		       "1, such as 0.5");
}

static int run_by_hand(const struct roi_options *o, struct err *err)
{
	struct roi_input in;
	double recapture;

	if (o->from != DAY_NONE || o->to != DAY_NONE || o->by)
		return err_set(err, ERR_USAGE, "--hours answers without a "
			       "store; --from, --to and --by ask the store: "
			       "give one or the other");
	if (input_of(&in, o, err) || recapture_of(&recapture, o, 0.5, err))
		return -1;
	return roi_print_input(&in, recapture, o->format, err);
}

/* ---- from the store ------------------------------------------------------- */

static int refuse_by_hand(const struct roi_options *o, struct err *err)
{
	if (isnan(o->rate) && isnan(o->invest_hours) && isnan(o->invest) &&
	    isnan(o->weeks) && !o->tools)
		return 0;
	return err_set(err, ERR_USAGE, "--rate, --invest-hours, --invest, "
		       "--tools and --weeks go with --hours; without it they "
		       "come from the store and the configuration");
}

static int request_of(struct metrics_request *request,
		      const struct roi_options *o, int32_t as_of,
		      struct err *err)
{
	request->kind = PERIOD_RANGE;
	request->as_of = as_of;
	request->to = o->to == DAY_NONE ? as_of : o->to;
	request->from = o->from == DAY_NONE ?
		request->to - 7 * DEFAULT_WEEKS + 1 : o->from;
	if (request->from > request->to || request->from > as_of)
		return no_days(o->to != DAY_NONE && request->from > request->to,
			       err);
	return 0;
}

static int run_from_store(struct cli *cli, const struct roi_options *o,
			  struct err *err)
{
	struct workspace w = { 0 };
	struct metrics_request request = { 0 };
	struct figures f = { 0 };
	struct role_hours roles;
	struct roi_cut cut = { 0 };
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = request_of(&request, o, w.as_of, err);
	if (!ret)
		ret = recapture_of(&w.config.limits.recapture, o,
				   w.config.limits.recapture, err);
	if (!ret)
		ret = metrics_compute(&f, w.store, &w.config, &request, err);
	struct period period = { PERIOD_RANGE, request.from, request.to };

	if (!ret && o->by && !strcmp(o->by, "role")) {
		ret = role_hours_read(&roles, w.store, &w.config, period,
				      w.as_of, &f.arena, err);
		cut.roles = &roles;
	}
	cut.workflows = o->by && !cut.roles;
	if (!ret) {
		figures_sort(&f);
		ret = roi_print_figures(&f, &w.config, period, w.as_of, &cut,
					o->format, err);
	}
	figures_release(&f);
	workspace_close(&w);
	return ret;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct roi_options *o = options;

	if (argc)
		return no_operand("roi", argv[0],
				  "days are given as --from and --to", err);
	if (!isnan(o->hours))
		return run_by_hand(o, err);
	if (refuse_by_hand(o, err))
		return -1;
	return run_from_store(cli, o, err);
}

const struct command cmd_roi = {
	.id = "roi",
	.help = "return on investment: by hand, or from the store",
	.usage = "tuneup roi --hours H --rate MONEY [--invest-hours H] "
		 "[--tools MONEY/month] [--weeks N]\n"
		 "       tuneup roi [--from DATE] [--to DATE] [--by workflow|role]",
	.more = "Both answers are printed: every freed hour used, and half "
		"of them turned into money.\n\nBy role, roles of fewer than "
		"people_min people (5) are merged into others, so\nthat "
		"nobody's hours can be read or subtracted. Names are replaced "
		"on reading and\ncannot be shown.\n\nexamples:\n"
		"  tuneup roi --hours 6.5 --rate 45 --invest-hours 40 --tools "
		"130/month --weeks 13\n"
		"  tuneup roi --from 2026-07-01 --to 2026-09-30 --by workflow",
	.options = options_table,
	.options_size = sizeof(struct roi_options),
	.run = run,
};
