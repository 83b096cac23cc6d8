#include "tests/unit/temp_dir.h"

#include <sys/stat.h>

#include "config/template.h"


static const char *const names[] = { "agenda", "scorecard", "text", "query" };

static int setup(void **state)
{
	temp_dir_make(state);
	return mkdir(in_dir("templates"), 0700);
}

static void put(const char *name, const char *text)
{
	put_file(arena_printf(&arena, "templates/%s", name), text);
}

static bool known(const char *block)
{
	for (size_t i = 0; i < COUNT(names); i++)
		if (!strcmp(names[i], block))
			return true;
	return false;
}

static bool anything(const char *block)
{
	(void)block;
	return true;
}

static int read_weekly(struct template *t, struct err *err)
{
	return template_read(t, dir, "weekly", known, names, COUNT(names),
			     err);
}

static void check_error(const char *text, const char *want)
{
	struct template t;
	struct err err = { 0 };

	put("weekly.yaml", text);
	assert_int_equal(read_weekly(&t, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	assert_string_equal(err.msg, want);
	template_release(&t);
}

#define HEAD "report: weekly\ntitle: Ours\nfile: weekly_{period}\nparts:\n"

static void check_blocks(const struct template_part *p, const char *want)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_printf(&sb, "%s \"%s\" %s:", p->id, p->title,
		      p->reference ? "reference" : "meeting");
	for (size_t i = 0; i < p->n_blocks; i++)
		strbuf_printf(&sb, " %s", p->blocks[i].block);
	assert_string_equal(sb.s, want);
	strbuf_release(&sb);
}

static void check_built_in(const char *report, const char *title,
			   const char *file, const char *first)
{
	struct template t;
	struct err err = { 0 };

	if (template_read(&t, NULL, report, anything, NULL, 0, &err))
		fail_msg("%s", err.msg);
	assert_string_equal(t.report, report);
	assert_string_equal(t.title, title);
	assert_string_equal(t.file, file);
	check_blocks(&t.parts[0], first);
	for (size_t i = 0; i < t.n_parts; i++)
		assert_true(t.parts[i].n_blocks > 0);
	template_release(&t);
}

TEST(the_built_in_weekly_template_begins_with_the_meeting)
{
	check_built_in("weekly", "Weekly tuning", "weekly_{period}",
		       "agenda \"Agenda\" meeting: agenda six_numbers "
		       "cannot_say");
}

TEST(the_built_in_quarterly_template_begins_with_the_summary)
{
	check_built_in("quarterly", "Workflow health check",
		       "quarterly_{period}", "summary \"Summary\" meeting: "
		       "headline six_numbers cash_capacity findings asks "
		       "cannot_say");
}

TEST(a_workspace_template_replaces_the_built_in_one)
{
	struct template t;
	struct err err = { 0 };

	put("weekly.yaml", HEAD "  - id: one\n    title: One\n"
	    "    use: reference\n"
	    "    blocks:\n      - scorecard\n"
	    "      - {block: text, text: \"Our own words.\", span: 6}\n"
	    "      - {block: query, title: One, sql: SELECT 1}\n"
	    "    page: portrait\n"
	    "  - {id: two, title: Two, blocks: [agenda]}\n");
	if (read_weekly(&t, &err))
		fail_msg("%s", err.msg);
	assert_string_equal(t.title, "Ours");
	check_blocks(&t.parts[0], "one \"One\" reference: scorecard text "
		     "query");
	assert_int_equal(t.parts[0].page, PAGE_PORTRAIT);
	assert_int_equal(t.parts[1].page, PAGE_LANDSCAPE);
	assert_string_equal(t.parts[0].blocks[1].text, "Our own words.");
	assert_int_equal(t.parts[0].blocks[1].span, 6);
	assert_int_equal(t.parts[0].blocks[0].span, 0);
	assert_string_equal(t.parts[0].blocks[2].sql, "SELECT 1");
	assert_int_equal(t.parts[0].blocks[0].line, 9);
	assert_int_equal(t.parts[0].blocks[0].column, 9);
	template_release(&t);
}

TEST(all_mistakes_of_a_template_are_named_at_once)
{
	check_error("report: weekly\ntitle: Ours\nfile: ../weekly\nparts:\n"
		    "  - {id: a, title: A, use: often, blocks: [agendas]}\n"
		    "  - {id: a, title: \"a \", blocks: [zzzzzzzz]}\n"
		    "  - {id: B, title: \"B/C\", blocks: []}\n",
		    "templates/weekly.yaml:5:28: `use` is `often`; "
		    "expected one of: meeting, reference\n"
		    "  5 |   - {id: a, title: A, use: often, blocks: "
		    "[agendas]}\n"
		    "    |                            ^\n"
		    "templates/weekly.yaml:7:35: `blocks` needs a list of "
		    "blocks such as [agenda, scorecard]\n"
		    "  7 |   - {id: B, title: \"B/C\", blocks: []}\n"
		    "    |                                   ^\n"
		    "templates/weekly.yaml:3:7: `file` is `../weekly`; "
		    "expected a-z, 0-9, _ and - with one {period} in it, such "
		    "as weekly_{period}\n"
		    "  3 | file: ../weekly\n"
		    "    |       ^\n"
		    "templates/weekly.yaml:5:44: unknown block `agendas`; did "
		    "you mean `agenda`?\n"
		    "  5 |   - {id: a, title: A, use: often, blocks: "
		    "[agendas]}\n"
		    "    |                                            ^\n"
		    "templates/weekly.yaml:6:10: part `a` is here twice; the "
		    "first is in line 5\n"
		    "  6 |   - {id: a, title: \"a \", blocks: [zzzzzzzz]}\n"
		    "    |          ^\n"
		    "templates/weekly.yaml:6:20: the title `a ` is here "
		    "twice; two sheets cannot have one name\n"
		    "  6 |   - {id: a, title: \"a \", blocks: [zzzzzzzz]}\n"
		    "    |                    ^\n"
		    "templates/weekly.yaml:6:35: unknown block `zzzzzzzz`; "
		    "`tuneup list blocks` shows them\n"
		    "  6 |   - {id: a, title: \"a \", blocks: [zzzzzzzz]}\n"
		    "    |                                   ^\n"
		    "templates/weekly.yaml:7:10: `id` is `B`; expected only "
		    "a-z, 0-9, _ and -\n"
		    "  7 |   - {id: B, title: \"B/C\", blocks: []}\n"
		    "    |          ^\n"
		    "templates/weekly.yaml:7:20: `title` is `B/C`; the name "
		    "of a sheet cannot hold [ ] : * ? / \\ nor begin or end "
		    "with an apostrophe\n"
		    "  7 |   - {id: B, title: \"B/C\", blocks: []}\n"
		    "    |                    ^");
}

TEST(options_belong_to_their_blocks)
{
	check_error(HEAD "  - id: a\n    title: A\n    blocks:\n"
		    "      - {block: scorecard, text: x}\n      - text\n",
		    "templates/weekly.yaml:8:28: only the block `text` takes "
		    "`text`\n"
		    "  8 |       - {block: scorecard, text: x}\n"
		    "    |                            ^\n"
		    "templates/weekly.yaml:9:9: the block `text` needs "
		    "`text`: your own words\n"
		    "  9 |       - text\n"
		    "    |         ^");
}

/* Each mistake with its line and column, and what to do about it. */
static const struct broken { const char *text, *want; } broken[] = {
	{ "report: [weekly\n", "templates/weekly.yaml:2:1: " },
	{ "report: weekly\ntitle: T\nfile: weekly_{period}\n",
	  "templates/weekly.yaml:1:1: a report template needs `parts`" },
	{ HEAD "  - {id: a, title: A, blocks: [agend]}\n",
	  "templates/weekly.yaml:5:32: unknown block `agend`; did you mean "
	  "`agenda`?" },
	{ HEAD "  - {id: a, titel: A, blocks: [agenda]}\n",
	  "templates/weekly.yaml:5:13: unknown key `titel`; did you mean "
	  "`title`?" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: agenda, span: 13}]}\n",
	  "templates/weekly.yaml:5:54: `span` is `13`; expected 0 to 12" },
	{ HEAD "  - {id: a, title: A, page: upright, blocks: [agenda]}\n",
	  "templates/weekly.yaml:5:29: `page` is `upright`; expected one of: "
	  "landscape, portrait" },
	{ HEAD "  - {id: a, title: A, hide: yes, blocks: [agenda]}\n",
	  "templates/weekly.yaml:5:3: every part is hidden" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: agenda, sql: x}]}\n",
	  "templates/weekly.yaml:5:48: only the block `query` takes `sql`" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: query, title: Q}]}\n",
	  "templates/weekly.yaml:5:40: the block `query` needs `sql`" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: query, sql: SELECT "
	  "1}]}\n",
	  "templates/weekly.yaml:5:40: the block `query` needs `title`" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: query, title: Q, sql: "
	  "SELECT 1, chart: pie}]}\n",
	  "templates/weekly.yaml:5:79: `chart` is `pie`; expected" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: query, title: Q, sql: "
	  "SELECT 1, rows: 1001}]}\n",
	  "templates/weekly.yaml:5:78: `rows` is `1001`; expected 1 to 1000" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: query, title: Q, sql: "
	  "SELECT 1, columns: Tool}]}\n",
	  "templates/weekly.yaml:5:81: `columns` needs a list" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: query, title: Q, sql: "
	  "SELECT 1, columns: [{title: X, as: hours}]}]}\n",
	  "templates/weekly.yaml:5:97: `as` is `hours`; expected" },
	{ HEAD "  - {id: a, title: A, blocks: [{block: agenda, title: "
	  "\"A\\tB\"}]}\n",
	  "templates/weekly.yaml:5:55: `title` is one line," },
};

TEST(every_broken_template_says_where_and_what_to_do)
{
	for (size_t i = 0; i < COUNT(broken); i++) {
		struct template t;
		struct err err = { 0 };

		put("weekly.yaml", broken[i].text);
		assert_int_equal(read_weekly(&t, &err), -1);
		if (strncmp(err.msg, broken[i].want, strlen(broken[i].want)))
			fail_msg("%s\nis not\n%s", err.msg, broken[i].want);
		template_release(&t);
	}
}

TEST(a_hidden_part_is_left_out_and_still_checked)
{
	struct template t;
	struct err err = { 0 };

	put("weekly.yaml", HEAD "  - {id: a, title: A, blocks: [agenda]}\n"
	    "  - {id: b, title: B, hide: yes, blocks: [scorecard]}\n"
	    "  - {id: c, title: C, hide: no, blocks: [scorecard]}\n");
	if (read_weekly(&t, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(t.n_parts, 2);
	assert_string_equal(t.parts[1].id, "c");
	template_release(&t);
	check_error(HEAD "  - {id: a, title: A, blocks: [agenda]}\n"
		    "  - {id: b, title: B, hide: yes, blocks: [zzzzzzzz]}\n",
		    "templates/weekly.yaml:6:43: unknown block `zzzzzzzz`; "
		    "`tuneup list blocks` shows them\n"
		    "  6 |   - {id: b, title: B, hide: yes, blocks: "
		    "[zzzzzzzz]}\n"
		    "    |                                           ^");
}

TEST(a_query_has_headings_a_chart_and_a_title)
{
	struct template t;
	struct err err = { 0 };
	const struct template_block *b;

	put("weekly.yaml", HEAD "  - id: a\n    title: A\n    blocks:\n"
	    "      - block: query\n        title: By tool\n        sql: |\n"
	    "          SELECT tool,\n            count(*) FROM corrections\n"
	    "        columns: [Tool, {title: n, as: percent, digits: 1}]\n"
	    "        chart: line\n        rows: 7\n");
	if (read_weekly(&t, &err))
		fail_msg("%s", err.msg);
	b = &t.parts[0].blocks[0];
	assert_int_equal(b->n_columns, 2);
	assert_string_equal(b->columns[0].title, "Tool");
	assert_int_equal(b->columns[0].digits, -1);
	assert_int_equal(b->columns[1].as, COLUMN_PERCENT);
	assert_int_equal(b->columns[1].digits, 1);
	assert_int_equal(b->chart, QUERY_LINE);
	assert_int_equal(b->rows, 7);
	assert_int_equal(b->sql_line, 10);
	assert_int_equal(template_error(&t, b->sql_line, b->sql_column, &err,
					"no such column"), -1);
	assert_string_equal(err.msg, "templates/weekly.yaml:10:14: no such "
			    "column\n  10 |         sql: |\n"
			    "     |              ^");
	template_release(&t);
}

TEST(the_file_of_one_report_cannot_be_another)
{
	check_error("report: quarterly\ntitle: T\nfile: q_{period}\n"
		    "parts: [{id: a, title: A, blocks: [agenda]}]\n",
		    "templates/weekly.yaml:1:9: `report` is `quarterly`, but "
		    "the file is the template of `weekly`; make them the "
		    "same\n"
		    "  1 | report: quarterly\n"
		    "    |         ^");
}

TEST(a_report_nobody_knows_is_an_error)
{
	struct template t;
	struct err err = { 0 };

	assert_int_equal(template_read(&t, dir, "daily", known, names,
				       COUNT(names), &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "there is no template daily.yaml");
	template_release(&t);
	assert_int_equal(template_read(&t, dir, "workspace/tuneup", known,
				       names, COUNT(names), &err), -1);
	check_says(err.msg, "there is no template");
	template_release(&t);
}

static void digest_of(uint8_t out[SHA256_SIZE], const char *text)
{
	struct template t;
	struct err err = { 0 };

	put("weekly.yaml", text);
	if (read_weekly(&t, &err))
		fail_msg("%s", err.msg);
	memcpy(out, t.digest, SHA256_SIZE);
	template_release(&t);
}

TEST(the_digest_follows_meaning_and_ignores_comments)
{
	uint8_t a[SHA256_SIZE], b[SHA256_SIZE];

	digest_of(a, HEAD "- {id: a, title: A, blocks: [agenda]}\n");
	digest_of(b, "# x\n" HEAD "- id: a\n  title: A\n  use: meeting\n"
		  "  blocks:\n  - agenda\n");
	assert_memory_equal(a, b, SHA256_SIZE);
	digest_of(b, HEAD "- {id: a, title: A, blocks: [scorecard]}\n");
	assert_memory_not_equal(a, b, SHA256_SIZE);
	digest_of(b, HEAD "- {id: a, title: A, use: reference, "
		  "blocks: [agenda]}\n");
	assert_memory_not_equal(a, b, SHA256_SIZE);
}

TEST(the_theme_is_that_of_the_pictures)
{
	struct theme_file t;
	struct err err = { 0 };

	if (theme_read(&t, NULL, &err))
		fail_msg("%s", err.msg);
	assert_string_equal(t.font, "Lato");
	assert_int_equal(t.colour.ink, 0x14202B);
	assert_int_equal(t.colour.muted, 0x5A6774);
	assert_int_equal(t.colour.faint, 0x94A0AB);
	assert_int_equal(t.colour.rule, 0xD8DEE4);
	assert_int_equal(t.colour.tile, 0xF4F6F8);
	assert_int_equal(t.colour.accent, 0x1F5AA8);
	assert_int_equal(t.colour.good, 0x0E7C74);
	assert_int_equal(t.colour.warn, 0xA86400);
	assert_int_equal(t.colour.bad, 0xB3361C);
	assert_int_equal(t.colour.input, 0xFFF9E5);
	theme_release(&t);
}

TEST(a_workspace_theme_changes_only_what_it_names)
{
	struct theme_file own, built_in;
	struct err err = { 0 };

	put("theme.yaml", "colours: {accent: \"#8B1E8B\", good: 004400}\n");
	if (theme_read(&own, dir, &err) || theme_read(&built_in, NULL, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(own.colour.accent, 0x8B1E8B);
	assert_int_equal(own.colour.good, 0x004400);
	assert_int_equal(own.colour.ink, 0x14202B);
	assert_memory_not_equal(own.digest, built_in.digest, SHA256_SIZE);
	theme_release(&own);
	put("theme.yaml", "# nothing of our own\n");
	if (theme_read(&own, dir, &err))
		fail_msg("%s", err.msg);
	assert_memory_equal(own.digest, built_in.digest, SHA256_SIZE);
	theme_release(&own);
	theme_release(&built_in);
}

TEST(a_colour_is_six_hex_digits)
{
	struct theme_file t;
	struct err err = { 0 };

	put("theme.yaml", "colours:\n  ink: navy\n  rule: #D8DEE4\n");
	assert_int_equal(theme_read(&t, dir, &err), -1);
	assert_string_equal(err.msg,
			    "templates/theme.yaml:2:8: `ink` is no colour; "
			    "expected six hex digits such as 1F5AA8, without "
			    "# or in quotes\n"
			    "  2 |   ink: navy\n"
			    "    |        ^\n"
			    "templates/theme.yaml:3:8: `rule` is no colour; "
			    "expected six hex digits such as 1F5AA8, without "
			    "# or in quotes\n"
			    "  3 |   rule: #D8DEE4\n"
			    "    |        ^");
	theme_release(&t);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, temp_dir_wipe)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_built_in_weekly_template_begins_with_the_meeting),
		CASE(the_built_in_quarterly_template_begins_with_the_summary),
		CASE(a_workspace_template_replaces_the_built_in_one),
		CASE(all_mistakes_of_a_template_are_named_at_once),
		CASE(options_belong_to_their_blocks),
		CASE(every_broken_template_says_where_and_what_to_do),
		CASE(a_hidden_part_is_left_out_and_still_checked),
		CASE(a_query_has_headings_a_chart_and_a_title),
		CASE(the_file_of_one_report_cannot_be_another),
		CASE(a_report_nobody_knows_is_an_error),
		CASE(the_digest_follows_meaning_and_ignores_comments),
		CASE(the_theme_is_that_of_the_pictures),
		CASE(a_workspace_theme_changes_only_what_it_names),
		CASE(a_colour_is_six_hex_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
