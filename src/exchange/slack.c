/*
 * A message for Slack's incoming webhooks, as JSON: the team's program posts
 * it. Slack takes 50 blocks and 3,000 characters a section, and about 13,000
 * a message in practice; we stay below 10 blocks, 2,500 and 12,000, and write
 * another message where that is not enough. & < > are escaped, so that a text
 * calls nobody (<!channel>) and links nowhere.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "exchange/dispatch.h"
#include "exchange/json_make.h"

#define SECTION_MAX 2500
#define SECTIONS_MAX 4		/* a message: 10,000 and its ends */
#define TITLE_MAX 200

static void put_escaped(struct strbuf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '&')
			strbuf_puts(out, "&amp;");
		else if (s[i] == '<')
			strbuf_puts(out, "&lt;");
		else if (s[i] == '>')
			strbuf_puts(out, "&gt;");
		else if (s[i] == '\n')
			strbuf_putc(out, ' ');
		else
			strbuf_putc(out, s[i]);
	}
}

static void put_short(struct strbuf *out, const char *s)
{
	size_t fit = utf8_fit(s, TITLE_MAX);

	put_escaped(out, s, fit);
	if (s[fit])
		strbuf_puts(out, "\u2026");
}

/* ---- one decision, one line ---------------------------------------------- */

static void put_item(struct strbuf *out, const struct outgoing *o,
		     struct arena *a)
{
	static const char *const sign[CHANGES] = {
		"", ":new:", ":arrows_counterclockwise:", ":no_entry_sign:"
	};
	char due[DATE_MAX];

	strbuf_printf(out, "%s *", sign[o->change]);
	put_short(out, o->title);
	strbuf_puts(out, "*\n");
	if (*o->owner)
		put_short(out, o->owner);
	else
		strbuf_puts(out, "nobody owns it yet");
	strbuf_printf(out, ", %s%s",
		      o->due == DAY_NONE ? "no date yet" : "due ",
		      o->due == DAY_NONE ? "" :
		      day_words(due, o->due, DAY_FULL));
	strbuf_printf(out, " · `%s`\n", o->id);
	if (o->change != CHANGE_NEW) {
		strbuf_puts(out, "Changed: ");
		put_short(out, outgoing_difference(o, a));
		strbuf_putc(out, '\n');
	}
}

/* ---- messages ------------------------------------------------------------- */

static json_t *words(const char *type, const char *text)
{
	json_t *o = json_object();

	json_put(o, "type", json_string(type));
	json_put(o, "text", json_string(text));
	return o;
}

static json_t *block(const char *type, json_t *text)
{
	json_t *o = json_object();

	json_put(o, "type", json_string(type));
	json_put(o, "text", text);
	return o;
}

static json_t *context(const char *text)
{
	json_t *o = json_object(), *elements = json_array();

	json_put(o, "type", json_string("context"));
	json_append(elements, words("mrkdwn", text));
	json_put(o, "elements", elements);
	return o;
}

struct message {
	json_t *blocks;
	struct strbuf section;
	size_t sections, first, items;
};

static void section_end(struct message *m)
{
	if (m->section.len) {
		json_append(m->blocks, block("section", words("mrkdwn",
							m->section.s)));
		m->sections++;
	}
	strbuf_clear(&m->section);
}

static const char *heading(const struct dispatch_job *job)
{
	char day[DATE_MAX];
	const char *team = job->config->team;

	return arena_printf(job->a, "Tuning decisions, %.*s, %s",
			    (int)utf8_fit(team, 80), team,
			    day_words(day, job->as_of, DAY_FULL));
}

static void message_begin(struct message *m, const struct dispatch_job *job)
{
	*m = (struct message){ .blocks = json_array(),
			       .section = STRBUF_INIT };
	json_append(m->blocks, block("header", words("plain_text",
						     heading(job))));
}

static void message_end(struct message *m, struct dispatch_files *out,
			const struct dispatch_job *job)
{
	const char *suffix = !out->n ? "" :
		arena_printf(job->a, "_%zu", out->n + 1);
	json_t *o = json_object();
	char *text;

	section_end(m);
	json_append(m->blocks, context("When an action is in place: `tuneup "
				       "done ID --on DATE`"));
	json_put(o, "text", json_string(heading(job)));
	json_put(o, "blocks", m->blocks);
	text = json_dumps(o, JSON_INDENT(1));
	if (!text)
		err_no_memory();
	strbuf_printf(dispatch_file(out, suffix), "%s\n", text);
	free(text);
	json_decref(o);
	strbuf_release(&m->section);
}

static void slack_write(struct dispatch_files *out,
			const struct dispatch_job *job)
{
	struct strbuf item = STRBUF_INIT;
	struct message m;

	message_begin(&m, job);
	for (size_t i = 0; i < job->n; i++) {
		strbuf_clear(&item);
		put_item(&item, job->item[i], job->a);
		if (m.section.len + item.len > SECTION_MAX)
			section_end(&m);
		if (m.sections == SECTIONS_MAX) {
			message_end(&m, out, job);
			message_begin(&m, job);
		}
		strbuf_add(&m.section, item.s, item.len);
	}
	message_end(&m, out, job);
	strbuf_release(&item);
}

const struct dispatch_system dispatch_slack = {
	.id = "slack", .title = "Slack", .extension = "json",
	.next = "post it to your incoming webhook: curl --json @FILE URL",
	.write = slack_write
};
