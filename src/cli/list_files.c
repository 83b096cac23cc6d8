/*
 * Profiles and templates: data, built in or the workspace's own. With a name
 * the file itself is printed, ready to be copied and changed.
 */
#include "cli/list.h"

#include <string.h>

#include "cli/names.h"
#include "ingest/ingest.h"
#include "config/embedded.h"
#include "config/profile.h"
#include "config/schema.h"
#include "store/kind.h"

#define CSV_PLACE "workspace/templates/"

/* The workspace's own file of that name; 1 = there is none. One that is empty
 * was made a moment ago by the shell, by `list templates weekly >
 * templates/weekly.yaml`: what is wanted is the built-in one. */
static int own_print(const struct list_request *r, const char *name,
		     struct err *err)
{
	const char *path = path_join(&r->cli->arena, r->cli->dir, name);
	struct strbuf bytes = STRBUF_INIT;
	int ret;

	if (!path_exists(path))
		return 1;
	ret = file_read(&bytes, path, YAML_BYTES_MAX, err);
	if (!ret && !bytes.len)
		ret = 1;
	else if (!ret)
		ret = say_bytes(err, bytes.s, bytes.len);
	strbuf_release(&bytes);
	return ret;
}

/* own: place in the workspace, built_in: name of the embedded file. */
static int file_print(const struct list_request *r, const char *own,
		      const char *built_in, struct err *err)
{
	const struct embedded_file *file = embedded_find(built_in);
	int ret = own_print(r, own, err);

	if (ret <= 0)
		return ret;
	if (!file)
		return 1;
	return say_bytes(err, file->bytes, file->len);
}

/* A name that cannot leave its directory. */
static bool is_plain(const char *name)
{
	return !strchr(name, '/') && name[0] != '.' && name[0];
}

/* Is this a workspace? Lists work outside of one too. */
static const char *workspace_dir(const struct list_request *r)
{
	const char *file = path_join(&r->cli->arena, r->cli->dir,
				     "tuneup.yaml");

	return path_exists(file) ? r->cli->dir : NULL;
}

static int no_profile(const struct list_request *r, struct err *err)
{
	struct profiles p = { 0 };
	const char **names;
	int ret = profiles_read(&p, workspace_dir(r), import_names_known, err);

	if (!ret) {
		names = arena_array(&r->cli->arena, p.n, sizeof *names);
		for (size_t i = 0; i < p.n; i++)
			names[i] = p.item[i]->id;
		ret = list_unknown("profile", "profiles", r->name, names, p.n,
				   err);
	}
	profiles_release(&p);
	return ret;
}

static int profile_print(const struct list_request *r, struct err *err)
{
	const char *file = arena_printf(&r->cli->arena, "profiles/%s.yaml",
					r->name);
	const struct fact_kind *own = import_canonical_kind(r->name);
	int ret = is_plain(r->name) ? file_print(r, file, file, err) : 1;

	if (ret <= 0)
		return ret;
	if (own)
		return err_set(err, ERR_USAGE, "%s is no file: its headers are "
			       "the columns of tuneup list kinds %s", r->name,
			       own->id);
	return no_profile(r, err);
}

/* What import calls the profile of a file under our own headers. */
static void own_headers(struct rows *rows, struct arena *a)
{
	for (size_t i = 0; fact_kind_table[i]; i++) {
		const struct fact_kind *kind = fact_kind_table[i];
		const char *cells[] = {
			arena_printf(a, "canonical-%s", kind->id), kind->id,
			"built in",
			arena_printf(a, "our own headers: tuneup list "
				     "templates %s", kind->id)
		};

		rows_add(rows, cells);
	}
}

int list_profiles(const struct list_request *r, struct err *err)
{
	static const char *const names[] = {
		"profile", "kind", "from", "title"
	};
	struct profiles p = { 0 };
	struct rows *rows;
	int ret;

	if (r->name)
		return profile_print(r, err);
	ret = profiles_read(&p, workspace_dir(r), import_names_known, err);
	if (!ret) {
		rows = rows_new(r->format, names, NULL, 4);
		for (size_t i = 0; i < p.n; i++) {
			const struct profile *one = p.item[i];
			const char *cells[] = {
				one->id, one->kind,
				one->own ? "workspace" : "built in",
				one->title
			};

			rows_add(rows, cells);
		}
		own_headers(rows, &r->cli->arena);
		ret = rows_finish(rows, err);
	}
	profiles_release(&p);
	return ret;
}

static int no_template(const struct list_request *r, struct err *err)
{
	struct arena *a = &r->cli->arena;
	size_t n, len = strlen(CSV_PLACE), room = 1;
	const char **reports = report_names(a, &n), **names;

	for (const struct embedded_file *f = embedded_files; f->name; f++)
		room++;
	names = arena_array(a, n + room, sizeof *names);
	memcpy(names, reports, n * sizeof *names);
	names[n++] = "theme";
	for (const struct embedded_file *f = embedded_files; f->name; f++)
		if (!strncmp(f->name, CSV_PLACE, len))
			names[n++] = arena_strndup(a, f->name + len,
						   strcspn(f->name + len, "."));
	return list_unknown("template", "templates", r->name, names, n, err);
}

/* "weekly" is a report template, "corrections" a CSV to fill in. */
static int template_print(const struct list_request *r, struct err *err)
{
	struct arena *a = &r->cli->arena;
	const char *yaml = arena_printf(a, "%s.yaml", r->name);
	const char *own = arena_printf(a, "templates/%s", yaml);
	const char *csv = arena_printf(a, CSV_PLACE "%s.csv", r->name);
	const struct embedded_file *file;
	int ret = is_plain(r->name) ? file_print(r, own, yaml, err) : 1;

	if (ret <= 0)
		return ret;
	file = embedded_find(csv);
	if (file)
		return say_bytes(err, file->bytes, file->len);
	return no_template(r, err);
}

static void yaml_row(struct rows *rows, const struct list_request *r,
		     const char *name, const char *what)
{
	const char *own = arena_printf(&r->cli->arena, "templates/%s.yaml",
				       name);
	bool is_own = workspace_dir(r) &&
		path_exists(path_join(&r->cli->arena, r->cli->dir, own));
	const char *cells[] = {
		name, is_own ? "workspace" : "built in", what
	};

	rows_add(rows, cells);
}

static void csv_rows(struct rows *rows, struct arena *a)
{
	size_t len = strlen(CSV_PLACE);

	for (const struct embedded_file *f = embedded_files; f->name; f++) {
		const char *cells[] = { NULL, "built in", NULL };
		const struct fact_kind *kind;

		if (strncmp(f->name, CSV_PLACE, len))
			continue;
		cells[0] = arena_strndup(a, f->name + len,
					 strcspn(f->name + len, "."));
		kind = fact_kind_find(cells[0]);
		cells[2] = arena_printf(a, "CSV to fill in, a row is %s",
					kind ? kind->help : "an example");
		rows_add(rows, cells);
	}
}

int list_templates(const struct list_request *r, struct err *err)
{
	static const char *const names[] = { "template", "from", "what" };
	struct rows *rows;
	const char **reports;
	size_t n;

	if (r->name)
		return template_print(r, err);
	rows = rows_new(r->format, names, NULL, 3);
	reports = report_names(&r->cli->arena, &n);
	for (size_t i = 0; i < n; i++)
		yaml_row(rows, r, reports[i], "report: parts and blocks");
	yaml_row(rows, r, "theme", "colours and font");
	csv_rows(rows, &r->cli->arena);
	return rows_finish(rows, err);
}
