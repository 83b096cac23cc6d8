/*
 * cli/manual.h - the manual page and the completion, made from the tables
 * that parse the command line, so that neither can be out of date.
 */
#ifndef TUNEUP_CLI_MANUAL_H
#define TUNEUP_CLI_MANUAL_H

#include "base/strbuf.h"

/* tuneup.1 in mdoc(7). */
void manual_page(struct strbuf *out);
/* For bash: a function _tuneup and its `complete`. */
void completion_bash(struct strbuf *out);

#endif
