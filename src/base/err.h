/*
 * base/err.h - how a step says that it could not go on.
 *
 * There are three kinds of failure and only one of them is this:
 *
 *   - a bug: BUG("what cannot be") prints one line and aborts;
 *   - a step that cannot go on: it fills the caller's struct err with a code
 *     and one finished sentence (file, line, cause, remedy) and returns -1;
 *   - a bad row: a diagnostic (base/diag.h), which is data, not an error.
 *
 * Functions return 0 or -1, take `out` first and `err` last. void means the
 * function cannot fail. A message is complete: no caller adds to it, except
 * with err_prefix() where only the caller knows the file.
 *
 * The codes are the process's exit codes (sysexits.h numbers, which systemd
 * and MTAs know by name), so main() returns err.code as it is.
 */
#ifndef TUNEUP_BASE_ERR_H
#define TUNEUP_BASE_ERR_H

#include <stdarg.h>

enum err_code {
	ERR_NONE = 0,
	ERR_THRESHOLD = 3,	/* a limit given with --fail-on was crossed */
	ERR_USAGE = 64,		/* command line */
	ERR_DATA = 65,		/* input refused, store damaged or newer */
	ERR_NOINPUT = 66,	/* input missing or unreadable */
	ERR_SOFTWARE = 70,	/* our own check failed, a renderer crashed */
	ERR_OS = 71,		/* no memory, fork failed */
	ERR_CANTCREAT = 73,	/* output, lock or store cannot be created */
	ERR_IO = 74,		/* disk full, read, write or fsync error */
	ERR_TEMPFAIL = 75,	/* another run holds the lock */
	ERR_CONFIG = 78,	/* configuration or template invalid */
	ERR_STOP_INT = 130,	/* stopped by SIGINT: base/stop.h */
	ERR_STOP_TERM = 143	/* stopped by SIGTERM */
};

struct err {
	enum err_code code;
	char msg[8192];	/* one or more whole lines, no final newline; room
			 * for all mistakes of a configuration */
};

#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define MUST_USE __attribute__((warn_unused_result))
#define NO_RETURN __attribute__((noreturn))	/* cppcheck knows this one */

/* Fill err and return -1, so that `return err_set(...)` reads as one step. */
int err_set(struct err *err, enum err_code code, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

/* As err_set() for an errno; adds ": strerror". ENOSPC, EDQUOT, EIO and
 * EFBIG become ERR_IO, ENOENT ERR_NOINPUT, whatever `code` says. */
int err_errno(struct err *err, enum err_code code, int errnum,
	      const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Put "text: " before the message; keeps the code, returns -1. One that was
 * stopped (base/stop.h) did not fail at anything: it stays as it is. */
int err_prefix(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/*
 * The compiler and the analyzer see one file at a time; so that they know
 * what `return err_set(...)` returns, the -1 is visible at the call.
 */
static inline int err_minus_one(int ret)
{
	(void)ret;
	return -1;
}
#define err_set(...) err_minus_one(err_set(__VA_ARGS__))
#define err_errno(...) err_minus_one(err_errno(__VA_ARGS__))
#define err_prefix(...) err_minus_one(err_prefix(__VA_ARGS__))

/* What each says to people; the manual page prints them. Ends at NULL. */
struct err_code_entry {
	enum err_code code;
	const char *name;	/* stable, for logs: "DATAERR" */
	const char *words;	/* sentences */
};
extern const struct err_code_entry err_codes[];
const char *err_code_name(enum err_code code);	/* else "UNKNOWN" */
const char *err_code_words(enum err_code code);	/* else "" */

/* A state that cannot be: print file:line and the sentence, abort. */
#define BUG(...) err_bug(__FILE__, __LINE__, __VA_ARGS__)
NO_RETURN void err_bug(const char *file, int line, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

/* Out of memory: one message, _exit(71). Called by the allocators only. */
NO_RETURN void err_no_memory(void);

#endif
