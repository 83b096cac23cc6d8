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
	struct box sheet = { 0, 0, l->width, l->height };

	if (!finite_op(op))
		return err_set(err, ERR_SOFTWARE,
			       "page %zu: \"%s\" stands at a place that is "
			       "no number", page + 1, op_words(op));
	if (!inside(op->box, op->frame ? sheet : l->content))
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
