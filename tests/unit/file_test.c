#include "tests/unit/temp_dir.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>



static void check_content(const char *path, const char *want)
{
	struct strbuf sb = STRBUF_INIT;
	struct err err = { 0 };

	if (file_read(&sb, path, 1 << 20, &err))
		fail_msg("%s", err.msg);
	assert_string_equal(sb.s, want);
	strbuf_release(&sb);
}

/* How many names there are in our directory. */
static int names_in_dir(void)
{
	char *command = arena_printf(&arena, "ls -A '%s' | wc -l", dir);
	FILE *ls = popen(command, "r");
	char line[32] = "";

	assert_non_null(ls);
	assert_non_null(fgets(line, sizeof line, ls));
	assert_int_equal(pclose(ls), 0);
	return (int)strtol(line, NULL, 10);
}

TEST(path_parts)
{
	assert_string_equal(path_join(&arena, "a", "b"), "a/b");
	assert_string_equal(path_join(&arena, "a/", "b"), "a/b");
	assert_string_equal(path_join(&arena, "/", "b"), "/b");
	assert_string_equal(path_join(&arena, "a", "/b"), "/b");
	assert_string_equal(path_join(&arena, "", "b"), "b");
	assert_string_equal(path_base("a/b.csv"), "b.csv");
	assert_string_equal(path_base("b.csv"), "b.csv");
	assert_string_equal(path_base("/"), "/");
	assert_string_equal(path_base("a//b"), "b");
}

TEST(file_written_is_whole_and_private)
{
	char *path = in_dir("out.csv");
	struct stat st;

	put_file(path, "first");
	put_file(path, "second");
	check_content(path, "second");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(names_in_dir(), 1);
}

TEST(file_commit_sets_the_mode)
{
	char *path = in_dir("out.pdf");
	struct err err = { 0 };
	struct file_new f;
	struct stat st;

	assert_int_equal(file_new_open(&f, path, &err), 0);
	assert_false(path_exists(path));
	assert_int_equal(file_new_write(&f, "ab", 2, &err), 0);
	assert_int_equal(file_new_write(&f, "c", 1, &err), 0);
	assert_int_equal(file_new_commit(&f, 0640, &err), 0);
	file_new_abort(&f);
	check_content(path, "abc");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(names_in_dir(), 1);
}

TEST(file_aborted_leaves_the_old_one)
{
	char *path = in_dir("out.csv");
	struct err err = { 0 };
	struct file_new f;

	put_file(path, "old");
	assert_int_equal(file_new_open(&f, path, &err), 0);
	assert_int_equal(file_new_write(&f, "half", 4, &err), 0);
	file_new_abort(&f);
	file_new_abort(&f);
	check_content(path, "old");
	assert_int_equal(names_in_dir(), 1);
}

TEST(file_that_cannot_take_its_place_leaves_nothing)
{
	char *path = in_dir("taken");
	struct err err = { 0 };

	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(file_write(path, "x", 1, &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
	check_says(err.msg, path);
	assert_int_equal(names_in_dir(), 1);
}

TEST(file_over_a_link_replaces_the_link_and_not_the_victim)
{
	char *victim = in_dir("victim"), *link = in_dir("link");

	put_file(victim, "precious");
	assert_int_equal(symlink(victim, link), 0);
	put_file(link, "new");
	check_content(victim, "precious");
	check_content(link, "new");
}

TEST(file_in_a_missing_directory_says_so)
{
	struct err err = { 0 };

	assert_int_equal(file_write(in_dir("no/out.csv"), "x", 1, &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
	check_says(err.msg, "directory does not exist");
}

TEST(write_to_a_full_disk_is_an_io_error)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	struct err err = { 0 };

	assert_true(fd >= 0);
	assert_int_equal(fd_write(fd, "x", 1, "report.xlsx", &err), -1);
	assert_int_equal(err.code, ERR_IO);
	check_says(err.msg, "report.xlsx");
	check_says(err.msg, "No space left");
	close(fd);
}

static void check_refused(const char *path, const char *why)
{
	struct err err = { 0 };
	int fd = -1;

	assert_int_equal(file_open_read(&fd, path, NULL, &err), -1);
	assert_int_equal(err.code, ERR_NOINPUT);
	check_says(err.msg, path);
	check_says(err.msg, why);
	assert_int_equal(fd, -1);
}

static void make_socket(const char *path)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(name.sun_path, sizeof name.sun_path, "%s", path);
	assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof name), 0);
	close(fd);
}

TEST(read_of_anything_but_a_regular_file_is_refused)
{
	put_file(in_dir("real"), "x");
	assert_int_equal(symlink(in_dir("real"), in_dir("link")), 0);
	assert_int_equal(mkfifo(in_dir("pipe"), 0600), 0);
	make_socket(in_dir("socket"));
	check_refused(in_dir("link"), "a symbolic link");
	check_refused(in_dir("pipe"), "a named pipe");
	check_refused(in_dir("socket"), "a socket");
	check_refused(dir, "a directory");
	check_refused("/dev/zero", "a device");
	check_refused(in_dir("missing"), "No such file");
}

TEST(read_tells_the_size)
{
	struct err err = { 0 };
	int64_t size = 0;
	int fd;

	put_file(in_dir("five"), "12345");
	assert_int_equal(file_open_read(&fd, in_dir("five"), &size, &err), 0);
	assert_int_equal(size, 5);
	close(fd);
}

TEST(read_appends_up_to_its_limit)
{
	struct strbuf sb = STRBUF_INIT;
	struct err err = { 0 };

	put_file(in_dir("five"), "12345");
	strbuf_puts(&sb, ">");
	assert_int_equal(file_read(&sb, in_dir("five"), 5, &err), 0);
	assert_string_equal(sb.s, ">12345");
	assert_int_equal(file_read(&sb, in_dir("five"), 4, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	check_says(err.msg, "larger than 4 bytes");
	assert_string_equal(sb.s, ">12345");
	strbuf_release(&sb);
}

/* Files below /proc say that they have 0 bytes. */
TEST(read_does_not_trust_the_size)
{
	struct strbuf sb = STRBUF_INIT;
	struct err err = { 0 };

	assert_int_equal(file_read(&sb, "/proc/self/status", 1 << 20, &err),
			 0);
	assert_true(sb.len > 100);
	strbuf_clear(&sb);
	assert_int_equal(file_read(&sb, "/proc/self/status", 10, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	assert_int_equal(sb.len, 0);
	strbuf_release(&sb);
}

TEST(read_of_a_large_file_is_complete)
{
	struct strbuf sb = STRBUF_INIT, back = STRBUF_INIT;
	struct err err = { 0 };

	for (int i = 0; i < 50000; i++)
		strbuf_printf(&sb, "%d,", i);
	assert_int_equal(file_write(in_dir("large"), sb.s, sb.len, &err), 0);
	assert_int_equal(file_read(&back, in_dir("large"), sb.len, &err), 0);
	assert_int_equal(back.len, sb.len);
	assert_memory_equal(back.s, sb.s, sb.len);
	strbuf_release(&sb);
	strbuf_release(&back);
}

TEST(dir_make_takes_what_is_there_but_no_link)
{
	struct err err = { 0 };
	struct stat st;

	assert_int_equal(dir_make(in_dir("work"), &err), 0);
	assert_int_equal(dir_make(in_dir("work"), &err), 0);
	assert_int_equal(stat(in_dir("work"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(symlink(in_dir("work"), in_dir("link")), 0);
	assert_int_equal(dir_make(in_dir("link"), &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
	check_says(err.msg, "symbolic link");
	put_file(in_dir("file"), "x");
	assert_int_equal(dir_make(in_dir("file"), &err), -1);
	check_says(err.msg, "a regular file");
	assert_int_equal(dir_make(in_dir("no/work"), &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
}

TEST(dir_wipe_removes_one_level_and_follows_no_link)
{
	struct err err = { 0 };

	assert_int_equal(dir_make(in_dir("keep"), &err), 0);
	put_file(in_dir("keep/victim"), "precious");
	assert_int_equal(dir_make(in_dir("work"), &err), 0);
	assert_int_equal(dir_make(in_dir("work/sub"), &err), 0);
	put_file(in_dir("work/tmp.1"), "x");
	put_file(in_dir("work/sub/tmp.2"), "x");
	assert_int_equal(symlink(in_dir("keep"), in_dir("work/link")), 0);
	assert_int_equal(symlink(in_dir("keep"), in_dir("work/sub/link")), 0);
	assert_int_equal(dir_wipe(in_dir("work"), &err), 0);
	assert_true(path_exists(in_dir("work")));
	assert_int_equal(rmdir(in_dir("work")), 0);
	check_content(in_dir("keep/victim"), "precious");
	assert_int_equal(dir_wipe(in_dir("missing"), &err), 0);
	assert_int_equal(symlink(in_dir("keep"), in_dir("link")), 0);
	assert_int_equal(dir_wipe(in_dir("link"), &err), -1);
	check_says(err.msg, "symbolic link");
	check_content(in_dir("keep/victim"), "precious");
}

TEST(dir_wipe_stops_at_what_is_not_ours)
{
	struct err err = { 0 };

	assert_int_equal(dir_make(in_dir("a"), &err), 0);
	assert_int_equal(dir_make(in_dir("a/b"), &err), 0);
	assert_int_equal(dir_make(in_dir("a/b/c"), &err), 0);
	put_file(in_dir("a/b/c/deep"), "x");
	assert_int_equal(dir_wipe(in_dir("a"), &err), -1);
	assert_int_equal(err.code, ERR_IO);
	assert_true(path_exists(in_dir("a/b/c/deep")));
	assert_int_equal(dir_wipe(in_dir("a/b"), &err), 0);
	assert_int_equal(dir_wipe(in_dir("a"), &err), 0);
}

TEST(sweep_removes_what_a_killed_writer_left_and_nothing_else)
{
	struct err err = { 0 };
	struct file_new f;

	assert_int_equal(dir_make(in_dir("out"), &err), 0);
	put_file(in_dir("out/kept.csv"), "whole");
	put_file(in_dir("out/.tuneup-notes"), "a person's");
	assert_int_equal(dir_make(in_dir("out/.tuneup-of-mine"), &err), 0);
	assert_int_equal(dir_make(in_dir("keep"), &err), 0);
	put_file(in_dir("keep/victim"), "precious");
	assert_int_equal(symlink(in_dir("keep"), in_dir("out/.tuneup-LinkLi")),
			 0);
	/* killed between opening and renaming */
	assert_int_equal(file_new_open(&f, in_dir("out/new.csv"), &err), 0);
	assert_int_equal(file_new_write(&f, "half", 4, &err), 0);
	close(f.fd);
	assert_true(path_exists(f.tmp));
	file_new_sweep(in_dir("out"));
	assert_false(path_exists(f.tmp));
	f.fd = -1;
	file_new_abort(&f);
	check_content(in_dir("out/kept.csv"), "whole");
	check_content(in_dir("out/.tuneup-notes"), "a person's");
	assert_true(path_exists(in_dir("out/.tuneup-of-mine")));
	check_content(in_dir("keep/victim"), "precious");
	assert_int_equal(unlink(in_dir("out/.tuneup-LinkLi")), 0);
	assert_int_equal(unlink(in_dir("out/.tuneup-notes")), 0);
	assert_int_equal(rmdir(in_dir("out/.tuneup-of-mine")), 0);
	assert_int_equal(unlink(in_dir("out/kept.csv")), 0);
	assert_int_equal(rmdir(in_dir("out")), 0);	/* nothing else */
	file_new_sweep(in_dir("missing"));
	assert_int_equal(symlink(in_dir("keep"), in_dir("link")), 0);
	assert_int_equal(dir_make(in_dir("keep/.tuneup-AbCdEf"), &err), 0);
	file_new_sweep(in_dir("link"));
	assert_int_equal(rmdir(in_dir("keep/.tuneup-AbCdEf")), 0);
}

TEST(path_exists_counts_a_link_to_nowhere)
{
	assert_false(path_exists(in_dir("link")));
	assert_int_equal(symlink("nowhere", in_dir("link")), 0);
	assert_true(path_exists(in_dir("link")));
}

TEST(lock_is_refused_with_the_pid_of_its_holder)
{
	char *path = in_dir("tuneup.db.lock"), pid[32];
	struct lock held, wanted;
	struct err err = { 0 };
	struct stat st;

	assert_int_equal(lock_take(&held, path, 0, &err), 0);
	assert_int_equal(lock_take(&wanted, path, 0, &err), -1);
	assert_int_equal(err.code, ERR_TEMPFAIL);
	snprintf(pid, sizeof pid, "pid %ld since 20", (long)getpid());
	check_says(err.msg, pid);
	check_says(err.msg, path);
	assert_int_equal(wanted.fd, -1);
	lock_drop(&wanted);
	lock_drop(&held);
	lock_drop(&held);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(lock_take(&wanted, path, 0, &err), 0);
	lock_drop(&wanted);
}

/* Hold the lock for a moment, then end without dropping it. */
static pid_t hold_for_a_moment(const char *path)
{
	pid_t child;
	int ready[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		struct err err = { 0 };
		struct lock lock;

		if (lock_take(&lock, path, 0, &err) ||
		    write(ready[1], "x", 1) != 1)
			_exit(1);
		usleep(300000);
		_exit(0);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return child;
}

TEST(lock_waits_for_a_holder_that_ends)
{
	char *path = in_dir("lock"), pid[32];
	struct err err = { 0 };
	struct lock lock;
	pid_t child = hold_for_a_moment(path);

	assert_int_equal(lock_take(&lock, path, 0, &err), -1);
	snprintf(pid, sizeof pid, "pid %ld ", (long)child);
	check_says(err.msg, pid);
	if (lock_take(&lock, path, 20, &err))
		fail_msg("%s", err.msg);
	lock_drop(&lock);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

TEST(lock_that_is_a_link_or_a_pipe_is_refused)
{
	struct err err = { 0 };
	struct lock lock;

	put_file(in_dir("victim"), "precious");
	assert_int_equal(symlink(in_dir("victim"), in_dir("lock")), 0);
	assert_int_equal(lock_take(&lock, in_dir("lock"), 0, &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
	check_says(err.msg, "symbolic link");
	check_content(in_dir("victim"), "precious");
	assert_int_equal(mkfifo(in_dir("pipe"), 0600), 0);
	assert_int_equal(lock_take(&lock, in_dir("pipe"), 0, &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
	assert_int_equal(lock_take(&lock, in_dir("no/lock"), 0, &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
}

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, temp_dir_make, temp_dir_wipe)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FILE_TEST(path_parts),
		FILE_TEST(file_written_is_whole_and_private),
		FILE_TEST(file_commit_sets_the_mode),
		FILE_TEST(file_aborted_leaves_the_old_one),
		FILE_TEST(file_that_cannot_take_its_place_leaves_nothing),
		FILE_TEST(
		    file_over_a_link_replaces_the_link_and_not_the_victim),
		FILE_TEST(file_in_a_missing_directory_says_so),
		FILE_TEST(write_to_a_full_disk_is_an_io_error),
		FILE_TEST(read_of_anything_but_a_regular_file_is_refused),
		FILE_TEST(read_tells_the_size),
		FILE_TEST(read_appends_up_to_its_limit),
		FILE_TEST(read_does_not_trust_the_size),
		FILE_TEST(read_of_a_large_file_is_complete),
		FILE_TEST(dir_make_takes_what_is_there_but_no_link),
		FILE_TEST(dir_wipe_removes_one_level_and_follows_no_link),
		FILE_TEST(dir_wipe_stops_at_what_is_not_ours),
		FILE_TEST(
		    sweep_removes_what_a_killed_writer_left_and_nothing_else),
		FILE_TEST(path_exists_counts_a_link_to_nowhere),
		FILE_TEST(lock_is_refused_with_the_pid_of_its_holder),
		FILE_TEST(lock_waits_for_a_holder_that_ends),
		FILE_TEST(lock_that_is_a_link_or_a_pipe_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
