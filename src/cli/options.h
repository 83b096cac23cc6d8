/*
 * cli/options.h - one table is the parser, the help and the completion.
 *
 * Each command has a `const struct option_spec[]` that ends at name == NULL
 * and a struct that receives the values; getopt_long() does the scanning.
 * Values are checked on reading: a wrong one is ERR_USAGE with the option,
 * what was found, what is expected.
 */
#ifndef TUNEUP_CLI_OPTIONS_H
#define TUNEUP_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"

enum option_type {
	OPT_FLAG,	/* bool */
	OPT_STRING,	/* const char * */
	OPT_STRINGS,	/* struct option_list: may be repeated */
	OPT_INT,	/* int64_t */
	OPT_NUMBER,	/* double, NAN when not given */
	OPT_DAY,	/* int32_t, DAY_NONE when not given */
	OPT_WORD	/* const char *, one of words */
};

struct option_list { const char **item; size_t n; };

struct option_spec {
	const char *name;	/* long name; NULL ends the table */
	char letter;		/* short form, 0 = none */
	enum option_type type;
	size_t offset;		/* offsetof in the command's struct */
	const char *value;	/* "FILE" in the help; NULL for a flag */
	const char *const *words; /* OPT_WORD, NULL-terminated */
	const char *help;	/* one line */
};

/* "map takes no operand 'blog'; one workflow is given as --workflow ID": hint
 * is what stands behind the semicolon, NULL: nothing. */
int no_operand(const char *command, const char *said, const char *hint,
	       struct err *err);
/* --from is after --to, or after today where that was not given or is later. */
int no_days(bool to_given, struct err *err);

/*
 * Parse argv[1..]; values go into `into` (zeroed; OPT_NUMBER and OPT_DAY are
 * set to NAN and DAY_NONE first). *first is the index of the first operand;
 * argv is permuted by getopt_long. --help sets *help.
 */
int options_parse(const struct option_spec *specs, void *into, int argc,
		  char **argv, int *first, bool *help, struct arena *a,
		  struct err *err);
void options_help(struct strbuf *out, const struct option_spec *specs);

#endif
