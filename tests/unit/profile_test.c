#include "tests/unit/temp_dir.h"

#include <sys/stat.h>

#include "config/embedded.h"
#include "config/profile.h"


static int setup(void **state)
{
	temp_dir_make(state);
	return mkdir(in_dir("profiles"), 0700);
}

static void put(const char *name, const char *text)
{
	put_file(arena_printf(&arena, "profiles/%s", name), text);
}

static bool anything(const char *kind, const char *column)
{
	(void)kind;
	(void)column;
	return true;
}

/* Wrong names are the ones the tests below misspell; built-in profiles use
 * names of kinds that this room does not know. */
static bool known_here(const char *kind, const char *column)
{
	if (!column)
		return strcmp(kind, "campains") != 0;
	return strcmp(column, "opnes") && strcmp(column, "row") &&
		!(column[0] == 'c' && column[1] >= '0' && column[1] <= '9');
}

static void check_error(const char *text, const char *want)
{
	struct profiles p;
	struct err err = { 0 };

	put("mine.yaml", text);
	assert_int_equal(profiles_read(&p, dir, known_here, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	assert_string_equal(err.msg, want);
	profiles_release(&p);
}

static const char mine[] =
	"id: mine\n"
	"title: My export\n"
	"kind: campaigns\n"
	"key: [row_id]\n"
	"recognise:\n"
	"  at_least: 2\n"
	"  headers: [Unique Id | Id, Clicks, Opens]\n"
	"  absent: [Segment]\n"
	"preamble: {dates: true}\n"
	"period_rows: yes\n"
	"totals:\n"
	"  - {column: Title, begins: Total}\n"
	"  - {blank_names: yes}\n"
	"  - {blank: [Amount, Cost]}\n"
	"columns:\n"
	"  date: {from: [Send Date], format: \"MMM D, YYYY\", join: Time,\n"
	"         required: yes}\n"
	"  opens: [Unique Opens, Opens]\n"
	"  clicks: Clicks\n"
	"  cost: {from: [\"Amount spent ({currency})\"], scale: 0.01}\n"
	"  channel: {value: email}\n"
	"  campaign: {from: [Label, Title], unless: [Name|Nom], fill: yes,\n"
	"             cut: 60}\n"
	"  day: {from: [Start], format: unix ms|auto, range: last,\n"
	"        as_written: yes, default: none, plus: Duration, unit: ms}\n"
	"metrics:\n"
	"  - {metric: ctr, from: [CTR], unit: rate, base: [Impr], required: yes}\n"
	"  - {from: [\"*\"]}\n"
	"cut_by: [Country, \"*\"]\n"
	"words:\n"
	"  outcome:\n"
	"    usable: [Approved, OK]\n"
	"    rejected: Rejected\n"
	"missing: [\"--\", NA]\n"
	"encoding: windows-1252\n"
	"number: comma\n"
	"dates: dmy\n"
	"zone: America/New_York\n";

TEST(every_key_of_a_profile_is_read)
{
	struct profiles all;
	struct err err = { 0 };
	const struct profile *p;

	put("mine.yaml", mine);
	if (profiles_read(&all, dir, known_here, &err))
		fail_msg("%s", err.msg);
	p = profile_find(&all, "mine");
	assert_non_null(p);
	assert_true(p->own);
	assert_string_equal(p->title, "My export");
	assert_false(p->key_days);
	assert_int_equal(p->n_key, 1);
	assert_string_equal(p->key[0], "row_id");
	assert_int_equal(p->at_least, 2);
	assert_int_equal(p->n_headers, 3);
	assert_string_equal(p->headers[0], "Unique Id | Id");
	assert_string_equal(p->absent[0], "Segment");
	assert_true(p->preamble_dates);
	assert_true(p->period_rows);
	assert_int_equal(p->n_totals, 3);
	assert_int_equal(p->totals[2].n_blank, 2);
	assert_string_equal(p->totals[2].blank[1], "Cost");
	assert_string_equal(p->totals[0].header, "Title");
	assert_string_equal(p->totals[0].begins, "Total");
	assert_null(p->totals[1].header);
	assert_true(p->totals[1].blank_names);
	assert_int_equal(p->totals[1].within, 4);
	assert_int_equal(p->n_columns, 7);
	assert_string_equal(p->columns[6].format, "unix ms|auto");
	assert_string_equal(p->columns[6].range, "last");
	assert_string_equal(p->columns[6].otherwise, "none");
	assert_string_equal(p->columns[6].plus, "Duration");
	assert_string_equal(p->columns[6].unit, "ms");
	assert_true(p->columns[6].as_written);
	assert_string_equal(p->columns[0].column, "date");
	assert_string_equal(p->columns[0].format, "MMM D, YYYY");
	assert_string_equal(p->columns[0].join, "Time");
	assert_true(p->columns[0].required);
	assert_int_equal(p->columns[1].n_from, 2);
	assert_string_equal(p->columns[2].from[0], "Clicks");
	assert_true(p->columns[3].scale == 0.01);
	assert_string_equal(p->columns[4].value, "email");
	assert_int_equal(p->columns[4].n_from, 0);
	assert_int_equal(p->columns[4].cut, 0);
	assert_false(p->columns[4].fill);
	assert_int_equal(p->columns[5].n_unless, 1);
	assert_string_equal(p->columns[5].unless[0], "Name|Nom");
	assert_true(p->columns[5].fill);
	assert_int_equal(p->columns[5].cut, 60);
	assert_int_equal(p->n_metrics, 2);
	assert_string_equal(p->metrics[0].metric, "ctr");
	assert_string_equal(p->metrics[0].from[0], "CTR");
	assert_string_equal(p->metrics[0].unit, "rate");
	assert_string_equal(p->metrics[0].base[0], "Impr");
	assert_true(p->metrics[0].required);
	assert_null(p->metrics[1].metric);
	assert_string_equal(p->metrics[1].unit, "");
	assert_int_equal(p->n_cut_by, 2);
	assert_string_equal(p->cut_by[1], "*");
	assert_int_equal(p->n_words, 2);
	assert_string_equal(p->words[0].column, "outcome");
	assert_string_equal(p->words[0].word, "usable");
	assert_string_equal(p->words[0].from[1], "OK");
	assert_string_equal(p->words[1].from[0], "Rejected");
	assert_int_equal(p->n_missing, 2);
	assert_string_equal(p->encoding, "windows-1252");
	assert_string_equal(p->number, "comma");
	assert_string_equal(p->dates, "dmy");
	assert_string_equal(p->zone, "America/New_York");
	profiles_release(&all);
}

#define SMALL(id, rest) \
	"id: " id "\ntitle: T\nkind: campaigns\n" \
	"recognise: {at_least: 1, headers: [A]}\n" rest
#define COLUMNS "columns: {date: [A]}\n"

TEST(defaults_of_a_small_profile)
{
	struct profiles all;
	struct err err = { 0 };
	const struct profile *p;
	uint8_t digest[SHA256_SIZE];

	put("mine.yaml", SMALL("mine", COLUMNS));
	if (profiles_read(&all, dir, known_here, &err))
		fail_msg("%s", err.msg);
	p = profile_find(&all, "mine");
	assert_int_equal(p->n_key, 0);
	assert_false(p->key_days);
	assert_true(p->columns[0].scale == 1);
	assert_string_equal(p->columns[0].format, "");
	assert_null(p->columns[0].join);
	assert_null(p->columns[0].value);
	assert_null(p->columns[0].otherwise);
	assert_null(p->columns[0].plus);
	assert_false(p->columns[0].as_written);
	assert_string_equal(p->columns[0].unit, "");
	assert_string_equal(p->columns[0].range, "");
	assert_string_equal(p->encoding, "");
	assert_string_equal(p->number, "");
	assert_string_equal(p->dates, "");
	assert_string_equal(p->zone, "");
	sha256_bytes(digest, SMALL("mine", COLUMNS),
		     strlen(SMALL("mine", COLUMNS)));
	assert_memory_equal(p->digest, digest, SHA256_SIZE);
	profiles_release(&all);
}

TEST(key_is_days_natural_or_columns)
{
	struct profiles all;
	struct err err = { 0 };

	put("mine.yaml", SMALL("mine", COLUMNS "key: days\n"));
	assert_int_equal(profiles_read(&all, dir, known_here, &err), 0);
	assert_true(profile_find(&all, "mine")->key_days);
	profiles_release(&all);

	put("mine.yaml", SMALL("mine", COLUMNS "key: natural\n"));
	assert_int_equal(profiles_read(&all, dir, known_here, &err), 0);
	assert_false(profile_find(&all, "mine")->key_days);
	assert_int_equal(profile_find(&all, "mine")->n_key, 0);
	profiles_release(&all);

	check_error(SMALL("mine", COLUMNS "key: day\n"),
		    "profiles/mine.yaml:6:6: `key` is how rows are known "
		    "again: a list of our columns, `days` or `natural`\n"
		    "  6 | key: day\n"
		    "    |      ^");
}

TEST(all_mistakes_of_a_profile_are_named_at_once)
{
	check_error("id: Mine\ntitel: T\nkind: campaigns\n"
		    "key: [row]\n"
		    "recognise: {at_least: 3, headers: [A, B]}\n"
		    "totals: [{column: A}]\n"
		    "columns:\n"
		    "  date: {format: x}\n"
		    "  opnes: [Opens]\n"
		    "  clicks: {from: [C], value: 3}\n",
		    "profiles/mine.yaml:2:1: unknown key `titel`; did you "
		    "mean `title`?\n"
		    "  2 | titel: T\n"
		    "    | ^\n"
		    "profiles/mine.yaml:8:3: column `date` needs `from` "
		    "(headers of the export) or `value` (a constant)\n"
		    "  8 |   date: {format: x}\n"
		    "    |   ^\n"
		    "profiles/mine.yaml:10:3: column `clicks` has both `from` "
		    "and `value`; keep one of them\n"
		    "  10 |   clicks: {from: [C], value: 3}\n"
		    "     |   ^\n"
		    "profiles/mine.yaml:1:1: a profile needs `title`: the "
		    "export's name for people\n"
		    "  1 | id: Mine\n"
		    "    | ^\n"
		    "profiles/mine.yaml:1:5: `id` is `Mine`; expected only "
		    "a-z, 0-9, _ and -\n"
		    "  1 | id: Mine\n"
		    "    |     ^\n"
		    "profiles/mine.yaml:9:3: campaigns have no column "
		    "`opnes`; `tuneup list kinds` shows them\n"
		    "  9 |   opnes: [Opens]\n"
		    "    |   ^\n"
		    "profiles/mine.yaml:4:6: campaigns have no column `row` "
		    "for `key`; `tuneup list kinds` shows them\n"
		    "  4 | key: [row]\n"
		    "    |      ^\n"
		    "profiles/mine.yaml:5:23: `at_least` is 3, but `headers` "
		    "has only 2\n"
		    "  5 | recognise: {at_least: 3, headers: [A, B]}\n"
		    "    |                       ^\n"
		    "profiles/mine.yaml:6:10: an entry of totals needs "
		    "`begins`, `blank` or `blank_names: yes`\n"
		    "  6 | totals: [{column: A}]\n"
		    "    |          ^");
}

/* kinds other than series have no metric */
static bool without_metrics(const char *kind, const char *column)
{
	(void)kind;
	return !column || strcmp(column, "metric") != 0;
}

TEST(metrics_are_for_series_and_say_metric_and_value_themselves)
{
	struct profiles p;
	struct err err = { 0 };

	put("mine.yaml", SMALL("mine", COLUMNS "metrics: [{from: [B]}]\n"));
	assert_int_equal(profiles_read(&p, dir, without_metrics, &err), -1);
	check_says(err.msg, "mine.yaml:6:10: `metrics` is for the kind "
		   "`series`; campaigns have no metric and value");
	profiles_release(&p);
	check_error(SMALL("mine", "columns: {date: [A], value: [V]}\n"
			  "metrics: [{from: [B]}]\n"),
		    "profiles/mine.yaml:6:10: `metrics` says what metric and "
		    "value are; take `value` out of `columns`\n"
		    "  6 | metrics: [{from: [B]}]\n"
		    "    |          ^");
	check_error(SMALL("mine", COLUMNS "metrics: [{from: []}]\n"),
		    "profiles/mine.yaml:6:11: `from` needs a header of the "
		    "export, or \"*\" for every other column of numbers\n"
		    "  6 | metrics: [{from: []}]\n"
		    "    |           ^");
	check_error(SMALL("mine", COLUMNS "cut_by: [B]\n"),
		    "profiles/mine.yaml:6:9: `cut_by` stands beside "
		    "`metrics`, which is not there\n"
		    "  6 | cut_by: [B]\n"
		    "    |         ^");
}

TEST(a_profile_is_named_like_its_file)
{
	check_error(SMALL("other", COLUMNS),
		    "profiles/mine.yaml:1:5: `id` is `other`, but the file is "
		    "named mine.yaml; make them the same\n"
		    "  1 | id: other\n"
		    "    |     ^");
}

TEST(an_unknown_kind_is_one_error)
{
	check_error("id: mine\ntitle: T\nkind: campains\n"
		    "recognise: {at_least: 1, headers: [A]}\n" COLUMNS,
		    "profiles/mine.yaml:3:7: there is no fact kind "
		    "`campains`; `tuneup list kinds` shows them\n"
		    "  3 | kind: campains\n"
		    "    |       ^");
}

TEST(one_word_cannot_mean_two)
{
	check_error(SMALL("mine", COLUMNS
			  "words: {outcome: {usable: [OK, Fine], "
			  "light: [\" ok\"]}}\n"),
		    "profiles/mine.yaml:6:9: `ok` stands for both `light` and "
		    "`usable`; keep one of them\n"
		    "  6 | words: {outcome: {usable: [OK, Fine], light: "
		    "[\" ok\"]}}\n"
		    "    |         ^");
}

TEST(columns_and_words_must_be_maps)
{
	check_error(SMALL("mine", "columns: [a]\nwords: [b]\n"),
		    "profiles/mine.yaml:5:10: `columns` needs one line for "
		    "each column of ours: `clicks: {from: [Clicks]}`\n"
		    "  5 | columns: [a]\n"
		    "    |          ^\n"
		    "profiles/mine.yaml:6:8: `words` needs columns with words "
		    "below them: `outcome: {usable: [Approved, OK]}`\n"
		    "  6 | words: [b]\n"
		    "    |        ^");
}

TEST(own_profiles_win_by_id_and_other_files_are_passed_over)
{
	struct profiles built_in, all;
	struct err err = { 0 };
	size_t n;

	assert_int_equal(profiles_read(&built_in, NULL, anything, &err), 0);
	n = built_in.n;
	if (n) {
		const char *id = built_in.item[0]->id;
		char *name = arena_printf(&arena, "%s.yaml", id);

		assert_false(built_in.item[0]->own);
		put(name, arena_printf(&arena, "id: %s\ntitle: Ours\n"
				       "kind: campaigns\nrecognise: {at_least:"
				       " 1, headers: [A]}\n" COLUMNS, id));
	}
	put("notes.txt", "not a profile");
	put(".hidden.yaml", "[");
	put("zz.yaml", SMALL("zz", COLUMNS));
	if (profiles_read(&all, dir, anything, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(all.n, n + 1);
	for (size_t i = 1; i < all.n; i++)
		assert_true(strcmp(all.item[i - 1]->id, all.item[i]->id) < 0);
	if (n)
		assert_string_equal(profile_find(&all,
						 built_in.item[0]->id)->title,
				    "Ours");
	assert_null(profile_find(&all, "notes"));
	profiles_release(&built_in);
	profiles_release(&all);
}

TEST(a_workspace_without_profiles_has_the_built_in_ones)
{
	struct profiles p;
	struct err err = { 0 };

	assert_int_equal(rmdir(in_dir("profiles")), 0);
	if (profiles_read(&p, dir, anything, &err))
		fail_msg("%s", err.msg);
	profiles_release(&p);
}

TEST(hostile_profiles_are_errors)
{
	struct strbuf sb = STRBUF_INIT;
	struct profiles p;
	struct err err = { 0 };

	strbuf_puts(&sb, SMALL("mine", COLUMNS "words:\n"));
	for (int i = 0; i < 12000; i++)
		strbuf_printf(&sb, "  c%d: {w: [x%d]}\n", i, i);
	put("mine.yaml", sb.s);
	assert_int_equal(profiles_read(&p, dir, known_here, &err), -1);
	check_says(err.msg, " more errors");
	profiles_release(&p);
	put("mine.yaml", "\xFF\xFE");
	assert_int_equal(profiles_read(&p, dir, known_here, &err), -1);
	check_says(err.msg, "is not UTF-8");
	profiles_release(&p);
	put("mine.yaml", "");
	assert_int_equal(profiles_read(&p, dir, known_here, &err), -1);
	check_says(err.msg, "a profile needs `id`");
	profiles_release(&p);
	strbuf_release(&sb);
}

/* The manual in report-templates/profiles has every key of the tables. */
TEST(the_manual_names_every_key)
{
	struct strbuf help = STRBUF_INIT, manual = STRBUF_INIT;
	struct err err = { 0 };

	if (file_read(&manual, "report-templates/profiles/README.md",
		      1 << 20, &err))
		fail_msg("%s", err.msg);
	profile_help(&help);
	for (char *line = strtok(help.s, "\n"); line;
	     line = strtok(NULL, "\n")) {
		char *key = line + strspn(line, " ");

		key[strcspn(key, " ")] = '\0';
		if (!strstr(manual.s, arena_printf(&arena, "`%s`", key)))
			fail_msg("the manual does not explain `%s`", key);
	}
	strbuf_release(&help);
	strbuf_release(&manual);
}

TEST(the_example_of_the_manual_is_a_profile)
{
	struct strbuf manual = STRBUF_INIT;
	struct profiles p;
	struct err err = { 0 };
	char *begin, *end;

	if (file_read(&manual, "report-templates/profiles/README.md",
		      1 << 20, &err))
		fail_msg("%s", err.msg);
	begin = strstr(manual.s, "```yaml\n") + strlen("```yaml\n");
	end = strstr(begin, "```");
	*end = '\0';
	put("my_system.yaml", begin);
	if (profiles_read(&p, dir, known_here, &err))
		fail_msg("%s", err.msg);
	assert_non_null(profile_find(&p, "my_system"));
	profiles_release(&p);
	strbuf_release(&manual);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, temp_dir_wipe)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(every_key_of_a_profile_is_read),
		CASE(defaults_of_a_small_profile),
		CASE(key_is_days_natural_or_columns),
		CASE(all_mistakes_of_a_profile_are_named_at_once),
		CASE(metrics_are_for_series_and_say_metric_and_value_themselves),
		CASE(a_profile_is_named_like_its_file),
		CASE(an_unknown_kind_is_one_error),
		CASE(one_word_cannot_mean_two),
		CASE(columns_and_words_must_be_maps),
		CASE(own_profiles_win_by_id_and_other_files_are_passed_over),
		CASE(a_workspace_without_profiles_has_the_built_in_ones),
		CASE(hostile_profiles_are_errors),
		CASE(the_manual_names_every_key),
		CASE(the_example_of_the_manual_is_a_profile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
