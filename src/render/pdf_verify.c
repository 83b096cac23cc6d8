#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "render/pdf_verify.h"

#define XREF_LINE 20		/* bytes of an entry, by definition */
#define OBJECTS_MAX 1000000

struct file {
	const char *s;
	size_t len;
	const char *name;
	size_t xref;		/* where the table starts */
	size_t trailer;
	size_t n;		/* objects, with the free one */
	size_t *at;		/* offset per object, 0 = free */
	size_t *end;		/* where the next object or table starts */
};

static int bad(const struct file *f, size_t at, const char *what,
	       struct err *err)
{
	return err_set(err, ERR_SOFTWARE,
		       "%s: not a whole PDF: %s (byte %zu of %zu)", f->name,
		       what, at, f->len);
}

static bool has(const struct file *f, size_t at, const char *word)
{
	size_t n = strlen(word);

	return at <= f->len && n <= f->len - at &&
	       memcmp(f->s + at, word, n) == 0;
}

/* Where word stands first in [from, to), or SIZE_MAX. */
static size_t find(const struct file *f, size_t from, size_t to,
		   const char *word)
{
	const char *hit;

	if (to > f->len)
		to = f->len;
	if (from >= to)
		return SIZE_MAX;
	hit = memmem(f->s + from, to - from, word, strlen(word));
	return hit ? (size_t)(hit - f->s) : SIZE_MAX;
}

/* Digits at *at; moves behind them. -1 when there is none or too many. */
static int number(const struct file *f, size_t *at, size_t *out)
{
	size_t start = *at, v = 0;

	while (*at < f->len && f->s[*at] >= '0' && f->s[*at] <= '9') {
		if (*at - start > 12)
			return -1;
		v = v * 10 + (size_t)(f->s[*at] - '0');
		++*at;
	}
	*out = v;
	return *at > start ? 0 : -1;
}

static void skip_blanks(const struct file *f, size_t *at)
{
	while (*at < f->len && (f->s[*at] == ' ' || f->s[*at] == '\n' ||
				f->s[*at] == '\r' || f->s[*at] == '\t'))
		++*at;
}

/* Header, "%%EOF" at the very end, and the offset that startxref states. */
static int check_ends(struct file *f, struct err *err)
{
	size_t at, end = f->len, start;

	if (!has(f, 0, "%PDF-1."))
		return bad(f, 0, "the header is missing", err);
	while (end > 0 && (f->s[end - 1] == '\n' || f->s[end - 1] == '\r'))
		end--;
	if (end < 40 || end + 2 < f->len || end == f->len ||
	    !has(f, end - 5, "%%EOF"))
		return bad(f, end, "the end mark is missing", err);
	start = find(f, end > 60 ? end - 60 : 0, end, "startxref");
	if (start == SIZE_MAX)
		return bad(f, end, "startxref is missing", err);
	at = start + strlen("startxref");
	skip_blanks(f, &at);
	if (number(f, &at, &f->xref) < 0 || !has(f, f->xref, "xref"))
		return bad(f, start, "startxref leads to no table", err);
	skip_blanks(f, &at);
	if (at != end - 5)
		return bad(f, at, "more than a number after startxref", err);
	return 0;
}

/* One table, from object 0, each line exactly as long as it must be. */
static int read_table(struct file *f, struct err *err)
{
	size_t at = f->xref + 4, first;

	skip_blanks(f, &at);
	if (number(f, &at, &first) < 0 || first != 0)
		return bad(f, at, "the table does not start at object 0",
			   err);
	skip_blanks(f, &at);
	if (number(f, &at, &f->n) < 0 || f->n < 2 || f->n > OBJECTS_MAX)
		return bad(f, at, "the table has no size", err);
	skip_blanks(f, &at);
	f->at = xcalloc(f->n, sizeof *f->at);
	f->end = xcalloc(f->n, sizeof *f->end);
	for (size_t i = 0; i < f->n; i++, at += XREF_LINE) {
		size_t digits = at;

		if (at + XREF_LINE > f->len ||
		    number(f, &digits, &f->at[i]) < 0 || digits != at + 10 ||
		    f->s[at + 10] != ' ' || f->s[at + 16] != ' ')
			return bad(f, at, "a line of the table is broken",
				   err);
		if (f->s[at + 17] == 'f')
			f->at[i] = 0;
		else if (f->s[at + 17] != 'n' || f->at[i] == 0)
			return bad(f, at, "a line of the table is broken",
				   err);
	}
	f->trailer = at;
	if (!has(f, at, "trailer"))
		return bad(f, at, "the trailer is missing", err);
	return 0;
}

static int by_offset(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* An object ends where the next one, or the table, starts. */
static int find_ends(struct file *f, struct err *err)
{
	size_t *order = xcalloc(f->n + 1, sizeof *order);
	size_t n = 0;
	int ret = 0;

	for (size_t i = 0; i < f->n; i++)
		if (f->at[i])
			order[n++] = f->at[i];
	order[n] = f->xref;
	qsort(order, n, sizeof *order, by_offset);
	for (size_t i = 0; i < n && ret == 0; i++)
		if (order[i] >= order[i + 1])
			ret = bad(f, order[i], "two objects at one place",
				  err);
	for (size_t i = 0; i < f->n && ret == 0; i++)
		if (f->at[i]) {
			const size_t *own = bsearch(&f->at[i], order, n,
						    sizeof *order, by_offset);

			f->end[i] = own[1];
		}
	free(order);
	return ret;
}

/* A value that is a number, or a reference to an object that is one. */
static int read_length(const struct file *f, size_t at, size_t *out)
{
	size_t generation, start = at;

	skip_blanks(f, &at);
	if (number(f, &at, out) < 0)
		return -1;
	start = at;
	skip_blanks(f, &at);
	if (at == start || number(f, &at, &generation) < 0)
		return 0;
	skip_blanks(f, &at);
	if (!has(f, at, "R"))
		return 0;
	if (*out >= f->n || !f->at[*out])
		return -1;
	at = find(f, f->at[*out], f->end[*out], " obj");
	if (at == SIZE_MAX)
		return -1;
	at += 4;
	skip_blanks(f, &at);
	return number(f, &at, out);
}

/* `start` is behind "stream\n"; the dictionary stands before it. */
static int check_stream(const struct file *f, size_t i, size_t start,
			struct err *err)
{
	size_t key = find(f, f->at[i], start, "/Length ");
	size_t len, at;

	if (key == SIZE_MAX || read_length(f, key + 8, &len) < 0)
		return bad(f, start, "a stream has no length", err);
	if (len > f->end[i] || start + len > f->end[i])
		return bad(f, start, "a stream is longer than its object",
			   err);
	at = start + len;
	skip_blanks(f, &at);
	if (at > start + len + 2 || !has(f, at, "endstream"))
		return bad(f, at, "a stream does not end where it says",
			   err);
	at += strlen("endstream");
	skip_blanks(f, &at);
	if (!has(f, at, "endobj"))
		return bad(f, at, "an object does not end", err);
	at += strlen("endobj");
	skip_blanks(f, &at);
	return at == f->end[i] ? 0 :
	       bad(f, at, "something stands between two objects", err);
}

/* ---- references ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool ends_word(char c)
{
	return is_blank(c) || strchr("/<>[]()", c);
}

/* Behind a string, "(...)" or "<...>", or a name or keyword, at *at. */
static void skip_word(const struct file *f, size_t *at, size_t end)
{
	char first = f->s[(*at)++];

	if (first == '(') {
		while (*at < end && f->s[*at] != ')')
			*at += f->s[*at] == '\\' ? 2 : 1;
		++*at;
	} else if (first == '<' && *at < end && f->s[*at] == '<') {
		++*at;
	} else if (first == '<') {
		while (*at < end && f->s[*at] != '>')
			++*at;
		++*at;
	} else if (first == '/' || !ends_word(first)) {
		while (*at < end && !ends_word(f->s[*at]))
			++*at;
	}
}

/* "12 0 R" at *at: moves behind it and says which object is meant. */
static bool is_reference(const struct file *f, size_t *at, size_t *object)
{
	size_t here = *at, generation;

	if (number(f, &here, object) < 0 || !has(f, here, " "))
		return false;
	here++;
	if (number(f, &here, &generation) < 0 || !has(f, here, " R"))
		return false;
	here += 2;
	if (here < f->len && !ends_word(f->s[here]))
		return false;
	*at = here;
	return true;
}

/* Of the values in [at, end), each reference leads to an object. */
static int check_references(const struct file *f, size_t at, size_t end,
			    struct err *err)
{
	while (at < end) {
		size_t start = at, object;

		if (!is_reference(f, &at, &object))
			skip_word(f, &at, end);
		else if (object >= f->n || !f->at[object])
			return bad(f, start, "a reference leads to no object",
				   err);
	}
	return 0;
}

static int check_object(const struct file *f, size_t i, struct err *err)
{
	size_t at = f->at[i], id, generation, stream, tail;

	if (number(f, &at, &id) < 0 || id != i || !has(f, at, " "))
		return bad(f, f->at[i], "an offset leads to no object", err);
	at++;
	if (number(f, &at, &generation) < 0 || !has(f, at, " obj"))
		return bad(f, f->at[i], "an offset leads to no object", err);
	stream = find(f, at, f->end[i], "stream\r\n");
	if (stream != SIZE_MAX)
		return check_references(f, at, stream, err) < 0 ? -1 :
		       check_stream(f, i, stream + 8, err);
	stream = find(f, at, f->end[i], "stream\n");
	if (stream != SIZE_MAX)
		return check_references(f, at, stream, err) < 0 ? -1 :
		       check_stream(f, i, stream + 7, err);
	tail = f->end[i];
	while (tail > at && (f->s[tail - 1] == '\n' ||
			     f->s[tail - 1] == '\r'))
		tail--;
	if (tail < at + 6 || !has(f, tail - 6, "endobj"))
		return bad(f, tail, "an object does not end", err);
	return check_references(f, at, tail - 6, err);
}

static int check_trailer(const struct file *f, struct err *err)
{
	size_t key = find(f, f->trailer, f->len, "/Size ");
	size_t root = find(f, f->trailer, f->len, "/Root ");
	size_t size, object;

	if (key == SIZE_MAX || root == SIZE_MAX)
		return bad(f, f->trailer, "the trailer lacks an entry", err);
	if (check_references(f, f->trailer, find(f, f->trailer, f->len,
						 "startxref"), err) < 0)
		return -1;
	key += 6;
	root += 6;
	if (number(f, &key, &size) < 0 || size != f->n)
		return bad(f, key, "the trailer states another size", err);
	if (number(f, &root, &object) < 0 || object >= f->n ||
	    !f->at[object] ||
	    find(f, f->at[object], f->end[object], "/Catalog") == SIZE_MAX)
		return bad(f, root, "the trailer leads to no catalogue",
			   err);
	return 0;
}

/* Page objects say "/Type /Page" and not "/Type /Pages". */
static int check_pages(const struct file *f, size_t want, struct err *err)
{
	size_t got = 0;

	for (size_t i = 0; i < f->n; i++) {
		size_t stop = f->end[i];
		size_t at = f->at[i] ? find(f, f->at[i], stop,
					    "/Type /Page") : SIZE_MAX;

		if (at == SIZE_MAX)
			continue;
		at += strlen("/Type /Page");
		if (at < stop && (f->s[at] == '\n' || f->s[at] == '\r' ||
				  f->s[at] == ' ' || f->s[at] == '/' ||
				  f->s[at] == '>'))
			got++;
	}
	if (got != want)
		return err_set(err, ERR_SOFTWARE,
			       "%s: holds %zu pages, %zu were laid out",
			       f->name, got, want);
	return 0;
}

/* Elements of the structure tree: objects that begin with their kind. */
static int check_elements(const struct file *f, size_t want, struct err *err)
{
	size_t got = 0;

	for (size_t i = 0; i < f->n; i++) {
		size_t at = f->at[i] ? find(f, f->at[i], f->end[i], "<<") :
			    SIZE_MAX;

		if (at == SIZE_MAX)
			continue;
		at += 2;
		skip_blanks(f, &at);
		if (!has(f, at, "/S /"))
			continue;
		if (find(f, at, f->end[i], "/P ") == SIZE_MAX)
			return bad(f, at, "an element has no parent", err);
		got++;
	}
	if (got != want)
		return err_set(err, ERR_SOFTWARE,
			       "%s: holds %zu elements of structure, %zu were "
			       "laid out", f->name, got, want);
	return 0;
}

static int check_all(struct file *f, struct pdf_wanted want, struct err *err)
{
	if (check_ends(f, err) < 0 || read_table(f, err) < 0 ||
	    find_ends(f, err) < 0)
		return -1;
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i] && check_object(f, i, err) < 0)
			return -1;
	if (check_trailer(f, err) < 0)
		return -1;
	if (check_pages(f, want.pages, err) < 0)
		return -1;
	return check_elements(f, want.elements, err);
}

int pdf_verify(const char *bytes, size_t len, struct pdf_wanted want,
	       const char *name, struct err *err)
{
	struct file f = { .s = bytes, .len = len, .name = name };
	int ret = check_all(&f, want, err);

	free(f.at);
	free(f.end);
	return ret;
}
