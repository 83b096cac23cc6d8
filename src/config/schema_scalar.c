/* One value of a file: a share, a duration, a date, a word, in the units that
 * people write. */
#include "config/schema_scalar.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "config/units.h"

/* ---- what is wrong with it ------------------------------------------ */

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

const char *schema_expected(const struct field *field)
{
	return expectations[field->type];
}

const char *schema_found(const struct yaml_node *node)
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

void schema_wrong_type(struct yaml_file *f, const struct yaml_node *node,
		       const struct field *field)
{
	yaml_error(f, node, "`%s` is %s; expected %s", field->key,
		   schema_found(node), schema_expected(field));
}

/* "`planned` is `20 foo`; expected a duration such as …; the unit …" */
static void wrong_value(struct yaml_file *f, const struct yaml_node *node,
			const struct field *field, const char *hint)
{
	yaml_error(f, node, "`%s` is `%s`; expected %s%s", field->key,
		   yaml_shown(f, node->text), schema_expected(field), hint);
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

int schema_word(struct yaml_file *f, const struct yaml_node *node,
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

/* ---- each type -------------------------------------------------------- */

static void word_read(struct yaml_file *f, const struct yaml_node *node,
		      const struct field *field, int *out)
{
	int n = schema_word(f, node, field);

	if (n >= 0)
		*out = n;
}

static void string_read(struct yaml_file *f, const struct yaml_node *node,
			const struct field *field, const char **out)
{
	size_t n = utf8_count(node->text);

	if (field->words && *node->text && schema_word(f, node, field) < 0)
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

void schema_scalar(struct yaml_file *f, const struct yaml_node *node,
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
