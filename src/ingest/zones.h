/*
 * ingest/zones.h - the zones that exports name. (private to ingest/)
 *
 * Z, UTC, GMT, UTC+2, +0200, -05:00, and the abbreviations that mean one
 * offset only: those of RFC 5322, section 4.3 (EST, EDT, CST, CDT, MST, MDT,
 * PST, PDT) and those of Europe, Japan and Australia. IST, BST, AST and
 * others mean different offsets to different people and are not read.
 */
#ifndef TUNEUP_INGEST_ZONES_H
#define TUNEUP_INGEST_ZONES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The zone that s begins with, as seconds east of UTC; returns the bytes it
 * takes, 0 = none. */
size_t zone_word_read(int32_t *offset, const char *s, size_t len);
/* The zone a header names in brackets: "time (in UTC)", "Date (GMT)", "Sent
 * [UTC-08:00]". */
bool zone_of_header(int32_t *offset, const char *header);

#endif
