#include "ingest/extras.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

/* The last day of "2026-11". */
static enum cell_result read_month(struct rows *r, const char *s, size_t len,
				   int64_t *day)
{
	struct period p;
	char text[16];

	utf8_trim(&s, &len);
	if (!len)
		return CELL_BLANK;
	snprintf(text, sizeof text, "%.*s", (int)(len < 15 ? len : 15), s);
	if (period_parse(&p, text, 1) || p.kind != PERIOD_MONTH ||
	    !day_is_sane(p.first)) {
		r->reader.fault = "bad-date";
		r->reader.expected = "a month such as 2026-11";
		return CELL_BAD;
	}
	*day = p.last;
	return CELL_OK;
}

/* "October 8, 2021 → October 29, 2021", "Feb 14 - Feb 20". */
static bool read_range(const struct rows *r, const char *s, size_t len,
		       struct period *p)
{
	const struct preamble *above = &r->plan->match->table.above;

	return date_range_read(&p->first, &p->last, s, len) == 1 ||
		(above->has_range &&
		 date_range_within(&p->first, &p->last, s, len, above->first,
				   above->last));
}

/* First and last day in one: "2026-W47". */
static enum cell_result read_period(struct rows *r, const char *s, size_t len,
				    int64_t *day)
{
	struct period p;
	char text[32];

	utf8_trim(&s, &len);
	if (cell_is_missing(r->plan->match->profile, s, len, false))
		return CELL_BLANK;
	snprintf(text, sizeof text, "%.*s", (int)(len < 31 ? len : 31), s);
	if ((period_parse(&p, text, r->plan->config->quarter_starts) &&
	     !read_range(r, s, len, &p)) || !day_is_sane(p.first) ||
	    !day_is_sane(p.last)) {
		r->reader.fault = "bad-period";
		r->reader.expected = "a period such as 2026-W47, 2026-11, "
			"2026-Q4 or 2026-11-01..2026-11-30";
		return CELL_BAD;
	}
	*day = p.last;
	if (r->period_start >= 0 && r->cell[r->day_column].num == FACT_NULL)
		r->cell[r->period_start].num = p.first;
	return CELL_OK;
}

/* The n-th day, week or month of the days the file covers, of which the first
 * and the last one may be cut short. */
static struct period nth(const struct plan *p, enum extra_column what,
			 int32_t n)
{
	struct civil c = day_civil(p->first);
	struct period got = { .kind = PERIOD_RANGE };

	if (what == EXTRA_NTH_DAY) {
		got.first = got.last = p->first + n;
	} else if (what == EXTRA_NTH_WEEK) {
		got.first = p->first - day_weekday(p->first) % 7 + 7 * n;
		got.last = got.first + 6;
	} else {
		c.month += n - 1;
		got.first = day_from_civil(c.year + c.month / 12,
					   c.month % 12 + 1, 1);
		c.month++;
		got.last = day_from_civil(c.year + c.month / 12,
					  c.month % 12 + 1, 1) - 1;
	}
	if (got.first < p->first)
		got.first = p->first;
	if (got.last > p->last)
		got.last = p->last;
	return got;
}

static const char *nth_expected(enum extra_column what)
{
	if (what == EXTRA_NTH_DAY)
		return "a number of days from 0 to the last day the file "
			"covers";
	return what == EXTRA_NTH_WEEK ?
		"a number of weeks from 0 to the last one the file covers" :
		"a number of months from 0 to the last one the file covers";
}

/* "0000" is the first day, week or month the file covers. */
static enum cell_result read_nth(struct rows *r, enum extra_column what,
				 const char *s, size_t len, int64_t *day)
{
	const struct plan *p = r->plan;
	struct period found;
	int64_t n;

	utf8_trim(&s, &len);
	if (!len)
		return CELL_BLANK;
	r->reader.fault = "bad-date";
	r->reader.expected = nth_expected(what);
	if (number_read(&n, s, len, MARK_POINT, 1) || n < 0 ||
	    n > p->last - p->first)
		return CELL_BAD;
	found = nth(p, what, (int32_t)n);
	if (found.first > p->last)
		return CELL_BAD;
	*day = found.last;
	if (what != EXTRA_NTH_DAY && r->period_start >= 0 &&
	    r->cell[r->day_column].num == FACT_NULL)
		r->cell[r->period_start].num = found.first;
	return CELL_OK;
}

enum cell_result extra_read(struct rows *r, const struct plan_column *c,
			    const char *s, size_t len)
{
	int64_t day = FACT_NULL;
	enum cell_result ret;

	if (c->extra == EXTRA_CURRENCY) {
		utf8_trim(&s, &len);
		if (cell_is_missing(r->plan->match->profile, s, len, false))
			return CELL_BLANK;
		if (!currency_read(r->reader.currency, s, len))
			return CELL_OK;
		r->reader.fault = "bad-currency";
		r->reader.expected = "a code such as EUR";
		return CELL_BAD;
	}
	if (c->extra == EXTRA_PERIOD)
		ret = read_period(r, s, len, &day);
	else if (c->extra >= EXTRA_NTH_DAY)
		ret = read_nth(r, c->extra, s, len, &day);
	else if (c->extra == EXTRA_MONTH)
		ret = read_month(r, s, len, &day);
	else
		ret = cell_read_day(&r->reader, c, s, len, &day);
	if (ret == CELL_OK && r->cell[r->day_column].num == FACT_NULL)
		r->cell[r->day_column].num = day;
	return ret;
}
