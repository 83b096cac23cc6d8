/* tuneup list: everything that has a name, from the tables that define it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/explain.h"
#include "cli/formats.h"
#include "cli/list.h"
#include "config/template.h"
#include "metrics/metric.h"
#include "render/render.h"
#include "report/block.h"
#include "store/kind.h"

#define NAMES_MAX 256

int list_unknown(const char *what, const char *topic, const char *said,
		 const char *const *names, size_t n, struct err *err)
{
	const char *near = text_nearest(said, names, n);

	return err_set(err, ERR_USAGE, "there is no %s '%.60s'%s%s%s tuneup "
		       "list %s shows all", what, said,
		       near ? "; did you mean '" : ";", near ? near : "",
		       near ? "'?" : "", topic);
}

/* ---- metrics ---------------------------------------------------------- */

static const char *identity_word(const struct metric *m)
{
	return m->identity ? "yes" : "no";
}

static int metric_in_full(const struct metric *m, struct err *err)
{
	char scopes[METRIC_SCOPES_MAX];
	struct strbuf out = STRBUF_INIT;
	int ret;

	strbuf_printf(&out, "%s (%s, %s)\n\n", m->title, m->id,
		      metric_unit_name(m->unit));
	explain_definition(&out, m);
	explain_line(&out, "scopes", metric_scopes_text(scopes, m));
	explain_line(&out, "identity", m->identity ? "needs to tell events "
		     "apart: condensing freezes it" : "not needed");
	ret = say_bytes(err, out.s, out.len);
	strbuf_release(&out);
	return ret;
}

static int no_metric(const char *said, struct err *err)
{
	const char *names[NAMES_MAX];
	size_t n = 0;

	for (; n < NAMES_MAX && metric_table[n]; n++)
		names[n] = metric_table[n]->id;
	return list_unknown("metric", "metrics", said, names, n, err);
}

static int list_metrics(const struct list_request *r, struct err *err)
{
	static const char *const names[] = {
		"metric", "unit", "title", "section", "requirement",
		"identity", "scopes", "formula", "columns", "rules", "source"
	};
	/* a terminal has no room for the long texts: NAME shows them */
	size_t n = r->format && strcmp(r->format, "text") ? 11 : 7;
	const struct metric *one = r->name ? metric_find(r->name) : NULL;
	struct rows *rows;

	if (r->name && !one)
		return no_metric(r->name, err);
	if (one)
		return metric_in_full(one, err);
	rows = rows_new(r->format, names, NULL, n);
	for (size_t i = 0; metric_table[i]; i++) {
		const struct metric *m = metric_table[i];
		char scopes[METRIC_SCOPES_MAX];
		const char *cells[] = {
			m->id, metric_unit_name(m->unit), m->title, m->section,
			m->requirement, identity_word(m),
			metric_scopes_text(scopes, m), m->formula, m->columns,
			m->edges, m->source
		};

		rows_add(rows, cells);
	}
	return rows_finish(rows, err);
}

/* ---- blocks, renderers, commands -------------------------------------- */

static int block_in_full(const struct block *b, struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	int ret;

	strbuf_printf(&out, "%s: %s\n\nsettings in a template\n", b->id,
		      b->help);
	template_settings(&out, b->id);
	ret = say_bytes(err, out.s, out.len);
	strbuf_release(&out);
	return ret;
}

static int list_blocks(const struct list_request *r, struct err *err)
{
	static const char *const names[] = {
		"block", "settings", "what it shows"
	};
	const struct block *one = r->name ? block_find(r->name) : NULL;
	struct rows *rows;

	if (r->name && !one) {
		size_t n;
		const char *const *all = block_names(&n);

		return list_unknown("block", "blocks", r->name, all, n, err);
	}
	if (one)
		return block_in_full(one, err);
	rows = rows_new(r->format, names, NULL, 3);
	for (size_t i = 0; block_table[i]; i++) {
		struct strbuf settings = STRBUF_INIT;

		template_setting_names(&settings, block_table[i]->id);
		rows_add(rows, (const char *[]){ block_table[i]->id,
						 settings.s,
						 block_table[i]->help });
		strbuf_release(&settings);
	}
	return rows_finish(rows, err);
}

static int list_renderers(const struct list_request *r, struct err *err)
{
	static const char *const names[] = { "renderer", "file", "what" };
	struct rows *rows = rows_new(r->format, names, NULL, 3);

	for (size_t i = 0; renderer_table[i]; i++) {
		const char *cells[] = {
			renderer_table[i]->id, renderer_table[i]->extension,
			renderer_table[i]->help
		};

		rows_add(rows, cells);
	}
	return rows_finish(rows, err);
}

static int list_commands(const struct list_request *r, struct err *err)
{
	static const char *const names[] = { "command", "what it does" };
	struct rows *rows = rows_new(r->format, names, NULL, 2);

	for (size_t i = 0; command_table[i]; i++) {
		const char *cells[] = {
			command_table[i]->id, command_table[i]->help
		};

		rows_add(rows, cells);
	}
	return rows_finish(rows, err);
}

/* ---- kinds ------------------------------------------------------------ */

static const char *type_name(enum fact_type type)
{
	switch (type) {
	case FACT_DIM:
	case FACT_TEXT:
		return "text";
	case FACT_WORD:
		return "word";
	case FACT_TIME:
		return "time";
	case FACT_DAY:
		return "day";
	case FACT_DURATION:
		return "minutes";
	case FACT_MONEY:
		return "amount";
	case FACT_MEASURE:
	case FACT_FINE:
		return "number";
	case FACT_COUNT:
		return "count";
	}
	BUG("fact type %d", (int)type);
}

static void kind_rows(struct rows *rows, const struct fact_kind *kind)
{
	for (size_t i = 0; i < kind->n_columns; i++) {
		const struct fact_column *c = &kind->columns[i];
		const char *cells[] = {
			kind->id, c->name, type_name(c->type),
			c->flags & COLUMN_REQUIRED ? "needed" : "",
			c->flags & COLUMN_KEY ? "key" : "", c->help
		};

		if (c->flags & COLUMN_INTERNAL || (i == FC_N && !kind->weighted))
			continue;
		rows_add(rows, cells);
	}
}

static int no_kind(const char *said, struct err *err)
{
	const char *names[NAMES_MAX];
	size_t n = 0;

	for (; n < NAMES_MAX && fact_kind_table[n]; n++)
		names[n] = fact_kind_table[n]->id;
	return list_unknown("kind", "kinds", said, names, n, err);
}

static int list_kinds(const struct list_request *r, struct err *err)
{
	static const char *const names[] = {
		"kind", "column", "type", "needed", "key", "what it holds"
	};
	struct rows *rows;

	if (r->name && !fact_kind_find(r->name))
		return no_kind(r->name, err);
	rows = rows_new(r->format, names, NULL, 6);
	for (size_t i = 0; fact_kind_table[i]; i++)
		if (!r->name || !strcmp(fact_kind_table[i]->id, r->name))
			kind_rows(rows, fact_kind_table[i]);
	return rows_finish(rows, err);
}

/* ---- config, imports -------------------------------------------------- */

static int list_config(const struct list_request *r, struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	int ret;

	if (r->format && strcmp(r->format, "text"))
		return err_set(err, ERR_USAGE, "the keys are nested: list "
			       "config has only --format text");
	config_help(&out);
	ret = say_bytes(err, out.s, out.len);
	strbuf_release(&out);
	return ret;
}

static void import_row(struct rows *rows, struct arena *a,
		       const struct ledger_entry *e)
{
	char first[DATE_MAX], last[DATE_MAX];
	bool days = e->first != DAY_NONE;
	const char *cells[] = {
		arena_printf(a, "%" PRId64, e->id), e->as_of, e->file,
		e->profile, arena_printf(a, "%" PRId64, e->read),
		arena_printf(a, "%" PRId64, e->used),
		arena_printf(a, "%" PRId64, e->same),
		arena_printf(a, "%" PRId64, e->totals),
		arena_printf(a, "%" PRId64, e->aside),
		days ? day_format(first, e->first) : NULL,
		days ? day_format(last, e->last) : NULL,
		e->undone ? "undone" : ""
	};

	rows_add(rows, cells);
}

static int list_imports(const struct list_request *r, struct err *err)
{
	static const char *const names[] = {
		"import", "on", "file", "profile", "read", "used", "same",
		"totals", "aside", "first", "last", "state"
	};
	static const bool numeric[] = {
		true, false, false, false, true, true, true, true, true,
		false, false, false
	};
	struct workspace w = { 0 };
	struct ledger_entry *list = NULL;
	struct rows *rows;
	size_t n = 0;
	int ret = workspace_config(&w, r->cli, err);

	/* before the first import there is no store, and nothing to list */
	if (!ret && path_exists(w.store_path)) {
		workspace_close(&w);
		ret = workspace_open(&w, r->cli, STORE_READ, err) ||
			store_ledger(&list, &n, w.store, &r->cli->arena, err);
	}
	if (!ret) {
		rows = rows_new(r->format, names, numeric, 12);
		for (size_t i = 0; i < n; i++)
			import_row(rows, &r->cli->arena, &list[i]);
		ret = rows_finish(rows, err);
	}
	workspace_close(&w);
	return ret ? -1 : 0;
}

/* ---- the command ------------------------------------------------------ */

static const struct list_topic topics[] = {
	{ "metrics", "every number the reports print; NAME in full", true,
	  list_metrics },
	{ "kinds", "fact kinds and their columns", true, list_kinds },
	{ "profiles", "exports that are recognised; NAME prints its file",
	  true, list_profiles },
	{ "templates", "report templates and CSVs to fill in; NAME prints it",
	  true, list_templates },
	{ "blocks", "what report templates are made of; NAME with its settings",
	  true, list_blocks },
	{ "config", "keys of tuneup.yaml and workflows.yaml", false,
	  list_config },
	{ "imports", "the ledger of this workspace", false, list_imports },
	{ "renderers", "file formats of reports", false, list_renderers },
	{ "commands", "what tuneup can do", false, list_commands },
};
#define N_TOPICS (sizeof topics / sizeof *topics)

static int no_topic(const char *id, struct err *err)
{
	const char *names[N_TOPICS], *near;
	struct strbuf all = STRBUF_INIT;

	for (size_t i = 0; i < N_TOPICS; i++) {
		names[i] = topics[i].id;
		strbuf_printf(&all, "%s%s", i ? ", " : "", names[i]);
	}
	near = id ? text_nearest(id, names, N_TOPICS) : NULL;
	if (near)
		err_set(err, ERR_USAGE, "list knows no '%s'; did you mean "
			"'%s'?", id, near);
	else
		err_set(err, ERR_USAGE, "list wants one of: %s", all.s);
	strbuf_release(&all);
	return -1;
}

static const struct list_topic *topic_find(const char *id)
{
	for (size_t i = 0; i < N_TOPICS; i++)
		if (!strcmp(topics[i].id, id))
			return &topics[i];
	return NULL;
}

struct list_options {
	const char *format;
};

static const struct option_spec options_table[] = {
	{ .name = "format", .letter = 'f', .type = OPT_WORD,
	  .offset = offsetof(struct list_options, format), .value = "FORMAT",
	  .words = row_formats, .help = "text, csv or json" },
	{ .name = NULL }
};

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct list_options *o = options;
	struct list_request r = { .cli = cli, .format = o->format };
	const struct list_topic *topic = argc ? topic_find(argv[0]) : NULL;

	if (!topic)
		return no_topic(argc ? argv[0] : NULL, err);
	if (argc > (topic->named ? 2 : 1))
		return err_set(err, ERR_USAGE, "list %s takes no operand '%s'",
			       topic->id, argv[topic->named ? 2 : 1]);
	if (argc == 2)
		r.name = argv[1];
	return topic->run(&r, err);
}

const struct command cmd_list = {
	.id = "list",
	.help = "show metrics, kinds, profiles, templates, keys, imports",
	.usage = "tuneup list WHAT [NAME] [--format text|csv|json]",
	.more = "WHAT is metrics, kinds, profiles, templates, blocks, config, "
		"imports, renderers\nor commands. With NAME one metric, kind "
		"or block in full; a profile or template is\nprinted as it "
		"is, the workspace's own where there is one.\n\nexamples:\n"
		"  tuneup list metrics rework\n"
		"  tuneup list templates corrections > reviews.csv\n"
		"  tuneup list imports --format csv",
	.options = options_table,
	.options_size = sizeof(struct list_options),
	.run = run,
};
