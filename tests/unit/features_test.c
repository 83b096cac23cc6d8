/*
 * The table of dialect features in fixtures/dialects/README.md: each of the 44
 * has its fixtures and a golden case that says its number and reads them.
 */
#include "tests/unit/test.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/strbuf.h"

#define FEATURES 44

static char *read_text(const char *path)
{
	struct strbuf text = STRBUF_INIT;
	struct err err;

	if (file_read(&text, path, 1 << 20, &err))
		fail_msg("%s", err.msg);
	return text.s;
}

/* The cells of a row of the table, without blanks around them. */
static size_t split_row(char *cell[4], char *row)
{
	size_t n = 0;

	for (char *s = strtok(row, "|"); s && n < 4; s = strtok(NULL, "|")) {
		size_t len;

		s += strspn(s, " ");
		len = strlen(s);
		while (len && s[len - 1] == ' ')
			s[--len] = '\0';
		cell[n++] = s;
	}
	return n;
}

/* "\n# 7 ..." and what follows, up to the next number; free it. */
static char *case_of(const char *golden, const char *number)
{
	struct strbuf head = STRBUF_INIT, found = STRBUF_INIT;
	const char *at = golden;

	strbuf_printf(&head, "\n# %s ", number);
	while ((at = strstr(at, head.s))) {
		const char *end = at + 1;

		do
			end = strstr(end + 1, "\n# ");
		while (end && !(end[3] >= '0' && end[3] <= '9'));
		strbuf_add(&found, at, end ? (size_t)(end - at) : strlen(at));
		at++;
	}
	strbuf_release(&head);
	return found.s ? found.s : NULL;
}

/* `a.csv`, `b.csv`: each is there, and the case reads it. */
static void check_fixtures(char *list, const char *text, const char *number)
{
	for (char *s = strtok(list, "`, "); s; s = strtok(NULL, "`, ")) {
		struct strbuf path = STRBUF_INIT;
		struct stat st;
		char *stem = strdup(s);

		*strrchr(stem, '.') = '\0';
		if (!strstr(text, stem))
			fail_msg("case %s does not read %s", number, s);
		strbuf_printf(&path, "fixtures/dialects/%s", s);
		if (strncmp(s, "made_", 5) && stat(path.s, &st))
			fail_msg("%s: there is no %s", number, path.s);
		strbuf_release(&path);
		free(stem);
	}
}

static void check_feature(char *row, int want)
{
	char *cell[4], *golden, *text;
	struct strbuf path = STRBUF_INIT;

	assert_int_equal(split_row(cell, row), 4);
	assert_int_equal(atoi(cell[0]), want);
	strbuf_printf(&path, "tests/golden/%s", strtok(cell[3], "`"));
	golden = read_text(path.s);
	text = case_of(golden, cell[0]);
	if (!text)
		fail_msg("%s has no case '# %s ...'", path.s, cell[0]);
	check_fixtures(cell[2], text, cell[0]);
	free(text);
	free(golden);
	strbuf_release(&path);
}

TEST(each_feature_has_its_fixtures_and_a_case_that_reads_them)
{
	char *readme = read_text("fixtures/dialects/README.md");
	char *row = strstr(readme, "\n| 1 |");
	int n = 0;

	while (row && row[1] == '|') {
		char *end = strchr(row + 1, '\n');

		*end = '\0';
		check_feature(row + 1, ++n);
		*end = '\n';
		row = end;
	}
	assert_int_equal(n, FEATURES);
	free(readme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			each_feature_has_its_fixtures_and_a_case_that_reads_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
