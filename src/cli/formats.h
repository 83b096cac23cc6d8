/*
 * cli/formats.h - the words of --format for rows.
 */
#ifndef TUNEUP_CLI_FORMATS_H
#define TUNEUP_CLI_FORMATS_H

extern const char *const row_formats[];		/* text, csv, json */

#endif
