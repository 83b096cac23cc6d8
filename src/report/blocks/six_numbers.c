/*
 * The front page's six numbers. A metric is looked up by id, so a number
 * appears as soon as something measures it; until then its tile says what it
 * needs.
 */
#include <math.h>
#include <string.h>

#include "report/blocks/said.h"
#include "report/blocks/series.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define SPARK_WEEKS 13

static const char *note_or(struct doc *d, const struct figure *f,
			   const char *otherwise)
{
	return f && *f->note ? clean(d, f->note) : otherwise;
}

/* Nothing to print but the reason. */
static struct tile dash_tile(struct doc *d, const char *label,
			     const char *why)
{
	return (struct tile){
		.label = label, .value = DASH, .unit = "", .interval = "",
		.target = "", .verdict = clean(d, why), .change = "",
		.meets = "", .tone = TONE_MUTED, .cell = cell_dash(why),
	};
}

static int arrow_of(const struct series *s)
{
	bool up = !strcmp(s->trend, "improving");

	if (!up && strcmp(s->trend, "degrading") != 0)
		return 0;
	return up == (s->metric->direction > 0) ? 1 : -1;
}

/* What is not clear is never coloured, whatever the weeks do. The colour is
 * that of the verdict's words; without any, of the trend's. */
static enum tone tile_tone(const struct report_input *in,
			   const struct figure *f, const struct series *s,
			   const char *verdict)
{
	const struct config_thresholds *limits = &in->config->limits;

	if (f->immature)
		return TONE_PLAIN;
	if (f->verdict != VERDICT_NONE)
		return verdict_tone(f);
	if (!*verdict)
		return trend_tone(s->trend);
	return f->value >= limits->fix_to_save_stop ? TONE_BAD :
	       f->value >= limits->fix_to_save_warn ? TONE_WARN : TONE_PLAIN;
}

/* A tile has room for the word only: how many outputs are missing, and why,
 * stands in the scorecard. */
static const char *tile_verdict(struct doc *d, const struct report_input *in,
				const struct figure *f)
{
	if (!f->partial && f->immature)
		return "not mature yet";
	if (!f->partial && f->verdict == VERDICT_NOT_CLEAR)
		return "not clear yet";
	if (!f->partial && f->verdict == VERDICT_INCOMPLETE)
		return "incomplete";
	return verdict_words(d, in, f);
}

/* The week is not over: the number so far, no interval, no words. */
static void so_far(struct tile *t, const struct figure *f)
{
	if (!f->partial)
		return;
	t->interval = "";
	t->tone = TONE_PLAIN;
}

static struct tile number_tile(struct doc *d, const struct report_input *in,
			       const struct six_number *number)
{
	const struct metric *m = metric_find(number->metric);
	const char *verdict;
	const struct figure *f = figure_now(in, number->metric, NULL);
	struct series s;
	struct tile tile;

	if (!m)
		return dash_tile(d, number->label,
				 arena_printf(&d->arena, "not measured yet: "
					      "needs %s", number->needs));
	series_of(&s, in, m, NULL, SPARK_WEEKS, &d->arena);
	if (!f || !isfinite(f->value)) {
		tile = dash_tile(d, m->title, note_or(d, f, "no data in this "
						      "period"));
	} else {
		verdict = tile_verdict(d, in, f);
		tile = (struct tile){
			.label = m->title,
			.value = value_number(d, m, f->value),
			.unit = unit_words(d, m),
			.interval = interval_words(d, f),
			.target = target_words(d, in, m),
			.verdict = verdict,
			.change = s.trend,
			.meets = series_meets(&s, target_of(in, m)),
			.tone = tile_tone(in, f, &s, verdict),
			.arrow = arrow_of(&s),
			.cell = value_cell(m, f->value),
		};
		so_far(&tile, f);
	}
	tile.spark = s.value;
	tile.n_spark = s.points ? s.n : 0;
	return tile;
}

static void six_numbers_build(struct doc *d, struct part *p,
			      const struct template_block *t,
			      const struct report_input *in)
{
	struct element *e = part_add(d, p, ELEMENT_TILES, block_six_numbers.id,
				     block_span(t, &block_six_numbers));
	size_t n = COUNT_OF(six_numbers);

	e->as.tiles.title = "Six numbers";
	e->as.tiles.item = arena_array(&d->arena, n,
				       sizeof *e->as.tiles.item);
	for (size_t i = 0; i < n; i++)
		e->as.tiles.item[i] = number_tile(d, in, &six_numbers[i]);
	e->as.tiles.n = n;
}

const struct block block_six_numbers = {
	.id = "six_numbers",
	.help = "the six numbers of the front page: value, interval, target, "
		"verdict, 13 weeks",
	.span = 12,
	.build = six_numbers_build,
};
