/* The tree of tags: what each operation is, in reading order. */
#include "render/layout.h"

bool tag_holds(enum tag_kind kind)
{
	switch (kind) {
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_P:
	case TAG_LABEL:
	case TAG_LINK:
	case TAG_COLUMN_HEAD:
	case TAG_ROW_HEAD:
	case TAG_CELL:
	case TAG_FIGURE:
		return true;
	default:
		return false;
	}
}

size_t tag_open(struct maker *m, enum tag_kind kind, const char *text)
{
	struct layout *l = m->out;

	arena_reserve(m->arena, &l->tag, l->n_tag, &l->cap_tag);
	l->tag[l->n_tag] = (struct tag){ kind, m->tag, text };
	m->tag = l->n_tag++;
	return m->tag;
}

void tag_close(struct maker *m)
{
	m->tag = m->out->tag[m->tag].parent;
}

size_t tag_enter(struct maker *m, size_t tag)
{
	size_t was = m->tag;

	m->tag = tag;
	return was;
}

enum tag_kind heading_tag(const struct maker *m)
{
	return m->section ? TAG_H3 : TAG_H2;
}

struct mark *page_marks(struct arena *a, const struct page *p, size_t *n)
{
	struct mark *mark = arena_array(a, p->n + 1, sizeof *mark);

	*n = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct op *o = &p->op[i];
		struct mark *last = *n ? &mark[*n - 1] : NULL;
		const struct op *first = last ? &p->op[last->first] : NULL;

		if (o->type == OP_LINK)
			continue;
		if (last && last->tag == o->tag && !o->halo && !o->actual &&
		    !first->actual && first->frame == o->frame)
			last->last = i + 1;
		else
			mark[(*n)++] = (struct mark){ o->tag, i, i + 1 };
	}
	return mark;
}

static bool stays_empty(enum tag_kind kind)
{
	return kind == TAG_ROW || kind == TAG_CELL ||
	       kind == TAG_COLUMN_HEAD || kind == TAG_ROW_HEAD;
}

bool *tags_used(struct arena *a, const struct layout *l)
{
	bool *used = arena_array(a, l->n_tag + 1, sizeof *used);

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->page[i].n; k++)
			used[l->page[i].op[k].tag] = true;
	for (size_t i = l->n_tag; i-- > 1;)
		if (used[i])
			used[l->tag[i].parent] = true;
	for (size_t i = 1; i < l->n_tag; i++)
		if (stays_empty(l->tag[i].kind) && used[l->tag[i].parent])
			used[i] = true;
	return used;
}
