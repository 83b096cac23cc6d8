/*
 * report/check_map.h - what is wrong with a laid-out map (private to
 * doc_check()).
 */
#ifndef TUNEUP_REPORT_CHECK_MAP_H
#define TUNEUP_REPORT_CHECK_MAP_H

#include "report/map.h"

/* The end of a sentence that begins with "a map", or NULL: steps that lie on
 * each other, labels on steps or labels, what leaves its frame, an edge that
 * is neither drawn nor folded. */
const char *map_wrong(const struct map *map);
/* Its i-th text, NULL behind the last. */
const char *map_text(const struct map *map, size_t i);

#endif
