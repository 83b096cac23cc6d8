/* E-mails as bytes; tests/failures reads them with Python's parser, too. */
#include "tests/unit/test.h"

#include "exchange/eml.h"

static struct strbuf out = STRBUF_INIT;
static const char *const to[] = { "lead@b.example", "ops@b.example" };

static const char *written(struct eml mail)
{
	mail.from = "tuneup@b.example";
	mail.to = to;
	mail.n_to = mail.n_to ? mail.n_to : 1;
	strbuf_clear(&out);
	eml_write(&out, &mail);
	return out.s;
}

static void check_has(const char *text, const char *needle)
{
	if (!strstr(text, needle))
		fail_msg("there is no %s in\n%s", needle, text);
}

TEST(a_mail_has_its_headers_and_its_text)
{
	const char *s = written((struct eml){
		.subject = "Weekly", .text = "One line.\n", .n_to = 2,
		.date = 1795411800 });

	check_has(s, "From: tuneup@b.example\r\nTo: lead@b.example,\r\n "
		  "ops@b.example\r\nSubject: Weekly\r\n");
	check_has(s, "Date: Mon, 23 Nov 2026 05:30:00 +0000\r\n");
	check_has(s, "@b.example>\r\nMIME-Version: 1.0\r\n");
	check_has(s, "\r\n\r\nOne line.\r\n\r\n--=_tuneup_");
}

TEST(the_same_mail_is_the_same_bytes)
{
	struct eml mail = { .subject = "A", .text = "B\n", .date = 1 };
	char *first = strdup(written(mail));

	assert_string_equal(first, written(mail));
	mail.text = "C\n";
	assert_string_not_equal(first, written(mail));
	free(first);
}

TEST(what_is_not_ascii_is_encoded_in_whole_characters)
{
	const char *s = written((struct eml){
		.subject = "Büro für Größe und Maß, Überblick über die "
			   "Woche 47", .text = "\n" });

	check_has(s, "Subject: =?UTF-8?B?");
	for (const char *line = s; *line; line = strstr(line, "\r\n") + 2) {
		size_t len = strcspn(line, "\r");

		assert_true(len <= 76);
		for (size_t i = 0; i < len; i++)
			assert_true((unsigned char)line[i] < 127);
	}
}

TEST(a_subject_cannot_bring_a_header)
{
	const char *s = written((struct eml){
		.subject = "A\r\nBcc: all@b.example", .text = "\n" });

	check_has(s, "Subject: A  Bcc: all@b.example\r\n");
}

TEST(long_and_odd_lines_are_quoted)
{
	const char *s = written((struct eml){
		.subject = "A", .text = "14 % = 0.14 \nü\n"
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			"\n" });

	check_has(s, "14 % =3D 0.14=20\r\n=C3=BC\r\naaa");
	check_has(s, "aaa=\r\naaa");
}

TEST(an_attachment_is_base64_with_its_name_and_type)
{
	const struct eml_file file[] = {
		{ .name = "reports/weekly_2026-W47.xlsx", .bytes = "PK\3\4",
		  .len = 4 },
		{ .name = "Maß.txt", .bytes = "", .len = 0 },
	};
	const char *s = written((struct eml){
		.subject = "A", .text = "B\n", .file = file, .n_files = 2 });

	check_has(s, "Content-Type: application/vnd.openxmlformats-"
		  "officedocument.spreadsheetml.sheet\r\n");
	check_has(s, "attachment; filename=\"weekly_2026-W47.xlsx\"\r\n\r\n"
		  "UEsDBA==\r\n");
	check_has(s, "filename*=UTF-8''Ma%C3%9F.txt");
	assert_string_equal(s + strlen(s) - 4, "--\r\n");
}

static int release(void **state)
{
	(void)state;
	strbuf_release(&out);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mail_has_its_headers_and_its_text),
		cmocka_unit_test(the_same_mail_is_the_same_bytes),
		cmocka_unit_test(
			what_is_not_ascii_is_encoded_in_whole_characters),
		cmocka_unit_test(a_subject_cannot_bring_a_header),
		cmocka_unit_test(long_and_odd_lines_are_quoted),
		cmocka_unit_test(
			an_attachment_is_base64_with_its_name_and_type),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
