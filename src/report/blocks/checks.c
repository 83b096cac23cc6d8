/*
 * What was checked before any number was printed: each line from real
 * inputs, with what was found and what to do about it.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define ASIDE_WARN 0.01		/* share of rows set aside */
#define ASIDE_FAIL 0.10
#define NAMED 4		/* workflows a sentence may list */
#define GAP_WEEKS 13		/* weeks looked at for gaps */
#define SAME_HOURS 1e-6		/* total against parts: rounding only */

enum result { PASS, WARN, FAIL };
enum { COL_CHECK, COL_RESULT, COL_FOUND, COL_DO, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_CHECK] = { "Check", ALIGN_LEFT, 30, true },
	[COL_RESULT] = { "Result", ALIGN_LEFT, 8, false },
	[COL_FOUND] = { "What was found", ALIGN_LEFT, 48, true },
	[COL_DO] = { "What to do", ALIGN_LEFT, 44, true },
};

/* One line; `todo` shows only when the check did not pass. */
struct checks {
	struct doc *d;
	const struct report_input *in;
	struct table *table;
	size_t count[3];
};

static void add(struct checks *c, const char *check, enum result result,
		const char *found, const char *todo)
{
	static const char *const word[] = { "pass", "warn", "fail" };
	static const enum tone tone[] = { TONE_GOOD, TONE_WARN, TONE_BAD };
	struct cell *row = table_row(c->d, c->table);

	row[COL_CHECK] = cell_text(check);
	row[COL_RESULT] = cell_text(word[result]);
	row[COL_RESULT].tone = tone[result];
	row[COL_FOUND] = cell_text(found);
	row[COL_DO] = cell_text(result == PASS ? "" : todo);
	c->count[result]++;
}

static void accounting(struct checks *c)
{
	const char *wrong = NULL;
	int64_t rows = 0;

	for (size_t i = 0; i < c->in->n_files; i++) {
		const struct source_file *f = &c->in->files[i];

		if (f->read != f->used + f->same + f->totals + f->aside)
			wrong = f->file;
		rows += f->read;
	}
	if (wrong)
		add(c, "The accounting adds up", FAIL,
		    arena_printf(&c->d->arena, "The rows of %s do not add up.",
				 clean(c->d, wrong)),
		    "Run `tuneup verify` and import the file again.");
	else
		add(c, "The accounting adds up", PASS,
		    arena_printf(&c->d->arena, "%s in %s: read = used + "
				 "already there + total rows + set aside.",
				 count_words(c->d, rows, "row"),
				 count_words(c->d, (int64_t)c->in->n_files,
					     "file")), "");
}

static void set_aside(struct checks *c)
{
	char share[NUM_TEXT_MAX];
	double read = 0, aside = 0, part;

	for (size_t i = 0; i < c->in->n_files; i++) {
		if (c->in->files[i].undone)
			continue;
		read += (double)c->in->files[i].read;
		aside += (double)c->in->files[i].aside;
	}
	part = read > 0 ? aside / read : 0;
	add(c, "Few rows are set aside",
	    part > ASIDE_FAIL ? FAIL : part > ASIDE_WARN ? WARN : PASS,
	    aside > 0 ? arena_printf(&c->d->arena, "%s set aside (%s).",
				     count_words(c->d, (int64_t)aside, "row"),
				     percent_text(share, part, 1))
		      : "No row is set aside.",
	    "Look at the reasons below; a profile's words or dates may need "
	    "a line.");
}

static void unknown_outcomes(struct checks *c)
{
	const struct figure *f = figure_now(c->in, "unknown", NULL);
	double limit = c->in->config->limits.unknown_limit;
	enum result r;

	if ((!f || !isfinite(f->value)) &&
	    isfinite(figure_value(c->in, "outputs", NULL, c->in->now))) {
		add(c, "Outcomes are known", WARN,
		    "Every review log of this period lists only corrected "
		    "outputs, so there is no rate.",
		    "Export the outputs that needed nothing, too.");
		return;
	}
	if (!f || !isfinite(f->value)) {
		add(c, "Outcomes are known", WARN,
		    arena_printf(&c->d->arena, "No output was reviewed %s.",
				 this_period(c->in, false)),
		    "Import the review log of this period.");
		return;
	}
	r = f->value > limit ? FAIL : f->value > limit / 4 ? WARN : PASS;
	add(c, "Outcomes are known", r,
	    f->x ? arena_printf(&c->d->arena, "%s of outputs have no known "
				"outcome.",
				value_words(c->d, f->metric, f->value))
		 : "All outputs have a known outcome.",
	    r == FAIL ? "The rework rate is incomplete: fill in the outcome "
			"column." : "Fill in the outcome column.");
}

/* The checkpoints of a workflow whose coverage is below their plan. */
static void below_plan(const struct checks *c, struct strbuf *list,
		       const struct config_workflow *workflow)
{
	for (size_t i = 0; i < workflow->n_steps; i++) {
		const struct config_step *step = &workflow->steps[i];
		struct scope scope = { { [SCOPE_WORKFLOW] = workflow->id,
					 [SCOPE_STEP] = step->id } };
		const struct figure *f = figures_find(c->in->figures,
			metric_find("coverage"), &scope, c->in->now);

		if (!f || !step->checkpoint || !(f->value < step->coverage))
			continue;
		strbuf_printf(list, "%s%s (%s)", list->len ? ", " : "",
			      clean(c->d, scope_words(&c->d->arena, &scope)),
			      value_words(c->d, f->metric, f->value));
	}
}

/* Without counts of what was made there is nothing to check. */
static void coverage(struct checks *c)
{
	const struct config *config = c->in->config;
	const struct figure *all = figure_now(c->in, "coverage", NULL);
	struct strbuf list = STRBUF_INIT;

	if (!all || !isfinite(all->value))
		return;
	for (size_t i = 0; i < config->n_workflows; i++)
		below_plan(c, &list, &config->workflows[i]);
	if (list.len)
		add(c, "Reviews cover what was made", WARN,
		    arena_printf(&c->d->arena, "Fewer reviewed than planned: "
				 "%s.", list.s),
		    "Review the rest, or say the planned coverage of the step "
		    "in workflows.yaml.");
	else
		add(c, "Reviews cover what was made", PASS,
		    arena_printf(&c->d->arena, "%s of the outputs counted "
				 "were reviewed.",
				 value_words(c->d, all->metric, all->value)),
		    "");
	strbuf_release(&list);
}

/* Weeks without an output between the first one that has some and now. */
static void gaps(struct checks *c)
{
	struct arena a = { 0 };
	struct period *week = weeks_to(&a, c->in, GAP_WEEKS);
	struct strbuf list = STRBUF_INIT;
	size_t n = 0, gap = 0;

	for (size_t i = 0; i < GAP_WEEKS; i++) {
		double v = figure_value(c->in, "outputs", NULL, week[i]);

		if (v > 0) {
			n++;
			continue;
		}
		if (!n)
			continue;
		gap++;
		strbuf_printf(&list, "%s%s", list.len ? ", " : "",
			      period_short(c->d, c->in, week[i]));
	}
	if (!n)
		add(c, "No week is missing", WARN,
		    arena_printf(&c->d->arena, "No week of the last %d has "
				 "outputs.", GAP_WEEKS),
		    "Import the review log.");
	else if (gap)
		add(c, "No week is missing", WARN,
		    arena_printf(&c->d->arena, "No outputs in %s.", list.s),
		    "Import the missing weeks, or leave them: a gap is drawn "
		    "as a gap.");
	else
		add(c, "No week is missing", PASS,
		    arena_printf(&c->d->arena, "%s without a gap.",
				 count_words(c->d, (int64_t)n, "week")), "");
	strbuf_release(&list);
	arena_release(&a);
}

/* The first few by name, of the others how many. */
static void list_workflow(const struct checks *c, struct strbuf *list,
			  size_t before, const char *id)
{
	if (before < NAMED)
		strbuf_printf(list, "%s%s", list->len ? ", " : "",
			      workflow_name(c->d, c->in, id));
}

static void list_end(struct strbuf *list, size_t all)
{
	if (all > NAMED)
		strbuf_printf(list, " and %zu more", all - NAMED);
}

/* Without sends there is nothing to track. */
static void tracking(struct checks *c)
{
	const struct metric *m = metric_find("tracking_completeness");
	double limit = c->in->config->samples.tracking_limit;
	const struct figure *all = figure_now(c->in, m->id, NULL);
	struct strbuf list = STRBUF_INIT;
	size_t n = 0;

	if (!all || !isfinite(all->value))
		return;
	for (size_t i = 0; i < c->in->figures->n; i++) {
		const struct figure *f = &c->in->figures->item[i];
		const char *campaign = f->scope.dim[SCOPE_CAMPAIGN];

		if (f->metric != m || !campaign ||
		    f->scope.dim[SCOPE_CHANNEL] ||
		    f->period.kind != c->in->now.kind ||
		    f->period.first != c->in->now.first ||
		    !(f->value < limit))
			continue;
		if (n++ < NAMED)
			strbuf_printf(&list, "%s%s (%s)", list.len ? ", " : "",
				      clean(c->d, campaign),
				      value_words(c->d, m, f->value));
	}
	list_end(&list, n);
	if (n)
		add(c, "Campaigns are tracked", WARN,
		    arena_printf(&c->d->arena, "Sends without outcomes: %s.",
				 list.s),
		    "Fix tracking: until opens, clicks or conversions come "
		    "in there is no tuning advice for them.");
	else
		add(c, "Campaigns are tracked", PASS,
		    arena_printf(&c->d->arena, "%s of the messages sent have "
				 "opens, clicks or conversions.",
				 value_words(c->d, m, all->value)), "");
	strbuf_release(&list);
}

/* Outputs of a workflow without hours: nobody said what they take by hand. */
static void manual_minutes(struct checks *c)
{
	struct strbuf list = STRBUF_INIT;
	size_t n, lacking = 0, seen = 0;
	const char **id = workflows_of(c->d, c->in, &n);

	for (size_t i = 0; i < n; i++) {
		double v = figure_value(c->in, "outputs", id[i], c->in->now);

		if (!(v > 0))
			continue;
		seen++;
		if (isfinite(figure_value(c->in, "gross_hours", id[i],
					  c->in->now)))
			continue;
		list_workflow(c, &list, lacking++, id[i]);
	}
	list_end(&list, lacking);
	if (lacking)
		add(c, "Manual minutes are given", WARN,
		    arena_printf(&c->d->arena, "No hours can be said for %s.",
				 list.s),
		    "Give manual_minutes in workflows.yaml, and work_minutes "
		    "in the export.");
	else
		add(c, "Manual minutes are given", PASS,
		    seen ? arena_printf(&c->d->arena, "Hours are known for %s.",
					count_words(c->d, (int64_t)seen,
						    "workflow"))
			 : "No outputs, so none are needed.", "");
	strbuf_release(&list);
}

static void expected_sources(struct checks *c)
{
	const struct config *config = c->in->config;
	struct strbuf list = STRBUF_INIT;

	for (size_t i = 0; i < c->in->n_missing; i++)
		strbuf_printf(&list, "%s%s", list.len ? ", " : "",
			      clean(c->d, c->in->missing[i]));
	if (list.len)
		add(c, "Expected exports are here", WARN,
		    arena_printf(&c->d->arena, "Nothing for this period from "
				 "%s.", list.s),
		    "Export and import it, or remove it from `expect` in "
		    "tuneup.yaml.");
	else
		add(c, "Expected exports are here", PASS, config->n_expect
		    ? arena_printf(&c->d->arena, "Nothing is missing from %s.",
				   count_words(c->d,
					       (int64_t)config->n_expect,
					       "source"))
		    : "tuneup.yaml expects none.", "");
	strbuf_release(&list);
}

/* Only where verdicts were given: most teams draw no sample. */
static void verdicts_match(struct checks *c)
{
	const struct figure *f = figure_now(c->in, "sample_unmatched", NULL);
	char text[NUM_TEXT_MAX];
	int64_t none;

	if (!f || !isfinite(f->value))
		return;
	none = (int64_t)f->value;
	add(c, "Verdicts name a listed member", none ? WARN : PASS,
	    none ? arena_printf(&c->d->arena, "%s of %s given %s on no list.",
				num_text(text, f->value, 0),
				count_words(c->d, f->n, "verdict"),
				none == 1 ? "is" : "are")
		 : arena_printf(&c->d->arena, "%s given, all on a list.",
				count_words(c->d, f->n, "verdict")),
	    "Keep sample_id as `tuneup sample` wrote it, or import the list "
	    "of members that is missing.");
}

static void data_reaches(struct checks *c)
{
	char day[DATE_MAX];

	if (c->in->data_to == DAY_NONE)
		add(c, "Data reaches the end", WARN, "There is no data yet.",
		    "Import an export: `tuneup import FILE`.");
	else if (c->in->data_to < c->in->now.last)
		add(c, "Data reaches the end", WARN,
		    arena_printf(&c->d->arena, "The last row is of %s.",
				 day_words(day, c->in->data_to,
					   DAY_WEEKDAY)),
		    "Check that the last days are in the export.");
	else
		add(c, "Data reaches the end", PASS,
		    c->in->data_to == c->in->now.last
		    ? "There are rows up to the last day."
		    : arena_printf(&c->d->arena, "The last row is of %s.",
				   day_words(day, c->in->data_to,
					     DAY_WEEKDAY)), "");
}

static void workspace_ready(struct checks *c)
{
	bool key = c->in->config->people_key;

	add(c, "People have pseudonyms", key ? PASS : WARN,
	    key ? "Names are replaced on reading, with this workspace's key."
		: "There is no key: columns with people were dropped.",
	    "Copy a people.key that `tuneup init` made into the workspace, "
	    "then import again.");
}

/* A workflow of the exports that workflows.yaml does not know is often a
 * documented one by another name. */
static void process_documented(struct checks *c)
{
	const struct config *config = c->in->config;
	struct strbuf list = STRBUF_INIT;
	size_t n, strange = 0;
	const char **id = workflows_of(c->d, c->in, &n);
	const char *found = "There is no workflows.yaml: all numbers are "
			    "marked undocumented.";

	/* those of workflows.yaml come first */
	for (size_t i = config->n_workflows; i < n; i++)
		if (figure_value(c->in, "outputs", id[i], c->in->now) > 0)
			list_workflow(c, &list, strange++, id[i]);
	list_end(&list, strange);
	if (config->documented && strange)
		found = arena_printf(&c->d->arena, "Not in workflows.yaml: "
				     "%s.", list.s);
	else if (config->documented)
		found = arena_printf(&c->d->arena, "%s in workflows.yaml.",
				     count_words(c->d, (int64_t)
						 config->n_workflows,
						 "workflow"));
	add(c, "The process is documented",
	    config->documented && !strange ? PASS : WARN, found,
	    "Write down steps, tools and manual minutes in workflows.yaml, "
	    "under the names that the exports use.");
	strbuf_release(&list);
}

/* Hours or days in a row, not hours that were worked: they add up to
 * nothing. */
static bool is_waiting(const struct metric *m)
{
	return !strcmp(m->id, "waiting_median") ||
	       !strcmp(m->id, "waiting_p90") ||
	       !strcmp(m->id, "lead_median") || !strcmp(m->id, "lead_p90") ||
	       !strcmp(m->id, "days_since_tuning");
}

/* Audited records are those of all inputs; workflows share them, and some no
 * workflow uses. */
static bool is_level(const struct metric *m)
{
	return (m->scopes & AT_INPUT) != 0;
}

static bool adds_up(const struct metric *m)
{
	if (is_waiting(m) || is_level(m))
		return false;
	return m->unit == UNIT_HOURS || m->unit == UNIT_COUNT ||
		m->unit == UNIT_RATE;
}

/* A total against its workflows: hours and counts add, a rate's parts do. */
static bool total_fits(const struct checks *c, const struct metric *m,
		       const char *const *id, size_t n)
{
	const struct figure *total = figure_now(c->in, m->id, NULL);
	double sum = 0;
	int64_t part = 0, whole = 0;
	bool any = false;

	if (!total || !isfinite(total->value))
		return true;
	for (size_t i = 0; i < n; i++) {
		const struct figure *f = figure_now(c->in, m->id, id[i]);

		if (!f || !isfinite(f->value))
			continue;
		any = true;
		sum += f->value;
		part += f->x != NUM_NULL ? f->x : 0;
		whole += f->n != NUM_NULL ? f->n : 0;
	}
	if (!any)	/* not cut by workflow */
		return true;
	if (m->unit == UNIT_RATE)
		return total->n == NUM_NULL ||
			(total->n == whole && total->x == part);
	return fabs(sum - total->value) <= SAME_HOURS * fmax(1, fabs(sum));
}

static void totals(struct checks *c)
{
	const char *wrong = NULL;
	size_t n, looked = 0;
	const char **id = workflows_all(c->d, c->in, &n);

	for (size_t i = 0; metric_table[i]; i++) {
		const struct metric *m = metric_table[i];

		if (!adds_up(m) || !(m->scopes & AT_TOTAL) ||
		    !(m->scopes & (AT_EACH_DIM | AT_WORKFLOW)))
			continue;
		looked++;
		if (!total_fits(c, m, id, n))
			wrong = m->title;
	}
	if (wrong)
		add(c, "Totals equal the sum of their parts", FAIL,
		    arena_printf(&c->d->arena, "%s of all work is not the sum "
				 "of its workflows.", wrong),
		    "This is a fault of tuneup: report it with this file.");
	else
		add(c, "Totals equal the sum of their parts", PASS,
		    arena_printf(&c->d->arena, "%s recomputed from %s.",
				 count_words(c->d, (int64_t)looked, "total"),
				 count_words(c->d, (int64_t)n, "workflow")),
		    "");
}

static const char *checks_subtitle(const struct checks *c)
{
	return arena_printf(&c->d->arena, "%zu passed, %zu to look at, %zu "
			    "failed", c->count[PASS], c->count[WARN],
			    c->count[FAIL]);
}

static void checks_build(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	struct checks c = { .d = d, .in = in };

	c.table = part_table(d, p, t, &block_checks);
	c.table->title = "Checks";
	table_columns(d, c.table, columns, COLUMNS);
	accounting(&c);
	totals(&c);
	set_aside(&c);
	unknown_outcomes(&c);
	coverage(&c);
	tracking(&c);
	verdicts_match(&c);
	gaps(&c);
	data_reaches(&c);
	manual_minutes(&c);
	expected_sources(&c);
	workspace_ready(&c);
	process_documented(&c);
	c.table->subtitle = checks_subtitle(&c);
}

const struct block block_checks = {
	.id = "checks",
	.help = "what was checked: pass, warn or fail, and what to do",
	.span = 12,
	.build = checks_build,
};
