/* A file of several tables, one after the other in one transaction. */
#include <stdlib.h>
#include <string.h>

#include "ingest/import.h"

static void forget_table(struct import *im)
{
	diags_release(&im->decided);
	diags_release(&im->row_diags);
	im->rows = im->totals = im->repeats = 0;
}

/* A later table of the same profile would take the rows of the earlier one
 * away. */
static const char *clash(const struct import *im, size_t at,
			 const char *const *profile, struct arena *a)
{
	for (size_t i = 0; i < at; i++)
		if (profile[i] && !strcmp(profile[i], im->match.profile->id) &&
		    import_is_snapshot(im))
			return arena_printf(a, "the one in line %lld has "
					    "profile %s too, which owns its "
					    "days; save this one as a file of "
					    "its own and import it with "
					    "--source NAME",
					    (long long)im->tables.item[i].line,
					    profile[i]);
	return NULL;
}

/* Which tables are read; profile[i] is NULL for those that are not, and why[i]
 * says it. */
static int sort_out(struct import *im, const char **profile, const char **why,
		    struct err *err)
{
	struct import_report unused = { 0 }, *report = im->report;
	int ret = 0;

	im->report = &unused;
	for (size_t i = 0; i < im->tables.n && !ret; i++) {
		struct err refusal = { 0 };

		im->extent = &im->tables.item[i];
		ret = import_match(im, &refusal);
		if (ret && im->extent->known) {
			*err = refusal;
		} else if (ret) {
			why[i] = "no profile fits its header";
			ret = 0;
		} else {
			why[i] = clash(im, i, profile, &report->arena);
			profile[i] = why[i] ? NULL : im->match.profile->id;
		}
	}
	im->report = report;
	import_report_release(&unused);
	return ret;
}

static void list_left(struct import *im, const char *const *why)
{
	struct import_report *r = im->report;

	r->left = arena_array(&r->arena, im->tables.n, sizeof *r->left);
	for (size_t i = 0; i < im->tables.n; i++) {
		const struct table_extent *e = &im->tables.item[i];

		if (!why[i])
			continue;
		r->left[r->n_left++] = (struct import_left){
			e->line, e->last_line, e->rows, why[i]
		};
		diag_add(&r->diags, DIAG_WARN, LEFT_CODE, e->line, "",
			 "the table down to line %lld was not read (%lld "
			 "rows): %s", (long long)e->last_line,
			 (long long)e->rows, why[i]);
	}
}

static struct import_report *next_report(struct import_report *after)
{
	struct import_report *r = xcalloc(1, sizeof *r);

	r->entry = (struct ledger_entry){ .file = after->entry.file,
		.encoding = after->entry.encoding,
		.first = DAY_NONE, .last = DAY_NONE };
	after->next = r;
	return r;
}

int import_many(struct import *im, struct err *err)
{
	const char *profile[TABLES_MAX] = { NULL }, *why[TABLES_MAX] = { NULL };
	bool first = true;

	if (sort_out(im, profile, why, err))
		return -1;
	list_left(im, why);
	for (size_t i = 0; i < im->tables.n; i++) {
		if (why[i])
			continue;
		if (!first)
			im->report = next_report(im->report);
		first = false;
		forget_table(im);
		im->extent = &im->tables.item[i];
		if (import_table(im, err))
			return -1;
	}
	return 0;
}
