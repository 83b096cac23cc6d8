/* The maps of a profile, whose keys are not ours to list: columns, metrics and
 * words. */
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
const struct schema profile_column_schema = {
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

int profile_columns_read(struct yaml_file *f,
			 const struct yaml_node *node, void *out)
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

		schema_read(f, as_from(f, node->item[i]),
			    &profile_column_schema, c);
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
const struct schema profile_metric_schema = {
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

int profile_words_read(struct yaml_file *f, const struct yaml_node *node,
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
