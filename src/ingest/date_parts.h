/*
 * ingest/date_parts.h - a date taken apart: numbers, names and signs in the
 * order in which they stand (private to dates.c and date_*.c).
 *
 * A cursor walks over one cell. Each date_take_ function takes what it names
 * and moves the cursor behind it; where that does not stand there, it stays.
 */
#ifndef TUNEUP_INGEST_DATE_PARTS_H
#define TUNEUP_INGEST_DATE_PARTS_H

#include "ingest/dates.h"

struct date_cursor {
	const char *p, *end;
};

/* A date before its parts have found their places. */
struct date_parts {
	int year, month, day;	/* month 0: a and b are not yet in place */
	int a, b;
	int hour, minute, second;	/* hour -1: no time */
	int half;		/* 1 am, 2 pm, 0 neither */
	bool has_offset;
	int32_t offset;
};

/* A number of at most max digits; *digits = how many, 0 = none. */
int date_take_int(struct date_cursor *c, int max, int *digits);
/* Blanks with U+00A0 and U+202F; how many. */
int date_take_blanks(struct date_cursor *c);
/* "Oct", "Oct.", "October"; 0 = no month. */
int date_take_month(struct date_cursor *c);
/* "am", "PM", "p.m.": 1 or 2; 0 = neither. */
int date_take_half(struct date_cursor *c);

/* A whole cell in any way that is read without being told; false = none. */
bool date_parts_read(struct date_parts *p, const char *s, size_t len);
/* Everything is in place: is it a day and a time of day? */
enum date_result date_parts_value(struct date_value *out,
				  const struct date_parts *p);

#endif
