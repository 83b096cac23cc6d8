/*
 * config/config_tables.h - the tables behind tuneup.yaml and workflows.yaml
 * (private to config/).
 *
 *	config_tables.c		tuneup.yaml, key by key
 *	config_lists.c		... what stands in its lists
 *	config_limits.c		... its thresholds
 *	config_running.c	... what `tuneup run` needs to know
 *	config_workflows.c	workflows.yaml
 *
 * A new key is a member of its struct (config.h) and a line here: reader,
 * default, range and help follow from it. Both files fill a struct config.
 * What a table cannot say (two keys that must agree) is checked in
 * config_check.c.
 */
#ifndef TUNEUP_CONFIG_CONFIG_TABLES_H
#define TUNEUP_CONFIG_CONFIG_TABLES_H

#include <stddef.h>

#include "base/num.h"
#include "config/config.h"
#include "config/schema.h"

extern const struct schema config_schema;	/* tuneup.yaml */
extern const struct schema workflows_schema;	/* workflows.yaml */

/* What tuneup.yaml is made of: an entry of a list, or the map of a key. */
extern const struct schema role_schema, owner_schema, expect_schema;
extern const struct schema currency_schema, reference_schema, skill_schema;
extern const struct schema input_schema, threshold_schema;
extern const struct schema deliver_schema, notify_schema, retention_schema;

#define RATE_MAX 100000.0	/* of an hour, in our currency */
#define DAY_MS (24.0 * MS_PER_HOUR)

/* Where a value goes. */
#define AT(type, member) offsetof(struct type, member)
/* A text of at most so many characters. */
#define TEXT(st, name, member, def, most, text) \
	{ .key = name, .type = FIELD_STRING, .offset = AT(st, member), \
	  .fallback = def, .max = most, .help = text }

/* Call while f is at the file that root came from. */
void config_check(struct yaml_file *f, const struct yaml_node *root,
		  const struct config *c);
/* expect, deliver and notify. */
void running_check(struct yaml_file *f, const struct yaml_node *root,
		   const struct config *c);
void workflows_check(struct yaml_file *f, const struct yaml_node *root,
		     const struct config *c);

/* Report every entry of a list whose `key` another one has already. */
void check_unique(struct yaml_file *f, const struct yaml_node *list,
		  const char *key, const char *what);
/* Report a role that `roles` does not have; NULL and "" are fine. */
void check_role(struct yaml_file *f, const struct yaml_node *node,
		const struct config *c);

#endif
