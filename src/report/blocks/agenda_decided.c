/*
 * The first minutes: what became of earlier decisions. A verdict is new when
 * the week before did not have it; "cannot tell yet" is news at the first
 * look, after four weeks, only.
 */
#include <string.h>

#include "report/blocks/agenda.h"
#include "report/blocks/decided.h"
#include "report/blocks/words.h"

#define VERDICTS_MAX 3
#define DECISIONS_MAX 4

/* ---- verdicts ---------------------------------------------------------- */

static const struct effect_result *effect_before(const struct report_input *in,
						 const struct decided *e)
{
	const struct decided_list *l = in->decided_before;

	for (size_t i = 0; l && i < l->n; i++)
		if (!strcmp(l->item[i].decision->proposal,
			    e->decision->proposal) &&
		    !strcmp(l->item[i].decision->action, e->decision->action))
			return &l->item[i].effect;
	return NULL;
}

static bool is_news(const struct report_input *in, const struct decided *e)
{
	const struct effect_result *now = &e->effect;
	const struct effect_result *then = effect_before(in, e);

	if (!e->option || now->verdict == EFFECT_NONE)
		return false;
	if (now->verdict == EFFECT_CANNOT_TELL && !now->final)
		return e->review == in->now.last + 1;
	return !then || then->verdict != now->verdict ||
	       then->final != now->final;
}

static void verdict_lines(struct doc *d, struct table *t,
			  const struct report_input *in)
{
	size_t n = 0;

	for (size_t i = 0; i < in->decided->n && n < VERDICTS_MAX; i++) {
		const struct decided *e = &in->decided->item[i];

		if (!is_news(in, e))
			continue;
		agenda_line(d, t, in, "", "New verdict",
			    decided_outcome(d, in, e), NULL);
		n++;
	}
}

/* ---- answers ----------------------------------------------------------- */

enum turn { TURN_LATE, TURN_LAST_WEEK, TURN_OPEN, TURNS };

/* Given to the report of the week before, or since. */
static bool is_of_last_week(const struct report_input *in,
			    const struct decided *e)
{
	if (!e->proposal || e->proposal->first >= in->now.first)
		return false;
	return e->proposal->first == in->before.first ||
	       e->decision->day > in->as_of - 7;
}

static enum turn turn_of(const struct report_input *in,
			 const struct decided *e)
{
	if (e->state == ACTION_LATE)
		return TURN_LATE;
	if (is_of_last_week(in, e))
		return TURN_LAST_WEEK;
	return e->state == ACTION_OPEN ? TURN_OPEN : TURNS;
}

static const char *state_words(enum action_state s)
{
	static const char *const words[] = {
		[ACTION_OPEN] = "Open", [ACTION_LATE] = "Late",
		[ACTION_MEASURED] = "In place", [ACTION_CLOSED] = "Closed",
		[ACTION_REJECTED] = "Rejected", [ACTION_DEFERRED] = "Deferred",
		[ACTION_NEEDS_DATA] = "Needs data"
	};

	return words[s];
}

/* "Write ... into the prompt (Webinars; Editor on duty, due 27 Nov)" */
static const char *answer_words(struct doc *d, const struct report_input *in,
				const struct decided *e)
{
	const struct decision_entry *a = e->decision;
	char day[DATE_MAX], review[DATE_MAX];
	const char *when = "";

	if (!e->option)
		return arena_printf(&d->arena, "%s%s%s%s",
				    e->proposal ? clean(d, e->proposal->title) :
						  a->proposal,
				    *a->reason ? " (" : "",
				    clean(d, a->reason),
				    *a->reason ? ")" : "");
	if (e->state == ACTION_MEASURED && e->review != DAY_NONE)
		when = arena_printf(&d->arena, ", in place since %s, judged "
				    "from %s", day_words(day, a->done,
							 DAY_SHORT),
				    day_words(review, e->review, DAY_SHORT));
	else if (a->due != DAY_NONE)
		when = arena_printf(&d->arena, ", due %s",
				    day_words(day, a->due, DAY_SHORT));
	return arena_printf(&d->arena, "%s (%s; %s%s)",
			    clean(d, e->option->text), decided_where(d, in, e),
			    *a->owner ? clean(d, a->owner) : "nobody owns it",
			    when);
}

static void answer_lines(struct doc *d, struct table *t,
			 const struct report_input *in)
{
	size_t n = 0;

	for (int turn = 0; turn < TURNS; turn++)
		for (size_t i = 0; i < in->decided->n; i++) {
			const struct decided *e = &in->decided->item[i];

			if (turn_of(in, e) != (enum turn)turn ||
			    n++ >= DECISIONS_MAX)
				continue;
			agenda_line(d, t, in, "", state_words(e->state),
				    answer_words(d, in, e), NULL);
		}
}

/* ---- all of it --------------------------------------------------------- */

void agenda_decided(struct doc *d, struct table *t,
		    const struct report_input *in, const char *minutes,
		    const char *topic)
{
	struct decided_counts n = decided_count(in);
	const char *verdicts = decided_verdicts(d, &n);

	if (!n.answers) {
		agenda_line(d, t, in, minutes, topic, "No decisions are "
			    "recorded yet: say what was done and what is "
			    "late.", NULL);
		return;
	}
	agenda_line(d, t, in, minutes, topic,
		    arena_printf(&d->arena, "%s.%s%s%s",
				 decided_waiting(d, &n),
				 *verdicts ? " " : "", verdicts,
				 *verdicts ? "." : ""),
		    part_with(in, "actions"));
	verdict_lines(d, t, in);
	answer_lines(d, t, in);
}
