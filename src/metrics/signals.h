/*
 * metrics/signals.h - which series are tested, and what the rule of
 * metrics/anomaly.h says of their weeks. METRICS §10.
 *
 * Tested are the metrics of signal_metric[] (signals.c) at the total and by
 * workflow, those of campaigns at the total and by campaign × channel, and the
 * rows of kind `series` without a dimension; nothing else. The list leaves out
 * what is another one in other words (gross hours beside net and correction
 * hours, opens beside the open rate), what no week has of its own (costs), and
 * the escape rate, whose last three weeks are never mature.
 *
 * A week of a series is complete when its Monday is not before the first day
 * of its kind in the store and its Sunday not after `as_of`; one without a
 * figure is a gap. Weeks of a `holiday` of the events calendar are left out:
 * of every series where its workflow is blank, else of that workflow's.
 * A `baseline_reset` confirms a new level: no week before the first one that
 * begins on or after its day is looked at any more.
 *
 * A `series` is one metric of one source and system with a unit (without one
 * it is not tested). Its rows of a week, by day or of a period inside it:
 * counts and money add up, minutes and scores are the mean of the rows, a
 * rate is Σ value·base ÷ Σ base of rows with a base. Rows of a period give
 * way to rows by day of the same week; of overlapping ones the later import,
 * then the shorter, then the later one counts.
 *
 * At stake: hours of a metric of hours; minutes an output × outputs; points
 * of rework × outputs × mean correction minutes; money at the default rate.
 * Else nothing, and signals stand in the order of |z|.
 */
#ifndef TUNEUP_METRICS_SIGNALS_H
#define TUNEUP_METRICS_SIGNALS_H

#include "config/config.h"
#include "metrics/anomaly.h"
#include "metrics/figure.h"
#include "store/store.h"

#define SIGNAL_CHANCE 0.02 /* of a series and week, by chance alone */

struct signal_series {
	const struct metric *metric; /* NULL: of the kind `series` */
	const char *name;	     /* metric id, or the series' own name */
	const char *title;	     /* for people */
	const char *system;	     /* of a `series`, "" */
	struct scope scope;
	enum anomaly_unit unit;
	int digits, direction; /* direction 0: neither good nor bad */
	int32_t monday;	       /* of its first week */
	size_t n;	       /* weeks to the last one asked for */
	struct anomaly_point *point;
	size_t from;		   /* weeks before it are not in `week` */
	struct anomaly_week *week; /* of week from + i, n - from */
};

/* A week of a series that is not normal. */
struct signal {
	const struct signal_series *series;
	const struct anomaly_week *week;
	struct period period;
	struct period since; /* LEVEL and SHIFT: first week of the level */
	double hours;	     /* at stake, 0 = not known */
	double money;	     /* at stake where it is money, else NAN */
	bool sure;	     /* of a spike or shift: anomaly_is_sure() */
};

struct signals {
	int32_t first, last; /* days asked for: whole weeks */
	struct signal_series *series;
	size_t n_series;
	size_t tested;	 /* series and weeks on which the rule spoke */
	double expected; /* SIGNAL_CHANCE of them */
	/* Spikes and shifts by what is at stake, then levels, then what is
	 * watched, then what is learning. */
	struct signal *item;
	size_t n;
};

/*
 * The weeks that lie in first..last and are over on as_of. `weekly` holds the
 * sorted weekly figures of all weeks since the first fact. Everything lies in
 * the arena or in `weekly`.
 */
int signals_compute(struct signals *out, struct store *store,
		    const struct config *config, const struct figures *weekly,
		    int32_t first, int32_t last, int32_t as_of, struct arena *a,
		    struct err *err);

/* Where: "Webinars", "campaign Spring, channel email", "analytics", "all
 * campaigns", "all work". */
const char *signal_scope_words(struct arena *a, const struct config *config,
			       const struct signal_series *s);
/* "hours", "rate" ...: what a value of the series is in, for words. */
enum metric_unit signal_unit(const struct signal_series *s);

/* ---- private to signals.c and signal_series.c ------------------------- */

/* What the calendar says. */
struct calendar {
	struct {
		int32_t monday;
		const char *workflow;
		bool restart;
	} * item;
	size_t n;
};

/* One series on its way in: what is known of it, week by week. */
struct weekly_value {
	int32_t monday;
	double value, n;
};
typedef void (*series_fn)(void *ctx, const struct signal_series *like,
			  const struct weekly_value *v, size_t n);
/* Every `series` of the store up to the day `last`. */
int series_each(struct store *store, int32_t last, struct arena *a,
		series_fn visit, void *ctx, struct err *err);

#endif
