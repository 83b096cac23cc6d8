/* Where a printed sheet's pages begin. */
#include <math.h>
#include <string.h>

#include "render/xlsx_blocks.h"

#define ROW_POINTS 15.0		/* a row nobody set */
#define ONE_PAGE 0.68		/* smaller than that nothing is made to fit a
				 * page, but the first sheet */
#define NO_LARGER 0.9		/* of how large it is on more pages: no gain */
#define TOGETHER 0.8		/* of a page: what is higher may be cut */
#define POINTS_A_DIGIT 5.8	/* of a column's width, Lato at 10 points */

struct paper { double width, height; };

/* Without the margins that xlsx.c sets. */
static struct paper paper_of(const struct doc *d, bool portrait)
{
	bool letter = d->paper && !strcmp(d->paper, "Letter");
	double longer = letter ? 792 : 842, shorter = letter ? 612 : 595;

	return (struct paper){
		(portrait ? shorter : longer) - 65,
		(portrait ? longer : shorter) - 88
	};
}

void page_keep(struct planner *p, uint32_t first, uint32_t last,
	       bool may_cut)
{
	struct keep *k = arena_vec_add(p->a, &p->keep, &p->n_keeps,
				       &p->cap_keeps, sizeof *k);

	*k = (struct keep){ first, last, may_cut };
}

static double row_points(const struct xlsx_sheet_plan *s, uint32_t row)
{
	return row < s->n_rows && s->height[row] > 0 ? s->height[row] :
		ROW_POINTS;
}

static double sheet_width(const struct xlsx_sheet_plan *s)
{
	double width = 0;

	for (uint32_t c = 0; c <= s->print_col && c < s->n_cols; c++)
		width += s->width[c] * POINTS_A_DIGIT + 4;
	return width;
}

/* Height of a page in the sheet's own points: a wide sheet is made smaller to
 * fit, so more rows go on a page. */
static double page_points(const struct planner *p)
{
	struct paper paper = paper_of(p->doc, p->sheet->portrait);

	return paper.height * fmax(1, sheet_width(p->sheet) / paper.width);
}

static double rows_points(const struct xlsx_sheet_plan *s, uint32_t first,
			  uint32_t last)
{
	double points = 0;

	for (uint32_t r = first; r <= last; r++)
		points += row_points(s, r);
	return points;
}

/* Height of the most that begins in this row and stays together, and leaves
 * room for something else on its page. */
static double together_points(const struct planner *p, size_t next,
			      uint32_t row, double page)
{
	double most = 0;

	for (; next < p->n_keeps && p->keep[next].first == row; next++) {
		double points = rows_points(p->sheet, row,
					    p->keep[next].last);

		if (points <= (p->keep[next].may_cut ? page * TOGETHER : page)
		    && points > most)
			most = points;
	}
	return most;
}

/* How large all of it is on one page, at most as it is. */
static double page_scale(const struct planner *p, bool portrait)
{
	struct paper paper = paper_of(p->doc, portrait);
	double width = sheet_width(p->sheet);
	double height = rows_points(p->sheet, 0, p->sheet->print_row);

	return fmin(1, fmin(paper.width / width, paper.height / height));
}

/* A part for the meeting is one sheet of paper, if it can be read; the first
 * one is that in any case, on paper that stands if that makes it larger. */
static bool fits_one_page(struct planner *p)
{
	double lying = page_scale(p, false), standing = page_scale(p, true);
	bool first = p->sheet == p->plan->sheet;

	p->sheet->portrait = p->sheet->part->portrait;
	if (p->sheet->part->reference)
		return false;
	p->sheet->portrait |= standing > lying;
	/* what would not be larger on more pages */
	if (first || fmax(lying, standing) >= ONE_PAGE ||
	    lying >= NO_LARGER * fmin(1, paper_of(p->doc, false).width /
				      sheet_width(p->sheet)))
		return true;
	p->sheet->portrait = p->sheet->part->portrait;
	return false;
}

void page_break_rows(struct planner *p)
{
	struct xlsx_sheet_plan *s = p->sheet;
	double page, used = 0;
	size_t next = 0;

	s->one_page = fits_one_page(p);
	if (s->one_page)
		return;
	page = page_points(p);
	for (uint32_t row = 0; row <= s->print_row; row++) {
		double together;

		while (next < p->n_keeps && p->keep[next].first < row)
			next++;
		together = together_points(p, next, row, page);
		if (used > 0 && used + together > page) {
			*(uint32_t *)arena_vec_add(p->a, &s->page_break,
						   &s->n_breaks,
						   &s->cap_breaks,
						   sizeof(uint32_t)) = row;
			used = 0;
		}
		used += row_points(s, row);
		if (used > page)
			used = row_points(s, row);
	}
	/* the library's list ends at 0 */
	if (s->n_breaks)
		*(uint32_t *)arena_vec_add(p->a, &s->page_break, &s->n_breaks,
					   &s->cap_breaks,
					   sizeof(uint32_t)) = 0;
}
