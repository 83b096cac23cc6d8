/* Blocks become cells: rows go down, the grid says which columns. */
#include "render/xlsx_blocks.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/utf8.h"
#include "render/xlsx_text.h"

#define COLUMN_MAX 60.0		/* digits: wider texts break into lines */
#define HEADER_BUTTON 3.0	/* digits of a filter's button */
#define ONE_LINE 1.3		/* times a column's wish: rather a bit wider
				 * than one more line */
#define SENTENCE_DIGITS 60.0	/* a last column that wants so much */
#define SHORT_TEXT 34.0		/* digits that stay on one line anyway */
#define WIDE_TABLE 150.0	/* digits: printed smaller to fit a page */
#define INDENT_DIGITS 1.6
#define PAD_DIGITS 2.2		/* left and right of a text, wished for */
#define WRAP_PAD 1.2		/* ... and there in any case */
#define LINE_FACTOR 1.25	/* height of a line in letters */
#define PAD_POINTS 5.0		/* above and below the lines */
#define LONG_PAD_POINTS 2.5	/* ... of a long table */
#define LONG_ROWS 30		/* to be looked up, not read: rows are low */
#define ROW_MAX 409.0		/* points, Excel's limit */
#define ROW_POINTS 15.0		/* a row nobody set */
#define DATA_ROW_POINTS 19.0
#define LONG_ROW_POINTS 15.0
#define EXCEL_EPOCH 25569.0	/* 1970-01-01 */
#define EXCEL_LARGEST 9.99999999999999e307
#define EXCEL_FIRST 61.0	/* 1900-03-01: earlier days are off by one */

double xlsx_role_points(enum xlsx_role role)
{
	static const double points[] = {
		[ROLE_HEADLINE] = 20, [ROLE_LEAD] = 11, [ROLE_SECTION] = 12,
		[ROLE_BODY] = 10, [ROLE_NOTE] = 9, [ROLE_HEADER] = 9,
		[ROLE_DATA] = 10, [ROLE_DENSE] = 10, [ROLE_TOTAL] = 10,
		[ROLE_FIGURE] = 16, [ROLE_CHART_DATA] = 9,
	};

	return points[role];
}

bool xlsx_role_bold(enum xlsx_role role)
{
	return role == ROLE_SECTION || role == ROLE_HEADER ||
	       role == ROLE_TOTAL;
}

/* ---- what a table wishes ----------------------------------------- */

static const char *words_of(struct planner *p, const struct cell *c)
{
	struct strbuf sb = STRBUF_INIT;
	const char *out;

	if (c->type == CELL_TEXT)
		return xlsx_plain(p->a, c->text ? c->text : "");
	cell_words(&sb, c, p->doc->currency);
	out = arena_strdup(p->a, sb.s);
	strbuf_release(&sb);
	return out;
}

static bool is_number(const struct cell *c)
{
	return c->type == CELL_NUMBER || c->type == CELL_PERCENT ||
	       c->type == CELL_MONEY || c->type == CELL_CHANGE ||
	       c->type == CELL_DATE;
}

static enum xlsx_role cell_role(const struct block_table *t, size_t r,
				size_t c)
{
	if (t->total_row && r + 1 == t->n_rows)
		return ROLE_TOTAL;
	return c == t->figure ? ROLE_FIGURE : t->role;
}

/* Text that follows numbers, or text that fills its cell, keeps away. */
static bool column_indent(const struct block_table *t, size_t c)
{
	return c > 0 && t->column[c].align == ALIGN_LEFT &&
	       (t->column[c - 1].align == ALIGN_RIGHT ||
		(t->column[c - 1].wrap && t->role == ROLE_DATA));
}

static double header_button(const struct block_table *t)
{
	return t->excel_name || t->header_name ? HEADER_BUTTON : 0;
}

struct wish {
	double text, number, word;	/* widest of each */
	double header;			/* on one line */
	bool empty;			/* no row says anything */
	bool fill;			/* a person writes here */
};

/* A header may break between words, but not a word; that of a wide column
 * stays on one line. */
static struct wish header_wish(const struct block_table *t, size_t c)
{
	const char *title = t->column[c].title;
	double points = xlsx_role_points(ROLE_HEADER);
	double pad = PAD_DIGITS + header_button(t);
	struct wish w = { 0 };

	if (t->excel_name && !*title)
		title = EMPTY_HEADER;
	w.word = word_digits(title, points, true) + pad;
	w.header = text_digits(title, points, true) + pad +
		   (column_indent(t, c) ? INDENT_DIGITS : 0);
	if (t->column[c].wrap)
		w.text = fmin(w.header, t->column[c].width);
	return w;
}

static struct wish column_wish(struct planner *p, const struct block_table *t,
			       size_t c)
{
	struct wish w = { 0 };
	const struct column *col = &t->column[c];

	if (t->header)
		w = header_wish(t, c);
	w.empty = true;
	for (size_t r = 0; r < t->n_rows; r++) {
		const struct cell *cell = &t->row[r][c];
		enum xlsx_role role = cell_role(t, r, c);
		const char *words = words_of(p, cell);
		double points = xlsx_role_points(role), wide;
		bool bold = xlsx_role_bold(role) ||
			    cell->tone == TONE_BAD ||
			    cell->tone == TONE_STRONG;

		w.empty &= !*words;
		w.fill |= cell->fill != NULL;
		wide = text_digits(words, points, bold) + PAD_DIGITS;
		wide += column_indent(t, c) ? INDENT_DIGITS : 0;
		if (is_number(cell))
			w.number = fmax(w.number, wide + 1);
		else
			w.text = fmax(w.text, wide);
		if (col->wrap)
			w.word = fmax(w.word, fmin(word_digits(words, points,
							       bold) +
						   PAD_DIGITS, 24));
	}
	return w;
}

/* A table without a number and without a place to fill in is prose: nobody
 * sorts or adds it, so its cells may be merged. */
static bool is_prose(const struct block_table *t)
{
	if (t->excel_name || t->header_name || t->total_row ||
	    t->role == ROLE_CHART_DATA)
		return false;
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t c = 0; c < t->n_columns; c++)
			if (is_number(&t->row[r][c]) || t->row[r][c].input)
				return false;
	return true;
}

/* Is column c the last one and holds sentences? One cell that wide would
 * stretch the tables above it. */
static bool ends_in_sentences(const struct block_table *t, size_t c)
{
	const struct column *col = &t->column[c];

	if (c + 1 != t->n_columns)
		return false;
	return t->merge_last || (col->wrap && !t->excel_name &&
				 !t->header_name &&
				 t->role != ROLE_CHART_DATA &&
				 col->width >= SENTENCE_DIGITS);
}

/* How wide each column would like to be, and what must fit one cell. */
static double measure(struct planner *p, struct block_table *t,
		      double short_text)
{
	struct strip_column *s = t->strip.column;
	bool prose = is_prose(t);
	double total = 0;

	for (size_t c = 0; c < t->n_columns; c++) {
		const struct column *col = &t->column[c];
		struct wish w = column_wish(p, t, c);
		double least = fmax(w.word, w.number), want = w.text;

		s[c].merge = (prose && col->wrap) || ends_in_sentences(t, c);
		if (w.empty || w.fill)
			want = fmax(w.empty ? w.text : 0, col->width);
		else if (col->wrap &&
			 w.text > fmax(col->width * ONE_LINE, short_text))
			want = fmin(w.text, col->width > 0 ? col->width :
				    COLUMN_MAX);
		else if (!col->wrap && col->width > w.text)
			want = fmin(col->width, w.text + 6);
		want = fmin(want, COLUMN_MAX);
		s[c].one_cell = !s[c].merge && (col->wrap || w.number > 0 ||
					      w.text > COLUMN_MAX ||
					      col->align != ALIGN_LEFT ||
					      t->strip.dense);
		/* over several cells a header stays on one line */
		if (!s[c].one_cell)
			least = fmax(least, w.header);
		s[c].want = fmax(fmax(want, least), 3);
		s[c].right = col->align == ALIGN_RIGHT;
		total += s[c].want;
	}
	return total;
}

/* Short texts stay on one line, unless the page would get too wide. */
void table_measure(struct planner *p, struct block_table *t)
{
	t->strip.column = arena_array(p->a, t->n_columns,
				      sizeof *t->strip.column);
	t->strip.n = t->n_columns;
	if (measure(p, t, SHORT_TEXT) > WIDE_TABLE)
		measure(p, t, 0);
}

/* ---- cells ------------------------------------------------------- */

static double line_points(enum xlsx_role role)
{
	return xlsx_role_points(role) * LINE_FACTOR;
}

void row_height(struct planner *p, uint32_t row, double points)
{
	struct xlsx_sheet_plan *s = p->sheet;

	if (row >= XLSX_ROWS) {
		planner_fail(p, "sheet \"%s\" would have more than %d rows",
			     s->name, XLSX_ROWS);
		return;
	}
	if (row >= s->cap_rows) {
		uint32_t cap = row < 64 ? 128 : 2 * (row + 1);
		double *more = arena_array(p->a, cap, sizeof *more);

		if (s->n_rows)
			memcpy(more, s->height, s->n_rows * sizeof *more);
		s->height = more;
		s->cap_rows = cap;
	}
	if (row >= s->n_rows)
		s->n_rows = row + 1;
	s->height[row] = fmax(s->height[row], fmin(points, ROW_MAX));
}

static struct xlsx_place *place(struct planner *p, uint32_t row, uint32_t col,
				enum xlsx_role role)
{
	struct xlsx_sheet_plan *s = p->sheet;
	struct xlsx_place *at = arena_vec_add(p->a, &s->cell, &s->n, &s->cap,
					      sizeof *at);

	at->row = row;
	at->col = at->last_col = col;
	at->style.role = role;
	at->text = "";
	row_height(p, row, 0);
	return at;
}

static void set_text(struct planner *p, struct xlsx_place *at,
		     const char *text)
{
	const char *rich = xlsx_clean(p->a, text, true);

	if (text && utf8_valid_prefix(text, strlen(text)) != strlen(text)) {
		planner_fail(p, "a text is not valid UTF-8");
		return;
	}
	at->text = xlsx_plain(p->a, rich);
	at->rich = at->text == rich ? NULL : rich;
	at->type = *at->text ? XLSX_TEXT : XLSX_BLANK;
	at->style.type = CELL_TEXT;
}

static void set_number(struct planner *p, struct xlsx_place *at,
		       const struct cell *c)
{
	char date[DATE_MAX];
	double v = c->num;

	if (!isfinite(v)) {
		planner_fail(p, "a number is not finite");
		return;
	}
	if (fabs(v) > EXCEL_LARGEST) {
		planner_fail(p, "a number is too large for a workbook");
		return;
	}
	if (c->type == CELL_DATE && v + EXCEL_EPOCH < EXCEL_FIRST) {
		set_text(p, at, arena_strdup(p->a, day_format(date,
							      (int32_t)v)));
		return;
	}
	at->type = XLSX_NUMBER;
	at->num = c->type == CELL_DATE ? v + EXCEL_EPOCH : v;
	at->style.type = c->type;
	at->style.digits = c->type == CELL_DATE ? 0 : c->digits;
}

static void set_formula(struct planner *p, struct xlsx_place *at,
			const struct cell *c)
{
	if (!c->formula)
		return;
	if (at->type != XLSX_NUMBER || c->formula[0] != '=')
		planner_fail(p, "formula \"%s\" needs '=' and a number that it "
			     "gives", c->formula);
	at->formula = c->formula;
}

static void set_name(struct planner *p, const struct xlsx_place *at,
		     const char *name)
{
	if (name)
		place_name(p, name, at->row, at->col, at->row, at->col);
}

void place_name(struct planner *p, const char *name, uint32_t row,
		uint32_t col, uint32_t last_row, uint32_t last_col)
{
	struct xlsx_plan *plan = p->plan;
	struct xlsx_plan_name *n;

	if (!xlsx_name_valid(name))
		planner_fail(p, "\"%s\" cannot be the name of a cell", name);
	for (size_t i = 0; i < plan->n_names; i++)
		if (!strcasecmp(plan->name[i].name, name))
			planner_fail(p, "two cells are named \"%s\"", name);
	n = arena_vec_add(p->a, &plan->name, &plan->n_names, &plan->cap_names,
			  sizeof *n);
	n->name = name;
	n->refers_to = row == last_row && col == last_col ?
		xlsx_sheet_ref(p->a, p->sheet->name, row, col) :
		xlsx_range(p->a, p->sheet->name, row, col, last_row, last_col);
}

static void set_link(struct planner *p, struct xlsx_place *at,
		     const char *part)
{
	if (!part)
		return;
	for (size_t i = 0; i < p->doc->n; i++) {
		if (strcmp(p->doc->part[i].id, part))
			continue;
		at->link = p->plan->sheet[i].name;
		at->style.link = true;
		return;
	}
	planner_fail(p, "a link leads to part \"%s\", which is not there",
		     part);
}

static void set_cell(struct planner *p, struct xlsx_place *at,
		     const struct cell *c)
{
	if (is_number(c))
		set_number(p, at, c);
	else if (c->type == CELL_DASH)
		set_text(p, at, "–");
	else if (c->type == CELL_TEXT)
		set_text(p, at, c->text);
	at->style.tone = c->type == CELL_DASH ? TONE_MUTED : c->tone;
	at->style.input = c->input;
	if (c->input && at->type == XLSX_NUMBER && c->type != CELL_DATE)
		fill_number(p, at);
	if (c->fill)
		fill_cell(p, at, c->fill);
	p->sheet->protect |= c->input || c->fill;
	set_formula(p, at, c);
	set_name(p, at, c->name);
	set_link(p, at, c->link);
	if (c->link_row)
		fill_link(p, at, c->link_row);
}

/* ---- tables ------------------------------------------------------ */

uint32_t sheet_col(uint32_t grid_col)
{
	return grid_col + 1;	/* column A is the margin */
}

/* The cells of a run: content in one, the line below goes on in the others. */
static struct xlsx_place *place_run(struct planner *p, uint32_t row,
				    const struct strip_column *c,
				    enum xlsx_role role)
{
	size_t at = 0;

	for (uint32_t g = c->first; g <= c->last; g++) {
		struct xlsx_place *cell = place(p, row, sheet_col(g), role);

		if (g == strip_cell(c))
			at = (size_t)(cell - p->sheet->cell);
	}
	return &p->sheet->cell[at];
}

/* Width in which the text of a column breaks; 0 = it does not. */
static double wrap_width(struct planner *p, const struct block_table *t,
			 size_t c)
{
	const struct strip_column *s = &t->strip.column[c];
	double pad = WRAP_PAD + (column_indent(t, c) ? INDENT_DIGITS : 0);

	if (s->merge)
		return grid_span(&p->grid, s->first, s->last) - pad;
	if (!t->column[c].wrap && !s->one_cell)
		return 0;
	return p->grid.width[strip_cell(s)] - pad;
}

static double text_points(const char *text, enum xlsx_role role, bool bold,
			  double width)
{
	unsigned lines = text_line_count(text, xlsx_role_points(role), bold,
					 width);

	return lines * line_points(role) + PAD_POINTS;
}

static bool is_long(const struct block_table *t)
{
	return t->n_rows > LONG_ROWS && !t->header_name &&
	       t->role == ROLE_DATA;
}

static void place_header(struct planner *p, struct block_table *t)
{
	const char **header = arena_array(p->a, t->n_columns, sizeof *header);

	for (size_t c = 0; c < t->n_columns; c++) {
		const struct strip_column *s = &t->strip.column[c];
		struct xlsx_place *at = place_run(p, p->row, s, ROLE_HEADER);
		double width = p->grid.width[strip_cell(s)] - PAD_DIGITS -
			       header_button(t) -
			       (column_indent(t, c) ? INDENT_DIGITS : 0);

		header[c] = t->column[c].title;
		if (t->excel_name)
			header[c] = xlsx_header_name(p->a, header[c], header,
						     c);
		set_text(p, at, header[c]);
		at->style.align = t->column[c].align;
		at->style.indent = column_indent(t, c);
		at->style.wrap = s->first == s->last || s->right;
		if (!at->style.wrap)
			width = grid_span(&p->grid, s->first, s->last);
		row_height(p, p->row, text_points(at->text, ROLE_HEADER, true,
						  width));
	}
	if (t->excel_name) {
		struct xlsx_sheet_plan *s = p->sheet;
		struct xlsx_grid_table *g =
			arena_vec_add(p->a, &s->table, &s->n_tables,
				      &s->cap_tables, sizeof *g);

		*g = (struct xlsx_grid_table){
			.name = t->excel_name, .row = p->row,
			.last_row = p->row + (uint32_t)t->n_rows -
				    (t->total_row ? 1 : 0),
			.col = sheet_col(0),
			.last_col = sheet_col((uint32_t)t->n_columns - 1),
			.header = header,
		};
		if (!xlsx_name_valid(g->name))
			planner_fail(p, "\"%s\" cannot be the name of a table",
				     g->name);
	}
	t->header_row = p->row++;
}

static void place_cell(struct planner *p, const struct block_table *t,
		       size_t r, size_t c)
{
	const struct strip_column *s = &t->strip.column[c];
	enum xlsx_role role = cell_role(t, r, c);
	struct xlsx_place *at = s->merge ?
		place(p, p->row, sheet_col(s->first), role) :
		place_run(p, p->row, s, role);
	double width = wrap_width(p, t, c);
	bool bold;

	if (s->merge)
		at->last_col = sheet_col(s->last);
	struct cell cell = t->row[r][c];

	if (width > 0 && cell.type == CELL_TEXT)
		cell.text = xlsx_hold(p->a, cell.text);
	if (cell.formula)
		cell.formula = fill_formula(p, t, cell.formula);
	set_cell(p, at, &cell);
	at->style.align = t->column[c].align;
	at->style.indent = column_indent(t, c);
	at->style.wrap = width > 0 && (at->type == XLSX_TEXT ||
				       (cell.fill && t->column[c].wrap));
	bold = xlsx_role_bold(role) || at->style.tone == TONE_BAD ||
	       at->style.tone == TONE_STRONG;
	if (at->style.wrap)
		row_height(p, p->row,
			   text_points(at->text, role, bold, width) -
			   (is_long(t) ? PAD_POINTS - LONG_PAD_POINTS : 0));
}

static double least_height(const struct block_table *t)
{
	if (t->min_height > 0)
		return t->min_height;
	if (is_long(t))
		return LONG_ROW_POINTS;
	return t->role == ROLE_DATA ? DATA_ROW_POINTS : 0;
}

/* Rows of many: a row of one line keeps the sheet's own height. */
static void settle_row(struct planner *p, const struct block_table *t)
{
	double *h = &p->sheet->height[p->row];

	if (*h <= line_points(ROLE_DENSE) + PAD_POINTS && t->role != ROLE_DATA)
		*h = 0;
	row_height(p, p->row, least_height(t));
}

static void place_bars(struct planner *p, const struct block_table *t)
{
	const struct table rows = {
		.rows = t->row, .n_rows = t->n_rows,
		.total_row = t->total_row, .bars = t->bars
	};
	struct xlsx_sheet_plan *s = p->sheet;

	for (size_t c = 0; c < t->n_columns; c++) {
		double most = table_bar(&rows, c);

		if (!(most > 0))
			continue;
		*(struct xlsx_bars *)arena_vec_add(p->a, &s->bars, &s->n_bars,
						   &s->cap_bars,
						   sizeof *s->bars) =
			(struct xlsx_bars){
				t->first_row, t->first_row +
				(uint32_t)(t->n_rows - 1 - t->total_row),
				sheet_col(strip_cell(&t->strip.column[c])),
				most, 0
			};
	}
}

/* Shades over the block of cells that has them all. */
static void place_heat(struct planner *p, const struct block_table *t)
{
	const struct table rows = {
		.rows = t->row, .n_rows = t->n_rows, .heat = t->heat,
		.n_columns = t->n_columns, .total_row = t->total_row
	};
	struct xlsx_sheet_plan *s = p->sheet;
	struct xlsx_bars heat = { .row = UINT32_MAX, .col = UINT32_MAX,
				  .most = table_heat(&rows) };

	if (!(heat.most > 0))
		return;
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t c = 0; c < t->n_columns; c++) {
			uint32_t row = t->first_row + (uint32_t)r, col;

			if (!is_heat(&rows, r, c))
				continue;
			col = sheet_col(strip_cell(&t->strip.column[c]));
			heat.row = row < heat.row ? row : heat.row;
			heat.last_row = row;
			heat.col = col < heat.col ? col : heat.col;
			heat.last_col = col > heat.last_col ? col :
							      heat.last_col;
		}
	*(struct xlsx_bars *)arena_vec_add(p->a, &s->bars, &s->n_bars,
					   &s->cap_bars, sizeof *s->bars) =
		heat;
}

void place_table(struct planner *p, struct block_table *t)
{
	struct xlsx_sheet_plan *s = p->sheet;

	if (t->stretch_last) {
		struct strip_column *c = &t->strip.column[t->n_columns - 1];

		if (c->last < p->text_last)
			c->last = p->text_last;
	}
	if (t->header)
		place_header(p, t);
	arena_vec_room(p->a, &s->cell, s->n, &s->cap, sizeof *s->cell,
		       t->n_rows * t->n_columns);
	t->first_row = p->row;
	for (size_t r = 0; r < t->n_rows && !p->failed; r++) {
		for (size_t c = 0; c < t->n_columns; c++)
			place_cell(p, t, r, c);
		settle_row(p, t);
		p->row++;
	}
	place_bars(p, t);
	place_heat(p, t);
	if (t->header_name)
		fill_table(p, t);
	p->row += (uint32_t)t->room;
	t->placed = true;
}

/* ---- sentences --------------------------------------------------- */

/* One line stands in its cell and runs over the empty ones beside it; more
 * lines are merged over the width of the page. */
void place_text(struct planner *p, enum xlsx_role role, const char *text)
{
	struct xlsx_place *at = place(p, p->row, sheet_col(0), role);
	double width = grid_span(&p->grid, 0, p->text_last) - WRAP_PAD;
	bool bold = xlsx_role_bold(role);

	set_text(p, at, xlsx_hold(p->a, text));
	if (text_line_count(at->text, xlsx_role_points(role), bold, width) >
	    1) {
		at->last_col = sheet_col(p->text_last);
		at->style.wrap = at->last_col > at->col ||
				 p->grid.n == 1;
	}
	row_height(p, p->row, text_points(at->text, role, bold, width));
	p->row++;
}
