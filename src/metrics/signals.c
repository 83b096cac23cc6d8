/*
 * metrics/signals.c - series from figures, the calendar, and the ranking.
 */
#include "metrics/signals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "store/facts.h"

/* The metrics whose weekly figures are tested. */
static const struct signal_metric {
	const char *metric;
	const char *events; /* metric that counts the events behind it;
			     * NULL: its own n, or nobody */
	enum {
		STAKE_NONE,
		STAKE_HOURS,
		STAKE_MINUTES,
		STAKE_PER_OUTPUT,
		STAKE_REWORK,
		STAKE_MONEY
	} stake;
} signal_metric[] = {
	{"net_hours", "outputs", STAKE_HOURS},
	{"rework", NULL, STAKE_REWORK},
	{"usable", NULL, STAKE_NONE},
	{"outputs", NULL, STAKE_NONE},
	{"coverage", NULL, STAKE_NONE},
	{"correction_minutes", "outputs", STAKE_PER_OUTPUT},
	{"consistency", "outputs", STAKE_NONE},
	{"correction_hours", "outputs", STAKE_HOURS},
	{"review_hours", "outputs", STAKE_HOURS},
	{"loop_hours", "outputs", STAKE_HOURS},
	{"defects", NULL, STAKE_NONE},
	{"manual_share", NULL, STAKE_NONE},
	{"mismatch_rate", NULL, STAKE_NONE},
	{"reformat_minutes", "handoffs", STAKE_MINUTES},
	{"waiting_median", "handoffs", STAKE_NONE},
	{"handoffs", NULL, STAKE_NONE},
	{"latency_compliance", NULL, STAKE_NONE},
	{"sends", NULL, STAKE_NONE},
	{"delivered", NULL, STAKE_NONE},
	{"impressions", NULL, STAKE_NONE},
	{"clicks", NULL, STAKE_NONE},
	{"conversions", NULL, STAKE_NONE},
	{"media_cost", "clicks", STAKE_MONEY},
	{"revenue", "conversions", STAKE_MONEY},
	{"open_rate", NULL, STAKE_NONE},
	{"click_rate", NULL, STAKE_NONE},
	{"ctr", NULL, STAKE_NONE},
	{"conversion_rate", NULL, STAKE_NONE},
	{"unsubscribe_rate", NULL, STAKE_NONE},
	{0}};

static struct anomaly_rule rule_of(const struct config_thresholds *l)
{
	return (struct anomaly_rule){
		l->spike_size,	  l->spike_points, l->spike_z, l->spike_events,
		l->history_weeks, l->history_min,  l->shift_z, l->shift_size};
}

static const struct signal_metric *signal_metric_of(const struct metric *m)
{
	for (size_t i = 0; m && signal_metric[i].metric; i++)
		if (strcmp(signal_metric[i].metric, m->id) == 0)
			return &signal_metric[i];
	return NULL;
}

static enum anomaly_unit unit_of(const struct metric *m)
{
	switch (m->unit) {
	case UNIT_RATE: return ANOMALY_RATE;
	case UNIT_COUNT: return ANOMALY_COUNT;
	case UNIT_MONEY: return ANOMALY_MONEY;
	case UNIT_SCORE: return ANOMALY_SCORE;
	default: return ANOMALY_MINUTES;
	}
}

/* All work, one workflow, or one campaign and channel; reviews by campaign
 * are those of workflows once more. */
static bool is_scope_tested(const struct figure *f)
{
	unsigned mask = 0;

	for (unsigned d = 0; d < SCOPE_DIMS; d++)
		mask |= f->scope.dim[d] ? 1u << d : 0;
	if (mask == (1u << SCOPE_CAMPAIGN | 1u << SCOPE_CHANNEL))
		return f->metric->scopes & AT_CAMPAIGN_DIMS;
	return mask == 0 || mask == 1u << SCOPE_WORKFLOW;
}

/* ---- the calendar ------------------------------------------------------ */

static int32_t monday_of(int32_t day)
{
	return period_of(PERIOD_WEEK, day, 1).first;
}

static int calendar_read(struct calendar *c, struct store *store, int32_t as_of,
			 struct arena *a, struct err *err)
{
	struct facts f;

	if (facts_read(&f, store, &kind_events, DAY_MIN, as_of, err))
		return -1;
	c->item = arena_array(a, f.n + 1, sizeof *c->item);
	for (size_t d = 0; d < f.n_days; d++) {
		for (size_t r = 0; r < f.days[d].n; r++) {
			const struct fact_day *day = &f.days[d];
			int64_t kind = fact_i64(day, EVE_KIND, r);
			bool restart = kind == EVENT_BASELINE_RESET;

			if (!restart && kind != EVENT_HOLIDAY)
				continue;
			/* a level begins with a whole week */
			c->item[c->n].monday =
				monday_of(day->day + (restart ? 6 : 0));
			c->item[c->n].restart = restart;
			c->item[c->n++].workflow = arena_strdup(
				a, fact_dim(&f, day, EVE_WORKFLOW, r));
		}
	}
	facts_release(&f);
	return 0;
}

static void mark_calendar(struct anomaly_point *p, size_t n, int32_t monday,
			  const struct scope *scope, const struct calendar *c)
{
	const char *own = scope->dim[SCOPE_WORKFLOW];

	for (size_t i = 0; i < c->n; i++) {
		const char *workflow = c->item[i].workflow;
		int32_t at = (c->item[i].monday - monday) / 7;

		if (c->item[i].monday < monday || (size_t)at >= n ||
		    (*workflow && (!own || strcmp(own, workflow) != 0)))
			continue;
		if (c->item[i].restart)
			p[at].restart = true;
		else
			p[at].left_out = true;
	}
}

/* ---- one series -------------------------------------------------------- */

struct collect {
	struct signals *out;
	const struct config *config;
	const struct figures *weekly;
	struct anomaly_rule rule;
	struct calendar calendar;
	int32_t last_monday;
	size_t cap;
	struct anomaly_week *replay; /* scratch, heap */
	size_t n_replay;
	struct arena *a;
};

static struct anomaly_week *scratch(struct collect *c, size_t n)
{
	if (n > c->n_replay) {
		c->replay = xreallocarray(c->replay, n, sizeof *c->replay);
		c->n_replay = n;
	}
	return c->replay;
}

/* Weeks in order, none after the last one asked for, the first of them the
 * series' first complete one. Kept when a week asked for has a value. */
static void add_series(void *ctx, const struct signal_series *like,
		       const struct weekly_value *v, size_t n_values)
{
	struct collect *c = ctx;
	struct signal_series s = *like;
	struct anomaly_week *w;

	if (!n_values || v[n_values - 1].monday < c->out->first)
		return;
	s.monday = v[0].monday;
	s.n = (size_t)(c->last_monday - s.monday) / 7 + 1;
	s.from = c->out->first > s.monday
			 ? (size_t)(c->out->first - s.monday) / 7
			 : 0;
	s.point = arena_array(c->a, s.n, sizeof *s.point);
	for (size_t i = 0; i < s.n; i++)
		s.point[i] = (struct anomaly_point){ NAN, NAN, false, false };
	for (size_t i = 0; i < n_values; i++) {
		size_t at = (size_t)(v[i].monday - s.monday) / 7;

		s.point[at].value = v[i].value;
		s.point[at].n = v[i].n;
	}
	mark_calendar(s.point, s.n, s.monday, &s.scope, &c->calendar);
	w = scratch(c, s.n);
	anomaly_replay(w, &c->rule, s.unit, s.point, s.n);
	s.week = arena_array(c->a, s.n - s.from, sizeof *s.week);
	memcpy(s.week, w + s.from, (s.n - s.from) * sizeof *s.week);
	vec_reserve(&c->out->series, c->out->n_series, &c->cap);
	c->out->series[c->out->n_series++] = s;
}

/* ---- from figures -------------------------------------------------------- */

/* The first day of the kind whose column the metric names first. */
static int first_day_of(int32_t *first, const struct metric *m,
			struct store *store, struct err *err)
{
	const char *dot = strchr(m->columns, '.');
	char id[32];
	const struct fact_kind *kind;
	int32_t last;

	*first = DAY_NONE;
	if (!dot || (size_t)(dot - m->columns) >= sizeof id)
		return 0;
	memcpy(id, m->columns, (size_t)(dot - m->columns));
	id[dot - m->columns] = '\0';
	kind = fact_kind_find(id);
	return kind ? facts_span(first, &last, store, kind, err) : 0;
}

/* More than 100 of 100 is no share; what will still grow is no point yet. */
static bool has_point(const struct figure *f)
{
	if (!isfinite(f->value) || f->immature || f->partial)
		return false;
	return f->metric->unit != UNIT_RATE ||
	       (f->n != NUM_NULL && f->n > 0 && f->value >= 0 && f->value <= 1);
}

static double events_of(const struct collect *c, const struct figure *f,
			const struct signal_metric *m)
{
	const struct figure *g;

	if (f->metric->unit == UNIT_COUNT)
		return f->value;
	if (!m->events)
		return f->n == NUM_NULL ? (double)NAN : (double)f->n;
	g = figures_find(c->weekly, metric_find(m->events), &f->scope,
			 f->period);
	return g ? g->value : (double)NAN;
}

static bool same_series(const struct figure *a, const struct figure *b)
{
	if (a->metric != b->metric || a->period.kind != b->period.kind)
		return false;
	for (int d = 0; d < SCOPE_DIMS; d++) {
		const char *x = a->scope.dim[d], *y = b->scope.dim[d];

		if (x != y && (!x || !y || strcmp(x, y) != 0))
			return false;
	}
	return true;
}

/* Figures first..end are weeks of one metric and scope, in order. */
static void add_figures(struct collect *c, const struct signal_metric *m,
			const struct figure *f, size_t n, int32_t first_day)
{
	struct weekly_value *v = xcalloc(n, sizeof *v);
	struct signal_series like = {.metric = f->metric,
				     .name = f->metric->id,
				     .title = f->metric->title,
				     .system = "",
				     .scope = f->scope,
				     .unit = unit_of(f->metric),
				     .digits = f->metric->digits,
				     .direction = f->metric->direction};
	size_t n_values = 0;

	for (size_t i = 0; i < n; i++) {
		if (!has_point(&f[i]) || f[i].period.first < first_day ||
		    f[i].period.first > c->last_monday)
			continue;
		v[n_values++] = (struct weekly_value){
			f[i].period.first, f[i].value, events_of(c, &f[i], m)};
	}
	add_series(c, &like, v, n_values);
	free(v);
}

static int collect_figures(struct collect *c, struct store *store,
			   struct err *err)
{
	const struct figures *f = c->weekly;
	const struct metric *known = NULL;
	const struct signal_metric *m = NULL;
	int32_t first_day = DAY_NONE;

	for (size_t i = 0, end; i < f->n; i = end) {
		const struct figure *g = &f->item[i];

		for (end = i + 1; end < f->n; end++)
			if (!same_series(g, &f->item[end]))
				break;
		if (g->metric != known) {
			known = g->metric;
			m = signal_metric_of(known);
			if (m && first_day_of(&first_day, known, store, err))
				return -1;
		}
		if (m && g->period.kind == PERIOD_WEEK && is_scope_tested(g) &&
		    first_day != DAY_NONE)
			add_figures(c, m, g, end - i, first_day);
	}
	return 0;
}

/* ---- what is at stake -------------------------------------------------- */

/* How far the week, or the level, is from what it was. */
static double distance_of(const struct anomaly_week *w)
{
	return w->word == WORD_SHIFT || (w->word == WORD_LEVEL && w->a.shift)
		       ? w->a.mean3 - w->a.base_median
		       : w->a.now - w->a.median;
}

static double stake_hours(const struct collect *c, const struct signal *s,
			  double n)
{
	const struct signal_metric *m = signal_metric_of(s->series->metric);
	double d = fabs(distance_of(s->week));
	const struct figure *minutes;

	switch (m ? (int)m->stake : STAKE_NONE) {
	case STAKE_HOURS: return d;
	case STAKE_MINUTES: return d / 60;
	case STAKE_PER_OUTPUT: return d * n / 60;
	case STAKE_REWORK:
		minutes = figures_find(c->weekly,
				       metric_find("correction_minutes"),
				       &s->series->scope, s->period);
		return minutes ? d * n * minutes->value / 60 : 0;
	default: return 0;
	}
}

static void weigh(const struct collect *c, struct signal *s, double n)
{
	const struct signal_metric *m = signal_metric_of(s->series->metric);
	double rate = (double)c->config->default_rate / MONEY_SCALE;

	s->money = NAN;
	if (m ? m->stake == STAKE_MONEY : s->series->unit == ANOMALY_MONEY) {
		s->money = fabs(distance_of(s->week));
		s->hours = rate > 0 ? s->money / rate : 0;
	} else {
		s->hours = stake_hours(c, s, n);
	}
	if (!isfinite(s->hours))
		s->hours = 0;
}

/* ---- the list ------------------------------------------------------------ */

static int word_rank(enum anomaly_word w)
{
	return w == WORD_SPIKE || w == WORD_SHIFT ? 0
	       : w == WORD_LEVEL		  ? 1
	       : w == WORD_WATCH		  ? 2
						  : 3;
}

static int signal_cmp(const void *x, const void *y)
{
	const struct signal *a = x, *b = y;
	int rank = word_rank(a->week->word) - word_rank(b->week->word);
	double za = fabs(a->week->a.z), zb = fabs(b->week->a.z);

	if (rank)
		return rank;
	if (a->hours > b->hours || a->hours < b->hours)
		return a->hours > b->hours ? -1 : 1;
	if (isfinite(za) && isfinite(zb) && (za > zb || za < zb))
		return za > zb ? -1 : 1;
	if (a->series != b->series)
		return a->series < b->series ? -1 : 1;
	return a->period.first < b->period.first
		       ? -1
		       : a->period.first > b->period.first;
}

static struct period week_at(const struct signal_series *s, size_t i)
{
	return period_of(PERIOD_WEEK, s->monday + 7 * (int32_t)i, 1);
}

static void list_signals(struct collect *c)
{
	struct signals *out = c->out;
	size_t weeks = 0;

	for (size_t i = 0; i < out->n_series; i++)
		weeks += out->series[i].n - out->series[i].from;
	out->item = arena_array(c->a, weeks + 1, sizeof *out->item);
	for (size_t i = 0; i < out->n_series; i++) {
		const struct signal_series *s = &out->series[i];

		for (size_t k = s->from; k < s->n; k++) {
			const struct anomaly_week *w = &s->week[k - s->from];
			struct signal *g = &out->item[out->n];

			out->tested += w->a.state == ANOMALY_TESTED;
			if (w->word == WORD_NONE || w->word == WORD_NORMAL)
				continue;
			*g = (struct signal){.series = s,
					     .week = w,
					     .money = NAN,
					     .period = week_at(s, k),
					     .since = week_at(s, w->since)};
			if (w->word != WORD_LEARNING)
				weigh(c, g, s->point[k].n);
			out->n++;
		}
	}
	out->expected = SIGNAL_CHANCE * (double)out->tested;
	for (size_t i = 0; i < out->n; i++)
		out->item[i].sure =
			anomaly_is_sure(out->item[i].week, out->tested);
	if (out->n > 1)
		qsort(out->item, out->n, sizeof *out->item, signal_cmp);
}

int signals_compute(struct signals *out, struct store *store,
		    const struct config *config, const struct figures *weekly,
		    int32_t first, int32_t last, int32_t as_of, struct arena *a,
		    struct err *err)
{
	int32_t end = last < as_of ? last : as_of;
	struct collect c = {.out = out,
			    .config = config,
			    .weekly = weekly,
			    .rule = rule_of(&config->limits),
			    .a = a,
			    .last_monday = monday_of(end - 6)};
	struct signal_series *heap;
	int ret = -1;

	*out = (struct signals){.first = monday_of(first + 6),
				.last = c.last_monday + 6};
	if (out->first > c.last_monday)
		return 0;
	if (calendar_read(&c.calendar, store, as_of, a, err) ||
	    collect_figures(&c, store, err) ||
	    series_each(store, out->last, a, add_series, &c, err))
		goto done;
	heap = out->series;
	out->series = arena_array(a, out->n_series + 1, sizeof *out->series);
	if (heap)
		memcpy(out->series, heap, out->n_series * sizeof *heap);
	free(heap);
	heap = NULL;
	list_signals(&c);
	ret = 0;
done:
	if (ret) {
		free(out->series);
		*out = (struct signals){0};
	}
	free(c.replay);
	return ret;
}

enum metric_unit signal_unit(const struct signal_series *s)
{
	static const enum metric_unit unit[] = {[ANOMALY_COUNT] = UNIT_COUNT,
						[ANOMALY_RATE] = UNIT_RATE,
						[ANOMALY_MONEY] = UNIT_MONEY,
						[ANOMALY_MINUTES] =
							UNIT_MINUTES,
						[ANOMALY_SCORE] = UNIT_SCORE};

	return s->metric ? s->metric->unit : unit[s->unit];
}

const char *signal_scope_words(struct arena *a, const struct config *config,
			       const struct signal_series *s)
{
	const char *id = s->scope.dim[SCOPE_WORKFLOW];
	const struct config_workflow *w =
		id ? config_workflow(config, id) : NULL;

	if (!s->metric)
		return *s->system ? s->system : "(no system)";
	if (w)
		return w->name;
	if (s->metric->scopes & AT_CAMPAIGN_DIMS &&
	    !s->scope.dim[SCOPE_CAMPAIGN])
		return "all campaigns";
	return scope_words(a, &s->scope);
}
