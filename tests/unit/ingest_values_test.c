/* Cells as exports and spreadsheets write them, through a whole import. */
#include "tests/unit/ingest_help.h"

#include "ingest/booleans.h"
#include "ingest/damage.h"

#define ADS "date,campaign,clicks,impressions,conversions,cost,currency\n"
#define COR "item_id,reviewed_at,workflow,step,outcome,correction_minutes\n"

#define MEMBERS "period,segment,member_id,score\n"

/* The one row of an import must be set aside for that reason, and with it the
 * file. */
static void check_aside(const char *bytes, const char *column,
			const char *says)
{
	struct store *s = memory_store();
	struct config c = config_of_test();
	struct imported got = import_bytes(s, &c, bytes, strlen(bytes), NULL);
	const struct diag *d = NULL;

	if (!got.ret)
		fail_msg("used: %s", bytes);
	check_says(got.err.msg, "the only row cannot be used");
	for (size_t i = 0; i < got.report.diags.n && !d; i++)
		if (got.report.diags.item[i].level == DIAG_ASIDE)
			d = &got.report.diags.item[i];
	if (!d)
		fail_msg("nothing was set aside: %s", bytes);
	assert_int_equal(d->line, 2);
	assert_string_equal(d->column, column);
	check_says(d->text, says);
	import_report_release(&got.report);
	store_close(s);
	config_release(&c);
}

/* What the first row stores in one column, as --dry-run shows it. */
static void check_value(const char *bytes, const char *column,
			const char *want)
{
	struct store *s = memory_store();
	struct config c = config_of_test();
	struct imported got = import_bytes(s, &c, bytes, strlen(bytes), NULL);
	const char *value = "no such column";

	if (got.ret)
		fail_msg("refused: %s", got.err.msg);
	if (!got.report.n_sample)
		fail_msg("set aside: %s", got.report.diags.n ?
			 got.report.diags.item[0].text : "?");
	for (size_t i = 0; i < got.report.n_sample_columns; i++)
		if (!strcmp(got.report.sample_header[i], column))
			value = got.report.sample[0][i];
	assert_string_equal(value, want);
	import_report_release(&got.report);
	store_close(s);
	config_release(&c);
}

TEST(all_spellings_of_missing_are_blank_numbers)
{
	static const char *const words[] = {
		"", " --", "--", "-", "NA", "N/A", "NAN", "Null", "%null%",
		"none", "[]", "not_available", "—"
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		char text[256];

		snprintf(text, sizeof text, ADS "2026-05-04,A,%s,7,,1,EUR\n",
			 words[i]);
		check_value(text, "clicks", "");
	}
}

TEST(not_set_and_other_are_names_like_any)
{
	static const char *const words[] = {
		"(not set)", "(other)", "(direct)", "NA", "None", "Nullable"
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		char text[256];

		snprintf(text, sizeof text, ADS "2026-05-04,%s,1,7,,1,EUR\n",
			 words[i]);
		check_value(text, "campaign", words[i]);
	}
	/* and no number */
	check_aside(ADS "2026-05-04,A,(not set),7,,1,EUR\n", "clicks",
		    "found '(not set)'");
}

TEST(what_a_machine_writes_for_nothing_is_no_name)
{
	static const char *const words[] = {
		"", " --", "-", "N/A", "null", "%null%", "[]", "not_available"
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		char text[256];

		snprintf(text, sizeof text, "date,campaign,segment,clicks\n"
			 "2026-05-04,A,%s,1\n", words[i]);
		check_value(text, "segment", "");
	}
}

TEST(a_percentage_is_no_number_to_add_up)
{
	check_aside(ADS "2026-05-04,A,12.50%,7,,1,EUR\n", "clicks",
		    "a share of one");
	check_aside(ADS "2026-05-04,A,1,7,,12 %,EUR\n", "cost",
		    "a share of one");
	check_value("date,metric,value,unit\n2026-05-04,ctr,12.50%,rate\n",
		    "value", "0.125");
}

TEST(what_a_spreadsheet_has_damaged_is_set_aside_by_name)
{
	check_aside(ADS "2026-05-04,A,7-Nov,7,,1,EUR\n", "clicks",
		    "took it for a date");
	check_aside(ADS "2026-05-04,A,3.апр,7,,1,EUR\n", "clicks",
		    "took it for a date");
	check_aside(ADS "2026-05-04,A,1,7,,Nov-26,EUR\n", "cost",
		    "took it for a date");
	check_aside(ADS "2026-05-04,A,6.49E+17,7,,1,EUR\n", "clicks",
		    "has rounded the number");
	check_aside(ADS "2026-05-04,#NAME?,1,7,,1,EUR\n", "campaign",
		    "formula failed");
	check_aside(ADS "7-Nov,A,1,7,,1,EUR\n", "date", "has shortened");
	check_aside(COR "6.49E+17,2026-05-04,b,d,usable,1\n", "item_id",
		    "the whole id");
	check_aside(COR "A-1,2026-05-04,b,d,usable,#####\n",
		    "correction_minutes", "formula failed");
}

TEST(yes_and_no_are_known_in_many_languages)
{
	static const char *const yes[] = {
		"yes", "ja", "sí", "oui", "sim", "sì", "はい", "да", "true",
		"wahr", "verdadero", "vrai", "vero", "waar", "1"
	};
	static const char *const no[] = {
		"no", "nein", "non", "não", "nee", "いいえ", "не", "false",
		"falsch", "falso", "faux", "onwaar", "0"
	};

	for (size_t i = 0; i < COUNT(yes); i++)
		assert_int_equal(boolean_read(yes[i]), 1);
	for (size_t i = 0; i < COUNT(no); i++)
		assert_int_equal(boolean_read(no[i]), 0);
	assert_int_equal(boolean_read("maybe"), -1);
	assert_int_equal(boolean_read(""), -1);
}

TEST(what_our_own_files_made_harmless_is_read_as_it_was)
{
	check_value(ADS "2026-05-04,'=SUM(A1),1,7,,1,EUR\n", "campaign",
		    "=SUM(A1)");
	check_value(ADS "2026-05-04,'70s music,1,7,,1,EUR\n", "campaign",
		    "'70s music");
}

TEST(a_comma_elsewhere_in_the_file_decides_for_three_digits)
{
	check_value("date;campaign;clicks;cost\n2026-05-04;A;3.000;12,5\n",
		    "clicks", "3000");
	check_value("date;campaign;clicks;cost\n2026-05-04;A;3.000;12\n",
		    "clicks", "3");
}

TEST(an_id_of_eighteen_digits_is_kept_to_the_last)
{
	check_value(COR "123456789012345678,2026-05-04,b,d,usable,1\n",
		    "item_id", "123456789012345678");
	check_value(COR "007,2026-05-04,b,d,usable,1\n", "item_id", "007");
}

TEST(damage_is_told_from_what_looks_like_it)
{
	assert_true(is_short_date("7-Nov", 5));
	assert_true(is_short_date("Nov-26", 6));
	assert_true(is_short_date("3.апр", strlen("3.апр")));
	assert_false(is_short_date("7-Nov-26", 8));
	assert_false(is_short_date("7.5", 3));
	assert_false(is_short_date("7", 1));
	assert_false(is_short_date("", 0));
	assert_false(is_short_date("Nov-", 4));
	assert_false(is_short_date("Nov-260", 7));
	assert_true(is_rounded("1,23E+17", 8));
	assert_false(is_rounded("E+17", 4));
	assert_false(is_rounded("6.49E+17x", 9));
	assert_true(is_formula_error("#N/A", 4));
	assert_true(is_formula_error("###", 3));
	assert_false(is_formula_error("#1", 2));
	assert_false(is_formula_error("#tag", 4));
}

TEST(a_bound_and_a_number_too_large_say_so)
{
	check_aside(ADS "2026-05-04,A,< 10,7,,1,EUR\n", "clicks", "a bound");
	check_aside(ADS "2026-05-04,A,> 90%,7,,1,EUR\n", "clicks", "a bound");
	check_aside(ADS "2026-05-04,A,9223372036854775807,7,,1,EUR\n",
		    "clicks", "smaller number");
	check_aside(ADS "2026-05-04,A,1,7,,10000000000.50,EUR\n", "cost",
		    "below 1,000,000,000");
	check_aside(ADS "2026-05-04,A,-5,7,,1,EUR\n", "clicks", "0 or more");
}

TEST(amounts_say_their_currency_in_their_own_way)
{
	check_value(ADS "2026-05-04,A,1,7,,\"€1,622.60\",\n", "cost",
		    "1622.6");
	check_value(ADS "2026-05-04,A,1,7,,\"1.622,60 €\",\n", "cost",
		    "1622.6");
	check_value(ADS "2026-05-04,A,1,7,,1622.60,Euro - EUR\n", "cost",
		    "1622.6");
	check_value(ADS "2026-05-04,A,1,7,,1622.60,eur \n", "cost", "1622.6");
	check_value(ADS "2026-05-04,A,1,7,,-€5.00,\n", "cost", "-5");
	check_aside(ADS "2026-05-04,A,1,7,,5,12 €\n", "currency",
		    "a code such as EUR");
}

TEST(a_word_is_found_in_a_list_of_any_kind)
{
	static const char *const cells[] = {
		"usable", "\"blog, usable\"", "blog;usable", "blog|usable",
		"\"[blog, usable]\"", "[usable]"
	};

	for (size_t i = 0; i < COUNT(cells); i++) {
		char text[256];

		snprintf(text, sizeof text, COR "A-1,2026-05-04,b,d,%s,1\n",
			 cells[i]);
		check_value(text, "outcome", "usable");
	}
	check_aside(COR "A-1,2026-05-04,b,d,\"blog, x\",1\n", "outcome",
		    "one of");
}

TEST(times_of_many_forms_are_days_of_the_workspace)
{
	check_value(COR "A-1,1767222000,b,d,usable,1\n", "reviewed_at",
		    "2026-01-01T00:00:00+01:00");
	check_value(COR "A-1,1767222000000,b,d,usable,1\n", "reviewed_at",
		    "2026-01-01T00:00:00+01:00");
	check_value(COR "A-1,2026-01-05 20:00 EST,b,d,usable,1\n",
		    "reviewed_at", "2026-01-06T02:00:00+01:00");
	check_value(COR "A-1,\"Thursday, December 14th 2023\",b,d,usable,1\n",
		    "reviewed_at", "2023-12-14");
	check_value(COR "A-1,06/Jan/26 9:29 AM,b,d,usable,1\n", "reviewed_at",
		    "2026-01-06T09:29:00+01:00");
	check_aside(COR "A-1,\"Oct 8, 2021 → Oct 29, 2021\",b,d,usable,1\n",
		    "reviewed_at", "period");
	check_aside(COR "A-1,Ongoing,b,d,usable,1\n", "reviewed_at", "empty");
	check_aside(COR "A-1,0000-01-01,b,d,usable,1\n", "reviewed_at",
		    "a date such as");
	check_aside(COR "A-1,9999-12-31,b,d,usable,1\n", "reviewed_at",
		    "1990 to 2099");
}

TEST(a_period_may_be_a_range_of_days)
{
	check_value(MEMBERS "\"Oct 8, 2021 → Oct 29, 2021\",A,M-1,1\n",
		    "date", "2021-10-29");
	check_value(MEMBERS "2026-11-01 - 2026-11-30,A,M-1,1\n",
		    "date", "2026-11-30");
	check_aside(MEMBERS "0001-W01,A,M-1,1\n", "period",
		    "a period such as");
	check_aside(MEMBERS "Feb 14 - Feb 20,A,M-1,1\n", "period",
		    "a period such as");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_spellings_of_missing_are_blank_numbers),
		cmocka_unit_test(not_set_and_other_are_names_like_any),
		cmocka_unit_test(what_a_machine_writes_for_nothing_is_no_name),
		cmocka_unit_test(a_percentage_is_no_number_to_add_up),
		cmocka_unit_test(
			what_a_spreadsheet_has_damaged_is_set_aside_by_name),
		cmocka_unit_test(yes_and_no_are_known_in_many_languages),
		cmocka_unit_test(
			what_our_own_files_made_harmless_is_read_as_it_was),
		cmocka_unit_test(
			a_comma_elsewhere_in_the_file_decides_for_three_digits),
		cmocka_unit_test(an_id_of_eighteen_digits_is_kept_to_the_last),
		cmocka_unit_test(damage_is_told_from_what_looks_like_it),
		cmocka_unit_test(a_bound_and_a_number_too_large_say_so),
		cmocka_unit_test(amounts_say_their_currency_in_their_own_way),
		cmocka_unit_test(a_word_is_found_in_a_list_of_any_kind),
		cmocka_unit_test(times_of_many_forms_are_days_of_the_workspace),
		cmocka_unit_test(a_period_may_be_a_range_of_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
