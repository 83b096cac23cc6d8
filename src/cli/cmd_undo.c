/* tuneup undo: take an import back. */
#include <string.h>

#include "base/num.h"
#include "cli/commands.h"

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	struct workspace w = { 0 };
	int64_t import, days = 0;

	(void)options;
	if (argc != 1 || num_parse(&import, argv[0], strlen(argv[0]), 1) ||
	    import < 1)
		return err_set(err, ERR_USAGE, "undo wants the number of an "
			       "import; see tuneup list imports");
	int ret = workspace_open(&w, cli, STORE_WRITE, err);

	if (!ret)
		ret = store_undo(w.store, import, &days, err);
	if (!ret)
		ret = say(err, "import %lld undone: %lld day%s went back\n",
			  (long long)import, (long long)days,
			  days == 1 ? "" : "s");
	workspace_close(&w);
	return ret;
}

const struct command cmd_undo = {
	.id = "undo",
	.help = "take an import back: its days return to what they were",
	.usage = "tuneup undo IMPORT",
	.more = "The number is printed by import and by tuneup list imports. "
		"An import whose days a\nlater one has changed is refused "
		"until that one is undone.",
	.options = NULL,
	.options_size = 0,
	.run = run,
};
