/*
 * Being asked to end: what is said, what waits no longer, and what is held
 * back. Each test begins anew with stop_catch().
 */
#include "tests/unit/test.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <time.h>

#include "base/file.h"
#include "base/stop.h"
#include "exchange/command.h"
#include "store/query.h"
#include "store/store.h"

static struct err err;

static int setup(void **state)
{
	(void)state;
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	stop_catch();
	err = (struct err){ 0 };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	stop_catch();
	return 0;
}

static bool is_told(void)
{
	struct pollfd p = { .fd = stop_fd(), .events = POLLIN };

	return poll(&p, 1, 0) == 1;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

TEST(nobody_asked)
{
	assert_int_equal(stop_signal(), 0);
	assert_int_equal(stop_check(&err), 0);
	assert_false(is_told());
}

static void check_signal(int n, enum err_code code, const char *name)
{
	setup(NULL);
	raise(n);
	assert_int_equal(stop_signal(), n);
	assert_true(is_told());
	assert_int_equal(stop_check(&err), -1);
	assert_int_equal(err.code, code);
	assert_int_equal(err.code, 128 + n);
	assert_string_equal(err_code_name(err.code), name);
	check_says(err.msg, name);
	assert_true(is_stop(&err));
}

TEST(a_signal_is_said_with_its_name_and_code)
{
	check_signal(SIGTERM, ERR_STOP_TERM, "SIGTERM");
	check_signal(SIGINT, ERR_STOP_INT, "SIGINT");
}

TEST(the_first_signal_counts)
{
	raise(SIGINT);
	raise(SIGTERM);
	raise(SIGTERM);
	assert_int_equal(stop_signal(), SIGINT);
}

TEST(a_stop_is_nobodys_failure)
{
	raise(SIGTERM);
	assert_int_equal(stop_check(&err), -1);
	assert_int_equal(err_prefix(&err, "nothing was published"), -1);
	assert_int_equal(strncmp(err.msg, "stopped by SIGTERM", 18), 0);
}

TEST(what_is_held_is_told_afterwards)
{
	stop_hold();
	stop_hold();
	raise(SIGTERM);
	assert_int_equal(stop_signal(), 0);
	assert_int_equal(stop_check(&err), 0);
	assert_false(is_told());
	stop_release();
	assert_int_equal(stop_signal(), 0);
	stop_release();
	assert_int_equal(stop_signal(), SIGTERM);
	assert_true(is_told());
}

/* As nohup and a script's & leave it. */
TEST(a_signal_that_was_ignored_stays_ignored)
{
	signal(SIGINT, SIG_IGN);
	stop_catch();
	raise(SIGINT);
	assert_int_equal(stop_signal(), 0);
	raise(SIGTERM);
	assert_int_equal(stop_signal(), SIGTERM);
}

static void raise_soon(void)
{
	pid_t parent = getpid();

	if (fork())
		return;
	usleep(200000);
	kill(parent, SIGTERM);
	_exit(0);
}

TEST(a_program_ends_with_us)
{
	const char *const argv[] = { "sleep", "60" };
	struct command_job job = { .argv = argv, .n = 2, .input = "",
				   .seconds = 60, .max = 100 };
	struct strbuf out = STRBUF_INIT;
	double begin = now();

	raise_soon();
	assert_int_equal(command_run(&out, &job, &err), -1);
	assert_int_equal(err.code, ERR_STOP_TERM);
	assert_true(now() - begin < 20);
	strbuf_release(&out);
	wait(NULL);
}

/* Its work is done, and nobody is to do it twice. */
TEST(a_program_that_went_well_went_well)
{
	const char *const argv[] = { "sh", "-c", "kill -TERM $PPID; echo yes" };
	struct command_job job = { .argv = argv, .n = 3, .input = "",
				   .seconds = 60, .max = 100 };
	struct strbuf out = STRBUF_INIT;

	stop_hold();
	assert_int_equal(command_run(&out, &job, &err), 0);
	assert_string_equal(out.s, "yes\n");
	stop_release();
	assert_int_equal(stop_signal(), SIGTERM);
	strbuf_release(&out);
}

TEST(the_lock_is_waited_for_no_longer)
{
	char dir[TEST_DIR_MAX];
	struct arena a = { 0 };
	struct lock lock;
	double begin = now();

	test_dir(dir);
	char *path = path_join(&a, dir, "lock");
	int held = open(path, O_RDWR | O_CREAT, 0600);

	assert_int_equal(flock(held, LOCK_EX), 0);
	raise_soon();
	assert_int_equal(lock_take(&lock, path, 60, &err), -1);
	assert_int_equal(err.code, ERR_STOP_TERM);
	assert_true(now() - begin < 20);
	close(held);
	assert_int_equal(dir_wipe(dir, &err), 0);
	rmdir(dir);
	arena_release(&a);
	wait(NULL);
}

static int no_row(void *ctx, int n, const char *const *names,
		  const char *const *values)
{
	(void)ctx;
	(void)n;
	(void)names;
	(void)values;
	return 0;
}

/* Long statements end by themselves, short ones are not begun. */
TEST(the_store_asks_between_its_steps)
{
	static const char long_one[] = "WITH RECURSIVE n(i) AS (SELECT 1 "
		"UNION ALL SELECT i + 1 FROM n LIMIT 2000000000) SELECT "
		"sum(i) FROM n";
	struct store *s;
	int64_t id = 7;

	assert_int_equal(store_open_memory(&s, "UTC", &err), 0);
	raise_soon();
	assert_int_equal(store_sql(s, long_one, no_row, NULL, &err), -1);
	assert_int_equal(err.code, ERR_STOP_TERM);
	assert_int_equal(store_import_known(&id, s, "a", "b", &err), -1);
	assert_int_equal(err.code, ERR_STOP_TERM);
	/* and go on when nobody asks any more */
	stop_catch();
	assert_int_equal(store_import_known(&id, s, "a", "b", &err), 0);
	assert_int_equal(id, 0);
	store_close(s);
	wait(NULL);
}

/* A report's own query has another handler, for its time. */
TEST(the_store_asks_in_and_behind_a_reports_query)
{
	struct query_request q = {
		.sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + "
		       "1 FROM n LIMIT 2000000000) SELECT sum(i) FROM n",
		.max_rows = 1, .milliseconds = 60000
	};
	struct query_result out;
	struct arena a = { 0 };
	struct store *s;
	int at;

	assert_int_equal(store_open_memory(&s, "UTC", &err), 0);
	raise_soon();
	assert_int_equal(store_query(&out, s, &q, &a, &at, &err), -1);
	assert_int_equal(err.code, ERR_STOP_TERM);
	stop_catch();
	wait(NULL);
	raise_soon();
	assert_int_equal(store_sql(s, q.sql, no_row, NULL, &err), -1);
	assert_int_equal(err.code, ERR_STOP_TERM);
	wait(NULL);
	store_close(s);
	arena_release(&a);
}

#define STOP_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STOP_TEST(nobody_asked),
		STOP_TEST(a_signal_is_said_with_its_name_and_code),
		STOP_TEST(the_first_signal_counts),
		STOP_TEST(a_stop_is_nobodys_failure),
		STOP_TEST(what_is_held_is_told_afterwards),
		STOP_TEST(a_signal_that_was_ignored_stays_ignored),
		STOP_TEST(a_program_ends_with_us),
		STOP_TEST(a_program_that_went_well_went_well),
		STOP_TEST(the_lock_is_waited_for_no_longer),
		STOP_TEST(the_store_asks_between_its_steps),
		STOP_TEST(the_store_asks_in_and_behind_a_reports_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
