/*
 * config/template_file.h - a workspace's template or the built-in one.
 * (private to config/)
 */
#ifndef TUNEUP_CONFIG_TEMPLATE_FILE_H
#define TUNEUP_CONFIG_TEMPLATE_FILE_H

#include "config/schema.h"

/* Set name, bytes and len of f, whose arena is set. dir = workspace or NULL.
 * A name that neither has: ERR_CONFIG. */
int template_file_load(struct yaml_file *f, const char *dir, const char *name,
		       struct err *err);

/* A file of the workspace, named `shown` in messages. */
int own_file_load(struct yaml_file *f, const char *path, const char *shown,
		  struct err *err);

#endif
