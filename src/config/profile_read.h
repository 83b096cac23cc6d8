/*
 * config/profile_read.h - one profile from its YAML. (private to config/)
 */
#ifndef TUNEUP_CONFIG_PROFILE_READ_H
#define TUNEUP_CONFIG_PROFILE_READ_H

#include "config/profile.h"
#include "config/schema.h"

/* p is zeroed; errors are recorded in f. stem: the file's name without
 * .yaml, which must be the id. */
void profile_read(struct yaml_file *f, struct profile *p, const char *stem,
		  profile_name_check known);

#endif
