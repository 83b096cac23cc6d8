/*
 * The keys of the consistency score in tuneup.yaml: METRICS.md §3 and §14.
 */
#include "tests/unit/temp_dir.h"

#include "config/config.h"


/* Lines from line 4 on; 0 when they are good. */
static int read_lines(struct config *c, struct err *err, const char *lines)
{
	const char *text = arena_printf(&arena, "currency: EUR\n"
					"time_zone: UTC\ndefault_rate: 45\n"
					"%s", lines);

	if (file_write(path_join(&arena, dir, "tuneup.yaml"), text,
		       strlen(text), err))
		fail_msg("%s", err->msg);
	return config_read(c, dir, err);
}

static void check_good(struct config *c, const char *lines)
{
	struct err err = { 0 };

	if (read_lines(c, &err, lines))
		fail_msg("%s", err.msg);
}

static void check_refused(const char *lines, const char *want)
{
	struct config c;
	struct err err = { 0 };

	assert_int_equal(read_lines(&c, &err, lines), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, want);
	config_release(&c);
}

TEST(without_keys_the_weights_and_the_scale_are_those_of_the_definition)
{
	struct config c;

	check_good(&c, "");
	check_close(c.limits.consistency_outcome, 0.5, 0);
	check_close(c.limits.consistency_effort, 0.3, 0);
	check_close(c.limits.consistency_rating, 0.2, 0);
	check_close(c.limits.rating_scale.low, 1, 0);
	check_close(c.limits.rating_scale.high, 5, 0);
	config_release(&c);
}

TEST(weights_and_scale_are_read)
{
	struct config c;

	check_good(&c, "thresholds: {consistency_outcome: 1, "
		   "consistency_effort: 0, consistency_rating: 0.25, "
		   "rating_scale: 0 - 100}\n");
	check_close(c.limits.consistency_outcome, 1, 0);
	check_close(c.limits.consistency_effort, 0, 0);
	check_close(c.limits.consistency_rating, 0.25, 0);
	check_close(c.limits.rating_scale.low, 0, 0);
	check_close(c.limits.rating_scale.high, 100, 0);
	config_release(&c);
}

TEST(weights_are_0_to_1_and_not_all_0)
{
	check_refused("thresholds:\n  consistency_effort: 1.5\n",
		      "tuneup.yaml:5:23: `consistency_effort`");
	check_refused("thresholds:\n  consistency_rating: -0.1\n",
		      "tuneup.yaml:5:23: `consistency_rating`");
	check_refused("thresholds:\n  consistency_rating: 0\n"
		      "  consistency_outcome: 0\n  consistency_effort: 0\n",
		      "tuneup.yaml:6:24: the three weights of the consistency "
		      "score are all 0");
}

TEST(the_weights_of_input_quality_its_gate_and_cap_have_defaults)
{
	struct config c;

	check_good(&c, "");
	check_close(c.limits.input_completeness, 0.35, 0);
	check_close(c.limits.input_validity, 0.25, 0);
	check_close(c.limits.input_uniqueness, 0.15, 0);
	check_close(c.limits.input_freshness, 0.15, 0);
	check_close(c.limits.input_consistency, 0.10, 0);
	check_close(c.limits.input_gate, 0.8, 1e-12);
	check_close(c.limits.input_cap, 60, 0);
	config_release(&c);
	check_refused("thresholds:\n  input_completeness: 0\n"
		      "  input_validity: 0\n  input_uniqueness: 0\n"
		      "  input_freshness: 0\n  input_consistency: 0\n",
		      "tuneup.yaml:5:23: the five weights of the input quality "
		      "score are all 0");
}

TEST(an_input_with_a_file_names_the_header_of_its_id)
{
	check_refused("inputs:\n  - id: brief\n    file: briefs.csv\n"
		      "    fields:\n      - {header: goal}\n",
		      "tuneup.yaml:6:11: `file` needs `record_id`");
}

TEST(an_input_without_a_file_says_which_fields_are_critical)
{
	struct config c;

	check_good(&c, "inputs:\n  - id: brief\n    fields:\n"
		   "      - {header: goal, critical: yes}\n");
	assert_string_equal(c.inputs[0].file, "");
	assert_true(c.inputs[0].fields[0].critical);
	config_release(&c);
}

TEST(a_scale_has_a_lowest_rating_below_its_highest)
{
	check_refused("thresholds:\n  rating_scale: 5-1\n",
		      "tuneup.yaml:5:17: ");
	check_refused("thresholds:\n  rating_scale: 3-3\n",
		      "tuneup.yaml:5:17: ");
	check_refused("thresholds:\n  rating_scale: stars\n",
		      "lowest and highest rating such as 1-5");
}

static void check_reference(const struct config *c, size_t i,
			    const char *tool, double score)
{
	assert_string_equal(c->references[i].tool, tool);
	check_close(c->references[i].score, score, 0);
}

TEST(without_references_they_are_those_of_table_1)
{
	struct config c;

	check_good(&c, "");
	assert_int_equal(c.n_references, 4);
	check_reference(&c, 0, "Notion AI", 9);
	check_reference(&c, 1, "Claude 3 Opus", 8);
	check_reference(&c, 2, "Jasper", 7);
	check_reference(&c, 3, "Copy.ai", 6);
	config_release(&c);
}

TEST(own_references_replace_those_of_table_1)
{
	struct config c;

	check_good(&c, "consistency_reference:\n"
		   "  - {tool: in-house, score: 7.5}\n");
	assert_int_equal(c.n_references, 1);
	check_reference(&c, 0, "in-house", 7.5);
	config_release(&c);
	check_refused("consistency_reference:\n  - {tool: a, score: 11}\n",
		      "tuneup.yaml:5:22: `score`");
	check_refused("consistency_reference:\n  - {tool: a, score: 5}\n"
		      "  - {tool: a, score: 6}\n",
		      "tuneup.yaml:6:12: tool `a` is here twice");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, temp_dir_make, \
						    temp_dir_wipe)

int main(void)
{
	const struct CMUnitTest tests[] = {
	CASE(without_keys_the_weights_and_the_scale_are_those_of_the_definition),
		CASE(weights_and_scale_are_read),
		CASE(weights_are_0_to_1_and_not_all_0),
	CASE(the_weights_of_input_quality_its_gate_and_cap_have_defaults),
		CASE(an_input_with_a_file_names_the_header_of_its_id),
		CASE(an_input_without_a_file_says_which_fields_are_critical),
		CASE(a_scale_has_a_lowest_rating_below_its_highest),
		CASE(without_references_they_are_those_of_table_1),
		CASE(own_references_replace_those_of_table_1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
