/* The files and rows behind a figure: who finds them, and the first of them. */
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"

/* ---- in order ------------------------------------------------------ */

/* The many reviews come last, so that they do not crowd out the others. */
static int kind_cmp(const struct fact_kind *a, const struct fact_kind *b)
{
	int c = (a == &kind_corrections) - (b == &kind_corrections);

	return c ? c : strcmp(a->id, b->id);
}

static int row_cmp(const struct explain_row *a, const struct explain_row *b)
{
	int c = kind_cmp(a->kind, b->kind);

	if (c)
		return c;
	if (a->import != b->import)
		return a->import < b->import ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

void explain_keep(struct explanation *e, struct explain_row row,
		  size_t item_len)
{
	size_t at = e->n_rows;

	e->total++;
	while (at > 0 && row_cmp(&row, &e->rows[at - 1]) < 0)
		at--;
	if (at == EXPLAIN_ROWS)
		return;
	if (e->n_rows < EXPLAIN_ROWS)
		e->n_rows++;
	memmove(&e->rows[at + 1], &e->rows[at],
		(e->n_rows - at - 1) * sizeof row);
	row.item = arena_strndup(&e->arena, row.item, item_len);
	row.outcome = arena_strdup(&e->arena, row.outcome);
	e->rows[at] = row;
}

struct explain_file *explain_from(struct explanation *e,
				  const struct fact_kind *kind,
				  int64_t import, int64_t line)
{
	struct explain_file *f = e->files;

	while (f < e->files + e->n_files &&
	       (f->import != import || f->kind != kind))
		f++;
	if (f == e->files + e->n_files) {
		vec_reserve(&e->files, e->n_files, &e->cap_files);
		f = &e->files[e->n_files++];
		*f = (struct explain_file){
			.import = import, .kind = kind, .file = "",
			.profile = "", .sha256 = "",
			.first_line = line, .last_line = line
		};
	}
	f->first_line = line < f->first_line ? line : f->first_line;
	f->last_line = line > f->last_line ? line : f->last_line;
	return f;
}

/* ---- by file ------------------------------------------------------- */

static int file_cmp(const void *a, const void *b)
{
	const struct explain_file *x = a, *y = b;
	int c = kind_cmp(x->kind, y->kind);

	return c ? c : (x->import > y->import) - (x->import < y->import);
}

static int name_files(struct explanation *e, struct store *store,
		      struct err *err)
{
	struct ledger_entry *ledger = NULL;
	size_t n = 0;

	if (store_ledger(&ledger, &n, store, &e->arena, err))
		return -1;
	for (size_t i = 0; i < e->n_files; i++) {
		for (size_t l = 0; l < n; l++) {
			if (ledger[l].id != e->files[i].import)
				continue;
			e->files[i].file = ledger[l].file;
			e->files[i].profile = ledger[l].profile;
			e->files[i].sha256 = ledger[l].sha256;
		}
	}
	if (e->n_files)
		qsort(e->files, e->n_files, sizeof *e->files, file_cmp);
	return 0;
}

int explanation_rows(struct explanation *e, struct store *store,
		     struct err *err)
{
	for (size_t i = 0; fact_kind_table[i]; i++) {
		const struct fact_kind *kind = fact_kind_table[i];
		int ret = 0;

		/* a member and what was said of it belong together */
		if (!explain_reads(e->metric, kind->id) ||
		    kind == &kind_verdicts)
			continue;
		if (kind == &kind_corrections && explain_of_late(e->metric))
			ret = explain_late_reviews(e, store, err);
		else if (kind == &kind_corrections &&
			 !explain_of_defects(e->metric))
			ret = explain_outputs(e, store, err);
		else if (kind == &kind_campaigns)
			ret = explain_campaigns(e, store, err);
		else if (kind == &kind_inputs)
			ret = explain_inputs(e, store, err);
		else if (kind == &kind_members)
			ret = explanation_samples(e, store, err);
		else
			ret = explain_facts(e, store, kind, err);
		if (ret)
			return -1;
	}
	return name_files(e, store, err);
}

void explanation_release(struct explanation *e)
{
	free(e->inputs.item);
	free(e->steps.item);
	free(e->files);
	arena_release(&e->arena);
	*e = (struct explanation){ 0 };
}
