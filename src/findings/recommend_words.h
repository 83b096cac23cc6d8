/*
 * findings/recommend_words.h - recommendations in sentences. (private to
 * findings/)
 */
#ifndef TUNEUP_FINDINGS_RECOMMEND_WORDS_H
#define TUNEUP_FINDINGS_RECOMMEND_WORDS_H

#include "findings/recommend.h"

/* Title and sentence of a problem that only a trigger saw. */
void say_problem(struct problem *p, const struct recommended *r,
		 const struct findings_input *in, struct arena *a);
/* Evidence, confidence, what would prove it wrong, limits. */
void say_recommended(struct recommended *r, const struct findings_input *in,
		     struct arena *a);
/* The sentence where there is no action; "" where there is. */
const char *say_advice(enum advice advice);

#endif
