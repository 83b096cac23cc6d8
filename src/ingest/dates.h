/*
 * ingest/dates.h - dates and times as exports write them. (private to ingest/)
 *
 * Read without being told: 2026-11-22, 2026/11/22, 20261122, with a time
 * (T14:05:09.250, 02:56 pm) and a zone (Z, +0200, -05:00, EST; see zones.h);
 * "Oct 26, 2018", "1 May 2026", "26-Oct-2018", "Thursday, December 14th
 * 2023", "06/Jan/26" (the day is in front where a month by name stands
 * between two numbers of two digits: Jira, Excel), 2026年5月1日; 2026112214
 * (day and hour), Unix seconds (10 digits, before 2033) and milliseconds (13).
 * Whether 03/04/2026 is April or March is never guessed: the
 * whole column decides by a part above 12 (struct date_evidence), or the
 * person does. Other two-digit years need a `format:`.
 *
 * A format is made of YYYY YY MMM MM M DD D hh h HH H mm ss am and literal
 * characters; a blank stands for any run of blanks.
 */
#ifndef TUNEUP_INGEST_DATES_H
#define TUNEUP_INGEST_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum date_order { DATE_UNDECIDED, DATE_DMY, DATE_MDY, DATE_YMD };

struct date_value {
	int32_t day;
	int32_t second;		/* of the day; -1 = only a date */
	bool has_offset;
	int32_t offset;		/* seconds east of UTC */
};

enum date_result {
	DATE_OK,
	DATE_OPEN,	/* day or month first: the order must be decided */
	DATE_BAD	/* not a date */
};

enum date_result date_read(struct date_value *out, const char *s, size_t len,
			   enum date_order order);
/* 1990 to 2099: what an export can be about. */
static inline bool day_is_sane(int32_t day)
{
	return day >= 7305 && day <= 47481;
}
/* By a profile's format; only DATE_OK or DATE_BAD. `unix` and `unix ms` are
 * seconds and milliseconds since 1970 UTC. */
enum date_result date_read_format(struct date_value *out, const char *s,
				  size_t len, const char *format);
/* By the first of several formats apart by "|" that reads it; `auto` is
 * date_read(). */
enum date_result date_read_formats(struct date_value *out, const char *s,
				   size_t len, const char *formats,
				   enum date_order order);
/* Of "October 8, 2021 → October 29, 2021" or "2026-10-01 - 2026-10-05" only
 * the part that `which` names: first, last; NULL or "" = all of it. A cell
 * with one date stays as it is. */
void date_of_range(const char **s, size_t *len, const char *which);

/* What a column has shown about the order of day and month. */
struct date_evidence {
	int64_t n;		/* cells that were dates of any form */
	int64_t numeric;	/* ... of the form a/b/year */
	int64_t dmy_line, mdy_line;	/* first line that proves it, 0 none */
	int64_t open_line;	/* first line that leaves it open, 0 none */
	char dmy[24], mdy[24], open[24];	/* those cells */
};

void date_evidence_add(struct date_evidence *e, const char *s, size_t len,
		       int64_t line);

/*
 * A range of days: "1 May 2026 - 8 May 2026", "July 8, 2025 – July 31, 2025",
 * "October 8, 2021 → October 29, 2021", "Ad report (Oct 25, 2016-Oct 31,
 * 2016)". 1 = range, 2 = it says that it has no bounds ("All time"), 0 = no
 * such text.
 */
int date_range_read(int32_t *first, int32_t *last, const char *s, size_t len);
/* "Feb 14 - Feb 20": a range without a year, if just one year puts it inside
 * from..to. */
bool date_range_within(int32_t *first, int32_t *last, const char *s,
		       size_t len, int32_t from, int32_t to);

#endif
