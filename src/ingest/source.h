/*
 * ingest/source.h - the very bytes of one export. (private to ingest/)
 *
 * A file is opened once. What fits in SOURCE_HELD, and stdin, is read once
 * and held; a larger file is read in passes and never held. Every complete
 * pass is hashed, and a pass whose SHA-256 is not that of the first is
 * refused: what was hashed is what was parsed, whoever writes to the file
 * meanwhile.
 *
 *	struct source src;
 *	if (source_open(&src, path, &err)) ...
 *	source_digest(&src, hex, &err);		the first pass
 *	source_rewind(&src, &err);
 *	while (!source_read(&src, buf, sizeof buf, &got, &err) && got) ...
 *	source_close(&src);
 */
#ifndef TUNEUP_INGEST_SOURCE_H
#define TUNEUP_INGEST_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/strbuf.h"

#define SOURCE_HELD ((int64_t)32 << 20)
#define SOURCE_MAX ((int64_t)16 << 30)		/* a file */
#define SOURCE_MAX_STDIN ((int64_t)512 << 20)	/* stdin is held */

struct source {
	const char *name;	/* for people: base name, "stdin" */
	int fd;			/* -1 when the bytes are held */
	struct strbuf held;
	int64_t size;		/* bytes, as of the first pass */
	int64_t at;		/* bytes handed out in this pass */
	struct sha256 *hash;	/* of this pass; NULL when held */
	bool hashed;		/* digest is known */
	uint8_t digest[SHA256_SIZE];
};

/* "-" is stdin. A symlink, directory, FIFO or device is ERR_NOINPUT. */
int source_open(struct source *s, const char *path, struct err *err);
/* The SHA-256 of all bytes as hex; reads a pass when there was none yet. */
int source_digest(struct source *s, char hex[SHA256_HEX], struct err *err);
int source_rewind(struct source *s, struct err *err);
/* The next bytes; *got = 0 at the end. All passes come through here, so that an
 * import that is stopped ends here. */
int source_read(struct source *s, void *buf, size_t cap, size_t *got,
		struct err *err);
void source_close(struct source *s);	/* a zeroed or closed one is fine */

#endif
