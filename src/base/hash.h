/*
 * base/hash.h - digests, keyed pseudonyms and a fast table hash.
 *
 * SHA-256 and HMAC come from libcrypto, whose headers are included in hash.c
 * only.
 */
#ifndef TUNEUP_BASE_HASH_H
#define TUNEUP_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32
#define SHA256_HEX 65		/* 64 digits and a NUL */

struct sha256;			/* opaque, one per running digest */

struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *h, const void *bytes, size_t len);
/* Length-prefixed, so that ("ab","c") and ("a","bc") differ. */
void sha256_add_text(struct sha256 *h, const char *s);
void sha256_add_i64(struct sha256 *h, int64_t v);	/* little-endian */
void sha256_done(struct sha256 *h, uint8_t out[SHA256_SIZE]); /* frees h */
void sha256_bytes(uint8_t out[SHA256_SIZE], const void *bytes, size_t len);
char *sha256_hex(char buf[SHA256_HEX], const uint8_t digest[SHA256_SIZE]);

/* HMAC-SHA-256, for pseudonyms and draw orders. */
void hmac_sha256(uint8_t out[SHA256_SIZE], const void *key, size_t key_len,
		 const void *bytes, size_t len);

/* 64-bit hash for tables and row keys (our own mixing, stable for ever: row
 * keys are stored). Not for security. */
uint64_t hash64(const void *bytes, size_t len, uint64_t seed);
static inline uint64_t hash64_mix(uint64_t h, uint64_t v)
{
	h ^= v + 0x9E3779B97F4A7C15u + (h << 6) + (h >> 2);
	h *= 0xD6E8FEB86659FD93u;
	return h ^ (h >> 32);
}

/* Of libcrypto as it runs: "3.0.15". */
const char *hash_library_version(void);

#endif
