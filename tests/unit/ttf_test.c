/* Numbers read by hand from Debian's fonts-lato 2.0 with a hex dump. */
#include "tests/unit/test.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "render/ttf.h"

#define LATO "/usr/share/fonts/truetype/lato/Lato-"
#define FONT_MAX ((size_t)8 << 20)

static struct strbuf regular_bytes = STRBUF_INIT;
static struct strbuf bold_bytes = STRBUF_INIT;
static struct ttf regular, bold;

static int load(void **state)
{
	struct err err = { 0 };

	(void)state;
	if (file_read(&regular_bytes, LATO "Regular.ttf", FONT_MAX, &err) ||
	    file_read(&bold_bytes, LATO "Bold.ttf", FONT_MAX, &err) ||
	    ttf_open(&regular, regular_bytes.s, regular_bytes.len, "regular",
		     &err) ||
	    ttf_open(&bold, bold_bytes.s, bold_bytes.len, "bold", &err)) {
		print_error("%s\n", err.msg);
		return -1;
	}
	return 0;
}

static int unload(void **state)
{
	(void)state;
	strbuf_release(&regular_bytes);
	strbuf_release(&bold_bytes);
	return 0;
}

static void check_glyph(const struct ttf *f, uint32_t cp, unsigned glyph,
			int advance)
{
	assert_int_equal(ttf_glyph(f, cp), glyph);
	assert_int_equal(ttf_advance(f, glyph), advance);
}

static void check_kern(const struct ttf *f, uint32_t left, uint32_t right,
		       int want)
{
	assert_int_equal(ttf_kern(f, ttf_glyph(f, left), ttf_glyph(f, right)),
			 want);
}

TEST(font_states_its_measures)
{
	assert_int_equal(regular.units, 2000);
	assert_int_equal(regular.ascent, 1974);
	assert_int_equal(regular.descent, -426);
	assert_int_equal(regular.n_glyphs, 3026);
}

TEST(advances_are_those_of_the_file)
{
	check_glyph(&regular, 'A', 3, 1354);
	check_glyph(&regular, 'W', 29, 2071);
	check_glyph(&regular, '.', 87, 472);
	check_glyph(&regular, 0x20ac, 129, 1160);
	check_glyph(&regular, 0x436, 420, 1576);
	check_glyph(&bold, 'A', 3, 1389);
	check_glyph(&bold, 0x436, 420, 1634);
}

TEST(digits_are_of_one_width_and_not_kerned)
{
	for (uint32_t a = '0'; a <= '9'; a++) {
		assert_int_equal(ttf_advance(&regular,
					     ttf_glyph(&regular, a)), 1160);
		for (uint32_t b = '0'; b <= '9'; b++)
			check_kern(&regular, a, b, 0);
	}
}

TEST(pairs_are_kerned)
{
	check_kern(&regular, 'A', 'V', -108);
	check_kern(&regular, 'T', 'o', -244);
	check_kern(&regular, 'L', 'T', -188);
	check_kern(&regular, 'P', '.', -201);
	check_kern(&regular, 'o', 'o', 0);
	check_kern(&bold, 'A', 'V', -115);
	check_kern(&bold, 'T', 'y', -169);
}

TEST(characters_outside_the_font_have_no_glyph)
{
	assert_int_equal(ttf_glyph(&regular, 0x4e2d), 0);
	assert_int_equal(ttf_glyph(&regular, 0x1f600), 0);
	assert_int_equal(ttf_glyph(&regular, 0x10ffff), 0);
	assert_int_equal(ttf_glyph(&regular, 0xffff), 0);
}

/* Use everything a damaged font lets us reach. */
static void use_all(const struct ttf *f)
{
	for (uint32_t cp = 0; cp < 0x600; cp += 7) {
		unsigned g = ttf_glyph(f, cp);

		(void)ttf_advance(f, g);
		(void)ttf_kern(f, g, g + 1);
	}
}

TEST(a_font_cut_at_any_place_is_refused_or_read_within_its_bounds)
{
	for (size_t len = 0; len < regular_bytes.len; len += 64) {
		char *copy = malloc(len ? len : 1);
		struct err err = { 0 };
		struct ttf f;

		memcpy(copy, regular_bytes.s, len);
		if (ttf_open(&f, copy, len, "cut.ttf", &err) == 0)
			use_all(&f);
		else
			check_says(err.msg, "cut.ttf");
		free(copy);
	}
}

TEST(a_font_with_wild_numbers_is_read_within_its_bounds)
{
	char *copy = malloc(regular_bytes.len);
	uint32_t seed = 7;

	for (int round = 0; round < 400; round++) {
		struct err err = { 0 };
		struct ttf f;

		memcpy(copy, regular_bytes.s, regular_bytes.len);
		for (int k = 0; k < 12; k++) {
			seed = seed * 1664525u + 1013904223u;
			/* Table directory and, now and then, anywhere. */
			copy[(seed >> 8) % (k % 3 ? 400 :
					    regular_bytes.len)] =
				(char)(seed >> 24);
		}
		if (ttf_open(&f, copy, regular_bytes.len, "wild", &err) == 0)
			use_all(&f);
	}
	free(copy);
}

TEST(a_file_that_is_no_font_is_refused)
{
	struct err err = { 0 };
	struct ttf f;

	assert_int_equal(ttf_open(&f, "hello, world", 12, "note.ttf", &err),
			 -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "note.ttf: not a TrueType font");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(font_states_its_measures),
		cmocka_unit_test(advances_are_those_of_the_file),
		cmocka_unit_test(digits_are_of_one_width_and_not_kerned),
		cmocka_unit_test(pairs_are_kerned),
		cmocka_unit_test(characters_outside_the_font_have_no_glyph),
		cmocka_unit_test(
		a_font_cut_at_any_place_is_refused_or_read_within_its_bounds),
		cmocka_unit_test(
			a_font_with_wild_numbers_is_read_within_its_bounds),
		cmocka_unit_test(a_file_that_is_no_font_is_refused),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
