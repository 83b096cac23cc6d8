#include "base/hash.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/arena.h"
#include "base/err.h"

struct sha256 {
	EVP_MD_CTX *ctx;
};

struct sha256 *sha256_new(void)
{
	struct sha256 *h = xmalloc(sizeof *h);

	h->ctx = EVP_MD_CTX_new();
	if (!h->ctx)
		err_no_memory();
	if (EVP_DigestInit_ex(h->ctx, EVP_sha256(), NULL) != 1)
		BUG("libcrypto has no SHA-256");
	return h;
}

void sha256_add(struct sha256 *h, const void *bytes, size_t len)
{
	if (len && EVP_DigestUpdate(h->ctx, bytes, len) != 1)
		BUG("libcrypto refused %zu bytes", len);
}

/* Numbers enter a digest as the same bytes on every machine. */
static void put_le64(uint8_t out[8], uint64_t v)
{
	for (int i = 0; i < 8; i++)
		out[i] = (uint8_t)(v >> (8 * i));
}

void sha256_add_i64(struct sha256 *h, int64_t v)
{
	uint8_t bytes[8];

	put_le64(bytes, (uint64_t)v);
	sha256_add(h, bytes, sizeof bytes);
}

void sha256_add_text(struct sha256 *h, const char *s)
{
	if (!s) {
		sha256_add_i64(h, -1);	/* missing is not the same as "" */
		return;
	}
	sha256_add_i64(h, (int64_t)strlen(s));
	sha256_add(h, s, strlen(s));
}

void sha256_done(struct sha256 *h, uint8_t out[SHA256_SIZE])
{
	unsigned int len = 0;

	if (EVP_DigestFinal_ex(h->ctx, out, &len) != 1 || len != SHA256_SIZE)
		BUG("libcrypto did not finish a SHA-256");
	EVP_MD_CTX_free(h->ctx);
	free(h);
}

void sha256_bytes(uint8_t out[SHA256_SIZE], const void *bytes, size_t len)
{
	struct sha256 *h = sha256_new();

	sha256_add(h, bytes, len);
	sha256_done(h, out);
}

char *sha256_hex(char buf[SHA256_HEX], const uint8_t digest[SHA256_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_SIZE; i++) {
		buf[2 * i] = digits[digest[i] >> 4];
		buf[2 * i + 1] = digits[digest[i] & 15];
	}
	buf[SHA256_HEX - 1] = '\0';
	return buf;
}

void hmac_sha256(uint8_t out[SHA256_SIZE], const void *key, size_t key_len,
		 const void *bytes, size_t len)
{
	unsigned int got = 0;

	if (key_len > INT_MAX)
		BUG("a key of %zu bytes", key_len);
	/* a NULL key means "the key used before" to libcrypto */
	if (!HMAC(EVP_sha256(), key_len ? key : "", (int)key_len,
		  len ? bytes : (const void *)"", len, out, &got) ||
	    got != SHA256_SIZE)
		BUG("libcrypto did not finish an HMAC");
}

static uint64_t load_le64(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

/* Both halves of the 128-bit product: one multiplication mixes all bits. */
static uint64_t fold_multiply(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t hash64(const void *bytes, size_t len, uint64_t seed)
{
	const uint64_t k1 = 0x9E3779B97F4A7C15u, k2 = 0xD6E8FEB86659FD93u;
	const unsigned char *p = bytes;
	uint64_t h = fold_multiply(seed ^ k1, (uint64_t)len ^ k2) ^ seed;
	uint64_t tail = 0;
	size_t left = len;

	for (; left >= 8; left -= 8, p += 8)
		h = fold_multiply(h ^ load_le64(p), k1) + k2;
	if (left && len >= 8) {
		/* the last eight bytes, some of them for the second time:
		 * the length is in the seed, so nothing becomes ambiguous */
		tail = load_le64(p + left - 8);
	} else {
		for (size_t i = 0; i < left; i++)
			tail |= (uint64_t)p[i] << (8 * i);
	}
	h = fold_multiply(h ^ tail, k2) + k1;
	h ^= h >> 32;
	h *= k2;
	return h ^ (h >> 29);
}

const char *hash_library_version(void)
{
	return OpenSSL_version(OPENSSL_VERSION_STRING);
}
