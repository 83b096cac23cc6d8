/*
 * How a run ended, for people and for monitors: the page that says what
 * failed and what to do, last_run.json, and whoever `notify` names. Nothing
 * here needs the store, a font or a valid configuration.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/mail.h"
#include "cli/run.h"
#include "publish/publish.h"

#define PAGE "FAILED_"		/* FAILED_2026-W48.txt */

static const char *page_name(struct run *r)
{
	struct period week = period_of(PERIOD_WEEK, r->said.as_of, 1);

	return arena_printf(&r->cli->arena, PAGE "%s.txt",
			    period_id(&r->cli->arena, week, 1));
}

static bool is_page(const char *name)
{
	int year, week, end = 0;

	return sscanf(name, PAGE "%4d-W%2d.txt%n", &year, &week, &end) == 2 &&
	       end == (int)strlen(name);
}

/* Pages of earlier runs, but for `keep`. One that cannot be removed stays. */
static void remove_pages(const char *path, const char *keep)
{
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir && (e = readdir(dir)) != NULL)
		if (is_page(e->d_name) && (!keep || strcmp(e->d_name, keep)))
			unlinkat(dirfd(dir), e->d_name, 0);
	if (dir)
		closedir(dir);
}

/* Into reports/, or where that cannot be written, beside tuneup.yaml. */
static void write_page(struct run *r, const struct strbuf *text)
{
	struct arena *a = &r->cli->arena;
	const char *name = page_name(r);
	char *reports = path_join(a, r->cli->dir, "reports");
	char *path = path_join(a, reports, name);
	bool known = r->w.have_config;
	struct err err;

	r->said.page = r->page = NULL;
	if (!publish_note(reports, name, text->s,
			  known ? r->w.config.reports_mode : 0600,
			  known ? r->w.config.reports_group : "", &err)) {
		remove_pages(reports, name);
		remove_pages(r->cli->dir, NULL);
		r->said.page = arena_printf(a, "reports/%s", name);
	} else {
		path = path_join(a, r->cli->dir, name);
		if (file_write(path, text->s, text->len, &err))
			return;
		remove_pages(r->cli->dir, name);
		r->said.page = name;
	}
	r->page = path;
}

/* ---- who is told ----------------------------------------------------------- */

static void notify(struct run *r, const struct strbuf *page)
{
	const struct config_mail *to = &r->w.config.notify;
	struct arena *a = &r->cli->arena;
	struct eml mail = { .text = page->s, .date = r->cli->clock };
	char day[DATE_MAX];
	struct err err;

	/* who is asked to end starts no program: the page says it all */
	if (!r->w.have_config || !to->n_command || r->stopped)
		return;
	mail.subject = arena_printf(a, "%s: tuneup run failed on %s (%s)",
				    r->w.config.team,
				    day_format(day, r->said.as_of),
				    err_code_name(r->said.code));
	if (!mail_send(to, &mail, &err))
		return;
	run_failed(r, "notify", &err, "see that the program of `notify` "
		   "works: nobody was told of this failure");
}

/* ---- all of it ------------------------------------------------------------- */

static int write_all(struct run *r, struct strbuf *page, struct err *err)
{
	strbuf_clear(page);
	run_page(page, r);
	write_page(r, page);
	return last_run_write(&r->said, r->cli->dir, err);
}

/* A run that waits did not fail. */
static int32_t failing_since(const struct run *r)
{
	if (!r->said.n_problems)
		return DAY_NONE;
	return r->before.failing_since != DAY_NONE ?
	       r->before.failing_since : r->said.as_of;
}

int run_account(struct run *r, enum err_code code, const char *message,
		struct err *err)
{
	struct arena *a = &r->cli->arena;
	struct strbuf page = STRBUF_INIT;
	size_t n = r->said.n_problems;
	int ret;

	r->said.code = code;
	r->said.message = message;
	r->said.failing_since = failing_since(r);
	if (!code) {
		r->said.succeeded = true;
		r->said.success = r->said.started;
		r->said.success_as_of = r->said.as_of;
	}
	if (!n) {
		remove_pages(path_join(a, r->cli->dir, "reports"), NULL);
		remove_pages(r->cli->dir, NULL);
		return last_run_write(&r->said, r->cli->dir, err);
	}
	/* before anybody is told, which may take long */
	ret = write_all(r, &page, err);
	notify(r, &page);
	if (r->said.n_problems > n)
		ret = write_all(r, &page, err);
	strbuf_release(&page);
	return ret;
}
