#include "cli/names.h"

#include <string.h>

#include "config/embedded.h"

const char **report_names(struct arena *a, size_t *n)
{
	const char **names;
	size_t room = 0;

	while (embedded_files[room].name)
		room++;
	names = arena_array(a, room, sizeof *names);
	*n = 0;
	for (size_t i = 0; i < room; i++) {
		const char *name = embedded_files[i].name;
		size_t len = strlen(name);

		if (!strchr(name, '/') && len > 5 &&
		    !strcmp(name + len - 5, ".yaml") &&
		    strcmp(name, "theme.yaml"))
			names[(*n)++] = arena_strndup(a, name, len - 5);
	}
	return names;
}
