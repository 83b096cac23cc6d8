/*
 * store/changed.h - which days are not as an earlier report saw them.
 */
#ifndef TUNEUP_STORE_CHANGED_H
#define TUNEUP_STORE_CHANGED_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

/* A day whose facts changed: by this import, or when one was taken back
 * between it and the one before. */
struct changed_day {
	int64_t import;
	int32_t day;
};

/* Days that changed after import number `after`, by import and day. What
 * condensing wrote is left out: it changes no figure. In the arena. */
int store_changed_days(struct changed_day **out, size_t *n, struct store *s,
		       int64_t after, struct arena *a, struct err *err);

#endif
