/*
 * The five signs of FAQ 1 that a workflow needs refinement, each with its
 * evidence: R37. A sign is seen, or not, only where its interval lies wholly
 * on one side of the limit.
 */
#include <math.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define PULSE_WEEKS 13		/* answers are asked for now and then */
#define NAMED 2			/* workflows in a sentence */
#define REALISED 0.5		/* of the planned hours */

enum { COL_SIGN, COL_WORD, COL_EVIDENCE, COL_LIMIT, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_SIGN] = { "Sign", ALIGN_LEFT, 28, true },
	[COL_WORD] = { "Word", ALIGN_LEFT, 14, true },
	[COL_EVIDENCE] = { "Evidence", ALIGN_LEFT, 52, true },
	[COL_LIMIT] = { "Seen when", ALIGN_LEFT, 26, true },
};

enum word { NOT_MEASURED, NOT_CLEAR_YET, NOT_SEEN, SEEN };

static const struct { const char *text; enum tone tone; } words[] = {
	[NOT_MEASURED] = { "not measured", TONE_MUTED },
	[NOT_CLEAR_YET] = { "not clear yet", TONE_PLAIN },
	[NOT_SEEN] = { "not seen", TONE_GOOD },
	[SEEN] = { "seen", TONE_BAD },
};

struct sign { enum word word; const char *evidence, *limit; };

/* Is the figure surely above the limit? */
static enum word above(const struct figure *f, double limit)
{
	if (!f || !isfinite(f->value))
		return NOT_MEASURED;
	if (f->partial || f->immature || !isfinite(f->low))
		return NOT_CLEAR_YET;
	if (f->low > limit)
		return SEEN;
	return f->high < limit ? NOT_SEEN : NOT_CLEAR_YET;
}

static enum word below(const struct figure *f, double limit)
{
	enum word w = above(f, limit);

	return w == SEEN ? NOT_SEEN : w == NOT_SEEN ? SEEN : w;
}

/* "Rework rate 14.8 % (11.5–18.7 %)", or why there is none. */
static const char *figure_words(struct doc *d, const struct figure *f)
{
	const char *range;

	if (!f)
		return "no data in this period";
	if (!isfinite(f->value))
		return clean(d, f->note);
	range = interval_words(d, f);
	return arena_printf(&d->arena, "%s %s%s%s%s", f->metric->title,
			    value_words(d, f->metric, f->value),
			    *range ? " (" : "", range, *range ? ")" : "");
}

static const char *limit_words(struct doc *d, const char *what, double share)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(&d->arena, "%s %s", what,
			    percent_text(buf, share, 0));
}

/* ---- the five --------------------------------------------------------- */

/* Rework above its limit, of all work or of a workflow; the score beside it
 * says how even the outputs are. */
static struct sign quality_sign(struct doc *d, const struct report_input *in)
{
	double limit = in->config->limits.rework_limit;
	const struct figure *f = figure_now(in, "rework", NULL);
	const struct figure *score = figure_now(in, "consistency", NULL);
	struct sign s = {
		above(f, limit), figure_words(d, f),
		limit_words(d, "rework above", limit)
	};
	size_t n;
	const char **workflow = workflows_of(d, in, &n);
	int64_t over = 0;

	for (size_t i = 0; i < n; i++) {
		const struct figure *w = figure_now(in, "rework",
						    workflow[i]);

		if (above(w, limit) != SEEN || w->verdict == VERDICT_INCOMPLETE)
			continue;
		s.word = SEEN;
		if (++over > NAMED)
			continue;
		s.evidence = arena_printf(&d->arena, "%s; %s: %s", s.evidence,
					  workflow_name(d, in, workflow[i]),
					  value_words(d, w->metric,
						      w->value));
	}
	if (over > NAMED)
		s.evidence = arena_printf(&d->arena, "%s; and %s more",
					  s.evidence,
					  count_words(d, over - NAMED,
						      "workflow"));
	if (score && isfinite(score->value))
		s.evidence = arena_printf(&d->arena, "%s; %s", s.evidence,
					  figure_words(d, score));
	return s;
}

/* Manual minutes less planned minutes of the first passes, in hours. */
static double planned_hours(const struct report_input *in)
{
	const struct metric *m = metric_find("step_minutes");
	double manual = figure_value(in, "manual_hours", NULL, in->now);
	double planned = 0;

	for (size_t i = 0; i < in->config->n_workflows; i++) {
		const struct config_workflow *w = &in->config->workflows[i];

		for (size_t k = 0; k < w->n_steps; k++) {
			const struct scope scope = { {
				[SCOPE_WORKFLOW] = w->id,
				[SCOPE_STEP] = w->steps[k].id
			} };
			const struct figure *f = figures_find(in->figures, m,
							      &scope, in->now);

			if (!f || f->n == NUM_NULL || f->n == 0)
				continue;
			if (!w->steps[k].planned)
				return NAN;
			planned += (double)w->steps[k].planned *
				   (double)f->n / MS_PER_HOUR;
		}
	}
	return manual - planned;
}

static struct sign savings_sign(struct doc *d, const struct report_input *in)
{
	const struct figure *f = figure_now(in, "net_hours", NULL);
	double target = target_of(in, metric_find("net_hours"));
	double planned = isfinite(target) ? target : planned_hours(in);
	struct sign s = {
		NOT_MEASURED, figure_words(d, f),
		"net hours below 50 % of the planned"
	};

	if (!f || !isfinite(f->value))
		return s;
	if (!(planned > 0)) {
		s.evidence = arena_printf(&d->arena, "%s; no planned minutes "
					  "to compare with", s.evidence);
		return s;
	}
	s.word = below(f, REALISED * planned);
	s.evidence = arena_printf(&d->arena, "%s of %s planned", s.evidence,
				  value_words(d, f->metric, planned));
	return s;
}

static struct sign mismatch_sign(struct doc *d, const struct report_input *in)
{
	double limit = in->config->limits.mismatch_limit;
	const struct figure *f = figure_now(in, "mismatch_rate", NULL);

	return (struct sign){ above(f, limit), figure_words(d, f),
			      limit_words(d, "mismatches above", limit) };
}

static struct sign escape_sign(struct doc *d, const struct report_input *in)
{
	double limit = in->config->limits.escape_limit;
	const struct figure *f = figure_now(in, "escape_rate", NULL);

	return (struct sign){
		above(f, limit), figure_words(d, f),
		arena_printf(&d->arena, "%s (our assumption)",
			     limit_words(d, "escapes above", limit))
	};
}

/* Of the period, or the last week of 13 with an answer. */
static const struct figure *last_pulse(struct doc *d,
				       const struct report_input *in)
{
	const struct period *week = weeks_to(&d->arena, in, PULSE_WEEKS);
	const struct figure *f = figure_now(in, "pulse", NULL);

	for (size_t i = PULSE_WEEKS; i > 0 && !(f && isfinite(f->value)); i--)
		f = figures_get(in->figures, "pulse", NULL, week[i - 1]);
	return f;
}

static struct sign pulse_sign(struct doc *d, const struct report_input *in)
{
	double limit = in->config->limits.pulse_low;
	const struct figure *f = last_pulse(d, in);
	struct sign s = { below(f, limit), figure_words(d, f), NULL };
	char buf[NUM_TEXT_MAX];

	s.limit = arena_printf(&d->arena, "pulse below %s",
			       num_text(buf, limit, 1));
	if (s.word == NOT_MEASURED)
		s.evidence = "no answer was recorded in 13 weeks";
	else
		s.evidence = arena_printf(&d->arena, "%s, %s in %s",
					  s.evidence,
					  count_words(d, f->n, "answer"),
					  period_short(d, in, f->period));
	return s;
}

/* ---- the table -------------------------------------------------------- */

static void sign_row(struct doc *d, struct table *t, const char *name,
		     struct sign s)
{
	struct cell *row = table_row(d, t);

	row[COL_SIGN] = cell_text(name);
	row[COL_WORD] = cell_text(words[s.word].text);
	row[COL_WORD].tone = words[s.word].tone;
	row[COL_EVIDENCE] = cell_text(s.evidence);
	row[COL_LIMIT] = cell_text(s.limit);
}

static const char *title_of(struct doc *d, size_t seen, size_t measured)
{
	if (!measured)
		return "None of the five signs was measured";
	if (!seen)
		return arena_printf(&d->arena, "No sign is seen, %zu of 5 "
				    "measured", measured);
	if (measured == 5)
		return arena_printf(&d->arena, "%zu of 5 signs %s seen", seen,
				    seen == 1 ? "is" : "are");
	return arena_printf(&d->arena, "%zu of 5 signs %s seen, %zu measured",
			    seen, seen == 1 ? "is" : "are", measured);
}

static void signs_build(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in)
{
	static const struct {
		const char *name;
		struct sign (*of)(struct doc *d, const struct report_input *);
	} five[] = {
		{ "Inconsistent quality", quality_sign },
		{ "Savings not materialising", savings_sign },
		{ "Format mismatches", mismatch_sign },
		{ "Errors propagating", escape_sign },
		{ "Team frustration", pulse_sign },
	};
	struct sign sign[COUNT_OF(five)];
	struct table *table;
	size_t seen = 0, measured = 0;

	for (size_t i = 0; i < COUNT_OF(five); i++) {
		sign[i] = five[i].of(d, in);
		seen += sign[i].word == SEEN;
		measured += sign[i].word != NOT_MEASURED;
	}
	part_headline(d, p, &block_signs, "Five signs that work needs tuning");
	table = part_table(d, p, t, &block_signs);
	table->title = title_of(d, seen, measured);
	table->subtitle = arena_printf(&d->arena, "Seen or not only where the "
				       "whole interval is on one side, %s",
				       d->period);
	table->empty = "";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < COUNT_OF(five); i++)
		sign_row(d, table, five[i].name, sign[i]);
}

const struct block block_signs = {
	.id = "signs",
	.help = "five signs that work needs tuning, each with its evidence "
		"and word",
	.span = 12,
	.build = signs_build,
};
