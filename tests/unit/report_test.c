/* From templates to whole documents: which period, which parts, which run. */
#include "tests/unit/test.h"
#include "tests/unit/sample_input.h"

#include "render/render.h"

static struct period check_period(enum period_kind kind, const char *as_of,
				  int quarter, const char *first,
				  const char *last)
{
	char a[DATE_MAX], b[DATE_MAX];
	struct period p;
	int32_t day;

	assert_int_equal(day_parse(&day, as_of), 0);
	p = report_period(kind, day, quarter);
	assert_string_equal(day_format(a, p.first), first);
	assert_string_equal(day_format(b, p.last), last);
	return p;
}

TEST(week_is_the_last_complete_one)
{
	check_period(PERIOD_WEEK, "2026-11-23", 1, "2026-11-16", "2026-11-22");
	check_period(PERIOD_WEEK, "2026-11-28", 1, "2026-11-16", "2026-11-22");
}

TEST(week_that_ends_today_is_complete)
{
	check_period(PERIOD_WEEK, "2026-11-22", 1, "2026-11-16", "2026-11-22");
}

TEST(week_fifty_three_and_the_new_year)
{
	check_period(PERIOD_WEEK, "2027-01-05", 1, "2026-12-28", "2027-01-03");
	check_period(PERIOD_WEEK, "2027-01-02", 1, "2026-12-21", "2026-12-27");
}

TEST(quarter_is_the_last_complete_one)
{
	check_period(PERIOD_QUARTER, "2026-11-23", 1, "2026-07-01",
		     "2026-09-30");
	check_period(PERIOD_QUARTER, "2026-12-31", 1, "2026-10-01",
		     "2026-12-31");
}

TEST(fiscal_quarters_start_where_the_team_says)
{
	check_period(PERIOD_QUARTER, "2026-11-23", 2, "2026-08-01",
		     "2026-10-31");
}

/* ---- whole reports ------------------------------------------------------- */

static void check_report(const char *report, enum sample_kind kind,
			 enum period_kind period)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };
	struct template t;
	struct sample s;
	struct doc d;
	size_t n;
	const char *const *names = block_names(&n);

	if (template_read(&t, NULL, report, block_known, names, n, &err))
		fail_msg("%s", err.msg);
	sample_make(&s, kind, period);
	s.in.template = &t;
	if (report_build(&d, &s.in, &s.theme, SAMPLE_INPUTS, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(d.n, t.n_parts);
	for (n = 0; n < d.n; n++)
		assert_string_equal(d.part[n].id, t.parts[n].id);
	assert_string_equal(d.run, "7f3a91c2");
	assert_int_equal(d.created, s.in.now.last);
	render_text(&out, &d);
	if (getenv("SHOW"))
		puts(out.s);
	strbuf_release(&out);
	doc_release(&d);
	template_release(&t);
	sample_release(&s);
}

TEST(weekly_report_holds_together)
{
	for (int k = SAMPLE_EMPTY; k <= SAMPLE_MANY; k++)
		check_report("weekly", (enum sample_kind)k, PERIOD_WEEK);
}

TEST(quarterly_report_holds_together)
{
	for (int k = SAMPLE_EMPTY; k <= SAMPLE_MANY; k++)
		check_report("quarterly", (enum sample_kind)k,
			     PERIOD_QUARTER);
}

/* ---- a block over two parts ----------------------------------------------- */

/* How many elements of the block are kept, and of them headlines. */
static size_t kept(int keep, size_t *headlines)
{
	struct template_block block[2] = {
		{ .block = "audit", .keep = keep }, { .block = "data" }
	};
	struct template_part part = {
		.id = "p", .title = "P", .blocks = block, .n_blocks = 2
	};
	struct template t = { .report = "weekly", .title = "W", .file = "w",
			      .parts = &part, .n_parts = 1 };
	struct err err = { 0 };
	struct sample s;
	struct doc d;
	size_t n = 0;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	s.in.template = &t;
	if (report_build(&d, &s.in, &s.theme, SAMPLE_INPUTS, &err))
		fail_msg("%s", err.msg);
	*headlines = 0;
	for (size_t i = 0; i < d.part[0].n; i++) {
		const struct element *e = &d.part[0].element[i];

		if (strcmp(e->block, "audit") != 0)
			continue;
		n++;
		*headlines += e->type == ELEMENT_TEXT &&
			      e->as.text.style == TEXT_HEADLINE;
	}
	doc_release(&d);
	sample_release(&s);
	return n;
}

TEST(a_block_may_show_its_first_table_here_and_the_rest_elsewhere)
{
	size_t all, first, rest;
	size_t n = kept(KEEP_ALL, &all);
	size_t here = kept(KEEP_FIRST, &first);
	size_t there = kept(KEEP_REST, &rest);

	/* headline, panels and their note; then the table */
	assert_int_equal(here, 3);
	assert_int_equal(there, 1);
	assert_int_equal(here + there, n);
	assert_int_equal(first, all);
	assert_int_equal(rest, 0);	/* its headline stays with the first */
}

/* ---- the head ------------------------------------------------------------ */

static void build_text(struct doc *d, struct sample *s)
{
	static struct template_block block = {
		.block = "six_numbers"
	};
	static struct template_part part = {
		.id = "p", .title = "P", .blocks = &block, .n_blocks = 1
	};
	struct err err = { 0 };

	s->template.parts = &part;
	s->template.n_parts = 1;
	if (report_build(d, &s->in, &s->theme, SAMPLE_INPUTS, &err))
		fail_msg("%s", err.msg);
}

TEST(head_says_period_and_data)
{
	struct sample s;
	struct doc d;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	build_text(&d, &s);
	assert_string_equal(d.period_id, "2026-W47");
	assert_string_equal(d.period, "Week 47, 16\u201322 Nov 2026");
	assert_string_equal(d.stamp,
			    "data to Sun 22 Nov 2026, Europe/Berlin");
	assert_string_equal(d.inputs, SAMPLE_INPUTS);
	doc_release(&d);
	sample_release(&s);
}

TEST(week_that_is_not_over_says_so_and_has_no_verdict)
{
	const struct tile *tile;
	struct sample s;
	struct doc d;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	s.in.as_of = s.in.now.last - 3;
	for (size_t i = 0; i < s.figures.n; i++)
		if (s.figures.item[i].period.last > s.in.as_of)
			s.figures.item[i].partial = true;
	build_text(&d, &s);
	assert_string_equal(d.period, "Week 47, 16\u201322 Nov 2026, so far "
			    "to Thu 19 Nov");
	tile = &d.part[0].element[0].as.tiles.item[2];
	assert_string_equal(tile->label, "Rework rate");
	assert_string_equal(tile->value, "22.5");
	assert_string_equal(tile->verdict, "so far, no verdict");
	assert_string_equal(tile->interval, "");
	assert_int_equal(tile->tone, TONE_PLAIN);
	doc_release(&d);
	sample_release(&s);
}

TEST(unknown_block_is_refused_by_name)
{
	struct template_block block = { .block = "horoscope" };
	struct template_part part = {
		.id = "p", .title = "P", .blocks = &block, .n_blocks = 1
	};
	struct err err = { 0 };
	struct sample s;
	struct doc d;

	sample_make(&s, SAMPLE_EMPTY, PERIOD_WEEK);
	s.template.parts = &part;
	s.template.n_parts = 1;
	assert_int_equal(report_build(&d, &s.in, &s.theme, SAMPLE_INPUTS,
				      &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "there is no block 'horoscope'");
	sample_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(week_is_the_last_complete_one),
		cmocka_unit_test(week_that_ends_today_is_complete),
		cmocka_unit_test(week_fifty_three_and_the_new_year),
		cmocka_unit_test(quarter_is_the_last_complete_one),
		cmocka_unit_test(fiscal_quarters_start_where_the_team_says),
		cmocka_unit_test(weekly_report_holds_together),
		cmocka_unit_test(quarterly_report_holds_together),
		cmocka_unit_test(
			a_block_may_show_its_first_table_here_and_the_rest_elsewhere),
		cmocka_unit_test(head_says_period_and_data),
		cmocka_unit_test(
			week_that_is_not_over_says_so_and_has_no_verdict),
		cmocka_unit_test(unknown_block_is_refused_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
