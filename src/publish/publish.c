/*
 * The story of a publication; publish.h says why each step is there.
 *
 * Which file: the report's name, or NAME_r2, _r3 ... where that one is kept.
 * A file is ours to replace if its SHA-256 is the manifest's, or that of what
 * we are about to put there (a run that died before its manifest). Any other
 * file was changed by a person since it was published (filled in decisions,
 * tried inputs) or never was ours: it stays as it is, leaves the manifest,
 * and the report gets the next name. A report whose inputs did not change is
 * not rendered again as long as its newest file is whole.
 */
#include "publish/publish.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/stop.h"
#include "publish/publish_child.h"
#include "publish/publish_file.h"

#define REVISIONS_MAX 1000

struct publication {
	const struct publish_job *job;
	struct publish_result *out;
	struct store **store;
	struct manifest manifest;
	struct arena arena;
	gid_t group;
	char *work, *made;	/* work directory, rendered file in it */
	const char *file;	/* base name it gets */
	struct run_entry *run;	/* what the store knows */
	size_t n_runs;
	char sha[SHA256_HEX];	/* of the rendered file */
	struct err *err;
	bool held;		/* a stop waits until all is recorded */
};

/* "weekly_2026-W47.xlsx", "weekly_2026-W47_r2.xlsx" ... */
static const char *file_name(struct publication *p, unsigned revision)
{
	const struct publish_job *j = p->job;

	if (revision < 2)
		return arena_printf(&p->arena, "%s%s", j->name,
				    j->renderer->extension);
	return arena_printf(&p->arena, "%s_r%u%s", j->name, revision,
			    j->renderer->extension);
}

static char *report_path(struct publication *p, const char *file)
{
	return path_join(&p->arena, p->job->reports_dir, file);
}

static void result_set(struct publication *p, const char *file,
		       const char *sha)
{
	snprintf(p->out->path, sizeof p->out->path, "%s",
		 report_path(p, file));
	snprintf(p->out->sha256, sizeof p->out->sha256, "%s", sha);
}

/* ---- is there anything to do? ------------------------------------ */

/* The newest file of this report that is there. */
static const char *newest_file(struct publication *p)
{
	const char *newest = NULL;

	for (unsigned r = 1; r <= REVISIONS_MAX; r++) {
		const char *file = file_name(p, r);

		if (path_exists(report_path(p, file)))
			newest = file;
		else if (r > 1)
			break;
	}
	return newest;
}

static bool run_known(const struct publication *p, const char *file,
		      const char *sha)
{
	for (size_t i = 0; i < p->n_runs; i++)
		if (!strcmp(p->run[i].file, file) &&
		    !strcmp(p->run[i].sha256, sha))
			return true;
	return false;
}

static int run_record(struct publication *p, const char *file,
		      const char *sha)
{
	const struct publish_job *j = p->job;
	struct run_entry run = {
		.report = j->doc->report, .period = j->doc->period_id,
		.file = file, .sha256 = sha, .inputs = j->doc->inputs,
		.as_of = j->as_of, .last_import = j->last_import,
		.weeks = j->weeks, .n_weeks = j->n_weeks,
		.proposals = j->proposals, .n_proposals = j->n_proposals,
		.effects = j->effects, .n_effects = j->n_effects,
	};

	return store_record_run(*p->store, &run, j->figures, j->n_figures,
				p->err);
}

/* Same inputs and the file is whole: *done, and the result is that file. */
static int find_unchanged(bool *done, struct publication *p)
{
	const char *file = newest_file(p);
	const struct manifest_entry *e;
	char sha[SHA256_HEX];

	*done = false;
	e = file ? manifest_find(&p->manifest, file) : NULL;
	if (!e || strcmp(e->inputs, p->job->doc->inputs))
		return 0;
	if (file_digest(sha, report_path(p, file), p->err))
		return -1;
	if (strcmp(sha, e->sha256))
		return 0;
	p->file = file;
	p->out->unchanged = run_known(p, file, sha);
	result_set(p, file, sha);
	*done = true;
	return 0;
}

/* If a run died before it told the store, the store is told now. */
static int adopt(struct publication *p)
{
	if (p->out->unchanged)
		return 0;
	p->out->adopted = true;
	return run_record(p, p->file, p->out->sha256);
}

/* ---- render and check -------------------------------------------- */

/* A library that lost the reason on the way: look whether the disk is full. */
static int explain(struct publication *p)
{
	if (p->err->code == ERR_SOFTWARE && disk_full(p->work))
		return err_set(p->err, ERR_IO, "the disk under %s is full; "
			       "nothing was published, the reports there are "
			       "unchanged", p->job->reports_dir);
	return -1;
}

static int render(struct publication *p)
{
	const struct publish_job *j = p->job;
	char *temporary = path_join(&p->arena, p->work, "tmp");

	if (work_prepare(p->work, p->err) || dir_make(temporary, p->err))
		return -1;
	if (child_render(j->renderer, j->doc, p->made, temporary,
			 j->render_seconds, p->err))
		return explain(p);
	if (j->renderer->verify(j->doc, p->made, p->err)) {
		/* a missing or odd file is the renderer's fault */
		if (p->err->code == ERR_NOINPUT || p->err->code == ERR_DATA)
			p->err->code = ERR_SOFTWARE;
		err_prefix(p->err, "nothing was published");
		return explain(p);
	}
	if (stop_check(p->err))
		return -1;
	if (file_settle(p->made, j->mode, p->group, p->err))
		return -1;
	return file_digest(p->sha, p->made, p->err);
}

/* ---- which name -------------------------------------------------- */

/* May this file be replaced? See the top. Kept: it is ours, and stays. */
static int is_ours(bool *ours, bool *kept, struct publication *p,
		   const char *file)
{
	const struct manifest_entry *e = manifest_find(&p->manifest, file);
	char *path = report_path(p, file);
	char sha[SHA256_HEX];
	struct stat st;

	*ours = true;
	*kept = false;
	if (lstat(path, &st)) {
		if (errno == ENOENT)
			return 0;
		return err_errno(p->err, ERR_CANTCREAT, errno,
				 "cannot look at %s", path);
	}
	if (!S_ISREG(st.st_mode))
		return err_set(p->err, ERR_CANTCREAT, "%s is %s and is not "
			       "replaced; move it away", path,
			       S_ISLNK(st.st_mode) ? "a symbolic link" :
			       "not a regular file");
	if (file_digest(sha, path, p->err))
		return -1;
	*ours = !strcmp(sha, p->sha) || (e && !strcmp(sha, e->sha256));
	/* issued again, only what a run left that died may be replaced */
	if (*ours && p->job->again && strcmp(sha, p->sha) != 0 &&
	    run_known(p, file, sha))
		*kept = true;
	return 0;
}

static int choose_name(struct publication *p)
{
	for (unsigned r = 1; r <= REVISIONS_MAX; r++) {
		const char *file = file_name(p, r);
		const char *next = file_name(p, r + 1);
		bool ours, kept;

		if (is_ours(&ours, &kept, p, file))
			return -1;
		/* the newest file is the one that may be replaced */
		if (ours && !kept && !path_exists(report_path(p, next))) {
			p->file = file;
			return 0;
		}
		if (!ours)
			manifest_drop(&p->manifest, file);
	}
	return err_set(p->err, ERR_CANTCREAT, "%s has %d revisions of %s; "
		       "move the old ones away", p->job->reports_dir,
		       REVISIONS_MAX, p->job->name);
}

/* ---- put it there ------------------------------------------------ */

static int put_in_place(struct publication *p)
{
	const struct publish_job *j = p->job;
	struct manifest_entry e = {
		.sha256 = p->sha, .report = j->doc->report,
		.period = j->doc->period_id, .inputs = j->doc->inputs,
		.as_of = j->as_of,
	};

	if (choose_name(p) ||
	    file_move(p->made, report_path(p, p->file), j->reports_dir,
		      p->err))
		return -1;
	e.file = p->file;
	manifest_put(&p->manifest, &e);
	return manifest_write_mode(&p->manifest, j->reports_dir, j->mode,
				   p->group, p->err);
}

/* The store is closed while a child lives; it is opened again also after a
 * failure, because the caller goes on with it. */
static int with_store_closed(struct publication *p)
{
	struct err reopen;
	int ret;

	store_close(*p->store);
	*p->store = NULL;
	ret = render(p);
	if (!ret) {
		stop_hold();
		p->held = true;
		ret = put_in_place(p);
	}
	work_remove(p->work);
	if (!store_open(p->store, p->job->store_path, STORE_WRITE,
			p->job->zone, &reopen))
		return ret;
	*p->store = NULL;
	if (!ret)
		*p->err = reopen;
	return -1;
}

static int publish(struct publication *p)
{
	bool done;

	if (group_find(&p->group, p->job->group, p->err) ||
	    reports_prepare(p->job->reports_dir, p->job->mode, p->group,
			    p->err) ||
	    manifest_read(&p->manifest, p->job->reports_dir, p->err))
		return -1;
	leftovers_remove(p->job->reports_dir);
	if (store_runs(&p->run, &p->n_runs, *p->store, &p->arena, p->err))
		return -1;
	if (find_unchanged(&done, p))
		return -1;
	if (done)
		return adopt(p);
	if (with_store_closed(p))
		return -1;
	result_set(p, p->file, p->sha);
	return run_record(p, p->file, p->sha);
}

int publish_report(struct publish_result *out, struct store **store,
		   const struct publish_job *job, struct err *err)
{
	struct publication p = { .job = job, .out = out, .store = store,
				 .err = err };
	int ret;

	memset(out, 0, sizeof *out);
	p.work = path_join(&p.arena, job->reports_dir, WORK_NAME);
	p.made = path_join(&p.arena, p.work, "report");
	ret = publish(&p);
	if (p.held)
		stop_release();
	manifest_release(&p.manifest);
	arena_release(&p.arena);
	return ret;
}

static int plan(struct publication *p)
{
	bool done;

	if (manifest_read(&p->manifest, p->job->reports_dir, p->err) ||
	    store_runs(&p->run, &p->n_runs, *p->store, &p->arena, p->err) ||
	    find_unchanged(&done, p))
		return -1;
	if (done) {
		p->out->unchanged = true;
		return 0;
	}
	if (choose_name(p))
		return -1;
	p->out->replaces = path_exists(report_path(p, p->file));
	result_set(p, p->file, "");
	return 0;
}

int publish_plan(struct publish_result *out, struct store *store,
		 const struct publish_job *job, struct err *err)
{
	struct publication p = { .job = job, .out = out, .store = &store,
				 .err = err };
	int ret;

	memset(out, 0, sizeof *out);
	ret = plan(&p);
	manifest_release(&p.manifest);
	arena_release(&p.arena);
	return ret;
}
