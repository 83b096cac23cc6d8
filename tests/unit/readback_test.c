/*
 * What people write into a workbook: taken once, or refused with its cell.
 * The workbooks here are the least that a spreadsheet would save.
 */
#include "tests/unit/store_help.h"
#include "tests/unit/temp_dir.h"

#include <minizip/zip.h>

#include "exchange/readback.h"
#include "render/xlsx_read.h"
#include "store/db.h"
#include "store/decisions.h"

#define ID "2026-W47-1e378d"
#define WEEK "2026-W47"
#define MEMBER "2026-W47/Customers/C1"
#define MONDAY (day_from_civil(2026, 11, 16))
#define TODAY (MONDAY + 13)
#define COLUMNS 9
#define XMLNS "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/" \
	"2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/" \
	"officeDocument/2006/relationships\""
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships"

/* ---- workbooks ------------------------------------------------------- */

/* Cells row by row; "#46360" is a number, NULL no cell. Row 1 has titles. */
typedef const char *row_cells[COLUMNS];

struct sheet {
	const char *tab;	/* as in the names, quoted where needed */
	const char *name;	/* defined name of row 1 */
	const row_cells *row;
	size_t n;
	bool from_1904;
};

static void add_part(zipFile z, const char *name, const char *text)
{
	assert_int_equal(zipOpenNewFileInZip(z, name, NULL, NULL, 0, NULL, 0,
					     NULL, Z_DEFLATED, 1), ZIP_OK);
	assert_int_equal(zipWriteInFileInZip(z, text, (unsigned)strlen(text)),
			 ZIP_OK);
	assert_int_equal(zipCloseFileInZip(z), ZIP_OK);
}

static void add_sheet(zipFile z, const struct sheet *s)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_puts(&sb, "<worksheet " XMLNS "><sheetData>");
	for (size_t r = 0; r < s->n; r++) {
		strbuf_printf(&sb, "<row r=\"%zu\">", r + 1);
		for (size_t c = 0; c < COLUMNS; c++) {
			const char *text = s->row[r][c];

			if (!text)
				continue;
			strbuf_printf(&sb, "<c r=\"%c%zu\"",
				      (char)('A' + (int)c), r + 1);
			strbuf_printf(&sb, *text == '#' ? "><v>%s</v></c>" :
				      " t=\"inlineStr\"><is><t>%s</t></is></c>",
				      *text == '#' ? text + 1 : text);
		}
		strbuf_puts(&sb, "</row>");
	}
	strbuf_puts(&sb, "</sheetData></worksheet>");
	add_part(z, "xl/worksheets/sheet1.xml", sb.s);
	strbuf_release(&sb);
}

/* dir/file; the path stays in a buffer of two. */
static const char *make(const char *file, const struct sheet *s)
{
	static char paths[2][TEST_DIR_MAX + 16];
	static size_t turn;
	char *path = paths[turn++ % 2];
	struct strbuf sb = STRBUF_INIT;
	zipFile z;

	snprintf(path, sizeof paths[0], "%.60s/%s", dir, file);
	z = zipOpen64(path, APPEND_STATUS_CREATE);
	assert_non_null(z);
	add_part(z, "_rels/.rels", "<Relationships xmlns=\"http://schemas."
		 "openxmlformats.org/package/2006/relationships\">"
		 "<Relationship Id=\"r\" Type=\"" OFFICE "/officeDocument\" "
		 "Target=\"xl/workbook.xml\"/></Relationships>");
	add_part(z, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\""
		 "http://schemas.openxmlformats.org/package/2006/"
		 "relationships\"><Relationship Id=\"r\" Type=\"" OFFICE
		 "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		 "</Relationships>");
	strbuf_printf(&sb, "<workbook " XMLNS "><workbookPr date1904=\"%d\"/>"
		      "<sheets><sheet name=\"It's mine\" sheetId=\"1\" "
		      "r:id=\"r\"/></sheets><definedNames><definedName "
		      "name=\"%s\">%s!$A$1:$I$1</definedName></definedNames>"
		      "</workbook>", s->from_1904, s->name,
		      s->tab ? s->tab : "'It''s mine'");
	add_part(z, "xl/workbook.xml", sb.s);
	add_sheet(z, s);
	assert_int_equal(zipClose(z, NULL), ZIP_OK);
	strbuf_release(&sb);
	return path;
}

/* One row of decisions, as it was given out. */
static const char *decision(const char *file, const char *choice,
			    const char *owner, const char *due,
			    const char *note)
{
	const row_cells rows[] = {
		{ "Id", "Problem", "Option A", "Decision", "Owner", "Due",
		  "Reason", "Note" },
		{ ID, "Blog: rework", "Do it (1.5 h a week)", choice, owner,
		  due, NULL, note },
	};

	return make(file, &(struct sheet){ .name = "decisions_header",
					   .row = rows, .n = 2 });
}

static const char *verdicts(const char *file, const char *first,
			    const char *rating, const char *second)
{
	const row_cells rows[] = {
		{ "Id", "Segment", "Verdict", "Rating", "Second reviewer" },
		{ MEMBER, "Customers", first, rating, second },
	};

	return make(file, &(struct sheet){ .name = "sample_header",
					   .row = rows, .n = 2 });
}

/* ---- the store that they come back to ---------------------------------- */

static struct store *workspace(void)
{
	struct store *s = memory_store();
	struct proposal_entry p = {
		.proposal = ID, .report = "weekly", .period = WEEK,
		.first = MONDAY, .last = MONDAY + 6,
		.problem = "output:blog", .title = "Blog: rework",
		.evidence = "18 of 55.", .n_options = 1
	};
	struct run_entry run = {
		.report = "weekly", .period = WEEK, .file = "w.xlsx",
		.sha256 = "", .inputs = "", .as_of = "2026-11-22",
		.proposals = &p, .n_proposals = 1
	};
	struct err err = { 0 };

	p.option[0] = (struct option_entry){
		.action = "prompt", .text = "Do it", .role = "editor",
		.hours = 1.5, .setup = 3, .wasted = 6.5, .reduction = 0.25,
		.metric = "rework", .scope = { "blog" }, .value = 0.33,
		.each = 0.36, .before_first = MONDAY - 56,
		.before_last = MONDAY - 1
	};
	if (store_record_run(s, &run, NULL, 0, &err))
		fail_msg("%s", err.msg);
	return s;
}

static struct readback_result read_two(struct store *s, const char *one,
				       const char *two, const char *take)
{
	static const struct readback_member member = { MEMBER, true };
	const char *const file[] = { one, two };
	const struct config config = { 0 };
	struct readback_spec spec = {
		.file = file, .n = two ? 2 : 1, .take = take, .as_of = TODAY,
		.member = &member, .n_members = 1
	};
	struct readback_result r;
	struct err err = { 0 };

	if (readback(&r, s, &config, &spec, &err))
		fail_msg("%s", err.msg);
	return r;
}

static void check_taken(struct store *s, const char *file, size_t decisions,
			size_t facts, size_t same)
{
	struct readback_result r = read_two(s, file, NULL, NULL);

	if (r.refused)
		fail_msg("%s", r.mistakes.s);
	assert_int_equal(r.decisions, decisions);
	assert_int_equal(r.verdicts + r.sessions + r.hours, facts);
	assert_int_equal(r.same, same);
	readback_release(&r);
}

static void check_refused(const char *file, const char *says)
{
	struct store *s = workspace();
	struct readback_result r = read_two(s, file, NULL, NULL);
	int64_t n;
	struct err err = { 0 };

	assert_int_equal(r.refused, 1);
	check_says(r.mistakes.s, file);
	check_says(r.mistakes.s, says);
	assert_int_equal(db_int(s, "SELECT (SELECT count(*) FROM decision) + "
				"(SELECT count(*) FROM import)", 0, &n, &err),
			 0);
	assert_int_equal(n, 0);
	readback_release(&r);
	store_close(s);
}

/* "A|Mia|2026-12-04|note" */
static void check_answer(struct store *s, const char *want)
{
	struct decision_book b;
	const struct decision_entry *d;
	struct arena a = { 0 };
	struct err err = { 0 };
	char due[DATE_MAX] = "";

	assert_int_equal(store_decision_book(&b, s, &a, &err), 0);
	d = book_answer(&b, ID);
	assert_non_null(d);
	if (d->due != DAY_NONE)
		day_format(due, d->due);
	assert_string_equal(arena_printf(&a, "%s|%s|%s|%s", d->choice,
					 d->owner, due, d->note), want);
	arena_release(&a);
}

/* ---- decisions ----------------------------------------------------------- */

TEST(a_decision_is_taken_once)
{
	struct store *s = workspace();

	check_taken(s, decision("a.xlsx", " a ", "Mia", "#46360", "yes"), 1,
		    0, 0);
	check_answer(s, "A|Mia|2026-12-04|yes");
	check_taken(s, decision("a.xlsx", "A", "Mia", "2026-12-04", "yes"), 0,
		    0, 1);
	store_close(s);
}

TEST(a_blank_cell_takes_nothing_back)
{
	struct store *s = workspace();

	check_taken(s, decision("a.xlsx", "A", "Mia", "#46360", NULL), 1, 0,
		    0);
	check_taken(s, decision("a.xlsx", "A", NULL, NULL, "later"), 1, 0, 0);
	check_answer(s, "A|Mia|2026-12-04|later");
	check_taken(s, decision("a.xlsx", NULL, "Tom", NULL, NULL), 0, 0, 0);
	check_answer(s, "A|Mia|2026-12-04|later");
	store_close(s);
}

TEST(days_count_from_1904_where_the_file_says_so)
{
	static const row_cells rows[] = {
		{ "Note", "Reason", "Due", "Owner", "mine", "Decision",
		  "Option A", "Id" },
		{ NULL, NULL, "#44898.6", "Mia", "x", "A", "Do it", ID },
	};
	struct store *s = workspace();

	check_taken(s, make("a.xlsx", &(struct sheet){
		.name = "DECISIONS_HEADER", .row = rows, .n = 2,
		.from_1904 = true }), 1, 0, 0);
	check_answer(s, "A|Mia|2026-12-04|");
	store_close(s);
}

TEST(an_answer_is_never_later_than_its_due_date)
{
	struct store *s = workspace();

	/* read back on the 29th, due on the 27th: decided in time */
	check_taken(s, decision("a.xlsx", "A", "Mia", "2026-11-27", NULL), 1,
		    0, 0);
	check_answer(s, "A|Mia|2026-11-27|");
	store_close(s);
}

TEST(what_cannot_be_is_refused_with_its_cell)
{
	check_refused(decision("a.xlsx", "B", NULL, NULL, NULL),
		      "It's mine!D2: found 'B', expected one of A, Reject");
	check_refused(decision("b.xlsx", "A", NULL, "#46348", NULL),
		      "It's mine!F2: found '46348', expected a day after the "
		      "report's, 2026-11-22, such as 2026-11-27; it is "
		      "2026-11-22");
	check_refused(verdicts("c.xlsx", "good", NULL, NULL), "mine!C2:");
	check_refused(verdicts("d.xlsx", "relevant", "#7", NULL),
		      "mine!D2: found '7', expected a whole number from 1");
}

/* Agreement of ratings needs two of them (METRICS §9). */
TEST(a_second_reviewer_rates_too)
{
	static const row_cells rows[] = {
		{ "Id", "Segment", "Verdict", "Rating", "Second reviewer",
		  "Second rating" },
		{ MEMBER, "Customers", "relevant", "#5", "borderline", "#2" },
	};
	static const row_cells alone[] = {
		{ "Id", "Segment", "Verdict", "Rating", "Second reviewer",
		  "Second rating" },
		{ MEMBER, "Customers", NULL, NULL, NULL, "#2" },
	};
	struct store *s = workspace();
	struct readback_result r = read_two(s, make("z.xlsx", &(struct sheet){
		.name = "sample_header", .row = alone, .n = 2 }), NULL, NULL);

	check_says(r.text.s, "a rating without a verdict");
	assert_int_equal(r.verdicts, 0);
	readback_release(&r);
	check_taken(s, make("a.xlsx", &(struct sheet){
		.name = "sample_header", .row = rows, .n = 2 }), 0, 2, 0);
	check_taken(s, make("a.xlsx", &(struct sheet){
		.name = "sample_header", .row = rows, .n = 2 }), 0, 0, 2);
	/* a workbook that was published before had no such column */
	check_taken(s, verdicts("b.xlsx", "relevant", "#5", "borderline"), 0,
		    0, 2);
	r = read_two(s, make("c.xlsx", &(struct sheet){
		.name = "sample_header", .n = 2, .row = (const row_cells[]){
		{ "Id", "Verdict", "Rating", "Second reviewer",
		  "Second rating" },
		{ MEMBER, "relevant", "#5", "borderline", "#4" } } }), NULL,
		NULL);
	check_says(r.text.s, "c.xlsx says 4");
	check_says(r.text.s, "a.xlsx said 2 before");
	assert_int_equal(r.verdicts, 0);
	readback_release(&r);
	store_close(s);
}

TEST(a_workbook_of_another_workspace_is_said_to_be_one)
{
	static const row_cells rows[] = {
		{ "Id", "Option A", "Decision", "Owner", "Due", "Reason",
		  "Note" },
		{ "2026-W47-111111", "Do it", "A" },
		{ "2026-W47-222222", "Do it" },
	};

	check_refused(make("a.xlsx", &(struct sheet){
		.name = "decisions_header", .row = rows, .n = 3 }),
		"mine!A2: found '2026-W47-111111' and 1 more id, none of "
		"which this workspace gave out; read the file back in the "
		"workspace that made it, with tuneup -C DIR\n");
}

static void check_no_workbook(const char *bytes, size_t n, const char *says)
{
	char path[TEST_DIR_MAX + 16];
	FILE *f;

	snprintf(path, sizeof path, "%.60s/x.xlsx", dir);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	check_refused(path, says);
}

static void check_no_workbook_in_zip(const char *part, const char *says)
{
	char path[TEST_DIR_MAX + 16];
	zipFile z;

	snprintf(path, sizeof path, "%.60s/z.xlsx", dir);
	z = zipOpen64(path, APPEND_STATUS_CREATE);
	assert_non_null(z);
	add_part(z, part, "<a/>");
	assert_int_equal(zipClose(z, NULL), ZIP_OK);
	check_refused(path, says);
}

TEST(what_is_no_workbook_is_told_what_it_is_and_what_to_do)
{
	check_no_workbook("", 0, "x.xlsx is no Excel workbook: it is empty");
	check_no_workbook("%PDF-1.7\n", 9, "it is a PDF; name the workbook");
	check_no_workbook("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", 12,
			  "a password protects it, or it is an .xls of old; "
			  "save it as Excel workbook (.xlsx) without a "
			  "password");
	check_no_workbook("Id,Decision\n", 12, "save it as Excel workbook "
			  "(.xlsx)");
	check_no_workbook_in_zip("content.xml", "it is an OpenDocument file "
				 "(.ods); save it as Excel workbook (.xlsx)");
	check_no_workbook_in_zip("a.csv", "it is a zip of other files");
	/* begins as a zip: it was cut */
	check_no_workbook("PK\3\4........................", 28,
			  "is not a whole workbook: it does not end");
}

TEST(an_id_that_was_given_to_another_row_is_refused)
{
	static const row_cells rows[] = {
		{ "Id", "Option A", "Decision", "Owner", "Due", "Reason",
		  "Note" },
		{ ID, "Do something else (2 h a week)", "A" },
	};

	check_refused(make("a.xlsx", &(struct sheet){
		.name = "decisions_header", .row = rows, .n = 2 }),
		"the options of this row were never offered");
}

TEST(an_id_that_is_missing_does_not_hide_what_follows)
{
	static const row_cells rows[] = {
		{ "Id", "Option A", "Decision", "Owner", "Due", "Reason",
		  "Note" },
		{ NULL, "Do it", NULL, "Mia" },
		{ ID, "Do it", "A" },
	};

	check_refused(make("a.xlsx", &(struct sheet){
		.name = "decisions_header", .row = rows, .n = 3 }),
		"mine!A2: the id of this row is missing");
}

TEST(a_workbook_without_our_names_says_which_are_missing)
{
	static const row_cells rows[] = { { "Id", "Decision" } };

	check_refused(make("a.xlsx", &(struct sheet){
		.name = "other", .row = rows, .n = 1 }),
		"decisions_header, sample_header and hours_header are "
		"missing");
	check_refused(make("b.xlsx", &(struct sheet){
		.name = "hours_header", .tab = "Gone", .row = rows, .n = 1 }),
		"hours_header leads to 'Gone!");
}

/* ---- copies --------------------------------------------------------------- */

TEST(copies_that_agree_are_one)
{
	struct store *s = workspace();
	struct readback_result r = read_two(s,
		decision("a.xlsx", "A", NULL, NULL, NULL),
		decision("b.xlsx", NULL, "Mia", NULL, NULL), NULL);

	assert_int_equal(r.decisions, 1);
	assert_int_equal(r.disputed, 0);
	check_answer(s, "A|Mia||");
	readback_release(&r);
	store_close(s);
}

TEST(a_disputed_cell_waits_and_the_rest_is_taken)
{
	struct store *s = workspace();
	const char *a = decision("a.xlsx", "A", "Mia", NULL, "yes");
	const char *b = decision("b.xlsx", "A", "Tom", NULL, "yes");
	struct readback_result r = read_two(s, a, b, NULL);

	assert_int_equal(r.disputed, 1);
	check_says(r.text.s, "a.xlsx says Mia (It's mine!E2)");
	check_says(r.text.s, "b.xlsx says Tom (It's mine!E2); not taken");
	check_answer(s, "A|||yes");
	readback_release(&r);
	r = read_two(s, a, b, b);
	assert_int_equal(r.disputed, 0);
	check_answer(s, "A|Tom||yes");
	readback_release(&r);
	store_close(s);
}

TEST(a_copy_that_comes_later_and_differs_waits_too)
{
	struct store *s = workspace();
	struct readback_result r;

	check_taken(s, decision("a.xlsx", "A", "Mia", NULL, NULL), 1, 0, 0);
	r = read_two(s, decision("b.xlsx", "Reject", NULL, NULL, NULL), NULL,
		     NULL);
	assert_int_equal(r.disputed, 1);
	check_says(r.text.s, "a.xlsx said A before");
	check_answer(s, "A|Mia||");
	readback_release(&r);
	store_close(s);
}

TEST(an_old_file_does_not_take_a_later_answer_back)
{
	struct store *s = workspace();
	struct readback_result r;

	check_taken(s, decision("a.xlsx", "A", "Mia", NULL, NULL), 1, 0, 0);
	check_taken(s, decision("a.xlsx", "Reject", NULL, NULL, NULL), 1, 0,
		    0);
	r = read_two(s, decision("a.xlsx", "A", "Mia", NULL, NULL), NULL,
		     NULL);
	assert_int_equal(r.decisions, 0);
	check_says(r.text.s, ID ", Decision: stays reject (a.xlsx): A "
		   "(a.xlsx, ");
	check_answer(s, "reject|||");
	readback_release(&r);
	store_close(s);
}

static void decide_by_command(struct store *s, const char *choice,
			      const char *owner, const char *reason)
{
	const struct decision_entry d = {
		.proposal = ID, .choice = choice, .owner = owner,
		.due = MONDAY + 1, .reason = reason, .source = "command",
		.day = MONDAY + 1
	};
	struct err err = { 0 };
	size_t changed;

	if (store_decide(s, &d, 1, &changed, &err))
		fail_msg("%s", err.msg);
}

/* A workbook that was made after a.xlsx was read, and before the command. */
TEST(what_a_workbook_only_shows_takes_no_later_answer_back)
{
	struct store *s = workspace();
	struct readback_result r;
	const char *shown;

	check_taken(s, decision("a.xlsx", "A", "Mia", NULL, NULL), 1, 0, 0);
	decide_by_command(s, "reject", "", "");
	shown = decision("a_r2.xlsx", "A", "Mia", NULL, "and a note");
	r = read_two(s, shown, NULL, NULL);
	assert_int_equal(r.decisions + r.disputed, 0);
	check_says(r.text.s, "stays reject (command): A (a_r2.xlsx, ");
	check_says(r.text.s, "--take");
	readback_release(&r);
	check_answer(s, "reject||2026-11-17|");
	r = read_two(s, shown, NULL, shown);
	assert_int_equal(r.decisions, 1);
	readback_release(&r);
	check_answer(s, "A|Mia||and a note");
	store_close(s);
}

/* The workbook was made when the answer was known, and then changed. */
TEST(a_workbook_made_after_an_answer_may_change_it)
{
	struct store *s = workspace();
	struct run_entry run = {
		.report = "weekly", .period = WEEK, .file = "a_r2.xlsx",
		.sha256 = "", .inputs = "", .as_of = "2026-11-30"
	};
	struct readback_result r;
	struct err err = { 0 };

	check_taken(s, decision("a.xlsx", "A", "Mia", NULL, NULL), 1, 0, 0);
	if (store_record_run(s, &run, NULL, 0, &err))
		fail_msg("%s", err.msg);
	check_taken(s, decision("a_r2.xlsx", "Reject", NULL, NULL, NULL), 1,
		    0, 0);
	check_answer(s, "reject|||");
	/* the first one is old news now */
	r = read_two(s, decision("a.xlsx", "A", "Mia", NULL, NULL), NULL,
		     NULL);
	assert_int_equal(r.decisions + r.disputed, 0);
	check_says(r.text.s, "stays reject (a_r2.xlsx)");
	readback_release(&r);
	store_close(s);
}

TEST(an_owner_that_changed_since_stays)
{
	struct store *s = workspace();
	struct readback_result r;

	check_taken(s, decision("a.xlsx", "A", "Mia", NULL, NULL), 1, 0, 0);
	decide_by_command(s, "A", "Tom", "");
	r = read_two(s, decision("a_r2.xlsx", "A", "Mia", NULL, "new"), NULL,
		     NULL);
	check_says(r.text.s, ID ", Owner: stays Tom (command): Mia ");
	readback_release(&r);
	check_answer(s, "A|Tom|2026-11-17|new");
	store_close(s);
}

/* `tuneup decide` takes words of one's own, and dates before the report. */
TEST(what_is_known_is_right_in_its_cell)
{
	static const row_cells rows[] = {
		{ "Id", "Option A", "Decision", "Owner", "Due", "Reason",
		  "Note" },
		{ ID, "Do it", "A", "Tom", "2026-11-17", "My own  words" },
	};
	const struct sheet sheet = { .name = "decisions_header", .row = rows,
				     .n = 2 };
	struct store *s = workspace();

	decide_by_command(s, "A", "Tom", "My own words");
	check_taken(s, make("a.xlsx", &sheet), 0, 0, 1);
	store_close(s);
	check_refused(make("b.xlsx", &sheet), "mine!E2:");
}

static const char *session(const char *file, const char *where,
			   const char *minutes)
{
	const row_cells rows[] = {
		{ "Id", "Question", "Answer", "Note" },
		{ WEEK "-hours", "?", where },
		{ WEEK "-planned", "?", "#30" },
		{ WEEK "-actual", "?", minutes },
	};

	return make(file, &(struct sheet){ .name = "hours_header",
					   .row = rows, .n = 4 });
}

TEST(another_file_that_says_other_facts_waits_too)
{
	struct store *s = workspace();
	struct readback_result r;
	const char *b;

	check_taken(s, session("a.xlsx", "quality work", "35"), 0, 2, 0);
	check_taken(s, verdicts("c.xlsx", "relevant", "#4", NULL), 0, 1, 0);
	b = session("b.xlsx", "other projects", "20");
	r = read_two(s, b, verdicts("d.xlsx", "borderline", NULL, NULL),
		     NULL);
	assert_int_equal(r.disputed, 3);
	assert_int_equal(r.sessions + r.hours + r.verdicts, 0);
	assert_true(r.file[0].disputed && r.file[1].disputed);
	check_says(r.text.s, "a.xlsx said quality work before");
	check_says(r.text.s, "a.xlsx said 35 before");
	check_says(r.text.s, "c.xlsx said relevant before");
	readback_release(&r);
	r = read_two(s, b, NULL, b);
	assert_int_equal(r.sessions + r.hours, 2);
	assert_int_equal(r.file[0].taken, 2);
	readback_release(&r);
	/* its own file may change */
	check_taken(s, session("b.xlsx", "not known", "20"), 0, 1, 1);
	store_close(s);
}

/* ---- verdicts and the session ----------------------------------------------- */

TEST(two_reviewers_are_two_raters)
{
	struct store *s = workspace();
	struct err err = { 0 };
	struct facts f;

	check_taken(s, verdicts("a.xlsx", "relevant", "#4", "borderline"), 0,
		    2, 0);
	if (facts_read(&f, s, &kind_verdicts, TODAY, TODAY, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(f.n, 2);
	assert_int_not_equal(fact_i64(f.days, VER_RATER, 0),
			     fact_i64(f.days, VER_RATER, 1));
	assert_int_equal(fact_i64(f.days, VER_RATING, 0), 4000);
	assert_true(fact_i64(f.days, VER_RATING, 1) == FACT_NULL);
	facts_release(&f);
	store_close(s);
}

TEST(a_verdict_given_anew_counts_and_the_same_changes_nothing)
{
	struct store *s = workspace();

	check_taken(s, verdicts("a.xlsx", "relevant", "#4", NULL), 0, 1, 0);
	check_taken(s, verdicts("a.xlsx", "relevant", "4", NULL), 0, 0, 1);
	check_taken(s, verdicts("a.xlsx", "not relevant", "#1", NULL), 0, 1,
		    0);
	check_taken(s, verdicts("a.xlsx", "not relevant", NULL, NULL), 0, 0,
		    1);
	store_close(s);
}

TEST(a_session_is_one_however_often_it_is_read)
{
	static const row_cells rows[] = {
		{ "Id", "Question", "Answer", "Note" },
		{ WEEK "-hours", "?", "Quality Work" },
		{ WEEK "-planned", "?", "#30" },
		{ WEEK "-actual", "?", "35" },
	};
	const struct sheet sheet = { .name = "hours_header", .row = rows,
				     .n = 4 };
	struct store *s = workspace();

	check_taken(s, make("a.xlsx", &sheet), 0, 2, 0);
	check_taken(s, make("a.xlsx", &sheet), 0, 0, 2);
	store_close(s);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, temp_dir_make, \
						    temp_dir_wipe)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_decision_is_taken_once),
		CASE(a_blank_cell_takes_nothing_back),
		CASE(days_count_from_1904_where_the_file_says_so),
		CASE(an_answer_is_never_later_than_its_due_date),
		CASE(what_cannot_be_is_refused_with_its_cell),
		CASE(a_second_reviewer_rates_too),
		CASE(a_workbook_of_another_workspace_is_said_to_be_one),
		CASE(what_is_no_workbook_is_told_what_it_is_and_what_to_do),
		CASE(an_id_that_was_given_to_another_row_is_refused),
		CASE(an_id_that_is_missing_does_not_hide_what_follows),
		CASE(a_workbook_without_our_names_says_which_are_missing),
		CASE(copies_that_agree_are_one),
		CASE(a_disputed_cell_waits_and_the_rest_is_taken),
		CASE(a_copy_that_comes_later_and_differs_waits_too),
		CASE(an_old_file_does_not_take_a_later_answer_back),
		CASE(what_a_workbook_only_shows_takes_no_later_answer_back),
		CASE(a_workbook_made_after_an_answer_may_change_it),
		CASE(an_owner_that_changed_since_stays),
		CASE(what_is_known_is_right_in_its_cell),
		CASE(another_file_that_says_other_facts_waits_too),
		CASE(two_reviewers_are_two_raters),
		CASE(a_verdict_given_anew_counts_and_the_same_changes_nothing),
		CASE(a_session_is_one_however_often_it_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
