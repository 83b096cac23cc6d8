/* Columns of pieces onto pages. */
#include <math.h>

#include "render/layout.h"

#define EPSILON 1e-6
#define LITTLE 0.25	/* of a page: what is not broken in an appendix */

static double top_of(const struct flow *f)
{
	return f->m->out->content.y;
}

static double bottom_of(const struct flow *f)
{
	return f->m->out->content.y + f->m->out->content.h;
}

static void page_new(struct maker *m, size_t part)
{
	struct layout *l = m->out;

	arena_reserve(m->arena, &l->page, l->n, &l->cap);
	l->page[l->n++] = (struct page){ .part = part, .width = l->width,
					 .height = l->height,
					 .content = l->content };
}

void flow_part(struct flow *f, size_t part)
{
	page_new(f->m, part);
	f->page = f->m->out->n - 1;
	f->y = top_of(f);
}

static void piece_place(struct flow *f, const struct piece *p, size_t page,
			double x, double y)
{
	for (size_t i = 0; i < p->n; i++)
		page_add(f->m, &f->m->out->page[page], &p->op[i], x, y);
}

/* Pieces from `first` that may not be parted: their height, first gap off.
 * Of a chain that no page holds, as much as one does. */
static double chain_height(const struct stack *c, size_t first, double air,
			   double room)
{
	double sum = c->piece[first]->height;

	for (size_t i = first; i + 1 < c->n && c->piece[i]->keep_next; i++) {
		const struct piece *next = c->piece[i + 1];

		if (sum + next->gap * air + next->height > room)
			break;
		sum += next->gap * air + next->height;
	}
	return sum;
}

double stack_height(const struct stack *c, double air)
{
	double sum = 0;

	for (size_t i = 0; i < c->n; i++)
		sum += (i ? c->piece[i]->gap * air : 0) +
		       c->piece[i]->height;
	return sum;
}

/* What must fit below for the column to begin there at all: three pieces,
 * one where every piece is an item that stands for itself. */
static double head_height(const struct stack *c, double air)
{
	double sum = 0;
	int ends = 0, want = c->flows ? 1 : 3;

	for (size_t i = 0; i < c->n && ends < want; i++) {
		sum += (i ? c->piece[i]->gap * air : 0) +
		       c->piece[i]->height;
		ends += !c->piece[i]->keep_next;
	}
	return sum;
}

/* The page after `page` in the same part. */
static size_t next_page(struct flow *f, size_t page)
{
	if (page + 1 == f->m->out->n)
		page_new(f->m, f->m->out->page[page].part);
	return page + 1;
}

/* Right under what leads the page, a chain that is longer than the rest is
 * cut like one that no page holds: the lead would stand alone. */
static bool must_turn(const struct flow *f, const struct stack *c, size_t i,
		      double y, bool led)
{
	const struct piece *p = c->piece[i];
	double gap = i ? p->gap * f->m->air : 0;
	double rest = bottom_of(f) - y - gap + EPSILON;
	double room = bottom_of(f) - top_of(f);

	if (p->repeat)
		room -= p->repeat->height;
	if (led && i == 0)
		room = rest;
	return chain_height(c, i, f->m->air, room) > rest;
}

static void stack_place(struct flow *f, const struct stack *c, size_t *page,
			double *y, bool led)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct piece *p = c->piece[i];

		if (*y > top_of(f) + EPSILON) {
			if (must_turn(f, c, i, *y, led)) {
				*page = next_page(f, *page);
				*y = top_of(f);
				if (p->repeat) {
					piece_place(f, p->repeat, *page, 0, *y);
					*y += p->repeat->height;
				}
			} else if (i) {
				*y += p->gap * f->m->air;
			}
		}
		piece_place(f, p, *page, 0, *y);
		*y += p->height;
	}
}

/* Does the group begin here, or is a fresh page better? */
static bool begins_here(const struct flow *f, double lead,
			struct stack *const *col, size_t n)
{
	double rest = bottom_of(f) - f->y - lead + EPSILON;
	double room = bottom_of(f) - top_of(f);
	double whole = 0, head = 0;
	bool solid = false, flows = true;

	for (size_t i = 0; i < n; i++) {
		whole = fmax(whole, stack_height(col[i], f->m->air));
		head = fmax(head, head_height(col[i], f->m->air));
		solid = solid || col[i]->solid;
		flows = flows && col[i]->flows;
	}
	if (whole <= rest)
		return true;
	if (f->m->small && solid && whole < LITTLE * room)
		return false;
	if (!f->m->small && !flows && lead + whole <= room &&
	    (solid || whole < 0.45 * room))
		return false;
	return head <= rest;
}

void flow_place(struct flow *f, const struct stack *lead,
		struct stack *const *col, size_t n, double gap)
{
	bool fresh = f->y <= top_of(f) + EPSILON;
	double air = f->m->air;
	double above = lead ? stack_height(lead, air) : 0;
	double first = (lead ? lead->piece[0]->gap : gap) * air;
	double between = lead && n ? gap * air : 0;
	size_t start;
	size_t last;
	double y, lowest;

	if (!fresh && !begins_here(f, first + above + between, col, n)) {
		f->page = next_page(f, f->page);
		f->y = top_of(f);
		fresh = true;
	}
	if (!fresh)
		f->y += first;
	if (lead) {
		stack_place(f, lead, &f->page, &f->y, false);
		f->y += between;
	}
	start = last = f->page;
	lowest = y = f->y;
	for (size_t i = 0; i < n; i++) {
		size_t page = start;
		double at = y;

		stack_place(f, col[i], &page, &at, fresh && lead);
		if (page > last) {
			last = page;
			lowest = at;
		} else if (page == last) {
			lowest = fmax(lowest, at);
		}
	}
	f->page = last;
	f->y = lowest;
}

/* ---- columns --------------------------------------------------------------- */

#define COLUMN_START 90.0	/* room for which columns begin on a page */

/* A stack in columns: how much room the page has for them. */
struct columns {
	const struct stack *text;
	size_t n;
	double air, room;
};

/* The piece behind those that may not be parted from piece i; of more than
 * the page has room for, piece by piece. */
static size_t chain_end(const struct columns *c, size_t i)
{
	const struct stack *t = c->text;
	size_t end = i;

	if (chain_height(t, i, c->air, INFINITY) > c->room)
		return i + 1;
	while (end + 1 < t->n && t->piece[end]->keep_next)
		end++;
	return end + 1;
}

/* The piece behind those from `i` that one column of that height holds. */
static size_t column_end(const struct columns *c, size_t i, double height)
{
	const struct stack *t = c->text;
	const struct piece *again = i < t->n ? t->piece[i]->repeat : NULL;
	size_t first = i, end;
	double sum = again ? again->height : 0;

	for (; i < t->n; i = end) {
		end = chain_end(c, i);
		for (size_t k = i; k < end; k++)
			sum += (k > first ? t->piece[k]->gap * c->air : 0) +
			       t->piece[k]->height;
		if (i > first && sum > height + EPSILON)
			break;
	}
	return i;
}

static bool columns_hold(const struct columns *c, size_t i, double height)
{
	for (size_t k = 0; k < c->n; k++)
		i = column_end(c, i, height);
	return i >= c->text->n;
}

/* The least height at which the columns hold the rest, if the room does. */
static double columns_height(const struct columns *c, size_t i)
{
	double lo = 0, hi = c->room;

	if (!columns_hold(c, i, hi))
		return hi;
	for (int k = 0; k < 20; k++) {
		double mid = (lo + hi) / 2;

		if (columns_hold(c, i, mid))
			hi = mid;
		else
			lo = mid;
	}
	return hi;
}

/* Pieces first..last from y on; returns where they end. */
static double column_place(struct flow *f, const struct stack *c,
			   size_t first, size_t last, double x, double y)
{
	const struct piece *again = first < last ? c->piece[first]->repeat :
						   NULL;

	if (again) {
		piece_place(f, again, f->page, x, y);
		y += again->height;
	}
	for (size_t i = first; i < last; i++) {
		if (i > first)
			y += c->piece[i]->gap * f->m->air;
		piece_place(f, c->piece[i], f->page, x, y);
		y += c->piece[i]->height;
	}
	return y;
}

void flow_columns(struct flow *f, const struct stack *lead,
		  struct stack *title, const struct stack *text, double gap)
{
	double step = text->w + COLUMN_GAP, air = f->m->air;
	struct columns c = {
		text, (size_t)((f->m->out->content.w + COLUMN_GAP) / step +
			       0.01), air, 0
	};
	double above = (lead ? stack_height(lead, air) + gap : gap) +
		       stack_height(title, air) + COLUMN_START;
	size_t i = 0;

	if (f->y > top_of(f) + EPSILON && f->y + above > bottom_of(f)) {
		f->page = next_page(f, f->page);
		f->y = top_of(f);
	}
	flow_place(f, lead, &title, title->n ? 1 : 0, gap);
	while (i < text->n) {
		double height, lowest = f->y;

		c.room = bottom_of(f) - f->y;
		height = columns_height(&c, i);
		for (size_t k = 0; k < c.n && i < text->n; k++) {
			size_t end = column_end(&c, i, height);

			lowest = fmax(lowest, column_place(f, text, i, end,
						(double)k * step, f->y));
			i = end;
		}
		f->y = lowest;
		if (i < text->n) {
			f->page = next_page(f, f->page);
			f->y = top_of(f);
			if (text->again) {
				piece_place(f, text->again, f->page, 0, f->y);
				f->y += text->again->height;
			}
		}
	}
}
