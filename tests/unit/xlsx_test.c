#include "tests/unit/temp_dir.h"
#include "tests/unit/xlsx_sample.h"

#include <fcntl.h>

#include "base/utf8.h"
#include "render/render.h"
#include "render/xlsx_read.h"
#include "render/xlsx_text.h"

static const char *work;

static int set_up(void **state)
{
	temp_dir_make(state);
	work = in_dir("work");
	return mkdir(work, 0700);
}

static void write_doc(const struct doc *d, const char *path)
{
	struct err err = { 0 };

	if (renderer_xlsx.render(d, path, work, &err) ||
	    renderer_xlsx.verify(d, path, &err))
		fail_msg("%s", err.msg);
}

static void check_verify_says(const struct doc *d, const char *path,
			      const char *says)
{
	struct err err = { 0 };

	assert_int_equal(renderer_xlsx.verify(d, path, &err), -1);
	assert_int_equal(err.code, ERR_SOFTWARE);
	check_says(err.msg, says);
}

/* ---- round trip -------------------------------------------------- */

TEST(what_is_written_is_read_back)
{
	const char *path = in_dir("a.xlsx");
	const struct xlsx_sheet *s;
	struct xlsx_book book;
	struct err err = { 0 };
	size_t formulas = 0;
	struct doc d;

	sample_doc(&d);
	write_doc(&d, path);
	assert_int_equal(xlsx_read(&book, path, &err), 0);
	assert_int_equal(book.n_sheets, 5);
	assert_string_equal(book.sheet[3].name, "Charts all kinds");
	for (size_t i = 0; i < book.n_sheets; i++)
		for (size_t k = 0; k < book.sheet[i].n; k++)
			formulas += book.sheet[i].cell[k].formula ? 1 : 0;
	/* two results, six of the tornado, eight behind its chart */
	assert_int_equal(formulas, 16);
	s = xlsx_sheet_find(&book, "Scorecard");
	assert_non_null(s);
	assert_null(xlsx_sheet_find(&book, "scorecard"));
	assert_null(xlsx_cell_at(s, 0, 0));
	assert_string_equal(xlsx_cell_at(s, 1, 1)->text, "Scorecard");
	xlsx_release(&book);
	doc_release(&d);
}

TEST(an_empty_document_is_a_workbook)
{
	struct doc d;

	sample_frame(&d);
	write_doc(&d, in_dir("empty.xlsx"));
	doc_add_part(&d, "a", "", false);
	doc_add_part(&d, "b", "", true);
	write_doc(&d, in_dir("empty2.xlsx"));
	doc_release(&d);
}

static const char *const odd[] = {
	"=1+1", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0",
	"+1", "-1", "@SUM(A1)", "{=1}", "\t=1", " =1", "＝1", "'=1", "'", "\"",
	"_x0041_", "_x0041_x0042_", "_x005F_x0041_", "__x0041__", "_x004",
	"_x004G_", "_X0041_", "_xd83d_", "_xD83D__xDE00_", "_x000D_", "_x0000_",
	"_xFFFF_", "x_x0009_y", "_x005f_", "_", "_x", "_x_", "_x00411_",
	" leading", "trailing ", "  both  ", "\n", "a\nb", "\na", "a\n",
	"a\n\nb", "tab\tin", "\ttab", " ", "   ", "\u00A0", "\u200B",
	"<b>&amp;</b>", "]]>", "<![CDATA[x]]>", "&#65;", "&lt;", "a & b", "<",
	">", "<?xml?>", "<!-- -->", "%s%n%d", "\\", "\\n", "$A$1", "A1",
	"00123", "1e5", "1,5", "12 %", "2026-11-22", "22/11", "9.10", "TRUE",
	"#N/A", "#REF!", "NaN", "inf", "-0", "0x10", "١٢",
	"\U0001F600", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "é",
	"e\u0301", "ﷺ", "שלום", "\u202Eabc", "مرحبا", "漢字かな交じり文", "𠜎",
	"Ω≈ç√∫", "\uFEFFx", "\uFFFD", "\uE000", "\U0010FFFD", "´`¨^~",
	"C:\\path\\x", "../../x", "http://example.org/?a=1&b=2",
	"mailto:a@b", "file:///etc/passwd", "javascript:alert(1)",
	"internal:'A'!A1", "Robert'); DROP TABLE x;--", "null", "undefined",
	"–", "−5", "▲ 3 %", "EUR 1,234", "ﬁ", "İ", "ß", "a\u00ADb", "\u2028",
};

TEST(odd_texts_come_back_as_they_were)
{
	static const struct column column = { "T", ALIGN_LEFT, 0, false };
	const char *path = in_dir("odd.xlsx");
	struct xlsx_book book;
	struct err err = { 0 };
	struct table *t;
	struct doc d;
	size_t at = 0;

	t = sample_table(&d, "t", &column, 1);
	for (size_t i = 0; i < COUNT(odd); i++)
		table_row(&d, t)[0] = cell_text(odd[i]);
	write_doc(&d, path);
	assert_int_equal(xlsx_read(&book, path, &err), 0);
	/* headline, header, then one cell a text */
	for (size_t i = 2; i < book.sheet[0].n; i++, at++) {
		assert_int_equal(book.sheet[0].cell[i].type, XLSX_TEXT);
		assert_string_equal(book.sheet[0].cell[i].text, odd[at]);
		assert_null(book.sheet[0].cell[i].formula);
	}
	assert_true(COUNT(odd) >= 100);
	assert_int_equal(at, COUNT(odd));
	xlsx_release(&book);
	doc_release(&d);
}

/* n times `unit` in a cell; want is how many units come back. */
static void check_long(const char *unit, size_t n, size_t want_units)
{
	static const struct column column = { "T", ALIGN_LEFT, 0, true };
	const char *path = in_dir("long.xlsx");
	struct xlsx_book book;
	struct err err = { 0 };
	struct table *t;
	struct doc d;
	char *text;

	t = sample_table(&d, "t", &column, 1);
	text = arena_alloc(&d.arena, n * strlen(unit) + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(text + i * strlen(unit), unit, strlen(unit));
	table_row(&d, t)[0] = cell_text(text);
	write_doc(&d, path);
	assert_int_equal(xlsx_read(&book, path, &err), 0);
	assert_int_equal(xlsx_units(book.sheet[0].cell[2].text), want_units);
	xlsx_release(&book);
	doc_release(&d);
}

TEST(a_text_too_long_for_a_cell_is_cut_and_says_so)
{
	check_long("x", 32766, 32766);
	check_long("x", 32767, 32767);
	check_long("x", 32768, 32767);
	check_long("é", 40000, 32767);
	/* two units each: the cut never halves one */
	check_long("\U0001F600", 16383, 32766);
	check_long("\U0001F600", 20000, 32767);
	/* eight units of text are fourteen in the file */
	check_long("_x0041_ ", 5000, 2340 * 8 + 1);
}

TEST(control_characters_are_dropped)
{
	static const struct column column = { "T", ALIGN_LEFT, 0, false };
	const char *path = in_dir("control.xlsx");
	struct xlsx_book book;
	struct err err = { 0 };
	struct table *t;
	struct doc d;

	t = sample_table(&d, "t", &column, 1);
	table_row(&d, t)[0] = cell_text("a\x01\x1f\x7f\r" "b");
	table_row(&d, t)[0] =
		cell_text(BOLD_ON BOLD_OFF "c" BOLD_ON "d" BOLD_OFF);
	table_row(&d, t)[0] = cell_text(BOLD_ON "all" BOLD_OFF);
	table_row(&d, t)[0] = cell_text(BOLD_ON BOLD_OFF);
	write_doc(&d, path);
	assert_int_equal(xlsx_read(&book, path, &err), 0);
	assert_int_equal(book.sheet[0].n, 5);
	assert_string_equal(book.sheet[0].cell[2].text, "ab");
	assert_string_equal(book.sheet[0].cell[3].text, "cd");
	assert_string_equal(book.sheet[0].cell[4].text, "all");
	xlsx_release(&book);
	doc_release(&d);
}

TEST(numbers_come_back_to_the_last_digit)
{
	static const double value[] = { 0, -0.0, 1, -1, .1, 1 / 3.0, 1e-300,
		1e300, 123456789.123456, 5e-324, 9.99e307,
		2 / 3.0, 1e15 + .3, -45.67 };
	static const struct column column = { "N", ALIGN_RIGHT, 0, false };
	struct table *t;
	struct doc d;

	t = sample_table(&d, "t", &column, 1);
	for (size_t i = 0; i < COUNT(value); i++)
		table_row(&d, t)[0] =
			(struct cell){ .type = CELL_NUMBER, .num = value[i],
				       .digits = (int)i % 5 };
	write_doc(&d, in_dir("numbers.xlsx"));
	doc_release(&d);
}

TEST(days_become_serial_dates_and_old_ones_words)
{
	static const struct column column = { "D", ALIGN_RIGHT, 0, false };
	const char *path = in_dir("days.xlsx");
	struct xlsx_book book;
	struct err err = { 0 };
	struct table *t;
	struct doc d;

	t = sample_table(&d, "t", &column, 1);
	table_row(&d, t)[0] =
		cell_date(day_from_civil(2026, 11, 22));
	table_row(&d, t)[0] = cell_date(day_from_civil(1900, 3, 1));
	table_row(&d, t)[0] = cell_date(day_from_civil(1900, 2, 28));
	table_row(&d, t)[0] = cell_date(DAY_NONE);
	write_doc(&d, path);
	assert_int_equal(xlsx_read(&book, path, &err), 0);
	check_close(book.sheet[0].cell[2].num, 46348, 0);
	check_close(book.sheet[0].cell[3].num, 61, 0);
	assert_string_equal(book.sheet[0].cell[4].text, "1900-02-28");
	assert_string_equal(book.sheet[0].cell[5].text, "–");
	xlsx_release(&book);
	doc_release(&d);
}

/* ---- the same bytes ---------------------------------------------- */

static void read_bytes(struct strbuf *sb, const char *path)
{
	struct err err = { 0 };

	if (file_read(sb, path, 64 << 20, &err))
		fail_msg("%s", err.msg);
}

TEST(the_same_document_gives_the_same_bytes)
{
	struct strbuf one = STRBUF_INIT, two = STRBUF_INIT;
	char old[4096];
	struct doc d;

	assert_non_null(getcwd(old, sizeof old));
	sample_doc(&d);
	write_doc(&d, in_dir("one.xlsx"));
	doc_release(&d);
	read_bytes(&one, in_dir("one.xlsx"));
	setenv("TZ", "Pacific/Auckland", 1);
	assert_int_equal(chdir("/"), 0);
	sample_doc(&d);
	write_doc(&d, in_dir("two.xlsx"));
	doc_release(&d);
	read_bytes(&two, in_dir("two.xlsx"));
	assert_int_equal(chdir(old), 0);
	unsetenv("TZ");
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.s, two.s, one.len);
	strbuf_release(&one);
	strbuf_release(&two);
}

/* ---- the check --------------------------------------------------- */

static void write_bytes(const char *path, const char *s, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, s, len), (ssize_t)len);
	close(fd);
}

TEST(a_truncated_file_is_noticed)
{
	struct strbuf whole = STRBUF_INIT;
	char path[TEST_DIR_MAX + 64];
	struct doc d;

	sample_doc(&d);
	snprintf(path, sizeof path, "%s", in_dir("cut.xlsx"));
	write_doc(&d, path);
	read_bytes(&whole, path);
	for (size_t k = 0; k < 40; k++) {
		write_bytes(path, whole.s, whole.len * k / 40);
		check_verify_says(&d, path, "");
	}
	write_bytes(path, whole.s, whole.len - 1);
	check_verify_says(&d, path, "");
	strbuf_release(&whole);
	doc_release(&d);
}

static unsigned le(const char *s, int bytes)
{
	unsigned v = 0;

	for (int i = bytes - 1; i >= 0; i--)
		v = v << 8 | (unsigned char)s[i];
	return v;
}

/* Flip one bit of a byte in the middle of every part's packed bytes. */
TEST(a_flipped_byte_in_any_part_is_noticed)
{
	struct strbuf whole = STRBUF_INIT;
	char path[TEST_DIR_MAX + 64];
	size_t at, parts = 0;
	struct doc d;

	sample_doc(&d);
	snprintf(path, sizeof path, "%s", in_dir("flip.xlsx"));
	write_doc(&d, path);
	read_bytes(&whole, path);
	for (at = 0; memcmp(whole.s + at, "PK\1\2", 4); at++)
		continue;
	while (!memcmp(whole.s + at, "PK\1\2", 4)) {
		const char *c = whole.s + at;
		size_t local = le(c + 42, 4), packed = le(c + 20, 4);
		size_t data = local + 30 + le(whole.s + local + 26, 2) +
			      le(whole.s + local + 28, 2);

		for (size_t k = 1; k < 4; k++) {
			size_t byte = data + packed * k / 4;

			whole.s[byte] ^= 4;
			write_bytes(path, whole.s, whole.len);
			check_verify_says(&d, path, "");
			whole.s[byte] ^= 4;
		}
		parts++;
		at += 46 + le(c + 28, 2) + le(c + 30, 2) + le(c + 32, 2);
	}
	assert_true(parts > 15);
	strbuf_release(&whole);
	doc_release(&d);
}

/* What is in the file against a document that says something else. */
TEST(every_kind_of_difference_is_noticed)
{
	const char *path = in_dir("other.xlsx");
	struct cell **rows;
	struct table *t;
	struct part *p;
	struct doc d;

	sample_doc(&d);
	write_doc(&d, path);
	t = &d.part[1].element[0].as.table;
	rows = t->rows;
	rows[0][1].num = .1000000001;
	check_verify_says(&d, path, "the number is another");
	rows[0][1] = cell_text("10 %");
	check_verify_says(&d, path, "another type");
	rows[0][1] = cell_percent(.1, 1);
	rows[1][0].text = "Webinar hand-off and follow-up with a long namE";
	check_verify_says(&d, path, "the text is another");
	rows[1][0].text = "";
	check_verify_says(&d, path, "one too many");
	rows[1][0].text = "Webinar hand-off and follow-up with a long name";
	rows[4][2] = cell_text("x");
	check_verify_says(&d, path, "is missing");
	rows[4][2] = (struct cell){ .type = CELL_BLANK };
	rows[0][1].formula = "=0.1";
	check_verify_says(&d, path, "the formula is missing");
	rows[0][1].formula = NULL;
	rows[0][1].name = "first";
	check_verify_says(&d, path, "\"first\"");
	rows[0][1].name = NULL;
	d.part[2].element[2].as.form.result[0].cell.formula = "=hours+rate";
	check_verify_says(&d, path, "the formula is another");
	d.part[2].element[2].as.form.result[0].cell.formula = NULL;
	check_verify_says(&d, path, "a formula that nobody wrote");
	d.part[2].element[2].as.form.result[0].cell.formula = "=hours*rate";
	d.part[4].title = "Facts";
	check_verify_says(&d, path, "\"Data\", not \"Facts\"");
	d.part[4].title = "Data";
	p = doc_add_part(&d, "more", "More", false);
	check_verify_says(&d, path, "5 sheets, not 6");
	(void)p;
	d.n = 4;
	d.part[0].element[1].as.text.text = "";
	check_verify_says(&d, path, "");
	doc_release(&d);
}

TEST(a_missing_file_is_noticed)
{
	struct err err = { 0 };
	struct doc d;

	sample_frame(&d);
	assert_int_equal(renderer_xlsx.verify(&d, in_dir("none.xlsx"), &err),
			 -1);
	doc_release(&d);
}

TEST(a_number_that_is_not_finite_is_never_written)
{
	struct err err = { 0 };
	struct doc d;

	sample_doc(&d);
	d.part[1].element[0].as.table.rows[0][1].num = NAN;
	assert_int_equal(renderer_xlsx.render(&d, in_dir("nan.xlsx"), work,
					      &err), -1);
	assert_int_equal(err.code, ERR_SOFTWARE);
	check_says(err.msg, "scorecard");
	assert_false(path_exists(in_dir("nan.xlsx")));
	doc_release(&d);
}

TEST(a_place_that_cannot_be_written_is_an_error)
{
	struct err err = { 0 };
	struct doc d;

	sample_frame(&d);
	assert_int_equal(renderer_xlsx.render(&d, in_dir("no/such.xlsx"),
					      work, &err), -1);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(an_empty_document_is_a_workbook),
		cmocka_unit_test(odd_texts_come_back_as_they_were),
		cmocka_unit_test(a_text_too_long_for_a_cell_is_cut_and_says_so),
		cmocka_unit_test(control_characters_are_dropped),
		cmocka_unit_test(numbers_come_back_to_the_last_digit),
		cmocka_unit_test(days_become_serial_dates_and_old_ones_words),
		cmocka_unit_test(the_same_document_gives_the_same_bytes),
		cmocka_unit_test(a_truncated_file_is_noticed),
		cmocka_unit_test(a_flipped_byte_in_any_part_is_noticed),
		cmocka_unit_test(every_kind_of_difference_is_noticed),
		cmocka_unit_test(a_missing_file_is_noticed),
		cmocka_unit_test(a_number_that_is_not_finite_is_never_written),
		cmocka_unit_test(a_place_that_cannot_be_written_is_an_error),
	};

	return cmocka_run_group_tests(tests, set_up, temp_dir_wipe);
}
