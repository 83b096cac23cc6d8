/* Texts: what came from outside, and small words around numbers. */
#include "report/blocks/words.h"

#include <string.h>

#include "base/num.h"

const char *clean(struct doc *d, const char *s)
{
	return clean_in(&d->arena, s);
}

const char *clean_in(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s ? s : ""), *to = copy;

	for (const char *p = copy; *p; p++) {
		bool control = (unsigned char)*p < 0x20 || *p == 0x7f;

		if (*p != BOLD_ON[0] && *p != BOLD_OFF[0])
			*to++ = control ? ' ' : *p;
	}
	*to = '\0';
	return copy;
}

/* Bold that does not pair is dropped as a whole: the words matter. */
const char *rich_clean(struct doc *d, const char *s)
{
	char *copy = arena_strdup(&d->arena, s ? s : "");
	bool bold = false, pairs = true;

	for (char *p = copy; *p; p++) {
		if (*p == BOLD_ON[0] || *p == BOLD_OFF[0]) {
			pairs = pairs && bold != (*p == BOLD_ON[0]);
			bold = *p == BOLD_ON[0];
		} else if ((unsigned char)*p < 0x20 || *p == 0x7f) {
			*p = ' ';
		}
	}
	if (pairs && !bold)
		return copy;

	struct strbuf plain = STRBUF_INIT;

	rich_plain(&plain, copy);
	copy = arena_strdup(&d->arena, plain.s);
	strbuf_release(&plain);
	return copy;
}

const char *first_lower(struct doc *d, const char *s)
{
	char *copy = arena_strdup(&d->arena, s);

	if (*copy >= 'A' && *copy <= 'Z')
		*copy = (char)(*copy - 'A' + 'a');
	return copy;
}

const char *count_words(struct doc *d, int64_t n, const char *noun)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(&d->arena, "%s %s%s",
			    num_text(buf, (double)n, 0), noun,
			    n == 1 ? "" : "s");
}

const char *defect_words(struct doc *d, const char *type)
{
	char *s = arena_strdup(&d->arena, clean(d, type));

	for (char *c = s; *c; c++)
		if (*c == '_')
			*c = ' ';
	return s;
}
