/* The profiles of files that already use our own column names. */
#include <string.h>

#include "ingest/match.h"

static void add_column(struct profile *p, struct arena *a, const char *column,
		       bool required)
{
	struct profile_column *pc = &p->columns[p->n_columns++];

	*pc = (struct profile_column){ .column = column, .format = "",
				       .required = required, .scale = 1 };
	pc->from = arena_array(a, 1, sizeof *pc->from);
	pc->from[pc->n_from++] = column;
	p->headers[p->n_headers++] = column;
}

/* Files that give only the last day of a period, or a month, have no date. */
static bool has_substitute(const struct fact_kind *kind)
{
	return kind == &kind_campaigns || kind == &kind_costs;
}

static struct profile *canonical_of(const struct fact_kind *kind,
				    struct arena *a)
{
	struct profile *p = arena_alloc(a, sizeof *p);
	size_t room = kind->n_columns + EXTRAS;

	p->id = arena_printf(a, CANONICAL_PREFIX "%s", kind->id);
	p->title = arena_printf(a, "tuneup's own columns: %s", kind->help);
	p->kind = kind->id;
	p->encoding = p->number = p->dates = p->zone = "";
	p->columns = arena_array(a, room, sizeof *p->columns);
	p->headers = arena_array(a, room, sizeof *p->headers);
	for (size_t c = 0; c < kind->n_columns; c++) {
		const struct fact_column *fc = &kind->columns[c];
		bool required = fc->flags & COLUMN_REQUIRED;

		if (fc->flags & COLUMN_INTERNAL ||
		    (c == FC_N && !kind->weighted))
			continue;
		if (fc->flags & COLUMN_DAY && has_substitute(kind))
			required = false;
		add_column(p, a, fc->name, required);
		p->at_least += required;
	}
	if (has_substitute(kind)) {
		add_column(p, a, extra_names[EXTRA_CURRENCY], false);
		add_column(p, a, kind == &kind_costs ?
			   extra_names[EXTRA_MONTH] :
			   extra_names[EXTRA_PERIOD_END], false);
		p->at_least += 2;
	}
	/* without ids of its own a file is the truth about its days */
	p->key_days = kind != &kind_corrections;
	p->preamble_dates = true;
	return p;
}

void canonical_profiles(struct profile ***out, size_t *n, struct arena *a)
{
	size_t kinds = 0;

	while (fact_kind_table[kinds])
		kinds++;
	*out = arena_array(a, kinds, sizeof **out);
	for (*n = 0; *n < kinds; ++*n)
		(*out)[*n] = canonical_of(fact_kind_table[*n], a);
}
