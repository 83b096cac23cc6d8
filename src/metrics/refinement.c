/*
 * metrics/refinement.c - what refinement brought: METRICS §8, R42.
 *
 * Automation is measured against work by hand, refinement against the same
 * work with AI in the baseline weeks; the two are never added. Outputs are
 * compared with their own kind (workflow x step x item type), at the mix of
 * the period: more of what was always easy is no improvement.
 *
 * Correction minutes of an output are those of the mean correction minutes
 * (§2): over all its reviews, 0 where it was usable and none were recorded.
 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/family.h"

const struct metric metric_refinement_benefit = {
	.id = "refinement_benefit", .title = "Benefit of refinement",
	.unit = UNIT_MONEY, .digits = 2, .direction = 1, .scopes = AT_TOTAL,
	.section = "8", .requirement = "R42",
	.formula = "Correction minutes an output in the baseline weeks less "
		"those now, times the outputs now, at the step's hourly "
		"rate; summed over every workflow, step and item type.",
	.columns = "corrections.correction_minutes, corrections.outcome, "
		"corrections.item_type, workflows.owner_role, roles.rate",
	.edges = "Against before refinement, never added to the benefit "
		"against work by hand. Usable without minutes counts 0. What "
		"was not there in the baseline weeks, is still in them, is "
		"listed only when corrected or has its minutes in the time "
		"sheet is left out and counted. May be negative.",
	.source = ""
};

const struct metric metric_refinement_roi = {
	.id = "refinement_roi", .title = "ROI of refinement",
	.unit = UNIT_PERCENT, .digits = 1, .direction = 1,
	.scopes = AT_TOTAL, .section = "8", .requirement = "R42",
	.formula = "Benefit of refinement less refinement cost, divided by "
		"refinement cost: hours at their rates and amounts.",
	.columns = COST_COLUMNS ", corrections.correction_minutes",
	.edges = "Tools are left out: they are paid with or without "
		"refinement. The cost is that of the period, the benefit that "
		"of all refinement since the baseline weeks. Never added to "
		"ROI.",
	.source = ""
};

/* One kind of output: workflow x step x item type. */
struct kind {
	uint32_t number;	/* + 1; 0 = just made */
	int64_t workflow, rate;
	bool compared;
	__int128 base_ms;	/* correction in the baseline weeks */
	int64_t base_n;
};

/* Outputs of a kind with known minutes in one week or period. */
struct known { __int128 ms; int64_t n; };

/* What a period's kinds come to. */
struct sum {
	double money;
	int64_t compared, fresh, early, unlisted;
};

struct refinement {
	const struct metrics_run *run;
	struct cells kinds;	/* keyed by the three dimensions */
	struct kind **kind;	/* by number */
	size_t n_kinds, cap_kinds;
	struct cells weekly, now; /* struct known; a = kind, by period */
	size_t n_workflows;	/* dimension ids of them: an upper bound */
	int32_t *first_week;	/* by workflow: Monday of its first complete
				 * week with outputs; DAY_NONE = none yet */
	struct baseline_segment *baseline; /* by workflow; `last` is DAY_NONE
					    * where it has none */
	struct sum *sum;	/* by period; NULL before refinement_of() */
};

struct refinement *refinement_new(const struct metrics_run *run)
{
	struct refinement *w = xcalloc(1, sizeof *w);

	w->run = run;
	w->n_workflows = run->corrections->n_dim + 1;
	w->first_week = xcalloc(w->n_workflows, sizeof *w->first_week);
	w->baseline = xcalloc(w->n_workflows, sizeof *w->baseline);
	for (size_t i = 0; i < w->n_workflows; i++)
		w->first_week[i] = DAY_NONE;
	cells_init(&w->kinds, sizeof(struct kind));
	cells_init(&w->weekly, sizeof(struct known));
	cells_init(&w->now, sizeof(struct known));
	return w;
}

void refinement_free(struct refinement *w)
{
	if (!w)
		return;
	cells_release(&w->kinds);
	cells_release(&w->weekly);
	cells_release(&w->now);
	free(w->kind);
	free(w->first_week);
	free(w->baseline);
	free(w->sum);
	free(w);
}

static struct kind *kind_of(struct refinement *w, const struct output *o)
{
	struct kind *k = cells_at(&w->kinds, (struct cell_key){
		(uint32_t)o->workflow, 0, (uint32_t)o->step,
		(uint32_t)o->item_type });

	if (k->number)
		return k;
	vec_reserve(&w->kind, w->n_kinds, &w->cap_kinds);
	w->kind[w->n_kinds++] = k;
	k->number = (uint32_t)w->n_kinds;
	k->workflow = o->workflow;
	k->rate = o->rate;
	return k;
}

static void known_add(struct cells *cells, int period, const struct kind *k,
		      const struct output *o)
{
	struct known *sum;

	if (period < 0)
		return;
	sum = cells_at(cells, (struct cell_key){ 0, (uint32_t)period,
						 k->number - 1, 0 });
	sum->n += o->n;
	if (o->correction != FACT_NULL)
		sum->ms += (__int128)o->correction * o->n;
}

void refinement_add(struct refinement *w, const struct output *o, bool by_time)
{
	const struct metrics_run *run = w->run;
	struct period week = period_of(PERIOD_WEEK, o->day, 1);
	int32_t *first = &w->first_week[o->workflow];
	struct kind *k;

	if (week.first >= run->out->data_from && week.last <= run->as_of &&
	    (*first == DAY_NONE || week.first < *first))
		*first = week.first;
	if (o->correction == FACT_NULL && o->outcome != OUTCOME_USABLE)
		return;
	k = kind_of(w, o);
	k->compared = !by_time &&
		      !(o->documented && o->documented->lists_corrected);
	known_add(&w->weekly, periods_find(&run->weeks, o->day), k, o);
	known_add(&w->now, periods_find(&run->periods, o->day), k, o);
}

/* ---- before and now --------------------------------------------------- */

/* The first segment's weeks: what the team had before it refined anything. */
static void find_baselines(struct refinement *w)
{
	const struct baselines *b = &w->run->out->baselines;
	struct arena a = { 0 };

	for (size_t i = 0; i < w->n_workflows; i++) {
		struct baseline_segment *segment;

		w->baseline[i].last = DAY_NONE;
		if (w->first_week[i] != DAY_NONE &&
		    baseline_segments(&segment, b, w->run->corrections->dim[i],
				      w->first_week[i], &a))
			w->baseline[i] = segment[0];
	}
	arena_release(&a);
}

static void sum_baseline(struct refinement *w)
{
	for (size_t i = 0; i < w->weekly.n; i++) {
		struct cell_key key = cells_key(&w->weekly, i);
		const struct known *known = cells_item(&w->weekly, i);
		struct kind *k = w->kind[key.a];
		const struct baseline_segment *s = &w->baseline[k->workflow];
		struct period week = w->run->weeks.item[key.period];

		if (s->last == DAY_NONE || week.first < s->first ||
		    week.last > s->last)
			continue;
		k->base_ms += known->ms;
		k->base_n += known->n;
	}
}

/* Does the period touch the workflow's baseline weeks, or come before? */
static bool is_early(const struct refinement *w, const struct kind *k,
		     struct period period)
{
	int32_t last = w->baseline[k->workflow].last;

	return last == DAY_NONE || period.first <= last;
}

/* What one kind saved in a period. */
struct saved { uint32_t period; double money; };

/* Sums of doubles depend on their order, and that of the kinds on the order
 * of import: the amounts themselves give one that is always the same. */
static int by_amount(const void *a, const void *b)
{
	const struct saved *x = a, *y = b;

	return (x->money > y->money) - (x->money < y->money);
}

/* (C0 - C1) x n1 = (base_ms x n1 - ms x base_n) / base_n, exactly 0 where
 * nothing changed; 0 for what is not compared. */
static double known_saved(struct refinement *w, struct cell_key key,
			  const struct known *known)
{
	const struct kind *k = w->kind[key.a];
	struct sum *sum = &w->sum[key.period];

	if (!k->compared) {
		sum->unlisted++;
	} else if (is_early(w, k, w->run->periods.item[key.period])) {
		sum->early++;
	} else if (k->base_n == 0) {
		sum->fresh++;
	} else {
		sum->compared++;
		return (double)(k->base_ms * known->n -
				known->ms * k->base_n) /
		       (double)k->base_n / MS_PER_HOUR *
		       ((double)k->rate / MONEY_SCALE);
	}
	return 0;
}

static void sum_all(struct refinement *w)
{
	struct saved *saved = xcalloc(w->now.n + 1, sizeof *saved);

	w->sum = xcalloc(w->run->periods.n + 1, sizeof *w->sum);
	find_baselines(w);
	sum_baseline(w);
	for (size_t i = 0; i < w->now.n; i++) {
		struct cell_key key = cells_key(&w->now, i);

		saved[i] = (struct saved){
			key.period,
			known_saved(w, key, cells_item(&w->now, i))
		};
	}
	qsort(saved, w->now.n, sizeof *saved, by_amount);
	for (size_t i = 0; i < w->now.n; i++)
		w->sum[saved[i].period].money += saved[i].money;
	free(saved);
}

static void note_add(struct strbuf *note, int64_t n, const char *text)
{
	if (n > 0)
		strbuf_printf(note, "%s%" PRId64 " kind%s of output %s",
			      note->len ? "; " : "", n, n == 1 ? "" : "s",
			      text);
}

static const char *left_out(struct arena *a, const struct sum *sum)
{
	struct strbuf note = STRBUF_INIT;
	const char *kept;

	note_add(&note, sum->fresh, "left out: not there in the baseline "
				    "weeks");
	note_add(&note, sum->early, "left out: still in the baseline weeks");
	note_add(&note, sum->unlisted, "left out: listed only when corrected, "
				       "or timed by the time sheet");
	kept = arena_strdup(a, note.s);
	strbuf_release(&note);
	return kept;
}

static const char *no_answer(const struct sum *sum)
{
	if (sum->early > 0)
		return "the period lies in the baseline weeks";
	if (sum->fresh > 0)
		return "nothing of this was there in the baseline weeks";
	if (sum->unlisted > 0)
		return "outputs are listed only when corrected, or their "
		       "minutes come from the time sheet";
	return "no output had known correction minutes";
}

struct refinement_answer refinement_of(struct refinement *w, size_t period)
{
	const struct sum *sum;

	if (!w->sum)
		sum_all(w);
	sum = &w->sum[period];
	if (sum->compared == 0)
		return (struct refinement_answer){ NAN, no_answer(sum) };
	return (struct refinement_answer){
		sum->money, left_out(&w->run->out->arena, sum)
	};
}
