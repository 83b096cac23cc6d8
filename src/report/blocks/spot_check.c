/*
 * The monthly spot check: the key metrics of all work, this period beside the
 * one before (FAQ 4). What a metric lacks it says in its place: a metric that
 * was never measured is a finding of a spot check, too.
 */
#include <math.h>

#include "report/blocks/said.h"
#include "report/blocks/series.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define TREND_WEEKS 26

enum {
	COL_METRIC, COL_NOW, COL_RANGE, COL_BEFORE, COL_TARGET, COL_VERDICT,
	COL_TREND, COLUMNS
};

/* One or two of each of the article's concerns: quality, hours, handoffs,
 * checkpoints, feedback, inputs. */
static const char *const key_metrics[] = {
	"rework", "usable", "consistency", "correction_median", "net_hours",
	"fix_to_save", "friction", "mismatch_rate", "escape_rate",
	"message_altered", "targeting_accuracy", "sample_compliance",
	"latency_compliance", "brief_coverage", "tracking_completeness"
};

static void spot_columns(struct doc *d, struct table *t,
			 const struct report_input *in)
{
	const struct column columns[COLUMNS] = {
		[COL_METRIC] = { "Metric", ALIGN_LEFT, 26, true },
		[COL_NOW] = { period_short(d, in, in->now), ALIGN_RIGHT, 11,
			      false },
		[COL_RANGE] = { "Interval", ALIGN_RIGHT, 15, false },
		[COL_BEFORE] = { period_short(d, in, in->before), ALIGN_RIGHT,
				 11, false },
		[COL_TARGET] = { "Target", ALIGN_RIGHT, 13, false },
		[COL_VERDICT] = { "Verdict", ALIGN_LEFT, 30, true },
		[COL_TREND] = { "Is it changing?", ALIGN_LEFT, 17, false },
	};

	table_columns(d, t, columns, COLUMNS);
}

static struct cell toned(const char *words, enum tone tone)
{
	struct cell c = cell_text(words);

	c.tone = tone;
	return *words ? c : (struct cell){ .type = CELL_BLANK };
}

static void spot_row(struct doc *d, struct table *t,
		     const struct report_input *in, const struct metric *m)
{
	const struct figure *now = figure_now(in, m->id, NULL);
	const struct figure *before = figures_get(in->figures, m->id, NULL,
						  in->before);
	struct cell *row = table_row(d, t);
	struct series s;

	series_of(&s, in, m, NULL, TREND_WEEKS, &d->arena);
	row[COL_METRIC] = cell_text(metric_words(d, m));
	row[COL_NOW] = figure_cell(d, now);
	row[COL_NOW].tone = row[COL_NOW].type == CELL_DASH ? TONE_MUTED :
							     TONE_STRONG;
	row[COL_RANGE] = now ? toned(interval_words(d, now), TONE_PLAIN) :
			       (struct cell){ .type = CELL_BLANK };
	row[COL_BEFORE] = figure_cell(d, before);
	row[COL_TARGET] = toned(target_words(d, in, m), TONE_PLAIN);
	row[COL_VERDICT] = now && !isfinite(now->value) ?
		toned(clean(d, now->note), TONE_MUTED) :
		toned(verdict_words(d, in, now), verdict_tone(now));
	row[COL_TREND] = toned(s.trend, trend_tone(s.trend));
}

struct tally { int measured, beyond; };

static struct tally tally_of(const struct report_input *in)
{
	struct tally t = { 0, 0 };

	for (size_t i = 0; i < COUNT_OF(key_metrics); i++) {
		const struct figure *f = figure_now(in, key_metrics[i], NULL);

		if (!f || !isfinite(f->value))
			continue;
		t.measured++;
		t.beyond += verdict_tone(f) == TONE_BAD;
	}
	return t;
}

/* "2 of 15 key metrics are surely beyond the limit" */
static const char *spot_title(struct doc *d, const struct report_input *in)
{
	struct tally t = tally_of(in);
	size_t all = COUNT_OF(key_metrics);

	if (!t.measured)
		return arena_printf(&d->arena, "No key metric was measured %s",
				    this_period(in, false));
	if (!t.beyond)
		return arena_printf(&d->arena, "None of %zu key metrics is "
				    "surely beyond its limit", all);
	return arena_printf(&d->arena, "%d of %zu key metrics %s surely "
			    "beyond the limit", t.beyond, all,
			    t.beyond == 1 ? "is" : "are");
}

static void spot_build(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	struct table *table;

	part_headline(d, p, &block_spot_check, "Key metrics");
	table = part_table(d, p, t, &block_spot_check);
	table->title = spot_title(d, in);
	table->subtitle = arena_printf(&d->arena, "All work, %s beside %s; "
				       "%d measured; the last column judges "
				       "%d weeks",
				       period_short(d, in, in->now),
				       period_short(d, in, in->before),
				       tally_of(in).measured, TREND_WEEKS);
	table->empty = "No key metric is computed.";
	spot_columns(d, table, in);
	for (size_t i = 0; i < COUNT_OF(key_metrics); i++) {
		const struct metric *m = metric_find(key_metrics[i]);

		if (m)
			spot_row(d, table, in, m);
	}
}

const struct block block_spot_check = {
	.id = "spot_check",
	.help = "the key metrics of all work beside the period before: "
		"interval, target, verdict, trend",
	.span = 12,
	.build = spot_build,
};
