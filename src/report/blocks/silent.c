#include "report/blocks/silent.h"

#include <string.h>

const char *silent_names(struct doc *d, const struct silent *s, size_t n,
			 bool *told, const char *between)
{
	struct strbuf names = STRBUF_INIT;
	const char *kept;

	for (size_t i = 0; i < n; i++) {
		if (told[i] || strcmp(s[i].why, s->why) != 0)
			continue;
		strbuf_printf(&names, "%s%s", names.len ? between : "",
			      s[i].name);
		told[i] = true;
	}
	kept = arena_strdup(&d->arena, names.s);
	strbuf_release(&names);
	return kept;
}
