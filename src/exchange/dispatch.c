/* exchange/dispatch.c - see dispatch.h. */
#include "exchange/dispatch.h"

#include <string.h>

const struct dispatch_system *const dispatch_table[] = {
	&dispatch_asana, &dispatch_jira, &dispatch_clickup, &dispatch_slack,
	&dispatch_ics, &dispatch_eml, NULL
};
const char *const dispatch_words[] = { "asana", "jira", "clickup", "slack",
				       "ics", "eml", NULL };
const char *const formula_words[] = { "reject", "prefix", "raw", NULL };

const struct dispatch_system *dispatch_find(const char *id)
{
	for (size_t i = 0; dispatch_table[i]; i++)
		if (!strcmp(dispatch_table[i]->id, id))
			return dispatch_table[i];
	return NULL;
}

enum formula formula_named(const char *word)
{
	for (int at = 0; word && formula_words[at]; at++)
		if (!strcmp(formula_words[at], word))
			return (enum formula)at;
	return FORMULA_REJECT;
}

struct strbuf *dispatch_file(struct dispatch_files *out, const char *suffix)
{
	if (out->n == DISPATCH_FILES_MAX)
		BUG("more than %d files for one system", DISPATCH_FILES_MAX);
	out->file[out->n].suffix = suffix;
	out->file[out->n].bytes = (struct strbuf)STRBUF_INIT;
	return &out->file[out->n++].bytes;
}

void dispatch_files_release(struct dispatch_files *out)
{
	for (size_t i = 0; i < out->n; i++)
		strbuf_release(&out->file[i].bytes);
	out->n = 0;
}
