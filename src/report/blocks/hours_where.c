/*
 * What only the session can say: where the freed hours went (METRICS §8) and
 * how long it sat. To be filled in; what was said already is shown.
 * report/fillable.h has how it is read back.
 */
#include "report/blocks/given.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"
#include "report/fillable.h"

#define SESSION_MINUTES 30	/* R20 */

enum { COL_ID, COL_QUESTION, COL_ANSWER, COL_NOTE, COLUMNS };

static const struct fill fill_where = {
	.kind = FILL_CHOICE, .title = "Where hours went",
	.choice = fill_hours, .n_choices = FILL_HOURS_WORDS
};

static const struct fill fill_minutes = {
	.kind = FILL_WHOLE, .least = 0, .most = FILL_MINUTES_MAX
};

static const struct fill fill_note = { .kind = FILL_TEXT };

static void question(struct doc *d, struct table *t, const char *end,
		     const char *text, struct cell answer,
		     const struct fill *fill)
{
	struct cell *row = table_row(d, t);

	row[COL_ID] = cell_text(answer_id(&d->arena, d->period_id, end));
	row[COL_ID].tone = TONE_MUTED;
	row[COL_QUESTION] = cell_text(text);
	row[COL_ANSWER] = answer;
	if (!answer.fill)
		row[COL_ANSWER].fill = fill;
	row[COL_NOTE].fill = &fill_note;
}

static struct cell minutes_cell(int minutes)
{
	return minutes > 0 ? cell_number(minutes, 0) :
			     (struct cell){ .type = CELL_BLANK };
}

static void hours_where_build(struct doc *d, struct part *p,
			      const struct template_block *t,
			      const struct report_input *in)
{
	static const struct column columns[COLUMNS] = {
		[COL_ID] = { FILL_COL_ID, ALIGN_LEFT, 12, true },
		[COL_QUESTION] = { "Question", ALIGN_LEFT, 32, true },
		[COL_ANSWER] = { FILL_COL_ANSWER, ALIGN_LEFT, 17, false },
		[COL_NOTE] = { FILL_COL_NOTE, ALIGN_LEFT, 18, true },
	};
	const struct session_answers *said = &in->session;
	struct table *table;

	part_headline(d, p, &block_hours_where, "Where did the hours go?");
	table = part_table(d, p, t, &block_hours_where);
	table->title = "At the end of the session";
	table->subtitle = arena_printf(&d->arena, "To fill in, %s",
				       period_short(d, in, in->now));
	table->empty = "";
	table->header_name = FILL_HOURS;
	table_columns(d, table, columns, COLUMNS);
	question(d, table, FILL_ID_HOURS, "Where did the hours go?",
		 given_cell(d, said->hours ? said->hours : "", &fill_where),
		 &fill_where);
	question(d, table, FILL_ID_PLANNED, "Minutes planned",
		 minutes_cell(said->planned > 0 ? said->planned :
						  SESSION_MINUTES),
		 &fill_minutes);
	question(d, table, FILL_ID_ACTUAL, "Minutes it took",
		 minutes_cell(said->actual), &fill_minutes);
}

const struct block block_hours_where = {
	.id = "hours_where",
	.help = "to fill in at the session's end: where the freed hours went, "
		"and how many minutes it took",
	.span = 12,
	.build = hours_where_build,
};
