/*
 * config/schema_scalar.h - the value of one field (private to schema*.c).
 */
#ifndef TUNEUP_CONFIG_SCHEMA_SCALAR_H
#define TUNEUP_CONFIG_SCHEMA_SCALAR_H

#include "config/schema.h"

/* Read a scalar into *at as the field's type says. What is wrong is recorded
 * with what was expected, and *at stays. */
void schema_scalar(struct yaml_file *f, const struct yaml_node *node,
		   const struct field *field, void *at);

/* Index of the word the node holds; -1 with the error recorded. */
int schema_word(struct yaml_file *f, const struct yaml_node *node,
		const struct field *field);

/* "a duration such as 20 min, ..." */
const char *schema_expected(const struct field *field);
/* "a list" */
const char *schema_found(const struct yaml_node *node);
/* Record that the node is of another type. */
void schema_wrong_type(struct yaml_file *f, const struct yaml_node *node,
		       const struct field *field);

#endif
