/*
 * ingest/fold.h - headers and words as they are compared. (private to ingest/)
 *
 * The same as utf8_fold() for every text, but cheap for plain ASCII, which
 * nearly all headers and words are.
 */
#ifndef TUNEUP_INGEST_FOLD_H
#define TUNEUP_INGEST_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

char *text_fold(struct arena *a, const char *s, size_t len);
/* s without blanks at both ends and without control characters (a line break
 * becomes a blank), for people: headers and messages. */
char *text_line(struct arena *a, const char *s, size_t len);

#endif
