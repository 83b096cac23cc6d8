#include "tests/unit/test.h"

#include <stdalign.h>

#include "base/arena.h"
#include "base/strbuf.h"

TEST(arena_memory_is_zeroed_and_aligned)
{
	struct arena a = { 0 };

	for (size_t size = 1; size < 3000; size += 7) {
		unsigned char *p = arena_alloc(&a, size);

		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xAA, size);
	}
	arena_release(&a);
}

TEST(arena_neighbours_do_not_overlap)
{
	struct arena a = { 0 };
	int *item[500];

	for (int i = 0; i < 500; i++) {
		item[i] = arena_array(&a, (size_t)i + 1, sizeof(int));
		for (int j = 0; j <= i; j++)
			item[i][j] = i;
	}
	for (int i = 0; i < 500; i++)
		for (int j = 0; j <= i; j++)
			assert_int_equal(item[i][j], i);
	arena_release(&a);
}

TEST(arena_keeps_its_small_block_beside_large_pieces)
{
	struct arena a = { 0 };
	char *small = arena_strdup(&a, "small");
	char *large = arena_alloc(&a, (size_t)5 << 20);
	char *next = arena_strdup(&a, "next");

	large[((size_t)5 << 20) - 1] = 'x';
	assert_string_equal(small, "small");
	assert_string_equal(next, "next");
	assert_true(a.used >= (size_t)5 << 20);
	arena_release(&a);
}

TEST(arena_of_zero_bytes_is_a_pointer)
{
	struct arena a = { 0 };

	assert_non_null(arena_alloc(&a, 0));
	assert_non_null(arena_array(&a, 0, 16));
	arena_release(&a);
}

TEST(arena_release_may_be_repeated_and_the_arena_used_again)
{
	struct arena a = { 0 };

	arena_release(&a);
	arena_strdup(&a, "one");
	arena_release(&a);
	arena_release(&a);
	assert_null(a.head);
	assert_int_equal(a.used, 0);
	assert_string_equal(arena_strdup(&a, "two"), "two");
	arena_release(&a);
}

TEST(arena_texts_are_copies)
{
	struct arena a = { 0 };
	char word[] = "rework";
	char *copy = arena_strdup(&a, word);
	char *part = arena_strndup(&a, word, 2);

	word[0] = 'X';
	assert_string_equal(copy, "rework");
	assert_string_equal(part, "re");
	assert_null(arena_strdup(&a, NULL));
	arena_release(&a);
}

TEST(arena_printf_takes_texts_of_any_length)
{
	struct arena a = { 0 };

	for (int n = 0; n < 700; n += 5) {
		char *s = arena_printf(&a, "%*s|%d", n, "", n);

		assert_true(strlen(s) > (size_t)n);
		assert_int_equal(s[n], '|');
		assert_int_equal(strtol(s + n + 1, NULL, 10), n);
	}
	arena_release(&a);
}

static void array_too_large(void *arg)
{
	struct arena a = { 0 };

	(void)arg;
	arena_array(&a, SIZE_MAX / 4, 8);
}

TEST(arena_array_that_overflows_is_out_of_memory)
{
	int status = status_of(array_too_large, NULL);

	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), ERR_OS);
}

TEST(vec_reserve_grows_and_keeps_what_is_there)
{
	struct { int *item; size_t n, cap; } v = { 0 };

	for (int i = 0; i < 1000; i++) {
		vec_reserve(&v.item, v.n, &v.cap);
		v.item[v.n++] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(v.item[i], i);
	assert_true(v.cap >= 1000 && v.cap < 3000);
	free(v.item);
}

TEST(heap_helpers_never_return_null)
{
	char *s = xstrndup("payback", 3);
	int *zero = xcalloc(4, sizeof *zero);
	void *nothing = xmalloc(0), *none = xcalloc(0, 8);

	assert_string_equal(s, "pay");
	assert_int_equal(zero[3], 0);
	assert_non_null(nothing);
	assert_non_null(none);
	zero = xreallocarray(zero, 100, sizeof *zero);
	zero[99] = 1;
	free(s);
	free(zero);
	free(nothing);
	free(none);
}

TEST(strbuf_is_a_string_from_the_start)
{
	struct strbuf sb = STRBUF_INIT;

	assert_string_equal(sb.s, "");
	strbuf_add(&sb, NULL, 0);
	strbuf_clear(&sb);
	assert_string_equal(sb.s, "");
	strbuf_release(&sb);
	assert_string_equal(sb.s, "");
}

TEST(strbuf_collects_every_kind_of_piece)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_puts(&sb, "ab");
	strbuf_putc(&sb, 'c');
	strbuf_pad(&sb, '.', 3);
	strbuf_pad(&sb, '!', 0);
	strbuf_printf(&sb, "%d%%", 7);
	strbuf_add(&sb, "x\0y", 3);
	assert_int_equal(sb.len, 11);
	assert_memory_equal(sb.s, "abc...7%x\0y", 12);
	strbuf_clear(&sb);
	assert_int_equal(sb.len, 0);
	assert_string_equal(sb.s, "");
	strbuf_release(&sb);
}

TEST(strbuf_printf_takes_texts_longer_than_its_room)
{
	struct strbuf sb = STRBUF_INIT;
	size_t want = 0;

	for (int n = 1; n < 4000; n = n * 3 / 2 + 1) {
		strbuf_printf(&sb, "%*d", n, 7);
		want += (size_t)n;
		assert_int_equal(sb.len, want);
		assert_int_equal(sb.s[want - 1], '7');
		assert_int_equal(sb.s[want], '\0');
	}
	strbuf_release(&sb);
}

TEST(strbuf_detach_hands_the_text_over)
{
	struct strbuf sb = STRBUF_INIT;
	char *empty = strbuf_detach(&sb), *s;

	strbuf_puts(&sb, "mine");
	s = strbuf_detach(&sb);
	assert_string_equal(empty, "");
	assert_string_equal(s, "mine");
	assert_string_equal(sb.s, "");
	assert_int_equal(sb.cap, 0);
	free(s);
	free(empty);
}

static void strbuf_too_long(void *arg)
{
	struct strbuf sb = STRBUF_INIT;

	(void)arg;
	strbuf_putc(&sb, 'x');
	strbuf_pad(&sb, 'x', STRBUF_MAX);
}

TEST(strbuf_beyond_its_maximum_is_a_bug)
{
	assert_true(WIFSIGNALED(status_of(strbuf_too_long, NULL)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_memory_is_zeroed_and_aligned),
		cmocka_unit_test(arena_neighbours_do_not_overlap),
		cmocka_unit_test(
			arena_keeps_its_small_block_beside_large_pieces),
		cmocka_unit_test(arena_of_zero_bytes_is_a_pointer),
		cmocka_unit_test(
			arena_release_may_be_repeated_and_the_arena_used_again),
		cmocka_unit_test(arena_texts_are_copies),
		cmocka_unit_test(arena_printf_takes_texts_of_any_length),
		cmocka_unit_test(arena_array_that_overflows_is_out_of_memory),
		cmocka_unit_test(vec_reserve_grows_and_keeps_what_is_there),
		cmocka_unit_test(heap_helpers_never_return_null),
		cmocka_unit_test(strbuf_is_a_string_from_the_start),
		cmocka_unit_test(strbuf_collects_every_kind_of_piece),
		cmocka_unit_test(
			strbuf_printf_takes_texts_longer_than_its_room),
		cmocka_unit_test(strbuf_detach_hands_the_text_over),
		cmocka_unit_test(strbuf_beyond_its_maximum_is_a_bug),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
