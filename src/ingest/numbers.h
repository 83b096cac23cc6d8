/*
 * ingest/numbers.h - numbers, amounts and durations as exports write them.
 * (private to ingest/)
 *
 * Which of comma and point is the decimal mark is decided for a whole column
 * with evidence, never for a cell: "3.000" is three or three thousand. Groups
 * are parted by the other mark, a blank (also U+00A0, U+202F) or an
 * apostrophe, in threes or the Indian way. Exponents are refused: they are
 * what a spreadsheet makes of an id.
 */
#ifndef TUNEUP_INGEST_NUMBERS_H
#define TUNEUP_INGEST_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum decimal_mark { MARK_UNDECIDED, MARK_POINT, MARK_COMMA };

/*
 * A number in units of 1/scale; "12.5 %" is 0.125. Undecided marks refuse
 * only a cell that has a mark. -1: not a number, or out of any sensible range
 * (NUMBER_MAX in units of 1/scale).
 */
#define NUMBER_MAX INT64_C(1000000000000000)
int number_read(int64_t *out, const char *s, size_t len,
		enum decimal_mark mark, int64_t scale);

/* "< 10%", "> 90%", "≥ 5": no number but a bound of one. */
bool number_is_bound(const char *s, size_t len);

/*
 * Take a currency before or after an amount away: "US$0.00", "€1,622.60",
 * "12,50 €", "EUR 5", "5 usd". code becomes "" when there is none, an ISO
 * code, or the sign where it does not say whose money it is ("$", "¥", "kr").
 * True: a minus that stood before the currency is taken away with it
 * ("-$5.00", "($5.00)").
 */
#define CURRENCY_MAX 4
bool number_currency(char code[CURRENCY_MAX], const char **s, size_t *len);
/* A cell that says a currency: "EUR", "usd ", "Euro - EUR", "€". -1: none. */
int currency_read(char code[CURRENCY_MAX], const char *s, size_t len);
/* May the code, which may be a sign, be this currency's? */
bool currency_fits(const char *code, const char *currency);

/*
 * Milliseconds: "01:30:00" and "1:30" (hours first, hours may pass 24),
 * "1h 5m", "1 h 15 min", "90 min", "45 s", "1500 ms", or a plain number of
 * which one is `unit` milliseconds. Days are refused: of 24 hours or of 8?
 */
int duration_read(int64_t *ms, const char *s, size_t len,
		  enum decimal_mark mark, int64_t unit);

/* What a column has shown about its decimal mark. */
struct number_evidence {
	int64_t n;		/* cells that look like numbers */
	int64_t point_line, comma_line;	/* first line that proves it */
	int64_t open_line;	/* first line that leaves it open */
	bool open_is_point;	/* every open cell has a point */
	char point[24], comma[24], open[24];
};

void number_evidence_add(struct number_evidence *e, const char *s, size_t len,
			 int64_t line);

#endif
