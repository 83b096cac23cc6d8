/* cli/dispatch_files.c - see dispatch_files.h. */
#include "cli/dispatch_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "cli/dispatch_reports.h"
#include "cli/make_report.h"
#include "report/clocks.h"

#define OUTBOX "outbox"

struct dispatching {
	struct workspace *w;
	const struct dispatch_how *how;
	struct made_report m;
	struct outgoing_dates next;
	const char *dir;
	struct strbuf refused;	/* lines */
	struct arena a;
};

/* ---- files ------------------------------------------------------------------ */

static int write_one(const struct dispatching *d, const char *name,
		     const char *bytes, size_t len, struct err *err)
{
	struct arena a = { 0 };
	int ret = file_write(path_join(&a, d->dir, name), bytes, len, err);

	arena_release(&a);
	return ret;
}

/* A planned file is ours by its name, so writing it again does no harm. */
static int write_dispatch(struct dispatching *d,
			  const struct outbox_dispatch *o, struct err *err)
{
	for (size_t i = 0; i < o->n_files; i++)
		if (write_one(d, o->file[i].name, o->file[i].data,
			      o->file[i].len, err))
			return -1;
	return store_outbox_written(d->w->store, o->id, err);
}

static int write_pending(struct dispatching *d, struct err *err)
{
	struct outbox_dispatch *o;
	size_t n;

	file_new_sweep(d->dir);
	if (store_outbox_pending(&o, &n, d->w->store, &d->a, err))
		return -1;
	if (n && dir_make(d->dir, err))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (write_dispatch(d, &o[i], err))
			return -1;
	return 0;
}

static const char *file_name(struct dispatching *d,
			     const struct dispatch_system *s, int again,
			     const char *suffix)
{
	char day[DATE_MAX];

	day_format(day, d->w->as_of);
	if (again == 1)
		return arena_printf(&d->a, "%s_%s%s.%s", s->id, day, suffix,
				    s->extension);
	return arena_printf(&d->a, "%s_%s_r%d%s.%s", s->id, day, again, suffix,
			    s->extension);
}

static int is_taken(bool *taken, struct dispatching *d, const char *name,
		    struct err *err)
{
	*taken = path_exists(path_join(&d->a, d->dir, name));
	return *taken ? 0 : store_outbox_named(taken, d->w->store, name, err);
}

/* Names that neither the folder nor the store knows. */
static int name_files(struct dispatching *d, const struct dispatch_system *s,
		      const struct dispatch_files *files,
		      struct outbox_file *out, struct err *err)
{
	bool taken = true;

	for (int again = 1; taken; again++) {
		taken = false;
		for (size_t i = 0; i < files->n && !taken; i++) {
			out[i] = (struct outbox_file){
				.name = file_name(d, s, again,
						  files->file[i].suffix),
				.data = files->file[i].bytes.s,
				.len = files->file[i].bytes.len
			};
			if (is_taken(&taken, d, out[i].name, err))
				return -1;
		}
	}
	return 0;
}

/* ---- what is said ------------------------------------------------------------- */

static int say_item(struct dispatching *d, const struct outgoing *o,
		    struct err *err)
{
	char due[DATE_MAX];
	const char *more = o->kind == OUTGOING_REPORT ? o->file :
		o->change == CHANGE_NEW ?
		o->due == DAY_NONE ? "no date yet" :
		arena_printf(&d->a, "due %s", day_words(due, o->due,
							DAY_FULL)) :
		outgoing_difference(o, &d->a);

	return say(err, "  %-9s  %s  %s; %s\n", outgoing_change_name(o->change),
		   o->id, o->title, more);
}

static int say_files(struct dispatching *d, const struct dispatch_system *s,
		     const struct outbox_file *file,
		     const struct dispatch_files *files,
		     const struct dispatch_job *job, struct err *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < files->n; i++) {
		bool changes = !strcmp(files->file[i].suffix, "_changes");

		ret = say(err, "%s%s/%s\n  %s: %s\n",
			  d->how->dry_run ? "would write " : "", OUTBOX,
			  file[i].name, s->title,
			  changes && s->next_changes ? s->next_changes :
						       s->next);
	}
	for (size_t i = 0; !ret && i < job->n; i++)
		ret = say_item(d, job->item[i], err);
	return ret;
}

/* ---- one system --------------------------------------------------------------- */

static void collect(struct outgoing_list *list, struct dispatching *d,
		    const struct dispatch_system *s)
{
	size_t kept = 0;

	if (s->reports)
		return;
	outgoing_tasks(list, &d->m.decided, &d->w->config, d->how->all, &d->a);
	if (s->reviews)
		outgoing_reviews(list, &d->next, d->w->as_of, &d->w->config,
				 &d->a);
	for (size_t i = 0; i < list->n; i++)
		if (!s->dated || list->item[i].due != DAY_NONE)
			list->item[kept++] = list->item[i];
	list->n = kept;
}

/* Would it be a formula over there? Then it is not told, and not forgotten. */
static bool is_refused(struct dispatching *d, const struct dispatch_system *s,
		       const struct outgoing *o)
{
	const char *column;

	if (d->how->formula != FORMULA_REJECT || !s->formula_in ||
	    !s->formula_in(o, &column, &d->a))
		return false;
	strbuf_printf(&d->refused, "%s%s: %s: its %s begins like a formula",
		      d->refused.len ? "\n" : "", s->id, o->id, column);
	return true;
}

static struct dispatch_job job_of(struct dispatching *d,
				  const struct dispatch_system *s,
				  const struct outgoing_list *list)
{
	const struct outgoing **item = arena_array(&d->a, list->n + 1,
						   sizeof(void *));
	struct dispatch_job job = {
		.item = item, .config = &d->w->config, .as_of = d->w->as_of,
		.formula = d->how->formula, .a = &d->a
	};

	for (size_t i = 0; i < list->n; i++)
		if (list->item[i].change != CHANGE_NONE &&
		    !is_refused(d, s, &list->item[i]))
			item[job.n++] = &list->item[i];
	return job;
}

static struct outbox_item *items_of(struct dispatching *d,
				    const struct dispatch_job *job)
{
	struct outbox_item *out = arena_array(&d->a, job->n, sizeof *out);

	for (size_t i = 0; i < job->n; i++) {
		const struct outgoing *o = job->item[i];

		out[i] = (struct outbox_item){
			.id = o->id,
			.change = outgoing_change_name(o->change),
			.version = o->version, .title = o->title,
			.owner = o->owner, .due = o->due, .sha256 = o->sha256
		};
	}
	return out;
}

static int dispatch_job_to(struct dispatching *d,
			   const struct dispatch_system *s,
			   const struct dispatch_job *job, struct err *err)
{
	struct dispatch_files files = { .n = 0 };
	struct outbox_dispatch o = { .system = s->id, .day = d->w->as_of };
	int ret;

	s->write(&files, job);
	o.n_files = files.n;
	o.file = arena_array(&d->a, files.n, sizeof *o.file);
	o.n_items = job->n;
	o.item = items_of(d, job);
	ret = name_files(d, s, &files, o.file, err);
	if (!ret && !d->how->dry_run)
		ret = dir_make(d->dir, err) ||
		      store_outbox_add(d->w->store, &o, err) ||
		      write_dispatch(d, &o, err) ? -1 : 0;
	if (!ret)
		ret = say_files(d, s, o.file, &files, job, err);
	dispatch_files_release(&files);
	return ret;
}

static int dispatch_one(struct dispatching *d,
			const struct dispatch_system *s, struct err *err)
{
	struct outgoing_list list = { .n = 0 };
	struct outbox_item *last;
	struct dispatch_job job;
	size_t n_last;
	int ret = store_outbox_last(&last, &n_last, d->w->store, s->id, &d->a,
				    err);

	if (ret)
		return -1;
	collect(&list, d, s);
	if (s->reports)
		ret = reports_list(&list, d->w, &d->a, err);
	outgoing_compare(&list, last, n_last, &d->m.decided, d->w->as_of,
			 &d->a);
	job = job_of(d, s, &list);
	for (size_t i = 0; !ret && s->reports && i < list.n; i++)
		if (list.item[i].change != CHANGE_NONE)
			ret = report_load(&list.item[i], d->w, &d->a, err);
	if (!ret && job.n)
		ret = dispatch_job_to(d, s, &job, err);
	else if (!ret && !d->how->quiet)
		ret = say(err, "%s: nothing new\n", s->id);
	free(list.item);
	return ret;
}

/* ---- all of them ---------------------------------------------------------------- */

/* Reports that are published already need nothing of what follows. */
static bool only_reports(const struct dispatch_how *how)
{
	for (size_t i = 0; i < how->n; i++)
		if (!dispatch_find(how->system[i])->reports)
			return false;
	return true;
}

static int gather(struct dispatching *d, struct err *err)
{
	struct review_clocks clocks;

	if (only_reports(d->how))
		return 0;
	if (make_report(&d->m, d->w, "weekly", NULL, err))
		return -1;
	clocks = review_clocks_of(&d->m.doc, &d->m.input);
	d->next = (struct outgoing_dates){
		.session = clocks.advice.next_session,
		.spot_check = clocks.advice.next_spot_check,
		.review = clocks.advice.next_review,
		.biweekly = clocks.advice.biweekly
	};
	return 0;
}

int dispatch_systems(struct workspace *w, const struct dispatch_how *how,
		     struct err *err)
{
	struct dispatching d = {
		.w = w, .how = how, .m = { .interpret = INTERPRET_OFF },
		.refused = STRBUF_INIT
	};
	int ret;

	d.dir = path_join(&d.a, w->config.dir, OUTBOX);
	ret = how->dry_run ? 0 : write_pending(&d, err);
	if (!ret)
		ret = gather(&d, err);
	for (size_t i = 0; !ret && i < how->n; i++)
		ret = dispatch_one(&d, dispatch_find(how->system[i]), err);
	if (!ret && d.refused.len)
		ret = err_set(err, ERR_DATA, "%s\nit was not written, all "
			      "else was: change the text, or see --formula",
			      d.refused.s);
	strbuf_release(&d.refused);
	made_report_release(&d.m);
	arena_release(&d.a);
	return ret;
}
