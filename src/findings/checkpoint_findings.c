/*
 * findings/checkpoint_findings.c - where checkpoints let errors through, and
 * whether adaptation altered the core message.
 */
#include <math.h>
#include <string.h>

#include "findings/build.h"

static bool is_now(const struct builder *b, const struct figure *f,
		   const char *metric)
{
	return !strcmp(f->metric->id, metric) &&
	       f->period.kind == b->in->now.kind &&
	       f->period.first == b->in->now.first;
}

static const struct figure *at_scope(const struct builder *b,
				     const char *metric,
				     const struct scope *scope)
{
	return figures_find(b->in->figures, metric_find(metric), scope,
			    b->in->now);
}

static double hours_of(const struct builder *b, const struct scope *scope)
{
	const struct figure *f = at_scope(b, "gap_hours", scope);

	return f && isfinite(f->value) ? f->value : 0;
}

/* The step of the workflow with the most hours at stake; of equal ones the
 * first by name. */
static const struct figure *worst_step(const struct builder *b,
				       const char *workflow)
{
	const struct figures *all = b->in->figures;
	const struct figure *worst = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct figure *f = &all->item[i];

		if (is_now(b, f, "checkpoint_gaps") &&
		    f->scope.dim[SCOPE_STEP] &&
		    f->scope.dim[SCOPE_WORKFLOW] &&
		    !strcmp(f->scope.dim[SCOPE_WORKFLOW], workflow) &&
		    (!worst || hours_of(b, &f->scope) >
				       hours_of(b, &worst->scope)))
			worst = f;
	}
	return worst;
}

/* "2 defects passed it and took 0.4 hours to correct" */
static const char *passed_words(const struct builder *b,
				const struct scope *scope)
{
	const struct figure *defects = at_scope(b, "gap_defects", scope);
	const struct figure *hours = at_scope(b, "gap_hours", scope);
	int64_t n = defects && defects->value > 0 ? (int64_t)defects->value :
						    0;

	if (!n)
		return "no defect is known to have passed it";
	return arena_printf(b->a, BOLD("%s") " passed it%s%s%s",
			    say_count(b->a, n, "defect"),
			    hours && isfinite(hours->value) ?
				    " and took " : "",
			    hours && isfinite(hours->value) ?
				    say_hours(b->a, hours->value) : "",
			    hours && isfinite(hours->value) ?
				    " to correct" : "");
}

static const char *step_name(const struct builder *b,
			     const struct scope *scope)
{
	const struct config_workflow *w = config_workflow(
		b->in->config, scope->dim[SCOPE_WORKFLOW]);
	const struct config_step *step = w ?
		config_step(w, scope->dim[SCOPE_STEP]) : NULL;

	return step ? step->name : scope->dim[SCOPE_STEP];
}

/* Reviewed of made is counted and not sampled, so a gap is sure. */
static void add_gap(struct builder *b, const struct figure *gaps)
{
	const char *workflow = gaps->scope.dim[SCOPE_WORKFLOW];
	const struct figure *step = worst_step(b, workflow);
	int64_t more = (int64_t)gaps->value - 1;
	struct finding *f;

	if (!step || gaps->partial)
		return;
	f = finding_decide(b, "checkpoint-gap", workflow, CAUSE_CHECKPOINT,
			   step);
	f->hours = hours_of(b, &gaps->scope) / b->weeks;
	f->big = say_count(b->a, more + 1, "gap");
	f->title = arena_printf(b->a, "%s: errors pass unreviewed",
		say_subject(b->in->config, workflow));
	f->sentence = arena_printf(b->a,
		"%s the step %s is a checkpoint gap %s (%s): %s%s%s. Decide: "
		"review as planned, move the checkpoint, or plan less.",
		say_first_upper(b->a, say_where(b->a, b->in->config,
						workflow)),
		step_name(b, &step->scope), b->now, step->note,
		passed_words(b, &step->scope),
		!more ? "" : more == 1 ? "; so is " : "; so are ",
		more ? say_more(b->a, more, "step") : "");
}

/* Severity high, however few: R13. */
static void add_altered(struct builder *b)
{
	const struct figure *all = now_figure(b, "altered_messages", NULL);
	const struct figure *rate = now_figure(b, "message_altered", NULL);
	int64_t n = all && all->value > 0 ? (int64_t)all->value : 0;
	struct finding *f;

	if (!n)
		return;
	f = finding_decide(b, "message-altered", NULL, CAUSE_CHECKPOINT, rate);
	f->severe = true;
	f->big = say_count(b->a, n, "case");
	f->title = "The core message was altered";
	f->sentence = arena_printf(b->a,
		"%s the core message was altered " BOLD("%s") "%s. Each case "
		"is listed. Decide what the prompt of the adaptation must "
		"keep word for word.",
		say_first_upper(b->a, b->now),
		n == 1 ? "once" : arena_printf(b->a, "%s times",
					       say_number(b->a, n)),
		rate && isfinite(rate->value) ?
			arena_printf(b->a, ", in %s of %s at adaptation (%s)",
				     say_rate(b->a, rate->value),
				     say_count(b->a, rate->n, "review"),
				     say_rate_range(b->a, rate->low,
						    rate->high)) : "");
}

void add_checkpoint_findings(struct builder *b)
{
	const struct figures *all = b->in->figures;

	for (size_t i = 0; i < all->n; i++) {
		const struct figure *f = &all->item[i];

		if (is_now(b, f, "checkpoint_gaps") &&
		    f->scope.dim[SCOPE_WORKFLOW] &&
		    !f->scope.dim[SCOPE_STEP] && f->value > 0)
			add_gap(b, f);
	}
	add_altered(b);
}
