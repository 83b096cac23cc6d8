/*
 * tests/unit/test.h - what every unit test starts with.
 *
 *	TEST(day_of_the_epoch_is_a_thursday)
 *	{
 *		assert_int_equal(day_weekday(0), 4);
 *	}
 *
 *	int main(void)
 *	{
 *		const struct CMUnitTest tests[] = {
 *			cmocka_unit_test(day_of_the_epoch_is_a_thursday),
 *		};
 *		return cmocka_run_group_tests(tests, NULL, NULL);
 *	}
 *
 * A test's name is a sentence. A check_ helper holds what several cases
 * share, so that a case is one line.
 */
#ifndef TUNEUP_TESTS_UNIT_TEST_H
#define TUNEUP_TESTS_UNIT_TEST_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(array) (sizeof (array) / sizeof *(array))

#define TEST(name) \
	static void name(void **state __attribute__((unused)))

/* Doubles within eps of each other; NAN is only near NAN. */
#define check_close(got, want, eps) \
	check_close_at((got), (want), (eps), #got, __FILE__, __LINE__)

static inline void check_close_at(double got, double want, double eps,
				  const char *what, const char *file, int line)
{
	if (isnan(got) && isnan(want))
		return;
	if (got == want || fabs(got - want) <= eps)
		return;
	print_error("%s is %.17g, wanted %.17g within %g\n", what, got, want,
		    eps);
	_fail(file, line);
}

/* True if `needle` is in `text`: for error sentences. */
#define check_says(text, needle) \
	check_says_at((text), (needle), __FILE__, __LINE__)

static inline void check_says_at(const char *text, const char *needle,
				 const char *file, int line)
{
	if (strstr(text, needle))
		return;
	print_error("\"%s\" does not say \"%s\"\n", text, needle);
	_fail(file, line);
}

/* run(arg) in a child, whose standard error goes nowhere; the wait status. */
static inline int status_of(void (*run)(void *arg), void *arg)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(99);
		run(arg);
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

/* A fresh directory of our own; the name stays in buf. */
#define TEST_DIR_MAX 64

static inline char *test_dir(char buf[TEST_DIR_MAX])
{
	snprintf(buf, TEST_DIR_MAX, "/tmp/tuneup-test-XXXXXX");
	assert_non_null(mkdtemp(buf));
	return buf;
}

#endif
