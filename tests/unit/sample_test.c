/* The 5 % sample, targeting accuracy and agreement: METRICS.md §9 and §16. */
#include "tests/unit/story.h"

#include "metrics/sample.h"

#define ALL 400	/* members a test may list */

/* ---- telling ---------------------------------------------------------- */

/* size members "A01" ...; the day is the list's last one. */
struct told_list {
	const char *segment, *day, *start;
	int size;
};

struct told_member { const struct told_list *list; int number; };

static int32_t member_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_member *m = (const struct told_member *)rows + i;
	static char id[ALL][8];

	snprintf(id[i], sizeof id[i], "A%02d", m->number);
	c[FC_N].num = 1;
	c[MEM_DATE].num = story_day(m->list->day);
	if (m->list->start)
		c[MEM_PERIOD_START].num = story_day(m->list->start);
	c[MEM_SEGMENT] = cell_of(m->list->segment);
	c[MEM_MEMBER_ID] = cell_of(id[i]);
	return story_day(m->list->day);
}

static void tell_lists(struct story *s, const char *source,
		       const struct told_list *lists, size_t n)
{
	struct told_member all[ALL];
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		for (int m = 0; m < lists[i].size; m++)
			all[at++] = (struct told_member){ &lists[i], m + 1 };
	story_load(s, &kind_members, source, LOAD_UPSERT, member_cells, all,
		   at);
}

#define LISTS(s, ...) \
	tell_lists((s), "lists", (const struct told_list[]){ __VA_ARGS__ }, \
		   COUNT(((const struct told_list[]){ __VA_ARGS__ })))

struct told_verdict {
	const char *id, *rater, *at;
	enum judged verdict;
	double rating;
	int64_t n;
};

static int32_t verdict_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_verdict *v = (const struct told_verdict *)rows + i;
	const char *at = v->at ? v->at : "2026-11-05";

	c[FC_N].num = v->n ? v->n : 1;
	c[VER_SAMPLE_ID] = cell_of(v->id);
	c[VER_VERDICT].num = v->verdict;
	c[VER_RATING] = cell_scaled(v->rating, MEASURE_SCALE);
	c[VER_RATER] = cell_of(v->rater);
	c[VER_AT].num = story_time(at);
	return story_day(at);
}

#define SAY(s, ...) \
	story_load((s), &kind_verdicts, "said", LOAD_SNAPSHOT, \
		   verdict_cells, \
		   (const struct told_verdict[]){ __VA_ARGS__ }, \
		   COUNT(((const struct told_verdict[]){ __VA_ARGS__ })))

/* The first `done` of the draw of "period/segment" are judged by each of the
 * raters, of whom each calls the first so many bad. */
static void judge(struct story *s, const char *period, const char *segment,
		  int members, int done, const char *const *rater,
		  const int *bad, int raters)
{
	struct draw_member m[ALL];
	static char id[ALL][16], sample[ALL][64];
	struct told_verdict said[ALL];
	size_t n = 0;

	for (int i = 0; i < members; i++) {
		snprintf(id[i], sizeof id[i], "A%02d", i + 1);
		m[i] = (struct draw_member){ id[i], (uint32_t)strlen(id[i]),
					     0, 0 };
	}
	draw_order(m, (size_t)members, draw_key_of(&s->config), period,
		   segment);
	for (int i = 0; i < done; i++) {
		snprintf(sample[i], sizeof sample[i], "%s/%s/%s", period,
			 segment, m[i].id);
		for (int r = 0; r < raters; r++)
			said[n++] = (struct told_verdict){
				sample[i], rater[r], "2026-11-05",
				i < bad[r] ? JUDGED_NOT_RELEVANT :
					     JUDGED_RELEVANT,
				i < bad[r] ? 1 : 5, 0
			};
	}
	story_load(s, &kind_verdicts, arena_printf(&s->figures.arena, "%s %s",
						   period, segment),
		   LOAD_SNAPSHOT, verdict_cells, said, n);
}

static const char *const ana[] = { "Ana" };

/* One rater, so many bad. */
static void judge_one(struct story *s, const char *period,
		      const char *segment, int members, int done, int bad)
{
	judge(s, period, segment, members, done, ana, &bad, 1);
}

static const struct figure *of(const struct story *s, const char *metric,
			       const char *segment, const char *day)
{
	struct scope scope = { { [SCOPE_SEGMENT] = segment } };

	return story_scope(s, metric, &scope, day);
}

static void compute(struct story *s, enum period_kind kind)
{
	story_compute(s, kind, "2026-01-01", "2026-12-31", "2026-12-31");
}

/* ---- lists ------------------------------------------------------------ */

TEST(a_list_has_members_and_a_sample_of_at_least_ten)
{
	struct story s;

	story_begin(&s);
	LISTS(&s, { "Small", "2026-11-08", "2026-11-02", 4 },
	      { "Middle", "2026-11-08", "2026-11-02", 60 },
	      { "Large", "2026-11-08", "2026-11-02", 290 });
	compute(&s, PERIOD_WEEK);
	check_close(of(&s, "sample_members", "Large", "2026-11-04")->value,
		    290, 0);
	check_close(of(&s, "sample_required", "Large", "2026-11-04")->value,
		    15, 0);
	check_close(of(&s, "sample_required", "Middle", "2026-11-04")->value,
		    10, 0);
	check_close(of(&s, "sample_plain", "Middle", "2026-11-04")->value, 3,
		    0);
	check_close(of(&s, "sample_required", "Small", "2026-11-04")->value,
		    4, 0);
	check_close(of(&s, "sample_required", NULL, "2026-11-04")->value, 29,
		    0);
	check_close(of(&s, "sample_plain", NULL, "2026-11-04")->value, 19, 0);
	story_end(&s);
}

TEST(a_member_of_two_sources_is_one)
{
	const struct told_list list = { "S", "2026-11-08", "2026-11-02", 30 };
	struct story s;

	story_begin(&s);
	tell_lists(&s, "crm", &list, 1);
	tell_lists(&s, "mail", &list, 1);
	compute(&s, PERIOD_WEEK);
	check_close(of(&s, "sample_members", "S", "2026-11-04")->value, 30,
		    0);
	story_end(&s);
}

TEST(a_list_counts_where_its_period_lies_wholly_inside)
{
	struct story s;

	story_begin(&s);
	/* a week across the end of October, a month, a day */
	LISTS(&s, { "Week", "2026-11-01", "2026-10-26", 30 },
	      { "Month", "2026-11-30", "2026-11-01", 40 },
	      { "Day", "2026-11-03", NULL, 20 });
	compute(&s, PERIOD_MONTH);
	check_close(of(&s, "sample_members", NULL, "2026-11-04")->value, 60,
		    0);
	assert_true(isnan(of(&s, "sample_members", NULL, "2026-10-31")->value));
	compute(&s, PERIOD_QUARTER);
	check_close(of(&s, "sample_members", NULL, "2026-11-04")->value, 90,
		    0);
	compute(&s, PERIOD_WEEK);
	check_close(of(&s, "sample_members", NULL, "2026-10-27")->value, 30,
		    0);
	check_close(of(&s, "sample_members", "Day", "2026-11-03")->value, 20,
		    0);
	story_end(&s);
}

TEST(without_any_list_it_is_not_measured_yet)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(REVIEW("a", "2026-11-04",
					     OUTCOME_USABLE)));
	story_compute(&s, PERIOD_WEEK, "2026-11-02", "2026-11-08",
		      "2026-11-08");
	assert_string_equal(of(&s, "sample_compliance", NULL,
			       "2026-11-04")->note,
			    "not measured yet: needs lists of segment "
			    "members");
	assert_string_equal(of(&s, "verdict_alpha", NULL, "2026-11-04")->note,
			    "no member was judged by two known raters");
	story_end(&s);
}

/* ---- verdicts --------------------------------------------------------- */

/* Lists of at most ten members are drawn whole. */
static void check_majority(const struct told_verdict *said, size_t n,
			   int64_t judged, int64_t relevant)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	LISTS(&s, { "S", "2026-11-08", "2026-11-02", 2 });
	story_load(&s, &kind_verdicts, "said", LOAD_SNAPSHOT, verdict_cells,
		   said, n);
	compute(&s, PERIOD_WEEK);
	f = of(&s, "targeting_accuracy", "S", "2026-11-04");
	assert_int_equal(f->n, judged);
	assert_int_equal(f->x, relevant);
	story_end(&s);
}

#define MAJORITY(judged, relevant, ...) \
	check_majority((const struct told_verdict[]){ __VA_ARGS__ }, \
		       COUNT(((const struct told_verdict[]){ __VA_ARGS__ })), \
		       judged, relevant)
#define A1 "2026-W45/S/A01"

TEST(the_majority_decides_and_a_tie_is_borderline)
{
	MAJORITY(1, 1, { A1, "Ana", NULL, JUDGED_RELEVANT, 0, 0 },
		 { A1, "Ben", NULL, JUDGED_NOT_RELEVANT, 0, 0 },
		 { A1, "Cem", NULL, JUDGED_RELEVANT, 0, 0 });
	MAJORITY(1, 0, { A1, "Ana", NULL, JUDGED_RELEVANT, 0, 0 },
		 { A1, "Ben", NULL, JUDGED_NOT_RELEVANT, 0, 0 });
	/* two of four are more than one of each other word */
	MAJORITY(1, 1, { A1, "Ana", NULL, JUDGED_RELEVANT, 0, 0 },
		 { A1, "Ben", NULL, JUDGED_NOT_RELEVANT, 0, 0 },
		 { A1, "Cem", NULL, JUDGED_BORDERLINE, 0, 0 },
		 { A1, "Dan", NULL, JUDGED_RELEVANT, 0, 0 });
	MAJORITY(1, 0, { A1, "Ana", NULL, JUDGED_BORDERLINE, 0, 0 });
}

TEST(the_last_verdict_of_a_rater_is_the_one)
{
	MAJORITY(1, 1, { A1, "Ana", "2026-11-05 10:00", JUDGED_NOT_RELEVANT,
			 0, 0 },
		 { A1, "Ana", "2026-11-05 11:00", JUDGED_RELEVANT, 0, 0 });
	/* by its time, not by its line */
	MAJORITY(1, 0, { A1, "Ana", "2026-11-05 11:00", JUDGED_NOT_RELEVANT,
			 0, 0 },
		 { A1, "Ana", "2026-11-05 10:00", JUDGED_RELEVANT, 0, 0 });
	/* of the same time by its line */
	MAJORITY(1, 1, { A1, "Ana", "2026-11-05", JUDGED_NOT_RELEVANT, 0, 0 },
		 { A1, "Ana", "2026-11-05", JUDGED_RELEVANT, 0, 0 });
}

TEST(cannot_judge_is_no_vote_and_alone_no_verdict)
{
	const struct figure *f;
	struct story s;

	MAJORITY(1, 1, { A1, "Ana", NULL, JUDGED_RELEVANT, 0, 0 },
		 { A1, "Ben", NULL, JUDGED_CANNOT_JUDGE, 0, 0 },
		 { A1, "Cem", NULL, JUDGED_CANNOT_JUDGE, 0, 0 });
	story_begin(&s);
	LISTS(&s, { "S", "2026-11-08", "2026-11-02", 2 });
	SAY(&s, { A1, "Ana", NULL, JUDGED_CANNOT_JUDGE, 0, 0 });
	compute(&s, PERIOD_WEEK);
	f = of(&s, "sample_compliance", "S", "2026-11-04");
	assert_int_equal(f->x, 1);
	assert_int_equal(f->n, 2);
	check_close(of(&s, "sample_cannot_judge", "S", "2026-11-04")->value,
		    1, 0);
	f = of(&s, "targeting_accuracy", "S", "2026-11-04");
	assert_int_equal(f->n, 0);
	assert_string_equal(f->note, "nobody has judged a drawn member yet");
	story_end(&s);
}

TEST(votes_of_nobody_count_each_and_n_of_them_n_times)
{
	MAJORITY(1, 0, { A1, NULL, NULL, JUDGED_RELEVANT, 0, 1 },
		 { A1, NULL, NULL, JUDGED_NOT_RELEVANT, 0, 2 });
	MAJORITY(1, 1, { A1, NULL, NULL, JUDGED_RELEVANT, 0, 1 },
		 { A1, NULL, NULL, JUDGED_RELEVANT, 0, 1 },
		 { A1, "Ana", NULL, JUDGED_NOT_RELEVANT, 0, 5 });
}

TEST(who_was_not_drawn_is_left_out_and_counted)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	LISTS(&s, { "S", "2026-11-08", "2026-11-02", 14 });
	judge_one(&s, "2026-W45", "S", 14, 14, 4);
	SAY(&s, { "2026-W45/S/nobody", "Ana", NULL, JUDGED_RELEVANT, 0, 0 },
	    { "2026-W46/S/A01", "Ana", NULL, JUDGED_RELEVANT, 0, 0 });
	compute(&s, PERIOD_WEEK);
	f = of(&s, "sample_compliance", "S", "2026-11-04");
	assert_int_equal(f->x, 10);
	assert_int_equal(f->n, 10);
	assert_string_equal(f->note, "4 judged members were not drawn, left "
			    "out");
	check_close(of(&s, "sample_not_drawn", NULL, "2026-11-04")->value, 4,
		    0);
	assert_int_equal(of(&s, "targeting_accuracy", "S",
			    "2026-11-04")->n, 10);
	story_end(&s);
}

TEST(verdicts_on_no_list_are_counted_on_their_own_day)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	LISTS(&s, { "S", "2026-11-08", "2026-11-02", 14 });
	judge_one(&s, "2026-W45", "S", 14, 10, 4);
	SAY(&s, { "2026-W45/S/nobody", "Ana", NULL, JUDGED_RELEVANT, 0, 0 },
	    { "2026-W45/S/nobody", "Ben", NULL, JUDGED_RELEVANT, 0, 0 },
	    { "2026-W45/s/A01", "Ana", "2026-11-12", JUDGED_RELEVANT, 0, 0 });
	compute(&s, PERIOD_WEEK);
	f = of(&s, "sample_unmatched", NULL, "2026-11-04");
	check_close(f->value, 2, 0);
	assert_int_equal(f->n, 12);
	f = of(&s, "sample_unmatched", NULL, "2026-11-11");
	check_close(f->value, 1, 0);
	assert_int_equal(f->n, 1);
	f = of(&s, "sample_unmatched", NULL, "2026-11-18");
	assert_true(isnan(f->value));
	assert_string_equal(f->note, "no verdict was given in the period");
	story_end(&s);
}

/* ---- rates ------------------------------------------------------------ */

/* METRICS §15: 10 checked, 0 bad: the true rate may still be 25.9 %. */
TEST(zero_bad_in_n_has_the_golden_upper_bound)
{
	static const struct { int n; double bound; } golden[] = {
		{ 5, 0.4507 }, { 10, 0.2589 }, { 20, 0.1391 }, { 29, 0.0981 },
		{ 30, 0.0950 }, { 59, 0.0495 }, { 100, 0.0295 }
	};

	for (size_t i = 0; i < COUNT(golden); i++) {
		const struct figure *f;
		struct story s;

		story_begin(&s);
		s.config.samples.minimum = golden[i].n;
		LISTS(&s, { "S", "2026-11-08", "2026-11-02", 120 });
		judge_one(&s, "2026-W45", "S", 120, golden[i].n, 0);
		compute(&s, PERIOD_WEEK);
		f = of(&s, "sample_bad_bound", "S", "2026-11-04");
		check_close(f->value, golden[i].bound, 5e-5);
		check_close(of(&s, "sample_bad", "S", "2026-11-04")->value, 0,
			    0);
		story_end(&s);
	}
}

TEST(the_rate_of_a_list_is_corrected_for_its_finite_population)
{
	struct interval range = wilson(8 * 20 / 10.0, 20, z_for(0.95));
	const struct figure *f;
	struct story s;

	story_begin(&s);
	LISTS(&s, { "S", "2026-11-08", "2026-11-02", 20 });
	judge_one(&s, "2026-W45", "S", 20, 10, 2);
	compute(&s, PERIOD_WEEK);
	/* f = 1/2: ten of twenty weigh as much as twenty of very many */
	f = of(&s, "targeting_accuracy", "S", "2026-11-04");
	check_close(f->value, 0.8, 1e-12);
	check_close(f->low, range.low, 1e-12);
	check_close(f->high, range.high, 1e-12);
	/* the bound stays that of ten */
	check_close(of(&s, "sample_bad_bound", "S", "2026-11-04")->value,
		    share_upper(2, 10, 0.95), 1e-9);
	story_end(&s);
}

TEST(where_all_were_judged_the_rate_is_known)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	LISTS(&s, { "S", "2026-11-08", "2026-11-02", 8 });
	judge_one(&s, "2026-W45", "S", 8, 8, 2);
	compute(&s, PERIOD_WEEK);
	f = of(&s, "targeting_accuracy", "S", "2026-11-04");
	check_close(f->value, 0.75, 1e-12);
	check_close(f->low, 0.75, 1e-12);
	check_close(f->high, 0.75, 1e-12);
	check_close(of(&s, "sample_bad_bound", "S", "2026-11-04")->value,
		    0.25, 1e-12);
	story_end(&s);
}

TEST(the_total_is_weighted_by_the_members)
{
	const struct figure *f;
	double variance, n;
	struct story s;

	story_begin(&s);
	LISTS(&s, { "Few", "2026-11-08", "2026-11-02", 20 },
	      { "Many", "2026-11-08", "2026-11-02", 80 });
	judge_one(&s, "2026-W45", "Few", 20, 10, 10);
	judge_one(&s, "2026-W45", "Many", 80, 10, 0);
	compute(&s, PERIOD_WEEK);
	f = of(&s, "targeting_accuracy", NULL, "2026-11-04");
	check_close(f->value, 0.8, 1e-12);
	assert_int_equal(f->x, 10);
	assert_int_equal(f->n, 20);
	variance = 0.2 * 0.2 * 0.5 / 10 + 0.8 * 0.8 * 0.875 / 10;
	n = 1 / variance;
	check_close(f->low, wilson(0.8 * n, n, z_for(0.95)).low, 1e-9);
	assert_string_equal(f->note, "weighted by the members of 2 lists");
	n = 1 / (0.2 * 0.2 / 10 + 0.8 * 0.8 / 10);
	check_close(of(&s, "sample_bad_bound", NULL, "2026-11-04")->value,
		    share_upper(0.2 * n, n, 0.95), 1e-9);
	story_end(&s);
}

TEST(a_list_without_a_verdict_makes_the_total_partial)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	LISTS(&s, { "Few", "2026-11-08", "2026-11-02", 20 },
	      { "Many", "2026-11-08", "2026-11-02", 80 });
	judge_one(&s, "2026-W45", "Few", 20, 10, 1);
	compute(&s, PERIOD_WEEK);
	f = of(&s, "targeting_accuracy", NULL, "2026-11-04");
	assert_true(isnan(f->value));
	assert_int_equal(f->n, 10);
	assert_string_equal(f->note, "partial: 1 of 2 lists have no verdict");
	f = of(&s, "sample_compliance", NULL, "2026-11-04");
	check_close(f->value, 0.5, 1e-12);
	check_close(of(&s, "targeting_accuracy", "Few", "2026-11-04")->value,
		    0.9, 1e-12);
	story_end(&s);
}

/* ---- since the baseline ----------------------------------------------- */

static void two_draws(struct story *s, int bad_before, int bad_now)
{
	story_begin(s);
	LISTS(s, { "S", "2026-03-08", "2026-03-02", 60 },
	      { "S", "2026-11-08", "2026-11-02", 60 });
	judge_one(s, "2026-W10", "S", 60, 10, bad_before);
	judge_one(s, "2026-W45", "S", 60, 10, bad_now);
	compute(s, PERIOD_WEEK);
}

TEST(the_change_has_the_limits_of_mover)
{
	const struct figure *now, *base, *f;
	struct interval range;
	struct story s;

	two_draws(&s, 5, 2);
	base = of(&s, "targeting_accuracy", "S", "2026-03-04");
	now = of(&s, "targeting_accuracy", "S", "2026-11-04");
	f = of(&s, "targeting_change", "S", "2026-11-04");
	check_close(f->value, 0.6, 1e-12);
	range = ratio_interval(now->value, (struct interval){ now->low,
							      now->high },
			       base->value, (struct interval){ base->low,
							       base->high });
	check_close(f->low, range.low - 1, 1e-12);
	check_close(f->high, range.high - 1, 1e-12);
	assert_string_equal(f->note, "baseline 50.0 % (25.4 % to 74.6 %): 1 "
			    "draw from 2026-03-02 to 2026-05-24");
	story_end(&s);
}

TEST(the_baseline_weeks_have_no_change_themselves)
{
	const struct figure *f;
	struct story s;

	two_draws(&s, 5, 2);
	f = of(&s, "targeting_change", "S", "2026-03-04");
	assert_true(isnan(f->value));
	assert_string_equal(f->note, "the period touches the baseline weeks, "
			    "2026-03-02 to 2026-05-24, or comes before");
	story_end(&s);
}

TEST(nothing_relevant_before_is_no_baseline_to_divide_by)
{
	struct story s;

	two_draws(&s, 10, 2);
	assert_string_equal(of(&s, "targeting_change", "S",
			       "2026-11-04")->note,
			    "nobody was relevant in the baseline");
	story_end(&s);
}

TEST(a_draw_that_is_not_judged_in_all_its_segments_is_no_baseline)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	LISTS(&s, { "S", "2026-03-08", "2026-03-02", 20 },
	      { "T", "2026-03-08", "2026-03-02", 20 },
	      { "S", "2026-04-05", "2026-03-30", 20 },
	      { "T", "2026-04-05", "2026-03-30", 20 },
	      { "S", "2026-11-08", "2026-11-02", 20 },
	      { "T", "2026-11-08", "2026-11-02", 20 });
	judge_one(&s, "2026-W10", "S", 20, 10, 9);
	judge_one(&s, "2026-W14", "S", 20, 10, 5);
	judge_one(&s, "2026-W14", "T", 20, 10, 5);
	judge_one(&s, "2026-W45", "S", 20, 10, 2);
	judge_one(&s, "2026-W45", "T", 20, 10, 2);
	compute(&s, PERIOD_WEEK);
	f = of(&s, "targeting_change", NULL, "2026-11-04");
	check_close(f->value, 0.6, 1e-12);
	/* S alone begins with its own first list */
	f = of(&s, "targeting_change", "S", "2026-11-04");
	check_close(f->value, 0.8 / 0.3 - 1, 1e-12);
	story_end(&s);
}

/* ---- agreement -------------------------------------------------------- */

static const char *const two[] = { "Ana", "Ben" };

/* So many members judged by both, of whom each calls the first bad. */
static void judge_two(struct story *s, int n, int bad_ana, int bad_ben)
{
	const int bad[] = { bad_ana, bad_ben };

	story_begin(s);
	s->config.samples.minimum = n;
	LISTS(s, { "S", "2026-11-08", "2026-11-02", 99 });
	judge(s, "2026-W45", "S", 99, n, two, bad, 2);
	compute(s, PERIOD_WEEK);
}

TEST(agreement_is_shown_from_twenty_members_on)
{
	const struct figure *f;
	struct story s;

	judge_two(&s, 19, 4, 6);
	f = of(&s, "reviewer_agreement", "S", "2026-11-04");
	assert_true(isnan(f->value));
	assert_string_equal(f->note, "19 members have two verdicts, from 20 "
			    "on agreement is shown");
	assert_true(isnan(of(&s, "cohen_kappa", "S", "2026-11-04")->value));
	assert_true(isnan(of(&s, "verdict_alpha", "S", "2026-11-04")->value));
	story_end(&s);
	judge_two(&s, 20, 4, 6);
	f = of(&s, "reviewer_agreement", "S", "2026-11-04");
	check_close(f->value, 0.9, 1e-12);
	check_close(f->low, wilson(18, 20, z_for(0.95)).low, 1e-12);
	story_end(&s);
}

/* both bad 4, only Ben 2, both good 14 */
TEST(kappa_and_alpha_of_two_raters)
{
	struct story s;

	judge_two(&s, 20, 4, 6);
	check_close(of(&s, "cohen_kappa", "S", "2026-11-04")->value,
		    cohen_kappa(4, 0, 2, 14), 1e-12);
	/* 40 verdicts, 10 of them bad: 1 - 39 * 4 / (2 * 10 * 30) */
	check_close(of(&s, "verdict_alpha", "S", "2026-11-04")->value,
		    1 - 39.0 * 4 / 600, 1e-12);
	check_close(of(&s, "rating_alpha", "S", "2026-11-04")->value,
		    1 - 39.0 * 4 / 600, 1e-12);
	story_end(&s);
}

/* METRICS §15: Cohen's kappa of 45, 15, 25, 15 */
TEST(kappa_of_the_family_has_the_golden_number)
{
	struct told_verdict said[200];
	static char id[100][32];
	struct story s;

	story_begin(&s);
	s.config.samples.minimum = 100;
	LISTS(&s, { "S", "2026-11-08", "2026-11-02", 99 },
	      { "T", "2026-11-08", "2026-11-02", 1 });
	for (int i = 0; i < 100; i++) {
		snprintf(id[i], sizeof id[i], i < 99 ? "2026-W45/S/A%02d" :
			 "2026-W45/T/A%02d", i < 99 ? i + 1 : 1);
		said[2 * i] = (struct told_verdict){ id[i], "Ana", NULL,
			i < 60 ? JUDGED_RELEVANT : JUDGED_NOT_RELEVANT, 0, 0 };
		said[2 * i + 1] = (struct told_verdict){ id[i], "Ben", NULL,
			i < 45 || (i >= 60 && i < 85) ? JUDGED_RELEVANT :
			JUDGED_NOT_RELEVANT, 0, 0 };
	}
	story_load(&s, &kind_verdicts, "said", LOAD_SNAPSHOT, verdict_cells,
		   said, 200);
	compute(&s, PERIOD_WEEK);
	check_close(of(&s, "cohen_kappa", NULL, "2026-11-04")->value,
		    0.130435, 5e-7);
	story_end(&s);
}

/* METRICS §15: Krippendorff's textbook table as ratings of 24 members: each
 * of its twelve twice, which changes n only. */
TEST(alpha_of_ratings_is_ordinal)
{
	static const double table[4][12] = {
		{ 1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0 },
		{ 1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3 },
		{ 0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0 },
		{ 1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0 }
	};
	static const char *const rater[] = { "Ana", "Ben", "Cem", "Dan" };
	double twice[4][24];
	const double *const rows[] = { twice[0], twice[1], twice[2],
				       twice[3] };
	struct told_verdict said[96];
	static char id[24][32];
	const struct figure *f;
	struct story s;
	size_t n = 0;

	story_begin(&s);
	s.config.samples.minimum = 24;
	LISTS(&s, { "S", "2026-11-08", "2026-11-02", 24 });
	for (int i = 0; i < 24; i++) {
		snprintf(id[i], sizeof id[i], "2026-W45/S/A%02d", i + 1);
		for (int r = 0; r < 4; r++) {
			double v = table[r][i % 12];

			twice[r][i] = v > 0 ? v : (double)NAN;
			said[n++] = (struct told_verdict){ id[i], rater[r],
				NULL, JUDGED_RELEVANT, v, 0 };
		}
	}
	story_load(&s, &kind_verdicts, "said", LOAD_SNAPSHOT, verdict_cells,
		   said, n);
	compute(&s, PERIOD_WEEK);
	f = of(&s, "rating_alpha", "S", "2026-11-04");
	assert_int_equal(f->n, 22);	/* the twelfth has one rating */
	check_close(f->value, krippendorff_alpha(rows, 4, 24, ALPHA_ORDINAL),
		    1e-12);
	f = of(&s, "verdict_alpha", "S", "2026-11-04");
	assert_true(isnan(f->value));
	assert_string_equal(f->note, "all said the same of all: nothing could "
			    "have disagreed");
	f = of(&s, "cohen_kappa", "S", "2026-11-04");
	assert_string_equal(f->note, "more than two raters took part; see "
			    "alpha");
	story_end(&s);
}

TEST(alpha_warns_when_almost_everything_is_good)
{
	const struct figure *f;
	struct story s;

	judge_two(&s, 20, 1, 2);
	f = of(&s, "verdict_alpha", "S", "2026-11-04");
	assert_true(f->value < 0.7);
	assert_string_equal(f->note, "92.5 % of the verdicts are relevant: it "
			    "is low when almost all are the same");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_list_has_members_and_a_sample_of_at_least_ten),
		cmocka_unit_test(a_member_of_two_sources_is_one),
		cmocka_unit_test(
			a_list_counts_where_its_period_lies_wholly_inside),
		cmocka_unit_test(without_any_list_it_is_not_measured_yet),
		cmocka_unit_test(the_majority_decides_and_a_tie_is_borderline),
		cmocka_unit_test(the_last_verdict_of_a_rater_is_the_one),
		cmocka_unit_test(
			cannot_judge_is_no_vote_and_alone_no_verdict),
		cmocka_unit_test(
			votes_of_nobody_count_each_and_n_of_them_n_times),
		cmocka_unit_test(who_was_not_drawn_is_left_out_and_counted),
		cmocka_unit_test(
			verdicts_on_no_list_are_counted_on_their_own_day),
		cmocka_unit_test(zero_bad_in_n_has_the_golden_upper_bound),
		cmocka_unit_test(
			the_rate_of_a_list_is_corrected_for_its_finite_population),
		cmocka_unit_test(where_all_were_judged_the_rate_is_known),
		cmocka_unit_test(the_total_is_weighted_by_the_members),
		cmocka_unit_test(
			a_list_without_a_verdict_makes_the_total_partial),
		cmocka_unit_test(the_change_has_the_limits_of_mover),
		cmocka_unit_test(the_baseline_weeks_have_no_change_themselves),
		cmocka_unit_test(
			nothing_relevant_before_is_no_baseline_to_divide_by),
		cmocka_unit_test(
			a_draw_that_is_not_judged_in_all_its_segments_is_no_baseline),
		cmocka_unit_test(agreement_is_shown_from_twenty_members_on),
		cmocka_unit_test(kappa_and_alpha_of_two_raters),
		cmocka_unit_test(kappa_of_the_family_has_the_golden_number),
		cmocka_unit_test(alpha_of_ratings_is_ordinal),
		cmocka_unit_test(alpha_warns_when_almost_everything_is_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
