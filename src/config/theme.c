#include <stdlib.h>
#include <string.h>

#include "config/schema.h"
#include "config/template.h"
#include "config/template_file.h"

static int colour_read(struct yaml_file *f, const struct yaml_node *node,
		       void *out)
{
	const char *text = node->type == YAML_SCALAR ? node->text : "";
	uint32_t colour;

	if (*text == '#')
		text++;
	if (strlen(text) != 6 ||
	    strspn(text, "0123456789abcdefABCDEF") != 6) {
		yaml_error(f, node, "`%s` is no colour; expected six hex "
			   "digits such as 1F5AA8, without # or in quotes",
			   node->key);
		return -1;
	}
	colour = (uint32_t)strtoul(text, NULL, 16);
	memcpy(out, &colour, sizeof colour);
	return 0;
}

#define COLOUR(name, def, text) \
	{ .key = #name, .type = FIELD_CUSTOM, \
	  .offset = offsetof(struct theme_colours, name), \
	  .n_offset = sizeof(uint32_t), .fallback = def, \
	  .read = colour_read, .help = text }

static const struct field colour_fields[] = {
	COLOUR(ink, "14202B", "text and axes"),
	COLOUR(muted, "5A6774", "secondary text"),
	COLOUR(faint, "94A0AB", "notes, tick labels"),
	COLOUR(rule, "D8DEE4", "lines and grid"),
	COLOUR(tile, "F4F6F8", "background of boxes and table heads"),
	COLOUR(accent, "1F5AA8", "the one highlighted series"),
	COLOUR(good, "0E7C74", "better, met"),
	COLOUR(warn, "A86400", "watch"),
	COLOUR(bad, "B3361C", "worse, missed"),
	COLOUR(input, "FFF9E5", "cells to fill in"),
	{ 0 }
};
static const struct schema colour_schema = {
	"colours", sizeof(struct theme_colours), colour_fields
};

static const struct field theme_fields[] = {
	{ .key = "font", .type = FIELD_STRING,
	  .offset = offsetof(struct theme_file, font), .fallback = "Lato",
	  .min = 1, .max = 60, .help = "font family" },
	{ .key = "colours", .type = FIELD_MAP,
	  .offset = offsetof(struct theme_file, colour),
	  .sub = &colour_schema, .help = "RRGGBB" },
	{ 0 }
};
static const struct schema theme_schema = {
	"theme.yaml", sizeof(struct theme_file), theme_fields
};

int theme_read(struct theme_file *t, const char *dir, struct err *err)
{
	struct yaml_file f = { .errors = STRBUF_INIT, .arena = &t->arena };
	const struct yaml_node *root;
	struct sha256 *h;

	*t = (struct theme_file){ 0 };
	if (template_file_load(&f, dir, "theme.yaml", err))
		return -1;
	root = yaml_load(&f);
	if (root)
		schema_read(&f, root, &theme_schema, t);
	if (yaml_finish(&f, err))
		return -1;
	h = sha256_new();
	sha256_add_text(h, "tuneup theme 1");
	schema_digest(h, &theme_schema, t);
	sha256_done(h, t->digest);
	return 0;
}

void theme_release(struct theme_file *t)
{
	arena_release(&t->arena);
	*t = (struct theme_file){ 0 };
}
