/* Blocks about campaigns, samples and signals. */
#include "tests/unit/blocks_help.h"

/* One row of campaigns by segment and channel, and the total. */
static void tell_campaign(struct sample *s, double opens)
{
	const struct scope row = { { [SCOPE_CHANNEL] = "email",
				     [SCOPE_SEGMENT] = "Trial users" } };
	const struct scope all = { { NULL } };
	const struct scope *scope[] = { &row, &all };

	for (size_t i = 0; i < COUNT(scope); i++) {
		figures_add(&s->figures, metric_find("sends"), scope[i],
			    s->in.now)->value = 110;
		figures_add(&s->figures, metric_find("delivered"), scope[i],
			    s->in.now)->value = 100;
		figures_add(&s->figures, metric_find("opens"), scope[i],
			    s->in.now)->value = opens;
		figures_add(&s->figures, metric_find("open_rate"), scope[i],
			    s->in.now)->value = opens / 100;
	}
	figures_sort(&s->figures);
}

static void check_campaigns_say(double opens, const char *words)
{
	struct strbuf out = STRBUF_INIT;
	struct sample s;
	struct doc d;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	tell_campaign(&s, opens);
	free(sample_text_of("campaigns", &s, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	check_says(out.s, words);
	strbuf_release(&out);
	doc_release(&d);
}

TEST(campaigns_speaks)
{
	check_block("campaigns");
	check_block_says("campaigns", SAMPLE_EMPTY,
			 "No campaign was measured");
	check_campaigns_say(31, "31.0 %");
	check_campaigns_say(31, "Trial users");
	check_campaigns_say(31, "by segment and channel");
}

TEST(campaigns_says_what_was_counted_twice)
{
	check_campaigns_say(112, "112.0 per 100");
	check_campaigns_say(112, "1 row has more than 100 per 100");
}

/* Thirteen weeks of a count, with `now` in week 47. */
static void tell_signal(struct sample *s, const char *name, double now,
			size_t weeks)
{
	static const struct anomaly_rule rule = {
		0.30, 0.05, 3.0, 30, 12, 8, 2.0, 0.20
	};
	struct signals *all = &s->signals;
	struct anomaly_point *p = arena_array(&s->arena, weeks, sizeof *p);
	struct anomaly_week *w = arena_array(&s->arena, weeks, sizeof *w);
	struct signal_series *of = arena_array(&s->arena, 1, sizeof *of);

	for (size_t i = 0; i < weeks; i++) {
		double v = i + 1 < weeks ? 100 + (double)(i % 3) : now;

		p[i] = (struct anomaly_point){ v, v, false, false };
	}
	anomaly_replay(w, &rule, ANOMALY_COUNT, p, weeks);
	*of = (struct signal_series){
		.name = name, .title = name, .system = "web", .n = weeks,
		.point = p, .from = weeks - 1, .week = &w[weeks - 1],
		.monday = s->in.now.last - 6 - 7 * (int32_t)(weeks - 1)
	};
	if (!all->item)
		all->item = arena_array(&s->arena, 8, sizeof *all->item);
	all->tested += of->week->a.state == ANOMALY_TESTED;
	all->expected = SIGNAL_CHANCE * (double)all->tested;
	if (of->week->word != WORD_NORMAL)
		all->item[all->n++] = (struct signal){
			.series = of, .week = of->week, .money = NAN,
			.period = period_of(PERIOD_WEEK, s->in.now.last, 1),
			.since = period_of(PERIOD_WEEK, s->in.now.last, 1),
		};
	s->in.signals = all;
}

static void tell_signals(struct sample *s)
{
	tell_signal(s, "visits", 60, 13);
	tell_signal(s, "calls", 125, 13);
	tell_signal(s, "posts", 100, 13);
	tell_signal(s, "likes", 100, 4);
}

static void tell_calm(struct sample *s)
{
	tell_signal(s, "posts", 100, 13);
}

TEST(signals_speaks)
{
	check_block("signals");
	check_block_says("signals", SAMPLE_EMPTY,
			 "No series can be tested yet");
	check_told_says("signals", tell_calm, "No series stands out this "
			"week");
	check_told_says("signals", tell_calm, "No spike and no new level");
	check_told_says("signals", tell_signals, "visits (web) stands out "
			"this week");
	check_told_says("signals", tell_signals, "3 series tested: expect "
			"about 0.1 by chance");
	check_told_says("signals", tell_signals, "spike");
	check_told_says("signals", tell_signals, "\u221241.2 %");
	check_told_says("signals", tell_signals, "likely");
	check_told_says("signals", tell_signals, "watch");
	check_told_says("signals", tell_signals, "likes");
}

/* Of all segments and of one; changed since the baseline or not. */
static void tell_sample(struct sample *s, struct period week, int64_t done,
			double low)
{
	const struct scope one = { { [SCOPE_SEGMENT] = "Trial users" } };
	const struct scope all = { { NULL } };
	static const struct {
		const char *id;
		double value;
	} told[] = {
		{ "sample_members", 182 }, { "sample_required", 10 },
		{ "sample_plain", 10 }, { "sample_bad", 2 },
		{ "sample_bad_bound", 0.51 }, { "targeting_accuracy", 0.8 },
		{ "reviewer_agreement", 0.9 }, { "verdict_alpha", 0.61 }
	};
	struct figure *f;

	for (size_t i = 0; i < 2 * COUNT(told); i++) {
		f = figures_add(&s->figures, metric_find(told[i / 2].id),
				i % 2 ? &one : &all, week);
		f->value = told[i / 2].value;
		f->n = 10;
	}
	for (int i = 0; i < 2; i++) {
		f = figures_add(&s->figures, metric_find("sample_compliance"),
				i ? &one : &all, week);
		f->x = done;
		f->n = 10;
		f->value = (double)done / 10;
		f = figures_add(&s->figures, metric_find("targeting_change"),
				i ? &one : &all, week);
		f->value = 0.31;
		f->low = low;
		f->high = 0.55;
	}
	figures_sort(&s->figures);
}

static void tell_open_sample(struct sample *s)
{
	tell_sample(s, s->in.now, 7, 0.05);
}

static void tell_better_sample(struct sample *s)
{
	tell_sample(s, s->in.now, 10, 0.05);
}

static void tell_old_sample(struct sample *s)
{
	tell_sample(s, s->in.before, 10, -0.05);
}

static void tell_reached_sample(struct sample *s)
{
	tell_sample(s, s->in.now, 10, 0.21);
}

TEST(samples_speaks)
{
	check_block("samples");
	check_block_says("samples", SAMPLE_EMPTY, "There is no list of "
			 "members to sample");
	check_told_says("samples", tell_open_sample, "7 of 10 drawn members "
			"are judged, week 47");
	check_told_says("samples", tell_better_sample, "Targeting is 31.0 % "
			"better than in the baseline, week 47");
	check_told_says("samples", tell_better_sample, "not clear yet");
	check_told_says("samples", tell_reached_sample, "reached");
	check_told_says("samples", tell_old_sample, "80.0 % of the members "
			"are relevant, week 46");
	check_told_says("samples", tell_old_sample, "the last with a list "
			"before week 47");
	check_told_says("samples", tell_old_sample, "Trial users");
	check_told_says("samples", tell_old_sample, "0.61");
	check_told_says("agenda", tell_open_sample, "7 of 10 drawn members "
			"are judged, week 47.");
}

TEST(targeting_speaks)
{
	check_block("targeting");
	check_block_says("targeting", SAMPLE_EMPTY, "There is no list of "
			 "members to sample");
	check_told_says("targeting", tell_better_sample, "No segment surely "
			"gained 20 % or more");
	check_told_says("targeting", tell_old_sample, "80.0 % of the members "
			"are relevant");
}

static void tell_draw(struct sample *s)
{
	static const struct sample_row row[] = {
		{ "2026-W47/Trial users/C1", "Trial users", "C1", { 1, 3 }, { 5, 2 } },
		{ "2026-W47/Trial users/C2", "Trial users", "C2", { 2, 0 }, { 0, 0 } },
		{ "2026-W47//C3", "", "C3", { 0, 0 }, { 0, 0 } },
	};

	s->in.draw = (struct sample_draw){ "2026-W47", row, 3 };
}

static void tell_judged_draw(struct sample *s)
{
	tell_draw(s);
	s->in.draw.n = 2;
}

TEST(sample_sheet_speaks)
{
	check_block("sample_sheet");
	check_block_says("sample_sheet", SAMPLE_EMPTY,
			 "There is no sample to judge");
	check_told_says("sample_sheet", tell_draw,
			"1 drawn member to judge, 2026-W47");
	check_told_says("sample_sheet", tell_draw,
			"relevant\n5\nnot relevant\n2\n");
	check_told_says("sample_sheet", tell_draw, "________");
	check_told_says("sample_sheet", tell_judged_draw,
			"The sample of 2026-W47 is judged");
}

/* Two campaigns, of one of which half of the sends came back. */
static void tell_tracking(struct sample *s)
{
	static const char *const name[] = { NULL, "Autumn", "Winter" };
	static const double value[] = { 0.8, 0.5, 0.97 };

	for (size_t i = 0; i < COUNT(name); i++) {
		const struct scope scope = { { [SCOPE_CAMPAIGN] = name[i] } };
		struct figure *f = figures_add(&s->figures,
			metric_find("tracking_completeness"), &scope,
			s->in.now);

		f->value = value[i];
	}
	figures_sort(&s->figures);
}

TEST(checks_names_campaigns_without_outcomes)
{
	check_told_says("checks", tell_tracking, "Sends without outcomes: "
			"Autumn (50.0 %).");
	check_told_says("checks", tell_tracking, "Fix tracking");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signals_speaks),
		cmocka_unit_test(samples_speaks),
		cmocka_unit_test(targeting_speaks),
		cmocka_unit_test(checks_names_campaigns_without_outcomes),
		cmocka_unit_test(sample_sheet_speaks),
		cmocka_unit_test(campaigns_speaks),
		cmocka_unit_test(campaigns_says_what_was_counted_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
