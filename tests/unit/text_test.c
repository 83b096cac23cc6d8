/* The document as text: 80 columns, nothing lost, readable by anyone. */
#include "tests/unit/test.h"
#include "tests/unit/sample_input.h"

#include "base/utf8.h"
#include "render/render.h"
#include "render/text_out.h"

/* Each line, as the terminal counts columns; none ends in a blank. */
static void check_lines(const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = xstrndup(text, len);

		if (utf8_width(line) > TEXT_COLUMNS)
			fail_msg("%zu columns: %s", utf8_width(line), line);
		if (len && line[len - 1] == ' ')
			fail_msg("a blank at the end of: %s", line);
		free(line);
		text += len + (text[len] == '\n');
	}
}

static void check_report_lines(const char *report, enum period_kind period,
			       enum sample_kind kind)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };
	struct template t;
	struct sample s;
	struct doc d;
	size_t n;
	const char *const *names = block_names(&n);

	assert_int_equal(template_read(&t, NULL, report, block_known, names,
				       n, &err), 0);
	sample_make(&s, kind, period);
	s.in.template = &t;
	assert_int_equal(report_build(&d, &s.in, &s.theme, SAMPLE_INPUTS,
				      &err), 0);
	render_text(&out, &d);
	check_lines(out.s);
	strbuf_release(&out);
	doc_release(&d);
	template_release(&t);
	sample_release(&s);
}

TEST(no_line_is_longer_than_eighty_columns)
{
	for (int kind = SAMPLE_EMPTY; kind <= SAMPLE_MANY; kind++) {
		check_report_lines("weekly", PERIOD_WEEK,
				   (enum sample_kind)kind);
		check_report_lines("quarterly", PERIOD_QUARTER,
				   (enum sample_kind)kind);
	}
}

/* ---- documents by hand --------------------------------------------------- */

static struct part *doc_new(struct doc *d)
{
	*d = (struct doc){
		.report = "weekly", .title = "Weekly tuning",
		.team = "Acme", .period_id = "2026-W47",
		.period = "Week 47, 16\u201322 Nov 2026",
		.stamp = "data to Sun 22 Nov 2026, Europe/Berlin",
		.run = "7f3a91c2", .currency = "EUR", .paper = "A4",
		.theme.font = "Lato"
	};
	return doc_add_part(d, "one", "One", false);
}

static void check_text(struct doc *d, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	if (doc_check(d, &err))
		fail_msg("%s", err.msg);
	render_text(&out, d);
	check_lines(out.s);
	assert_string_equal(out.s, want);
	strbuf_release(&out);
	doc_release(d);
}

#define HEAD \
"Weekly tuning \u00b7 Acme\n" \
"2026-W47 \u00b7 Week 47, 16\u201322 Nov 2026\n" \
"data to Sun 22 Nov 2026, Europe/Berlin \u00b7 run 7f3a91c2\n" \
"\n" \
"\u2500\u2500 One \u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500" \
"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500" \
"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500" \
"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500" \
"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500" \
"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500" \
"\u2500\u2500\u2500\u2500\n"

TEST(small_document_reads_like_this)
{
	static const struct column columns[] = {
		{ .title = "Workflow" },
		{ .title = "This week", .align = ALIGN_RIGHT },
		{ .title = "Verdict", .wrap = true },
	};
	struct doc d;
	struct part *p = doc_new(&d);
	struct table *t;
	struct cell *row;

	part_add_text(&d, p, "b", TEXT_HEADLINE,
		      "We gave back " BOLD_ON "6.2 hours" BOLD_OFF);
	t = &part_add(&d, p, ELEMENT_TABLE, "b", 12)->as.table;
	t->title = "Rework";
	t->subtitle = "Share of outputs";
	t->total_row = true;
	table_columns(&d, t, columns, COUNT(columns));
	row = table_row(&d, t);
	row[0] = cell_text("B\u00fccher");
	row[1] = cell_percent(0.225, 1);
	row[2] = cell_text("above the limit");
	row = table_row(&d, t);
	row[0] = cell_text("\u65e5\u672c");
	row[1] = cell_dash("no outputs");
	row = table_row(&d, t);
	row[0] = cell_text("All work");
	row[1] = cell_percent(0.095, 1);
	row[2] = cell_text("below the limit");
	check_text(&d, HEAD
		"\n"
		"We gave back 6.2 hours\n"
		"\n"
		"Rework\n"
		"Share of outputs\n"
		"\n"
		"Workflow  This week  Verdict\n"
		"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500  "
		"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500  "
		"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
		"\u2500\u2500\u2500\u2500\u2500\n"
		"B\u00fccher       22.5 %  above the limit\n"
		"\u65e5\u672c              \u2013\n"
		"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500  "
		"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500  "
		"\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
		"\u2500\u2500\u2500\u2500\u2500\n"
		"All work      9.5 %  below the limit\n");
}

TEST(tiles_read_like_this)
{
	static const double spark[] = { 0, 1, NAN, 2, 4 };
	struct tile tile = {
		.label = "Rework rate", .value = "22.5", .unit = "%",
		.interval = "14.7\u201332.8 %", .target = "limit 15 %",
		.verdict = "not clear yet", .change = "stable",
		.meets = "met sometimes", .arrow = 1, .spark = spark,
		.n_spark = COUNT(spark), .cell = cell_percent(0.225, 1)
	};
	struct doc d;
	struct element *e = part_add(&d, doc_new(&d), ELEMENT_TILES, "b", 12);

	e->as.tiles.item = &tile;
	e->as.tiles.n = 1;
	check_text(&d, HEAD
		"\n"
		"Rework rate  \u25b2 22.5 %  14.7\u201332.8 % \u00b7 limit "
		"15 %\n"
		"  \u2581\u2583\u00b7\u2585\u2588 \u00b7 stable \u00b7 met "
		"sometimes \u00b7 not clear yet\n");
}

TEST(bridge_reads_like_this)
{
	static const char *label[] = { "Gross", "Reviews", "Net" };
	static double value[] = { 40, -10, 30 };
	static bool total[] = { true, false, true };
	struct strbuf out = STRBUF_INIT;
	struct chart c = {
		.type = CHART_BRIDGE, .title = "Hours", .subtitle = "",
		.alt = "hours", .unit = "h", .target_text = "", .empty = "",
		.target = NAN, .n = 3, .label = label, .value = value,
		.is_total = total
	};

	text_chart(&out, &c);
	check_lines(out.s);
	check_says(out.s, "Gross     40 h  \u2588\u2588\u2588");
	check_says(out.s, "Reviews  \u221210 h  ");
	check_says(out.s, "\u2591\u2591\u2591\u2591\n");
	strbuf_release(&out);
}

TEST(gap_in_a_control_chart_is_a_dot_and_a_dash)
{
	static const char *label[] = { "wk 1", "wk 2", "wk 3" };
	static double value[] = { 0.1, NAN, 0.2 };
	struct strbuf out = STRBUF_INIT;
	struct chart c = {
		.type = CHART_CONTROL, .title = "Rework", .subtitle = "",
		.alt = "rework", .unit = "%", .target_text = "limit 15 %",
		.empty = "", .target = 0.15, .n = 3, .label = label,
		.value = value, .percent = true
	};

	text_chart(&out, &c);
	check_says(out.s, "\u2585\u00b7\u2588  0 % to 20 %\n");
	check_says(out.s, "wk 2      \u2013\n");
	check_says(out.s, "limit 15 %\n");
	strbuf_release(&out);
}

TEST(slope_reads_like_this)
{
	static const char *label[] = { "Blog", "Paid social" };
	static double before[] = { 0.2, NAN }, value[] = { 0.1, 0.3 };
	struct strbuf out = STRBUF_INIT;
	struct chart c = {
		.type = CHART_SLOPE, .title = "Rework", .subtitle = "",
		.alt = "rework", .unit = "%", .target_text = "", .empty = "",
		.from = "Q2", .to = "Q3", .target = NAN, .n = 2,
		.label = label, .low = before, .value = value, .digits = 1,
		.percent = true
	};

	text_chart(&out, &c);
	check_lines(out.s);
	check_says(out.s, "             Q2 \u2192 Q3\n");
	check_says(out.s, "Blog         20.0 % \u2192 10.0 %\n");
	check_says(out.s, "Paid social  \u2013 \u2192 30.0 %\n");
	strbuf_release(&out);
}

/* The promise lies outside what came out, the line of no change right of
 * both. */
TEST(forest_reads_like_this)
{
	static const char *label[] = { "Blog articles", "Webinars" };
	static const char *under[] = { "rework rate", "" };
	static const char *word[] = { "worked", "cannot tell yet" };
	static double value[] = { -47, 5 }, low[] = { -64, -30 },
		      high[] = { -31, 40 }, promised[] = { -25, NAN };
	struct strbuf out = STRBUF_INIT;
	struct chart c = {
		.type = CHART_FOREST, .title = "Two actions", .subtitle = "",
		.alt = "two", .unit = "%", .target_text = "", .empty = "",
		.target = NAN, .n = 2, .label = label, .under = under,
		.word = word, .value = value, .low = low, .high = high,
		.promised = promised
	};

	text_chart(&out, &c);
	check_lines(out.s);
	check_says(out.s, "Blog articles, rework rate: worked\n"
		   "\u251c\u2500\u2500\u2500\u25cf\u2500\u2500\u2500\u2524 "
		   "\u25c7     \u2502            \u221247 % (\u221264 % to "
		   "\u221231 %)\n");
	check_says(out.s, "promised \u221225 %\n");
	check_says(out.s, "Webinars: cannot tell yet\n");
	strbuf_release(&out);
}

TEST(small_multiples_share_their_scale)
{
	static const char *label[] = { "wk 1", "wk 2" };
	static double all[] = { 0.1, 0.2 }, low[] = { 0, 0.1 },
		      high[] = { NAN, 0.8 };
	static const struct chart_panel panel[] = {
		{ "Blog", "10 %, stable", TONE_PLAIN, low },
		{ "Social", "80 %, degrading", TONE_BAD, high }
	};
	struct strbuf out = STRBUF_INIT;
	struct chart c = {
		.type = CHART_PANELS, .title = "Rework", .subtitle = "",
		.alt = "rework", .unit = "%", .target_text = "", .empty = "",
		.target = NAN, .n = 2, .label = label, .value = all,
		.panel = panel, .n_panel = 2, .percent = true
	};

	text_chart(&out, &c);
	check_lines(out.s);
	check_says(out.s, "\u2581\u2582\n  Blog: 10 %, stable\n");
	check_says(out.s, "\u00b7\u2588\n  Social: 80 %, degrading\n");
	strbuf_release(&out);
}

/* Each line with where it ends, then what is marked. */
TEST(lines_stand_below_each_other_with_their_marks)
{
	static const char *label[] = { "wk 1", "wk 2" };
	static double cost[] = { 10, 20 }, gain[] = { -20, 40 };
	static const struct chart_panel panel[] = {
		{ "Cost", "EUR 20", TONE_MUTED, cost },
		{ "Benefit", "EUR 40", TONE_GOOD, gain }
	};
	struct chart_mark mark = { 1, "break-even, week 2" };
	struct strbuf out = STRBUF_INIT;
	struct chart c = {
		.type = CHART_LINES, .title = "Paid back", .subtitle = "",
		.alt = "money", .unit = "EUR", .target_text = "", .empty = "",
		.target = NAN, .n = 2, .label = label, .value = gain,
		.panel = panel, .n_panel = 2, .mark = &mark, .n_mark = 1
	};

	text_chart(&out, &c);
	check_lines(out.s);
	check_says(out.s, "Cost: EUR 20\n");
	check_says(out.s, "Benefit: EUR 40\nwk 2: break-even, week 2\n");
	strbuf_release(&out);
}

TEST(empty_table_list_and_chart_say_why)
{
	struct doc d;
	struct part *p = doc_new(&d);
	static const struct column column = { .title = "A" };
	struct table *t = &part_add(&d, p, ELEMENT_TABLE, "b", 12)->as.table;
	struct element *e;

	table_columns(&d, t, &column, 1);
	t->empty = "No rows.";
	part_add(&d, p, ELEMENT_LIST, "b", 12)->as.list.empty = "No items.";
	e = part_add(&d, p, ELEMENT_CHART, "b", 12);
	e->as.chart.empty = "No points.";
	e->as.chart.alt = "nothing";
	check_text(&d, HEAD "\nNo rows.\n\nNo items.\n\nNo points.\n");
}

/* ---- wide tables --------------------------------------------------------- */

#define WIDE 14
#define TALL 300

/* Every cell of a table too wide for the terminal, in whatever form. */
static void check_wide(enum align align, const char *cell_of_text)
{
	struct column columns[WIDE];
	char title[WIDE][16], cell[64];
	struct strbuf out = STRBUF_INIT;
	struct doc d;
	struct table *t;

	for (size_t i = 0; i < WIDE; i++) {
		snprintf(title[i], sizeof title[i], "Column %zu", i);
		columns[i] = (struct column){
			.title = title[i], .align = i % 2 ? align : ALIGN_LEFT
		};
	}
	t = &part_add(&d, doc_new(&d), ELEMENT_TABLE, "b", 12)->as.table;
	table_columns(&d, t, columns, WIDE);
	for (int r = 0; r < TALL; r++) {
		struct cell *row = table_row(&d, t);

		for (int i = 0; i < WIDE; i++)
			row[i] = cell_text(arena_printf(&d.arena, "%s%dx%d",
							cell_of_text, r, i));
	}
	render_text(&out, &d);
	check_lines(out.s);
	for (int r = 0; r < TALL; r++)
		for (int i = 0; i < WIDE; i++) {
			snprintf(cell, sizeof cell, "%s%dx%d", cell_of_text,
				 r, i);
			check_says(out.s, cell);
		}
	strbuf_release(&out);
	doc_release(&d);
}

TEST(wide_table_loses_no_cell)
{
	check_wide(ALIGN_LEFT, "");
	check_wide(ALIGN_RIGHT, "");
	check_wide(ALIGN_RIGHT, "long-long-long-long-");
}

TEST(word_longer_than_the_line_is_broken_not_cut)
{
	struct strbuf out = STRBUF_INIT;
	char word[201];
	size_t n = 0;

	memset(word, 'x', 200);
	word[200] = '\0';
	out_wrap(&out, word, 0, 4);
	check_lines(out.s);
	for (const char *p = out.s; *p; p++)
		n += *p == 'x';
	assert_int_equal(n, 200);
	strbuf_release(&out);
}

TEST(per_cent_stays_with_its_number)
{
	struct strbuf out = STRBUF_INIT;
	char text[90];

	memset(text, 'x', 76);
	strcpy(text + 76, " 15 %");
	out_wrap(&out, text, 0, 0);
	check_says(out.s, "x\n15 %\n");
	strbuf_release(&out);
}

/* ---- the renderer -------------------------------------------------------- */

TEST(file_is_verified_byte_for_byte)
{
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 16];
	struct err err = { 0 };
	struct doc d;
	FILE *f;

	part_add_text(&d, doc_new(&d), "b", TEXT_BODY, "Words.");
	snprintf(path, sizeof path, "%s/report.txt", test_dir(dir));
	assert_ptr_equal(renderer_find("text"), &renderer_text);
	assert_int_equal(renderer_text.render(&d, path, dir, &err), 0);
	assert_int_equal(renderer_text.verify(&d, path, &err), 0);
	f = fopen(path, "ab");
	assert_non_null(f);
	fputc('!', f);
	fclose(f);
	assert_int_equal(renderer_text.verify(&d, path, &err), -1);
	check_says(err.msg, "report.txt");
	unlink(path);
	rmdir(dir);
	doc_release(&d);
}

TEST(font_that_is_missing_names_its_package)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	char *path;

	assert_int_equal(font_find(&path, &a, "Nosuch", "Bold", &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "fonts-nosuch");
	assert_int_equal(font_find(&path, &a, "../x", "Bold", &err), -1);
	check_says(err.msg, "theme.yaml");
	arena_release(&a);
}

TEST(versions_name_both_libraries)
{
	struct strbuf out = STRBUF_INIT;

	render_versions(&out);
	check_says(out.s, "libxlsxwriter ");
	check_says(out.s, "libharu ");
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_line_is_longer_than_eighty_columns),
		cmocka_unit_test(small_document_reads_like_this),
		cmocka_unit_test(tiles_read_like_this),
		cmocka_unit_test(bridge_reads_like_this),
		cmocka_unit_test(gap_in_a_control_chart_is_a_dot_and_a_dash),
		cmocka_unit_test(slope_reads_like_this),
		cmocka_unit_test(forest_reads_like_this),
		cmocka_unit_test(small_multiples_share_their_scale),
		cmocka_unit_test(
			lines_stand_below_each_other_with_their_marks),
		cmocka_unit_test(empty_table_list_and_chart_say_why),
		cmocka_unit_test(wide_table_loses_no_cell),
		cmocka_unit_test(word_longer_than_the_line_is_broken_not_cut),
		cmocka_unit_test(per_cent_stays_with_its_number),
		cmocka_unit_test(file_is_verified_byte_for_byte),
		cmocka_unit_test(font_that_is_missing_names_its_package),
		cmocka_unit_test(versions_name_both_libraries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
