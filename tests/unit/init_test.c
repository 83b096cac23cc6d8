#include "tests/unit/temp_dir.h"

#include <sys/stat.h>

#include "base/num.h"
#include "config/config.h"
#include "config/embedded.h"

static struct strbuf said;

static int setup(void **state)
{
	said = (struct strbuf)STRBUF_INIT;
	return temp_dir_make(state);
}

static int teardown(void **state)
{
	strbuf_release(&said);
	return temp_dir_wipe(state);
}

static void say(void *ctx, const char *path)
{
	strbuf_printf(ctx, "%s\n", path + strlen(dir) + 1);
}

static void init_good(void)
{
	struct err err = { 0 };

	if (config_init(dir, say, &said, &err))
		fail_msg("%s", err.msg);
}

static void check_mode(const char *name, mode_t want)
{
	struct stat st;

	assert_int_equal(lstat(in_dir(name), &st), 0);
	assert_int_equal(st.st_mode & 07777, want);
}

TEST(init_writes_everything_and_says_so)
{
	init_good();
	assert_string_equal(said.s, "inbox\nreports\nprofiles\ntemplates\n"
			    "people.key\nplaybook.yaml\nworkflows.yaml\n"
			    "tuneup.yaml\n");
	check_mode("tuneup.yaml", 0600);
	check_mode("workflows.yaml", 0600);
	check_mode("people.key", 0600);
	check_mode("inbox", 0700);
}

TEST(a_fresh_workspace_reads_clean)
{
	struct config c;
	struct err err = { 0 };
	const struct config_workflow *w;
	int32_t day = 20500;

	init_good();
	if (config_read(&c, dir, &err))
		fail_msg("%s", err.msg);
	assert_string_equal(c.currency, "EUR");
	assert_string_equal(c.zone, "Europe/Berlin");
	assert_true(c.documented);
	assert_true(c.people_key);
	assert_int_equal(c.n_roles, 4);
	w = config_workflow(&c, "content");
	assert_non_null(w);
	assert_int_equal(w->n_steps, 4);
	assert_int_equal(w->steps[0].planned, 20 * MS_PER_MINUTE);
	assert_int_equal(w->steps[1].planned, 15 * MS_PER_MINUTE);
	assert_int_equal(w->steps[2].planned, 5 * MS_PER_MINUTE);
	assert_int_equal(w->steps[3].planned, 10 * MS_PER_MINUTE);
	assert_int_equal(config_manual_minutes(w, "draft", "article", day),
			 150 * MS_PER_MINUTE);
	config_release(&c);
}

/* Settings whose default is nothing. */
static const char *const only_examples[] = {
	"grouped_sources:", "currencies:", "reports_group:", "interpret:", "dispatch:"
};

/* What stands behind # in the files are the defaults. */
TEST(commented_lines_show_the_defaults)
{
	struct config before, after;
	struct strbuf sb = STRBUF_INIT, open = STRBUF_INIT;
	struct err err = { 0 };
	bool example = false;

	init_good();
	assert_int_equal(config_read(&before, dir, &err), 0);
	if (file_read(&sb, in_dir("tuneup.yaml"), 1 << 20, &err))
		fail_msg("%s", err.msg);
	for (char *line = strtok(sb.s, "\n"); line;
	     line = strtok(NULL, "\n")) {
		bool setting = line[0] == '#' && line[1] != ' ';
		bool nested = !strncmp(line, "#  ", 3) && line[3] != '-';

		/* an example of several lines, no default */
		example = !strncmp(line, "#inputs:", 8) ||
			(example && !strncmp(line, "#  ", 3));
		if (example)
			continue;
		strbuf_puts(&open, setting || nested ? line + 1 : line);
		strbuf_putc(&open, '\n');
	}
	for (size_t i = 0; i < sizeof only_examples / sizeof *only_examples;
	     i++)
		for (char *p = open.s; (p = strstr(p, only_examples[i])); p++)
			*p = '#';
	if (file_write(in_dir("tuneup.yaml"), open.s, open.len, &err) ||
	    config_read(&after, dir, &err))
		fail_msg("%s", err.msg);
	assert_non_null(strstr(open.s, "\n  people_min: 5"));
	assert_non_null(strstr(open.s, "\nquarter_starts: January"));
	assert_memory_equal(before.digest, after.digest, SHA256_SIZE);
	config_release(&before);
	config_release(&after);
	strbuf_release(&sb);
	strbuf_release(&open);
}

/* Every key of the help is shown in the files, in use or commented out. */
TEST(every_key_has_an_example)
{
	const struct embedded_file *team, *flows, *book;
	struct strbuf help = STRBUF_INIT;

	team = embedded_find("workspace/tuneup.yaml");
	flows = embedded_find("workspace/workflows.yaml");
	book = embedded_find("workspace/playbook.yaml");
	config_help(&help);
	for (char *line = strtok(help.s, "\n"); line;
	     line = strtok(NULL, "\n")) {
		char *key = line + strspn(line, " ");
		char *mark;

		if (key == line)
			continue;	/* name of a file */
		key[strcspn(key, " ")] = '\0';
		mark = arena_printf(&arena, "%s:", key);
		if (!strstr(team->bytes, mark) &&
		    !strstr(flows->bytes, mark) && !strstr(book->bytes, mark))
			fail_msg("no example for `%s`", key);
	}
	strbuf_release(&help);
}

TEST(init_never_overwrites_a_workspace)
{
	struct strbuf sb = STRBUF_INIT;
	struct err err = { 0 };

	assert_int_equal(file_write(in_dir("tuneup.yaml"), "mine", 4, &err),
			 0);
	assert_int_equal(config_init(dir, say, &said, &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
	check_says(err.msg, "nothing was written");
	assert_string_equal(said.s, "");
	assert_false(path_exists(in_dir("inbox")));
	assert_int_equal(file_read(&sb, in_dir("tuneup.yaml"), 100, &err), 0);
	assert_string_equal(sb.s, "mine");
	strbuf_release(&sb);
}

TEST(init_leaves_other_files_alone)
{
	struct strbuf sb = STRBUF_INIT;
	struct err err = { 0 };
	static const char key[] = "0123456789abcdef0123456789abcdef";

	assert_int_equal(file_write(in_dir("people.key"), key, 32, &err), 0);
	assert_int_equal(mkdir(in_dir("inbox"), 0700), 0);
	init_good();
	assert_string_equal(said.s, "reports\nprofiles\ntemplates\n"
			    "playbook.yaml\nworkflows.yaml\n"
			    "tuneup.yaml\n");
	assert_int_equal(file_read(&sb, in_dir("people.key"), 100, &err), 0);
	assert_string_equal(sb.s, key);
	strbuf_release(&sb);
}

TEST(two_workspaces_have_two_keys)
{
	char a[PSEUDONYM_MAX], b[PSEUDONYM_MAX];
	struct config c;
	struct err err = { 0 };

	init_good();
	assert_int_equal(config_read(&c, dir, &err), 0);
	assert_int_equal(config_pseudonym(&c, a, "Ana", 3), 0);
	config_release(&c);
	assert_int_equal(dir_wipe(dir, &err), 0);
	init_good();
	assert_int_equal(config_read(&c, dir, &err), 0);
	assert_int_equal(config_pseudonym(&c, b, "Ana", 3), 0);
	config_release(&c);
	assert_string_not_equal(a, b);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(init_writes_everything_and_says_so),
		CASE(a_fresh_workspace_reads_clean),
		CASE(commented_lines_show_the_defaults),
		CASE(every_key_has_an_example),
		CASE(init_never_overwrites_a_workspace),
		CASE(init_leaves_other_files_alone),
		CASE(two_workspaces_have_two_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
