/*
 * Dates, numbers, durations, currencies and zones from any text.
 *
 * The first byte says how the column was decided; the rest is the cell. What
 * is read must lie in its range, and what it is written as must read back.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_text.h"
#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "ingest/cells.h"
#include "ingest/damage.h"
#include "ingest/dates.h"
#include "ingest/numbers.h"
#include "ingest/zones.h"

static void hold(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

static void try_numbers(const char *s, size_t len, unsigned int how)
{
	static const int64_t scales[] = { 1, MEASURE_SCALE, MONEY_SCALE,
					  MS_PER_HOUR };
	enum decimal_mark mark = (enum decimal_mark)(how % 3);
	int64_t scale = scales[how / 3 % 4], out, again;
	struct number_evidence e = { 0 };
	char code[CURRENCY_MAX], text[NUM_TEXT_MAX];
	const char *rest = s;
	size_t left = len;

	if (!number_read(&out, s, len, mark, scale)) {
		hold(out <= NUMBER_MAX && out >= -NUMBER_MAX, "a number");
		if (scale != MS_PER_HOUR) {
			num_scaled(text, out, scale);
			hold(!number_read(&again, text, strlen(text),
					  MARK_POINT, scale) && again == out,
			     "a number reads back");
		}
	}
	if (!duration_read(&out, s, len, mark, scale))
		hold(out <= NUMBER_MAX && out >= -NUMBER_MAX, "a duration");
	number_currency(code, &rest, &left);
	hold(rest >= s && rest + left <= s + len, "a cell without currency");
	hold(strlen(code) < CURRENCY_MAX, "a currency");
	if (!currency_read(code, s, len))
		hold(*code && strlen(code) < CURRENCY_MAX, "a currency's cell");
	number_is_bound(s, len);
	number_evidence_add(&e, s, len, 7);
	hold(e.point_line + e.comma_line + e.open_line <= 7, "one proof");
}

static void check_date(const struct date_value *v)
{
	char text[DATE_MAX];
	struct date_value again;

	hold(v->day >= DAY_MIN && v->day <= DAY_MAX, "a day");
	hold(v->second >= -1 && v->second < 86400, "a time of day");
	hold(v->offset >= -16 * 3600 && v->offset <= 16 * 3600, "an offset");
	day_format(text, v->day);
	hold(date_read(&again, text, strlen(text), DATE_UNDECIDED) ==
	     DATE_OK && again.day == v->day, "a day reads back");
}

static void try_dates(const char *s, size_t len, unsigned int how)
{
	static const char *const formats[] = {
		"MMM D, YYYY hh:mm am", "M/D/YY H:mm", "DD.MM.YYYY",
		"YYYY-MM-DD HH:mm:ss"
	};
	struct date_value v, dmy, mdy;
	struct date_evidence e = { 0 };
	int32_t first, last;

	if (date_read(&v, s, len, DATE_UNDECIDED) == DATE_OK) {
		check_date(&v);
		/* what needs no order has one meaning */
		if (date_read(&dmy, s, len, DATE_DMY) == DATE_OK &&
		    date_read(&mdy, s, len, DATE_MDY) == DATE_OK)
			hold(dmy.day == v.day && mdy.day == v.day,
			     "a date of one meaning");
	}
	if (date_read(&v, s, len, (enum date_order)(how % 4)) == DATE_OK)
		check_date(&v);
	if (date_read_format(&v, s, len, formats[how / 4 % 4]) == DATE_OK)
		check_date(&v);
	date_evidence_add(&e, s, len, 7);
	hold(e.dmy_line + e.mdy_line + e.open_line <= 7, "one proof");
	if (date_range_read(&first, &last, s, len) == 1)
		hold(first <= last, "a range");
	if (date_range_within(&first, &last, s, len, 20089, 20500))
		hold(first <= last && first >= 20089 && last <= 20500,
		     "a range within");
}

static void fuzz_values(const uint8_t *bytes, size_t len)
{
	struct profile none = { 0 };
	struct strbuf sb = STRBUF_INIT;
	const char *s = (const char *)bytes + 1;
	char *text;
	int32_t offset;

	if (!len)
		return;
	/* a cell is text, and ends where it ends */
	len = utf8_valid_prefix(s, len - 1);
	if (len && memchr(s, 0, len))
		len = strlen(s);
	text = malloc(len + 1);
	memcpy(text, s, len);
	try_numbers(text, len, *bytes);
	try_dates(text, len, *bytes);
	hold(zone_word_read(&offset, text, len) <= len, "a zone");
	is_rounded(text, len);
	is_short_date(text, len);
	is_formula_error(text, len);
	cell_is_missing(&none, text, len, *bytes & 1);
	text[len] = '\0';
	zone_of_header(&offset, text);
	csv_put_text(&sb, text);
	hold(!sb.len || !text_is_formula(sb.s), "a cell that does not run");
	strbuf_release(&sb);
	free(text);
}

#ifdef FUZZ
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	fuzz_values(bytes, len);
	return 0;
}
#endif
