/* The state of an audited field: one rule and a column of cells each. The day
 * of the audit is import_path()'s: 2026-05-27. */
#include "tests/unit/ingest_help.h"

#include "ingest/audit.h"

static void put_states(char *is, size_t cap, struct store *s)
{
	static const char letters[] = "?omisdI";
	struct facts facts;
	struct err err;
	size_t n = 0;

	assert_int_equal(facts_read(&facts, s, &kind_inputs, DAY_MIN, DAY_MAX,
				    &err), 0);
	assert_int_equal(facts.n_days, 1);
	for (size_t i = 0; i < facts.days[0].n && n + 1 < cap; i++)
		if (!strcmp(fact_dim(&facts, facts.days, INP_FIELD, i),
			    "Field"))
			is[n++] = letters[fact_i64(facts.days, INP_STATE, i)];
	is[n] = '\0';
	facts_release(&facts);
}

/*
 * The states of `rule`'s field in records of the columns ID, a, b, updated,
 * in order: o ok, m missing, i invalid, s stale, d duplicate, I inconsistent.
 */
static void check_states(struct config_input_field rule, const char *records,
			 const char *want)
{
	struct config_input_field fields[] = {
		rule, { .header = "b", .type = INPUT_DATE, .not_before = "" }
	};
	struct config_input input = {
		.id = "brief", .file = "t.*", .record_id = "id",
		.updated = "updated", .fields = fields, .n_fields = 2,
	};
	struct store *s = memory_store();
	struct config c = config_of_test();
	struct imported got;
	char text[600], is[16];

	fields[0].header = "Field | a";
	if (!rule.not_before)
		fields[0].not_before = "";
	c.inputs = &input;
	c.n_inputs = 1;
	snprintf(text, sizeof text, "ID,a,b,updated\n%s", records);
	got = import_bytes(s, &c, text, strlen(text), NULL);
	if (got.ret)
		fail_msg("%s", got.err.msg);
	assert_string_equal(got.report.entry.profile, "brief");
	put_states(is, sizeof is, s);
	assert_string_equal(is, want);
	import_report_release(&got.report);
	store_close(s);
	config_release(&c);
}

TEST(an_empty_cell_is_missing_whatever_the_rule)
{
	check_states((struct config_input_field){ .critical = true },
		     "1,,,\n2,--,,\n3,N/A,,\n4,x,,\n5,\" \",,\n", "mmmom");
}

TEST(what_is_not_of_its_type_is_invalid)
{
	check_states((struct config_input_field){ .type = INPUT_NUMBER },
		     "1,12.5,,\n2,\"€ 1,200.50\",,\n3,many,,\n4,-3,,\n",
		     "ooio");
	check_states((struct config_input_field){ .type = INPUT_DATE },
		     "1,2026-05-01,,\n2,soon,,\n3,2026-02-30,,\n", "oii");
	check_states((struct config_input_field){ .type = INPUT_EMAIL },
		     "1,a@b.test,,\n2,a@b,,\n3,@b.test,,\n4,a b@c.test,,\n"
		     "5,a@b@c.test,,\n6,a@.test,,\n", "oiiiii");
	check_states((struct config_input_field){ .type = INPUT_URL },
		     "1,https://b.test/x,,\n2,b.test,,\n3,https://,,\n"
		     "4,https://b c,,\n5,ftp://b.test,,\n", "oiiii");
	check_states((struct config_input_field){ .type = INPUT_BOOLEAN },
		     "1,Yes,,\n2,FALSCH,,\n3,いいえ,,\n4,soon,,\n", "oooi");
}

TEST(a_word_that_is_not_listed_is_invalid)
{
	static const char *words[] = { "E-mail", "Ads" };

	check_states((struct config_input_field){ .words = words,
						  .n_words = 2 },
		     "1,e-MAIL,,\n2,radio,,\n3,ads,,\n", "oio");
}

TEST(the_second_record_with_a_unique_value_is_a_duplicate)
{
	check_states((struct config_input_field){ .unique = true },
		     "1,x,,\n2,X,,\n3,y,,\n4,,,\n5,,,\n6,x,,\n", "odommd");
}

TEST(older_than_its_age_is_stale_to_the_day)
{
	struct config_input_field rule = { .max_age = INT64_C(720) * MS_PER_HOUR };

	check_states(rule, "1,x,,2026-04-27\n2,x,,2026-04-26\n3,x,,\n"
		     "4,,,2026-01-01\n5,x,,2026-12-31\n", "ossmo");
	rule.type = INPUT_DATE;
	check_states(rule, "1,2026-04-27,,2020-01-01\n2,2026-04-26,,\n", "os");
}

TEST(a_date_before_the_one_it_follows_is_inconsistent)
{
	check_states((struct config_input_field){ .type = INPUT_DATE,
						  .not_before = "b" },
		     "1,2026-05-02,2026-05-01,\n2,2026-05-01,2026-05-01,\n"
		     "3,2026-04-30,2026-05-01,\n4,2026-05-01,,\n"
		     "5,2026-05-01,soon,\n", "ooIoo");
}

TEST(dates_of_an_audit_are_read_by_the_evidence_of_their_column)
{
	check_states((struct config_input_field){ .type = INPUT_DATE },
		     "1,03/04/2026,,\n2,28/05/2026,,\n3,31/02/2026,,x\n",
		     "ooi");
}

TEST(an_input_is_found_by_file_name_or_by_id)
{
	struct config_input input = { .id = "crm", .file = "leads*.csv" };
	struct config c = { .inputs = &input, .n_inputs = 1 };

	assert_ptr_equal(audit_find(&c, NULL, "leads-2026.csv"), &input);
	assert_null(audit_find(&c, NULL, "other.csv"));
	assert_ptr_equal(audit_find(&c, "crm", "other.csv"), &input);
	assert_null(audit_find(&c, "toggl", "leads-2026.csv"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_cell_is_missing_whatever_the_rule),
		cmocka_unit_test(what_is_not_of_its_type_is_invalid),
		cmocka_unit_test(a_word_that_is_not_listed_is_invalid),
		cmocka_unit_test(
			the_second_record_with_a_unique_value_is_a_duplicate),
		cmocka_unit_test(older_than_its_age_is_stale_to_the_day),
		cmocka_unit_test(
			a_date_before_the_one_it_follows_is_inconsistent),
		cmocka_unit_test(
		dates_of_an_audit_are_read_by_the_evidence_of_their_column),
		cmocka_unit_test(an_input_is_found_by_file_name_or_by_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
