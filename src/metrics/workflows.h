/*
 * metrics/workflows.h - the workflows that figures are of.
 */
#ifndef TUNEUP_METRICS_WORKFLOWS_H
#define TUNEUP_METRICS_WORKFLOWS_H

#include "config/config.h"
#include "metrics/figure.h"

/*
 * Those of tuneup.yaml in its order, then the others that have a figure of
 * their own, sorted; "" is the blank one. wanted: which figures count, NULL:
 * all. List and texts in the arena.
 */
const char **figures_workflows(size_t *n, const struct figures *figures,
			       const struct config *config,
			       bool (*wanted)(const struct figure *f,
					      const void *ctx),
			       const void *ctx, struct arena *a);

#endif
