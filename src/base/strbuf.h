/*
 * base/strbuf.h - a growing string.
 *
 *	struct strbuf sb = STRBUF_INIT;
 *	strbuf_printf(&sb, "%d rows", n);
 *	puts(sb.s);
 *	strbuf_release(&sb);
 *
 * `s` is always a NUL-terminated string, never NULL, also when empty. A
 * buffer that would pass STRBUF_MAX bytes is a bug and aborts.
 */
#ifndef TUNEUP_BASE_STRBUF_H
#define TUNEUP_BASE_STRBUF_H

#include <stddef.h>
#include <stdarg.h>

#include "base/err.h"

#define STRBUF_MAX ((size_t)1 << 30)

struct strbuf {
	char *s;
	size_t len;	/* bytes, without the final NUL */
	size_t cap;	/* 0: s points to static storage */
};

extern char strbuf_empty[];
#define STRBUF_INIT { strbuf_empty, 0, 0 }

void strbuf_add(struct strbuf *sb, const void *bytes, size_t len);
void strbuf_puts(struct strbuf *sb, const char *s);
void strbuf_putc(struct strbuf *sb, char c);
void strbuf_pad(struct strbuf *sb, char c, size_t n);	/* n times c */
void strbuf_printf(struct strbuf *sb, const char *fmt, ...) PRINTF_LIKE(2, 3);
void strbuf_vprintf(struct strbuf *sb, const char *fmt, va_list ap)
	PRINTF_LIKE(2, 0);
void strbuf_clear(struct strbuf *sb);		/* empty, keeps the memory */
char *strbuf_detach(struct strbuf *sb);		/* caller frees; sb is empty */
void strbuf_release(struct strbuf *sb);

#endif
