#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct err_code_entry err_codes[] = {
	{ ERR_NONE, "OK", "Done, or there was nothing to do." },
	{ ERR_THRESHOLD, "THRESHOLD", "A limit was crossed: one given with "
	  "--fail-on, or that of check --max-age." },
	{ ERR_USAGE, "USAGE", "The command line cannot be understood." },
	{ ERR_DATA, "DATAERR", "Input was refused, or the store is damaged or "
	  "newer." },
	{ ERR_NOINPUT, "NOINPUT", "Input is missing or cannot be read." },
	{ ERR_SOFTWARE, "SOFTWARE", "A check of our own failed, or a renderer "
	  "crashed. Please report it." },
	{ ERR_OS, "OSERR", "There was no memory, or no process." },
	{ ERR_CANTCREAT, "CANTCREAT", "Output, lock or store cannot be "
	  "created, or would not be safe." },
	{ ERR_IO, "IOERR", "The disk is full, or reading or writing failed. "
	  "Worth a retry once that is mended." },
	{ ERR_TEMPFAIL, "TEMPFAIL", "Another run holds the lock, or something "
	  "has not arrived yet. Worth a retry." },
	{ ERR_CONFIG, "CONFIG", "The configuration or a template is wrong." },
	{ ERR_STOP_INT, "SIGINT", "SIGINT ended it: what was finished stays, "
	  "the rest was taken back. Worth a retry." },
	{ ERR_STOP_TERM, "SIGTERM", "SIGTERM ended it: what was finished "
	  "stays, the rest was taken back. Worth a retry." },
	{ .name = NULL }
};

/* Cut at a whole character: half a UTF-8 sequence makes a terminal or a log
 * reader choke on the one line that matters. */
static void cut_whole(char *s, size_t len)
{
	while (len > 0 && ((unsigned char)s[len - 1] & 0xC0) == 0x80)
		len--;
	if (len > 0 && (unsigned char)s[len - 1] >= 0xC0)
		len--;
	s[len] = '\0';
}

/* Write head and tail to err->msg; both may point into err->msg. */
static void msg_set(struct err *err, const char *head, const char *tail)
{
	char msg[sizeof err->msg];
	int len = snprintf(msg, sizeof msg, "%s%s", head, tail);

	if (len >= (int)sizeof msg)
		cut_whole(msg, sizeof msg - 1);
	memcpy(err->msg, msg, sizeof msg);
}

static void msg_format(char msg[sizeof ((struct err *)0)->msg],
		       const char *fmt, va_list ap) PRINTF_LIKE(2, 0);

static void msg_format(char msg[sizeof ((struct err *)0)->msg],
		       const char *fmt, va_list ap)
{
	size_t room = sizeof ((struct err *)0)->msg;
	int len = vsnprintf(msg, room, fmt, ap);

	if (len < 0)
		BUG("message cannot be formatted: %s", fmt);
	if ((size_t)len >= room)
		cut_whole(msg, room - 1);
}

/* in brackets: the names are macros, too */
int (err_set)(struct err *err, enum err_code code, const char *fmt, ...)
{
	char msg[sizeof err->msg];
	va_list ap;

	va_start(ap, fmt);
	msg_format(msg, fmt, ap);
	va_end(ap);
	err->code = code;
	msg_set(err, msg, "");
	return -1;
}

static enum err_code code_of_errno(enum err_code code, int errnum)
{
	switch (errnum) {
	case ENOSPC:
	case EDQUOT:
	case EIO:
	case EFBIG:
		return ERR_IO;
	case ENOENT:
		return ERR_NOINPUT;
	default:
		return code;
	}
}

int (err_errno)(struct err *err, enum err_code code, int errnum,
		const char *fmt, ...)
{
	/* not strerror(): its text depends on the locale and is shared */
	const char *why = strerrordesc_np(errnum);
	char msg[sizeof err->msg];
	char tail[128];
	va_list ap;

	va_start(ap, fmt);
	msg_format(msg, fmt, ap);
	va_end(ap);
	if (why)
		snprintf(tail, sizeof tail, ": %s", why);
	else
		snprintf(tail, sizeof tail, ": error %d", errnum);
	err->code = code_of_errno(code, errnum);
	msg_set(err, msg, tail);
	return -1;
}

int (err_prefix)(struct err *err, const char *fmt, ...)
{
	char text[sizeof err->msg];
	char head[sizeof text + 2];
	va_list ap;

	if (err->code == ERR_STOP_INT || err->code == ERR_STOP_TERM)
		return -1;
	va_start(ap, fmt);
	msg_format(text, fmt, ap);
	va_end(ap);
	snprintf(head, sizeof head, "%s: ", text);
	msg_set(err, head, err->msg);
	return -1;
}

const char *err_code_name(enum err_code code)
{
	for (const struct err_code_entry *e = err_codes; e->name; e++)
		if (e->code == code)
			return e->name;
	return "UNKNOWN";
}

const char *err_code_words(enum err_code code)
{
	for (const struct err_code_entry *e = err_codes; e->name; e++)
		if (e->code == code)
			return e->words;
	return "";
}

void err_bug(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fflush(stdout);
	fprintf(stderr, "tuneup: bug at %s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}

void err_no_memory(void)
{
	static const char msg[] = "tuneup: out of memory; nothing was "
		"published. Give the process more memory or import a "
		"smaller file.\n";

	/* write(), since stdio may want memory of its own */
	if (write(STDERR_FILENO, msg, sizeof msg - 1) < 0)
		_exit(ERR_OS);
	_exit(ERR_OS);
}
