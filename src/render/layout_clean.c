/* Text as pages can show it. */
#include <string.h>

#include "base/utf8.h"
#include "render/layout.h"
#include "render/script.h"

bool char_is_shapeless(uint32_t cp)
{
	return cp == 0xad || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) ||
	       (cp >= 0xfe00 && cp <= 0xfe0f) || cp == 0xfeff ||
	       (cp >= 0xe0000 && cp <= 0xe0fff);
}

static bool is_mark(uint32_t cp)
{
	return cp == (uint32_t)BOLD_ON[0] || cp == (uint32_t)BOLD_OFF[0];
}

static bool is_blank(uint32_t cp)
{
	return (cp < 0x20 && !is_mark(cp)) || cp == 0x7f ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x3000;
}

static bool is_missing(const struct maker *m, uint32_t cp)
{
	if (is_mark(cp) || char_is_shapeless(cp))
		return false;
	if (!fonts_cover(m->fonts, cp))
		return !is_blank(cp);
	return script_needs_shaping(cp);
}

/* The end of the run of missing characters at s; joiners belong to it, and
 * blanks between its words. */
static const char *run_end(const struct maker *m, const char *s,
			   const char *end)
{
	const char *stop = s;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (is_missing(m, cp))
			stop = s;
		else if (cp != ' ' && !char_is_shapeless(cp))
			break;
	}
	return stop;
}

static void clean_add(struct maker *m, struct strbuf *out, uint32_t cp,
		      bool keep_marks)
{
	if (is_mark(cp)) {
		if (keep_marks)
			strbuf_putc(out, (char)cp);
	} else if (char_is_shapeless(cp)) {
		return;
	} else if (cp < 0x20 || cp == 0x7f ||
		   (is_blank(cp) && !fonts_cover(m->fonts, cp))) {
		strbuf_putc(out, ' ');
	} else {
		utf8_put(out, cp);
	}
}

/* Accents that were typed apart from their letters: U+0300 to U+036F. */
static bool has_accents_apart(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s == 0xcc || (unsigned char)*s == 0xcd)
			return true;
	return false;
}

static const char *clean(struct maker *m, const char *s, bool keep_marks)
{
	struct strbuf sb = STRBUF_INIT;
	const char *text, *end;
	char *copy;

	if (!s)
		return "";
	if (has_accents_apart(s))
		s = utf8_compose(m->arena, s);
	text = s;
	end = s + strlen(s);
	while (s < end) {
		const char *at = s;
		uint32_t cp = utf8_next(&s, end);

		if (is_missing(m, cp)) {
			s = run_end(m, at, end);
			strbuf_puts(&sb, missing_shown(m, at, (size_t)(s - at),
						       text));
		} else {
			clean_add(m, &sb, cp, keep_marks);
		}
	}
	copy = arena_strndup(m->arena, sb.s, sb.len);
	strbuf_release(&sb);
	return copy;
}

const char *text_clean(struct maker *m, const char *s)
{
	return clean(m, s, true);
}

const char *text_plain(struct maker *m, const char *rich)
{
	return clean(m, rich, false);
}
