/*
 * The front end on any bytes: what it is, decode, dialect, records, table.
 *
 * The first byte says which encoding is asked for; the rest is the file. What
 * comes out must be text without NUL in cells of a sane size, line numbers
 * must rise, and a second pass must see what the first one saw.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "ingest/dialect.h"
#include "ingest/lines.h"
#include "ingest/match.h"
#include "ingest/records.h"
#include "ingest/table.h"
#include "ingest/tables.h"

static const char *const encodings[] = {
	NULL, NULL, NULL, NULL, "UTF-16LE", "UTF-16BE", "Windows-1252",
	"Shift_JIS", "UTF-7"
};

static void must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static uint64_t look_at(const struct record *rec, int64_t line)
{
	uint64_t seen = hash64(&rec->line, sizeof rec->line, rec->n);

	must(rec->n >= 1 && rec->n <= RECORD_CELLS_MAX, "cells of a record");
	must(rec->line > line && rec->last_line >= rec->line, "lines rise");
	for (size_t i = 0; i < rec->n; i++) {
		const struct cell *c = &rec->cell[i];

		must(c->len <= CELL_BYTES_MAX, "size of a cell");
		must(utf8_valid_prefix(c->s, c->len) == c->len, "text");
		must(!c->len || !memchr(c->s, 0, c->len), "no NUL");
		seen = hash64(c->s, c->len, seen);
	}
	return seen;
}

/* All records; 0 when the file is refused. */
static uint64_t pass(struct source *src, const char *encoding, char delimiter,
		     bool backslash)
{
	struct diags diags = { .cap = 100 };
	struct lines lines;
	struct records records = { 0 };
	const struct record *rec;
	struct err err = { 0 };
	uint64_t seen = 1;
	int64_t line = 0;
	int ret = lines_begin(&lines, src, encoding, &diags, &err);

	if (!ret) {
		records_begin(&records, &lines, delimiter);
		records.backslash = backslash;
		while ((ret = records_next(&records, &rec, &err)) > 0) {
			seen = seen * 31 + look_at(rec, line);
			line = rec->last_line;
		}
	}
	must(!ret || *err.msg, "a refusal says why");
	must(utf8_valid_prefix(err.msg, strlen(err.msg)) == strlen(err.msg),
	     "a refusal is text");
	records_end(&records);
	lines_end(&lines);
	diags_release(&diags);
	return ret ? 0 : seen;
}

/* A stand-in for the profiles: a short row of three cells or more. */
static bool is_header(void *ctx, const struct head *h, size_t index)
{
	(void)ctx;
	return h->rec[index].n > 2 && h->rec[index].cell[0].len < 8;
}

/* Where tables begin and end: one after the other, all inside the file. */
static void try_tables(struct source *src, const char *encoding,
		       char delimiter)
{
	struct diags diags = { .cap = 100 };
	struct arena a = { 0 };
	struct tables tables = { 0 };
	struct lines lines;
	struct records records = { 0 };
	const struct record *rec;
	struct err err = { 0 };
	size_t end = 0;

	tables_begin(&tables, &a, is_header, NULL);
	if (!lines_begin(&lines, src, encoding, &diags, &err)) {
		records_begin(&records, &lines, delimiter);
		while (records_next(&records, &rec, &err) > 0)
			tables_add(&tables, rec);
	}
	tables_end(&tables);
	must(tables.n <= TABLES_MAX, "number of tables");
	for (size_t i = 0; i < tables.n; i++) {
		const struct table_extent *t = &tables.item[i];

		must(t->first >= end && t->header >= t->first &&
		     t->end >= t->header &&
		     (t->end <= tables.seen || i + 1 == tables.n),
		     "extent of a table");
		end = t->end;
	}
	tables_release(&tables);
	records_end(&records);
	lines_end(&lines);
	diags_release(&diags);
	arena_release(&a);
}

/* Every record near the top as the header. */
static void try_headers(struct source *src, const char *encoding,
			char delimiter)
{
	struct diags diags = { .cap = 100 };
	struct arena a = { 0 };
	struct lines lines;
	struct records records = { 0 };
	struct head head = { 0 };
	struct err err = { 0 };

	if (!lines_begin(&lines, src, encoding, &diags, &err)) {
		records_begin(&records, &lines, delimiter);
		if (head_read(&head, &a, &records, SIZE_MAX, &err))
			head.n = 0;
	}
	for (size_t i = 0; i < head.n && i < HEADER_SEARCH; i++) {
		struct table t;

		table_begin(&t, &a, &head, i);
		must(!t.above.has_range || t.above.first <= t.above.last,
		     "a range of days");
		for (size_t k = 0; k < head.n && k < 50; k++)
			table_row_shape(&t, &head.rec[k]);
	}
	records_end(&records);
	lines_end(&lines);
	diags_release(&diags);
	arena_release(&a);
}

static void fuzz_file(const uint8_t *bytes, size_t len)
{
	struct source src = { .name = "t.csv", .fd = -1, .held = STRBUF_INIT };
	struct dialect d;
	const char *encoding;
	uint64_t seen;

	if (!len)
		return;
	encoding = encodings[*bytes % (sizeof encodings / sizeof *encodings)];
	strbuf_add(&src.held, bytes + 1, len - 1);
	src.size = (int64_t)len - 1;
	sniff_foreign(src.held.s, src.held.len);
	dialect_guess(&d, src.held.s, src.held.len);
	must(d.delimiter && strchr(",;\t|", d.delimiter), "a delimiter");
	seen = pass(&src, encoding, d.delimiter, *bytes & 0x80);
	must(pass(&src, encoding, d.delimiter, *bytes & 0x80) == seen,
	     "two passes are alike");
	if (seen) {
		try_headers(&src, encoding, d.delimiter);
		try_tables(&src, encoding, d.delimiter);
	}
	source_close(&src);
}

#ifdef FUZZ
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	fuzz_file(bytes, len);
	return 0;
}
#endif
