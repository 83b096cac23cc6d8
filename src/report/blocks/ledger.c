/*
 * The improvement ledger: every metric of all work, its baseline, the period
 * before, now, the change with its interval, and a word: R36.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "metrics/stats.h"
#include "report/blocks/said.h"
#include "report/blocks/series.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_METRIC, COL_BASELINE, COL_BEFORE, COL_NOW, COL_CHANGE, COL_RANGE,
	COL_WORD, COLUMNS
};

struct change {
	double value;			/* now less before, NAN */
	struct interval range;		/* NAN: none */
};

static bool has_range(const struct figure *f)
{
	return isfinite(f->low) && isfinite(f->high);
}

/* Rates by Newcombe 1998; others by the square root of the squares of both
 * halves, as the findings do (hours). */
static struct change change_of(const struct report_input *in,
			       const struct figure *now,
			       const struct figure *before)
{
	struct change c = { NAN, { NAN, NAN } };
	double z = z_for(in->config->limits.confidence_rates), low, high;

	if (!now || !before || !isfinite(now->value) ||
	    !isfinite(before->value))
		return c;
	c.value = now->value - before->value;
	if (!has_range(now) || !has_range(before) || now->partial)
		return c;
	if (now->metric->unit == UNIT_RATE && now->x != NUM_NULL) {
		c.range = newcombe((double)now->x, (double)now->n,
				   (double)before->x, (double)before->n, z);
		return c;
	}
	low = hypot(now->value - now->low, before->high - before->value);
	high = hypot(now->high - now->value, before->value - before->low);
	c.range = (struct interval){ c.value - low, c.value + high };
	return c;
}

static const char *word_of(const struct metric *m, const struct change *c)
{
	int side;

	if (!isfinite(c->range.low))
		return "";
	side = c->range.low > 0 ? 1 : c->range.high < 0 ? -1 : 0;
	if (!side)
		return "not clear yet";
	if (!m->direction)
		return side > 0 ? "more" : "less";
	return side == m->direction ? "better" : "worse";
}

/* ---- cells ------------------------------------------------------------ */

static bool is_share(const struct metric *m)
{
	return m->unit == UNIT_RATE || m->unit == UNIT_PERCENT;
}

/* A change of shares is in points. */
static struct cell change_cell(const struct metric *m, double v)
{
	struct cell c;

	if (!isfinite(v))
		return cell_dash("needs both periods");
	c = cell_number(is_share(m) ? 100 * v : v,
			m->digits || !is_share(m) ? m->digits : 1);
	c.type = CELL_CHANGE;
	return c;
}

static struct cell range_cell(struct doc *d, const struct metric *m,
			      struct interval range)
{
	double scale = is_share(m) ? 100 : 1;
	char low[NUM_TEXT_MAX], high[NUM_TEXT_MAX];

	if (!isfinite(range.low))
		return (struct cell){ .type = CELL_BLANK };
	return cell_text(arena_printf(&d->arena, "%s to %s",
		signed_text(low, scale * range.low, m->digits),
		signed_text(high, scale * range.high, m->digits)));
}

/* The mean of the weeks that the limits rest on. */
static struct cell baseline_cell(struct doc *d, const struct report_input *in,
				 const struct metric *m)
{
	struct series s;

	series_of(&s, in, m, NULL, 1, &d->arena);
	if (!s.now || !isfinite(s.now->centre))
		return cell_dash(*s.trend ? "no baseline of 8 weeks" :
					    "counts and money have none");
	return value_cell(m, s.now->centre);
}

static void ledger_row(struct doc *d, struct table *t,
		       const struct report_input *in, const struct metric *m,
		       int64_t counted[3])
{
	const struct figure *now = figure_now(in, m->id, NULL);
	const struct figure *before = figures_get(in->figures, m->id, NULL,
						  in->before);
	struct change c = change_of(in, now, before);
	const char *word = word_of(m, &c);
	struct cell *row = table_row(d, t);

	row[COL_METRIC] = cell_text(metric_words(d, m));
	row[COL_BASELINE] = baseline_cell(d, in, m);
	row[COL_BEFORE] = figure_cell(d, before);
	row[COL_NOW] = figure_cell(d, now);
	row[COL_CHANGE] = change_cell(m, c.value);
	row[COL_RANGE] = range_cell(d, m, c.range);
	if (!*word)
		return;
	row[COL_WORD] = cell_text(word);
	if (!strcmp(word, "better"))
		row[COL_WORD].tone = TONE_GOOD;
	else if (!strcmp(word, "worse"))
		row[COL_WORD].tone = TONE_BAD;
	counted[0] += !strcmp(word, "better");
	counted[1] += !strcmp(word, "worse");
	counted[2]++;
}

static void ledger_columns(struct doc *d, struct table *t,
			   const struct report_input *in)
{
	const struct column columns[COLUMNS] = {
		[COL_METRIC] = { "Metric", ALIGN_LEFT, 30, true },
		[COL_BASELINE] = { "Baseline, a week", ALIGN_RIGHT, 12,
				   false },
		[COL_BEFORE] = { "The one before", ALIGN_RIGHT, 12, false },
		[COL_NOW] = { this_period(in, true), ALIGN_RIGHT, 12, false },
		[COL_CHANGE] = { "Change", ALIGN_RIGHT, 9, false },
		[COL_RANGE] = { "Its interval", ALIGN_RIGHT, 18, false },
		[COL_WORD] = { "Word", ALIGN_LEFT, 13, false },
	};

	table_columns(d, t, columns, COLUMNS);
}

static void ledger_build(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	int64_t counted[3] = { 0 };
	struct table *table;

	part_headline(d, p, &block_ledger, "What has changed, metric by "
		      "metric");
	table = &part_add(d, p, ELEMENT_TABLE, block_ledger.id,
			  block_span(t, &block_ledger))->as.table;
	table->empty = "No metric was measured.";
	ledger_columns(d, table, in);
	for (size_t i = 0; metric_table[i]; i++) {
		const struct metric *m = metric_table[i];

		if (m->scopes & AT_TOTAL && (figure_now(in, m->id, NULL) ||
		    figures_get(in->figures, m->id, NULL, in->before)))
			ledger_row(d, table, in, m, counted);
	}
	table->title = counted[2] ? arena_printf(&d->arena,
		"%lld of %s surely better, %lld worse",
		(long long)counted[0], count_words(d, counted[2], "metric"),
		(long long)counted[1]) :
		"No metric has an interval in both periods";
	table->subtitle = arena_printf(&d->arena, "All work, %s and the one "
				       "before; changes of shares in points, a "
				       "word only where the interval excludes "
				       "0; the baseline is the mean of the "
				       "weeks the limits rest on", d->period);
}

const struct block block_ledger = {
	.id = "ledger",
	.help = "every metric: baseline, the period before, now, the change "
		"with its interval and word",
	.span = 12,
	.build = ledger_build,
};
