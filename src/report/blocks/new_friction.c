/* Friction points that were not there the period before. */
#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define NEW_SHOWN 12

enum { NEW_WHERE, NEW_WHAT, NEW_KIND, NEW_FIRST, NEW_N, NEW_MINUTES,
       NEW_AFTER, NEW_COLUMNS };

static void new_row(struct doc *d, struct table *t,
		    const struct report_input *in,
		    const struct new_friction_point *n)
{
	struct cell *row = table_row(d, t);
	char day[DATE_MAX];

	row[NEW_WHERE] = cell_text(workflow_name(d, in, n->workflow));
	row[NEW_WHAT] = cell_text(n->is_edge ? clean(d, n->what) :
					       defect_words(d, n->what));
	row[NEW_KIND] = cell_text(n->is_edge ? "handoff" : "defect");
	row[NEW_FIRST] = cell_date(n->first);
	row[NEW_N] = cell_number((double)n->n, 0);
	row[NEW_MINUTES] = cell_number(n->minutes, 1);
	if (n->after)
		row[NEW_AFTER] = cell_text(arena_printf(&d->arena, "%s (%s)",
			clean(d, n->after),
			day_words(day, n->after_day, DAY_SHORT)));
}

/* "No handoffs of the quarter before are known, so that none can be new." */
static const char *new_empty(struct doc *d, const struct report_input *in)
{
	const struct new_friction *n = &in->new_friction;

	if (n->had_edges && n->had_defects)
		return "No friction point is new.";
	return arena_printf(&d->arena, "The %s before has no %s to compare "
			    "with; nothing can be called new there.",
			    period_kind_name(in->now.kind),
			    n->had_edges ? "defects" :
			    n->had_defects ? "handoffs" :
					     "handoffs and no defects");
}

static void new_friction_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	static const struct column columns[NEW_COLUMNS] = {
		[NEW_WHERE] = { "Workflow", ALIGN_LEFT, 20, true },
		[NEW_WHAT] = { "New friction point", ALIGN_LEFT, 26, true },
		[NEW_KIND] = { "Kind", ALIGN_LEFT, 9, false },
		[NEW_FIRST] = { "First seen", ALIGN_LEFT, 12, false },
		[NEW_N] = { "Times", ALIGN_RIGHT, 8, false },
		[NEW_MINUTES] = { "Minutes", ALIGN_RIGHT, 9, false },
		[NEW_AFTER] = { "After the change of", ALIGN_LEFT, 34, true }
	};
	const struct new_friction *n = &in->new_friction;
	size_t shown = n->n < NEW_SHOWN ? n->n : NEW_SHOWN;
	struct table *table = part_table(d, p, t, &block_new_friction);

	table->title = !n->n ? "New friction points" :
		arena_printf(&d->arena, "%s %s new",
			     count_words(d, (int64_t)n->n, "friction point"),
			     n->n == 1 ? "is" : "are");
	table->subtitle = shown < n->n ?
		arena_printf(&d->arena, "The %zu of %zu that cost most; none "
			     "of them was there the %s before", shown, n->n,
			     period_kind_name(in->now.kind)) :
		arena_printf(&d->arena, "Not there the %s before; a change "
			     "named is the last one, not a proven cause",
			     period_kind_name(in->now.kind));
	table->empty = new_empty(d, in);
	table_columns(d, table, columns, NEW_COLUMNS);
	for (size_t i = 0; i < shown; i++)
		new_row(d, table, in, &n->point[i]);
}

const struct block block_new_friction = {
	.id = "new_friction",
	.help = "friction points that are new since the period before, and "
		"what changed last before they were seen",
	.span = 12,
	.build = new_friction_build,
};
