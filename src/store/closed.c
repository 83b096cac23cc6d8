/*
 * store/closed.c - a file has rows of a day that was condensed.
 *
 * Their keys are gone, so a row is looked for by its form, and a row that
 * stands for n events is found n times.
 */
#include <stdlib.h>

#include "store/form.h"
#include "store/merge.h"

/* Does the day have weighted rows of this source? */
static bool has_weights(const struct merge *m)
{
	for (uint32_t i = 0; i < m->day.n; i++) {
		if (fact_i64(&m->day, FC_SOURCE, i) == m->load->source_id &&
		    fact_i64(&m->day, FC_N, i) > 1)
			return true;
	}
	return false;
}

struct by_form {
	uint64_t hash;
	uint32_t row;
};

static int by_hash(const void *a, const void *b)
{
	const struct by_form *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* The stored rows of this source behind the new ones, sorted by form. */
static struct by_form *stored_forms(struct merge *m, const struct form *f,
				    size_t *n)
{
	struct by_form *list = xcalloc(m->day.n + 1, sizeof *list);

	*n = 0;
	for (uint32_t i = 0; i < m->day.n; i++) {
		uint32_t r;

		if (fact_i64(&m->day, FC_SOURCE, i) != m->load->source_id)
			continue;
		r = (uint32_t)segment_rows_copy(&m->rows, &m->day, i);
		list[(*n)++] = (struct by_form){form_hash(f, &m->rows, r), r};
	}
	qsort(list, *n, sizeof *list, by_hash);
	return list;
}

/* Take what row r stands for from the stored rows of its form. */
static bool is_there(struct merge *m, const struct form *f,
		     const struct by_form *list, size_t n, uint32_t r)
{
	uint64_t hash = form_hash(f, &m->rows, r);
	int64_t *count = m->rows.num[FC_N];
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (list[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < n && list[low].hash == hash; low++) {
		uint32_t old = list[low].row;

		if (count[old] < count[r] || !form_equal(f, &m->rows, old, r))
			continue;
		count[old] -= count[r];
		return true;
	}
	return false;
}

static void set_aside(struct merge *m, uint32_t r)
{
	char date[DATE_MAX];

	m->load->result.aside++;
	diag_add(m->load->diags, DIAG_ASIDE, CONDENSED_DAY,
		 m->rows.num[FC_LINE][r], "",
		 "the %s of %s were condensed, and no row there says the "
		 "same; the row was set aside, because its key can no longer "
		 "be looked for: undo the condensing (tuneup list imports) "
		 "and import the file again to let it count",
		 m->load->kind->id, day_format(date, m->day.day));
}

bool merge_closed(struct merge *m)
{
	const struct form *f = form_find(m->load->kind);
	size_t n_new = m->rows.n, n;
	struct by_form *list;

	if (!m->condensed || !f || !has_weights(m))
		return false;
	list = stored_forms(m, f, &n);
	for (size_t i = 0; i < n_new; i++) {
		uint32_t r = m->order[i];

		if (m->new[r].gone)
			continue;
		m->new[r].gone = true;
		if (is_there(m, f, list, n, r)) {
			m->load->result.same++;
			m->load->result.kept++;
		} else {
			set_aside(m, r);
		}
	}
	m->rows.n = n_new;
	free(list);
	return true;
}
