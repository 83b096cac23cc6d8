/*
 * tuneup demo: the agency's forty weeks in a fresh workspace, both reports
 * published. The exports are compiled in (fixtures/agency), so an installed
 * tuneup shows itself without anything beside it.
 */
#include <string.h>

#include "base/hash.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "cli/make_report.h"
#include "cli/report_data.h"
#include "config/embedded.h"
#include "ingest/ingest.h"

#define STORY "fixtures/agency/"

/* Not a secret: the demo's people are invented, and the same pseudonyms
 * every time make the same bytes. */
static int write_demo_key(const char *dir, struct arena *a, struct err *err)
{
	static const char text[] = "tuneup demo";
	uint8_t key[SHA256_SIZE];

	sha256_bytes(key, text, sizeof text - 1);
	return file_write(path_join(a, dir, "people.key"), key, sizeof key,
			  err);
}

static bool is_export(const struct embedded_file *f)
{
	size_t len = strlen(f->name);

	return !strncmp(f->name, STORY, strlen(STORY)) && len > 4 &&
	       !strcmp(f->name + len - 4, ".csv");
}

/* A fresh workspace with the story's own configuration and exports. */
static int lay_out(const char *dir, struct arena *a, struct err *err)
{
	static const char *const own[] = { "tuneup.yaml", "workflows.yaml" };
	char *inbox = path_join(a, dir, "inbox");

	if (config_init(dir, NULL, NULL, err) || write_demo_key(dir, a, err))
		return -1;
	for (size_t i = 0; i < 2; i++) {
		const struct embedded_file *f = embedded_find(
			arena_printf(a, STORY "%s", own[i]));

		if (!f)
			BUG("the demo has no %s", own[i]);
		if (file_write(path_join(a, dir, own[i]), f->bytes, f->len,
			       err))
			return -1;
	}
	for (const struct embedded_file *f = embedded_files; f->name; f++)
		if (is_export(f) &&
		    file_write(path_join(a, inbox, path_base(f->name)),
			       f->bytes, f->len, err))
			return -1;
	return 0;
}

static int import_all(struct workspace *w, struct arena *a, struct err *err)
{
	struct import_options options = { .as_of = w->as_of };

	for (const struct embedded_file *f = embedded_files; f->name; f++) {
		struct import_report report = { 0 };
		struct strbuf text = STRBUF_INIT;

		if (!is_export(f))
			continue;
		char *inbox = path_join(a, w->config.dir, "inbox");
		int ret = import_file(&report, w->store, &w->config,
				      path_join(a, inbox, path_base(f->name)),
				      &options, err);

		if (!ret) {
			import_report_text(&text, &report, false);
			ret = say_bytes(err, text.s, text.len);
		}
		strbuf_release(&text);
		import_report_release(&report);
		if (ret)
			return -1;
	}
	return 0;
}

static int publish(struct workspace *w, const char *report, struct err *err)
{
	struct made_report m = { 0 };
	struct publish_result result = { 0 };
	int ret = make_report(&m, w, report, NULL, err);

	if (!ret)
		ret = made_report_publish(&m, w, &result, err);
	if (!ret)
		ret = say(err, "%s\n", result.path);
	made_report_release(&m);
	return ret;
}

/* The story has its own today: the last day of its data. */
static int set_today(struct workspace *w, const struct cli *cli,
		     struct err *err)
{
	int32_t first, last;

	if (facts_first_last(&first, &last, w->store, err))
		return -1;
	if (cli->today == DAY_NONE && last != DAY_NONE)
		w->as_of = last;
	return 0;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	struct workspace w = { 0 };

	(void)options;
	if (argc != 1)
		return err_set(err, ERR_USAGE, "demo wants one folder, which "
			       "it makes");
	if (lay_out(argv[0], &cli->arena, err))
		return -1;
	cli->dir = argv[0];
	int ret = workspace_open(&w, cli, STORE_CREATE, err) ||
		  import_all(&w, &cli->arena, err) ||
		  set_today(&w, cli, err) ||
		  publish(&w, "weekly", err) ||
		  publish(&w, "quarterly", err);

	workspace_close(&w);
	return ret ? -1 : 0;
}

const struct command cmd_demo = {
	.id = "demo",
	.help = "make a demo workspace in DIR and publish both reports",
	.usage = "tuneup demo DIR",
	.more = "Forty weeks of an invented agency: reviews, Google Ads, "
		"Mailchimp, Toggl and tool\ncosts. DIR must not hold a "
		"workspace yet. The demo's today is the last day of its\n"
		"data.",
	.options = NULL,
	.options_size = 0,
	.run = run,
};
