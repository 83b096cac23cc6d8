/*
 * exchange/json_make.h - JSON objects and lists, piece by piece. (private to
 * exchange/)
 *
 * Without memory jansson gives NULL or an error: that ends the run here.
 */
#ifndef TUNEUP_EXCHANGE_JSON_MAKE_H
#define TUNEUP_EXCHANGE_JSON_MAKE_H

#include <jansson.h>

#include "base/err.h"

/* The value is the object's, the list's, from then on. */
static inline void json_put(json_t *object, const char *key, json_t *value)
{
	if (!value || json_object_set_new(object, key, value))
		err_no_memory();
}

static inline void json_append(json_t *list, json_t *value)
{
	if (!value || json_array_append_new(list, value))
		err_no_memory();
}

#endif
