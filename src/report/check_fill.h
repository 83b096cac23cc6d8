/*
 * report/check_fill.h - what is wrong with cells and tables to fill in
 * (private to doc_check()).
 *
 * The end of a sentence that begins with "a cell to fill in", or NULL.
 */
#ifndef TUNEUP_REPORT_CHECK_FILL_H
#define TUNEUP_REPORT_CHECK_FILL_H

#include "report/model.h"

const char *fill_wrong(const struct fill *f);
const char *table_fill_wrong(const struct table *t);

#endif
