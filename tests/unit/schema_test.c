#include "tests/unit/test.h"

#include "base/date.h"
#include "base/num.h"
#include "config/schema.h"
#include "config/units.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* ---- units ------------------------------------------------------------ */

static void check_duration(const char *text, int64_t want)
{
	int64_t ms = -1;

	if (unit_duration(&ms, text, 0))
		fail_msg("\"%s\" was not read", text);
	assert_int_equal(ms, want);
}

static void check_no_duration(const char *text, const char *hint)
{
	int64_t ms;
	const char *wrong = unit_duration(&ms, text, 0);

	if (!wrong)
		fail_msg("\"%s\" was read", text);
	assert_string_equal(wrong, hint);
}

TEST(durations_are_read_in_every_unit)
{
	check_duration("250 ms", 250);
	check_duration("30 s", 30000);
	check_duration("1 second", 1000);
	check_duration("20 min", 1200000);
	check_duration("20min", 1200000);
	check_duration("1.5 h", 5400000);
	check_duration("2 hours", 7200000);
	check_duration("1 h 30 min", 5400000);
	check_duration("2 days", 172800000);
	check_duration("1 week", 604800000);
	check_duration("0", 0);
	check_duration("0.1 min", 6000);
}

TEST(durations_need_a_known_unit)
{
	check_no_duration("20", "; the unit is missing");
	check_no_duration("20 minutos", "; this unit is not known");
	check_no_duration("1,5 h", "; write a point, not a comma");
	check_no_duration("1 h 30", "; the unit is missing");
	check_no_duration("soon", "");
	check_no_duration("", "");
	check_no_duration("20 min!", "");
	check_no_duration("99999999999 weeks", "; that is too long");
	check_no_duration("99999999999999999999 min", "");
}

TEST(a_bare_number_counts_where_the_key_names_the_unit)
{
	int64_t ms = 0;

	assert_null(unit_duration(&ms, "5", MS_PER_MINUTE));
	assert_int_equal(ms, 300000);
}

static void check_share(const char *text, double want)
{
	double share = -1;

	if (unit_share(&share, text))
		fail_msg("\"%s\" was not read", text);
	assert_true(share == want);
}

TEST(shares_are_exact)
{
	double share;

	check_share("15 %", 0.15);
	check_share("15%", 0.15);
	check_share("0.15", 0.15);
	check_share("12.5 %", 0.125);
	check_share("100 %", 1);
	check_share("0", 0);
	assert_string_equal(unit_share(&share, "15"),
			    "; is the % sign missing?");
	assert_string_equal(unit_share(&share, "0,15"),
			    "; write a point, not a comma");
	assert_non_null(unit_share(&share, "15 percent"));
	assert_non_null(unit_share(&share, "% 15"));
}

static void check_money(const char *text, int64_t want)
{
	int64_t value = -1;

	if (unit_money(&value, text, "EUR"))
		fail_msg("\"%s\" was not read", text);
	assert_int_equal(value, want);
}

TEST(amounts_carry_our_currency_or_none)
{
	int64_t value;

	check_money("45", 45000000);
	check_money("45 EUR", 45000000);
	check_money("EUR 45.50", 45500000);
	check_money("0.000001", 1);
	assert_string_equal(unit_money(&value, "45 USD", "EUR"),
			    "; amounts must be in the workspace's currency");
	assert_null(unit_money(&value, "45 USD", NULL));
	assert_string_equal(unit_money(&value, "45 Euro", "EUR"),
			    "; a currency is three capital letters");
	assert_string_equal(unit_money(&value, "45,50", "EUR"),
			    "; write a point, not a comma");
	assert_non_null(unit_money(&value, "€ 45", "EUR"));
	assert_non_null(unit_money(&value, "45 EUR/h", "EUR"));
	assert_non_null(unit_money(&value, "EUR 45 EUR", "EUR"));
}

static void check_rate(const char *text)
{
	int64_t value = -1;

	if (unit_rate(&value, text, "EUR"))
		fail_msg("\"%s\" was not read", text);
	assert_int_equal(value, 45000000);
}

TEST(rates_are_per_hour)
{
	int64_t value;

	check_rate("45");
	check_rate("45 EUR");
	check_rate("45 EUR/h");
	check_rate("45/h");
	check_rate("45 EUR per hour");
	check_rate("45 per hour");
	check_rate("EUR 45 / h");
	assert_string_equal(unit_rate(&value, "360 EUR/day", "EUR"),
			    "; a rate is per hour");
	assert_string_equal(unit_rate(&value, "45 CHF/h", "EUR"),
			    "; amounts must be in the workspace's currency");
}

TEST(whole_numbers_may_repeat_the_unit_of_their_key)
{
	int64_t value = 0;

	assert_null(unit_whole(&value, "28 days", "days"));
	assert_int_equal(value, 28);
	assert_null(unit_whole(&value, "1 day", "days"));
	assert_null(unit_whole(&value, "28", "days"));
	assert_non_null(unit_whole(&value, "28 weeks", "days"));
	assert_non_null(unit_whole(&value, "28 days", NULL));
	assert_string_equal(unit_whole(&value, "2.5", NULL),
			    "; it must be whole");
}

/* ---- tables ----------------------------------------------------------- */

struct part {
	const char *name;
	int n;
};

struct thing {
	const char *text, *paper;
	bool flag;
	int count, days, month, word;
	double share, number;
	int64_t duration, minutes, money, rate;
	int32_t day;
	unsigned int mode;
	const char **list;
	size_t n_list;
	struct part *parts;
	size_t n_parts;
	struct part one;
	int custom;
};

static int custom_read(struct yaml_file *f, const struct yaml_node *node,
		       void *out)
{
	if (node->type != YAML_SCALAR) {
		yaml_error(f, node, "`%s` wants a word", node->key);
		return -1;
	}
	*(int *)out = (int)strlen(node->text);
	return 0;
}

static const struct field part_fields[] = {
	{ .key = "name", .type = FIELD_STRING,
	  .offset = offsetof(struct part, name), .required = true,
	  .help = "its name" },
	{ .key = "n", .type = FIELD_INT, .offset = offsetof(struct part, n),
	  .fallback = "1", .min = 1, .max = 9, .help = "how many" },
	{ 0 }
};
static const struct schema part_schema = {
	"a part", sizeof(struct part), part_fields
};

static const char *const words[] = { "alpha", "beta", NULL };
static const char *const papers[] = { "A4", "Letter", NULL };

#define THING(name, kind, member, def) \
	{ .key = name, .type = kind, .offset = offsetof(struct thing, member), \
	  .fallback = def, .help = name " of the thing" }

static const struct field thing_fields[] = {
	THING("text", FIELD_STRING, text, "none"),
	{ .key = "paper", .type = FIELD_STRING,
	  .offset = offsetof(struct thing, paper), .fallback = "A4",
	  .words = papers, .help = "paper" },
	THING("flag", FIELD_BOOL, flag, "no"),
	{ .key = "count", .type = FIELD_INT,
	  .offset = offsetof(struct thing, count), .fallback = "7",
	  .min = 2, .max = 10, .required = true, .help = "how many there are" },
	THING("keep_days", FIELD_INT, days, "28"),
	THING("month", FIELD_MONTH, month, "January"),
	{ .key = "word", .type = FIELD_WORD,
	  .offset = offsetof(struct thing, word), .fallback = "alpha",
	  .words = words, .help = "a word" },
	THING("share", FIELD_SHARE, share, "15 %"),
	THING("number", FIELD_NUMBER, number, "0.5"),
	{ .key = "duration", .type = FIELD_DURATION,
	  .offset = offsetof(struct thing, duration), .fallback = "5 min",
	  .min = 0, .max = 7200000, .help = "how long" },
	THING("minutes", FIELD_DURATION, minutes, "0"),
	THING("money", FIELD_MONEY, money, "0"),
	THING("rate", FIELD_RATE, rate, "45"),
	THING("day", FIELD_DATE, day, NULL),
	THING("mode", FIELD_MODE, mode, "0600"),
	{ .key = "list", .type = FIELD_STRINGS,
	  .offset = offsetof(struct thing, list),
	  .n_offset = offsetof(struct thing, n_list), .help = "texts" },
	{ .key = "parts", .type = FIELD_LIST,
	  .offset = offsetof(struct thing, parts),
	  .n_offset = offsetof(struct thing, n_parts), .sub = &part_schema,
	  .help = "its parts" },
	{ .key = "one", .type = FIELD_MAP,
	  .offset = offsetof(struct thing, one), .sub = &part_schema,
	  .help = "a part" },
	{ .key = "custom", .type = FIELD_CUSTOM,
	  .offset = offsetof(struct thing, custom), .n_offset = sizeof(int),
	  .fallback = "four", .read = custom_read, .help = "its length" },
	{ 0 }
};
static const struct schema thing_schema = {
	"a thing", sizeof(struct thing), thing_fields
};

static int read_thing(struct thing *t, const char *text, struct err *err)
{
	struct yaml_file f = { .name = "x.yaml", .bytes = text,
			       .len = strlen(text), .errors = STRBUF_INIT,
			       .arena = &arena, .currency = "EUR" };
	const struct yaml_node *root = yaml_load(&f);

	*t = (struct thing){ 0 };
	if (root)
		schema_read(&f, root, &thing_schema, t);
	return yaml_finish(&f, err);
}

static void check_error(const char *text, const char *want)
{
	struct thing t;
	struct err err = { 0 };

	assert_int_equal(read_thing(&t, text, &err), -1);
	assert_string_equal(err.msg, want);
}

/* One bad line below a good one; only the sentence is compared. */
static void check_value(const char *line, const char *want)
{
	struct thing t;
	struct err err = { 0 };
	char *text = arena_printf(&arena, "count: 3\n%s\n", line);
	const char *sentence;

	if (!read_thing(&t, text, &err))
		fail_msg("%s was read", line);
	sentence = strstr(err.msg, ": ");
	assert_non_null(sentence);
	*strchr(err.msg, '\n') = '\0';
	assert_string_equal(sentence + 2, want);
}

TEST(missing_keys_get_their_defaults)
{
	struct thing t;
	struct err err = { 0 };

	if (read_thing(&t, "count: 3\n", &err))
		fail_msg("%s", err.msg);
	assert_int_equal(t.count, 3);
	assert_string_equal(t.text, "none");
	assert_string_equal(t.paper, "A4");
	assert_false(t.flag);
	assert_int_equal(t.days, 28);
	assert_int_equal(t.month, 1);
	assert_int_equal(t.word, 0);
	assert_true(t.share == 0.15);
	assert_true(t.number == 0.5);
	assert_int_equal(t.duration, 300000);
	assert_int_equal(t.rate, 45000000);
	assert_int_equal(t.day, DAY_NONE);
	assert_int_equal(t.mode, 0600);
	assert_int_equal(t.n_list, 0);
	assert_int_equal(t.n_parts, 0);
	assert_int_equal(t.one.n, 1);
	assert_int_equal(t.custom, 4);
}

TEST(every_type_is_read)
{
	struct thing t;
	struct err err = { 0 };

	if (read_thing(&t, "text: no\npaper: Letter\nflag: yes\ncount: 9\n"
		       "keep_days: 14 days\nmonth: apr\nword: beta\n"
		       "share: 0.2\nnumber: -1.5\nduration: 2 h\nminutes: 45\n"
		       "money: 12.5 EUR\nrate: 60 EUR/h\nday: 2026-03-31\n"
		       "mode: \"640\"\nlist: [a, b c]\n"
		       "parts:\n  - name: x\n  - {name: y, n: 2}\n"
		       "one: {name: z}\ncustom: seven\n", &err))
		fail_msg("%s", err.msg);
	assert_string_equal(t.text, "no");
	assert_string_equal(t.paper, "Letter");
	assert_true(t.flag);
	assert_int_equal(t.days, 14);
	assert_int_equal(t.month, 4);
	assert_int_equal(t.word, 1);
	assert_true(t.number == -1.5);
	assert_int_equal(t.duration, 7200000);
	assert_int_equal(t.minutes, 2700000);
	assert_int_equal(t.money, 12500000);
	assert_int_equal(t.day, day_from_civil(2026, 3, 31));
	assert_int_equal(t.mode, 0640);
	assert_int_equal(t.n_list, 2);
	assert_string_equal(t.list[1], "b c");
	assert_int_equal(t.n_parts, 2);
	assert_int_equal(t.parts[0].n, 1);
	assert_int_equal(t.parts[1].n, 2);
	assert_string_equal(t.one.name, "z");
	assert_int_equal(t.custom, 5);
}

TEST(all_errors_are_reported_at_once_with_line_and_caret)
{
	check_error("coutn: 3\nshare: 15\nparts:\n  - n: 12\n",
		    "x.yaml:1:1: unknown key `coutn`; did you mean `count`?\n"
		    "  1 | coutn: 3\n"
		    "    | ^\n"
		    "x.yaml:2:8: `share` is `15`; expected a share such as "
		    "15 % or 0.15; is the % sign missing?\n"
		    "  2 | share: 15\n"
		    "    |        ^\n"
		    "x.yaml:4:8: `n` is `12`; expected 1 to 9\n"
		    "  4 |   - n: 12\n"
		    "    |        ^\n"
		    "x.yaml:4:5: a part needs `name`: its name\n"
		    "  4 |   - n: 12\n"
		    "    |     ^\n"
		    "x.yaml:1:1: a thing needs `count`: how many there are\n"
		    "  1 | coutn: 3\n"
		    "    | ^");
}

TEST(an_unknown_key_far_from_all_others_lists_them)
{
	check_value("one: {zzzzzz: 1, name: a}",
		    "unknown key `zzzzzz` in a part; known are: name, n");
}

TEST(wrong_values_say_what_was_found_and_what_is_expected)
{
	check_value("flag: maybe", "`flag` is `maybe`; expected yes or no");
	check_value("flag: \"yes\"",
		    "`flag` is `yes`; expected yes or no without quotes");
	check_value("count: 11", "key `count` is here twice; the first is in "
		    "line 1: keep one of them");
	check_value("keep_days: 2.5", "`keep_days` is `2.5`; expected a whole "
		    "number; it must be whole");
	check_value("keep_days: 99999999999",
		    "`keep_days` is `99999999999`; expected a whole number; "
		    "this one is too large");
	check_value("month: Brumaire", "`month` is `Brumaire`; expected a "
		    "month such as January or 1");
	check_value("month: 13", "`month` is `13`; expected a month such as "
		    "January or 1");
	check_value("word: bete", "`word` is `bete`; expected one of: alpha, "
		    "beta; did you mean `beta`?");
	check_value("paper: A5", "`paper` is `A5`; expected one of: A4, "
		    "Letter");
	check_value("share: 120 %",
		    "`share` is `120 %`; expected 0 % to 100 %");
	check_value("share: -5 %",
		    "`share` is `-5 %`; expected 0 % to 100 %");
	check_value("duration: 3 h",
		    "`duration` is `3 h`; expected 0 min to 2 h");
	check_value("duration: 20", "`duration` is `20`; expected a duration "
		    "such as 20 min, 1.5 h or 2 days; the unit is missing");
	check_value("rate: 45 USD/h", "`rate` is `45 USD/h`; expected a rate "
		    "such as 45 or 45 EUR/h; amounts must be in the "
		    "workspace's currency");
	check_value("day: 31.03.2026", "`day` is `31.03.2026`; expected a "
		    "date such as 2026-03-31 (year-month-day)");
	check_value("day: 2026-02-29", "`day` is `2026-02-29`; expected a "
		    "date such as 2026-03-31 (year-month-day)");
	check_value("mode: rw", "`mode` is `rw`; expected a file mode such "
		    "as \"0640\"");
	check_value("mode: \"4755\"", "`mode` is `4755`; expected a file mode "
		    "such as \"0640\"");
	check_value("number:", "`number` has no value; expected a number, or "
		    "remove the line");
	check_value("text: [a]", "`text` is a list; expected text");
	check_value("list: {a: 1}", "`list` is keys with values; expected a "
		    "list such as [one, two]");
	check_value("list: [a, [b]]", "an entry of `list` is a list; expected "
		    "text, in quotes where it has special characters");
	check_value("parts: {name: a}", "`parts` is keys with values; "
		    "expected a list (lines that begin with `- `)");
	check_value("one: a", "a part is text; expected keys with values");
	check_value("custom: [a]", "`custom` wants a word");
}

TEST(a_document_that_is_no_map_is_one_error)
{
	check_error("- a\n- b\n",
		    "x.yaml:1:1: a thing is a list; expected keys with "
		    "values\n  1 | - a\n    | ^");
	check_error("just words\n",
		    "x.yaml:1:1: a thing is text; expected keys with values\n"
		    "  1 | just words\n    | ^");
}

TEST(a_list_whose_lines_are_commented_out_is_empty)
{
	struct thing t;
	struct err err = { 0 };

	if (read_thing(&t, "count: 3\nlist:\nparts:\n#  - name: x\none:\n"
		       "text:\n", &err))
		fail_msg("%s", err.msg);
	assert_int_equal(t.n_list, 0);
	assert_int_equal(t.n_parts, 0);
}

TEST(one_text_is_a_list_of_one)
{
	struct thing t;
	struct err err = { 0 };

	if (read_thing(&t, "count: 3\nlist: alone\n", &err))
		fail_msg("%s", err.msg);
	assert_int_equal(t.n_list, 1);
	assert_string_equal(t.list[0], "alone");
}

TEST(found_text_is_shortened_and_escaped_in_messages)
{
	check_value("mode: \"aa\\tbb\"", "`mode` is `aa\\x09bb`; expected a "
		    "file mode such as \"0640\"");
	check_value("mode: aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaa"
		    "bbbbbbbbbbccccc", "`mode` is `aaaaaaaaaabbbbbbbbbbaaaaaa"
		    "aaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbb…`; expected a file "
		    "mode such as \"0640\"");
}

TEST(help_has_type_default_words_and_nested_keys)
{
	struct strbuf sb = STRBUF_INIT;

	schema_help(&sb, &thing_schema, 0);
	check_says(sb.s, "text                        text       text of the "
		   "thing (default none)\n");
	check_says(sb.s, "count                       number     how many there "
		   "are (needed)\n");
	check_says(sb.s, "word                        word       a word: alpha, "
		   "beta (default alpha)\n");
	check_says(sb.s, "parts                       list       its parts\n"
		   "  name                      text       its name (needed)\n");
	strbuf_release(&sb);
}

static void digest_of(char hex[SHA256_HEX], const char *text)
{
	struct sha256 *h = sha256_new();
	uint8_t digest[SHA256_SIZE];
	struct err err = { 0 };
	struct thing t;

	if (read_thing(&t, text, &err))
		fail_msg("%s", err.msg);
	schema_digest(h, &thing_schema, &t);
	sha256_done(h, digest);
	sha256_hex(hex, digest);
}

static void check_same(const char *a, const char *b, bool same)
{
	char one[SHA256_HEX], two[SHA256_HEX];

	digest_of(one, a);
	digest_of(two, b);
	if (same)
		assert_string_equal(one, two);
	else
		assert_string_not_equal(one, two);
}

TEST(the_digest_is_over_values_not_over_how_they_are_written)
{
	check_same("count: 3\n", "# words\ncount:   3   # more\n", true);
	check_same("count: 3\n", "count: 3\nshare: 0.15\nmonth: 1\n", true);
	check_same("count: 3\nflag: no\n", "flag: false\ncount: 3\n", true);
	check_same("count: 3\nduration: 1 h\n", "count: 3\nduration: 60 min\n",
		   true);
	check_same("count: 3\n", "count: 4\n", false);
	check_same("count: 3\nlist: [a, b]\n", "count: 3\nlist: [ab]\n",
		   false);
	check_same("count: 3\nparts: [{name: a}]\n",
		   "count: 3\nparts: [{name: b}]\n", false);
	check_same("count: 3\ncustom: five\n", "count: 3\ncustom: six\n",
		   false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_are_read_in_every_unit),
		cmocka_unit_test(durations_need_a_known_unit),
		cmocka_unit_test(
			a_bare_number_counts_where_the_key_names_the_unit),
		cmocka_unit_test(shares_are_exact),
		cmocka_unit_test(amounts_carry_our_currency_or_none),
		cmocka_unit_test(rates_are_per_hour),
		cmocka_unit_test(
			whole_numbers_may_repeat_the_unit_of_their_key),
		cmocka_unit_test(missing_keys_get_their_defaults),
		cmocka_unit_test(every_type_is_read),
		cmocka_unit_test(
			all_errors_are_reported_at_once_with_line_and_caret),
		cmocka_unit_test(
			an_unknown_key_far_from_all_others_lists_them),
		cmocka_unit_test(
			wrong_values_say_what_was_found_and_what_is_expected),
		cmocka_unit_test(a_document_that_is_no_map_is_one_error),
		cmocka_unit_test(
			a_list_whose_lines_are_commented_out_is_empty),
		cmocka_unit_test(one_text_is_a_list_of_one),
		cmocka_unit_test(
			found_text_is_shortened_and_escaped_in_messages),
		cmocka_unit_test(help_has_type_default_words_and_nested_keys),
		cmocka_unit_test(
		the_digest_is_over_values_not_over_how_they_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
