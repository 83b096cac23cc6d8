/*
 * findings/sentences.h - numbers as words. (private to findings/)
 *
 * One place decides how a count, a rate, an interval, hours and a period are
 * said, so that no sentence says "1 outputs" or "week 47 week". Everything
 * returned lives in the arena. Rounding is that of base/num.h.
 */
#ifndef TUNEUP_FINDINGS_SENTENCES_H
#define TUNEUP_FINDINGS_SENTENCES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "config/config.h"
#include "metrics/figure.h"

#define BOLD(s) "\x02" s "\x03"

/* "no", "one" ... "twelve", then "13", "1,234". */
const char *say_number(struct arena *a, int64_t n);
/* The same as a part of something: "none", "one", "13". */
const char *say_part(struct arena *a, int64_t n);
/* "1 output", "12 outputs": n in digits and the noun. */
const char *say_count(struct arena *a, int64_t n, const char *noun);
/* "one more workflow", "28 more workflows": those a list leaves out. */
const char *say_more(struct arena *a, int64_t n, const char *noun);
/* "18 of 1,200 outputs with a known outcome were reworked"; of all and of a
 * single one in their own words. */
const char *say_reworked(struct arena *a, int64_t x, int64_t n);
/* "18 of 1,200" */
const char *say_share(struct arena *a, int64_t x, int64_t n);
/* "46 more outputs", "more than 1,000 more outputs". */
const char *say_needed(struct arena *a, int64_t needed);
/* "18.0 %" */
const char *say_rate(struct arena *a, double rate);
/* A configured share without needless decimals: "15 %", "12.5 %". */
const char *say_limit(struct arena *a, double rate);
/* "11.7–26.7 %" */
const char *say_rate_range(struct arena *a, double low, double high);
/* "+14.0 pts": nine columns at most */
const char *say_pts(struct arena *a, double difference);
/* "+14.0 points"; range "+2.1 to +25.4 points". */
const char *say_points(struct arena *a, double difference);
const char *say_points_range(struct arena *a, double low, double high);
/* "6.2 hours", "1 hour", "312 hours"; never signed. */
const char *say_hours(struct arena *a, double hours);
/* "6.2 h", "−1.3 h"; with plus: "+6.2 h". */
const char *say_h(struct arena *a, double hours);
const char *say_signed_h(struct arena *a, double hours);
/* "−1.2 to 5.0 h" */
const char *say_h_range(struct arena *a, double low, double high);
/* "blog, ads and two more": at most `most` names. */
const char *say_names(struct arena *a, const char *const *names, size_t n,
		      size_t most);

/* "this week", "this quarter so far"; "the week before". */
const char *say_now(struct arena *a, struct period p, int32_t as_of);
const char *say_before(struct period p);
/* "week 47", "November 2026", "Q4 2026" */
const char *say_period(struct arena *a, struct period p, int quarter_start);

/* Name of a workflow for people: its name in the config, else its id; "all
 * work" for NULL. */
const char *say_workflow(const struct config *c, const char *id);
/* The same where a sentence begins: "All work". A name stays as it is. */
const char *say_subject(const struct config *c, const char *id);
/* Where something happened: "in Blog articles", "over all work". */
const char *say_where(struct arena *a, const struct config *c,
		      const char *id);
/* The first letter in upper case (ASCII only). */
const char *say_first_upper(struct arena *a, const char *s);

#endif
