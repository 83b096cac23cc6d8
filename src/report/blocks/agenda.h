/*
 * report/blocks/agenda.h - lines of the session's table.
 *
 * Private to the files of block agenda.
 */
#ifndef TUNEUP_REPORT_BLOCKS_AGENDA_H
#define TUNEUP_REPORT_BLOCKS_AGENDA_H

#include "report/block.h"

/* link: the part to look at, NULL = none. */
void agenda_line(struct doc *d, struct table *t, const struct report_input *in,
		 const char *minutes, const char *topic, const char *data,
		 const char *link);

/* Verdicts that are new this week; what is late; the answers to last week's
 * report with their state; what else is open (agenda_decided.c). */
void agenda_decided(struct doc *d, struct table *t,
		    const struct report_input *in, const char *minutes,
		    const char *topic);

#endif
