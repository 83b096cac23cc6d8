/* Headings inside a part: a rule with a title, and small capitals. */
#include "base/utf8.h"
#include "render/layout.h"

void layout_heading(struct maker *m, struct stack *col, const char *title,
		    const char *subtitle)
{
	struct type name = { FACE_BOLD, FACE_BOLD, m->small ? 9 : 10.6,
			     m->small ? 11.2 : 13, m->theme->ink, 0, false,
			     true };
	struct type scope = { FACE_REGULAR, FACE_BOLD, m->small ? 7.4 : 8.4,
			      m->small ? 9.6 : 11.4, m->theme->muted, 0,
			      false, true };
	struct text_lines lines = text_wrap(m, &name,
					    no_last_word(m, &name, col->w,
							 title), title);
	struct text_lines under = text_wrap(m, &scope,
					    no_last_word(m, &scope, col->w,
							 subtitle), subtitle);
	bool has_under = subtitle && *subtitle;
	double height = 4 + (double)lines.n * name.leading +
			(has_under ? (double)under.n * scope.leading : 0);
	struct piece *p = stack_piece(m, col, 18, height + 8);
	struct box at = { col->x, 13, col->w, 0 };

	p->keep_next = true;
	paint_line(m, p, (struct point){ col->x, 0 },
		   (struct point){ col->x + col->w, 0 }, m->theme->ink, 0.8);
	tag_open(m, heading_tag(m), text_plain(m, title));
	paint_lines(m, p, &name, at, ALIGN_LEFT, &lines, 0, lines.n);
	tag_close(m);
	at.y += (double)lines.n * name.leading - 0.6;
	if (!has_under)
		return;
	tag_open(m, TAG_P, NULL);
	paint_lines(m, p, &scope, at, ALIGN_LEFT, &under, 0, under.n);
	tag_close(m);
}

/* Latin, Greek and Cyrillic; other scripts have no capitals we need. */
static uint32_t upper(uint32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7) ||
	    (c >= 0x3b1 && c <= 0x3c9 && c != 0x3c2) ||
	    (c >= 0x430 && c <= 0x44f))
		return c - 0x20;
	if (c == 0x131)
		return 'I';
	if (c >= 0x450 && c <= 0x45f)
		return c - 0x50;
	if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177))
		return c & ~(uint32_t)1;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c % 2 ? c : c - 1;
	return c;
}

const char *text_capitals(struct maker *m, const char *s)
{
	struct strbuf sb = STRBUF_INIT;
	const char *plain = text_plain(m, s), *end = plain;
	char *copy;

	while (*end)
		end++;
	while (plain < end)
		utf8_put(&sb, upper(utf8_next(&plain, end)));
	copy = arena_strndup(m->arena, sb.s, sb.len);
	strbuf_release(&sb);
	return text_plain(m, copy);
}

void layout_caption(struct maker *m, struct stack *col, const char *title)
{
	struct type caps = { FACE_BOLD, FACE_BOLD, 7.2, 10, m->theme->ink,
			     7.2 * 0.09, false, true };
	struct text_lines lines = text_wrap(m, &caps, col->w,
					    text_capitals(m, title));
	double height = (double)lines.n * caps.leading;
	struct piece *p = stack_piece(m, col, 20, height + 16);
	struct box at = { col->x, 7, col->w, 0 };

	p->keep_next = true;
	tag_open(m, heading_tag(m), text_plain(m, title));
	paint_lines(m, p, &caps, at, ALIGN_LEFT, &lines, 0, lines.n);
	tag_close(m);
	paint_line(m, p, (struct point){ col->x, height + 5 },
		   (struct point){ col->x + col->w, height + 5 },
		   m->theme->ink, 0.8);
}
