/*
 * report/diff.h - what changed between two periods, as a part to read.
 */
#ifndef TUNEUP_REPORT_DIFF_H
#define TUNEUP_REPORT_DIFF_H

#include "findings/diff.h"
#include "report/model.h"

/*
 * Add one part to d (d->currency is set): the answer in a sentence, what
 * changed by more than noise, what did not, what cannot be judged and why.
 * workflow NULL: all work, and then each workflow where something changed.
 * note: a sentence on the data, "".
 */
void diff_part(struct doc *d, const struct diff *diff, const char *workflow,
	       const char *note);

#endif
