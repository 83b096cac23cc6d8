/*
 * findings/sample_findings.c - targeting against its baseline, campaigns
 * whose tracking comes first, and a sample that is not judged yet.
 */
#include <math.h>

#include "base/num.h"
#include "findings/build.h"

#define NAMES_SHOWN 3

static const char *gain_words(const struct builder *b,
			      const struct figure *change)
{
	const struct config_samples *s = &b->in->config->samples;
	const char *range = arena_printf(b->a, "%.0f to %.0f %%",
					 100 * s->gain_low,
					 100 * s->gain_high);

	if (change->low >= s->gain_low)
		return arena_printf(b->a, "The article's %s are reached",
				    range);
	if (change->high < s->gain_low)
		return arena_printf(b->a, "It is less than the article's %s",
				    range);
	return arena_printf(b->a, "Whether it is the article's %s is not "
			    "clear yet", range);
}

/* Sure only: a draw is small, and the next one comes. */
static void add_targeting(struct builder *b)
{
	const struct figure *change = now_figure(b, "targeting_change", NULL);
	const struct figure *rate = now_figure(b, "targeting_accuracy", NULL);
	char text[3][NUM_TEXT_MAX];
	struct finding *f;
	bool better;

	if (!change || !rate || isnan(change->value) || change->partial ||
	    !(change->low > 0 || change->high < 0))
		return;
	better = change->value > 0;
	f = finding_add(b, FINDING_CHANGE, "targeting-change", NULL);
	f->certainty = SURE;
	f->cause = CAUSE_INPUT;
	f->tone = better ? 1 : -1;
	f->figure = change;
	f->block = "samples";
	f->big = arena_strdup(b->a, signed_percent_text(text[0],
							change->value, 0));
	f->title = better ? "Targeting is better than in the baseline" :
			    "Targeting is worse than in the baseline";
	f->sentence = arena_printf(b->a,
		"%s of the members sampled %s are relevant (%s): " BOLD("%s")
		" since the baseline, range %s%s%s. %s.",
		say_rate(b->a, rate->value), b->now,
		say_rate_range(b->a, rate->low, rate->high),
		signed_percent_text(text[0], change->value, 1),
		signed_percent_text(text[1], change->low, 1),
		isnan(change->high) ? " and more" : " to ",
		isnan(change->high) ? "" :
			signed_percent_text(text[2], change->high, 1),
		gain_words(b, change));
}

/* Campaigns of the period with too few outcomes; their number. */
static size_t find_untracked(const struct builder *b, const char **name,
			     const struct figure **first)
{
	const struct metric *m = metric_find("tracking_completeness");
	const struct figures *all = b->in->figures;
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct figure *f = &all->item[i];

		if (f->metric != m || !f->scope.dim[SCOPE_CAMPAIGN] ||
		    f->scope.dim[SCOPE_CHANNEL] ||
		    f->period.kind != b->in->now.kind ||
		    f->period.first != b->in->now.first ||
		    !(f->value < b->in->config->samples.tracking_limit))
			continue;
		if (!n)
			*first = f;
		name[n++] = f->scope.dim[SCOPE_CAMPAIGN];
	}
	return n;
}

static void add_untracked(struct builder *b)
{
	const char **name = arena_array(b->a, b->in->figures->n + 1,
					sizeof *name);
	const struct figure *first = NULL;
	size_t n = find_untracked(b, name, &first);
	struct finding *f;

	if (!n)
		return;
	f = finding_decide(b, "fix-tracking", NULL, CAUSE_INPUT, first);
	f->block = "campaigns";
	f->big = say_rate(b->a, first->value);
	f->title = "Who repairs the tracking?";
	f->sentence = arena_printf(b->a,
		"Fewer than %s of the messages of " BOLD("%s") " %s have opens, "
		"clicks or conversions. Until they do, there is no tuning "
		"advice for %s. Decide who repairs the tracking.",
		say_limit(b->a, b->in->config->samples.tracking_limit),
		say_names(b->a, name, n, NAMES_SHOWN), b->now,
		n == 1 ? "it" : "them");
}

static void add_open_sample(struct builder *b)
{
	const struct figure *done = now_figure(b, "sample_compliance", NULL);
	struct finding *f;

	if (!done || isnan(done->value) || done->x >= done->n)
		return;
	f = finding_add(b, FINDING_CANNOT_SAY, "sample-open", NULL);
	f->figure = done;
	f->block = "samples";
	f->title = "How many members of the segments are relevant";
	f->sentence = arena_printf(b->a, "%s of %s drawn %s are judged. "
		"`tuneup sample` prints who is drawn.",
		say_first_upper(b->a, say_part(b->a, done->x)),
		say_number(b->a, done->n), done->n == 1 ? "member" :
							  "members");
}

void add_sample_findings(struct builder *b)
{
	add_targeting(b);
	add_untracked(b);
	add_open_sample(b);
}
