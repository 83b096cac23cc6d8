/* The layout's promises, checked on the finished display list. */
#include <math.h>
#include <stdlib.h>

#include "render/pdf_layout.h"

/* Half a point: a line's own width, and rounding. */
#define SLACK 0.5

static bool inside(struct box in, struct box out)
{
	return in.x >= out.x - SLACK && in.y >= out.y - SLACK &&
	       in.x + in.w <= out.x + out.w + SLACK &&
	       in.y + in.h <= out.y + out.h + SLACK;
}

static bool apart(const struct op *a, const struct op *b)
{
	return a->box.x + a->box.w <= b->box.x + SLACK ||
	       b->box.x + b->box.w <= a->box.x + SLACK ||
	       a->box.y + a->box.h <= b->box.y + SLACK ||
	       b->box.y + b->box.h <= a->box.y + SLACK;
}

static bool finite_op(const struct op *op)
{
	double sum = op->box.x + op->box.y + op->box.w + op->box.h +
		     op->baseline + op->size + op->width + op->radius +
		     op->tracking;

	for (size_t i = 0; i < op->n_point; i++)
		sum += op->point[i].x + op->point[i].y;
	return isfinite(sum);
}

static const char *op_words(const struct op *op)
{
	return op->type == OP_TEXT ? op->text : "a drawing";
}

static int check_op(const struct layout *l, size_t page, const struct op *op,
		    struct err *err)
{
	const struct page *p = &l->page[page];
	struct box sheet = { 0, 0, p->width, p->height };

	if (!finite_op(op))
		return err_set(err, ERR_SOFTWARE,
			       "page %zu: \"%s\" stands at a place that is "
			       "no number", page + 1, op_words(op));
	if (!inside(op->box, op->frame ? sheet : p->content))
		return err_set(err, ERR_SOFTWARE,
			       "page %zu: \"%s\" leaves the page: "
			       "%.1f,%.1f to %.1f,%.1f", page + 1,
			       op_words(op), op->box.x, op->box.y,
			       op->box.x + op->box.w, op->box.y + op->box.h);
	return 0;
}

static int by_top(const void *a, const void *b)
{
	const struct op *const *x = a, *const *y = b;
	double d = (*x)->box.y - (*y)->box.y;

	return d < 0 ? -1 : d > 0;
}

/* Texts sorted by their top: only near ones need a look at each other. */
static int check_texts(const struct op **text, size_t n, size_t page,
		       struct err *err)
{
	qsort(text, n, sizeof *text, by_top);
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			if (text[j]->box.y >=
			    text[i]->box.y + text[i]->box.h)
				break;
			if (apart(text[i], text[j]))
				continue;
			return err_set(err, ERR_SOFTWARE,
				       "page %zu: \"%s\" lies on \"%s\" at "
				       "%.1f,%.1f", page + 1, text[i]->text,
				       text[j]->text, text[j]->box.x,
				       text[j]->box.y);
		}
	return 0;
}

/* ---- elements ---- */

static struct box box_around(struct box a, struct box b)
{
	double x = fmin(a.x, b.x), y = fmin(a.y, b.y);

	return (struct box){ x, y, fmax(a.x + a.w, b.x + b.w) - x,
			     fmax(a.y + a.h, b.y + b.h) - y };
}

/* The boxes of a page's elements; `op.element` is one of them. */
static size_t element_boxes(const struct page *page, struct op *out)
{
	size_t n = 0;

	for (size_t i = 0; i < page->n; i++) {
		const struct op *o = &page->op[i];
		size_t k = n;

		if (o->frame || o->type == OP_LINK)
			continue;
		while (k > 0 && out[k - 1].element != o->element)
			k--;
		if (k == 0)
			out[n++] = *o;
		else
			out[k - 1].box = box_around(out[k - 1].box, o->box);
	}
	return n;
}

static int check_elements(const struct page *page, size_t number,
			  struct err *err)
{
	struct op *e = xcalloc(page->n + 1, sizeof *e);
	size_t n = element_boxes(page, e);
	int ret = 0;

	for (size_t i = 0; i < n && ret == 0; i++)
		for (size_t j = i + 1; j < n && ret == 0; j++)
			if (!apart(&e[i], &e[j]))
				ret = err_set(err, ERR_SOFTWARE, "page %zu: "
					      "elements %zu and %zu overlap "
					      "at %.1f,%.1f", number + 1,
					      e[i].element, e[j].element,
					      e[j].box.x, e[j].box.y);
	free(e);
	return ret;
}

static int check_tags(const struct layout *l, size_t number, struct err *err)
{
	const struct page *page = &l->page[number];

	for (size_t i = 0; i < page->n; i++) {
		const struct op *o = &page->op[i];

		if (o->type != OP_TEXT || o->frame || o->heading ||
		    tag_holds(l->tag[o->tag].kind))
			continue;
		return err_set(err, ERR_SOFTWARE,
			       "page %zu: \"%s\" has no tag", number + 1,
			       o->text);
	}
	return 0;
}

int layout_check_apart(const struct layout *l, struct err *err)
{
	for (size_t i = 0; i < l->n; i++)
		if (check_elements(&l->page[i], i, err) < 0 ||
		    check_tags(l, i, err) < 0)
			return -1;
	return 0;
}

/* ---- pages ---- */

static int check_page(const struct layout *l, size_t i, struct err *err)
{
	const struct page *page = &l->page[i];
	const struct op **text;
	size_t n = 0;
	int ret = 0;

	for (size_t k = 0; k < page->n; k++)
		if (check_op(l, i, &page->op[k], err) < 0)
			return -1;
	text = xcalloc(page->n + 1, sizeof(const struct op *));
	for (size_t k = 0; k < page->n; k++)
		if (page->op[k].type == OP_TEXT)
			text[n++] = &page->op[k];
	ret = check_texts(text, n, i, err);
	free(text);
	return ret;
}

int layout_check(const struct layout *l, struct err *err)
{
	for (size_t i = 0; i < l->n; i++)
		if (check_page(l, i, err) < 0)
			return -1;
	return 0;
}
