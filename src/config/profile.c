/* Source profiles: the keys of one, and what must hold inside it. Its maps are
 * read in profile_maps.c, the directories in profiles.c. */
#include "config/profile_read.h"

#include <string.h>

#define KEY_FIELD(member) offsetof(struct profile, member)

static const struct field key_fields[] = {
	{ .key = "key", .type = FIELD_STRINGS, .offset = KEY_FIELD(key),
	  .n_offset = KEY_FIELD(n_key), .help = "columns" },
	{ 0 }
};
static const struct schema key_schema = {
	"key", sizeof(struct profile), key_fields
};

/* `days`, `natural` or a list of our columns. */
static int key_read(struct yaml_file *f, const struct yaml_node *node,
		    void *out)
{
	struct yaml_node *entry = arena_alloc(f->arena, sizeof *entry);
	struct yaml_node map = { .type = YAML_MAP, .item = &entry, .n = 1 };
	struct profile *p = out;

	if (node->type == YAML_SCALAR && !strcmp(node->text, "natural"))
		return 0;
	if (node->type == YAML_SCALAR && !strcmp(node->text, "days")) {
		p->key_days = true;
		return 0;
	}
	if (node->type != YAML_LIST || !node->n) {
		yaml_error(f, node, "`key` is how rows are known again: a "
			   "list of our columns, `days` or `natural`");
		return -1;
	}
	*entry = *node;
	schema_read(f, &map, &key_schema, p);
	return 0;
}

static const struct field recognise_fields[] = {
	{ .key = "at_least", .type = FIELD_INT, .offset = KEY_FIELD(at_least),
	  .required = true, .min = 1, .max = 200,
	  .help = "so many of the headers must be there" },
	{ .key = "headers", .type = FIELD_STRINGS,
	  .offset = KEY_FIELD(headers), .n_offset = KEY_FIELD(n_headers),
	  .required = true,
	  .help = "headers that tell the export; synonyms apart by |" },
	{ .key = "above", .type = FIELD_STRINGS, .offset = KEY_FIELD(above),
	  .n_offset = KEY_FIELD(n_above),
	  .help = "lines above the header begin so; each counts like one of "
		  "the headers" },
	{ .key = "absent", .type = FIELD_STRINGS, .offset = KEY_FIELD(absent),
	  .n_offset = KEY_FIELD(n_absent),
	  .help = "headers that must not be there" },
	{ 0 }
};
static const struct schema recognise_schema = {
	"recognise", sizeof(struct profile), recognise_fields
};

static const struct field preamble_fields[] = {
	{ .key = "dates", .type = FIELD_BOOL,
	  .offset = KEY_FIELD(preamble_dates), .fallback = "no",
	  .help = "a line above the header that is only a date range is the "
		  "file's period" },
	{ 0 }
};
static const struct schema preamble_schema = {
	"preamble", sizeof(struct profile), preamble_fields
};

#define TOTAL(member) offsetof(struct profile_total, member)

static const struct field total_fields[] = {
	{ .key = "column", .type = FIELD_STRING, .offset = TOTAL(header),
	  .max = 200,
	  .help = "header whose cell tells; without it the first cells" },
	{ .key = "within", .type = FIELD_INT, .offset = TOTAL(within),
	  .fallback = "4", .min = 1, .max = 1000,
	  .help = "without column: look into so many first cells" },
	{ .key = "begins", .type = FIELD_STRING, .offset = TOTAL(begins),
	  .max = 200, .help = "text the cell of a total row begins with" },
	{ .key = "blank_names", .type = FIELD_BOOL,
	  .offset = TOTAL(blank_names), .fallback = "no",
	  .help = "a row whose text columns are all empty is a total" },
	{ .key = "blank", .type = FIELD_STRINGS, .offset = TOTAL(blank),
	  .n_offset = TOTAL(n_blank),
	  .help = "a row with nothing under these headers is not counted" },
	{ 0 }
};
static const struct schema total_schema = {
	"an entry of totals", sizeof(struct profile_total), total_fields
};

static const char *const number_words[] = { "point", "comma", NULL };
static const char *const date_words[] = { "dmy", "mdy", "ymd", NULL };

static const struct field profile_fields[] = {
	{ .key = "id", .type = FIELD_STRING, .offset = KEY_FIELD(id),
	  .required = true, .min = 1, .max = 40,
	  .help = "name of the profile and of its file; a-z, 0-9, _ and -" },
	{ .key = "title", .type = FIELD_STRING, .offset = KEY_FIELD(title),
	  .required = true, .min = 1, .max = 100,
	  .help = "the export's name for people" },
	{ .key = "kind", .type = FIELD_STRING, .offset = KEY_FIELD(kind),
	  .required = true, .max = 40,
	  .help = "fact kind its rows become; `tuneup list kinds`" },
	{ .key = "key", .type = FIELD_CUSTOM, .read = key_read,
	  .help = "how rows are known again: [columns], days or natural" },
	{ .key = "recognise", .type = FIELD_MAP, .sub = &recognise_schema,
	  .required = true, .help = "how the export is told from others" },
	{ .key = "preamble", .type = FIELD_MAP, .sub = &preamble_schema,
	  .help = "lines above the header" },
	{ .key = "period_rows", .type = FIELD_BOOL,
	  .offset = KEY_FIELD(period_rows), .fallback = "no",
	  .help = "rows without a day cover the file's period" },
	{ .key = "totals", .type = FIELD_LIST, .offset = KEY_FIELD(totals),
	  .n_offset = KEY_FIELD(n_totals), .sub = &total_schema,
	  .help = "rows that are sums of the others and are not counted" },
	{ .key = "columns", .type = FIELD_CUSTOM, .required = true,
	  .read = profile_columns_read, .sub = &profile_column_schema,
	  .help = "our columns and where each comes from" },
	{ .key = "metrics", .type = FIELD_LIST, .offset = KEY_FIELD(metrics),
	  .n_offset = KEY_FIELD(n_metrics), .sub = &profile_metric_schema,
	  .help = "of series: columns of which each cell is a fact" },
	{ .key = "cut_by", .type = FIELD_STRINGS, .offset = KEY_FIELD(cut_by),
	  .n_offset = KEY_FIELD(n_cut_by),
	  .help = "with metrics: headers that the figures are cut by; \"*\" = "
		  "every other column of texts" },
	{ .key = "words", .type = FIELD_CUSTOM, .read = profile_words_read,
	  .help = "per column: our word and the export's words for it" },
	{ .key = "missing", .type = FIELD_STRINGS,
	  .offset = KEY_FIELD(missing), .n_offset = KEY_FIELD(n_missing),
	  .help = "further spellings of an empty cell" },
	{ .key = "encoding", .type = FIELD_STRING,
	  .offset = KEY_FIELD(encoding), .fallback = "", .max = 40,
	  .help = "encoding without a byte order mark; default UTF-8" },
	{ .key = "number", .type = FIELD_STRING, .offset = KEY_FIELD(number),
	  .fallback = "", .words = number_words,
	  .help = "decimal mark; without it the file's numbers decide" },
	{ .key = "dates", .type = FIELD_STRING, .offset = KEY_FIELD(dates),
	  .fallback = "", .words = date_words,
	  .help = "order of numeric dates; without it the file decides" },
	{ .key = "zone", .type = FIELD_STRING, .offset = KEY_FIELD(zone),
	  .fallback = "", .max = 63,
	  .help = "zone of its times; default: the workspace's" },
	{ 0 }
};
static const struct schema profile_schema = {
	"a profile", sizeof(struct profile), profile_fields
};

void profile_help(struct strbuf *out)
{
	schema_help(out, &profile_schema, 0);
}

static void check_id(struct yaml_file *f, const struct yaml_node *root,
		     const struct profile *p, const char *stem)
{
	const struct yaml_node *id = yaml_get(root, "id");

	if (!id || !p->id)
		return;
	if (strspn(p->id, "abcdefghijklmnopqrstuvwxyz0123456789_-") !=
	    strlen(p->id))
		yaml_error(f, id, "`id` is `%s`; expected only a-z, 0-9, _ "
			   "and -", yaml_shown(f, p->id));
	else if (strcmp(p->id, stem))
		yaml_error(f, id, "`id` is `%s`, but the file is named "
			   "%s.yaml; make them the same", p->id, stem);
}

/* Names of ours: the kind, the columns, the columns that have words. */
static void check_names(struct yaml_file *f, const struct yaml_node *root,
			const struct profile *p, profile_name_check known)
{
	static const char *const maps[] = { "columns", "words" };
	const struct yaml_node *kind = yaml_get(root, "kind");
	const struct yaml_node *key = yaml_get(root, "key");

	if (!kind || !p->kind)
		return;
	if (!known(p->kind, NULL)) {
		yaml_error(f, kind, "there is no fact kind `%s`; `tuneup list "
			   "kinds` shows them", yaml_shown(f, p->kind));
		return;
	}
	for (size_t m = 0; m < 2; m++) {
		const struct yaml_node *map = yaml_get(root, maps[m]);

		for (size_t i = 0; map && map->type == YAML_MAP &&
		     i < map->n; i++)
			if (!known(p->kind, map->item[i]->key))
				yaml_error_key(f, map->item[i], "%s have no "
					       "column `%s`; `tuneup list "
					       "kinds` shows them", p->kind,
					       yaml_shown(f,
							  map->item[i]->key));
	}
	for (size_t i = 0; i < p->n_key; i++)
		if (!known(p->kind, p->key[i]))
			yaml_error(f, key, "%s have no column `%s` for `key`; "
				   "`tuneup list kinds` shows them", p->kind,
				   yaml_shown(f, p->key[i]));
}

/* A row of several figures has its metric and value from `metrics`. */
static void check_metrics(struct yaml_file *f, const struct yaml_node *root,
			  const struct profile *p, profile_name_check known)
{
	const struct yaml_node *metrics = yaml_get(root, "metrics");
	const struct yaml_node *cut_by = yaml_get(root, "cut_by");

	if (cut_by && !metrics)
		yaml_error(f, cut_by, "`cut_by` stands beside `metrics`, which "
			   "is not there");
	if (!metrics || !p->kind || !known(p->kind, NULL))
		return;
	if (!known(p->kind, "metric") || !known(p->kind, "value")) {
		yaml_error(f, metrics, "`metrics` is for the kind `series`; %s "
			   "have no metric and value",
			   yaml_shown(f, p->kind));
		return;
	}
	for (size_t i = 0; i < p->n_metrics; i++)
		if (!p->metrics[i].n_from && i < metrics->n &&
		    yaml_get(metrics->item[i], "from"))
			yaml_error(f, metrics->item[i], "`from` needs a header "
				   "of the export, or \"*\" for every other "
				   "column of numbers");
	for (size_t i = 0; i < p->n_columns; i++)
		if (!strcmp(p->columns[i].column, "metric") ||
		    !strcmp(p->columns[i].column, "value"))
			yaml_error(f, metrics, "`metrics` says what metric and "
				   "value are; take `%s` out of `columns`",
				   p->columns[i].column);
}

static void check_rest(struct yaml_file *f, const struct yaml_node *root,
		       const struct profile *p)
{
	const struct yaml_node *recognise = yaml_get(root, "recognise");
	const struct yaml_node *at_least = yaml_get(recognise, "at_least");
	const struct yaml_node *totals = yaml_get(root, "totals");

	if (at_least && p->n_headers &&
	    p->at_least > (int)(p->n_headers + p->n_above))
		yaml_error(f, at_least, "`at_least` is %d, but `headers` has "
			   "only %zu", p->at_least, p->n_headers);
	for (size_t i = 0; i < p->n_totals; i++)
		if (!p->totals[i].begins && !p->totals[i].blank_names &&
		    !p->totals[i].n_blank)
			yaml_error(f, totals->item[i], "an entry of totals "
				   "needs `begins`, `blank` or "
				   "`blank_names: yes`");
}

void profile_read(struct yaml_file *f, struct profile *p, const char *stem,
		  profile_name_check known)
{
	const struct yaml_node *root = yaml_load(f);

	sha256_bytes(p->digest, f->bytes, f->len);
	if (!root)
		return;
	schema_read(f, root, &profile_schema, p);
	check_id(f, root, p, stem);
	check_names(f, root, p, known);
	check_metrics(f, root, p, known);
	check_rest(f, root, p);
}
