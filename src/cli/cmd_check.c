/* tuneup check: read all settings, name every mistake of every file; then
 * what the store says about how the team works with it. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/check_age.h"
#include "cli/check_readers.h"
#include "cli/check_run.h"
#include "cli/check_store.h"
#include "cli/commands.h"
#include "cli/names.h"
#include "config/playbook.h"
#include "config/profile.h"
#include "config/template.h"
#include "findings/trigger.h"
#include "render/render.h"
#include "ingest/ingest.h"
#include "report/block.h"

struct checking {
	struct arena *a;
	const char *dir;
	struct strbuf wrong;	/* messages, a line apart */
	enum err_code code;	/* of the first of them */
	struct strbuf fine;	/* what was read without one */
	size_t warnings;	/* among these */
};

struct check_options { bool strict; const char *max_age; };

static const struct option_spec options_table[] = {
	{ "strict", 0, OPT_FLAG, offsetof(struct check_options, strict), NULL,
	  NULL, "warnings fail, with 65" },
	{ "max-age", 0, OPT_STRING, offsetof(struct check_options, max_age),
	  "AGE", NULL, "for monitors: only whether a run went well in the "
	  "last 8d, 36h or 2w" },
	{ .name = NULL }
};

static void found(struct checking *c, const struct err *err)
{
	if (!c->code)
		c->code = err->code;
	strbuf_printf(&c->wrong, "%s%s", c->wrong.len ? "\n" : "", err->msg);
}

/* Needs the roles and owners: read when tuneup.yaml could be. */
static void check_playbook(struct checking *c, const struct config *config)
{
	struct playbook p = { 0 };
	struct err err = { 0 };

	if (playbook_read(&p, c->dir, config, trigger_judge, true, &err))
		found(c, &err);
	else if (p.there)
		strbuf_printf(&c->fine, "playbook.yaml   approved actions: "
			      "%zu\n", p.n_actions);
	else
		strbuf_puts(&c->fine, "playbook.yaml   missing: no action is "
			    "recommended\n");
	playbook_release(&p);
}

static void check_config(struct checking *c)
{
	struct err err = { 0 };
	struct config config = { 0 };
	size_t steps = 0;

	if (config_read(&config, c->dir, &err)) {
		found(c, &err);
		config_release(&config);
		return;
	}
	for (size_t i = 0; i < config.n_workflows; i++)
		steps += config.workflows[i].n_steps;
	strbuf_printf(&c->fine, "tuneup.yaml     %s, %s, %s\n", config.team,
		      config.currency, config.zone);
	if (config.documented)
		strbuf_printf(&c->fine, "workflows.yaml  workflows: %zu, "
			      "steps: %zu\n", config.n_workflows, steps);
	else {
		strbuf_puts(&c->fine, "workflows.yaml  missing: reports say "
			    "\"undocumented\" and show no savings\n");
		c->warnings++;
	}
	check_playbook(c, &config);
	check_programs(&config, &c->fine, &c->warnings);
	if (check_readers(&config, &c->fine, &c->warnings, &err))
		found(c, &err);
	if (!config.people_key)
		strbuf_puts(&c->fine, "people.key      missing: people's "
			    "columns are left out\n");
	config_release(&config);
}

static void check_profiles(struct checking *c)
{
	struct profiles p = { 0 };
	struct err err = { 0 };
	size_t own = 0;

	if (profiles_read(&p, c->dir, import_names_known, &err)) {
		found(c, &err);
	} else {
		for (size_t i = 0; i < p.n; i++)
			own += p.item[i]->own;
		strbuf_printf(&c->fine, "profiles        built in: %zu, own: "
			      "%zu\n", p.n - own, own);
	}
	profiles_release(&p);
}

static const char *origin(struct checking *c, const char *name)
{
	const char *templates = path_join(c->a, c->dir, "templates");
	const char *file = arena_printf(c->a, "%s.yaml", name);

	return path_exists(path_join(c->a, templates, file)) ? "own"
		: "built in";
}

static void check_template(struct checking *c, const char *report)
{
	struct template t = { 0 };
	struct err err = { 0 };
	size_t n;
	const char *const *names = block_names(&n);

	if (template_read(&t, c->dir, report, block_known, names, n, &err))
		found(c, &err);
	else
		strbuf_printf(&c->fine, "%-15s %s\n", report,
			      origin(c, report));
	template_release(&t);
}

static void check_theme(struct checking *c)
{
	struct theme_file t = { 0 };
	struct err err = { 0 };
	char *path;

	if (theme_read(&t, c->dir, &err) ||
	    font_find(&path, c->a, t.font, "Regular", &err))
		found(c, &err);
	else
		strbuf_printf(&c->fine, "%-15s %s, font %s\n", "theme",
			      origin(c, "theme"), t.font);
	theme_release(&t);
}

/* A template under a name that nothing reads is a slip nobody would see. */
static void check_stray(struct checking *c, const char *file,
			const char *const *names, size_t n)
{
	struct err err = { 0 };
	size_t len = strlen(file);
	const char *stem, *near;

	if (file[0] == '.' || len <= 5 || strcmp(file + len - 5, ".yaml"))
		return;
	stem = arena_strndup(c->a, file, len - 5);
	for (size_t i = 0; i < n; i++)
		if (!strcmp(stem, names[i]))
			return;
	near = text_nearest(stem, names, n);
	err_set(&err, ERR_CONFIG, "templates/%s: nothing reads this file; %s"
		"%s%s", file, near ? "did you mean " : "`tuneup list "
		"templates` shows the names that are read", near ? near : "",
		near ? ".yaml?" : "");
	found(c, &err);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void check_templates(struct checking *c)
{
	size_t n;
	const char **reports = report_names(c->a, &n);
	const char **names = arena_array(c->a, n + 1, sizeof *names);
	struct dirent **list = NULL;
	int n_list;

	for (size_t i = 0; i < n; i++) {
		check_template(c, reports[i]);
		names[i] = reports[i];
	}
	check_theme(c);
	names[n] = "theme";
	n_list = scandir(path_join(c->a, c->dir, "templates"), &list, NULL,
			 by_name);
	for (int i = 0; i < n_list; i++) {
		check_stray(c, list[i]->d_name, names, n + 1);
		free(list[i]);
	}
	free(list);
}

/* "no mistakes", "no mistakes, 2 warnings" */
static int say_all(struct checking *c, bool strict, struct err *err)
{
	strbuf_puts(&c->fine, "no mistakes");
	if (c->warnings)
		strbuf_printf(&c->fine, ", %zu warning%s", c->warnings,
			      c->warnings == 1 ? "" : "s");
	strbuf_puts(&c->fine, "\n");
	if (say_bytes(err, c->fine.s, c->fine.len))
		return -1;
	if (!strict || !c->warnings)
		return 0;
	return err_set(err, ERR_DATA, "%zu warning%s, and --strict was given; "
		       "each line above says what to do", c->warnings,
		       c->warnings == 1 ? "" : "s");
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct check_options *o = options;
	struct checking c = { .a = &cli->arena, .dir = cli->dir,
			      .wrong = STRBUF_INIT, .fine = STRBUF_INIT };
	int ret;

	if (argc)
		return no_operand("check", argv[0],
				  "tuneup -C DIR check looks into DIR", err);
	if (o->max_age)
		return check_age(cli, o->max_age, err);
	check_config(&c);
	if (c.code != ERR_NOINPUT) {
		check_profiles(&c);
		check_templates(&c);
	}
	if (c.code)
		ret = err_set(err, c.code, "%s", c.wrong.s);
	else
		ret = check_store(cli, &c.fine, &c.warnings, err);
	if (!ret)
		check_last_run(cli, &c.fine, &c.warnings);
	if (!ret)
		ret = say_all(&c, o->strict, err);
	strbuf_release(&c.wrong);
	strbuf_release(&c.fine);
	return ret;
}

const struct command cmd_check = {
	.id = "check",
	.help = "read the configuration and templates, name every mistake",
	.usage = "tuneup check [--strict] [--max-age 8d]",
	.more = "Reads tuneup.yaml, workflows.yaml, playbook.yaml, all "
		"profiles and templates, the\ntheme and its font. Every "
		"mistake of every file is named with line and column,\nthen "
		"it exits with 78.\n\nWith a store it is verified as `tuneup "
		"verify` does (65), and its last 28 days are looked\nat: "
		"workflows that nobody documented, campaigns whose sends have "
		"no outcomes,\nworkflows that nobody tuned for too long. Also "
		"how the last `tuneup run` ended, and\nprograms that are "
		"not there. These are warnings; --strict makes them fail with "
		"65.\nNothing is written.\n\n--max-age is for monitors: one "
		"line, and exit 0 when a run went well in that time, 3\nwhen "
		"the last one is older, 66 when none did yet, and the code of "
		"the last run when it\nfailed.",
	.options = options_table,
	.options_size = sizeof(struct check_options),
	.run = run,
};
