/* tuneup map: workflows as a diagram, for the tools people draw with. */
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "exchange/map_file.h"
#include "metrics/metrics.h"
#include "report/map_graph.h"
#include "report/map_layout.h"

#define NAMES_MAX 256 /* compared with a misspelt one */

struct map_options {
	const char *format, *workflow, *quarter, *week, *output, *formula;
	int32_t from, to;
	bool dry_run;
};

static const struct option_spec options_table[] = {
	{ "format", 'f', OPT_WORD, offsetof(struct map_options, format),
	  "FORMAT", map_format_words,
	  "text (default), drawio, mermaid, dot or lucid" },
	{ "workflow", 0, OPT_STRING, offsetof(struct map_options, workflow),
	  "ID", NULL, "only this one (default: all)" },
	{ "quarter", 0, OPT_STRING, offsetof(struct map_options, quarter),
	  "QUARTER", NULL, "2026-Q3 (default: the last complete one)" },
	{ "week", 0, OPT_STRING, offsetof(struct map_options, week), "WEEK",
	  NULL, "2026-W47, instead of a quarter" },
	{ "from", 0, OPT_DAY, offsetof(struct map_options, from), "DATE",
	  NULL, "first day, with --to, instead of a quarter" },
	{ "to", 0, OPT_DAY, offsetof(struct map_options, to), "DATE", NULL,
	  "last day, included (default: today)" },
	{ "output", 'o', OPT_STRING, offsetof(struct map_options, output),
	  "FILE", NULL, "instead of stdout" },
	{ "formula", 0, OPT_WORD, offsetof(struct map_options, formula),
	  "HOW", formula_words, "lucid: a name that begins like one: reject "
	  "(default), prefix, raw" },
	{ "dry-run", 'n', OPT_FLAG, offsetof(struct map_options, dry_run),
	  NULL, NULL, "say what would be written; write nothing" },
	{ .name = NULL }
};

/* ---- which days -------------------------------------------------------- */

static int parse_period(struct period *p, const char *text,
			enum period_kind kind, const char *example,
			int starts, struct err *err)
{
	if (!period_parse(p, text, starts) && p->kind == kind)
		return 0;
	return err_set(err, ERR_USAGE, "--%s wants a %s like %s, not '%.40s'",
		       period_kind_name(kind), period_kind_name(kind),
		       example, text);
}

static int choose_range(struct period *p, const struct map_options *o,
			int32_t as_of, struct err *err)
{
	if (o->from == DAY_NONE)
		return err_set(err, ERR_USAGE, "--to wants --from DATE, too");
	*p = (struct period){ PERIOD_RANGE, o->from,
			      o->to == DAY_NONE ? as_of : o->to };
	if (p->first > p->last)
		return no_days(o->to != DAY_NONE, err);
	return 0;
}

static int choose_period(struct period *p, const struct map_options *o,
			 const struct workspace *w, struct err *err)
{
	int starts = w->config.quarter_starts;
	bool range = o->from != DAY_NONE || o->to != DAY_NONE;

	if ((o->quarter != NULL) + (o->week != NULL) + range > 1)
		return err_set(err, ERR_USAGE, "give --quarter, --week, or "
			       "--from and --to: only one of them");
	if (range)
		return choose_range(p, o, w->as_of, err);
	if (o->week)
		return parse_period(p, o->week, PERIOD_WEEK, "2026-W47",
				    starts, err);
	if (o->quarter)
		return parse_period(p, o->quarter, PERIOD_QUARTER, "2026-Q3",
				    starts, err);
	*p = period_of(PERIOD_QUARTER, w->as_of, starts);
	if (p->last > w->as_of)
		*p = period_prev(*p, starts);
	return 0;
}

static int refuse_future(struct period p, int32_t as_of, struct err *err)
{
	char day[DATE_MAX];

	return err_set(err, ERR_USAGE, "the %s begins after %s; choose an "
		       "earlier one or give --as-of", period_kind_name(p.kind),
		       day_format(day, as_of));
}

/* ---- the map ----------------------------------------------------------- */

static int refuse_workflow(const struct map *all, const char *said,
			   struct err *err)
{
	const char *names[NAMES_MAX], *near;
	size_t n = 0;

	for (size_t i = 0; i < all->n && n < NAMES_MAX; i++)
		names[n++] = all->flow[i].id;
	near = text_nearest(said, names, n);
	return err_set(err, ERR_USAGE, "workflow '%.60s' has no steps to "
		       "draw%s%s%s", said, near ? "; did you mean '" : "",
		       near ? near : "", near ? "'?" : "");
}

static int make_map(struct map *map, const struct map_options *o,
		    const struct workspace *w, struct period p,
		    struct arena *a, struct err *err)
{
	const struct map_space space = { 0, 0, false };
	struct metrics_request request = {
		.kind = p.kind, .from = p.first, .to = p.last,
		.as_of = w->as_of
	};
	struct figures f = { 0 };
	int ret = metrics_compute(&f, w->store, &w->config, &request, err);

	if (!ret) {
		figures_sort(&f);
		map_graph(map, &w->config, &f, p, o->workflow, a);
	}
	if (!ret && !map->n && o->workflow) {
		map_graph(map, &w->config, &f, p, NULL, a);
		ret = refuse_workflow(map, o->workflow, err);
	}
	if (!ret && !map->n)
		ret = err_set(err, ERR_NOINPUT, "there is no workflow to "
			      "draw: workflows.yaml says which steps there "
			      "are, an export of handoffs (tuneup list kinds) "
			      "what goes from one to the next");
	if (!ret)
		map_layout(map, &space, a);
	figures_release(&f);
	return ret;
}

/* "4 workflows, 15 steps, 12 edges" */
static const char *size_words(const struct map *map, struct arena *a)
{
	size_t steps = 0, edges = 0;

	for (size_t i = 0; i < map->n; i++) {
		steps += map->flow[i].n_steps;
		edges += map->flow[i].n_edges;
	}
	return arena_printf(a, "%zu workflow%s, %zu step%s, %zu edge%s",
			    map->n, map->n == 1 ? "" : "s", steps,
			    steps == 1 ? "" : "s", edges,
			    edges == 1 ? "" : "s");
}

static int deliver(const struct map_options *o, const struct map *map,
		   const struct strbuf *bytes, struct arena *a,
		   struct err *err)
{
	bool to_file = o->output && strcmp(o->output, "-") != 0;

	if (o->dry_run)
		return say(err, "would write %s to %s\n", size_words(map, a),
			   to_file ? o->output : "stdout");
	if (!to_file)
		return say_bytes(err, bytes->s, bytes->len);
	if (file_write(o->output, bytes->s, bytes->len, err))
		return -1;
	return say(err, "%s: %s\n", o->output, size_words(map, a));
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct map_options *o = options;
	const struct map_format *format =
		map_format_find(o->format ? o->format : "text");
	struct strbuf bytes = STRBUF_INIT;
	struct workspace w = { 0 };
	struct map map = { 0 };
	struct period p = { PERIOD_QUARTER, 0, 0 };

	if (argc)
		return no_operand("map", argv[0],
				  "one workflow is given as --workflow ID",
				  err);
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = choose_period(&p, o, &w, err);
	if (!ret && p.first > w.as_of)
		ret = refuse_future(p, w.as_of, err);
	if (!ret)
		ret = make_map(&map, o, &w, p, &cli->arena, err);
	if (!ret) {
		const struct map_job job = {
			&map, arena_printf(&cli->arena, "Workflow map, %s",
				period_words(&cli->arena, p,
					     w.config.quarter_starts)),
			formula_named(o->formula), &cli->arena
		};

		ret = format->write(&bytes, &job, err);
	}
	if (!ret)
		ret = deliver(o, &map, &bytes, &cli->arena, err);
	strbuf_release(&bytes);
	workspace_close(&w);
	return ret;
}

const struct command cmd_map = {
	.id = "map",
	.help = "write the workflow map for Draw.io, Miro, Lucidchart or "
		"Graphviz",
	.usage = "tuneup map [--format text|drawio|mermaid|dot|lucid] "
		 "[--workflow ID]\n"
		 "                  [--quarter QUARTER | --week WEEK | --from "
		 "DATE [--to DATE]]\n"
		 "                  [--output FILE] [--formula HOW] "
		 "[--dry-run]",
	.more = "Steps and arrows of the page Workflow map: handoffs, what is "
		"lost at them, what is\nreviewed and reworked. Files have "
		"every arrow, also those the page folds into other.\n\n"
		"  drawio   Draw.io: File > Open; Lucidchart imports it, too\n"
		"  mermaid  Miro, Notion, GitHub; Draw.io: Insert > Mermaid\n"
		"  dot      Graphviz: dot -Tsvg map.dot > map.svg\n"
		"  lucid    Lucidchart: Import data > Process diagram\n\n"
		"examples:\n"
		"  tuneup map\n"
		"  tuneup map --format drawio --output map.drawio\n"
		"  tuneup map --format dot --workflow blog --week 2026-W47 | "
		"dot -Tsvg > blog.svg",
	.options = options_table,
	.options_size = sizeof(struct map_options),
	.run = run,
};
