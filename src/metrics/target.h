/*
 * metrics/target.h - what the workspace wants of a metric.
 */
#ifndef TUNEUP_METRICS_TARGET_H
#define TUNEUP_METRICS_TARGET_H

#include "base/date.h"
#include "config/config.h"
#include "metrics/metric.h"

/* The limit (less is better) or target (more is better) of a metric over a
 * period of that kind, in the metric's unit; NAN when the workspace has none.
 * The target of net hours is a week's. */
double metric_target(const struct config *c, const struct metric *m,
		     enum period_kind kind);

#endif
