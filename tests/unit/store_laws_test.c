/* Laws of imports: twice is once, the order does not matter, and rows that wait
 * on disk are the same rows. */
#include "tests/unit/store_help.h"

#include "base/hash.h"

static uint64_t next_random(uint64_t *seed)
{
	*seed = hash64(seed, sizeof *seed, 11);
	return *seed;
}

/* Many reviews of few items, some of them twice, in no order of days. */
static void give_many(struct in *in, uint64_t seed, int n, const char *prefix)
{
	for (int i = 0; i < n; i++) {
		uint64_t r = next_random(&seed);
		char item[32];

		snprintf(item, sizeof item, "%s%d", prefix,
			 (int)(r % (uint64_t)(n / 2)));
		in_review(in, 2 + i, DAY + (int32_t)(r >> 20) % 40, item,
			  (enum outcome)(r >> 40) % 6, (int64_t)(r >> 50) % 60);
	}
}

TEST(importing_twice_writes_no_segment)
{
	for (uint64_t seed = 1; seed < 6; seed++) {
		struct store *s = memory_store();
		struct in in;
		char *once, *twice;

		in_begin(&in, s, &UPSERT(&kind_corrections));
		give_many(&in, seed, 500, "A");
		in_end(&in);
		assert_true(in.r.same > 0);
		once = dump(s, &kind_corrections, 1);
		in_begin(&in, s, &UPSERT(&kind_corrections));
		give_many(&in, seed, 500, "A");
		in_end(&in);
		check_result(&in, 0, 0, 500, 0, 0);
		assert_int_equal(in.r.days_changed, 0);
		twice = dump(s, &kind_corrections, 1);
		assert_string_equal(once, twice);
		free(once);
		free(twice);
		store_close(s);
	}
}

static int by_line(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of a text in alphabetical order. */
static char *sorted(char *text)
{
	char *line[4000], *save = NULL;
	struct strbuf out = STRBUF_INIT;
	size_t n = 0;

	for (char *l = strtok_r(text, "\n", &save); l;
	     l = strtok_r(NULL, "\n", &save))
		line[n++] = l;
	qsort(line, n, sizeof *line, by_line);
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&out, "%s\n", line[i]);
	free(text);
	return strbuf_detach(&out);
}

TEST(the_order_of_imports_with_different_keys_does_not_matter)
{
	char *text[2];

	for (int order = 0; order < 2; order++) {
		struct store *s = memory_store();

		for (int i = 0; i < 2; i++) {
			bool first = i == order;
			struct in in;

			in_begin(&in, s, &UPSERT(&kind_corrections));
			give_many(&in, first ? 3 : 4, 300, first ? "A" : "B");
			in_end(&in);
		}
		text[order] = sorted(dump(s, &kind_corrections, 0));
		store_close(s);
	}
	assert_string_equal(text[0], text[1]);
	free(text[0]);
	free(text[1]);
}

static void check_spill(const char *path, const struct facts_load_spec *spec)
{
	char *text[3];

	for (int i = 0; i < 3; i++) {
		struct store *s = path && i ? file_store(path, STORE_CREATE) :
			memory_store();
		struct in in;

		in_begin(&in, s, spec);
		if (i)
			facts_load_limit(in.load, i == 1 ? 1 : 20000);
		give_many(&in, 9, 900, "A");
		in_end(&in);
		text[i] = dump(s, spec->kind, 1);
		store_close(s);
		if (path && i)
			unlink(path);
	}
	assert_string_equal(text[0], text[1]);
	assert_string_equal(text[0], text[2]);
	for (int i = 0; i < 3; i++)
		free(text[i]);
}

TEST(spilled_rows_make_the_same_facts)
{
	struct facts_load_spec by_item = UPSERT(&kind_corrections);
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 16];

	by_item.key_columns = (uint64_t)1 << COR_ITEM_ID;
	check_spill(NULL, &UPSERT(&kind_corrections));
	check_spill(NULL, &SNAPSHOT(&kind_corrections));
	check_spill(NULL, &by_item);
	snprintf(path, sizeof path, "%s/t.db", test_dir(dir));
	check_spill(path, &by_item);
	/* nothing is left beside the store */
	assert_int_equal(rmdir(dir), 0);
}

TEST(rows_of_all_values_survive_the_buffer)
{
	static const int64_t values[] = {
		0, 1, -1, 63, 64, -64, -65, INT64_MAX, INT64_MIN + 1,
		FACT_NULL, 1ll << 32, -(1ll << 40)
	};
	struct store *s = memory_store();
	struct fact_cell cells[FACT_COLUMNS_MAX];
	struct facts f;
	struct in in;

	in_begin(&in, s, &SNAPSHOT(&kind_costs));
	for (size_t i = 0; i < COUNT(values); i++) {
		char item[8];

		blank_cells(cells);
		snprintf(item, sizeof item, "%03zu", i);
		cells[COS_ITEM] = text_cell(item);
		cells[COS_AMOUNT] = num_cell(values[i]);
		in_row(&in, cells, DAY, (int64_t)i);
	}
	in_end(&in);
	assert_int_equal(facts_read(&f, s, &kind_costs, DAY, DAY, &in.err), 0);
	for (size_t i = 0; i < COUNT(values); i++)
		assert_int_equal(fact_i64(&f.days[0], COS_AMOUNT, i),
				 values[i]);
	facts_release(&f);
	store_close(s);
}

TEST(an_aborted_import_leaves_nothing)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 1);
	facts_load_abort(in.load);
	store_import_abort(in.import);
	check_minutes(s, "");
	in_begin(&in, s, &UPSERT(&kind_corrections));
	assert_int_equal(store_import_id(in.import), 1);
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 4);
	in_end(&in);
	check_minutes(s, "0:4");
	store_close(s);
}

TEST(a_window_reads_its_days_only)
{
	struct store *s = memory_store();
	struct facts f;
	struct in in;
	int32_t first, last;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	for (int d = 0; d < 10; d++)
		in_review(&in, 2 + d, DAY + d, "A", OUTCOME_USABLE, d);
	in_end(&in);
	assert_int_equal(facts_read(&f, s, &kind_corrections, DAY + 3, DAY + 5,
				    &in.err), 0);
	assert_int_equal(f.n_days, 3);
	assert_int_equal(f.n, 3);
	assert_int_equal(f.days[0].day, DAY + 3);
	assert_int_equal(facts_dim_id(&f, "w"),
			 fact_i64(&f.days[0], COR_WORKFLOW, 0));
	assert_int_equal(facts_dim_id(&f, "not there"), 0);
	assert_int_equal(facts_dim_id(&f, ""), 0);
	facts_release(&f);
	assert_int_equal(facts_span(&first, &last, s, &kind_corrections,
				    &in.err), 0);
	assert_int_equal(first, DAY);
	assert_int_equal(last, DAY + 9);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(importing_twice_writes_no_segment),
		cmocka_unit_test(the_order_of_imports_with_different_keys_does_not_matter),
		cmocka_unit_test(spilled_rows_make_the_same_facts),
		cmocka_unit_test(rows_of_all_values_survive_the_buffer),
		cmocka_unit_test(an_aborted_import_leaves_nothing),
		cmocka_unit_test(a_window_reads_its_days_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
