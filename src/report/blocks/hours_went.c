/*
 * Where the freed hours went, as the weekly sessions said (METRICS §8): the
 * weeks of each answer and the net hours of these weeks. Weeks of which
 * nobody said it have a row of their own, so that the sum is all of them.
 */
#include <math.h>
#include <string.h>

#include "report/blocks/table.h"
#include "report/blocks/words.h"
#include "report/fillable.h"

#define NOT_SAID "not said"

enum { COL_ANSWER, COL_WEEKS, COL_HOURS, COLUMNS };

struct went { const char *answer; int64_t weeks; double hours; };

struct tally { struct went *item; size_t n; };

static struct went *went_of(struct tally *t, const char *answer)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->item[i].answer, answer))
			return &t->item[i];
	t->item[t->n] = (struct went){ .answer = answer };
	return &t->item[t->n++];
}

static const char *answer_of(const struct report_input *in, int32_t last)
{
	const struct review_log *log = &in->review_log;

	for (size_t i = 0; i < log->n_hours; i++)
		if (log->hours[i].last == last)
			return log->hours[i].answer;
	return NOT_SAID;
}

/* Weeks that end in the period, up to today. */
static bool any_said(struct tally *t, struct doc *d,
		     const struct report_input *in)
{
	struct period week = period_of(PERIOD_WEEK, in->now.first, 1);
	size_t weeks = (size_t)period_days(in->now) / 7 + 2;
	bool any = false;

	*t = (struct tally){ .item = arena_array(&d->arena, weeks +
						 FILL_HOURS_WORDS,
						 sizeof *t->item) };
	for (size_t i = 0; i < FILL_HOURS_WORDS; i++)
		went_of(t, fill_hours[i]);
	for (; week.last <= in->now.last && week.last <= in->as_of;
	     week = period_next(week, 1)) {
		const char *answer = answer_of(in, week.last);
		struct went *w = went_of(t, answer);
		double hours = figure_value(in, "net_hours", NULL, week);

		any = any || strcmp(answer, NOT_SAID) != 0;
		w->weeks++;
		w->hours += isfinite(hours) ? hours : 0;
	}
	return any;
}

static void went_row(struct doc *d, struct table *t, const char *label,
		     int64_t weeks, double hours)
{
	struct cell *row = table_row(d, t);

	row[COL_ANSWER] = cell_text(clean(d, label));
	row[COL_WEEKS] = cell_number((double)weeks, 0);
	row[COL_HOURS] = cell_number(hours, 1);
}

static void went_rows(struct doc *d, struct table *t, const struct tally *sum)
{
	struct went all = { .weeks = 0 };

	/* what nobody said comes last */
	for (int said = 1; said >= 0; said--)
		for (size_t i = 0; i < sum->n; i++) {
			const struct went *w = &sum->item[i];

			if (!w->weeks ||
			    (strcmp(w->answer, NOT_SAID) != 0) != said)
				continue;
			went_row(d, t, w->answer, w->weeks, w->hours);
			all.weeks += w->weeks;
			all.hours += w->hours;
		}
	went_row(d, t, "All weeks", all.weeks, all.hours);
	t->total_row = true;
}

/* "8 of 13 weeks say where the freed hours went" */
static const char *went_title(struct doc *d, const struct tally *sum)
{
	int64_t said = 0, all = 0;

	for (size_t i = 0; i < sum->n; i++) {
		all += sum->item[i].weeks;
		if (strcmp(sum->item[i].answer, NOT_SAID) != 0)
			said += sum->item[i].weeks;
	}
	return arena_printf(&d->arena, "%lld of %s %s where the freed hours "
			    "went", (long long)said,
			    count_words(d, all, "week"),
			    said == 1 ? "says" : "say");
}

static void hours_went_build(struct doc *d, struct part *p,
			     const struct template_block *t,
			     const struct report_input *in)
{
	static const struct column columns[COLUMNS] = {
		[COL_ANSWER] = { "Answer", ALIGN_LEFT, 30, true },
		[COL_WEEKS] = { "Weeks", ALIGN_RIGHT, 8, false },
		[COL_HOURS] = { "Net hours", ALIGN_RIGHT, 12, false },
	};
	struct tally sum;
	struct table *table = part_table(d, p, t, &block_hours_went);

	table->title = "No session said where the freed hours went";
	table->subtitle = arena_printf(&d->arena, "As the weekly sessions "
				       "said, weeks that ended in %s",
				       period_short(d, in, in->now));
	table->empty = "The weekly workbook asks at its end.";
	table_columns(d, table, columns, COLUMNS);
	if (any_said(&sum, d, in)) {
		table->title = went_title(d, &sum);
		went_rows(d, table, &sum);
	}
}

const struct block block_hours_went = {
	.id = "hours_went",
	.help = "where the freed hours went, as the weekly sessions said",
	.span = 12,
	.build = hours_went_build,
};
