#include "ingest/fold.h"

#include "base/strbuf.h"
#include "base/utf8.h"

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

char *text_fold(struct arena *a, const char *s, size_t len)
{
	char *out = arena_alloc(a, len + 1);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		if ((unsigned char)c >= 0x7F || (c < ' ' && !is_blank(c)))
			return utf8_fold(a, arena_strndup(a, s, len));
		if (is_blank(c)) {
			if (n && out[n - 1] != ' ')
				out[n++] = ' ';
			continue;
		}
		out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	if (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

char *text_line(struct arena *a, const char *s, size_t len)
{
	char *out;

	utf8_trim(&s, &len);
	out = arena_strndup(a, s, len);
	for (char *p = out; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = ' ';
	return out;
}
