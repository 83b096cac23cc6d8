/*
 * inbox/: what people and other programs drop there. Workbooks that were
 * filled in are read back, anything else is imported, the oldest first, so
 * that the newer export of two wins. A file that was taken goes to done/, one
 * that was refused to failed/ with a text beside it; neither replaces a file
 * of the same name. A file that is still being written waits for the next
 * run.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/date.h"
#include "cli/readback_files.h"
#include "cli/run.h"
#include "ingest/ingest.h"

#define INBOX "inbox"
#define SETTLE_SECONDS 5	/* a younger file may still grow */
#define AHEAD_SECONDS 3600	/* a clock that is further ahead is wrong */
#define NAMES_MAX 10000

struct dropped {
	char *name, *path;
	bool regular;
	struct timespec changed;
	int64_t size;
};

struct drop_list { struct dropped *item; size_t n, cap; };

/* ---- what is there ------------------------------------------------------- */

static bool ends_with(const char *name, const char *end)
{
	size_t len = strlen(name), n = strlen(end);

	return len > n && !strcasecmp(name + len - n, end);
}

static bool is_workbook(const struct dropped *f)
{
	return f->regular && ends_with(f->name, ".xlsx");
}

/* Names that programs give what they have not finished. */
static bool is_partial(const char *name)
{
	return ends_with(name, ".part") || ends_with(name, ".crdownload") ||
	       ends_with(name, ".download") || ends_with(name, ".tmp") ||
	       ends_with(name, "~");
}

static bool is_settled(const struct run *r, const struct dropped *f)
{
	int64_t age = r->cli->clock - (int64_t)f->changed.tv_sec;

	if (is_partial(f->name))
		return false;
	return !f->regular || age >= SETTLE_SECONDS || age < -AHEAD_SECONDS;
}

static int by_age(const void *x, const void *y)
{
	const struct dropped *a = x, *b = y;

	if (a->changed.tv_sec != b->changed.tv_sec)
		return a->changed.tv_sec < b->changed.tv_sec ? -1 : 1;
	if (a->changed.tv_nsec != b->changed.tv_nsec)
		return a->changed.tv_nsec < b->changed.tv_nsec ? -1 : 1;
	return strcmp(a->name, b->name);
}

static const char *inbox_path(struct run *r, const char *name)
{
	struct arena *a = &r->cli->arena;

	return path_join(a, path_join(a, r->cli->dir, INBOX), name);
}

static bool look(struct run *r, struct dropped *f, const char *name)
{
	struct arena *a = &r->cli->arena;
	struct stat st;

	*f = (struct dropped){ .name = arena_strdup(a, name) };
	f->path = arena_strdup(a, inbox_path(r, name));
	if (*name == '.' || lstat(f->path, &st) ||
	    (S_ISDIR(st.st_mode) &&
	     (!strcmp(name, "done") || !strcmp(name, "failed"))))
		return false;
	f->regular = S_ISREG(st.st_mode);
	f->changed = st.st_mtim;
	f->size = st.st_size;
	return true;
}

/* Those of one sort, oldest first. A missing inbox is an empty one. */
static int list_inbox(struct drop_list *out, struct run *r, bool workbooks,
		      struct err *err)
{
	const char *path = path_join(&r->cli->arena, r->cli->dir, INBOX);
	DIR *dir = opendir(path);
	struct dirent *e;

	*out = (struct drop_list){ 0 };
	if (!dir && errno == ENOENT)
		return 0;
	if (!dir)
		return err_errno(err, ERR_NOINPUT, errno, "cannot list %s",
				 path);
	while ((e = readdir(dir)) != NULL) {
		struct dropped f;

		if (!look(r, &f, e->d_name) || is_workbook(&f) != workbooks)
			continue;
		vec_reserve(&out->item, out->n, &out->cap);
		out->item[out->n++] = f;
	}
	closedir(dir);
	if (out->n)
		qsort(out->item, out->n, sizeof *out->item, by_age);
	return 0;
}

/* Those that may be taken now; the others are said. */
static void keep_settled(struct run *r, struct drop_list *list)
{
	const char *growing = NULL;
	size_t kept = 0, n = 0;

	for (size_t i = 0; i < list->n; i++) {
		if (is_settled(r, &list->item[i])) {
			list->item[kept++] = list->item[i];
			continue;
		}
		growing = n++ ? growing : list->item[i].name;
	}
	if (n == 1)
		run_waits(r, INBOX "/%s is still being written; the next run "
			  "takes it", growing);
	else if (n)
		run_waits(r, "%zu files of " INBOX "/, " INBOX "/%s first, "
			  "are still being written; the next run takes them",
			  n, growing);
	list->n = kept;
}

/* ---- where it goes ------------------------------------------------------- */

/* "reviews.csv", "reviews_2.csv", "reviews_3.csv" ... */
static const char *numbered(struct arena *a, const char *name, unsigned n)
{
	const char *dot = strrchr(name, '.');
	size_t stem = dot && dot != name ? (size_t)(dot - name) :
					   strlen(name);

	if (n < 2)
		return name;
	return arena_printf(a, "%.*s_%u%s", (int)stem, name, n, name + stem);
}

/* Put the file into inbox/<to> under the first free name; `text` stands
 * beside it before it is there. The new path, or NULL. */
static const char *move_to(struct run *r, const struct dropped *f,
			   const char *to, const char *text, struct err *err)
{
	struct arena *a = &r->cli->arena;
	const char *dir = inbox_path(r, to);

	if (dir_make(dir, err))
		return NULL;
	for (unsigned n = 1; n <= NAMES_MAX; n++) {
		const char *path = path_join(a, dir, numbered(a, f->name, n));
		const char *beside = arena_printf(a, "%s.txt", path);
		int moved;

		if (path_exists(path))
			continue;
		if (text && file_write(beside, text, strlen(text), err))
			return NULL;
		moved = file_rename_new(f->path, path, err);
		if (moved < 0)
			return NULL;
		if (moved)
			return path;
	}
	err_set(err, ERR_CANTCREAT, "%s has %d files called %s; move them "
		"away", dir, NAMES_MAX, f->name);
	return NULL;
}

static void stop_with(struct run *r, const char *step, const struct err *err,
		      const char *todo)
{
	run_failed(r, step, err, todo);
	r->stop = true;
}

static void move_done(struct run *r, const char *step,
		      const struct dropped *f)
{
	struct stat st;
	struct err err;

	if (!lstat(f->path, &st) && (st.st_size != f->size ||
	    memcmp(&st.st_mtim, &f->changed, sizeof st.st_mtim) != 0)) {
		run_waits(r, INBOX "/%s changed while it was read; the next "
			  "run takes it again", f->name);
		return;
	}
	if (!move_to(r, f, "done", NULL, &err))
		stop_with(r, step, &err, "make inbox/ and inbox/done/ "
			  "writable; the file was taken and is known again");
}

/* Refused: what was wrong stands beside it. */
static void move_failed(struct run *r, const char *step,
			const struct dropped *f, const struct err *why)
{
	struct arena *a = &r->cli->arena;
	char day[DATE_MAX];
	const char *verb = is_workbook(f) ? "readback" : "import";
	const char *text = arena_printf(a,
		"tuneup did not take this file on %s. Nothing of it was "
		"stored.\n\n%s\n\nWhat to do: mend the file, or export it "
		"again, and put it into inbox/.\n`tuneup %s --dry-run` with "
		"its name shows what is read from it.\n",
		day_format(day, r->w.as_of), why->msg, verb);
	struct err err;

	run_failed(r, step, why, arena_printf(a, "mend inbox/failed/%s or "
		   "export it again, and put it into inbox/", f->name));
	text_add(&r->said.refused, a, f->name);
	run_say(r, INBOX "/%s: refused, now in inbox/failed", f->name);
	if (!move_to(r, f, "failed", text, &err))
		stop_with(r, step, &err, "make inbox/ and inbox/failed/ "
			  "writable");
}

/* ---- workbooks ----------------------------------------------------------- */

/* What is wrong with the files of which none was taken, a line each. */
static void why_not(struct err *err, const struct readback_result *result,
		    const struct readback_file *f)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_puts(&text, f->refused ? result->mistakes.s : result->text.s);
	while (text.len && text.s[text.len - 1] == '\n')
		text.s[--text.len] = '\0';
	if (!f->refused)
		strbuf_puts(&text, "\nit disagrees with another copy or with "
			    "what was said before: `tuneup readback --take "
			    "FILE` says which counts");
	err_set(err, ERR_DATA, "%s", text.s);
	strbuf_release(&text);
}

static void sort_workbooks(struct run *r, const struct drop_list *list,
			   const struct readback_result *result)
{
	for (size_t i = 0; i < list->n && !r->stop; i++) {
		const struct readback_file *f = &result->file[i];
		struct err why;

		if (f->refused || f->disputed) {
			why_not(&why, result, f);
			move_failed(r, "read back", &list->item[i], &why);
			continue;
		}
		text_add(&r->said.read_back, &r->cli->arena,
			 list->item[i].name);
		run_say(r, "read back " INBOX "/%s: %zu answer%s",
			list->item[i].name, f->taken,
			f->taken == 1 ? "" : "s");
		move_done(r, "read back", &list->item[i]);
	}
}

static void read_back(struct run *r, const struct drop_list *list)
{
	const char **file = arena_array(&r->cli->arena, list->n, sizeof *file);
	struct readback_result result = { .text = STRBUF_INIT,
					  .mistakes = STRBUF_INIT };
	struct err err;

	for (size_t i = 0; i < list->n; i++)
		file[i] = list->item[i].path;
	if (readback_list(&result, &r->w, r->cli, file, list->n, NULL, false,
			  &err))
		stop_with(r, "read back", &err, "run it again when the cause "
			  "is gone; the workbooks are still in inbox/");
	else
		sort_workbooks(r, list, &result);
	readback_release(&result);
}

void run_readback(struct run *r)
{
	struct drop_list list;
	struct err err;

	if (list_inbox(&list, r, true, &err)) {
		stop_with(r, "read back", &err, "make inbox/ readable");
		return;
	}
	keep_settled(r, &list);
	for (size_t i = 0; i < list.n && r->o->dry_run; i++)
		run_say(r, "would read back " INBOX "/%s", list.item[i].name);
	if (list.n && !r->o->dry_run)
		read_back(r, &list);
	free(list.item);
}

/* ---- exports ------------------------------------------------------------- */

static bool is_files_fault(const struct err *err)
{
	return err->code == ERR_DATA || err->code == ERR_NOINPUT ||
	       err->code == ERR_USAGE;
}

/* A damaged store refuses with the same code as a damaged file. */
static bool store_is_whole(struct run *r, struct err *err)
{
	struct diags found = { 0 };
	bool whole = !store_verify(r->w.store, &found, err);

	diags_release(&found);
	return whole;
}

static void import_refused(struct run *r, const struct dropped *f,
			   const struct err *why)
{
	struct err damage;

	if (why->code == ERR_CONFIG)
		run_failed(r, "import", why, "mend the configuration; "
			   "`tuneup check` names every mistake; the file is "
			   "still in inbox/");
	else if (!is_files_fault(why))
		stop_with(r, "import", why, "run it again when the cause is "
			  "gone; the file is still in inbox/");
	else if (why->code == ERR_DATA && !store_is_whole(r, &damage))
		stop_with(r, "import", &damage, "put a backup in its place with "
			  "`tuneup restore backups/FILE`; `tuneup verify` "
			  "shows what is damaged");
	else
		move_failed(r, "import", f, why);
}

static void import_dropped(struct run *r, const struct dropped *f)
{
	struct import_options options = { .as_of = r->w.as_of };
	struct import_report report = { 0 };
	struct strbuf text = STRBUF_INIT;
	struct err err;

	if (import_file(&report, r->w.store, &r->w.config, f->path, &options,
			&err)) {
		import_refused(r, f, &err);
	} else {
		import_report_text(&text, &report, r->cli->verbose);
		while (text.len && text.s[text.len - 1] == '\n')
			text.s[--text.len] = '\0';
		run_say(r, "%s", text.s);
		text_add(&r->said.imported, &r->cli->arena, f->name);
		move_done(r, "import", f);
	}
	strbuf_release(&text);
	import_report_release(&report);
}

void run_import(struct run *r)
{
	struct drop_list list;
	struct err err;

	if (list_inbox(&list, r, false, &err)) {
		stop_with(r, "import", &err, "make inbox/ readable");
		return;
	}
	keep_settled(r, &list);
	for (size_t i = 0; i < list.n && !r->stop; i++) {
		if (r->o->dry_run)
			run_say(r, "would import " INBOX "/%s",
				list.item[i].name);
		else
			import_dropped(r, &list.item[i]);
	}
	free(list.item);
}
