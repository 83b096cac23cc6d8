/*
 * cli/commands.h - the entries that command_table[] lists, one a file.
 */
#ifndef TUNEUP_CLI_COMMANDS_H
#define TUNEUP_CLI_COMMANDS_H

#include "cli/command.h"

extern const struct command cmd_init, cmd_import, cmd_undo, cmd_show,
	cmd_weekly, cmd_monthly, cmd_quarterly, cmd_daily, cmd_roi, cmd_figures, cmd_facts, cmd_sql,
	cmd_list, cmd_check, cmd_prompt, cmd_check_actions, cmd_verify,
	cmd_condense, cmd_demo, cmd_backup, cmd_restore,
	cmd_migrate, cmd_purge, cmd_help,
	cmd_explain, cmd_diff, cmd_map, cmd_signals, cmd_sample, cmd_decide, cmd_done,
	cmd_actions, cmd_readback, cmd_dispatch, cmd_feedback, cmd_run;

#endif
