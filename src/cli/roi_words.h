/*
 * cli/roi_words.h - what both answers of `tuneup roi` are written with
 * (private to roi_*.c).
 *
 * Texts come out of the arena.
 */
#ifndef TUNEUP_CLI_ROI_WORDS_H
#define TUNEUP_CLI_ROI_WORDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "cli/command.h"
#include "metrics/tornado.h"

/* Is it for people? NULL is. */
bool roi_is_text(const char *format);
/* One aligned line: what, how much, and what it is made of. */
void roi_line(struct strbuf *out, const char *label, const char *value,
	      const char *made_of);
/* Benefit less cost with one input changed at a time, widest first. */
void roi_tornado(struct strbuf *out, const struct tornado *t,
		 const char *currency, struct arena *a);
/* Print it and release it. */
int roi_say(struct strbuf *out, struct err *err);

const char *roi_number(struct arena *a, double v, int digits);
const char *roi_percent(struct arena *a, double v, int digits);
const char *roi_signed(struct arena *a, double v);	/* "+12.5 %" */
const char *roi_weeks(struct arena *a, double weeks);
const char *roi_plain(struct arena *a, double v);	/* as typed: 13, 6.5 */

#endif
