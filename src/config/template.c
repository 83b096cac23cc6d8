#include "config/template.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "config/embedded.h"
#include "config/schema.h"
#include "config/template_file.h"

#define PERIOD_MARK "{period}"
#define SHEET_NAME_MAX 31

/* ---- blocks ----------------------------------------------------------- */

#define COLUMN(member) offsetof(struct template_column, member)

static const char *const as_words[] = {
	"auto", "text", "number", "percent", "money", "date", NULL
};

static const struct field column_fields[] = {
	{ .key = "title", .type = FIELD_STRING, .offset = COLUMN(title),
	  .required = true, .min = 1, .max = 60,
	  .help = "heading of the column" },
	{ .key = "as", .type = FIELD_WORD, .offset = COLUMN(as),
	  .fallback = "auto", .words = as_words,
	  .help = "percent takes a share such as 0.15; auto looks at the "
		  "values" },
	{ .key = "digits", .type = FIELD_INT, .offset = COLUMN(digits),
	  .fallback = "-1", .min = -1, .max = 6,
	  .help = "decimals; -1 = as many as needed, at most 2" },
	{ 0 }
};
static const struct schema column_schema = {
	"a column of a query", sizeof(struct template_column), column_fields
};

/* A heading alone, or a map. Columns go to the block. */
static int columns_read(struct yaml_file *f, const struct yaml_node *node,
			void *out)
{
	struct template_block *b = out;

	if (node->type != YAML_LIST || !node->n) {
		yaml_error(f, node, "`columns` needs a list of headings such "
			   "as [Tool, {title: Share, as: percent}]");
		return -1;
	}
	b->columns = arena_array(f->arena, node->n, sizeof *b->columns);
	b->n_columns = node->n;
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = node->item[i];
		struct template_column *c = &b->columns[i];

		c->digits = -1;
		if (item->type == YAML_SCALAR && *item->text)
			c->title = item->text;
		else
			schema_read(f, item, &column_schema, c);
	}
	return 0;
}

#define BLOCK(member) offsetof(struct template_block, member)

static const char *const chart_words[] = { "none", "bars", "line", NULL };
static const char *const keep_words[] = { "all", "first", "rest", NULL };

/* Keys that only one block takes. */
static const struct { const char *key, *block; } only_of[] = {
	{ "text", "text" }, { "sql", "query" }, { "columns", "query" },
	{ "chart", "query" }, { "rows", "query" }
};
#define N_ONLY (sizeof only_of / sizeof *only_of)

static const struct field block_fields[] = {
	{ .key = "block", .type = FIELD_STRING, .offset = BLOCK(block),
	  .required = true, .max = 60, .help = "id; `tuneup list blocks`" },
	{ .key = "title", .type = FIELD_STRING, .offset = BLOCK(title),
	  .min = 1, .max = 80, .help = "instead of the block's own title" },
	{ .key = "text", .type = FIELD_STRING, .offset = BLOCK(text),
	  .min = 1, .max = 4000, .help = "block text: your own words" },
	{ .key = "sql", .type = FIELD_STRING, .offset = BLOCK(sql),
	  .min = 1, .max = 4000,
	  .help = "block query: one SELECT over the tables of `tuneup sql`, "
		  "without people; :from, :to, :before_from, :before_to and "
		  ":as_of are days" },
	{ .key = "columns", .type = FIELD_CUSTOM, .read = columns_read,
	  .sub = &column_schema,
	  .help = "block query: headings in order, and how to show them" },
	{ .key = "chart", .type = FIELD_WORD, .offset = BLOCK(chart),
	  .fallback = "none", .words = chart_words,
	  .help = "block query: the first column names, the first of numbers "
		  "is drawn" },
	{ .key = "rows", .type = FIELD_INT, .offset = BLOCK(rows),
	  .fallback = "100", .min = 1, .max = 1000,
	  .help = "block query: an answer with more rows is refused" },
	{ .key = "keep", .type = FIELD_WORD, .offset = BLOCK(keep),
	  .fallback = "all", .words = keep_words,
	  .help = "its first table, chart or list, or the rest: for a block "
		  "whose tables stand in two parts" },
	{ .key = "span", .type = FIELD_INT, .offset = BLOCK(span),
	  .fallback = "0", .max = 12,
	  .help = "twelfths of the page width; 0 = the block's own" },
	{ 0 }
};
static const struct schema block_schema = {
	"a block", sizeof(struct template_block), block_fields
};

static bool takes(const char *block, const char *key)
{
	for (size_t i = 0; i < N_ONLY; i++)
		if (!strcmp(only_of[i].key, key))
			return !strcmp(only_of[i].block, block);
	return true;
}

/* Each key where only another block takes it, at the key itself; a title
 * becomes a name of sheets and bookmarks, so it is one line. */
static void check_settings(struct yaml_file *f, const struct yaml_node *node,
			   const char *block)
{
	const struct yaml_node *title = yaml_get(node, "title");

	for (size_t i = 0; block && i < N_ONLY; i++) {
		const struct yaml_node *key = yaml_get(node, only_of[i].key);

		if (key && !takes(block, only_of[i].key))
			yaml_error_key(f, key, "only the block `%s` takes "
				       "`%s`", only_of[i].block,
				       only_of[i].key);
	}
	if (title && title->type == YAML_SCALAR)
		for (const char *c = title->text; *c; c++)
			if ((unsigned char)*c < ' ') {
				yaml_error(f, title, "`title` is one line, "
					   "without tabs");
				break;
			}
}

static void block_read(struct yaml_file *f, const struct yaml_node *node,
		       struct template_block *b)
{
	const struct yaml_node *id = node;

	if (node->type == YAML_MAP) {
		schema_read(f, node, &block_schema, b);
		id = yaml_get(node, "block");
	} else if (node->type == YAML_SCALAR) {
		b->block = node->text;
	} else {
		yaml_error(f, node, "a block is a name such as `scorecard`, "
			   "or {block: text, text: \"...\"}");
	}
	if (!id || id->type != YAML_SCALAR)
		id = node;
	b->line = id->line;
	b->column = id->column;
	if (node->type != YAML_MAP)
		return;
	id = yaml_get(node, "sql");
	b->sql_line = id ? id->line : b->line;
	b->sql_column = id ? id->column : b->column;
	check_settings(f, node, b->block);
}

/* Blocks are in the struct the offset points to: the part. */
static int blocks_read(struct yaml_file *f, const struct yaml_node *node,
		       void *out)
{
	struct template_part *part = out;

	if (node->type != YAML_LIST || !node->n) {
		yaml_error(f, node, "`blocks` needs a list of blocks such as "
			   "[agenda, scorecard]");
		return -1;
	}
	part->blocks = arena_array(f->arena, node->n, sizeof *part->blocks);
	part->n_blocks = node->n;
	for (size_t i = 0; i < node->n; i++)
		block_read(f, node->item[i], &part->blocks[i]);
	return 0;
}

/* ---- parts and the template ------------------------------------------- */

static const char *const page_words[] = { "landscape", "portrait", NULL };
static const char *const use_words[] = { "meeting", "reference", NULL };

static int use_read(struct yaml_file *f, const struct yaml_node *node,
		    void *out)
{
	bool reference = node->type == YAML_SCALAR &&
		!strcmp(node->text, use_words[1]);

	if (!reference && (node->type != YAML_SCALAR ||
			   strcmp(node->text, use_words[0]))) {
		const char *said = node->type == YAML_SCALAR ? node->text : "";
		const char *near = text_nearest(said, use_words, 2);

		yaml_error(f, node, "`use` is `%s`; expected one of: meeting, "
			   "reference%s%s%s", yaml_shown(f, said),
			   near ? "; did you mean `" : "", near ? near : "",
			   near ? "`?" : "");
		return -1;
	}
	memcpy(out, &reference, sizeof reference);
	return 0;
}

#define PART(member) offsetof(struct template_part, member)

static const struct field part_fields[] = {
	{ .key = "id", .type = FIELD_STRING, .offset = PART(id),
	  .required = true, .min = 1, .max = 40,
	  .help = "stable name; links point to it" },
	{ .key = "title", .type = FIELD_STRING, .offset = PART(title),
	  .required = true, .min = 1, .max = SHEET_NAME_MAX,
	  .help = "sheet tab, page name" },
	{ .key = "use", .type = FIELD_CUSTOM, .offset = PART(reference),
	  .n_offset = sizeof(bool), .fallback = "meeting", .read = use_read,
	  .words = use_words, .help = "opened in the meeting or looked up" },
	{ .key = "page", .type = FIELD_WORD, .offset = PART(page),
	  .fallback = "landscape", .words = page_words,
	  .help = "how its paper lies" },
	{ .key = "hide", .type = FIELD_BOOL, .offset = PART(hide),
	  .fallback = "no", .help = "yes: this sheet or page is left out" },
	{ .key = "blocks", .type = FIELD_CUSTOM, .required = true,
	  .read = blocks_read, .sub = &block_schema,
	  .help = "its blocks, in order" },
	{ 0 }
};
static const struct schema part_schema = {
	"a part", sizeof(struct template_part), part_fields
};

#define TEMPLATE(member) offsetof(struct template, member)

static const struct field template_fields[] = {
	{ .key = "report", .type = FIELD_STRING, .offset = TEMPLATE(report),
	  .required = true, .help = "which report this is: weekly" },
	{ .key = "title", .type = FIELD_STRING, .offset = TEMPLATE(title),
	  .required = true, .min = 1, .max = 80,
	  .help = "the report's title" },
	{ .key = "file", .type = FIELD_STRING, .offset = TEMPLATE(file),
	  .required = true, .min = 1, .max = 80,
	  .help = "its file name without extension; {period} becomes "
		  "2026-W47" },
	{ .key = "hide_lists", .type = FIELD_BOOL,
	  .offset = TEMPLATE(hide_lists), .fallback = "no",
	  .help = "hide the sheet `Lists` of drop-downs that are too long for "
		  "a cell" },
	{ .key = "parts", .type = FIELD_LIST, .offset = TEMPLATE(parts),
	  .n_offset = TEMPLATE(n_parts), .required = true,
	  .sub = &part_schema, .help = "sheets or pages, in order" },
	{ 0 }
};
static const struct schema template_schema = {
	"a report template", sizeof(struct template), template_fields
};

/* ---- what the tables cannot say --------------------------------------- */

#define SLUG "abcdefghijklmnopqrstuvwxyz0123456789_-"

static void check_file(struct yaml_file *f, const struct yaml_node *node,
		       const char *file)
{
	const char *mark = file ? strstr(file, PERIOD_MARK) : NULL;
	const char *rest = mark ? mark + strlen(PERIOD_MARK) : NULL;

	if (!node || !file)
		return;
	if (!mark || strspn(file, SLUG) != (size_t)(mark - file) ||
	    strspn(rest, SLUG) != strlen(rest))
		yaml_error(f, node, "`file` is `%s`; expected a-z, 0-9, _ and "
			   "- with one {period} in it, such as "
			   "weekly_{period}", yaml_shown(f, file));
}

static void check_block(struct yaml_file *f, const struct template_block *b,
			template_block_check known, const char *const *names,
			size_t n_names)
{
	struct yaml_node at = { .line = b->line, .column = b->column };
	const char *near;

	if (!b->block)
		return;
	if (!known(b->block)) {
		near = text_nearest(b->block, names, n_names);
		yaml_error(f, &at, "unknown block `%s`%s%s%s",
			   yaml_shown(f, b->block),
			   near ? "; did you mean `" :
			   "; `tuneup list blocks` shows them",
			   near ? near : "", near ? "`?" : "");
		return;
	}
	if (!strcmp(b->block, "text") && !b->text)
		yaml_error(f, &at, "the block `text` needs `text`: your own "
			   "words");
	if (!strcmp(b->block, "query") && (!b->sql || !b->title))
		yaml_error(f, &at, "the block `query` needs %s", b->sql ?
			   "`title`: what it shows" : "`sql`: a SELECT");
}

/* Excel refuses these in the name of a sheet. */
static void check_title(struct yaml_file *f, const struct yaml_node *node,
			const char *title)
{
	if (node && title && (strpbrk(title, "[]:*?/\\") || *title == '\'' ||
			      title[strlen(title) - 1] == '\''))
		yaml_error(f, node, "`title` is `%s`; the name of a sheet "
			   "cannot hold [ ] : * ? / \\ nor begin or end with "
			   "an apostrophe", yaml_shown(f, title));
}

/* Ids are used in links, titles are names of sheets: both only once. */
static void check_part_names(struct yaml_file *f, const struct template *t,
			     const struct yaml_node *list, size_t i)
{
	const struct yaml_node *id = yaml_get(list->item[i], "id");
	const struct yaml_node *title = yaml_get(list->item[i], "title");
	const struct template_part *p = &t->parts[i];

	if (id && p->id && strspn(p->id, SLUG) != strlen(p->id))
		yaml_error(f, id, "`id` is `%s`; expected only a-z, 0-9, _ "
			   "and -", yaml_shown(f, p->id));
	check_title(f, title, p->title);
	for (size_t k = 0; k < i; k++) {
		const struct template_part *q = &t->parts[k];

		if (id && p->id && q->id && !strcmp(p->id, q->id))
			yaml_error(f, id, "part `%s` is here twice; the first "
				   "is in line %d", yaml_shown(f, p->id),
				   list->item[k]->line);
		if (title && p->title && q->title &&
		    !strcmp(utf8_fold(f->arena, p->title),
			    utf8_fold(f->arena, q->title)))
			yaml_error(f, title, "the title `%s` is here twice; "
				   "two sheets cannot have one name",
				   yaml_shown(f, p->title));
	}
}

#define PARTS_MAX 100

static void check_parts(struct yaml_file *f, const struct template *t,
			const struct yaml_node *root,
			template_block_check known, const char *const *names,
			size_t n_names)
{
	const struct yaml_node *list = yaml_get(root, "parts");
	size_t shown = 0;

	/* missing, or not a list: the schema has said so */
	if (!list || list->type != YAML_LIST)
		return;
	if (!list->n || list->n > PARTS_MAX) {
		yaml_error(f, list, "`parts` has %zu entries; expected 1 to "
			   "%d", list->n, PARTS_MAX);
		return;
	}
	for (size_t i = 0; i < t->n_parts; i++) {
		shown += !t->parts[i].hide;
		check_part_names(f, t, list, i);
		for (size_t k = 0; k < t->parts[i].n_blocks; k++)
			check_block(f, &t->parts[i].blocks[k], known, names,
				    n_names);
	}
	if (!shown)
		yaml_error(f, list, "every part is hidden; at least one must "
			   "be shown");
}

static void check_report(struct yaml_file *f, const struct yaml_node *root,
			 const struct template *t, const char *report)
{
	const struct yaml_node *node = yaml_get(root, "report");

	if (node && t->report && strcmp(t->report, report))
		yaml_error(f, node, "`report` is `%s`, but the file is the "
			   "template of `%s`; make them the same",
			   yaml_shown(f, t->report), report);
	check_file(f, yaml_get(root, "file"), t->file);
}

static void digest_block(struct sha256 *h, const struct template_block *b)
{
	schema_digest(h, &block_schema, b);
	for (size_t i = 0; i < b->n_columns; i++)
		schema_digest(h, &column_schema, &b->columns[i]);
}

static void digest_make(struct template *t)
{
	struct sha256 *h = sha256_new();

	sha256_add_text(h, "tuneup template 1");
	schema_digest(h, &template_schema, t);
	/* blocks are custom: the tables do not reach them */
	for (size_t i = 0; i < t->n_parts; i++) {
		const struct template_part *p = &t->parts[i];

		sha256_add_i64(h, (int64_t)p->n_blocks);
		for (size_t k = 0; k < p->n_blocks; k++)
			digest_block(h, &p->blocks[k]);
	}
	sha256_done(h, t->digest);
}

/* After all checks: mistakes of a hidden part are mistakes, too. */
static void leave_out_hidden(struct template *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_parts; i++)
		if (!t->parts[i].hide)
			t->parts[n++] = t->parts[i];
	t->n_parts = n;
}

int template_read(struct template *t, const char *dir, const char *report,
		  template_block_check known, const char *const *names,
		  size_t n_names, struct err *err)
{
	struct yaml_file f = { .errors = STRBUF_INIT, .arena = &t->arena };
	const struct yaml_node *root;
	const char *name;

	*t = (struct template){ 0 };
	name = arena_printf(&t->arena, "%s.yaml", report);
	if (template_file_load(&f, dir, name, err))
		return -1;
	root = yaml_load(&f);
	if (root) {
		schema_read(&f, root, &template_schema, t);
		check_report(&f, root, t, report);
		check_parts(&f, t, root, known, names, n_names);
	}
	if (yaml_finish(&f, err))
		return -1;
	leave_out_hidden(t);
	digest_make(t);
	t->name = arena_strdup(&t->arena, f.name);
	t->bytes = f.bytes;
	t->len = f.len;
	return 0;
}

int template_error(struct template *t, int line, int column, struct err *err,
		   const char *fmt, ...)
{
	struct yaml_file f = {
		.name = t->name, .bytes = t->bytes, .len = t->len,
		.errors = STRBUF_INIT, .arena = &t->arena
	};
	struct yaml_node at = { .line = line, .column = column };
	struct strbuf text = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vprintf(&text, fmt, ap);
	va_end(ap);
	yaml_error(&f, &at, "%s", text.s);
	strbuf_release(&text);
	return yaml_finish(&f, err);
}

/* ---- what a block can be told ----------------------------------------- */

void template_settings(struct strbuf *out, const char *block)
{
	struct field kept[sizeof block_fields / sizeof *block_fields];
	const struct schema schema = {
		"a block", sizeof(struct template_block), kept
	};
	size_t n = 0;

	for (size_t i = 0; block_fields[i].key; i++)
		if (i && takes(block, block_fields[i].key))
			kept[n++] = block_fields[i];
	kept[n] = (struct field){ 0 };
	schema_help(out, &schema, 0);
}

void template_setting_names(struct strbuf *out, const char *block)
{
	bool first = true;

	for (size_t i = 1; block_fields[i].key; i++) {
		if (!takes(block, block_fields[i].key))
			continue;
		strbuf_printf(out, "%s%s", first ? "" : ", ",
			      block_fields[i].key);
		first = false;
	}
}

void template_release(struct template *t)
{
	arena_release(&t->arena);
	*t = (struct template){ 0 };
}
