/*
 * An mxfile, as Draw.io (diagrams.net) writes it uncompressed: a swimlane for
 * each workflow, its steps in the lane's own coordinates. Values are HTML in
 * XML, so a name is escaped twice.
 */
#include "exchange/map_file.h"

#define SCALE(v) ((int)((v) * 3 / 20)) /* its text is half as large again */
#define HEAD 30			/* height of a lane's title */
#define LEFT 40
#define BETWEEN 40

/* Text of an attribute that holds HTML. */
static void put_html(struct strbuf *out, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&':
			strbuf_puts(out, "&amp;amp;");
			break;
		case '<':
			strbuf_puts(out, "&amp;lt;");
			break;
		case '>':
			strbuf_puts(out, "&amp;gt;");
			break;
		case '"':
			strbuf_puts(out, "&amp;quot;");
			break;
		default:
			strbuf_putc(out, *s);
		}
}

/* Text of an attribute. */
static void put_xml(struct strbuf *out, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&':
			strbuf_puts(out, "&amp;");
			break;
		case '<':
			strbuf_puts(out, "&lt;");
			break;
		case '"':
			strbuf_puts(out, "&quot;");
			break;
		default:
			strbuf_putc(out, *s);
		}
}

#define BREAK "&lt;br&gt;"

static const char *step_style(const struct map_step *s)
{
	if (!s->documented)
		return "rounded=0;whiteSpace=wrap;html=1;fontSize=11;"
			"align=left;spacingLeft=8;dashed=1;"
			"strokeColor=#94a0ab;";
	if (s->review == MAP_REVIEW_THIN)
		return "rounded=1;whiteSpace=wrap;html=1;fontSize=11;"
			"align=left;spacingLeft=8;strokeColor=#b3361c;"
			"strokeWidth=2;";
	return "rounded=1;whiteSpace=wrap;html=1;fontSize=11;align=left;"
		"spacingLeft=8;strokeColor=#94a0ab;";
}

static void step_write(struct strbuf *out, const struct map_step *s,
		       size_t flow, size_t i)
{
	strbuf_printf(out, "<mxCell id=\"f%zus%zu\" value=\"&lt;b&gt;", flow,
		      i);
	put_html(out, s->name);
	strbuf_puts(out, "&lt;/b&gt;");
	map_step_put(out, s, put_html, BREAK);
	strbuf_printf(out, "\" style=\"%s\" vertex=\"1\" parent=\"f%zu\">"
		      "<mxGeometry x=\"%d\" y=\"%d\" width=\"%d\" "
		      "height=\"%d\" as=\"geometry\"/></mxCell>\n",
		      step_style(s), flow, SCALE(s->box.x),
		      SCALE(s->box.y) + HEAD + 10, SCALE(s->box.w),
		      SCALE(s->box.h));
}

static void edge_write(struct strbuf *out, const struct map_edge *e,
		       size_t flow, size_t i)
{
	strbuf_printf(out, "<mxCell id=\"f%zue%zu\" value=\"", flow, i);
	map_edge_put(out, e, put_html, BREAK);
	strbuf_printf(out, "\" style=\"edgeStyle=orthogonalEdgeStyle;"
		      "rounded=1;html=1;fontSize=10;endArrow=classic;"
		      "strokeColor=#%06x;strokeWidth=%.1f;%s%s\" "
		      "edge=\"1\" parent=\"f%zu\" source=\"f%zus%zu\" "
		      "target=\"f%zus%zu\"><mxGeometry relative=\"1\" "
		      "as=\"geometry\"/></mxCell>\n",
		      (unsigned)map_band_colour(e->band), map_line_width(e),
		      e->documented ? "" : "dashed=1;",
		      e->way == MAP_BACK ? "exitX=0.25;exitY=0;entryX=0.25;"
			      "entryY=0;" : "", flow, flow, e->from + 1, flow,
		      e->to + 1);
}

/* The lane and what is in it; returns its height. */
static int flow_write(struct strbuf *out, const struct map_flow *flow,
		      size_t id, int y)
{
	int width = 0, height = 0;

	for (size_t i = 0; i < flow->n_steps; i++) {
		const struct map_rect *b = &flow->step[i].box;
		int right = SCALE(b->x + b->w) + LEFT;
		int low = SCALE(b->y + b->h) + HEAD + 60;

		width = right > width ? right : width;
		height = low > height ? low : height;
	}
	strbuf_printf(out, "<mxCell id=\"f%zu\" value=\"&lt;b&gt;", id);
	put_html(out, flow->name);
	strbuf_puts(out, "&lt;/b&gt; ");
	put_html(out, flow->summary);
	strbuf_printf(out, "\" style=\"swimlane;html=1;startSize=%d;"
		      "align=left;spacingLeft=8;fillColor=#f4f6f8;"
		      "strokeColor=#d8dee4;fontStyle=0;\" vertex=\"1\" "
		      "parent=\"1\"><mxGeometry x=\"%d\" y=\"%d\" "
		      "width=\"%d\" height=\"%d\" as=\"geometry\"/>"
		      "</mxCell>\n", HEAD, LEFT, y, width, height);
	for (size_t i = 0; i < flow->n_steps; i++)
		step_write(out, &flow->step[i], id, i + 1);
	for (size_t i = 0; i < flow->n_edges; i++)
		edge_write(out, &flow->edge[i], id, i + 1);
	return height;
}

static int drawio_write(struct strbuf *out, const struct map_job *job,
			struct err *err)
{
	int y = BETWEEN;

	(void)err;
	strbuf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<mxfile host=\"tuneup\"><diagram id=\"map\" name=\"");
	put_xml(out, job->title);
	strbuf_puts(out, "\"><mxGraphModel dx=\"800\" dy=\"600\" grid=\"1\" "
		    "gridSize=\"10\" page=\"0\"><root>\n<mxCell id=\"0\"/>"
		    "<mxCell id=\"1\" parent=\"0\"/>\n");
	for (size_t i = 0; i < job->map->n; i++)
		y += flow_write(out, &job->map->flow[i], i + 1, y) + BETWEEN;
	strbuf_puts(out, "</root></mxGraphModel></diagram></mxfile>\n");
	return 0;
}

const struct map_format map_format_drawio = {
	.id = "drawio", .opens = "Draw.io (File > Open), Lucidchart's import",
	.write = drawio_write,
};
