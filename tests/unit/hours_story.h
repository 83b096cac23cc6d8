/*
 * tests/unit/hours_story.h - a story whose hours are worth money.
 *
 * One documented workflow, "blog": by hand an item takes 60 minutes to draft
 * and, where it has the second step, 30 to adapt. An editor, who drafts, costs
 * 60 an hour, everybody else 40.
 */
#ifndef TUNEUP_TESTS_UNIT_HOURS_STORY_H
#define TUNEUP_TESTS_UNIT_HOURS_STORY_H

#include "tests/unit/story.h"

/* w lives as long as the story, which ends with story_end(). */
static inline void hours_begin(struct story *s, struct config_workflow *w,
			       size_t n_steps)
{
	static struct config_step steps[] = {
		{ .id = "draft", .name = "Draft", .tool = "",
		  .owner_role = "editor" },
		{ .id = "adapt", .name = "Adapt", .tool = "",
		  .owner_role = "" }
	};
	static struct config_manual manual[] = {
		{ .step = "draft", .duration = 60 * MS_PER_MINUTE,
		  .from = DAY_MIN },
		{ .step = "adapt", .duration = 30 * MS_PER_MINUTE,
		  .from = DAY_MIN }
	};
	static struct config_role roles[] = { { "editor", 60 * MONEY_SCALE } };

	story_begin(s);
	*w = (struct config_workflow){
		.id = "blog", .name = "Blog", .go_live = DAY_NONE,
		.steps = steps, .n_steps = n_steps, .manual = manual,
		.n_manual = n_steps
	};
	s->config.workflows = w;
	s->config.n_workflows = 1;
	s->config.roles = roles;
	s->config.n_roles = 1;
	s->config.default_rate = 40 * MONEY_SCALE;
}

#endif
