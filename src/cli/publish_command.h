/*
 * cli/publish_command.h - what weekly, monthly and quarterly have in common.
 */
#ifndef TUNEUP_CLI_PUBLISH_COMMAND_H
#define TUNEUP_CLI_PUBLISH_COMMAND_H

#include "cli/command.h"

struct publish_command {
	const char *period;	/* NULL = the last complete one */
	struct option_list fail_on;
	bool dry_run;
};

extern const struct option_spec publish_options[];

/* Make and publish one report and print its path; with --dry-run say what would
 * be written. */
int publish_command(struct cli *cli, const struct publish_command *options,
		    const char *report, int argc, char **argv,
		    struct err *err);

#endif
