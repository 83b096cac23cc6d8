/*
 * metrics/consistency.h - the output consistency score: METRICS §3 and §16.
 * (private to metrics/)
 *
 * Each output has a quality of 0..1 from its outcome, its correction minutes
 * and its rating; the score is 1 + 9·max(0, mean - sd/2) over the outputs of
 * a scope and 4 pseudo-outputs of its pool, the 13 weeks of its steps.
 *
 * Where the definitions leave room:
 * - An output that counts as rework but has a better word (made again, or
 *   judged by its minutes) has the quality of a major edit.
 * - Coverage of ratings is that of the outputs with a known outcome.
 * - Rater offsets are those of the rating cell's own workflow step.
 * - A log that lists only corrected outputs has no score, as it has no rate.
 *
 * Memory: outputs without a rating are added up, by scope and period and, for
 * the pool, by step and day; only rated ones are kept, 64 bytes each and 16
 * for each rating. They are looked at once for every pool they are in.
 */
#ifndef TUNEUP_METRICS_CONSISTENCY_H
#define TUNEUP_METRICS_CONSISTENCY_H

#include "metrics/output.h"

struct metrics_run;
struct consistency;
struct consistency *consistency_new(const struct metrics_run *run);
void consistency_add(struct consistency *c, const struct output *o);
void consistency_write(struct consistency *c);
void consistency_free(struct consistency *c);	/* NULL is fine */

#endif
