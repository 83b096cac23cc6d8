#include "base/csv_text.h"

#include <string.h>

#define NBSP "\xC2\xA0"
#define WIDE_SPACE "\xE3\x80\x80"

bool text_is_formula(const char *s)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };

	/* what begins so may be cut there, or be read as the next cell */
	if (*s && strchr("\t\r\n", *s))
		return true;
	while (*s == ' ' || !strncmp(s, NBSP, strlen(NBSP)) ||
	       !strncmp(s, WIDE_SPACE, strlen(WIDE_SPACE)))
		s += *s == ' ' ? 1 : *s == *NBSP ? strlen(NBSP) :
			strlen(WIDE_SPACE);
	if (*s && strchr("=+-@\t\r\n", *s))
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (!strncmp(s, wide[i], strlen(wide[i])))
			return true;
	return false;
}

static void put_quoted(struct strbuf *out, const char *s, const char *prefix)
{
	strbuf_putc(out, '"');
	strbuf_puts(out, prefix);
	for (; *s; s++) {
		if (*s == '"')
			strbuf_putc(out, '"');
		strbuf_putc(out, *s);
	}
	strbuf_putc(out, '"');
}

void csv_put_plain(struct strbuf *out, const char *s)
{
	if (strpbrk(s, ",\"\r\n"))
		put_quoted(out, s, "");
	else
		strbuf_puts(out, s);
}

void csv_put_quoted(struct strbuf *out, const char *s)
{
	put_quoted(out, s, text_is_formula(s) ? "'" : "");
}

void csv_put_text(struct strbuf *out, const char *s)
{
	if (text_is_formula(s))
		csv_put_quoted(out, s);
	else
		csv_put_plain(out, s);
}
