#include <string.h>

#include "report/blocks/said.h"
#include "report/blocks/short_names.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define CANNOT_MAX 3

/* "Escape rate needs defects found after publication; ...": the six numbers
 * that nothing measures yet, and what nothing here ever measures. */
static const char *not_measured(struct doc *d, const struct report_input *in)
{
	struct strbuf s = STRBUF_INIT;
	const char *text;

	for (size_t i = 0; i < COUNT_OF(six_numbers); i++)
		if (six_number_missing(in, &six_numbers[i]))
			strbuf_printf(&s, "%s%s needs %s",
				      s.len ? "; " : "", s.len ?
				      first_lower(d, six_numbers[i].label) :
				      six_numbers[i].label,
				      six_numbers[i].needs);
	strbuf_printf(&s, "%sow good a person is: nothing here ranks people.",
		      s.len ? ". H" : "H");
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

/* On paper it is a paragraph, so that the first page holds it. */
static void paragraph(struct doc *d, struct part *p,
		      const struct report_input *in)
{
	struct strbuf s = STRBUF_INIT;
	const struct finding *f;

	strbuf_puts(&s, BOLD_ON "What we cannot say yet." BOLD_OFF);
	for (size_t i = 0; i < CANNOT_MAX &&
			   (f = finding_at(in, FINDING_CANNOT_SAY, i)); i++)
		strbuf_printf(&s, " %s: %s", clean(d, f->title),
			      rich_clean(d, f->sentence));
	strbuf_printf(&s, " %s", not_measured(d, in));
	part_add_text(d, p, block_cannot_say.id, TEXT_NOTE,
		      short_names(d, in, s.s));
	strbuf_release(&s);
}

static void cannot_say_build(struct doc *d, struct part *p,
			     const struct template_block *t,
			     const struct report_input *in)
{
	struct element *e;
	struct list_item *item;

	if (in->now.kind == PERIOD_QUARTER) {
		paragraph(d, p, in);
		return;
	}
	findings_list(d, p, t, &block_cannot_say, in, FINDING_CANNOT_SAY,
		      CANNOT_MAX, "What we cannot say yet",
		      "Every number of this report can be said.");
	e = &p->element[p->n - 1];
	item = arena_array(&d->arena, e->as.list.n + 1, sizeof *item);
	if (e->as.list.n)
		memcpy(item, e->as.list.item, e->as.list.n * sizeof *item);
	item[e->as.list.n++] = (struct list_item){
		.big = "", .title = "Not measured", .body = not_measured(d, in),
		.tone = TONE_MUTED
	};
	e->as.list.item = item;
}

const struct block block_cannot_say = {
	.id = "cannot_say",
	.help = "what we cannot say yet, and what it takes to say it",
	.span = 12,
	.build = cannot_say_build,
};
