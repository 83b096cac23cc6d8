/* tuneup signals: which series are unlike the weeks before, and why. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/formats.h"
#include "cli/report_data.h"
#include "cli/signals_print.h"
#include "metrics/metrics.h"
#include "metrics/signals.h"

struct signals_options {
	const char *week, *format, *workflow, *campaign, *channel;
	int32_t from, to;
	bool all;
};

static const struct option_spec options_table[] = {
	{"week", 0, OPT_STRING, offsetof(struct signals_options, week), "WEEK",
	 NULL, "2026-W47 (default: the last complete week)"},
	{"from", 0, OPT_DAY, offsetof(struct signals_options, from), "DATE",
	 NULL, "every complete week from here ..."},
	{"to", 0, OPT_DAY, offsetof(struct signals_options, to), "DATE", NULL,
	 "... to here (default: today)"},
	{"all", 0, OPT_FLAG, offsetof(struct signals_options, all), NULL, NULL,
	 "also the weeks that are normal or not tested"},
	{"workflow", 0, OPT_STRING, offsetof(struct signals_options, workflow),
	 "ID", NULL, "of the SERIES: that of this workflow"},
	{"campaign", 0, OPT_STRING, offsetof(struct signals_options, campaign),
	 "NAME", NULL, "... of this campaign"},
	{"channel", 0, OPT_STRING, offsetof(struct signals_options, channel),
	 "NAME", NULL, "... of this channel"},
	{"format", 'f', OPT_WORD, offsetof(struct signals_options, format),
	 "FORMAT", row_formats, "csv (default), json or text"},
	{.name = NULL}};

static const char *const columns[] = {
	"week",	       "series",	"workflow",	 "campaign", "channel",
	"system",      "unit",		"signal",	 "since",    "sure",
	"value",       "before",	"median",	 "mad",	     "spread",
	"z",	       "change_before", "change_median", "swing",    "weeks",
	"base_median", "mean3",		"hours",	 "money"};
enum {
	COL_WEEK,
	COL_SERIES,
	COL_WORKFLOW,
	COL_CAMPAIGN,
	COL_CHANNEL,
	COL_SYSTEM,
	COL_UNIT,
	COL_SIGNAL,
	COL_SINCE,
	COL_SURE,
	COL_VALUE,
	COL_BEFORE,
	COL_MEDIAN,
	COL_MAD,
	COL_SPREAD,
	COL_Z,
	COL_CHANGE_BEFORE,
	COL_CHANGE_MEDIAN,
	COL_SWING,
	COL_WEEKS,
	COL_BASE_MEDIAN,
	COL_MEAN3,
	COL_HOURS,
	COL_MONEY,
	COLUMNS
};

static const bool numeric[COLUMNS] = {
	[COL_VALUE] = true,	    [COL_BEFORE] = true,
	[COL_MEDIAN] = true,	    [COL_MAD] = true,
	[COL_SPREAD] = true,	    [COL_Z] = true,
	[COL_CHANGE_BEFORE] = true, [COL_CHANGE_MEDIAN] = true,
	[COL_SWING] = true,	    [COL_WEEKS] = true,
	[COL_BASE_MEDIAN] = true,   [COL_MEAN3] = true,
	[COL_HOURS] = true,	    [COL_MONEY] = true};

/* ---- rows ------------------------------------------------------------- */

static const char *scope_cell(const char *text)
{
	return text && !*text ? "(none)" : text;
}

static const char *word_cell(const struct anomaly_week *w)
{
	if (w->word != WORD_NONE)
		return anomaly_word_name(w->word);
	return w->a.state == ANOMALY_LEFT_OUT ? "holiday" : "too few";
}

/* As a person reads it: no more digits than say something; NAN is nothing. */
static const char *num_read(char buf[NUM_TEXT_MAX], double v)
{
	double size = fabs(v);

	if (isnan(v))
		return num_exact(buf, v);
	return num_text(buf, v,
			v == trunc(v) ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4);
}

static void add_row(struct rows *rows, const struct signal_series *s, size_t at,
		    const struct signal *g, bool exact, struct arena *a)
{
	const struct anomaly_week *w = &s->week[at - s->from];
	char n[COLUMNS][NUM_TEXT_MAX];
	int32_t since = s->monday + 7 * (int32_t)w->since;
	bool level = w->word == WORD_LEVEL || w->word == WORD_SHIFT;
	const char *cell[COLUMNS] = {
		[COL_WEEK] = period_id(
			a,
			period_of(PERIOD_WEEK, s->monday + 7 * (int32_t)at, 1),
			1),
		[COL_SERIES] = s->name,
		[COL_WORKFLOW] = scope_cell(s->scope.dim[SCOPE_WORKFLOW]),
		[COL_CAMPAIGN] = scope_cell(s->scope.dim[SCOPE_CAMPAIGN]),
		[COL_CHANNEL] = scope_cell(s->scope.dim[SCOPE_CHANNEL]),
		[COL_SYSTEM] = s->metric ? NULL : scope_cell(s->system),
		[COL_UNIT] = metric_unit_name(signal_unit(s)),
		[COL_SIGNAL] = word_cell(w),
		[COL_SINCE] =
			level ? period_id(a, period_of(PERIOD_WEEK, since, 1),
					  1)
			      : NULL,
		[COL_SURE] =
			!g || (w->word != WORD_SPIKE && w->word != WORD_SHIFT)
				? NULL
			: g->sure ? "sure"
				  : "likely"};
	const double number[COLUMNS] = {
		[COL_VALUE] = w->a.now,
		[COL_BEFORE] = w->a.before,
		[COL_MEDIAN] = w->a.median,
		[COL_MAD] = w->a.mad,
		[COL_SPREAD] = w->a.spread,
		[COL_Z] = w->a.z,
		[COL_CHANGE_BEFORE] = w->a.change_before,
		[COL_CHANGE_MEDIAN] = w->a.change_median,
		[COL_SWING] = anomaly_swing(&w->a, s->unit),
		[COL_WEEKS] = (double)w->a.history,
		[COL_BASE_MEDIAN] = w->a.base_median,
		[COL_MEAN3] = w->a.mean3,
		[COL_HOURS] = g ? g->hours : (double)NAN,
		[COL_MONEY] = g ? g->money : (double)NAN};

	for (int c = 0; c < COLUMNS; c++)
		if (numeric[c])
			cell[c] = exact ? num_exact(n[c], number[c])
					: num_read(n[c], number[c]);
	rows_add(rows, cell);
}

static int by_week(const void *x, const void *y)
{
	const struct anomaly_week *a = (*(const struct signal *const *)x)->week;
	const struct anomaly_week *b = (*(const struct signal *const *)y)->week;

	return (a > b) - (a < b);
}

/* The signals in the order of their weeks in memory. */
static const struct signal **index_of(const struct signals *found,
				      struct arena *a)
{
	const struct signal **index = arena_array(a, found->n + 1,
						  sizeof(void *));

	for (size_t i = 0; i < found->n; i++)
		index[i] = &found->item[i];
	if (found->n > 1)
		qsort(index, found->n, sizeof *index, by_week);
	return index;
}

/* NULL: the week is normal, or was not tested. */
static const struct signal *signal_of(const struct signal **index, size_t n,
				      const struct anomaly_week *w)
{
	const struct signal wanted = { .week = w };
	const struct signal *key = &wanted;
	const struct signal **found = n ?
		bsearch(&key, index, n, sizeof *index, by_week) : NULL;

	return found ? *found : NULL;
}

/* Every week that has a value, also those that say nothing. */
static void add_all(struct rows *rows, const struct signals *found, bool exact,
		    struct arena *a)
{
	const struct signal **index = index_of(found, a);

	for (size_t i = 0; i < found->n_series; i++) {
		const struct signal_series *s = &found->series[i];

		for (size_t at = s->from; at < s->n; at++) {
			const struct anomaly_week *w = &s->week[at - s->from];

			if (w->a.state != ANOMALY_GAP)
				add_row(rows, s, at,
					signal_of(index, found->n, w), exact,
					a);
		}
	}
}

static int print_rows(const struct signals *found,
		      const struct signals_options *o, struct arena *a,
		      struct err *err)
{
	bool exact = !o->format || strcmp(o->format, "text") != 0;
	struct rows *rows = rows_new(o->format ? o->format : "csv", columns,
				     numeric, COLUMNS);

	if (o->all)
		add_all(rows, found, exact, a);
	for (size_t i = 0; !o->all && i < found->n; i++) {
		const struct signal *g = &found->item[i];

		add_row(rows, g->series,
			(size_t)(g->week - g->series->week) + g->series->from,
			g, exact, a);
	}
	return rows_finish(rows, err);
}

/* ---- one series ---------------------------------------------------------- */

static bool is_asked(const char *asked, const char *text)
{
	return !asked || (text && !strcmp(asked, scope_cell(text)));
}

static bool series_is(const struct signal_series *s, const char *name,
		      const struct signals_options *o)
{
	bool whole = !o->workflow && !o->campaign && !o->channel;

	if (strcmp(s->name, name) != 0)
		return false;
	if (whole)
		return !s->scope.dim[SCOPE_WORKFLOW] &&
		       !s->scope.dim[SCOPE_CAMPAIGN];
	return is_asked(o->workflow, s->scope.dim[SCOPE_WORKFLOW]) &&
	       is_asked(o->campaign, s->scope.dim[SCOPE_CAMPAIGN]) &&
	       is_asked(o->channel, s->scope.dim[SCOPE_CHANNEL]);
}

static int explain_series(const struct signals *found, const char *name,
			  const struct signals_options *o,
			  const struct config *config, struct arena *a,
			  struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	const char *names[64], *near;
	size_t n = 0;
	int ret;

	for (size_t i = 0; i < found->n_series; i++) {
		const struct signal_series *s = &found->series[i];

		if (n < sizeof names / sizeof *names &&
		    (!n || strcmp(names[n - 1], s->name) != 0))
			names[n++] = s->name;
		for (size_t at = s->from; at < s->n; at++) {
			if (!series_is(s, name, o))
				break;
			if (out.len)
				strbuf_putc(&out, '\n');
			signal_explain(&out, s, at, config, a);
		}
	}
	if (out.len) {
		ret = say_bytes(err, out.s, out.len);
		strbuf_release(&out);
		return ret;
	}
	near = text_nearest(name, names, n);
	if (near && !strcmp(near, name))
		return err_set(err, ERR_USAGE,
			       "the series '%.60s' has no "
			       "value of that scope then; tuneup signals "
			       "--all shows what is tested",
			       name);
	return err_set(err, ERR_USAGE,
		       "no series '%.60s' is tested%s%s%s "
		       "tuneup signals --all shows them",
		       name, near ? "; did you mean '" : ";", near ? near : "",
		       near ? "'?" : "");
}

/* ---- the command --------------------------------------------------------- */

static int choose_days(int32_t *first, int32_t *last,
		       const struct signals_options *o,
		       const struct workspace *w, struct err *err)
{
	struct period p = period_of(PERIOD_WEEK, w->as_of - 6, 1);

	if (o->week && (o->from != DAY_NONE || o->to != DAY_NONE))
		return err_set(err, ERR_USAGE,
			       "give --week, or --from and "
			       "--to");
	if (o->week && (period_parse(&p, o->week, 1) || p.kind != PERIOD_WEEK))
		return err_set(err, ERR_USAGE,
			       "--week wants a week like "
			       "2026-W47, not '%.40s'",
			       o->week);
	if (p.last > w->as_of)
		return err_set(err, ERR_USAGE,
			       "%.40s is not over; choose an "
			       "earlier week or give --as-of",
			       o->week);
	*first = o->from == DAY_NONE && o->to == DAY_NONE ? p.first : o->from;
	*last = o->from == DAY_NONE && o->to == DAY_NONE ? p.last
		: o->to == DAY_NONE			 ? w->as_of
							 : o->to;
	if (*first == DAY_NONE)
		*first = DAY_MIN + 7;
	if (*first > *last)
		return no_days(o->to != DAY_NONE, err);
	return 0;
}

static int find_signals(struct signals *found, struct figures *f,
			const struct signals_options *o, struct workspace *w,
			struct arena *a, struct err *err)
{
	struct metrics_request request = {
		.kind = PERIOD_WEEK, .to = w->as_of, .as_of = w->as_of};
	int32_t first, last, data_last;

	if (choose_days(&first, &last, o, w, err) ||
	    facts_first_last(&request.from, &data_last, w->store, err))
		return -1;
	if (request.from == DAY_NONE)
		request.from = w->as_of;
	if (metrics_compute(f, w->store, &w->config, &request, err))
		return -1;
	figures_sort(f);
	return signals_compute(found, w->store, &w->config, f, first, last,
			       w->as_of, a, err);
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct signals_options *o = options;
	struct workspace w = {0};
	struct signals found = {0};
	struct figures f = {0};

	if (argc > 1)
		return err_set(err, ERR_USAGE,
			       "signals wants one SERIES at "
			       "most, not also '%.60s'",
			       argv[1]);
	if (argc && o->format && strcmp(o->format, "text") != 0)
		return err_set(err, ERR_USAGE, "a SERIES is taken apart as "
			       "text only; without it --format %s lists the "
			       "signals", o->format);
	if (argc == 0 && (o->workflow || o->campaign || o->channel))
		return err_set(err, ERR_USAGE,
			       "--workflow, --campaign and "
			       "--channel belong to a SERIES such as rework");
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = find_signals(&found, &f, o, &w, &cli->arena, err);
	if (!ret)
		ret = argc ? explain_series(&found, argv[0], o, &w.config,
					    &cli->arena, err)
			   : print_rows(&found, o, &cli->arena, err);
	figures_release(&f);
	workspace_close(&w);
	return ret;
}

const struct command cmd_signals = {
	.id = "signals",
	.help = "weekly series that are unlike the weeks before, and why",
	.usage = "tuneup signals [--week 2026-W47 | --from DATE [--to DATE]] "
		 "[--all]\n"
		 "                      [--format csv|json|text]\n"
		 "       tuneup signals SERIES [--workflow ID] "
		 "[--campaign NAME] [--channel NAME]\n"
		 "                      [--week 2026-W47 | --from DATE "
		 "[--to DATE]]",
	.more = "Without SERIES a row a signal, ranked: spikes and new levels "
		"by what is at stake,\nthen known levels, what is watched and "
		"what is still learning. With it the week taken\napart: the "
		"weeks before, m, s and z, and both comparisons.\n\n"
		"examples:\n"
		"  tuneup signals --format text\n"
		"  tuneup signals rework --workflow blog --week 2026-W47\n"
		"  tuneup signals --from 2026-01-01 --all > signals.csv",
	.options = options_table,
	.options_size = sizeof(struct signals_options),
	.run = run,
};
