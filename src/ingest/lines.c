#include "ingest/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define RAW_BYTES ((size_t)256 << 10)

/* Fill l->raw as far as it goes: the first bytes decide the encoding. */
static int raw_fill(struct lines *l, size_t *len, struct err *err)
{
	*len = 0;
	while (*len < RAW_BYTES) {
		size_t got;

		if (source_read(l->src, l->raw + *len, RAW_BYTES - *len, &got,
				err))
			return -1;
		*len += got;
		if (!got) {
			l->end = true;
			break;
		}
	}
	return 0;
}

static int window_add(struct lines *l, const char *bytes, size_t len,
		      struct err *err)
{
	size_t kept = l->text.len - l->at;

	if (l->at) {
		memmove(l->text.s, l->text.s + l->at, kept);
		l->text.len = kept;
		l->text.s[kept] = '\0';
		l->at = 0;
	}
	if (decode_feed(&l->dec, &l->text, bytes, len, l->end, l->diags, err))
		return -1;
	l->has_cr = l->text.len && memchr(l->text.s, '\r', l->text.len);
	return 0;
}

int lines_begin(struct lines *l, struct source *src, const char *encoding,
		struct diags *diags, struct err *err)
{
	size_t len, bom;

	*l = (struct lines){ .src = src, .diags = diags, .text = STRBUF_INIT,
			     .raw = xmalloc(RAW_BYTES) };
	if (source_rewind(src, err) || raw_fill(l, &len, err))
		return -1;
	if (decode_begin(&l->dec, src->name, l->raw, len, encoding, &bom, err))
		return -1;
	return window_add(l, l->raw + bom, len - bom, err);
}

/* Length of the line at s with its ending, 0 when its end is not in sight. */
static size_t line_length(const struct lines *l, const char *s, size_t left)
{
	const char *lf = memchr(s, '\n', left), *cr = NULL;
	size_t upto = lf ? (size_t)(lf - s) : left;

	if (l->has_cr)
		cr = memchr(s, '\r', upto);
	if (!cr)
		return lf ? upto + 1 : 0;
	if (cr + 1 < s + left)
		return (size_t)(cr - s) + 1 + (cr[1] == '\n');
	return l->end ? left : 0;
}

int lines_next(struct lines *l, const char **s, size_t *len, struct err *err)
{
	for (;;) {
		size_t left = l->text.len - l->at, got;

		if (left) {
			*s = l->text.s + l->at;
			*len = line_length(l, *s, left);
			if (!*len && l->end)
				*len = left;
			if (*len) {
				l->at += *len;
				l->line++;
				return 1;
			}
		} else if (l->end) {
			return 0;
		}
		if (left > LINE_BYTES_MAX)
			return err_set(err, ERR_DATA,
				       "%s:%lld: the line is longer than %zu "
				       "MB; no export has such a line: is this "
				       "the right file?", l->src->name,
				       (long long)l->line + 1,
				       LINE_BYTES_MAX >> 20);
		if (raw_fill(l, &got, err) || window_add(l, l->raw, got, err))
			return -1;
	}
}

void lines_end(struct lines *l)
{
	decode_end(&l->dec);
	if (l->raw)
		strbuf_release(&l->text);
	free(l->raw);
	*l = (struct lines){ 0 };
}
