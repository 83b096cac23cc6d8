/* tuneup actions: what was decided, what is late, and what worked. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "cli/commands.h"
#include "cli/formats.h"
#include "cli/history.h"
#include "cli/make_report.h"

struct actions_options {
	const char *format;
	bool all;
};

static const struct option_spec options_table[] = {
	{"all", 'a', OPT_FLAG, offsetof(struct actions_options, all), NULL,
	 NULL, "also proposals without an answer, and other answers"},
	{"format", 'f', OPT_WORD, offsetof(struct actions_options, format),
	 "FORMAT", row_formats, "text (default), csv or json"},
	{.name = NULL}};

enum {
	COL_ID, COL_STATE, COL_ANSWER, COL_ACTION, COL_WHERE, COL_OWNER,
	COL_DUE, COL_SINCE, COL_VERDICT, COL_HOURS_PROMISED, COL_HOURS_GOT,
	COL_WEEKS, COL_TO_WEEK, TEXT_COLUMNS,
	COL_METRIC = TEXT_COLUMNS, COL_BEFORE, COL_AFTER, COL_DIFFERENCE,
	COL_LOW, COL_HIGH, COL_PROMISED, COL_ELSEWHERE,
	COL_MORE_OUTPUTS, COL_MORE_WEEKS, COL_REVIEW, COLUMNS
};

static const char *const columns[COLUMNS] = {
	[COL_ID] = "id", [COL_STATE] = "state", [COL_ANSWER] = "answer",
	[COL_ACTION] = "action", [COL_WHERE] = "where",
	[COL_OWNER] = "owner", [COL_DUE] = "due", [COL_SINCE] = "since",
	[COL_VERDICT] = "verdict", [COL_HOURS_PROMISED] = "promised_h",
	[COL_HOURS_GOT] = "got_h", [COL_METRIC] = "metric",
	[COL_BEFORE] = "before", [COL_AFTER] = "after",
	[COL_DIFFERENCE] = "difference", [COL_LOW] = "low",
	[COL_HIGH] = "high", [COL_PROMISED] = "promised",
	[COL_ELSEWHERE] = "elsewhere", [COL_WEEKS] = "weeks",
	[COL_TO_WEEK] = "to_week", [COL_MORE_OUTPUTS] = "more_outputs",
	[COL_MORE_WEEKS] = "more_weeks",
	[COL_REVIEW] = "review"
};

static const bool numeric[COLUMNS] = {
	[COL_HOURS_PROMISED] = true, [COL_HOURS_GOT] = true,
	[COL_BEFORE] = true, [COL_AFTER] = true, [COL_DIFFERENCE] = true,
	[COL_LOW] = true, [COL_HIGH] = true, [COL_PROMISED] = true,
	[COL_ELSEWHERE] = true, [COL_WEEKS] = true,
	[COL_MORE_OUTPUTS] = true, [COL_MORE_WEEKS] = true
};

struct listing {
	struct rows *rows;
	struct arena *a;
	size_t n;
};

static const char *day_cell(const struct listing *l, int32_t day)
{
	char text[DATE_MAX];

	return day == DAY_NONE ? "" : arena_strdup(l->a,
						   day_format(text, day));
}

static const char *num_cell(const struct listing *l, double v, int digits)
{
	char text[NUM_TEXT_MAX];

	return isfinite(v) ? arena_strdup(l->a, num_exact(text,
			round_decimal(v, digits))) : NULL;
}

static const char *count_cell(const struct listing *l, int64_t v)
{
	return v < 0 ? NULL : arena_printf(l->a, "%lld", (long long)v);
}

static void effect_cells(const struct listing *l, const char **row,
			 const struct decided *d)
{
	const struct effect_result *e = &d->effect;

	row[COL_VERDICT] = effect_name(e->verdict, e->final);
	row[COL_HOURS_GOT] = num_cell(l, e->hours, 2);
	row[COL_BEFORE] = num_cell(l, e->before, 6);
	row[COL_AFTER] = num_cell(l, e->after, 6);
	row[COL_DIFFERENCE] = num_cell(l, e->difference, 6);
	row[COL_LOW] = num_cell(l, e->low, 6);
	row[COL_HIGH] = num_cell(l, e->high, 6);
	row[COL_PROMISED] = num_cell(l, e->promised, 6);
	row[COL_ELSEWHERE] = num_cell(l, e->untouched, 6);
	row[COL_WEEKS] = count_cell(l, d->to == DAY_NONE ? -1 : e->weeks1);
	row[COL_TO_WEEK] = d->to == DAY_NONE ? "" :
		period_id(l->a, period_of(PERIOD_WEEK, d->to, 1), 1);
	row[COL_MORE_OUTPUTS] = count_cell(l, e->more);
	row[COL_MORE_WEEKS] = count_cell(l, e->more_weeks);
	row[COL_REVIEW] = day_cell(l, d->review);
}

/* Texts blank, numbers missing. */
static void blank_row(const char **row)
{
	for (int i = 0; i < COLUMNS; i++)
		row[i] = numeric[i] ? NULL : "";
}

static void add_decided(struct listing *l, const struct decided *d)
{
	const struct decision_entry *e = d->decision;
	const char *row[COLUMNS];

	blank_row(row);
	row[COL_ID] = e->proposal;
	row[COL_STATE] = action_state_name(d->state);
	row[COL_ANSWER] = e->choice;
	row[COL_ACTION] = d->option ? d->option->text :
			  d->proposal ? d->proposal->title : "";
	row[COL_OWNER] = e->owner;
	row[COL_DUE] = day_cell(l, e->due);
	row[COL_SINCE] = day_cell(l, e->done);
	if (d->option) {
		row[COL_WHERE] = scope_words(l->a, &d->scope);
		row[COL_METRIC] = d->option->metric;
		row[COL_HOURS_PROMISED] = num_cell(l, d->option->wasted *
						   d->option->reduction, 2);
		effect_cells(l, row, d);
	}
	rows_add(l->rows, row);
	l->n++;
}

/* Their options are in the report; here is the id to answer to. */
static void add_open(struct listing *l, const struct proposal_entry *p)
{
	const char *row[COLUMNS];

	blank_row(row);
	row[COL_ID] = p->proposal;
	row[COL_STATE] = "not decided";
	row[COL_ACTION] = p->title;
	rows_add(l->rows, row);
	l->n++;
}

static void list(struct listing *l, const struct made_report *m, bool all)
{
	for (size_t i = 0; i < m->decided.n; i++)
		if (all || m->decided.item[i].option)
			add_decided(l, &m->decided.item[i]);
	for (size_t i = 0; all && i < m->book.n_proposals; i++) {
		const struct proposal_entry *p = &m->book.proposal[i];

		if (book_proposal(&m->book, p->proposal) == p &&
		    !book_answer(&m->book, p->proposal))
			add_open(l, p);
	}
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct actions_options *o = options;
	const char *format = o->format ? o->format : "text";
	bool text = !strcmp(format, "text");
	struct workspace w = {0};
	struct made_report m = {.interpret = INTERPRET_OFF};
	struct listing l = {.a = &cli->arena};

	if (argc > 1)
		return err_set(err, ERR_USAGE, "actions wants one id at most, "
			       "not '%s', too", argv[1]);
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret && argc) {
		ret = history_print(&w, argv[0], format, &cli->arena, err);
		workspace_close(&w);
		return ret;
	}
	if (!ret)
		ret = make_report(&m, &w, "weekly", NULL, err);
	if (!ret) {
		l.rows = rows_new(format, columns, numeric,
				  text ? TEXT_COLUMNS : COLUMNS);
		list(&l, &m, o->all);
		ret = rows_finish(l.rows, err);
	}
	if (!ret && !l.n && text)
		ret = say(err, "no action was accepted yet; tuneup actions "
			  "--all shows what was proposed\n");
	made_report_release(&m);
	workspace_close(&w);
	return ret;
}

const struct command cmd_actions = {
	.id = "actions",
	.help = "list what was decided: open, late, done, and whether it "
		"worked",
	.usage = "tuneup actions [ID] [--all] [--format text|csv|json]",
	.more = "A verdict compares the weeks behind the one in which the "
		"action was in place with the\neight before it was proposed: "
		"worked, made it worse, less than promised, cannot tell\nyet, "
		"not done; everyone improved says that it was not due to "
		"this. promised_h and got_h\nare hours a week; weeks and to_week "
		"say how many weeks behind it are counted so far and\nup to "
		"which. Here that is today; a report counts to the end of its "
		"own period, so a\nquarterly can show another number of the "
		"same action, and says to which week.\nAs csv or json with "
		"the interval, and with the outputs and weeks that are still "
		"needed.\nWith an id: all that was ever proposed, decided, "
		"done and found of it, oldest first;\nnothing of it is "
		"overwritten. tuneup sql has table actions.",
	.options = options_table,
	.options_size = sizeof(struct actions_options),
	.run = run,
};
