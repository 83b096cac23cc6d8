/*
 * exchange/prompt.h - the findings and their approved actions as a prompt.
 *
 * A text for any language model, by hand or by a configured program: rules,
 * the findings with the actions that may be chosen as JSON, and the JSON
 * schema of the answer. It holds workflows, tools and roles, never a person,
 * an address or a row. exchange/answer.h checks what comes back.
 *
 * Numbers are rounded as they are printed: hours to two decimals, money to
 * whole units; the answer has to repeat them.
 */
#ifndef TUNEUP_EXCHANGE_PROMPT_H
#define TUNEUP_EXCHANGE_PROMPT_H

#include "base/strbuf.h"
#include "findings/recommend.h"

#define PROMPT_OFFERED 8	/* actions a finding, at most */
#define PROMPT_WORDING 400	/* characters of a drafted sentence */
#define PROMPT_ID 13		/* 12 hex digits and a NUL */

struct prompt_input {
	const char *report;	/* "weekly" */
	const char *period;	/* "2026-W47" */
	const char *currency;
	const struct recommendations *recommendations;
	const struct playbook *playbook;
};

/* Write the prompt. The id names what it says: the same findings, actions and
 * numbers have the same id. */
void prompt_write(struct strbuf *out, char id[PROMPT_ID],
		  const struct prompt_input *in);
/* Has any finding an action to choose? */
bool prompt_asks(const struct prompt_input *in);
/* How many of a problem's actions the prompt offers. */
size_t prompt_offered(const struct problem *p);
/* The numbers of an action as the prompt has them. */
double prompt_hours(const struct recommended *r);
double prompt_setup(const struct recommended *r);
double prompt_money(const struct recommended *r);

#endif
