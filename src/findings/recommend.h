/*
 * findings/recommend.h - approved actions for what was found (METRICS §11).
 *
 * A problem is a cause in a scope: a finding that asks for a decision, a bad
 * change that is sure, or, without any finding, a trigger of the playbook
 * that is met. Its actions are those of the playbook whose trigger has the
 * problem's cause and is met in its scope, and whose limits hold; not those
 * that are under way there, nor those in their cool-down after a reject,
 * unless the problem grew by 25 %. A week made anew asks what it asked:
 * answers to it or to later weeks keep nothing back.
 *
 *	E = W * reduction * works - setup / 13
 *
 * hours a week: W what was observed (findings/waste.h), reduction = (3 *
 * expected + sum of measured) / (3 + tries), works = (worked + 1) /
 * (verdicts + 2), setup over a quarter's 13 weeks. Only E > 0 is ever
 * offered, the best first, at most RECOMMEND_SHOWN of them shown.
 *
 * A finding without a cause counts as one of the output standard. A verdict
 * counts when it says something: worked, made it worse, less than promised.
 */
#ifndef TUNEUP_FINDINGS_RECOMMEND_H
#define TUNEUP_FINDINGS_RECOMMEND_H

#include "base/arena.h"
#include "config/playbook.h"
#include "findings/finding.h"

#define RECOMMEND_SHOWN 3	/* actions a finding: R25, R28 */
#define RECOMMEND_WEEKS 13.0	/* over which setup hours are spread */
#define RECOMMEND_KAPPA 3.0	/* tries that the playbook's word is worth */
#define RECOMMEND_GREW 1.25	/* from here a reject is asked again */

/* ---- what was decided before ----------------------------------------- */

enum decision_state { DECISION_OPEN, DECISION_REJECTED, DECISION_CLOSED };

/* METRICS §12, in the order in which they are tested. */
enum effect {
	EFFECT_NONE,		/* no verdict yet */
	EFFECT_WORKED, EFFECT_WORSE, EFFECT_LESS, EFFECT_CANNOT_TELL,
	EFFECT_NOT_DONE,
	EFFECT_EVERYONE		/* worked, but untouched scopes improved, too:
				 * says nothing about the action */
};

struct past_decision {
	const char *action;	/* id */
	struct scope scope;	/* of its problem */
	enum decision_state state;
	int32_t asked;		/* first day of the period that asked */
	int32_t day;		/* decided */
	double hours;		/* W then, a week; NAN = not known */
	enum effect effect;
	double reduction;	/* measured share, NAN = not measured */
};

struct recommend_input {
	const struct findings_input *found;	/* what findings_build() had */
	const struct findings *findings;
	const struct playbook *playbook;
	const struct past_decision *past;
	size_t n_past;
	const struct decision_book *book;	/* ids given out before; NULL:
						 * none */
};

/* ---- what is recommended --------------------------------------------- */

struct recommended {
	const struct playbook_action *action;
	const struct figure *figure;	/* that met the trigger */
	double wasted;		/* W, hours a week */
	double reduction;	/* of it, 0..1 */
	double works;		/* chance, 0..1 */
	double setup;		/* hours, once */
	double hours;		/* E, hours a week, > 0 */
	double money;		/* E in units of the currency */
	int tries, worked, verdicts;
	bool either_or;		/* shares minutes with another one shown, of
				 * this problem or another of its scope */
	const char *evidence;	/* sentences; never NULL */
	const char *confidence;	/* "not tried yet" */
	const char *disproof;	/* what would prove it wrong */
	const char *limits;	/* what it must not do, "" = nothing */
};

enum advice {
	ADVICE_ACTIONS,
	ADVICE_NO_MATCH,	/* no trigger of the playbook is met */
	ADVICE_NONE_PAYS,
	ADVICE_WAITING		/* all are under way or in their cool-down */
};

struct problem {
	const char *id;		/* "output:webinar": stable */
	const char *proposal;	/* "2026-W47-3f9a1c": proposal_ids() */
	enum cause cause;
	struct scope scope;
	const struct finding *finding;	/* NULL: a trigger alone */
	const char *title;	/* at most ten words */
	const char *sentence;	/* its evidence; rich */
	enum advice advice;
	const char *says;	/* sentence, where there is no action; "" */
	struct recommended *action; /* by E, all that pay */
	size_t n, n_shown;
	const char *wording;	/* drafted by a model, NULL = ours */
};

struct recommendations {
	struct problem *item;	/* findings first, in their order; then by E */
	size_t n;
	double hours;		/* a week, shown actions, either/or once */
	bool playbook;		/* the workspace has one */
	const char *note;	/* who worded it, or why not; "" */
	struct arena arena;
};

/* Findings, figures and playbook must outlive `out`. */
void recommend_build(struct recommendations *out,
		     const struct recommend_input *in);
void recommend_release(struct recommendations *r);

/* Show only these actions of problem number `problem`, indices into its own
 * list, and say its sentence in these words; "" = ours. Texts are copied. */
void recommend_choose(struct recommendations *r, size_t problem,
		      const size_t *chosen, size_t n, const char *wording);
/* The scope of the problem that a figure of this scope belongs to: parts of a
 * workflow are the workflow's. */
struct scope problem_scope(const struct scope *s);
/* The problem of a finding, NULL when it is none. */
const struct problem *problem_of(const struct recommendations *r,
				 const struct finding *f);
/* What a decision is about, everywhere and for ever: the period of the report
 * that proposed it, and six hex digits of the SHA-256 of the problem's id. */
const char *proposal_id(struct arena *a, const char *problem,
			const char *period);
/* The same of all problems of a report, in any order. Where six digits are
 * another one's, too, they are as many as tell them apart; what the book has
 * of this period keeps the id that it was given out with. */
void proposal_ids(struct problem *p, size_t n, const char *period,
		  const struct decision_book *book, struct arena *a);
/* "A", "B", "C": the shown action number i. */
const char *option_letter(size_t i);
/* "input quality", "handoff", "checkpoint", "output standard" */
const char *cause_name(enum cause cause);
/* "35 min", "1.4 h" a week, for sentences. */
const char *say_gain(struct arena *a, double hours);
/* "3 h", "0.5 h" */
const char *say_setup(struct arena *a, double hours);

#endif
