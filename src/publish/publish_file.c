#include "publish/publish_file.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

int file_digest(char hex[SHA256_HEX], const char *path, struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	struct sha256 *h;
	char chunk[65536];
	ssize_t n;
	int fd;

	if (file_open_read(&fd, path, NULL, err))
		return -1;
	h = sha256_new();
	for (;;) {
		n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		sha256_add(h, chunk, (size_t)n);
	}
	if (n < 0)
		err_errno(err, ERR_IO, errno, "reading %s failed", path);
	sha256_done(h, digest);
	close(fd);
	sha256_hex(hex, digest);
	return n < 0 ? -1 : 0;
}

int group_find(gid_t *out, const char *name, struct err *err)
{
	char buf[16384];
	struct group g, *found = NULL;

	*out = (gid_t)-1;
	if (!name || !*name)
		return 0;
	if (getgrnam_r(name, &g, buf, sizeof buf, &found) || !found)
		return err_set(err, ERR_CONFIG, "reports_group: there is no "
			       "group \"%s\" on this machine; name one that "
			       "`getent group` lists", name);
	*out = g.gr_gid;
	return 0;
}

/* Who may read a file may look into its directory. */
static mode_t dir_mode(unsigned mode)
{
	mode_t m = 0700;

	if (mode & 0040)
		m |= 0050;
	if (mode & 0004)
		m |= 0005;
	return m;
}

static int refuse_link(const char *dir, const char *name, struct err *err)
{
	struct arena a = { 0 };
	char *path = path_join(&a, dir, name);
	struct stat st;
	int ret = 0;

	if (!lstat(path, &st) && S_ISLNK(st.st_mode))
		ret = err_set(err, ERR_CANTCREAT, "%s is a symbolic link and "
			      "nothing is written through it; remove the "
			      "link", path);
	arena_release(&a);
	return ret;
}

int reports_prepare(const char *dir, unsigned mode, gid_t group,
		    struct err *err)
{
	struct stat st;
	mode_t want = dir_mode(mode);

	if (dir_make(dir, err) || refuse_link(dir, MANIFEST_NAME, err) ||
	    refuse_link(dir, WORK_NAME, err))
		return -1;
	if (lstat(dir, &st))
		return err_errno(err, ERR_CANTCREAT, errno, "cannot look at "
				 "%s", dir);
	if (group != (gid_t)-1 && st.st_gid != group &&
	    chown(dir, (uid_t)-1, group))
		return err_errno(err, ERR_CANTCREAT, errno, "cannot give %s "
				 "to the group of reports_group", dir);
	/* what somebody opened wider by hand stays open */
	if ((st.st_mode & want) != want &&
	    chmod(dir, (st.st_mode | want) & 07777))
		return err_errno(err, ERR_CANTCREAT, errno, "cannot open %s "
				 "to the readers of reports_mode", dir);
	return 0;
}

int publish_note(const char *reports_dir, const char *name, const char *text,
		 unsigned mode, const char *group, struct err *err)
{
	struct arena a = { 0 };
	char *path = path_join(&a, reports_dir, name);
	struct file_new f = { .fd = -1 };
	gid_t gid;
	int ret = group_find(&gid, group, err) ||
		  reports_prepare(reports_dir, mode, gid, err) ||
		  file_new_open(&f, path, err);

	if (!ret && gid != (gid_t)-1 && fchown(f.fd, (uid_t)-1, gid))
		ret = err_errno(err, ERR_CANTCREAT, errno, "cannot give %s to "
				"the group of reports_group", path);
	if (!ret)
		ret = file_new_write(&f, text, strlen(text), err);
	if (!ret)
		ret = file_new_commit(&f, mode & 0777, err);
	else
		file_new_abort(&f);
	arena_release(&a);
	return ret ? -1 : 0;
}

int work_prepare(const char *work, struct err *err)
{
	struct stat st;

	if (dir_make(work, err) || dir_wipe(work, err))
		return -1;
	if (lstat(work, &st))
		return err_errno(err, ERR_CANTCREAT, errno, "cannot look at "
				 "%s", work);
	if (!S_ISDIR(st.st_mode) || st.st_uid != geteuid())
		return err_set(err, ERR_CANTCREAT, "%s is not ours; move it "
			       "away", work);
	if (chmod(work, 0700))
		return err_errno(err, ERR_CANTCREAT, errno, "cannot make %s "
				 "private", work);
	return 0;
}

void leftovers_remove(const char *reports_dir)
{
	struct arena a = { 0 };

	file_new_sweep(reports_dir);
	work_remove(path_join(&a, reports_dir, WORK_NAME));
	arena_release(&a);
}

/* What cannot be removed is wiped by the next run. */
void work_remove(const char *work)
{
	struct err err;

	if (!dir_wipe(work, &err))
		rmdir(work);
}

int file_settle(const char *path, unsigned mode, gid_t group,
		struct err *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int ret = 0;

	if (fd < 0)
		return err_errno(err, ERR_IO, errno, "cannot open %s", path);
	if (group != (gid_t)-1 && fchown(fd, (uid_t)-1, group))
		ret = err_errno(err, ERR_CANTCREAT, errno, "cannot give %s to "
				"the group of reports_group", path);
	else if (fchmod(fd, mode & 0777))
		ret = err_errno(err, ERR_IO, errno, "cannot set the mode of "
				"%s", path);
	else if (fsync(fd))
		ret = err_errno(err, ERR_IO, errno, "%s could not be brought "
				"to the disk (fsync)", path);
	if (close(fd) && !ret && errno != EINTR)
		ret = err_errno(err, ERR_IO, errno, "closing %s failed", path);
	return ret;
}

int file_move(const char *from, const char *target, const char *dir,
	      struct err *err)
{
	struct stat st;

	if (!lstat(target, &st) && !S_ISREG(st.st_mode))
		return err_set(err, ERR_CANTCREAT, "%s is not a regular file "
			       "and is not replaced; move it away", target);
	if (renameat(AT_FDCWD, from, AT_FDCWD, target))
		return err_errno(err, ERR_CANTCREAT, errno, "cannot put the "
				 "report in place of %s", target);
	return dir_sync(dir, err);
}
