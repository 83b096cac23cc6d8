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

#define BLOCK(member) offsetof(struct template_block, member)

static const struct field block_fields[] = {
	{ .key = "block", .type = FIELD_STRING, .offset = BLOCK(block),
	  .required = true, .max = 60, .help = "id; `tuneup list blocks`" },
	{ .key = "text", .type = FIELD_STRING, .offset = BLOCK(text),
	  .min = 1, .max = 4000, .help = "block text: your own words" },
	{ .key = "query", .type = FIELD_STRING, .offset = BLOCK(query),
	  .min = 1, .max = 4000, .help = "block query: a SELECT" },
	{ .key = "span", .type = FIELD_INT, .offset = BLOCK(span),
	  .fallback = "0", .max = 12,
	  .help = "twelfths of the page width; 0 = the block's own" },
	{ 0 }
};
static const struct schema block_schema = {
	"a block", sizeof(struct template_block), block_fields
};

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

static const char *const use_words[] = { "meeting", "reference", NULL };

static int use_read(struct yaml_file *f, const struct yaml_node *node,
		    void *out)
{
	bool reference = node->type == YAML_SCALAR &&
		!strcmp(node->text, use_words[1]);

	if (!reference && (node->type != YAML_SCALAR ||
			   strcmp(node->text, use_words[0]))) {
		yaml_error(f, node, "`use` must be one of: meeting, "
			   "reference");
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
	if (!strcmp(b->block, "text") != !!b->text)
		yaml_error(f, &at, "%s", b->text ?
			   "only the block `text` takes `text`" :
			   "the block `text` needs `text`: your own words");
	if (!strcmp(b->block, "query") != !!b->query)
		yaml_error(f, &at, "%s", b->query ?
			   "only the block `query` takes `query`" :
			   "the block `query` needs `query`: a SELECT");
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

	/* missing, or not a list: the schema has said so */
	if (!list || list->type != YAML_LIST)
		return;
	if (!list->n || list->n > PARTS_MAX) {
		yaml_error(f, list, "`parts` has %zu entries; expected 1 to "
			   "%d", list->n, PARTS_MAX);
		return;
	}
	for (size_t i = 0; i < t->n_parts; i++) {
		check_part_names(f, t, list, i);
		for (size_t k = 0; k < t->parts[i].n_blocks; k++)
			check_block(f, &t->parts[i].blocks[k], known, names,
				    n_names);
	}
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
			schema_digest(h, &block_schema, &p->blocks[k]);
	}
	sha256_done(h, t->digest);
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
	digest_make(t);
	return 0;
}

void template_release(struct template *t)
{
	arena_release(&t->arena);
	*t = (struct template){ 0 };
}
