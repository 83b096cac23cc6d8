/*
 * The profiles there are: built in, and the workspace's own, which win by id.
 */
#include "config/profile.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "config/embedded.h"
#include "config/profile_read.h"

#define BUILT_IN "profiles/"
#define SUFFIX ".yaml"
#define PROFILES_MAX 1000

struct reader {
	struct profiles *all;
	struct yaml_file f;
	profile_name_check known;
	size_t cap;		/* of the heap array in `list` */
	struct profile **list;
};

/* "profiles/toggl.yaml" -> "toggl"; NULL when it is no profile's name. */
static const char *stem_of(struct arena *a, const char *path)
{
	const char *base = path_base(path);
	size_t len = strlen(base), cut = strlen(SUFFIX);

	if (base[0] == '.' || len <= cut || strcmp(base + len - cut, SUFFIX))
		return NULL;
	return arena_strndup(a, base, len - cut);
}

static struct profile *slot_for(struct reader *r, const char *stem)
{
	struct profiles *all = r->all;

	for (size_t i = 0; i < all->n; i++)
		if (all->item[i]->id && !strcmp(all->item[i]->id, stem))
			return all->item[i];
	vec_reserve(&r->list, all->n, &r->cap);
	all->item = r->list;
	r->list[all->n] = arena_alloc(&all->arena, sizeof *r->list[0]);
	return r->list[all->n++];
}

static void read_one(struct reader *r, const char *name, const char *bytes,
		     size_t len, const char *stem, bool own)
{
	struct profile *p = slot_for(r, stem);

	*p = (struct profile){ .own = own };
	r->f.name = name;
	r->f.bytes = bytes;
	r->f.len = len;
	profile_read(&r->f, p, stem, r->known);
	/* also after an error, so that the id is taken */
	p->id = stem;
}

static void read_built_in(struct reader *r)
{
	for (const struct embedded_file *e = embedded_files; e->name; e++) {
		const char *stem;

		if (strncmp(e->name, BUILT_IN, strlen(BUILT_IN)))
			continue;
		stem = stem_of(&r->all->arena, e->name);
		if (stem)
			read_one(r, e->name, e->bytes, e->len, stem, false);
	}
}

static int read_file(struct reader *r, const char *dir, const char *name,
		     struct err *err)
{
	struct arena *a = &r->all->arena;
	const char *shown = arena_printf(a, BUILT_IN "%s", name);
	const char *stem = stem_of(a, name);
	struct strbuf bytes = STRBUF_INIT;
	int ret;

	if (!stem)
		return 0;
	ret = file_read(&bytes, path_join(a, dir, name), YAML_BYTES_MAX, err);
	if (!ret)
		read_one(r, shown, arena_strndup(a, bytes.s, bytes.len),
			 bytes.len, stem, true);
	else if (err->code == ERR_DATA)
		err->code = ERR_CONFIG;
	strbuf_release(&bytes);
	return ret;
}

static int name_order(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int read_own(struct reader *r, const char *workspace, struct err *err)
{
	const char *dir = path_join(&r->all->arena, workspace, "profiles");
	struct dirent **list = NULL;
	int n = scandir(dir, &list, NULL, name_order);
	int ret = 0;

	if (n < 0 && errno == ENOENT)
		return 0;
	if (n < 0)
		return err_errno(err, ERR_CONFIG, errno,
				 "cannot list the directory %s", dir);
	if (n > PROFILES_MAX)
		ret = err_set(err, ERR_CONFIG, "%s holds %d files; at most "
			      "%d are read: move what is no profile away",
			      dir, n, PROFILES_MAX);
	for (int i = 0; i < n; i++) {
		if (!ret)
			ret = read_file(r, dir, list[i]->d_name, err);
		free(list[i]);
	}
	free(list);
	return ret;
}

static int id_order(const void *a, const void *b)
{
	const struct profile *x = *(struct profile *const *)a;
	const struct profile *y = *(struct profile *const *)b;

	return strcmp(x->id, y->id);
}

int profiles_read(struct profiles *p, const char *dir,
		  profile_name_check known, struct err *err)
{
	struct reader r = { .all = p, .known = known };
	struct profile **kept;
	int ret = 0;

	*p = (struct profiles){ 0 };
	r.f.errors = (struct strbuf)STRBUF_INIT;
	r.f.arena = &p->arena;
	read_built_in(&r);
	if (dir)
		ret = read_own(&r, dir, err);
	if (ret)
		strbuf_release(&r.f.errors);
	else
		ret = yaml_finish(&r.f, err);
	kept = arena_array(&p->arena, p->n, sizeof *kept);
	if (p->n)
		memcpy(kept, r.list, p->n * sizeof *kept);
	free(r.list);
	p->item = kept;
	qsort(p->item, p->n, sizeof *p->item, id_order);
	return ret;
}

const struct profile *profile_find(const struct profiles *p, const char *id)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->item[i]->id, id))
			return p->item[i];
	return NULL;
}

void profiles_release(struct profiles *p)
{
	arena_release(&p->arena);
	*p = (struct profiles){ 0 };
}
