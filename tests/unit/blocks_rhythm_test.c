/* Blocks about the rhythm of tuning: rollouts, sessions, skills, steps and
 * moods. */
#include "tests/unit/blocks_help.h"

/* A week with 4 closed rollouts, one of them within 3 hours. */
static void tell_rollouts(struct sample *s)
{
	struct period p = period_prev(s->in.now, 1);
	struct figure *f;

	tell_of(s, "rollouts", NULL, p, 4);
	tell_of(s, "rollout_median", NULL, p, 4.5);
	f = tell_of(s, "rollout_in_time", NULL, p, 0.25);
	f->n = 4;
	f->x = 1;
	f->note = "2 not closed yet";
	figures_sort(&s->figures);
}

TEST(rollouts_speaks)
{
	check_block("rollouts");
	check_block_says("rollouts", SAMPLE_EMPTY, "No campaign was closed");
	check_told_says("rollouts", tell_rollouts,
			"1 of 4 rollouts took at "
			"most 3 h");
	check_told_says("rollouts", tell_rollouts,
			"from 6\u20138 h to "
			"2\u20133 h");
	check_told_says("rollouts", tell_rollouts, "2 not closed yet");
}

/* One workflow was forgotten; four weeks of half an hour. */
static void tell_rhythm(struct sample *s)
{
	struct period p = s->in.now;

	for (int i = 0; i < 4; i++, p = period_prev(p, 1))
		tell_of(s, "tuning_hours", NULL, p, 0.5);
	tell_of(s, "tuning_sessions", NULL, s->in.now, 1);
	tell_of(s, "session_minutes", NULL, s->in.now, 34);
	tell_of(s, "days_since_tuning", NULL, s->in.now, 2);
	tell_of(s, "days_since_tuning", s->workflow[0].id, s->in.now, 2);
	tell_of(s, "days_since_tuning", s->workflow[1].id, s->in.now, 23);
	figures_sort(&s->figures);
}

TEST(rhythm_speaks)
{
	check_block("rhythm");
	check_block_says("rhythm", SAMPLE_EMPTY, "No tuning was recorded");
	check_told_says("rhythm", tell_rhythm,
			"Newsletter: set and forget "
			"for 23 days");
	check_told_says("rhythm", tell_rhythm, "Tuning hours, 4 weeks\n2.0");
	check_told_says("rhythm", tell_rhythm, "8 h before");
	check_told_says("rhythm", tell_rhythm, "2\u20134 h");
}

static void tell_skills(struct sample *s)
{
	const struct scope scope = { { [SCOPE_SKILL] = "quality thresholds" } };
	const struct scope few = { { [SCOPE_SKILL] = "juggling" } };
	struct figure *f = figures_add(&s->figures,
				       metric_find("practice_hours"), &scope,
				       s->in.now);

	f->value = 24;
	f->n = 6;
	figures_add(&s->figures, metric_find("practice_mean"), &scope,
		    s->in.now)->value = 4;
	figures_add(&s->figures, metric_find("practice_hours"), &few,
		    s->in.now)->note = "too few people";
	tell_of(s, "practice_hours", NULL, s->in.now, 30);
	figures_sort(&s->figures);
}

TEST(skills_speaks)
{
	check_block("skills");
	check_block_says("skills", SAMPLE_EMPTY, "No practice was recorded");
	check_told_says("skills", tell_skills, "30.0 h of practice so far");
	check_told_says("skills", tell_skills, "within it");
	check_told_says("skills", tell_skills, "3\u20135 h");
	check_told_says("skills", tell_skills, "too few people");
}

static struct config_step sample_step[] = {
	{ .id = "draft", .name = "Draft", .planned = 15 * MS_PER_MINUTE },
};

static void tell_steps(struct sample *s)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = s->workflow[0].id,
				       [SCOPE_STEP] = "draft" } };
	struct figure *f = figures_add(&s->figures,
				       metric_find("step_minutes"), &scope,
				       s->in.now);

	f->value = 21.5;
	f->n = 40;
	figures_add(&s->figures, metric_find("step_median"), &scope,
		    s->in.now)->value = 18;
	tell_of(s, "chain_minutes", s->workflow[0].id, s->in.now, 21.5);
	s->workflow[0].steps = sample_step;
	s->workflow[0].n_steps = COUNT(sample_step);
	figures_sort(&s->figures);
}

TEST(steps_speaks)
{
	check_block("steps");
	check_block_says("steps", SAMPLE_EMPTY, "No process is documented");
	check_told_says("steps", tell_steps, "1 of 1 step took longer than "
			"planned");
	check_told_says("steps", tell_steps, "+6.5");
	check_told_says("steps", tell_steps, "all steps");
}

static void tell_cadence(struct sample *s)
{
	static struct calendar_event event;
	static int32_t review;

	review = s->in.now.last - 60;
	event = (struct calendar_event){
		.day = s->in.now.first, .text = "New platform", .workflow = ""
	};
	s->in.review_log = (struct review_log){
		.event = &event, .n = 1, .review = &review, .n_reviews = 1
	};
}

static void tell_nothing(struct sample *s)
{
	(void)s;
}

TEST(cadence_speaks)
{
	check_block("cadence");
	check_block_says("cadence", SAMPLE_EMPTY, "nothing to judge by");
	check_told_says("cadence", tell_nothing, "The health review stays "
			"quarterly");
	check_told_says("cadence", tell_cadence, "The health review goes to "
			"bi-weekly");
	check_told_says("cadence", tell_cadence, "tool change on 16 Nov: New "
			"platform");
	check_told_says("cadence", tell_cadence, "0 of 4 calm weeks so far");
}

static void tell_signs(struct sample *s)
{
	struct figure *f = tell_of(s, "mismatch_rate", NULL, s->in.now, 0.12);

	f->low = 0.08;
	f->high = 0.17;
	f = tell_of(s, "pulse", NULL, period_prev(s->in.now, 1), 3.9);
	f->n = 12;
	f->low = 3.4;
	f->high = 4.4;
	f = tell_of(s, "escape_rate", NULL, s->in.now, 0.04);
	f->low = 0.01;
	f->high = 0.09;
	figures_sort(&s->figures);
}

TEST(signs_speaks)
{
	check_block("signs");
	check_block_says("signs", SAMPLE_EMPTY, "None of the five signs was "
			 "measured");
	check_told_says("signs", tell_signs, "12.0 % (8.0\u201317.0 %)\n"
			"mismatches above 5 %");
	check_told_says("signs", tell_signs, "not clear yet\nEscape rate "
			"4.0 %");
	check_told_says("signs", tell_signs, "12 answers in week 46");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rollouts_speaks),
		cmocka_unit_test(rhythm_speaks),
		cmocka_unit_test(skills_speaks),
		cmocka_unit_test(steps_speaks),
		cmocka_unit_test(cadence_speaks),
		cmocka_unit_test(signs_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
