/*
 * cli/json_out.h - JSON of commands: jansson with memory that cannot run out
 * unnoticed. (private to cli/)
 *
 * A text that is NULL, a number that is FACT_NULL or not finite and a day
 * that is DAY_NONE become null, so that "nothing to say" is never 0.
 */
#ifndef TUNEUP_CLI_JSON_OUT_H
#define TUNEUP_CLI_JSON_OUT_H

#include <jansson.h>
#include <stdint.h>

#include "base/err.h"

json_t *json_new_object(void);
json_t *json_new_list(void);
/* `v` is taken; NULL is out of memory. */
void json_set(json_t *to, const char *name, json_t *v);
void json_set_text(json_t *to, const char *name, const char *s);
void json_set_int(json_t *to, const char *name, int64_t v);
void json_set_number(json_t *to, const char *name, double v);
void json_set_day(json_t *to, const char *name, int32_t day);
/* A fresh object at the end of the list, borrowed. */
json_t *json_add_object(json_t *list);
/* The same of an array in an object: {"name": []}. */
json_t *json_add_list(json_t *to, const char *name);
/* To standard output with a final newline; frees `all`. */
int json_print(json_t *all, struct err *err);

#endif
