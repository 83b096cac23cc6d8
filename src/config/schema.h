/*
 * config/schema.h - YAML in, checked structs out, all errors at once.
 *
 * A schema is a table of fields: key, type, where it goes, default, limits,
 * help. yaml_load() turns a document into a tree of nodes that remember
 * their line and column; schema_read() walks tree and table together. Units
 * are written out in the files ("2 days", "15 %", "45 EUR/h") and checked
 * here; unknown and duplicate keys are errors with a "did you mean".
 *
 * yaml.h is included in yaml.c only.
 */
#ifndef TUNEUP_CONFIG_SCHEMA_H
#define TUNEUP_CONFIG_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/strbuf.h"

enum yaml_type { YAML_NULL, YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_type type;
	const char *text;	/* scalar, NUL-terminated */
	bool quoted;		/* "x" or 'x': never null, number or bool */
	const char *key;	/* in a map: this entry's key */
	int key_line, key_column;
	int line, column;	/* 1-based, of the value */
	struct yaml_node **item; /* list items or map entries, in order */
	size_t n;
};

/* A file being read: its name for messages, its bytes for the quoted line,
 * and the errors so far. */
struct yaml_file {
	const char *name;	/* as shown: "tuneup.yaml" */
	const char *bytes;
	size_t len;
	struct strbuf errors;	/* finished messages, one block each */
	size_t n_errors;	/* all of them; the first 100 have a text */
	struct arena *arena;
	const char *currency;	/* amounts must be in it; NULL = any */
};

/* Parse; NULL with the error recorded when the syntax is wrong. An empty
 * document is an empty map. Aliases, tags and several documents are errors,
 * as are nesting deeper than 32, more than 100,000 values and files above
 * YAML_BYTES_MAX. */
#define YAML_BYTES_MAX ((size_t)4 << 20)
struct yaml_node *yaml_load(struct yaml_file *f);
struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
/* Record an error at a node (or at its key) with quote and caret. */
void yaml_error(struct yaml_file *f, const struct yaml_node *at,
		const char *fmt, ...) PRINTF_LIKE(3, 4);
void yaml_error_key(struct yaml_file *f, const struct yaml_node *at,
		    const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Text as it may stand in a message: one line, escaped, not too long. */
const char *yaml_shown(struct yaml_file *f, const char *text);
/* Move all recorded errors into err (ERR_CONFIG); 0 when there are none. */
int yaml_finish(struct yaml_file *f, struct err *err);

enum field_type {
	FIELD_STRING,	/* const char * */
	FIELD_BOOL,	/* bool: yes/no/true/false */
	FIELD_INT,	/* int, min..max */
	FIELD_SHARE,	/* double 0..1, written "15 %" or 0.15 */
	FIELD_NUMBER,	/* double */
	FIELD_DURATION,	/* int64_t ms, "20 min", "1.5 h", "2 days" */
	FIELD_MONEY,	/* int64_t millionths, "45", "45 EUR" */
	FIELD_RATE,	/* int64_t millionths per hour, "45 EUR/h" */
	FIELD_DATE,	/* int32_t day; DAY_NONE when missing */
	FIELD_WORD,	/* int: index into words */
	FIELD_MONTH,	/* int 1..12, "January" or 1 */
	FIELD_MODE,	/* unsigned: "0640" */
	FIELD_STRINGS,	/* const char **, with count at n_offset */
	FIELD_LIST,	/* array of structs by `sub`, count at n_offset */
	FIELD_MAP,	/* one struct by `sub`, in place */
	FIELD_CUSTOM	/* read() does it */
};

struct schema;

struct field {
	const char *key;
	enum field_type type;
	size_t offset;		/* offsetof in the struct */
	size_t n_offset;	/* FIELD_STRINGS, FIELD_LIST: size_t count;
				 * FIELD_CUSTOM: bytes of the value, for the
				 * digest (0 = the caller's digest has it) */
	const char *fallback;	/* default as it would be written; NULL=none */
	bool required;
	double min, max;	/* both 0: no limits. In ms for durations, in
				 * whole money, in characters for strings */
	const char *const *words; /* FIELD_WORD, NULL-terminated; a
				 * FIELD_STRING with words is one of them or
				 * empty */
	const struct schema *sub;
	int (*read)(struct yaml_file *f, const struct yaml_node *node,
		    void *out);	/* FIELD_CUSTOM; out = struct + offset */
	const char *help;	/* one sentence with its unit */
	bool upkeep;		/* about running, no report says it: not in
				 * the digest */
};

struct schema {
	const char *name;	/* "a workflow step", for messages */
	size_t size;		/* sizeof the struct */
	const struct field *fields;	/* ends at key == NULL */
};

/* Fill `out` (zeroed by the caller) from the node; defaults where a key is
 * missing. Errors are recorded in f; reading goes on. */
void schema_read(struct yaml_file *f, const struct yaml_node *node,
		 const struct schema *schema, void *out);
/* One line per key: name, type, default, help; nested keys indented. */
void schema_help(struct strbuf *out, const struct schema *schema, int depth);
/* Add every value with its key: what was read, not how it was written. */
void schema_digest(struct sha256 *h, const struct schema *schema,
		   const void *data);
/* All fields at their defaults: a schema_read() of nothing, without errors. */
void schema_defaults(struct arena *a, const struct schema *schema, void *out);

/* Of libyaml as it runs: "0.2.5". */
const char *yaml_library_version(void);

#endif
