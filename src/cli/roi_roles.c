#include "cli/roi_roles.h"

#include <stdio.h>

#include "base/num.h"

static void add_line(struct rows *rows, const struct people_line *line,
		     const char *label, size_t limit)
{
	char hours[NUM_TEXT_MAX], people[NUM_TEXT_MAX];
	const char *cell[] = {
		label, num_text(hours, role_hours_of(line), 1),
		line->people < limit ? "\u2013" :
			num_text(people, (double)line->people, 0)
	};

	rows_add(rows, cell);
}

int roi_print_roles(const struct role_hours *roles, size_t limit,
		    struct err *err)
{
	static const char *const names[] = {
		"role", "recorded h", "people"
	};
	static const bool numeric[] = { false, true, true };
	const struct people_table *t = &roles->table;
	struct rows *rows;

	if (say(err, "\n"))
		return -1;
	if (t->total.groups) {
		rows = rows_new("text", names, numeric, 3);
		for (size_t i = 0; i < t->n; i++)
			add_line(rows, &t->line[i], t->line[i].label, limit);
		add_line(rows, &t->total, "all roles", limit);
		if (rows_finish(rows, err))
			return -1;
	}
	return say(err, "%s\n", roles->note);
}

void roi_add_roles(struct rows *rows, const struct role_hours *roles)
{
	const struct people_table *t = &roles->table;

	for (size_t i = 0; i < t->n; i++) {
		const struct people_line *line = &t->line[i];
		char value[NUM_TEXT_MAX], note[64];
		const char *cell[] = {
			"time_hours", "hours", line->label,
			num_exact(value, role_hours_of(line)), "", "", note
		};

		snprintf(note, sizeof note, line->groups > 1 ?
			 "%zu people; %zu roles merged" : "%zu people",
			 line->people, line->groups);
		rows_add(rows, cell);
	}
}
