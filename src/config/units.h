/*
 * config/units.h - quantities as people write them, with their unit.
 *
 *	"20 min"  "1.5 h"  "1 h 30 min"  "2 days"     unit_duration
 *	"15 %"  "0.15"                                unit_share
 *	"45"  "45 EUR"  "EUR 1250.50"                 unit_money
 *	"45 EUR/h"  "45 EUR per hour"                 unit_rate
 *
 * All return NULL when the text was read, else what is wrong with it as the
 * end of a sentence ("the unit is missing", ""). Nothing here allocates.
 */
#ifndef TUNEUP_CONFIG_UNITS_H
#define TUNEUP_CONFIG_UNITS_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds. bare: ms that one plain number stands for, 0 = refuse it. */
const char *unit_duration(int64_t *ms, const char *text, int64_t bare);
/* 0.15 for "15 %" and "0.15"; the caller checks the range. */
const char *unit_share(double *share, const char *text);
/* Millionths. currency NULL = any; a code that is another one is wrong. */
const char *unit_money(int64_t *millionths, const char *text,
		       const char *currency);
const char *unit_rate(int64_t *millionths, const char *text,
		      const char *currency);
const char *unit_number(double *value, const char *text);
/* A whole number, with the unit the key names if it names one: "28 days". */
const char *unit_whole(int64_t *value, const char *text, const char *unit);
/* Three capital letters. */
bool unit_is_currency(const char *text);

#endif
