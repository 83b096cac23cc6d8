/*
 * base/zone.h - from UTC seconds to civil time in one named zone, and back.
 *
 * Zone data is Debian's tzdata, read by glibc. One process works in one zone
 * at a time: zone_use() sets it (TZ and tzset()) and everything after asks
 * it. The zone of the person who started us never matters: before the first
 * zone_use() the zone is UTC. Safe to call from several threads afterwards.
 */
#ifndef TUNEUP_BASE_ZONE_H
#define TUNEUP_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Use an IANA zone ("Europe/Berlin", "UTC"). ERR_CONFIG when there is no such
 * zone; the name is checked against the zone files, since glibc would
 * silently use UTC. */
int zone_use(const char *name, struct err *err);
const char *zone_name(void);

struct civil_time {
	int32_t day;		/* civil day */
	int32_t second;		/* 0 .. 86399 */
};

/* Outside the years 1 to 9999 the day is DAY_NONE (base/date.h). */
struct civil_time zone_civil(int64_t utc);

/* What became of a civil time on the way to UTC. */
enum zone_fit { ZONE_EXACT, ZONE_TWICE, ZONE_SKIPPED };

/*
 * UTC seconds of a civil time. A doubled hour is the first of the two
 * (ZONE_TWICE); a missing hour moves later by the gap (ZONE_SKIPPED).
 */
int64_t zone_utc(int32_t day, int32_t second, enum zone_fit *fit);

#endif
