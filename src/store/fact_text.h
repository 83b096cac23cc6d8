/*
 * store/fact_text.h - a stored value as text.
 *
 * One spelling for `tuneup facts`, the preview of an import and SQL: what is
 * printed here can be imported again and gives the same value. Minutes have
 * up to six decimals (a millisecond survives), money and measures are exact,
 * times are ISO 8601 in the workspace's zone with their offset, or a bare
 * date where only that was known. A missing value is "".
 */
#ifndef TUNEUP_STORE_FACT_TEXT_H
#define TUNEUP_STORE_FACT_TEXT_H

#include "store/kind.h"

#define FACT_TEXT_MAX 48

/* Value of a column that is neither FACT_DIM nor FACT_TEXT; returns buf, or
 * the static word of a FACT_WORD. */
const char *fact_value_text(char buf[FACT_TEXT_MAX],
			    const struct fact_column *column, int64_t v);

#endif
