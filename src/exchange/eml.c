#include "exchange/eml.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"

#define EOL "\r\n"
#define LINE_MAX 76		/* RFC 2045: without its CR LF */
#define WORD_BYTES 39		/* of an encoded word: 52 as base64 */
#define SECONDS_A_DAY 86400

/* ---- base64 ------------------------------------------------------------ */

static void put_base64(struct strbuf *out, const unsigned char *p, size_t len)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		size_t left = len - i;
		uint32_t v = (uint32_t)p[i] << 16 |
			(left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
			(left > 2 ? (uint32_t)p[i + 2] : 0);

		strbuf_putc(out, digit[v >> 18]);
		strbuf_putc(out, digit[v >> 12 & 63]);
		strbuf_putc(out, left > 1 ? digit[v >> 6 & 63] : '=');
		strbuf_putc(out, left > 2 ? digit[v & 63] : '=');
	}
}

static void put_base64_lines(struct strbuf *out, const void *bytes,
			     size_t len)
{
	const size_t step = LINE_MAX / 4 * 3;

	for (size_t i = 0; i < len; i += step) {
		put_base64(out, (const unsigned char *)bytes + i,
			   len - i < step ? len - i : step);
		strbuf_puts(out, EOL);
	}
}

/* ---- quoted-printable -------------------------------------------------- */

static bool is_literal(const char *s)
{
	bool last = s[1] == '\n' || !s[1];

	if (*s == ' ')
		return !last;
	return *s > ' ' && *s < 127 && *s != '=';
}

static void put_quoted_printable(struct strbuf *out, const char *s)
{
	size_t column = 0;

	for (; *s; s++) {
		size_t need = is_literal(s) ? 1 : 3;

		if (*s == '\n') {
			strbuf_puts(out, EOL);
			column = 0;
			continue;
		}
		if (column + need > LINE_MAX - 1) {
			strbuf_puts(out, "=" EOL);
			column = 0;
		}
		if (need == 1)
			strbuf_putc(out, *s);
		else
			strbuf_printf(out, "=%02X", (unsigned char)*s);
		column += need;
	}
	if (column)
		strbuf_puts(out, EOL);
}

/* ---- headers ----------------------------------------------------------- */

static bool is_plain(const char *s)
{
	for (; *s; s++)
		if (*s < ' ' || *s >= 127)
			return false;
	return true;
}

/* One line, without control characters. */
static char *one_line(struct arena *a, const char *text)
{
	char *s = arena_strdup(a, text);

	for (char *p = s; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 127)
			*p = ' ';
	return s;
}

/* Plain words stay; anything else becomes encoded words, a line each. */
static void put_subject(struct strbuf *out, const char *text)
{
	struct arena a = { 0 };
	const char *s = one_line(&a, text);
	size_t len = strlen(s);

	strbuf_puts(out, "Subject: ");
	if (is_plain(s) && len <= LINE_MAX - strlen("Subject: ")) {
		strbuf_printf(out, "%s" EOL, s);
		arena_release(&a);
		return;
	}
	for (size_t i = 0; i < len;) {
		size_t n = len - i < WORD_BYTES ? len - i : WORD_BYTES;

		/* a character is not cut in two */
		while (n > 1 && ((unsigned char)s[i + n] & 0xC0) == 0x80)
			n--;
		strbuf_puts(out, i ? " =?UTF-8?B?" : "=?UTF-8?B?");
		put_base64(out, (const unsigned char *)s + i, n);
		strbuf_puts(out, "?=" EOL);
		i += n;
	}
	arena_release(&a);
}

static void put_to(struct strbuf *out, const struct eml *mail)
{
	strbuf_puts(out, "To: ");
	for (size_t i = 0; i < mail->n_to; i++)
		strbuf_printf(out, "%s%s", i ? "," EOL " " : "", mail->to[i]);
	strbuf_puts(out, EOL);
}

/* "Mon, 23 Nov 2026 05:30:00 +0000" */
static void put_date(struct strbuf *out, int64_t utc)
{
	static const char *const weekday[] = {
		"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
	};
	int64_t second = utc % SECONDS_A_DAY;
	int32_t day;
	struct civil c;

	if (second < 0)
		second += SECONDS_A_DAY;
	day = (int32_t)((utc - second) / SECONDS_A_DAY);
	c = day_civil(day);
	strbuf_printf(out, "Date: %s, %d %s %04d %02" PRId64 ":%02" PRId64
		      ":%02" PRId64 " +0000" EOL,
		      weekday[day_weekday(day) - 1], c.day,
		      month_short(c.month), c.year, second / 3600,
		      second / 60 % 60, second % 60);
}

/* What tells this mail from any other. */
static void digest_of(char hex[SHA256_HEX], const struct eml *mail)
{
	uint8_t digest[SHA256_SIZE];
	struct sha256 *h = sha256_new();

	sha256_add_text(h, mail->from);
	for (size_t i = 0; i < mail->n_to; i++)
		sha256_add_text(h, mail->to[i]);
	sha256_add_text(h, mail->subject);
	sha256_add_text(h, mail->text);
	for (size_t i = 0; i < mail->n_files; i++) {
		sha256_add_text(h, mail->file[i].name);
		sha256_add_i64(h, (int64_t)mail->file[i].len);
		sha256_add(h, mail->file[i].bytes, mail->file[i].len);
	}
	sha256_done(h, digest);
	sha256_hex(hex, digest);
}

/* ---- parts ------------------------------------------------------------- */

static const char *type_of(const char *name)
{
	static const struct { const char *end, *type; } types[] = {
		{ ".xlsx", "application/vnd.openxmlformats-officedocument."
			   "spreadsheetml.sheet" },
		{ ".pdf", "application/pdf" },
		{ ".csv", "text/csv; charset=utf-8" },
		{ ".txt", "text/plain; charset=utf-8" },
		{ ".ics", "text/calendar; charset=utf-8" },
		{ ".json", "application/json" },
	};
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		size_t n = strlen(types[i].end);

		if (len > n && !strcasecmp(name + len - n, types[i].end))
			return types[i].type;
	}
	return "application/octet-stream";
}

/* RFC 2231 where the name is not plain. */
static void put_file_name(struct strbuf *out, const char *name)
{
	if (is_plain(name) && !strpbrk(name, "\"\\")) {
		strbuf_printf(out, "; filename=\"%s\"", name);
		return;
	}
	strbuf_puts(out, ";" EOL " filename*=UTF-8''");
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || (c && strchr("._-", c)))
			strbuf_putc(out, *name);
		else
			strbuf_printf(out, "%%%02X", c);
	}
}

static void put_file(struct strbuf *out, const struct eml_file *f,
		     const char *boundary)
{
	/* the line break before a boundary is the boundary's */
	strbuf_printf(out, EOL "--%s" EOL "Content-Type: %s" EOL
		      "Content-Transfer-Encoding: base64" EOL
		      "Content-Disposition: attachment", boundary,
		      f->type ? f->type : type_of(f->name));
	put_file_name(out, path_base(f->name));
	strbuf_puts(out, EOL EOL);
	put_base64_lines(out, f->bytes, f->len);
}

void eml_write(struct strbuf *out, const struct eml *mail)
{
	char hex[SHA256_HEX];
	struct arena a = { 0 };
	const char *boundary, *at = strchr(mail->from, '@');

	digest_of(hex, mail);
	/* "=_" stands in no quoted-printable or base64 line */
	boundary = arena_printf(&a, "=_tuneup_%.32s", hex);
	strbuf_printf(out, "From: %s" EOL, mail->from);
	put_to(out, mail);
	put_subject(out, mail->subject);
	put_date(out, mail->date);
	strbuf_printf(out, "Message-ID: <%.32s@%s>" EOL
		      "MIME-Version: 1.0" EOL
		      "Auto-Submitted: auto-generated" EOL
		      "Content-Type: multipart/mixed;" EOL
		      " boundary=\"%s\"" EOL EOL
		      "--%s" EOL "Content-Type: text/plain; charset=utf-8" EOL
		      "Content-Transfer-Encoding: quoted-printable" EOL EOL,
		      hex, at ? at + 1 : "localhost", boundary, boundary);
	put_quoted_printable(out, mail->text);
	for (size_t i = 0; i < mail->n_files; i++)
		put_file(out, &mail->file[i], boundary);
	strbuf_printf(out, EOL "--%s--" EOL, boundary);
	arena_release(&a);
}
