/*
 * The reader of workbooks on any bytes: the zip, its parts, cells and names.
 *
 * What comes out must lie inside a sheet, in order, with texts that are
 * there; what is refused must say why.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "render/xlsx_read.h"

static void expect(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static void look_at_sheet(const struct xlsx_sheet *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct xlsx_cell *c = &s->cell[i];

		expect(c->row < 1048576 && c->col < 16384, "a cell of a sheet");
		expect(!i || c[-1].row < c->row ||
		       (c[-1].row == c->row && c[-1].col < c->col),
		       "cells in order, each once");
		expect(xlsx_cell_at(s, c->row, c->col) == c, "a cell found");
		expect(c->type != XLSX_TEXT || c->text, "a text");
	}
}

static void look_at_names(const struct xlsx_book *b)
{
	for (size_t i = 0; i < b->n_names; i++) {
		struct err err = { 0 };
		struct xlsx_span span;
		int ret = xlsx_name_span(&span, b, b->name[i].name, &err);

		expect(ret <= 0, "a name that is there");
		expect(ret || (span.sheet && span.first <= span.last),
		       "where a name leads");
		expect(!ret || *err.msg, "a refusal says why");
	}
}

static void fuzz_workbook(const uint8_t *bytes, size_t len)
{
	char path[] = "/tmp/tuneup-fuzz-XXXXXX";
	int fd = mkstemp(path);
	struct xlsx_book book;
	struct err err = { 0 };

	expect(fd >= 0 && write(fd, bytes, len) == (ssize_t)len, "a file");
	close(fd);
	if (xlsx_read(&book, path, &err)) {
		expect(*err.msg, "a refusal says why");
	} else {
		for (size_t i = 0; i < book.n_sheets; i++)
			look_at_sheet(&book.sheet[i]);
		look_at_names(&book);
		xlsx_release(&book);
	}
	unlink(path);
}

#ifdef FUZZ
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	fuzz_workbook(bytes, len);
	return 0;
}
#endif
