/* The map for a terminal: steps with what they hand on, indented. */
#include "exchange/map_file.h"

static void edge_write(struct strbuf *out, const struct map_flow *flow,
		       const struct map_edge *e)
{
	strbuf_printf(out, "    %s %s: %s%s%s%s\n",
		      e->documented ? "\u2192" : "\u21e2",
		      e->way == MAP_LOOP ? "itself" : flow->step[e->to].name,
		      *e->count ? e->count : "no handoff recorded",
		      *e->note ? ", " : "", e->note,
		      e->documented ? "" : e->way == MAP_BACK ?
			      ", back, undocumented" : ", undocumented");
}

static void flow_write(struct strbuf *out, const struct map_flow *flow)
{
	const char *line[3];

	strbuf_printf(out, "\n%s: %s\n", flow->name, flow->summary);
	for (size_t i = 0; i < flow->n_steps; i++) {
		size_t n = map_step_lines(line, &flow->step[i]);

		strbuf_printf(out, "  %s%s", flow->step[i].name,
			      n ? ": " : "");
		for (size_t k = 0; k < n; k++)
			strbuf_printf(out, "%s%s", k ? ", " : "", line[k]);
		strbuf_putc(out, '\n');
		for (size_t k = 0; k < flow->n_edges; k++)
			if (flow->edge[k].from == i)
				edge_write(out, flow, &flow->edge[k]);
	}
}

static int text_write(struct strbuf *out, const struct map_job *job,
		      struct err *err)
{
	(void)err;
	strbuf_printf(out, "%s\nAfter an arrow: handoffs, then minutes lost "
		      "of 100 worked, or the largest share\nby hand, "
		      "mismatched, failed or retried. \u21e2 is not "
		      "documented.\n", job->title);
	for (size_t i = 0; i < job->map->n; i++)
		flow_write(out, &job->map->flow[i]);
	return 0;
}

const struct map_format map_format_text = {
	.id = "text", .opens = "a terminal", .write = text_write,
};
