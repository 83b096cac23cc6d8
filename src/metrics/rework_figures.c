/*
 * metrics/rework_figures.c - rates and minutes of the outputs: METRICS §1, §4
 * and §16.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/rework.h"
#include "metrics/stats.h"

#define UNLISTED_EDGE \
	"Where outputs made were counted, those without a review are usable " \
	"or unknown, as the step's unlisted says; by tool or item type if " \
	"all its counts name it. A review log that lists only corrected " \
	"outputs (lists: corrected) gives no rate without counts and " \
	"unlisted: usable. "
#define RATE_COLUMNS \
	"corrections.outcome, corrections.correction_minutes, " \
	"outputs.outputs"

const struct metric metric_rework = {
	.id = "rework", .title = "Rework rate", .unit = UNIT_RATE,
	.digits = 1, .direction = -1, .scopes = AT_ALL, .section = "1",
	.requirement = "R09",
	.formula = "Outputs with a major edit, rewritten, rejected or made "
		"again, out of all outputs with a known outcome.",
	.columns = RATE_COLUMNS,
	.edges = UNLISTED_EDGE "Without an outcome, correction minutes of at "
		"least 5 or 20 % of the planned minutes count as rework. "
		"Above 20 % unknown outcomes the rate is incomplete.",
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_usable = {
	.id = "usable", .title = "Usable without edit", .unit = UNIT_RATE,
	.digits = 1, .direction = 1, .scopes = AT_ALL, .section = "4",
	.requirement = "R31",
	.formula = "Outputs accepted as they were, out of all outputs with a "
		"known outcome.",
	.columns = RATE_COLUMNS,
	.edges = UNLISTED_EDGE "Without an outcome, 0 correction minutes "
		"count as usable.",
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_light = {
	.id = "light", .title = "Light touch", .unit = UNIT_RATE,
	.digits = 1, .direction = 0, .scopes = AT_ALL, .section = "1",
	.requirement = "R31",
	.formula = "Outputs that needed a light touch, out of all outputs "
		"with a known outcome.",
	.columns = RATE_COLUMNS,
	.edges = UNLISTED_EDGE "Usable, light touch and rework add to 100 %.",
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_unknown = {
	.id = "unknown", .title = "Unknown outcomes", .unit = UNIT_RATE,
	.digits = 1, .direction = -1, .scopes = AT_ALL, .section = "1",
	.requirement = "R09",
	.formula = "Outputs without a known outcome, out of all reviewed "
		"outputs and those that were counted but not reviewed.",
	.columns = RATE_COLUMNS,
	.edges = "Counted in full, so it has no interval. Above 20 % the "
		"rates beside it are incomplete. Where outputs made were "
		"counted, those without a review are unknown unless the step "
		"says unlisted: usable.",
	.source = ""
};

const struct metric metric_outputs = {
	.id = "outputs", .title = "Reviewed outputs", .unit = UNIT_COUNT,
	.digits = 0, .direction = 0, .scopes = AT_ALL, .section = "0",
	.requirement = "R39",
	.formula = "Outputs (workflow, item, step) whose last review lies in "
		"the period.",
	.columns = "corrections.item_id, corrections.reviewed_at",
	.edges = "Reviews within 28 days of the first are one output; a "
		"later one opens a new output and makes the earlier one "
		"rework. A week without reviews is a gap, not 0.",
	.source = ""
};

const struct metric metric_coverage = {
	.id = "coverage", .title = "Review coverage", .unit = UNIT_RATE,
	.digits = 1, .direction = 1,
	.scopes = AT_TOTAL | AT_WORKFLOW | AT_STEP | AT_WORKFLOW_STEP |
		  AT_TOOL,
	.section = "7", .requirement = "R12",
	.formula = "Reviewed outputs out of the outputs made, where these "
		"were counted.",
	.columns = "outputs.outputs, corrections.item_id, "
		"corrections.reviewed_at",
	.edges = "The outputs made are at least the reviewed ones, for each "
		"workflow, step and period, so weeks need not add up to "
		"months. Steps without counts are left out, and so are "
		"workflows whose log lists only corrected outputs: how many "
		"of theirs were reviewed is not known. By tool, steps whose "
		"counts do not all name it are left out.",
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_correction_minutes = {
	.id = "correction_minutes", .title = "Correction minutes per output",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1, .scopes = AT_ALL,
	.section = "2", .requirement = "R31",
	.formula = "Correction minutes divided by the outputs whose minutes "
		"are known.",
	.columns = "corrections.correction_minutes",
	.edges = "A usable output without minutes counts 0; others without "
		"minutes are left out of both. n is the outputs counted, x "
		"those that were corrected.",
	.source = "", .each = true
};

const struct metric metric_correction_median = {
	.id = "correction_median",
	.title = "Median minutes of a corrected output",
	.unit = UNIT_MINUTES, .digits = 1, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "2",
	.requirement = "R31",
	.formula = "Median correction minutes of the outputs that took any.",
	.columns = "corrections.correction_minutes",
	.edges = "Outputs that took no correction are left out: the plain "
		"median is 0 in most weeks.",
	.source = "Hyndman and Fan 1996, type 7", .each = true
};

/* ---- rates ---------------------------------------------------------- */

static int64_t known_of(const struct rework_cell *c)
{
	return c->by_class[CLASS_USABLE] + c->by_class[CLASS_LIGHT] +
	       c->by_class[CLASS_REWORK];
}

static bool is_incomplete(const struct rework_cell *c, double limit)
{
	int64_t unknown = c->by_class[CLASS_UNKNOWN];
	int64_t all = known_of(c) + unknown;

	return all > 0 && (double)unknown / (double)all > limit;
}

#define ONLY_CORRECTED "the review log lists only corrected outputs"

static const char *plural(int64_t n)
{
	return n == 1 ? "" : "s";
}

/* Why there is no rate. */
static const char *no_rate(struct arena *a, const struct rework_cell *c)
{
	int64_t unknown = c->by_class[CLASS_UNKNOWN];

	if (c->outputs == 0 && unknown > 0)
		return arena_printf(a, "%" PRId64 " output%s made, none "
				    "reviewed", unknown, plural(unknown));
	if (c->unstated > 0 && c->refused == c->outputs)
		return "no rate: " ONLY_CORRECTED "; if the others needed "
		       "nothing, give the step unlisted: usable";
	if (c->outputs == 0)
		return "no reviewed outputs";
	if (c->refused == c->outputs)
		return "no rate: " ONLY_CORRECTED;
	if (unknown == 1)
		return "the only outcome is unknown";
	return arena_printf(a, "all %" PRId64 " outcomes are unknown",
			    unknown);
}

static void note_add(struct strbuf *note, const char *text)
{
	strbuf_printf(note, "%s%s", note->len ? "; " : "", text);
}

/* "outputs made 120, reviewed 90, 30 unlisted counted as usable" */
static void note_made(struct strbuf *note, struct arena *a,
		      const struct rework_cell *c)
{
	static const char *const as[2] = { "unknown", "usable" };
	int64_t beyond = c->whole - c->made;

	if (c->whole == 0)
		return;
	note_add(note, arena_printf(a, "outputs made %" PRId64 ", reviewed %"
				    PRId64, c->made, c->reviewed));
	for (int usable = 0; usable < 2; usable++)
		if (c->unlisted[usable] > 0)
			strbuf_printf(note, ", %" PRId64 " unlisted counted "
				      "as %s", c->unlisted[usable],
				      as[usable]);
	if (beyond > 0)
		strbuf_printf(note, ", %" PRId64 " reviewed beyond those "
			      "made", beyond);
}

/* Scopes that the counts do not reach, by the name of what they lack. */
static void note_uncounted(struct strbuf *note, struct arena *a,
			   const struct scope *scope)
{
	static const struct { enum scope_dim dim; const char *name; } lacks[] =
		{ { SCOPE_CAMPAIGN, "campaign" }, { SCOPE_CHANNEL, "channel" },
		  { SCOPE_PROMPT_VERSION, "prompt version" },
		  { SCOPE_TOOL, "tool" }, { SCOPE_ITEM_TYPE, "item type" } };

	for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++) {
		if (!scope->dim[lacks[i].dim])
			continue;
		note_add(note, arena_printf(a, "reviewed outputs only: not "
			"all outputs made are counted by %s", lacks[i].name));
		return;
	}
}

static const char *note_keep(struct strbuf *note, struct arena *a)
{
	const char *kept = note->len ? arena_strdup(a, note->s) : "";

	strbuf_release(note);
	return kept;
}

static void note_left_out(struct strbuf *note, struct arena *a, int64_t n)
{
	if (n > 0)
		note_add(note, arena_printf(a, "%" PRId64 " output%s left "
			"out: " ONLY_CORRECTED, n, plural(n)));
}

/* What to know beside a rate: unknown, left out, and none seen. */
static const char *rate_note(struct arena *a, const struct rework_cell *c,
			     const struct scope *scope, bool none_seen,
			     int64_t n)
{
	struct strbuf note = STRBUF_INIT;
	int64_t unknown = c->by_class[CLASS_UNKNOWN];
	char share[NUM_TEXT_MAX];

	if (unknown > 0)
		note_add(&note, arena_printf(a, "%" PRId64 " unknown (%s)",
			unknown, percent_text(share, (double)unknown /
					      (double)(n + unknown), 0)));
	note_made(&note, a, c);
	if (c->uncounted > 0)
		note_uncounted(&note, a, scope);
	note_left_out(&note, a, c->refused);
	if (none_seen)
		note_add(&note, arena_printf(a, "no rework seen in %" PRId64
			" output%s, the true rate is below %s", n, plural(n),
			percent_text(share, zero_bad_upper((double)n, 0.95),
				     1)));
	return note_keep(&note, a);
}

/* Over, under, or the interval holds the limit. */
static void figure_judge(struct figure *f, double limit, double z)
{
	if (f->low > limit) {
		f->verdict = VERDICT_YES;
	} else if (f->high < limit) {
		f->verdict = VERDICT_NO;
	} else {
		f->verdict = VERDICT_NOT_CLEAR;
		f->needed = outputs_needed((double)f->x, (double)f->n, limit,
					   z);
	}
}

struct place {
	const struct metrics_run *run;
	const struct scope *scope;
	struct period period;
};

/* limit NAN = none. */
static void write_rate(const struct place *at, const struct metric *metric,
		       const struct rework_cell *c, enum output_class class,
		       double limit)
{
	const struct metrics_run *run = at->run;
	const struct config_thresholds *limits = &run->config->limits;
	double z = z_for(limits->confidence_rates);
	struct figure *f = run_figure(run, metric, at->scope, at->period);
	struct interval range;

	f->n = known_of(c);
	f->x = c->by_class[class];
	if (f->n == 0) {
		f->note = no_rate(&run->out->arena, c);
		return;
	}
	range = wilson((double)f->x, (double)f->n, z);
	f->value = (double)f->x / (double)f->n;
	f->low = range.low;
	f->high = range.high;
	f->note = rate_note(&run->out->arena, c, at->scope,
			    class == CLASS_REWORK && f->x == 0, f->n);
	if (f->partial)
		return;
	if (is_incomplete(c, limits->unknown_limit))
		f->verdict = VERDICT_INCOMPLETE;
	else if (!isnan(limit))
		figure_judge(f, limit, z);
}

static void write_unknown(const struct place *at, const struct rework_cell *c)
{
	const struct metrics_run *run = at->run;
	struct arena *a = &run->out->arena;
	struct strbuf note = STRBUF_INIT;
	struct figure *f = run_figure(run, &metric_unknown, at->scope,
				      at->period);

	f->x = c->by_class[CLASS_UNKNOWN];
	f->n = known_of(c) + f->x;
	if (f->n == 0) {
		f->note = no_rate(a, c);
		return;
	}
	note_made(&note, a, c);
	if (c->uncounted > 0)
		note_uncounted(&note, a, at->scope);
	note_left_out(&note, a, c->refused);
	f->note = note_keep(&note, a);
	f->value = (double)f->x / (double)f->n;
	if (!f->partial && is_incomplete(c, run->config->limits.unknown_limit))
		f->verdict = VERDICT_INCOMPLETE;
}

static void write_outputs(const struct place *at, const struct rework_cell *c)
{
	struct figure *f = run_figure(at->run, &metric_outputs, at->scope,
				      at->period);

	if (c->outputs == 0)
		f->note = "no reviewed outputs";
	else
		f->value = (double)c->outputs;
}

static const char *no_coverage(const struct rework_cell *c)
{
	if (c->whole + c->unstated > 0)
		return "no coverage: " ONLY_CORRECTED;
	if (c->uncounted > 0)
		return "no coverage: not all outputs made are counted by tool";
	return "no outputs made were counted";
}

static void write_coverage(const struct place *at,
			   const struct rework_cell *c)
{
	const struct metrics_run *run = at->run;
	struct arena *a = &run->out->arena;
	struct figure *f = run_figure(run, &metric_coverage, at->scope,
				      at->period);
	int64_t elsewhere = c->outputs - c->listed - c->covered;
	struct strbuf note = STRBUF_INIT;
	struct interval range;

	f->n = c->coverable;
	f->x = c->covered;
	if (f->n == 0) {
		f->note = no_coverage(c);
		return;
	}
	range = wilson((double)f->x, (double)f->n,
		       z_for(run->config->limits.confidence_rates));
	f->value = (double)f->x / (double)f->n;
	f->low = range.low;
	f->high = range.high;
	if (elsewhere > 0)
		note_add(&note, arena_printf(a, "%" PRId64 " reviewed output%s "
			"left out: what was made there is not counted",
			elsewhere, plural(elsewhere)));
	note_left_out(&note, a, c->listed);
	f->note = note_keep(&note, a);
}

static void write_minutes(const struct place *at, const struct rework_cell *c)
{
	struct arena *a = &at->run->out->arena;
	struct figure *f = run_figure(at->run, &metric_correction_minutes,
				      at->scope, at->period);
	int64_t left_out = c->outputs - c->listed - c->timed;

	f->n = c->timed;
	f->x = c->corrected;
	if (c->outputs == 0 || c->listed == c->outputs) {
		f->note = c->outputs ? "no mean: " ONLY_CORRECTED :
				       "no reviewed outputs";
		return;
	}
	if (c->timed == 0) {
		f->note = "no correction minutes were recorded";
		return;
	}
	f->value = (double)c->ms / (double)c->timed / MS_PER_MINUTE;
	if (left_out > 0)
		f->note = arena_printf(a, "%" PRId64 " output%s without "
				       "minutes left out", left_out,
				       plural(left_out));
}

static void write_cell(const struct place *at, unsigned cut,
		       const struct rework_cell *c)
{
	const struct config_thresholds *limits = &at->run->config->limits;

	if (cut_wanted(cut, metric_rework.scopes))
		write_rate(at, &metric_rework, c, CLASS_REWORK,
			   limits->rework_limit);
	if (cut_wanted(cut, metric_usable.scopes))
		write_rate(at, &metric_usable, c, CLASS_USABLE,
			   limits->usable_target > 0 ?
				   limits->usable_target : (double)NAN);
	if (cut_wanted(cut, metric_light.scopes))
		write_rate(at, &metric_light, c, CLASS_LIGHT, NAN);
	if (cut_wanted(cut, metric_unknown.scopes))
		write_unknown(at, c);
	if (cut_wanted(cut, metric_outputs.scopes))
		write_outputs(at, c);
	if (cut_wanted(cut, metric_coverage.scopes))
		write_coverage(at, c);
	if (cut_wanted(cut, metric_correction_minutes.scopes))
		write_minutes(at, c);
}

/* ---- the median ----------------------------------------------------- */

/* Of whole milliseconds, so that the mean of the middle two is exact. */
static double median_of_corrected(const struct corrected_list *l)
{
	double *v = xcalloc(l->n, sizeof *v), median;
	int64_t *weight = xcalloc(l->n, sizeof *weight);

	for (size_t i = 0; i < l->n; i++) {
		v[i] = (double)l->item[i].ms;
		weight[i] = l->item[i].n;
	}
	median = weighted_quantile(v, weight, l->n, 0.5) / MS_PER_MINUTE;
	free(v);
	free(weight);
	return median;
}

static void write_median(const struct place *at,
			 const struct corrected_list *l)
{
	struct figure *f = run_figure(at->run, &metric_correction_median,
				      at->scope, at->period);

	f->n = 0;
	for (size_t i = 0; i < l->n; i++)
		f->n += l->item[i].n;
	if (l->n)
		f->value = median_of_corrected(l);
	else
		f->note = "no output had correction minutes";
}

/* ---- all of it ------------------------------------------------------ */

/* A workflow's list of corrected outputs; the total's is made of them when
 * all workflows are written. */
static void write_one(void *ctx, const struct scope *scope,
		      struct cell_key key, const void *cell)
{
	struct rework *w = ctx;
	const struct corrected_list *l = cells_find(&w->corrected, key);
	struct place at = { w->run, scope, w->run->periods.item[key.period] };

	write_cell(&at, key.cut, cell);
	if (key.cut == CUT_WORKFLOW)
		write_median(&at, l ? l : &(struct corrected_list){ 0 });
}

static void write_total_medians(struct rework *w)
{
	const struct metrics_run *run = w->run;
	const struct scope all = { { NULL } };

	rework_total_corrected(w);
	for (uint32_t p = 0; p < run->periods.n; p++)
		write_median(&(struct place){ run, &all,
					      run->periods.item[p] },
			     cells_at(&w->corrected, (struct cell_key){
					      CUT_TOTAL, p, 0, 0 }));
}

void rework_write(struct rework *w)
{
	rework_add_wholes(w);
	cuts_walk(w->run, &w->cells, &(struct rework_cell){ 0 }, write_one,
		  w);
	write_total_medians(w);
}
