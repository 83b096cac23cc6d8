#include "cli/readback_files.h"

#include <stdlib.h>
#include <string.h>

#include "cli/sample_draw.h"
#include "metrics/sample.h"
#include "publish/publish.h"

/* ---- who may be judged ------------------------------------------------- */

static int member_cmp(const void *a, const void *b)
{
	const struct readback_member *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void members_of(struct readback_spec *spec, struct samples *s,
		       struct arena *a)
{
	struct readback_member *member;
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->list[i].n;
	member = arena_array(a, n, sizeof *member);
	n = 0;
	for (size_t i = 0; i < s->n; i++) {
		struct sample_list *l = &s->list[i];

		sample_draw(s, l);
		for (size_t k = 0; k < l->n; k++)
			member[n++] = (struct readback_member){
				sample_id_of(a, l, &l->member[k]),
				(int64_t)k < l->required
			};
	}
	if (n)
		qsort(member, n, sizeof *member, member_cmp);
	spec->member = member;
	spec->n_members = n;
}

static int members_read(struct readback_spec *spec, struct workspace *w,
			struct arena *a, struct err *err)
{
	struct facts members = { 0 };
	struct samples s = { 0 };

	if (facts_read(&members, w->store, &kind_members, DAY_MIN, DAY_MAX,
		       err))
		return -1;
	samples_read(&s, &w->config, &members, NULL);
	members_of(spec, &s, a);
	samples_release(&s);
	facts_release(&members);
	return 0;
}

/* ---- what was taken -------------------------------------------------------- */

static void count_words(struct strbuf *sb, size_t n, const char *one,
			const char *many)
{
	if (n)
		strbuf_printf(sb, "%s%zu %s", sb->len ? ", " : "", n,
			      n == 1 ? one : many);
}

static int say_result(const struct readback_result *r, bool dry_run,
		      struct err *err)
{
	struct strbuf sum = STRBUF_INIT;
	int ret;

	count_words(&sum, r->decisions, "decision", "decisions");
	count_words(&sum, r->verdicts, "verdict", "verdicts");
	count_words(&sum, r->sessions, "session", "sessions");
	count_words(&sum, r->hours, "answer where the hours went",
		    "answers where the hours went");
	if (sum.len)
		strbuf_puts(&sum, dry_run ? " would be taken" : " taken");
	else if (r->same)
		strbuf_puts(&sum, "nothing changed");
	else if (!r->refused)
		strbuf_puts(&sum, r->text.len ? "nothing was taken" :
			    "nothing was taken: no cell is filled in");
	if (r->same)
		strbuf_printf(&sum, "; %zu known already", r->same);
	if (sum.len)
		strbuf_putc(&sum, '\n');
	ret = say(err, "%s%s", r->text.s, sum.s);
	strbuf_release(&sum);
	return ret;
}

static int say_refused(const struct readback_result *r, struct err *err)
{
	struct strbuf text = STRBUF_INIT;

	if (!r->refused && !r->disputed)
		return 0;
	strbuf_puts(&text, r->mistakes.s);
	if (r->refused)
		strbuf_printf(&text, "nothing was taken from %s: put right "
			      "what is named and read %s back again",
			      r->refused == 1 ? "that file" : "these files",
			      r->refused == 1 ? "it" : "them");
	if (r->refused && r->disputed)
		strbuf_putc(&text, '\n');
	if (r->disputed)
		strbuf_printf(&text, "%zu %s disputed: say which file counts "
			      "with --take FILE", r->disputed,
			      r->disputed == 1 ? "cell is" : "cells are");
	err_set(err, ERR_DATA, "%s", text.s);
	strbuf_release(&text);
	return -1;
}

/* ---- all of it ---------------------------------------------------------- */

static bool changes_something(const struct readback_result *r)
{
	return r->decisions || r->verdicts || r->sessions || r->hours;
}

static int let_go(const struct workspace *w, const struct readback_result *r,
		  const struct readback_spec *spec, struct err *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < spec->n; i++)
		if (!r->file[i].refused)
			ret = manifest_let_go(w->reports, spec->file[i],
					      w->config.reports_mode,
					      w->config.reports_group, err);
	return ret;
}

int readback_list(struct readback_result *out, struct workspace *w,
		  struct cli *cli, const char *const *file, size_t n,
		  const char *take, bool dry_run, struct err *err)
{
	struct readback_spec spec = { .file = file, .n = n, .take = take,
				      .as_of = w->as_of, .dry_run = true };

	*out = (struct readback_result){ .text = STRBUF_INIT,
					 .mistakes = STRBUF_INIT };
	if (members_read(&spec, w, &cli->arena, err) ||
	    readback(out, w->store, &w->config, &spec, err))
		return -1;
	if (dry_run)
		return 0;
	if (changes_something(out)) {
		readback_release(out);
		spec.dry_run = false;
		if (backup_before_change(w, cli, err) ||
		    readback(out, w->store, &w->config, &spec, err))
			return -1;
	}
	return let_go(w, out, &spec, err);
}

int readback_files(struct workspace *w, struct cli *cli,
		   const char *const *file, size_t n, const char *take,
		   bool dry_run, struct err *err)
{
	struct readback_result r;
	int ret = readback_list(&r, w, cli, file, n, take, dry_run, err);

	if (!ret)
		ret = say_result(&r, dry_run, err);
	if (!ret)
		ret = say_refused(&r, err);
	readback_release(&r);
	return ret;
}
