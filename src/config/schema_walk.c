/*
 * What else a schema table is good for: its help, and a digest over what was
 * read.
 */
#include "config/schema.h"

#include <string.h>

#include "base/utf8.h"

#define KEY_COLUMNS 28
#define TYPE_COLUMNS 11

static const char *const type_names[] = {
	[FIELD_STRING] = "text",
	[FIELD_BOOL] = "yes/no",
	[FIELD_INT] = "number",
	[FIELD_SHARE] = "share",
	[FIELD_NUMBER] = "number",
	[FIELD_DURATION] = "duration",
	[FIELD_MONEY] = "amount",
	[FIELD_RATE] = "rate",
	[FIELD_DATE] = "date",
	[FIELD_WORD] = "word",
	[FIELD_MONTH] = "month",
	[FIELD_MODE] = "mode",
	[FIELD_STRINGS] = "texts",
	[FIELD_LIST] = "list",
	[FIELD_MAP] = "keys",
	[FIELD_CUSTOM] = "value",
};

static void padded(struct strbuf *out, const char *text, size_t columns)
{
	size_t width = utf8_width(text);

	strbuf_puts(out, text);
	strbuf_pad(out, ' ', width < columns ? columns - width : 1);
}

static void field_help(struct strbuf *out, const struct field *field,
		       int depth)
{
	size_t indent = (size_t)depth * 2;

	strbuf_pad(out, ' ', indent);
	padded(out, field->key, KEY_COLUMNS - indent);
	padded(out, type_names[field->type], TYPE_COLUMNS);
	strbuf_puts(out, field->help);
	for (const char *const *w = field->words; w && *w; w++)
		strbuf_printf(out, "%s%s", w == field->words ? ": " : ", ",
			      *w);
	if (field->required)
		strbuf_puts(out, " (needed)");
	else if (field->fallback && *field->fallback)
		strbuf_printf(out, " (default %s)", field->fallback);
	strbuf_putc(out, '\n');
}

void schema_help(struct strbuf *out, const struct schema *schema, int depth)
{
	for (const struct field *p = schema->fields; p->key; p++) {
		field_help(out, p, depth);
		if (p->sub)
			schema_help(out, p->sub, depth + 1);
	}
}

static void add_text(struct sha256 *h, const char *s)
{
	/* missing text and empty text are different */
	sha256_add_i64(h, s != NULL);
	sha256_add_text(h, s ? s : "");
}

static void add_list(struct sha256 *h, const struct field *field,
		     const char *at, size_t n)
{
	const char *item;

	memcpy(&item, at, sizeof item);
	sha256_add_i64(h, (int64_t)n);
	for (size_t i = 0; i < n; i++)
		schema_digest(h, field->sub, item + i * field->sub->size);
}

static void add_strings(struct sha256 *h, const char *at, size_t n)
{
	const char *const *item;

	memcpy(&item, at, sizeof item);
	sha256_add_i64(h, (int64_t)n);
	for (size_t i = 0; i < n; i++)
		add_text(h, item[i]);
}

static size_t type_size(const struct field *field)
{
	switch (field->type) {
	case FIELD_BOOL:
		return sizeof(bool);
	case FIELD_INT:
	case FIELD_WORD:
	case FIELD_MONTH:
	case FIELD_MODE:
		return sizeof(int);
	case FIELD_DATE:
		return sizeof(int32_t);
	case FIELD_SHARE:
	case FIELD_NUMBER:
		return sizeof(double);
	case FIELD_DURATION:
	case FIELD_MONEY:
	case FIELD_RATE:
		return sizeof(int64_t);
	case FIELD_CUSTOM:
		return field->n_offset;
	default:
		BUG("`%s` has no fixed size", field->key);
	}
}

static void field_digest(struct sha256 *h, const struct field *field,
			 const char *data)
{
	const char *at = data + field->offset;
	const char *text;
	size_t n = 0;

	sha256_add_text(h, field->key);
	switch (field->type) {
	case FIELD_STRING:
		memcpy(&text, at, sizeof text);
		add_text(h, text);
		return;
	case FIELD_STRINGS:
		memcpy(&n, data + field->n_offset, sizeof n);
		add_strings(h, at, n);
		return;
	case FIELD_LIST:
		memcpy(&n, data + field->n_offset, sizeof n);
		add_list(h, field, at, n);
		return;
	case FIELD_MAP:
		schema_digest(h, field->sub, at);
		return;
	default:
		sha256_add(h, at, type_size(field));
	}
}

void schema_digest(struct sha256 *h, const struct schema *schema,
		   const void *data)
{
	for (const struct field *p = schema->fields; p->key; p++) {
		if (!p->upkeep)
			field_digest(h, p, data);
	}
}
