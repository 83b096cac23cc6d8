/*
 * metrics/campaign.h - what campaigns did: METRICS §16 "Campaigns".
 *
 * The unit is a row of the kind campaigns. A row by day counts in the period
 * that holds its day; a row of a period only where the period lies wholly
 * inside (INPUTS.md, "Time, day, period"). Of rows that overlap only one side
 * counts: see facts_period_losers() in store/facts.h. That is decided over
 * all rows up to today, also those outside the days asked for: a month that
 * gave way to a row of its last day does not come back in the month.
 *
 * Where the definitions leave room:
 * - A rate sums over the rows that have both of its columns. Rows that have
 *   one of them are left out and said in the figure's note; clicks without
 *   delivered belong to the CTR, not to the click rate's note.
 * - Counts may be fractions (a conversion shared by two ads). Value and
 *   interval are made from the exact sums, n and x are rounded half away from
 *   zero, and the note has the exact ones.
 * - More than 100 of 100 (opens counted again, late conversions) is no share:
 *   the value stays the quotient, there is no interval, and the note says so.
 *   Likewise where corrections push a sum below 0.
 * - A send is tracked where its row has opens, clicks or conversions (0 is
 *   recorded, blank is not), or another counting row of the same campaign,
 *   channel and dates has: what was sent and what came of it may be in two
 *   exports. Rows without sends have nothing to track.
 * - Revenue and media cost are in the workspace's currency: rows in another
 *   are set aside when they are imported.
 */
#ifndef TUNEUP_METRICS_CAMPAIGN_H
#define TUNEUP_METRICS_CAMPAIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "store/facts.h"

/* ---- rows ----------------------------------------------------------- */

struct campaign_row {
	const struct fact_day *day;
	size_t row;
	struct period covers;	/* a range; of a day row that day */
	const char *lost;	/* why it does not count; NULL: it counts */
};

/* Visit every row; `f` holds all campaigns facts from the first day on. */
typedef void (*campaign_fn)(void *ctx, const struct campaign_row *row);
void campaigns_each(const struct facts *f, campaign_fn visit, void *ctx);

/* Is all of `part` in `whole`? */
bool period_covers(struct period whole, struct period part);

/* ---- sums ------------------------------------------------------------ */

#define CAMPAIGN_COLUMNS (CAM_COST - CAM_SENDS + 1)

enum campaign_ratio {
	RATIO_OPEN, RATIO_CLICK, RATIO_CTR, RATIO_CONVERSION,
	RATIO_UNSUBSCRIBE, RATIO_COST, CAMPAIGN_RATIOS
};

struct campaign_ratio_columns {
	int part, whole;	/* CAM_ columns */
	int unless;		/* rows that have it do not belong here; 0 */
	bool part_alone;	/* a part alone belongs to another ratio */
};
extern const struct campaign_ratio_columns campaign_ratio[CAMPAIGN_RATIOS];

/* Sums of a scope and period, in the units of the columns. */
struct campaign_cell {
	int64_t rows;
	struct { __int128 sum; int64_t rows; } column[CAMPAIGN_COLUMNS];
	struct {
		__int128 part, whole;	/* of rows that have both */
		int64_t rows;		/* these rows */
		int64_t half;		/* rows that have one of them */
	} ratio[CAMPAIGN_RATIOS];
	__int128 sent, tracked;	/* sends; of them, with an outcome */
};

/* Add a row that counts; `sent` and `tracked` stay. */
void campaign_cell_add(struct campaign_cell *c,
		       const struct campaign_row *row);

#endif
