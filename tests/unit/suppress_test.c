/*
 * Small groups are merged, and no published table gives one back: the last
 * tests attack random tables by linear algebra.
 */
#include "tests/unit/test.h"

#include <stdbool.h>

#include "metrics/suppress.h"

#define LIMIT 5
#define GROUPS_MAX 7
#define PEOPLE_MAX 9

/* Groups from lists of people, "abc": each letter a person. */
struct told {
	const char *label, *people;
	int64_t value;
};

struct cut {
	struct people_group group[GROUPS_MAX];
	uint32_t person[GROUPS_MAX][PEOPLE_MAX];
	size_t n;
	struct people_table out;
	struct arena arena;
};

static void cut_add(struct cut *c, const char *label, int64_t value)
{
	c->group[c->n] = (struct people_group){
		.label = label, .person = c->person[c->n], .value = value
	};
	c->n++;
}

static void cut_person(struct cut *c, uint32_t person)
{
	struct people_group *g = &c->group[c->n - 1];

	c->person[c->n - 1][g->n_people++] = person;
}

static void cut_make(struct cut *c, const struct told *told, size_t n)
{
	*c = (struct cut){ 0 };
	for (size_t i = 0; i < n; i++) {
		cut_add(c, told[i].label, told[i].value);
		for (const char *p = told[i].people; *p; p++)
			cut_person(c, (uint32_t)*p);
	}
	people_suppress(&c->out, c->group, c->n, LIMIT, &c->arena);
}

/* "editor 5:70, others 5:30 (2); 10:100" */
static void check_cut_at(const struct told *told, size_t n, const char *want,
			 const char *file, int line)
{
	struct cut c;
	char got[512] = "";
	size_t len = 0;

	cut_make(&c, told, n);
	for (size_t i = 0; i < c.out.n; i++) {
		const struct people_line *l = &c.out.line[i];

		len += (size_t)snprintf(got + len, sizeof got - len,
					"%s %zu:%lld (%zu), ", l->label,
					l->people, (long long)l->value,
					l->groups);
	}
	snprintf(got + len, sizeof got - len, "all %zu:%lld (%zu)",
		 c.out.total.people, (long long)c.out.total.value,
		 c.out.total.groups);
	_assert_string_equal(got, want, file, line);
	arena_release(&c.arena);
}

#define check_cut(want, ...) \
	check_cut_at((const struct told[]){ __VA_ARGS__ }, \
		     COUNT(((const struct told[]){ __VA_ARGS__ })), want, \
		     __FILE__, __LINE__)

TEST(groups_of_enough_people_are_shown_as_they_are)
{
	check_cut("editor 5:70 (1), writer 6:30 (1), all 11:100 (2)",
		  { "editor", "abcde", 70 }, { "writer", "fghijk", 30 });
}

TEST(two_small_groups_that_make_a_large_one_become_others)
{
	check_cut("editor 5:70 (1), others 5:30 (2), all 10:100 (3)",
		  { "strategist", "fgh", 20 }, { "editor", "abcde", 70 },
		  { "intern", "ij", 10 });
}

TEST(others_of_too_few_people_take_in_the_next_smallest_group)
{
	/* else 100 - 70 - 25 = 5 hours of the one intern */
	check_cut("editor 6:70 (1), others 6:30 (2), all 12:100 (3)",
		  { "editor", "abcdef", 70 }, { "writer", "ghijk", 25 },
		  { "intern", "l", 5 });
}

TEST(of_two_equally_small_groups_the_smaller_sum_goes_then_the_label)
{
	check_cut("b 5:30 (1), others 6:25 (2), all 11:55 (3)",
		  { "b", "abcde", 30 }, { "a", "fghij", 20 },
		  { "intern", "l", 5 });
	check_cut("b 5:20 (1), others 6:25 (2), all 11:45 (3)",
		  { "b", "abcde", 20 }, { "a", "fghij", 20 },
		  { "intern", "l", 5 });
}

TEST(who_works_in_two_small_groups_is_one_person_of_others)
{
	/* 3 + 3 are 4 people, not 6 */
	check_cut("editor 6:70 (1), others 9:60 (3), all 15:130 (4)",
		  { "editor", "abcdef", 70 }, { "writer", "ghijk", 40 },
		  { "intern", "lmn", 10 }, { "trainee", "mno", 10 });
}

TEST(a_group_that_names_nobody_counts_no_person)
{
	check_cut("editor 6:70 (1), others 5:30 (2), all 11:100 (3)",
		  { "editor", "abcdef", 70 }, { "writer", "ghijk", 25 },
		  { "freelance", "", 5 });
}

TEST(where_everything_is_small_only_the_total_is_left)
{
	check_cut("all 3:30 (2)", { "editor", "ab", 20 }, { "intern", "c", 10 });
	check_cut("all 1:30 (1)", { "editor", "a", 30 });
	check_cut("all 0:30 (1)", { "editor", "", 30 });
	/* enough together, but nothing could stand beside the others */
	check_cut("all 6:30 (2)", { "editor", "abc", 20 },
		  { "intern", "def", 10 });
	check_cut("all 6:35 (2)", { "editor", "abcde", 30 },
		  { "intern", "f", 5 });
}

TEST(a_limit_of_one_hides_only_who_is_unknown)
{
	struct cut c = { 0 };

	cut_add(&c, "editor", 10);
	cut_person(&c, 1);
	cut_add(&c, "writer", 20);
	cut_person(&c, 2);
	people_suppress(&c.out, c.group, c.n, 1, &c.arena);
	assert_int_equal(c.out.n, 2);
	assert_int_equal(c.out.merged, 0);
	cut_add(&c, "freelance", 5);
	people_suppress(&c.out, c.group, c.n, 1, &c.arena);
	assert_int_equal(c.out.n, 2);
	assert_string_equal(c.out.line[0].label, "writer");
	assert_int_equal(c.out.line[1].groups, 2);
	arena_release(&c.arena);
}

TEST(nothing_in_is_nothing_out)
{
	struct cut c = { 0 };

	people_suppress(&c.out, c.group, 0, LIMIT, &c.arena);
	assert_int_equal(c.out.n + c.out.merged + c.out.total.people, 0);
	arena_release(&c.arena);
}

/* ---- the attack ------------------------------------------------------- */

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* What is printed, as equations over the groups: which make up each line. */
struct equations {
	double row[GROUPS_MAX + 2][GROUPS_MAX];
	size_t n;
};

static void equations_of(struct equations *e, const struct cut *c)
{
	*e = (struct equations){ .n = c->out.n + 1 };
	for (size_t g = 0; g < c->n; g++) {
		size_t of = c->out.n - 1;	/* others, if it has no line */

		for (size_t i = 0; i < c->out.n; i++)
			if (!strcmp(c->out.line[i].label, c->group[g].label))
				of = i;
		if (c->out.n)
			e->row[of][g] = 1;
		e->row[c->out.n][g] = 1;	/* the total */
	}
}

/* Is v a sum of multiples of the rows? Gauss, with the rows reduced. */
static bool is_known(const struct equations *e, const double *v, size_t n)
{
	struct equations m = *e;
	double left[GROUPS_MAX];
	size_t rank = 0;

	memcpy(left, v, sizeof left);
	for (size_t col = 0; col < n; col++) {
		size_t pivot = rank;

		while (pivot < m.n && fabs(m.row[pivot][col]) < 1e-9)
			pivot++;
		if (pivot == m.n)
			continue;
		for (size_t k = 0; k < n; k++) {
			double swap = m.row[pivot][k];

			m.row[pivot][k] = m.row[rank][k];
			m.row[rank][k] = swap;
		}
		for (size_t r = rank + 1; r < m.n; r++) {
			double f = m.row[r][col] / m.row[rank][col];

			for (size_t k = 0; k < n; k++)
				m.row[r][k] -= f * m.row[rank][k];
		}
		double f = left[col] / m.row[rank][col];

		for (size_t k = 0; k < n; k++)
			left[k] -= f * m.row[rank][k];
		rank++;
	}
	for (size_t k = 0; k < n; k++)
		if (fabs(left[k]) > 1e-6)
			return false;
	return true;
}

static size_t people_in(const struct cut *c, uint32_t groups)
{
	uint32_t people = 0;

	for (size_t g = 0; g < c->n; g++)
		for (size_t k = 0; groups >> g & 1 &&
		     k < c->group[g].n_people; k++)
			people |= 1u << c->group[g].person[k];
	return (size_t)__builtin_popcount(people);
}

static void random_cut(struct cut *c, uint32_t *state)
{
	static const char *const label[] = {
		"a", "b", "c", "d", "e", "f", "g"
	};
	size_t n = 1 + next_random(state) % GROUPS_MAX;

	*c = (struct cut){ 0 };
	for (size_t g = 0; g < n; g++) {
		/* dense and thin groups, over people that overlap */
		uint32_t share = next_random(state) % 5, shift =
			(uint32_t)g * 3 % 16;

		cut_add(c, label[g], 1 + next_random(state) % 3);
		for (uint32_t p = 0; p < PEOPLE_MAX; p++)
			if (next_random(state) % 4 < share)
				cut_person(c, p + shift);
	}
	people_suppress(&c->out, c->group, n, LIMIT, &c->arena);
}

/* Every sum of groups that the lines and the total give away. */
static void attack(const struct cut *c)
{
	struct equations e;
	uint32_t everything = (1u << c->n) - 1;

	equations_of(&e, c);
	for (uint32_t groups = 1; groups < everything; groups++) {
		double v[GROUPS_MAX] = { 0 };

		for (size_t g = 0; g < c->n; g++)
			v[g] = groups >> g & 1;
		if (is_known(&e, v, c->n))
			assert_true(people_in(c, groups) >= LIMIT);
	}
}

TEST(the_attack_finds_a_group_that_is_only_left_out)
{
	/* The naive table, editor and writer and a total, gives the intern. */
	struct equations naive = {
		.row = { { 1, 0, 0 }, { 0, 1, 0 }, { 1, 1, 1 } }, .n = 3
	};
	const double intern[GROUPS_MAX] = { 0, 0, 1 };
	const double both[GROUPS_MAX] = { 0, 1, 1 };

	assert_true(is_known(&naive, intern, 3));
	assert_true(is_known(&naive, both, 3));
	naive.row[1][2] = 1;
	assert_false(is_known(&naive, intern, 3));
	assert_true(is_known(&naive, both, 3));
}

TEST(no_published_table_gives_a_sum_of_fewer_people_than_the_limit)
{
	uint32_t seed = 13;
	size_t shown = 0, merged = 0, alone = 0;

	for (int i = 0; i < 20000; i++) {
		struct cut c;

		random_cut(&c, &seed);
		attack(&c);
		shown += c.out.n > 0 && !c.out.merged;
		merged += c.out.n > 0 && c.out.merged;
		alone += !c.out.n;
		arena_release(&c.arena);
	}
	assert_true(shown > 100 && merged > 1000 && alone > 1000);
}

TEST(lines_add_up_to_the_total_in_any_order_of_the_groups)
{
	uint32_t seed = 7;

	for (int i = 0; i < 2000; i++) {
		struct cut c, back = { 0 };
		int64_t sum = 0, groups = 0;

		random_cut(&c, &seed);
		for (size_t g = c.n; g-- > 0;)
			back.group[back.n++] = c.group[g];
		people_suppress(&back.out, back.group, back.n, LIMIT,
				&back.arena);
		assert_int_equal(back.out.n, c.out.n);
		assert_int_equal(back.out.merged, c.out.merged);
		for (size_t l = 0; l < c.out.n; l++) {
			sum += c.out.line[l].value;
			groups += (int64_t)c.out.line[l].groups;
		}
		assert_int_equal(c.out.n ? sum : c.out.total.value,
				 c.out.total.value);
		assert_int_equal(c.out.n ? groups : (int64_t)c.n, c.n);
		if (c.out.n && c.out.merged)
			assert_int_equal(c.out.line[c.out.n - 1].value,
					 back.out.line[back.out.n - 1].value);
		arena_release(&c.arena);
		arena_release(&back.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			groups_of_enough_people_are_shown_as_they_are),
		cmocka_unit_test(
			two_small_groups_that_make_a_large_one_become_others),
		cmocka_unit_test(
		    others_of_too_few_people_take_in_the_next_smallest_group),
		cmocka_unit_test(
		 of_two_equally_small_groups_the_smaller_sum_goes_then_the_label),
		cmocka_unit_test(
			who_works_in_two_small_groups_is_one_person_of_others),
		cmocka_unit_test(a_group_that_names_nobody_counts_no_person),
		cmocka_unit_test(
			where_everything_is_small_only_the_total_is_left),
		cmocka_unit_test(a_limit_of_one_hides_only_who_is_unknown),
		cmocka_unit_test(nothing_in_is_nothing_out),
		cmocka_unit_test(
			the_attack_finds_a_group_that_is_only_left_out),
		cmocka_unit_test(
		 no_published_table_gives_a_sum_of_fewer_people_than_the_limit),
		cmocka_unit_test(
			lines_add_up_to_the_total_in_any_order_of_the_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
