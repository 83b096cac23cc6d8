/*
 * config/config_values.h - values that are written in a way of their own: a
 * bound, a scale, a range of hours, a word that stands for yes.
 * (private to config/)
 *
 * Each reads one scalar into *out, as FIELD_CUSTOM of config/schema.h wants:
 * 0, or -1 after it has reported file, line, what was found and what was
 * expected; *out is then untouched.
 */
#ifndef TUNEUP_CONFIG_CONFIG_VALUES_H
#define TUNEUP_CONFIG_CONFIG_VALUES_H

#include "config/schema.h"

/* ">= 4" into a double */
int rating_read(struct yaml_file *f, const struct yaml_node *node, void *out);
/* "<= 5 min" into int64_t milliseconds */
int correction_read(struct yaml_file *f, const struct yaml_node *node,
		    void *out);
/* "none" or "any" into a bool: are defects refused? */
int defects_read(struct yaml_file *f, const struct yaml_node *node, void *out);
/* "corrected" or "all" into a bool */
int lists_read(struct yaml_file *f, const struct yaml_node *node, void *out);
/* "20 h" a week, or "none" (NAN), into a double of hours */
int hours_target_read(struct yaml_file *f, const struct yaml_node *node,
		      void *out);
/* "1-5" into struct config_scale */
int scale_read(struct yaml_file *f, const struct yaml_node *node, void *out);
/* "6-8 h" into struct config_hours */
int hours_range_read(struct yaml_file *f, const struct yaml_node *node,
		     void *out);

#endif
