#include "render/text_out.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "render/hold.h"

/* Behind the blanks between words, never between a number and its unit. */
static bool may_break(const char *start, const char *blank)
{
	return blank[1] != ' ' && !blank_holds(start, blank);
}

size_t out_line(const char **s, size_t width, const char **line)
{
	const char *p;
	size_t fit, cut;

	while (**s == ' ')
		(*s)++;
	p = *line = *s;
	if (!*p)
		return 0;
	fit = utf8_fit(p, width);
	if (!p[fit]) {
		*s = p + fit;
		cut = fit;
	} else {
		cut = fit;
		while (cut > 0 && !(p[cut] == ' ' && may_break(p, p + cut)))
			cut--;
		if (!cut)	/* a word longer than the line */
			cut = fit ? fit : strlen(p);
		*s = p + cut;
	}
	while (cut > 0 && p[cut - 1] == ' ')
		cut--;
	while (**s == ' ')
		(*s)++;
	return cut;
}

void out_wrap(struct strbuf *out, const char *rich, size_t first,
	       size_t indent)
{
	struct strbuf plain = STRBUF_INIT;
	const char *rest, *line;
	size_t len, pad = first;

	rich_plain(&plain, rich);
	rest = plain.s;
	while ((len = out_line(&rest, TEXT_COLUMNS - pad, &line)) > 0) {
		strbuf_pad(out, ' ', pad);
		strbuf_add(out, line, len);
		text_end(out);
		pad = indent;
	}
	strbuf_release(&plain);
}

void text_end(struct strbuf *out)
{
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		out->s[--out->len] = '\0';
	strbuf_putc(out, '\n');
}

void text_left(struct strbuf *out, const char *s, size_t width)
{
	size_t w = utf8_width(s);

	strbuf_puts(out, s);
	strbuf_pad(out, ' ', w < width ? width - w : 0);
}

void text_right(struct strbuf *out, const char *s, size_t width)
{
	size_t w = utf8_width(s);

	strbuf_pad(out, ' ', w < width ? width - w : 0);
	strbuf_puts(out, s);
}

void text_repeat(struct strbuf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		strbuf_puts(out, s);
}

void text_title(struct strbuf *out, const char *title, const char *subtitle)
{
	if (*title)
		out_wrap(out, title, 0, 0);
	if (*subtitle)
		out_wrap(out, subtitle, 0, 0);
}

void text_spark(struct strbuf *out, const double *v, size_t n, double low,
		double high)
{
	static const char *const block[] = {
		"\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586",
		"\u2587", "\u2588"
	};
	double span = high - low;

	for (size_t i = 0; i < n; i++) {
		double at = span > 0 ? (v[i] - low) / span * 7 : 3;

		if (isnan(v[i]))
			strbuf_puts(out, "\u00b7");
		else
			strbuf_puts(out, block[at < 0 ? 0 : at > 7 ? 7 :
					       (size_t)(at + 0.5)]);
	}
}
