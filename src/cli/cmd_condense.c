/* tuneup condense: old days as weighted facts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "cli/commands.h"
#include "cli/report_data.h"
#include "config/units.h"
#include "metrics/metrics.h"
#include "store/condense.h"

struct condense_options {
	const char *older_than;
	bool dry_run;
};

#define AT(member) offsetof(struct condense_options, member)

static const struct option_spec options_table[] = {
	{"older-than", 0, OPT_STRING, AT(older_than), "WEEKS", NULL,
	 "condense days older than this: 60w (default: condense_weeks)"},
	{"dry-run", 'n', OPT_FLAG, AT(dry_run), NULL, NULL,
	 "say what would become of them, change nothing"},
	{0}};

#define WEEKS_MAX 5200

/* "60", "60w", "60 weeks". */
static int weeks_parse(int64_t *weeks, struct cli *cli, const char *text,
		       struct err *err)
{
	size_t len = strlen(text);
	const char *plain = len > 1 && text[len - 1] == 'w'
				    ? arena_strndup(&cli->arena, text, len - 1)
				    : text;

	if (unit_whole(weeks, plain, "weeks") || *weeks < 1 ||
	    *weeks > WEEKS_MAX)
		return err_set(err, ERR_USAGE,
			       "--older-than wants a number "
			       "of weeks from 1 to %d such as 60w, not '%s'",
			       WEEKS_MAX, text);
	return 0;
}

/* The first day that stays whole, a Monday. */
static int first_whole_day(int32_t *before, struct cli *cli,
			   const struct workspace *w,
			   const struct condense_options *o, struct err *err)
{
	int64_t weeks = w->config.limits.condense_weeks;
	const char *what;
	int window = metrics_window(&w->config, &what);

	if (o->older_than && weeks_parse(&weeks, cli, o->older_than, err))
		return -1;
	if (weeks * 7 < window)
		return err_set(err, o->older_than ? ERR_USAGE : ERR_CONFIG,
			       "%s is %lld weeks, which is too short: %s, and "
			       "no figure may look at days that were "
			       "condensed; say %d weeks or more",
			       o->older_than ? "--older-than"
					     : "`condense_weeks`",
			       (long long)weeks, what, (window + 6) / 7);
	*before = period_of(PERIOD_WEEK, (int32_t)(w->as_of - weeks * 7), 1)
			  .first;
	return 0;
}

/* ---- what is frozen --------------------------------------------------- */

struct frozen_rows {
	struct figures figures[PERIOD_RANGE]; /* they own the texts */
	struct figure_row *row;
	size_t n, cap;
};

/* Figures that need identity, of every week, month and quarter that began
 * before the days that stay whole. */
static int freeze(struct frozen_rows *z, struct workspace *w, int32_t first,
		  int32_t before, struct err *err)
{
	for (int kind = PERIOD_WEEK; kind < PERIOD_RANGE; kind++) {
		struct figures *f = &z->figures[kind];
		struct metrics_request request = {
			.kind = (enum period_kind)kind,
			.from = first,
			.to = before - 1,
			.as_of = w->as_of};

		if (metrics_compute(f, w->store, &w->config, &request, err))
			return -1;
		figures_sort(f);
		for (size_t i = 0; i < f->n; i++) {
			const struct figure *g = &f->item[i];

			if (!g->metric->identity || g->partial ||
			    g->period.first >= before)
				continue;
			vec_reserve(&z->row, z->n, &z->cap);
			z->row[z->n++] = figure_stored(g);
		}
	}
	return 0;
}

static void frozen_release(struct frozen_rows *z)
{
	for (int kind = PERIOD_WEEK; kind < PERIOD_RANGE; kind++)
		figures_release(&z->figures[kind]);
	free(z->row);
}

/* ---- what is said ----------------------------------------------------- */

static int say_kind(const struct condensed *c, struct err *err)
{
	char rows[NUM_TEXT_MAX], left[NUM_TEXT_MAX], bytes[NUM_TEXT_MAX],
		days[NUM_TEXT_MAX], first[DATE_MAX], last[DATE_MAX];

	return say(
		err,
		"%s: %s row%s of %s day%s (%s to %s) %s now %s; %s "
		"bytes less\n",
		c->kind->id, num_text(rows, (double)c->rows_before, 0),
		c->rows_before == 1 ? "" : "s",
		num_text(days, (double)c->days, 0), c->days == 1 ? "" : "s",
		day_format(first, c->first), day_format(last, c->last),
		c->rows_before == 1 ? "is" : "are",
		num_text(left, (double)c->rows_after, 0),
		num_text(bytes, (double)(c->bytes_before - c->bytes_after), 0));
}

static int say_all(const struct condensed out[CONDENSED_KINDS],
		   const struct frozen_rows *z, int32_t before, bool dry_run,
		   struct err *err)
{
	char day[DATE_MAX], saved[NUM_TEXT_MAX], was[NUM_TEXT_MAX],
		n[NUM_TEXT_MAX];
	int64_t bytes = 0, less = 0;

	for (size_t i = 0; i < CONDENSED_KINDS; i++) {
		if (!out[i].days)
			continue;
		bytes += out[i].bytes_before;
		less += out[i].bytes_before - out[i].bytes_after;
		if (say_kind(&out[i], err))
			return -1;
	}
	day_format(day, before);
	if (!bytes)
		return say(err,
			   "nothing to condense before %s: no day "
			   "would become smaller\n",
			   day);
	num_text(saved, (double)less, 0);
	num_text(was, (double)bytes, 0);
	num_text(n, (double)z->n, 0);
	if (say(err,
		"%s of %s bytes of these days %s saved; %s figures that "
		"need single rows %s frozen\n",
		saved, was, dry_run ? "would be" : "are", n,
		dry_run ? "would be" : "are"))
		return -1;
	if (dry_run)
		return say(err, "nothing was changed\n");
	return say(err,
		   "the days before %s are closed to imports; the rows "
		   "as they were are kept until they are pruned: tuneup undo "
		   "takes it back\n",
		   day);
}

static int condense(struct cli *cli, struct workspace *w,
		    const struct condense_options *o, int32_t before,
		    struct err *err)
{
	struct condensed out[CONDENSED_KINDS];
	struct frozen_rows z = {0};
	char today[DATE_MAX];
	int32_t first, last;
	int ret = facts_first_last(&first, &last, w->store, err);

	(void)cli;
	if (!ret && first != DAY_NONE && first < before)
		ret = freeze(&z, w, first, before, err);
	if (!ret)
		ret = store_condense(
			out, w->store,
			&(struct condense_spec){
				.before = before,
				.as_of = day_format(today, w->as_of),
				.frozen = z.row,
				.n_frozen = z.n,
				.dry_run = o->dry_run},
			err);
	if (!ret && !o->dry_run)
		ret = workspace_read_back(w, err);
	if (!ret)
		ret = say_all(out, &z, before, o->dry_run, err);
	frozen_release(&z);
	return ret;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct condense_options *o = options;
	struct workspace w = {0};
	int32_t before = DAY_NONE;

	if (argc)
		return no_operand("condense", argv[0],
				  "how old is given as --older-than WEEKS",
				  err);
	int ret = workspace_open(&w, cli, STORE_WRITE, err);

	if (!ret)
		ret = first_whole_day(&before, cli, &w, o, err);
	if (!ret)
		ret = condense(cli, &w, o, before, err);
	workspace_close(&w);
	return ret;
}

const struct command cmd_condense = {
	.id = "condense",
	.help = "make old days smaller: rows that say the same become one",
	.usage = "tuneup condense [--older-than WEEKS] [--dry-run]",
	.more = "Reviews, handoffs and answers of one day that differ in "
		"nothing but their id and\ntime become one row that stands "
		"for n of them. Figures stay what they are. Those\nthat need "
		"single rows, such as ping-pong, are frozen first and marked "
		"\"as of\ncondensing\"; lists no longer name the items. "
		"Outputs that were reviewed more than\nonce, or made again, "
		"stay as they are.\n\nA condensed day is closed: an import "
		"that has rows of it changes nothing there. Rows\nthat say "
		"what is there already count as such, the others are set "
		"aside. tuneup undo\ntakes condensing back, one kind at a "
		"time.\n\nexamples:\n"
		"  tuneup condense --dry-run\n"
		"  tuneup condense --older-than 104w",
	.options = options_table,
	.options_size = sizeof(struct condense_options),
	.run = run,
};
