#include "base/err.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct code_name {
	enum err_code code;
	const char *name;
} code_names[] = {
	{ ERR_NONE, "OK" },
	{ ERR_THRESHOLD, "THRESHOLD" },
	{ ERR_USAGE, "USAGE" },
	{ ERR_DATA, "DATAERR" },
	{ ERR_NOINPUT, "NOINPUT" },
	{ ERR_SOFTWARE, "SOFTWARE" },
	{ ERR_OS, "OSERR" },
	{ ERR_CANTCREAT, "CANTCREAT" },
	{ ERR_IO, "IOERR" },
	{ ERR_TEMPFAIL, "TEMPFAIL" },
	{ ERR_CONFIG, "CONFIG" },
	{ ERR_STOP_INT, "SIGINT" },
	{ ERR_STOP_TERM, "SIGTERM" },
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
	for (size_t i = 0; i < sizeof code_names / sizeof *code_names; i++)
		if (code_names[i].code == code)
			return code_names[i].name;
	return "UNKNOWN";
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
