#include "ingest/records.h"
#include "ingest/ingest.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void records_begin(struct records *r, struct lines *lines, char delimiter)
{
	*r = (struct records){ .lines = lines, .delimiter = delimiter,
			       .text = STRBUF_INIT, .row = STRBUF_INIT,
			       .line = STRBUF_INIT };
	if (csv_init(&r->csv, CSV_STRICT | CSV_STRICT_FINI))
		BUG("csv_init");
	csv_set_delim(&r->csv, (unsigned char)delimiter);
	csv_set_blk_size(&r->csv, 65536);
}

/* libcsv's text goes into r->text; cells are offsets until it may no longer
 * move. */
static void on_cell(void *s, size_t len, void *ctx)
{
	struct records *r = ctx;

	if (len > CELL_BYTES_MAX || r->n >= RECORD_CELLS_MAX)
		r->too_large = true;
	if (r->too_large)	/* r->n stays at the cell that is */
		return;
	vec_reserve(&r->cell, r->n, &r->room);
	r->cell[r->n++] = (struct cell){ NULL, (uint32_t)len };
	strbuf_add(&r->text, s, len);
}

static void on_record(int end, void *ctx)
{
	struct records *r = ctx;

	(void)end;
	r->done = true;
}

static int refuse_cap(const struct records *r, int64_t line, size_t column,
		      bool cells, struct err *err)
{
	if (cells)
		return err_set(err, ERR_DATA,
			       "%s:%lld: the row has more than %d columns; no "
			       "export has so many: is the delimiter right?",
			       r->lines->src->name, (long long)line,
			       RECORD_CELLS_MAX);
	return err_set(err, ERR_DATA,
		       "%s:%lld: column %zu holds more than %zu KB in one "
		       "cell; no export does: look for a quote that is not "
		       "closed", r->lines->src->name, (long long)line, column,
		       CELL_BYTES_MAX >> 10);
}

/* s is the line. */
static int refuse_quote(const struct records *r, const char *s, size_t len,
			struct err *err)
{
	bool escaped = !r->backslash && memmem(s, len, "\\\"", 2);

	return err_set(err, ERR_DATA,
		       "%s:%lld: column %zu: a quote inside a cell that is not "
		       "quoted, or text behind a closing quote; expected \"\" "
		       "for each quote inside a quoted cell: export the file "
		       "again%s", r->lines->src->name,
		       (long long)r->lines->line, r->n + 1, escaped ?
		       ", or say --escape backslash if it writes \\\" for a "
		       "quote" : "");
}

static int refuse_unclosed(const struct records *r, struct err *err)
{
	return err_set(err, ERR_DATA,
		       "%s:%lld: column %zu opens a quote that is never "
		       "closed; the file may be cut off: export it again",
		       r->lines->src->name, (long long)r->rec.line, r->n + 1);
}

static bool all_blank(const struct cell *cell, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < cell[i].len; k++)
			if (cell[i].s[k] != ' ' && cell[i].s[k] != '\t')
				return false;
	return true;
}

static const struct record *record_done(struct records *r, size_t n)
{
	r->rec.cell = r->cell;
	r->rec.n = n;
	r->rec.last_line = r->lines->line;
	r->rec.blank = all_blank(r->cell, n);
	return &r->rec;
}

/* The cells of a line that holds no quote. */
static int split_plain(struct records *r, const char *s, size_t len,
		       struct err *err)
{
	const char *end = s + len;
	size_t n = 0;

	while (end > s && (end[-1] == '\n' || end[-1] == '\r'))
		end--;
	for (;;) {
		const char *stop = memchr(s, r->delimiter, (size_t)(end - s));
		size_t size = (size_t)((stop ? stop : end) - s);

		if (size > CELL_BYTES_MAX)
			return refuse_cap(r, r->lines->line, n + 1, false, err);
		if (n >= RECORD_CELLS_MAX)
			return refuse_cap(r, r->lines->line, n, true, err);
		vec_reserve(&r->cell, n, &r->room);
		r->cell[n++] = (struct cell){ s, (uint32_t)size };
		if (!stop)
			break;
		s = stop + 1;
	}
	r->rec.line = r->lines->line;
	record_done(r, n);
	return 1;
}

static int no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

/* A cell such as ` "x"`: its blank is no text. libcsv drops the blanks of all
 * cells then, of others it must keep them. */
static bool blank_before_quote(const struct records *r, const char *s,
			       size_t len)
{
	bool start = true, blank = false;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '"' && start && blank)
			return true;
		blank = start && s[i] == ' ';
		start = s[i] == r->delimiter || blank;
	}
	return false;
}

/* Give one physical line to libcsv. */
static int feed(struct records *r, const char *s, size_t len, struct err *err)
{
	size_t used;

	if (!r->begun) {
		r->begun = true;
		r->rec.line = r->lines->line;
		r->n = 0;
		strbuf_clear(&r->text);
		csv_set_space_func(&r->csv, blank_before_quote(r, s, len) ?
				   NULL : no_blank);
	}
	used = csv_parse(&r->csv, s, len, on_cell, on_record, r);
	if (r->too_large || r->csv.entry_pos > CELL_BYTES_MAX)
		return refuse_cap(r, r->rec.line, r->n + 1,
				  r->n >= RECORD_CELLS_MAX, err);
	if (used == len)
		return 0;
	if (csv_error(&r->csv) == CSV_EPARSE)
		return refuse_quote(r, s, len, err);
	err_no_memory();
}

static int feed_end(struct records *r, struct err *err)
{
	if (csv_fini(&r->csv, on_cell, on_record, r)) {
		if (csv_error(&r->csv) == CSV_EPARSE)
			return refuse_unclosed(r, err);
		err_no_memory();
	}
	if (r->too_large)
		return refuse_cap(r, r->rec.line, r->n + 1,
				  r->n >= RECORD_CELLS_MAX, err);
	return 0;
}

/* The row in one cell becomes its cells. */
static int unwrap(struct records *r, struct err *err)
{
	struct csv_parser csv;
	int ret = 0;

	strbuf_clear(&r->row);
	strbuf_add(&r->row, r->text.s, r->text.len);
	strbuf_clear(&r->text);
	r->n = 0;
	if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI))
		BUG("csv_init");
	csv_set_delim(&csv, (unsigned char)r->delimiter);
	csv_set_space_func(&csv, blank_before_quote(r, r->row.s, r->row.len) ?
			   NULL : no_blank);
	if (csv_parse(&csv, r->row.s, r->row.len, on_cell, on_record, r) !=
	    r->row.len || csv_fini(&csv, on_cell, on_record, r))
		ret = refuse_quote(r, r->row.s, r->row.len, err);
	csv_free(&csv);
	if (!ret && r->too_large)
		ret = refuse_cap(r, r->rec.line, r->n + 1,
				 r->n >= RECORD_CELLS_MAX, err);
	return ret;
}

static int take_quoted(struct records *r, const struct record **out,
		       struct err *err)
{
	const char *s;

	if (r->wrapped && r->n == 1 && r->text.len &&
	    memchr(r->text.s, r->delimiter, r->text.len) && unwrap(r, err))
		return -1;
	s = r->text.s;

	for (size_t i = 0; i < r->n; i++) {
		r->cell[i].s = s;
		s += r->cell[i].len;
	}
	r->begun = false;
	r->done = false;
	*out = record_done(r, r->n);
	return 1;
}

/* What backslashes say is said by doubled quotes. */
static void unescape(struct records *r, const char **s, size_t *len)
{
	const char *end = *s + *len;

	if (!r->backslash || !memchr(*s, '\\', *len))
		return;
	strbuf_clear(&r->line);
	for (const char *p = *s; p < end; p++) {
		bool escape = *p == '\\' && p + 1 < end;

		if (escape && p[1] == '"')
			strbuf_putc(&r->line, '"');
		if (escape && (p[1] == '"' || p[1] == '\\'))
			p++;
		strbuf_putc(&r->line, *p);
	}
	*s = r->line.s;
	*len = r->line.len;
}

int records_next(struct records *r, const struct record **out,
		 struct err *err)
{
	for (;;) {
		const char *s;
		size_t len;
		int ret = lines_next(r->lines, &s, &len, err);

		if (ret < 0)
			return -1;
		if (!ret && !r->begun)
			return 0;
		if (ret)
			unescape(r, &s, &len);
		if (!ret && feed_end(r, err))
			return -1;
		if (ret && !r->begun && !memchr(s, '"', len)) {
			*out = &r->rec;
			return split_plain(r, s, len, err);
		}
		if (ret && feed(r, s, len, err))
			return -1;
		if (r->done)
			return take_quoted(r, out, err);
		if (!ret)
			return 0;
	}
}

void records_end(struct records *r)
{
	if (r->lines) {
		csv_free(&r->csv);
		strbuf_release(&r->text);
		strbuf_release(&r->row);
		strbuf_release(&r->line);
	}
	free(r->cell);
	*r = (struct records){ 0 };
}

#define TEXT(n) #n
#define VERSION_TEXT(a, b, c) TEXT(a) "." TEXT(b) "." TEXT(c)

const char *csv_library_version(void)
{
	return VERSION_TEXT(CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
}
