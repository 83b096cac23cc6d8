#include "tests/unit/test.h"

#include <fcntl.h>
#include <minizip/zip.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "render/xlsx_package.h"
#include "render/xlsx_read.h"
#include "render/xlsx_text.h"

static char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 16];

static int set_up(void **state)
{
	(void)state;
	test_dir(dir);
	snprintf(path, sizeof path, "%.60s/t.xlsx", dir);
	return 0;
}

static int tear_down(void **state)
{
	struct err err;

	(void)state;
	return dir_wipe(dir, &err) || rmdir(dir);
}

/* ---- making workbooks, good and bad ------------------------------ */

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/" \
	"main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/" \
	"2006/relationships\""
#define RELS "xmlns=\"http://schemas.openxmlformats.org/package/2006/" \
	"relationships\""
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships"

struct file { const char *name, *text; };

static const struct file usual[] = {
	{ "_rels/.rels", HEAD "<Relationships " RELS "><Relationship "
	  "Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" "
	  "Target=\"xl/workbook.xml\"/></Relationships>" },
	{ "xl/workbook.xml", HEAD "<workbook " MAIN "><sheets>"
	  "<sheet name=\"Two\" sheetId=\"9\" r:id=\"rId2\"/>"
	  "<sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
	  "<definedNames><definedName name=\"rate\">One!$B$2</definedName>"
	  "<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">"
	  "Two!$A$1:$B$2</definedName></definedNames></workbook>" },
	{ "xl/_rels/workbook.xml.rels", HEAD "<Relationships " RELS ">"
	  "<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" "
	  "Target=\"worksheets/sheet1.xml\"/>"
	  "<Relationship Id=\"rId2\" Type=\"" OFFICE "/worksheet\" "
	  "Target=\"/xl/worksheets/sheet2.xml\"/>"
	  "<Relationship Id=\"rId3\" Type=\"" OFFICE "/sharedStrings\" "
	  "Target=\"sharedStrings.xml\"/></Relationships>" },
	{ "xl/sharedStrings.xml", HEAD "<sst " MAIN "><si><t>plain</t></si>"
	  "<si><r><t xml:space=\"preserve\">rich </t></r><r><t>text</t></r>"
	  "<rPh sb=\"0\" eb=\"1\"><t>kana</t></rPh></si>"
	  "<si><t>_x0041__x000A_&amp;&#228;</t></si><si/></sst>" },
	{ "xl/worksheets/sheet1.xml", HEAD "<worksheet " MAIN "><sheetData/>"
	  "</worksheet>" },
	{ "xl/worksheets/sheet2.xml", HEAD "<worksheet " MAIN "><sheetData/>"
	  "</worksheet>" },
};

static void add_part(zipFile z, const char *name, const char *text,
		     size_t len)
{
	assert_int_equal(zipOpenNewFileInZip(z, name, NULL, NULL, 0, NULL, 0,
					     NULL, Z_DEFLATED, 1), ZIP_OK);
	assert_int_equal(zipWriteInFileInZip(z, text, (unsigned)len), ZIP_OK);
	assert_int_equal(zipCloseFileInZip(z), ZIP_OK);
}

/* The usual parts, with `name` replaced by (or added with) `text`; NULL
 * leaves it out. */
static void make_book(const char *name, const char *text)
{
	zipFile z = zipOpen64(path, APPEND_STATUS_CREATE);
	bool there = false;

	assert_non_null(z);
	for (size_t i = 0; i < COUNT(usual); i++) {
		bool same = name && !strcmp(usual[i].name, name);
		const char *use = same ? text : usual[i].text;

		there |= same;
		if (use)
			add_part(z, usual[i].name, use, strlen(use));
	}
	if (name && !there && text)
		add_part(z, name, text, strlen(text));
	assert_int_equal(zipClose(z, NULL), ZIP_OK);
}

static void make_sheet(const char *rows)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_printf(&sb, HEAD "<worksheet " MAIN "><sheetData>%s"
		      "</sheetData></worksheet>", rows);
	make_book("xl/worksheets/sheet1.xml", sb.s);
	strbuf_release(&sb);
}

static void check_refused(const char *says)
{
	struct xlsx_book book;
	struct err err = { 0 };

	assert_int_equal(xlsx_read(&book, path, &err), -1);
	if (err.code != ERR_DATA && err.code != ERR_NOINPUT)
		fail_msg("code %d: %s", (int)err.code, err.msg);
	check_says(err.msg, path);
	check_says(err.msg, says);
	assert_null(book.sheet);
}

static void check_sheet_refused(const char *rows, const char *says)
{
	make_sheet(rows);
	check_refused(says);
	check_refused("sheet1.xml");
}

/* Sheet "One" of a book that must be readable. */
static const struct xlsx_sheet *read_one(struct xlsx_book *book)
{
	struct err err = { 0 };

	if (xlsx_read(book, path, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(book->n_sheets, 2);
	return xlsx_sheet_find(book, "One");
}

static void write_bytes(const char *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), (ssize_t)len);
	close(fd);
}

/* ---- what is read ------------------------------------------------ */

TEST(sheets_come_in_the_order_of_the_tabs_with_their_names)
{
	struct xlsx_book book;

	make_book(NULL, NULL);
	read_one(&book);
	assert_string_equal(book.sheet[0].name, "Two");
	assert_string_equal(book.sheet[1].name, "One");
	assert_int_equal(book.n_names, 2);
	assert_string_equal(book.name[0].name, "rate");
	assert_string_equal(book.name[0].refers_to, "One!$B$2");
	xlsx_release(&book);
}

TEST(every_type_of_cell_is_read)
{
	const struct xlsx_sheet *s;
	struct xlsx_book book;

	make_sheet("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>"
		   "<c r=\"B2\" t=\"s\"><v>1</v></c>"
		   "<c r=\"C2\" t=\"s\"><v>2</v></c>"
		   "<c r=\"D2\" t=\"s\"><v>3</v></c>"
		   "<c r=\"E2\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line"
		   "</t></r></is></c>"
		   "<c r=\"F2\" t=\"b\"><v>1</v></c>"
		   "<c r=\"G2\" t=\"e\"><v>#DIV/0!</v></c>"
		   "<c r=\"H2\"><v>-1.5E-3</v></c>"
		   "<c r=\"I2\" t=\"str\"><f>A1&amp;\"x\"</f><v>_x0042_x</v>"
		   "</c>"
		   "<c r=\"J2\"><f>SUM(A1:A2)</f><v>3</v></c>"
		   "<c r=\"K2\"><f>NOW()</f></c>"
		   "<c r=\"L2\" s=\"4\"/>"
		   "<c r=\"M2\" t=\"d\"><v>2026-11-22</v></c></row>");
	s = read_one(&book);
	assert_int_equal(s->n, 12);
	assert_string_equal(xlsx_cell_at(s, 1, 0)->text, "plain");
	assert_string_equal(xlsx_cell_at(s, 1, 1)->text, "rich text");
	assert_string_equal(xlsx_cell_at(s, 1, 2)->text, "A\n&ä");
	assert_string_equal(xlsx_cell_at(s, 1, 3)->text, "");
	assert_string_equal(xlsx_cell_at(s, 1, 4)->text, "inline");
	assert_int_equal(xlsx_cell_at(s, 1, 5)->type, XLSX_BOOL);
	check_close(xlsx_cell_at(s, 1, 5)->num, 1, 0);
	assert_int_equal(xlsx_cell_at(s, 1, 6)->type, XLSX_ERROR);
	assert_string_equal(xlsx_cell_at(s, 1, 6)->text, "#DIV/0!");
	check_close(xlsx_cell_at(s, 1, 7)->num, -.0015, 0);
	assert_string_equal(xlsx_cell_at(s, 1, 8)->formula, "A1&\"x\"");
	assert_string_equal(xlsx_cell_at(s, 1, 8)->text, "Bx");
	assert_string_equal(xlsx_cell_at(s, 1, 9)->formula, "SUM(A1:A2)");
	assert_int_equal(xlsx_cell_at(s, 1, 10)->type, XLSX_BLANK);
	assert_null(xlsx_cell_at(s, 1, 11));
	assert_int_equal(xlsx_cell_at(s, 1, 12)->type, XLSX_TEXT);
	xlsx_release(&book);
}

TEST(prefixes_missing_addresses_and_odd_order_are_fine)
{
	const struct xlsx_sheet *s;
	struct xlsx_book book;

	make_book("xl/worksheets/sheet1.xml", HEAD "<x:worksheet xmlns:x=\""
		  "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
		  "\"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2"
		  "</x:v></x:c></x:row><x:row><x:c r=\"C2\"><x:v>3</x:v></x:c>"
		  "<x:c r=\"A2\"><x:v>4</x:v></x:c></x:row></x:sheetData>"
		  "</x:worksheet>");
	s = read_one(&book);
	assert_int_equal(s->n, 4);
	check_close(xlsx_cell_at(s, 0, 1)->num, 2, 0);
	check_close(xlsx_cell_at(s, 1, 0)->num, 4, 0);
	check_close(s->cell[2].num, 4, 0);
	xlsx_release(&book);
}

/* ---- what is refused --------------------------------------------- */

TEST(what_is_no_zip_is_refused)
{
	static const char page[] = "<html><body>Sign in</body></html>";

	write_bytes("", 0);
	check_refused("no Excel workbook: it is empty");
	write_bytes(page, sizeof page);
	check_refused("save it as Excel workbook (.xlsx)");
	unlink(path);
	check_refused("");
	assert_int_equal(mkdir(path, 0700), 0);
	check_refused("directory");
	rmdir(path);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	check_refused("symbolic link");
	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	check_refused("pipe");
	unlink(path);
}

TEST(a_missing_part_is_named)
{
	make_book("_rels/.rels", NULL);
	check_refused("_rels/.rels");
	make_book("xl/workbook.xml", NULL);
	check_refused("xl/workbook.xml");
	make_book("xl/worksheets/sheet2.xml", NULL);
	check_refused("xl/worksheets/sheet2.xml");
	make_book("xl/sharedStrings.xml", NULL);
	check_refused("xl/sharedStrings.xml");
	make_book("_rels/.rels", HEAD "<Relationships " RELS "/>");
	check_refused("no workbook");
	make_book("xl/_rels/workbook.xml.rels", HEAD "<Relationships " RELS
		  "/>");
	check_refused("\"Two\" has no part");
}

TEST(a_part_name_is_never_a_path)
{
	make_book("xl/_rels/workbook.xml.rels", HEAD "<Relationships " RELS
		  "><Relationship Id=\"rId2\" Type=\"" OFFICE "/worksheet\" "
		  "Target=\"../../../etc/passwd\"/></Relationships>");
	check_refused("no part xl/../../../etc/passwd");
	make_book("xl/_rels/workbook.xml.rels", HEAD "<Relationships " RELS
		  "><Relationship Id=\"rId2\" Type=\"" OFFICE "/worksheet\" "
		  "Target=\"/etc/passwd\"/></Relationships>");
	check_refused("no part etc/passwd");
}

TEST(entities_are_refused)
{
	make_book("xl/worksheets/sheet1.xml", "<!DOCTYPE w [<!ENTITY a "
		  "\"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
		  "<worksheet>&b;</worksheet>");
	check_refused("document type");
	make_book("xl/sharedStrings.xml", "<!DOCTYPE w [<!ENTITY x SYSTEM "
		  "\"file:///etc/passwd\">]><sst>&x;</sst>");
	check_refused("document type");
	make_book("xl/worksheets/sheet1.xml", "<worksheet>&undefined;"
		  "</worksheet>");
	check_refused("line 1");
}

TEST(broken_xml_is_refused_with_its_line)
{
	check_sheet_refused("\n\n<row><c></row>", "line 4");
	make_book("xl/worksheets/sheet1.xml", "");
	check_refused("sheet1.xml");
	make_book("xl/worksheets/sheet1.xml", HEAD "<worksheet>\xC3(</w>");
	check_refused("line 2");
}

TEST(cells_that_cannot_be_are_refused)
{
	check_sheet_refused("<row><c r=\"XFE1\"><v>1</v></c></row>",
			    "address");
	check_sheet_refused("<row><c r=\"A1048577\"><v>1</v></c></row>",
			    "address");
	check_sheet_refused("<row r=\"0\"/>", "row");
	check_sheet_refused("<row r=\"99999999999999999999\"/>", "row");
	check_sheet_refused("<row><c t=\"s\"><v>4</v></c></row>",
			    "shared text");
	check_sheet_refused("<row><c t=\"s\"><v>-1</v></c></row>",
			    "shared text");
	check_sheet_refused("<row><c><v>1,5</v></c></row>", "number");
	check_sheet_refused("<row><c><v>nan</v></c></row>", "number");
	check_sheet_refused("<row><c><v>1e999</v></c></row>", "number");
	make_sheet("<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c>"
		   "<c r=\"B1\"><v>2</v></c></row>");
	check_refused("two cells in row 1, column 2");
}

static void repeat(struct strbuf *sb, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		strbuf_puts(sb, s);
}

TEST(what_is_too_deep_too_long_or_too_much_is_refused)
{
	struct strbuf sb = STRBUF_INIT;

	repeat(&sb, "<a>", 100);
	repeat(&sb, "</a>", 100);
	check_sheet_refused(sb.s, "nested");
	strbuf_clear(&sb);
	strbuf_puts(&sb, "<row><c t=\"inlineStr\"><is><t>");
	repeat(&sb, "aaaaaaaaaaaaaaaa", 1 << 17);
	strbuf_puts(&sb, "</t></is></c></row>");
	check_sheet_refused(sb.s, "too long");
	strbuf_clear(&sb);
	strbuf_puts(&sb, HEAD "<workbook " MAIN "><sheets>");
	for (int i = 0; i < 300; i++)
		strbuf_printf(&sb, "<sheet name=\"%d\" r:id=\"rId1\"/>", i);
	strbuf_puts(&sb, "</sheets></workbook>");
	make_book("xl/workbook.xml", sb.s);
	check_refused("too many sheets");
	strbuf_release(&sb);
}

TEST(a_bomb_is_stopped_while_it_unpacks)
{
	const size_t chunk = 1 << 20;
	char *blanks = xmalloc(chunk);
	zipFile z = zipOpen64(path, APPEND_STATUS_CREATE);
	struct stat st;

	memset(blanks, ' ', chunk);
	for (size_t i = 0; i < COUNT(usual) - 1; i++)
		add_part(z, usual[i].name, usual[i].text,
			 strlen(usual[i].text));
	assert_int_equal(zipOpenNewFileInZip(z, "xl/worksheets/sheet2.xml",
					     NULL, NULL, 0, NULL, 0, NULL,
					     Z_DEFLATED, 9), ZIP_OK);
	assert_int_equal(zipWriteInFileInZip(z, "<a>", 3), ZIP_OK);
	for (int i = 0; i < 257; i++)
		assert_int_equal(zipWriteInFileInZip(z, blanks,
						     (unsigned)chunk), ZIP_OK);
	assert_int_equal(zipCloseFileInZip(z), ZIP_OK);
	assert_int_equal(zipClose(z, NULL), ZIP_OK);
	free(blanks);
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size < 1 << 20);
	check_refused("unpacks to more than");
}

TEST(two_parts_of_one_name_are_refused)
{
	zipFile z = zipOpen64(path, APPEND_STATUS_CREATE);

	for (size_t i = 0; i < COUNT(usual); i++)
		add_part(z, usual[i].name, usual[i].text,
			 strlen(usual[i].text));
	add_part(z, "xl/workbook.xml", "<x/>", 4);
	assert_int_equal(zipClose(z, NULL), ZIP_OK);
	check_refused("same name");
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Damage that is not noticed must not crash; the sanitizers look on. */
TEST(random_damage_never_crashes)
{
	struct strbuf whole = STRBUF_INIT;
	struct err err = { 0 };
	uint32_t seed = 42;

	make_sheet("<row><c r=\"A1\" t=\"s\"><v>0</v></c><c><v>1</v></c>"
		   "</row>");
	assert_int_equal(file_read(&whole, path, 1 << 20, &err), 0);
	for (int i = 0; i < 1500; i++) {
		char *copy = xmalloc(whole.len);
		size_t len = whole.len;
		struct xlsx_book book;

		memcpy(copy, whole.s, len);
		for (uint32_t n = next_random(&seed) % 4 + 1; n; n--)
			copy[next_random(&seed) % len] =
				(char)next_random(&seed);
		if (i % 5 == 0)
			len = next_random(&seed) % len;
		write_bytes(copy, len);
		free(copy);
		if (!xlsx_read(&book, path, &err))
			xlsx_release(&book);
		package_check(path, &err);
	}
	strbuf_release(&whole);
}

/* ---- our own files must be more ---------------------------------- */

static void check_package(const char *says)
{
	struct err err = { 0 };

	assert_int_equal(package_check(path, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	check_says(err.msg, says);
}

TEST(nothing_in_our_files_leads_outside)
{
	struct err err = { 0 };

	make_book(NULL, NULL);
	assert_int_equal(package_check(path, &err), 0);
	make_book("xl/externalLinks/externalLink1.xml", "<x/>");
	check_package("externalLink1.xml");
	make_book("xl/vbaProject.bin", "x");
	check_package("vbaProject.bin");
	make_book("xl/worksheets/_rels/sheet1.xml.rels", HEAD "<Relationships "
		  RELS "><Relationship Id=\"rId1\" Type=\"x\" Target=\"http:"
		  "//example.org\" TargetMode=\"External\"/></Relationships>");
	check_package("leads outside");
	make_book("docProps/app.xml", "<Properties>");
	check_package("docProps/app.xml");
}

/* ---- the spelling of text ---------------------------------------- */

static void check_unescaped(const char *text, const char *want)
{
	struct strbuf sb = STRBUF_INIT;

	xlsx_unescape(&sb, text, strlen(text));
	assert_string_equal(sb.s, want);
	strbuf_release(&sb);
}

TEST(escapes_are_decoded_and_the_rest_is_left)
{
	check_unescaped("_x0041_", "A");
	check_unescaped("_x005F_x0041_", "_x0041_");
	check_unescaped("_x00e4__x00E4_", "ää");
	check_unescaped("_xD83D__xDE00_", "\U0001F600");
	check_unescaped("_xD83D_", "_xD83D_");
	check_unescaped("_xD83D__x0041_", "_xD83D_A");
	check_unescaped("_xDE00_", "_xDE00_");
	check_unescaped("_x0000_", "_x0000_");
	check_unescaped("_xFFFF_", "_xFFFF_");
	check_unescaped("_x004", "_x004");
	check_unescaped("__x0041_", "_A");
}

/* ---- where a name leads ------------------------------------------- */

#define NAMED(names) HEAD "<workbook " MAIN "><sheets><sheet name=\"It's\" " \
	"sheetId=\"9\" r:id=\"rId2\"/><sheet name=\"One\" sheetId=\"1\" " \
	"r:id=\"rId1\"/></sheets><definedNames>" names "</definedNames>" \
	"</workbook>"
#define NAME(name, to) "<definedName name=\"" name "\">" to "</definedName>"

/* "It's!B3..D3" of name `head`, else what is wrong; "" when there is none. */
static void check_name(const char *book_xml, const char *want)
{
	struct xlsx_book book;
	struct xlsx_span span;
	struct err err = { 0 };
	char got[200] = "";
	int ret;

	make_book("xl/workbook.xml", book_xml);
	if (xlsx_read(&book, path, &err))
		fail_msg("%s", err.msg);
	ret = xlsx_name_span(&span, &book, "head", &err);
	if (!ret)
		snprintf(got, sizeof got, "%s..%u",
			 xlsx_cell_name(&book.arena, span.sheet, span.row,
					span.first),
			 (unsigned int)span.last);
	if (ret < 0)
		check_says(err.msg, want);
	else
		assert_string_equal(got, want);
	xlsx_release(&book);
}

TEST(a_name_leads_to_part_of_a_row)
{
	check_name(NAMED(NAME("head", "One!$B$3:$D$3")), "One!B3..3");
	check_name(NAMED(NAME("HEAD", "'It''s'!B3")), "It's!B3..1");
	check_name(NAMED(NAME("other", "One!$B$3")), "");
	check_name(NAMED(NAME("head", "One!$A$1:$B$1")
			 NAME("head", "One!$A$1:$C$1")), "One!A1..2");
}

TEST(a_name_that_leads_nowhere_says_so)
{
	check_name(NAMED(NAME("head", "#REF!")), "leads to '#REF!'");
	check_name(NAMED(NAME("head", "Two!$A$1")), "no row of a sheet");
	check_name(NAMED(NAME("head", "One!$A$1:$B$2")), "no row");
	check_name(NAMED(NAME("head", "One!$B$1:$A$1")), "no row");
	check_name(NAMED(NAME("head", "One!$A$1:$B$1:$C$1")), "no row");
	check_name(NAMED(NAME("head", "'")), "no row");
	check_name(NAMED(NAME("head", "")), "no row");
	check_name(NAMED(NAME("head", "One!$A$1")
			 NAME("Head", "'It''s'!$A$1")), "there twice");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_leads_to_part_of_a_row),
		cmocka_unit_test(a_name_that_leads_nowhere_says_so),
		cmocka_unit_test(sheets_come_in_the_order_of_the_tabs_with_their_names),
		cmocka_unit_test(every_type_of_cell_is_read),
		cmocka_unit_test(prefixes_missing_addresses_and_odd_order_are_fine),
		cmocka_unit_test(what_is_no_zip_is_refused),
		cmocka_unit_test(a_missing_part_is_named),
		cmocka_unit_test(a_part_name_is_never_a_path),
		cmocka_unit_test(entities_are_refused),
		cmocka_unit_test(broken_xml_is_refused_with_its_line),
		cmocka_unit_test(cells_that_cannot_be_are_refused),
		cmocka_unit_test(what_is_too_deep_too_long_or_too_much_is_refused),
		cmocka_unit_test(a_bomb_is_stopped_while_it_unpacks),
		cmocka_unit_test(two_parts_of_one_name_are_refused),
		cmocka_unit_test(random_damage_never_crashes),
		cmocka_unit_test(nothing_in_our_files_leads_outside),
		cmocka_unit_test(escapes_are_decoded_and_the_rest_is_left),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
