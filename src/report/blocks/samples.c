/* The 5 % sample: how much of it is judged, how many members were relevant,
 * what few bad ones still allow, and whether the reviewers agree. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_SEGMENT, COL_MEMBERS, COL_REQUIRED, COL_PLAIN, COL_DONE, COL_BAD,
	COL_BOUND, COL_RELEVANT, COL_RANGE, COL_CHANGE, COL_CHANGE_RANGE,
	COL_GAIN, COL_NOTE, COLUMNS
};

static const struct { int column; const char *metric; } measured[] = {
	{ COL_MEMBERS, "sample_members" },
	{ COL_REQUIRED, "sample_required" }, { COL_PLAIN, "sample_plain" },
	{ COL_BAD, "sample_bad" }, { COL_BOUND, "sample_bad_bound" },
	{ COL_RELEVANT, "targeting_accuracy" },
	{ COL_CHANGE, "targeting_change" }
};

static void sample_columns(struct doc *d, struct table *t,
			   const struct report_input *in)
{
	const struct config_samples *s = &in->config->samples;
	double confidence = 100 * in->config->limits.confidence_rates;
	char share[NUM_TEXT_MAX];
	const struct column columns[COLUMNS] = {
		[COL_SEGMENT] = { "Segment", ALIGN_LEFT, 20, true },
		[COL_MEMBERS] = { "Members", ALIGN_RIGHT, 9, false },
		[COL_REQUIRED] = { "To judge", ALIGN_RIGHT, 8, false },
		[COL_PLAIN] = {
			arena_printf(&d->arena, "%s would be",
				     percent_text(share, s->share, 0)),
			ALIGN_RIGHT, 8, false },
		[COL_DONE] = { "Judged", ALIGN_RIGHT, 10, false },
		[COL_BAD] = { "Bad", ALIGN_RIGHT, 6, false },
		[COL_BOUND] = { "Bad at most", ALIGN_RIGHT, 9, false },
		[COL_RELEVANT] = { "Relevant", ALIGN_RIGHT, 9, false },
		[COL_RANGE] = {
			arena_printf(&d->arena, "Relevant, %.0f %%",
				     confidence), ALIGN_RIGHT, 15, false },
		[COL_CHANGE] = { "Since baseline", ALIGN_RIGHT, 9, false },
		[COL_CHANGE_RANGE] = {
			arena_printf(&d->arena, "Since baseline, %.0f %%",
				     confidence), ALIGN_RIGHT, 17, false },
		[COL_GAIN] = {
			arena_printf(&d->arena, "Against the article's %.0f to "
				     "%.0f %%", 100 * s->gain_low,
				     100 * s->gain_high),
			ALIGN_LEFT, 16, true },
		[COL_NOTE] = { "Note", ALIGN_LEFT, 30, true },
	};

	table_columns(d, t, columns, COLUMNS);
}

static const struct figure *figure_of(const struct report_input *in,
				      const char *metric, const char *segment,
				      struct period period)
{
	const struct scope scope = { { [SCOPE_SEGMENT] = segment } };

	return figures_find(in->figures, metric_find(metric), &scope, period);
}

static bool has_lists(const struct report_input *in, struct period period)
{
	const struct figure *f = figure_of(in, "sample_members", NULL,
					   period);

	return f && isfinite(f->value);
}

/* The report's period; where it has no list, the latest before it that has
 * one: lists are drawn now and then, and the last one still stands. */
static struct period period_shown(const struct report_input *in)
{
	const struct metric *members = metric_find("sample_members");
	struct period shown = in->now;

	if (has_lists(in, in->now))
		return shown;
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];

		if (f->metric == members && !f->scope.dim[SCOPE_SEGMENT] &&
		    f->period.kind == in->now.kind && isfinite(f->value) &&
		    f->period.last < in->now.first &&
		    (!has_lists(in, shown) || f->period.first > shown.first))
			shown = f->period;
	}
	return shown;
}

/* Where the change lies beside what the article expects. */
static const char *gain_words(const struct report_input *in,
			      const struct figure *change)
{
	const struct config_samples *s = &in->config->samples;

	if (!change || !isfinite(change->value))
		return "";
	if (change->low >= s->gain_low)
		return change->low > s->gain_high ? "more than that" :
						    "reached";
	if (change->high < s->gain_low)
		return "less than that";
	return "not clear yet";
}

static struct cell range_cell(struct doc *d, const struct figure *f)
{
	const char *words = interval_words(d, f);

	return *words ? cell_text(words) : (struct cell){ .type = CELL_BLANK };
}

/* What to know of the rate first, then of what was judged. */
static const char *note_of(const struct figure *rate,
			   const struct figure *done)
{
	if (rate && !isfinite(rate->value) && *rate->note)
		return rate->note;
	return done ? done->note : "";
}

static void sample_row(struct doc *d, struct table *t,
		       const struct report_input *in, const char *segment,
		       struct period period)
{
	const struct figure *done = figure_of(in, "sample_compliance",
					      segment, period);
	const struct figure *rate = figure_of(in, "targeting_accuracy",
					      segment, period);
	const struct figure *change = figure_of(in, "targeting_change",
						segment, period);
	struct cell *row = table_row(d, t);
	const char *gain = gain_words(in, change);

	row[COL_SEGMENT] = cell_text(!segment ? "All segments" :
				     *segment ? clean(d, segment) : "(none)");
	for (size_t i = 0; i < COUNT_OF(measured); i++)
		row[measured[i].column] = figure_cell(d, figure_of(in,
			measured[i].metric, segment, period));
	if (done && isfinite(done->value))
		row[COL_DONE] = cell_text(arena_printf(&d->arena,
			"%lld of %lld", (long long)done->x,
			(long long)done->n));
	row[COL_RANGE] = range_cell(d, rate);
	row[COL_CHANGE_RANGE] = range_cell(d, change);
	if (*gain)
		row[COL_GAIN] = cell_text(gain);
	if (*note_of(rate, done))
		row[COL_NOTE] = cell_text(clean(d, note_of(rate, done)));
}

/* ---- agreement -------------------------------------------------------- */

enum { AGREE_WHAT, AGREE_VALUE, AGREE_RANGE, AGREE_N, AGREE_NOTE,
       AGREE_COLUMNS };

static void agreement_table(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in,
			    struct period period)
{
	static const struct column columns[AGREE_COLUMNS] = {
		[AGREE_WHAT] = { "Measure", ALIGN_LEFT, 34, true },
		[AGREE_VALUE] = { "Value", ALIGN_RIGHT, 9, false },
		[AGREE_RANGE] = { "Range", ALIGN_RIGHT, 15, false },
		[AGREE_N] = { "Members with two", ALIGN_RIGHT, 9, false },
		[AGREE_NOTE] = { "Note", ALIGN_LEFT, 50, true },
	};
	static const char *const measure[] = {
		"reviewer_agreement", "cohen_kappa", "verdict_alpha",
		"rating_alpha"
	};
	struct table *table = part_table(d, p, t, &block_samples);

	table->title = "Do the reviewers agree?";
	table->subtitle = "Members whom two or more people judged; beyond "
			  "chance: full agreement is 1, chance 0, and low "
			  "when almost all is good";
	table->empty = "Nobody has judged a sample yet.";
	table_columns(d, table, columns, AGREE_COLUMNS);
	for (size_t i = 0; i < COUNT_OF(measure); i++) {
		const struct figure *f = figure_of(in, measure[i], NULL,
						   period);
		struct cell *row;

		if (!f || !has_lists(in, period))
			continue;
		row = table_row(d, table);
		row[AGREE_WHAT] = cell_text(f->metric->title);
		row[AGREE_VALUE] = figure_cell(d, f);
		row[AGREE_RANGE] = range_cell(d, f);
		row[AGREE_N] = cell_number((double)f->n, 0);
		if (*f->note)
			row[AGREE_NOTE] = cell_text(clean(d, f->note));
	}
}

/* ---- words ------------------------------------------------------------ */

static const char *change_headline(struct doc *d,
				   const struct report_input *in,
				   const struct figure *change,
				   struct period period)
{
	const char *when = period_short(d, in, period);

	if (!change || !isfinite(change->value))
		return NULL;
	if (change->low > 0)
		return arena_printf(&d->arena, "Targeting is %s better than "
			"in the baseline, %s",
			value_words(d, change->metric, change->value), when);
	if (change->high < 0)
		return arena_printf(&d->arena, "Targeting is %s worse than "
			"in the baseline, %s",
			value_words(d, change->metric, -change->value), when);
	return NULL;
}

const char *judged_words(struct doc *d, const struct report_input *in)
{
	struct period period = period_shown(in);
	const struct figure *done = figure_of(in, "sample_compliance", NULL,
					      period);

	if (!done || !isfinite(done->value))
		return NULL;
	return arena_printf(&d->arena, "%lld of %s %s judged, %s",
			    (long long)done->x,
			    count_words(d, done->n, "drawn member"),
			    done->n == 1 ? "is" : "are",
			    period_short(d, in, period));
}

static const char *sample_headline(struct doc *d,
				   const struct report_input *in,
				   struct period period)
{
	const struct figure *done = figure_of(in, "sample_compliance", NULL,
					      period);
	const struct figure *rate = figure_of(in, "targeting_accuracy", NULL,
					      period);
	const char *when = period_short(d, in, period), *change;

	if (!done || !isfinite(done->value))
		return "There is no list of members to sample";
	if (done->x < done->n)
		return judged_words(d, in);
	change = change_headline(d, in, figure_of(in, "targeting_change",
						  NULL, period), period);
	if (change)
		return change;
	if (!rate || !isfinite(rate->value))
		return arena_printf(&d->arena, "No drawn member could be "
				    "judged, %s", when);
	return arena_printf(&d->arena, "%s of the members are relevant, %s",
			    value_words(d, rate->metric, rate->value), when);
}

static const char *sample_subtitle(struct doc *d,
				   const struct report_input *in,
				   struct period period)
{
	const char *older = period.first == in->now.first ? "" :
		arena_printf(&d->arena, ", the last with a list before %s",
			     period_short(d, in, in->now));

	return arena_printf(&d->arena, "Bad is borderline or not relevant; "
			    "the total is weighted by the members. %s%s",
			    period_words(&d->arena, period,
					 in->config->quarter_starts), older);
}

static void samples_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	const struct metric *members = metric_find("sample_members");
	struct period period = period_shown(in);
	struct table *table;

	part_headline(d, p, &block_samples, sample_headline(d, in, period));
	table = part_table(d, p, t, &block_samples);
	table->title = "The sample by segment";
	table->subtitle = sample_subtitle(d, in, period);
	table->empty = "No list of members was imported: the 5 % sample is "
		       "drawn from lists (kind members) by `tuneup sample`.";
	sample_columns(d, table, in);
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];

		if (f->metric == members && f->scope.dim[SCOPE_SEGMENT] &&
		    f->period.kind == period.kind &&
		    f->period.first == period.first)
			sample_row(d, table, in, f->scope.dim[SCOPE_SEGMENT],
				   period);
	}
	if (table->n_rows) {
		sample_row(d, table, in, NULL, period);
		table->total_row = true;
	}
	agreement_table(d, p, t, in, period);
}

const struct block block_samples = {
	.id = "samples",
	.help = "the 5 % sample by segment: judged, bad at most, relevant, "
		"since the baseline; do the reviewers agree",
	.span = 12,
	.build = samples_build,
};

/* ---- two charts ------------------------------------------------------- */

#define DOTS 10

/* Dots with intervals of a metric by segment, the total first. */
static struct chart *segment_chart(struct doc *d, struct part *p,
				   const struct template_block *t,
				   const struct report_input *in,
				   const char *metric, struct period period)
{
	struct chart *c = &part_add(d, p, ELEMENT_CHART, block_targeting.id,
				    t->span ? t->span : 6)->as.chart;
	const struct metric *m = metric_find(metric);

	c->type = CHART_RANGE;
	c->percent = true;
	c->unit = "%";
	c->digits = m->digits;
	c->target = NAN;
	c->label = arena_array(&d->arena, DOTS, sizeof *c->label);
	c->value = arena_array(&d->arena, DOTS, sizeof *c->value);
	c->low = arena_array(&d->arena, DOTS, sizeof *c->low);
	c->high = arena_array(&d->arena, DOTS, sizeof *c->high);
	c->tone = arena_array(&d->arena, DOTS, sizeof *c->tone);
	for (size_t i = 0; i < in->figures->n && c->n < DOTS; i++) {
		const struct figure *f = &in->figures->item[i];
		const char *segment = f->scope.dim[SCOPE_SEGMENT];

		if (f->metric != m || f->period.kind != period.kind ||
		    f->period.first != period.first || !isfinite(f->value))
			continue;
		c->label[c->n] = !segment ? "All segments" :
			*segment ? clean(d, segment) : "(none)";
		c->value[c->n] = f->value;
		c->low[c->n] = f->low;
		c->high[c->n] = f->high;
		c->tone[c->n++] = segment ? TONE_PLAIN : TONE_STRONG;
	}
	return c;
}

static const char *segments_alt(struct doc *d, const struct chart *c)
{
	const char *all = c->title;
	char v[NUM_TEXT_MAX], low[NUM_TEXT_MAX], high[NUM_TEXT_MAX];

	for (size_t i = 0; i < c->n; i++)
		all = arena_printf(&d->arena, isfinite(c->low[i]) ?
				   "%s%s %s %s, %s to %s" : "%s%s %s %s", all,
				   i ? ";" : ".", c->label[i],
				   percent_text(v, c->value[i], 1),
				   percent_text(low, c->low[i], 1),
				   percent_text(high, c->high[i], 1));
	return arena_printf(&d->arena, "%s.", all);
}

static void relevance_chart(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in,
			    struct period period)
{
	struct chart *c = segment_chart(d, p, t, in, "targeting_accuracy",
					period);
	const struct figure *all = figure_of(in, "targeting_accuracy", NULL,
					     period);
	const char *judged = judged_words(d, in);

	c->title = all && isfinite(all->value) ?
		arena_printf(&d->arena, "%s of the members are relevant",
			     value_words(d, all->metric, all->value)) :
		"How many members are relevant";
	c->subtitle = arena_printf(&d->arena, "Share of relevant members by "
		"segment with its interval; %s", judged ? judged :
		"there is no list of members");
	c->empty = "No member of a list was judged yet.";
	c->alt = c->n ? segments_alt(d, c) : c->empty;
}

/* Only segments count whose whole interval is at the article's least. */
static const char *gain_title(struct doc *d, const struct report_input *in,
			      const struct chart *c)
{
	long long n = 0, reached = 0;
	char gain[NUM_TEXT_MAX];

	for (size_t i = 0; i < c->n; i++) {
		if (c->tone[i] == TONE_STRONG)
			continue;
		n++;
		reached += c->low[i] >= in->config->samples.gain_low ? 1 : 0;
	}
	if (!n)
		return "What targeting gained since the baseline";
	percent_text(gain, in->config->samples.gain_low, 0);
	if (!reached)
		return arena_printf(&d->arena, "No segment surely gained %s "
				    "or more", gain);
	return arena_printf(&d->arena, "%lld of %s surely gained %s or more",
			    reached, count_words(d, n, "segment"), gain);
}

static void targeting_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	const struct config_samples *s = &in->config->samples;
	struct period period = period_shown(in);
	struct chart *c;

	part_headline(d, p, &block_targeting,
		      sample_headline(d, in, period));
	relevance_chart(d, p, t, in, period);
	c = segment_chart(d, p, t, in, "targeting_change", period);
	c->title = gain_title(d, in, c);
	c->subtitle = "Change of that share since the baseline by segment, "
		      "with its interval";
	c->target = s->gain_low;
	c->target_text = arena_printf(&d->arena, "article: %.0f to %.0f\u00a0%%",
				      100 * s->gain_low, 100 * s->gain_high);
	c->empty = "No sample can be compared with a baseline yet.";
	c->alt = c->n ? segments_alt(d, c) : c->empty;
}

const struct block block_targeting = {
	.id = "targeting",
	.help = "relevant members by segment, and what targeting gained since "
		"the baseline, as dots with intervals",
	.span = 12,
	.build = targeting_build,
};
