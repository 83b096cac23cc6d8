/* What was not done: proposals that were rejected, put off or sent back for
 * data, and accepted actions that were dropped. Saying no is a decision. */
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_WHAT, COL_ANSWER, COL_DAY, COL_REASON, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_WHAT] = { "Proposal", ALIGN_LEFT, 60, true },
	[COL_ANSWER] = { "Answer", ALIGN_LEFT, 16, false },
	[COL_DAY] = { "Decided", ALIGN_LEFT, 14, false },
	[COL_REASON] = { "Why", ALIGN_LEFT, 40, true },
};

static bool is_stopped(const struct decided *e)
{
	return e->state == ACTION_REJECTED || e->state == ACTION_DEFERRED ||
	       e->state == ACTION_NEEDS_DATA ||
	       e->effect.verdict == EFFECT_NOT_DONE;
}

static void stopped_row(struct doc *d, struct table *t,
			const struct decided *e)
{
	struct cell *row = table_row(d, t);
	const char *reason = e->decision->reason;

	row[COL_WHAT] = cell_text(clean(d, e->option ? e->option->text :
		e->proposal ? e->proposal->title : e->decision->proposal));
	row[COL_ANSWER] = cell_text(e->option ? "accepted, not done" :
				    action_state_name(e->state));
	row[COL_DAY] = cell_date(e->decision->day);
	row[COL_REASON] = reason && *reason ? cell_text(clean(d, reason)) :
					      cell_dash("no reason was named");
}

static const char *title_of(struct doc *d, const struct report_input *in)
{
	int64_t rejected = 0, later = 0;

	for (size_t i = 0; in->decided && i < in->decided->n; i++) {
		const struct decided *e = &in->decided->item[i];

		if (!is_stopped(e))
			continue;
		rejected += e->state == ACTION_REJECTED || e->option;
		later += !e->option && e->state != ACTION_REJECTED;
	}
	if (!rejected && !later)
		return "Nothing was stopped or put off";
	return arena_printf(&d->arena, "%lld stopped, %lld put off",
			    (long long)rejected, (long long)later);
}

static void stopped_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_stopped);

	table->title = title_of(d, in);
	table->subtitle = arena_printf(&d->arena, "Proposals that were "
		"rejected, deferred or lack data, and accepted actions that "
		"were not done, to %s", d->period);
	table->empty = "Every proposal that was answered was accepted, or "
		       "none was answered yet.";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; in->decided && i < in->decided->n; i++)
		if (is_stopped(&in->decided->item[i]))
			stopped_row(d, table, &in->decided->item[i]);
}

const struct block block_stopped = {
	.id = "stopped",
	.help = "proposals that were rejected or put off, and accepted "
		"actions that were not done, with the reason",
	.span = 12,
	.build = stopped_build,
};
