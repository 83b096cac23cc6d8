/*
 * Graphviz's language. In a quoted label it reads escapes after a backslash
 * and entities after an ampersand; both are written so that they are shown.
 */
#include "exchange/map_file.h"

static void put(struct strbuf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			strbuf_putc(out, '\\');
		strbuf_puts(out, *s == '&' ? "&amp;" : (char[]){ *s, '\0' });
	}
}

static void step_write(struct strbuf *out, const struct map_step *s,
		       size_t flow, size_t i)
{
	strbuf_printf(out, "\t\tf%zus%zu [label=\"", flow, i);
	put(out, s->name);
	map_step_put(out, s, put, "\\n");
	strbuf_printf(out, "\"%s];\n", !s->documented ? ", style=dashed" :
		      s->review == MAP_REVIEW_THIN ?
			      ", color=\"#b3361c\", penwidth=2" : "");
}

static void edge_write(struct strbuf *out, const struct map_edge *e,
		       size_t flow)
{
	strbuf_printf(out, "\t\tf%zus%zu -> f%zus%zu [label=\"", flow,
		      e->from + 1, flow, e->to + 1);
	map_edge_put(out, e, put, "\\n");
	strbuf_printf(out, "\", color=\"#%06x\", penwidth=%.1f%s%s];\n",
		      (unsigned)map_band_colour(e->band), map_line_width(e),
		      e->documented ? "" : ", style=dashed",
		      e->way == MAP_BACK ? ", constraint=false" : "");
}

static int dot_write(struct strbuf *out, const struct map_job *job,
		     struct err *err)
{
	(void)err;
	strbuf_puts(out, "digraph map {\n\trankdir=LR;\n\tlabel=\"");
	put(out, job->title);
	strbuf_puts(out, "\";\n\tfontname=\"Helvetica\";\n"
		    "\tnode [shape=box, style=rounded, "
		    "fontname=\"Helvetica\"];\n"
		    "\tedge [fontname=\"Helvetica\"];\n");
	/* it stacks what lies beside each other from below */
	for (size_t i = job->map->n; i-- > 0;) {
		const struct map_flow *flow = &job->map->flow[i];

		strbuf_printf(out, "\tsubgraph cluster_%zu {\n\t\tlabel=\"",
			      i + 1);
		put(out, flow->name);
		strbuf_puts(out, ": ");
		put(out, flow->summary);
		strbuf_puts(out, "\";\n");
		for (size_t k = 0; k < flow->n_steps; k++)
			step_write(out, &flow->step[k], i + 1, k + 1);
		for (size_t k = 0; k < flow->n_edges; k++)
			edge_write(out, &flow->edge[k], i + 1);
		strbuf_puts(out, "\t}\n");
	}
	strbuf_puts(out, "}\n");
	return 0;
}

const struct map_format map_format_dot = {
	.id = "dot", .opens = "Graphviz (dot -Tsvg)", .write = dot_write,
};
