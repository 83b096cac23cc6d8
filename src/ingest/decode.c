#include "ingest/decode.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

struct alias {
	const char *name;
	enum encoding encoding;
	const char *shown;
};

static const struct alias aliases[] = {
	{ "utf-8", ENC_UTF8, "UTF-8" },
	{ "utf8", ENC_UTF8, "UTF-8" },
	{ "utf-16le", ENC_UTF16LE, "UTF-16LE" },
	{ "utf-16", ENC_UTF16LE, "UTF-16LE" },
	{ "utf-16be", ENC_UTF16BE, "UTF-16BE" },
	{ "windows-1252", ENC_OTHER, "Windows-1252" },
	{ "cp1252", ENC_OTHER, "Windows-1252" },
};

static void encoding_by_mark(const unsigned char *b, size_t len,
			     struct decoder *d, size_t *bom)
{
	if (len >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF) {
		d->encoding = ENC_UTF8;
		d->name = "UTF-8";
		*bom = 3;
	} else if (len >= 2 && b[0] == 0xFF && b[1] == 0xFE) {
		d->encoding = ENC_UTF16LE;
		d->name = "UTF-16LE";
		*bom = 2;
	} else if (len >= 2 && b[0] == 0xFE && b[1] == 0xFF) {
		d->encoding = ENC_UTF16BE;
		d->name = "UTF-16BE";
		*bom = 2;
	}
}

static int encoding_by_name(struct decoder *d, const char *wanted,
			    struct err *err)
{
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
		if (strcasecmp(aliases[i].name, wanted))
			continue;
		d->encoding = aliases[i].encoding;
		d->name = aliases[i].shown;
		break;
	}
	if (d->name && d->encoding != ENC_OTHER)
		return 0;
	d->encoding = ENC_OTHER;
	if (!d->name)
		d->name = wanted;
	d->cd = iconv_open("UTF-8", d->name);
	if (d->cd == (iconv_t)-1) {
		d->encoding = ENC_UTF8;
		return err_set(err, ERR_USAGE,
			       "there is no encoding '%.40s'; expected a name "
			       "iconv knows, such as UTF-8, UTF-16LE, "
			       "Windows-1252, Shift_JIS (iconv -l)", wanted);
	}
	return 0;
}

int decode_begin(struct decoder *d, const char *file, const void *head,
		 size_t len, const char *wanted, size_t *bom,
		 struct err *err)
{
	struct decoder by_mark = { .name = "" };

	*d = (struct decoder){ .file = file };
	*bom = 0;
	encoding_by_mark(head, len, &by_mark, bom);
	d->offset = (int64_t)*bom;
	if (wanted && !strcasecmp(wanted, "utf-16") &&
	    !strncmp(by_mark.name, "UTF-16", 6))
		wanted = by_mark.name;
	if (!wanted || !*wanted) {
		d->encoding = *bom ? by_mark.encoding : ENC_UTF8;
		d->name = *bom ? by_mark.name : "UTF-8";
		return 0;
	}
	if (encoding_by_name(d, wanted, err))
		return -1;
	if (*bom && strcmp(by_mark.name, d->name)) {
		decode_end(d);
		return err_set(err, ERR_DATA,
			       "%s starts with the byte order mark of %s, but "
			       "%s was asked for; leave --encoding away", file,
			       by_mark.name, wanted);
	}
	return 0;
}

static int64_t newlines_in(const char *s, size_t len)
{
	int64_t n = 0;

	for (const char *p = s; (p = memchr(p, '\n', len - (size_t)(p - s)));
	     p++)
		n++;
	return n;
}

/* Is every second byte zero around here? Then it is UTF-16 without a mark. */
static const char *utf16_hint(const unsigned char *b, size_t len)
{
	size_t even = 0, odd = 0;

	if (len > 256)
		len = 256;
	for (size_t i = 0; i < len; i++)
		if (!b[i])
			(i & 1 ? odd++ : even++);
	if (odd > len / 4 && even <= len / 16)
		return "UTF-16LE";
	if (even > len / 4 && odd <= len / 16)
		return "UTF-16BE";
	return NULL;
}

static int refuse_nul(struct decoder *d, const char *bytes, size_t len,
		      const char *nul, struct err *err)
{
	const char *hint = utf16_hint((const unsigned char *)bytes, len);

	if (hint && d->offset < 4)
		return err_set(err, ERR_DATA,
			       "%s:1: every second byte is NUL: this "
			       "is %s without a byte order mark; say "
			       "--encoding %s", d->file, hint, hint);
	return err_set(err, ERR_DATA,
		       "%s:%lld: byte %lld is NUL, which no text file holds; "
		       "export the file again", d->file,
		       (long long)(d->newlines +
				   newlines_in(bytes, (size_t)(nul - bytes)) +
				   1),
		       (long long)(d->offset + (nul - bytes)));
}

static int refuse_byte(struct decoder *d, int64_t line, int64_t offset,
		       unsigned int byte, bool cut, struct err *err)
{
	if (cut)
		return err_set(err, ERR_DATA,
			       "%s:%lld: the file ends at byte %lld inside a "
			       "character (%s); it is cut off: export it again",
			       d->file, (long long)line, (long long)offset,
			       d->name);
	return err_set(err, ERR_DATA,
		       "%s:%lld: byte %lld (0x%02X) is not valid %s; save the "
		       "file as UTF-8, or say its encoding, for example "
		       "--encoding Windows-1252", d->file, (long long)line,
		       (long long)offset, byte, d->name);
}

/* Bytes a UTF-8 sequence needs, by its first byte; 0 = none starts so. */
static size_t utf8_need(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* out already holds the bytes from `from` on; cut it to the valid ones. */
static int feed_utf8(struct decoder *d, struct strbuf *out, size_t from,
		     bool last, struct err *err)
{
	const char *s = out->s + from;
	size_t len = out->len - from;
	const char *nul = len ? memchr(s, 0, len) : NULL;
	size_t good, left;
	bool cut;

	if (nul)
		return refuse_nul(d, s, len, nul, err);
	good = utf8_valid_prefix(s, len);
	left = len - good;
	cut = left && left < utf8_need((unsigned char)s[good]);
	for (size_t i = 1; cut && i < left; i++)
		cut = ((unsigned char)s[good + i] & 0xC0) == 0x80;
	if (left && (last || !cut))
		return refuse_byte(d, d->newlines + newlines_in(s, good) + 1,
				   d->offset + (int64_t)good,
				   (unsigned char)s[good], cut, err);
	d->newlines += newlines_in(s, good);
	d->offset += (int64_t)good;
	memcpy(d->carry, s + good, left);
	d->n_carry = left;
	if (left) {
		out->len -= left;
		out->s[out->len] = '\0';
	}
	return 0;
}

static int unit_refuse(struct decoder *d, const char *what, unsigned int unit,
		       struct err *err)
{
	return err_set(err, ERR_DATA,
		       "%s:%lld: byte %lld is %s (U+%04X), which is not valid "
		       "%s; export the file again", d->file,
		       (long long)d->newlines + 1, (long long)d->offset, what,
		       unit, d->name);
}

/* One UTF-16 character at b; returns bytes used, 0 = needs more, -1 error. */
static int utf16_char(struct decoder *d, struct strbuf *out,
		      const unsigned char *b, size_t len, struct err *err)
{
	int hi = d->encoding == ENC_UTF16BE ? 0 : 1, lo = 1 - hi;
	unsigned int u, v;

	if (len < 2)
		return 0;
	u = (unsigned int)b[hi] << 8 | b[lo];
	if (u == 0)
		return unit_refuse(d, "NUL", u, err);
	if (u == 0xFFFE || u == 0xFFFF)
		return unit_refuse(d, "no character", u, err);
	if (u == '\n')
		d->newlines++;
	if (u < 0xD800 || u > 0xDFFF) {
		if (u < 0x80)
			strbuf_putc(out, (char)u);
		else
			utf8_put(out, u);
		return 2;
	}
	if (len < 4 && u < 0xDC00)
		return 0;
	v = len < 4 ? 0 : (unsigned int)b[2 + hi] << 8 | b[2 + lo];
	if (u >= 0xDC00 || v < 0xDC00 || v > 0xDFFF)
		return unit_refuse(d, "half a surrogate pair", u, err);
	u = 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00);
	utf8_put(out, u);
	return 4;
}

static int feed_utf16(struct decoder *d, struct strbuf *out,
		      const unsigned char *b, size_t len, bool last,
		      struct diags *diags, struct err *err)
{
	size_t at = 0;
	int used;

	while ((used = utf16_char(d, out, b + at, len - at, err)) > 0) {
		at += (size_t)used;
		d->offset += used;
	}
	if (used < 0)
		return -1;
	d->n_carry = len - at;
	memcpy(d->carry, b + at, d->n_carry);
	if (!last || !d->n_carry)
		return 0;
	if (d->n_carry > 1)
		return refuse_byte(d, d->newlines + 1, d->offset, 0, true, err);
	diag_add(diags, DIAG_NOTE, "odd-byte", 0, "",
		 "one stray byte 0x%02X behind the last character of this %s "
		 "file was left out", (unsigned int)b[at], d->name);
	d->n_carry = 0;
	return 0;
}

/* Some encodings write NUL in other bytes: UTF-7 does. */
static int refuse_hidden_nul(const struct decoder *d, const char *text,
			     const char *nul, struct err *err)
{
	int64_t lines = newlines_in(text, (size_t)(nul - text));

	return err_set(err, ERR_DATA,
		       "%s:%lld: the line holds NUL, written as %s does; no "
		       "text file holds it: export the file again", d->file,
		       (long long)(d->newlines + lines + 1), d->name);
}

static int feed_iconv(struct decoder *d, struct strbuf *out, const char *bytes,
		      size_t len, bool last, struct err *err)
{
	char buf[4096], *in = (char *)(uintptr_t)bytes;
	const char *nul = len ? memchr(bytes, 0, len) : NULL;
	size_t left = len;

	if (nul)
		return refuse_nul(d, bytes, len, nul, err);
	while (left) {
		char *to = buf;
		size_t room = sizeof buf;
		size_t ret = iconv(d->cd, &in, &left, &to, &room);
		int why = errno;

		nul = to > buf ? memchr(buf, 0, (size_t)(to - buf)) : NULL;
		if (nul)
			return refuse_hidden_nul(d, buf, nul, err);
		d->newlines += newlines_in(buf, (size_t)(to - buf));
		strbuf_add(out, buf, (size_t)(to - buf));
		if (ret != (size_t)-1 || why == E2BIG)
			continue;
		if (why == EINVAL && !last && left < sizeof d->carry)
			break;
		return refuse_byte(d, d->newlines + 1,
				   d->offset + (int64_t)(len - left),
				   (unsigned char)*in, why == EINVAL, err);
	}
	d->offset += (int64_t)(len - left);
	memcpy(d->carry, in, left);
	d->n_carry = left;
	return 0;
}

int decode_feed(struct decoder *d, struct strbuf *out, const void *bytes,
		size_t len, bool last, struct diags *diags, struct err *err)
{
	struct strbuf joined = STRBUF_INIT;
	size_t from = out->len;
	int ret;

	if (d->encoding == ENC_UTF8) {
		strbuf_add(out, d->carry, d->n_carry);
		strbuf_add(out, bytes, len);
		return feed_utf8(d, out, from, last, err);
	}
	if (d->n_carry) {
		strbuf_add(&joined, d->carry, d->n_carry);
		strbuf_add(&joined, bytes, len);
		bytes = joined.s;
		len = joined.len;
	}
	if (d->encoding == ENC_OTHER)
		ret = feed_iconv(d, out, bytes, len, last, err);
	else
		ret = feed_utf16(d, out, bytes, len, last, diags, err);
	strbuf_release(&joined);
	return ret;
}

void decode_end(struct decoder *d)
{
	if (d->encoding == ENC_OTHER && d->name)
		iconv_close(d->cd);
	*d = (struct decoder){ 0 };
}
