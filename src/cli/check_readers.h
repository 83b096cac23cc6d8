/*
 * cli/check_readers.h - can the readers whom reports_mode and reports_group
 * name get at the published files?
 */
#ifndef TUNEUP_CLI_CHECK_READERS_H
#define TUNEUP_CLI_CHECK_READERS_H

#include "base/strbuf.h"
#include "config/config.h"

/*
 * A group that is not there is ERR_CONFIG. A folder on the way that they may
 * not pass is a warning, a line in `said`. Says nothing while only the owner
 * reads.
 */
int check_readers(const struct config *config, struct strbuf *said,
		  size_t *warnings, struct err *err);

#endif
