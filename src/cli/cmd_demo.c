/*
 * tuneup demo: the agency's forty weeks in a fresh workspace, both reports
 * published, and the workbook of the week before. The exports are compiled in
 * (fixtures/agency), so an installed tuneup shows itself without anything
 * beside it.
 */
#include <string.h>

#include "base/hash.h"
#include "base/zone.h"
#include "cli/commands.h"
#include "cli/make_report.h"
#include "cli/propose.h"
#include "config/embedded.h"
#include "ingest/ingest.h"

#define STORY "fixtures/agency/"
/* Imports and reports are of the story's last day, whenever it is told. */
#define STORY_TODAY day_from_civil(2026, 11, 22)

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
	static const char *const own[] = {
		"tuneup.yaml", "workflows.yaml", "playbook.yaml"
	};
	char *inbox = path_join(a, dir, "inbox");

	if (config_init(dir, NULL, NULL, err) || write_demo_key(dir, a, err))
		return -1;
	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
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

/* One sheet of the story comes after a report was made without it. */
static bool is_late(const struct embedded_file *f)
{
	return !strncmp(path_base(f->name), "late_", 5);
}

static int import_all(struct workspace *w, bool late, struct arena *a,
		      struct err *err)
{
	struct import_options options = { .as_of = w->as_of };

	for (const struct embedded_file *f = embedded_files; f->name; f++) {
		struct import_report report = { 0 };
		struct strbuf text = STRBUF_INIT;

		if (!is_export(f) || is_late(f) != late)
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

static int publish(struct workspace *w, const char *report,
		   const char *period, struct err *err)
{
	struct made_report m = { 0 };
	struct publish_result result = { 0 };
	int ret = make_report(&m, w, report, period, err);

	if (!ret)
		ret = made_report_publish(&m, w, &result, err);
	if (!ret)
		ret = say(err, "%s\n", result.path);
	made_report_release(&m);
	return ret;
}

/* What the team decided on the Monday behind week 30 and did that week. */
static int decide_blog(struct workspace *w, struct arena *a, struct err *err)
{
	const char *id = proposal_id(a, "output:blog", "2026-W30");
	int32_t today = w->as_of, monday = day_from_civil(2026, 7, 27);
	const struct decision_entry d = {
		.proposal = id, .choice = "A", .owner = "Editor on duty",
		.due = monday + 4, .day = monday, .source = "command",
		.reason = "Readers see the same three mistakes", .note =
		"Together with the new brief template"
	};
	bool done;
	size_t n;

	w->as_of = monday;
	int ret = propose_if_new(w, id, NULL, a, err) ||
		  store_decide(w->store, &d, 1, &n, err) ||
		  store_done(w->store, id, monday, "command", monday + 4,
			     &done, err);

	w->as_of = today;
	return ret ? -1 : 0;
}

/* Last week's workbook, which the late sheet then changes. */
static int publish_week_before(struct workspace *w, struct arena *a,
			       struct err *err)
{
	int starts = w->config.quarter_starts;
	struct period week = report_period(PERIOD_WEEK, w->as_of, starts);

	week = period_prev(week, starts);
	return publish(w, "weekly", period_id(a, week, starts), err);
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
	if (cli->today == DAY_NONE)
		cli->today = STORY_TODAY;
	int ret = workspace_open(&w, cli, STORE_CREATE, err) ||
		  import_all(&w, false, &cli->arena, err) ||
		  decide_blog(&w, &cli->arena, err) ||
		  publish_week_before(&w, &cli->arena, err) ||
		  import_all(&w, true, &cli->arena, err) ||
		  publish(&w, "weekly", NULL, err) ||
		  publish(&w, "quarterly", NULL, err);

	workspace_close(&w);
	return ret ? -1 : 0;
}

const struct command cmd_demo = {
	.id = "demo",
	.help = "make a demo workspace in DIR and publish both reports",
	.usage = "tuneup demo DIR",
	.more = "Forty weeks of an invented agency in sixteen exports: "
		"reviews, handoffs, briefs,\nsamples, Google Ads, "
		"Mailchimp, Toggl, costs and more. The week before the last "
		"is\npublished first; then a late sheet arrives and changes "
		"it. DIR must not hold a\nworkspace yet. The demo's today "
		"is the last day of its data.",
	.options = NULL,
	.options_size = 0,
	.run = run,
};
