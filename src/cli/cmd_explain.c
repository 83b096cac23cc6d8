/* tuneup explain: one number, how it was made, and from which rows. */
#include <string.h>

#include "cli/commands.h"
#include "cli/explain.h"
#include "base/utf8.h"
#include "report/report.h"

#define NAMES_MAX 256
#define NAMES_SHOWN 8

struct explain_options {
	const char *week, *month, *quarter, *workflow, *step, *tool, *version,
		*input, *field, *campaign, *channel, *segment, *component,
		*skill, *format;
};

static const char *const formats[] = { "text", "json", NULL };

static const struct option_spec options_table[] = {
	{ "week", 0, OPT_STRING, offsetof(struct explain_options, week),
	  "WEEK", NULL, "2026-W47 (default: the last complete week)" },
	{ "month", 0, OPT_STRING, offsetof(struct explain_options, month),
	  "MONTH", NULL, "2026-11" },
	{ "quarter", 0, OPT_STRING, offsetof(struct explain_options, quarter),
	  "QUARTER", NULL, "2026-Q3" },
	{ "workflow", 0, OPT_STRING,
	  offsetof(struct explain_options, workflow), "ID", NULL,
	  "of this workflow only; (none) is the blank one" },
	{ "step", 0, OPT_STRING, offsetof(struct explain_options, step), "ID",
	  NULL, "of this step only; with --workflow, of that workflow" },
	{ "tool", 0, OPT_STRING, offsetof(struct explain_options, tool),
	  "NAME", NULL, "of this tool only" },
	{ "prompt-version", 0, OPT_STRING,
	  offsetof(struct explain_options, version), "NAME", NULL,
	  "of this prompt version only" },
	{ "input", 0, OPT_STRING, offsetof(struct explain_options, input),
	  "NAME", NULL, "of this audited input only: brief" },
	{ "field", 0, OPT_STRING, offsetof(struct explain_options, field),
	  "NAME", NULL, "of this field only; with --input" },
	{ "campaign", 0, OPT_STRING, offsetof(struct explain_options, campaign),
	  "NAME", NULL, "of this campaign only" },
	{ "channel", 0, OPT_STRING, offsetof(struct explain_options, channel),
	  "NAME", NULL, "of this channel only; with --campaign or --segment, "
	  "of that one" },
	{ "segment", 0, OPT_STRING, offsetof(struct explain_options, segment),
	  "NAME", NULL, "of this segment only" },
	{ "component", 0, OPT_STRING,
	  offsetof(struct explain_options, component), "NAME", NULL,
	  "of this component of the stack: segmentation, ..." },
	{ "skill", 0, OPT_STRING, offsetof(struct explain_options, skill),
	  "NAME", NULL, "of this skill only: practice" },
	{ "format", 'f', OPT_WORD, offsetof(struct explain_options, format),
	  "FORMAT", formats, "text (default) or json" },
	{ .name = NULL }
};

static int refuse_metric(const char *id, struct err *err)
{
	const char *names[NAMES_MAX];
	const char *near;
	size_t n = 0;

	for (; n < NAMES_MAX && metric_table[n]; n++)
		names[n] = metric_table[n]->id;
	near = text_nearest(id, names, n);
	return err_set(err, ERR_USAGE, "there is no metric '%.60s'%s%s%s "
		       "tuneup list metrics shows all", id,
		       near ? "; did you mean '" : ";", near ? near : "",
		       near ? "'?" : "");
}

static int choose_metric(struct explanation *e, int argc, char **argv,
			 struct err *err)
{
	if (argc != 1)
		return err_set(err, ERR_USAGE, "explain wants one METRIC such "
			       "as rework, and its scope as options; tuneup "
			       "list metrics shows all");
	e->metric = metric_find(argv[0]);
	return e->metric ? 0 : refuse_metric(argv[0], err);
}

/* "(none)" is the blank value; NULL stays NULL. */
static const char *blank_or(const char *said)
{
	return said && strcmp(said, "(none)") == 0 ? "" : said;
}

/* Segments and skills: most metrics have none. */
static int choose_outside(const struct explanation *e,
			  const struct explain_options *o, struct err *err)
{
	unsigned scopes = e->metric->scopes;

	if (o->segment && !(scopes & (AT_SEGMENT | AT_CAMPAIGN_DIMS |
				      AT_SEGMENT_CHANNEL)))
		return err_set(err, ERR_USAGE, "%s is no number of a segment; "
			       "leave --segment away", e->metric->id);
	if (o->campaign && !(scopes & (AT_EACH_DIM | AT_CAMPAIGN_DIMS |
				       AT_CAMPAIGN_CHANNEL)))
		return err_set(err, ERR_USAGE, "%s is no number of one "
			       "campaign; leave --campaign away",
			       e->metric->id);
	if (o->skill && !(scopes & AT_SKILL))
		return err_set(err, ERR_USAGE, "%s is no number of a skill; "
			       "leave --skill away", e->metric->id);
	return 0;
}

/* Does it name more than a workflow? */
static bool is_finer(const struct scope *s)
{
	for (int d = 0; d < SCOPE_DIMS; d++)
		if (d != SCOPE_WORKFLOW && s->dim[d])
			return true;
	return false;
}

static int choose_scope(struct explanation *e,
			const struct explain_options *o, struct err *err)
{
	char scopes[METRIC_SCOPES_MAX];

	e->workflow = blank_or(o->workflow);
	e->scope.dim[SCOPE_WORKFLOW] = e->workflow;
	e->scope.dim[SCOPE_STEP] = blank_or(o->step);
	e->scope.dim[SCOPE_TOOL] = blank_or(o->tool);
	e->scope.dim[SCOPE_PROMPT_VERSION] = blank_or(o->version);
	e->scope.dim[SCOPE_CAMPAIGN] = blank_or(o->campaign);
	e->scope.dim[SCOPE_CHANNEL] = blank_or(o->channel);
	e->scope.dim[SCOPE_SEGMENT] = blank_or(o->segment);
	e->scope.dim[SCOPE_SKILL] = blank_or(o->skill);
	e->scope.dim[SCOPE_COMPONENT] = o->component;
	if (e->metric->scopes & AT_PROMPT && !o->version)
		return err_set(err, ERR_USAGE, "%s is a number of one prompt "
			       "version; give --workflow, --step and "
			       "--prompt-version", e->metric->id);
	e->scope.dim[SCOPE_INPUT] = blank_or(o->input);
	e->scope.dim[SCOPE_FIELD] = blank_or(o->field);
	if (e->metric->scopes == AT_INPUT_FIELD && !(o->input && o->field))
		return err_set(err, ERR_USAGE, "%s is a number of one audited "
			       "field; give --input and --field",
			       e->metric->id);
	if (choose_outside(e, o, err))
		return -1;
	if (!o->workflow || is_finer(&e->scope))
		return 0;
	if (e->metric->scopes == AT_TOTAL)
		return err_set(err, ERR_USAGE, "%s is a number of all work "
			       "together; leave --workflow away",
			       e->metric->id);
	if (!(e->metric->scopes & (AT_WORKFLOW | AT_EACH_DIM)))
		return err_set(err, ERR_USAGE, "%s has no figure of a workflow "
			       "alone; it has them for: %s", e->metric->id,
			       metric_scopes_text(scopes, e->metric));
	return 0;
}

static int parse_period(struct explanation *e, enum period_kind kind,
			const char *text, const char *example,
			struct err *err)
{
	if (!period_parse(&e->period, text, e->config->quarter_starts) &&
	    e->period.kind == kind)
		return 0;
	return err_set(err, ERR_USAGE, "--%s wants a %s like %s, not '%.40s'",
		       period_kind_name(kind), period_kind_name(kind), example,
		       text);
}

static int choose_period(struct explanation *e,
			 const struct explain_options *o, struct err *err)
{
	char day[DATE_MAX];
	int ret = 0;

	if (!!o->week + !!o->month + !!o->quarter > 1)
		return err_set(err, ERR_USAGE, "give one of --week, --month "
			       "and --quarter");
	if (o->week)
		ret = parse_period(e, PERIOD_WEEK, o->week, "2026-W47", err);
	else if (o->month)
		ret = parse_period(e, PERIOD_MONTH, o->month, "2026-11", err);
	else if (o->quarter)
		ret = parse_period(e, PERIOD_QUARTER, o->quarter, "2026-Q3",
				   err);
	else
		e->period = report_period(PERIOD_WEEK, e->as_of,
					  e->config->quarter_starts);
	if (ret || e->period.first <= e->as_of)
		return ret;
	return err_set(err, ERR_USAGE, "the %s begins after %s; choose an "
		       "earlier one or give --as-of",
		       period_kind_name(e->period.kind),
		       day_format(day, e->as_of));
}

/* No figure: a workflow that nobody documented and no review names. */
static int refuse_workflow(const struct explanation *e, struct err *err)
{
	const char *names[NAMES_MAX];
	char scopes[METRIC_SCOPES_MAX];
	const char *near;
	size_t n = 0;

	if (!e->workflow)
		return err_set(err, ERR_USAGE, "%s has no figure for all work; "
			       "it has them for: %s", e->metric->id,
			       metric_scopes_text(scopes, e->metric));
	for (; n < e->config->n_workflows && n < NAMES_MAX; n++)
		names[n] = e->config->workflows[n].id;
	near = text_nearest(e->workflow, names, n);
	return err_set(err, ERR_USAGE, "workflow '%.60s' is not documented "
		       "and has no reviews in the %s%s%s%s",
		       *e->workflow ? e->workflow : "(none)",
		       period_kind_name(e->period.kind),
		       near ? "; did you mean '" : "", near ? near : "",
		       near ? "'?" : "");
}

/* What the metric's figures of the period name in one dimension, once each. */
static size_t dim_names(const char **names, const struct explanation *e,
			const struct figures *f, int dim)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n && n < NAMES_MAX; i++) {
		const char *name = f->item[i].scope.dim[dim];
		size_t k = 0;

		if (f->item[i].metric != e->metric || !name || !*name)
			continue;
		while (k < n && strcmp(names[k], name) != 0)
			k++;
		names[k] = name;
		n += k == n;
	}
	return n;
}

/* None is near: the few there are. */
static int refuse_name(const struct explanation *e, const char *of,
		       const char **names, size_t n, struct err *err)
{
	struct strbuf all = STRBUF_INIT;

	for (size_t i = 0; i < n; i++)
		strbuf_printf(&all, "%s%s", i ? ", " : "", names[i]);
	err_set(err, ERR_USAGE, "%s has no figure of %.80s in the %s; it has: "
		"%s", e->metric->id, of, period_kind_name(e->period.kind),
		all.s);
	strbuf_release(&all);
	return -1;
}

/* A dimension the metric is not cut by, or a name it does not have. */
static int refuse_dim(struct explanation *e, const struct figures *f, int dim,
		      struct err *err)
{
	struct scope alone = { { NULL } };
	char scopes[METRIC_SCOPES_MAX];
	const char *names[NAMES_MAX], *near, *of;
	const char *said = e->scope.dim[dim];
	size_t n = dim_names(names, e, f, dim);

	if (!n && !(e->metric->scopes & AT_EACH_DIM))
		return err_set(err, ERR_USAGE, "%s has no figures by %s; it "
			       "has them for: %s", e->metric->id,
			       scope_dim_name[dim],
			       metric_scopes_text(scopes, e->metric));
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], said))
			return 0;
	near = text_nearest(said, names, n);
	alone.dim[dim] = said;
	of = scope_words(&e->arena, &alone);
	if (near)
		return err_set(err, ERR_USAGE, "%s has no figure of %.80s in "
			       "the %s; did you mean '%s'?", e->metric->id, of,
			       period_kind_name(e->period.kind), near);
	return n && n <= NAMES_SHOWN ? refuse_name(e, of, names, n, err) : 0;
}

static int refuse_scope(struct explanation *e, const struct figures *f,
			struct err *err)
{
	const struct scope *s = &e->scope;

	if (!is_finer(s))
		return refuse_workflow(e, err);
	for (int d = 0; d < SCOPE_DIMS; d++)
		if (s->dim[d] && refuse_dim(e, f, d, err))
			return -1;
	return err_set(err, ERR_USAGE, "%s has no figure of %.120s in the %s; "
		       "tuneup figures shows the scopes it has",
		       e->metric->id, scope_words(&e->arena, s),
		       period_kind_name(e->period.kind));
}

static int find_figure(struct explanation *e, struct figures *f,
		       struct workspace *w, struct err *err)
{
	struct metrics_request request = {
		.kind = e->period.kind, .from = e->period.first,
		.to = e->period.last, .as_of = e->as_of, .score = &e->score
	};

	e->score = (struct score_detail){
		.metric = e->metric, .scope = e->scope, .period = e->period,
		.arena = &e->arena
	};

	if (metrics_compute(f, w->store, &w->config, &request, err))
		return -1;
	figures_sort(f);
	e->figures = f;
	e->figure = figures_find(f, e->metric, &e->scope, e->period);
	return e->figure ? 0 : refuse_scope(e, f, err);
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct explain_options *o = options;
	struct explanation e = { 0 };
	struct workspace w = { 0 };
	struct figures f = { 0 };

	if (choose_metric(&e, argc, argv, err) || choose_scope(&e, o, err))
		return -1;
	int ret = workspace_open(&w, cli, STORE_READ, err);

	e.config = &w.config;
	e.as_of = w.as_of;
	if (!ret)
		ret = choose_period(&e, o, err);
	if (!ret)
		ret = find_figure(&e, &f, &w, err);
	if (!ret)
		ret = explanation_rows(&e, w.store, err);
	if (!ret) {
		explanation_steps(&e);
		ret = explanation_print(&e, o->format, err);
	}
	explanation_release(&e);
	figures_release(&f);
	workspace_close(&w);
	return ret;
}

const struct command cmd_explain = {
	.id = "explain",
	.help = "how one number was made, step by step, and from which rows",
	.usage = "tuneup explain METRIC [--week 2026-W47|--month 2026-11|"
		 "--quarter 2026-Q3]\n"
		 "       [--workflow ID] [--step ID] [--tool NAME] "
		 "[--prompt-version NAME]\n"
		 "       [--input NAME] [--field NAME] [--campaign NAME] "
		 "[--channel NAME]\n"
		 "       [--segment NAME] [--component NAME] [--skill NAME] "
		 "[--format text|json]",
	.more = "The definition, the numbers put in, the arithmetic with "
		"these numbers, and the files\nand rows they came from. "
		"Metrics are named by tuneup list metrics.\n\nexamples:\n"
		"  tuneup explain rework --week 2026-W47 --workflow blog\n"
		"  tuneup explain net_hours --quarter 2026-Q3\n"
		"  tuneup explain consistency --week 2026-W47 --tool Jasper\n"
		"  tuneup explain friction --workflow blog --step \"draft > "
		"adapt\"",
	.options = options_table,
	.options_size = sizeof(struct explain_options),
	.run = run,
};
