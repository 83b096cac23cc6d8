#include "tests/unit/temp_dir.h"

#include <sys/stat.h>

#include "base/date.h"
#include "base/num.h"
#include "base/zone.h"
#include "config/config.h"


#define TEAM "currency: EUR\ntime_zone: Europe/Berlin\ndefault_rate: 45\n"

static void read_good(struct config *c)
{
	struct err err = { 0 };

	if (config_read(c, dir, &err))
		fail_msg("%s", err.msg);
}

static void check_error(const char *want)
{
	struct config c;
	struct err err = { 0 };

	assert_int_equal(config_read(&c, dir, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	assert_string_equal(err.msg, want);
	config_release(&c);
}

/* `text` in the file, the sentences of all its errors joined with " / ". */
static void check_sentences(const char *name, const char *text,
			    const char *want)
{
	struct config c;
	struct err err = { 0 };
	struct strbuf sb = STRBUF_INIT;

	put_file("tuneup.yaml", TEAM);
	put_file(name, text);
	assert_int_equal(config_read(&c, dir, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	for (char *line = strtok(err.msg, "\n"); line;
	     line = strtok(NULL, "\n"))
		if (*line != ' ')
			strbuf_printf(&sb, "%s%s", sb.len ? " / " : "",
				      line + strlen(name) + 1);
	assert_string_equal(sb.s, want);
	strbuf_release(&sb);
	config_release(&c);
}

static void check_team(const char *lines, const char *want)
{
	check_sentences("tuneup.yaml",
			arena_printf(&arena, TEAM "%s", lines), want);
}

static void check_workflows(const char *text, const char *want)
{
	check_sentences("workflows.yaml", text, want);
}

TEST(a_missing_workspace_names_tuneup_init)
{
	struct config c;
	struct err err = { 0 };

	assert_int_equal(config_read(&c, dir, &err), -1);
	assert_int_equal(err.code, ERR_NOINPUT);
	check_says(err.msg, "`tuneup init` makes one");
	config_release(&c);
}

TEST(a_small_file_gets_all_defaults)
{
	struct config c;

	put_file("tuneup.yaml", TEAM);
	read_good(&c);
	assert_string_equal(c.currency, "EUR");
	assert_string_equal(c.zone, "Europe/Berlin");
	assert_string_equal(c.paper, "A4");
	assert_int_equal(c.default_rate, 45 * MONEY_SCALE);
	assert_int_equal(c.quarter_starts, 1);
	assert_int_equal(c.reports_mode, 0600);
	assert_string_equal(c.reports_group, "");
	assert_false(c.documented);
	assert_false(c.people_key);
	assert_true(c.limits.rework_limit == 0.15);
	assert_true(c.limits.unknown_limit == 0.20);
	assert_true(c.limits.fix_to_save_warn == 0.5);
	assert_true(c.limits.fix_to_save_stop == 1.0);
	assert_true(c.limits.recapture == 0.5);
	assert_true(c.limits.confidence_rates == 0.95);
	assert_true(c.limits.confidence_money == 0.80);
	assert_true(c.limits.usable_target == 0);
	assert_true(isnan(c.limits.net_hours_target));
	assert_int_equal(c.limits.rework_floor, 5 * MS_PER_MINUTE);
	assert_true(c.limits.rework_planned_share == 0.2);
	assert_int_equal(c.limits.baseline_weeks, 12);
	assert_int_equal(c.limits.baseline_min, 8);
	assert_int_equal(c.limits.trend_weeks, 26);
	assert_int_equal(c.limits.output_days, 28);
	assert_int_equal(c.limits.people_min, 5);
	assert_int_equal(c.limits.latency_segmentation, 24 * MS_PER_HOUR);
	assert_int_equal(c.limits.latency_execution, 5 * MS_PER_MINUTE);
	assert_int_equal(c.limits.latency_middleware, 15 * MS_PER_MINUTE);
	assert_int_equal(c.limits.latency_dashboard, MS_PER_HOUR);
	check_close(c.limits.spike_size, 0.30, 1e-12);
	check_close(c.limits.spike_points, 0.05, 1e-12);
	check_close(c.limits.spike_z, 3.0, 0);
	assert_int_equal(c.limits.spike_events, 30);
	assert_int_equal(c.limits.history_weeks, 12);
	assert_int_equal(c.limits.history_min, 8);
	check_close(c.limits.shift_z, 2.0, 0);
	check_close(c.limits.shift_size, 0.20, 1e-12);
	assert_true(c.limits.rollout_target.low == 2);
	assert_true(c.limits.rollout_target.high == 3);
	assert_true(c.limits.rollout_before.low == 6);
	assert_true(c.limits.rollout_before.high == 8);
	assert_int_equal(c.limits.rollout_quiet, 14);
	assert_int_equal(c.limits.tuning_gap, 14);
	assert_int_equal(c.limits.session_minutes, 30 * MS_PER_MINUTE);
	assert_int_equal(c.limits.audit_minutes, 135 * MS_PER_MINUTE);
	assert_true(c.limits.audit_yield.high == 15);
	assert_true(c.limits.pulse_low == 3);
	assert_true(c.limits.mismatch_limit == 0.05);
	assert_true(c.limits.escape_limit == 0.05);
	assert_int_equal(c.n_skills, 3);
	assert_string_equal(c.skills[1].skill, "Integration mapping");
	assert_true(c.skills[1].hours.high == 8);
	config_release(&c);
}

TEST(reading_does_not_change_the_zone_of_the_process)
{
	struct config c;
	struct err err = { 0 };

	put_file("tuneup.yaml", TEAM);
	assert_int_equal(zone_use("Asia/Tokyo", &err), 0);
	read_good(&c);
	assert_string_equal(zone_name(), "Asia/Tokyo");
	config_release(&c);
	assert_int_equal(zone_use("UTC", &err), 0);
}

TEST(errors_of_both_files_are_reported_at_once)
{
	put_file("tuneup.yaml", "curency: EUR\ntime_zone: Europe/Berlin\n"
	    "default_rate: 45 EUR/h\nthresholds: {rework_limit: 15}\n");
	put_file("workflows.yaml", "workflows:\n  - id: a\n    steps:\n"
	    "      - {id: x, planned: 20}\n");
	check_error("tuneup.yaml:1:1: unknown key `curency`; did you mean "
		    "`currency`?\n"
		    "  1 | curency: EUR\n"
		    "    | ^\n"
		    "tuneup.yaml:4:28: `rework_limit` is `15`; expected a "
		    "share such as 15 % or 0.15; is the % sign missing?\n"
		    "  4 | thresholds: {rework_limit: 15}\n"
		    "    |                            ^\n"
		    "tuneup.yaml:1:1: tuneup.yaml needs `currency`: ISO code "
		    "of all amounts: EUR\n"
		    "  1 | curency: EUR\n"
		    "    | ^\n"
		    "workflows.yaml:4:26: `planned` is `20`; expected a "
		    "duration such as 20 min, 1.5 h or 2 days; the unit is "
		    "missing\n"
		    "  4 |       - {id: x, planned: 20}\n"
		    "    |                          ^");
}

TEST(a_syntax_error_in_one_file_does_not_hide_the_other)
{
	struct config c;
	struct err err = { 0 };

	put_file("tuneup.yaml", "currency: [EUR\n");
	put_file("workflows.yaml", "workflow: []\n");
	assert_int_equal(config_read(&c, dir, &err), -1);
	check_says(err.msg, "tuneup.yaml:");
	check_says(err.msg, "workflows.yaml:1:1: unknown key `workflow`; did "
		   "you mean `workflows`?");
	config_release(&c);
}

TEST(keys_of_tuneup_yaml_must_agree)
{
	check_team("team: \"\"\n",
		   "4:7: `team` has 0 characters; expected 1 to 80");
	check_team("roles:\n  - {id: a, rate: 1}\n  - {id: a, rate: 2}\n",
		   "6:10: role `a` is here twice; the first is in line 5");
	check_team("roles: [{id: editor, rate: 60}]\n"
		   "owners: [{label: Ana, role: editr}]\n",
		   "5:29: unknown role `editr`; did you mean `editor`?");
	check_team("owners: [{label: Ana, role: chief}]\n",
		   "4:29: unknown role `chief`; add it to `roles` in "
		   "tuneup.yaml with its rate");
	check_team("owners: [{label: Ana, email: nobody}]\n",
		   "4:30: `email` has no @ in it; expected an address, or "
		   "remove the line");
	check_team("currencies: [{code: EUR, rate: 1}]\n",
		   "4:21: EUR is the workspace's own currency; list only "
		   "others");
	check_team("currencies: [{code: usd, rate: 0.9}]\n",
		   "4:21: `code` is `usd`; expected three capital letters "
		   "such as EUR");
	check_team("currencies: [{code: USD, rate: 0.92 USD}]\n",
		   "4:32: `rate` is `0.92 USD`; expected an amount such as "
		   "45 or 45 EUR; amounts must be in the workspace's "
		   "currency");
	check_team("reports_mode: \"0666\"\n",
		   "4:15: `reports_mode` is `0666`; the owner must read and "
		   "write (06..), and nobody else may run or write for all: "
		   "0600, 0640, 0660 or 0644");
	check_team("thresholds: {fix_to_save_warn: 2}\n",
		   "4:32: `fix_to_save_warn` (2) is above `fix_to_save_stop` "
		   "(1); the warning comes first");
	check_team("thresholds: {baseline_min: 10, baseline_weeks: 6}\n",
		   "4:28: `baseline_min` (10) is above `baseline_weeks` (6); "
		   "a baseline would never be reached");
	check_team("thresholds: {recapture: 120 %}\n",
		   "4:25: `recapture` is `120 %`; expected 0 % to 100 %");
	check_team("thresholds: {net_hours_target: lots}\n",
		   "4:32: `net_hours_target` is `lots`; expected hours a week "
		   "such as \"20 h\", or none");
}

TEST(the_zone_and_the_currency_must_exist)
{
	check_sentences("tuneup.yaml", "currency: Euro\ndefault_rate: 45\n"
			"time_zone: Europe/Bonn\n",
			"3:12: there is no time zone `Europe/Bonn`; "
			"expected a name of the IANA list such as "
			"Europe/Berlin or UTC / 1:11: `currency` is `Euro`; "
			"expected three capital letters such as EUR");
	check_sentences("tuneup.yaml", "currency: EUR\ndefault_rate: 45\n"
			"time_zone: ../../etc/passwd\n",
			"3:12: there is no time zone `../../etc/passwd`; "
			"expected a name of the IANA list such as "
			"Europe/Berlin or UTC");
}

TEST(workflows_must_agree_with_themselves_and_with_the_roles)
{
	check_workflows("workflows:\n  - id: a\n    steps:\n"
			"      - id: x\n      - id: x\n",
			"5:13: step `x` is here twice; the first is in line "
			"4");
	check_workflows("workflows:\n  - {id: a, steps: [{id: x}]}\n"
			"  - {id: a, steps: [{id: x}]}\n",
			"3:10: workflow `a` is here twice; the first is in "
			"line 2");
	check_workflows("workflows: [{id: a, steps: []}]\n",
			"1:28: `steps` is empty; a workflow has at least one "
			"step");
	check_workflows("workflows: [{id: a, steps: [{id: published}]}]\n",
			"1:34: the step id `published` is reserved for "
			"defects found after publication; use another one");
	check_workflows("workflows:\n  - id: a\n    steps:\n"
			"      - {id: x, owner_role: boss}\n",
			"4:29: unknown role `boss`; add it to `roles` in "
			"tuneup.yaml with its rate");
	check_workflows("workflows: [{id: a}]\n",
			"1:13: a workflow needs `steps`: its steps, in "
			"order");
}

TEST(manual_minutes_must_name_a_step_of_the_workflow_once)
{
	check_workflows("workflows:\n  - id: a\n    steps: [{id: draft}]\n"
			"    manual_minutes:\n"
			"      - {step: darft, minutes: 20}\n"
			"      - {step: publish, minutes: 20}\n",
			"5:16: `manual_minutes` names the step `darft`, which "
			"the workflow does not have; did you mean `draft`? / "
			"6:16: `manual_minutes` names the step `publish`, "
			"which the workflow does not have");
	check_workflows("workflows:\n  - id: a\n    steps: [{id: draft}]\n"
			"    manual_minutes:\n"
			"      - {step: draft, minutes: 20}\n"
			"      - {step: draft, minutes: 30, from: 2026-01-01}\n"
			"      - {step: draft, minutes: 25}\n",
			"7:9: this entry of `manual_minutes` has the same "
			"step, item type and `from` as the one in line 5; "
			"keep one of them");
}

TEST(acceptance_criteria_are_read_with_their_signs)
{
	struct config c;
	const struct config_step *s;

	put_file("tuneup.yaml", TEAM);
	put_file("workflows.yaml", "workflows:\n  - id: a\n    lists: corrected\n"
	    "    minutes_from: time\n    steps:\n"
	    "      - id: x\n        accept: {rating: \">= 4\", "
	    "correction_minutes: \"<= 5\", defects: none}\n"
	    "      - {id: y, unlisted: usable, coverage: 25 %}\n");
	read_good(&c);
	assert_true(c.documented);
	assert_true(c.workflows[0].lists_corrected);
	assert_int_equal(c.workflows[0].minutes_from, MINUTES_TIME);
	assert_int_equal(c.workflows[0].go_live, DAY_NONE);
	assert_string_equal(c.workflows[0].name, "a");
	s = config_step(config_workflow(&c, "a"), "x");
	assert_true(s->accept.rating_min == 4);
	assert_int_equal(s->accept.correction_max, 5 * MS_PER_MINUTE);
	assert_true(s->accept.defects_none);
	assert_true(s->coverage == 1);
	s = config_step(config_workflow(&c, "a"), "y");
	assert_true(s->accept.rating_min == 0);
	assert_int_equal(s->accept.correction_max, NUM_NULL);
	assert_false(s->accept.defects_none);
	assert_int_equal(s->unlisted, UNLISTED_USABLE);
	assert_true(s->coverage == 0.25);
	assert_int_equal(config_step_index(config_workflow(&c, "a"), "y"), 1);
	assert_null(config_step(config_workflow(&c, "a"), "z"));
	assert_null(config_workflow(&c, "b"));
	config_release(&c);
}

static void check_manual(const struct config *c, const char *step,
			 const char *type, const char *day, int64_t minutes)
{
	int32_t d;
	int64_t got;

	assert_int_equal(day_parse(&d, day), 0);
	got = config_manual_minutes(config_workflow(c, "a"), step, type, d);
	assert_int_equal(got, minutes < 0 ? NUM_NULL :
			 minutes * MS_PER_MINUTE);
}

TEST(the_most_specific_manual_minutes_count_and_the_latest_of_them)
{
	struct config c;

	put_file("tuneup.yaml", TEAM);
	put_file("workflows.yaml", "workflows:\n  - id: a\n"
	    "    steps: [{id: draft}, {id: adapt}]\n"
	    "    manual_minutes:\n"
	    "      - {minutes: 10, from: 2026-01-01}\n"
	    "      - {item_type: post, minutes: 20}\n"
	    "      - {step: draft, minutes: 35, from: 2026-07-01}\n"
	    "      - {step: draft, minutes: 30}\n"
	    "      - {step: draft, minutes: 40 min, from: 2027-01-01}\n"
	    "      - {step: draft, item_type: post, minutes: 50, "
	    "from: 2026-03-01}\n");
	read_good(&c);
	check_manual(&c, "draft", "post", "2026-03-01", 50);
	check_manual(&c, "draft", "post", "2026-02-28", 30);
	check_manual(&c, "draft", "mail", "2026-06-30", 30);
	check_manual(&c, "draft", "mail", "2026-07-01", 35);
	check_manual(&c, "draft", NULL, "2027-05-05", 40);
	check_manual(&c, "adapt", "post", "2025-01-01", 20);
	check_manual(&c, "adapt", "mail", "2026-01-01", 10);
	check_manual(&c, "adapt", "mail", "2025-12-31", -1);
	check_manual(&c, NULL, NULL, "2026-05-05", 10);
	assert_int_equal(config_manual_minutes(NULL, "draft", NULL, 0),
			 NUM_NULL);
	config_release(&c);
}

TEST(a_role_without_a_rate_costs_the_default)
{
	struct config c;

	put_file("tuneup.yaml", TEAM "roles: [{id: editor, rate: 60 EUR/h}]\n");
	read_good(&c);
	assert_int_equal(config_rate(&c, "editor"), 60 * MONEY_SCALE);
	assert_int_equal(config_rate(&c, "nobody"), 45 * MONEY_SCALE);
	assert_int_equal(config_rate(&c, ""), 45 * MONEY_SCALE);
	config_release(&c);
}

static void digest_of(uint8_t digest[SHA256_SIZE], const char *team,
		      const char *workflows)
{
	struct config c;

	put_file("tuneup.yaml", team);
	put_file("workflows.yaml", workflows);
	read_good(&c);
	memcpy(digest, c.digest, SHA256_SIZE);
	config_release(&c);
}

#define FLOW "workflows: [{id: a, steps: [{id: x, planned: 60 min}]}]\n"

static void check_digest(const char *team, const char *workflows, bool same)
{
	uint8_t one[SHA256_SIZE], two[SHA256_SIZE];

	digest_of(one, TEAM, FLOW);
	digest_of(two, team, workflows);
	assert_int_equal(!memcmp(one, two, sizeof one), same);
}

TEST(the_digest_ignores_comments_order_and_spelling)
{
	check_digest("# words\n" TEAM "# more\n", FLOW, true);
	check_digest("default_rate: 45.00 EUR/h\ntime_zone: Europe/Berlin\n"
		     "currency: 'EUR'\npaper: A4\n", FLOW, true);
	check_digest(TEAM, "workflows:\n- id: a\n  steps:\n"
		     "  - {planned: 1 h, id: x}\n", true);
	check_digest(TEAM "paper: Letter\n", FLOW, false);
	/* how many copies stay is in no report */
	check_digest(TEAM "backups: {keep: 3}\n", FLOW, true);
	check_digest(TEAM "thresholds: {rework_limit: 16 %}\n", FLOW, false);
	check_digest(TEAM "thresholds: {net_hours_target: 8 h}\n", FLOW,
		     false);
	check_digest(TEAM, "workflows: [{id: a, steps: [{id: x, "
		     "planned: 61 min}]}]\n", false);
	check_digest(TEAM, "workflows: [{id: a, steps: [{id: x, planned: 1 h,"
		     " accept: {defects: none}}]}]\n", false);
}

TEST(the_digest_knows_neither_the_key_nor_the_directory)
{
	uint8_t one[SHA256_SIZE];
	char other[TEST_DIR_MAX];
	struct config c;
	struct err err = { 0 };

	digest_of(one, TEAM, FLOW);
	put_file("people.key", "0123456789abcdef0123456789abcdef");
	read_good(&c);
	assert_memory_equal(one, c.digest, SHA256_SIZE);
	config_release(&c);

	test_dir(other);
	memcpy(dir, other, sizeof dir);
	put_file("tuneup.yaml", TEAM);
	put_file("workflows.yaml", FLOW);
	read_good(&c);
	assert_memory_equal(one, c.digest, SHA256_SIZE);
	config_release(&c);
	assert_int_equal(dir_wipe(other, &err), 0);
	rmdir(other);
	test_dir(dir);
}

static void pseudonym(char buf[PSEUDONYM_MAX], const char *key,
		      const char *person)
{
	struct config c;

	put_file("tuneup.yaml", TEAM);
	put_file("people.key", key);
	read_good(&c);
	assert_true(c.people_key);
	assert_int_equal(config_pseudonym(&c, buf, person, strlen(person)),
			 0);
	config_release(&c);
}

TEST(pseudonyms_are_stable_and_keyed)
{
	char a[PSEUDONYM_MAX], b[PSEUDONYM_MAX], c[PSEUDONYM_MAX];

	pseudonym(a, "0123456789abcdef0123456789abcdef", "Ana Roth");
	pseudonym(b, "0123456789abcdef0123456789abcdef", "Ana Roth");
	pseudonym(c, "0123456789abcdef0123456789abcdeX", "Ana Roth");
	assert_string_equal(a, b);
	assert_string_not_equal(a, c);
	/* openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef */
	assert_string_equal(a, "R-47f6d08498afa062");
	pseudonym(c, "0123456789abcdef0123456789abcdef", "Eva Lind");
	assert_string_not_equal(a, c);
}

TEST(without_a_key_there_is_no_pseudonym)
{
	char buf[PSEUDONYM_MAX];
	struct config c;

	put_file("tuneup.yaml", TEAM);
	read_good(&c);
	assert_int_equal(config_pseudonym(&c, buf, "Ana", 3), -1);
	config_release(&c);
}

TEST(a_key_that_is_damaged_or_readable_by_others_is_refused)
{
	struct config c;
	struct err err = { 0 };
	char *path = in_dir("people.key");

	put_file("tuneup.yaml", TEAM);
	put_file("people.key", "short");
	assert_int_equal(config_read(&c, dir, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "it has 5 bytes, expected 32");
	config_release(&c);

	put_file("people.key", "0123456789abcdef0123456789abcdef");
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(config_read(&c, dir, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "can be read by others");
	config_release(&c);
}

TEST(defaults_need_no_workspace)
{
	struct config c;

	config_defaults(&c);
	assert_string_equal(c.currency, "EUR");
	assert_true(c.limits.confidence_rates == 0.95);
	assert_int_equal(c.n_workflows, 0);
	config_release(&c);
}

TEST(help_names_every_key_of_both_files)
{
	struct strbuf sb = STRBUF_INIT;

	config_help(&sb);
	check_says(sb.s, "  quarter_starts            month      month in which "
		   "the fiscal year begins (default January)\n");
	check_says(sb.s, "    rework_limit            share      rework above "
		   "this share is too much (default 15 %)\n");
	check_says(sb.s, "\nworkflows.yaml\n  workflows ");
	check_says(sb.s, "        correction_minutes");
	strbuf_release(&sb);
}

TEST(hostile_files_are_errors)
{
	struct strbuf sb = STRBUF_INIT;
	struct config c;
	struct err err = { 0 };

	strbuf_puts(&sb, "workflows:\n");
	for (int i = 0; i < 30000; i++)
		strbuf_puts(&sb, "- {id: a}\n");
	put_file("tuneup.yaml", TEAM);
	put_file("workflows.yaml", sb.s);
	assert_int_equal(config_read(&c, dir, &err), -1);
	check_says(err.msg, " more errors");
	config_release(&c);

	strbuf_clear(&sb);
	strbuf_puts(&sb, "team: ");
	strbuf_pad(&sb, 'x', 5 << 20);
	put_file("tuneup.yaml", sb.s);
	assert_int_equal(config_read(&c, dir, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "larger than 4194304 bytes");
	config_release(&c);
	strbuf_release(&sb);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, temp_dir_make, \
						    temp_dir_wipe)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_missing_workspace_names_tuneup_init),
		CASE(a_small_file_gets_all_defaults),
		CASE(reading_does_not_change_the_zone_of_the_process),
		CASE(errors_of_both_files_are_reported_at_once),
		CASE(a_syntax_error_in_one_file_does_not_hide_the_other),
		CASE(keys_of_tuneup_yaml_must_agree),
		CASE(the_zone_and_the_currency_must_exist),
		CASE(workflows_must_agree_with_themselves_and_with_the_roles),
		CASE(manual_minutes_must_name_a_step_of_the_workflow_once),
		CASE(acceptance_criteria_are_read_with_their_signs),
		CASE(
		the_most_specific_manual_minutes_count_and_the_latest_of_them),
		CASE(a_role_without_a_rate_costs_the_default),
		CASE(the_digest_ignores_comments_order_and_spelling),
		CASE(the_digest_knows_neither_the_key_nor_the_directory),
		CASE(pseudonyms_are_stable_and_keyed),
		CASE(without_a_key_there_is_no_pseudonym),
		CASE(a_key_that_is_damaged_or_readable_by_others_is_refused),
		CASE(defaults_need_no_workspace),
		CASE(help_names_every_key_of_both_files),
		CASE(hostile_files_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
