#include "tests/unit/test.h"

#include "base/hash.h"
#include "base/strbuf.h"
#include "store/segment.h"

/* A text value every text column of a row gets. */
static const char *const words[] = { "", "a", "Ärger", "item-000001", "" };

struct made {
	struct segment_rows rows;
	uint32_t *order;
	struct strbuf bytes;
};

/* n rows of which value(c, r) are the numbers. */
static void make(struct made *m, const struct fact_kind *kind, size_t n,
		 int64_t (*value)(size_t c, size_t r))
{
	struct err err = { 0 };

	*m = (struct made){ .bytes = STRBUF_INIT };
	segment_rows_init(&m->rows, kind);
	segment_rows_reserve(&m->rows, n);
	m->order = xcalloc(n + 1, sizeof *m->order);
	for (size_t r = 0; r < n; r++) {
		for (size_t c = 0; c < kind->n_columns; c++) {
			if (m->rows.num[c]) {
				m->rows.num[c][r] = value(c, r);
				continue;
			}
			m->rows.text[c][r] = words[(r + c) % COUNT(words)];
			m->rows.text_len[c][r] = (uint32_t)
				strlen(m->rows.text[c][r]);
		}
		m->rows.key_hash[r] = hash64(&r, sizeof r, 7);
		m->order[r] = (uint32_t)r;
	}
	m->rows.n = n;
	assert_int_equal(segment_encode(&m->bytes, &m->rows, m->order, n,
					&err), 0);
}

static void drop(struct made *m)
{
	segment_rows_release(&m->rows);
	free(m->order);
	strbuf_release(&m->bytes);
}

static void check_same(const struct made *m)
{
	const struct fact_kind *kind = m->rows.kind;
	struct fact_day day;
	struct err err = { 0 };

	if (segment_open(&day, kind, m->bytes.s, m->bytes.len, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(day.n, m->rows.n);
	for (size_t r = 0; r < day.n; r++) {
		for (size_t c = 0; c < kind->n_columns; c++) {
			const char *text;
			size_t len;

			if (m->rows.num[c]) {
				assert_int_equal(fact_i64(&day, (int)c, r),
						 m->rows.num[c][r]);
				continue;
			}
			text = fact_text(&day, (int)c, r, &len);
			assert_int_equal(len, m->rows.text_len[c][r]);
			assert_memory_equal(text, m->rows.text[c][r], len);
		}
		assert_true(segment_key_hash(&day, r) == m->rows.key_hash[r]);
	}
}

static void check_values(int64_t (*value)(size_t c, size_t r))
{
	static const size_t counts[] = { 1, 2, 5, 255, 1000 };

	for (size_t k = 0; fact_kind_table[k]; k++) {
		for (size_t i = 0; i < COUNT(counts); i++) {
			struct made m;

			make(&m, fact_kind_table[k], counts[i], value);
			check_same(&m);
			drop(&m);
		}
	}
}

static int64_t all_null(size_t c, size_t r)
{
	(void)c;
	(void)r;
	return FACT_NULL;
}

static int64_t constant(size_t c, size_t r)
{
	(void)r;
	return (int64_t)c - 3;
}

static int64_t some_null(size_t c, size_t r)
{
	return (r + c) % 3 ? (int64_t)(r * c) : FACT_NULL;
}

/* 1, 2, 4 and 8 bytes wide, with negative bases. */
static int64_t widths(size_t c, size_t r)
{
	static const int64_t step[] = { 1, 200, 70000, 5000000000000 };

	return (int64_t)r * step[c % 4] - 1000;
}

static int64_t extremes(size_t c, size_t r)
{
	switch ((r + c) % 4) {
	case 0: return INT64_MAX;
	case 1: return INT64_MIN + 1;
	case 2: return FACT_NULL;
	default: return 0;
	}
}

TEST(missing_values_come_back)
{
	check_values(all_null);
	check_values(some_null);
}

TEST(constant_columns_come_back)
{
	check_values(constant);
}

TEST(every_width_comes_back)
{
	check_values(widths);
}

TEST(the_largest_and_the_least_value_come_back)
{
	check_values(extremes);
}

TEST(constant_columns_take_no_bytes)
{
	struct made few, many;

	make(&few, &kind_costs, 1, constant);
	make(&many, &kind_costs, 1000, constant);
	/* only the key hash grows */
	assert_in_range(many.bytes.len - few.bytes.len, 7992, 8000);
	drop(&few);
	drop(&many);
}

TEST(a_segment_without_rows_is_a_segment)
{
	struct made m;

	make(&m, &kind_corrections, 0, constant);
	check_same(&m);
	drop(&m);
}

TEST(a_hash_of_any_bits_comes_back)
{
	static const uint64_t hash[] = {
		0, 1, UINT64_MAX, (uint64_t)INT64_MAX, (uint64_t)INT64_MIN
	};
	struct made m;
	struct err err = { 0 };

	make(&m, &kind_costs, COUNT(hash), constant);
	memcpy(m.rows.key_hash, hash, sizeof hash);
	strbuf_clear(&m.bytes);
	assert_int_equal(segment_encode(&m.bytes, &m.rows, m.order,
					COUNT(hash), &err), 0);
	check_same(&m);
	drop(&m);
}

TEST(rows_are_written_in_the_order_given)
{
	uint32_t order[] = { 2, 0 };
	struct fact_day day;
	struct made m;
	struct err err = { 0 };

	make(&m, &kind_corrections, 3, widths);
	strbuf_clear(&m.bytes);
	assert_int_equal(segment_encode(&m.bytes, &m.rows, order, 2, &err), 0);
	assert_int_equal(segment_open(&day, &kind_corrections, m.bytes.s,
				      m.bytes.len, &err), 0);
	assert_int_equal(day.n, 2);
	assert_int_equal(fact_i64(&day, FC_LINE, 0), m.rows.num[FC_LINE][2]);
	assert_int_equal(fact_i64(&day, FC_LINE, 1), m.rows.num[FC_LINE][0]);
	drop(&m);
}

TEST(the_same_rows_make_the_same_bytes)
{
	struct made a, b;

	make(&a, &kind_corrections, 100, some_null);
	make(&b, &kind_corrections, 100, some_null);
	assert_int_equal(a.bytes.len, b.bytes.len);
	assert_memory_equal(a.bytes.s, b.bytes.s, a.bytes.len);
	drop(&a);
	drop(&b);
}

/* Open bytes that may be anything, and if they open, touch every value. The
 * copy ends where the bytes end, so that a sanitizer sees a wild read. */
static int touch(const void *bytes, size_t len, const struct fact_kind *kind)
{
	char *copy = xmalloc(len ? len : 1);
	struct fact_day day;
	struct err err = { 0 };
	uint64_t sum = 0;
	int ret;

	memcpy(copy, bytes, len);
	ret = segment_open(&day, kind, copy, len, &err);
	for (size_t r = 0; !ret && r < day.n && r < 2000; r++) {
		for (size_t c = 0; c < kind->n_columns; c++) {
			size_t n;

			if (day.col[c].form)
				sum += strnlen(fact_text(&day, (int)c, r, &n),
					       1) + n;
			else
				sum += (uint64_t)fact_i64(&day, (int)c, r);
		}
		sum += segment_key_hash(&day, r);
	}
	if (!ret && day.n < 100000)
		segment_check_ids(&day, 10, &err);
	if (ret)
		assert_int_equal(err.code, ERR_DATA);
	free(copy);
	return sum == 1 ? 1 : ret;
}

TEST(any_single_damaged_byte_is_refused_or_harmless)
{
	static const uint8_t flips[] = { 0x01, 0x80, 0xff };
	struct made m;
	size_t refused = 0;

	make(&m, &kind_corrections, 9, some_null);
	for (size_t i = 0; i < m.bytes.len; i++) {
		for (size_t f = 0; f < COUNT(flips); f++) {
			char was = m.bytes.s[i];

			m.bytes.s[i] = (char)(was ^ (char)flips[f]);
			refused += touch(m.bytes.s, m.bytes.len,
					 &kind_corrections) != 0;
			m.bytes.s[i] = was;
		}
	}
	assert_true(refused > 100);
	drop(&m);
}

TEST(any_cut_is_refused)
{
	struct made m;

	make(&m, &kind_corrections, 9, widths);
	for (size_t len = 0; len + 8 < m.bytes.len; len++)
		assert_int_not_equal(touch(m.bytes.s, len, &kind_corrections),
				     0);
	drop(&m);
}

TEST(random_bytes_never_crash)
{
	uint64_t seed = 1;
	struct made m;
	char *bytes;

	make(&m, &kind_costs, 20, widths);
	bytes = xmalloc(m.bytes.len);
	for (int round = 0; round < 20000; round++) {
		size_t from = round % 2 ? 12 : 16;

		memcpy(bytes, m.bytes.s, m.bytes.len);
		for (int i = 0; i < 1 + round % 5; i++) {
			seed = hash64(&seed, sizeof seed, 3);
			from += seed % (m.bytes.len - from);
			bytes[from] = (char)(seed >> 32);
			from = round % 2 ? 8 : 16;
		}
		touch(bytes, m.bytes.len, &kind_costs);
	}
	free(bytes);
	drop(&m);
}

TEST(another_kind_is_refused)
{
	struct fact_day day;
	struct made m;
	struct err err = { 0 };

	make(&m, &kind_costs, 3, constant);
	assert_int_equal(segment_open(&day, &kind_time, m.bytes.s,
				      m.bytes.len, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	check_says(err.msg, "another fact kind");
	drop(&m);
}

static int64_t small(size_t c, size_t r)
{
	(void)c;
	return (int64_t)(r % 3);
}

TEST(ids_that_stand_for_nothing_are_refused)
{
	struct fact_day day;
	struct made m;
	struct err err = { 0 };

	make(&m, &kind_costs, 9, small);
	assert_int_equal(segment_open(&day, &kind_costs, m.bytes.s,
				      m.bytes.len, &err), 0);
	assert_int_equal(segment_check_ids(&day, 3, &err), 0);
	assert_int_equal(segment_check_ids(&day, 2, &err), -1);
	check_says(err.msg, "source");
	drop(&m);

	make(&m, &kind_costs, 9, some_null);
	assert_int_equal(segment_open(&day, &kind_costs, m.bytes.s,
				      m.bytes.len, &err), 0);
	assert_int_equal(segment_check_ids(&day, 1000000, &err), -1);
	drop(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_values_come_back),
		cmocka_unit_test(constant_columns_come_back),
		cmocka_unit_test(every_width_comes_back),
		cmocka_unit_test(the_largest_and_the_least_value_come_back),
		cmocka_unit_test(constant_columns_take_no_bytes),
		cmocka_unit_test(a_segment_without_rows_is_a_segment),
		cmocka_unit_test(a_hash_of_any_bits_comes_back),
		cmocka_unit_test(rows_are_written_in_the_order_given),
		cmocka_unit_test(the_same_rows_make_the_same_bytes),
		cmocka_unit_test(any_single_damaged_byte_is_refused_or_harmless),
		cmocka_unit_test(any_cut_is_refused),
		cmocka_unit_test(random_bytes_never_crash),
		cmocka_unit_test(another_kind_is_refused),
		cmocka_unit_test(ids_that_stand_for_nothing_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
