/*
 * tests/unit/findings_help.h - a story of two weeks and what is said of it.
 *
 *	begin(&t, 1);
 *	tell(&t, "log", "blog", NOW, 3, 10);
 *	build(&t, PERIOD_WEEK, AS_OF);
 *	check_said(&t, "rework:blog", "3 of 10", ...);
 *	end(&t);
 */
#ifndef TUNEUP_TESTS_UNIT_FINDINGS_HELP_H
#define TUNEUP_TESTS_UNIT_FINDINGS_HELP_H

#include "tests/unit/story.h"

#include "findings/finding.h"

#define BEFORE "2026-01-05"
#define NOW "2026-01-12"
#define AS_OF "2026-01-18"

static struct config_workflow workflows[] = {
	{ .id = "ads", .name = "Ads", .go_live = DAY_NONE },
	{ .id = "blog", .name = "Blog", .go_live = DAY_NONE }
};

struct told {
	struct story s;
	struct findings f;
};

static inline void begin(struct told *t, size_t n_workflows)
{
	*t = (struct told){ 0 };
	story_begin(&t->s);
	workflows[1].n_manual = 0;
	t->s.config.workflows = workflows;
	t->s.config.n_workflows = n_workflows;
}

/* By hand an item of Blog takes an hour. */
static inline void tell_manual(void)
{
	static struct config_manual manual[] = {
		{ .duration = 60 * MS_PER_MINUTE, .from = DAY_MIN }
	};

	workflows[1].manual = manual;
	workflows[1].n_manual = COUNT(manual);
}

static inline void build(struct told *t, enum period_kind kind,
			 const char *as_of)
{
	struct findings_input in = {
		.config = &t->s.config, .figures = &t->s.figures,
		.now = period_of(kind, story_day(NOW), 1),
		.as_of = story_day(as_of)
	};

	in.before = period_prev(in.now, 1);
	story_compute(&t->s, kind, "2025-10-01", NOW, as_of);
	findings_release(&t->f);
	findings_build(&t->f, &in);
}

static inline void end(struct told *t)
{
	findings_release(&t->f);
	story_end(&t->s);
}

/* The finding of that id; NULL when it was not said. */
static inline const struct finding *said(const struct told *t, const char *id)
{
	for (size_t i = 0; i < t->f.n; i++) {
		if (strcmp(t->f.item[i].id, id) == 0)
			return &t->f.item[i];
	}
	return NULL;
}

static inline void check_said(const struct told *t, const char *id,
			      const char *big,
			      const char *title, const char *sentence)
{
	const struct finding *f = said(t, id);

	if (!f)
		fail_msg("nothing was said about %s", id);
	assert_string_equal(f->big, big);
	assert_string_equal(f->title, title);
	assert_string_equal(f->sentence, sentence);
}

/* x reworked among n outputs on a day. */
static inline void tell(struct told *t, const char *source,
			const char *workflow,
			const char *day, int64_t x, int64_t n)
{
	story_weighted(&t->s, source, ROWS(
		REVIEW("r", day, OUTCOME_MAJOR, .workflow = workflow, .n = x),
		REVIEW("u", day, OUTCOME_USABLE, .workflow = workflow,
		       .n = n - x)));
}

#endif
