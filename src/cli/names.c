#include "cli/names.h"

#include <string.h>

#include "config/embedded.h"
#include "ingest/match.h"
#include "store/kind.h"

bool profile_names_known(const char *kind, const char *column)
{
	const struct fact_kind *k = fact_kind_find(kind);

	if (!k)
		return false;
	if (!column || fact_column_find(k, column) >= 0)
		return true;
	for (int i = 0; i < EXTRAS; i++)
		if (!strcmp(extra_names[i], column))
			return true;
	return false;
}

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
