/*
 * A fresh workspace. The files are those of report-templates/workspace/; the
 * key is random, so that two workspaces give one person two pseudonyms.
 */
#include "config/config.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/file.h"
#include "config/embedded.h"

#define WORKSPACE_FILES "workspace/"

struct init {
	struct arena arena;
	const char *dir;
	void (*say)(void *ctx, const char *path);
	void *ctx;
};

static void said(struct init *in, const char *path)
{
	if (in->say)
		in->say(in->ctx, path);
}

static int dirs_write(struct init *in, struct err *err)
{
	static const char *const names[] = {
		"inbox", "reports", "profiles", "templates"
	};

	if (dir_make(in->dir, err))
		return -1;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = path_join(&in->arena, in->dir, names[i]);

		if (path_exists(path))
			continue;
		if (dir_make(path, err))
			return -1;
		said(in, path);
	}
	return 0;
}

/* Files directly in workspace/; what lies deeper is shown by `tuneup list`
 * and not written. */
static const char *workspace_name(const struct embedded_file *file)
{
	size_t len = strlen(WORKSPACE_FILES);

	if (strncmp(file->name, WORKSPACE_FILES, len) ||
	    strchr(file->name + len, '/'))
		return NULL;
	return file->name + len;
}

static int file_put(struct init *in, const char *name, const char *bytes,
		    size_t len, struct err *err)
{
	char *path = path_join(&in->arena, in->dir, name);

	if (path_exists(path))
		return 0;
	if (file_write(path, bytes, len, err))
		return -1;
	said(in, path);
	return 0;
}

static int key_write(struct init *in, struct err *err)
{
	uint8_t key[32];
	size_t got = 0;
	int ret;

	while (got < sizeof key) {
		ssize_t n = getrandom(key + got, sizeof key - got, 0);

		if (n < 0 && errno != EINTR)
			return err_errno(err, ERR_OS, errno, "no random "
					 "numbers for people.key");
		if (n > 0)
			got += (size_t)n;
	}
	ret = file_put(in, "people.key", (const char *)key, sizeof key, err);
	explicit_bzero(key, sizeof key);
	return ret;
}

static int files_write(struct init *in, struct err *err)
{
	const struct embedded_file *main_file = NULL;

	for (const struct embedded_file *p = embedded_files; p->name; p++) {
		const char *name = workspace_name(p);

		if (!name)
			continue;
		if (!strcmp(name, "tuneup.yaml"))
			main_file = p;
		else if (file_put(in, name, p->bytes, p->len, err))
			return -1;
	}
	if (!main_file)
		BUG("workspace/tuneup.yaml was not built in");
	/* last: a workspace is one when this file is there */
	return file_put(in, "tuneup.yaml", main_file->bytes, main_file->len,
			err);
}

int config_init(const char *dir, void (*say)(void *ctx, const char *path),
		void *ctx, struct err *err)
{
	struct init in = { .dir = dir, .say = say, .ctx = ctx };
	char *main_path = path_join(&in.arena, dir, "tuneup.yaml");
	int ret;

	if (path_exists(main_path))
		ret = err_set(err, ERR_CANTCREAT, "%s is there already, so "
			      "this is a workspace; nothing was written: edit "
			      "it, or choose another directory", main_path);
	else if (dirs_write(&in, err) || key_write(&in, err) ||
		 files_write(&in, err))
		ret = -1;
	else
		ret = 0;
	arena_release(&in.arena);
	return ret;
}
