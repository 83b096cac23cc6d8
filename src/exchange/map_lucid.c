/*
 * Lucidchart's "Process Diagram Import from CSV": a page, a swim lane for
 * each workflow, a shape for each step, a line for each edge. Ids begin at 1
 * and rise by 1; the import has no positions.
 */
#include "base/csv_text.h"
#include "exchange/map_file.h"

static const char header[] =
	"Id,Name,Shape Library,Page ID,Contained By,Group,Line Source,"
	"Line Destination,Source Arrow,Destination Arrow,Status,Text Area 1,"
	"Comments\r\n";

struct lucid {
	struct strbuf *out;
	const struct map_job *job;
	size_t id;
};

static void put_text(struct lucid *l, const char *s)
{
	if (l->job->formula == FORMULA_RAW)
		csv_put_plain(l->out, s);
	else
		csv_put_text(l->out, s);
}

/* "Brief (Notion AI)" */
static const char *step_text(const struct map_job *job,
			     const struct map_step *s)
{
	return *s->tool ? arena_printf(job->a, "%s (%s)", s->name, s->tool) :
			  s->name;
}

static const char *step_comment(const struct map_job *job,
				const struct map_step *s)
{
	return arena_printf(job->a, "%s%s%s%s%s", s->review_words,
			    *s->review_words && *s->rework_words ? "; " : "",
			    s->rework_words,
			    (*s->review_words || *s->rework_words) &&
			    !s->documented ? "; " : "",
			    s->documented ? "" : "undocumented");
}

static void shape_write(struct lucid *l, const char *name,
			const char *library, size_t lane, const char *text,
			const char *comment)
{
	strbuf_printf(l->out, "%zu,%s,%s,1,", ++l->id, name, library);
	if (lane)
		strbuf_printf(l->out, "%zu", lane);
	strbuf_puts(l->out, ",,,,,,,");
	put_text(l, text);
	strbuf_putc(l->out, ',');
	put_text(l, comment);
	strbuf_puts(l->out, "\r\n");
}

/* `first`: the id of the flow's first step. */
static void line_write(struct lucid *l, const struct map_edge *e,
		       size_t first)
{
	strbuf_printf(l->out, "%zu,Line,,1,,,%zu,%zu,None,Arrow,,", ++l->id,
		      first + e->from, first + e->to);
	put_text(l, *e->note ? arena_printf(l->job->a, "%s, %s", e->count,
					    e->note) : e->count);
	strbuf_puts(l->out, e->documented ? ",\r\n" : ",undocumented\r\n");
}

static void flow_write(struct lucid *l, const struct map_flow *flow)
{
	size_t lane = l->id + 1, first = l->id + 2;

	shape_write(l, "Swim Lane", "Flowchart Shapes", 0, flow->name,
		    flow->summary);
	for (size_t i = 0; i < flow->n_steps; i++)
		shape_write(l, "Process", "Flowchart Shapes", lane,
			    step_text(l->job, &flow->step[i]),
			    step_comment(l->job, &flow->step[i]));
	for (size_t i = 0; i < flow->n_edges; i++)
		line_write(l, &flow->edge[i], first);
}

/* The first name that a spreadsheet would run, NULL = none. */
static const char *formula_in(const struct map *map)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct map_flow *flow = &map->flow[i];

		if (text_is_formula(flow->name))
			return flow->name;
		for (size_t k = 0; k < flow->n_steps; k++)
			if (text_is_formula(flow->step[k].name))
				return flow->step[k].name;
	}
	return NULL;
}

static int lucid_write(struct strbuf *out, const struct map_job *job,
		       struct err *err)
{
	struct lucid l = { out, job, 1 };
	const char *bad = formula_in(job->map);

	if (bad && job->formula == FORMULA_REJECT)
		return err_set(err, ERR_DATA, "the name '%.60s' begins like "
			       "a formula; nothing was written: rename it "
			       "where it comes from, or see --formula", bad);
	strbuf_puts(out, header);
	strbuf_puts(out, "1,Page,,,,,,,,,,");
	put_text(&l, job->title);
	strbuf_puts(out, ",\r\n");
	for (size_t i = 0; i < job->map->n; i++)
		flow_write(&l, &job->map->flow[i]);
	return 0;
}

const struct map_format map_format_lucid = {
	.id = "lucid", .opens = "Lucidchart (Import data > Process diagram)",
	.write = lucid_write,
};
