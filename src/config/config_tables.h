/*
 * config/config_tables.h - the tables behind tuneup.yaml and workflows.yaml.
 *
 * Both fill a struct config. What a table cannot say (two keys that must
 * agree) is checked in config_check.c.
 */
#ifndef TUNEUP_CONFIG_CONFIG_TABLES_H
#define TUNEUP_CONFIG_CONFIG_TABLES_H

#include "config/config.h"
#include "config/schema.h"

extern const struct schema config_schema;	/* tuneup.yaml */
extern const struct schema workflows_schema;	/* workflows.yaml */
extern const struct schema deliver_schema, notify_schema;
extern const struct schema retention_schema;

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
