/*
 * Source profiles: the tables, the two free maps (columns and words), and
 * what must hold inside one profile. Reading the directories is profiles.c.
 */
#include "config/profile_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define CURRENCY_MARK "{currency}"

/* `opens: [A, B]` is short for `opens: {from: [A, B]}`. */
static const struct yaml_node *as_from(struct yaml_file *f,
				       const struct yaml_node *node)
{
	struct yaml_node *map, *from;

	if (node->type == YAML_MAP)
		return node;
	from = arena_alloc(f->arena, sizeof *from);
	map = arena_alloc(f->arena, sizeof *map);
	*from = *node;
	from->key = "from";
	*map = *node;
	map->type = YAML_MAP;
	map->n = 1;
	map->item = arena_array(f->arena, 1, sizeof *map->item);
	map->item[0] = from;
	return map;
}

/* ---- columns ---------------------------------------------------------- */

#define COLUMN(member) offsetof(struct profile_column, member)

static const char *const duration_words[] = { "ms", "s", "min", "h", NULL };
static const char *const range_words[] = { "first", "last", NULL };

static const struct field column_fields[] = {
	{ .key = "from", .type = FIELD_STRINGS, .offset = COLUMN(from),
	  .n_offset = COLUMN(n_from),
	  .help = "headers that may hold it, best first" },
	{ .key = "value", .type = FIELD_STRING, .offset = COLUMN(value),
	  .help = "a constant for every row instead of a header" },
	{ .key = "above", .type = FIELD_STRING, .offset = COLUMN(above),
	  .min = 1, .max = 200,
	  .help = "without such a header: what a line above the header says, "
		  "by its name (\"Account|Konto\"), or title" },
	{ .key = "format", .type = FIELD_STRING, .offset = COLUMN(format),
	  .fallback = "", .max = 60,
	  .help = "how dates are written: YYYY-MM-DD, MMM D, YYYY hh:mm am; "
		  "without it the file's dates decide; also unix, unix ms, "
		  "auto, several apart by |" },
	{ .key = "join", .type = FIELD_STRING, .offset = COLUMN(join),
	  .min = 1, .max = 200,
	  .help = "a second header joined with a blank: date and time" },
	{ .key = "required", .type = FIELD_BOOL, .offset = COLUMN(required),
	  .fallback = "no",
	  .help = "the file is not this export without it" },
	{ .key = "scale", .type = FIELD_NUMBER, .offset = COLUMN(scale),
	  .fallback = "1", .min = 0.000001, .max = 1000000,
	  .help = "factor to our unit: 60 for hours to minutes" },
	{ .key = "unless", .type = FIELD_STRINGS, .offset = COLUMN(unless),
	  .n_offset = COLUMN(n_unless),
	  .help = "not read where one of these headers is" },
	{ .key = "fill", .type = FIELD_BOOL, .offset = COLUMN(fill),
	  .fallback = "no",
	  .help = "a row whose cell is empty takes the next header of `from`" },
	{ .key = "cut", .type = FIELD_INT, .offset = COLUMN(cut),
	  .fallback = "0", .min = 0, .max = 1000,
	  .help = "only the first line of a text, and so many characters" },
	{ .key = "default", .type = FIELD_STRING, .offset = COLUMN(otherwise),
	  .min = 1, .max = 200,
	  .help = "what an empty cell means, and a file without the header" },
	{ .key = "unit", .type = FIELD_STRING, .offset = COLUMN(unit),
	  .fallback = "", .words = duration_words,
	  .help = "of durations that are plain numbers" },
	{ .key = "range", .type = FIELD_STRING, .offset = COLUMN(range),
	  .fallback = "", .words = range_words,
	  .help = "which day of a cell with two dates counts" },
	{ .key = "as_written", .type = FIELD_BOOL, .offset = COLUMN(as_written),
	  .fallback = "no",
	  .help = "the day stands as written, in whatever zone it is" },
	{ .key = "plus", .type = FIELD_STRING, .offset = COLUMN(plus),
	  .min = 1, .max = 200,
	  .help = "a header with a duration that is added to the time" },
	{ 0 }
};
static const struct schema column_schema = {
	"a column", sizeof(struct profile_column), column_fields
};

static void column_check(struct yaml_file *f, const struct yaml_node *node,
			 const struct profile_column *c)
{
	const char *name = yaml_shown(f, c->column);

	if (!c->n_from && !c->value && !c->above)
		yaml_error_key(f, node, "column `%s` needs `from` (headers of "
			       "the export) or `value` (a constant)", name);
	else if (c->above && c->value)
		yaml_error_key(f, node, "column `%s` has both `above` and "
			       "`value`; keep one of them", name);
	else if (c->n_from && c->value)
		yaml_error_key(f, node, "column `%s` has both `from` and "
			       "`value`; keep one of them", name);
	else if (c->join && !c->n_from)
		yaml_error_key(f, node, "column `%s` has `join` without "
			       "`from`", name);
	else if (c->otherwise && !c->n_from)
		yaml_error_key(f, node, "column `%s` has `default` without "
			       "`from`", name);
	for (size_t i = 0; i < c->n_from; i++) {
		const char *mark = strstr(c->from[i], CURRENCY_MARK);

		if (!*c->from[i])
			yaml_error_key(f, node, "column `%s` has an empty "
				       "header in `from`", name);
		if (mark && strstr(mark + 1, CURRENCY_MARK))
			yaml_error_key(f, node, "column `%s` has %s twice in "
				       "one header", name, CURRENCY_MARK);
	}
}

static int columns_read(struct yaml_file *f, const struct yaml_node *node,
			void *out)
{
	struct profile *p = out;

	if (node->type != YAML_MAP || !node->n) {
		yaml_error(f, node, "`columns` needs one line for each column "
			   "of ours: `clicks: {from: [Clicks]}`");
		return -1;
	}
	p->columns = arena_array(f->arena, node->n, sizeof *p->columns);
	for (size_t i = 0; i < node->n; i++) {
		struct profile_column *c = &p->columns[p->n_columns++];

		schema_read(f, as_from(f, node->item[i]), &column_schema, c);
		c->column = node->item[i]->key;
		column_check(f, node->item[i], c);
	}
	return 0;
}

/* ---- metrics ---------------------------------------------------------- */

#define METRIC(member) offsetof(struct profile_metric, member)

static const char *const unit_words[] = {
	"count", "rate", "money", "minutes", "score", NULL
};

static const struct field metric_fields[] = {
	{ .key = "metric", .type = FIELD_STRING, .offset = METRIC(metric),
	  .min = 1, .max = 100,
	  .help = "name of the metric; without it the header is" },
	{ .key = "from", .type = FIELD_STRINGS, .offset = METRIC(from),
	  .n_offset = METRIC(n_from), .required = true,
	  .help = "headers that may hold it, best first; \"*\" = every other "
		  "column of numbers" },
	{ .key = "unit", .type = FIELD_STRING, .offset = METRIC(unit),
	  .fallback = "", .words = unit_words,
	  .help = "what its values are" },
	{ .key = "base", .type = FIELD_STRINGS, .offset = METRIC(base),
	  .n_offset = METRIC(n_base),
	  .help = "headers of what a rate is a share of, best first" },
	{ .key = "required", .type = FIELD_BOOL, .offset = METRIC(required),
	  .fallback = "no",
	  .help = "the file is not this export without it" },
	{ 0 }
};
static const struct schema metric_schema = {
	"an entry of metrics", sizeof(struct profile_metric), metric_fields
};

/* ---- words ------------------------------------------------------------ */

static const struct field word_fields[] = {
	{ .key = "from", .type = FIELD_STRINGS,
	  .offset = offsetof(struct profile_words, from),
	  .n_offset = offsetof(struct profile_words, n_from),
	  .required = true, .help = "words of the export" },
	{ 0 }
};
static const struct schema words_schema = {
	"a word", sizeof(struct profile_words), word_fields
};

struct meaning {
	const char *folded;	/* their word */
	const char *word;	/* ours */
};

static int meaning_order(const void *a, const void *b)
{
	const struct meaning *x = a, *y = b;
	int order = strcmp(x->folded, y->folded);

	return order ? order : strcmp(x->word, y->word);
}

/* One word of the export must not mean two words of ours. */
static void words_check(struct yaml_file *f, const struct yaml_node *node,
			const struct profile_words *w, size_t n)
{
	struct meaning *m;
	size_t n_m = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		n_m += w[i].n_from;
	m = xcalloc(n_m, sizeof *m);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < w[i].n_from; k++)
			m[at++] = (struct meaning){
				utf8_fold(f->arena, w[i].from[k]), w[i].word
			};
	qsort(m, n_m, sizeof *m, meaning_order);
	for (size_t i = 1; i < n_m; i++)
		if (!strcmp(m[i].folded, m[i - 1].folded) &&
		    strcmp(m[i].word, m[i - 1].word))
			yaml_error_key(f, node, "`%s` stands for both `%s` "
				       "and `%s`; keep one of them",
				       yaml_shown(f, m[i].folded),
				       m[i - 1].word, m[i].word);
	free(m);
}

/* p->words has room for all. */
static void words_add(struct yaml_file *f, const struct yaml_node *node,
		      struct profile *p)
{
	size_t first = p->n_words;

	if (node->type != YAML_MAP) {
		yaml_error(f, node, "`%s` needs our words with theirs below "
			   "it: `usable: [Approved, OK]`",
			   yaml_shown(f, node->key));
		return;
	}
	for (size_t i = 0; i < node->n; i++) {
		struct profile_words *w = &p->words[p->n_words++];

		schema_read(f, as_from(f, node->item[i]), &words_schema, w);
		w->column = node->key;
		w->word = node->item[i]->key;
	}
	words_check(f, node, p->words + first, p->n_words - first);
}

static int words_read(struct yaml_file *f, const struct yaml_node *node,
		      void *out)
{
	struct profile *p = out;
	size_t n = 0;

	if (node->type != YAML_MAP) {
		yaml_error(f, node, "`words` needs columns with words below "
			   "them: `outcome: {usable: [Approved, OK]}`");
		return -1;
	}
	for (size_t i = 0; i < node->n; i++)
		n += node->item[i]->n;
	p->words = arena_array(f->arena, n, sizeof *p->words);
	for (size_t i = 0; i < node->n; i++)
		words_add(f, node->item[i], p);
	return 0;
}

/* ---- the profile ------------------------------------------------------ */

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
	  .read = columns_read, .sub = &column_schema,
	  .help = "our columns and where each comes from" },
	{ .key = "metrics", .type = FIELD_LIST, .offset = KEY_FIELD(metrics),
	  .n_offset = KEY_FIELD(n_metrics), .sub = &metric_schema,
	  .help = "of series: columns of which each cell is a fact" },
	{ .key = "cut_by", .type = FIELD_STRINGS, .offset = KEY_FIELD(cut_by),
	  .n_offset = KEY_FIELD(n_cut_by),
	  .help = "with metrics: headers that the figures are cut by; \"*\" = "
		  "every other column of texts" },
	{ .key = "words", .type = FIELD_CUSTOM, .read = words_read,
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
