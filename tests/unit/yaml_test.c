#include "tests/unit/test.h"

#include "config/schema.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct yaml_node *load(struct yaml_file *f, const char *bytes,
			      size_t len)
{
	*f = (struct yaml_file){ .name = "x.yaml", .bytes = bytes, .len = len,
				 .errors = STRBUF_INIT, .arena = &arena };
	return yaml_load(f);
}

static struct yaml_node *load_good(const char *text)
{
	struct yaml_file f;
	struct yaml_node *root = load(&f, text, strlen(text));
	struct err err = { 0 };

	if (yaml_finish(&f, &err))
		fail_msg("%s", err.msg);
	assert_non_null(root);
	return root;
}

/* The whole message; the name x.yaml: is left out of `want`'s first line. */
static void check_error_bytes(const char *bytes, size_t len, const char *want)
{
	struct yaml_file f;
	struct err err = { 0 };

	load(&f, bytes, len);
	assert_int_equal(yaml_finish(&f, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	assert_string_equal(err.msg, want);
}

static void check_error(const char *text, const char *want)
{
	check_error_bytes(text, strlen(text), want);
}

static void check_error_says(const char *bytes, size_t len, const char *part)
{
	struct yaml_file f;
	struct err err = { 0 };

	load(&f, bytes, len);
	assert_int_equal(yaml_finish(&f, &err), -1);
	check_says(err.msg, part);
}

TEST(nodes_know_their_line_and_column)
{
	struct yaml_node *root = load_good("a: 1\nlist:\n  - x\n"
					   "  - {k: v}\n");
	struct yaml_node *list = yaml_get(root, "list");
	struct yaml_node *v = yaml_get(list->item[1], "k");

	assert_int_equal(root->type, YAML_MAP);
	assert_int_equal(root->n, 2);
	assert_int_equal(list->type, YAML_LIST);
	assert_int_equal(list->key_line, 2);
	assert_int_equal(list->key_column, 1);
	assert_string_equal(v->text, "v");
	assert_int_equal(v->line, 4);
	assert_int_equal(v->column, 9);
	assert_int_equal(v->key_column, 6);
}

TEST(columns_count_characters_not_bytes)
{
	struct yaml_node *root = load_good("{ü: é, b: c}\n");

	assert_int_equal(yaml_get(root, "b")->column, 11);
}

TEST(an_empty_document_is_an_empty_map)
{
	assert_int_equal(load_good("")->type, YAML_MAP);
	assert_int_equal(load_good("# only words\n")->n, 0);
	assert_int_equal(load_good("---\n")->type, YAML_MAP);
}

TEST(quotes_make_text_of_null_and_no)
{
	struct yaml_node *root = load_good("a: ~\nb: \"~\"\nc: no\nd:\n"
					   "e: ''\n");

	assert_int_equal(yaml_get(root, "a")->type, YAML_NULL);
	assert_int_equal(yaml_get(root, "b")->type, YAML_SCALAR);
	assert_true(yaml_get(root, "b")->quoted);
	assert_string_equal(yaml_get(root, "c")->text, "no");
	assert_int_equal(yaml_get(root, "d")->type, YAML_NULL);
	assert_int_equal(yaml_get(root, "e")->type, YAML_SCALAR);
}

TEST(a_byte_order_mark_does_not_move_columns)
{
	struct yaml_node *root = load_good("\xEF\xBB\xBF" "a: 1\nb: 2\n");

	assert_int_equal(yaml_get(root, "a")->key_column, 1);
	check_error("\xEF\xBB\xBF" "a: *b\n",
		    "x.yaml:1:4: aliases (`*b`) are not used here; write the "
		    "value out, or put the text in quotes\n"
		    "  1 | a: *b\n"
		    "    |    ^");
}

TEST(windows_and_old_mac_line_ends_count_as_lines)
{
	assert_int_equal(yaml_get(load_good("a: 1\r\nb: 2\r\n"), "b")->line,
			 2);
	assert_int_equal(yaml_get(load_good("a: 1\rb: 2\r"), "b")->line, 2);
	check_error("a: 1\r\na: 2\r\n",
		    "x.yaml:2:1: key `a` is here twice; the first is in line "
		    "1: keep one of them\n"
		    "  2 | a: 2\n"
		    "    | ^");
}

TEST(all_doubled_keys_are_named_at_once)
{
	check_error("a: 1\nb: 2\na: 3\nc: {x: 1, x: 2}\n",
		    "x.yaml:4:11: key `x` is here twice; the first is in line "
		    "4: keep one of them\n"
		    "  4 | c: {x: 1, x: 2}\n"
		    "    |           ^\n"
		    "x.yaml:3:1: key `a` is here twice; the first is in line "
		    "1: keep one of them\n"
		    "  3 | a: 3\n"
		    "    | ^");
}

TEST(the_caret_stands_below_wide_characters)
{
	check_error("名前: {é: 1, é: 2}\n",
		    "x.yaml:1:12: key `é` is here twice; the first is in line "
		    "1: keep one of them\n"
		    "  1 | 名前: {é: 1, é: 2}\n"
		    "    |              ^");
}

TEST(long_lines_are_quoted_around_the_caret)
{
	struct strbuf sb = STRBUF_INIT;
	struct yaml_file f;
	struct err err = { 0 };
	const char *caret, *line;

	strbuf_puts(&sb, "{");
	for (int i = 0; i < 100; i++)
		strbuf_printf(&sb, "key%02d: 1, ", i);
	strbuf_puts(&sb, "key50: 2, zz: 1");
	strbuf_pad(&sb, 'z', 300);
	strbuf_puts(&sb, "}");
	load(&f, sb.s, sb.len);
	assert_int_equal(yaml_finish(&f, &err), -1);
	assert_int_equal(err.code, ERR_CONFIG);
	line = strchr(err.msg, '\n') + 1;
	caret = strrchr(err.msg, '\n') + 1;
	assert_memory_equal(line, "  1 | …", strlen("  1 | …"));
	/* the ellipsis has three bytes and one column */
	assert_memory_equal(line + strlen(caret) - 1 + 2, "key50", 5);
	assert_true(strlen(err.msg) < 300);
	strbuf_release(&sb);
}

TEST(anchors_aliases_and_tags_are_refused_together)
{
	check_error("a: &x 1\nb: *x\nc: !!str 2\n",
		    "x.yaml:1:4: anchors (`&x`) are not used here; write the "
		    "value out\n"
		    "  1 | a: &x 1\n"
		    "    |    ^\n"
		    "x.yaml:2:4: aliases (`*x`) are not used here; write the "
		    "value out, or put the text in quotes\n"
		    "  2 | b: *x\n"
		    "    |    ^\n"
		    "x.yaml:3:4: tags (`tag:yaml.org,2002:str`) are not used "
		    "here; remove it, or put the text in quotes\n"
		    "  3 | c: !!str 2\n"
		    "    |    ^");
}

TEST(a_second_document_is_refused)
{
	check_error("a: 1\n---\nb: 2\n",
		    "x.yaml:2:1: a second document begins here; a file of "
		    "ours has one: remove the line `---`\n"
		    "  2 | ---\n"
		    "    | ^");
}

TEST(a_tab_as_indentation_is_named)
{
	check_error("a:\n\tb: 1\n",
		    "x.yaml:2:1: a tab indents this line; YAML wants blanks\n"
		    "  2 |  b: 1\n"
		    "    | ^");
}

TEST(syntax_errors_say_what_to_do)
{
	check_error("a: 1\n b: 2\n",
		    "x.yaml:2:3: there is no place for a key here; check the "
		    "indentation, and put a value that holds `: ` in quotes\n"
		    "  2 |  b: 2\n"
		    "    |   ^");
	check_error("a: \"never closed\nb: 2\n",
		    "x.yaml:1:4: the quote that opens here is never closed\n"
		    "  1 | a: \"never closed\n"
		    "    |    ^");
	check_error("a: @b\n",
		    "x.yaml:1:4: a value cannot begin with this character; "
		    "put it in quotes\n"
		    "  1 | a: @b\n"
		    "    |    ^");
	check_error("a: \"\\q\"\n",
		    "x.yaml:1:5: unknown escape after a backslash; use "
		    "'single quotes', where a backslash is only a backslash\n"
		    "  1 | a: \"\\q\"\n"
		    "    |     ^");
	check_error_says("a: [1, 2\nb: 3\n", 14, "expected `,` or `]`");
	check_error_says("a: {b: 1\nc: 3\n", 14, "x.yaml:");
	check_error_says("- a\nb: 1\n", 9, "expected the next `- `");
	check_error_says("a: b\nc\n", 7, "a colon is missing");
}

TEST(keys_must_be_text)
{
	check_error_says("? [a, b]\n: 1\n", 13, "a key must be text");
	check_error_says("\"\": 1\n", 6, "a key is missing before the colon");
}

TEST(bytes_that_are_not_utf8_are_named)
{
	check_error("a: caf\xE9\n",
		    "x.yaml:1:7: byte \\xE9 is not UTF-8; save the file as "
		    "UTF-8\n"
		    "  1 | a: caf\\xE9\n"
		    "    |       ^");
	check_error_says("\xFF\xFE" "a\0:\0 \0001\0", 10, "byte \\xFF");
	check_error_says("a: \xED\xA0\x80\n", 7, "is not UTF-8");
	check_error_says("a: \xC0\x80\n", 6, "is not UTF-8");
}

TEST(control_characters_are_refused_plain_and_escaped)
{
	check_error_bytes("a: b\0c\n", 7,
			  "x.yaml:1:5: a control character stands here; "
			  "remove it\n"
			  "  1 | a: b\\x00c\n"
			  "    |     ^");
	check_error_says("a: \x1B[31m\n", 9, "control character");
	check_error_says("a: x\xE2\x80\xA8y\n", 9, "control character");
	check_error_says("a: \"\\0\"\n", 8, "make a control character");
	check_error_says("a: \"\\x1b\"\n", 10, "make a control character");
	check_error_says("a: \"\\u2028\"\n", 12, "make a control character");
}

static void check_deep(char open, int n, bool good)
{
	struct strbuf sb = STRBUF_INIT;
	struct yaml_file f;
	struct err err = { 0 };

	strbuf_puts(&sb, "a: ");
	strbuf_pad(&sb, open, (size_t)n);
	if (good)
		strbuf_pad(&sb, open == '[' ? ']' : '}', (size_t)n);
	load(&f, sb.s, sb.len);
	assert_int_equal(yaml_finish(&f, &err), good ? 0 : -1);
	if (!good)
		check_says(err.msg, "nested more than 32 deep");
	strbuf_release(&sb);
}

TEST(nesting_has_a_limit)
{
	check_deep('[', 31, true);
	check_deep('[', 32, false);
	check_deep('[', 1000000, false);
	check_deep('{', 1000000, false);
}

TEST(a_million_dashes_are_an_error)
{
	struct strbuf sb = STRBUF_INIT;

	for (int i = 0; i < 1000000; i++)
		strbuf_puts(&sb, "- ");
	check_error_says(sb.s, sb.len, "nested more than 32 deep");
	strbuf_release(&sb);
}

TEST(a_file_of_five_megabytes_is_an_error)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_puts(&sb, "a: ");
	strbuf_pad(&sb, 'x', 5 << 20);
	check_error_says(sb.s, sb.len, "the file has 5242883 bytes; at most "
			 "4194304 are read");
	strbuf_release(&sb);
}

TEST(too_many_values_are_an_error)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_puts(&sb, "a: [");
	for (int i = 0; i < 200000; i++)
		strbuf_puts(&sb, "x,");
	strbuf_puts(&sb, "]");
	check_error_says(sb.s, sb.len, "more than 100000 values");
	strbuf_release(&sb);
}

TEST(many_errors_are_counted_and_cut_at_whole_messages)
{
	struct strbuf sb = STRBUF_INIT;
	struct yaml_file f;
	struct err err = { 0 };
	int shown = 0, more = 0;

	for (int i = 0; i < 5000; i++)
		strbuf_puts(&sb, "- *x\n");
	load(&f, sb.s, sb.len);
	assert_int_equal(f.n_errors, 5000);
	assert_int_equal(yaml_finish(&f, &err), -1);
	for (const char *p = err.msg; (p = strstr(p, "x.yaml:")); p++)
		shown++;
	assert_true(strlen(err.msg) < sizeof err.msg - 1);
	assert_int_equal(sscanf(strstr(err.msg, "… and"), "… and %d", &more),
			 1);
	assert_int_equal(shown + more, 5000);
	check_says(err.msg, "^\n… and ");
	strbuf_release(&sb);
}

/* Every prefix and every damaged byte of a file: an error or a tree. */
TEST(damaged_files_never_crash)
{
	static const char good[] = "a: {b: [1, \"two\", 'three']}\n"
		"c:\n  - d: |\n      text\n    e: >-\n      folded\n"
		"# words\nf: \"\\u00e9 \\x41\"\n? g\n: h\n";
	static const char bad[] = "\0\t\n\r \"'#%&*,-:>?@[]`{|}~!\\\xC3\xFF";
	char text[sizeof good];

	for (size_t i = 0; i < sizeof good; i++) {
		struct yaml_file f;
		struct err err;

		load(&f, good, i);
		yaml_finish(&f, &err);
		for (size_t k = 0; k < sizeof bad && i < sizeof good - 1;
		     k++) {
			memcpy(text, good, sizeof good);
			text[i] = bad[k];
			load(&f, text, sizeof good - 1);
			yaml_finish(&f, &err);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nodes_know_their_line_and_column),
		cmocka_unit_test(columns_count_characters_not_bytes),
		cmocka_unit_test(an_empty_document_is_an_empty_map),
		cmocka_unit_test(quotes_make_text_of_null_and_no),
		cmocka_unit_test(a_byte_order_mark_does_not_move_columns),
		cmocka_unit_test(windows_and_old_mac_line_ends_count_as_lines),
		cmocka_unit_test(all_doubled_keys_are_named_at_once),
		cmocka_unit_test(the_caret_stands_below_wide_characters),
		cmocka_unit_test(long_lines_are_quoted_around_the_caret),
		cmocka_unit_test(anchors_aliases_and_tags_are_refused_together),
		cmocka_unit_test(a_second_document_is_refused),
		cmocka_unit_test(a_tab_as_indentation_is_named),
		cmocka_unit_test(syntax_errors_say_what_to_do),
		cmocka_unit_test(keys_must_be_text),
		cmocka_unit_test(bytes_that_are_not_utf8_are_named),
		cmocka_unit_test(
			control_characters_are_refused_plain_and_escaped),
		cmocka_unit_test(nesting_has_a_limit),
		cmocka_unit_test(a_million_dashes_are_an_error),
		cmocka_unit_test(a_file_of_five_megabytes_is_an_error),
		cmocka_unit_test(too_many_values_are_an_error),
		cmocka_unit_test(
			many_errors_are_counted_and_cut_at_whole_messages),
		cmocka_unit_test(damaged_files_never_crash),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
