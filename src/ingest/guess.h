/*
 * ingest/guess.h - is text that is not UTF-8 Windows-1252?
 * (private to ingest/)
 *
 * Western texts in Windows-1252 hold few bytes above 127, nearly each of them
 * a letter alone between plain ones, or a sign such as a quote or a currency.
 * Cyrillic and Japanese texts in their 8-bit encodings hold long runs of them,
 * and a file of several encodings holds whole UTF-8 characters as well:
 * neither is guessed at, and UTF-8 that ends inside a character is cut off.
 */
#ifndef TUNEUP_INGEST_GUESS_H
#define TUNEUP_INGEST_GUESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct byte_guess {
	int64_t offset, line;	/* of the first byte that is not UTF-8 */
	unsigned int byte;
	int64_t high;		/* bytes above 127 */
	bool windows_1252;	/* they speak for it */
};

/* False: the bytes are UTF-8, or UTF-16 by their mark. */
bool bytes_guess(struct byte_guess *g, const void *bytes, size_t len);

#endif
