/*
 * base/stop.h - somebody asked the process to end: SIGTERM, SIGINT.
 *
 * The handler sets a flag and makes stop_fd() readable, nothing else. What
 * takes long asks stop_check() between its steps, what waits polls stop_fd()
 * beside what it waits for, and SQLite asks between its own steps
 * (store/db.c). So a command that is stopped ends by returning like one that
 * failed: its transaction is rolled back, its children are ended, and main()
 * exits with 128 + n. A second signal changes nothing.
 *
 * main() alone calls stop_catch(); without it nothing here ever says "stop".
 */
#ifndef TUNEUP_BASE_STOP_H
#define TUNEUP_BASE_STOP_H

#include "base/err.h"

/* From now on, and nothing was asked so far. A signal that was ignored when
 * we were started (nohup, `&` in a script) stays ignored. */
void stop_catch(void);

/* SIGTERM or SIGINT; 0: nobody asked, or it is held back. */
int stop_signal(void);
/* Readable once somebody asked; -1, which poll() skips, while none can. */
int stop_fd(void);

/* 0 to go on; else -1 with one finished sentence and the code of the signal,
 * 128 + n. */
int stop_check(struct err *err) MUST_USE;
/* Is this the error of stop_check()? err_prefix() leaves it alone. */
#define is_stop(err) ((err)->code == ERR_STOP_INT || \
		      (err)->code == ERR_STOP_TERM)

/* Between the two nobody is told: short, for what would be half done (a
 * report that stands in its place and is not recorded yet). They nest. */
void stop_hold(void);
void stop_release(void);

#endif
