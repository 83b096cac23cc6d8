/* Every fact kind in canonical columns: found, imported, written, read back. */
#include "tests/unit/ingest_help.h"

#include "config/embedded.h"
#include "ingest/match.h"
#include "store/fact_text.h"

#define KINDS "fixtures/kinds/"

/* ---- which kind a file is ----------------------------------------------- */

/* The canonical profile that fits a header, as its kind. */
static void check_kind(const char *text, size_t len, const char *want)
{
	struct profile **own;
	struct arena a = { 0 };
	struct source src = source_of(text, len);
	struct diags diags = { 0 };
	struct lines lines;
	struct records records;
	struct head head = { 0 };
	struct match m;
	struct err err = { 0 };
	size_t n;

	canonical_profiles(&own, &n, &a);
	assert_int_equal(lines_begin(&lines, &src, NULL, &diags, &err), 0);
	records_begin(&records, &lines, ',');
	assert_int_equal(head_read(&head, &a, &records, SIZE_MAX, &err), 0);
	if (match_find(&m, &a, &head, (const struct profile *const *)own, n,
		       NULL, "t.csv", &diags, &err))
		fail_msg("%s: %s", want, err.msg);
	assert_string_equal(m.kind->id, want);
	records_end(&records);
	lines_end(&lines);
	source_close(&src);
	diags_release(&diags);
	arena_release(&a);
}

TEST(each_template_is_of_its_own_kind)
{
	for (size_t i = 0; fact_kind_table[i]; i++) {
		const char *id = fact_kind_table[i]->id;
		const struct embedded_file *file;
		char name[64];

		snprintf(name, sizeof name, "workspace/templates/%s.csv", id);
		file = embedded_find(name);
		if (!file)
			fail_msg("%s has no template", id);
		check_kind((const char *)file->bytes, file->len, id);
	}
}

TEST(the_needed_columns_are_enough_to_know_a_kind)
{
	for (size_t i = 0; fact_kind_table[i]; i++) {
		const struct fact_kind *kind = fact_kind_table[i];
		char text[256] = "";

		for (size_t c = FC_FIRST; c < kind->n_columns; c++) {
			if (!(kind->columns[c].flags & COLUMN_REQUIRED))
				continue;
			strcat(text, *text ? "," : "");
			strcat(text, kind->columns[c].name);
		}
		/* a campaign is told by more than it needs */
		if (kind == &kind_campaigns)
			strcat(text, ",clicks");
		strcat(text, "\n");
		check_kind(text, strlen(text), kind->id);
	}
}

TEST(all_columns_of_a_kind_are_of_that_kind)
{
	for (size_t i = 0; fact_kind_table[i]; i++) {
		const struct fact_kind *kind = fact_kind_table[i];
		char text[1024] = "day,source,import,line,n";

		for (size_t c = FC_FIRST; c < kind->n_columns; c++) {
			strcat(text, ",");
			strcat(text, kind->columns[c].name);
		}
		strcat(text, "\n");
		check_kind(text, strlen(text), kind->id);
	}
}

/* ---- in and out again ---------------------------------------------------- */

static void add_cell(struct strbuf *out, const struct facts *f,
		     const struct fact_day *day, int column, size_t row)
{
	const struct fact_column *c = &f->kind->columns[column];
	char buf[FACT_TEXT_MAX];
	const char *s;
	size_t len;

	if (c->type == FACT_TEXT) {
		s = fact_text(day, column, row, &len);
		strbuf_printf(out, ",\"%.*s\"", (int)len, s);
	} else if (c->type == FACT_DIM) {
		strbuf_printf(out, ",\"%s\"", fact_dim(f, day, column, row));
	} else {
		s = fact_value_text(buf, c, fact_i64(day, column, row));
		strbuf_printf(out, ",\"%s\"", s);
	}
}

/* The facts of a kind as a CSV, without where they came from. */
static struct strbuf facts_csv(struct store *s, const struct fact_kind *kind)
{
	struct strbuf out = STRBUF_INIT;
	struct facts f;
	struct err err;

	assert_int_equal(facts_read(&f, s, kind, DAY_MIN, DAY_MAX, &err), 0);
	strbuf_puts(&out, "day");
	for (size_t c = FC_N; c < kind->n_columns; c++)
		strbuf_printf(&out, ",%s", kind->columns[c].name);
	for (size_t d = 0; d < f.n_days; d++) {
		for (size_t r = 0; r < f.days[d].n; r++) {
			strbuf_printf(&out, "\n%d", f.days[d].day);
			for (size_t c = FC_N; c < kind->n_columns; c++)
				add_cell(&out, &f, &f.days[d], (int)c, r);
		}
	}
	strbuf_putc(&out, '\n');
	facts_release(&f);
	return out;
}

struct kind_case {
	const struct fact_kind *kind;
	int read, used, same, aside;	/* of the fixture */
	const char *code;	/* why rows were set aside, or NULL */
};

static const struct kind_case cases[] = {
	{ &kind_corrections, 2, 2, 0, 0, NULL },
	{ &kind_campaigns, 2, 2, 0, 0, NULL },
	{ &kind_time, 2, 2, 0, 0, NULL },
	{ &kind_costs, 2, 2, 0, 0, NULL },
	{ &kind_outputs, 4, 4, 0, 0, NULL },
	{ &kind_handoffs, 5, 5, 0, 0, NULL },
	{ &kind_series, 4, 4, 0, 0, NULL },
	/* three records of three fields, one of none, one set aside */
	{ &kind_inputs, 11, 7, 3, 1, "unknown-word" },
	{ &kind_members, 5, 3, 1, 1, "email-address" },
	{ &kind_verdicts, 4, 3, 0, 1, "missing" },
	{ &kind_sessions, 4, 4, 0, 0, NULL },
	{ &kind_events, 5, 4, 1, 0, NULL },
	{ &kind_pulse, 3, 2, 0, 1, "bad-number" },
};

static void check_case(const struct kind_case *c, struct store *s,
		       const struct config *config, struct imported *got)
{
	char path[64];

	snprintf(path, sizeof path, KINDS "%s.csv", c->kind->id);
	*got = import_path(s, config, path, NULL);
	check_account(got, c->read, c->used, c->same, 0, c->aside);
	assert_string_equal(got->report.entry.kind, c->kind->id);
	if (c->code)
		assert_non_null(diag_find(&got->report, c->code));
}

TEST(each_kind_is_imported_from_its_own_columns)
{
	struct config config = config_of_test();
	struct store *s = memory_store();

	assert_int_equal(COUNT(cases), 13);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct imported got;

		check_case(&cases[i], s, &config, &got);
		import_report_release(&got.report);
	}
	store_close(s);
	config_release(&config);
}

TEST(facts_written_as_csv_are_the_same_facts_when_read)
{
	struct config config = config_of_test();

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct fact_kind *kind = cases[i].kind;
		struct store *one = memory_store(), *two = memory_store();
		struct strbuf first, second;
		struct imported got;

		check_case(&cases[i], one, &config, &got);
		import_report_release(&got.report);
		first = facts_csv(one, kind);
		got = import_bytes(two, &config, first.s, first.len, NULL);
		if (got.ret)
			fail_msg("%s: %s", kind->id, got.err.msg);
		assert_int_equal(got.report.entry.aside, 0);
		import_report_release(&got.report);
		second = facts_csv(two, kind);
		assert_string_equal(first.s, second.s);
		strbuf_release(&second);
		strbuf_release(&first);
		store_close(one);
		store_close(two);
	}
	config_release(&config);
}

TEST(a_second_import_of_the_same_facts_changes_nothing)
{
	struct config config = config_of_test();

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct fact_kind *kind = cases[i].kind;
		struct store *s = memory_store();
		struct imported got;
		struct strbuf csv;

		check_case(&cases[i], s, &config, &got);
		import_report_release(&got.report);
		csv = facts_csv(s, kind);
		got = import_bytes(s, &config, csv.s, csv.len, NULL);
		assert_int_equal(got.ret, 0);
		assert_int_equal(got.report.entry.used, 0);
		assert_int_equal(got.report.entry.removed, 0);
		assert_int_equal(got.report.load.days_changed, 0);
		import_report_release(&got.report);
		strbuf_release(&csv);
		store_close(s);
	}
	config_release(&config);
}

/* ---- campaigns and their row ids ------------------------------------------ */

/* Rows of a campaign file with row_id, of which only row `with` has one. */
static struct strbuf campaigns_csv(int rows, int with)
{
	struct strbuf out = STRBUF_INIT;

	strbuf_puts(&out, "date,campaign,clicks,row_id\n");
	for (int i = 1; i <= rows; i++)
		strbuf_printf(&out, "2026-11-16,c%d,%d,%s\n", i, i,
			      i == with ? "r1" : "");
	return out;
}

static void check_row_id(int rows, int with, int used, int aside)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct strbuf csv = campaigns_csv(rows, with);
	struct imported got = import_bytes(s, &config, csv.s, csv.len, NULL);

	check_account(&got, rows, used, 0, 0, aside);
	if (aside)
		assert_non_null(diag_find(&got.report, "blank-key"));
	import_report_release(&got.report);
	strbuf_release(&csv);
	store_close(s);
	config_release(&config);
}

TEST(a_row_id_that_is_blank_in_every_row_is_no_key)
{
	check_row_id(3, 0, 3, 0);
	check_row_id(HEAD_RECORDS + 9, 0, HEAD_RECORDS + 9, 0);
}

TEST(one_row_id_makes_it_the_key_of_all_rows)
{
	check_row_id(3, 2, 1, 2);
	/* also where it stands far below the rows that are looked at first */
	check_row_id(HEAD_RECORDS + 9, HEAD_RECORDS + 9, 1, HEAD_RECORDS + 8);
}

/* ---- what is special about one kind -------------------------------------- */

static struct imported import_text(struct store *s, const struct config *config,
				   const char *text,
				   const struct import_options *o)
{
	return import_bytes(s, config, text, strlen(text), o);
}

/* Import a text; the facts of its kind are then `want`. */
static void check_facts(const struct fact_kind *kind, const char *text,
			const struct import_options *o, const char *want)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config, text, o);
	struct strbuf csv;

	if (got.ret)
		fail_msg("%s", got.err.msg);
	import_report_release(&got.report);
	csv = facts_csv(s, kind);
	assert_string_equal(strchr(csv.s, '\n') + 1, want);
	strbuf_release(&csv);
	store_close(s);
	config_release(&config);
}

static void check_refused(const char *text, const char *want)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config, text, NULL);

	assert_int_equal(got.ret, -1);
	check_says(got.err.msg, want);
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

TEST(an_audited_record_becomes_a_fact_a_field)
{
	check_facts(&kind_inputs,
		    "date,input,record_id,email,remark,Phone,critical_missing\n"
		    "1990-01-02,crm,7,ok,fine,missing,\n"
		    "1990-01-02,crm,8,,,Stale,1\n"
		    "1990-01-02,crm,9,,,,\n", NULL,
		    "7306,\"1\",\"1990-01-02\",\"crm\",\"7\",\"email\","
		    "\"ok\",\"\"\n"
		    "7306,\"1\",\"1990-01-02\",\"crm\",\"7\",\"Phone\","
		    "\"missing\",\"\"\n"
		    "7306,\"1\",\"1990-01-02\",\"crm\",\"8\",\"\",\"\","
		    "\"1\"\n"
		    "7306,\"1\",\"1990-01-02\",\"crm\",\"8\",\"Phone\","
		    "\"stale\",\"\"\n"
		    "7306,\"1\",\"1990-01-02\",\"crm\",\"9\",\"\",\"\","
		    "\"\"\n");
}

TEST(critical_missing_alone_is_an_audit_too)
{
	check_facts(&kind_inputs, "date,input,record_id,critical_missing\n"
		    "1990-01-02,crm,7,2\n1990-01-02,crm,8,0\n", NULL,
		    "7306,\"1\",\"1990-01-02\",\"crm\",\"7\",\"\",\"\","
		    "\"2\"\n"
		    "7306,\"1\",\"1990-01-02\",\"crm\",\"8\",\"\",\"\","
		    "\"0\"\n");
}

TEST(an_audit_that_audits_nothing_is_refused)
{
	check_refused("date,input,record_id,remark\n1990-01-02,crm,7,nice\n",
		      "t.csv:1: no column says how a field is; expected");
}

TEST(a_word_that_is_no_state_names_its_field)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config,
		"date,input,record_id,email\n1990-01-02,crm,7,ok\n"
		"1990-01-02,crm,8,ok\n1990-01-02,crm,9,okay\n", NULL);
	const struct diag *d = diag_find(&got.report, "unknown-word");

	check_account(&got, 3, 2, 0, 0, 1);
	assert_non_null(d);
	assert_string_equal(d->column, "email");
	assert_int_equal(d->line, 4);
	check_says(d->text, "found 'okay', expected one of ok, missing");
	assert_string_equal(got.report.columns[3].column, "field, state");
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

TEST(records_are_counted_beside_their_fields)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct strbuf text = STRBUF_INIT;
	struct imported got = import_text(s, &config,
		"date,input,record_id,a,b\n1990-01-02,crm,7,ok,ok\n"
		"1990-01-02,crm,8,ok,stale\n", NULL);

	check_account(&got, 4, 4, 0, 0, 0);
	assert_int_equal(got.report.records, 2);
	import_report_text(&text, &got.report, false);
	check_says(text.s, "each audited field counts as a row: 2 records "
		   "make 4");
	strbuf_release(&text);
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

TEST(an_address_is_no_member_id_unless_the_config_says_so)
{
	static const char text[] = "segment,member_id,period\n"
		"Prospects,mia@example.org,2026-11\nProspects,L-7,2026-11\n";
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config, text, NULL);
	const struct diag *d = diag_find(&got.report, "email-address");

	check_account(&got, 2, 1, 0, 0, 1);
	assert_string_equal(d->column, "member_id");
	assert_null(strstr(d->text, "mia"));
	check_says(d->text, "samples: {allow_email: yes}");
	import_report_release(&got.report);
	config.samples.allow_email = true;
	got = import_text(s, &config, text, NULL);
	check_account(&got, 2, 1, 1, 0, 0);
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

TEST(a_sample_id_holds_no_address_either)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config, "sample_id,verdict,at\n"
		"2026-11/P/mia@example.org,relevant,2026-11-18\n"
		"2026-11/P/17,relevant,2026-11-18\n", NULL);

	check_account(&got, 2, 1, 0, 0, 1);
	assert_non_null(diag_find(&got.report, "email-address"));
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

TEST(members_take_their_days_from_a_period)
{
	struct import_options o = { .period = "1990-01" };

	check_facts(&kind_members, "segment,member_id,period\nA,1,1990-01\n"
		    "A,2,1990-W02\nA,3,1990-01-02..1990-01-02\n", NULL,
		    "7306,\"1\",\"1990-01-02\",\"\",\"A\",\"3\",\"\"\n"
		    "7318,\"1\",\"1990-01-14\",\"1990-01-08\",\"A\",\"2\","
		    "\"\"\n"
		    "7335,\"1\",\"1990-01-31\",\"1990-01-01\",\"A\",\"1\","
		    "\"\"\n");
	check_facts(&kind_members, "segment,member_id\nA,1\n", &o,
		    "7335,\"1\",\"1990-01-31\",\"1990-01-01\",\"A\",\"1\","
		    "\"\"\n");
	check_refused("segment,member_id\nA,1\n", "--period FROM..TO");
}

TEST(a_period_nobody_knows_sets_the_row_aside)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config,
		"segment,member_id,period\nA,1,autumn\nA,2,2026-11\n", NULL);

	check_account(&got, 2, 1, 0, 0, 1);
	check_says(diag_find(&got.report, "bad-period")->text,
		   "found 'autumn', expected a period such as 2026-W47");
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

TEST(verdicts_without_a_time_take_the_period_they_are_told)
{
	struct import_options o = { .period = "1990-01" };

	check_facts(&kind_verdicts, "sample_id,verdict\nx/1,Cannot judge\n",
		    &o, "7335,\"1\",\"x/1\",\"cannot_judge\",\"\",\"\","
		    "\"1990-01-31\"\n");
	check_refused("sample_id,verdict\nx/1,relevant\n",
		      "--period FROM..TO");
}

TEST(two_people_may_judge_one_sample_on_one_day)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got;

	config.people_key = true;
	got = import_text(s, &config, "sample_id,verdict,rater,at\n"
			  "x,relevant,Ana,2026-11-18\n"
			  "x,borderline,Eva,2026-11-18\n"
			  "y,relevant,R-0123456789abcdef,2026-11-18\n", NULL);
	check_account(&got, 3, 3, 0, 0, 0);
	import_report_release(&got.report);
	struct strbuf csv = facts_csv(s, &kind_verdicts);

	check_says(csv.s, "\"R-0123456789abcdef\"");
	assert_null(strstr(csv.s, "Ana"));
	strbuf_release(&csv);
	store_close(s);
	config_release(&config);
}

TEST(a_value_of_a_series_keeps_six_decimals)
{
	check_facts(&kind_series, "date,metric,value,unit,source\n"
		    "1990-01-02,rate,3.12345 %,rate,web\n"
		    "1990-01-02,flow,-2.5,money,\n", NULL,
		    "7306,\"1\",\"1990-01-02\",\"\",\"rate\",\"0.031235\","
		    "\"rate\",\"web\",\"\",\"\"\n"
		    "7306,\"1\",\"1990-01-02\",\"\",\"flow\",\"-2.5\","
		    "\"money\",\"\",\"\",\"\"\n");
}

/* Import two files one after the other; the account of the second. */
static void check_again(const char *first, const char *second, int used,
			int same, int removed)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config, first, NULL);

	assert_int_equal(got.ret, 0);
	import_report_release(&got.report);
	got = import_text(s, &config, second, NULL);
	check_account(&got, used + same, used, same, 0, 0);
	assert_int_equal(got.report.entry.removed, removed);
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

TEST(statements_stay_until_their_key_says_something_else)
{
	check_again("date,event,kind\n2026-11-02,A,holiday\n"
		    "2026-11-03,B,launch\n2026-11-04,C,launch\n",
		    "date,event,kind\n2026-11-02,A,launch\n"
		    "2026-11-04,C,launch\n", 1, 1, 0);
	check_again("date,metric,value\n2026-11-02,a,1\n2026-11-02,b,2\n",
		    "date,metric,value\n2026-11-02,a,1\n2026-11-02,b,3\n",
		    1, 1, 0);
}

TEST(a_late_arrival_replaces_its_handoff)
{
	check_again("from_step,to_step,sent_at,received_at,item_id\n"
		    "a,b,2026-11-02 10:00,,1\na,b,2026-11-03 10:00,,2\n",
		    "from_step,to_step,sent_at,received_at,item_id\n"
		    "a,b,2026-11-02 10:00,2026-11-04 09:00,1\n", 1, 0, 0);
	/* without ids the file is the truth about the days between */
	check_again("from_step,to_step,sent_at\na,b,2026-11-02 10:00\n"
		    "a,b,2026-11-03 10:00\na,b,2026-11-04 10:00\n",
		    "from_step,to_step,sent_at\na,b,2026-11-02 10:00\n"
		    "a,b,2026-11-04 10:00\n", 0, 2, 1);
}

TEST(of_one_statement_made_twice_the_last_counts_and_is_named)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config,
		"segment,member_id,period,score\nA,1,2026-11,0.5\n"
		"A,1,2026-11,0.7\nA,1,2026-11,0.7\n", NULL);

	check_account(&got, 3, 1, 2, 0, 0);
	assert_int_equal(got.report.entry.added, 1);
	assert_non_null(diag_find(&got.report, "same-key"));
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

TEST(a_needed_word_may_not_be_blank)
{
	struct config config = config_of_test();
	struct store *s = memory_store();
	struct imported got = import_text(s, &config,
		"date,kind,planned_minutes\n2026-11-02,,30\n"
		"2026-11-02,Health review,30\n", NULL);

	check_account(&got, 2, 1, 0, 0, 1);
	assert_string_equal(diag_find(&got.report, "missing")->column, "kind");
	import_report_release(&got.report);
	store_close(s);
	config_release(&config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_template_is_of_its_own_kind),
		cmocka_unit_test(
			the_needed_columns_are_enough_to_know_a_kind),
		cmocka_unit_test(all_columns_of_a_kind_are_of_that_kind),
		cmocka_unit_test(each_kind_is_imported_from_its_own_columns),
		cmocka_unit_test(
			facts_written_as_csv_are_the_same_facts_when_read),
		cmocka_unit_test(
			a_second_import_of_the_same_facts_changes_nothing),
		cmocka_unit_test(a_row_id_that_is_blank_in_every_row_is_no_key),
		cmocka_unit_test(one_row_id_makes_it_the_key_of_all_rows),
		cmocka_unit_test(an_audited_record_becomes_a_fact_a_field),
		cmocka_unit_test(critical_missing_alone_is_an_audit_too),
		cmocka_unit_test(an_audit_that_audits_nothing_is_refused),
		cmocka_unit_test(a_word_that_is_no_state_names_its_field),
		cmocka_unit_test(records_are_counted_beside_their_fields),
		cmocka_unit_test(
			an_address_is_no_member_id_unless_the_config_says_so),
		cmocka_unit_test(a_sample_id_holds_no_address_either),
		cmocka_unit_test(members_take_their_days_from_a_period),
		cmocka_unit_test(a_period_nobody_knows_sets_the_row_aside),
		cmocka_unit_test(
			verdicts_without_a_time_take_the_period_they_are_told),
		cmocka_unit_test(two_people_may_judge_one_sample_on_one_day),
		cmocka_unit_test(a_value_of_a_series_keeps_six_decimals),
		cmocka_unit_test(
			statements_stay_until_their_key_says_something_else),
		cmocka_unit_test(a_late_arrival_replaces_its_handoff),
		cmocka_unit_test(
		of_one_statement_made_twice_the_last_counts_and_is_named),
		cmocka_unit_test(a_needed_word_may_not_be_blank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
