/*
 * Programs that the configuration names: what they answer, and every way in
 * which they fail. The stand-ins are the system's own.
 */
#include "tests/unit/test.h"

#include <signal.h>
#include <stdbool.h>
#include <fcntl.h>
#include <time.h>

#include "exchange/command.h"

#define RUN(...) (const char *const[]){ __VA_ARGS__ }, \
	COUNT(((const char *const[]){ __VA_ARGS__ }))

static struct strbuf out = STRBUF_INIT;
static struct err err;

static int teardown(void **state)
{
	(void)state;
	strbuf_release(&out);
	return 0;
}

static int run_with(const char *const *argv, size_t n, const char *input,
		    size_t len, int seconds, size_t max)
{
	struct command_job job = { argv, n, input, len, seconds, max };

	strbuf_clear(&out);
	err = (struct err){ 0 };
	return command_run(&out, &job, &err);
}

static void check_answer(const char *const *argv, size_t n, const char *input,
			 const char *want)
{
	if (run_with(argv, n, input, strlen(input), 20, 1 << 20))
		fail_msg("%s", err.msg);
	assert_string_equal(out.s, want);
}

static void check_failure(const char *const *argv, size_t n,
			  enum err_code code, const char *want)
{
	assert_int_equal(run_with(argv, n, "hello", 5, 1, 1000), -1);
	assert_int_equal(err.code, code);
	assert_string_equal(err.msg, want);
	assert_int_equal(out.len, 0);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

TEST(a_program_gets_the_input_and_its_output_comes_back)
{
	check_answer(RUN("cat"), "hello\n", "hello\n");
	check_answer(RUN("/bin/cat"), "", "");
	check_answer(RUN("tr", "a-z", "A-Z"), "hello", "HELLO");
}

TEST(arguments_are_no_line_for_a_shell)
{
	check_answer(RUN("printf", "%s|", "a b", "$HOME", "; echo x", "*"),
		     "", "a b|$HOME|; echo x|*|");
}

TEST(a_megabyte_goes_through_both_ways)
{
	size_t len = 1000000;
	char *big = malloc(len);

	assert_non_null(big);
	for (size_t i = 0; i < len; i++)
		big[i] = (char)('a' + i % 26);
	assert_int_equal(run_with(RUN("cat"), big, len, 20, len), 0);
	assert_int_equal(out.len, len);
	assert_memory_equal(out.s, big, len);
	free(big);
}

TEST(a_program_need_not_read_its_input)
{
	size_t len = 1000000;
	char *big = calloc(1, len);

	assert_non_null(big);
	assert_int_equal(run_with(RUN("echo", "done"), big, len, 20, 100), 0);
	assert_string_equal(out.s, "done\n");
	free(big);
}

TEST(output_is_added_to_what_is_there)
{
	struct command_job job = { RUN("echo", "b"), "", 0, 20, 100 };

	strbuf_clear(&out);
	strbuf_puts(&out, "a ");
	assert_int_equal(command_run(&out, &job, &err), 0);
	assert_string_equal(out.s, "a b\n");
}

TEST(standard_error_is_no_answer)
{
	check_answer(RUN("sh", "-c", "echo noise >&2; echo word"), "",
		     "word\n");
}

TEST(a_program_that_is_not_there_is_named)
{
	check_failure(RUN("no-such-program-anywhere"), ERR_NOINPUT,
		      "the program 'no-such-program-anywhere' cannot be "
		      "started: No such file or directory");
	check_failure(RUN("/etc"), ERR_NOINPUT,
		      "the program '/etc' cannot be started: Permission "
		      "denied");
}

TEST(another_status_than_0_is_a_failure_with_its_first_words)
{
	check_failure(RUN("false"), ERR_DATA,
		      "the program 'false' failed with status 1");
	check_failure(RUN("sh", "-c", "echo out; printf 'no key\\nmore' >&2; "
			  "exit 3"), ERR_DATA,
		      "the program 'sh' failed with status 3: no key");
}

TEST(a_program_that_is_killed_is_a_failure)
{
	check_failure(RUN("sh", "-c", "kill -9 $$"), ERR_DATA,
		      "the program 'sh' was ended by signal 9");
}

TEST(a_program_that_hangs_is_stopped)
{
	double begin = now();

	check_failure(RUN("sleep", "100"), ERR_TEMPFAIL,
		      "the program 'sleep' was stopped after 1 second");
	assert_true(now() - begin < 10);
	check_failure(RUN("sh", "-c", "exec >&- 2>&-; sleep 100"),
		      ERR_TEMPFAIL,
		      "the program 'sh' was stopped after 1 second");
}

TEST(a_program_that_answers_too_much_is_stopped)
{
	double begin = now();

	check_failure(RUN("yes"), ERR_DATA, "the program 'yes' answered with "
		      "more than 1000 bytes and was stopped");
	check_failure(RUN("head", "-c", "100000000", "/dev/zero"), ERR_DATA,
		      "the program 'head' answered with more than 1000 bytes "
		      "and was stopped");
	assert_true(now() - begin < 10);
	assert_int_equal(run_with(RUN("head", "-c", "1000", "/dev/zero"), "",
				  0, 20, 1000), 0);
	assert_int_equal(out.len, 1000);
}

/* A process that nobody reaps is gone, too. */
static bool is_alive(const char *pid)
{
	char path[64], stat[256] = "";
	const char *state;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/stat", atoi(pid));
	f = fopen(path, "r");
	if (!f)
		return false;
	if (!fgets(stat, sizeof stat, f))
		stat[0] = '\0';
	fclose(f);
	state = strrchr(stat, ')');
	return state && strncmp(state, ") Z", 3) != 0;
}

TEST(what_a_program_leaves_behind_ends_with_it)
{
	double begin = now();

	/* the sleeper holds the pipe open, and is not waited for */
	assert_int_equal(run_with(RUN("sh", "-c", "sleep 100 & echo $!"), "",
				  0, 20, 100), 0);
	assert_true(now() - begin < 10);
	for (int i = 0; i < 100 && is_alive(out.s); i++)
		usleep(20000);
	assert_false(is_alive(out.s));
}

TEST(our_own_files_and_signals_are_not_the_programs)
{
	int fd[2];
	char command[64];

	assert_int_equal(pipe2(fd, O_CLOEXEC), 0);
	snprintf(command, sizeof command, "[ -e /proc/self/fd/%d ] && echo "
		 "open || echo closed", fd[1]);
	signal(SIGPIPE, SIG_IGN);
	check_answer(RUN("sh", "-c", command), "", "closed\n");
	/* yes ends by SIGPIPE only if it is not ignored there */
	check_answer(RUN("sh", "-c", "yes | head -n 1"), "", "y\n");
	signal(SIGPIPE, SIG_DFL);
	close(fd[0]);
	close(fd[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_teardown(name, teardown)
		CASE(a_program_gets_the_input_and_its_output_comes_back),
		CASE(arguments_are_no_line_for_a_shell),
		CASE(a_megabyte_goes_through_both_ways),
		CASE(a_program_need_not_read_its_input),
		CASE(output_is_added_to_what_is_there),
		CASE(standard_error_is_no_answer),
		CASE(a_program_that_is_not_there_is_named),
		CASE(another_status_than_0_is_a_failure_with_its_first_words),
		CASE(a_program_that_is_killed_is_a_failure),
		CASE(a_program_that_hangs_is_stopped),
		CASE(a_program_that_answers_too_much_is_stopped),
		CASE(what_a_program_leaves_behind_ends_with_it),
		CASE(our_own_files_and_signals_are_not_the_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
