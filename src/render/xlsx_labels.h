/*
 * render/xlsx_labels.h - words beside bars and points stay on one line.
 *
 * A label of a native chart breaks into lines where the program that draws it
 * finds it too long: some at a third of a low chart's height. The library has
 * no word for "do not", so the finished workbook is copied with wrap="none" on
 * the labels of its charts; all else is copied as it is, byte for byte. Where
 * a line has several marks they keep breaking: beside each other they would
 * meet.
 */
#ifndef TUNEUP_RENDER_XLSX_LABELS_H
#define TUNEUP_RENDER_XLSX_LABELS_H

#include "base/err.h"

/* Replaces the file. ERR_IO when it cannot be written, ERR_SOFTWARE when it
 * is not the workbook that was just made. */
int labels_hold(const char *path, struct err *err);

#endif
