/* See check_store.h. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "cli/check_store.h"
#include "metrics/metrics.h"
#include "publish/publish.h"
#include "report/report.h"

#define DAYS 28			/* looked at */
#define NAMED 4			/* names a line may list */

struct looking {
	const struct config *config;
	const struct figures *figures;
	struct strbuf *said;
	size_t *warnings;
};

static void line(struct looking *l, const char *what, const char *text)
{
	strbuf_printf(l->said, "%-15s %s\n", what, text);
}

static void warn(struct looking *l, const char *what, const char *found,
		 const char *todo)
{
	strbuf_printf(l->said, "%-15s warning: %s\n%-15s what to do: %s\n",
		      what, found, "", todo);
	++*l->warnings;
}

/* Is it of one value of this dimension and of nothing else? */
static bool is_of(const struct figure *f, const struct metric *metric,
		  enum scope_dim dim)
{
	if (f->metric != metric || !f->scope.dim[dim])
		return false;
	for (int d = 0; d < SCOPE_DIMS; d++)
		if (d != (int)dim && f->scope.dim[d])
			return false;
	return true;
}

static const char *name_of(const struct figure *f, enum scope_dim dim)
{
	return *f->scope.dim[dim] ? f->scope.dim[dim] : "(none)";
}

/* "a, b, c, d and 3 more" */
static void list_name(struct strbuf *list, size_t n, const char *name)
{
	if (n < NAMED)
		strbuf_printf(list, "%s%s", n ? ", " : "", name);
}

static void list_end(struct strbuf *list, size_t n)
{
	if (n > NAMED)
		strbuf_printf(list, " and %zu more", n - NAMED);
}

/* R04: what has outputs is written down in workflows.yaml. */
static void look_at_process(struct looking *l)
{
	const struct metric *outputs = metric_find("outputs");
	struct strbuf strange = STRBUF_INIT, found = STRBUF_INIT;
	size_t n = 0, seen = 0;

	for (size_t i = 0; i < l->figures->n; i++) {
		const struct figure *f = &l->figures->item[i];

		if (!is_of(f, outputs, SCOPE_WORKFLOW) || !(f->value > 0))
			continue;
		seen++;
		if (!config_workflow(l->config, f->scope.dim[SCOPE_WORKFLOW]))
			list_name(&strange, n++, name_of(f, SCOPE_WORKFLOW));
	}
	list_end(&strange, n);
	if (n) {
		strbuf_printf(&found, "not in workflows.yaml: %s", strange.s);
		warn(l, "process", found.s, "write down the steps, tools and "
		     "manual minutes under the names that the exports use");
	} else {
		line(l, "process", seen ? "every workflow with outputs is "
		     "documented" : "no outputs in these days");
	}
	strbuf_release(&strange);
	strbuf_release(&found);
}

/* R21: below the limit a campaign gets no tuning advice. */
static void look_at_tracking(struct looking *l)
{
	const struct metric *sends = metric_find("tracking_completeness");
	double limit = l->config->samples.tracking_limit;
	struct strbuf found = STRBUF_INIT;
	char share[NUM_TEXT_MAX], least[NUM_TEXT_MAX];
	size_t n = 0, seen = 0;

	for (size_t i = 0; i < l->figures->n; i++) {
		const struct figure *f = &l->figures->item[i];

		if (!is_of(f, sends, SCOPE_CAMPAIGN) || !isfinite(f->value))
			continue;
		seen++;
		if (!(f->value < limit))
			continue;
		if (n++ < NAMED)
			strbuf_printf(&found, "%s%s (%s)", n > 1 ? ", " :
				      "sends without outcomes: ",
				      name_of(f, SCOPE_CAMPAIGN),
				      percent_text(share, f->value, 1));
	}
	list_end(&found, n);
	percent_text(least, limit, 0);
	if (n) {
		strbuf_printf(&found, ", less than %s", least);
		warn(l, "tracking", found.s, "import their opens, clicks or "
		     "conversions, or repair the tracking: until then there "
		     "is no tuning advice for them");
	} else {
		strbuf_printf(&found, seen ? "every campaign has outcomes for "
			      "%s of its sends or more" :
			      "no sends in these days", least);
		line(l, "tracking", found.s);
	}
	strbuf_release(&found);
}

/* R03: set and forget. */
static void look_at_tuning(struct looking *l)
{
	const struct metric *days = metric_find("days_since_tuning");
	struct strbuf found = STRBUF_INIT;
	int limit = l->config->limits.tuning_gap;
	size_t n = 0, seen = 0;

	for (size_t i = 0; i < l->figures->n; i++) {
		const struct figure *f = &l->figures->item[i];

		if (!is_of(f, days, SCOPE_WORKFLOW) || !isfinite(f->value))
			continue;
		seen++;
		if (!(f->value > limit))
			continue;
		if (n++ < NAMED)
			strbuf_printf(&found, "%s%s for %.0f days", n > 1 ?
				      ", " : "set and forget: ",
				      name_of(f, SCOPE_WORKFLOW), f->value);
	}
	list_end(&found, n);
	if (n) {
		warn(l, "tuning", found.s, "hold a tuning session and record "
		     "it, in an export of sessions or as time of tuning");
	} else if (seen) {
		strbuf_printf(&found, "every workflow was tuned within %d "
			      "days", limit);
		line(l, "tuning", found.s);
	} else {
		warn(l, "tuning", "no tuning was recorded", "import an export "
		     "of sessions, or time entries of tuning");
	}
	strbuf_release(&found);
}

/* Every byte of the store, and what is published. */
static int verify(struct workspace *w, struct strbuf *said, struct err *err)
{
	struct diags found = { 0 };
	int ret = store_verify(w->store, &found, err);

	diags_release(&found);
	if (ret)
		return err_prefix(err, "tuneup.db");
	strbuf_printf(said, "%-15s whole: nothing was changed by hand or by "
		      "the disk\n", "tuneup.db");
	return 0;
}

/* A workbook that was filled in where it lies is another file: no damage. */
static void look_at_reports(struct looking *l, const struct workspace *w)
{
	struct err err;

	if (manifest_check(w->reports, &err))
		warn(l, "reports", err.msg, "move it away, to inbox/ where it "
		     "was filled in; `tuneup run` or the report's command "
		     "publishes it again");
	else
		line(l, "reports", "every published file is as it was "
		     "published");
}

static int compute(struct figures *f, struct workspace *w, struct err *err)
{
	const struct metrics_request request = {
		.kind = PERIOD_RANGE, .from = w->as_of - DAYS + 1,
		.to = w->as_of, .as_of = w->as_of
	};

	return metrics_compute(f, w->store, &w->config, &request, err);
}

int check_store(struct cli *cli, struct strbuf *said, size_t *warnings,
		struct err *err)
{
	struct workspace w = { 0 };
	struct figures f = { 0 };
	char from[DATE_MAX], to[DATE_MAX];
	int ret = 0;

	if (!path_exists(path_join(&cli->arena, cli->dir, "tuneup.db")))
		return 0;
	ret = workspace_open(&w, cli, STORE_READ, err);
	if (!ret)
		ret = verify(&w, said, err);
	if (!ret)
		ret = compute(&f, &w, err);
	if (!ret) {
		struct looking l = { &w.config, &f, said, warnings };

		figures_sort(&f);
		strbuf_printf(said, "%-15s looked at %s to %s\n", "tuneup.db",
			      day_format(from, w.as_of - DAYS + 1),
			      day_format(to, w.as_of));
		look_at_reports(&l, &w);
		look_at_process(&l);
		look_at_tracking(&l);
		look_at_tuning(&l);
	}
	figures_release(&f);
	workspace_close(&w);
	return ret;
}
