/* What is too old, as `retention` of tuneup.yaml says, and what a run that
 * was killed left behind. */
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/run.h"
#include "store/upkeep.h"

#define STEP "retention"

static void prune_history(struct run *r)
{
	struct pruned out;
	const char *text;
	struct err err;

	if (store_prune(&out, r->w.store, false, &err)) {
		run_failed(r, STEP, &err, "the next run tries again; "
			   "everything else is done");
		return;
	}
	if (!out.versions)
		return;
	text = arena_printf(&r->cli->arena, "%" PRId64 " old version%s of "
			    "days, %" PRId64 " bytes", out.versions,
			    out.versions == 1 ? "" : "s", out.bytes);
	text_add(&r->said.removed, &r->cli->arena, text);
	run_say(r, "removed %s", text);
}

/* Files of inbox/<name> that were put there long enough ago. */
static void remove_old(struct run *r, const char *name)
{
	struct arena *a = &r->cli->arena;
	int64_t oldest = r->cli->clock - r->w.config.retention.done / 1000;
	const char *path = path_join(a, path_join(a, r->cli->dir, "inbox"),
				     name);
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir && (e = readdir(dir)) != NULL) {
		struct stat st;

		if (fstatat(dirfd(dir), e->d_name, &st,
			    AT_SYMLINK_NOFOLLOW) || S_ISDIR(st.st_mode) ||
		    st.st_ctim.tv_sec >= oldest)
			continue;
		if (!r->o->dry_run && unlinkat(dirfd(dir), e->d_name, 0))
			continue;
		text_add(&r->said.removed, a,
			 arena_printf(a, "inbox/%s/%s", name, e->d_name));
		run_say(r, "%s inbox/%s/%s", r->o->dry_run ? "would remove" :
			"removed", name, e->d_name);
	}
	if (dir)
		closedir(dir);
}

void run_retain(struct run *r)
{
	if (!r->o->dry_run) {
		file_new_sweep(r->cli->dir);
		file_new_sweep(r->w.reports);
		if (r->w.config.retention.history)
			prune_history(r);
	}
	if (!r->w.config.retention.done)
		return;
	remove_old(r, "done");
	remove_old(r, "failed");
}
