#include "findings/audit.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "findings/sentences.h"

/* One period of the two that are compared. */
struct look {
	const struct findings_input *in;
	struct period period;
	struct arena *a;
};

static const struct figure *figure_at(const struct look *l, const char *metric)
{
	return figures_get(l->in->figures, metric, NULL, l->period);
}

static double value_at(const struct look *l, const char *metric)
{
	const struct figure *f = figure_at(l, metric);

	return f ? f->value : (double)NAN;
}

double audit_weeks(const struct findings_input *in, struct period period)
{
	int32_t last = period.last < in->as_of ? period.last : in->as_of;

	return fmax(1, last - period.first + 1) / 7.0;
}

static bool is_above_zero(const struct figure *f)
{
	return f && !isnan(f->value) && f->low > 0;
}

/* ---- hours at stake ---------------------------------------------------- */

static const struct figure *figure_of(const struct findings_input *in,
				      const char *metric, const char *workflow,
				      struct period period)
{
	return figures_get(in->figures, metric, workflow, period);
}

/* Outputs with incomplete input that would not have been reworked with a
 * complete one, at the minutes a corrected output takes. */
double audit_input_hours(const struct findings_input *in,
			 const char *workflow, struct period period)
{
	const struct figure *gap = figure_of(in, "rework_by_input", workflow,
					     period);
	const struct figure *bad = figure_of(in, "rework_incomplete",
					     workflow, period);
	const struct figure *minutes = figure_of(in, "correction_median",
						 workflow, period);

	if (!gap || isnan(gap->value) || !bad || !minutes)
		return (double)NAN;
	if (!is_above_zero(gap))
		return 0;
	return gap->value * (double)bad->n * minutes->value / 60 /
	       audit_weeks(in, period);
}

static double fixing_hours_of(const struct look *l)
{
	double corrections = value_at(l, "correction_hours");
	double loops = value_at(l, "loop_hours");

	if (isnan(corrections))
		return loops;
	return isnan(loops) ? corrections : corrections + loops;
}

static double late_hours(const struct look *l)
{
	double hours = value_at(l, "lateness_hours");

	return isnan(hours) ? hours : fmax(0, hours);
}

static double known(double hours)
{
	return isnan(hours) ? 0 : hours;
}

/* At most what is left of all minutes of fixing; NAN stays NAN. */
static double share_of(double hours, double left)
{
	return isnan(hours) || isnan(left) ? hours : fmin(hours, left);
}

static double hours_of_cause(const struct look *l, enum cause cause)
{
	double all = fixing_hours_of(l);
	double input = share_of(audit_input_hours(l->in, NULL, l->period) *
				audit_weeks(l->in, l->period), all);
	double late = share_of(late_hours(l), all - known(input));

	switch (cause) {
	case CAUSE_INPUT:
		return input;
	case CAUSE_HANDOFF:
		return value_at(l, "reformat_minutes") / 60;
	case CAUSE_CHECKPOINT:
		return late;
	case CAUSE_OUTPUT:
		return all - known(input) - known(late);
	case CAUSE_NONE:
		break;
	}
	return (double)NAN;
}

double audit_hours(const struct findings_input *in, enum cause cause,
		   struct period period)
{
	struct look l = { in, period, NULL };

	return hours_of_cause(&l, cause) / audit_weeks(in, period);
}

/* ---- sentences ----------------------------------------------------------- */

static const char *needs(const struct look *l, const char *metric,
			 const char *otherwise)
{
	const struct figure *f = figure_at(l, metric);

	return arena_printf(l->a, "%s.", say_first_upper(l->a, f && *f->note ?
							 f->note : otherwise));
}

static void say_input(struct audit_point *p, const struct look *l)
{
	const struct figure *gap = figure_at(l, "rework_by_input");
	const struct figure *bad = figure_at(l, "rework_incomplete");
	const struct figure *good = figure_at(l, "rework_complete");
	double quality = value_at(l, "input_quality");
	char score[NUM_TEXT_MAX];
	const char *start = isnan(quality) ? "" : arena_printf(l->a,
		"Input quality is %s of 100. ", num_text(score, quality, 1));

	if (!gap || isnan(gap->value) || !bad || !good) {
		p->sentence = arena_printf(l->a, "%s%s", start, needs(l,
			"rework_by_input", "no audit of inputs was imported"));
		return;
	}
	p->clear = is_above_zero(gap);
	p->sentence = arena_printf(l->a, "%sWith incomplete input "
		BOLD("%s") " of outputs are reworked (%s), with complete "
		"input %s (%s): %s, range %s%s.", start,
		say_rate(l->a, bad->value), say_share(l->a, bad->x, bad->n),
		say_rate(l->a, good->value), say_share(l->a, good->x, good->n),
		say_points(l->a, gap->value),
		say_points_range(l->a, gap->low, gap->high),
		p->clear || gap->high < 0 ? "" : ", not clear yet");
}

static void say_handoff(struct audit_point *p, const struct look *l)
{
	const struct figure *manual = figure_at(l, "manual_share");
	const struct figure *mismatch = figure_at(l, "mismatch_rate");
	double lost = value_at(l, "reformat_minutes");

	if (isnan(lost)) {
		p->sentence = needs(l, "reformat_minutes",
				    "no handoff was recorded");
		return;
	}
	p->clear = lost > 0;
	p->sentence = arena_printf(l->a, BOLD("%s") " went into re-entering "
		"and reformatting%s%s.",
		say_h(l->a, lost / 60),
		manual && !isnan(manual->value) ?
			arena_printf(l->a, "; %s of handoffs are by hand (%s)",
				     say_rate(l->a, manual->value),
				     say_rate_range(l->a, manual->low,
						    manual->high)) : "",
		mismatch && !isnan(mismatch->value) ?
			arena_printf(l->a, "; in %s a format did not fit (%s)",
				     say_rate(l->a, mismatch->value),
				     say_rate_range(l->a, mismatch->low,
						    mismatch->high)) : "");
}

static void say_checkpoint(struct audit_point *p, const struct look *l)
{
	const struct figure *escape = figure_at(l, "escape_rate");
	const struct figure *late = figure_at(l, "lateness_hours");

	if (!escape || isnan(escape->value)) {
		p->sentence = needs(l, "escape_rate", "no defect was recorded");
		return;
	}
	p->clear = late && late->value > 0;
	p->sentence = arena_printf(l->a, BOLD("%s") " of defects were found "
		"after publication (%s, range %s)%s%s.",
		say_rate(l->a, escape->value),
		say_share(l->a, escape->x, escape->n),
		say_rate_range(l->a, escape->low, escape->high),
		late && !isnan(late->value) ?
			arena_printf(l->a, "; finding defects late cost %s",
				     say_h(l->a, late->value)) : "",
		escape->immature ? "; the last weeks are not mature yet" : "");
}

static void say_output(struct audit_point *p, const struct look *l)
{
	const struct figure *f = figure_at(l, "rework");
	const char *limit = say_limit(l->a,
				      l->in->config->limits.rework_limit);
	const char *word;

	if (!f || isnan(f->value)) {
		p->sentence = needs(l, "rework",
				    "no output has a known outcome");
		return;
	}
	p->clear = f->verdict == VERDICT_YES;
	word = f->verdict == VERDICT_YES ? "yes" :
	       f->verdict == VERDICT_NO ? "no" :
	       f->verdict == VERDICT_NOT_CLEAR ? "not clear yet" :
	       f->verdict == VERDICT_INCOMPLETE ?
			"too many outcomes are unknown" : "so far";
	p->sentence = arena_printf(l->a, "More than %s reworked? "
		BOLD("%s") ", %s of %s (%s).", limit,
		say_first_upper(l->a, word), say_rate(l->a, f->value),
		say_count(l->a, f->n, "output"),
		say_rate_range(l->a, f->low, f->high));
}

/* ---- the four points ------------------------------------------------------ */

static const struct {
	enum cause cause;
	const char *title;
	int planned;
	void (*say)(struct audit_point *p, const struct look *l);
} points[AUDIT_POINTS] = {
	{ CAUSE_INPUT, "Input analysis", 30, say_input },
	{ CAUSE_HANDOFF, "Handoff friction", 45, say_handoff },
	{ CAUSE_CHECKPOINT, "Checkpoint gaps", 30, say_checkpoint },
	{ CAUSE_OUTPUT, "Output validation", 30, say_output }
};

static void add_hours(double *sum, double hours)
{
	if (!isnan(hours))
		*sum = known(*sum) + hours;
}

void audit_of(struct audit *audit, const struct findings_input *in,
	      struct arena *a)
{
	const struct look l = { in, in->now, a };

	*audit = (struct audit){ .now = NAN, .before = NAN };
	for (size_t i = 0; i < AUDIT_POINTS; i++) {
		struct audit_point *p = &audit->point[i];

		*p = (struct audit_point){
			.cause = points[i].cause, .title = points[i].title,
			.planned = points[i].planned,
			.now = audit_hours(in, points[i].cause, in->now),
			.before = audit_hours(in, points[i].cause,
					      in->before)
		};
		points[i].say(p, &l);
		audit->planned += p->planned;
		add_hours(&audit->now, p->now);
		add_hours(&audit->before, p->before);
	}
}
