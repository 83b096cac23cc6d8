/* Scores by tool as dots with their intervals, beside the article's. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/consistency.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define DOTS 10

static const char *tool_words(struct doc *d, const struct figure *f)
{
	const char *tool = clean(d, f->scope.dim[SCOPE_TOOL]);

	return *tool ? tool : "(no tool)";
}

static void dot_add(struct doc *d, struct chart *c,
		    const struct report_input *in, const struct figure *f)
{
	const struct config_reference *r =
		reference_of(d, in, f->scope.dim[SCOPE_TOOL]);
	double reference = r ? r->score : (double)NAN;

	c->label[c->n] = tool_words(d, f);
	c->value[c->n] = f->value;
	c->low[c->n] = f->low;
	c->high[c->n] = f->high;
	c->centre[c->n] = reference;
	c->tone[c->n++] = reference > f->high ? TONE_BAD : TONE_STRONG;
}

/* Only an interval that leaves the reference out says anything. */
static const char *dots_title(struct doc *d, const struct chart *c)
{
	long long below = 0, compared = 0;

	for (size_t i = 0; i < c->n; i++) {
		compared += isfinite(c->centre[i]) ? 1 : 0;
		below += c->centre[i] > c->high[i] ? 1 : 0;
	}
	if (!compared)
		return "How evenly good each tool\u2019s outputs are";
	if (!below)
		return "No tool is surely below its reference";
	return arena_printf(&d->arena, "%lld of %s %s surely below the "
			    "reference", below,
			    count_words(d, compared, "tool"),
			    below == 1 ? "is" : "are");
}

static const char *dots_alt(struct doc *d, const struct chart *c)
{
	const char *all = c->title;
	char v[NUM_TEXT_MAX], r[NUM_TEXT_MAX];

	for (size_t i = 0; i < c->n; i++)
		all = arena_printf(&d->arena, "%s%s %s %s%s%s", all,
				   i ? ";" : ".", c->label[i],
				   num_text(v, c->value[i], 1),
				   isfinite(c->centre[i]) ?
					", reference " : "",
				   isfinite(c->centre[i]) ?
					num_text(r, c->centre[i], 1) : "");
	return arena_printf(&d->arena, "%s.", all);
}

static void consistency_chart_build(struct doc *d, struct part *p,
				    const struct template_block *t,
				    const struct report_input *in)
{
	struct chart *c = part_chart(d, p, t, &block_consistency_chart);
	size_t n;
	const struct figure **tool = scores_of(d, in, &n);

	c->type = CHART_RANGE;
	c->unit = "";
	c->digits = 1;
	c->target = NAN;
	c->title = "How evenly good each tool\u2019s outputs are";
	c->empty = arena_printf(&d->arena, "No tool has a score %s.",
				this_period(in, false));
	c->alt = c->empty;
	c->label = arena_array(&d->arena, DOTS, sizeof *c->label);
	c->value = arena_array(&d->arena, DOTS, sizeof *c->value);
	c->low = arena_array(&d->arena, DOTS, sizeof *c->low);
	c->high = arena_array(&d->arena, DOTS, sizeof *c->high);
	c->centre = arena_array(&d->arena, DOTS, sizeof *c->centre);
	c->tone = arena_array(&d->arena, DOTS, sizeof *c->tone);
	for (size_t i = 0; i < n && c->n < DOTS; i++)
		if (isfinite(tool[i]->value))
			dot_add(d, c, in, tool[i]);
	c->subtitle = arena_printf(&d->arena, "Consistency score 1 to 10 by "
		"tool, 95 %% interval%s; stroke: Table 1 of the article",
		n > DOTS ? arena_printf(&d->arena, ", the best %d of %zu",
					DOTS, n) : "");
	if (!c->n)
		return;
	c->title = dots_title(d, c);
	c->alt = dots_alt(d, c);
}

const struct block block_consistency_chart = {
	.id = "consistency_chart",
	.help = "consistency score by tool as dots with intervals, beside the "
		"article's reference",
	.span = 12,
	.build = consistency_chart_build,
};
