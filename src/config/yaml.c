/*
 * libyaml's events become a tree whose nodes know where they stand.
 *
 * We take the part of YAML that people read the same way we do: maps, lists
 * and plain or quoted text. Types are the schema's business, so `no` is a
 * country where the schema says text. Aliases, anchors and tags are refused:
 * they make a file mean something else than it says.
 */
#include "config/schema.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "base/utf8.h"

#define DEPTH_MAX 32
#define NODES_MAX 100000

struct loader {
	struct yaml_file *f;
	yaml_parser_t parser;
	size_t n_nodes;
};

struct node_list {
	struct yaml_node **item;
	size_t n, cap;
};

static void node_place(struct yaml_node *node, const yaml_mark_t *mark)
{
	node->line = (int)mark->line + 1;
	node->column = (int)mark->column + 1;
}

static bool is_control(uint32_t cp)
{
	/* the last three would be line breaks to libyaml and to nobody else */
	return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') ||
		(cp >= 0x7F && cp <= 0x9F) || cp == 0xFEFF || cp == 0x2028 ||
		cp == 0x2029;
}

/* First byte that is no text of ours, or len. */
static size_t text_prefix(const char *s, size_t len)
{
	size_t valid = utf8_valid_prefix(s, len);
	const char *p = s, *end = s + valid;

	while (p < end) {
		const char *at = p;

		if (is_control(utf8_next(&p, end)))
			return (size_t)(at - s);
	}
	return valid;
}

static struct yaml_node place_of_byte(const char *s, size_t at)
{
	struct yaml_node node = { .line = 1, .column = 1 };
	size_t start = 0;

	for (size_t i = 0; i < at; i++) {
		if (s[i] == '\n' || (s[i] == '\r' && s[i + 1] != '\n')) {
			node.line++;
			start = i + 1;
		}
	}
	for (size_t i = start; i < at; i++)
		node.column += ((unsigned char)s[i] & 0xC0) != 0x80;
	return node;
}

static int check_bytes(struct yaml_file *f, const char *s, size_t len)
{
	struct yaml_node at = { .line = 1, .column = 1 };
	size_t bad;

	if (len > YAML_BYTES_MAX) {
		yaml_error(f, &at, "the file has %zu bytes; at most %zu are "
			   "read: check that it is the right file", len,
			   YAML_BYTES_MAX);
		return -1;
	}
	bad = text_prefix(s, len);
	if (bad == len)
		return 0;
	at = place_of_byte(s, bad);
	if (utf8_valid_prefix(s + bad, len - bad < 4 ? len - bad : 4))
		yaml_error(f, &at, "a control character stands here; remove "
			   "it");
	else
		yaml_error(f, &at, "byte \\x%02X is not UTF-8; save the file "
			   "as UTF-8", (unsigned int)(unsigned char)s[bad]);
	return -1;
}

/* What libyaml says, and what to do about it. */
static const struct remedy {
	const char *problem;
	const char *text;
} remedies[] = {
	{ "found character that cannot start any token",
	  "a value cannot begin with this character; put it in quotes" },
	{ "mapping values are not allowed in this context",
	  "there is no place for a key here; check the indentation, and put "
	  "a value that holds `: ` in quotes" },
	{ "did not find expected key",
	  "expected a key here; check the indentation and the quotes" },
	{ "could not find expected ':'",
	  "expected `key: value`; a colon is missing here or in the line "
	  "above" },
	{ "did not find expected '-' indicator",
	  "expected the next `- ` of the list; check the indentation" },
	{ "did not find expected ',' or ']'",
	  "expected `,` or `]` to go on with the list or to end it" },
	{ "did not find expected ',' or '}'",
	  "expected `,` or `}` to go on with the map or to end it" },
	{ "found unexpected end of stream",
	  "the quote that opens here is never closed" },
	{ "block sequence entries are not allowed in this context",
	  "a list cannot begin here; begin it on the next line" },
	{ "did not find expected <document start>",
	  "expected the end of the file; check the indentation" },
	{ "found unknown escape character",
	  "unknown escape after a backslash; use 'single quotes', where a "
	  "backslash is only a backslash" },
};

static int syntax_error(struct loader *l)
{
	const yaml_parser_t *p = &l->parser;
	const yaml_mark_t *mark = &p->problem_mark;
	const char *text = p->problem ? p->problem : "this is not YAML";
	struct yaml_node at = { 0 };
	const char *bytes = (const char *)p->input.string.start;
	size_t len = (size_t)((const char *)p->input.string.end - bytes);
	size_t byte;

	if (p->error == YAML_MEMORY_ERROR)
		err_no_memory();
	if (p->context && strstr(text, "unexpected end of stream"))
		mark = &p->context_mark;
	for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++) {
		if (strcmp(text, remedies[i].problem))
			continue;
		text = remedies[i].text;
		break;
	}
	/* mark->index counts characters: the same as bytes only in ASCII, so
	 * look for the tab in the line instead */
	node_place(&at, mark);
	for (byte = 0; byte < len && at.line > 1; byte++)
		if (bytes[byte] == '\n')
			at.line--;
	byte += strspn(bytes + byte, " ");
	if (byte < len && bytes[byte] == '\t')
		text = "a tab indents this line; YAML wants blanks";
	node_place(&at, mark);
	yaml_error(l->f, &at, "%s", text);
	return -1;
}

static int event_next(struct loader *l, yaml_event_t *event)
{
	if (yaml_parser_parse(&l->parser, event))
		return 0;
	return syntax_error(l);
}

static const yaml_char_t *event_anchor(const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		return e->data.scalar.anchor;
	case YAML_SEQUENCE_START_EVENT:
		return e->data.sequence_start.anchor;
	case YAML_MAPPING_START_EVENT:
		return e->data.mapping_start.anchor;
	default:
		return NULL;
	}
}

static const yaml_char_t *event_tag(const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		return e->data.scalar.tag;
	case YAML_SEQUENCE_START_EVENT:
		return e->data.sequence_start.tag;
	case YAML_MAPPING_START_EVENT:
		return e->data.mapping_start.tag;
	default:
		return NULL;
	}
}

static bool is_null(const char *s)
{
	return !*s || !strcmp(s, "~") || !strcmp(s, "null") ||
		!strcmp(s, "Null") || !strcmp(s, "NULL");
}

static void scalar_load(struct loader *l, const yaml_event_t *event,
			struct yaml_node *node)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;

	node->type = YAML_SCALAR;
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	if (text_prefix(text, len) != len) {
		yaml_error(l->f, node, "the escapes in this text make a "
			   "control character; leave it out");
		node->text = "";
		return;
	}
	node->text = arena_strndup(l->f->arena, text, len);
	if (!node->quoted && is_null(node->text))
		node->type = YAML_NULL;
}

static void list_keep(struct loader *l, struct yaml_node *node,
		      struct node_list *list)
{
	node->n = list->n;
	node->item = arena_array(l->f->arena, list->n, sizeof *node->item);
	if (list->n)
		memcpy(node->item, list->item, list->n * sizeof *node->item);
}

static int node_load(struct loader *l, const yaml_event_t *event, int depth,
		     struct yaml_node **out);

/* Items up to the end of the list; deletes every event it takes. */
static int items_load(struct loader *l, int depth, struct node_list *list)
{
	for (;;) {
		struct yaml_node *item;
		yaml_event_t event;
		int ret;

		if (event_next(l, &event))
			return -1;
		if (event.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&event);
			return 0;
		}
		ret = node_load(l, &event, depth + 1, &item);
		yaml_event_delete(&event);
		if (ret)
			return -1;
		vec_reserve(&list->item, list->n, &list->cap);
		list->item[list->n++] = item;
	}
}

/* A key must be text that says something. */
static int key_check(struct loader *l, const struct yaml_node *key)
{
	if (key->type == YAML_SCALAR && *key->text)
		return 0;
	if (key->type == YAML_NULL || key->type == YAML_SCALAR)
		yaml_error(l->f, key, "a key is missing before the colon");
	else
		yaml_error(l->f, key, "a key must be text, not a list or a "
			   "map");
	return -1;
}

static int entry_load(struct loader *l, const yaml_event_t *key_event,
		      int depth, struct yaml_node **out)
{
	struct yaml_node *key, *value;
	yaml_event_t event;
	int ret;

	if (node_load(l, key_event, depth + 1, &key) || key_check(l, key))
		return -1;
	if (event_next(l, &event))
		return -1;
	ret = node_load(l, &event, depth + 1, &value);
	yaml_event_delete(&event);
	if (ret)
		return -1;
	value->key = key->text;
	value->key_line = key->line;
	value->key_column = key->column;
	*out = value;
	return 0;
}

static int entries_load(struct loader *l, int depth, struct node_list *list)
{
	for (;;) {
		struct yaml_node *entry;
		yaml_event_t event;
		int ret;

		if (event_next(l, &event))
			return -1;
		if (event.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&event);
			return 0;
		}
		ret = entry_load(l, &event, depth, &entry);
		yaml_event_delete(&event);
		if (ret)
			return -1;
		vec_reserve(&list->item, list->n, &list->cap);
		list->item[list->n++] = entry;
	}
}

static int entry_order(const void *a, const void *b)
{
	const struct yaml_node *x = *(struct yaml_node *const *)a;
	const struct yaml_node *y = *(struct yaml_node *const *)b;
	int order = strcmp(x->key, y->key);

	if (order)
		return order;
	if (x->key_line != y->key_line)
		return x->key_line < y->key_line ? -1 : 1;
	return (x->key_column > y->key_column) -
		(x->key_column < y->key_column);
}

/* Report keys that are there twice; the first one stays. */
static void doubles_drop(struct loader *l, struct yaml_node *map)
{
	struct yaml_node **sorted;
	size_t n = 0;

	if (map->n < 2)
		return;
	sorted = xcalloc(map->n, sizeof *sorted);
	memcpy(sorted, map->item, map->n * sizeof *sorted);
	qsort(sorted, map->n, sizeof *sorted, entry_order);
	for (size_t i = 1, first = 0; i < map->n; i++) {
		if (strcmp(sorted[i]->key, sorted[first]->key)) {
			first = i;
			continue;
		}
		yaml_error_key(l->f, sorted[i], "key `%s` is here twice; the "
			       "first is in line %d: keep one of them",
			       yaml_shown(l->f, sorted[i]->key),
			       sorted[first]->key_line);
		sorted[i]->key = NULL;
	}
	free(sorted);
	for (size_t i = 0; i < map->n; i++)
		if (map->item[i]->key)
			map->item[n++] = map->item[i];
	map->n = n;
}

static int collection_load(struct loader *l, struct yaml_node *node, int depth)
{
	struct node_list list = { 0 };
	int ret;

	if (depth > DEPTH_MAX) {
		yaml_error(l->f, node, "lists and maps are nested more than "
			   "%d deep; a forgotten bracket?", DEPTH_MAX);
		return -1;
	}
	if (node->type == YAML_LIST)
		ret = items_load(l, depth, &list);
	else
		ret = entries_load(l, depth, &list);
	if (!ret)
		list_keep(l, node, &list);
	free(list.item);
	if (!ret && node->type == YAML_MAP)
		doubles_drop(l, node);
	return ret;
}

static void refuse_extras(struct loader *l, const yaml_event_t *event,
			  const struct yaml_node *node)
{
	if (event_anchor(event))
		yaml_error(l->f, node, "anchors (`&%s`) are not used here; "
			   "write the value out",
			   yaml_shown(l->f, (const char *)event_anchor(event)));
	if (event_tag(event))
		yaml_error(l->f, node, "tags (`%s`) are not used here; remove "
			   "it, or put the text in quotes",
			   yaml_shown(l->f, (const char *)event_tag(event)));
}

static int node_load(struct loader *l, const yaml_event_t *event, int depth,
		     struct yaml_node **out)
{
	struct yaml_node *node = arena_alloc(l->f->arena, sizeof *node);

	node_place(node, &event->start_mark);
	if (++l->n_nodes > NODES_MAX) {
		yaml_error(l->f, node, "the file holds more than %d values; "
			   "check that it is the right file", NODES_MAX);
		return -1;
	}
	*out = node;
	refuse_extras(l, event, node);
	switch (event->type) {
	case YAML_ALIAS_EVENT:
		yaml_error(l->f, node, "aliases (`*%s`) are not used here; "
			   "write the value out, or put the text in quotes",
			   yaml_shown(l->f, (const char *)
				      event->data.alias.anchor));
		node->type = YAML_NULL;
		return 0;
	case YAML_SCALAR_EVENT:
		scalar_load(l, event, node);
		return 0;
	case YAML_SEQUENCE_START_EVENT:
		node->type = YAML_LIST;
		return collection_load(l, node, depth);
	case YAML_MAPPING_START_EVENT:
		node->type = YAML_MAP;
		return collection_load(l, node, depth);
	default:
		BUG("libyaml event %d inside a document", (int)event->type);
	}
}

/* What comes between documents; -1 when there is a second one. */
static int end_load(struct loader *l)
{
	struct yaml_node at = { 0 };
	yaml_event_t event;
	yaml_event_type_t type;

	if (event_next(l, &event))
		return -1;
	yaml_event_delete(&event);	/* end of the document */
	if (event_next(l, &event))
		return -1;
	type = event.type;
	node_place(&at, &event.start_mark);
	yaml_event_delete(&event);
	if (type == YAML_STREAM_END_EVENT)
		return 0;
	yaml_error(l->f, &at, "a second document begins here; a file of ours "
		   "has one: remove the line `---`");
	return -1;
}

static struct yaml_node *document_load(struct loader *l)
{
	struct yaml_node *root = NULL;
	yaml_event_t event;
	int ret;

	if (event_next(l, &event))
		return NULL;
	yaml_event_delete(&event);	/* start of the stream */
	if (event_next(l, &event))
		return NULL;
	if (event.type == YAML_STREAM_END_EVENT) {
		yaml_event_delete(&event);
		root = arena_alloc(l->f->arena, sizeof *root);
		*root = (struct yaml_node){ .type = YAML_MAP, .line = 1,
					    .column = 1 };
		return root;
	}
	yaml_event_delete(&event);	/* start of the document */
	if (event_next(l, &event))
		return NULL;
	ret = node_load(l, &event, 1, &root);
	yaml_event_delete(&event);
	if (ret || end_load(l))
		return NULL;
	if (root->type == YAML_NULL)
		root->type = YAML_MAP;
	return root;
}

struct yaml_node *yaml_load(struct yaml_file *f)
{
	struct loader l = { .f = f };
	struct yaml_node *root;
	const char *s = f->bytes;
	size_t len = f->len;

	if (len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
		s += 3;
		len -= 3;
	}
	if (check_bytes(f, s, len))
		return NULL;
	if (!yaml_parser_initialize(&l.parser))
		err_no_memory();
	yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&l.parser, (const unsigned char *)s, len);
	root = document_load(&l);
	yaml_parser_delete(&l.parser);
	return root;
}

struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
	if (!map || map->type != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (!strcmp(map->item[i]->key, key))
			return map->item[i];
	return NULL;
}

const char *yaml_library_version(void)
{
	return yaml_get_version_string();
}
