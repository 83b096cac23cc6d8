/*
 * Characters that pages cannot show: what stands for them, and where that is
 * said.
 *
 * A run of them becomes a box and letters, the same for the same run: two
 * names in a script the font lacks can be told apart, and a table on the page
 * on data quality says what each is. A copy of the text and a reader that
 * speaks get the name itself (pdf_content.c).
 */
#include <string.h>

#include "base/utf8.h"
#include "render/layout.h"
#include "render/script.h"

#define POINTS_MOST 12		/* characters listed of one run */
#define QUALITY_PART "data_quality"

/* 0 = a, 25 = z, 26 = Aa: the small letter says that it ends there. */
static const char *letters(struct arena *a, size_t i)
{
	char buf[16];
	size_t at = sizeof buf - 2;

	buf[at] = (char)('a' + i % 26);
	buf[at + 1] = '\0';
	for (i /= 26; i; i = (i - 1) / 26)
		buf[--at] = (char)('A' + (i - 1) % 26);
	return arena_strdup(a, buf + at);
}

const char *missing_shown(struct maker *m, const char *run, size_t len,
			  const char *text)
{
	struct layout *l = m->out;
	struct strbuf sb = STRBUF_INIT;
	struct missing *new;

	for (size_t i = 0; i < l->n_missing; i++) {
		struct missing *old = &l->missing[i];

		if (strlen(old->run) != len || memcmp(old->run, run, len))
			continue;
		if (strlen(text) < strlen(old->text))
			old->text = arena_strdup(m->arena, text);
		return old->shown;
	}
	arena_reserve(m->arena, &l->missing, l->n_missing, &l->cap_missing);
	new = &l->missing[l->n_missing];
	utf8_put(&sb, m->fallback);
	strbuf_puts(&sb, letters(m->arena, l->n_missing++));
	*new = (struct missing){
		.run = arena_strndup(m->arena, run, len),
		.text = arena_strdup(m->arena, text),
		.shown = arena_strndup(m->arena, sb.s, sb.len)
	};
	strbuf_release(&sb);
	return new->shown;
}

const struct missing *missing_in(const struct layout *l, const char *s,
				 size_t len, size_t *at)
{
	const struct missing *first = NULL;

	for (size_t i = 0; i < l->n_missing; i++) {
		const char *shown = l->missing[i].shown;
		const char *hit = memmem(s, len, shown, strlen(shown));

		if (hit && (!first || (size_t)(hit - s) < *at)) {
			first = &l->missing[i];
			*at = (size_t)(hit - s);
		}
	}
	return first;
}

/* "U+6771 U+4EAC" */
static const char *points_words(struct arena *a, const char *run)
{
	const char *end = run + strlen(run), *words = "";
	size_t n = 0;

	while (run < end && n < POINTS_MOST) {
		uint32_t cp = utf8_next(&run, end);

		if (cp == ' ')
			continue;
		words = arena_printf(a, "%s%sU+%04X", words, *words ? " " : "",
				     (unsigned)cp);
		n++;
	}
	return run < end ? arena_printf(a, "%s \u2026", words) : words;
}

/* "Japanese, Chinese characters" */
static const char *scripts_words(struct arena *a, const char *run)
{
	const char *end = run + strlen(run), *words = "";

	while (run < end) {
		uint32_t cp = utf8_next(&run, end);
		const char *name = script_name(cp);

		if (cp != ' ' && !char_is_shapeless(cp) && !strstr(words, name))
			words = arena_printf(a, "%s%s%s", words,
					     *words ? ", " : "", name);
	}
	return words;
}

static void table_fill(struct doc *d, struct table *t, const struct layout *l)
{
	static const struct column column[] = {
		{ "Shown as", ALIGN_LEFT, 8, false },
		{ "In", ALIGN_LEFT, 40, true },
		{ "Script", ALIGN_LEFT, 20, true },
		{ "Its characters", ALIGN_LEFT, 40, true },
	};

	t->title = "Names with characters that pages cannot show";
	t->subtitle = arena_printf(&d->arena, "A box with letters stands for "
				   "what the font %s lacks or would have to "
				   "shape; the workbook, the terminal and "
				   "copied text have the names themselves",
				   d->theme.font);
	table_columns(d, t, column, sizeof column / sizeof *column);
	for (size_t i = 0; i < l->n_missing; i++) {
		const struct missing *miss = &l->missing[i];
		struct cell *c = table_row(d, t);

		c[0] = cell_text(miss->shown);
		c[1] = cell_text(miss->text);
		c[2] = cell_text(scripts_words(&d->arena, miss->run));
		c[3] = cell_text(points_words(&d->arena, miss->run));
	}
}

size_t missing_part(const struct doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (strcmp(d->part[i].id, QUALITY_PART) == 0)
			return i;
	return d->n - 1;
}

void missing_told(struct doc *out, const struct doc *d,
		  const struct layout *l)
{
	struct part *p;

	*out = *d;
	out->arena = (struct arena){ 0 };
	out->part = arena_array(&out->arena, d->n, sizeof *d->part);
	memcpy(out->part, d->part, d->n * sizeof *d->part);
	p = &out->part[missing_part(d)];
	p->cap = p->n;		/* what follows goes into a copy */
	table_fill(out, &part_add(out, p, ELEMENT_TABLE, "missing",
				  GRID_COLUMNS)->as.table, l);
}
