/*
 * The five tables: commands, fact kinds, metrics, blocks, renderers. Each
 * entry has an id of its own, says what it is, and is named by a test.
 */
#include "tests/unit/test.h"

#include <ctype.h>
#include <dirent.h>

#include "cli/command.h"
#include "cli/make_report.h"
#include "config/embedded.h"
#include "config/template.h"
#include "metrics/metric.h"
#include "render/render.h"
#include "report/block.h"
#include "store/kind.h"

/* ---- every entry as id and help ------------------------------------------ */

#define ENTRIES_MAX 400

struct entries {
	const char *table;
	const char *id[ENTRIES_MAX], *help[ENTRIES_MAX];
	size_t n;
};

static void entry(struct entries *e, const char *id, const char *help)
{
	assert_true(e->n < ENTRIES_MAX);
	e->id[e->n] = id;
	e->help[e->n++] = help;
}

#define TABLES 5

static void all_entries(struct entries e[TABLES])
{
	memset(e, 0, TABLES * sizeof *e);
	e[0].table = "commands";
	for (size_t i = 0; command_table[i]; i++)
		entry(&e[0], command_table[i]->id, command_table[i]->help);
	e[1].table = "fact kinds";
	for (size_t i = 0; fact_kind_table[i]; i++)
		entry(&e[1], fact_kind_table[i]->id,
		      fact_kind_table[i]->help);
	e[2].table = "metrics";
	for (size_t i = 0; metric_table[i]; i++)
		entry(&e[2], metric_table[i]->id, metric_table[i]->formula);
	e[3].table = "blocks";
	for (size_t i = 0; block_table[i]; i++)
		entry(&e[3], block_table[i]->id, block_table[i]->help);
	e[4].table = "renderers";
	for (size_t i = 0; renderer_table[i]; i++)
		entry(&e[4], renderer_table[i]->id, renderer_table[i]->help);
}

TEST(every_id_is_a_plain_word)
{
	struct entries e[TABLES];

	all_entries(e);
	for (size_t t = 0; t < TABLES; t++) {
		assert_true(e[t].n > 0);
		for (size_t i = 0; i < e[t].n; i++) {
			assert_true(*e[t].id[i]);
			for (const char *p = e[t].id[i]; *p; p++)
				assert_true(islower((unsigned char)*p) ||
					    isdigit((unsigned char)*p) ||
					    *p == '_' || *p == '-');
		}
	}
}

TEST(no_id_is_given_twice)
{
	struct entries e[TABLES];

	all_entries(e);
	for (size_t t = 0; t < TABLES; t++)
		for (size_t i = 0; i < e[t].n; i++)
			for (size_t j = 0; j < i; j++)
				if (!strcmp(e[t].id[i], e[t].id[j]))
					fail_msg("%s: two are called '%s'",
						 e[t].table, e[t].id[i]);
}

TEST(every_entry_says_what_it_is)
{
	struct entries e[TABLES];

	all_entries(e);
	for (size_t t = 0; t < TABLES; t++)
		for (size_t i = 0; i < e[t].n; i++)
			if (!e[t].help[i] || strlen(e[t].help[i]) < 5)
				fail_msg("%s: '%s' has no help",
					 e[t].table, e[t].id[i]);
}

TEST(every_entry_is_found_by_its_id)
{
	for (size_t i = 0; command_table[i]; i++)
		assert_ptr_equal(command_find(command_table[i]->id),
				 command_table[i]);
	for (size_t i = 0; fact_kind_table[i]; i++)
		assert_ptr_equal(fact_kind_find(fact_kind_table[i]->id),
				 fact_kind_table[i]);
	for (size_t i = 0; metric_table[i]; i++)
		assert_ptr_equal(metric_find(metric_table[i]->id),
				 metric_table[i]);
	for (size_t i = 0; block_table[i]; i++)
		assert_ptr_equal(block_find(block_table[i]->id),
				 block_table[i]);
	for (size_t i = 0; renderer_table[i]; i++)
		assert_ptr_equal(renderer_find(renderer_table[i]->id),
				 renderer_table[i]);
	assert_null(command_find("nothing"));
	assert_null(fact_kind_find("nothing"));
	assert_null(metric_find("nothing"));
	assert_null(block_find("nothing"));
	assert_null(renderer_find("nothing"));
}

/* ---- what each kind of entry needs --------------------------------------- */

TEST(every_metric_is_documented)
{
	for (size_t i = 0; metric_table[i]; i++) {
		const struct metric *m = metric_table[i];

		assert_true(*m->title && *m->columns && *m->edges);
		assert_true(*metric_unit_name(m->unit));
		assert_true(isdigit((unsigned char)*m->section));
		assert_int_equal(*m->requirement, 'R');
		assert_non_null(m->source);
		assert_true(m->scopes != 0);
		assert_in_range(m->digits, 0, 9);
		assert_in_range(m->direction + 1, 0, 2);
	}
}

TEST(every_column_of_a_kind_has_a_help_and_one_required)
{
	for (size_t i = 0; fact_kind_table[i]; i++) {
		const struct fact_kind *k = fact_kind_table[i];
		unsigned flags = 0;

		assert_in_range(k->n_columns, FC_FIRST + 1, FACT_COLUMNS_MAX);
		for (size_t c = 0; c < k->n_columns; c++) {
			assert_true(*k->columns[c].name);
			assert_true(*k->columns[c].help);
			flags |= k->columns[c].flags;
		}
		assert_true(flags & COLUMN_REQUIRED);
		assert_true(flags & COLUMN_DAY);
	}
}

TEST(every_command_has_a_usage_and_runs)
{
	for (size_t i = 0; command_table[i]; i++) {
		check_says(command_table[i]->usage, command_table[i]->id);
		assert_non_null(command_table[i]->run);
		for (const struct option_spec *o = command_table[i]->options;
		     o && o->name; o++)
			assert_true(o->help && *o->help);
	}
}

TEST(every_block_builds_in_a_width_that_exists)
{
	for (size_t i = 0; block_table[i]; i++) {
		assert_non_null(block_table[i]->build);
		assert_in_range(block_table[i]->span, 1, 12);
	}
}

TEST(every_renderer_writes_and_verifies)
{
	for (size_t i = 0; renderer_table[i]; i++) {
		assert_non_null(renderer_table[i]->render);
		assert_non_null(renderer_table[i]->verify);
		assert_int_equal(renderer_table[i]->extension[0], '.');
	}
}

TEST(names_of_blocks_are_those_of_the_table)
{
	size_t n;
	const char *const *names = block_names(&n);

	for (size_t i = 0; i < n; i++)
		assert_string_equal(names[i], block_table[i]->id);
	assert_null(block_table[n]);
}

/* ---- templates ----------------------------------------------------------- */

/* A built-in template that asks for a block nobody has is refused here. */
TEST(every_block_of_the_built_in_templates_exists)
{
	static const char *const report[] = {
		"weekly", "monthly", "quarterly"
	};
	size_t n;
	const char *const *names = block_names(&n);

	for (size_t i = 0; i < COUNT(report); i++) {
		struct err err = { 0 };
		struct template t;

		if (template_read(&t, NULL, report[i], block_known, names, n,
				  &err))
			fail_msg("%s", err.msg);
		assert_true(t.n_parts >= 1);
		template_release(&t);
	}
}

TEST(every_report_template_is_read_by_the_test_above)
{
	size_t found = 0;

	for (size_t i = 0; embedded_files[i].name; i++) {
		const char *name = embedded_files[i].name;
		const char *dot = strrchr(name, '.');

		if (strchr(name, '/') || !dot || strcmp(dot, ".yaml") ||
		    !strcmp(name, "theme.yaml"))
			continue;
		if (strcmp(name, "weekly.yaml") &&
		    strcmp(name, "monthly.yaml") &&
		    strcmp(name, "quarterly.yaml"))
			fail_msg("%s is not tested", name);
		found++;
	}
	assert_int_equal(found, 3);
}

/* ---- tests that name them ------------------------------------------------ */

#define FILE_MAX ((size_t)4 << 20)

static void add_file(struct strbuf *all, const char *path)
{
	struct err err = { 0 };

	if (file_read(all, path, FILE_MAX, &err))
		fail_msg("%s", err.msg);
	strbuf_putc(all, '\n');
}

/* The tests of one directory, this file left out: it names nothing. */
static void add_tests(struct strbuf *all, const char *dir)
{
	struct dirent *e;
	DIR *d = opendir(dir);

	while (d && (e = readdir(d))) {
		char path[512];
		const char *dot = strrchr(e->d_name, '.');

		if (!dot || !strcmp(e->d_name, "registry_test.c") ||
		    (strcmp(dot, ".c") && strcmp(dot, ".test") &&
		     strcmp(dot, ".py") && strcmp(dot, ".sh")))
			continue;
		snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
		add_file(all, path);
	}
	if (d)
		closedir(d);
}

static bool word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The id as a word, also as the start of a test's name: "files_speaks". */
static bool named(const char *all, const char *id)
{
	size_t len = strlen(id);

	for (const char *p = strstr(all, id); p; p = strstr(p + 1, id))
		if ((p == all || !word_char(p[-1])) &&
		    (!word_char(p[len]) || !strncmp(p + len, "_speaks", 7)))
			return true;
	return false;
}

/* report-templates/README.md: a line for each metric, once, as it is. */
TEST(every_metric_has_its_line_in_the_readme)
{
	struct strbuf readme = STRBUF_INIT;
	size_t lines = 0, metrics = 0;

	add_file(&readme, "report-templates/README.md");
	for (; metric_table[metrics]; metrics++) {
		const struct metric *m = metric_table[metrics];
		char scopes[METRIC_SCOPES_MAX], line[1024];
		const char *first;

		snprintf(line, sizeof line, "\n| `%s` | %s | %s | \u00a7%s | "
			 "%s | %s | %s |\n", m->id, m->title,
			 metric_unit_name(m->unit), m->section,
			 m->requirement, metric_scopes_text(scopes, m),
			 m->identity ? "yes" : "");
		first = strstr(readme.s, line);
		if (!first || strstr(first + 1, line))
			fail_msg("report-templates/README.md wants once:%s",
				 line);
	}
	for (const char *p = readme.s; (p = strstr(p, " | \u00a7")); p++)
		lines++;
	assert_int_equal(lines, metrics);
	strbuf_release(&readme);
}

TEST(every_entry_is_named_by_a_test)
{
	struct strbuf all = STRBUF_INIT;
	struct entries e[TABLES];

	add_tests(&all, "tests/unit");
	add_tests(&all, "tests/golden");
	add_tests(&all, "tests/faults");
	add_tests(&all, "tests/formats");
	assert_true(all.len > 0);	/* tests run from the top of the tree */
	all_entries(e);
	for (size_t t = 0; t < TABLES; t++)
		for (size_t i = 0; i < e[t].n; i++)
			if (!named(all.s, e[t].id[i]))
				fail_msg("%s: no test names '%s'",
					 e[t].table, e[t].id[i]);
	strbuf_release(&all);
}

/* What an e-mail calls a report is what stands on it. */
TEST(a_report_is_called_as_its_template_calls_it)
{
	static const char *const ids[] = { "weekly", "monthly", "quarterly" };
	char name[40], line[80];

	for (size_t i = 0; i < COUNT(ids); i++) {
		snprintf(name, sizeof name, "%s.yaml", ids[i]);
		snprintf(line, sizeof line, "\ntitle: %s\n",
			 report_title(ids[i]));
		check_says(embedded_find(name)->bytes, line);
	}
	assert_string_equal(report_title("health"), "Workflow health review");
	assert_string_equal(report_title("other"), "other");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_id_is_a_plain_word),
		cmocka_unit_test(no_id_is_given_twice),
		cmocka_unit_test(every_entry_says_what_it_is),
		cmocka_unit_test(every_entry_is_found_by_its_id),
		cmocka_unit_test(every_metric_is_documented),
		cmocka_unit_test(
			every_column_of_a_kind_has_a_help_and_one_required),
		cmocka_unit_test(every_command_has_a_usage_and_runs),
		cmocka_unit_test(every_block_builds_in_a_width_that_exists),
		cmocka_unit_test(every_renderer_writes_and_verifies),
		cmocka_unit_test(names_of_blocks_are_those_of_the_table),
		cmocka_unit_test(
			every_block_of_the_built_in_templates_exists),
		cmocka_unit_test(
			every_report_template_is_read_by_the_test_above),
		cmocka_unit_test(every_metric_has_its_line_in_the_readme),
		cmocka_unit_test(a_report_is_called_as_its_template_calls_it),
		cmocka_unit_test(every_entry_is_named_by_a_test),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
