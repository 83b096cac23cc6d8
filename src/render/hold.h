/*
 * render/hold.h - blanks at which no line may break.
 *
 * A number and its unit are read as one: "15 %", "6.2 h", "+3.8 pts",
 * "EUR 1,200", and so is a range: "−0.6 to +19.3". Texts carry a plain blank there, so that they can be searched
 * and compared; whoever breaks lines asks here.
 */
#ifndef TUNEUP_RENDER_HOLD_H
#define TUNEUP_RENDER_HOLD_H

#include <stdbool.h>

/*
 * Does the blank at `blank` hold its two sides together? `start` is
 * the beginning of its text; marks of bold are looked through.
 */
bool blank_holds(const char *start, const char *blank);

#endif
