/* The lock of base/file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/stop.h"

#define WAIT_STEP_MS 100

static int lock_open(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW |
		      O_NONBLOCK | O_NOCTTY, 0600);
	struct stat st;

	if (fd < 0 && errno == ELOOP)
		return err_set(err, ERR_CANTCREAT, "the lock %s is a symbolic "
			       "link; remove the link", path);
	if (fd < 0 && errno == ENOENT)
		return err_set(err, ERR_CANTCREAT, "cannot create the lock "
			       "%s: its directory does not exist", path);
	if (fd < 0)
		return err_errno(err, ERR_CANTCREAT, errno,
				 "cannot open the lock %s", path);
	if (fstat(fd, &st)) {
		err_errno(err, ERR_CANTCREAT, errno,
			  "cannot look at the lock %s", path);
		close(fd);
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		close(fd);
		return err_set(err, ERR_CANTCREAT, "the lock %s is not a "
			       "regular file; move it away", path);
	}
	return fd;
}

/* What the holder wrote: "pid 1234 since 2026-11-22T10:00:00Z". It may have
 * written nothing yet. */
static int lock_busy(int fd, const char *path, struct err *err)
{
	char text[64];
	ssize_t n = pread(fd, text, sizeof text - 1, 0);
	size_t len;

	text[n > 0 ? n : 0] = '\0';
	len = strspn(text, "pidsnce 0123456789-:TZ");
	text[len] = '\0';
	return err_set(err, ERR_TEMPFAIL, "another run%s%s%s holds the lock "
		       "%s; wait until it has ended and try again",
		       len ? " (" : "", text, len ? ")" : "", path);
}

static int lock_wait(int fd, const char *path, int wait_seconds,
		     struct err *err)
{
	long steps = (long)wait_seconds * (1000 / WAIT_STEP_MS);

	while (flock(fd, LOCK_EX | LOCK_NB)) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return err_errno(err, ERR_CANTCREAT, errno,
					 "cannot lock %s", path);
		if (steps-- <= 0)
			return lock_busy(fd, path, err);

		struct pollfd stop = { .fd = stop_fd(), .events = POLLIN };

		poll(&stop, 1, WAIT_STEP_MS);
		if (stop_check(err))
			return -1;
	}
	return 0;
}

/* The start time is the file's own: the clock is main's to look at. */
static int lock_sign(int fd, const char *path, struct err *err)
{
	char text[64], since[32];
	struct stat st;
	struct tm tm;

	snprintf(text, sizeof text, "pid %ld", (long)getpid());
	if (ftruncate(fd, 0) || lseek(fd, 0, SEEK_SET) < 0)
		return err_errno(err, ERR_IO, errno, "cannot write the lock "
				 "%s", path);
	if (fd_write(fd, text, strlen(text), path, err))
		return -1;
	if (fstat(fd, &st) || !gmtime_r(&st.st_mtime, &tm))
		return err_errno(err, ERR_IO, errno, "cannot look at the lock "
				 "%s", path);
	strftime(since, sizeof since, "%Y-%m-%dT%H:%M:%SZ", &tm);
	snprintf(text, sizeof text, " since %s\n", since);
	return fd_write(fd, text, strlen(text), path, err);
}

int lock_take(struct lock *lock, const char *path, int wait_seconds,
	      struct err *err)
{
	int fd = lock_open(path, err);

	lock->fd = -1;
	if (fd < 0)
		return -1;
	if (lock_wait(fd, path, wait_seconds, err) ||
	    lock_sign(fd, path, err)) {
		close(fd);
		return -1;
	}
	lock->fd = fd;
	return 0;
}

void lock_drop(struct lock *lock)
{
	/* 0 is a lock that was never taken: standard input is not ours */
	if (lock->fd <= 0)
		return;
	/* so that nobody reads our pid from the next holder's lock; closing
	 * drops the lock whatever this says */
	if (ftruncate(lock->fd, 0))
		errno = 0;
	close(lock->fd);
	lock->fd = -1;
}
