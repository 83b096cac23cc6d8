#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"

#define OPTIONS_MAX 48
#define HELP_VALUE 1000		/* getopt code of --help */

static void *slot(const struct option_spec *s, void *into)
{
	return (char *)into + s->offset;
}

static void set_defaults(const struct option_spec *specs, void *into)
{
	for (const struct option_spec *s = specs; s && s->name; s++) {
		if (s->type == OPT_NUMBER)
			*(double *)slot(s, into) = NAN;
		else if (s->type == OPT_DAY)
			*(int32_t *)slot(s, into) = DAY_NONE;
	}
}

/* Numbers are read exactly, in millionths, so that no locale matters. */
static int read_number(const struct option_spec *s, void *into,
		       const char *value, struct err *err)
{
	int64_t millionths;

	if (num_parse(&millionths, value, strlen(value), MONEY_SCALE))
		return err_set(err, ERR_USAGE, "--%s wants a number like 6.5, "
			       "not '%s'", s->name, value);
	if (s->type == OPT_NUMBER) {
		*(double *)slot(s, into) = (double)millionths / MONEY_SCALE;
		return 0;
	}
	if (millionths % MONEY_SCALE)
		return err_set(err, ERR_USAGE, "--%s wants a whole number, "
			       "not '%s'", s->name, value);
	*(int64_t *)slot(s, into) = millionths / MONEY_SCALE;
	return 0;
}

static int read_word(const struct option_spec *s, void *into,
		     const char *value, struct err *err)
{
	struct strbuf list = STRBUF_INIT;

	for (size_t i = 0; s->words[i]; i++) {
		if (!strcmp(s->words[i], value)) {
			*(const char **)slot(s, into) = s->words[i];
			strbuf_release(&list);
			return 0;
		}
		strbuf_printf(&list, "%s%s", i ? ", " : "", s->words[i]);
	}
	err_set(err, ERR_USAGE, "--%s wants one of %s, not '%s'", s->name,
		list.s, value);
	strbuf_release(&list);
	return -1;
}

static void append(struct option_list *list, const char *value,
		   struct arena *a)
{
	const char **item = arena_array(a, list->n + 1, sizeof *item);

	if (list->n)
		memcpy(item, list->item, list->n * sizeof *item);
	item[list->n++] = value;
	list->item = item;
}

static int read_value(const struct option_spec *s, void *into,
		      const char *value, struct arena *a, struct err *err)
{
	switch (s->type) {
	case OPT_FLAG:
		*(bool *)slot(s, into) = true;
		return 0;
	case OPT_STRING:
		*(const char **)slot(s, into) = value;
		return 0;
	case OPT_STRINGS:
		append(slot(s, into), value, a);
		return 0;
	case OPT_INT:
	case OPT_NUMBER:
		return read_number(s, into, value, err);
	case OPT_DAY:
		if (!day_parse(slot(s, into), value))
			return 0;
		return err_set(err, ERR_USAGE, "--%s wants a date like "
			       "2026-11-22, not '%s'", s->name, value);
	case OPT_WORD:
		return read_word(s, into, value, err);
	}
	BUG("option type %d", (int)s->type);
}

/* getopt's tables from ours; returns the number of options. */
static size_t getopt_tables(const struct option_spec *specs,
			    struct option *longs, char *shorts)
{
	size_t n = 0, k = 0;

	shorts[k++] = ':';
	for (const struct option_spec *s = specs; s && s->name; s++) {
		if (n + 2 >= OPTIONS_MAX)
			BUG("more than %d options", OPTIONS_MAX);
		bool wants = s->type != OPT_FLAG;

		longs[n] = (struct option){ s->name, wants, NULL,
					    HELP_VALUE + 1 + (int)n };
		n++;
		if (s->letter) {
			shorts[k++] = s->letter;
			if (wants)
				shorts[k++] = ':';
		}
	}
	longs[n++] = (struct option){ "help", 0, NULL, HELP_VALUE };
	longs[n] = (struct option){ NULL, 0, NULL, 0 };
	shorts[k] = '\0';
	return n;
}

static const struct option_spec *spec_of(const struct option_spec *specs,
					 int code)
{
	if (code > HELP_VALUE)
		return &specs[code - HELP_VALUE - 1];
	for (const struct option_spec *s = specs; s && s->name; s++)
		if (s->letter == code)
			return s;
	return NULL;
}

/* Stands before the command: how main reads it. */
static bool is_global(const char *said)
{
	static const char *const globals[] = {
		"--as-of", "-C", "-v", "--verbose", "--version", "-V"
	};
	size_t len = strcspn(said, "=");

	for (size_t i = 0; i < sizeof globals / sizeof *globals; i++)
		if (strlen(globals[i]) == len &&
		    !strncmp(globals[i], said, len))
			return true;
	return false;
}

/* Other commands call it so: a week is one of --period, or --week. */
static const char *other_word(const char *said)
{
	static const char *const words[][2] = {
		{ "week", "period" }, { "month", "period" },
		{ "quarter", "period" }, { "period", "week" }
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(words[i][0], said))
			return words[i][1];
	return said;
}

/* The option that was meant, or NULL. */
static const char *option_near(const struct option_spec *specs,
			       const char *said, struct arena *a)
{
	const char *names[OPTIONS_MAX], *other;
	size_t n = 0;

	if (strncmp(said, "--", 2) != 0)
		return NULL;
	said = arena_strndup(a, said + 2, strcspn(said + 2, "="));
	other = other_word(said);
	for (const struct option_spec *s = specs; s && s->name; s++) {
		if (!strcmp(s->name, other))
			return s->name;
		names[n++] = s->name;
	}
	return text_nearest(said, names, n);
}

static int no_option(const struct option_spec *specs, const char *said,
		     const char *command, struct arena *a, struct err *err)
{
	const char *near = option_near(specs, said, a);

	if (is_global(said))
		return err_set(err, ERR_USAGE, "'%.40s' stands before the "
			       "command; see tuneup --help", said);
	return err_set(err, ERR_USAGE, "no option '%.60s'%s%s%s tuneup %s "
		       "--help", said, near ? "; did you mean '--" : "; see",
		       near ? near : "", near ? "'? See" : "", command);
}

int options_parse(const struct option_spec *specs, void *into, int argc,
		  char **argv, int *first, bool *help, struct arena *a,
		  struct err *err)
{
	struct option longs[OPTIONS_MAX];
	char shorts[2 * OPTIONS_MAX + 2];
	int c;

	set_defaults(specs, into);
	getopt_tables(specs, longs, shorts);
	optind = 0;
	opterr = 0;
	while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (c == HELP_VALUE) {
			*help = true;
			return 0;
		}
		if (c == ':')
			return err_set(err, ERR_USAGE, "option '%s' wants a "
				       "value", argv[optind - 1]);
		const struct option_spec *s = c == '?' ? NULL
						       : spec_of(specs, c);
		if (!s)
			return no_option(specs, argv[optind - 1], argv[0], a,
					 err);
		if (read_value(s, into, optarg, a, err))
			return -1;
	}
	*first = optind;
	return 0;
}

int no_operand(const char *command, const char *said, const char *hint,
	       struct err *err)
{
	return err_set(err, ERR_USAGE, "%s takes no operand '%.60s'%s%s",
		       command, said, hint ? "; " : "", hint ? hint : "");
}

int no_days(bool to_given, struct err *err)
{
	return err_set(err, ERR_USAGE, "--from is after %s; nothing lies "
		       "between", to_given ? "--to" : "today (see --as-of)");
}

void options_help(struct strbuf *out, const struct option_spec *specs)
{
	for (const struct option_spec *s = specs; s && s->name; s++) {
		struct strbuf left = STRBUF_INIT;

		if (s->letter)
			strbuf_printf(&left, "-%c, ", s->letter);
		strbuf_printf(&left, "--%s", s->name);
		if (s->value)
			strbuf_printf(&left, " %s", s->value);
		strbuf_printf(out, "  %-24s %s\n", left.s, s->help);
		strbuf_release(&left);
	}
}
