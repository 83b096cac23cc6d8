#include "cli/interpret.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "exchange/answer.h"
#include "exchange/command.h"

struct prompt_input made_prompt(struct made_report *m,
				const struct workspace *w)
{
	return (struct prompt_input){
		.report = m->template.report,
		.period = period_id(&m->arena, m->input.now,
				    w->config.quarter_starts),
		.currency = w->config.currency,
		.recommendations = &m->recommendations,
		.playbook = &m->playbook
	};
}

/* Show the answer, mark it, and let the digest know. */
static int use(struct made_report *m, const struct prompt_input *in,
	       const char *name, const struct strbuf *bytes, struct err *err)
{
	struct answer answer;
	int ret = answer_check(&answer, in, name, bytes->s, bytes->len, err);

	if (!ret) {
		answer_apply(&m->recommendations, &answer);
		m->recommendations.note = "A model chose among the approved "
			"actions and drafted the wording marked so; ids and "
			"numbers were checked against the playbook.";
		m->wording = arena_strndup(&m->arena, bytes->s, bytes->len);
	}
	answer_release(&answer);
	return ret;
}

static const char *kept_path(struct made_report *m, const struct workspace *w,
			     const char *id)
{
	return arena_printf(&m->arena, "%s/answers/%s.json", w->config.dir,
			    id);
}

static bool use_kept(struct made_report *m, const struct prompt_input *in,
		     const char *path)
{
	struct strbuf bytes = STRBUF_INIT;
	struct err err;
	bool used = path_exists(path) &&
		!file_read(&bytes, path, ANSWER_MAX, &err) &&
		!use(m, in, path, &bytes, &err);

	strbuf_release(&bytes);
	return used;
}

/* An answer that cannot be kept is asked for again: no more than that. */
static void keep(const struct workspace *w, struct arena *a, const char *path,
		 const struct strbuf *bytes)
{
	struct err err;

	if (dir_make(path_join(a, w->config.dir, "answers"), &err) ||
	    file_write(path, bytes->s, bytes->len, &err))
		fprintf(stderr, "tuneup: interpret: the answer was not kept: "
			"%s\n", err.msg);
}

static void refuse(struct made_report *m, const struct err *err)
{
	int len = (int)strcspn(err->msg, "\n");

	fprintf(stderr, "tuneup: interpret: %s\ntuneup: interpret: the answer "
		"was not used; the wording is our own\n", err->msg);
	m->recommendations.note = arena_printf(&m->arena, "The program that "
		"`interpret` names was not used (%.*s). The wording is our "
		"own.", len, err->msg);
	m->wording = m->recommendations.note;
}

static void ask(struct made_report *m, const struct workspace *w,
		const struct prompt_input *in, const struct strbuf *prompt,
		const char *path)
{
	const struct config *c = &w->config;
	struct command_job job = {
		.argv = c->interpret, .n = c->n_interpret,
		.input = prompt->s, .len = prompt->len,
		.seconds = (int)((c->interpret_limit + 999) / 1000),
		.max = ANSWER_MAX
	};
	struct strbuf bytes = STRBUF_INIT;
	struct err err;

	if (command_run(&bytes, &job, &err) ||
	    use(m, in, "the answer", &bytes, &err))
		refuse(m, &err);
	else
		keep(w, &m->arena, path, &bytes);
	strbuf_release(&bytes);
}

void interpret(struct made_report *m, const struct workspace *w)
{
	struct prompt_input in = made_prompt(m, w);
	struct strbuf prompt = STRBUF_INIT;
	char id[PROMPT_ID];
	const char *path;

	m->wording = "";
	if (m->interpret == INTERPRET_OFF || !w->config.n_interpret ||
	    !prompt_asks(&in))
		return;
	prompt_write(&prompt, id, &in);
	path = kept_path(m, w, id);
	if (!use_kept(m, &in, path) && m->interpret == INTERPRET_RUN)
		ask(m, w, &in, &prompt, path);
	strbuf_release(&prompt);
}
