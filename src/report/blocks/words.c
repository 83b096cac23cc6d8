#include "report/blocks/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "metrics/stats.h"
#include "metrics/target.h"

/* ---- texts from outside -------------------------------------------------- */

const char *clean(struct doc *d, const char *s)
{
	return clean_in(&d->arena, s);
}

const char *clean_in(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s ? s : ""), *to = copy;

	for (const char *p = copy; *p; p++) {
		bool control = (unsigned char)*p < 0x20 || *p == 0x7f;

		if (*p != BOLD_ON[0] && *p != BOLD_OFF[0])
			*to++ = control ? ' ' : *p;
	}
	*to = '\0';
	return copy;
}

/* Bold that does not pair is dropped as a whole: the words matter. */
const char *rich_clean(struct doc *d, const char *s)
{
	char *copy = arena_strdup(&d->arena, s ? s : "");
	bool bold = false, pairs = true;

	for (char *p = copy; *p; p++) {
		if (*p == BOLD_ON[0] || *p == BOLD_OFF[0]) {
			pairs = pairs && bold != (*p == BOLD_ON[0]);
			bold = *p == BOLD_ON[0];
		} else if ((unsigned char)*p < 0x20 || *p == 0x7f) {
			*p = ' ';
		}
	}
	if (pairs && !bold)
		return copy;

	struct strbuf plain = STRBUF_INIT;

	rich_plain(&plain, copy);
	copy = arena_strdup(&d->arena, plain.s);
	strbuf_release(&plain);
	return copy;
}

const char *workflow_name(struct doc *d, const struct report_input *in,
			  const char *id)
{
	const struct config_workflow *w;

	if (!id)
		return "All work";
	if (!*id)
		return "(none)";
	w = config_workflow(in->config, id);
	return clean(d, w && w->name && *w->name ? w->name : id);
}

const char *first_lower(struct doc *d, const char *s)
{
	char *copy = arena_strdup(&d->arena, s);

	if (*copy >= 'A' && *copy <= 'Z')
		*copy = (char)(*copy - 'A' + 'a');
	return copy;
}

const char *count_words(struct doc *d, int64_t n, const char *noun)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(&d->arena, "%s %s%s",
			    num_text(buf, (double)n, 0), noun,
			    n == 1 ? "" : "s");
}

/* ---- values -------------------------------------------------------------- */

static bool is_share(const struct metric *m)
{
	return m->unit == UNIT_RATE || m->unit == UNIT_PERCENT;
}

static bool is_money(const struct metric *m)
{
	return m->unit == UNIT_MONEY || m->unit == UNIT_MONEY_PER_HOUR;
}

const char *unit_words(struct doc *d, const struct metric *m)
{
	switch (m->unit) {
	case UNIT_RATE:
	case UNIT_PERCENT:
		return "%";
	case UNIT_HOURS:
		return "h";
	case UNIT_MINUTES:
		return "min";
	case UNIT_WEEKS:
		return "weeks";
	case UNIT_MONEY:
		return d->currency;
	case UNIT_MONEY_PER_HOUR:
		return arena_printf(&d->arena, "%s/h", d->currency);
	case UNIT_COUNT:
	case UNIT_RATIO:
	case UNIT_SCORE:
	case UNIT_OF_100:
		break;
	case UNIT_POINTS:
		return "points";
	}
	return "";
}

const char *metric_words(struct doc *d, const struct metric *m)
{
	const char *unit = unit_words(d, m);

	if (!*unit || is_share(m) || strstr(m->title, "hours") ||
	    strstr(m->title, "inutes"))
		return m->title;
	return arena_printf(&d->arena, "%s, %s", m->title, unit);
}

/* More than 100 of 100 is no share: opens that were counted twice. */
static bool is_per_100(const struct metric *m, double v)
{
	return m->unit == UNIT_RATE && v > 1;
}

static const char *per_100(struct doc *d, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(&d->arena, "%s per 100",
			    num_text(buf, 100 * v, 1));
}

#define WHOLE_FROM 100	/* hours from here on are said without decimals */

static int said_digits(const struct metric *m, double v)
{
	return m->unit == UNIT_HOURS && fabs(v) >= WHOLE_FROM ? 0 : m->digits;
}

/* A share stands in per cent here, the sign follows as the unit. */
const char *value_number(struct doc *d, const struct metric *m, double v)
{
	char buf[NUM_TEXT_MAX], *mark;

	if (!isfinite(v))
		return DASH;
	if (m->unit == UNIT_POINTS)
		return arena_strdup(&d->arena,
				    signed_text(buf, v * 100, m->digits));
	if (!is_share(m))
		return arena_strdup(&d->arena,
				    num_text(buf, v, said_digits(m, v)));
	percent_text(buf, v, m->digits);
	mark = strstr(buf, " %");
	if (mark)
		*mark = '\0';
	return arena_strdup(&d->arena, buf);
}

const char *value_words(struct doc *d, const struct metric *m, double v)
{
	const char *number = value_number(d, m, v);
	const char *unit = unit_words(d, m);

	if (is_per_100(m, v))
		return per_100(d, v);
	if (!isfinite(v) || !*unit)
		return number;
	if (m->unit == UNIT_MONEY)
		return arena_printf(&d->arena, "%s %s", unit, number);
	return arena_printf(&d->arena, "%s %s", number, unit);
}

const char *interval_words(struct doc *d, const struct figure *f)
{
	const char *low, *high, *unit;

	if (!f || !isfinite(f->low) || !isfinite(f->high))
		return "";
	low = value_number(d, f->metric, f->low);
	high = value_number(d, f->metric, f->high);
	unit = unit_words(d, f->metric);
	/* A dash before a minus sign is hard to read. */
	return arena_printf(&d->arena, "%s%s%s%s%s", low,
			    f->low < 0 || f->high < 0 ||
				    f->metric->unit == UNIT_POINTS ?
				    " to " : DASH, high,
			    *unit ? " " : "", unit);
}

struct cell value_cell(const struct metric *m, double v)
{
	if (is_per_100(m, v))
		return cell_dash("more than 100 of 100, so no share");
	if (is_share(m))
		return cell_percent(v, m->digits);
	if (is_money(m))
		return cell_money(v, m->digits);
	if (m->unit == UNIT_POINTS)
		return cell_change(v * 100, m->digits);
	return cell_number(v, m->digits);
}

struct cell restated_cell(const struct restatement *r, double v)
{
	struct cell c = value_cell(r->of, v);

	if (c.type == CELL_DASH)
		c.text = "could not be said";
	return c;
}

struct cell figure_cell(struct doc *d, const struct figure *f)
{
	struct cell c;

	if (!f)
		return cell_dash("no data in this period");
	if (is_per_100(f->metric, f->value))
		return cell_text(per_100(d, f->value));
	c = value_cell(f->metric, f->value);
	if (c.type == CELL_DASH)
		c.text = clean(d, f->note);
	return c;
}

struct cell bound_cell(struct doc *d, const struct figure *f, double v)
{
	struct cell c = value_cell(f->metric, v);

	if (c.type == CELL_DASH)
		c.text = clean(d, f->note);
	return c;
}

/* ---- targets and verdicts ------------------------------------------------ */

double target_of(const struct report_input *in, const struct metric *m)
{
	return metric_target(in->config, m, in->now.kind);
}

const char *target_words(struct doc *d, const struct report_input *in,
			 const struct metric *m)
{
	double target = target_of(in, m);
	struct metric whole = *m;

	if (isnan(target))
		return "";
	/* "15 %", not "15.0 %": a limit is as precise as it was given. */
	for (whole.digits = 0; whole.digits < 4; whole.digits++) {
		double scale = is_share(m) ? target * 100 : target;

		if (fabs(round_decimal(scale, whole.digits) - scale) < 1e-9)
			break;
	}
	return arena_printf(&d->arena, "%s %s",
			    m->direction < 0 ? "limit" : "target",
			    value_words(d, &whole, target));
}

const char *needed_words(struct doc *d, int64_t needed)
{
	if (needed > STATS_MORE_CAP)
		return "> 1,000 more outputs";
	return arena_printf(&d->arena, "%lld more output%s",
			    (long long)needed, needed == 1 ? "" : "s");
}

/* Fix-to-save is arithmetic of the period, not a sample: it needs no
 * interval to be compared (R38). */
static const char *fix_to_save_words(const struct report_input *in, double v)
{
	if (v >= in->config->limits.fix_to_save_stop)
		return "more fixing than saving";
	if (v >= in->config->limits.fix_to_save_warn)
		return "warning: fixing eats the savings";
	return "below the limit";
}

const char *verdict_words(struct doc *d, const struct report_input *in,
			  const struct figure *f)
{
	const char *what;

	if (!f || !isfinite(f->value))
		return "";
	if (f->partial)
		return "so far, no verdict";
	what = f->metric->direction < 0 ? "limit" : "target";
	switch (f->verdict) {
	case VERDICT_YES:
		return arena_printf(&d->arena, "above the %s", what);
	case VERDICT_NO:
		return arena_printf(&d->arena, "below the %s", what);
	case VERDICT_NOT_CLEAR:
		if (f->needed > 0)
			return arena_printf(&d->arena, "not clear yet, %s",
					    needed_words(d, f->needed));
		return "not clear yet";
	case VERDICT_INCOMPLETE:
		return "incomplete: too many unknown outcomes";
	case VERDICT_NONE:
		break;
	}
	if (!strcmp(f->metric->id, "fix_to_save"))
		return fix_to_save_words(in, f->value);
	return "";
}

enum tone verdict_tone(const struct figure *f)
{
	int side;

	if (!f || f->partial || !isfinite(f->value))
		return TONE_PLAIN;
	side = f->verdict == VERDICT_YES ? 1 : f->verdict == VERDICT_NO ? -1
		: 0;
	side *= f->metric->direction;
	return side > 0 ? TONE_GOOD : side < 0 ? TONE_BAD : TONE_PLAIN;
}

enum tone trend_tone(const char *trend)
{
	if (!strcmp(trend, "improving"))
		return TONE_GOOD;
	return strcmp(trend, "degrading") ? TONE_PLAIN : TONE_BAD;
}

/* ---- scopes and periods -------------------------------------------------- */

struct scope scope_workflow(const char *workflow)
{
	struct scope s = { { NULL } };

	s.dim[SCOPE_WORKFLOW] = workflow;
	return s;
}

static bool same_period(struct period a, struct period b)
{
	return a.kind == b.kind && a.first == b.first && a.last == b.last;
}

/* A figure of exactly one workflow. */
static bool workflow_only(const struct scope *s)
{
	if (!s->dim[SCOPE_WORKFLOW])
		return false;
	for (int i = 0; i < SCOPE_DIMS; i++)
		if (i != SCOPE_WORKFLOW && s->dim[i])
			return false;
	return true;
}

static bool listed(const char *const *id, size_t n, const char *s)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(id[i], s))
			return true;
	return false;
}

static int compare_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Automation hands over without a workflow: that alone makes none. */
static bool is_of_handoffs(const struct metric *m)
{
	return !strcmp(m->section, "6");
}

static const char **workflows_in(struct doc *d, const struct report_input *in,
				 size_t *n, bool of_handoffs)
{
	const char **id, **all = NULL;
	size_t cap = 0, known;

	*n = 0;
	for (size_t i = 0; i < in->config->n_workflows; i++) {
		vec_reserve(&all, *n, &cap);
		all[(*n)++] = in->config->workflows[i].id;
	}
	known = *n;
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];
		const char *name = f->scope.dim[SCOPE_WORKFLOW];

		if (!workflow_only(&f->scope) || listed(all, *n, name) ||
		    (is_of_handoffs(f->metric) && !of_handoffs) ||
		    (!same_period(f->period, in->now) &&
		     !same_period(f->period, in->before)))
			continue;
		vec_reserve(&all, *n, &cap);
		all[(*n)++] = name;
	}
	if (*n > known)
		qsort(all + known, *n - known, sizeof *all, compare_text);
	id = arena_array(&d->arena, *n + 1, sizeof *id);
	for (size_t i = 0; i < *n; i++)
		id[i] = arena_strdup(&d->arena, all[i]);
	free(all);
	return id;
}

const char **workflows_of(struct doc *d, const struct report_input *in,
			  size_t *n)
{
	return workflows_in(d, in, n, false);
}

const char **workflows_all(struct doc *d, const struct report_input *in,
			   size_t *n)
{
	return workflows_in(d, in, n, true);
}

const struct figure *figure_now(const struct report_input *in,
				const char *metric, const char *workflow)
{
	if (!metric_find(metric))
		return NULL;
	return figures_get(in->figures, metric, workflow, in->now);
}

bool is_of_tool(const struct report_input *in, const struct figure *f,
		const struct metric *m)
{
	if (f->metric != m || !f->scope.dim[SCOPE_TOOL] ||
	    !same_period(f->period, in->now))
		return false;
	for (int i = 0; i < SCOPE_DIMS; i++)
		if (i != SCOPE_TOOL && f->scope.dim[i])
			return false;
	return true;
}

double figure_value(const struct report_input *in, const char *metric,
		    const char *workflow, struct period period)
{
	const struct figure *f;

	if (!metric_find(metric))
		return NAN;
	f = figures_get(in->figures, metric, workflow, period);
	return f ? f->value : NAN;
}

struct period *weeks_to(struct arena *a, const struct report_input *in,
			size_t n)
{
	int32_t end = in->now.last < in->as_of ? in->now.last : in->as_of;
	struct period *week = arena_array(a, n, sizeof *week), w;

	w = period_of(PERIOD_WEEK, end, 1);
	if (w.last > end)
		w = period_prev(w, 1);
	for (size_t i = n; i-- > 0; w = period_prev(w, 1))
		week[i] = w;
	return week;
}

const char *period_short(struct doc *d, const struct report_input *in,
			 struct period p)
{
	int year, week;

	if (p.kind == PERIOD_WEEK) {
		iso_week(p.first, &year, &week);
		return arena_printf(&d->arena, "week %d", week);
	}
	if (p.kind == PERIOD_QUARTER) {
		char *id = period_id(&d->arena, p, in->config->quarter_starts);
		char *dash = strchr(id, '-');

		if (dash)
			return arena_printf(&d->arena, "%s %.*s", dash + 1,
					    (int)(dash - id), id);
	}
	return period_words(&d->arena, p, in->config->quarter_starts);
}

const char *this_period(const struct report_input *in, bool capital)
{
	if (in->now.kind == PERIOD_WEEK)
		return capital ? "This week" : "this week";
	if (in->now.kind == PERIOD_MONTH)
		return capital ? "This month" : "this month";
	if (in->now.kind == PERIOD_QUARTER)
		return capital ? "This quarter" : "this quarter";
	return capital ? "This period" : "this period";
}

const char *part_with(const struct report_input *in, const char *block)
{
	const struct template *t = in->template;

	for (size_t i = 0; i < t->n_parts; i++)
		for (size_t j = 0; j < t->parts[i].n_blocks; j++)
			if (!strcmp(t->parts[i].blocks[j].block, block))
				return t->parts[i].id;
	return NULL;
}

int block_span(const struct template_block *t, const struct block *b)
{
	return t->span >= 1 && t->span <= 12 ? t->span : b->span;
}

static const char *shortest(struct doc *d, double v)
{
	char buf[NUM_TEXT_MAX];
	int digits = 0;

	while (digits < 2 && fabs(round_decimal(v, digits) - v) > 1e-9)
		digits++;
	return arena_strdup(&d->arena, num_text(buf, v, digits));
}

const char *hours_words(struct doc *d, double hours)
{
	return arena_printf(&d->arena, "%s h", shortest(d, hours));
}

const char *hours_range(struct doc *d, struct config_hours range)
{
	return arena_printf(&d->arena, "%s\u2013%s h", shortest(d, range.low),
			    shortest(d, range.high));
}

const char *defect_words(struct doc *d, const char *type)
{
	char *s = arena_strdup(&d->arena, clean(d, type));

	for (char *c = s; *c; c++)
		if (*c == '_')
			*c = ' ';
	return s;
}
