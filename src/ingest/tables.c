#include "ingest/tables.h"

#include <string.h>

#include "base/utf8.h"

/* A file that is parted by blank lines throughout is not asked about for
 * ever. */
#define CHECKS_MAX 4000

#define SCRATCH_MAX ((size_t)256 << 10)

void tables_begin(struct tables *t, struct arena *a, header_check check,
		  void *ctx)
{
	*t = (struct tables){ .check = check, .ctx = ctx, .arena = a,
			      .open = true };
	t->item = arena_array(a, TABLES_MAX, sizeof *t->item);
	t->near.rec = arena_array(a, HEADER_SEARCH, sizeof *t->near.rec);
}

static size_t cells_used(const struct record *rec)
{
	size_t n = rec->n;

	while (n && !rec->cell[n - 1].len)
		n--;
	return n;
}

static bool is_comment(const struct record *rec)
{
	return rec->n && rec->cell[0].len && *rec->cell[0].s == '#';
}

/* "0012", "3.4 %", "2026-11-22": mostly digits. */
static bool is_figure(const struct cell *c)
{
	const char *s = c->s;
	size_t len = c->len, digits = 0;

	utf8_trim(&s, &len);
	for (size_t i = 0; i < len; i++)
		digits += s[i] >= '0' && s[i] <= '9';
	return digits && digits * 2 >= len;
}

static bool has_figure(const struct record *rec)
{
	for (size_t i = 0; i < rec->n; i++)
		if (is_figure(&rec->cell[i]))
			return true;
	return false;
}

/* Names only, two or more. */
static bool may_be_header(const struct record *rec)
{
	size_t n = cells_used(rec);

	if (n < 2 || is_comment(rec) || has_figure(rec))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!rec->cell[i].len)
			return false;
	return true;
}

/* Does a table that no profile knows begin with this record? */
static bool looks_like_table(const struct tables *t, size_t at)
{
	const struct record *rec = &t->near.rec[at];
	size_t n = cells_used(rec);
	bool parted = at > 0 && is_comment(&t->near.rec[at - 1]);

	if (!may_be_header(rec) || (t->n && !parted &&
				    t->item[t->n - 1].cells == n))
		return false;
	if (at + 1 == t->near.n)
		return parted;		/* an empty table */
	for (size_t i = at + 1; i < t->near.n; i++)
		if (cells_used(&t->near.rec[i]) == n &&
		    has_figure(&t->near.rec[i]))
			return true;
	return false;
}

bool repeats_header(const struct record *header, const struct record *rec)
{
	if (rec->n != header->n)
		return false;
	for (size_t i = 0; i < rec->n; i++)
		if (rec->cell[i].len != header->cell[i].len ||
		    (rec->cell[i].len &&
		     memcmp(rec->cell[i].s, header->cell[i].s,
			    rec->cell[i].len)))
			return false;
	return true;
}

/* The last table goes on below a gap: nothing but its header stands there. */
static bool goes_on(const struct tables *t, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (!t->near.rec[i].blank)
			return false;
	return t->n && repeats_header(&t->item[t->n - 1].names,
				      &t->near.rec[at]);
}

static void table_add(struct tables *t, size_t at, bool known)
{
	const struct record *rec = &t->near.rec[at];
	struct table_extent *e;

	if (t->n == TABLES_MAX) {
		t->too_many = true;
		return;
	}
	if (t->n) {
		e = &t->item[t->n - 1];
		e->end = t->near_first;
		e->rows = t->rows_before;
		e->last_line = t->line_before;
	}
	e = &t->item[t->n++];
	*e = (struct table_extent){
		.first = t->n > 1 ? t->near_first : 0, .known = known,
		.header = t->near_first + at, .end = SIZE_MAX,
		.cells = cells_used(rec), .line = rec->line,
		.last_line = rec->last_line,
	};
	record_copy(&e->names, t->arena, rec);
	for (size_t i = 0; i < at && t->n == 1; i++)
		preamble_add(&t->file, t->arena, &t->near.rec[i]);
	t->near.file = &t->file;
	for (size_t i = at + 1; i < t->near.n; i++) {
		if (t->near.rec[i].blank)
			continue;
		e->rows++;
		e->last_line = t->near.rec[i].last_line;
	}
}

static bool is_known(struct tables *t, size_t at)
{
	const struct record *rec = &t->near.rec[at];

	if (rec->blank || is_comment(rec) || has_figure(rec) ||
	    t->checked >= CHECKS_MAX)
		return false;
	t->checked++;
	return t->check(t->ctx, &t->near, at);
}

/* The records since the gap are at hand: do they begin a table? */
static bool judge(struct tables *t)
{
	for (size_t i = t->above; i < t->near.n; i++) {
		if (!is_known(t, i))
			continue;
		if (goes_on(t, i))
			return false;
		table_add(t, i, true);
		return true;
	}
	for (size_t i = t->above; i < t->near.n; i++) {
		if (!looks_like_table(t, i) || goes_on(t, i))
			continue;
		table_add(t, i, false);
		return true;
	}
	return false;
}

/* May the records since the gap stand above the header of a table that
 * follows? Above the first one all sorts of lines do. */
static bool may_be_above(const struct tables *t)
{
	for (size_t i = t->above; t->n && i < t->near.n; i++) {
		const struct record *rec = &t->near.rec[i];

		if (!rec->blank && !is_comment(rec) &&
		    (cells_used(rec) > 1 || t->item[t->n - 1].cells == 1))
			return false;
	}
	return t->near.n < HEADER_SEARCH;
}

static void near_begin(struct tables *t)
{
	const struct table_extent *last = t->n ? &t->item[t->n - 1] : NULL;

	if (t->scratch.used > SCRATCH_MAX)
		arena_release(&t->scratch);
	t->near.n = t->above = 0;
	t->near_first = t->seen;
	t->open = true;
	t->rows_before = last ? last->rows : 0;
	t->line_before = last ? last->last_line : 0;
}

static void take_gap(struct tables *t)
{
	if (t->open && !judge(t) && may_be_above(t))
		t->above = t->near.n;
	else
		near_begin(t);
}

static bool is_gap(const struct tables *t, const struct record *rec)
{
	return rec->blank || (t->n && is_comment(rec) &&
			      cells_used(rec) < t->item[t->n - 1].cells);
}

void tables_add(struct tables *t, const struct record *rec)
{
	struct table_extent *last;

	if (is_gap(t, rec))
		take_gap(t);
	if (t->open)
		record_copy(&t->near.rec[t->near.n++], &t->scratch, rec);
	t->seen++;
	last = t->n ? &t->item[t->n - 1] : NULL;
	if (last && !rec->blank) {
		last->rows++;
		last->last_line = rec->last_line;
	}
	if (t->open && t->near.n == HEADER_SEARCH) {
		judge(t);
		t->open = false;
	}
}

void tables_end(struct tables *t)
{
	if (t->open)
		judge(t);
	t->open = false;
}

void tables_release(struct tables *t)
{
	arena_release(&t->scratch);
	*t = (struct tables){ 0 };
}
