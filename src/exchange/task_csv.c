/*
 * Tasks for an importer: one writer, a table of columns a system.
 *
 * Asana: help.asana.com 14244171470491. Jira: support.atlassian.com, "Prepare
 * and structure your CSV file": a label column each, no punctuation in
 * headers. ClickUp: help.clickup.com 6310821748759: tags apart by a comma
 * without blanks. UTF-8, CRLF, ISO dates. No importer updates a task it does
 * not know by its own key, so what changed is in a file of its own: a person
 * looks the task up by its id.
 */
#include <string.h>

#include "base/csv_text.h"
#include "base/date.h"
#include "exchange/dispatch.h"

struct task_column {
	const char *header;
	/* Its text: of the item or in the arena. */
	const char *(*text)(const struct outgoing *o, struct arena *a);
};

/* ---- what a column says ------------------------------------------------- */

static const char *name_of(const struct outgoing *o, struct arena *a)
{
	return arena_printf(a, "[%s] %s", o->id, o->title);
}

static const char *text_of(const struct outgoing *o, struct arena *a)
{
	if (o->change == CHANGE_NEW)
		return o->text;
	return arena_printf(a, "CHANGED: %s\n%s", outgoing_difference(o, a),
			    o->text);
}

static const char *section_of(const struct outgoing *o, struct arena *a)
{
	(void)a;
	return o->change == CHANGE_WITHDRAWN ? "Tuning, withdrawn" : "Tuning";
}

static const char *email_of(const struct outgoing *o, struct arena *a)
{
	(void)a;
	return o->email;
}

static const char *due_of(const struct outgoing *o, struct arena *a)
{
	char day[DATE_MAX];

	return o->due == DAY_NONE ? "" :
	       arena_strdup(a, day_format(day, o->due));
}

static const char *id_of(const struct outgoing *o, struct arena *a)
{
	(void)a;
	return o->id;
}

static const char *task_word(const struct outgoing *o, struct arena *a)
{
	(void)o;
	(void)a;
	return "Task";
}

static const char *label_of(const struct outgoing *o, struct arena *a)
{
	(void)o;
	(void)a;
	return "tuneup";
}

static const char *id_label_of(const struct outgoing *o, struct arena *a)
{
	return arena_printf(a, "tuneup-%s", o->id);
}

static const char *tags_of(const struct outgoing *o, struct arena *a)
{
	return arena_printf(a, "tuneup,tuneup-%s", o->id);
}

static const char *status_of(const struct outgoing *o, struct arena *a)
{
	(void)a;
	return o->change == CHANGE_WITHDRAWN ? "Closed" : "to do";
}

static const struct task_column asana_columns[] = {
	{ "Name", name_of }, { "Description", text_of },
	{ "Section", section_of }, { "Assignee", email_of },
	{ "Due Date", due_of }, { "Type", task_word },
	{ "Tuneup ID", id_of }, { NULL, NULL }
};

static const struct task_column jira_columns[] = {
	{ "Summary", name_of }, { "Issue Type", task_word },
	{ "Description", text_of }, { "Assignee", email_of },
	{ "Due date", due_of }, { "Labels", label_of },
	{ "Labels", id_label_of }, { NULL, NULL }
};

static const struct task_column clickup_columns[] = {
	{ "Task Name", name_of }, { "Task Content", text_of },
	{ "Status", status_of }, { "Assignees", email_of },
	{ "Due Date", due_of }, { "Tags", tags_of },
	{ "External ID", id_of }, { NULL, NULL }
};

/* ---- the writer ----------------------------------------------------------- */

static void put(struct strbuf *out, const char *text, enum formula formula)
{
	if (formula == FORMULA_PREFIX)
		csv_put_text(out, text);
	else
		csv_put_plain(out, text);
}

static void write_row(struct strbuf *out, const struct task_column *column,
		      const struct outgoing *o, const struct dispatch_job *job)
{
	for (size_t c = 0; column[c].header; c++) {
		if (c)
			strbuf_putc(out, ',');
		put(out, column[c].text(o, job->a), job->formula);
	}
	strbuf_puts(out, "\r\n");
}

static void write_header(struct strbuf *out, const struct task_column *column)
{
	for (size_t c = 0; column[c].header; c++)
		strbuf_printf(out, "%s%s", c ? "," : "", column[c].header);
	strbuf_puts(out, "\r\n");
}

static void write_file(struct dispatch_files *out, const char *suffix,
		       bool changes, const struct task_column *column,
		       const struct dispatch_job *job)
{
	struct strbuf *s = NULL;

	for (size_t i = 0; i < job->n; i++) {
		if ((job->item[i]->change != CHANGE_NEW) != changes)
			continue;
		if (!s)
			write_header(s = dispatch_file(out, suffix), column);
		write_row(s, column, job->item[i], job);
	}
}

static void write_files(struct dispatch_files *out,
			const struct task_column *column,
			const struct dispatch_job *job)
{
	write_file(out, "", false, column, job);
	write_file(out, "_changes", true, column, job);
}

static const char *formula_in(const struct task_column *column,
			      const struct outgoing *o, const char **header,
			      struct arena *a)
{
	for (size_t c = 0; column[c].header; c++) {
		const char *text = column[c].text(o, a);

		*header = column[c].header;
		if (text_is_formula(text))
			return text;
	}
	return NULL;
}

/* ---- systems -------------------------------------------------------------- */

#define CHANGES_NEXT \
	"look each task up by its id and change it: importing them would " \
	"add second tasks"

static void asana_write(struct dispatch_files *out,
			const struct dispatch_job *job)
{
	write_files(out, asana_columns, job);
}

static const char *asana_formula(const struct outgoing *o,
				 const char **column, struct arena *a)
{
	return formula_in(asana_columns, o, column, a);
}

const struct dispatch_system dispatch_asana = {
	.id = "asana", .title = "Asana", .extension = "csv",
	.next = "in the project: Add tasks via, CSV",
	.next_changes = CHANGES_NEXT,
	.formula_in = asana_formula, .write = asana_write
};

static void jira_write(struct dispatch_files *out,
		       const struct dispatch_job *job)
{
	write_files(out, jira_columns, job);
}

static const char *jira_formula(const struct outgoing *o, const char **column,
				struct arena *a)
{
	return formula_in(jira_columns, o, column, a);
}

const struct dispatch_system dispatch_jira = {
	.id = "jira", .title = "Jira", .extension = "csv",
	.next = "Import work items from CSV, with the date format yyyy-MM-dd",
	.next_changes = CHANGES_NEXT,
	.formula_in = jira_formula, .write = jira_write
};

static void clickup_write(struct dispatch_files *out,
			  const struct dispatch_job *job)
{
	write_files(out, clickup_columns, job);
}

static const char *clickup_formula(const struct outgoing *o,
				   const char **column, struct arena *a)
{
	return formula_in(clickup_columns, o, column, a);
}

const struct dispatch_system dispatch_clickup = {
	.id = "clickup", .title = "ClickUp", .extension = "csv",
	.next = "Import, from CSV; map External ID to a custom field",
	.next_changes = CHANGES_NEXT,
	.formula_in = clickup_formula, .write = clickup_write
};
