/*
 * The page of a run that failed, for whoever meets it in reports/ or in the
 * mail of `notify`: what failed, since when, what to do, what is not touched,
 * who to ask. Plain text of 78 columns, since it must come out where there is
 * no store, no font and no valid configuration.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/run.h"

#define COLUMNS 78
#define INDENT 3

/* What a step does, for those who never saw its name. */
static const char *step_words(const char *step)
{
	static const struct { const char *step, *words; } steps[] = {
		{ "account", "Reading how the last run ended" },
		{ "configuration", "Reading the configuration" },
		{ "store", "Opening the store, tuneup.db" },
		{ "read back", "Reading workbooks that were filled in" },
		{ "import", "Reading exports of inbox/" },
		{ "publish", "Making the reports" },
		{ "dispatch", "Writing decisions for other systems" },
		{ "deliver", "Sending the reports" },
		{ "retention", "Removing what is too old" },
		{ "output", "Saying what was done" },
		{ "notify", "Telling the people of `notify`" },
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (!strcmp(steps[i].step, step))
			return steps[i].words;
	return step;
}

static size_t characters(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xC0) != 0x80;
	return n;
}

/* A paragraph, or several, one a line of the text. A word that is longer than
 * a line, as paths are, has a line of its own. */
static void put_text(struct strbuf *out, size_t indent, const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t word = strcspn(text, " \n");
		size_t wide = characters(text, word);

		if (column && column + 1 + wide > COLUMNS) {
			strbuf_putc(out, '\n');
			column = 0;
		}
		if (word) {
			strbuf_printf(out, "%*s%.*s", column ? 1 : (int)indent,
				      "", (int)word, text);
			column += (column ? 1 : indent) + wide;
		}
		text += word;
		if (*text == '\n' && column) {
			strbuf_putc(out, '\n');
			column = 0;
		}
		text += *text != '\0';
	}
	if (column)
		strbuf_putc(out, '\n');
}

static void put_list(struct strbuf *out, struct arena *a, const char *what,
		     const struct text_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		put_text(out, INDENT, arena_printf(a, "%s%s%s", what,
						   *what ? ": " : "",
						   list->item[i]));
}

/* ---- its parts --------------------------------------------------------- */

static void put_head(struct strbuf *out, struct run *r)
{
	const struct last_run *s = &r->said;
	struct arena *a = &r->cli->arena;
	char day[DATE_MAX];
	char host[256] = "", path[PATH_MAX];

	strbuf_printf(out, "TUNEUP RUN %s\n\n",
		      r->stopped ? "STOPPED" : "FAILED");
	put_text(out, 0, arena_printf(a, "%s%s%s: exit %d (%s). %s",
		r->w.have_config ? r->w.config.team : "",
		r->w.have_config ? ", " : "",
		day_words(day, s->as_of, DAY_WEEKDAY), (int)s->code,
		err_code_name(s->code), err_code_words(s->code)));
	if (s->failing_since != s->as_of)
		put_text(out, 0, arena_printf(a, "No run went well since %s.",
			day_words(day, s->failing_since, DAY_FULL)));
	put_text(out, 0, s->succeeded ? arena_printf(a, "The last one that "
		"went well was that of %s.", day_words(day, s->success_as_of,
						       DAY_FULL)) :
		"No run went well so far.");
	if (gethostname(host, sizeof host - 1) || !*host)
		snprintf(host, sizeof host, "this machine");
	strbuf_printf(out, "It started %s on %s in %s\n",
		      utc_text(a, s->started), host,
		      realpath(r->cli->dir, path) ? path : r->cli->dir);
}

static void put_problems(struct strbuf *out, struct run *r)
{
	const struct last_run *s = &r->said;
	struct arena *a = &r->cli->arena;

	strbuf_puts(out, r->stopped ? "\nWhat was stopped, and what to do\n" :
		    "\nWhat failed, and what to do\n");
	for (size_t i = 0; i < s->n_problems; i++) {
		const struct run_problem *p = &s->problem[i];

		strbuf_printf(out, "%zu. %s (%s, %s)\n", i + 1,
			      step_words(p->step), p->step,
			      err_code_name(p->code));
		put_text(out, INDENT, p->message);
		put_text(out, INDENT, arena_printf(a, "What to do: %s.",
						   p->todo));
	}
}

static void put_done(struct strbuf *out, struct run *r)
{
	const struct last_run *s = &r->said;
	struct arena *a = &r->cli->arena;

	if (s->read_back.n || s->imported.n || s->published.n ||
	    s->delivered.n)
		strbuf_puts(out, "\nWhat was done all the same\n");
	put_list(out, a, "read back", &s->read_back);
	put_list(out, a, "imported", &s->imported);
	put_list(out, a, "published", &s->published);
	put_list(out, a, "delivered", &s->delivered);
	if (s->refused.n)
		strbuf_puts(out, "\nRefused, now in inbox/failed with a text "
			    "beside it\n");
	put_list(out, a, "", &s->refused);
	if (s->waiting.n)
		strbuf_puts(out, "\nWhat waits\n");
	put_list(out, a, "", &s->waiting);
}

static bool worth_a_retry(enum err_code code)
{
	return code == ERR_IO || code == ERR_TEMPFAIL || code == ERR_OS;
}

static void put_rest(struct strbuf *out, struct run *r)
{
	struct arena *a = &r->cli->arena;

	strbuf_puts(out, "\nWhat is not touched\n");
	put_text(out, INDENT, arena_printf(a, "Every report that was published "
		"before, and everything else in the store and in inbox/. A "
		"report is there whole or not at all.\n%s `tuneup run`, by "
		"its timer or by hand, goes on where this one ended and "
		"publishes nothing twice.", r->stopped ? "The next" :
		worth_a_retry(r->said.code) ? "When the cause is gone, the "
					      "next" :
					      "When that is mended, the "
					      "next"));
}

static void put_people(struct strbuf *out, struct run *r)
{
	const struct config_mail *mail = &r->w.config.notify;
	const char *names = "";

	for (size_t i = 0; r->w.have_config && i < mail->n_to; i++)
		names = arena_printf(&r->cli->arena, "%s%s%s", names,
				     i ? ", " : "", mail->to[i]);
	strbuf_puts(out, "\nWho to ask\n");
	put_text(out, INDENT, *names ? arena_printf(&r->cli->arena,
		"%s (`notify` of tuneup.yaml).", names) :
		"Whoever looks after tuneup on that machine: give them this "
		"page. `notify` of tuneup.yaml would send it to them.");
}

void run_page(struct strbuf *out, struct run *r)
{
	put_head(out, r);
	put_problems(out, r);
	put_done(out, r);
	put_rest(out, r);
	put_people(out, r);
}
