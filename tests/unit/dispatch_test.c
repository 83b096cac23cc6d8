/*
 * Files for other systems, without any store: what is new, and the limits of
 * each system. tests/exchange reads whole stories with other readers.
 */
#include "tests/unit/test.h"

#include <jansson.h>
#include <stdio.h>

#include "base/csv_text.h"
#include "base/date.h"
#include "config/config.h"
#include "exchange/dispatch.h"

#define TODAY (day_from_civil(2026, 11, 23))
#define MANY 600

static struct arena a;

static struct outgoing thing(const char *id, const char *title, int32_t due)
{
	struct outgoing o = {
		.kind = OUTGOING_TASK, .id = id, .title = title,
		.text = arena_printf(&a, "%s\nWhere: Blog", id),
		.owner = "Mia", .email = "mia@team.example", .due = due,
		.change = CHANGE_NEW, .version = 1
	};

	outgoing_seal(&o);
	return o;
}

static void write_all(struct dispatch_files *out,
		      const struct dispatch_system *s,
		      const struct outgoing *o, size_t n, enum formula formula)
{
	static struct config config;
	const struct outgoing **item = arena_array(&a, n, sizeof(void *));

	config_release(&config);
	config_defaults(&config);
	for (size_t i = 0; i < n; i++)
		item[i] = &o[i];
	out->n = 0;
	s->write(out, &(struct dispatch_job){
		.item = item, .n = n, .config = &config, .as_of = TODAY,
		.formula = formula, .a = &a });
}

/* ---- what is new ------------------------------------------------------------ */

static struct outbox_item told(const struct outgoing *o, const char *change)
{
	return (struct outbox_item){
		.id = o->id, .change = change, .version = 1,
		.title = o->title, .owner = o->owner, .due = o->due,
		.sha256 = o->sha256
	};
}

static enum outgoing_change change_after(const struct outgoing *before,
					 const char *change,
					 struct outgoing now)
{
	struct outbox_item last = told(before, change);
	struct outgoing_list list = { .item = &now, .n = 1, .cap = 1 };
	struct decided_list none = { .n = 0 };

	/* late enough for nothing to be withdrawn */
	outgoing_compare(&list, &last, 1, &none, TODAY + 99, &a);
	return now.change;
}

TEST(only_what_is_told_otherwise_is_a_change)
{
	struct outgoing o = thing("X", "Do it", TODAY);
	struct outgoing later = thing("X", "Do it", TODAY + 1);

	assert_int_equal(change_after(&o, "new", o), CHANGE_NONE);
	assert_int_equal(change_after(&o, "new", later), CHANGE_CHANGED);
	assert_int_equal(change_after(&o, "withdrawn", o), CHANGE_CHANGED);
	assert_int_equal(change_after(&o, "new", thing("Y", "Do it", TODAY)),
			 CHANGE_NEW);
}

TEST(a_change_says_what_differs)
{
	struct outgoing o = thing("X", "Do it", TODAY);
	struct outgoing now = thing("X", "Do more", DAY_NONE);
	struct outbox_item last = told(&o, "new");

	now.before = &last;
	now.change = CHANGE_CHANGED;
	now.owner = "";
	assert_string_equal(outgoing_difference(&now, &a),
			    "due no date (was 23 Nov 2026), owner nobody (was "
			    "Mia), action Do more (was Do it)");
}

TEST(a_date_to_come_that_is_not_listed_is_withdrawn)
{
	struct outgoing o = thing("session-2026-W49", "Session", TODAY + 9);
	struct outbox_item last = told(&o, "new");
	struct outgoing_list list = { .n = 0 };
	struct decided_list none = { .n = 0 };

	outgoing_compare(&list, &last, 1, &none, TODAY, &a);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.item[0].change, CHANGE_WITHDRAWN);
	assert_int_equal(list.item[0].version, 2);
	list.n = 0;
	outgoing_compare(&list, &last, 1, &none, TODAY + 10, &a);
	assert_int_equal(list.n, 0);
	free(list.item);
}

TEST(an_overdue_review_is_next_monday_under_its_own_name)
{
	struct outgoing_dates next = { .session = TODAY - 20,
				       .spot_check = TODAY + 3,
				       .review = TODAY + 30 };
	struct outgoing_list list = { .n = 0 };
	struct config config;

	config_defaults(&config);
	outgoing_reviews(&list, &next, TODAY, &config, &a);
	assert_int_equal(list.n, 3);
	assert_string_equal(list.item[0].id, "session-2026-W45");
	assert_int_equal(list.item[0].due, TODAY + 7);
	assert_string_equal(list.item[1].id, "spot-check-2026-11");
	assert_string_equal(list.item[2].id, "health-review-2026-Q4");
	free(list.item);
	config_release(&config);
}

/* ---- limits ------------------------------------------------------------------ */

static void check_message(const char *text, size_t *items)
{
	json_t *o = json_loads(text, 0, NULL), *blocks, *block;
	size_t i, total = 0;

	assert_non_null(o);
	blocks = json_object_get(o, "blocks");
	assert_true(json_array_size(blocks) <= 10);
	json_array_foreach(blocks, i, block) {
		const char *words = json_string_value(json_object_get(
			json_object_get(block, "text"), "text"));

		if (!words)
			continue;
		assert_true(strlen(words) <= (i ? 2500 : 150));
		assert_null(strstr(words, "<!"));
		total += strlen(words);
		for (const char *at = words; (at = strstr(at, "`id-")); at++)
			++*items;
	}
	assert_true(total <= 12000);
	json_decref(o);
}

TEST(slack_gets_as_many_messages_as_its_limits_want)
{
	struct outgoing *o = arena_array(&a, MANY, sizeof *o);
	struct dispatch_files files;
	char *title = arena_alloc(&a, 400);
	size_t items = 0;

	memset(title, '<', 399);
	title[399] = '\0';
	memcpy(title, "<!channel> & ", 13);
	for (size_t i = 0; i < MANY; i++)
		o[i] = thing(arena_printf(&a, "id-%03zu", i),
			     i % 2 ? title : "Short", TODAY);
	for (size_t n = 1; n <= 100; n += 33) {
		items = 0;
		write_all(&files, &dispatch_slack, o, n, FORMULA_REJECT);
		for (size_t i = 0; i < files.n; i++)
			check_message(files.file[i].bytes.s, &items);
		assert_int_equal(items, n);
		dispatch_files_release(&files);
	}
}

TEST(lines_of_a_calendar_are_folded_between_characters)
{
	struct dispatch_files files;
	struct strbuf title = STRBUF_INIT;
	size_t line = 0;

	for (int i = 0; i < 90; i++)
		strbuf_puts(&title, i % 3 ? "ü" : "—");
	struct outgoing o = thing("X", title.s, TODAY);

	write_all(&files, &dispatch_ics, &o, 1, FORMULA_REJECT);
	for (const char *s = files.file[0].bytes.s; *s; s++) {
		if (*s == '\r') {
			assert_int_equal(s[1], '\n');
			assert_true(line <= 75);
			/* a character never begins behind a fold */
			if (s[2] == ' ')
				assert_true(((unsigned char)s[3] & 0xc0) !=
					    0x80);
			line = 0;
			s++;
			continue;
		}
		assert_true(*s != '\n');
		line++;
	}
	dispatch_files_release(&files);
	strbuf_release(&title);
}

TEST(texts_of_a_calendar_are_escaped)
{
	struct dispatch_files files;
	struct outgoing o = thing("X", "a, b; c\\d", TODAY);

	write_all(&files, &dispatch_ics, &o, 1, FORMULA_REJECT);
	check_says(files.file[0].bytes.s,
		   "SUMMARY:Due: a\\, b\\; c\\\\d (Mia)\r\n");
	check_says(files.file[0].bytes.s, "DESCRIPTION:X\\nWhere: Blog\r\n");
	check_says(files.file[0].bytes.s, "DTSTART;VALUE=DATE:20261123\r\n");
	dispatch_files_release(&files);
}

/* ---- formulas -------------------------------------------------------------- */

TEST(a_formula_in_a_task_is_found_by_its_column)
{
	const struct dispatch_system *const systems[] = {
		&dispatch_asana, &dispatch_jira, &dispatch_clickup
	};
	static const char *const beginning[] = { "=", "+", "-", "@", "\t",
						 "\r", " =", "＝", "＠" };

	for (size_t s = 0; s < COUNT(systems); s++)
		for (size_t i = 0; i < COUNT(beginning); i++) {
			struct outgoing o = thing("X", "Do it", TODAY);
			struct dispatch_files files;
			const char *column;

			assert_null(systems[s]->formula_in(&o, &column, &a));
			o.email = arena_printf(&a, "%scmd@x", beginning[i]);
			assert_non_null(systems[s]->formula_in(&o, &column,
							       &a));
			assert_int_equal(strncmp(column, "Assignee", 8), 0);
			write_all(&files, systems[s], &o, 1, FORMULA_PREFIX);
			check_says(files.file[0].bytes.s,
				   arena_printf(&a, "\"'%scmd@x\"",
						beginning[i]));
			dispatch_files_release(&files);
		}
}

TEST(every_system_of_the_configuration_is_there)
{
	struct strbuf help = STRBUF_INIT;

	config_help(&help);
	check_says(help.s, "asana, jira, clickup, slack, ics, eml");
	for (size_t i = 0; dispatch_table[i]; i++)
		assert_string_equal(dispatch_table[i]->id, dispatch_words[i]);
	assert_null(dispatch_find("trello"));
	strbuf_release(&help);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_told_otherwise_is_a_change),
		cmocka_unit_test(a_change_says_what_differs),
		cmocka_unit_test(
			a_date_to_come_that_is_not_listed_is_withdrawn),
		cmocka_unit_test(
			an_overdue_review_is_next_monday_under_its_own_name),
		cmocka_unit_test(
			slack_gets_as_many_messages_as_its_limits_want),
		cmocka_unit_test(
			lines_of_a_calendar_are_folded_between_characters),
		cmocka_unit_test(texts_of_a_calendar_are_escaped),
		cmocka_unit_test(a_formula_in_a_task_is_found_by_its_column),
		cmocka_unit_test(every_system_of_the_configuration_is_there),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_release(&a);
	return failed;
}
