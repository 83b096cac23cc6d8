#include "exchange/map_file.h"

#include <string.h>

const struct map_format *const map_format_table[] = {
	&map_format_text, &map_format_drawio, &map_format_mermaid,
	&map_format_dot, &map_format_lucid, NULL
};

const char *const map_format_words[] = { "text", "drawio", "mermaid", "dot",
					 "lucid", NULL };

const struct map_format *map_format_find(const char *id)
{
	for (size_t i = 0; map_format_table[i]; i++)
		if (!strcmp(map_format_table[i]->id, id))
			return map_format_table[i];
	return NULL;
}

uint32_t map_band_colour(int band)
{
	static const uint32_t colour[MAP_BANDS] = {
		0xc4cbd2, 0xc5985d, 0xaf720d, 0xb3361c, 0x621d0f
	};

	return colour[band < 0 ? 0 : band];
}

double map_line_width(const struct map_edge *e)
{
	return e->volume ? (double)e->width / 10 : 1;
}

void map_step_put(struct strbuf *out, const struct map_step *s, map_put_fn put,
		  const char *line_break)
{
	const char *line[3];
	size_t n = map_step_lines(line, s);

	for (size_t i = 0; i < n; i++) {
		strbuf_puts(out, line_break);
		put(out, line[i]);
	}
}

void map_edge_put(struct strbuf *out, const struct map_edge *e, map_put_fn put,
		  const char *line_break)
{
	put(out, e->count);
	if (!*e->note)
		return;
	strbuf_puts(out, line_break);
	put(out, e->note);
}

size_t map_step_lines(const char *line[3], const struct map_step *s)
{
	const char *const all[] = { s->tool, s->review_words,
				    s->rework_words };
	size_t n = 0;

	for (size_t i = 0; i < 3; i++)
		if (*all[i])
			line[n++] = all[i];
	return n;
}
