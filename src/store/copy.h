/*
 * store/copy.h - what backup and restore share. (private to store/)
 */
#ifndef TUNEUP_STORE_COPY_H
#define TUNEUP_STORE_COPY_H

#include "base/strbuf.h"
#include "store/db.h"

/*
 * Zone and chain heads, then each table with its rows: when two stores both
 * pass store_verify(), equal texts mean equal contents. Of an older version
 * the text has the contents themselves.
 */
int state_text(struct strbuf *out, struct store *s, struct err *err);

/* A message about the private copy becomes one about the file people know. */
void err_say_path(struct err *err, const char *copy, const char *known);

#endif
