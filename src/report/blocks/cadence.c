/* How often to look, why, and when next: R41. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "findings/cadence.h"
#include "metrics/control.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"
#include "report/clocks.h"

#define WEEKS (CADENCE_HISTORY + CADENCE_CALM)

enum { COL_CLOCK, COL_RHYTHM, COL_LAST, COL_NEXT, COL_WHY, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_CLOCK] = { "Clock", ALIGN_LEFT, 18, true },
	[COL_RHYTHM] = { "How often", ALIGN_LEFT, 12, true },
	[COL_LAST] = { "Last held", ALIGN_LEFT, 14, false },
	[COL_NEXT] = { "Next due", ALIGN_LEFT, 22, true },
	[COL_WHY] = { "Why", ALIGN_LEFT, 50, true },
};

/* What the advice rests on, with the words for it. */
struct evidence {
	struct cadence_input in;
	struct cadence_week week[WEEKS];
	struct strbuf degrading;	/* "Webinars: rework; ..." */
};

static int32_t today_of(const struct report_input *in)
{
	return in->now.last < in->as_of ? in->now.last : in->as_of;
}

/* The last of the days up to today, DAY_NONE: none. */
static int32_t last_of(const int32_t *day, size_t n, int32_t today)
{
	int32_t last = DAY_NONE;

	for (size_t i = 0; i < n && day[i] <= today; i++)
		last = day[i];
	return last;
}

static bool has_tool_change(const struct report_input *in, struct period week)
{
	for (size_t i = 0; i < in->review_log.n; i++)
		if (!in->review_log.event[i].go_live &&
		    period_holds(week, in->review_log.event[i].day))
			return true;
	return false;
}

/* ---- degrading -------------------------------------------------------- */

static bool is_degrading(struct doc *d, const struct report_input *in,
			 const char *metric, const char *workflow,
			 int32_t week_end)
{
	struct scope scope = scope_workflow(workflow);
	struct control_chart chart;

	control_chart_of(&chart, in->figures, metric_find(metric), &scope,
			 in->config, week_end, &d->arena);
	return !strcmp(chart.trend, "degrading");
}

static void say_degrading(struct doc *d, const struct report_input *in,
			  struct strbuf *out, const char *metric,
			  const char *workflow)
{
	const char *where = workflow ? workflow_name(d, in, workflow) :
				       "all work";
	const char *text = arena_printf(&d->arena, "%s of %s degrades",
					!strcmp(metric, "rework") ?
						"rework" : "net hours",
					where);

	if (out->len && strstr(out->s, text))
		return;
	strbuf_printf(out, "%s%s", out->len ? "; " : "", text);
}

static bool look_degrading(struct doc *d, const struct report_input *in,
			   struct evidence *e, int32_t week_end)
{
	static const char *const metrics[] = { "rework", "net_hours" };
	size_t n;
	const char **workflow = workflows_of(d, in, &n);
	bool any = false;

	for (size_t m = 0; m < COUNT_OF(metrics); m++)
		for (size_t i = 0; i <= n; i++) {
			const char *of = i < n ? workflow[i] : NULL;

			if (!is_degrading(d, in, metrics[m], of, week_end))
				continue;
			any = true;
			say_degrading(d, in, &e->degrading, metrics[m], of);
		}
	return any;
}

/* ---- what it rests on ------------------------------------------------- */

static void gather_weeks(struct doc *d, const struct report_input *in,
			 struct evidence *e)
{
	const struct period *week = weeks_to(&d->arena, in, WEEKS);

	for (size_t i = 0; i < WEEKS; i++) {
		bool recent = i >= WEEKS - CADENCE_CALM;

		e->week[i] = (struct cadence_week){
			.last = week[i].last,
			.outputs = figure_value(in, "outputs", NULL, week[i]),
			.tool_change = has_tool_change(in, week[i]),
			.degrading = recent &&
				look_degrading(d, in, e, week[i].last)
		};
	}
	e->in.week = e->week;
	e->in.n = WEEKS;
}

static void gather_go_lives(struct doc *d, const struct report_input *in,
			    struct evidence *e)
{
	const struct config *c = in->config;
	int32_t *day = arena_array(&d->arena, c->n_workflows + in->review_log.n,
				   sizeof *day);

	for (size_t i = 0; i < c->n_workflows; i++)
		if (c->workflows[i].go_live != DAY_NONE)
			day[e->in.n_go_live++] = c->workflows[i].go_live;
	for (size_t i = 0; i < in->review_log.n; i++)
		if (in->review_log.event[i].go_live)
			day[e->in.n_go_live++] = in->review_log.event[i].day;
	e->in.go_live = day;
}

static void gather(struct doc *d, const struct report_input *in,
		   struct evidence *e)
{
	const struct review_log *c = &in->review_log;
	double days = figure_value(in, "days_since_tuning", NULL, in->now);

	*e = (struct evidence){ .degrading = STRBUF_INIT };
	e->in.today = today_of(in);
	e->in.session = isfinite(days) ? e->in.today - (int32_t)days :
					 DAY_NONE;
	e->in.spot_check = last_of(c->spot_check, c->n_spot_checks,
				   e->in.today);
	e->in.review = last_of(c->review, c->n_reviews, e->in.today);
	gather_weeks(d, in, e);
	gather_go_lives(d, in, e);
}

/* ---- words ------------------------------------------------------------ */

static void say(struct strbuf *out, const char *text)
{
	strbuf_printf(out, "%s%s", out->len ? "; " : "", text);
}

static void say_tool_changes(struct doc *d, const struct report_input *in,
			     const struct evidence *e, struct strbuf *out)
{
	int32_t from = e->week[WEEKS - CADENCE_CALM].last - 6;

	for (size_t i = 0; i < in->review_log.n; i++) {
		const struct calendar_event *event = &in->review_log.event[i];
		char day[DATE_MAX];

		if (event->go_live || event->day < from ||
		    event->day > e->week[WEEKS - 1].last)
			continue;
		say(out, arena_printf(&d->arena, "tool change on %s: %s",
				      day_words(day, event->day, DAY_SHORT),
				      clean(d, event->text)));
	}
}

static bool has_outputs(const struct evidence *e)
{
	bool any = false;

	for (size_t i = WEEKS - CADENCE_CALM; i < WEEKS; i++)
		any |= isfinite(e->week[i].outputs) != 0;
	return any;
}

static const char *why_words(struct doc *d, const struct report_input *in,
			     const struct evidence *e,
			     const struct cadence_advice *a)
{
	struct strbuf s = STRBUF_INIT;
	const char *words;

	if (a->reasons & UNEASY_GO_LIVE)
		say(&s, "within 8 weeks of a go-live");
	if (a->reasons & UNEASY_VOLUME)
		say(&s, "at least half as many outputs again as usual");
	if (a->reasons & UNEASY_TOOL_CHANGE)
		say_tool_changes(d, in, e, &s);
	if (a->reasons & UNEASY_DEGRADING)
		say(&s, e->degrading.s);
	if (!a->reasons && !has_outputs(e))
		say(&s, "nothing to judge by: no outputs in 4 weeks");
	else if (!a->reasons)
		say(&s, "4 calm weeks: no go-live, tool change, jump of volume "
		    "or degrading signal");
	else
		say(&s, arena_printf(&d->arena, "%d of 4 calm weeks so far",
				     a->calm));
	words = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return words;
}

struct review_clocks review_clocks_of(struct doc *d,
				      const struct report_input *in)
{
	struct evidence e;
	struct review_clocks c;

	gather(d, in, &e);
	c.advice = cadence_advise(&e.in);
	c.why = why_words(d, in, &e, &c.advice);
	strbuf_release(&e.degrading);
	return c;
}

static struct cell day_cell(struct doc *d, int32_t day, const char *none)
{
	char buf[DATE_MAX];

	return day == DAY_NONE ? cell_dash(none) :
		cell_text(arena_strdup(&d->arena, day_words(buf, day,
							    DAY_FULL)));
}

static struct cell due_cell(struct doc *d, int32_t due, int32_t today)
{
	char buf[DATE_MAX];
	const char *day = day_words(buf, due, DAY_FULL);
	struct cell c = cell_text(due < today ?
		arena_printf(&d->arena, "due since %s", day) :
		due == today ? arena_printf(&d->arena, "now, %s", day) :
			       arena_strdup(&d->arena, day));

	c.tone = due < today ? TONE_WARN : TONE_PLAIN;
	return c;
}

static void clock_row(struct doc *d, struct table *t, const char *clock,
		      const char *rhythm, int32_t last, int32_t due,
		      int32_t today, const char *why)
{
	struct cell *row = table_row(d, t);

	row[COL_CLOCK] = cell_text(clock);
	row[COL_RHYTHM] = cell_text(rhythm);
	row[COL_LAST] = day_cell(d, last, "none is recorded");
	row[COL_NEXT] = due_cell(d, due, today);
	row[COL_WHY] = cell_text(why);
}

static void cadence_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	struct evidence e;
	struct cadence_advice a;
	struct table *table;

	gather(d, in, &e);
	a = cadence_advise(&e.in);
	part_headline(d, p, &block_cadence, "When to look again");
	table = part_table(d, p, t, &block_cadence);
	table->title = a.biweekly ? "The health review goes to bi-weekly" :
				    "The health review stays quarterly";
	table->subtitle = "Two clocks: the tuning session is weekly; the "
		"health review quarterly, bi-weekly while weeks are uneasy";
	table->empty = "";
	table_columns(d, table, columns, COLUMNS);
	clock_row(d, table, "Tuning session", "weekly", e.in.session,
		  a.next_session, e.in.today, "the article's 30 minutes a "
		  "week");
	clock_row(d, table, "Spot check", "monthly", e.in.spot_check,
		  a.next_spot_check, e.in.today, "between two health reviews");
	clock_row(d, table, "Health review", a.biweekly ? "bi-weekly" :
		  "quarterly", e.in.review, a.next_review, e.in.today,
		  why_words(d, in, &e, &a));
	strbuf_release(&e.degrading);
}

const struct block block_cadence = {
	.id = "cadence",
	.help = "how often to hold tuning sessions and health reviews, why, "
		"and when next",
	.span = 12,
	.build = cadence_build,
};

/* ---- the calendar of the next quarter ----------------------------------- */

#define DAYS_SHOWN 16

enum { CAL_MONTH, CAL_SESSIONS, CAL_CHECK, CAL_REVIEW, CAL_COLUMNS };

static const struct column calendar_columns[CAL_COLUMNS] = {
	[CAL_MONTH] = { "Month", ALIGN_LEFT, 18, false },
	[CAL_SESSIONS] = { "Tuning session, weekly", ALIGN_LEFT, 34, true },
	[CAL_CHECK] = { "Spot check, monthly", ALIGN_LEFT, 24, true },
	[CAL_REVIEW] = { "Health review", ALIGN_LEFT, 34, true },
};

/* Days of a rhythm that fall into a month: "6, 13, 20 and 27". What is
 * overdue falls on the first day that can still be. */
static const char *days_in(struct doc *d, struct period month, int32_t due,
			   int32_t from, int step)
{
	const char *all = "";

	if (due < from)
		due = from;
	for (int i = 0; i < DAYS_SHOWN && due <= month.last; i++) {
		if (due >= month.first)
			all = arena_printf(&d->arena, "%s%s%d", all,
					   *all ? ", " : "",
					   day_civil(due).day);
		due += step;
	}
	return *all ? all : DASH;
}

/* A day of each month, the last where a month is too short. */
static const char *monthly_in(struct doc *d, struct period month, int32_t due,
			      int32_t from)
{
	int32_t first = due < from ? from : due;
	struct civil on = day_civil(first), of = day_civil(month.last);
	int32_t day = month.first + (on.day < of.day ? on.day : of.day) - 1;

	return day < first ? DASH :
	       arena_printf(&d->arena, "%d", day_civil(day).day);
}

static void month_row(struct doc *d, struct table *t,
		      const struct cadence_advice *a, struct period month,
		      int32_t from)
{
	struct civil first = day_civil(month.first);
	struct cell *row = table_row(d, t);

	row[CAL_MONTH] = cell_text(arena_printf(&d->arena, "%s %d",
						month_name(first.month),
						first.year));
	row[CAL_MONTH].tone = TONE_STRONG;
	row[CAL_SESSIONS] = cell_text(days_in(d, month, a->next_session, from,
					      7));
	row[CAL_CHECK] = cell_text(monthly_in(d, month, a->next_spot_check,
					      from));
	row[CAL_REVIEW] = cell_text(days_in(d, month, a->next_review, from,
					    a->biweekly ? 14 : 91));
}

static void review_calendar_build(struct doc *d, struct part *p,
				  const struct template_block *t,
				  const struct report_input *in)
{
	struct period next = period_next(in->now,
					 in->config->quarter_starts);
	struct table *table = part_table(d, p, t, &block_review_calendar);
	struct evidence e;
	struct cadence_advice a;
	char day_text[DATE_MAX];
	int32_t from;

	gather(d, in, &e);
	a = cadence_advise(&e.in);
	from = e.in.today + 1;
	table->title = arena_printf(&d->arena, "The next health review is "
		"on %s", day_words(day_text, a.next_review < from ? from :
				   a.next_review, DAY_FULL));
	table->subtitle = arena_printf(&d->arena, "Review calendar, %s; days of the month if "
		"the rhythm is kept; the health review is %s",
		period_words(&d->arena, next, in->config->quarter_starts),
		a.biweekly ? "bi-weekly until four weeks are calm" :
			     "quarterly");
	table->empty = "";
	table_columns(d, table, calendar_columns, CAL_COLUMNS);
	for (int32_t day = next.first; day <= next.last;) {
		struct period month = period_of(PERIOD_MONTH, day,
						in->config->quarter_starts);

		month_row(d, table, &a, month, from);
		day = month.last + 1;
	}
	strbuf_release(&e.degrading);
}

const struct block block_review_calendar = {
	.id = "review_calendar",
	.help = "when tuning sessions, spot checks and health reviews fall in "
		"the next period",
	.span = 12,
	.build = review_calendar_build,
};
