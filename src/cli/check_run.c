#include "cli/check_run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/last_run.h"

static void line(struct strbuf *said, const char *what, const char *text)
{
	strbuf_printf(said, "%-15s %s\n", what, text);
}

static void warn(struct strbuf *said, size_t *warnings, const char *what,
		 const char *found, const char *todo)
{
	strbuf_printf(said, "%-15s warning: %s\n%-15s what to do: %s\n",
		      what, found, "", todo);
	++*warnings;
}

/* As exchange/command.h looks it up. */
static bool program_is_there(const char *name)
{
	const char *path = getenv("PATH");
	struct arena a = { 0 };
	bool found = false;

	if (strchr(name, '/'))
		return !access(name, X_OK);
	while (path && *path && !found) {
		size_t len = strcspn(path, ":");
		char *dir = arena_strndup(&a, path, len);

		found = !access(path_join(&a, *dir ? dir : ".", name), X_OK);
		path += len + (path[len] == ':');
	}
	arena_release(&a);
	return found;
}

void check_programs(const struct config *config, struct strbuf *said,
		    size_t *warnings)
{
	const struct {
		const char *key;
		const char **command;
		size_t n;
	} programs[] = {
		{ "interpret", config->interpret, config->n_interpret },
		{ "deliver", config->deliver.command,
		  config->deliver.n_command },
		{ "notify", config->notify.command, config->notify.n_command },
	};
	struct arena a = { 0 };

	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
		if (!programs[i].n)
			continue;
		const char *name = programs[i].command[0];

		if (program_is_there(name))
			line(said, programs[i].key, name);
		else
			warn(said, warnings, programs[i].key,
			     arena_printf(&a, "there is no program %s that may "
					  "be run", name),
			     "install it, or name it with its whole path in "
			     "tuneup.yaml");
	}
	arena_release(&a);
}

void check_last_run(struct cli *cli, struct strbuf *said, size_t *warnings)
{
	struct arena *a = &cli->arena;
	struct last_run run;
	char day[DATE_MAX];
	struct err err;

	if (last_run_read(&run, cli->dir, a, &err)) {
		warn(said, warnings, "last run", err.msg, "run `tuneup run`");
		return;
	}
	if (!run.started)
		return;
	day_format(day, run.as_of);
	if (!run.code)
		line(said, "last run", arena_printf(a, "went well on %s",
						    day));
	else if (run.code == ERR_TEMPFAIL)
		line(said, "last run", arena_printf(a, "%s: %s", day,
						    run.message));
	else
		warn(said, warnings, "last run",
		     arena_printf(a, "failed on %s: %s", day, run.message),
		     "reports/FAILED_<week>.txt says what; then run `tuneup "
		     "run` again");
}
