/*
 * exchange/feedback_file.h - feedback_signals.csv, for the system that makes
 * the segments, and how late it is.
 *
 * One row a channel, segment, campaign and complete week (findings/feedback.h).
 * UTF-8, CRLF, ISO dates, plain decimals, an empty cell where there is no
 * number. Columns:
 *
 *	as_of, week, week_start, week_end, channel, segment, campaign
 *	sends, delivered, impressions, opens, clicks, conversions
 *	of each rate (open_rate, click_rate, ctr, conversion_rate):
 *	  <rate>_n, <rate>, <rate>_shrunk, <rate>_low, <rate>_high,
 *	  <rate>_channel, <rate>_lift, <rate>_weight
 *	data_to, data_age_days
 */
#ifndef TUNEUP_EXCHANGE_FEEDBACK_FILE_H
#define TUNEUP_EXCHANGE_FEEDBACK_FILE_H

#include "base/strbuf.h"
#include "exchange/dispatch.h"
#include "findings/feedback.h"

#define FEEDBACK_FILE "feedback_signals.csv"
#define FEEDBACK_SOURCE "tuneup-feedback"

/*
 * Append the file. A row whose channel, segment or campaign begins like a
 * formula is left out under FORMULA_REJECT and is a line of `refused`: its
 * week and column. Returns how many rows were written.
 */
size_t feedback_write(struct strbuf *out, struct strbuf *refused,
		      const struct feedback *f, int32_t as_of,
		      enum formula formula);

/*
 * Record how late it is, against Table 2: the segmentation engine wants its
 * engagement history within 24 hours. A fact of kind handoffs, component
 * segmentation, sent when the newest day with data ended, received `now` (UTC
 * seconds). Once for each such day: a file written again brings nothing new.
 */
int feedback_record(bool *recorded, struct store *s, const struct feedback *f,
		    const struct strbuf *bytes, int64_t now, int32_t as_of,
		    struct err *err);

#endif
