/*
 * Rows for people and machines: --format text|csv|json.
 *
 * Text aligns by display width, numbers right. CSV is RFC 4180 with LF, and
 * text cells that a spreadsheet would take for a formula get an apostrophe.
 * JSON is an array of objects; numbers are bare, null is null.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_text.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/formats.h"

const char *const row_formats[] = { "text", "csv", "json", NULL };

struct rows {
	const char *format;
	const char *const *names;
	const bool *numeric;	/* NULL: no column is */
	size_t n;		/* columns */
	char **cell;		/* n_rows * n, NULL = null */
	size_t n_rows, cap;
	struct arena arena;
};

struct rows *rows_new(const char *format, const char *const *names,
		      const bool *numeric, size_t n)
{
	struct rows *r = xcalloc(1, sizeof *r);
	const char **copy = arena_array(&r->arena, n, sizeof *copy);

	for (size_t i = 0; i < n; i++)
		copy[i] = arena_strdup(&r->arena, names[i]);
	r->format = format ? format : "text";
	r->names = copy;
	if (numeric) {
		bool *flags = arena_array(&r->arena, n, sizeof *flags);

		memcpy(flags, numeric, n * sizeof *flags);
		r->numeric = flags;
	}
	r->n = n;
	return r;
}

void rows_add(struct rows *r, const char *const *values)
{
	for (size_t i = 0; i < r->n; i++) {
		size_t at = r->n_rows * r->n + i;

		vec_reserve(&r->cell, at, &r->cap);
		r->cell[at] = arena_strdup(&r->arena, values[i]);
	}
	r->n_rows++;
}

static const char *cell_of(const struct rows *r, size_t row, size_t col)
{
	return r->cell[row * r->n + col];
}

static bool is_numeric(const struct rows *r, size_t col)
{
	return r->numeric && r->numeric[col];
}

static void put_padded(struct strbuf *out, const char *s, size_t width,
		       bool right, bool last)
{
	size_t w = utf8_width(s), pad = w < width ? width - w : 0;

	if (right)
		strbuf_pad(out, ' ', pad);
	strbuf_puts(out, s);
	if (!right && !last)
		strbuf_pad(out, ' ', pad);
	if (!last)
		strbuf_puts(out, "  ");
}

/* No blanks at the end of a line whose last cells are empty. */
static void end_line(struct strbuf *out)
{
	while (out->len && out->s[out->len - 1] == ' ')
		out->s[--out->len] = '\0';
	strbuf_putc(out, '\n');
}

static void print_text(struct strbuf *out, const struct rows *r)
{
	size_t *width = xcalloc(r->n, sizeof *width);

	for (size_t c = 0; c < r->n; c++) {
		width[c] = utf8_width(r->names[c]);
		for (size_t i = 0; i < r->n_rows; i++) {
			const char *s = cell_of(r, i, c);
			size_t w = s ? utf8_width(s) : 1;

			width[c] = w > width[c] ? w : width[c];
		}
	}
	for (size_t c = 0; c < r->n; c++)
		put_padded(out, r->names[c], width[c], is_numeric(r, c),
			   c + 1 == r->n);
	end_line(out);
	for (size_t i = 0; i < r->n_rows; i++) {
		for (size_t c = 0; c < r->n; c++) {
			const char *s = cell_of(r, i, c);

			put_padded(out, s ? s : "-", width[c],
				   is_numeric(r, c), c + 1 == r->n);
		}
		end_line(out);
	}
	free(width);
}

static void put_csv(struct strbuf *out, const char *s, bool numeric)
{
	if (s && numeric)
		csv_put_plain(out, s);
	else if (s)
		csv_put_text(out, s);
}

static void print_csv(struct strbuf *out, const struct rows *r)
{
	for (size_t c = 0; c < r->n; c++) {
		strbuf_puts(out, c ? "," : "");
		put_csv(out, r->names[c], false);
	}
	strbuf_putc(out, '\n');
	for (size_t i = 0; i < r->n_rows; i++) {
		for (size_t c = 0; c < r->n; c++) {
			strbuf_puts(out, c ? "," : "");
			put_csv(out, cell_of(r, i, c), is_numeric(r, c));
		}
		strbuf_putc(out, '\n');
	}
}

static void put_json_text(struct strbuf *out, const char *s)
{
	json_t *text = json_string(s);
	char *dump = text ? json_dumps(text, JSON_ENCODE_ANY) : NULL;

	if (!dump)
		err_no_memory();
	strbuf_puts(out, dump);
	free(dump);
	json_decref(text);
}

static void print_json(struct strbuf *out, const struct rows *r)
{
	strbuf_puts(out, "[");
	for (size_t i = 0; i < r->n_rows; i++) {
		strbuf_puts(out, i ? ",\n {" : "\n {");
		for (size_t c = 0; c < r->n; c++) {
			const char *s = cell_of(r, i, c);

			strbuf_puts(out, c ? ", " : "");
			put_json_text(out, r->names[c]);
			strbuf_puts(out, ": ");
			if (!s || (is_numeric(r, c) && !*s))
				strbuf_puts(out, "null");
			else if (is_numeric(r, c))
				strbuf_puts(out, s);
			else
				put_json_text(out, s);
		}
		strbuf_puts(out, "}");
	}
	strbuf_puts(out, "\n]\n");
}

int rows_finish(struct rows *r, struct err *err)
{
	struct strbuf out = STRBUF_INIT;

	if (!strcmp(r->format, "csv"))
		print_csv(&out, r);
	else if (!strcmp(r->format, "json"))
		print_json(&out, r);
	else
		print_text(&out, r);
	int ret = say_bytes(err, out.s, out.len);

	strbuf_release(&out);
	free(r->cell);
	arena_release(&r->arena);
	free(r);
	return ret;
}
