/*
 * Tree and table walk together: every entry of a map is looked up in the
 * table, every field of the table that was not there gets its default. A
 * default is written in the table as people would write it and read by the
 * same code, so it cannot mean something else than the help says.
 */
#include "config/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "config/units.h"

#define NAMES_MAX 64

static void *field_at(const struct field *field, void *out)
{
	return (char *)out + field->offset;
}

static void put_count(const struct field *field, void *out, size_t n)
{
	memcpy((char *)out + field->n_offset, &n, sizeof n);
}

static const char *const expectations[] = {
	[FIELD_STRING] = "text",
	[FIELD_BOOL] = "yes or no",
	[FIELD_INT] = "a whole number",
	[FIELD_SHARE] = "a share such as 15 % or 0.15",
	[FIELD_NUMBER] = "a number",
	[FIELD_DURATION] = "a duration such as 20 min, 1.5 h or 2 days",
	[FIELD_MONEY] = "an amount such as 45 or 45 EUR",
	[FIELD_RATE] = "a rate such as 45 or 45 EUR/h",
	[FIELD_DATE] = "a date such as 2026-03-31",
	[FIELD_WORD] = "one of",
	[FIELD_MONTH] = "a month such as January or 1",
	[FIELD_MODE] = "a file mode such as \"0640\"",
	[FIELD_STRINGS] = "a list such as [one, two]",
	[FIELD_LIST] = "a list (lines that begin with `- `)",
	[FIELD_MAP] = "keys with values, indented below it",
	[FIELD_CUSTOM] = "a value",
};

static const char *type_found(const struct yaml_node *node)
{
	switch (node->type) {
	case YAML_NULL:
		return "nothing";
	case YAML_SCALAR:
		return "text";
	case YAML_LIST:
		return "a list";
	case YAML_MAP:
		return "keys with values";
	}
	BUG("node type %d", (int)node->type);
}

static void wrong_type(struct yaml_file *f, const struct yaml_node *node,
		       const struct field *field)
{
	yaml_error(f, node, "`%s` is %s; expected %s", field->key,
		   type_found(node), expectations[field->type]);
}

/* "`planned` is `20 foo`; expected a duration such as …; the unit …" */
static void wrong_value(struct yaml_file *f, const struct yaml_node *node,
			const struct field *field, const char *hint)
{
	yaml_error(f, node, "`%s` is `%s`; expected %s%s", field->key,
		   yaml_shown(f, node->text), expectations[field->type], hint);
}

/* A limit as people would write it in the file. */
static void limit_text(struct strbuf *out, const struct field *field,
		       double value)
{
	char number[NUM_TEXT_MAX];

	switch (field->type) {
	case FIELD_SHARE:
		strbuf_printf(out, "%s %%", num_exact(number, value * 100));
		return;
	case FIELD_DURATION:
		if (value >= MS_PER_HOUR)
			strbuf_printf(out, "%s h", num_exact(number, value /
							     MS_PER_HOUR));
		else
			strbuf_printf(out, "%s min", num_exact(number, value /
							MS_PER_MINUTE));
		return;
	default:
		strbuf_puts(out, num_exact(number, value));
	}
}

/* True if the value may stand; else the error is recorded. */
static bool in_range(struct yaml_file *f, const struct yaml_node *node,
		     const struct field *field, double value)
{
	bool share = field->type == FIELD_SHARE;
	bool limits = field->min < 0 || field->max > 0;
	double min = limits ? field->min : 0;
	double max = limits ? field->max : 1;
	struct strbuf range = STRBUF_INIT;

	if ((!limits && !share) || (value >= min && value <= max))
		return true;
	limit_text(&range, field, min);
	strbuf_puts(&range, " to ");
	limit_text(&range, field, max);
	yaml_error(f, node, "`%s` is `%s`; expected %s", field->key,
		   yaml_shown(f, node->text), range.s);
	strbuf_release(&range);
	return false;
}

/* The unit a key names: "output_days" -> "days"; NULL. */
static const char *key_unit(const char *key)
{
	static const char *const units[] = { "minutes", "days", "weeks" };
	size_t len = strlen(key);

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t n = strlen(units[i]);

		if (len >= n && !strcmp(key + len - n, units[i]))
			return units[i];
	}
	return NULL;
}

/* Index of the word the node holds; -1 with the error recorded. */
static int word_find(struct yaml_file *f, const struct yaml_node *node,
		     const struct field *field)
{
	struct strbuf list = STRBUF_INIT;
	const char *near;
	int n = 0;

	for (; field->words[n]; n++) {
		if (!strcmp(node->text, field->words[n])) {
			strbuf_release(&list);
			return n;
		}
		strbuf_printf(&list, "%s%s", n ? ", " : "", field->words[n]);
	}
	near = text_nearest(node->text, field->words, (size_t)n);
	yaml_error(f, node, "`%s` is `%s`; expected one of: %s%s%s%s",
		   field->key, yaml_shown(f, node->text), list.s,
		   near ? "; did you mean `" : "", near ? near : "",
		   near ? "`?" : "");
	strbuf_release(&list);
	return -1;
}

static void word_read(struct yaml_file *f, const struct yaml_node *node,
		      const struct field *field, int *out)
{
	int n = word_find(f, node, field);

	if (n >= 0)
		*out = n;
}

static void string_read(struct yaml_file *f, const struct yaml_node *node,
			const struct field *field, const char **out)
{
	size_t n = utf8_count(node->text);

	if (field->words && *node->text && word_find(f, node, field) < 0)
		return;
	if (field->max > 0 && ((double)n > field->max ||
			       (double)n < field->min)) {
		yaml_error(f, node, "`%s` has %zu characters; expected %.0f "
			   "to %.0f", field->key, n, field->min, field->max);
		return;
	}
	*out = node->text;
}

static void bool_read(struct yaml_file *f, const struct yaml_node *node,
		      const struct field *field, bool *out)
{
	static const char *const yes[] = { "yes", "Yes", "true", "True" };
	static const char *const no[] = { "no", "No", "false", "False" };

	for (size_t i = 0; i < sizeof yes / sizeof *yes && !node->quoted;
	     i++) {
		if (strcmp(node->text, yes[i]) && strcmp(node->text, no[i]))
			continue;
		*out = !strcmp(node->text, yes[i]);
		return;
	}
	wrong_value(f, node, field, node->quoted ? " without quotes" : "");
}

static void int_read(struct yaml_file *f, const struct yaml_node *node,
		     const struct field *field, int *out)
{
	const char *wrong;
	int64_t value = 0;

	if (node->quoted)
		wrong = " without quotes";
	else
		wrong = unit_whole(&value, node->text, key_unit(field->key));
	if (wrong)
		wrong_value(f, node, field, wrong);
	else if (value < INT32_MIN || value > INT32_MAX)
		wrong_value(f, node, field, "; this one is too large");
	else if (in_range(f, node, field, (double)value))
		*out = (int)value;
}

static void share_read(struct yaml_file *f, const struct yaml_node *node,
		       const struct field *field, double *out)
{
	double value = 0;
	const char *wrong = unit_share(&value, node->text);

	if (wrong)
		wrong_value(f, node, field, wrong);
	else if (in_range(f, node, field, value))
		*out = value;
}

static void number_read(struct yaml_file *f, const struct yaml_node *node,
			const struct field *field, double *out)
{
	double value = 0;
	const char *wrong = node->quoted ? " without quotes" :
		unit_number(&value, node->text);

	if (wrong)
		wrong_value(f, node, field, wrong);
	else if (in_range(f, node, field, value))
		*out = value;
}

static void duration_read(struct yaml_file *f, const struct yaml_node *node,
			  const struct field *field, int64_t *out)
{
	const char *unit = key_unit(field->key);
	bool minutes = unit && !strcmp(unit, "minutes");
	const char *wrong;
	int64_t ms = 0;

	wrong = unit_duration(&ms, node->text, minutes ? MS_PER_MINUTE : 0);
	if (wrong)
		wrong_value(f, node, field, wrong);
	else if (in_range(f, node, field, (double)ms))
		*out = ms;
}

static void money_read(struct yaml_file *f, const struct yaml_node *node,
		       const struct field *field, int64_t *out)
{
	int64_t value = 0;
	const char *wrong = field->type == FIELD_RATE ?
		unit_rate(&value, node->text, f->currency) :
		unit_money(&value, node->text, f->currency);

	if (wrong)
		wrong_value(f, node, field, wrong);
	else if (in_range(f, node, field, (double)value / MONEY_SCALE))
		*out = value;
}

static void date_read(struct yaml_file *f, const struct yaml_node *node,
		      const struct field *field, int32_t *out)
{
	int32_t day;

	if (day_parse(&day, node->text))
		wrong_value(f, node, field, " (year-month-day)");
	else
		*out = day;
}

static void month_read(struct yaml_file *f, const struct yaml_node *node,
		       const struct field *field, int *out)
{
	int64_t number;

	for (int m = 1; m <= 12; m++) {
		if (strcasecmp(node->text, month_name(m)) &&
		    strcasecmp(node->text, month_short(m)))
			continue;
		*out = m;
		return;
	}
	if (unit_whole(&number, node->text, NULL) || number < 1 || number > 12)
		wrong_value(f, node, field, "");
	else
		*out = (int)number;
}

static void mode_read(struct yaml_file *f, const struct yaml_node *node,
		      const struct field *field, unsigned int *out)
{
	size_t len = strlen(node->text);

	if (len < 3 || len > 4 || strspn(node->text, "01234567") != len ||
	    (len == 4 && node->text[0] != '0'))
		wrong_value(f, node, field, "");
	else
		*out = (unsigned int)strtoul(node->text, NULL, 8);
}

static void scalar_read(struct yaml_file *f, const struct yaml_node *node,
			const struct field *field, void *at)
{
	switch (field->type) {
	case FIELD_STRING:
		string_read(f, node, field, at);
		return;
	case FIELD_BOOL:
		bool_read(f, node, field, at);
		return;
	case FIELD_INT:
		int_read(f, node, field, at);
		return;
	case FIELD_SHARE:
		share_read(f, node, field, at);
		return;
	case FIELD_NUMBER:
		number_read(f, node, field, at);
		return;
	case FIELD_DURATION:
		duration_read(f, node, field, at);
		return;
	case FIELD_MONEY:
	case FIELD_RATE:
		money_read(f, node, field, at);
		return;
	case FIELD_DATE:
		date_read(f, node, field, at);
		return;
	case FIELD_WORD:
		word_read(f, node, field, at);
		return;
	case FIELD_MONTH:
		month_read(f, node, field, at);
		return;
	case FIELD_MODE:
		mode_read(f, node, field, at);
		return;
	default:
		BUG("`%s` is no scalar field", field->key);
	}
}

/* A list of texts, or one text alone. */
static void strings_read(struct yaml_file *f, const struct yaml_node *node,
			 const struct field *field, void *out)
{
	size_t n = node->type == YAML_LIST ? node->n : 1;
	const char **item;
	size_t kept = 0;

	if (node->type == YAML_MAP) {
		wrong_type(f, node, field);
		return;
	}
	item = arena_array(f->arena, n, sizeof *item);
	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *at = node;

		if (node->type == YAML_LIST)
			at = node->item[i];
		if (at->type == YAML_SCALAR && field->words &&
		    word_find(f, at, field) < 0)
			continue;
		if (at->type == YAML_SCALAR)
			item[kept++] = at->text;
		else
			yaml_error(f, at, "an entry of `%s` is %s; expected "
				   "text, in quotes where it has special "
				   "characters", field->key, type_found(at));
	}
	memcpy(field_at(field, out), &item, sizeof item);
	put_count(field, out, kept);
}

static void list_read(struct yaml_file *f, const struct yaml_node *node,
		      const struct field *field, void *out)
{
	char *item;

	if (node->type != YAML_LIST) {
		wrong_type(f, node, field);
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
		scalar_read(f, &node, field, field_at(field, out));
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
			   expectations[field->type]);
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
			scalar_read(f, node, field, field_at(field, out));
		else
			wrong_type(f, node, field);
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
			   schema->name, type_found(node));
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
