/*
 * cli/help.h - what tuneup says about itself, made from the command table.
 */
#ifndef TUNEUP_CLI_HELP_H
#define TUNEUP_CLI_HELP_H

#include "cli/command.h"

int help_overview(struct err *err);	/* tuneup --help */
int help_version(struct err *err);	/* tuneup --version */
int help_command(const struct command *command, struct err *err);
int help_unknown(const char *id, struct err *err);	/* ERR_USAGE, -1 */
int help_missing(struct err *err);			/* ERR_USAGE, -1 */

#endif
