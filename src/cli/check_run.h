/*
 * cli/check_run.h - what `tuneup check` says of running unattended.
 *
 * Adds lines to `said` and warnings, each with what to do, to *warnings.
 */
#ifndef TUNEUP_CLI_CHECK_RUN_H
#define TUNEUP_CLI_CHECK_RUN_H

#include "base/strbuf.h"
#include "cli/command.h"

/* Are the programs there that tuneup.yaml names? They are not started. */
void check_programs(const struct config *config, struct strbuf *said,
		    size_t *warnings);
/* How the last `tuneup run` ended. Silent where there was none. */
void check_last_run(struct cli *cli, struct strbuf *said, size_t *warnings);

#endif
