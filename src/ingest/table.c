#include "ingest/table.h"

#include <string.h>

#include "ingest/dates.h"
#include "ingest/fold.h"

static void copy_record(struct record *to, struct arena *a,
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

int head_read(struct head *h, struct arena *a, struct records *r,
	      struct err *err)
{
	const struct record *rec;
	int ret = 0;

	*h = (struct head){
		.rec = arena_array(a, HEAD_RECORDS, sizeof *h->rec)
	};
	while (h->n < HEAD_RECORDS && (ret = records_next(r, &rec, err)) > 0)
		copy_record(&h->rec[h->n++], a, rec);
	h->complete = ret == 0;
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

void table_read_preamble(struct table *t, const struct head *h)
{
	for (size_t i = 0; i < t->index && !t->has_range; i++) {
		const struct record *rec = &h->rec[i];
		char line[256];
		size_t len = 0;

		/* an unquoted "July 8, 2025 - ..." was cut at its commas */
		for (size_t c = 0; c < rec->n; c++) {
			if (!rec->cell[c].len ||
			    len + rec->cell[c].len + 2 > sizeof line)
				continue;
			if (len)
				line[len++] = ',';
			memcpy(line + len, rec->cell[c].s, rec->cell[c].len);
			len += rec->cell[c].len;
		}
		switch (date_range_read(&t->first, &t->last, line, len)) {
		case 1:
			t->has_range = true;
			t->unbounded = false;
			t->range_line = rec->line;
			break;
		case 2:
			t->unbounded = true;
			t->range_line = rec->line;
			break;
		default:
			break;
		}
	}
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
