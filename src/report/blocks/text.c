#include <string.h>

#include "report/blocks/table.h"
#include "report/blocks/words.h"

/* An empty line begins a paragraph, as in the YAML people write. */
static void text_build(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	const char *rest = t->text ? t->text : "";
	size_t before = p->n;

	(void)in;
	while (*rest) {
		const char *end = strstr(rest, "\n\n");
		size_t len = end ? (size_t)(end - rest) : strlen(rest);
		const char *words = clean(d, arena_strndup(&d->arena, rest,
							   len));

		while (*words == ' ')
			words++;
		if (*words)
			part_add_text(d, p, block_text.id, TEXT_BODY, words);
		rest += len;
		while (*rest == '\n')
			rest++;
	}
	if (p->n == before)
		part_add_text(d, p, block_text.id, TEXT_NOTE,
			      "This block has no text: add one in the "
			      "template, as in {block: text, text: \"Our own "
			      "words.\"}.");
}

const struct block block_text = {
	.id = "text",
	.help = "your own words, from the template",
	.span = 12,
	.build = text_build,
};
