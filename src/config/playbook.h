/*
 * config/playbook.h - the approved actions: playbook.yaml of a workspace.
 *
 *	actions:
 *	  - id: prompt-version
 *	    text: Write the corrections of the last two weeks into the prompt
 *	    cause: output
 *	    when: rework above limit
 *	    scopes: [workflow, step]
 *	    owner: editor
 *	    setup: 3 h
 *	    reduction: 25 %
 *	    must_not: {budget: 500 EUR, brand: change claims, channel: [ads]}
 *	    cool_down_weeks: 4
 *	    either_or: prompt
 *
 * Nothing else is ever recommended: a workspace without the file has no
 * approved actions. What a metric is, this room does not know; the caller's
 * judge (findings/trigger.h) reads the value of `when` and says what is wrong
 * with it. All mistakes are reported at once with file:line:column, those of
 * the judge among them:
 *
 *  - unknown metric, condition that can never hold, trigger that no figure
 *    can reach, two actions with one trigger and no `either_or`;
 *  - id twice, role that does not exist, share outside its range, budget that
 *    the action itself passes;
 *  - to be put right, but no reason to make no report: a role that no owner
 *    has. `tuneup check` says it (lint); reports leave the action out.
 */
#ifndef TUNEUP_CONFIG_PLAYBOOK_H
#define TUNEUP_CONFIG_PLAYBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/strbuf.h"
#include "config/config.h"

/* R02: the four points of the audit, in the order of enum cause. */
enum playbook_cause {
	PLAYBOOK_INPUT, PLAYBOOK_HANDOFF, PLAYBOOK_CHECKPOINT, PLAYBOOK_OUTPUT
};
extern const char *const playbook_cause_words[];

/* Where a trigger may be met. A step is one of a workflow, of handoffs an
 * edge; a tool is one of a workflow. */
enum playbook_scope {
	PLAYBOOK_ALL = 1, PLAYBOOK_WORKFLOW = 2, PLAYBOOK_STEP = 4,
	PLAYBOOK_TOOL = 8, PLAYBOOK_COMPONENT = 16, PLAYBOOK_AUDITED = 32,
	PLAYBOOK_CHANNEL = 64
};
/* "all", "workflow", ...: word i is the bit 1 << i. */
extern const char *const playbook_scope_words[];

/* Which minutes an action gives back. */
enum playbook_saves {
	SAVES_BY_METRIC,	/* not said: those that go with the metric */
	SAVES_FIXING,		/* corrections and loops */
	SAVES_LOOPS,
	SAVES_HANDOFFS,		/* re-entering and reformatting */
	SAVES_REVIEWS,
	SAVES_LATENESS		/* what it cost to find defects late */
};
extern const char *const playbook_saves_words[];

enum playbook_op { WHEN_ABOVE, WHEN_BELOW, WHEN_DEGRADING };

/* "rework above limit", taken apart. */
struct playbook_trigger {
	const char *metric;	/* id */
	enum playbook_op op;
	const char *text;	/* of the value as written; "" = none */
	bool a_week;		/* "2 h a week": a sum is held against it by
				 * week, whatever the period */
	double value;		/* in the metric's unit; NAN: the workspace's
				 * limit or target of the metric, or none */
};

struct playbook_limits {
	int64_t budget;		/* most it may cost, millionths; 0 = no word
				 * on it */
	const char *brand;	/* what it must not touch, in words; "" */
	const char **channels;	/* where it must not be used */
	size_t n_channels;
};

struct playbook_action {
	const char *id;		/* "prompt-version" */
	const char *text;	/* what is done: one sentence, no full stop */
	int cause;		/* enum playbook_cause */
	const char *when;	/* as written ... */
	struct playbook_trigger trigger; /* ... and as read */
	unsigned scopes;	/* enum playbook_scope */
	const char *owner;	/* role */
	int64_t setup;		/* ms, once */
	int64_t cost;		/* millionths, once, beside the setup hours */
	double reduction;	/* expected share of the hours it removes */
	struct playbook_limits must_not;
	int cool_down_weeks;	/* after a reject */
	const char *either_or;	/* group of which one is taken; "" = none */
	int saves;		/* enum playbook_saves, never BY_METRIC after
				 * the judge */
};

struct playbook {
	bool there;		/* playbook.yaml exists */
	struct playbook_action *actions;
	size_t n_actions;
	uint8_t digest[SHA256_SIZE];
	struct arena arena;
};

/*
 * Says what is wrong with an action, as often as it likes: the key it is
 * about ("when") and a finished sentence.
 */
struct playbook_judgement {
	const struct config *config;
	struct arena *arena;
	void (*wrong)(struct playbook_judgement *j, const char *key,
		      const char *sentence);
};
/* Fill trigger.value and saves, or call j->wrong(). */
typedef void (*playbook_judge)(struct playbook_action *a,
			       struct playbook_judgement *j);

/* Read dir/playbook.yaml; when it is missing, an empty playbook. Mistakes:
 * ERR_CONFIG, the message holds all of them. */
int playbook_read(struct playbook *p, const char *dir, const struct config *c,
		  playbook_judge judge, bool lint, struct err *err);
void playbook_release(struct playbook *p);
/* NULL when the id is not approved. */
const struct playbook_action *playbook_action(const struct playbook *p,
					      const char *id);
/* Could someone be given the action? Yes where no owners are named at all. */
bool playbook_has_owner(const struct config *c,
			const struct playbook_action *a);
/* What it takes at once, setup hours at the owner's rate and all: millionths
 * of the currency. */
int64_t playbook_spends(const struct config *c,
			const struct playbook_action *a);
/* Every key with type, default and help: `list config`. */
void playbook_help(struct strbuf *out);

#endif
