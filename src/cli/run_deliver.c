/*
 * What was published goes to the program that `deliver` names, as an e-mail.
 *
 * undelivered.txt has a line "weekly 2026-W47" for each report that is to go out.
 * The line is written before the report is published and leaves when the
 * program has taken the e-mail, so that a report is sent although a run died
 * in between; at worst twice, and then with the same Message-ID.
 */
#include <string.h>

#include "cli/mail.h"
#include "cli/make_report.h"
#include "cli/run.h"

#define STEP "deliver"
#define UNDELIVERED "undelivered.txt"
#define UNDELIVERED_MAX ((size_t)1 << 20)
#define ATTACHMENT_MAX ((size_t)64 << 20)

struct waiting { const char *report, *period; };

struct undelivered {
	struct waiting *item;
	size_t n;
};

static const char *undelivered_path(const struct run *r, struct arena *a)
{
	return path_join(a, r->cli->dir, UNDELIVERED);
}

static bool undelivered_has(const struct undelivered *o, const char *report,
			    const char *period)
{
	for (size_t i = 0; i < o->n; i++)
		if (!strcmp(o->item[i].report, report) &&
		    !strcmp(o->item[i].period, period))
			return true;
	return false;
}

static void take_line(struct undelivered *o, char *line)
{
	char *blank = strchr(line, ' ');

	if (!blank)
		return;
	*blank = '\0';
	if (!undelivered_has(o, line, blank + 1))
		o->item[o->n++] = (struct waiting){ line, blank + 1 };
}

static int undelivered_read(struct undelivered *out, const struct run *r,
			    struct arena *a, struct err *err)
{
	const char *path = undelivered_path(r, a);
	struct strbuf text = STRBUF_INIT;
	char *s, *line, *at;
	size_t lines = 1;

	*out = (struct undelivered){ 0 };
	if (path_exists(path) && file_read(&text, path, UNDELIVERED_MAX, err)) {
		strbuf_release(&text);
		return -1;
	}
	s = arena_strdup(a, text.s);
	strbuf_release(&text);
	for (const char *p = s; *p; p++)
		lines += *p == '\n';
	/* and one that is added */
	out->item = arena_array(a, lines + 1, sizeof *out->item);
	for (line = strtok_r(s, "\n", &at); line;
	     line = strtok_r(NULL, "\n", &at))
		take_line(out, line);
	return 0;
}

static int undelivered_write(const struct undelivered *o,
			     const struct run *r, struct arena *a,
			     struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	int ret;

	for (size_t i = 0; i < o->n; i++)
		strbuf_printf(&text, "%s %s\n", o->item[i].report,
			      o->item[i].period);
	ret = file_write(undelivered_path(r, a), text.s, text.len, err);
	strbuf_release(&text);
	return ret;
}

int undelivered_add(struct run *r, const char *report, const char *period,
		    struct err *err)
{
	struct arena *a = &r->cli->arena;
	struct undelivered o;

	if (!r->w.config.deliver.n_command)
		return 0;
	if (undelivered_read(&o, r, a, err))
		return -1;
	if (undelivered_has(&o, report, period))
		return 0;
	o.item[o.n++] = (struct waiting){ report, period };
	return undelivered_write(&o, r, a, err);
}

/* ---- the e-mail ----------------------------------------------------------- */

struct letter {
	struct eml_file file[EML_FILES_MAX];
	struct strbuf bytes[EML_FILES_MAX];
	const char *title[EML_FILES_MAX];
	size_t n;
	struct undelivered left;	/* what stays undelivered */
};

/* The newest file of a report, NULL: it is not published yet. */
static const char *file_of(const struct waiting *w,
			   const struct run_entry *run, size_t n)
{
	const char *file = NULL;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(run[i].report, w->report) &&
		    !strcmp(run[i].period, w->period))
			file = run[i].file;
	return file;
}

static void enclose(struct letter *l, struct run *r, const struct waiting *w,
		    const char *file)
{
	struct arena *a = &r->cli->arena;
	struct err err;

	l->bytes[l->n] = (struct strbuf)STRBUF_INIT;
	if (file_read(&l->bytes[l->n], path_join(a, r->w.reports, file),
		      ATTACHMENT_MAX, &err)) {
		run_failed(r, STEP, &err, "publish that report again; it is "
			   "not sent");
		strbuf_release(&l->bytes[l->n]);
		return;
	}
	l->file[l->n] = (struct eml_file){
		.name = file, .bytes = l->bytes[l->n].s,
		.len = l->bytes[l->n].len
	};
	l->title[l->n++] = arena_printf(a, "%s %s", report_title(w->report),
					w->period);
}

static int fill_letter(struct letter *l, struct run *r, struct err *err)
{
	struct arena *a = &r->cli->arena;
	struct run_entry *run;
	struct undelivered o;
	size_t n;

	if (undelivered_read(&o, r, a, err) ||
	    store_runs(&run, &n, r->w.store, a, err))
		return -1;
	l->left.item = arena_array(a, o.n, sizeof *l->left.item);
	for (size_t i = 0; i < o.n; i++) {
		const char *file = file_of(&o.item[i], run, n);

		if (!file || l->n == EML_FILES_MAX)
			l->left.item[l->left.n++] = o.item[i];
		else
			enclose(l, r, &o.item[i], file);
	}
	return 0;
}

static int send_letter(const struct letter *l, struct run *r, struct err *err)
{
	struct arena *a = &r->cli->arena;
	const char *team = r->w.config.team;
	struct strbuf text = STRBUF_INIT;
	struct eml mail = { .file = l->file, .n_files = l->n,
			    .date = r->cli->clock };
	int ret;

	mail.subject = l->n == 1 ?
		arena_printf(a, "%s: %s", team, l->title[0]) :
		arena_printf(a, "%s: %s and %zu more", team, l->title[0],
			     l->n - 1);
	strbuf_printf(&text, "Published for %s:\n\n", team);
	for (size_t i = 0; i < l->n; i++)
		strbuf_printf(&text, "  %s: %s\n", l->title[i],
			      l->file[i].name);
	strbuf_puts(&text, "\nEvery number stands with its interval and with "
		    "what it rests on. A workbook\nthat was filled in comes "
		    "back through inbox/.\n");
	mail.text = text.s;
	ret = mail_send(&r->w.config.deliver, &mail, err);
	strbuf_release(&text);
	return ret;
}

static void say_sent(struct run *r, const struct letter *l)
{
	for (size_t i = 0; i < l->n; i++) {
		text_add(&r->said.delivered, &r->cli->arena, l->file[i].name);
		run_say(r, "delivered %s", l->file[i].name);
	}
}

static void deliver(struct run *r)
{
	struct letter l = { .n = 0 };
	struct err err;

	if (fill_letter(&l, r, &err))
		run_failed(r, STEP, &err, "the next run tries again");
	else if (l.n && send_letter(&l, r, &err))
		run_failed(r, STEP, &err, "the reports are in reports/; see "
			   "that the program of `deliver` works; the next run "
			   "tries again");
	else if (l.n) {
		say_sent(r, &l);
		if (undelivered_write(&l.left, r, &r->cli->arena, &err))
			run_failed(r, STEP, &err, "the reports were sent, and "
				   "may be sent again by the next run");
	}
	for (size_t i = 0; i < l.n; i++)
		strbuf_release(&l.bytes[i]);
}

void run_deliver(struct run *r)
{
	struct arena *a = &r->cli->arena;
	struct undelivered o;
	struct err err;

	if (!r->w.config.deliver.n_command)
		return;
	if (!r->o->dry_run) {
		deliver(r);
		return;
	}
	if (!undelivered_read(&o, r, a, &err))
		for (size_t i = 0; i < o.n; i++)
			run_say(r, "would deliver %s %s", o.item[i].report,
				o.item[i].period);
}
