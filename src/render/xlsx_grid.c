#include "render/xlsx_grid.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

#define BODY_POINTS 10.0
#define NARROW_MAX 10.0		/* digits */
#define NARROW 118.0		/* digits: a grid that need not be narrower */
#define WIDTH_WEIGHT 3.0	/* what a digit beyond that costs */
#define HOLE 40.0		/* digits: a hole that counts double */
#define BEHIND_DEAR 50.0
#define ORDERS_MAX 16		/* that are tried */

/* ---- text -------------------------------------------------------- */

/* Advance of ' ' to '~' in hundredths of a digit: the wider of Lato and
 * Helvetica, since a reader without Lato shows something like the other. */
static const unsigned char ascii_advance[95] = {
	50, 50, 64, 100, 100, 160, 123, 35, 60, 60, 73, 105,
	50, 64, 50, 78, 100, 100, 100, 100, 100, 100, 100, 100,
	100, 100, 50, 50, 105, 105, 105, 100, 183, 120, 120, 130,
	131, 120, 110, 140, 132, 50, 90, 120, 100, 160, 132, 140,
	120, 140, 130, 120, 110, 130, 120, 179, 120, 120, 110, 53,
	78, 53, 100, 100, 69, 100, 100, 90, 100, 100, 60, 100,
	100, 41, 41, 90, 41, 150, 100, 100, 100, 100, 63, 90,
	62, 100, 90, 135, 90, 90, 90, 60, 47, 60, 105,
};

static double advance(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7F)
		return ascii_advance[cp - 0x20] / 100.0;
	if (cp < 0x1100)
		return 1.1;
	return cp >= 0x2000 && cp < 0x2070 ? 1.0 : 2.0;
}

static double factor(double points, bool bold)
{
	return points / BODY_POINTS * (bold ? 1.06 : 1.0);
}

double text_digits(const char *s, double points, bool bold)
{
	const char *end = s + strlen(s);
	double line = 0, most = 0;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		line = cp == '\n' ? 0 : line + advance(cp);
		if (line > most)
			most = line;
	}
	return most * factor(points, bold);
}

static bool breaks_after(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n';
}

double word_digits(const char *s, double points, bool bold)
{
	const char *end = s + strlen(s);
	double word = 0, most = 0;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		word = breaks_after(cp) ? 0 : word + advance(cp);
		if (word > most)
			most = word;
	}
	return most * factor(points, bold);
}

/* Words are set one after another; one that is wider than the cell goes on
 * in the next lines. */
unsigned text_line_count(const char *s, double points, bool bold,
			 double width)
{
	const char *end = s + strlen(s);
	double by = factor(points, bold), line = 0;
	unsigned lines = 1;

	/* a hair more: sums of the same widths differ in the last bit */
	width = width < 1 ? 1 : width + 0.01;
	while (s < end) {
		double word = 0;
		uint32_t cp = 0;

		while (s < end) {
			cp = utf8_next(&s, end);
			if (breaks_after(cp))
				break;
			word += advance(cp) * by;
		}
		if (line > 0 && line + word > width) {
			lines++;
			line = 0;
		}
		for (line += word; line > width; line -= width)
			lines++;
		if (cp == '\n') {
			lines++;
			line = 0;
		} else if (breaks_after(cp)) {
			line += advance(cp) * by;
		}
	}
	return lines;
}

/* ---- the grid ---------------------------------------------------- */

uint32_t strip_cell(const struct strip_column *c)
{
	return c->right ? c->last : c->first;
}

double grid_span(const struct grid *g, uint32_t first, uint32_t last)
{
	double w = 0;

	for (uint32_t c = first; c <= last && c < g->n; c++)
		w += g->width[c];
	return w;
}

static double shortfall(const struct grid *g, const struct strip_column *c,
			uint32_t first, uint32_t last)
{
	double have;

	if (c->one_cell)
		have = g->width[c->right ? last : first];
	else
		have = grid_span(g, first, last);
	return have < c->want ? c->want - have : 0;
}

/* What it costs to give column c this run: empty room counts once, making the
 * grid wider counts more, because every other table gets wider with it. */
static double run_cost(const struct grid *g, const struct strip_column *c,
		       uint32_t first, uint32_t last)
{
	double lack, room;

	if (first >= g->n)
		return first == last ? c->want : DBL_MAX / 4;
	if (last > g->n || (last == g->n && c->one_cell && !c->right))
		return DBL_MAX / 4;
	if (last == g->n) {
		room = grid_span(g, first, last);
		lack = c->want - (c->one_cell ? 0 : room);
		/* a number in a new cell leaves all cells before it empty */
		return lack <= 0 ? DBL_MAX / 4 : lack + 0.5 * (last - first) +
		       (c->one_cell ? room : 0);
	}
	lack = shortfall(g, c, first, last);
	room = grid_span(g, first, last) - c->want;
	return g->dear * lack + (room > 0 ? room : 0) + 0.5 * (last - first);
}

/* A list's narrow first column ("0–3") comes first in the grid, so that it
 * does not get the width of a name in the table below. */
static void seed_narrow(struct grid *g, struct strip *const *strip, size_t n)
{
	double narrow = 0;

	for (size_t i = 0; i < n; i++) {
		double want = strip[i]->n > 1 ? strip[i]->column[0].want : 0;

		if (strip[i]->dense)
			return;
		if (strip[i]->behind)
			continue;
		if (want <= NARROW_MAX && strip[i]->n <= 4)
			narrow = fmax(narrow, want);
	}
	if (narrow > 0)
		g->width[g->n++] = narrow;
}

/* Widen the cell that lacks room, or add columns. */
static void grid_grow(struct grid *g, const struct strip *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct strip_column *c = &s->column[i];
		uint32_t cell;

		for (; g->n <= c->last; g->n++)
			g->width[g->n] = 0;
		cell = c->one_cell ? strip_cell(c) : c->last;
		g->width[cell] += shortfall(g, c, c->first, c->last);
	}
}

static void solve_dense(struct grid *g, struct strip *s)
{
	for (size_t i = 0; i < s->n; i++)
		s->column[i].first = s->column[i].last = (uint32_t)i;
	grid_grow(g, s);
}

/*
 * best[i][e]: the cheapest way for the first i columns to take the first e
 * grid columns. Columns beyond the grid are new ones. The last column may
 * leave the rest of the grid free.
 */
static void solve_runs(struct grid *g, struct strip *s, struct arena *a)
{
	size_t ends = g->n + s->n + 1;
	double *best = arena_array(a, (s->n + 1) * ends, sizeof *best);
	uint32_t *from = arena_array(a, (s->n + 1) * ends, sizeof *from);
	size_t end = 0;

	if (ends > GRID_MAX)
		BUG("a table of %zu columns", s->n);
	for (size_t i = 0; i < (s->n + 1) * ends; i++)
		best[i] = DBL_MAX / 4;
	best[0] = 0;
	for (size_t i = 0; i < s->n; i++) {
		for (size_t b = i; b < ends - 1; b++) {
			if (best[i * ends + b] >= DBL_MAX / 4)
				continue;
			for (size_t e = b + 1; e < ends; e++) {
				double cost = best[i * ends + b] +
					run_cost(g, &s->column[i], (uint32_t)b,
						 (uint32_t)e - 1);
				double *to = &best[(i + 1) * ends + e];

				if (cost < *to) {
					*to = cost;
					from[(i + 1) * ends + e] = (uint32_t)b;
				}
			}
		}
	}
	for (size_t e = 1; e < ends; e++)
		if (!end || best[s->n * ends + e] < best[s->n * ends + end])
			end = e;
	for (size_t i = s->n; i > 0; i--) {
		s->column[i - 1].last = (uint32_t)end - 1;
		end = from[i * ends + end];
		s->column[i - 1].first = (uint32_t)end;
	}
	grid_grow(g, s);
}

static double total_want(const struct strip *s)
{
	double want = 0;

	for (size_t i = 0; i < s->n; i++)
		want += s->column[i].want;
	return want;
}

static bool goes_before(const struct strip *a, const struct strip *b)
{
	if (a->n != b->n)
		return a->n > b->n;
	return total_want(a) < total_want(b);
}

/* ---- which order ------------------------------------------------- */

/* The table with most columns makes the grid for the others, of those the
 * narrowest; but `first` before all. */
static void fit_all(struct grid *g, struct strip *const *strip, size_t n,
		    size_t first, struct arena *a)
{
	bool *done = arena_array(a, n, sizeof *done);

	seed_narrow(g, strip, n);
	for (size_t i = 0; i < n; i++) {
		done[i] = strip[i]->dense || strip[i]->behind;
		if (strip[i]->dense)
			solve_dense(g, strip[i]);
	}
	for (;;) {
		size_t next = n;

		for (size_t i = 0; i < n; i++)
			if (!done[i] && (i == first || next == n ||
					 (next != first &&
					  goes_before(strip[i], strip[next]))))
				next = i;
		if (next == n)
			break;
		done[next] = true;
		if (strip[next]->n)
			solve_runs(g, strip[next], a);
	}
}

/* A hole of twice the width is more than twice as bad; a last column ends
 * where it ends. */
static double holes(const struct grid *g, const struct strip *s)
{
	double sum = 0;

	for (size_t i = 0; i + 1 < s->n; i++) {
		const struct strip_column *c = &s->column[i];
		double room = grid_span(g, c->first, c->last) - c->want;

		if (room > 0)
			sum += room + room * room / HOLE;
	}
	return sum;
}

static double badness(const struct grid *g, struct strip *const *strip,
		      size_t n)
{
	double sum = WIDTH_WEIGHT * fmax(0, grid_span(g, 0, g->n) - NARROW);

	for (size_t i = 0; i < n; i++)
		if (!strip[i]->behind && !strip[i]->dense)
			sum += holes(g, strip[i]);
	return sum;
}

static bool same_wish(const struct strip *a, const struct strip *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (fabs(a->column[i].want - b->column[i].want) > 0.01)
			return false;
	return true;
}

/* Is there one like it before? Its order gives the same grid. */
static bool is_again(struct strip *const *strip, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (same_wish(strip[k], strip[i]))
			return true;
	return strip[i]->dense || strip[i]->behind;
}

void grid_solve(struct grid *g, struct strip **strip, size_t n,
		struct arena *a)
{
	static const double dear[] = { 2, 1.2, 3.5 };
	double least = DBL_MAX, best = dear[0];
	size_t first = n, tried = 0;

	for (size_t i = 0; i <= n && tried < ORDERS_MAX; i++) {
		if (i && is_again(strip, i - 1))
			continue;
		tried++;
		for (size_t k = 0; k < sizeof dear / sizeof *dear; k++) {
			struct grid grid = { .dear = dear[k] };
			struct arena own = { 0 };
			double bad;

			fit_all(&grid, strip, n, i ? i - 1 : n, &own);
			bad = badness(&grid, strip, n);
			arena_release(&own);
			/* a hair is no reason for another order */
			if (bad > least - 0.5)
				continue;
			least = bad;
			best = dear[k];
			first = i ? i - 1 : n;
		}
	}
	*g = (struct grid){ .dear = best };
	fit_all(g, strip, n, first, a);
	/* the numbers behind charts take what there is, and more columns
	 * rather than wider ones: what is read stays as it is */
	g->dear = BEHIND_DEAR;
	for (size_t i = 0; i < n; i++)
		if (strip[i]->behind && !strip[i]->dense && strip[i]->n)
			solve_runs(g, strip[i], a);
}
