#include "tests/unit/test.h"

#include <ctype.h>

#include "store/kind.h"

TEST(kinds_are_found_by_id_and_numbered_by_place)
{
	assert_ptr_equal(fact_kind_find("corrections"), &kind_corrections);
	assert_ptr_equal(fact_kind_find("costs"), &kind_costs);
	assert_null(fact_kind_find("nothing"));
	/* these numbers are stored: they never change */
	assert_int_equal(fact_kind_number(&kind_corrections), 0);
	assert_int_equal(fact_kind_number(&kind_campaigns), 1);
	assert_int_equal(fact_kind_number(&kind_time), 2);
	assert_int_equal(fact_kind_number(&kind_costs), 3);
	assert_int_equal(fact_kind_number(&kind_outputs), 4);
	assert_int_equal(fact_kind_number(&kind_handoffs), 5);
	assert_int_equal(fact_kind_number(&kind_series), 6);
	assert_int_equal(fact_kind_number(&kind_inputs), 7);
	assert_int_equal(fact_kind_number(&kind_members), 8);
	assert_int_equal(fact_kind_number(&kind_verdicts), 9);
	assert_int_equal(fact_kind_number(&kind_sessions), 10);
	assert_int_equal(fact_kind_number(&kind_events), 11);
	assert_int_equal(fact_kind_number(&kind_pulse), 12);
	assert_null(fact_kind_table[13]);
}

static void check_name(const char *name)
{
	assert_true(islower((unsigned char)name[0]));
	for (const char *p = name; *p; p++)
		assert_true(islower((unsigned char)*p) || *p == '_');
}

TEST(every_column_of_every_kind_has_a_name_and_help)
{
	for (size_t k = 0; fact_kind_table[k]; k++) {
		const struct fact_kind *kind = fact_kind_table[k];

		check_name(kind->id);
		assert_non_null(kind->help);
		assert_true(kind->n_columns <= FACT_COLUMNS_MAX);
		for (size_t c = 0; c < kind->n_columns; c++) {
			const struct fact_column *col = &kind->columns[c];

			assert_non_null(col->name);
			check_name(col->name);
			assert_non_null(col->help);
			assert_true(strlen(col->help) > 3);
			assert_int_equal(fact_column_find(kind, col->name), c);
			assert_int_equal(col->type == FACT_WORD,
					 col->words != NULL);
			assert_false((col->flags & COLUMN_PERSON) &&
				     (col->flags & COLUMN_KEY));
			assert_int_equal((col->flags & COLUMN_INTERNAL) != 0,
					 c < FC_N);
		}
	}
}

TEST(every_kind_has_exactly_one_column_that_gives_the_day)
{
	for (size_t k = 0; fact_kind_table[k]; k++) {
		int days = 0;

		for (size_t c = 0; c < fact_kind_table[k]->n_columns; c++)
			days += !!(fact_kind_table[k]->columns[c].flags &
				   COLUMN_DAY);
		assert_int_equal(days, 1);
	}
}

TEST(common_columns_stand_at_their_numbers)
{
	assert_string_equal(kind_time.columns[FC_SOURCE].name, "source");
	assert_string_equal(kind_time.columns[FC_IMPORT].name, "import");
	assert_string_equal(kind_time.columns[FC_LINE].name, "line");
	assert_string_equal(kind_time.columns[FC_N].name, "n");
	assert_string_equal(kind_time.columns[FC_FIRST].name, "date");
}

static void check_word(const struct fact_kind *kind, int column,
		       const char *word, int want)
{
	assert_int_equal(fact_word_find(&kind->columns[column], word,
					strlen(word)), want);
}

TEST(words_have_the_numbers_of_their_enums)
{
	check_word(&kind_corrections, COR_OUTCOME, "usable", OUTCOME_USABLE);
	check_word(&kind_corrections, COR_OUTCOME, "rejected",
		   OUTCOME_REJECTED);
	check_word(&kind_corrections, COR_OUTCOME, "usabl", 0);
	check_word(&kind_corrections, COR_TOOL, "usable", 0);
	check_word(&kind_time, TIM_ACTIVITY, "work", ACTIVITY_WORK);
	check_word(&kind_time, TIM_ACTIVITY, "refinement",
		   ACTIVITY_REFINEMENT);
	check_word(&kind_time, TIM_ACTIVITY, "other", ACTIVITY_OTHER);
	check_word(&kind_costs, COS_KIND, "tool", COST_TOOL);
	check_word(&kind_costs, COS_KIND, "other", COST_OTHER);
	check_word(&kind_handoffs, HAN_MODE, "manual", HANDOFF_MANUAL);
	check_word(&kind_handoffs, HAN_STATUS, "ok", HANDOFF_OK);
	check_word(&kind_handoffs, HAN_STATUS, "retry", HANDOFF_RETRY);
	check_word(&kind_handoffs, HAN_COMPONENT, "segmentation",
		   COMPONENT_SEGMENTATION);
	check_word(&kind_handoffs, HAN_COMPONENT, "dashboard",
		   COMPONENT_DASHBOARD);
	check_word(&kind_series, SER_UNIT, "count", SERIES_COUNT);
	check_word(&kind_series, SER_UNIT, "score", SERIES_SCORE);
	check_word(&kind_inputs, INP_STATE, "ok", INPUT_OK);
	check_word(&kind_inputs, INP_STATE, "missing", INPUT_MISSING);
	check_word(&kind_inputs, INP_STATE, "inconsistent",
		   INPUT_INCONSISTENT);
	check_word(&kind_verdicts, VER_VERDICT, "relevant", JUDGED_RELEVANT);
	check_word(&kind_verdicts, VER_VERDICT, "cannot_judge",
		   JUDGED_CANNOT_JUDGE);
	check_word(&kind_sessions, SES_KIND, "tuning", SESSION_TUNING);
	check_word(&kind_sessions, SES_KIND, "health_review",
		   SESSION_HEALTH_REVIEW);
	check_word(&kind_events, EVE_KIND, "holiday", EVENT_HOLIDAY);
	check_word(&kind_events, EVE_KIND, "baseline_reset",
		   EVENT_BASELINE_RESET);
	check_word(&kind_events, EVE_KIND, "other", EVENT_OTHER);
}

static void check_columns_with(const struct fact_kind *kind, unsigned flag,
			       const char *want)
{
	char have[256] = "";

	for (size_t c = FC_FIRST; c < kind->n_columns; c++) {
		if (!(kind->columns[c].flags & flag))
			continue;
		strcat(have, *have ? " " : "");
		strcat(have, kind->columns[c].name);
	}
	assert_string_equal(have, want);
}

TEST(each_kind_has_its_natural_key)
{
	static const struct {
		const struct fact_kind *kind;
		enum fact_sameness sameness;
		bool weighted;
		const char *required, *key;
	} cases[] = {
		{ &kind_outputs, FACT_SUMMED, false,
		  "date workflow step outputs",
		  "date workflow step tool item_type" },
		{ &kind_handoffs, FACT_EACH, true,
		  "from_step to_step sent_at",
		  "from_step to_step sent_at workflow item_id" },
		{ &kind_series, FACT_ONE, false, "date metric value",
		  "date period_start metric system dimension" },
		{ &kind_inputs, FACT_ONE, false, "date input record_id",
		  "date input record_id field" },
		{ &kind_members, FACT_ONE, false, "date segment member_id",
		  "date period_start segment member_id" },
		{ &kind_verdicts, FACT_EACH, true, "sample_id verdict at",
		  "sample_id at" },
		{ &kind_sessions, FACT_EACH, false, "date kind", "" },
		{ &kind_events, FACT_ONE, false, "date event",
		  "date event workflow" },
		{ &kind_pulse, FACT_EACH, true, "date score", "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(cases[i].kind->sameness, cases[i].sameness);
		assert_int_equal(cases[i].kind->weighted, cases[i].weighted);
		check_columns_with(cases[i].kind, COLUMN_REQUIRED,
				   cases[i].required);
		check_columns_with(cases[i].kind, COLUMN_KEY, cases[i].key);
	}
	check_columns_with(&kind_verdicts, COLUMN_PERSON, "rater");
	check_columns_with(&kind_members, COLUMN_NO_EMAIL, "member_id");
}

static void check_columns(const struct fact_kind *kind, const char *want)
{
	char have[1024] = "";

	for (size_t c = FC_FIRST; c < kind->n_columns; c++) {
		strcat(have, kind->columns[c].name);
		strcat(have, c + 1 < kind->n_columns ? " " : "");
	}
	assert_string_equal(have, want);
}

TEST(columns_are_those_of_the_input_contract_in_its_order)
{
	check_columns(&kind_corrections, "item_id reviewed_at workflow step "
		      "outcome tool item_type correction_minutes "
		      "review_minutes work_minutes started_at defect "
		      "origin_step rating reviewer prompt_version channel "
		      "campaign brief_id");
	check_columns(&kind_campaigns, "date period_start campaign channel "
		      "segment sends delivered impressions opens clicks "
		      "conversions unsubscribes revenue cost row_id");
	check_columns(&kind_time, "date minutes workflow step activity role "
		      "person campaign skill started_at");
	check_columns(&kind_costs, "date item amount kind hours");
	check_columns(&kind_outputs, "date workflow step outputs tool "
		      "item_type");
	check_columns(&kind_handoffs, "from_step to_step sent_at received_at "
		      "workflow item_id mode status from_format to_format "
		      "reformat_minutes component");
	check_columns(&kind_series, "date period_start metric value unit "
		      "system dimension base");
	check_columns(&kind_inputs, "date input record_id field state "
		      "critical_missing");
	check_columns(&kind_members, "date period_start segment member_id "
		      "score");
	check_columns(&kind_verdicts, "sample_id verdict rating rater at");
	check_columns(&kind_sessions, "date kind planned_minutes "
		      "actual_minutes");
	check_columns(&kind_events, "date event kind workflow");
	check_columns(&kind_pulse, "date score");
}

TEST(a_date_only_time_sorts_first_and_comes_back)
{
	int64_t date = fact_time(86400, true), time = fact_time(86400, false);

	assert_true(date < time);
	assert_true(time < fact_time(86401, true));
	assert_int_equal(fact_time_utc(date), 86400);
	assert_int_equal(fact_time_utc(time), 86400);
	assert_true(fact_time_is_date(date));
	assert_false(fact_time_is_date(time));
	assert_int_equal(fact_time_utc(fact_time(-7, false)), -7);
	assert_int_equal(fact_time_utc(fact_time(-7, true)), -7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_found_by_id_and_numbered_by_place),
		cmocka_unit_test(every_column_of_every_kind_has_a_name_and_help),
		cmocka_unit_test(every_kind_has_exactly_one_column_that_gives_the_day),
		cmocka_unit_test(common_columns_stand_at_their_numbers),
		cmocka_unit_test(words_have_the_numbers_of_their_enums),
		cmocka_unit_test(each_kind_has_its_natural_key),
		cmocka_unit_test(columns_are_those_of_the_input_contract_in_its_order),
		cmocka_unit_test(a_date_only_time_sorts_first_and_comes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
