/*
 * config/profile_read.h - one profile from its YAML. (private to config/)
 *
 *	profile.c	its keys, and what must hold between them
 *	profile_maps.c	its maps of free keys: columns, metrics, words
 *	profiles.c	the directories that profiles lie in
 */
#ifndef TUNEUP_CONFIG_PROFILE_READ_H
#define TUNEUP_CONFIG_PROFILE_READ_H

#include "config/profile.h"
#include "config/schema.h"

/* p is zeroed; errors are recorded in f. stem: the file's name without
 * .yaml, which must be the id. */
void profile_read(struct yaml_file *f, struct profile *p, const char *stem,
		  profile_name_check known);

/* Its maps, into a struct profile: readers of FIELD_CUSTOM. */
int profile_columns_read(struct yaml_file *f, const struct yaml_node *node,
			 void *out);
int profile_words_read(struct yaml_file *f, const struct yaml_node *node,
		       void *out);
extern const struct schema profile_column_schema, profile_metric_schema;

#endif
