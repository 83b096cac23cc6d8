#include "cli/command.h"

#include <string.h>

#include "cli/commands.h"

/* Order = order shown by --help: first use first. */
const struct command *const command_table[] = {
	&cmd_init,
	&cmd_run,
	&cmd_import,
	&cmd_undo,
	&cmd_show,
	&cmd_weekly,
	&cmd_monthly,
	&cmd_quarterly,
	&cmd_daily,
	&cmd_roi,
	&cmd_figures,
	&cmd_explain,
	&cmd_diff,
	&cmd_signals,
	&cmd_map,
	&cmd_sample,
	&cmd_decide,
	&cmd_done,
	&cmd_actions,
	&cmd_readback,
	&cmd_dispatch,
	&cmd_feedback,
	&cmd_facts,
	&cmd_sql,
	&cmd_list,
	&cmd_check,
	&cmd_prompt,
	&cmd_check_actions,
	&cmd_verify,
	&cmd_backup,
	&cmd_restore,
	&cmd_migrate,
	&cmd_condense,
	&cmd_purge,
	&cmd_demo,
	&cmd_help,
	NULL
};

const struct command *command_find(const char *id)
{
	for (size_t i = 0; command_table[i]; i++)
		if (!strcmp(command_table[i]->id, id))
			return command_table[i];
	return NULL;
}
