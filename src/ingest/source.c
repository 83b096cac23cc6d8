#include "ingest/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/stop.h"

#define CHUNK ((size_t)256 << 10)

static int fd_read(int fd, void *buf, size_t cap, size_t *got,
		   const char *name, struct err *err)
{
	ssize_t n;

	do {
		n = read(fd, buf, cap);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_errno(err, ERR_NOINPUT, errno, "cannot read %s",
				 name);
	*got = (size_t)n;
	return 0;
}

static int too_large(const struct source *s, int64_t max, struct err *err)
{
	return err_set(err, ERR_DATA,
		       "%s holds more than %lld MB, the most one import takes; "
		       "split the export by dates", s->name,
		       (long long)(max >> 20));
}

/* Read all of fd into s->held. */
static int source_hold(struct source *s, int fd, int64_t max, struct err *err)
{
	char *buf = xmalloc(CHUNK);
	size_t got;
	int ret;

	while (!(ret = fd_read(fd, buf, CHUNK, &got, s->name, err)) && got) {
		if ((int64_t)(s->held.len + got) > max) {
			ret = too_large(s, max, err);
			break;
		}
		strbuf_add(&s->held, buf, got);
	}
	free(buf);
	s->size = (int64_t)s->held.len;
	return ret;
}

int source_open(struct source *s, const char *path, struct err *err)
{
	int ret, fd;

	*s = (struct source){ .fd = -1, .held = STRBUF_INIT };
	if (!strcmp(path, "-")) {
		s->name = "stdin";
		return source_hold(s, STDIN_FILENO, SOURCE_MAX_STDIN, err);
	}
	s->name = path_base(path);
	if (file_open_read(&fd, path, &s->size, err))
		return -1;
	if (s->size > SOURCE_MAX) {
		close(fd);
		return too_large(s, SOURCE_MAX, err);
	}
	if (s->size <= SOURCE_HELD) {
		/* a file that grows meanwhile may pass the size fstat told */
		ret = source_hold(s, fd, 2 * SOURCE_HELD, err);
		close(fd);
		return ret;
	}
	s->fd = fd;
	return 0;
}

int source_rewind(struct source *s, struct err *err)
{
	s->at = 0;
	if (s->fd < 0)
		return 0;
	if (lseek(s->fd, 0, SEEK_SET) < 0)
		return err_errno(err, ERR_NOINPUT, errno, "cannot read %s "
				 "again", s->name);
	if (s->hash) {
		uint8_t unused[SHA256_SIZE];

		sha256_done(s->hash, unused);
	}
	s->hash = sha256_new();
	return 0;
}

/* A pass is complete: it must have seen the same bytes as the first one. */
static int pass_done(struct source *s, struct err *err)
{
	uint8_t digest[SHA256_SIZE];

	sha256_done(s->hash, digest);
	s->hash = NULL;
	if (!s->hashed) {
		memcpy(s->digest, digest, sizeof digest);
		s->hashed = true;
		s->size = s->at;
		return 0;
	}
	if (memcmp(s->digest, digest, sizeof digest))
		return err_set(err, ERR_DATA,
			       "%s changed while it was read; nothing was "
			       "imported: import it again when it is complete",
			       s->name);
	return 0;
}

int source_read(struct source *s, void *buf, size_t cap, size_t *got,
		struct err *err)
{
	if (stop_check(err))
		return -1;
	if (s->fd < 0) {
		size_t left = s->held.len - (size_t)s->at;

		*got = left < cap ? left : cap;
		if (*got)
			memcpy(buf, s->held.s + s->at, *got);
		s->at += (int64_t)*got;
		return 0;
	}
	if (fd_read(s->fd, buf, cap, got, s->name, err))
		return -1;
	if (!*got)
		return s->hash ? pass_done(s, err) : 0;
	s->at += (int64_t)*got;
	if (s->at > SOURCE_MAX)
		return too_large(s, SOURCE_MAX, err);
	sha256_add(s->hash, buf, *got);
	return 0;
}

int source_digest(struct source *s, char hex[SHA256_HEX], struct err *err)
{
	if (!s->hashed && s->fd < 0) {
		sha256_bytes(s->digest, s->held.s, s->held.len);
		s->hashed = true;
	}
	if (!s->hashed) {
		char *buf = xmalloc(CHUNK);
		size_t got;
		int ret = source_rewind(s, err);

		while (!ret && !(ret = source_read(s, buf, CHUNK, &got, err)) &&
		       got)
			;
		free(buf);
		if (ret)
			return -1;
	}
	sha256_hex(hex, s->digest);
	return 0;
}

void source_close(struct source *s)
{
	if (s->hash) {
		uint8_t unused[SHA256_SIZE];

		sha256_done(s->hash, unused);
		s->hash = NULL;
	}
	if (s->fd >= 0 && s->name)
		close(s->fd);
	if (s->name)
		strbuf_release(&s->held);
	*s = (struct source){ .fd = -1 };
}
