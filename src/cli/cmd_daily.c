/* tuneup daily: the morning's look, ten lines at most. R30. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/fail_on.h"
#include "cli/report_data.h"
#include "findings/daily.h"

#define LINES_MAX 10		/* with the heading and the last line */
#define COLUMNS_MAX 80
#define CASES_MAX 1000
#define DAYS 7

struct daily_options { struct option_list fail_on; };

struct morning_data {
	struct figures figures;
	struct signals signals;
	struct case_list cases;
	struct decision_book book;
	struct decided_list decided;
	struct period days;
	int32_t last;		/* day with facts, DAY_NONE */
};

static int load(struct morning_data *m, struct workspace *w, struct arena *a,
		struct err *err)
{
	struct period week = period_of(PERIOD_WEEK, w->as_of - 6, 1);
	int32_t first;

	if (facts_first_last(&first, &m->last, w->store, err))
		return -1;
	if (first != DAY_NONE && first > w->as_of)
		m->last = DAY_NONE;
	m->days = (struct period){ PERIOD_RANGE, w->as_of - DAYS + 1,
				   w->as_of };
	m->cases = (struct case_list){ .period = m->days, .max = CASES_MAX,
				       .arena = a };
	struct metrics_request weeks = {
		.kind = PERIOD_WEEK, .to = w->as_of, .as_of = w->as_of,
		.from = first == DAY_NONE || first > week.first ? week.first :
								  first
	}, days = {
		.kind = PERIOD_RANGE, .from = m->days.first,
		.to = m->days.last, .as_of = w->as_of, .cases = &m->cases
	};

	if (metrics_compute(&m->figures, w->store, &w->config, &weeks, err) ||
	    metrics_compute(&m->figures, w->store, &w->config, &days, err))
		return -1;
	figures_sort(&m->figures);
	if (store_decision_book(&m->book, w->store, a, err))
		return -1;
	effects_build(&m->decided, &(struct effects_input){
		.book = &m->book, .figures = &m->figures, .as_of = w->as_of,
		.last = week.last }, a);
	return signals_compute(&m->signals, w->store, &w->config, &m->figures,
			       week.first, week.last, w->as_of, a, err);
}

/* One line on the screen, whatever the names in it are. */
static void put_line(struct strbuf *out, struct arena *a, const char *text)
{
	if (utf8_width(text) > COLUMNS_MAX)
		text = arena_printf(a, "%.*s\u2026",
				    (int)utf8_fit(text, COLUMNS_MAX - 1),
				    text);
	strbuf_printf(out, "%s\n", text);
}

static void put_heading(struct strbuf *out, const struct morning_data *m,
			const struct workspace *w, struct arena *a)
{
	const char *team = w->config.team ? w->config.team : "";
	char day[DATE_MAX];
	const char *to = m->last == DAY_NONE ? "no data yet" :
		arena_printf(a, "data to %s",
			     day_words(day, m->last < w->as_of ? m->last :
				       w->as_of, DAY_WEEKDAY));

	put_line(out, a, arena_printf(a, "%s, %s%s%s",
				      period_words(a, m->days, 1), to,
				      *team ? " \u00b7 " : "", team));
}

/* What the review itself takes, where it is recorded, and what is left. */
static void put_end(struct strbuf *out, const struct morning_data *m,
		    const struct workspace *w, const struct daily *d,
		    struct arena *a)
{
	const struct figure *f = figures_get(&m->figures, "daily_review",
					     NULL, m->days);
	char now[NUM_TEXT_MAX], plan[NUM_TEXT_MAX];
	const char *took = "";

	if (f && isfinite(f->value))
		took = arena_printf(a, "this review took %s min a day, "
				    "planned %s",
				    num_text(now, f->value, 0),
				    num_text(plan, (double)w->config.limits
					     .daily_review / MS_PER_MINUTE,
					     0));
	if (d->left)
		put_line(out, a, arena_printf(a, "%zu more: tuneup show "
					      "weekly%s%s", d->left,
					      *took ? "; " : "", took));
	else if (*took)
		put_line(out, a, took);
}

static int print_daily(const struct morning_data *m,
		       const struct workspace *w, struct arena *a,
		       struct err *err)
{
	const struct daily_input in = {
		.config = &w->config, .figures = &m->figures,
		.signals = &m->signals, .cases = &m->cases,
		.decided = &m->decided, .days = m->days
	};
	struct strbuf out = STRBUF_INIT;
	struct daily d;
	int ret;

	daily_build(&d, &in, LINES_MAX - 2, a);
	put_heading(&out, m, w, a);
	if (m->last == DAY_NONE || m->last < m->days.first)
		put_line(&out, a, "Nothing was imported for these days: "
			 "tuneup import FILE...");
	else if (!d.n)
		put_line(&out, a, "Nothing surely above its limit, no signal, "
			 "no altered message, nothing late.");
	for (size_t i = 0; i < d.n; i++)
		put_line(&out, a, arena_printf(a, "%zu %-7s  %s", i + 1,
					       d.line[i].word,
					       d.line[i].text));
	put_end(&out, m, w, &d, a);
	ret = say_bytes(err, out.s, out.len);
	strbuf_release(&out);
	return ret;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct daily_options *o = options;
	struct fail_on_list limits;
	struct workspace w = { 0 };
	struct morning_data m = { 0 };

	if (argc)
		return no_operand("daily", argv[0], "another day is given as "
				  "--as-of 2026-11-22", err);
	if (fail_on_read(&limits, &o->fail_on, &cli->arena, err) ||
	    fail_on_cut(&limits, NULL, 0, err))
		return -1;
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = load(&m, &w, &cli->arena, err);
	if (!ret)
		ret = fail_on_known(&limits, &w.config, &m.figures, err);
	if (!ret)
		ret = print_daily(&m, &w, &cli->arena, err);
	if (!ret)
		ret = fail_on_judge(&limits, &w.config, &m.figures, m.days,
				    err);
	figures_release(&m.figures);
	workspace_close(&w);
	return ret;
}

static const struct option_spec options_table[] = {
	FAIL_ON_OPTION(daily_options),
	{ .name = NULL }
};

const struct command cmd_daily = {
	.id = "daily",
	.help = "what to know this morning, in ten lines at most",
	.usage = "tuneup [--as-of DATE] daily [--fail-on CONDITION]...",
	.more = "The seven days up to today, most urgent first: what is surely "
		"above its limit,\nsignals of the last complete week, altered "
		"core messages, late components, decisions that are overdue.\nNothing is written."
		FAIL_ON_MORE "\n\n"
		"examples:\n"
		"  tuneup daily\n"
		"  tuneup --as-of 2026-11-22 daily",
	.options = options_table,
	.options_size = sizeof(struct daily_options),
	.run = run,
};
