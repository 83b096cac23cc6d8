/*
 * exchange/answer.h - what a language model answered to a prompt, checked.
 *
 * An answer may choose among the actions that the prompt offered for each
 * finding, one to three of them, and put the finding in its own words. It is
 * refused, with every mistake at its line or JSON path, for
 *
 *  - bytes that are no JSON, two answers, a key twice or unknown, a value of
 *    another type, nothing at all, more than ANSWER_MAX bytes;
 *  - another prompt's id; a finding that is not in the prompt, or is twice;
 *  - an action outside the playbook, one that was not offered there, the same
 *    one twice, none, or more than three;
 *  - a number that is not the prompt's, in the keys or in the wording;
 *  - wording that is too long, has line breaks, markup or a link.
 */
#ifndef TUNEUP_EXCHANGE_ANSWER_H
#define TUNEUP_EXCHANGE_ANSWER_H

#include "exchange/prompt.h"

#define ANSWER_MAX ((size_t)1 << 20)

struct answered {
	size_t problem;		/* index into the recommendations */
	size_t action[RECOMMEND_SHOWN]; /* indices into its actions */
	size_t n;
	const char *wording;	/* "" = none given */
};

struct answer {
	struct answered *item;
	size_t n;
	struct arena arena;
};

/* Check; -1 with ERR_DATA and all mistakes, a line each, named "NAME: PATH:
 * sentence". Release the answer in any case. */
int answer_check(struct answer *out, const struct prompt_input *in,
		 const char *name, const char *bytes, size_t len,
		 struct err *err);
void answer_release(struct answer *a);
/* Show what was chosen, in the order of the gain, in the words given. The
 * texts are copied. */
void answer_apply(struct recommendations *r, const struct answer *a);

#endif
