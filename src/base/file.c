#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where a new file is made: a directory beside its target. */
#define PRIVATE_PREFIX ".tuneup-"

char *path_join(struct arena *a, const char *dir, const char *name)
{
	size_t len = strlen(dir);

	if (name[0] == '/' || !len)
		return arena_strdup(a, name);
	return arena_printf(a, "%s%s%s", dir, dir[len - 1] == '/' ? "" : "/",
			    name);
}

const char *path_base(const char *path)
{
	const char *base = path;

	for (const char *p = path; *p; p++)
		if (*p == '/' && p[1] && p[1] != '/')
			base = p + 1;
	return base;
}

/* The directory a path lies in, "." if it names none. Free it. */
static char *dir_of(const char *path)
{
	size_t len = (size_t)(path_base(path) - path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	return len ? xstrndup(path, len) : xstrdup(".");
}

static const char *kind_words(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return "a regular file";
	case S_IFDIR:
		return "a directory";
	case S_IFLNK:
		return "a symbolic link";
	case S_IFIFO:
		return "a named pipe";
	case S_IFSOCK:
		return "a socket";
	default:
		return "a device";
	}
}

static bool path_is_link(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

static int refuse_kind(struct err *err, const char *path, mode_t mode)
{
	return err_set(err, ERR_NOINPUT, "%s is %s; expected a regular file: "
		       "name the file itself", path, kind_words(mode));
}

int file_open_read(int *fd, const char *path, int64_t *size, struct err *err)
{
	struct stat st;
	int opened = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK |
			  O_NOCTTY | O_CLOEXEC);

	if (opened < 0) {
		int why = errno;

		/* links and sockets are refused by open() itself */
		if (lstat(path, &st) == 0 &&
		    !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
			return refuse_kind(err, path, st.st_mode);
		return err_errno(err, ERR_NOINPUT, why, "cannot read %s",
				 path);
	}
	if (fstat(opened, &st)) {
		err_errno(err, ERR_IO, errno, "cannot look at %s", path);
		close(opened);
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		close(opened);
		return refuse_kind(err, path, st.st_mode);
	}
	*fd = opened;
	if (size)
		*size = st.st_size;
	return 0;
}

static int too_large(struct err *err, const char *path, size_t max)
{
	return err_set(err, ERR_DATA, "%s is larger than %zu bytes, the most "
		       "that is read here; check that it is the right file",
		       path, max);
}

/* Read to the end: the size told at the start may be old by now. */
static int read_all(struct strbuf *sb, int fd, const char *path, size_t max,
		    struct err *err)
{
	size_t got = 0;
	char chunk[65536];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof chunk);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, ERR_IO, errno,
					 "reading %s failed", path);
		if (n == 0)
			return 0;
		if ((size_t)n > max - got)
			return too_large(err, path, max);
		strbuf_add(sb, chunk, (size_t)n);
		got += (size_t)n;
	}
}

int file_read(struct strbuf *sb, const char *path, size_t max,
	      struct err *err)
{
	size_t before = sb->len;
	int64_t size;
	int fd, ret;

	if (file_open_read(&fd, path, &size, err))
		return -1;
	if (size > 0 && (uint64_t)size > max)
		ret = too_large(err, path, max);
	else
		ret = read_all(sb, fd, path, max, err);
	close(fd);
	if (ret && sb->len > before) {
		sb->len = before;
		sb->s[before] = '\0';
	}
	return ret;
}

int fd_write(int fd, const void *bytes, size_t len, const char *name,
	     struct err *err)
{
	const char *p = bytes;

	while (len > 0) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) {
			/* somebody made this pipe non-blocking */
			struct pollfd wait = { .fd = fd, .events = POLLOUT };

			poll(&wait, 1, -1);
			continue;
		}
		if (n <= 0)
			return err_errno(err, ERR_IO, n ? errno : EIO,
					 "writing %s failed", name);
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

static void file_new_free(struct file_new *f)
{
	free(f->dir);
	free(f->tmp);
	free(f->path);
	*f = (struct file_new){ .fd = -1 };
}

/* The private directory is the temporary file's own. */
static int private_dir_remove(const struct file_new *f)
{
	char *dir = dir_of(f->tmp);
	int ret = rmdir(dir);

	free(dir);
	return ret;
}

static int cannot_create(struct err *err, int why, const char *path)
{
	/* for an output ENOENT is a missing directory, not a missing input */
	if (why == ENOENT || why == ENOTDIR)
		return err_set(err, ERR_CANTCREAT, "cannot create %s: its "
			       "directory does not exist; create it first",
			       path);
	return err_errno(err, ERR_CANTCREAT, why, "cannot create %s", path);
}

int file_new_open(struct file_new *f, const char *path, struct err *err)
{
	struct arena a = { 0 };
	char *dir = dir_of(path), *private_dir, *tmp;
	int fd;

	*f = (struct file_new){ .fd = -1 };
	private_dir = path_join(&a, dir, PRIVATE_PREFIX "XXXXXX");
	if (!mkdtemp(private_dir)) {
		cannot_create(err, errno, path);
		goto fail;
	}
	tmp = path_join(&a, private_dir, path_base(path));
	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		  0600);
	if (fd < 0) {
		cannot_create(err, errno, path);
		rmdir(private_dir);
		goto fail;
	}
	*f = (struct file_new){ .fd = fd, .dir = dir, .tmp = xstrdup(tmp),
				.path = xstrdup(path) };
	arena_release(&a);
	return 0;
fail:
	free(dir);
	arena_release(&a);
	return -1;
}

int file_new_write(struct file_new *f, const void *bytes, size_t len,
		   struct err *err)
{
	return fd_write(f->fd, bytes, len, f->path, err);
}

void file_new_abort(struct file_new *f)
{
	if (!f->tmp)
		return;
	if (f->fd >= 0)
		close(f->fd);
	unlink(f->tmp);
	private_dir_remove(f);
	file_new_free(f);
}

/* Mode, bytes and size on the disk, and the file closed. */
static int file_new_settle(struct file_new *f, mode_t mode, struct err *err)
{
	int fd = f->fd;

	if (fchmod(fd, mode))
		return err_errno(err, ERR_IO, errno,
				 "cannot set the mode of %s", f->path);
	if (fsync(fd))
		return err_errno(err, ERR_IO, errno, "%s could not be brought "
				 "to the disk (fsync)", f->path);
	f->fd = -1;
	if (close(fd) && errno != EINTR)
		return err_errno(err, ERR_IO, errno, "closing %s failed",
				 f->path);
	return 0;
}

int file_new_commit(struct file_new *f, mode_t mode, struct err *err)
{
	int ret;

	if (file_new_settle(f, mode, err))
		goto fail;
	if (rename(f->tmp, f->path)) {
		err_errno(err, ERR_CANTCREAT, errno,
			  "cannot put the new file in place of %s", f->path);
		goto fail;
	}
	if (private_dir_remove(f)) {
		err_errno(err, ERR_IO, errno,
			  "cannot remove the work directory of %s", f->path);
		goto fail;
	}
	ret = dir_sync(f->dir, err);
	file_new_free(f);
	return ret;
fail:
	file_new_abort(f);
	return -1;
}

int file_write(const char *path, const void *bytes, size_t len,
	       struct err *err)
{
	struct file_new f;

	if (file_new_open(&f, path, err))
		return -1;
	if (file_new_write(&f, bytes, len, err)) {
		file_new_abort(&f);
		return -1;
	}
	return file_new_commit(&f, 0600, err);
}

int dir_sync(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int ret = 0;

	if (fd < 0)
		return err_errno(err, ERR_IO, errno,
				 "cannot open the directory %s", path);
	/* EINVAL: this file system has no directories to sync */
	if (fsync(fd) && errno != EINVAL)
		ret = err_errno(err, ERR_IO, errno, "the directory %s could "
				"not be brought to the disk (fsync)", path);
	if (close(fd) && errno != EINTR && !ret)
		ret = err_errno(err, ERR_IO, errno,
				"closing the directory %s failed", path);
	return ret;
}

/* Some file systems cannot rename without replacing; a second name can only
 * be given where none is. */
static int rename_by_link(const char *from, const char *to)
{
	if (linkat(AT_FDCWD, from, AT_FDCWD, to, 0))
		return -1;
	return unlink(from);
}

int file_rename_new(const char *from, const char *to, struct err *err)
{
	char *dir_from = dir_of(from), *dir_to = dir_of(to);
	int ret = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);

	if (ret && (errno == EINVAL || errno == ENOSYS))
		ret = rename_by_link(from, to);
	if (ret && errno == EEXIST)
		ret = 0;
	else if (ret)
		ret = err_errno(err, ERR_CANTCREAT, errno,
				"cannot move %s to %s", from, to);
	else if (dir_sync(dir_to, err) || dir_sync(dir_from, err))
		ret = -1;
	else
		ret = 1;
	free(dir_from);
	free(dir_to);
	return ret;
}

int dir_make(const char *path, struct err *err)
{
	struct stat st;
	char *parent;
	int ret;

	if (mkdir(path, 0700) == 0) {
		parent = dir_of(path);
		ret = dir_sync(parent, err);
		free(parent);
		return ret;
	}
	if (errno != EEXIST)
		return cannot_create(err, errno, path);
	if (lstat(path, &st))
		return err_errno(err, ERR_CANTCREAT, errno,
				 "cannot look at %s", path);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_CANTCREAT, "%s is %s; expected a "
			       "directory: move it away or choose another "
			       "name", path, kind_words(st.st_mode));
	return 0;
}

/* Empty the directory behind fd (taken over) and the ones inside it. */
static int wipe_fd(int fd, const char *path, int depth, struct err *err)
{
	DIR *dir = fdopendir(fd);
	struct dirent *e;
	int ret = 0;

	if (!dir) {
		err_errno(err, ERR_IO, errno, "cannot list %s", path);
		close(fd);
		return -1;
	}
	for (errno = 0; !ret && (e = readdir(dir)) != NULL; errno = 0) {
		const char *name = e->d_name;
		int sub;

		if (!strcmp(name, ".") || !strcmp(name, ".."))
			continue;
		if (unlinkat(fd, name, 0) == 0)
			continue;
		if (errno == EISDIR && depth > 0) {
			sub = openat(fd, name, O_RDONLY | O_DIRECTORY |
				     O_NOFOLLOW | O_CLOEXEC);
			if (sub >= 0)
				ret = wipe_fd(sub, path, depth - 1, err);
			if (!ret && unlinkat(fd, name, AT_REMOVEDIR) == 0)
				continue;
		}
		if (!ret)
			ret = err_errno(err, ERR_IO, errno,
					"cannot remove %s/%s", path, name);
	}
	if (!ret && errno)
		ret = err_errno(err, ERR_IO, errno, "cannot list %s", path);
	closedir(dir);
	return ret;
}

int dir_wipe(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0)
		return wipe_fd(fd, path, 1, err);
	if (errno == ENOENT)
		return 0;
	if (path_is_link(path))
		return err_set(err, ERR_CANTCREAT, "%s is a symbolic link and "
			       "will not be emptied; remove the link", path);
	return err_errno(err, ERR_CANTCREAT, errno, "cannot empty %s", path);
}

static bool is_private_dir(const char *name)
{
	return !strncmp(name, PRIVATE_PREFIX, sizeof PRIVATE_PREFIX - 1) &&
		strlen(name) == sizeof PRIVATE_PREFIX - 1 + 6;
}

void file_new_sweep(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct arena a = { 0 };
	struct dirent *e;
	struct err unused;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((e = readdir(dir)) != NULL) {
		char *left;

		if (!is_private_dir(e->d_name))
			continue;
		left = path_join(&a, path, e->d_name);
		if (!dir_wipe(left, &unused))
			rmdir(left);
	}
	closedir(dir);
	arena_release(&a);
}

bool path_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}
