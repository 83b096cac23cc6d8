/* What goes to stdout, and proof that it got there. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"

int say_bytes(struct err *err, const char *bytes, size_t len)
{
	if (fwrite(bytes, 1, len, stdout) == len && !fflush(stdout))
		return 0;
	/* `| head` has read what it wanted: no fault of anybody's */
	if (errno == EPIPE)
		return 0;
	return err_errno(err, ERR_IO, errno, "cannot write to standard output");
}

int say(struct err *err, const char *fmt, ...)
{
	struct strbuf out = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vprintf(&out, fmt, ap);
	va_end(ap);
	int ret = say_bytes(err, out.s, out.len);

	strbuf_release(&out);
	return ret;
}
