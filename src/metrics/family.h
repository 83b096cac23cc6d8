/*
 * metrics/family.h - what metrics_compute() hands each family, and what the
 * families hand back. (private to metrics/)
 *
 * A family is made with the run, sees every output once, and then writes its
 * figures. hours.c adds up minutes and their value; roi_figures.c turns its
 * totals and the costs into money.
 */
#ifndef TUNEUP_METRICS_FAMILY_H
#define TUNEUP_METRICS_FAMILY_H

#include "base/strbuf.h"
#include "config/config.h"
#include "metrics/accumulate.h"
#include "metrics/consistency.h"
#include "metrics/figure.h"
#include "metrics/metrics.h"
#include "metrics/output.h"
#include "store/facts.h"

extern const struct metric metric_rework, metric_usable, metric_light,
	metric_unknown, metric_outputs, metric_correction_minutes,
	metric_correction_median, metric_coverage, metric_consistency,
	metric_consistency_unrated, metric_usable_change;
extern const struct metric metric_manual_hours, metric_gross_hours,
	metric_net_hours,
	metric_correction_hours, metric_review_hours, metric_loop_hours,
	metric_fix_to_save;
extern const struct metric metric_time_hours;
extern const struct metric metric_sends, metric_delivered,
	metric_impressions, metric_opens, metric_clicks, metric_conversions,
	metric_unsubscribes, metric_media_cost, metric_revenue,
	metric_open_rate, metric_click_rate, metric_ctr,
	metric_conversion_rate, metric_unsubscribe_rate,
	metric_cost_per_conversion;
extern const struct metric metric_manual_share, metric_friction,
	metric_reformat_minutes, metric_mismatch_rate, metric_waiting_median,
	metric_waiting_p90, metric_ping_pong, metric_manual_steps,
	metric_manual_steps_before, metric_handoffs, metric_handoff_failures,
	metric_handoff_retries;
extern const struct metric metric_latency_compliance, metric_latency_p50,
	metric_latency_p95, metric_latency_worst, metric_latency_missing,
	metric_clock_skew;
extern const struct metric metric_escape_rate, metric_escapes_per_100,
	metric_checkpoint_effectiveness, metric_defect_distance,
	metric_lateness_hours, metric_defects, metric_unknown_origin,
	metric_misordered_defects;
extern const struct metric metric_input_quality, metric_input_completeness,
	metric_input_validity, metric_input_uniqueness,
	metric_input_freshness, metric_input_consistency,
	metric_input_field_ok, metric_input_records,
	metric_rework_incomplete, metric_rework_complete,
	metric_rework_by_input, metric_brief_coverage;
extern const struct metric metric_downstream_errors;
extern const struct metric metric_checkpoint_gaps, metric_gap_defects,
	metric_gap_hours, metric_late_reviews, metric_late_review_minutes,
	metric_threshold_leaks, metric_message_altered,
	metric_altered_messages;
extern const struct metric metric_data_age, metric_input_present,
	metric_output_produced, metric_publish_integration;
extern const struct metric metric_rollouts, metric_rollout_median,
	metric_rollout_p90, metric_rollout_in_time;
extern const struct metric metric_tuning_sessions, metric_tuning_missed,
	metric_session_minutes, metric_session_planned, metric_tuning_hours,
	metric_days_since_tuning, metric_audits, metric_audit_minutes,
	metric_audit_planned, metric_corrective_hours, metric_daily_review,
	metric_pulse, metric_practice_hours,
	metric_practice_mean;
extern const struct metric metric_lead_median, metric_lead_p90,
	metric_productivity;
extern const struct metric metric_step_minutes, metric_step_median,
	metric_chain_minutes;
extern const struct metric metric_refinement_hours, metric_tool_cost,
	metric_cost, metric_benefit, metric_net_benefit,
	metric_net_benefit_half, metric_roi, metric_roi_half,
	metric_payback, metric_payback_actual, metric_npv,
	metric_hourly_rate, metric_break_even_rate, metric_break_even_hours,
	metric_break_even_rework, metric_refinement_benefit,
	metric_refinement_roi, metric_paid_out, metric_own_time,
	metric_cash_back, metric_benefit_to_date, metric_cost_to_date;

extern const struct metric metric_sample_members, metric_sample_required,
	metric_sample_plain, metric_sample_compliance, metric_sample_bad,
	metric_sample_bad_bound, metric_sample_cannot_judge,
	metric_sample_not_drawn, metric_sample_unmatched, metric_targeting_accuracy,
	metric_targeting_change, metric_reviewer_agreement,
	metric_cohen_kappa, metric_verdict_alpha, metric_rating_alpha;
extern const struct metric metric_tracking_completeness;

#define COST_COLUMNS "costs.amount, costs.kind, costs.hours, time.minutes"

struct metrics_run {
	const struct config *config;
	/* From the first day in the store to as_of. */
	const struct facts *corrections, *time, *costs, *campaigns,
		*handoffs, *inputs, *members, *verdicts, *sessions, *events,
		*pulse, *series;
	/* Of the periods only. Read last: its dim[] knows every id. */
	const struct facts *outputs;
	struct periods periods;
	/* The cuts that families sum from outputs, one by one: those without
	 * parts, or the one that was asked for. */
	unsigned cuts[CUTS];
	size_t n_cuts;
	unsigned asked;		/* CUTS: none, all of METRICS §0 */
	struct periods weeks;	/* every week since the first fact; empty
				 * where they are too many */
	enum period_kind kind;
	int32_t as_of;
	struct figures *out;
	struct score_detail *score; /* wanted, or NULL */
	struct brief_list *briefs;	/* likewise */
	struct new_friction *new_friction; /* likewise */
	struct case_list *cases;	/* likewise */
	struct defect_list *defects;	/* likewise */
	struct cost_list *cost_list;	/* likewise */
	struct money_line *money_line;	/* likewise */
};

/* A fresh figure of the run: partial is set. */
struct figure *run_figure(const struct metrics_run *run,
			  const struct metric *metric,
			  const struct scope *scope, struct period period);
/* A share of n > 0 and its Wilson interval; f->x and f->n too. */
void run_share(const struct metrics_run *run, struct figure *f, int64_t x,
	       int64_t n);
/* Notes that count: "2 never arrived; 3 with a date only". Nothing is added
 * for 0. note_done() hands the text out and releases the buffer. */
void note_count(struct strbuf *note, int64_t n, const char *what);
const char *note_done(const struct metrics_run *run, struct strbuf *note);
/* Is it the figure that run->score asks to take apart? */
bool run_wants(const struct metrics_run *run, const struct figure *f);

/* ---- walk.c ----------------------------------------------------------- */

/* Add the cells of a family to the cuts of the table that are added up from
 * theirs (cut_parts). Once, when all outputs were seen. */
void cuts_add_up(struct cells *cells,
		 void (*add)(void *to, const void *part));
/*
 * Hand every cell to `write`. The total and every documented workflow are
 * among them for each period, also of a gap; `none` (zeroed sums) stands for
 * a workflow that no fact names, whose key is in no table.
 */
typedef void (*cell_fn)(void *ctx, const struct scope *scope,
			struct cell_key key, const void *cell);
void cuts_walk(const struct metrics_run *run, struct cells *cells,
	       const void *none, cell_fn write, void *ctx);

/* ---- rework.c and rework_figures.c ---------------------------------- */

struct rework;
struct rework *rework_new(const struct metrics_run *run);
void rework_add(struct rework *w, const struct output *o);
void rework_write(struct rework *w);
void rework_free(struct rework *w);		/* NULL is fine */

/* ---- prompts.c ------------------------------------------------------ */

struct prompts;
struct prompts *prompts_new(const struct metrics_run *run);
void prompts_add(struct prompts *v, const struct output *o);
void prompts_write(struct prompts *v);
void prompts_free(struct prompts *v);		/* NULL is fine */

/* ---- hours.c -------------------------------------------------------- */

/* Minutes of a scope and period, in ms times outputs. */
struct hours_sum {
	int64_t outputs;	/* first outputs (no repeat or redo) */
	int64_t measured;	/* of these, with B and A: they have gross */
	int64_t no_baseline;	/* B missing */
	int64_t no_work;	/* B known, A missing */
	int64_t correction_blank, review_blank;	/* C or V missing: 0 */
	/* how many had each measure; 0 = it was never measured */
	int64_t corrections, reviews, loops;
	__int128 manual;	/* B of those that have gross */
	__int128 gross, correction, review, loop;
	__int128 value;		/* net, times the step's rate in millionths */
	/* dearest and cheapest rate in it, millionths; both 0: nothing is */
	int64_t rate_min, rate_max;
	/* Outputs of known class with B and A, for the break-even rework:
	 * [1] = reworked. cost = C + V + L. */
	int64_t class_n[2];
	__int128 class_cost[2], class_gross;
	/* minutes_from: time. Becomes gross when both sides are there. */
	bool by_time;
	int64_t time_outputs, time_entries;
	__int128 time_baseline, time_baseline_value, time_work,
		time_work_value;
};

struct hours;
struct hours *hours_new(const struct metrics_run *run);
void hours_add(struct hours *h, const struct output *o);
/* Writes gross, net, ... of all scopes; totals[i] for period i is kept for
 * roi_write(). */
void hours_write(struct hours *h);
struct hours_total {
	struct hours_sum sum;
	double gross, net;	/* hours, NAN = not measured */
	double net_low, net_high; /* 80 % interval, NAN = none */
};
const struct hours_total *hours_total(const struct hours *h, size_t period);
/* The total's sums of week i of run->weeks, after hours_write(). */
const struct hours_sum *hours_week(const struct hours *h, size_t i);
/* Do the minutes of that workflow come from the time sheet? */
bool hours_by_time(const struct hours *h, int64_t workflow);
/* ... that workflow, by its id? */
bool hours_by_time_of(const struct hours *h, const char *workflow);
/* Work, correction or review: minutes of outputs. */
bool hours_is_pass(int64_t activity);
void hours_free(struct hours *h);		/* NULL is fine */

/* ---- campaign.c and campaign_figures.c ------------------------------ */

/* All figures of campaigns. */
void campaigns_write(const struct metrics_run *run);
/* Those of one scope and period. */
struct campaign_cell;
void campaign_write(const struct metrics_run *run, struct cell_key key,
		    const struct campaign_cell *c);

/* ---- handoff.c and latency.c ---------------------------------------- */

struct handoffs;
struct handoffs *handoffs_new(const struct metrics_run *run);
void handoffs_add(struct handoffs *h, const struct output *o, bool by_time);
void handoffs_write(struct handoffs *h, const struct hours *hours);
void handoffs_free(struct handoffs *h);		/* NULL is fine */
/* How fast the components of the stack were. */
void latency_write(const struct metrics_run *run);

/* ---- escape.c and escape_figures.c ---------------------------------- */

struct escapes;
struct escapes *escapes_new(const struct metrics_run *run);
void escapes_add(struct escapes *e, const struct output *o);
void escapes_write(struct escapes *e);
void escapes_free(struct escapes *e);		/* NULL is fine */
/* Those of one scope and period; of a checkpoint, whose key has the number of
 * its step; of a cell of the matrix, whose key has origin + 1 as its cut. */
struct escape_cell;
struct escape_seen;
struct checkpoint_cell;
void escape_write(const struct metrics_run *run, struct cell_key key,
		  const struct escape_cell *c, struct escape_seen seen);
void checkpoint_write(const struct metrics_run *run, struct cell_key key,
		      const struct checkpoint_cell *c);
void edge_write(const struct metrics_run *run, struct cell_key key,
		int64_t n);

/* ---- input.c, input_figures.c and briefs.c -------------------------- */

struct inputs;
struct inputs *inputs_new(const struct metrics_run *run);
void inputs_add(struct inputs *in, const struct output *o);
void inputs_write(struct inputs *in);
void inputs_free(struct inputs *in);		/* NULL is fine */

/* ---- sample.c, sample_figures.c and sample_agreement.c ---------------- */

void samples_write(const struct metrics_run *run);
/* ---- gap.c, leak.c, late_review.c, altered.c, cycles.c, publish.c ------ */

struct gaps;
struct gaps *gaps_new(const struct metrics_run *run);
void gaps_add(struct gaps *g, const struct output *o);
void gaps_write(struct gaps *g);
void gaps_free(struct gaps *g);			/* NULL is fine */
struct leaks;
struct leaks *leaks_new(const struct metrics_run *run);
void leaks_add(struct leaks *l, const struct output *o);
void leaks_write(struct leaks *l);
void leaks_free(struct leaks *l);		/* NULL is fine */
void late_reviews_write(const struct metrics_run *run);
void altered_write(const struct metrics_run *run);
/* Table 2: does the feedback loop turn? */
void cycles_write(const struct metrics_run *run);
void publish_write(const struct metrics_run *run);

/* ---- rollout.c ------------------------------------------------------ */

struct rollouts;
struct rollouts *rollouts_new(const struct metrics_run *run);
void rollouts_add(struct rollouts *w, const struct output *o, bool by_time);
void rollouts_write(struct rollouts *w, const struct hours *hours);
void rollouts_free(struct rollouts *w); /* NULL is fine */

/* ---- steps.c -------------------------------------------------------- */

struct steps;
struct steps *steps_new(const struct metrics_run *run);
void steps_add(struct steps *s, const struct output *o, bool by_time);
void steps_write(struct steps *s);
void steps_free(struct steps *s);		/* NULL is fine */

/* ---- items.c -------------------------------------------------------- */

struct items;
struct items *items_new(const struct metrics_run *run);
void items_add(struct items *w, const struct output *o, bool by_time);
void items_write(struct items *w);
void items_free(struct items *w);		/* NULL is fine */

/* ---- session.c and pulse.c ------------------------------------------ */

void sessions_write(const struct metrics_run *run, const struct hours *hours);
void pulse_write(const struct metrics_run *run);
void practice_write(const struct metrics_run *run);	/* practice.c */

/* ---- outputs_list.c ------------------------------------------------- */

struct list;
/* out NULL: nothing is kept. */
struct list *list_new(struct output_list *out, const struct facts *facts);
void list_add(struct list *l, const struct output *o);
void list_write(struct list *l);
void list_free(struct list *l);			/* NULL is fine */

/* ---- new_friction.c ------------------------------------------------- */

/* Nothing when out is NULL. */
void new_friction_write(const struct metrics_run *run,
			struct new_friction *out);

/* ---- refinement.c ---------------------------------------------------- */

struct refinement;
struct refinement *refinement_new(const struct metrics_run *run);
void refinement_add(struct refinement *w, const struct output *o,
		    bool by_time);
/* What correction of one period would have cost more at the minutes of the
 * baseline weeks; NAN when it cannot be said, note says why. */
struct refinement_answer {
	double benefit;
	const char *note;
};
struct refinement_answer refinement_of(struct refinement *w, size_t period);
void refinement_free(struct refinement *w);	/* NULL is fine */

/* ---- roi_figures.c -------------------------------------------------- */

void roi_write(const struct metrics_run *run, const struct hours *hours,
	       struct refinement *refinement);

/* ---- role_hours.c --------------------------------------------------- */

void time_hours_write(const struct metrics_run *run);

/* ---- coarse.c --------------------------------------------------------- */

/* Of the figures from `from` on, those of metrics that need the value of
 * every event have none where a row of a source that was grouped without
 * them (`grouped_sources`) counts in their scope and period. */
void coarse_take_out(const struct metrics_run *run, size_t from);

/* ---- frozen.c --------------------------------------------------------- */

/* Of the figures from `from` on, those of metrics that need identity and of
 * periods that began in days that are condensed now: what was frozen then
 * takes their place. */
int frozen_put_back(const struct metrics_run *run, struct store *store,
		    size_t from, struct err *err);

#endif
