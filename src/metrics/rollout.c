#include "metrics/rollout.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/stats.h"
#include "metrics/weighted.h"

#define NO_CAMPAIGN "no reviewed output names a campaign"
#define ROLLOUT_COLUMNS                                                        \
	"corrections.campaign, corrections.work_minutes, "                     \
	"corrections.correction_minutes, corrections.review_minutes, "         \
	"time.campaign, time.minutes"
#define ROLLOUT_EDGE                                                           \
	"Dated by the last output; closed after 14 days without another, "     \
	"until then not counted. A rollout with a first pass that has no "     \
	"work "                                                                \
	"minutes is not measured."

const struct metric metric_rollouts = {
	.id = "rollouts", .title = "Rollouts closed", .unit = UNIT_COUNT,
	.direction = 0, .scopes = AT_TOTAL, .section = "0",
	.requirement = "R15",
	.formula = "Campaigns whose last output lies in the period and that "
		"have been quiet since.",
	.columns = ROLLOUT_COLUMNS,
	.edges = ROLLOUT_EDGE,
	.source = "",
	.fills_later = true
};

const struct metric metric_rollout_median = {
	.id = "rollout_median", .title = "Median hours of a rollout",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1, .scopes = AT_TOTAL,
	.section = "0", .requirement = "R15",
	.formula = "Median of the human hours of the closed rollouts: work, "
		"correction, review and later passes of all outputs of the "
		"campaign.",
	.columns = ROLLOUT_COLUMNS,
	.edges = ROLLOUT_EDGE,
	.source = "Hyndman & Fan 1996, type 7",
	.fills_later = true
};

const struct metric metric_rollout_p90 = {
	.id = "rollout_p90", .title = "Hours of a rollout, slowest tenth",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1, .scopes = AT_TOTAL,
	.section = "0", .requirement = "R15",
	.formula = "Human hours within which 90 % of the closed rollouts "
		"were done.",
	.columns = ROLLOUT_COLUMNS,
	.edges = ROLLOUT_EDGE,
	.source = "Hyndman & Fan 1996, type 7",
	.fills_later = true
};

const struct metric metric_rollout_in_time = {
	.id = "rollout_in_time", .title = "Rollouts within the target",
	.unit = UNIT_RATE, .digits = 1, .direction = 1, .scopes = AT_TOTAL,
	.section = "0", .requirement = "R15",
	.formula = "Closed rollouts of at most 3 human hours "
		"(rollout_target) divided by all closed rollouts.",
	.columns = ROLLOUT_COLUMNS,
	.edges = ROLLOUT_EDGE " Exactly 3 hours are within.",
	.source = "Wilson 1927, 95 % interval",
	.fills_later = true
};

struct rollouts {
	const struct metrics_run *run;
	struct cells cells; /* of struct rollout, a = campaign */
};

struct rollouts *rollouts_new(const struct metrics_run *run)
{
	struct rollouts *w = xcalloc(1, sizeof *w);

	w->run = run;
	cells_init(&w->cells, sizeof(struct rollout));
	return w;
}

void rollouts_free(struct rollouts *w)
{
	if (!w)
		return;
	cells_release(&w->cells);
	free(w);
}

/* ---- sums ------------------------------------------------------------- */

static struct cell_key key_of(int64_t campaign)
{
	return (struct cell_key){.a = (uint32_t)campaign};
}

static int64_t minutes_of(const struct output *o)
{
	const int64_t part[] = {o->work, o->first_correction, o->first_review,
				o->loops};
	int64_t ms = 0;

	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		ms += part[i] == FACT_NULL ? 0 : part[i];
	return ms;
}

void rollouts_add(struct rollouts *w, const struct output *o, bool by_time)
{
	bool listed = !o->documented || !o->documented->lists_corrected;
	struct rollout *r;

	if (!o->campaign)
		return;
	r = cells_at(&w->cells, key_of(o->campaign));
	if (!r->outputs || o->day > r->last)
		r->last = o->day;
	r->outputs += o->n;
	if (by_time)
		r->by_time += o->n;
	else if (!listed || (o->again == AGAIN_NO && o->work == FACT_NULL))
		r->blank += o->n;
	else
		r->ms += (__int128)minutes_of(o) * o->n;
}

static void add_entry(struct rollouts *w, const struct hours *hours,
		      const struct fact_day *day, size_t row)
{
	const struct facts *f = w->run->time;
	int64_t ms = fact_i64(day, TIM_MINUTES, row);
	struct rollout *r;

	if (ms == FACT_NULL || !fact_i64(day, TIM_CAMPAIGN, row) ||
	    !hours_is_pass(fact_i64(day, TIM_ACTIVITY, row)) ||
	    !hours_by_time_of(hours, fact_dim(f, day, TIM_WORKFLOW, row)))
		return;
	r = cells_find(&w->cells, key_of(fact_i64(day, TIM_CAMPAIGN, row)));
	if (!r)
		return;
	r->entries++;
	r->ms += ms;
}

/* Adds the time sheet's minutes: after the last output, before asking. */
static void settle(struct rollouts *w, const struct hours *hours)
{
	const struct facts *f = w->run->time;

	for (size_t d = 0; d < f->n_days; d++)
		for (size_t r = 0; r < f->days[d].n; r++)
			add_entry(w, hours, &f->days[d], r);
}

/* Has it all its minutes? */
static bool is_measured(const struct rollout *r)
{
	return !r->blank && (!r->by_time || r->entries);
}

bool rollout_is_closed(const struct rollout *r, const struct config *config,
		       int32_t as_of)
{
	return as_of - r->last >= config->limits.rollout_quiet;
}

static double hours_of(const struct rollout *r)
{
	return (double)r->ms / MS_PER_HOUR;
}

/* ---- figures ---------------------------------------------------------- */

struct rollout_cell {
	int64_t closed, open, blank, in_time;
	struct weighted hours;
};

static void count(const struct rollouts *w, struct rollout_cell *c,
		  const struct rollout *r)
{
	if (!rollout_is_closed(r, w->run->config, w->run->as_of)) {
		c->open++;
		return;
	}
	c->closed++;
	if (!is_measured(r)) {
		c->blank++;
		return;
	}
	weighted_add(&c->hours, hours_of(r), 1);
	c->in_time += hours_of(r) <= w->run->config->limits.rollout_target.high;
}

static const char *note_of(const struct rollouts *w,
			   const struct rollout_cell *c)
{
	struct strbuf s = STRBUF_INIT;
	const char *note;

	if (!w->cells.n)
		return NO_CAMPAIGN;
	if (!weighted_count(&c->hours))
		strbuf_puts(&s, c->closed ? "no closed rollout has all its "
					    "minutes"
					  : "no rollout was closed");
	if (c->blank)
		strbuf_printf(&s,
			      "%s%" PRId64 " without all work minutes "
			      "left out",
			      s.len ? "; " : "", c->blank);
	if (c->open)
		strbuf_printf(&s, "%s%" PRId64 " not closed yet",
			      s.len ? "; " : "", c->open);
	note = arena_strdup(&w->run->out->arena, s.len ? s.s : "");
	strbuf_release(&s);
	return note;
}

static struct figure *rollout_figure(const struct rollouts *w,
				     const struct metric *metric,
				     struct period period, const char *note)
{
	const struct scope all = {{NULL}};
	struct figure *f = run_figure(w->run, metric, &all, period);
	int32_t quiet = w->run->config->limits.rollout_quiet;

	f->note = note;
	f->immature = w->run->as_of - period.last < quiet;
	return f;
}

static void write_share(const struct rollouts *w, struct figure *f,
			const struct rollout_cell *c)
{
	double z = z_for(w->run->config->limits.confidence_rates);
	int64_t n = weighted_count(&c->hours);
	struct interval range;

	f->n = n;
	f->x = c->in_time;
	if (!n)
		return;
	range = wilson((double)c->in_time, (double)n, z);
	f->value = (double)c->in_time / (double)n;
	f->low = range.low;
	f->high = range.high;
}

static void write_period(const struct rollouts *w, struct period period,
			 struct rollout_cell *c)
{
	const char *note = note_of(w, c);
	struct weighted *h = &c->hours;
	struct figure *f;

	f = rollout_figure(w, &metric_rollouts, period,
			   w->cells.n && weighted_count(h) ? "" : note);
	if (w->cells.n)
		f->value = (double)c->closed;
	f = rollout_figure(w, &metric_rollout_median, period, note);
	f->n = weighted_count(h);
	if (h->len)
		f->value = weighted_quantile(h->value, h->n, h->len, 0.5);
	f = rollout_figure(w, &metric_rollout_p90, period, note);
	f->n = weighted_count(h);
	if (h->len)
		f->value = weighted_quantile(h->value, h->n, h->len, 0.9);
	write_share(w, rollout_figure(w, &metric_rollout_in_time, period, note),
		    c);
}

void rollouts_write(struct rollouts *w, const struct hours *hours)
{
	const struct periods *p = &w->run->periods;
	struct rollout_cell *cell = xcalloc(p->n + 1, sizeof *cell);

	settle(w, hours);
	for (size_t i = 0; i < w->cells.n; i++) {
		const struct rollout *r = cells_item(&w->cells, i);
		int at = periods_find(p, r->last);

		if (at >= 0)
			count(w, &cell[at], r);
	}
	for (size_t i = 0; i < p->n; i++) {
		write_period(w, p->item[i], &cell[i]);
		weighted_release(&cell[i].hours);
	}
	free(cell);
}
