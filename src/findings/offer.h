/*
 * findings/offer.h - recommendations as proposals to be recorded.
 *
 * With an action goes what it will be measured by, frozen (METRICS §12): the
 * metric and scope that met its trigger, the weeks before, the share it is
 * expected to remove, and what a unit of the metric costs in hours, so that
 * difference x volume can be said in hours later:
 *
 *	rate      hours a week lost then / outputs of the week that were bad
 *	minutes   1/60 an event; hours: 1
 *	else      no unit has a price: realised = measured share x hours lost
 */
#ifndef TUNEUP_FINDINGS_OFFER_H
#define TUNEUP_FINDINGS_OFFER_H

#include "findings/recommend.h"
#include "store/decisions.h"

/* One a problem, in their order; texts of the recommendations or the arena.
 * report, period: "weekly", "2026-W47". */
const struct proposal_entry *offers_of(const struct recommendations *r,
				       const struct findings_input *in,
				       const char *report, const char *period,
				       struct arena *a);

#endif
