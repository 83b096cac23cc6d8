#include "cli/last_run.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/utf8.h"
#include "cli/json_out.h"

#define LAST_RUN "last_run.json"
#define LAST_RUN_MAX ((size_t)4 << 20)
#define LAST_RUN_VERSION 1
#define SECONDS_A_DAY 86400

void text_add(struct text_list *list, struct arena *a, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	const char **more;

	if (list->n == list->cap) {
		list->cap = list->cap ? 2 * list->cap : 16;
		more = arena_array(a, list->cap, sizeof *more);
		if (list->n)
			memcpy(more, list->item, list->n * sizeof *more);
		list->item = more;
	}
	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\n");

		utf8_escape(&out, line, len);
		line += len;
		if (*line == '\n') {
			strbuf_putc(&out, '\n');
			line++;
		}
	}
	list->item[list->n++] = arena_strdup(a, out.s);
	strbuf_release(&out);
}

const char *utc_text(struct arena *a, int64_t utc)
{
	int64_t second = utc % SECONDS_A_DAY;
	char day[DATE_MAX];

	if (second < 0)
		second += SECONDS_A_DAY;
	day_format(day, (int32_t)((utc - second) / SECONDS_A_DAY));
	return arena_printf(a, "%sT%02" PRId64 ":%02" PRId64 ":%02" PRId64
			    "Z", day, second / 3600, second / 60 % 60,
			    second % 60);
}

static int utc_parse(int64_t *utc, const char *text)
{
	char date[11];
	int32_t day;
	int h, m, s;

	snprintf(date, sizeof date, "%.10s", text);
	if (strlen(text) != 20 || day_parse(&day, date) ||
	    sscanf(text + 10, "T%2d:%2d:%2dZ", &h, &m, &s) != 3)
		return -1;
	*utc = (int64_t)day * SECONDS_A_DAY + h * 3600 + m * 60 + s;
	return 0;
}

/* ---- writing ------------------------------------------------------------ */

static void set_list(json_t *to, const char *name,
		     const struct text_list *list)
{
	json_t *out = json_add_list(to, name);

	for (size_t i = 0; i < list->n; i++)
		if (json_array_append_new(out, json_string(list->item[i])))
			err_no_memory();
}

static void set_problems(json_t *to, const struct last_run *run)
{
	json_t *list = json_add_list(to, "failures");

	for (size_t i = 0; i < run->n_problems; i++) {
		const struct run_problem *p = &run->problem[i];
		json_t *o = json_add_object(list);

		json_set_text(o, "step", p->step);
		json_set_int(o, "exit", p->code);
		json_set_text(o, "message", p->message);
		json_set_text(o, "todo", p->todo);
	}
}

static void set_success(json_t *to, const struct last_run *run,
			struct arena *a)
{
	json_t *o;

	if (!run->succeeded) {
		json_set(to, "last_success", json_null());
		return;
	}
	o = json_new_object();
	json_set(to, "last_success", o);
	json_set_text(o, "started", utc_text(a, run->success));
	json_set_day(o, "as_of", run->success_as_of);
}

static json_t *run_json(const struct last_run *run, struct arena *a)
{
	json_t *o = json_new_object();

	json_set_int(o, "version", LAST_RUN_VERSION);
	json_set_text(o, "tuneup", TUNEUP_VERSION);
	json_set_text(o, "started", utc_text(a, run->started));
	json_set_day(o, "as_of", run->as_of);
	json_set_int(o, "exit", run->code);
	json_set_text(o, "status", err_code_name(run->code));
	json_set_text(o, "message", run->message);
	set_problems(o, run);
	set_list(o, "waiting", &run->waiting);
	set_list(o, "read_back", &run->read_back);
	set_list(o, "imported", &run->imported);
	set_list(o, "refused", &run->refused);
	set_list(o, "published", &run->published);
	set_list(o, "delivered", &run->delivered);
	set_list(o, "removed", &run->removed);
	json_set_text(o, "page", run->page);
	json_set_int(o, "examined_import", run->examined);
	json_set_day(o, "failing_since", run->failing_since);
	set_success(o, run, a);
	return o;
}

int last_run_write(const struct last_run *run, const char *dir,
		   struct err *err)
{
	struct arena a = { 0 };
	json_t *all = run_json(run, &a);
	char *text = json_dumps(all, JSON_INDENT(2));
	struct strbuf out = STRBUF_INIT;
	int ret;

	if (!text)
		err_no_memory();
	strbuf_printf(&out, "%s\n", text);
	ret = file_write(path_join(&a, dir, LAST_RUN), out.s, out.len, err);
	strbuf_release(&out);
	free(text);
	json_decref(all);
	arena_release(&a);
	return ret;
}

/* ---- reading ------------------------------------------------------------ */

static void read_day(int32_t *day, const json_t *from, const char *name)
{
	const char *text = json_string_value(json_object_get(from, name));

	if (!text || day_parse(day, text))
		*day = DAY_NONE;
}

static int read_fields(struct last_run *out, const json_t *root,
		       const char *path, struct arena *a, struct err *err)
{
	const json_t *success = json_object_get(root, "last_success");
	const char *started = json_string_value(
		json_object_get(root, "started"));
	const char *good = json_string_value(
		json_object_get(success, "started"));

	if (!started || utc_parse(&out->started, started) ||
	    (good && utc_parse(&out->success, good)))
		return err_set(err, ERR_DATA, "%s is damaged: it does not say "
			       "when the run was; remove it, the next run "
			       "writes it again", path);
	out->succeeded = good != NULL;
	read_day(&out->as_of, root, "as_of");
	read_day(&out->failing_since, root, "failing_since");
	read_day(&out->success_as_of, success, "as_of");
	out->code = (enum err_code)json_integer_value(
		json_object_get(root, "exit"));
	out->message = arena_strdup(a, json_string_value(
		json_object_get(root, "message")));
	out->examined = json_integer_value(
		json_object_get(root, "examined_import"));
	return 0;
}

int last_run_read(struct last_run *out, const char *dir, struct arena *a,
		  struct err *err)
{
	char *path = path_join(a, dir, LAST_RUN);
	struct strbuf text = STRBUF_INIT;
	json_error_t where;
	json_t *root;
	int ret;

	*out = (struct last_run){ .as_of = DAY_NONE,
				  .failing_since = DAY_NONE,
				  .success_as_of = DAY_NONE };
	if (!path_exists(path))
		return 0;
	if (file_read(&text, path, LAST_RUN_MAX, err)) {
		strbuf_release(&text);
		return -1;
	}
	root = json_loadb(text.s, text.len, 0, &where);
	if (root)
		ret = read_fields(out, root, path, a, err);
	else
		ret = err_set(err, ERR_DATA, "%s:%d:%d: %s; remove it, the "
			      "next run writes it again", path, where.line,
			      where.column, where.text);
	json_decref(root);
	strbuf_release(&text);
	return ret;
}
