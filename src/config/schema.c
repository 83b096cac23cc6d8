/*
 * Tree and table walk together: every entry of a map is looked up in the
 * table, every field of the table that was not there gets its default. A
 * default is written in the table as people would write it and read by the
 * same code, so it cannot mean something else than the help says.
 */
#include "config/schema_scalar.h"

#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

#define NAMES_MAX 64

static void *field_at(const struct field *field, void *out)
{
	return (char *)out + field->offset;
}

static void put_count(const struct field *field, void *out, size_t n)
{
	memcpy((char *)out + field->n_offset, &n, sizeof n);
}

/* A list of texts, or one text alone. */
static void strings_read(struct yaml_file *f, const struct yaml_node *node,
			 const struct field *field, void *out)
{
	size_t n = node->type == YAML_LIST ? node->n : 1;
	const char **item;
	size_t kept = 0;

	if (node->type == YAML_MAP) {
		schema_wrong_type(f, node, field);
		return;
	}
	item = arena_array(f->arena, n, sizeof *item);
	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *at = node;

		if (node->type == YAML_LIST)
			at = node->item[i];
		if (at->type == YAML_SCALAR && field->words &&
		    schema_word(f, at, field) < 0)
			continue;
		if (at->type == YAML_SCALAR)
			item[kept++] = at->text;
		else
			yaml_error(f, at, "an entry of `%s` is %s; expected "
				   "text, in quotes where it has special "
				   "characters", field->key, schema_found(at));
	}
	memcpy(field_at(field, out), &item, sizeof item);
	put_count(field, out, kept);
}

static void list_read(struct yaml_file *f, const struct yaml_node *node,
		      const struct field *field, void *out)
{
	char *item;

	if (node->type != YAML_LIST) {
		schema_wrong_type(f, node, field);
		return;
	}
	item = arena_array(f->arena, node->n, field->sub->size);
	for (size_t i = 0; i < node->n; i++)
		schema_read(f, node->item[i], field->sub,
			    item + i * field->sub->size);
	memcpy(field_at(field, out), &item, sizeof item);
	put_count(field, out, node->n);
}

static void defaults_fill(struct yaml_file *f, const struct schema *schema,
			  void *out);

/* The value of a key that is not there. */
static void field_default(struct yaml_file *f, const struct field *field,
			  void *out)
{
	struct yaml_node node = { .type = YAML_SCALAR };
	int32_t none = DAY_NONE;

	node.text = field->fallback;
	node.key = field->key;
	if (field->type == FIELD_MAP)
		defaults_fill(f, field->sub, field_at(field, out));
	else if (field->fallback && field->type == FIELD_CUSTOM)
		field->read(f, &node, field_at(field, out));
	else if (field->fallback)
		schema_scalar(f, &node, field, field_at(field, out));
	else if (field->type == FIELD_DATE)
		memcpy(field_at(field, out), &none, sizeof none);
}

/* A key without a value. People comment out all lines of a list and leave
 * its key: that is an empty list. A lone `currency:` is a slip. */
static void null_read(struct yaml_file *f, const struct yaml_node *node,
		      const struct field *field)
{
	bool may_be_empty = field->type == FIELD_LIST ||
		field->type == FIELD_MAP || field->type == FIELD_STRINGS ||
		(field->type == FIELD_STRING && !field->required);

	if (!may_be_empty)
		yaml_error(f, node, "`%s` has no value; expected %s, or "
			   "remove the line", field->key,
			   schema_expected(field));
}

static void field_read(struct yaml_file *f, const struct yaml_node *node,
		       const struct field *field, void *out)
{
	if (node->type == YAML_NULL && field->type != FIELD_CUSTOM) {
		null_read(f, node, field);
		return;
	}
	switch (field->type) {
	case FIELD_STRINGS:
		strings_read(f, node, field, out);
		return;
	case FIELD_LIST:
		list_read(f, node, field, out);
		return;
	case FIELD_MAP:
		schema_read(f, node, field->sub, field_at(field, out));
		return;
	case FIELD_CUSTOM:
		field->read(f, node, field_at(field, out));
		return;
	default:
		if (node->type == YAML_SCALAR)
			schema_scalar(f, node, field, field_at(field, out));
		else
			schema_wrong_type(f, node, field);
	}
}

static void unknown_key(struct yaml_file *f, const struct yaml_node *node,
			const struct schema *schema)
{
	const char *names[NAMES_MAX], *near;
	struct strbuf list = STRBUF_INIT;
	size_t n = 0;

	for (; n < NAMES_MAX && schema->fields[n].key; n++) {
		names[n] = schema->fields[n].key;
		strbuf_printf(&list, "%s%s", n ? ", " : "", names[n]);
	}
	near = text_nearest(node->key, names, n);
	if (near)
		yaml_error_key(f, node, "unknown key `%s`; did you mean `%s`?",
			       yaml_shown(f, node->key), near);
	else
		yaml_error_key(f, node, "unknown key `%s` in %s; known are: "
			       "%s", yaml_shown(f, node->key), schema->name,
			       list.s);
	strbuf_release(&list);
}

static const struct field *field_find(const struct schema *schema,
				      const char *key)
{
	for (const struct field *p = schema->fields; p->key; p++)
		if (!strcmp(p->key, key))
			return p;
	return NULL;
}

static void defaults_fill(struct yaml_file *f, const struct schema *schema,
			  void *out)
{
	for (const struct field *p = schema->fields; p->key; p++)
		field_default(f, p, out);
}

void schema_read(struct yaml_file *f, const struct yaml_node *node,
		 const struct schema *schema, void *out)
{
	/* defaults first, so that a wrong value leaves a sane one behind */
	defaults_fill(f, schema, out);
	if (node->type != YAML_MAP) {
		yaml_error(f, node, "%s is %s; expected keys with values",
			   schema->name, schema_found(node));
		return;
	}
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *entry = node->item[i];
		const struct field *field = field_find(schema, entry->key);

		if (field)
			field_read(f, entry, field, out);
		else
			unknown_key(f, entry, schema);
	}
	for (const struct field *p = schema->fields; p->key; p++)
		if (p->required && !yaml_get(node, p->key))
			yaml_error(f, node, "%s needs `%s`: %s", schema->name,
				   p->key, p->help);
}

void schema_defaults(struct arena *a, const struct schema *schema, void *out)
{
	struct yaml_file none = { .name = "defaults", .bytes = "",
				  .errors = STRBUF_INIT, .arena = a };

	defaults_fill(&none, schema, out);
	if (none.n_errors)
		BUG("a default in the table of %s is wrong: %s", schema->name,
		    none.errors.s);
}
