/*
 * store/backup_list.c - the backups of a folder: names, order, and which of
 * them may go.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/num.h"
#include "store/backup.h"

#define PREFIX "tuneup-"
#define SUFFIX ".db"
#define DATE_CHARS 10		/* 2026-11-22 */
#define NUMBER_DIGITS 9

/* "tuneup-2026-11-22-7.db" */
static bool parse_name(struct backup_file *f, const char *name)
{
	size_t head = sizeof PREFIX - 1;
	char date[DATE_CHARS + 1], *end;
	const char *digits;

	if (strncmp(name, PREFIX, head) ||
	    strlen(name) < head + DATE_CHARS + 2)
		return false;
	memcpy(date, name + head, DATE_CHARS);
	date[DATE_CHARS] = '\0';
	digits = name + head + DATE_CHARS + 1;
	if (day_parse(&f->day, date) || digits[-1] != '-' ||
	    digits[0] < '1' || digits[0] > '9' ||
	    strspn(digits, "0123456789") > NUMBER_DIGITS)
		return false;
	f->number = strtoll(digits, &end, 10);
	return strcmp(end, SUFFIX) == 0;
}

static int by_number(const void *a, const void *b)
{
	const struct backup_file *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static void take(struct backup_file **item, size_t *n, size_t *cap, DIR *dir,
		 const char *path, const char *name, struct arena *a)
{
	struct backup_file f;
	struct stat st;

	if (!parse_name(&f, name) ||
	    fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW) ||
	    !S_ISREG(st.st_mode))
		return;
	f.path = path_join(a, path, name);
	f.bytes = st.st_size;
	vec_reserve(item, *n, cap);
	(*item)[(*n)++] = f;
}

int backup_list(struct backup_file **out, size_t *n, const char *path,
		struct arena *a, struct err *err)
{
	struct backup_file *item = NULL;
	size_t cap = 0;
	DIR *dir = opendir(path);
	const struct dirent *e;
	int why;

	*out = NULL;
	*n = 0;
	if (!dir && errno == ENOENT)
		return 0;
	if (!dir)
		return err_errno(err, ERR_CANTCREAT, errno,
				 "cannot list %s", path);
	for (errno = 0; (e = readdir(dir)) != NULL; errno = 0)
		take(&item, n, &cap, dir, path, e->d_name, a);
	why = errno;
	closedir(dir);
	if (*n) {
		qsort(item, *n, sizeof *item, by_number);
		*out = arena_array(a, *n, sizeof **out);
		memcpy(*out, item, *n * sizeof **out);
	}
	free(item);
	return why ? err_errno(err, ERR_IO, why, "cannot list %s", path) : 0;
}

/* Is it the newest of one of the newest days? `days` counts them, from the
 * newest on. */
static bool last_of_a_day(const struct backup_file *list, size_t n, size_t i,
			  size_t *days)
{
	for (size_t later = i + 1; later < n; later++) {
		if (list[later].day == list[i].day)
			return false;
	}
	++*days;
	return true;
}

size_t backup_prune(const char *dir, int keep)
{
	struct arena a = { 0 };
	struct backup_file *list;
	size_t n, days = 0, removed = 0, most = keep > 0 ? (size_t)keep : 0;
	struct err err;

	if (!most || backup_list(&list, &n, dir, &a, &err))
		n = 0;
	for (size_t i = n; i-- > 0; ) {
		bool last = last_of_a_day(list, n, i, &days);

		if (n - i <= most || (last && days <= most))
			continue;
		removed += unlink(list[i].path) == 0;
	}
	if (removed && dir_sync(dir, &err))
		removed = 0;
	arena_release(&a);
	return removed;
}
