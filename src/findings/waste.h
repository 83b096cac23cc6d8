/*
 * findings/waste.h - hours that are lost: what an action could give back.
 *
 * W of METRICS §11: what was observed in a scope in the period, in hours a
 * week, and never more than that:
 *
 *	fixing     corrections and loops; of a step, tool or channel the
 *	           correction minutes of its outputs
 *	loops      second and later passes
 *	handoffs   minutes of re-entering and reformatting, also of an edge
 *	reviews    review hours
 *	lateness   what it cost to find defects late
 *
 * A component has no minutes of its own: its scope is all work (METRICS §16).
 * An audited input has what bad input costs: the audit's hours (audit.h).
 */
#ifndef TUNEUP_FINDINGS_WASTE_H
#define TUNEUP_FINDINGS_WASTE_H

#include "config/playbook.h"
#include "findings/finding.h"

/* Hours a week, at least 0; NAN when nothing measures them there. */
double waste_hours(const struct findings_input *in, int saves,
		   const struct scope *scope);
/* "corrections and loops", for sentences. */
const char *waste_name(int saves);
/* Minutes that overlap have one number: two actions on it are either/or. */
int waste_minutes(int saves);
/* Weeks of the period up to as_of, at least one day. */
double weeks_of(const struct findings_input *in);

#endif
