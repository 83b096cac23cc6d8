/*
 * Who was drawn for the sample, to be judged on the sheet. What was said
 * before is shown and locked. report/fillable.h has how it is read back.
 */
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"
#include "report/fillable.h"

enum { COL_ID, COL_SEGMENT, COL_MEMBER, COL_VERDICT, COL_RATING, COL_SECOND,
       COL_SECOND_RATING, COL_NOTE, COLUMNS };

static const struct fill fill_verdict = {
	.kind = FILL_CHOICE, .title = FILL_COL_VERDICT,
	.choice = fill_verdicts, .n_choices = FILL_VERDICT_WORDS
};

static const struct fill fill_rating = {
	.kind = FILL_CHOICE, .title = FILL_COL_RATING,
	.choice = fill_ratings, .n_choices = FILL_RATING_WORDS,
	.prompt = "1 none of it fits, 5 all of it does."
};

static const struct fill fill_second = {
	.kind = FILL_CHOICE, .title = FILL_COL_SECOND,
	.choice = fill_verdicts, .n_choices = FILL_VERDICT_WORDS,
	.prompt = "A second person, without looking at the first verdict. "
		  "From 20 members with two verdicts on the report says how "
		  "far the two agree."
};

static const struct fill fill_second_rating = {
	.kind = FILL_CHOICE, .title = FILL_COL_SECOND_RATING,
	.choice = fill_ratings, .n_choices = FILL_RATING_WORDS,
	.prompt = "Of the second person: 1 none of it fits, 5 all of it does."
};

static const struct fill fill_note = { .kind = FILL_TEXT };

static struct cell verdict_cell(int verdict, const struct fill *fill)
{
	if (verdict > 0 && verdict <= FILL_VERDICT_WORDS)
		return cell_text(fill_verdicts[verdict - 1]);
	return (struct cell){ .type = CELL_BLANK, .fill = fill };
}

/* Asked together with its verdict; what was said before is shown. */
static struct cell rating_cell(const struct sample_row *r, int who,
			       const struct fill *fill)
{
	if (r->rating[who])
		return cell_number(r->rating[who], 0);
	return (struct cell){ .type = CELL_BLANK,
			      .fill = r->verdict[who] ? NULL : fill };
}

static void sample_row_add(struct doc *d, struct table *t,
			   const struct sample_row *r)
{
	struct cell *row = table_row(d, t);

	row[COL_ID] = cell_text(clean(d, r->id));
	row[COL_ID].tone = TONE_MUTED;
	row[COL_SEGMENT] = cell_text(*r->segment ? clean(d, r->segment) :
						   "(none)");
	row[COL_MEMBER] = cell_text(clean(d, r->member));
	row[COL_VERDICT] = verdict_cell(r->verdict[0], &fill_verdict);
	row[COL_SECOND] = verdict_cell(r->verdict[1], &fill_second);
	row[COL_RATING] = rating_cell(r, 0, &fill_rating);
	row[COL_SECOND_RATING] = rating_cell(r, 1, &fill_second_rating);
	row[COL_NOTE].fill = &fill_note;
}

static size_t judged_count(const struct sample_draw *draw, int who)
{
	size_t n = 0;

	for (size_t i = 0; i < draw->n; i++)
		n += draw->row[i].verdict[who] > 0;
	return n;
}

static void progress_row(struct doc *d, struct table *t, const char *what,
			 const char *name, size_t now, const char *formula,
			 size_t of)
{
	struct cell *row = table_row(d, t);

	row[0] = cell_text(what);
	row[1] = cell_number((double)now, 0);
	row[1].formula = formula;
	row[1].name = name;
	row[1].tone = TONE_STRONG;
	row[2] = cell_text(arena_printf(&d->arena, "of %zu", of));
	row[2].tone = TONE_MUTED;
}

static void progress(struct doc *d, struct part *p, int span,
		     const struct sample_draw *draw)
{
	static const struct column so_far[] = {
		{ "So far", ALIGN_LEFT, 30, false },
		{ "Now", ALIGN_RIGHT, 8, false },
		{ "Of", ALIGN_LEFT, 12, false },
	};
	struct table *t = &part_add(d, p, ELEMENT_TABLE,
				    block_sample_sheet.id, span)->as.table;

	t->title = "So far";
	t->subtitle = "Follows what is filled in below";
	t->empty = "";
	table_columns(d, t, so_far, COUNT_OF(so_far));
	progress_row(d, t, "Judged", "sample_judged", judged_count(draw, 0),
		     "=COUNTA(sample_verdict)", draw->n);
	progress_row(d, t, "Judged by a second reviewer",
		     "sample_judged_twice", judged_count(draw, 1),
		     "=COUNTA(sample_second)", draw->n);
}

static const char *headline(struct doc *d, const struct report_input *in)
{
	const struct sample_draw *draw = &in->draw;
	size_t judged = judged_count(draw, 0);

	if (!draw->n)
		return "There is no sample to judge";
	if (judged == draw->n)
		return arena_printf(&d->arena, "The sample of %s is judged",
				    clean(d, draw->period));
	return arena_printf(&d->arena, "%s to judge, %s",
			    count_words(d, (int64_t)(draw->n - judged),
					"drawn member"),
			    clean(d, draw->period));
}

static void sample_sheet_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	static const struct column columns[COLUMNS] = {
		[COL_ID] = { FILL_COL_ID, ALIGN_LEFT, 30, true },
		[COL_SEGMENT] = { "Segment", ALIGN_LEFT, 18, true },
		[COL_MEMBER] = { "Member", ALIGN_LEFT, 18, true },
		[COL_VERDICT] = { FILL_COL_VERDICT, ALIGN_LEFT, 14, false },
		[COL_RATING] = { FILL_COL_RATING, ALIGN_LEFT, 9, false },
		[COL_SECOND] = { FILL_COL_SECOND, ALIGN_LEFT, 17, false },
		[COL_SECOND_RATING] = { FILL_COL_SECOND_RATING, ALIGN_LEFT, 14,
					false },
		[COL_NOTE] = { FILL_COL_NOTE, ALIGN_LEFT, 34, true },
	};
	static const char *const names[COLUMNS] = {
		[COL_VERDICT] = "sample_verdict",
		[COL_SECOND] = "sample_second",
	};
	const struct sample_draw *draw = &in->draw;
	int span = block_span(t, &block_sample_sheet);
	struct table *table;

	part_headline(d, p, &block_sample_sheet, headline(d, in));
	if (draw->n) {
		part_add_text(d, p, block_sample_sheet.id, TEXT_LEAD,
			"Does this member belong to the segment? A verdict "
			"and a rating for each; where a second person judges, "
			"likewise, without looking at the first ones.");
		progress(d, p, span, draw);
	}
	table = &part_add(d, p, ELEMENT_TABLE, block_sample_sheet.id,
			  span)->as.table;
	table->title = "The drawn members";
	table->subtitle = !draw->n ? "" : "In the order of the draw; what was "
			  "judged before is shown, not asked";
	table->empty = "No list of members was imported: the 5 % sample is "
		       "drawn from lists (kind members).";
	table->header_name = FILL_SAMPLE;
	table->column_name = names;
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < draw->n; i++)
		sample_row_add(d, table, &draw->row[i]);
}

const struct block block_sample_sheet = {
	.id = "sample_sheet",
	.help = "the drawn members of the 5 % sample, to fill in: verdict, "
		"rating, the same of a second reviewer; progress that follows",
	.span = 12,
	.build = sample_sheet_build,
};
