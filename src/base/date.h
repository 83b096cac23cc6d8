/*
 * base/date.h - civil days, ISO weeks, months and quarters.
 *
 * A day is an int32_t count of days since 1970-01-01 in the proleptic
 * Gregorian calendar; it has no time zone. Days run from DAY_MIN (0001-01-01)
 * to DAY_MAX (9999-12-31). DAY_NONE is "no day".
 *
 * A period is closed at both ends: first and last day belong to it.
 */
#ifndef TUNEUP_BASE_DATE_H
#define TUNEUP_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define DAY_MIN (-719162)
#define DAY_MAX 2932896
#define DAY_NONE INT32_MIN

struct civil { int year, month, day; };		/* 2026, 11, 22 */

int32_t day_from_civil(int year, int month, int day); /* DAY_NONE if invalid */
struct civil day_civil(int32_t day);
int day_weekday(int32_t day);			/* 1 Monday ... 7 Sunday */

/* "2026-11-22", strictly; -1 if it is anything else. */
int day_parse(int32_t *out, const char *s);
/* Write "2026-11-22" and return buf, which holds at least DATE_MAX bytes. */
#define DATE_MAX 24
char *day_format(char buf[DATE_MAX], int32_t day);
/* For people: "22 Nov 2026", "22 Nov", "Sun 22 Nov". English, no locale. */
enum day_style { DAY_FULL, DAY_SHORT, DAY_WEEKDAY };
char *day_words(char buf[DATE_MAX], int32_t day, enum day_style style);
const char *month_name(int month);		/* 1..12: "November" */
const char *month_short(int month);		/* "Nov" */

enum period_kind { PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_RANGE };

struct period {
	enum period_kind kind;
	int32_t first;		/* first day */
	int32_t last;		/* last day, included */
};

/*
 * The period of that kind which holds `day`. Weeks are ISO weeks (Monday to
 * Sunday). quarter_start is the month (1..12) in which the fiscal year
 * starts; 1 for calendar quarters; it matters for PERIOD_QUARTER only.
 */
struct period period_of(enum period_kind kind, int32_t day, int quarter_start);
struct period period_next(struct period p, int quarter_start);
struct period period_prev(struct period p, int quarter_start);
/* From the first day of the fiscal year of its last day to its last day. */
struct period fiscal_year_to(struct period p, int quarter_start);
bool period_holds(struct period p, int32_t day);
int32_t period_days(struct period p);

/* ISO 8601 week: year and number of the week that holds `day`. */
void iso_week(int32_t day, int *year, int *week);
/* Monday of an ISO week, DAY_NONE if there is no such week in that year. */
int32_t iso_week_monday(int year, int week);

/*
 * Read a period as people type it: "2026-W47", "2026-11", "2026-Q4",
 * "2026-11-01..2026-11-30". For fiscal quarters "2026-Q4" is the fourth
 * quarter of the fiscal year that starts in 2026 (month quarter_start).
 */
int period_parse(struct period *out, const char *s, int quarter_start);
/* "2026-W47", "2026-11", "2026-Q4", "2026-11-01..2026-11-30" */
char *period_id(struct arena *a, struct period p, int quarter_start);
/* "Week 47, 16–22 Nov 2026", "November 2026", "Q4 2026, 1 Oct – 31 Dec" */
char *period_words(struct arena *a, struct period p, int quarter_start);
const char *period_kind_name(enum period_kind kind);	/* "week" ... */

#endif
