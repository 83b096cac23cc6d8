#include "render/xlsx_text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "render/hold.h"
#include "report/model.h"

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* Does "_xHHHH_" begin here? `left` bytes may be looked at. */
static bool is_escape(const char *s, size_t left)
{
	return left >= 7 && s[0] == '_' && s[1] == 'x' && is_hex(s[2]) &&
	       is_hex(s[3]) && is_hex(s[4]) && is_hex(s[5]) && s[6] == '_';
}

void xlsx_escape(struct strbuf *sb, const char *s)
{
	size_t left = strlen(s);

	for (; left; s++, left--) {
		if (is_escape(s, left))
			strbuf_puts(sb, "_x005F_");
		else
			strbuf_putc(sb, *s);
	}
}

static uint32_t escape_unit(const char *s)
{
	char hex[5] = { s[2], s[3], s[4], s[5], 0 };

	return (uint32_t)strtoul(hex, NULL, 16);
}

void xlsx_unescape(struct strbuf *sb, const char *s, size_t len)
{
	while (len) {
		uint32_t unit, low;
		size_t used = 7;

		if (!is_escape(s, len)) {
			strbuf_putc(sb, *s++);
			len--;
			continue;
		}
		unit = escape_unit(s);
		if (unit >= 0xD800 && unit < 0xDC00 &&
		    is_escape(s + 7, len - 7)) {
			low = escape_unit(s + 7);
			if (low >= 0xDC00 && low < 0xE000) {
				unit = 0x10000 + ((unit - 0xD800) << 10) +
				       (low - 0xDC00);
				used = 14;
			}
		}
		if (unit == 0 || (unit >= 0xD800 && unit < 0xE000) ||
		    unit == 0xFFFE || unit == 0xFFFF)
			strbuf_add(sb, s, used);
		else
			utf8_put(sb, unit);
		s += used;
		len -= used;
	}
}

size_t xlsx_units(const char *s)
{
	const char *end = s + strlen(s);
	size_t n = 0;

	while (s < end)
		n += utf8_next(&s, end) > 0xFFFF ? 2 : 1;
	return n;
}

/* Bytes of the longest prefix whose escaped form has at most max units. */
static size_t fit_units(const char *s, size_t max)
{
	const char *p = s, *end = s + strlen(s);
	size_t n = 0;

	while (p < end) {
		const char *before = p;

		if (is_escape(p, (size_t)(end - p)))
			n += 6;
		n += utf8_next(&p, end) > 0xFFFF ? 2 : 1;
		if (n > max)
			return (size_t)(before - s);
	}
	return (size_t)(end - s);
}

static bool may_stand(unsigned char c, bool rich)
{
	if (c >= 0x20)
		return c != 0x7F;
	return c == '\t' || c == '\n' ||
	       (rich && (c == BOLD_ON[0] || c == BOLD_OFF[0]));
}

const char *xlsx_clean(struct arena *a, const char *s, bool rich)
{
	size_t len = s ? strlen(s) : 0, n = 0, fit;
	char *out = arena_alloc(a, len + sizeof "…");

	for (size_t i = 0; i < len; i++)
		if (may_stand((unsigned char)s[i], rich))
			out[n++] = s[i];
	out[n] = '\0';
	if (n <= XLSX_TEXT_MAX / 7)
		return out;
	fit = fit_units(out, XLSX_TEXT_MAX);
	if (fit == n)
		return out;
	/* the mark that it was cut is one unit itself */
	fit = fit_units(out, XLSX_TEXT_MAX - 1);
	memcpy(out + fit, "…", sizeof "…");
	return out;
}

const char *xlsx_plain(struct arena *a, const char *rich)
{
	char *out, *o;

	if (!strpbrk(rich, BOLD_ON BOLD_OFF))
		return rich;
	out = o = arena_alloc(a, strlen(rich) + 1);
	for (; *rich; rich++)
		if (*rich != BOLD_ON[0] && *rich != BOLD_OFF[0])
			*o++ = *rich;
	*o = '\0';
	return out;
}

const char *xlsx_hold(struct arena *a, const char *rich)
{
	struct strbuf sb = STRBUF_INIT;

	for (const char *s = rich; s && *s; s++) {
		if (*s == ' ' && blank_holds(rich, s))
			strbuf_puts(&sb, "\u00a0");
		else
			strbuf_putc(&sb, *s);
	}
	rich = arena_strdup(a, sb.s);
	strbuf_release(&sb);
	return rich;
}

char *xlsx_ref(char buf[XLSX_REF_MAX], uint32_t row, uint32_t col,
	       bool absolute)
{
	char letters[8];
	size_t n = sizeof letters;
	const char *mark = absolute ? "$" : "";

	letters[--n] = '\0';
	for (uint32_t c = col + 1; c && n; c = (c - 1) / 26)
		letters[--n] = (char)('A' + (c - 1) % 26);
	snprintf(buf, XLSX_REF_MAX, "%s%s%s%u", mark, letters + n, mark,
		 row + 1);
	return buf;
}

int xlsx_ref_parse(uint32_t *row, uint32_t *col, const char *s)
{
	uint32_t r = 0, c = 0;
	const char *p = s;

	for (; *p >= 'A' && *p <= 'Z' && c <= XLSX_COLS; p++)
		c = c * 26 + (uint32_t)(*p - 'A' + 1);
	if (p == s || *p < '1' || *p > '9')
		return -1;
	for (; *p >= '0' && *p <= '9' && r <= XLSX_ROWS; p++)
		r = r * 10 + (uint32_t)(*p - '0');
	if (*p || c > XLSX_COLS || r > XLSX_ROWS)
		return -1;
	*row = r - 1;
	*col = c - 1;
	return 0;
}

static const char *quote_sheet(struct arena *a, const char *sheet)
{
	char *out = arena_alloc(a, 2 * strlen(sheet) + 3), *o = out;

	*o++ = '\'';
	for (; *sheet; sheet++) {
		if (*sheet == '\'')
			*o++ = '\'';
		*o++ = *sheet;
	}
	*o = '\'';
	return out;
}

const char *xlsx_sheet_ref(struct arena *a, const char *sheet, uint32_t row,
			   uint32_t col)
{
	char ref[XLSX_REF_MAX];

	return arena_printf(a, "%s!%s", quote_sheet(a, sheet),
			    xlsx_ref(ref, row, col, true));
}

const char *xlsx_range(struct arena *a, const char *sheet, uint32_t row,
		       uint32_t col, uint32_t last_row, uint32_t last_col)
{
	char from[XLSX_REF_MAX], to[XLSX_REF_MAX];

	return arena_printf(a, "%s!%s:%s", quote_sheet(a, sheet),
			    xlsx_ref(from, row, col, true),
			    xlsx_ref(to, last_row, last_col, true));
}

static bool is_used(struct arena *a, const char *name,
		    const char *const *used, size_t n)
{
	const char *folded = utf8_fold(a, name);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(folded, utf8_fold(a, used[i])))
			return true;
	return false;
}

/* name, or name with a number that makes it one of its own. */
static const char *unique_name(struct arena *a, const char *name, size_t max,
			       const char *const *used, size_t n)
{
	const char *candidate = name;

	for (unsigned i = 2; is_used(a, candidate, used, n); i++) {
		char tail[16];

		snprintf(tail, sizeof tail, " (%u)", i);
		candidate = arena_printf(a, "%.*s%s",
					 (int)fit_units(name, max -
							strlen(tail)),
					 name, tail);
	}
	return candidate;
}

/* Every character of `bad` and every control character becomes a blank; runs
 * of blanks become one; none at the ends. */
static char *one_line(struct arena *a, const char *s, const char *bad)
{
	char *out = arena_alloc(a, strlen(s) + 1), *o = out;

	for (; *s; s++) {
		bool blank = (unsigned char)*s <= ' ' || *s == 0x7F ||
			     strchr(bad, *s);

		if (!blank)
			*o++ = *s;
		else if (o > out && o[-1] != ' ')
			*o++ = ' ';
	}
	while (o > out && o[-1] == ' ')
		o--;
	*o = '\0';
	return out;
}

static void cut(char *s, size_t max)
{
	size_t n = fit_units(s, max);

	while (n && (s[n - 1] == ' ' || s[n - 1] == '\''))
		n--;
	s[n] = '\0';
}

const char *xlsx_sheet_name(struct arena *a, const char *title,
			    const char *const *used, size_t n)
{
	char *name = one_line(a, title, "[]:*?/\\");

	while (*name == '\'' || *name == ' ')
		name++;
	cut(name, XLSX_SHEET_NAME_MAX);
	/* Excel keeps "History" for itself */
	if (!*name || !strcasecmp(name, "history"))
		name = arena_printf(a, "%s", *name ? "History of runs" :
				    "Sheet");
	return unique_name(a, name, XLSX_SHEET_NAME_MAX, used, n);
}

const char *xlsx_header_name(struct arena *a, const char *title,
			     const char *const *used, size_t n)
{
	char *name = one_line(a, title, "");

	cut(name, 255);
	return unique_name(a, *name ? name : EMPTY_HEADER, 255, used, n);
}

/* "AB12", and "R", "C", "R1C1" in the other notation. */
static bool is_address(const char *s)
{
	char upper[16] = "";
	uint32_t row, col;
	size_t n = strlen(s), digits;

	if (n >= sizeof upper)
		return false;
	for (size_t i = 0; i <= n; i++)
		upper[i] = (char)toupper((unsigned char)s[i]);
	if (!xlsx_ref_parse(&row, &col, upper))
		return true;
	if (upper[0] == 'R') {
		digits = strspn(upper + 1, "0123456789");
		return !upper[1 + digits] || upper[1 + digits] == 'C';
	}
	return upper[0] == 'C' &&
	       !upper[1 + strspn(upper + 1, "0123456789")];
}

bool xlsx_name_valid(const char *s)
{
	if (!(isalpha((unsigned char)*s) || *s == '_') || strlen(s) > 255)
		return false;
	for (const char *p = s; *p; p++)
		if (!isalnum((unsigned char)*p) && *p != '_' && *p != '.')
			return false;
	return !is_address(s);
}
