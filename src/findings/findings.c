/*
 * findings/findings.c - collect what each idea has to say, in order.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "findings/audit.h"
#include "findings/build.h"

struct finding *finding_add(struct builder *b, enum finding_use use,
			    const char *word, const char *workflow)
{
	struct findings *f = b->out;
	const char *id = workflow ?
		arena_printf(b->a, "%s:%s", word, workflow) : word;

	vec_reserve(&f->item, f->n, &f->cap);
	f->item[f->n] = (struct finding){
		.id = id, .use = use, .big = "", .title = "", .sentence = ""
	};
	return &f->item[f->n++];
}

struct finding *finding_decide(struct builder *b, const char *word,
			       const char *workflow, enum cause cause,
			       const struct figure *figure)
{
	struct finding *f = finding_add(b, FINDING_DECIDE, word, workflow);

	f->certainty = SURE;
	f->cause = cause;
	f->tone = -1;
	f->figure = figure;
	return f;
}

const struct figure *now_figure(const struct builder *b, const char *metric,
				const char *workflow)
{
	return figures_get(b->in->figures, metric, workflow, b->in->now);
}

const struct figure *before_figure(const struct builder *b,
				   const char *metric, const char *workflow)
{
	return figures_get(b->in->figures, metric, workflow, b->in->before);
}

double now_value(const struct builder *b, const char *metric,
		 const char *workflow)
{
	const struct figure *f = now_figure(b, metric, workflow);

	return f ? f->value : (double)NAN;
}

bool is_firm(const struct figure *f)
{
	return f && !isnan(f->value) && !f->partial &&
	       f->verdict != VERDICT_INCOMPLETE;
}

enum certainty certainty_of(double low, double high, double limit, int *side)
{
	double above = (high - limit) / (high - low);

	*side = above > 0.5 ? 1 : -1;
	if (low > limit || high < limit)
		return SURE;
	return above >= 0.8 || above <= 0.2 ? LIKELY : NOT_CLEAR;
}

bool worth_saying(const struct builder *b, enum certainty certainty)
{
	return certainty == SURE ||
	       (certainty == LIKELY && b->in->now.kind != PERIOD_WEEK);
}

double fixing_hours(const struct builder *b, const char *workflow)
{
	double corrections = now_value(b, "correction_hours", workflow);
	double loops = now_value(b, "loop_hours", workflow);

	return ((isnan(corrections) ? 0 : corrections) +
		(isnan(loops) ? 0 : loops)) / b->weeks;
}

/* Workflows with outputs in this period; figures are sorted. */
static void find_workflows(struct builder *b)
{
	const struct figures *f = b->in->figures;
	const struct metric *rework = metric_find("rework");

	b->workflow = arena_array(b->a, f->n + 1, sizeof *b->workflow);
	for (size_t i = 0; i < f->n; i++) {
		const struct figure *g = &f->item[i];
		const char *id = g->scope.dim[SCOPE_WORKFLOW];

		if (g->metric == rework && id &&
		    figures_get(f, "rework", id, b->in->now) == g &&
		    now_value(b, "outputs", id) > 0)
			b->workflow[b->n_workflows++] = id;
	}
}

/* Bad before good before neutral: what hurts is read first. */
static int tone_rank(int tone)
{
	return tone < 0 ? 0 : tone > 0 ? 1 : 2;
}

static bool comes_before(const struct finding *a, const struct finding *b)
{
	if (a->use != b->use)
		return a->use < b->use;
	if (a->severe != b->severe)
		return a->severe;
	if (tone_rank(a->tone) != tone_rank(b->tone))
		return tone_rank(a->tone) < tone_rank(b->tone);
	return a->hours > b->hours;
}

/* Insertion keeps equals in the order in which they were said. */
static void sort_findings(struct findings *f)
{
	for (size_t i = 1; i < f->n; i++) {
		struct finding x = f->item[i];
		size_t at = i;

		for (; at > 0 && comes_before(&x, &f->item[at - 1]); at--)
			f->item[at] = f->item[at - 1];
		f->item[at] = x;
	}
}

/* Two findings on one number say it twice: the surer one stays, of equally
 * sure ones the later, which looks at more weeks. */
static bool is_repeat(const struct findings *f, size_t i)
{
	const struct finding *a = &f->item[i];

	if (a->use != FINDING_CHANGE || !a->figure)
		return false;
	for (size_t k = 0; k < f->n; k++) {
		const struct finding *b = &f->item[k];

		if (b->use == a->use && b->figure == a->figure &&
		    (b->certainty > a->certainty ||
		     (b->certainty == a->certainty && k > i)))
			return true;
	}
	return false;
}

static void drop_repeats(struct findings *f, struct arena *a)
{
	bool *repeat = arena_array(a, f->n + 1, sizeof *repeat);
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		repeat[i] = is_repeat(f, i);
	for (size_t i = 0; i < f->n; i++) {
		if (!repeat[i])
			f->item[n++] = f->item[i];
	}
	f->n = n;
}

void findings_build(struct findings *out, const struct findings_input *in)
{
	struct builder b = { .out = out, .in = in, .a = &out->arena };

	b.now = say_now(b.a, in->now, in->as_of);
	b.before = say_before(in->now);
	b.weeks = audit_weeks(in, in->now);
	find_workflows(&b);
	add_headline(&b);
	add_rework_findings(&b);
	add_shift_findings(&b);
	add_input_findings(&b);
	add_signal_findings(&b);
	add_hours_findings(&b);
	add_checkpoint_findings(&b);
	add_gaps(&b);
	add_sample_findings(&b);
	drop_repeats(out, b.a);
	sort_findings(out);
}

void findings_release(struct findings *f)
{
	free(f->item);
	arena_release(&f->arena);
	*f = (struct findings){ 0 };
}
