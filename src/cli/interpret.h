/*
 * cli/interpret.h - let the configured program word the recommendations.
 *
 * `interpret: [command, args]` in tuneup.yaml names a program that gets the
 * prompt (exchange/prompt.h) and answers with a choice among the approved
 * actions. Its answer is checked (exchange/answer.h) or not used at all: then
 * the wording is our own, a line on standard error says why, and so does the
 * report. An accepted answer is kept as answers/<prompt>.json, so that the
 * same findings are worded the same.
 */
#ifndef TUNEUP_CLI_INTERPRET_H
#define TUNEUP_CLI_INTERPRET_H

#include "cli/make_report.h"
#include "exchange/prompt.h"

/* The prompt of a made report. */
struct prompt_input made_prompt(struct made_report *m,
				const struct workspace *w);
/* As m->interpret says. Never fails: m->recommendations.note has the words,
 * m->wording what belongs to the digest of the report. */
void interpret(struct made_report *m, const struct workspace *w);

#endif
