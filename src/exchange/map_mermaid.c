/*
 * A Mermaid flowchart. What its parser reads as its own inside quotes is
 * written as an entity: #quot; and the like, by number where there is no
 * name (mermaid.js.org, "Special characters that break syntax").
 */
#include <string.h>

#include "exchange/map_file.h"

/* Is it the beginning of something that Mermaid replaces? */
static bool is_special(const char *s, bool first)
{
	if (strchr("\"&<>#;`\\$", *s))
		return true;
	/* a directive or a comment; an icon such as fa:fa-car */
	return (*s == '%' && (first || s[1] == '%' || s[1] == '{')) ||
	       (*s == ':' && !strncmp(s, ":fa-", 4));
}

static void put(struct strbuf *out, const char *s)
{
	const char *begin = s;

	for (; *s; s++)
		if (is_special(s, s == begin))
			strbuf_printf(out, "#%d;", (int)*s);
		else
			strbuf_putc(out, *s);
}

static void step_write(struct strbuf *out, const struct map_step *s,
		       size_t flow, size_t i)
{
	strbuf_printf(out, "    f%zus%zu[\"", flow, i);
	put(out, s->name);
	map_step_put(out, s, put, "<br/>");
	strbuf_puts(out, "\"]\n");
}

static void edge_write(struct strbuf *out, const struct map_edge *e,
		       size_t flow)
{
	strbuf_printf(out, "  f%zus%zu %s", flow, e->from + 1,
		      e->documented ? "-->" : "-.->");
	if (*e->count) {
		strbuf_puts(out, "|\"");
		map_edge_put(out, e, put, "<br/>");
		strbuf_puts(out, "\"|");
	}
	strbuf_printf(out, " f%zus%zu\n", flow, e->to + 1);
}

static void flow_write(struct strbuf *out, const struct map_flow *flow,
		       size_t id)
{
	strbuf_printf(out, "  subgraph f%zu [\"", id);
	put(out, flow->name);
	strbuf_puts(out, ": ");
	put(out, flow->summary);
	strbuf_puts(out, "\"]\n    direction LR\n");
	for (size_t i = 0; i < flow->n_steps; i++)
		step_write(out, &flow->step[i], id, i + 1);
	strbuf_puts(out, "  end\n");
	for (size_t i = 0; i < flow->n_edges; i++)
		edge_write(out, &flow->edge[i], id);
}

/* Links are numbered through the whole diagram. */
static void styles_write(struct strbuf *out, const struct map *map)
{
	size_t link = 0;

	for (size_t i = 0; i < map->n; i++)
		for (size_t k = 0; k < map->flow[i].n_edges; k++) {
			const struct map_edge *e = &map->flow[i].edge[k];

			strbuf_printf(out, "  linkStyle %zu stroke:#%06x,"
				      "stroke-width:%.1fpx\n", link++,
				      (unsigned)map_band_colour(e->band),
				      map_line_width(e));
		}
	strbuf_puts(out, "  classDef undocumented stroke-dasharray:4 3\n"
		    "  classDef thin stroke:#b3361c,stroke-width:2px\n");
	for (size_t i = 0; i < map->n; i++)
		for (size_t k = 0; k < map->flow[i].n_steps; k++) {
			const struct map_step *s = &map->flow[i].step[k];

			if (!s->documented || s->review == MAP_REVIEW_THIN)
				strbuf_printf(out, "  class f%zus%zu %s\n",
					      i + 1, k + 1, s->documented ?
					      "thin" : "undocumented");
		}
}

static int mermaid_write(struct strbuf *out, const struct map_job *job,
			 struct err *err)
{
	(void)err;
	strbuf_puts(out, "flowchart LR\n");
	for (size_t i = 0; i < job->map->n; i++)
		flow_write(out, &job->map->flow[i], i + 1);
	styles_write(out, job->map);
	return 0;
}

const struct map_format map_format_mermaid = {
	.id = "mermaid", .opens = "Miro, GitHub, Notion, Draw.io (Insert)",
	.write = mermaid_write,
};
