/*
 * Days to civil dates and back are Howard Hinnant's algorithms days_from_civil
 * and civil_from_days (https://howardhinnant.github.io/date_algorithms.html):
 * years start in March, so that the leap day is the last day of a year, and
 * 400 years are one era of 146,097 days.
 */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"

static const char *const month_names[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"
};

static const char *const month_shorts[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

static const char *const weekday_shorts[] = {
	"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
};

/* Hinnant, days_from_civil; any year, month and day must be valid. */
static int32_t days_from_civil(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int year_of_era = y - era * 400;
	int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 +
		day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 -
		year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

/* First day of a month counted from January of year 0. */
static int32_t month_first(int months)
{
	return days_from_civil(months / 12, months % 12 + 1, 1);
}

static int days_in_month(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

int32_t day_from_civil(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12)
		return DAY_NONE;
	if (day < 1 || day > days_in_month(year, month))
		return DAY_NONE;
	return days_from_civil(year, month, day);
}

/* Hinnant, civil_from_days. */
struct civil day_civil(int32_t day)
{
	int64_t z = (int64_t)day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int day_of_era = (int)(z - era * 146097);
	int year_of_era = (day_of_era - day_of_era / 1460 +
			   day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 -
					year_of_era / 100);
	int mp = (5 * day_of_year + 2) / 153;
	struct civil c;

	c.day = day_of_year - (153 * mp + 2) / 5 + 1;
	c.month = mp < 10 ? mp + 3 : mp - 9;
	c.year = (int)(year_of_era + era * 400) + (c.month <= 2);
	return c;
}

int day_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday */
	int64_t wd = ((int64_t)day + 3) % 7;

	return (int)(wd < 0 ? wd + 7 : wd) + 1;
}

/* Exactly n digits at *s; moves *s behind them. */
static int digits_read(int *out, const char **s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++, (*s)++) {
		if (**s < '0' || **s > '9')
			return -1;
		v = v * 10 + (**s - '0');
	}
	*out = v;
	return 0;
}

static int char_read(const char **s, char c)
{
	if (**s != c)
		return -1;
	(*s)++;
	return 0;
}

static int day_read(int32_t *out, const char **s)
{
	int year, month, day;

	if (digits_read(&year, s, 4) || char_read(s, '-') ||
	    digits_read(&month, s, 2) || char_read(s, '-') ||
	    digits_read(&day, s, 2))
		return -1;
	*out = day_from_civil(year, month, day);
	return *out == DAY_NONE ? -1 : 0;
}

int day_parse(int32_t *out, const char *s)
{
	int32_t day;

	if (day_read(&day, &s) || *s)
		return -1;
	*out = day;
	return 0;
}

char *day_format(char buf[DATE_MAX], int32_t day)
{
	struct civil c = day_civil(day);

	if (day == DAY_NONE)
		buf[0] = '\0';
	else
		snprintf(buf, DATE_MAX, "%04d-%02d-%02d", c.year, c.month,
			 c.day);
	return buf;
}

char *day_words(char buf[DATE_MAX], int32_t day, enum day_style style)
{
	struct civil c = day_civil(day);
	const char *month = month_short(c.month);

	if (day == DAY_NONE)
		buf[0] = '\0';
	else if (style == DAY_FULL)
		snprintf(buf, DATE_MAX, "%d %s %d", c.day, month, c.year);
	else if (style == DAY_SHORT)
		snprintf(buf, DATE_MAX, "%d %s", c.day, month);
	else
		snprintf(buf, DATE_MAX, "%s %d %s",
			 weekday_shorts[day_weekday(day) - 1], c.day, month);
	return buf;
}

const char *month_name(int month)
{
	if (month < 1 || month > 12)
		BUG("there is no month %d", month);
	return month_names[month - 1];
}

const char *month_short(int month)
{
	if (month < 1 || month > 12)
		BUG("there is no month %d", month);
	return month_shorts[month - 1];
}

/* A fiscal quarter, named by the calendar year its fiscal year starts in. */
struct quarter { int year, number; };

static struct quarter quarter_of(int32_t day, int quarter_start)
{
	struct civil c = day_civil(day);
	struct quarter q;

	if (quarter_start < 1 || quarter_start > 12)
		BUG("a fiscal year cannot start in month %d", quarter_start);
	q.year = c.month < quarter_start ? c.year - 1 : c.year;
	q.number = (c.month - quarter_start + 12) % 12 / 3 + 1;
	return q;
}

static struct period quarter_period(struct quarter q, int quarter_start)
{
	int month = q.year * 12 + quarter_start - 1 + (q.number - 1) * 3;

	return (struct period){ PERIOD_QUARTER, month_first(month),
				month_first(month + 3) - 1 };
}

static struct period month_period(int year, int month)
{
	int m = year * 12 + month - 1;

	return (struct period){ PERIOD_MONTH, month_first(m),
				month_first(m + 1) - 1 };
}

struct period period_of(enum period_kind kind, int32_t day, int quarter_start)
{
	struct civil c = day_civil(day);
	int32_t monday = day - (day_weekday(day) - 1);

	switch (kind) {
	case PERIOD_WEEK:
		return (struct period){ PERIOD_WEEK, monday, monday + 6 };
	case PERIOD_MONTH:
		return month_period(c.year, c.month);
	case PERIOD_QUARTER:
		return quarter_period(quarter_of(day, quarter_start),
				      quarter_start);
	case PERIOD_RANGE:
		return (struct period){ PERIOD_RANGE, day, day };
	}
	BUG("no period kind %d", (int)kind);
}

struct period period_next(struct period p, int quarter_start)
{
	int32_t days = period_days(p);

	if (p.kind == PERIOD_RANGE)
		return (struct period){ PERIOD_RANGE, p.first + days,
					p.last + days };
	return period_of(p.kind, p.last + 1, quarter_start);
}

struct period period_prev(struct period p, int quarter_start)
{
	int32_t days = period_days(p);

	if (p.kind == PERIOD_RANGE)
		return (struct period){ PERIOD_RANGE, p.first - days,
					p.last - days };
	return period_of(p.kind, p.first - 1, quarter_start);
}

struct period fiscal_year_to(struct period p, int quarter_start)
{
	struct quarter first = {
		quarter_of(p.last, quarter_start).year, 1
	};

	return (struct period){
		PERIOD_RANGE, quarter_period(first, quarter_start).first,
		p.last
	};
}

bool period_holds(struct period p, int32_t day)
{
	return day >= p.first && day <= p.last;
}

int32_t period_days(struct period p)
{
	return p.last - p.first + 1;
}

void iso_week(int32_t day, int *year, int *week)
{
	/* a week belongs to the year of its Thursday */
	int32_t thursday = day - day_weekday(day) + 4;

	*year = day_civil(thursday).year;
	*week = (thursday - days_from_civil(*year, 1, 1)) / 7 + 1;
}

int32_t iso_week_monday(int year, int week)
{
	int32_t jan4, monday;
	int y, w;

	if (year < 1 || year > 9999 || week < 1 || week > 53)
		return DAY_NONE;
	jan4 = days_from_civil(year, 1, 4);	/* always in week 1 */
	monday = jan4 - (day_weekday(jan4) - 1) + (week - 1) * 7;
	iso_week(monday, &y, &w);
	return y == year && w == week ? monday : DAY_NONE;
}

static int range_parse(struct period *out, const char *s)
{
	struct period p = { .kind = PERIOD_RANGE };

	if (day_read(&p.first, &s) || char_read(&s, '.') ||
	    char_read(&s, '.') || day_read(&p.last, &s))
		return -1;
	if (*s || p.last < p.first)
		return -1;
	*out = p;
	return 0;
}

static int week_parse(struct period *out, int year, const char *s)
{
	int32_t monday;
	int week;

	if (digits_read(&week, &s, 2) || *s)
		return -1;
	monday = iso_week_monday(year, week);
	if (monday == DAY_NONE)
		return -1;
	*out = (struct period){ PERIOD_WEEK, monday, monday + 6 };
	return 0;
}

int period_parse(struct period *out, const char *s, int quarter_start)
{
	const char *whole = s;
	int year, n;

	if (digits_read(&year, &s, 4) || year < 1 || char_read(&s, '-'))
		return -1;
	if (*s == 'W' || *s == 'w')
		return week_parse(out, year, s + 1);
	if (*s == 'Q' || *s == 'q') {
		s++;
		if (digits_read(&n, &s, 1) || *s || n < 1 || n > 4)
			return -1;
		*out = quarter_period((struct quarter){ year, n },
				      quarter_start);
		return 0;
	}
	if (digits_read(&n, &s, 2) || n < 1 || n > 12)
		return -1;
	if (*s)
		return range_parse(out, whole);
	*out = month_period(year, n);
	return 0;
}

char *period_id(struct arena *a, struct period p, int quarter_start)
{
	struct civil c = day_civil(p.first);
	char first[DATE_MAX], last[DATE_MAX];
	struct quarter q;
	int year, week;

	switch (p.kind) {
	case PERIOD_WEEK:
		iso_week(p.first, &year, &week);
		return arena_printf(a, "%04d-W%02d", year, week);
	case PERIOD_MONTH:
		return arena_printf(a, "%04d-%02d", c.year, c.month);
	case PERIOD_QUARTER:
		q = quarter_of(p.first, quarter_start);
		return arena_printf(a, "%04d-Q%d", q.year, q.number);
	case PERIOD_RANGE:
		return arena_printf(a, "%s..%s", day_format(first, p.first),
				    day_format(last, p.last));
	}
	BUG("no period kind %d", (int)p.kind);
}

/* "16–22 Nov 2026", "30 Nov – 6 Dec 2026", "28 Dec 2026 – 3 Jan 2027" */
static char *span_words(struct arena *a, int32_t first, int32_t last)
{
	struct civil from = day_civil(first), to = day_civil(last);
	char left[DATE_MAX], right[DATE_MAX];

	day_words(right, last, DAY_FULL);
	if (first == last)
		return arena_strdup(a, right);
	if (from.year != to.year)
		return arena_printf(a, "%s – %s",
				    day_words(left, first, DAY_FULL), right);
	if (from.month != to.month)
		return arena_printf(a, "%s – %s",
				    day_words(left, first, DAY_SHORT), right);
	return arena_printf(a, "%d–%s", from.day, right);
}

static char *quarter_words(struct arena *a, struct period p, int quarter_start)
{
	struct quarter q = quarter_of(p.first, quarter_start);
	char first[DATE_MAX], last[DATE_MAX];

	/* a fiscal quarter may lie outside the year that names it */
	if (day_civil(p.first).year != q.year ||
	    day_civil(p.last).year != q.year)
		return arena_printf(a, "Q%d %d, %s", q.number, q.year,
				    span_words(a, p.first, p.last));
	return arena_printf(a, "Q%d %d, %s – %s", q.number, q.year,
			    day_words(first, p.first, DAY_SHORT),
			    day_words(last, p.last, DAY_SHORT));
}

char *period_words(struct arena *a, struct period p, int quarter_start)
{
	struct civil c = day_civil(p.first);
	int year, week;

	switch (p.kind) {
	case PERIOD_WEEK:
		iso_week(p.first, &year, &week);
		return arena_printf(a, "Week %d, %s", week,
				    span_words(a, p.first, p.last));
	case PERIOD_MONTH:
		return arena_printf(a, "%s %d", month_name(c.month), c.year);
	case PERIOD_QUARTER:
		return quarter_words(a, p, quarter_start);
	case PERIOD_RANGE:
		return span_words(a, p.first, p.last);
	}
	BUG("no period kind %d", (int)p.kind);
}

const char *period_kind_name(enum period_kind kind)
{
	static const char *const names[] = {
		[PERIOD_WEEK] = "week", [PERIOD_MONTH] = "month",
		[PERIOD_QUARTER] = "quarter", [PERIOD_RANGE] = "range"
	};

	return names[kind];
}
