/* The layout's promises, on documents nobody would write by hand. */
#include "tests/unit/test.h"

#include "base/strbuf.h"
#include "render/pdf_layout.h"
#include "tests/unit/sample_doc.h"

static struct fonts fonts;
static uint32_t seed;
static uint32_t document;	/* which one, for messages */

static uint32_t dice(uint32_t sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 10) % sides;
}

/* A name of 1 to `most` characters: words, or one word without a break. */
static const char *name(struct doc *d, uint32_t most)
{
	static const char *const piece[] = {
		"a", "re", "flow", "Content", "approval", "\u00fcber",
		"\u0416\u0443\u043a", "2026", "W", "mmm", "\u4e2d", "\u20ac",
		"\u03b1\u03b2", "\u0645\u062f", "\u05e9\u05dc", "e\u0301",
		"\u0939\u093f", "\U0001f680\ufe0f",
	};
	uint32_t len = 1 + dice(most);
	bool words = dice(3) != 0;
	struct strbuf sb = STRBUF_INIT;
	char *copy;

	while (sb.len < len) {
		strbuf_puts(&sb, piece[dice(COUNT(piece))]);
		if (words && dice(2))
			strbuf_putc(&sb, ' ');
	}
	copy = arena_strndup(&d->arena, sb.s, sb.len);
	strbuf_release(&sb);
	return copy;
}

static double number(void)
{
	static const double wild[] = {
		0, 1, -1, 0.001, 12345678.9, -9e12, 1e15, 1e-12, NAN, 100,
	};
	return dice(3) ? (double)dice(1000) / 7 : wild[dice(COUNT(wild))];
}

static double *numbers(struct doc *d, size_t n)
{
	double *v = arena_array(&d->arena, n + 1, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = number();
	return v;
}

static void add_table(struct doc *d, struct part *p, size_t rows, int span,
		      size_t *id)
{
	struct element *e = part_add(d, p, ELEMENT_TABLE, "t", span);
	size_t n = 2 + dice(span > 6 ? 7 : 3);
	struct column col[9] = { { "Row", ALIGN_LEFT, 6, false } };

	for (size_t c = 1; c < n; c++)
		col[c] = (struct column){ name(d, 20), (enum align)dice(3),
					  5 + dice(30), dice(2) != 0 };
	e->as.table.title = dice(2) ? name(d, 60) : "";
	e->as.table.subtitle = name(d, 100);
	e->as.table.empty = "Nothing this week.";
	e->as.table.total_row = rows > 1 && dice(2);
	e->as.table.bars = dice(1 << 9);
	e->as.table.heat = dice(3) ? 0 : dice(1 << 9);
	e->as.table.entries = span == 12 && dice(4) == 0;
	col[1].wrap |= e->as.table.entries;	/* else beside the name */
	table_columns(d, &e->as.table, col, n);
	for (size_t r = 0; r < rows; r++) {
		struct cell *cell = table_row(d, &e->as.table);

		cell[0] = cell_text(arena_printf(&d->arena, "R%04zu",
						 (*id)++));
		for (size_t c = 1; c < n; c++)
			cell[c] = dice(2) ? cell_text(name(d, 200)) :
				  cell_number(number(), 1);
	}
}

static void add_panels(struct doc *d, struct chart *c)
{
	struct chart_panel *panel;

	c->n_panel = 1 + dice(14);
	panel = arena_array(&d->arena, c->n_panel, sizeof *panel);
	for (size_t i = 0; i < c->n_panel; i++)
		panel[i] = (struct chart_panel){
			name(d, 200), name(d, 60), (enum tone)dice(6),
			numbers(d, c->n)
		};
	c->panel = panel;
}

static void add_shares(struct doc *d, struct chart *c)
{
	c->centre = arena_array(&d->arena, c->n + 1, sizeof *c->centre);
	for (size_t i = 0; i < c->n; i++)
		c->centre[i] = (double)(i + 1) / (double)c->n;
}

static void add_forest(struct doc *d, struct chart *c)
{
	const char **under = arena_array(&d->arena, c->n + 1, sizeof *under);
	const char **word = arena_array(&d->arena, c->n + 1, sizeof *word);

	for (size_t i = 0; i < c->n; i++) {
		under[i] = name(d, 60);
		word[i] = name(d, 40);
	}
	c->under = under;
	c->word = dice(2) ? word : NULL;
	c->promised = dice(2) ? numbers(d, c->n) : NULL;
}

static void add_chart(struct doc *d, struct part *p, enum chart_type type,
		      size_t n, int span)
{
	struct element *e = part_add(d, p, ELEMENT_CHART, "c", span);
	struct chart *c = &e->as.chart;

	c->type = type;
	c->title = name(d, 80);
	c->subtitle = name(d, 120);
	c->unit = dice(2) ? "h" : "%";
	c->digits = (int)dice(3);
	c->percent = dice(2) != 0;
	c->empty = "No data in this period.";
	c->n = n;
	c->label = arena_array(&d->arena, n + 1, sizeof *c->label);
	for (size_t i = 0; i < n; i++)
		c->label[i] = name(d, 200);
	c->value = numbers(d, n);
	if (dice(2)) {
		c->low = numbers(d, n);
		c->high = numbers(d, n);
	}
	if (dice(2))
		c->centre = numbers(d, n);
	c->target = dice(2) ? number() : NAN;
	c->target_text = name(d, 60);
	c->from = name(d, 60);
	c->to = name(d, 60);
	if (type == CHART_PANELS || type == CHART_PAIRS || type == CHART_LINES)
		add_panels(d, c);
	if (type == CHART_LINES && c->n_panel > CHART_LINES_MAX)
		c->n_panel = CHART_LINES_MAX;
	if (type == CHART_PARETO)
		add_shares(d, c);
	if (type == CHART_FOREST)
		add_forest(d, c);
	if (dice(2)) {
		c->tone = arena_array(&d->arena, n + 1, sizeof *c->tone);
		for (size_t i = 0; i < n; i++)
			c->tone[i] = (enum tone)dice(6);
	}
	c->n_mark = n ? dice(9) : 0;
	c->mark = arena_array(&d->arena, c->n_mark + 1, sizeof *c->mark);
	for (size_t i = 0; i < c->n_mark; i++)
		c->mark[i] = (struct chart_mark){ dice((uint32_t)n),
						  name(d, 60) };
}

static void add_list(struct doc *d, struct part *p, size_t n, int span)
{
	struct element *e = part_add(d, p, ELEMENT_LIST, "l", span);

	e->as.list.title = name(d, 60);
	e->as.list.numbered = dice(2) != 0;
	e->as.list.empty = "Nothing.";
	e->as.list.n = n;
	e->as.list.item = arena_array(&d->arena, n + 1,
				      sizeof *e->as.list.item);
	for (size_t i = 0; i < n; i++)
		e->as.list.item[i] = (struct list_item){
			dice(3) ? name(d, 12) : "", name(d, 120),
			dice(4) ? name(d, 2000) : "", (enum tone)dice(6),
			"p0" };
}

static void add_tiles(struct doc *d, struct part *p, size_t n, int span)
{
	struct element *e = part_add(d, p, ELEMENT_TILES, "n", span);

	e->as.tiles.n = n;
	e->as.tiles.item = arena_array(&d->arena, n + 1,
				       sizeof *e->as.tiles.item);
	for (size_t i = 0; i < n; i++)
		e->as.tiles.item[i] = (struct tile){
			.label = name(d, 60), .value = name(d, 12),
			.unit = dice(2) ? name(d, 20) : "",
			.interval = name(d, 40), .target = name(d, 40),
			.verdict = name(d, 60), .change = name(d, 20),
			.meets = name(d, 20), .tone = (enum tone)dice(6),
			.arrow = (int)dice(3) - 1, .spark = numbers(d, 13),
			.n_spark = dice(14),
		};
}

static void add_something(struct doc *d, struct part *p, size_t workflows,
			  size_t *id)
{
	static const int span[] = { 3, 4, 5, 6, 7, 8, 12, 12 };
	int s = span[dice(COUNT(span))];

	switch (dice(7)) {
	case 0:
		add_table(d, p, dice(61), s, id);
		break;
	case 1:
		add_list(d, p, dice(7), s < 5 ? 6 : s);
		break;
	case 2:
		add_tiles(d, p, 1 + dice(9), s);
		break;
	case 3:
		part_add_text(d, p, "x", (enum text_style)(1 + dice(4)),
			      name(d, 900));
		break;
	default:
		add_chart(d, p, (enum chart_type)dice(CHART_LINES + 1),
			  workflows, s);
	}
}

static struct doc wild_doc(uint32_t start, size_t *rows)
{
	struct doc d = sample_empty();

	seed = start * 2654435761u + 1;
	d.paper = start % 2 ? "Letter" : "A4";
	if (start % 5 == 0) {
		d.title = name(&d, 200);
		d.team = name(&d, 200);
		d.stamp = name(&d, 300);
	}
	for (int i = 0; i < 3; i++) {
		struct part *p = doc_add_part(&d, arena_printf(&d.arena,
						"p%d", i), name(&d, 80),
					      dice(4) == 0);

		p->portrait = dice(3) == 0;

		if (dice(2))
			part_add_text(&d, p, "h", TEXT_HEADLINE,
				      name(&d, 160));
		for (uint32_t k = 1 + dice(6); k > 0; k--)
			add_something(&d, &d.part[d.n - 1],
				      dice(2) ? 1 : 1 + dice(40), rows);
		/* A heading is a promise: something follows it. */
		part_add_text(&d, &d.part[d.n - 1], "x", TEXT_BODY, "End.");
	}
	return d;
}

static void make(struct layout *l, const struct doc *d)
{
	struct err err = { 0 };

	if (layout_make(l, d, &fonts, &err) < 0)
		fail_msg("document %u: %s", document, err.msg);
	if (layout_check(l, &err) < 0 || layout_check_apart(l, &err) < 0)
		fail_msg("document %u: %s", document, err.msg);
}

/* How often a text stands in the content of all pages. */
static size_t count(const struct layout *l, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->page[i].n; k++) {
			const struct op *o = &l->page[i].op[k];

			n += o->type == OP_TEXT && !o->frame &&
			     strcmp(o->text, text) == 0;
		}
	return n;
}


static void check_no_heading_alone(const struct layout *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct page *p = &l->page[i];
		const struct op *last = NULL;

		for (size_t k = 0; k < p->n; k++)
			if (p->op[k].type == OP_TEXT && !p->op[k].frame &&
			    (!last || p->op[k].baseline > last->baseline))
				last = &p->op[k];
		if (last && last->heading)
			fail_msg("document %u, page %zu ends with the "
				 "heading \"%s\"", document, i + 1,
				 last->text);
	}
}

TEST(nothing_overlaps_leaves_the_page_or_gets_lost)
{
	for (document = 0; document < 300; document++) {
		size_t rows = 0;
		struct doc d = wild_doc(document, &rows);
		struct layout l;
		char id[32];

		make(&l, &d);
		check_no_heading_alone(&l);
		for (size_t r = 0; r < rows; r++) {
			snprintf(id, sizeof id, "R%04zu", r);
			if (count(&l, id) != 1)
				fail_msg("document %u: row %s is there %zu "
					 "times", document, id, count(&l, id));
		}
		layout_release(&l);
		doc_release(&d);
	}
}

static struct doc table_doc(size_t rows)
{
	static const struct column column[] = {
		{ "Id", ALIGN_LEFT, 8, false },
		{ "What happened", ALIGN_LEFT, 40, true },
		{ "Hours", ALIGN_RIGHT, 8, false },
	};
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "All items", false);
	struct element *e = part_add(&d, p, ELEMENT_TABLE, "t", 12);

	e->as.table.title = "Every item of the quarter";
	e->as.table.empty = "Nothing this quarter.";
	table_columns(&d, &e->as.table, column, COUNT(column));
	for (size_t r = 0; r < rows; r++) {
		struct cell *c = table_row(&d, &e->as.table);

		c[0] = cell_text(arena_printf(&d.arena, "R%04zu", r));
		c[1] = cell_text("A brief that came back twice");
		c[2] = cell_number((double)r / 3, 1);
	}
	return d;
}

TEST(a_long_table_repeats_its_header_on_every_page)
{
	struct doc d = table_doc(200);
	struct layout l;

	make(&l, &d);
	assert_true(l.n > 4);
	assert_int_equal(count(&l, "What happened"), l.n);
	assert_int_equal(count(&l, "Every item of the quarter"), 1);
	assert_int_equal(count(&l, "Every item of the quarter, continued"),
			 l.n - 1);
	for (size_t i = 0; i < l.n; i++) {
		double header = 0, first = 1e9;

		for (size_t k = 0; k < l.page[i].n; k++) {
			const struct op *o = &l.page[i].op[k];

			if (o->type != OP_TEXT || o->frame)
				continue;
			if (strcmp(o->text, "Id") == 0)
				header = o->baseline;
			else if (!o->heading && o->baseline < first)
				first = o->baseline;
		}
		assert_true(header > 0 && header < first);
	}
	layout_release(&l);
	doc_release(&d);
}

/* The pages a text stands on, as bits. */
static unsigned int pages_of(const struct layout *l, const char *text)
{
	unsigned int pages = 0;

	for (size_t i = 0; i < l->n && i < 32; i++)
		for (size_t k = 0; k < l->page[i].n; k++) {
			const struct op *o = &l->page[i].op[k];

			if (o->type == OP_TEXT && !o->frame &&
			    strcmp(o->text, text) == 0)
				pages |= 1u << i;
		}
	return pages;
}

TEST(an_appendix_sets_a_narrow_long_table_in_columns)
{
	struct doc d = table_doc(300);
	struct layout l;
	size_t columns;

	d.part[0].reference = true;
	make(&l, &d);
	columns = count(&l, "What happened") / l.n;
	assert_true(columns > 1 && columns < 4);
	assert_int_equal(count(&l, "What happened"), columns * l.n);
	assert_int_equal(count(&l, "Every item of the quarter"), 1);
	assert_int_equal(count(&l, "Every item of the quarter, continued"),
			 l.n - 1);
	for (size_t r = 0; r < 300; r++)
		assert_int_equal(count(&l, arena_printf(&d.arena, "R%04zu",
							r)), 1);
	layout_release(&l);
	doc_release(&d);
}

/* Where a text stands. */
static const struct op *op_of(const struct layout *l, const char *text)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->page[i].n; k++)
			if (l->page[i].op[k].type == OP_TEXT &&
			    !strcmp(l->page[i].op[k].text, text))
				return &l->page[i].op[k];
	fail_msg("\"%s\" stands nowhere", text);
	return NULL;
}

TEST(an_appendix_sets_two_short_tables_side_by_side)
{
	for (int appendix = 0; appendix < 2; appendix++) {
		struct doc d = table_doc(4);
		struct element first = d.part[0].element[0];
		struct element *second = part_add(&d, &d.part[0],
						  ELEMENT_TABLE, "t", 12);
		const struct op *a, *b;
		struct layout l;

		*second = first;
		second->as.table.title = "The other table";
		d.part[0].reference = appendix;
		make(&l, &d);
		a = op_of(&l, "Every item of the quarter");
		b = op_of(&l, "The other table");
		assert_int_equal(fabs(a->baseline - b->baseline) < 0.01,
				 appendix);
		assert_int_equal(b->box.x > a->box.x + 100, appendix);
		layout_release(&l);
		doc_release(&d);
	}
}

/* Paragraphs that fill most of a page, in front of what is tested. */
static void fill_page(struct doc *d, struct part *p, int lines)
{
	for (int i = 0; i < lines; i++)
		part_add_text(d, p, "x", TEXT_BODY, "A line of its own.");
}

TEST(a_small_table_is_not_parted)
{
	for (size_t rows = 1; rows <= 12; rows++) {
		struct doc t = table_doc(rows), d = sample_empty();
		struct part *p = doc_add_part(&d, "a", "All", false);
		struct layout l;

		fill_page(&d, p, 17);
		*part_add(&d, p, ELEMENT_TABLE, "t", 12) =
			t.part[0].element[0];
		make(&l, &d);
		for (size_t r = 1; r < rows; r++)
			assert_int_equal(pages_of(&l,
					arena_printf(&d.arena, "R%04zu", r)),
				pages_of(&l, "R0000"));
		layout_release(&l);
		doc_release(&d);
		doc_release(&t);
	}
}

static struct element *titled_list(struct doc *d, struct part *p, int span,
				   const char *word, size_t n)
{
	struct element *e = part_add(d, p, ELEMENT_LIST, "l", span);

	e->as.list.title = word;
	e->as.list.empty = "Nothing.";
	e->as.list.n = n;
	e->as.list.item = arena_array(&d->arena, n, sizeof(struct list_item));
	for (size_t i = 0; i < n; i++)
		e->as.list.item[i] = (struct list_item){
			"", arena_printf(&d->arena, "%s %zu", word, i),
			"Rework rose over all work.", TONE_PLAIN, NULL };
	return e;
}

TEST(a_list_flows_item_by_item)
{
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "All", false);
	struct layout l;

	fill_page(&d, p, 16);
	titled_list(&d, p, 12, "ask", 4);
	fill_page(&d, p, 16);
	make(&l, &d);
	assert_int_equal(pages_of(&l, "ask 0"), 1);
	assert_int_equal(pages_of(&l, "ask 3"), 2);
	layout_release(&l);
	doc_release(&d);
}

TEST(a_wide_list_takes_the_room_under_a_short_column)
{
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "All", false);
	struct layout l;

	fill_page(&d, p, 10);
	titled_list(&d, p, 7, "change", 4);
	titled_list(&d, p, 5, "ask", 1);
	titled_list(&d, p, 12, "gap", 2);
	make(&l, &d);
	assert_int_equal(l.n, 1);
	layout_release(&l);
	doc_release(&d);
}

TEST(money_in_a_chart_is_written_as_in_tables)
{
	static const char *label[] = { "All of them" };
	static double value[] = { 32907 }, low[] = { 25473 },
		      high[] = { 36665 };
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "Money", false);
	struct chart *c = &part_add(&d, p, ELEMENT_CHART, "c", 12)->as.chart;
	struct layout l;

	*c = (struct chart){ .type = CHART_RANGE, .title = "It pays",
			     .subtitle = "", .alt = "", .unit = d.currency,
			     .n = 1, .label = label, .value = value,
			     .low = low, .high = high, .target = NAN,
			     .empty = "" };
	make(&l, &d);
	assert_int_equal(count(&l, "EUR\u00a032,907"), 1);
	assert_int_equal(count(&l, " (25,473\u201336,665)"), 1);
	layout_release(&l);
	doc_release(&d);
}

TEST(a_table_without_rows_says_so)
{
	struct doc d = table_doc(0);
	struct layout l;

	make(&l, &d);
	assert_int_equal(count(&l, "Nothing this quarter."), 1);
	layout_release(&l);
	doc_release(&d);
}

TEST(a_cell_longer_than_a_page_goes_on_over_pages)
{
	struct doc d = table_doc(2);
	struct strbuf sb = STRBUF_INIT;
	struct layout l;

	for (int i = 0; i < 3000; i++)
		strbuf_printf(&sb, "w%d ", i);
	d.part[0].element[0].as.table.rows[0][1] = cell_text(sb.s);
	make(&l, &d);
	assert_true(l.n >= 2);
	assert_int_equal(count(&l, "R0001"), 1);
	layout_release(&l);
	doc_release(&d);
	strbuf_release(&sb);
}

static size_t lines_with(const struct layout *l, const char *part)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->page[i].n; k++)
			if (l->page[i].op[k].type == OP_TEXT &&
			    strstr(l->page[i].op[k].text, part))
				n++;
	return n;
}

/* All text of the content, as it follows one another. */
static const char *words_of(struct doc *d, const struct layout *l)
{
	struct strbuf sb = STRBUF_INIT;
	char *copy;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->page[i].n; k++) {
			const struct op *o = &l->page[i].op[k];

			if (o->type == OP_TEXT && !o->frame)
				strbuf_puts(&sb, o->text);
		}
	copy = arena_strndup(&d->arena, sb.s, sb.len);
	strbuf_release(&sb);
	return copy;
}

TEST(names_that_pages_cannot_show_are_named_on_the_quality_page)
{
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "A", false);
	struct layout l;

	part_add_text(&d, p, "x", TEXT_BODY,
		      "Launch \U0001f680\U0001f680 in \u4e2d\u6587 and \u6587, "
		      "na\u00efve \u0416, zero\u200bwidth, \u4e2d\u6587 again");
	part_add_text(&d, p, "x", TEXT_BODY, "Blog \u4e2d\u6587");
	p = doc_add_part(&d, "data_quality", "Data quality", true);
	part_add_text(&d, p, "x", TEXT_BODY, "All files are whole.");
	doc_add_part(&d, "last", "Last", true);
	part_add_text(&d, &d.part[2], "x", TEXT_BODY, "The end.");
	make(&l, &d);
	check_says(words_of(&d, &l), "Launch \u25a1a in \u25a1b and \u25a1c, "
		   "na\u00efve \u0416, zerowidth, \u25a1b again");
	assert_int_equal(l.n_missing, 3);
	assert_string_equal(l.missing[1].run, "\u4e2d\u6587");
	assert_string_equal(l.missing[1].text, "Blog \u4e2d\u6587");
	assert_int_equal(pages_of(&l, "U+4E2D U+6587"), 2);
	assert_int_equal(pages_of(&l, "Chinese characters"), 2);
	assert_int_equal(pages_of(&l, "emoji and symbols"), 2);
	assert_int_equal(count(&l, "Blog "), 2);
	assert_int_equal(lines_with(&l, "see Data quality"), l.n);
	for (size_t k = 0; k < l.page[0].n; k++)
		if (strcmp(l.page[0].op[k].type == OP_TEXT ?
			   l.page[0].op[k].text : "", "\u25a1b") == 0)
			assert_string_equal(l.page[0].op[k].actual,
					    "\u4e2d\u6587");
	assert_int_equal(d.part[1].n, 1);	/* the model is as it was */
	layout_release(&l);
	doc_release(&d);
}

TEST(names_of_one_length_are_told_apart_and_one_name_is_one)
{
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "A", false);
	struct layout l;

	part_add_text(&d, p, "x", TEXT_BODY, "\u6771\u4eac or \u5927\u962a");
	part_add_text(&d, p, "x", TEXT_BODY, "\u5927\u962a, \u6771\u4eac");
	/* blanks between words belong to the name */
	part_add_text(&d, p, "x", TEXT_BODY,
		      "\u05e9\u05dc\u05d5\u05dd \u05e2\u05dc now");
	make(&l, &d);
	check_says(words_of(&d, &l), "\u25a1a or \u25a1b\u25a1b, \u25a1a"
		   "\u25a1c now");
	assert_int_equal(l.n_missing, 3);
	layout_release(&l);
	doc_release(&d);
}

static const struct { const char *text, *script; } unshaped[] = {
	{ "\u0645\u0628\u064a\u0639\u0627\u062a", "Arabic" },
	{ "\u05e9\u05dc\u05d5\u05dd", "Hebrew" },
	{ "\u0939\u093f\u0928\u094d\u0926\u0940", "Devanagari" },
	{ "\u0e44\u0e17\u0e22", "Thai" },
	{ "\u65e5\u672c\u3054", "Chinese characters, Japanese" },
	{ "\ud55c\uad6d", "Korean" },
	{ "\U0001f469\u200d\U0001f4bb", "emoji and symbols" },
	{ "\U00010400", "another script" },
};

TEST(each_script_is_told_by_its_name)
{
	for (size_t i = 0; i < COUNT(unshaped); i++) {
		struct doc d = sample_empty();
		struct part *p = doc_add_part(&d, "a", "A", false);
		struct layout l;

		part_add_text(&d, p, "x", TEXT_BODY, unshaped[i].text);
		make(&l, &d);
		assert_int_equal(l.n_missing, 1);
		if (count(&l, unshaped[i].script) != 1)
			fail_msg("%s is not named", unshaped[i].script);
		layout_release(&l);
		doc_release(&d);
	}
}

TEST(an_accent_apart_from_its_letter_is_one_with_it)
{
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "A", false);
	struct layout l;

	part_add_text(&d, p, "x", TEXT_BODY, "Cafe\u0301 Gro\u0308\u00dfe");
	make(&l, &d);
	assert_int_equal(count(&l, "Caf\u00e9 Gr\u00f6\u00dfe"), 1);
	assert_int_equal(l.n_missing, 0);
	layout_release(&l);
	doc_release(&d);
}

TEST(a_part_may_stand_upright)
{
	struct doc d = table_doc(60);
	struct part *p = doc_add_part(&d, "b", "Other", false);
	struct layout l;

	part_add_text(&d, p, "x", TEXT_BODY, "The end.");
	d.part[0].portrait = true;
	make(&l, &d);
	assert_int_equal(l.first_page[1], l.n - 1);
	for (size_t i = 0; i + 1 < l.n; i++) {
		check_close(l.page[i].width, 595.28, 0.01);
		check_close(l.page[i].height, 841.89, 0.01);
	}
	check_close(l.page[l.n - 1].width, 841.89, 0.01);
	assert_int_equal(lines_with(&l, "page 1 of"), 1);
	layout_release(&l);
	doc_release(&d);
}

TEST(a_table_over_pages_is_one_with_one_row_of_headers)
{
	struct doc d = table_doc(200);
	struct layout l;
	size_t tables = 0, rows = 0, heads = 0;
	struct arena a = { 0 };
	const bool *used;

	make(&l, &d);
	used = tags_used(&a, &l);
	for (size_t i = 1; i < l.n_tag; i++) {
		tables += used[i] && l.tag[i].kind == TAG_TABLE;
		rows += used[i] && l.tag[i].kind == TAG_ROW;
		heads += used[i] && l.tag[i].kind == TAG_COLUMN_HEAD;
	}
	assert_int_equal(tables, 1);
	assert_int_equal(rows, 201);
	assert_int_equal(heads, 3);
	arena_release(&a);
	layout_release(&l);
	doc_release(&d);
}

TEST(a_heading_under_a_section_is_one_level_lower)
{
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "A", false);
	struct layout l;
	const char *want[] = { "A", "before", "Section", "after" };
	enum tag_kind kind[] = { TAG_H1, TAG_H2, TAG_H2, TAG_H3 };
	size_t n = 0;

	titled_list(&d, p, 12, "before", 1);
	part_add_text(&d, p, "x", TEXT_SECTION, "Section");
	titled_list(&d, p, 12, "after", 1);
	make(&l, &d);
	for (size_t i = 1; i < l.n_tag; i++) {
		if (l.tag[i].kind < TAG_H1 || l.tag[i].kind > TAG_H3)
			continue;
		assert_true(n < COUNT(want));
		assert_string_equal(l.tag[i].text, want[n]);
		assert_int_equal(l.tag[i].kind, kind[n]);
		n++;
	}
	assert_int_equal(n, COUNT(want));
	layout_release(&l);
	doc_release(&d);
}

TEST(the_sample_report_has_five_pages_on_both_papers)
{
	struct doc d = sample_doc();
	struct layout l;

	make(&l, &d);
	assert_int_equal(l.n, 5);
	assert_int_equal(lines_with(&l, "page 3 of 5"), 1);
	layout_release(&l);
	d.paper = "Letter";
	make(&l, &d);
	assert_int_equal(l.n, 5);
	check_close(l.width, 792, 0.01);
	layout_release(&l);
	doc_release(&d);
}

TEST(a_first_week_without_history_says_what_is_missing)
{
	struct doc d = sample_empty();
	struct part *p = doc_add_part(&d, "a", "A", false);
	struct element *e = part_add(&d, p, ELEMENT_CHART, "c", 12);
	static const char *label[] = { "week 1" };
	static double gap[] = { NAN };
	struct layout l;

	e->as.chart.title = "Rework";
	e->as.chart.empty = "No week has data yet.";
	e->as.chart.n = 1;
	e->as.chart.label = label;
	e->as.chart.value = gap;
	make(&l, &d);
	assert_int_equal(count(&l, "No week has data yet."), 1);
	layout_release(&l);
	doc_release(&d);
}

TEST(the_check_sees_overlap_and_what_leaves_the_page)
{
	struct doc d = sample_doc();
	struct err err = { 0 };
	struct layout l;
	struct op *a = NULL;

	make(&l, &d);
	for (size_t k = 0; k < l.page[0].n && !a; k++)
		if (l.page[0].op[k].type == OP_TEXT)
			a = &l.page[0].op[k];
	assert_non_null(a);
	a->box.y += 120;
	a->box.x += 20;
	assert_int_equal(layout_check(&l, &err), -1);
	check_says(err.msg, "lies on");
	a->box.x = l.width;
	assert_int_equal(layout_check(&l, &err), -1);
	check_says(err.msg, "leaves the page");
	a->box.x = NAN;
	assert_int_equal(layout_check(&l, &err), -1);
	check_says(err.msg, "no number");
	layout_release(&l);
	doc_release(&d);
}

static int load(void **state)
{
	struct err err = { 0 };

	(void)state;
	if (fonts_load(&fonts, "Lato", &err) == 0)
		return 0;
	print_error("%s\n", err.msg);
	return -1;
}

static int unload(void **state)
{
	(void)state;
	fonts_release(&fonts);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_overlaps_leaves_the_page_or_gets_lost),
		cmocka_unit_test(
			a_long_table_repeats_its_header_on_every_page),
		cmocka_unit_test(
			an_appendix_sets_a_narrow_long_table_in_columns),
		cmocka_unit_test(
			an_appendix_sets_two_short_tables_side_by_side),
		cmocka_unit_test(a_small_table_is_not_parted),
		cmocka_unit_test(a_list_flows_item_by_item),
		cmocka_unit_test(
	a_wide_list_takes_the_room_under_a_short_column),
		cmocka_unit_test(money_in_a_chart_is_written_as_in_tables),
		cmocka_unit_test(a_table_without_rows_says_so),
		cmocka_unit_test(a_cell_longer_than_a_page_goes_on_over_pages),
		cmocka_unit_test(
			names_that_pages_cannot_show_are_named_on_the_quality_page),
		cmocka_unit_test(
			names_of_one_length_are_told_apart_and_one_name_is_one),
		cmocka_unit_test(each_script_is_told_by_its_name),
		cmocka_unit_test(an_accent_apart_from_its_letter_is_one_with_it),
		cmocka_unit_test(a_part_may_stand_upright),
		cmocka_unit_test(
			a_table_over_pages_is_one_with_one_row_of_headers),
		cmocka_unit_test(a_heading_under_a_section_is_one_level_lower),
		cmocka_unit_test(
			the_sample_report_has_five_pages_on_both_papers),
		cmocka_unit_test(
			a_first_week_without_history_says_what_is_missing),
		cmocka_unit_test(
			the_check_sees_overlap_and_what_leaves_the_page),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
