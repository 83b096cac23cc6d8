/*
 * tests/unit/temp_dir.h - a fresh directory for each test of a file, which
 * leaves with it.
 *
 *	cmocka_unit_test_setup_teardown(a_file_is_read, temp_dir_make,
 *					temp_dir_wipe),
 *
 * Inside a test `dir` is its path, and `arena` is released with it.
 */
#ifndef TUNEUP_TESTS_UNIT_TEMP_DIR_H
#define TUNEUP_TESTS_UNIT_TEMP_DIR_H

#include "tests/unit/test.h"

#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"

static char dir[TEST_DIR_MAX];
static struct arena arena;

static inline int temp_dir_make(void **state)
{
	(void)state;
	umask(077);
	test_dir(dir);
	return 0;
}

static inline int temp_dir_wipe(void **state)
{
	struct err err = { 0 };

	(void)state;
	if (dir_wipe(dir, &err) || rmdir(dir))
		fail_msg("%s is not empty: %s", dir, err.msg);
	arena_release(&arena);
	return 0;
}

static inline char *in_dir(const char *name)
{
	return path_join(&arena, dir, name);
}

/* A file of the directory, or of one in it: "profiles/x.yaml". */
static inline void put_file(const char *name, const char *text)
{
	struct err err = { 0 };

	if (file_write(in_dir(name), text, strlen(text), &err))
		fail_msg("%s", err.msg);
}

#endif
