/* Where a printed sheet's pages begin. */
#include <math.h>
#include <string.h>

#include "render/xlsx_blocks.h"

#define ROW_POINTS 15.0		/* a row nobody set */
#define ONE_PAGE 1.65		/* pages that are made smaller to be one */
#define POINTS_A_DIGIT 5.8	/* of a column's width, Lato at 10 points */

/* Paper without the margins that xlsx.c sets. */
static double paper_side(const struct planner *p, bool longer)
{
	bool letter = p->doc->paper && !strcmp(p->doc->paper, "Letter");

	return longer ? letter ? 792 : 842 : letter ? 612 : 595;
}

static double paper_height(const struct planner *p)
{
	return paper_side(p, p->sheet->part->portrait) - 88;
}

static double paper_width(const struct planner *p)
{
	return paper_side(p, !p->sheet->part->portrait) - 65;
}

void page_keep(struct planner *p, uint32_t first, uint32_t last)
{
	struct keep *k = arena_vec_add(p->a, &p->keep, &p->n_keeps,
				       &p->cap_keeps, sizeof *k);

	*k = (struct keep){ first, last };
}

static double row_points(const struct xlsx_sheet_plan *s, uint32_t row)
{
	return row < s->n_rows && s->height[row] > 0 ? s->height[row] :
		ROW_POINTS;
}

/* Height of a page in the sheet's own points: a wide sheet is made smaller to
 * fit, so more rows go on a page. */
static double page_points(const struct planner *p)
{
	double width = 0;

	for (uint32_t c = 0; c < p->sheet->n_cols; c++)
		width += p->sheet->width[c] * POINTS_A_DIGIT + 4;
	return paper_height(p) * fmax(1, width / paper_width(p));
}

static double rows_points(const struct xlsx_sheet_plan *s, uint32_t first,
			  uint32_t last)
{
	double points = 0;

	for (uint32_t r = first; r <= last; r++)
		points += row_points(s, r);
	return points;
}

/* Height of the most that begins in this row and stays together, and fits a
 * page at all. */
static double together_points(const struct planner *p, size_t next,
			      uint32_t row, double page)
{
	double most = 0;

	for (; next < p->n_keeps && p->keep[next].first == row; next++) {
		double points = rows_points(p->sheet, row,
					    p->keep[next].last);

		if (points <= page && points > most)
			most = points;
	}
	return most;
}

void page_break_rows(struct planner *p)
{
	struct xlsx_sheet_plan *s = p->sheet;
	double page = page_points(p), used = 0;
	size_t next = 0;

	/* a part for the meeting is one sheet of paper, if it can be read */
	s->one_page = !s->part->reference &&
		      rows_points(s, 0, s->print_row) <= page * ONE_PAGE;
	if (s->one_page)
		return;
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
