/*
 * cli/sample_draw.h - the drawn members that a report asks people to judge.
 */
#ifndef TUNEUP_CLI_SAMPLE_DRAW_H
#define TUNEUP_CLI_SAMPLE_DRAW_H

#include "cli/command.h"
#include "report/block.h"

/*
 * The lists wholly inside `now`, as figure sample_members counts them; where
 * there is none, those of the latest period that begins before its end.
 * Segment by segment in the order of the draw. Memory and texts in the arena.
 */
int sample_draw_load(struct sample_draw *out, struct workspace *w,
		     struct period now, struct arena *a, struct err *err);

/* period/segment/member, by which a verdict finds its member. */
struct sample_list;
struct draw_member;
const char *sample_id_of(struct arena *a, const struct sample_list *l,
			 const struct draw_member *m);

#endif
