/*
 * --fail-on: what a condition may look like, what is refused and at which
 * column, and what becomes of a figure near the limit.
 */
#include "tests/unit/test.h"

#include "cli/fail_on.h"

static struct arena arena;
static struct config config = { .currency = "EUR", .quarter_starts = 1 };
static const struct period week47 = { PERIOD_WEEK, 20773, 20779 };

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* ---- reading ------------------------------------------------------------- */

static int read_text(struct fail_on_list *list, const char *text,
		     struct err *err)
{
	const char *item[] = { text };
	const struct option_list said = { item, 1 };

	*err = (struct err){ 0 };
	return fail_on_read(list, &said, &arena, err) ||
	       fail_on_cut(list, NULL, 0, err) ? -1 : 0;
}

static struct fail_on read_well(const char *text)
{
	struct fail_on_list list;
	struct err err;

	if (read_text(&list, text, &err))
		fail_msg("%s", err.msg);
	return list.item[0];
}

static void check_limit(const char *text, const char *metric, enum fail_op op,
			double limit)
{
	struct fail_on c = read_well(text);

	assert_string_equal(c.metric->id, metric);
	assert_int_equal(c.op, op);
	check_close(c.limit, limit, 0);
}

TEST(a_condition_is_a_metric_an_operator_and_a_value)
{
	check_limit("rework>15%", "rework", FAIL_ABOVE, 0.15);
	check_limit("rework>=15%", "rework", FAIL_FROM, 0.15);
	check_limit("usable<60%", "usable", FAIL_BELOW, 0.6);
	check_limit("usable<=60%", "usable", FAIL_UP_TO, 0.6);
	check_limit("  rework  >  15  %  ", "rework", FAIL_ABOVE, 0.15);
}

TEST(a_share_may_be_a_number_up_to_one)
{
	check_limit("rework>0.15", "rework", FAIL_ABOVE, 0.15);
	check_limit("rework>1", "rework", FAIL_ABOVE, 1);
	check_limit("roi<-0.5", "roi", FAIL_BELOW, -0.5);
	check_limit("roi<-50%", "roi", FAIL_BELOW, -0.5);
	check_limit("roi>300%", "roi", FAIL_ABOVE, 3);
	check_limit("open_rate<12.5%", "open_rate", FAIL_BELOW, 0.125);
}

TEST(units_are_those_the_metric_prints)
{
	check_limit("net_hours<5h", "net_hours", FAIL_BELOW, 5);
	check_limit("net_hours<5", "net_hours", FAIL_BELOW, 5);
	check_limit("correction_minutes>7.5 min", "correction_minutes",
		    FAIL_ABOVE, 7.5);
	check_limit("payback>26weeks", "payback", FAIL_ABOVE, 26);
	check_limit("days_since_tuning>14 days", "days_since_tuning",
		    FAIL_ABOVE, 14);
	check_limit("rework_by_input<-5points", "rework_by_input",
		    FAIL_BELOW, -0.05);
	check_limit("outputs<100", "outputs", FAIL_BELOW, 100);
}

TEST(money_has_its_currency_before_or_behind)
{
	check_limit("cost>EUR 1500", "cost", FAIL_ABOVE, 1500);
	check_limit("cost>EUR1500", "cost", FAIL_ABOVE, 1500);
	check_limit("cost>1500.50 EUR", "cost", FAIL_ABOVE, 1500.5);
	check_limit("cost>1500", "cost", FAIL_ABOVE, 1500);
	check_limit("hourly_rate<40 EUR/h", "hourly_rate", FAIL_BELOW, 40);
	assert_string_equal(read_well("cost>1500EUR").currency, "EUR");
	assert_null(read_well("cost>1500").currency);
}

static void check_scope(const char *text, enum scope_dim dim, const char *want)
{
	struct fail_on c = read_well(text);

	assert_string_equal(c.scope.dim[dim], want);
}

TEST(a_scope_is_a_workflow_or_names_its_dimensions)
{
	check_scope("rework@blog>15%", SCOPE_WORKFLOW, "blog");
	check_scope("rework@workflow=blog>15%", SCOPE_WORKFLOW, "blog");
	check_scope("rework @ tool = Jasper AI > 15%", SCOPE_TOOL,
		    "Jasper AI");
	check_scope("rework@blog,step=draft>15%", SCOPE_STEP, "draft");
	check_scope("rework@blog, step=draft>15%", SCOPE_WORKFLOW, "blog");
	check_scope("rework@tool=(none)>15%", SCOPE_TOOL, "");
	check_scope("rework@tool=A, B and C>15%", SCOPE_TOOL, "A, B and C");
	assert_null(read_well("rework>15%").scope.dim[SCOPE_WORKFLOW]);
}

TEST(the_last_operator_counts_so_that_edges_have_names)
{
	check_scope("friction@blog,step=draft > review>5%", SCOPE_STEP,
		    "draft > review");
	check_limit("friction@blog,step=draft > review <= 5%", "friction",
		    FAIL_UP_TO, 0.05);
}

TEST(surely_stands_in_front)
{
	assert_true(read_well("surely rework>15%").surely);
	assert_false(read_well("rework>15%").surely);
}

TEST(no_condition_is_an_empty_list)
{
	struct fail_on_list list;
	const struct option_list none = { 0 };
	struct figures f = { 0 };
	struct err err = { 0 };

	assert_int_equal(fail_on_read(&list, &none, &arena, &err), 0);
	assert_int_equal(fail_on_cut(&list, NULL, 0, &err), 0);
	assert_int_equal(fail_on_known(&list, &config, &f, &err), 0);
	assert_int_equal(fail_on_judge(&list, &config, &f, week47, &err), 0);
}

/* ---- refusals ------------------------------------------------------------ */

static void check_refused(const char *text, int column, const char *says)
{
	struct fail_on_list list;
	struct err err;
	char place[32];

	assert_int_equal(read_text(&list, text, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	snprintf(place, sizeof place, "', column %d: ", column);
	check_says(err.msg, place);
	check_says(err.msg, says);
}

TEST(an_unknown_metric_is_refused_with_the_nearest)
{
	check_refused("rewrk>15%", 1, "did you mean 'rework'?");
	check_refused("surely rewrk>15%", 8, "did you mean 'rework'?");
	check_refused("", 1, "found nothing where a metric should be");
	check_refused(">15%", 1, "found '>15%' where a metric");
}

TEST(an_unknown_operator_is_refused)
{
	check_refused("rework", 7, "ends where one of > >= < <= should be");
	check_refused("rework=15%", 7, "found '='");
	check_refused("rework==15%", 7, "found '=='");
	check_refused("rework=>15%", 7, "found '=>'");
	check_refused("rework>>15%", 7, "found '>>'");
	check_refused("rework<>15%", 7, "found '<>'");
	check_refused("rework 15%", 8, "found '15%'");
	check_refused("rework@blog", 12, "found no operator");
	check_refused("rework@blog=>15%", 12, "found '=>'");
}

TEST(what_is_no_number_is_refused)
{
	check_refused("rework>", 8, "found nothing where the number");
	check_refused("rework>many", 8, "found 'many' where the number");
	check_refused("rework>%", 8, "found '%' where the number");
	check_refused("net_hours>1,500", 11, "'1,500' is no number");
	check_refused("net_hours>1.5.0", 11, "'1.5.0' is no number");
	check_refused("net_hours>99999999999999999999", 11, "is no number");
	check_refused("net_hours>nan", 11, "found 'nan'");
	check_refused("net_hours>1e5", 12, "found 'e5'");
}

TEST(a_unit_that_does_not_fit_is_refused)
{
	check_refused("rework>15h", 10, "found 'h', expected %");
	check_refused("rework>15%%", 10, "found '%%', expected %");
	check_refused("net_hours>5 min", 13, "found 'min', expected h");
	check_refused("outputs>5%", 10, "outputs is a plain one");
	check_refused("consistency<7 h", 15, "consistency is a plain one");
	check_refused("cost>15%", 8, "expected the workspace's currency");
	check_refused("cost>15 EUR/h", 9, "found 'EUR/h'");
	check_refused("cost>EUR 15 EUR", 13, "a second unit");
}

TEST(a_share_beyond_one_needs_its_unit)
{
	check_refused("rework>15", 8, "write 15%");
	check_refused("rework_by_input<-5", 17, "write -5points");
}

TEST(a_scope_the_metric_is_not_cut_by_is_refused)
{
	check_refused("rework@>15%", 8, "found no scope");
	check_refused("rework@tol=x>15%", 8, "did you mean 'tool'?");
	check_refused("rework@tool=>15%", 12, "found '=>'");
	check_refused("rework@tool= >15%", 14, "found no name of a tool");
	check_refused("rework@blog,workflow=x>15%", 13, "named twice");
	check_refused("rework@blog,tool=>15%", 17, "found '=>'");
	check_refused("rework@blog,tool= >15%", 19, "no name of a tool");
	check_refused("rework@segment=x>15%", 16, "by these dimensions");
	check_refused("input_field_ok>5%", 15, "for all work");
}

TEST(a_long_condition_is_shown_by_its_beginning)
{
	char text[600];
	struct fail_on_list list;
	struct err err;

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(read_text(&list, text, &err), -1);
	check_says(err.msg, "xxx\u2026', column 1: there is no metric");
}

TEST(columns_are_counted_in_characters)
{
	check_refused("rework@tool=\u00dcber>15h", 20, "found 'h'");
}

TEST(bytes_that_are_no_text_are_refused)
{
	struct fail_on_list list;
	struct err err;

	assert_int_equal(read_text(&list, "rework@\xff>15%", &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	check_says(err.msg, "byte 8 is no UTF-8");
}

TEST(with_by_the_scope_is_that_cut)
{
	const enum scope_dim by[] = { SCOPE_TOOL, SCOPE_ITEM_TYPE };
	const char *item[] = { "rework@tool=a,item_type=b>1%", "rework>1%" };
	struct option_list said = { item, 1 };
	struct fail_on_list list;
	struct err err = { 0 };

	assert_int_equal(fail_on_read(&list, &said, &arena, &err), 0);
	assert_int_equal(fail_on_cut(&list, by, 2, &err), 0);
	said.n = 2;
	assert_int_equal(fail_on_read(&list, &said, &arena, &err), 0);
	assert_int_equal(fail_on_cut(&list, by, 2, &err), -1);
	check_says(err.msg, "rework@tool=NAME,item_type=NAME");
}

/* ---- names --------------------------------------------------------------- */

static struct figure *add(struct figures *f, const char *metric,
			  const char *workflow, double value)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };
	struct figure *g = figures_add(f, metric_find(metric), &scope, week47);

	g->value = value;
	return g;
}

static void check_known(const char *text, const char *says)
{
	struct config_step step = { .id = "draft" };
	struct config_workflow workflow = { .id = "ads", .steps = &step,
					    .n_steps = 1 };
	struct config c = { .currency = "EUR", .workflows = &workflow,
			    .n_workflows = 1 };
	struct figures f = { 0 };
	struct fail_on_list list;
	struct err err;
	int ret;

	add(&f, "outputs", "blog", 1);
	figures_sort(&f);
	assert_int_equal(read_text(&list, text, &err), 0);
	ret = fail_on_known(&list, &c, &f, &err);
	assert_int_equal(ret, *says ? -1 : 0);
	if (ret)
		check_says(err.msg, says);
	figures_release(&f);
}

TEST(names_are_known_from_the_documents_or_any_figure)
{
	check_known("rework@blog>15%", "");
	check_known("rework@ads>15%", "");
	check_known("rework@ads,step=draft>15%", "");
	check_known("rework@blgo>15%", "column 8: there is no workflow 'blgo'");
	check_known("rework@blgo>15%", "did you mean 'blog'?");
	check_known("rework@ads,step=draf>15%", "did you mean 'draft'?");
	check_known("rework@tool=Jasper>15%", "there is no tool 'Jasper'");
	check_known("cost>EUR 1", "");
	check_known("cost>USD 1", "found 'USD', expected EUR");
}

/* ---- the judgement ------------------------------------------------------- */

/* Of a rate 17.1 % (15.2–19.3 %). */
static enum fail_verdict judged(const char *text, const char **line,
				void (*change)(struct figure *f))
{
	struct fail_on c = read_well(text);
	struct figures f = { 0 };
	struct figure *g = add(&f, "rework", NULL, 0.171);
	enum fail_verdict v;

	g->low = 0.152;
	g->high = 0.193;
	if (change)
		change(g);
	figures_sort(&f);
	v = fail_on_verdict(line, &c, &config, &f, week47, &arena);
	figures_release(&f);
	return v;
}

static void check_judged(const char *text, enum fail_verdict want)
{
	const char *line;

	assert_int_equal(judged(text, &line, NULL), want);
	assert_true(!line == (want == FAIL_NO));
}

TEST(the_line_says_value_interval_period_and_limit)
{
	const char *line;

	assert_int_equal(judged("rework>15%", &line, NULL), FAIL_YES);
	assert_string_equal(line, "rework rate 17.1 % (15.2\u201319.3 %) in "
			    "2026-W47 is above 15 % (--fail-on)");
	judged("surely rework>=0.125", &line, NULL);
	assert_string_equal(line, "rework rate 17.1 % (15.2\u201319.3 %) in "
			    "2026-W47 is surely at or above 12.5 % "
			    "(--fail-on)");
}

TEST(a_value_at_the_limit_is_neither_above_nor_below)
{
	check_judged("rework>17.1%", FAIL_NO);
	check_judged("rework<17.1%", FAIL_NO);
	check_judged("rework>=17.1%", FAIL_YES);
	check_judged("rework<=17.1%", FAIL_YES);
	check_judged("rework>17%", FAIL_YES);
	check_judged("rework<17.2%", FAIL_YES);
	check_judged("rework<17%", FAIL_NO);
	check_judged("rework>=17.2%", FAIL_NO);
	check_judged("rework<=17%", FAIL_NO);
}

TEST(surely_wants_the_whole_interval)
{
	check_judged("surely rework>15%", FAIL_YES);
	check_judged("surely rework>16%", FAIL_NO);
	check_judged("surely rework<19%", FAIL_NO);
	check_judged("surely rework<20%", FAIL_YES);
	check_judged("surely rework>15.2%", FAIL_NO);
	check_judged("surely rework>=15.2%", FAIL_YES);
}

TEST(decimals_tell_the_value_from_the_limit)
{
	const char *line;

	judged("rework>17.0999%", &line, NULL);
	check_says(line, "rate 17.1000 % (");
	check_says(line, "above 17.0999 %");
}

static void no_value(struct figure *f)
{
	f->value = NAN;
	f->note = "no reviewed outputs";
}

static void not_over(struct figure *f)
{
	f->partial = true;
}

static void not_mature(struct figure *f)
{
	f->immature = true;
}

static void no_interval(struct figure *f)
{
	f->low = f->high = NAN;
}

static void incomplete(struct figure *f)
{
	f->verdict = VERDICT_INCOMPLETE;
}

static void check_not_judged(const char *text,
			     void (*change)(struct figure *f),
			     const char *says)
{
	const char *line;

	assert_int_equal(judged(text, &line, change), FAIL_NOT_JUDGED);
	check_says(line, "is not judged: ");
	check_says(line, says);
}

TEST(what_has_no_number_is_said_and_not_judged)
{
	check_not_judged("rework>15%", no_value,
			 "rework rate in 2026-W47: no reviewed outputs");
	check_not_judged("rework@blog>15%", NULL,
			 "rework rate of blog in 2026-W47: nothing was "
			 "counted");
	check_not_judged("rework>15%", not_over, "the period is not over");
	check_not_judged("rework>15%", not_mature, "more of it will turn up");
}

TEST(without_an_interval_nothing_is_sure)
{
	const char *line;

	check_not_judged("surely rework>15%", no_interval, "no interval");
	check_not_judged("surely rework>15%", incomplete, "unknown");
	assert_int_equal(judged("rework>15%", &line, no_interval), FAIL_YES);
	check_says(line, "rework rate 17.1 % in 2026-W47");
	assert_int_equal(judged("rework>15%", &line, incomplete), FAIL_YES);
}

static void check_line(const char *text, const char *metric, double value,
		       const char *want)
{
	struct fail_on c = read_well(text);
	struct figures f = { 0 };
	const char *line;

	add(&f, metric, NULL, value);
	figures_sort(&f);
	fail_on_verdict(&line, &c, &config, &f, week47, &arena);
	assert_string_equal(line, want);
	figures_release(&f);
}

TEST(values_are_said_as_reports_say_them)
{
	check_line("net_hours<5h", "net_hours", -2,
		   "net hours saved \u22122.0 h in 2026-W47 is below 5 h "
		   "(--fail-on)");
	check_line("net_hours>120h", "net_hours", 120.25,
		   "net hours saved 120.25 h in 2026-W47 is above 120 h "
		   "(--fail-on)");
	check_line("roi<100%", "roi", 0.5,
		   "ROI, all freed hours 50.0 % in 2026-W47 is below 100 % "
		   "(--fail-on)");
	check_line("cost>=1000", "cost", 1500,
		   "cost EUR 1,500.00 in 2026-W47 is at or above EUR 1,000 "
		   "(--fail-on)");
	check_line("outputs<=10", "outputs", 7,
		   "reviewed outputs 7 in 2026-W47 is at or below 10 "
		   "(--fail-on)");
}

TEST(one_that_is_crossed_is_exit_code_3_without_another_message)
{
	const char *item[] = { "outputs>1", "outputs>100" };
	struct option_list said = { item, 2 };
	struct fail_on_list list;
	struct figures f = { 0 };
	struct err err = { 0 };

	add(&f, "outputs", NULL, 7);
	figures_sort(&f);
	assert_int_equal(fail_on_read(&list, &said, &arena, &err), 0);
	assert_int_equal(fail_on_judge(&list, &config, &f, week47, &err), -1);
	assert_int_equal(err.code, ERR_THRESHOLD);
	assert_string_equal(err.msg, "");
	figures_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_condition_is_a_metric_an_operator_and_a_value),
		cmocka_unit_test(a_share_may_be_a_number_up_to_one),
		cmocka_unit_test(units_are_those_the_metric_prints),
		cmocka_unit_test(money_has_its_currency_before_or_behind),
		cmocka_unit_test(a_scope_is_a_workflow_or_names_its_dimensions),
		cmocka_unit_test(the_last_operator_counts_so_that_edges_have_names),
		cmocka_unit_test(surely_stands_in_front),
		cmocka_unit_test(no_condition_is_an_empty_list),
		cmocka_unit_test(an_unknown_metric_is_refused_with_the_nearest),
		cmocka_unit_test(an_unknown_operator_is_refused),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(a_unit_that_does_not_fit_is_refused),
		cmocka_unit_test(a_share_beyond_one_needs_its_unit),
		cmocka_unit_test(a_scope_the_metric_is_not_cut_by_is_refused),
		cmocka_unit_test(a_long_condition_is_shown_by_its_beginning),
		cmocka_unit_test(columns_are_counted_in_characters),
		cmocka_unit_test(bytes_that_are_no_text_are_refused),
		cmocka_unit_test(with_by_the_scope_is_that_cut),
		cmocka_unit_test(names_are_known_from_the_documents_or_any_figure),
		cmocka_unit_test(the_line_says_value_interval_period_and_limit),
		cmocka_unit_test(a_value_at_the_limit_is_neither_above_nor_below),
		cmocka_unit_test(surely_wants_the_whole_interval),
		cmocka_unit_test(decimals_tell_the_value_from_the_limit),
		cmocka_unit_test(what_has_no_number_is_said_and_not_judged),
		cmocka_unit_test(without_an_interval_nothing_is_sure),
		cmocka_unit_test(values_are_said_as_reports_say_them),
		cmocka_unit_test(one_that_is_crossed_is_exit_code_3_without_another_message),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
