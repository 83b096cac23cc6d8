/* Rows of other kinds, as they are stored. */
#include <inttypes.h>
#include <string.h>

#include "cli/explain.h"
#include "metrics/campaign.h"
#include "store/fact_text.h"

/* ---- in words ------------------------------------------------------ */

/* What a row is about: its first text that is not blank; of an audit its
 * record and field. */
static const char *row_item(struct arena *a, const struct facts *f,
			    const struct fact_day *day, size_t r)
{
	if (f->kind == &kind_inputs) {
		size_t len;
		const char *id = fact_text(day, INP_RECORD_ID, r, &len);
		const char *field = fact_dim(f, day, INP_FIELD, r);

		return arena_printf(a, "%.*s%s%s", (int)len, id,
				    *field ? " " : "", field);
	}
	for (size_t c = FC_FIRST; c < f->kind->n_columns; c++) {
		const char *s = "";
		size_t len = 0;

		if (f->kind->columns[c].flags & COLUMN_PERSON)
			continue;
		if (f->kind->columns[c].type == FACT_DIM) {
			s = fact_dim(f, day, (int)c, r);
			len = strlen(s);
		} else if (f->kind->columns[c].type == FACT_TEXT) {
			s = fact_text(day, (int)c, r, &len);
		}
		if (len)
			return arena_strndup(a, s, len);
	}
	return "";
}

/* Its words and numbers: "60 amount, tool kind". */
static const char *row_values(struct arena *a, const struct facts *f,
			      const struct fact_day *day, size_t r)
{
	const char *all = "";

	for (size_t c = FC_FIRST; c < f->kind->n_columns; c++) {
		const struct fact_column *column = &f->kind->columns[c];
		char buf[FACT_TEXT_MAX];
		int64_t v;

		if (column->type == FACT_DIM || column->type == FACT_TEXT ||
		    column->type == FACT_DAY || column->type == FACT_TIME ||
		    column->flags & COLUMN_PERSON)
			continue;
		v = fact_i64(day, (int)c, r);
		if (v == FACT_NULL ||
		    (column->type == FACT_WORD && v == 0))
			continue;
		all = arena_printf(a, "%s%s%s %s", all, *all ? ", " : "",
				   column->name,
				   fact_value_text(buf, column, v));
	}
	return all;
}

const char *explain_times(struct arena *a, int64_t n, const char *text)
{
	return n > 1 ? arena_printf(a, "%" PRId64 " × %s", n, text) : text;
}

/* ---- listed --------------------------------------------------------- */

/* A row as its day has it, without the words for it. */
static struct explain_row row_of(const struct facts *f,
				 const struct fact_day *day, size_t r)
{
	return (struct explain_row){
		.kind = f->kind, .day = day->day,
		.import = fact_i64(day, FC_IMPORT, r),
		.line = fact_i64(day, FC_LINE, r)
	};
}

void explain_review(struct explanation *e, const struct facts *f,
		    const struct fact_day *day, size_t r, const char *words)
{
	struct explain_row row = row_of(f, day, r);
	size_t len;

	explain_from(e, f->kind, row.import, row.line)->rows++;
	row.item = fact_text(day, COR_ITEM_ID, r, &len);
	row.outcome = words;
	explain_keep(e, row, len);
}

void explain_add_fact(struct explanation *e, const struct facts *f,
		      const struct fact_day *day, size_t r, bool listed)
{
	struct explain_row row = row_of(f, day, r);
	struct arena a = { 0 };

	explain_from(e, f->kind, row.import, row.line)->rows++;
	if (!listed)
		return;
	row.item = row_item(&a, f, day, r);
	row.outcome = explain_times(&a, fact_i64(day, FC_N, r),
				    row_values(&a, f, day, r));
	explain_keep(e, row, strlen(row.item));
	arena_release(&a);
}

void explain_fact(struct explanation *e, const struct facts *f,
		  const struct fact_day *day, size_t r)
{
	explain_add_fact(e, f, day, r, true);
}

struct campaign_visit {
	struct explanation *e;
	const struct facts *facts;
};

static void visit_campaign(void *ctx, const struct campaign_row *row)
{
	struct campaign_visit *v = ctx;

	if (!row->lost && period_covers(v->e->period, row->covers) &&
	    !explain_outside(v->e, v->facts, row->day, row->row))
		explain_fact(v->e, v->facts, row->day, row->row);
}

/* What counts is decided over all rows, as in the metrics. */
int explain_campaigns(struct explanation *e, struct store *store,
		      struct err *err)
{
	struct facts f = { 0 };
	int ret = facts_read(&f, store, &kind_campaigns, DAY_MIN, e->as_of,
			     err);

	if (!ret)
		campaigns_each(&f, visit_campaign,
			       &(struct campaign_visit){ e, &f });
	facts_release(&f);
	return ret;
}

int explain_facts(struct explanation *e, struct store *store,
		  const struct fact_kind *kind, struct err *err)
{
	struct period days = explain_days(e, kind);
	struct facts f = { 0 };
	int ret = facts_read(&f, store, kind, days.first, days.last, err);

	for (size_t d = 0; !ret && d < f.n_days; d++)
		for (size_t r = 0; r < f.days[d].n; r++)
			if (!explain_other_row(e, &f, &f.days[d], r))
				explain_fact(e, &f, &f.days[d], r);
	facts_release(&f);
	return ret;
}
