/* tuneup diff: what changed between two periods, and is it noise? */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/formats.h"
#include "cli/report_data.h"
#include "metrics/metrics.h"
#include "render/render.h"
#include "report/diff.h"
#include "report/report.h"

#define NAMES_MAX 256

struct diff_options { const char *workflow, *format; };

static const struct option_spec options_table[] = {
	{ "workflow", 0, OPT_STRING, offsetof(struct diff_options, workflow),
	  "ID", NULL, "of this workflow only; (none) is the blank one" },
	{ "format", 'f', OPT_WORD, offsetof(struct diff_options, format),
	  "FORMAT", row_formats, "text (default), csv or json" },
	{ .name = NULL }
};

/* ---- which two --------------------------------------------------------- */

static int parse_period(struct period *p, const char *said, int starts,
			struct err *err)
{
	if (!period_parse(p, said, starts) && p->kind != PERIOD_RANGE)
		return 0;
	return err_set(err, ERR_USAGE, "diff wants two weeks like 2026-W46 "
		       "2026-W47, two months like 2026-10 2026-11 or two "
		       "quarters like 2026-Q2 2026-Q3, not '%.40s'", said);
}

/* Only a period that is over is compared. */
static int check_over(const char *said, struct period p,
		      const struct workspace *w, struct err *err)
{
	int starts = w->config.quarter_starts;
	struct arena a = { 0 };
	char day[DATE_MAX];

	if (p.last <= w->as_of)
		return 0;
	err_set(err, ERR_USAGE, "%s %s %s, so that it cannot be compared as a "
		"whole %s; the last one that is over is %s, or give --as-of",
		said, p.first > w->as_of ? "begins after" : "is not over on",
		day_format(day, w->as_of), period_kind_name(p.kind),
		period_id(&a, report_period(p.kind, w->as_of, starts),
			  starts));
	arena_release(&a);
	return -1;
}

static int check_two(const struct diff *d, char **argv,
		     const struct workspace *w, struct err *err)
{
	if (d->before.kind != d->after.kind)
		return err_set(err, ERR_USAGE, "%s is a %s and %s a %s; give "
			       "two of one kind", argv[0],
			       period_kind_name(d->before.kind), argv[1],
			       period_kind_name(d->after.kind));
	if (d->before.first == d->after.first)
		return err_set(err, ERR_USAGE, "%s is given twice; give the "
			       "%s to compare it with first", argv[1],
			       period_kind_name(d->after.kind));
	if (check_over(argv[0], d->before, w, err))
		return -1;
	return check_over(argv[1], d->after, w, err);
}

/* Is there any fact but the calendar's? */
static int has_facts(bool *any, struct store *store, struct period p,
		     struct err *err)
{
	*any = false;
	for (size_t k = 0; fact_kind_table[k] && !*any; k++)
		if (fact_kind_table[k] != &kind_events &&
		    facts_any(any, store, fact_kind_table[k], p.first, p.last,
			      err))
			return -1;
	return 0;
}

static int check_data(const char *said, struct period p,
		      const struct workspace *w, struct err *err)
{
	char a[DATE_MAX], b[DATE_MAX];
	int32_t first, last;
	bool any;

	if (has_facts(&any, w->store, p, err))
		return -1;
	if (any)
		return 0;
	if (facts_first_last(&first, &last, w->store, err))
		return -1;
	if (first == DAY_NONE)
		return err_set(err, ERR_NOINPUT, "there is no data yet; "
			       "tuneup import FILE... reads exports");
	return err_set(err, ERR_USAGE, "there is no data in %s; it goes from "
		       "%s to %s", said, day_format(a, first),
		       day_format(b, last));
}

/* ---- the figures ------------------------------------------------------- */

static int compute_span(struct figures *f, struct workspace *w,
			struct period from, struct period to, struct err *err)
{
	struct metrics_request request = {
		.kind = from.kind, .from = from.first, .to = to.last,
		.as_of = w->as_of
	};

	return metrics_compute(f, w->store, &w->config, &request, err);
}

/* Neighbours in one go; what lies between others is not computed. */
static int compute(struct figures *f, struct workspace *w,
		   const struct diff *d, struct err *err)
{
	bool in_order = d->before.first < d->after.first;
	struct period a = in_order ? d->before : d->after;
	struct period b = in_order ? d->after : d->before;
	int ret;

	if (a.last + 1 == b.first)
		ret = compute_span(f, w, a, b, err);
	else
		ret = compute_span(f, w, a, a, err) ||
		      compute_span(f, w, b, b, err) ? -1 : 0;
	if (!ret)
		figures_sort(f);
	return ret;
}

/* The earlier period begins before reviews, or all facts, do. */
static int check_whole(struct diff *d, char **argv, struct workspace *w,
		       const char **note, struct err *err)
{
	bool in_order = d->before.first < d->after.first;
	struct period p = in_order ? d->before : d->after;
	const char *said = argv[in_order ? 0 : 1];
	int32_t first, last;
	char day[DATE_MAX];

	if (facts_first_last(&first, &last, w->store, err))
		return -1;
	if (d->figures->data_from != DAY_NONE &&
	    d->figures->data_from > first &&
	    d->figures->data_from <= p.last)
		first = d->figures->data_from;
	d->whole = p.first >= first;
	if (d->whole)
		return 0;
	if (p.kind == PERIOD_WEEK)
		return err_set(err, ERR_USAGE, "the data begins on %s, inside "
			       "%s, so that it cannot be compared as a whole "
			       "week; choose a later one",
			       day_format(day, first), said);
	*note = arena_printf(d->arena, "The data begins on %s, inside %s: "
			     "hours and money of it are not judged; counts "
			     "are of less than a whole %s.",
			     day_words(day, first, DAY_FULL), said,
			     period_kind_name(p.kind));
	return 0;
}

static int refuse_workflow(const struct config *c, const char *said,
			   struct err *err)
{
	const char *names[NAMES_MAX], *near;
	size_t n = 0;

	for (; n < c->n_workflows && n < NAMES_MAX; n++)
		names[n] = c->workflows[n].id;
	near = text_nearest(said, names, n);
	return err_set(err, ERR_USAGE, "workflow '%.60s' is not documented and "
		       "has no figures in the two periods%s%s%s",
		       *said ? said : "(none)", near ? "; did you mean '" : "",
		       near ? near : "", near ? "'?" : "");
}

/* ---- what is printed --------------------------------------------------- */

static const char *const columns[] = {
	"metric", "unit", "workflow", "before_start", "before_end",
	"after_start", "after_end", "before", "after", "change", "low", "high",
	"before_n", "before_x", "after_n", "after_x", "word", "why"
};
enum { COL_BEFORE = 7, COL_WORD = 16, COLUMNS = 18 };

static const char *count_text(struct arena *a, int64_t n)
{
	return n == FACT_NULL ? NULL : arena_printf(a, "%" PRId64, n);
}

static const char *number_text(struct arena *a, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, num_exact(buf, v));
}

static const char *day_text(struct arena *a, int32_t day)
{
	char buf[DATE_MAX];

	return arena_strdup(a, day_format(buf, day));
}

static void add_row(struct rows *rows, const struct diff *d,
		    const struct diff_row *r)
{
	struct arena a = { 0 };
	const struct figure *b = r->before, *n = r->after;
	const char *cell[COLUMNS] = {
		r->metric->id, metric_unit_name(r->metric->unit),
		r->workflow && !*r->workflow ? "(none)" : r->workflow,
		day_text(&a, d->before.first), day_text(&a, d->before.last),
		day_text(&a, d->after.first), day_text(&a, d->after.last),
		number_text(&a, b ? b->value : (double)NAN),
		number_text(&a, n ? n->value : (double)NAN),
		number_text(&a, r->between.change),
		number_text(&a, r->between.range.low),
		number_text(&a, r->between.range.high),
		count_text(&a, b ? b->n : FACT_NULL),
		count_text(&a, b ? b->x : FACT_NULL),
		count_text(&a, n ? n->n : FACT_NULL),
		count_text(&a, n ? n->x : FACT_NULL),
		diff_word_name(r->word), r->why
	};

	rows_add(rows, cell);
	arena_release(&a);
}

static int print_rows(const struct diff *d, const char *format,
		      struct err *err)
{
	bool numeric[COLUMNS] = { false };
	struct rows *rows;

	for (size_t c = COL_BEFORE; c < COL_WORD; c++)
		numeric[c] = true;
	rows = rows_new(format, columns, numeric, COLUMNS);
	for (size_t i = 0; i < d->n; i++)
		add_row(rows, d, &d->row[i]);
	return rows_finish(rows, err);
}

static int print_text(const struct diff *d, const char *workflow,
		      const char *note, struct err *err)
{
	struct doc doc = { .currency = d->config->currency };
	struct strbuf out = STRBUF_INIT;
	int ret;

	diff_part(&doc, d, workflow, note);
	render_text_part(&out, &doc, &doc.part[0]);
	ret = say_bytes(err, out.s, out.len);
	strbuf_release(&out);
	doc_release(&doc);
	return ret;
}

static int answer(struct diff *d, const struct diff_options *o,
		  const char *note, struct err *err)
{
	const char *only = o->workflow && !strcmp(o->workflow, "(none)") ?
		"" : o->workflow;

	diff_build(d, only);
	if (only && !d->n)
		return refuse_workflow(d->config, only, err);
	if (o->format && strcmp(o->format, "text") != 0)
		return print_rows(d, o->format, err);
	return print_text(d, only, note, err);
}

static int choose(struct diff *d, char **argv, const struct workspace *w,
		  struct err *err)
{
	int starts = w->config.quarter_starts;

	if (parse_period(&d->before, argv[0], starts, err) ||
	    parse_period(&d->after, argv[1], starts, err) ||
	    check_two(d, argv, w, err) ||
	    check_data(argv[0], d->before, w, err))
		return -1;
	return check_data(argv[1], d->after, w, err);
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	struct workspace w = { 0 };
	struct figures f = { 0 };
	struct diff d = { .config = &w.config, .figures = &f,
			  .arena = &cli->arena };
	const char *note = "";

	if (argc != 2)
		return err_set(err, ERR_USAGE, "diff wants two periods such as "
			       "2026-W46 2026-W47, the one before first");
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = choose(&d, argv, &w, err);
	if (!ret)
		ret = compute(&f, &w, &d, err);
	if (!ret)
		ret = check_whole(&d, argv, &w, &note, err);
	if (!ret)
		ret = answer(&d, options, note, err);
	figures_release(&f);
	workspace_close(&w);
	return ret;
}

const struct command cmd_diff = {
	.id = "diff",
	.help = "what changed between two periods, and is it more than noise",
	.usage = "tuneup diff BEFORE AFTER [--workflow ID] "
		 "[--format text|csv|json]",
	.more = "Two weeks, two months or two quarters that are over; the "
		"first one given is the\none before. Every metric of all work, "
		"then of each workflow where something\nchanged: before, "
		"after, the change (of shares in points), the interval of the\n"
		"change, and a word: better, worse or changed by more than "
		"noise; within noise; not\njudged, and why. CSV and JSON have "
		"the rows of every workflow; an empty workflow is\nall work, "
		"the blank one is (none), an empty value is not 0.\n\n"
		"examples:\n"
		"  tuneup diff 2026-W46 2026-W47\n"
		"  tuneup diff 2026-Q2 2026-Q3 --workflow blog\n"
		"  tuneup diff 2026-10 2026-11 --format csv > change.csv",
	.options = options_table,
	.options_size = sizeof(struct diff_options),
	.run = run,
};
