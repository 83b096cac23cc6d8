/* The profiles of files that already use our own column names. */
#include <string.h>

#include "ingest/ingest.h"
#include "ingest/match.h"

const struct fact_kind *import_canonical_kind(const char *profile)
{
	size_t len = strlen(CANONICAL_PREFIX);

	return strncmp(profile, CANONICAL_PREFIX, len) ? NULL :
		fact_kind_find(profile + len);
}

static void add_column(struct profile *p, struct arena *a, const char *column,
		       const char *also, bool required)
{
	struct profile_column *pc = &p->columns[p->n_columns++];

	*pc = (struct profile_column){ .column = column, .format = "",
				       .required = required, .scale = 1 };
	pc->from = arena_array(a, 2, sizeof *pc->from);
	pc->from[pc->n_from++] = column;
	if (also)
		pc->from[pc->n_from++] = also;
	p->headers[p->n_headers++] = also ?
		arena_printf(a, "%s|%s", column, also) : column;
}

/* Files that give only the last day of a period, a month, or what --period
 * says, have no date. Then more headers than those they need make sure. */
static const struct instead {
	const struct fact_kind *kind;
	enum extra_column extra;	/* EXTRAS: only --period */
	int more;
} instead_of_day[] = {
	{ &kind_campaigns, EXTRA_PERIOD_END, 2 },
	{ &kind_costs, EXTRA_MONTH, 1 },
	{ &kind_series, EXTRA_PERIOD_END, 1 },
	{ &kind_members, EXTRA_PERIOD, 0 },
	{ &kind_verdicts, EXTRAS, 0 },
};

static const struct instead *instead_find(const struct fact_kind *kind)
{
	size_t n = sizeof instead_of_day / sizeof *instead_of_day;

	for (size_t i = 0; i < n; i++)
		if (instead_of_day[i].kind == kind)
			return &instead_of_day[i];
	return NULL;
}

static bool has_money(const struct fact_kind *kind)
{
	for (size_t c = 0; c < kind->n_columns; c++)
		if (kind->columns[c].type == FACT_MONEY)
			return true;
	return false;
}

/* A series' `source` would be taken for the import's. */
static const char *also_called(const struct fact_kind *kind, size_t column)
{
	return kind == &kind_series && column == SER_SYSTEM ? "source" : NULL;
}

/* Without ids of its own a file is the truth about its days. */
static bool is_snapshot(const struct fact_kind *kind)
{
	return kind != &kind_corrections && kind->sameness != FACT_ONE;
}

static struct profile *canonical_of(const struct fact_kind *kind,
				    struct arena *a)
{
	const struct instead *instead = instead_find(kind);
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
		if (fc->flags & COLUMN_DAY && instead)
			required = false;
		add_column(p, a, fc->name, also_called(kind, c), required);
		p->at_least += required;
	}
	if (has_money(kind))
		add_column(p, a, extra_names[EXTRA_CURRENCY], NULL, false);
	if (instead && instead->extra != EXTRAS)
		add_column(p, a, extra_names[instead->extra], NULL, false);
	if (instead)
		p->at_least += instead->more;
	p->key_days = is_snapshot(kind);
	p->period_rows = kind == &kind_verdicts;
	p->preamble_dates = true;
	return p;
}

bool profile_is_canonical(const struct profile *p)
{
	return !strncmp(p->id, CANONICAL_PREFIX, strlen(CANONICAL_PREFIX));
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
