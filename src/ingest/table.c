#include "ingest/table.h"

#include <string.h>

#include "ingest/fold.h"

void record_copy(struct record *to, struct arena *a,
		 const struct record *from)
{
	struct cell *cell = arena_array(a, from->n, sizeof *cell);

	for (size_t i = 0; i < from->n; i++) {
		cell[i].s = arena_strndup(a, from->cell[i].s,
					  from->cell[i].len);
		cell[i].len = from->cell[i].len;
	}
	*to = *from;
	to->cell = cell;
}

int head_read(struct head *h, struct arena *a, struct records *r, size_t most,
	      struct err *err)
{
	const struct record *rec;
	size_t room = most < HEAD_RECORDS ? most : HEAD_RECORDS;
	int ret = 0;

	*h = (struct head){ .rec = arena_array(a, room, sizeof *h->rec) };
	while (h->n < room && (ret = records_next(r, &rec, err)) > 0)
		record_copy(&h->rec[h->n++], a, rec);
	h->complete = ret == 0 || h->n == most;
	return ret < 0 ? -1 : 0;
}

void table_begin(struct table *t, struct arena *a, const struct head *h,
		 size_t index)
{
	const struct record *rec = &h->rec[index];

	*t = (struct table){ .line = rec->line, .index = index, .n = rec->n };
	t->header = arena_array(a, rec->n, sizeof *t->header);
	t->folded = arena_array(a, rec->n, sizeof *t->folded);
	for (size_t i = 0; i < rec->n; i++) {
		const struct cell *c = &rec->cell[i];

		t->header[i] = text_line(a, c->s, c->len);
		t->folded[i] = text_fold(a, c->s, c->len);
	}
	while (t->n > 1 && !*t->folded[t->n - 1])
		t->n--;
}

static bool cell_is_blank(const struct cell *c)
{
	for (uint32_t i = 0; i < c->len; i++)
		if (c->s[i] != ' ' && c->s[i] != '\t')
			return false;
	return true;
}

enum row_shape table_row_shape(const struct table *t, const struct record *r)
{
	if (r->n < t->n)
		return ROW_SHORT;
	for (size_t i = t->n; i < r->n; i++)
		if (!cell_is_blank(&r->cell[i]))
			return ROW_LONG;
	return ROW_FITS;
}
