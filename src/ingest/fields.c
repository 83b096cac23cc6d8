#include "ingest/fields.h"

#include "base/utf8.h"

void fields_begin(struct plan *p, struct arena *a)
{
	const struct match *m = p->match;

	if (m->kind != &kind_inputs || m->column[INP_FIELD].pc ||
	    m->column[INP_STATE].pc || m->profile->audit)
		return;
	p->field = arena_array(a, m->table.n, sizeof *p->field);
	for (size_t i = 0; i < m->table.n; i++) {
		if (!*m->table.header[i] || plan_uses(p, (int)i))
			continue;
		p->field[p->n_fields++] = (struct plan_field){ .as = {
			.column = INP_STATE, .cell = (int)i, .join = -1,
			.plus = -1,
			.fc = &m->kind->columns[INP_STATE],
			.header = m->table.header[i],
			.how = "audited field", .format = "", .unit = 1,
		} };
	}
}

static bool cell_of(const struct plan *p, const struct plan_field *f,
		    const struct record *r, const char **s, size_t *len)
{
	if ((size_t)f->as.cell >= r->n)
		return false;
	*s = r->cell[f->as.cell].s;
	*len = r->cell[f->as.cell].len;
	utf8_trim(s, len);
	return !cell_is_missing(p->match->profile, *s, *len, false);
}

void fields_look(struct plan *p, const struct record *r)
{
	struct arena scratch = { 0 };

	p->rows_seen = true;
	for (size_t i = 0; i < p->n_fields; i++) {
		struct plan_field *f = &p->field[i];
		const char *s;
		size_t len;

		if (!cell_of(p, f, r, &s, &len))
			continue;
		if (cell_word(p->match->profile, f->as.fc, &scratch, s, len))
			f->states++;
		else
			f->others++;
	}
	arena_release(&scratch);
}

int fields_decide(struct plan *p, struct diags *diags, struct err *err)
{
	const struct match *m = p->match;
	size_t n = 0;

	if (m->kind != &kind_inputs || m->profile->audit)
		return 0;
	for (size_t i = 0; i < p->n_fields; i++)
		if (p->field[i].states > p->field[i].others)
			p->field[n++] = p->field[i];
	p->n_fields = n;
	for (size_t i = 0; i < n; i++)
		diag_add(diags, DIAG_NOTE, "audited-field", 0,
			 p->field[i].as.header, "is an audited field");
	if (n || !p->rows_seen || m->column[INP_FIELD].pc ||
	    m->column[INP_CRITICAL_MISSING].pc)
		return 0;
	return err_set(err, ERR_DATA, "%s:%lld: no column says how a field "
		       "is; expected a column for each audited field with ok, "
		       "missing, invalid, stale, duplicate or inconsistent, or "
		       "the columns 'field' and 'state'", p->file,
		       (long long)m->table.line);
}

enum cell_result fields_read(struct rows *r, const struct record *rec,
			     const struct plan_column **bad)
{
	const struct plan *p = r->plan;

	r->n_states = 0;
	for (size_t i = 0; i < p->n_fields; i++) {
		const struct plan_column *c = &p->field[i].as;
		struct field_state *to = &r->state[r->n_states];
		struct fact_cell cell = { 0 };
		enum cell_result ret;

		ret = cell_read_of(&r->reader, c, rec, &cell);
		if (ret == CELL_BLANK)
			continue;
		*bad = c;
		if (ret != CELL_OK)
			return ret;
		to->field = c->header;
		to->state = cell.num;
		r->n_states++;
	}
	return CELL_OK;
}
