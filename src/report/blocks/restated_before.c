/* The quarter before as it was published, and as it is now. */
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_METRIC, COL_SCOPE, COL_WAS, COL_NOW, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_METRIC] = { "Metric", ALIGN_LEFT, 30, true },
	[COL_SCOPE] = { "Scope", ALIGN_LEFT, 26, true },
	[COL_WAS] = { "Was", ALIGN_RIGHT, 14, false },
	[COL_NOW] = { "Is now", ALIGN_RIGHT, 14, false },
};

static const char *why_words(struct doc *d, const struct restated_before *b)
{
	return b->late ? count_words(d, b->late, "late row") :
			 "other settings, or an import taken back";
}

/* "Net hours saved was 582 h, is now 580 h" */
static const char *change_words(struct doc *d, const struct restatement *r)
{
	return arena_printf(&d->arena, "%s of %s was %s, is now %s", r->metric,
			    first_lower(d, clean(d, r->scope)),
			    value_words(d, r->of, r->was),
			    value_words(d, r->of, r->now));
}

/* "6 Jul 2026" */
static const char *published_on(struct doc *d, const char *as_of)
{
	char words[DATE_MAX];
	int32_t day;

	return day_parse(&day, as_of) ? clean(d, as_of) :
		arena_strdup(&d->arena, day_words(words, day, DAY_FULL));
}

static const char *none_words(struct doc *d, const struct report_input *in)
{
	const struct restated_before *b = &in->restated_before;
	const char *name = period_short(d, in, in->before);

	if (!*b->as_of)
		return arena_printf(&d->arena, "%s was not published before; "
				    "its numbers here are new.", name);
	if (b->finer)
		return arena_printf(&d->arena, "What was published of all "
				    "work and of workflows still holds for "
				    "%s; numbers of steps, tools and other "
				    "parts changed (%s).", name,
				    why_words(d, b));
	return arena_printf(&d->arena, "What was published of %s on %s still "
			    "holds.", name, published_on(d, b->as_of));
}

static void restated_row(struct doc *d, struct table *t,
			 const struct restatement *r)
{
	struct cell *row = table_row(d, t);

	row[COL_METRIC] = cell_text(metric_words(d, r->of));
	row[COL_SCOPE] = cell_text(clean(d, r->scope));
	row[COL_WAS] = restated_cell(r, r->was);
	row[COL_NOW] = restated_cell(r, r->now);
}

static void restated_before_build(struct doc *d, struct part *p,
				  const struct template_block *t,
				  const struct report_input *in)
{
	const struct restated_before *b = &in->restated_before;
	struct table *table;

	if (!b->n) {
		part_add_text(d, p, block_restated_before.id, TEXT_NOTE,
			      none_words(d, in));
		return;
	}
	table = part_table(d, p, t, &block_restated_before);
	table->title = arena_printf(&d->arena, "%s is restated (%s)",
				    period_short(d, in, in->before),
				    why_words(d, b));
	table->subtitle = arena_printf(&d->arena, "Published on %s; late or "
				       "corrected rows changed it since",
				       published_on(d, b->as_of));
	table->empty = "";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < b->n; i++)
		restated_row(d, table, &b->row[i]);
	part_add_text(d, p, block_restated_before.id, TEXT_NOTE,
		      arena_printf(&d->arena, "%s (%s).",
				   change_words(d, &b->row[0]),
				   why_words(d, b)));
}

const struct block block_restated_before = {
	.id = "restated_before",
	.help = "what was published of the quarter before and is another "
		"number now",
	.span = 12,
	.build = restated_before_build,
};
