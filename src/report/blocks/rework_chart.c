/* The p' chart of the rework rate: METRICS §1. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "report/blocks/series.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define OUTSIDE "outside the limits"
#define MARK_ROOM 50		/* characters of a mark's text */

/* A mean, but no limits: weeks of fewer than five outputs (METRICS §1). */
static bool lacks_limits(const struct series *s)
{
	bool mean = false;

	for (size_t i = 0; i < s->n; i++) {
		if (isfinite(s->high[i]))
			return false;
		mean |= isfinite(s->centre[i]) != 0;
	}
	return mean;
}

static const char *trend_title(struct doc *d, const struct series *s,
			       size_t outside)
{
	if (lacks_limits(s))
		return "Too few outputs a week for limits of normal variation";
	if (!strcmp(s->trend, "degrading"))
		return "Rework has risen beyond its normal variation";
	if (!strcmp(s->trend, "improving"))
		return "Rework has fallen beyond its normal variation";
	if (!strcmp(s->trend, "stable") && outside)
		return arena_printf(&d->arena, "Rework is stable now; %s lay "
				    "outside its limits", outside == 1 ?
				    "one week" :
				    count_words(d, (int64_t)outside, "week"));
	if (!strcmp(s->trend, "stable"))
		return "Rework stays within its normal variation";
	return s->now && *s->now->text
		? "Too few weeks since the new baseline for a trend"
		: "Too few weeks to see a trend in rework";
}

static bool outside(const struct series *s, size_t i)
{
	return s->value[i] > s->high[i] || s->value[i] < s->low[i];
}

static size_t outside_of(const struct series *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += outside(s, i) ? 1 : 0;
	return n;
}

/* "week 22 to week 47, 25 May – 22 Nov 2026" */
static const char *span_words(struct doc *d, const struct report_input *in,
			      const struct series *s, size_t first)
{
	struct period span = {
		PERIOD_RANGE, s->week[first].first, s->week[s->n - 1].last
	};

	return arena_printf(&d->arena, "%s to %s, %s",
			    period_short(d, in, s->week[first]),
			    period_short(d, in, s->week[s->n - 1]),
			    period_words(&d->arena, span,
					 in->config->quarter_starts));
}

static const char *limits_words(struct doc *d, const struct report_input *in,
				const struct series *s)
{
	const struct control_segment *now = s->now;
	const char *since;

	if (!now || isnan(now->centre))
		return arena_printf(&d->arena, "no limits before %s%s",
				    count_words(d, in->config->limits
						.baseline_min, "week"),
				    now && *now->text ? " of the new baseline"
						      : "");
	if (now->one_sided)
		return series_bound(d, s, "no rework");
	since = period_short(d, in, s->week_of[now->first]);
	if (!*now->text)
		return now->trial ? "trial limits from the first weeks"
				  : "limits of the first weeks\u2019 variation";
	return arena_printf(&d->arena, "%s of the weeks from %s on",
			    now->trial ? "trial limits" : "limits", since);
}

static const char *chart_subtitle(struct doc *d, const struct report_input *in,
				  const struct series *s, size_t first)
{
	return arena_printf(&d->arena, "Reworked share of outputs, all work, "
			    "%s; %s", span_words(d, in, s, first),
			    limits_words(d, in, s));
}

/* "new baseline: new prompts", within the room a mark has. */
static const char *baseline_mark(struct doc *d, const char *event)
{
	const char *text = arena_printf(&d->arena, "new baseline: %s",
					clean(d, event));

	if (utf8_width(text) <= MARK_ROOM)
		return text;
	return arena_printf(&d->arena, "%.*s\u2026",
			    (int)utf8_fit(text, MARK_ROOM - 1), text);
}

/* What was decided and put in place in a week; NULL: nothing. */
static const char *decision_mark(struct doc *d, const struct report_input *in,
				 struct period week)
{
	const struct decided *one = NULL;
	int64_t n = 0;
	const char *text, *where;
	char day[DATE_MAX];

	for (size_t i = 0; in->decided && i < in->decided->n; i++) {
		const struct decided *e = &in->decided->item[i];

		if (!e->option || e->decision->done == DAY_NONE ||
		    !period_holds(week, e->decision->done))
			continue;
		one = e;
		n++;
	}
	if (n > 1)
		return arena_printf(&d->arena, "%s in place",
				    count_words(d, n, "action"));
	if (!one)
		return NULL;
	where = one->scope.dim[SCOPE_WORKFLOW] ?
		workflow_name(d, in, one->scope.dim[SCOPE_WORKFLOW]) :
		"all work";
	day_words(day, one->decision->done, DAY_SHORT);
	text = arena_printf(&d->arena, "action in %s from %s", where, day);
	return utf8_width(text) <= MARK_ROOM ? text :
	       arena_printf(&d->arena, "action in place from %s", day);
}

static const struct control_segment *segment_from(const struct series *s,
						  int32_t monday)
{
	for (size_t i = 0; i < s->n_segments; i++)
		if (*s->segment[i].text &&
		    s->week_of[s->segment[i].first].first == monday)
			return &s->segment[i];
	return NULL;
}

static void mark_week(struct doc *d, const struct report_input *in,
		      struct chart *c, const struct series *s, size_t at,
		      size_t week)
{
	const char *decided = decision_mark(d, in, s->week[week]);
	const struct control_segment *new = segment_from(s,
							 s->week[week].first);

	if (new)
		c->mark[c->n_mark++] = (struct chart_mark){
			at, baseline_mark(d, new->text)
		};
	else if (decided)
		c->mark[c->n_mark++] = (struct chart_mark){ at, decided };
	else if (outside(s, week))
		c->mark[c->n_mark++] = (struct chart_mark){
			at, OUTSIDE
		};
}

/* From the first week that has a point: what was before is no gap. */
static void chart_points(struct doc *d, const struct report_input *in,
			 struct chart *c, const struct series *s, size_t first)
{
	int year, week;

	c->n = s->n - first;
	c->label = arena_array(&d->arena, c->n, sizeof *c->label);
	c->value = arena_array(&d->arena, c->n, sizeof *c->value);
	c->low = arena_array(&d->arena, c->n, sizeof *c->low);
	c->high = arena_array(&d->arena, c->n, sizeof *c->high);
	c->centre = arena_array(&d->arena, c->n, sizeof *c->centre);
	c->hollow = arena_array(&d->arena, c->n, sizeof *c->hollow);
	c->mark = arena_array(&d->arena, c->n, sizeof *c->mark);
	for (size_t i = 0; i < c->n; i++) {
		iso_week(s->week[first + i].first, &year, &week);
		c->label[i] = arena_printf(&d->arena, "wk %d", week);
		c->value[i] = s->value[first + i];
		c->low[i] = s->low[first + i];
		c->high[i] = s->high[first + i];
		c->centre[i] = s->centre[first + i];
		c->hollow[i] = s->count[first + i] < CONTROL_MIN_N;
		mark_week(d, in, c, s, i, first + i);
	}
}

static const char *chart_alt(struct doc *d, const struct metric *m,
			     const struct chart *c, const struct series *s)
{
	struct strbuf text = STRBUF_INIT;
	const char *out;
	size_t gaps = 0;

	for (size_t i = 0; i < c->n; i++)
		gaps += isnan(c->value[i]) ? 1 : 0;
	strbuf_printf(&text, "%s, %zu without outputs.",
		      count_words(d, (int64_t)c->n, "week"), gaps);
	if (c->n && !isnan(c->value[c->n - 1]))
		strbuf_printf(&text, " Last week %s.",
			      value_words(d, m, c->value[c->n - 1]));
	if (s->now && !isnan(s->now->centre))
		strbuf_printf(&text, " Mean %s.",
			      value_words(d, m, s->now->centre));
	for (size_t i = 0; i < c->n_mark; i++)
		if (strcmp(c->mark[i].text, OUTSIDE) != 0)
			strbuf_printf(&text, " %s: %s.",
				      c->label[c->mark[i].at],
				      c->mark[i].text);
	strbuf_printf(&text, " Trend: %s; %s outside the limits.",
		      s->trend, count_words(d, (int64_t)outside_of(s),
					    "point"));
	out = arena_strdup(&d->arena, text.s);
	strbuf_release(&text);
	return out;
}

static void rework_chart_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	const struct metric *m = metric_find("rework");
	struct chart *c = part_chart(d, p, t, &block_rework_chart);
	int weeks = in->config->limits.trend_weeks;
	struct series s;
	size_t first = 0;

	c->type = CHART_CONTROL;
	c->percent = true;
	c->unit = "%";
	c->title = "Rework week by week";
	c->empty = "No complete week has a rework rate yet.";
	c->alt = c->empty;
	if (!m || weeks < 1)
		return;
	series_of(&s, in, m, NULL, (size_t)weeks, &d->arena);
	c->digits = m->digits;
	c->target = target_of(in, m);
	c->target_text = target_words(d, in, m);
	if (!s.points)
		return;
	while (isnan(s.value[first]))
		first++;
	c->subtitle = chart_subtitle(d, in, &s, first);
	chart_points(d, in, c, &s, first);
	c->title = trend_title(d, &s, outside_of(&s));
	c->alt = chart_alt(d, m, c, &s);
}

const struct block block_rework_chart = {
	.id = "rework_chart",
	.help = "the rework rate of the last 26 weeks with limits and gaps",
	.span = 12,
	.build = rework_chart_build,
};
