/*
 * cli/check_age.h - `tuneup check --max-age 8d`: the one question of a
 * monitor. One line and an exit code:
 *
 *	0	a run went well not longer ago than that
 *	3	longer ago: the limit was crossed
 *	66	no run went well yet, or there is no last_run.json
 *	other	the last run failed with it; waiting (75) is no failure
 */
#ifndef TUNEUP_CLI_CHECK_AGE_H
#define TUNEUP_CLI_CHECK_AGE_H

#include "cli/command.h"

int check_age(struct cli *cli, const char *max_age, struct err *err);

#endif
