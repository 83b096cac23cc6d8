/*
 * config/expect.h - by when an export should be there.
 *
 * `expect` of tuneup.yaml says for each source until when a report of any
 * period waits for it. That is counted from the period's last day:
 *
 *	Monday    the first Monday after it
 *	2 days    the second day after it
 *
 * On that day the report still waits; on the next it is made without the
 * source and says so.
 */
#ifndef TUNEUP_CONFIG_EXPECT_H
#define TUNEUP_CONFIG_EXPECT_H

#include <stdint.h>

struct expect_by {
	int weekday;	/* 1 Monday ... 7 Sunday; 0: `days` says it */
	int days;	/* 0 to EXPECT_DAYS_MAX */
};

#define EXPECT_DAYS_MAX 60

/* -1 when it is neither a day of the week nor a number of days. */
int expect_by_parse(struct expect_by *out, const char *text);
/* The last day to wait for a period that ended on `last`. */
int32_t expect_until(struct expect_by by, int32_t last);

#endif
