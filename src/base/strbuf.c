#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

char strbuf_empty[1];

/* Room for `more` bytes and the final NUL. */
static void strbuf_reserve(struct strbuf *sb, size_t more)
{
	size_t need, cap;

	if (more > STRBUF_MAX || sb->len > STRBUF_MAX - more)
		BUG("a string would grow past %zu bytes", STRBUF_MAX);
	need = sb->len + more + 1;
	if (need <= sb->cap)
		return;
	cap = sb->cap ? sb->cap * 2 : 64;
	if (cap < need)
		cap = need;
	sb->s = xrealloc(sb->cap ? sb->s : NULL, cap);
	sb->cap = cap;
}

void strbuf_add(struct strbuf *sb, const void *bytes, size_t len)
{
	if (!len)
		return;
	strbuf_reserve(sb, len);
	memcpy(sb->s + sb->len, bytes, len);
	sb->len += len;
	sb->s[sb->len] = '\0';
}

void strbuf_puts(struct strbuf *sb, const char *s)
{
	strbuf_add(sb, s, strlen(s));
}

void strbuf_putc(struct strbuf *sb, char c)
{
	strbuf_reserve(sb, 1);
	sb->s[sb->len++] = c;
	sb->s[sb->len] = '\0';
}

void strbuf_pad(struct strbuf *sb, char c, size_t n)
{
	if (!n)
		return;
	strbuf_reserve(sb, n);
	memset(sb->s + sb->len, c, n);
	sb->len += n;
	sb->s[sb->len] = '\0';
}

void strbuf_vprintf(struct strbuf *sb, const char *fmt, va_list ap)
{
	va_list again;
	size_t room;
	int len;

	strbuf_reserve(sb, 64);	/* most texts fit and are formatted once */
	room = sb->cap - sb->len;
	va_copy(again, ap);
	len = vsnprintf(sb->s + sb->len, room, fmt, again);
	va_end(again);
	if (len < 0)
		BUG("text cannot be formatted: %s", fmt);
	if ((size_t)len >= room) {
		strbuf_reserve(sb, (size_t)len);
		vsnprintf(sb->s + sb->len, (size_t)len + 1, fmt, ap);
	}
	sb->len += (size_t)len;
}

void strbuf_printf(struct strbuf *sb, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	strbuf_vprintf(sb, fmt, ap);
	va_end(ap);
}

void strbuf_clear(struct strbuf *sb)
{
	sb->len = 0;
	if (sb->cap)
		sb->s[0] = '\0';
}

char *strbuf_detach(struct strbuf *sb)
{
	char *s = sb->cap ? sb->s : xstrdup("");

	*sb = (struct strbuf)STRBUF_INIT;
	return s;
}

void strbuf_release(struct strbuf *sb)
{
	if (sb->cap)
		free(sb->s);
	*sb = (struct strbuf)STRBUF_INIT;
}
