/*
 * A model's answer: what is accepted, and 48 tampered ones, each refused for
 * its own reason. The good answer stands below; a case replaces one stretch.
 */
#include "tests/unit/test.h"

#include "base/date.h"
#include "base/num.h"
#include "exchange/answer.h"

static struct figures figures;
static struct findings findings;
static struct finding finding;
static struct playbook book;
static struct playbook_action actions[6];
static struct recommendations r;
static struct config config;
static struct config_workflow workflow = { .id = "blog", .name = "Blog" };
static struct period week;
static struct prompt_input input;
static struct arena arena;
static char id[PROMPT_ID];

static const char good[] =
	"{\n"
	" \"tuneup_answer\": 1,\n"
	" \"prompt\": \"@ID@\",\n"
	" \"findings\": [\n"
	"  {\"finding\": \"output:blog\",\n"
	"   \"wording\": \"Rework of 33.5 % costs 6.5 h a week.\",\n"
	"   \"actions\": [\n"
	"    {\"action\": \"alpha\", \"hours_per_week\": 0.74, "
	"\"money_per_week\": 29, \"setup_hours\": 1},\n"
	"    {\"action\": \"gamma\", \"hours_per_week\": 0.58, "
	"\"money_per_week\": 23, \"setup_hours\": 3}]},\n"
	"  {\"finding\": \"handoff:blog\",\n"
	"   \"actions\": [\n"
	"    {\"action\": \"link\", \"hours_per_week\": 0.42, "
	"\"money_per_week\": 17, \"setup_hours\": 1}]}]\n"
	"}\n";

#define ALPHA "{\"action\": \"alpha\", \"hours_per_week\": 0.74, " \
	"\"money_per_week\": 29, \"setup_hours\": 1}"
#define BETA "{\"action\": \"beta\", \"hours_per_week\": 0.66, " \
	"\"money_per_week\": 26, \"setup_hours\": 2}"
#define DELTA "{\"action\": \"delta\", \"hours_per_week\": 0.5, " \
	"\"money_per_week\": 20, \"setup_hours\": 4}"
#define GAMMA "{\"action\": \"gamma\", \"hours_per_week\": 0.58, " \
	"\"money_per_week\": 23, \"setup_hours\": 3}"
#define WORDING "Rework of 33.5 % costs 6.5 h a week."

static struct figure *tell(const char *metric, double value)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = "blog" } };
	struct figure *f = figures_add(&figures, metric_find(metric), &scope,
				       week);

	f->value = value;
	return f;
}

static void approve(size_t i, const char *name, const char *metric,
		    double limit, int hours)
{
	bool handoff = !strcmp(metric, "friction");

	actions[i] = (struct playbook_action){
		.id = name, .text = "Do what the team agreed",
		.cause = handoff ? PLAYBOOK_HANDOFF : PLAYBOOK_OUTPUT,
		.owner = "editor",
		.trigger = { .metric = metric, .op = WHEN_ABOVE,
			     .text = "15 %", .value = limit },
		.scopes = PLAYBOOK_WORKFLOW,
		.setup = (int64_t)hours * MS_PER_HOUR, .reduction = 0.25,
		.saves = handoff ? SAVES_HANDOFFS : SAVES_FIXING,
		.either_or = "", .must_not = { .brand = "" }
	};
}

/* Rework costs the blog 6.5 h, friction 4 h a week; an hour is worth 40. */
static void tell_blog(void)
{
	struct figure *f = tell("rework", 0.335);

	f->low = 0.21;
	f->high = 0.46;
	f->x = 18;
	f->n = 55;
	tell("correction_hours", 6);
	tell("loop_hours", 0.5);
	tell("friction", 0.2);
	tell("reformat_minutes", 240);
	figures_sort(&figures);
	finding = (struct finding){
		.id = "rework-over:blog", .use = FINDING_DECIDE,
		.certainty = SURE, .cause = CAUSE_OUTPUT, .tone = -1,
		.title = "Too much", .sentence = "Too \x02much\x03 is wrong.",
		.big = "", .figure = figures_get(&figures, "rework", "blog",
						 week)
	};
	findings = (struct findings){ .item = &finding, .n = 1 };
	approve(0, "alpha", "rework", 0.15, 1);
	approve(1, "beta", "rework", 0.15, 2);
	approve(2, "gamma", "rework", 0.15, 3);
	approve(3, "delta", "rework", 0.15, 4);
	approve(4, "link", "friction", 0.15, 1);
	approve(5, "never", "rework", 0.9, 1);
	book = (struct playbook){ .there = true, .actions = actions,
				  .n_actions = 6 };
}

static int setup(void **state)
{
	struct strbuf text = STRBUF_INIT;

	(void)state;
	config_defaults(&config);
	config.default_rate = 40 * (int64_t)MONEY_SCALE;
	config.workflows = &workflow;
	config.n_workflows = 1;
	week = period_of(PERIOD_WEEK, day_from_civil(2026, 11, 16), 1);
	tell_blog();

	struct findings_input found = {
		.config = &config, .figures = &figures, .now = week,
		.before = period_prev(week, 1), .as_of = week.last
	};
	struct recommend_input in = { .found = &found, .findings = &findings,
				      .playbook = &book };

	recommend_build(&r, &in);
	input = (struct prompt_input){ "weekly", "2026-W47", "EUR", &r,
				       &book };
	prompt_write(&text, id, &input);
	strbuf_release(&text);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	recommend_release(&r);
	figures_release(&figures);
	config_release(&config);
	arena_release(&arena);
	return 0;
}

/* The text with the first `find` replaced. */
static const char *replaced(const char *text, const char *find,
			    const char *with)
{
	const char *at = strstr(text, find);

	if (!at)
		fail_msg("the good answer has no '%s'", find);
	return arena_printf(&arena, "%.*s%s%s", (int)(at - text), text, with,
			    at + strlen(find));
}

static int check(struct answer *a, const char *text, size_t len,
		 struct err *err)
{
	*err = (struct err){ 0 };
	return answer_check(a, &input, "answer.json", text, len, err);
}

/* ---- what is accepted ------------------------------------------------ */

static void accept(struct answer *a, const char *text)
{
	struct err err;

	text = replaced(text, "@ID@", id);
	if (check(a, text, strlen(text), &err))
		fail_msg("%s", err.msg);
}

TEST(a_choice_in_own_words_is_accepted)
{
	struct answer a;

	accept(&a, good);
	assert_int_equal(a.n, 2);
	assert_int_equal(a.item[0].n, 2);
	assert_string_equal(a.item[0].wording, WORDING);
	assert_int_equal(a.item[1].n, 1);
	assert_string_equal(a.item[1].wording, "");
	answer_release(&a);
}

TEST(a_finding_may_be_left_out_and_so_may_all)
{
	struct answer a;

	accept(&a, "{\"tuneup_answer\": 1, \"prompt\": \"@ID@\", "
		   "\"findings\": []}");
	assert_int_equal(a.n, 0);
	answer_release(&a);
}

TEST(what_was_chosen_is_shown_in_the_order_of_the_gain)
{
	struct answer a;
	const struct problem *p = &r.item[0];

	/* gamma is named first; alpha brings more */
	accept(&a, replaced(replaced(replaced(good, ALPHA, "@A@"), GAMMA,
				     ALPHA), "@A@", GAMMA));
	answer_apply(&r, &a);
	answer_release(&a);
	assert_int_equal(p->n, 4);
	assert_int_equal(p->n_shown, 2);
	assert_string_equal(p->action[0].action->id, "alpha");
	assert_string_equal(p->action[1].action->id, "gamma");
	assert_string_equal(p->wording, WORDING);
	assert_true(p->action[0].either_or && p->action[1].either_or);
	assert_null(r.item[1].wording);
	check_close(r.hours, 6.5 / 8 + 0.5 - 2 / 13.0, 1e-12);
}

/* ---- what is refused ------------------------------------------------- */

#define F0 "$.findings[0]"
#define A1 "$.findings[0].actions[1]"

static const struct { const char *find, *with, *want; } tampered[] = {
	/* actions */
	{ "\"gamma\"", "\"hire-people\"",
	  A1 ".action: the action 'hire-people' is not in the playbook" },
	{ "\"gamma\"", "\"never\"",
	  A1 ".action: the action 'never' was not offered for this finding" },
	{ "\"gamma\"", "\"link\"",
	  A1 ".action: the action 'link' was not offered for this finding" },
	{ "\"gamma\"", "\"Gamma\"",
	  A1 ".action: the action 'Gamma' is not in the playbook" },
	{ "\"gamma\"", "\"gamma \"",
	  A1 ".action: the action 'gamma ' is not in the playbook" },
	{ "\"gamma\"", "\"\"",
	  A1 ".action: the action '' is not in the playbook" },
	{ "\"gamma\"", "7",
	  A1 ".action: this is a number; expected a text" },
	{ "\"gamma\"", "[\"gamma\"]",
	  A1 ".action: this is a list; expected a text" },
	{ GAMMA, ALPHA,
	  A1 ".action: the action 'alpha' is here twice" },
	{ GAMMA, GAMMA ", " BETA ", " DELTA,
	  F0 ".actions: 4 actions are chosen; expected at most 3" },
	{ GAMMA, "\"gamma\"",
	  A1 ": this is a text; expected an object" },
	{ "[\n    " ALPHA ",\n    " GAMMA "]", "[]",
	  F0 ".actions: no action is chosen; choose one to three, or leave "
	  "the finding out" },
	{ "[\n    " ALPHA ",\n    " GAMMA "]", "\"alpha\"",
	  F0 ".actions: this is a text; expected a list of actions" },
	{ "[\n    " ALPHA ",\n    " GAMMA "]", "{}",
	  F0 ".actions: this is an object; expected a list of actions" },
	/* numbers */
	{ "0.58", "0.85",
	  A1 ".hours_per_week: the number 0.85 was changed; the prompt has "
	  "0.58" },
	{ "0.58", "0.580001",
	  A1 ".hours_per_week: the number 0.580001 was changed; the prompt "
	  "has 0.58" },
	{ "0.58", "-0.58",
	  A1 ".hours_per_week: the number -0.58 was changed; the prompt has "
	  "0.58" },
	{ "\"money_per_week\": 23", "\"money_per_week\": 2300",
	  A1 ".money_per_week: the number 2300 was changed; the prompt has "
	  "23" },
	{ "\"setup_hours\": 3", "\"setup_hours\": 0",
	  A1 ".setup_hours: the number 0 was changed; the prompt has 3" },
	{ "0.58", "\"0.58\"",
	  A1 ".hours_per_week: this is a text; expected the number 0.58" },
	{ "0.58", "null",
	  A1 ".hours_per_week: this is null; expected the number 0.58" },
	{ "\"hours_per_week\": 0.58, ", "",
	  A1 ": the key 'hours_per_week' is missing" },
	/* keys */
	{ "\"setup_hours\": 3", "\"setup_hours\": 3, \"note\": \"hire\"",
	  A1 ": the key 'note' is not in the schema" },
	{ "\"wording\"", "\"advice\"",
	  F0 ": the key 'advice' is not in the schema" },
	{ " \"tuneup_answer\"", " \"more\": [], \"tuneup_answer\"",
	  "$: the key 'more' is not in the schema" },
	{ "\"tuneup_answer\": 1,", "", "$: the key 'tuneup_answer' is "
	  "missing" },
	{ "\"tuneup_answer\": 1", "\"tuneup_answer\": 2",
	  "$.tuneup_answer: expected the number 1" },
	{ "\"tuneup_answer\": 1", "\"tuneup_answer\": \"1\"",
	  "$.tuneup_answer: expected the number 1" },
	{ "\"@ID@\"", "\"0123456789ab\"",
	  "$.prompt: this answers the prompt '0123456789ab'; the present one "
	  "is '@ID@': findings, actions or numbers have changed since" },
	{ "\"@ID@\"", "null", "$.prompt: this is null; expected a text" },
	/* findings */
	{ "\"handoff:blog\"", "\"output:ads\"",
	  "$.findings[1].finding: the finding 'output:ads' is not in the "
	  "prompt" },
	{ "\"handoff:blog\"", "\"output:blog\"",
	  "$.findings[1].finding: the finding 'output:blog' is here twice" },
	{ "\"handoff:blog\"", "true",
	  "$.findings[1].finding: this is true or false; expected a text" },
	{ "\"finding\": \"output:blog\",", "",
	  F0 ": the key 'finding' is missing" },
	/* wording */
	{ "33.5", "23.5",
	  F0 ".wording: the wording has the number 23.5, which is not in the "
	  "finding" },
	{ WORDING, "Rework halves within 90 days.",
	  F0 ".wording: the wording has the number 90, which is not in the "
	  "finding" },
	{ WORDING, "Rework halves within \uff19\uff10 days.",
	  F0 ".wording: the wording has the number 90, which is not in the "
	  "finding" },
	{ WORDING, "Read https://example.org first.",
	  F0 ".wording: the wording has a link, an address or markup; "
	  "expected plain text" },
	{ WORDING, "Ask boss@northlight.example.",
	  F0 ".wording: the wording has a link, an address or markup; "
	  "expected plain text" },
	{ WORDING, "<b>Now</b>",
	  F0 ".wording: the wording has a link, an address or markup; "
	  "expected plain text" },
	{ WORDING, "One line\\nand another",
	  F0 ".wording: the wording has line breaks or control characters; "
	  "expected one line of plain text" },
	{ WORDING, "bold \\u0002marks\\u0003",
	  F0 ".wording: the wording has line breaks or control characters; "
	  "expected one line of plain text" },
	{ "\"" WORDING "\"", "[\"" WORDING "\"]",
	  F0 ".wording: this is a list; expected a text" },
	/* no answer at all */
	{ good, " \n", "1: the answer is empty; expected a JSON object" },
	{ good, "[]", "$: this is a list; expected an object" },
	{ good, "```json\n{}\n```",
	  "1:1: no JSON: '[' or '{' expected near '`'" },
	{ " \"prompt\"", " \"prompt\": \"x\", \"prompt\"",
	  "3:24: no JSON: duplicate object key near '\"prompt\"'" },
	{ "}]}]\n}\n", "}]}]\n} {}\n",
	  "13:3: no JSON: end of file expected near '{'" },
	{ "}]}]\n}\n", "}]}]\n",
	  "13:0: no JSON: '}' expected near end of file" },
};

TEST(each_tampered_answer_is_refused_for_its_own_reason)
{
	for (size_t i = 0; i < COUNT(tampered); i++) {
		const char *text = replaced(good, tampered[i].find,
					    tampered[i].with);
		const char *want = tampered[i].want;
		struct answer a;
		struct err err;

		if (strstr(text, "@ID@"))
			text = replaced(text, "@ID@", id);
		if (strstr(want, "@ID@"))
			want = replaced(want, "@ID@", id);
		want = arena_printf(&arena, "answer.json: %s", want);
		if (!check(&a, text, strlen(text), &err))
			fail_msg("accepted: %s", text);
		assert_int_equal(err.code, ERR_DATA);
		/* a key that is another one is missing, too */
		if (strcmp(err.msg, want) != 0 &&
		    strncmp(err.msg, want, strlen(want)) != 0)
			fail_msg("case %zu: %s\nwanted: %s", i, err.msg,
				 want);
		answer_release(&a);
	}
	assert_true(COUNT(tampered) >= 40);
}

TEST(too_long_a_wording_is_refused)
{
	struct strbuf s = STRBUF_INIT;
	struct answer a;
	struct err err;
	const char *text;

	strbuf_pad(&s, 'x', 401);
	text = replaced(replaced(good, "@ID@", id), WORDING, s.s);
	assert_int_equal(check(&a, text, strlen(text), &err), -1);
	assert_string_equal(err.msg, "answer.json: " F0 ".wording: the "
			    "wording has 401 characters; expected at most "
			    "400");
	answer_release(&a);
	strbuf_release(&s);
}

TEST(too_large_an_answer_is_not_even_read)
{
	struct strbuf s = STRBUF_INIT;
	struct answer a;
	struct err err;

	strbuf_pad(&s, '[', ANSWER_MAX + 1);
	assert_int_equal(check(&a, s.s, s.len, &err), -1);
	assert_string_equal(err.msg, "answer.json: 1: the answer has 1048577 "
			    "bytes; expected at most 1048576");
	answer_release(&a);
	/* deeper than anybody writes by hand, and still no crash */
	assert_int_equal(check(&a, s.s, 100000, &err), -1);
	answer_release(&a);
	strbuf_release(&s);
}

TEST(bytes_that_are_no_text_are_refused)
{
	static const char nul[] = "{\"tuneup_answer\": \0 1}";
	static const char latin[] = "{\"prompt\": \"\xe9\"}";
	struct answer a;
	struct err err;

	assert_int_equal(check(&a, nul, sizeof nul - 1, &err), -1);
	answer_release(&a);
	assert_int_equal(check(&a, latin, sizeof latin - 1, &err), -1);
	check_says(err.msg, "no JSON");
	answer_release(&a);
}

TEST(all_mistakes_are_told_at_once)
{
	const char *text = replaced(replaced(replaced(
		replaced(good, "@ID@", id), "0.74", "0.47"), "\"gamma\"",
		"\"hire\""), "\"money_per_week\": 17",
		"\"money_per_week\": 18");
	struct answer a;
	struct err err;

	assert_int_equal(check(&a, text, strlen(text), &err), -1);
	assert_string_equal(err.msg,
		"answer.json: $.findings[0].actions[0].hours_per_week: the "
		"number 0.47 was changed; the prompt has 0.74\n"
		"answer.json: $.findings[0].actions[1].action: the action "
		"'hire' is not in the playbook\n"
		"answer.json: $.findings[1].actions[0].money_per_week: the "
		"number 18 was changed; the prompt has 17");
	answer_release(&a);
}

/* A byte changed, dropped or doubled at a time: refused, or still a choice of
 * one to three offered actions a finding. */
TEST(no_mutation_brings_more_than_was_offered)
{
	const char *text = replaced(good, "@ID@", id);
	size_t len = strlen(text), accepted = 0;
	uint64_t seed = 47;

	for (int round = 0; round < 6000; round++) {
		char *bytes = arena_strndup(&arena, text, len);
		struct answer a;
		struct err err;

		for (int k = round % 3; k >= 0; k--) {
			seed = seed * 6364136223846793005ULL + 1;
			bytes[(seed >> 33) % len] = (char)(seed >> 17);
		}
		if (!check(&a, bytes, len, &err)) {
			accepted++;
			for (size_t i = 0; i < a.n; i++) {
				assert_true(a.item[i].n >= 1 &&
					    a.item[i].n <= 3);
				assert_true(a.item[i].action[0] <
					    r.item[a.item[i].problem].n);
			}
		} else {
			assert_int_equal(err.code, ERR_DATA);
			assert_true(*err.msg);
		}
		answer_release(&a);
	}
	/* a blank or a letter of the wording may change */
	assert_true(accepted < 3000);
}

/* ---- the prompt ------------------------------------------------------ */

TEST(the_prompt_says_what_may_be_chosen)
{
	struct strbuf text = STRBUF_INIT;
	char again[PROMPT_ID];

	prompt_write(&text, again, &input);
	assert_string_equal(again, id);
	check_says(text.s, "\"action\": \"alpha\"");
	check_says(text.s, "\"hours_per_week\": 0.74");
	check_says(text.s, "\"evidence\": \"Too much is wrong.\"");
	check_says(text.s, "\"maxItems\": 3");
	check_says(text.s, arena_printf(&arena, "\"const\": \"%s\"", id));
	assert_null(strstr(text.s, "never\""));
	assert_null(strchr(text.s, '\x02'));
	strbuf_release(&text);
}

TEST(another_number_is_another_prompt)
{
	struct strbuf text = STRBUF_INIT;
	char again[PROMPT_ID];

	r.item[0].action[0].hours += 0.01;
	prompt_write(&text, again, &input);
	assert_string_not_equal(again, id);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		CASE(a_choice_in_own_words_is_accepted),
		CASE(a_finding_may_be_left_out_and_so_may_all),
		CASE(what_was_chosen_is_shown_in_the_order_of_the_gain),
		CASE(each_tampered_answer_is_refused_for_its_own_reason),
		CASE(too_long_a_wording_is_refused),
		CASE(too_large_an_answer_is_not_even_read),
		CASE(bytes_that_are_no_text_are_refused),
		CASE(all_mistakes_are_told_at_once),
		CASE(no_mutation_brings_more_than_was_offered),
		CASE(the_prompt_says_what_may_be_chosen),
		CASE(another_number_is_another_prompt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
