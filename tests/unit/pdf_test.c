/* The finished file: whole, readable by others, the same bytes each time. */
#include "tests/unit/test.h"

#include "base/file.h"
#include "render/pdf_draw.h"
#include "render/pdf_layout.h"
#include "render/pdf_pack.h"
#include "render/pdf_verify.h"
#include "render/versions.h"
#include "render/render.h"
#include "tests/unit/sample_doc.h"

#define PDF_MAX ((size_t)8 << 20)
#define TEXT_MAX ((size_t)8 << 20)

static char dir[TEST_DIR_MAX];
static char path[TEST_DIR_MAX + 16];
static struct doc doc;
static struct strbuf file = STRBUF_INIT;
/* ... as it is on disk */
static struct strbuf packed = STRBUF_INIT;
static size_t pages;
static struct pdf_wanted wanted;

/* How much of the structure the pages use. */
static int count_elements(struct err *err)
{
	struct fonts fonts;
	struct layout l;
	struct arena a = { 0 };
	const bool *used;

	if (fonts_load(&fonts, "Lato", err) ||
	    layout_make(&l, &doc, &fonts, err))
		return -1;
	used = tags_used(&a, &l);
	for (size_t i = 1; i < l.n_tag; i++)
		wanted.elements += used[i];
	arena_release(&a);
	layout_release(&l);
	fonts_release(&fonts);
	return 0;
}

static int render_sample(void **state)
{
	struct err err = { 0 };

	(void)state;
	doc = sample_doc();
	snprintf(path, sizeof path, "%s/s.pdf", test_dir(dir));
	if (doc_check(&doc, &err) ||
	    renderer_pdf.render(&doc, path, dir, &err) ||
	    renderer_pdf.verify(&doc, path, &err) ||
	    file_read(&packed, path, PDF_MAX, &err) ||
	    pdf_unpack(&file, packed.s, packed.len, "s.pdf", &err) ||
	    count_elements(&err)) {
		print_error("%s\n", err.msg);
		return -1;
	}
	pages = wanted.pages = 5;
	return 0;
}

static int remove_sample(void **state)
{
	(void)state;
	unlink(path);
	rmdir(dir);
	strbuf_release(&file);
	strbuf_release(&packed);
	doc_release(&doc);
	return 0;
}

/* Standard output of a program, or skip the test where it is missing. */
static void output_of(struct strbuf *out, const char *program,
		      const char *rest)
{
	char command[256], buf[4096];
	FILE *pipe;
	size_t n;

	snprintf(command, sizeof command, "command -v %.*s >/dev/null",
		 (int)strcspn(program, " "), program);
	if (system(command) != 0)
		skip();
	snprintf(command, sizeof command, "%s %s %s 2>&1", program, path,
		 rest);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	while ((n = fread(buf, 1, sizeof buf, pipe)) > 0)
		strbuf_add(out, buf, n);
	assert_int_equal(pclose(pipe), 0);
}

/* Spaces of the page are where words stand, not what they are. */
static char *no_blanks(const char *s)
{
	char *out = malloc(strlen(s) + 1), *p = out;

	for (; *s; s++) {
		if (s[0] == '\xc2' && s[1] == '\xa0')
			s++;
		else if (!strchr(" \n\f\r", *s))
			*p++ = *s;
	}
	*p = '\0';
	return out;
}

TEST(every_text_can_be_copied_out_of_the_file)
{
	struct strbuf out = STRBUF_INIT;
	struct fonts fonts;
	struct layout l;
	struct err err = { 0 };
	char *all;

	output_of(&out, "pdftotext -raw", "-");
	all = no_blanks(out.s);
	assert_int_equal(fonts_load(&fonts, "Lato", &err), 0);
	assert_int_equal(layout_make(&l, &doc, &fonts, &err), 0);
	for (size_t i = 0; i < l.n; i++)
		for (size_t k = 0; k < l.page[i].n; k++) {
			const struct op *o = &l.page[i].op[k];
			char *want;

			if (o->type != OP_TEXT)
				continue;
			want = no_blanks(o->text);
			if (!strstr(all, want))
				fail_msg("page %zu: \"%s\" cannot be copied",
					 i + 1, o->text);
			free(want);
		}
	free(all);
	layout_release(&l);
	fonts_release(&fonts);
	strbuf_release(&out);
}

TEST(another_checker_finds_nothing_to_say)
{
	struct strbuf out = STRBUF_INIT;

	output_of(&out, "qpdf", "--check");
	check_says(out.s, "No syntax or stream encoding errors found");
	strbuf_release(&out);
}

TEST(fonts_are_embedded_as_subsets_with_a_map_to_text)
{
	struct strbuf out = STRBUF_INIT;
	size_t faces = 0;

	output_of(&out, "pdffonts", "");
	for (const char *p = out.s; (p = strstr(p, "+Lato-")); p++) {
		const char *end = strchr(p, '\n');
		char line[256];

		assert_non_null(end);
		snprintf(line, sizeof line, "%.*s", (int)(end - p), p);
		check_says(line, "yes yes yes");
		faces++;
	}
	assert_int_equal(faces, FACE_COUNT);
	strbuf_release(&out);
}

TEST(properties_carry_the_period_and_no_clock)
{
	struct strbuf out = STRBUF_INIT;

	output_of(&out, "pdfinfo", "-isodates");
	check_says(out.s, "Quarterly tuning review, Q3 2026, 1 Jul");
	check_says(out.s, "2026-09-30T00:00:00Z");
	check_says(out.s, "PDF version:     1.7");
	assert_null(strstr(out.s, "Author"));
	strbuf_release(&out);
}

TEST(the_same_document_gives_the_same_bytes)
{
	struct strbuf again = STRBUF_INIT;
	char other[TEST_DIR_MAX + 16];
	struct err err = { 0 };

	snprintf(other, sizeof other, "%s/again.pdf", dir);
	assert_int_equal(renderer_pdf.render(&doc, other, dir, &err), 0);
	assert_int_equal(file_read(&again, other, PDF_MAX, &err), 0);
	assert_int_equal(again.len, packed.len);
	assert_memory_equal(again.s, packed.s, packed.len);
	unlink(other);
	strbuf_release(&again);
}

static size_t times(const char *bytes, size_t len, const char *word)
{
	const char *at = bytes, *end = bytes + len;
	size_t n = 0;

	while ((at = memmem(at, (size_t)(end - at), word, strlen(word)))) {
		at += strlen(word);
		n++;
	}
	return n;
}

TEST(headings_tables_lists_and_figures_are_tagged)
{
	assert_int_equal(times(file.s, file.len, "/StructTreeRoot"), 2);
	assert_int_equal(times(file.s, file.len, "/Marked true"), 1);
	assert_int_equal(times(file.s, file.len, "/S /Document\n"), 1);
	assert_int_equal(times(file.s, file.len, "/S /Sect\n"), doc.n);
	assert_int_equal(times(file.s, file.len, "/S /H1\n"), doc.n);
	assert_int_equal(times(file.s, file.len, "/S /Figure\n"),
			 times(file.s, file.len, "/Alt "));
	assert_true(times(file.s, file.len, "/S /Figure\n") > 3);
	assert_true(times(file.s, file.len, "/C /column\n") > 10);
	assert_int_equal(times(file.s, file.len, "/StructParents "), pages);
}

TEST(without_tags_the_file_has_none_and_is_whole)
{
	struct strbuf out = STRBUF_INIT;
	struct fonts fonts;
	struct layout l;
	struct err err = { 0 };

	assert_int_equal(fonts_load(&fonts, "Lato", &err), 0);
	assert_int_equal(layout_make(&l, &doc, &fonts, &err), 0);
	assert_int_equal(pdf_draw(&out, &l, &doc, &fonts, false, &err), 0);
	assert_int_equal(pdf_verify(out.s, out.len, (struct pdf_wanted){ l.n, 0 },
				    "s.pdf", &err), 0);
	assert_int_equal(times(out.s, out.len, "/Struct"), 0);
	assert_int_equal(times(out.s, out.len, "/Marked"), 0);
	layout_release(&l);
	fonts_release(&fonts);
	strbuf_release(&out);
}

TEST(only_a_library_that_was_tried_writes_tags)
{
	assert_true(pdf_version_tags("2.3.0", "2.3.0"));
	assert_false(pdf_version_tags("2.3.0", "2.4.0"));
	assert_false(pdf_version_tags("2.4.0", "2.4.0"));
}

TEST(the_file_is_small)
{
	assert_in_range(file.len, 10000, 300000);
}

TEST(a_file_can_run_nothing_and_fetch_nothing)
{
	static const char *const key[] = { "/JavaScript", "/JS", "/Launch",
					   "/URI", "/SubmitForm",
					   "/EmbeddedFile", "/OpenAction" };

	for (size_t i = 0; i < COUNT(key); i++)
		assert_null(memmem(file.s, file.len, key[i],
				   strlen(key[i])));
}

static void check_refused(const char *bytes, size_t len, const char *what)
{
	struct err err = { 0 };

	if (pdf_verify(bytes, len, wanted, "s.pdf", &err) == 0)
		fail_msg("%s was not noticed", what);
	assert_int_equal(err.code, ERR_SOFTWARE);
	check_says(err.msg, "s.pdf");
}

TEST(a_file_cut_anywhere_is_refused)
{
	char what[64];

	for (size_t i = 0; i < 50; i++) {
		size_t len = file.len * i / 50;

		snprintf(what, sizeof what, "cut at %zu", len);
		check_refused(file.s, len, what);
	}
	for (size_t len = file.len - 6; len < file.len - 1; len++)
		check_refused(file.s, len, "cut at the end");
}

/* Where the cross-reference table's first line starts. */
static size_t table_start(void)
{
	const char *p = memmem(file.s, file.len, "\nxref\n", 6);

	if (!p)
		p = memmem(file.s, file.len, "\nxref\r\n", 7);
	assert_non_null(p);
	p = strchr(p + 2, '\n') + 1;
	return (size_t)(strchr(p, '\n') + 1 - file.s);
}

TEST(a_changed_offset_is_noticed)
{
	size_t at = table_start(), n = 0;
	char *copy = malloc(file.len);

	memcpy(copy, file.s, file.len);
	for (; copy[at + 17] == 'n' || copy[at + 17] == 'f'; at += 20, n++) {
		char was = copy[at + 9];

		if (copy[at + 17] == 'f')
			continue;
		copy[at + 9] = was == '9' ? '0' : (char)(was + 1);
		check_refused(copy, file.len, "a flipped offset");
		copy[at + 9] = was;
	}
	assert_true(n > 20);
	free(copy);
}

/* Damage one byte after each occurrence of a word. */
static void check_each(const char *word, size_t shift, const char *what)
{
	char *copy = malloc(file.len);
	size_t from = 0, n = 0;

	memcpy(copy, file.s, file.len);
	for (;;) {
		const char *p = memmem(file.s + from, file.len - from, word,
				       strlen(word));
		size_t at;

		if (!p)
			break;
		at = (size_t)(p - file.s);
		from = at + 1;
		copy[at + shift] ^= 1;
		check_refused(copy, file.len, what);
		copy[at + shift] ^= 1;
		n++;
	}
	assert_true(n > 0);
	free(copy);
}

TEST(damaged_words_of_the_file_are_noticed)
{
	check_each("endstream", 3, "a damaged endstream");
	check_each("\nendobj", 2, "a damaged endobj");
	check_each("\ntrailer", 1, "a damaged trailer");
	check_each("startxref", 0, "a damaged startxref");
	check_each("%%EOF", 4, "a damaged end mark");
	check_each("%PDF-1.", 1, "a damaged header");
	check_each("/Type /Page\n", 9, "a page that is none");
}

TEST(another_number_of_pages_or_elements_is_noticed)
{
	struct pdf_wanted more = { pages + 1, wanted.elements };
	struct err err = { 0 };

	assert_int_equal(pdf_verify(file.s, file.len, more, "s.pdf", &err),
			 -1);
	check_says(err.msg, "holds 5 pages, 6 were laid out");
	more = (struct pdf_wanted){ pages, wanted.elements + 1 };
	assert_int_equal(pdf_verify(file.s, file.len, more, "s.pdf", &err),
			 -1);
	check_says(err.msg, "elements of structure");
}

/* Object 0 is none: every seventh "123 0 R" becomes "000 0 R". */
TEST(a_reference_that_leads_nowhere_is_noticed)
{
	char *copy = malloc(file.len);
	size_t n = 0, seen = 0;

	memcpy(copy, file.s, file.len);
	for (const char *p = file.s; (p = memmem(p, (size_t)(file.s +
			file.len - p), " 0 R", 4)); p += 4) {
		const char *first = p;
		size_t at;

		while (first[-1] >= '0' && first[-1] <= '9')
			first--;
		if (p - first != 3 || seen++ % 7)
			continue;
		at = (size_t)(first - file.s);
		memcpy(copy + at, "000", 3);
		check_refused(copy, file.len, "a reference to object 0");
		memcpy(copy + at, file.s + at, 3);
		n++;
	}
	assert_true(n > 50);
	free(copy);
}

TEST(a_packed_file_is_much_smaller_and_comes_back_byte_by_byte)
{
	struct strbuf again = STRBUF_INIT;
	struct err err = { 0 };

	assert_true(packed.len < file.len * 8 / 10);
	assert_int_equal(pdf_pack(&again, &file, &err), 0);
	assert_int_equal(again.len, packed.len);
	assert_memory_equal(again.s, packed.s, packed.len);
	strbuf_release(&again);
}

/* Refused, but for bits behind the end of what is compressed. */
static void check_unpacked(const char *bytes, size_t len, size_t at)
{
	struct strbuf plain = STRBUF_INIT;
	struct err err = { 0 };

	if (pdf_unpack(&plain, bytes, len, "s.pdf", &err))
		assert_int_equal(err.code, ERR_SOFTWARE);
	else if (plain.len != file.len || memcmp(plain.s, file.s, file.len))
		fail_msg("byte %zu of %zu is damaged, which was not noticed",
			 at, len);
	strbuf_release(&plain);
}

TEST(each_damaged_byte_of_a_packed_file_is_noticed)
{
	char *copy = malloc(packed.len);

	memcpy(copy, packed.s, packed.len);
	for (size_t i = 0; i < packed.len; i += 101) {
		copy[i] ^= (char)(1 << i % 8);
		check_unpacked(copy, packed.len, i);
		copy[i] = packed.s[i];
	}
	for (size_t n = 0; n < packed.len; n += 1 + n / 50) {
		struct strbuf plain = STRBUF_INIT;
		struct err err = { 0 };

		assert_int_equal(pdf_unpack(&plain, copy, n, "s.pdf", &err),
				 -1);
		strbuf_release(&plain);
	}
	free(copy);
}

TEST(random_damage_of_a_packed_file_never_reads_outside_it)
{
	char *copy = malloc(packed.len);
	uint32_t seed = 5;

	for (int round = 0; round < 2000; round++) {
		struct strbuf plain = STRBUF_INIT;
		struct err err = { 0 };

		memcpy(copy, packed.s, packed.len);
		for (int k = 0; k < 8; k++) {
			seed = seed * 1664525u + 1013904223u;
			copy[packed.len - 1 - (seed >> 4) %
			     (k % 2 ? 3000 : packed.len)] = (char)(seed >> 24);
		}
		(void)pdf_unpack(&plain, copy, packed.len, "s.pdf", &err);
		strbuf_release(&plain);
	}
	free(copy);
}

TEST(random_damage_never_reads_outside_the_file)
{
	char *copy = malloc(file.len);
	uint32_t seed = 11;

	for (int round = 0; round < 300; round++) {
		struct err err = { 0 };

		memcpy(copy, file.s, file.len);
		for (int k = 0; k < 20; k++) {
			seed = seed * 1664525u + 1013904223u;
			copy[file.len - 1 - (seed >> 4) %
			     (k % 2 ? 4000 : file.len)] = (char)(seed >> 24);
		}
		(void)pdf_verify(copy, file.len, wanted, "s.pdf", &err);
	}
	free(copy);
}

TEST(a_number_that_is_none_is_refused_before_it_reaches_the_page)
{
	struct strbuf out = STRBUF_INIT;
	struct fonts fonts;
	struct layout l;
	struct err err = { 0 };

	assert_int_equal(fonts_load(&fonts, "Lato", &err), 0);
	assert_int_equal(layout_make(&l, &doc, &fonts, &err), 0);
	l.page[1].op[0].box.x = NAN;
	assert_int_equal(pdf_draw(&out, &l, &doc, &fonts, true, &err), -1);
	assert_int_equal(err.code, ERR_SOFTWARE);
	check_says(err.msg, "page 2");
	layout_release(&l);
	fonts_release(&fonts);
	strbuf_release(&out);
}

TEST(a_missing_font_names_the_package)
{
	struct doc d = sample_doc();
	struct err err = { 0 };

	d.theme.font = "Nosuchfont";
	assert_int_equal(renderer_pdf.render(&d, path, dir, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_can_be_copied_out_of_the_file),
		cmocka_unit_test(another_checker_finds_nothing_to_say),
		cmocka_unit_test(
			fonts_are_embedded_as_subsets_with_a_map_to_text),
		cmocka_unit_test(properties_carry_the_period_and_no_clock),
		cmocka_unit_test(the_same_document_gives_the_same_bytes),
		cmocka_unit_test(
			headings_tables_lists_and_figures_are_tagged),
		cmocka_unit_test(
			without_tags_the_file_has_none_and_is_whole),
		cmocka_unit_test(only_a_library_that_was_tried_writes_tags),
		cmocka_unit_test(the_file_is_small),
		cmocka_unit_test(a_file_can_run_nothing_and_fetch_nothing),
		cmocka_unit_test(a_file_cut_anywhere_is_refused),
		cmocka_unit_test(a_changed_offset_is_noticed),
		cmocka_unit_test(damaged_words_of_the_file_are_noticed),
		cmocka_unit_test(
			another_number_of_pages_or_elements_is_noticed),
		cmocka_unit_test(a_reference_that_leads_nowhere_is_noticed),
		cmocka_unit_test(
			a_packed_file_is_much_smaller_and_comes_back_byte_by_byte),
		cmocka_unit_test(
			each_damaged_byte_of_a_packed_file_is_noticed),
		cmocka_unit_test(
			random_damage_of_a_packed_file_never_reads_outside_it),
		cmocka_unit_test(random_damage_never_reads_outside_the_file),
		cmocka_unit_test(
		a_number_that_is_none_is_refused_before_it_reaches_the_page),
		cmocka_unit_test(a_missing_font_names_the_package),
	};

	return cmocka_run_group_tests(tests, render_sample, remove_sample);
}
