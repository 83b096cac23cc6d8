#include "cli/ask_queries.h"

#include <string.h>

#include "base/date.h"
#include "store/query.h"

#define PARAMS 5

/* "line 2, column 8" of the SQL, or "" */
static const char *place(struct arena *a, const char *sql, int at)
{
	int line = 1, column = 1;

	if (at < 0)
		return "";
	for (int i = 0; i < at && sql[i]; i++) {
		if (sql[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)sql[i] & 0xC0) != 0x80) {
			column++;
		}
	}
	return arena_printf(a, "line %d, column %d of the SQL: ", line,
			    column);
}

static const char *day_text(struct arena *a, int32_t day)
{
	char buf[DATE_MAX];

	return arena_strdup(a, day_format(buf, day));
}

static const struct query_value *values_of(struct arena *a,
					   const struct query_result *r)
{
	size_t n = r->n_rows * r->n_columns;
	struct query_value *v = arena_array(a, n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = (struct query_value){ r->cell[i].text, r->cell[i].num };
	return v;
}

static int ask(struct made_report *m, struct workspace *w,
	       const struct template_block *b, struct query_answer *out,
	       struct err *err)
{
	struct arena *a = &m->arena;
	const struct report_input *in = &m->input;
	const struct query_param param[PARAMS] = {
		{ ":from", day_text(a, in->now.first) },
		{ ":to", day_text(a, in->now.last) },
		{ ":before_from", day_text(a, in->before.first) },
		{ ":before_to", day_text(a, in->before.last) },
		{ ":as_of", day_text(a, in->as_of) }
	};
	const struct query_request q = {
		.sql = b->sql, .param = param, .n_param = PARAMS,
		.max_rows = (size_t)b->rows
	};
	struct query_result r;
	struct err why = { 0 };
	int at;

	if (store_query(&r, w->store, &q, a, &at, &why)) {
		if (why.code != ERR_CONFIG)
			return err_set(err, why.code, "%s", why.msg);
		return template_error(&m->template, b->sql_line,
				      b->sql_column, err, "the block `query`, "
				      "%s%s", place(a, b->sql, at), why.msg);
	}
	if (b->n_columns && b->n_columns != r.n_columns)
		return template_error(&m->template, b->line, b->column, err,
				      "the block `query` has %zu headings in "
				      "`columns`, its SQL gives %zu columns",
				      b->n_columns, r.n_columns);
	*out = (struct query_answer){
		b, r.column, r.n_columns, values_of(a, &r), r.n_rows
	};
	return 0;
}

int ask_queries(struct made_report *m, struct workspace *w, struct err *err)
{
	const struct template *t = &m->template;
	struct query_answer *answer;
	size_t n = 0;

	for (size_t i = 0; i < t->n_parts; i++)
		for (size_t k = 0; k < t->parts[i].n_blocks; k++)
			n += t->parts[i].blocks[k].sql != NULL;
	answer = arena_array(&m->arena, n, sizeof *answer);
	m->input.answers = answer;
	for (size_t i = 0; i < t->n_parts; i++)
		for (size_t k = 0; k < t->parts[i].n_blocks; k++) {
			const struct template_block *b =
				&t->parts[i].blocks[k];

			if (!b->sql)
				continue;
			if (ask(m, w, b, &answer[m->input.n_answers], err))
				return -1;
			m->input.n_answers++;
		}
	return 0;
}
