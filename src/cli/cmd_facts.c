/* tuneup facts: the stored facts of one kind, as rows. */
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/formats.h"
#include "store/fact_text.h"
#include "store/facts.h"

#define KINDS_MAX 64	/* compared with a misspelt one */

struct facts_options {
	const char *kind, *format;
	int32_t from, to;
};

static const struct option_spec options_table[] = {
	{ "kind", 'k', OPT_STRING, offsetof(struct facts_options, kind),
	  "KIND", NULL, "corrections, campaigns, ...; see tuneup list kinds" },
	{ "from", 0, OPT_DAY, offsetof(struct facts_options, from), "DATE",
	  NULL, "first day (default: all)" },
	{ "to", 0, OPT_DAY, offsetof(struct facts_options, to), "DATE", NULL,
	  "last day, included" },
	{ "format", 'f', OPT_WORD, offsetof(struct facts_options, format),
	  "FORMAT", row_formats, "csv (default), text or json" },
	{ .name = NULL }
};

static const char *cell_text_of(struct arena *a, const struct facts *f,
				const struct fact_day *d, int column,
				size_t row)
{
	const struct fact_column *c = &f->kind->columns[column];
	char buf[FACT_TEXT_MAX];
	size_t len;

	if (c->type == FACT_TEXT) {
		const char *s = fact_text(d, column, row, &len);

		return arena_strndup(a, s, len);
	}
	int64_t v = fact_i64(d, column, row);

	if (c->type == FACT_DIM)
		return f->dim[v];
	return arena_strdup(a, fact_value_text(buf, c, v));
}

static void add_rows(struct rows *rows, const struct facts *f)
{
	const char *value[FACT_COLUMNS_MAX + 1];
	char day[DATE_MAX];

	for (size_t d = 0; d < f->n_days; d++) {
		for (size_t r = 0; r < f->days[d].n; r++) {
			struct arena a = { 0 };

			value[0] = day_format(day, f->days[d].day);
			for (size_t c = 0; c < f->kind->n_columns; c++)
				value[c + 1] = cell_text_of(&a, f, &f->days[d],
							    (int)c, r);
			rows_add(rows, value);
			arena_release(&a);
		}
	}
}

static int print_facts(const struct facts *f, const char *format,
		       struct err *err)
{
	const char *name[FACT_COLUMNS_MAX + 1] = { "day" };
	bool numeric[FACT_COLUMNS_MAX + 1] = { false };

	for (size_t c = 0; c < f->kind->n_columns; c++) {
		enum fact_type t = f->kind->columns[c].type;

		name[c + 1] = f->kind->columns[c].name;
		numeric[c + 1] = t == FACT_DURATION || t == FACT_MONEY ||
				 t == FACT_MEASURE || t == FACT_COUNT ||
				 t == FACT_FINE;
	}
	struct rows *rows = rows_new(format, name, numeric,
				     f->kind->n_columns + 1);

	add_rows(rows, f);
	return rows_finish(rows, err);
}

static int refuse_kind(const char *id, struct err *err)
{
	const char *names[KINDS_MAX];
	const char *near;
	size_t n = 0;

	for (; n < KINDS_MAX && fact_kind_table[n]; n++)
		names[n] = fact_kind_table[n]->id;
	near = text_nearest(id, names, n);
	return err_set(err, ERR_USAGE, "there is no kind '%.60s'%s%s%s "
		       "tuneup list kinds shows all", id,
		       near ? "; did you mean '" : ";", near ? near : "",
		       near ? "'?" : "");
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct facts_options *o = options;
	const struct fact_kind *kind = o->kind ? fact_kind_find(o->kind)
					       : NULL;
	struct workspace w = { 0 };
	struct facts f = { 0 };

	if (o->kind && !kind)
		return refuse_kind(o->kind, err);
	if (argc && !kind && fact_kind_find(argv[0]))
		return err_set(err, ERR_USAGE, "facts wants --kind %s", argv[0]);
	if (argc)
		return no_operand("facts", argv[0],
				  "the kind is given as --kind KIND", err);
	if (!kind)
		return err_set(err, ERR_USAGE, "facts wants --kind KIND; see "
			       "tuneup list kinds");
	if (o->from != DAY_NONE && o->to != DAY_NONE && o->from > o->to)
		return no_days(true, err);
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = facts_read(&f, w.store, kind,
				 o->from == DAY_NONE ? DAY_MIN : o->from,
				 o->to == DAY_NONE ? DAY_MAX : o->to, err);
	if (!ret)
		ret = print_facts(&f, o->format ? o->format : "csv", err);
	facts_release(&f);
	workspace_close(&w);
	return ret;
}

const struct command cmd_facts = {
	.id = "facts",
	.help = "print the stored facts of one kind as CSV, JSON or text",
	.usage = "tuneup facts --kind KIND [--from DATE] [--to DATE] "
		 "[--format csv|text|json]",
	.more = "Durations are minutes, money is in the workspace's currency, "
		"times are in its time\nzone. The columns are described by "
		"tuneup list kinds.\n\nexample:\n"
		"  tuneup facts --kind corrections --from 2026-11-16 > "
		"week.csv",
	.options = options_table,
	.options_size = sizeof(struct facts_options),
	.run = run,
};
