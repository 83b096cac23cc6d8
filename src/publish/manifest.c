/*
 * manifest.json: what is published, and nothing else is.
 *
 * Keys stand in a fixed order and entries are sorted by file, so the same
 * reports give the same bytes.
 */
#include "publish/publish.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "publish/publish_file.h"

#define MANIFEST_VERSION 1
#define MANIFEST_MAX ((size_t)16 << 20)
#define ENTRIES_MAX 100000

static const struct field {
	const char *key;
	size_t offset;
} fields[] = {
	{ "file", offsetof(struct manifest_entry, file) },
	{ "sha256", offsetof(struct manifest_entry, sha256) },
	{ "report", offsetof(struct manifest_entry, report) },
	{ "period", offsetof(struct manifest_entry, period) },
	{ "inputs", offsetof(struct manifest_entry, inputs) },
	{ "as_of", offsetof(struct manifest_entry, as_of) },
};

#define N_FIELDS (sizeof fields / sizeof *fields)

static const char **field_of(struct manifest_entry *e, const struct field *f)
{
	return (const char **)(void *)((char *)e + f->offset);
}

static int damaged(struct err *err, const char *path, const char *what)
{
	return err_set(err, ERR_DATA, "%s is damaged: %s; move it away and "
		       "publish the reports again", path, what);
}

/* A name in reports/ and nowhere else. */
static bool is_plain_name(const char *s)
{
	return *s && *s != '.' && !strchr(s, '/') && strlen(s) < 256;
}

static bool is_digest(const char *s)
{
	return strlen(s) == SHA256_HEX - 1 &&
	       strspn(s, "0123456789abcdef") == SHA256_HEX - 1;
}

static int by_file(const void *a, const void *b)
{
	const struct manifest_entry *x = a, *y = b;

	return strcmp(x->file, y->file);
}

static int entry_read(struct manifest *m, const json_t *item,
		      const char *path, struct err *err)
{
	struct manifest_entry e = { 0 };

	for (size_t i = 0; i < N_FIELDS; i++) {
		const char *s = json_string_value(json_object_get(item,
							fields[i].key));

		if (!s)
			return err_set(err, ERR_DATA, "%s is damaged: entry "
				       "%zu has no text \"%s\"; move it away "
				       "and publish the reports again", path,
				       m->n + 1, fields[i].key);
		*field_of(&e, &fields[i]) = arena_strdup(&m->arena, s);
	}
	if (!is_plain_name(e.file))
		return damaged(err, path, "a file's name is none");
	if (!is_digest(e.sha256))
		return damaged(err, path, "a digest is none");
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->item[i].file, e.file))
			return damaged(err, path, "a file is listed twice");
	m->item[m->n++] = e;
	return 0;
}

static int manifest_parse(struct manifest *m, const json_t *root,
			  const char *path, struct err *err)
{
	const json_t *files = json_object_get(root, "files");
	json_int_t version =
		json_integer_value(json_object_get(root, "version"));
	size_t n = json_array_size(files);

	if (!json_is_array(files) || version < 1)
		return damaged(err, path, "it has no version or no list of "
			       "files");
	if (version > MANIFEST_VERSION)
		return err_set(err, ERR_DATA, "%s has version %lld, this "
			       "tuneup reads up to %d: use a newer tuneup",
			       path, (long long)version, MANIFEST_VERSION);
	if (n > ENTRIES_MAX)
		return damaged(err, path, "it has too many entries");
	m->item = arena_array(&m->arena, n + 1, sizeof *m->item);
	for (size_t i = 0; i < n; i++)
		if (entry_read(m, json_array_get(files, i), path, err))
			return -1;
	qsort(m->item, m->n, sizeof *m->item, by_file);
	return 0;
}

int manifest_read(struct manifest *m, const char *reports_dir,
		  struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	json_error_t where;
	json_t *root;
	char *path;
	int ret;

	memset(m, 0, sizeof *m);
	path = path_join(&m->arena, reports_dir, MANIFEST_NAME);
	if (!path_exists(path))
		return 0;
	if (file_read(&text, path, MANIFEST_MAX, err)) {
		manifest_release(m);
		strbuf_release(&text);
		return -1;
	}
	root = json_loadb(text.s, text.len, JSON_REJECT_DUPLICATES, &where);
	if (root)
		ret = manifest_parse(m, root, path, err);
	else
		ret = err_set(err, ERR_DATA, "%s:%d:%d: %s; move it away and "
			      "publish the reports again", path, where.line,
			      where.column, where.text);
	json_decref(root);
	strbuf_release(&text);
	if (ret)
		manifest_release(m);
	return ret;
}

static void entry_copy(struct manifest *m, struct manifest_entry *to,
		       const struct manifest_entry *from)
{
	struct manifest_entry e = *from;

	for (size_t i = 0; i < N_FIELDS; i++) {
		const char **text = field_of(&e, &fields[i]);

		*text = arena_strdup(&m->arena, *text ? *text : "");
	}
	*to = e;
}

void manifest_put(struct manifest *m, const struct manifest_entry *e)
{
	struct manifest_entry *more;

	for (size_t i = 0; i < m->n; i++) {
		if (strcmp(m->item[i].file, e->file))
			continue;
		entry_copy(m, &m->item[i], e);
		return;
	}
	more = arena_array(&m->arena, m->n + 1, sizeof *more);
	if (m->n)
		memcpy(more, m->item, m->n * sizeof *more);
	m->item = more;
	entry_copy(m, &m->item[m->n++], e);
	qsort(m->item, m->n, sizeof *m->item, by_file);
}

void manifest_drop(struct manifest *m, const char *file)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->item[i].file, file))
			m->item[kept++] = m->item[i];
	m->n = kept;
}

const struct manifest_entry *manifest_find(const struct manifest *m,
					   const char *file)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->item[i].file, file))
			return &m->item[i];
	return NULL;
}

/* NULL only when memory has ended. */
static json_t *manifest_json(const struct manifest *m)
{
	json_t *files = json_array();
	json_t *root = json_pack("{s:i, s:o}", "version", MANIFEST_VERSION,
				 "files", files);

	if (!root)
		err_no_memory();
	for (size_t i = 0; i < m->n; i++) {
		struct manifest_entry e = m->item[i];
		json_t *item = json_object();

		for (size_t k = 0; k < N_FIELDS; k++)
			if (json_object_set_new(item, fields[k].key,
				json_string(*field_of(&e, &fields[k]))))
				err_no_memory();
		if (json_array_append_new(files, item))
			err_no_memory();
	}
	return root;
}

int manifest_write(const struct manifest *m, const char *reports_dir,
		   struct err *err)
{
	return manifest_write_mode(m, reports_dir, 0600, (gid_t)-1, err);
}

int manifest_write_mode(const struct manifest *m, const char *reports_dir,
			mode_t mode, gid_t group, struct err *err)
{
	struct arena a = { 0 };
	json_t *root = manifest_json(m);
	char *text = json_dumps(root, JSON_INDENT(2));
	char *path = path_join(&a, reports_dir, MANIFEST_NAME);
	struct file_new f;
	int ret;

	if (!text)
		err_no_memory();
	ret = file_new_open(&f, path, err);
	if (!ret && group != (gid_t)-1 && fchown(f.fd, (uid_t)-1, group))
		ret = err_errno(err, ERR_CANTCREAT, errno, "cannot give %s to "
				"the group of reports_group", path);
	if (!ret)
		ret = file_new_write(&f, text, strlen(text), err);
	if (!ret)
		ret = file_new_write(&f, "\n", 1, err);
	if (!ret)
		ret = file_new_commit(&f, mode, err);
	else if (f.tmp)
		file_new_abort(&f);
	free(text);
	json_decref(root);
	arena_release(&a);
	return ret;
}

void manifest_release(struct manifest *m)
{
	arena_release(&m->arena);
	memset(m, 0, sizeof *m);
}

static bool lies_in(const char *dir, const char *path)
{
	struct arena a = { 0 };
	const char *slash = strrchr(path, '/');
	const char *its = !slash ? "." : slash == path ? "/" :
			  arena_strndup(&a, path, (size_t)(slash - path));
	struct stat x, y;
	bool same = !stat(dir, &x) && !stat(its, &y) &&
		    x.st_dev == y.st_dev && x.st_ino == y.st_ino;

	arena_release(&a);
	return same;
}

int manifest_let_go(const char *reports_dir, const char *path, unsigned mode,
		    const char *group, struct err *err)
{
	const struct manifest_entry *e;
	char sha[SHA256_HEX];
	struct manifest m;
	gid_t gid;
	int ret = 0;

	if (!lies_in(reports_dir, path))
		return 0;
	if (manifest_read(&m, reports_dir, err))
		return -1;
	e = manifest_find(&m, path_base(path));
	if (e)
		ret = file_digest(sha, path, err);
	if (!ret && e && strcmp(sha, e->sha256) != 0) {
		manifest_drop(&m, path_base(path));
		ret = group_find(&gid, group, err);
		if (!ret)
			ret = manifest_write_mode(&m, reports_dir, mode, gid,
						  err);
	}
	manifest_release(&m);
	return ret;
}

int manifest_check(const char *reports_dir, struct err *err)
{
	struct manifest m;
	int ret = 0;

	if (manifest_read(&m, reports_dir, err))
		return -1;
	for (size_t i = 0; i < m.n && !ret; i++) {
		char *path = path_join(&m.arena, reports_dir, m.item[i].file);
		char sha[SHA256_HEX];

		if (!path_exists(path))
			ret = err_set(err, ERR_DATA, "%s is published but not "
				      "there; publish the %s report of %s "
				      "again", path, m.item[i].report,
				      m.item[i].period);
		else if (file_digest(sha, path, err))
			ret = -1;
		else if (strcmp(sha, m.item[i].sha256))
			ret = err_set(err, ERR_DATA, "%s is not the file that "
				      "was published: somebody changed it "
				      "since%s", path,
				      strcmp(m.item[i].report, "weekly") ? "" :
				      "; what was filled in is taken by "
				      "tuneup readback");
	}
	manifest_release(&m);
	return ret;
}

const char *json_library_version(void)
{
	return jansson_version_str();
}
