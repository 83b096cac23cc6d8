/*
 * report/map_graph.h - a map from workflows.yaml and figures, without places.
 *
 * Steps are those of workflows.yaml in their order, then those that only
 * handoffs name, then `published`. Documented edges lead from one step to the
 * next, and from the last one to `published`; they are there also when nobody
 * used them. All others come from handoffs. A name that holds " > " is taken
 * apart where both halves are documented steps, else where one is, else at
 * the first.
 *
 * Flows: documented workflows in their order, then others that have handoffs
 * by id, then handoffs that name no workflow. A workflow of one step that
 * hands nothing over is no flow.
 */
#ifndef TUNEUP_REPORT_MAP_GRAPH_H
#define TUNEUP_REPORT_MAP_GRAPH_H

#include "base/date.h"
#include "config/config.h"
#include "metrics/figure.h"
#include "report/map.h"

/* Of one workflow, or NULL for all. Texts are copied into the arena. */
void map_graph(struct map *out, const struct config *config,
	       const struct figures *figures, struct period period,
	       const char *workflow, struct arena *a);

#endif
