/*
 * cli/check_store.h - what `tuneup check` finds in the store: R03, R04, R21.
 *
 * These are warnings, no mistakes: the configuration can be read and every
 * report can be made. Each says what was found and what to do about it.
 */
#ifndef TUNEUP_CLI_CHECK_STORE_H
#define TUNEUP_CLI_CHECK_STORE_H

#include "base/strbuf.h"
#include "cli/command.h"

/*
 * Verifies the store, which is an error where it fails, and what is
 * published. Looks at the last 28 days: is every workflow with outputs documented, does
 * every campaign with sends have outcomes, which workflow has nobody tuned
 * for too long? Adds lines to `said` and the warnings to *warnings. Without
 * a store it says nothing. The store is only read. Returns -1 with err when
 * it cannot be.
 */
int check_store(struct cli *cli, struct strbuf *said, size_t *warnings,
		struct err *err);

#endif
