/*
 * The playbook: what may be recommended, and every way to get it wrong. The
 * messages are compared whole, without the quoted lines.
 */
#include "tests/unit/temp_dir.h"

#include "base/num.h"
#include "config/embedded.h"
#include "config/playbook.h"
#include "findings/trigger.h"

static struct config config;

static struct config_role roles[] = {
	{ "editor", 50 * (int64_t)MONEY_SCALE },
	{ "strategist", 60 * (int64_t)MONEY_SCALE },
	{ "designer", 40 * (int64_t)MONEY_SCALE }
};
static struct config_owner owners[] = {
	{ "Content lead", "content@northlight.example", "editor" },
	{ "Campaign lead", "", "strategist" }
};

static int setup(void **state)
{
	temp_dir_make(state);
	config_defaults(&config);
	config.roles = roles;
	config.n_roles = COUNT(roles);
	config.owners = owners;
	config.n_owners = COUNT(owners);
	config.currency = "EUR";
	return 0;
}

static int teardown(void **state)
{
	config_release(&config);
	return temp_dir_wipe(state);
}

static void put(const char *text)
{
	put_file("playbook.yaml", text);
}

static void read_good(struct playbook *p, const char *text)
{
	struct err err = { 0 };

	put(text);
	if (playbook_read(p, dir, &config, trigger_judge, true,
				       &err))
		fail_msg("%s", err.msg);
}

/* All sentences of the mistakes, joined with " / ". */
static void check_wrong(const char *text, const char *want)
{
	struct playbook p;
	struct err err = { 0 };
	struct strbuf sb = STRBUF_INIT;

	put(text);
	assert_int_equal(playbook_read(&p, dir, &config, trigger_judge, true,
				       &err),
			 -1);
	assert_int_equal(err.code, ERR_CONFIG);
	for (char *line = strtok(err.msg, "\n"); line;
	     line = strtok(NULL, "\n"))
		if (*line != ' ')
			strbuf_printf(&sb, "%s%s", sb.len ? " / " : "",
				      line + strlen("playbook.yaml:"));
	assert_string_equal(sb.s, want);
	strbuf_release(&sb);
	playbook_release(&p);
}

/* One action; `more` are its further lines. */
#define ACTION(id, when, more) \
	"  - id: " id "\n" \
	"    text: Do what the team agreed\n" \
	"    cause: output\n" \
	"    owner: editor\n" \
	"    setup: 2 h\n" \
	"    when: " when "\n" more

#define ONE(when, more) "actions:\n" ACTION("a", when, more)

/* ---- reading ------------------------------------------------------------ */

TEST(no_file_is_an_empty_playbook)
{
	struct playbook p;
	struct err err = { 0 };

	assert_int_equal(playbook_read(&p, dir, &config, trigger_judge, true,
				       &err),
			 0);
	assert_false(p.there);
	assert_int_equal(p.n_actions, 0);
	assert_null(playbook_action(&p, "a"));
	playbook_release(&p);
}

TEST(an_action_has_its_defaults)
{
	struct playbook p;
	const struct playbook_action *a;

	read_good(&p, ONE("rework above limit", ""));
	assert_true(p.there);
	a = playbook_action(&p, "a");
	assert_non_null(a);
	assert_int_equal(a->cause, PLAYBOOK_OUTPUT);
	assert_string_equal(a->trigger.metric, "rework");
	assert_int_equal(a->trigger.op, WHEN_ABOVE);
	assert_true(isnan(a->trigger.value));
	assert_int_equal(a->scopes, PLAYBOOK_WORKFLOW);
	assert_int_equal(a->setup, 2 * MS_PER_HOUR);
	check_close(a->reduction, 0.25, 0);
	assert_int_equal(a->cool_down_weeks, 4);
	assert_int_equal(a->saves, SAVES_FIXING);
	assert_int_equal(playbook_spends(&config, a),
			 100 * (int64_t)MONEY_SCALE);
	playbook_release(&p);
}

TEST(a_value_is_read_in_the_unit_of_its_metric)
{
	static const struct { const char *when; double value; int saves; }
	good[] = {
		{ "friction above 10 %", 0.1, SAVES_HANDOFFS },
		{ "loop_hours above 90 min a week", 1.5, SAVES_LOOPS },
		{ "correction_minutes above 10 min", 10, SAVES_FIXING },
		{ "consistency below 7", 7, SAVES_FIXING },
		{ "lateness_hours above 2 h", 2, SAVES_LATENESS },
		{ "net_hours below 0 h", 0, SAVES_FIXING },
	};

	for (size_t i = 0; i < COUNT(good); i++) {
		struct playbook p;

		read_good(&p, arena_printf(&arena, "actions:\n"
			"  - {id: a, text: Do what was agreed, cause: "
			"output, owner: editor, setup: 1 h, when: %s}\n",
			good[i].when));
		check_close(p.actions[0].trigger.value, good[i].value, 1e-12);
		assert_int_equal(p.actions[0].saves, good[i].saves);
		assert_int_equal(p.actions[0].trigger.a_week,
				 strstr(good[i].when, "a week") != NULL);
		playbook_release(&p);
	}
}

TEST(the_digest_follows_what_was_read)
{
	struct playbook p, q;

	read_good(&p, ONE("rework above limit", ""));
	read_good(&q, ONE("rework above limit", "    # the same\n"));
	assert_memory_equal(p.digest, q.digest, sizeof p.digest);
	playbook_release(&q);
	read_good(&q, ONE("rework above limit", "    reduction: 30 %\n"));
	assert_memory_not_equal(p.digest, q.digest, sizeof p.digest);
	playbook_release(&p);
	playbook_release(&q);
}

TEST(the_default_playbook_has_25_actions_or_more)
{
	const struct embedded_file *f =
		embedded_find("workspace/playbook.yaml");
	struct config_role own[] = {
		{ "editor", 1 }, { "strategist", 1 }, { "coordinator", 1 }
	};
	struct config_owner all[] = {
		{ "a", "", "editor" }, { "b", "", "strategist" },
		{ "c", "", "coordinator" }
	};
	struct playbook p;

	config.roles = own;
	config.owners = all;
	config.n_owners = COUNT(all);
	assert_non_null(f);
	read_good(&p, arena_strndup(&arena, f->bytes, f->len));
	assert_true(p.n_actions >= 25);
	for (int cause = PLAYBOOK_INPUT; cause <= PLAYBOOK_OUTPUT; cause++) {
		size_t n = 0;

		for (size_t i = 0; i < p.n_actions; i++)
			n += p.actions[i].cause == cause;
		assert_true(n >= 3);
	}
	playbook_release(&p);
}

/* ---- broken playbooks ------------------------------------------------ */

TEST(mistake_1_keys_and_values_of_every_action_at_once)
{
	check_wrong("actions:\n"
		    "  - id: Brief Template\n"
		    "    text: short\n"
		    "    cause: outputs\n"
		    "    when: rework above limit\n"
		    "    owner: editr\n"
		    "    setup: soon\n"
		    "    reduction: 140 %\n"
		    "    cooldown_weeks: 2\n",
		    "3:11: `text` has 5 characters; expected 8 to 160 / "
		    "4:12: `cause` is `outputs`; expected one of: input, "
		    "handoff, checkpoint, output; did you mean `output`? / "
		    "7:12: `setup` is `soon`; expected a duration such as "
		    "20 min, 1.5 h or 2 days / "
		    "8:16: `reduction` is `140 %`; expected 1 % to 100 % / "
		    "9:5: unknown key `cooldown_weeks`; did you mean "
		    "`cool_down_weeks`? / "
		    "2:9: `id` is `Brief Template`; expected only a-z, 0-9 "
		    "and - / "
		    "6:12: unknown role `editr`; did you mean `editor`?");
}

TEST(mistake_2_a_metric_that_is_none)
{
	check_wrong(ONE("rewok above limit", ""),
		    "7:11: there is no metric `rewok`; did you mean "
		    "`rework`?");
	check_wrong(ONE("happiness above 3", ""),
		    "7:11: there is no metric `happiness`; `tuneup list "
		    "metrics` shows them");
}

TEST(mistake_3_a_condition_that_is_none)
{
	check_wrong(ONE("rework over limit", ""),
		    "7:11: `when` is `rework over limit`; expected a metric "
		    "with above or below and a value, such as `rework above "
		    "limit` or `friction above 10 %`, or with `degrading`");
	check_wrong(ONE("rework abve limit", ""),
		    "7:11: `when` has `abve`; did you mean `above`?");
	check_wrong(ONE("rework", ""),
		    "7:11: `when` is `rework`; expected a metric with above "
		    "or below and a value, such as `rework above limit` or "
		    "`friction above 10 %`, or with `degrading`");
}

TEST(mistake_4_a_condition_that_can_never_hold)
{
	check_wrong(ONE("rework above 100 %", ""),
		    "7:11: `rework above 100 %` can never hold: the metric "
		    "is never above that");
	check_wrong(ONE("consistency below 1", ""),
		    "7:11: `consistency below 1` can never hold: the metric "
		    "is never below that");
}

TEST(mistake_5_a_condition_that_holds_when_all_is_well)
{
	check_wrong(ONE("rework below 10 %", ""),
		    "7:11: `rework below 10 %` holds when all is well, "
		    "because less is better; did you mean `above`?");
}

TEST(mistake_6_a_value_of_another_unit)
{
	check_wrong(ONE("friction above 10 h", ""),
		    "7:11: `friction` is held against `10 h`; expected a "
		    "share such as 10 %, or limit");
	check_wrong(ONE("friction above limit", ""),
		    "7:11: tuneup.yaml has no limit for `friction`; write a "
		    "value, such as `friction above 10 %`");
	check_wrong(ONE("rework above 10 % a week", ""),
		    "7:11: `rework` is no sum, so it has no value a week; "
		    "leave out `a week`");
}

TEST(mistake_7_a_trigger_that_is_never_reached)
{
	check_wrong(ONE("loop_hours above 2 h", "    scopes: [workflow, step]"
					       "\n"),
		    "8:13: `loop_hours` has no figures for step, so the "
		    "trigger is never reached there; it has them for all, "
		    "workflow");
	check_wrong(ONE("rework above limit", "    scopes: [step]\n"
					      "    saves: reviews\n"),
		    "8:13: minutes of `reviews` are not measured for step, "
		    "so the action could never pay there");
	check_wrong(ONE("roi degrading", "    scopes: all\n"),
		    "7:11: `roi` has no control chart with a good and a bad "
		    "side, so it is never called degrading / "
		    "2:5: no minutes go with `roi`; say which the action "
		    "gives back: `saves: fixing`, loops, handoffs, reviews "
		    "or lateness");
}

TEST(mistake_8_an_id_twice_and_the_same_trigger_twice)
{
	check_wrong("actions:\n" ACTION("a", "rework above limit", "")
		    ACTION("a", "rework above 15 %", ""),
		    "8:9: action `a` is here twice; the first is in line 2");
	check_wrong("actions:\n" ACTION("a", "rework above limit", "")
		    ACTION("b", "rework above limit", ""),
		    "13:11: `b` has the trigger of `a` in line 2; give both "
		    "the same `either_or`, because they cannot both save the "
		    "same minutes, or make the triggers differ");
	check_wrong("actions:\n"
		    ACTION("a", "rework above limit", "    either_or: x\n"),
		    "8:16: no other action has `either_or: x`; name it in "
		    "the other one, too, or remove it");
}

TEST(mistake_9_a_role_that_nobody_has)
{
	check_wrong("actions:\n"
		    "  - {id: a, text: Do what was agreed, cause: output, "
		    "when: rework above limit, owner: designer, setup: 1 h}\n",
		    "2:87: nobody in `owners` of tuneup.yaml has the role "
		    "`designer`, so no one could be given this action");
}

TEST(a_role_that_nobody_has_stops_no_report)
{
	struct playbook p;
	struct err err = { 0 };

	put("actions:\n  - {id: a, text: Do what was agreed, cause: output, "
	    "when: rework above limit, owner: designer, setup: 1 h}\n");
	assert_int_equal(playbook_read(&p, dir, &config, trigger_judge, false,
				       &err), 0);
	assert_false(playbook_has_owner(&config, &p.actions[0]));
	config.n_owners = 0;
	assert_true(playbook_has_owner(&config, &p.actions[0]));
	playbook_release(&p);
}

TEST(mistake_10_a_budget_that_the_action_passes)
{
	check_wrong(ONE("rework above limit",
			"    cost: 420 EUR\n"
			"    must_not: {budget: 500 EUR}\n"),
		    "9:24: the action takes EUR 520 with its setup hours, "
		    "more than its `budget`: it could never be recommended");
	check_wrong(ONE("rework above limit",
			"    must_not: {spend: 500 EUR}\n"),
		    "8:16: unknown key `spend` in `must_not`; known are: "
		    "budget, brand, channel");
}

TEST(mistake_11_scopes_that_are_none)
{
	check_wrong(ONE("rework above limit", "    scopes: [workflow, "
					      "stepp]\n"),
		    "8:24: `scopes` has `stepp`; expected some of: all, "
		    "workflow, step, tool, component, input, channel; did "
		    "you mean `step`?");
}

TEST(a_message_quotes_its_line)
{
	struct playbook p;
	struct err err = { 0 };

	put(ONE("rewok above limit", ""));
	assert_int_equal(playbook_read(&p, dir, &config, trigger_judge, true,
				       &err),
			 -1);
	assert_string_equal(err.msg,
		"playbook.yaml:7:11: there is no metric `rewok`; did you "
		"mean `rework`?\n"
		"  7 |     when: rewok above limit\n"
		"    |           ^");
	playbook_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		CASE(no_file_is_an_empty_playbook),
		CASE(an_action_has_its_defaults),
		CASE(a_value_is_read_in_the_unit_of_its_metric),
		CASE(the_digest_follows_what_was_read),
		CASE(the_default_playbook_has_25_actions_or_more),
		CASE(mistake_1_keys_and_values_of_every_action_at_once),
		CASE(mistake_2_a_metric_that_is_none),
		CASE(mistake_3_a_condition_that_is_none),
		CASE(mistake_4_a_condition_that_can_never_hold),
		CASE(mistake_5_a_condition_that_holds_when_all_is_well),
		CASE(mistake_6_a_value_of_another_unit),
		CASE(mistake_7_a_trigger_that_is_never_reached),
		CASE(mistake_8_an_id_twice_and_the_same_trigger_twice),
		CASE(mistake_9_a_role_that_nobody_has),
		CASE(a_role_that_nobody_has_stops_no_report),
		CASE(mistake_10_a_budget_that_the_action_passes),
		CASE(mistake_11_scopes_that_are_none),
		CASE(a_message_quotes_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
