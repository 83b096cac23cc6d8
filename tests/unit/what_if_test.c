/*
 * The what-if sheet recalculated by hand: every formula evaluated over the
 * inputs gives the number that is stored beside it, also after an input was
 * changed to 0.
 */
#include "tests/unit/test.h"
#include "tests/unit/sample_input.h"

#include <ctype.h>

/* ---- a spreadsheet in small: + - * / > ( ) names, IF, ABS ---------------- */

struct sheet {
	const struct form *form;
	double input[32];	/* in place of the inputs' numbers */
	const char *at;
};

static double expression(struct sheet *s);

static double formula_value(struct sheet *s, const char *formula)
{
	const char *back = s->at;
	double v;

	s->at = formula + 1;
	v = expression(s);
	if (*s->at)
		fail_msg("the rest of %s is '%s'", formula, s->at);
	s->at = back;
	return v;
}

static double named(struct sheet *s, const char *name, size_t len)
{
	const struct form *f = s->form;

	for (size_t i = 0; i < f->n_input; i++)
		if (strlen(f->input[i].cell.name) == len &&
		    !strncmp(f->input[i].cell.name, name, len))
			return s->input[i];
	for (size_t i = 0; i < f->n_result; i++)
		if (strlen(f->result[i].cell.name) == len &&
		    !strncmp(f->result[i].cell.name, name, len))
			return formula_value(s, f->result[i].cell.formula);
	fail_msg("no cell is called %.*s", (int)len, name);
	return NAN;
}

static double condition(struct sheet *s)
{
	double a = expression(s), b;

	assert_int_equal(*s->at, '>');
	s->at++;
	b = expression(s);
	return a > b;
}

static void expect(struct sheet *s, char c)
{
	assert_int_equal(*s->at, c);
	s->at++;
}

static double function(struct sheet *s, const char *name)
{
	double v, yes, no;

	if (!strncmp(name, "ABS(", 4)) {
		v = fabs(expression(s));
		expect(s, ')');
		return v;
	}
	assert_int_equal(strncmp(name, "IF(", 3), 0);
	v = condition(s);
	expect(s, ',');
	yes = expression(s);
	expect(s, ',');
	no = expression(s);
	expect(s, ')');
	return v != 0 ? yes : no;
}

static double atom(struct sheet *s)
{
	const char *start = s->at;
	char *end;
	double v;

	if (*s->at == '(') {
		s->at++;
		v = expression(s);
		expect(s, ')');
		return v;
	}
	if (isdigit((unsigned char)*s->at)) {
		v = strtod(s->at, &end);
		s->at = end;
		return v;
	}
	while (isalnum((unsigned char)*s->at) || *s->at == '_')
		s->at++;
	if (*s->at == '(') {
		s->at++;
		return function(s, start);
	}
	return named(s, start, (size_t)(s->at - start));
}

static double term(struct sheet *s)
{
	double v = atom(s);

	while (*s->at == '*' || *s->at == '/') {
		char op = *s->at++;
		double w = atom(s);

		v = op == '*' ? v * w : v / w;
	}
	return v;
}

static double expression(struct sheet *s)
{
	double v = term(s);

	while (*s->at == '+' || *s->at == '-') {
		char op = *s->at++;
		double w = term(s);

		v = op == '+' ? v + w : v - w;
	}
	return v;
}

/* ---- the form ------------------------------------------------------------ */

static struct form *form_of(struct doc *d, enum sample_kind kind)
{
	struct template_block block = { .block = "roi_what_if" };
	struct template_part part = {
		.id = "roi", .title = "ROI", .blocks = &block, .n_blocks = 1
	};
	struct err err = { 0 };
	struct sample s;

	sample_make(&s, kind, PERIOD_WEEK);
	s.template.parts = &part;
	s.template.n_parts = 1;
	if (report_build(d, &s.in, &s.theme, SAMPLE_INPUTS, &err))
		fail_msg("%s", err.msg);
	sample_release(&s);
	return &d->part[0].element[d->part[0].n - 1].as.form;
}

static void sheet_of(struct sheet *s, const struct form *f)
{
	s->form = f;
	s->at = "";
	assert_true(f->n_input <= COUNT(s->input));
	for (size_t i = 0; i < f->n_input; i++)
		s->input[i] = f->input[i].cell.num;
}

static void check_cell(struct sheet *s, const char *label,
		       const struct cell *c)
{
	double v = formula_value(s, c->formula);

	if (fabs(v - c->num) > 1e-9 * fmax(1, fabs(v)))
		fail_msg("%s: %.17g stored, %.17g recalculated", label,
			 c->num, v);
}

static void check_form(enum sample_kind kind)
{
	struct sheet s;
	struct doc d;
	struct form *f = form_of(&d, kind);

	sheet_of(&s, f);
	for (size_t i = 0; i < f->n_result; i++)
		check_cell(&s, f->result[i].label, &f->result[i].cell);
	for (size_t i = 0; i < f->n_tornado; i++) {
		check_cell(&s, f->tornado[i].label, &f->tornado[i].low);
		check_cell(&s, f->tornado[i].label, &f->tornado[i].high);
		check_cell(&s, f->tornado[i].label, &f->tornado[i].swing);
	}
	doc_release(&d);
}

TEST(recalculation_changes_nothing)
{
	for (int kind = SAMPLE_EMPTY; kind <= SAMPLE_MANY; kind++)
		check_form((enum sample_kind)kind);
}

TEST(no_input_of_zero_divides_by_zero)
{
	struct sheet s;
	struct doc d;
	struct form *f = form_of(&d, SAMPLE_FULL);

	for (size_t zero = 0; zero < f->n_input; zero++) {
		sheet_of(&s, f);
		s.input[zero] = 0;
		for (size_t i = 0; i < f->n_result; i++)
			assert_true(isfinite(formula_value(
				&s, f->result[i].cell.formula)));
	}
	sheet_of(&s, f);
	memset(s.input, 0, sizeof s.input);
	for (size_t i = 0; i < f->n_result; i++)
		check_close(formula_value(&s, f->result[i].cell.formula), 0,
			    0);
	doc_release(&d);
}

static double result_value(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n_result; i++)
		if (!strcmp(f->result[i].cell.name, name))
			return f->result[i].cell.num;
	fail_msg("there is no result '%s'", name);
	return NAN;
}

TEST(net_hours_are_those_of_the_week)
{
	struct doc d;
	struct form *f = form_of(&d, SAMPLE_FULL);

	check_close(result_value(f, "net_hours"), 23.2, 1e-9);
	check_close(result_value(f, "benefit_week"), 23.2 * 45, 1e-6);
	doc_release(&d);
}

TEST(golden_roi_of_the_handbook)
{
	static const struct { const char *name; double value; } input[] = {
		{ "n_outputs", 6.5 }, { "baseline_min", 60 },
		{ "work_min", 0 }, { "review_min", 0 },
		{ "correction_min", 0 }, { "loop_min", 0 }, { "rate", 45 },
		{ "recapture", 1 }, { "tool_cost", 30 },
		{ "invest_hours", 40 }, { "invest_amount", 0 },
		{ "weeks", 13 },
	};
	struct sheet s;
	struct doc d;
	struct form *f = form_of(&d, SAMPLE_FULL);

	sheet_of(&s, f);
	for (size_t k = 0; k < COUNT(input); k++)
		for (size_t i = 0; i < f->n_input; i++)
			if (!strcmp(f->input[i].cell.name, input[k].name))
				s.input[i] = input[k].value;
	check_close(named(&s, "roi", 3), 0.736301, 5e-7);
	check_close(named(&s, "roi_part", 8), -0.1318, 5e-5);
	check_close(named(&s, "payback", 7), 6.857, 5e-4);
	doc_release(&d);
}

TEST(tornado_is_sorted_by_swing)
{
	struct doc d;
	struct form *f = form_of(&d, SAMPLE_FULL);

	for (size_t i = 1; i < f->n_tornado; i++)
		assert_true(f->tornado[i].swing.num <=
			    f->tornado[i - 1].swing.num);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recalculation_changes_nothing),
		cmocka_unit_test(no_input_of_zero_divides_by_zero),
		cmocka_unit_test(net_hours_are_those_of_the_week),
		cmocka_unit_test(golden_roi_of_the_handbook),
		cmocka_unit_test(tornado_is_sorted_by_swing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
