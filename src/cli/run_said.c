/* What is kept of what a run did: see run.h. */
#include <string.h>

#include "base/stop.h"
#include "base/utf8.h"
#include "cli/run.h"

/* A file in inbox/ may be called anything: no name speaks to a terminal. */
static void put_lines(struct strbuf *out, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		utf8_escape(out, text, len);
		strbuf_putc(out, '\n');
		text += len + (text[len] == '\n');
	}
}

void run_say(struct run *r, const char *fmt, ...)
{
	struct strbuf said = STRBUF_INIT, out = STRBUF_INIT;
	struct err err;
	va_list ap;

	if (r->o->quiet)
		return;
	va_start(ap, fmt);
	strbuf_vprintf(&said, fmt, ap);
	va_end(ap);
	put_lines(&out, said.s);
	strbuf_release(&said);
	if (say_bytes(&err, out.s, out.len) && !r->stop) {
		r->stop = true;
		run_failed(r, "output", &err, "give standard output a place "
			   "that can be written, or say --quiet");
	}
	strbuf_release(&out);
}

/* Escaped as any text that people and programs read. */
static const char *kept(struct run *r, const char *text)
{
	struct text_list list = { 0 };

	text_add(&list, &r->cli->arena, text);
	return list.item[0];
}

/* Timers and monitors take 75 for patience: a program that hung is a failure,
 * and worth another try like a disk that was full. */
static enum err_code loud(enum err_code code)
{
	return code == ERR_TEMPFAIL ? ERR_IO : code;
}

/* "2 exports imported, weekly_2026-W47.xlsx published" */
static const char *done_words(struct run *r)
{
	const struct {
		const struct text_list *list;
		const char *done;
	} done[] = {
		{ &r->said.read_back, "read back" },
		{ &r->said.imported, "imported" },
		{ &r->said.published, "published" },
		{ &r->said.delivered, "delivered" },
	};
	const char *text = "";

	for (size_t i = 0; i < sizeof done / sizeof *done; i++)
		if (done[i].list->n)
			text = arena_printf(&r->cli->arena, "%s%s%zu %s", text,
					    *text ? ", " : "",
					    done[i].list->n, done[i].done);
	return *text ? text : "nothing";
}

static void stopped(struct run *r, const char *step, const struct err *err)
{
	struct last_run *said = &r->said;
	const char *name = err->code == ERR_STOP_INT ? "SIGINT" : "SIGTERM";

	r->stop = true;
	if (r->stopped)
		return;
	r->stopped = true;
	vec_reserve(&said->problem, said->n_problems, &said->cap);
	memmove(said->problem + 1, said->problem,
		said->n_problems++ * sizeof *said->problem);
	said->problem[0] = (struct run_problem){
		.step = step, .code = err->code,
		.message = arena_printf(&r->cli->arena, "stopped by %s; done "
			"before that: %s; the rest is as it was, and the next "
			"run goes on where this one ended", name,
			done_words(r)),
		.todo = "nothing; but where a time limit ended it "
			"(TimeoutStartSec of the unit, `timeout` of the "
			"crontab), give it more time"
	};
}

void run_failed(struct run *r, const char *step, const struct err *err,
		const char *todo)
{
	struct last_run *said = &r->said;

	if (is_stop(err)) {
		stopped(r, step, err);
		return;
	}
	vec_reserve(&said->problem, said->n_problems, &said->cap);
	said->problem[said->n_problems++] = (struct run_problem){
		.step = step, .code = loud(err->code),
		.message = kept(r, err->msg), .todo = kept(r, todo)
	};
}

void run_waits(struct run *r, const char *fmt, ...)
{
	struct arena *a = &r->cli->arena;
	va_list ap;

	va_start(ap, fmt);
	text_add(&r->said.waiting, a, arena_vprintf(a, fmt, ap));
	va_end(ap);
	run_say(r, "%s%s", r->o->dry_run ? "would wait: " : "waits: ",
		r->said.waiting.item[r->said.waiting.n - 1]);
}
