/* tuneup figures: every number the reports print, for machines. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/fail_on.h"
#include "cli/formats.h"
#include "metrics/metrics.h"
#include "store/facts.h"

struct figures_options {
	const char *period, *format, *by;
	int32_t from, to;
	struct option_list fail_on;
};

static const char *const period_kinds[] = { "week", "month", "quarter", NULL };

static const struct option_spec options_table[] = {
	{ "period", 'p', OPT_WORD, offsetof(struct figures_options, period),
	  "PERIOD", period_kinds, "week (default), month or quarter" },
	{ "from", 0, OPT_DAY, offsetof(struct figures_options, from), "DATE",
	  NULL, "periods that touch the days from here (default: all)" },
	{ "to", 0, OPT_DAY, offsetof(struct figures_options, to), "DATE",
	  NULL, "... to here (default: today)" },
	{ "by", 0, OPT_STRING, offsetof(struct figures_options, by),
	  "DIM[,DIM]", NULL, "only the figures by one or two dimensions" },
	{ "format", 'f', OPT_WORD, offsetof(struct figures_options, format),
	  "FORMAT", row_formats, "csv (default), json or text" },
	FAIL_ON_OPTION(figures_options),
	{ .name = NULL }
};

static const char *const columns[] = {
	"metric", "unit", "workflow", "step", "tool", "item_type", "channel",
	"campaign", "segment", "prompt_version", "component", "input",
	"field", "skill", "period_start", "period_end", "value", "low", "high", "n", "x", "verdict"
};
enum { COL_SCOPE = 2, COL_START = COL_SCOPE + SCOPE_DIMS, COL_END, COL_VALUE,
       COL_LOW, COL_HIGH, COL_N, COL_X, COL_VERDICT, COLUMNS };

static const bool numeric[COLUMNS] = {
	[COL_VALUE] = true, [COL_LOW] = true, [COL_HIGH] = true,
	[COL_N] = true, [COL_X] = true
};

static enum period_kind kind_of(const char *word)
{
	if (!word || !strcmp(word, "week"))
		return PERIOD_WEEK;
	return strcmp(word, "month") ? PERIOD_QUARTER : PERIOD_MONTH;
}

/* All is null, the blank value has a name: they are different questions. */
static const char *scope_cell(const char *text)
{
	return text && !*text ? "(none)" : text;
}

static const char *count_cell(char buf[NUM_TEXT_MAX], int64_t n)
{
	if (n == FACT_NULL)
		return NULL;
	snprintf(buf, NUM_TEXT_MAX, "%" PRId64, n);
	return buf;
}

static void add_figure(struct rows *rows, const struct figure *f)
{
	char number[5][NUM_TEXT_MAX], day[2][DATE_MAX];
	const char *cell[COLUMNS] = {
		f->metric->id, metric_unit_name(f->metric->unit),
		[COL_START] = day_format(day[0], f->period.first),
		[COL_END] = day_format(day[1], f->period.last),
		[COL_VALUE] = num_exact(number[0], f->value),
		[COL_LOW] = num_exact(number[1], f->low),
		[COL_HIGH] = num_exact(number[2], f->high),
		[COL_N] = count_cell(number[3], f->n),
		[COL_X] = count_cell(number[4], f->x),
		[COL_VERDICT] = verdict_name(f->verdict)
	};

	for (int d = 0; d < SCOPE_DIMS; d++)
		cell[COL_SCOPE + d] = scope_cell(f->scope.dim[d]);
	rows_add(rows, cell);
}

static int print_figures(const struct figures *f, const char *format,
			 struct err *err)
{
	struct rows *rows = rows_new(format, columns, numeric, COLUMNS);

	for (size_t i = 0; i < f->n; i++)
		add_figure(rows, &f->item[i]);
	return rows_finish(rows, err);
}

/* What figures may be cut by, in the order in which --by names them. */
static const enum scope_dim choices[] = {
	SCOPE_WORKFLOW, SCOPE_STEP, SCOPE_TOOL, SCOPE_ITEM_TYPE,
	SCOPE_CHANNEL, SCOPE_CAMPAIGN, SCOPE_SEGMENT, SCOPE_PROMPT_VERSION,
	SCOPE_COMPONENT, SCOPE_INPUT, SCOPE_FIELD, SCOPE_SKILL
};
enum { CHOICES = sizeof choices / sizeof *choices };

static int refuse_dim(const char *word, size_t len, struct err *err)
{
	const char *names[CHOICES], *near;
	struct strbuf all = STRBUF_INIT;
	char found[32];

	snprintf(found, sizeof found, "%.*s", (int)(len < 31 ? len : 31),
		 word);
	for (size_t i = 0; i < CHOICES; i++) {
		names[i] = scope_dim_name[choices[i]];
		strbuf_printf(&all, "%s%s", i ? ", " : "", names[i]);
	}
	near = text_nearest(found, names, CHOICES);
	err_set(err, ERR_USAGE, "--by knows no dimension '%s'%s%s%s choose "
		"one or two of %s", found, near ? "; did you mean '" : ";",
		near ? near : "", near ? "'? Or" : "", all.s);
	strbuf_release(&all);
	return -1;
}

static int add_dim(struct metrics_request *request, const char *word,
		   size_t len, struct err *err)
{
	for (size_t i = 0; i < CHOICES; i++) {
		const char *name = scope_dim_name[choices[i]];

		if (strlen(name) != len || memcmp(name, word, len) != 0)
			continue;
		if (request->n_by == 2)
			return err_set(err, ERR_USAGE, "--by wants one or two "
				       "dimensions such as workflow,tool, not "
				       "three");
		if (request->n_by == 1 && request->by[0] == choices[i])
			return err_set(err, ERR_USAGE, "--by has '%s' twice; "
				       "name it once", name);
		request->by[request->n_by++] = choices[i];
		return 0;
	}
	return refuse_dim(word, len, err);
}

static int choose_cut(struct metrics_request *request, const char *by,
		      struct err *err)
{
	while (by) {
		size_t len = strcspn(by, ",");

		if (add_dim(request, by, len, err))
			return -1;
		by = by[len] ? by + len + 1 : NULL;
	}
	return 0;
}

/* From the first day that has any fact to today, unless said. */
static int choose_days(struct metrics_request *request,
		       const struct figures_options *o,
		       const struct workspace *w, struct err *err)
{
	request->kind = kind_of(o->period);
	request->as_of = w->as_of;
	request->from = o->from;
	request->to = o->to == DAY_NONE ? w->as_of : o->to;
	for (size_t i = 0; o->from == DAY_NONE && fact_kind_table[i]; i++) {
		int32_t first, last;

		/* a calendar goes back without any data */
		if (fact_kind_table[i] == &kind_events)
			continue;
		if (facts_span(&first, &last, w->store, fact_kind_table[i],
			       err))
			return -1;
		if (first != DAY_NONE &&
		    (request->from == DAY_NONE || first < request->from))
			request->from = first;
	}
	if (request->from == DAY_NONE)
		request->from = w->as_of;
	if (o->from != DAY_NONE && request->from > request->to)
		return no_days(o->to != DAY_NONE, err);
	return 0;
}

/* The last one that is over; where none is, the last one. */
static struct period judged_period(const struct metrics_request *request,
				   int quarter_starts)
{
	struct period last = period_of(request->kind, request->to,
				       quarter_starts);
	struct period before = period_prev(last, quarter_starts);

	return last.last > request->as_of && before.last >= request->from ?
		before : last;
}

static int print_and_judge(const struct figures *f,
			   const struct figures_options *o,
			   const struct fail_on_list *limits,
			   const struct metrics_request *request,
			   const struct config *config, struct err *err)
{
	if (fail_on_known(limits, config, f, err) ||
	    print_figures(f, o->format ? o->format : "csv", err))
		return -1;
	return fail_on_judge(limits, config, f,
			     judged_period(request, config->quarter_starts),
			     err);
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct figures_options *o = options;
	struct workspace w = { 0 };
	struct metrics_request request = { 0 };
	struct figures f = { 0 };
	struct fail_on_list limits;

	if (argc)
		return no_operand("figures", argv[0],
				  "one number is taken apart by tuneup "
				  "explain METRIC", err);
	if (choose_cut(&request, o->by, err) ||
	    fail_on_read(&limits, &o->fail_on, &cli->arena, err) ||
	    fail_on_cut(&limits, request.by, request.n_by, err))
		return -1;
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = choose_days(&request, o, &w, err);
	if (!ret)
		ret = metrics_compute(&f, w.store, &w.config, &request, err);
	if (!ret) {
		figures_sort(&f);
		ret = print_and_judge(&f, o, &limits, &request, &w.config,
				      err);
	}
	figures_release(&f);
	workspace_close(&w);
	return ret;
}

const struct command cmd_figures = {
	.id = "figures",
	.help = "print every number the reports show as CSV, JSON or text",
	.usage = "tuneup figures [--period week|month|quarter] [--from DATE] "
		 "[--to DATE]\n"
		 "                      [--by DIM[,DIM]] "
		 "[--format csv|json|text]\n"
		 "                      [--fail-on CONDITION]...",
	.more = "One row a metric, scope and period. An empty scope cell "
		"means all; the blank value\nof a column is (none). An empty "
		"value means there is nothing to say: it is not 0.\nRates "
		"are shares of 1. Metrics are described by tuneup list "
		"metrics.\n\n--by prints the rows of that one cut and no "
		"other, no total either. The dimensions\nare workflow, step, "
		"tool, item_type, channel, campaign, segment,\n"
		"prompt_version, component, input, field and skill. A metric is there where its "
		"rows have all columns\nasked for: reviews have no segment, "
		"campaigns only channel, campaign and segment;\nhours are by "
		"workflow only, latency by component only; a handoff's step "
		"is its\nedge, as in \"draft > review\". A cut that figures prints anyway has the same rows "
		"either way." FAIL_ON_MORE " Of the\nperiods printed the last "
		"one that is over is judged.\n\nexamples:\n"
		"  tuneup figures --period month --from 2026-01-01 > "
		"figures.csv\n"
		"  tuneup figures --by tool,item_type --period quarter\n"
		"  tuneup figures --fail-on 'rework@blog>15%' "
		"--fail-on 'net_hours<0'",
	.options = options_table,
	.options_size = sizeof(struct figures_options),
	.run = run,
};
