/*
 * Recorded hours by role. It is the only table that is cut by people, so it
 * says how many of the roles were merged and why.
 */
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_ROLE, COL_HOURS, COL_SHARE, COL_PEOPLE, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_ROLE] = { "Role", ALIGN_LEFT, 40, true },
	[COL_HOURS] = { "Recorded hours", ALIGN_RIGHT, 16, false },
	[COL_SHARE] = { "Share", ALIGN_RIGHT, 10, false },
	[COL_PEOPLE] = { "People", ALIGN_RIGHT, 10, false },
};

static void role_row(struct doc *d, struct table *t,
		     const struct people_table *roles,
		     const struct people_line *line, const char *label)
{
	struct cell *row = table_row(d, t);

	row[COL_ROLE] = cell_text(label);
	row[COL_HOURS] = cell_number(role_hours_of(line), 1);
	row[COL_SHARE] = cell_percent((double)line->value /
				      (double)roles->total.value, 0);
	row[COL_PEOPLE] = cell_number((double)line->people, 0);
}

static const char *line_label(struct doc *d, const struct people_line *line)
{
	if (line->groups == 1)
		return clean(d, line->label);
	return arena_printf(&d->arena, "Others (%zu roles)", line->groups);
}

/* Without roles to show, the sentence stands alone. */
static void hours_by_role_build(struct doc *d, struct part *p,
				const struct template_block *t,
				const struct report_input *in)
{
	const struct people_table *roles = &in->roles.table;
	const char *note = in->roles.note ? in->roles.note :
					    "There is no time entry.";
	struct table *table;

	if (!roles->n) {
		part_add_text(d, p, block_hours_by_role.id, TEXT_NOTE,
			      arena_printf(&d->arena, "Recorded hours by "
					   "role: %s", note));
		return;
	}
	table = part_table(d, p, t, &block_hours_by_role);
	table->title = "Recorded hours by role";
	table->subtitle = arena_printf(&d->arena, "Time entries of all work, "
				       "by the name of the role, %s",
				       d->period);
	table_columns(d, table, columns, COLUMNS);
	table->bars = 1u << COL_HOURS;
	for (size_t i = 0; i < roles->n; i++)
		role_row(d, table, roles, &roles->line[i],
			 line_label(d, &roles->line[i]));
	role_row(d, table, roles, &roles->total, "All roles");
	table->total_row = true;
	part_add_text(d, p, block_hours_by_role.id, TEXT_NOTE, note);
}

const struct block block_hours_by_role = {
	.id = "hours_by_role",
	.help = "recorded hours of each role; roles of few people are merged",
	.span = 12,
	.build = hours_by_role_build,
};
