/*
 * store/group.c - one day's new rows, by key.
 *
 * Sums of one key are added up. Equal events stand side by side in one group:
 * each counts. Of events that differ the last one wins, and the others are
 * named; so it is with statements, but an equal one is only said again.
 */
#include <stdlib.h>

#include "store/merge.h"

static bool new_equal(const struct merge *m, uint64_t columns, uint32_t a,
		      uint32_t b)
{
	const struct segment_rows *rows = &m->rows;

	for (uint64_t left = columns; left; left &= left - 1) {
		int c = __builtin_ctzll(left);

		if (rows->num[c] ? rows->num[c][a] != rows->num[c][b] :
		    !same_text(rows->text[c][a], rows->text_len[c][a],
			       rows->text[c][b], rows->text_len[c][b]))
			return false;
	}
	return true;
}

static int add_value(int64_t *sum, int64_t value)
{
	int64_t out;

	/* the sum itself must not become "missing" */
	if (num_add(&out, *sum, value) ||
	    (out == FACT_NULL && (*sum != FACT_NULL || value != FACT_NULL)))
		return -1;
	*sum = out;
	return 0;
}

/* Add row r to the head of its group; -1 when a sum does not fit. */
static int fold(struct merge *m, uint32_t head, uint32_t r)
{
	const struct fact_kind *kind = m->load->kind;
	struct segment_rows *rows = &m->rows;
	int64_t sum[FACT_COLUMNS_MAX];

	for (size_t c = FC_N; c < kind->n_columns; c++) {
		if (!(kind->columns[c].flags & COLUMN_SUM))
			continue;
		sum[c] = rows->num[c][head];
		if (add_value(&sum[c], rows->num[c][r]))
			return -1;
	}
	for (size_t c = FC_N; c < kind->n_columns; c++) {
		if (kind->columns[c].flags & COLUMN_SUM) {
			rows->num[c][head] = sum[c];
		} else if (rows->num[c]) {
			rows->num[c][head] = rows->num[c][r];
		} else {
			rows->text[c][head] = rows->text[c][r];
			rows->text_len[c][head] = rows->text_len[c][r];
		}
	}
	return 0;
}

/* The file says something else about this key further down. */
static void overwrite(struct merge *m, uint32_t head, uint32_t winner)
{
	struct facts_load *load = m->load;
	const int64_t *line = m->rows.num[FC_LINE];

	for (uint32_t r = head; r != NONE; r = m->new[r].next) {
		m->new[r].gone = true;
		load->result.same++;
		diag_add(load->diags, DIAG_WARN, "same-key", line[r], "",
			 "line %lld has the same key (%s) with other values; "
			 "the later line counts: check which one is right",
			 (long long)line[winner], load->import->row_key);
	}
	m->new[head].head = false;
}

static void add_up(struct merge *m, uint32_t head, uint32_t r)
{
	struct facts_load *load = m->load;
	struct new_row *h = &m->new[head];

	m->new[r].gone = true;
	if (fold(m, head, r)) {
		diag_add(load->diags, DIAG_ASIDE, "sum-too-large",
			 m->rows.num[FC_LINE][r], "", "added to line %lld, "
			 "which has the same key, a sum would be too large; "
			 "the row was set aside: check its numbers",
			 (long long)m->rows.num[FC_LINE][head]);
		load->result.aside++;
		return;
	}
	if (h->summed == NONE)
		h->summed = r;
	else
		m->new[h->tail].next = r;
	h->tail = r;
}

/* Days come in any order, so the first line is looked for. */
static void note_twice(struct facts_load *load, int64_t line)
{
	struct facts_load_result *r = &load->result;

	if (load->whole_row || load->spec.mode != LOAD_UPSERT)
		return;
	if (!r->twice++ || line < r->twice_line)
		r->twice_line = line;
}

static void add_to_group(struct merge *m, size_t at, uint32_t r)
{
	struct facts_load *load = m->load;
	uint32_t head = m->slot[at] - 1;

	if (load->kind->sameness == FACT_SUMMED) {
		add_up(m, head, r);
		return;
	}
	if (!load->whole_row && !new_equal(m, content(m), head, r)) {
		overwrite(m, head, r);
		m->slot[at] = r + 1;
		m->new[r].head = true;
		return;
	}
	if (load->kind->sameness == FACT_ONE) {
		m->new[r].gone = true;
		load->result.same++;
		return;
	}
	note_twice(load, m->rows.num[FC_LINE][r]);
	m->new[m->new[head].tail].next = r;
	m->new[head].tail = r;
}

static void group_row(struct merge *m, uint32_t r)
{
	uint64_t hash = m->rows.key_hash[r];
	size_t at = (size_t)hash & m->mask;

	m->new[r] = (struct new_row){
		.next = NONE, .tail = r, .summed = NONE, .left = r,
		.others = NONE
	};
	for (; m->slot[at]; at = (at + 1) & m->mask) {
		uint32_t head = m->slot[at] - 1;

		if (m->rows.key_hash[head] == hash &&
		    new_equal(m, m->load->key, head, r)) {
			add_to_group(m, at, r);
			return;
		}
	}
	m->new[r].head = true;
	m->slot[at] = r + 1;
}

static void make_slots(struct merge *m, size_t n)
{
	size_t size = 64;

	while (size < n * 2)
		size *= 2;
	if (size > m->slots) {
		free(m->slot);
		m->slot = xmalloc(size * sizeof *m->slot);
		m->slots = size;
	}
	m->mask = size - 1;
	memset(m->slot, 0, size * sizeof *m->slot);
}

struct line_and_row {
	int64_t line;
	uint32_t row;
};

static int by_line(const void *a, const void *b)
{
	const struct line_and_row *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* order[] = new rows by line. Rows come by line, unless some of them were
 * gathered from another day. */
static void order_rows(struct merge *m, size_t n)
{
	const int64_t *line = m->rows.num[FC_LINE];
	struct line_and_row *list;
	bool sorted = true;

	for (size_t i = 0; i < n; i++) {
		m->order[i] = (uint32_t)i;
		sorted &= !i || line[i - 1] <= line[i];
	}
	if (sorted)
		return;
	list = xreallocarray(NULL, n, sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = (struct line_and_row){ line[i], (uint32_t)i };
	qsort(list, n, sizeof *list, by_line);
	for (size_t i = 0; i < n; i++)
		m->order[i] = list[i].row;
	free(list);
}

static void take_row(struct segment_rows *rows, const struct facts_load *load,
		     const struct row_values *v)
{
	size_t to = rows->n++;

	rows->num[FC_SOURCE][to] = load->source_id;
	rows->num[FC_IMPORT][to] = load->import->id;
	rows->num[FC_LINE][to] = v->num[FC_LINE];
	for (size_t c = FC_N; c < load->kind->n_columns; c++) {
		if (rows->num[c]) {
			rows->num[c][to] = v->num[c];
		} else {
			rows->text[c][to] = v->text[c];
			rows->text_len[c][to] = v->len[c];
		}
	}
	rows->key_hash[to] = v->hash;
}

static void read_rows(struct merge *m, const struct day_rows *d)
{
	const uint8_t *at = d->bytes, *end = d->bytes + d->len;

	segment_rows_reserve(&m->rows, d->n);
	m->new = xreallocarray(m->new, d->n, sizeof *m->new);
	m->order = xreallocarray(m->order, d->n, sizeof *m->order);
	while (at < end) {
		struct row_values v;

		at = row_next(&v, m->load->kind, at);
		take_row(&m->rows, m->load, &v);
	}
	order_rows(m, m->rows.n);
	for (size_t i = 0; i < m->rows.n; i++)
		group_row(m, m->order[i]);
}

void merge_read_new(struct merge *m, const struct day_rows *d)
{
	m->rows.n = 0;
	make_slots(m, d ? d->n : 0);
	if (d)
		read_rows(m, d);
}
