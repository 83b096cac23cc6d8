/*
 * Messages about a place in a YAML file, with the line quoted and a caret
 * under the place. They collect in the file until yaml_finish().
 */
#include "config/schema.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define ERRORS_WITH_TEXT 100
#define SHOWN_COLUMNS 60
#define QUOTE_COLUMNS 68

/* Start of a line (1-based) and its length without the line break. */
static const char *line_find(const struct yaml_file *f, int line, size_t *len)
{
	const char *p = f->bytes, *end = f->bytes + f->len;
	const char *stop;

	if (f->len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
		p += 3;
	for (int i = 1; i < line && p < end; p++)
		if (*p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n')))
			i++;
	for (stop = p; stop < end && *stop != '\n' && *stop != '\r'; stop++)
		;
	*len = (size_t)(stop - p);
	return p;
}

/* One character of a quoted line as it may go to a terminal. */
static const char *char_quote(struct strbuf *out, const char *p,
			      const char *end)
{
	const char *next = p;
	size_t left = (size_t)(end - p);
	size_t len = left < 4 ? left : 4;

	if (!utf8_valid_prefix(p, len)) {
		strbuf_printf(out, "\\x%02X", (unsigned int)(unsigned char)*p);
		return p + 1;
	}
	utf8_next(&next, end);
	if (*p == '\t')
		strbuf_putc(out, ' ');
	else
		utf8_escape(out, p, (size_t)(next - p));
	return next;
}

/*
 * The part of the line around the column, and the width of what stands
 * before it. A line longer than a terminal begins and ends with "…".
 */
static size_t line_quote(struct strbuf *out, const char *p, const char *end,
			 int column)
{
	struct strbuf one = STRBUF_INIT;
	size_t before = 0, width = 0;
	int i = 1;

	for (; i < column && p < end; i++) {
		p = char_quote(out, p, end);
		before = utf8_width(out->s);
		if (before > QUOTE_COLUMNS - 12) {
			strbuf_clear(out);
			strbuf_puts(out, "…");
			before = 1;
		}
	}
	for (width = before; p < end; width += utf8_width(one.s)) {
		strbuf_clear(&one);
		p = char_quote(&one, p, end);
		if (width + utf8_width(one.s) > QUOTE_COLUMNS) {
			strbuf_puts(out, "…");
			break;
		}
		strbuf_puts(out, one.s);
	}
	strbuf_release(&one);
	return before;
}

static void error_add(struct yaml_file *f, int line, int column,
		      const char *fmt, va_list ap) PRINTF_LIKE(4, 0);

static void error_add(struct yaml_file *f, int line, int column,
		      const char *fmt, va_list ap)
{
	struct strbuf quote = STRBUF_INIT;
	char number[16];
	const char *text;
	size_t len, before, digits;

	if (f->n_errors++ >= ERRORS_WITH_TEXT)
		return;
	text = line_find(f, line, &len);
	before = line_quote(&quote, text, text + len, column);
	digits = (size_t)snprintf(number, sizeof number, "%d", line);
	if (f->errors.len)
		strbuf_putc(&f->errors, '\n');
	strbuf_printf(&f->errors, "%s:%d:%d: ", f->name, line, column);
	strbuf_vprintf(&f->errors, fmt, ap);
	strbuf_printf(&f->errors, "\n  %s | %s\n  ", number, quote.s);
	strbuf_pad(&f->errors, ' ', digits);
	strbuf_puts(&f->errors, " | ");
	strbuf_pad(&f->errors, ' ', before);
	strbuf_putc(&f->errors, '^');
	strbuf_release(&quote);
}

void yaml_error(struct yaml_file *f, const struct yaml_node *at,
		const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	error_add(f, at->line, at->column, fmt, ap);
	va_end(ap);
}

void yaml_error_key(struct yaml_file *f, const struct yaml_node *at,
		    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	error_add(f, at->key_line, at->key_column, fmt, ap);
	va_end(ap);
}

const char *yaml_shown(struct yaml_file *f, const char *text)
{
	struct strbuf sb = STRBUF_INIT;
	size_t fit = utf8_fit(text, SHOWN_COLUMNS);
	const char *shown;

	utf8_escape(&sb, text, fit);
	if (text[fit])
		strbuf_puts(&sb, "…");
	shown = arena_strdup(f->arena, sb.s);
	strbuf_release(&sb);
	return shown;
}

/* Bytes of the longest run of whole messages that is at most max long. */
static size_t whole_messages(const char *s, size_t max, size_t *n)
{
	size_t cut = 0;

	*n = 0;
	for (size_t i = 0; i <= max; i++) {
		/* quoted lines begin with blanks, messages do not */
		if (s[i] && (s[i] != '\n' || s[i + 1] == ' '))
			continue;
		cut = i;
		++*n;
		if (!s[i])
			break;
	}
	return cut;
}

int yaml_finish(struct yaml_file *f, struct err *err)
{
	size_t room = sizeof err->msg - 64;
	size_t cut = f->errors.len, n = 0;

	if (!f->n_errors) {
		strbuf_release(&f->errors);
		return 0;
	}
	if (cut < room && f->n_errors <= ERRORS_WITH_TEXT) {
		err_set(err, ERR_CONFIG, "%s", f->errors.s);
	} else {
		if (cut > room)
			cut = room;
		cut = whole_messages(f->errors.s, cut, &n);
		err_set(err, ERR_CONFIG, "%.*s\n… and %zu more errors",
			(int)cut, f->errors.s, f->n_errors - n);
	}
	strbuf_release(&f->errors);
	f->n_errors = 0;
	return -1;
}
