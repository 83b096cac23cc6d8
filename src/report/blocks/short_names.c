#include "report/blocks/short_names.h"

#include <string.h>

#include "base/utf8.h"
#include "report/blocks/words.h"

#define NAME_MOST 40	/* columns that stay whole */
#define HEAD_MOST 22
#define TAIL_MOST 16
#define HEAD_LEAST 10	/* what ending at a word must leave */
#define TAIL_LEAST 4

static const char *tail_of(const char *name)
{
	const char *end = name + strlen(name), *tail = name, *word;

	while (utf8_width(tail) > TAIL_MOST)
		utf8_next(&tail, end);
	/* never a mark without its letter */
	for (const char *next = tail; next < end; tail = next)
		if (utf8_next(&next, end) && utf8_width(tail) >
		    utf8_width(next))
			break;
	word = strchr(tail, ' ');
	if (tail > name && tail[-1] != ' ' && word &&
	    utf8_width(word + 1) >= TAIL_LEAST)
		tail = word + 1;
	return tail + strspn(tail, " ");
}

static const char *short_name(struct doc *d, const char *name)
{
	size_t len = utf8_fit(name, HEAD_MOST), word = len;
	char *head;

	if (utf8_width(name) <= NAME_MOST)
		return name;
	while (word > 0 && name[word] != ' ')
		word--;
	head = arena_strndup(&d->arena, name, word);
	if (utf8_width(head) < HEAD_LEAST)
		head = arena_strndup(&d->arena, name, len);
	return arena_printf(&d->arena, "%s \u2026 %s", head, tail_of(name));
}

static const char *replaced(struct doc *d, const char *text, const char *name,
			    const char *with)
{
	struct strbuf s = STRBUF_INIT;
	size_t len = strlen(name);
	const char *all, *at;

	for (; (at = strstr(text, name)); text = at + len)
		strbuf_printf(&s, "%.*s%s", (int)(at - text), text, with);
	strbuf_puts(&s, text);
	all = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return all;
}

static bool is_alone(const char *const *name, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (k != i && !strcmp(name[k], name[i]))
			return false;
	return true;
}

const char *short_names(struct doc *d, const struct report_input *in,
			const char *text)
{
	size_t n;
	const char **workflow = workflows_all(d, in, &n);
	const char **name, **brief;

	if (in->now.kind != PERIOD_QUARTER)
		return text;
	name = arena_array(&d->arena, n + 1, sizeof *name);
	brief = arena_array(&d->arena, n + 1, sizeof *brief);
	for (size_t i = 0; i < n; i++) {
		name[i] = workflow_name(d, in, workflow[i]);
		brief[i] = short_name(d, name[i]);
	}
	for (size_t i = 0; i < n; i++)
		if (brief[i] != name[i] && is_alone(brief, n, i))
			text = replaced(d, text, name[i], brief[i]);
	return text;
}
