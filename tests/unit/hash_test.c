#include "tests/unit/test.h"

#include "base/hash.h"

static void check_sha(const void *bytes, size_t len, const char *want)
{
	uint8_t digest[SHA256_SIZE];
	char hex[SHA256_HEX];

	sha256_bytes(digest, bytes, len);
	assert_string_equal(sha256_hex(hex, digest), want);
}

/* FIPS 180-4 examples */
TEST(sha256_of_the_published_examples)
{
	check_sha("", 0, "e3b0c44298fc1c149afbf4c8996fb924"
		  "27ae41e4649b934ca495991b7852b855");
	check_sha("abc", 3, "ba7816bf8f01cfea414140de5dae2223"
		  "b00361a396177a9cb410ff61f20015ad");
	check_sha("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		  56, "248d6a61d20638b8e5c026930c3e6039"
		  "a33ce45964ff2167f6ecedd419db06c1");
}

TEST(sha256_in_pieces_is_sha256_of_the_whole)
{
	struct sha256 *h = sha256_new();
	uint8_t digest[SHA256_SIZE];
	char hex[SHA256_HEX];

	sha256_add(h, "a", 1);
	sha256_add(h, NULL, 0);
	sha256_add(h, "bc", 2);
	sha256_done(h, digest);
	assert_string_equal(sha256_hex(hex, digest),
			    "ba7816bf8f01cfea414140de5dae2223"
			    "b00361a396177a9cb410ff61f20015ad");
}

static void two_texts(uint8_t out[SHA256_SIZE], const char *a, const char *b)
{
	struct sha256 *h = sha256_new();

	sha256_add_text(h, a);
	sha256_add_text(h, b);
	sha256_done(h, out);
}

TEST(sha256_texts_do_not_run_into_each_other)
{
	uint8_t one[SHA256_SIZE], other[SHA256_SIZE];

	two_texts(one, "ab", "c");
	two_texts(other, "a", "bc");
	assert_memory_not_equal(one, other, SHA256_SIZE);
	two_texts(one, "", "x");
	two_texts(other, NULL, "x");
	assert_memory_not_equal(one, other, SHA256_SIZE);
}

TEST(sha256_numbers_are_little_endian)
{
	struct sha256 *h = sha256_new();
	uint8_t got[SHA256_SIZE], want[SHA256_SIZE];

	sha256_add_i64(h, 0x0102030405060708);
	sha256_done(h, got);
	sha256_bytes(want, "\x08\x07\x06\x05\x04\x03\x02\x01", 8);
	assert_memory_equal(got, want, SHA256_SIZE);
}

static void check_hmac(const void *key, size_t key_len, const void *bytes,
		       size_t len, const char *want)
{
	uint8_t mac[SHA256_SIZE];
	char hex[SHA256_HEX];

	hmac_sha256(mac, key, key_len, bytes, len);
	assert_string_equal(sha256_hex(hex, mac), want);
}

/* RFC 4231 test cases 1, 2, 3 and 6 */
TEST(hmac_of_the_published_examples)
{
	uint8_t key[131], data[50];

	memset(key, 0x0b, 20);
	check_hmac(key, 20, "Hi There", 8,
		   "b0344c61d8db38535ca8afceaf0bf12b"
		   "881dc200c9833da726e9376c2e32cff7");
	check_hmac("Jefe", 4, "what do ya want for nothing?", 28,
		   "5bdcc146bf60754e6a042426089575c7"
		   "5a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof key);
	memset(data, 0xdd, sizeof data);
	check_hmac(key, 20, data, sizeof data,
		   "773ea91e36800e46854db8ebd09181a7"
		   "2959098b3ef8c122d9635514ced565fe");
	check_hmac(key, sizeof key,
		   "Test Using Larger Than Block-Size Key - Hash Key First",
		   54, "60e431591ee0b67f0d8a26aacbf5b77f"
		   "8e0bc6213728c5140546040f0ee37f54");
}

TEST(hmac_of_nothing_with_no_key)
{
	check_hmac(NULL, 0, NULL, 0, "b613679a0814d9ec772f95d778c35fc5"
		   "ff1697c493715653c6c712144292c5ad");
}

/* Row keys are stored: these values may never change. */
TEST(hash64_is_the_same_for_ever)
{
	const char text[] = "the quick brown fox jumps over the lazy dog";

	assert_true(hash64("", 0, 0) == UINT64_C(0x217CA98A406385ED));
	assert_true(hash64("", 0, 1) == UINT64_C(0x17428F4EE5FC108B));
	assert_true(hash64(text, 7, 0) == UINT64_C(0x0720EA1678046F26));
	assert_true(hash64(text, 8, 0) == UINT64_C(0x12AE9AE2E1DEE6F6));
	assert_true(hash64(text, 43, 42) == UINT64_C(0xDF9593ABB6ACA99A));
}

TEST(hash64_sees_every_byte_and_the_length)
{
	unsigned char bytes[40] = { 0 };

	for (size_t len = 1; len <= sizeof bytes; len++) {
		uint64_t h = hash64(bytes, len, 7);

		assert_true(h != hash64(bytes, len - 1, 7));
		assert_true(h != hash64(bytes, len, 8));
		for (size_t i = 0; i < len; i++) {
			bytes[i] = 1;
			assert_true(h != hash64(bytes, len, 7));
			bytes[i] = 0;
		}
	}
}

static int compare_u64(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Keys as exports have them: a common start and a counter. */
TEST(hash64_of_like_keys_does_not_collide)
{
	static uint64_t h[200000];
	static int low[4096];

	for (size_t i = 0; i < COUNT(h); i++) {
		char key[32];
		int n = snprintf(key, sizeof key, "TASK-%zu", i);

		h[i] = hash64(key, (size_t)n, 0);
		low[h[i] % 4096]++;
	}
	for (size_t i = 0; i < COUNT(low); i++)
		assert_true(low[i] > 10 && low[i] < 110);	/* 49 +- 9 sd */
	qsort(h, COUNT(h), sizeof *h, compare_u64);
	for (size_t i = 1; i < COUNT(h); i++)
		assert_true(h[i] != h[i - 1]);
}

TEST(hash64_mix_depends_on_order)
{
	assert_true(hash64_mix(hash64_mix(0, 1), 2) !=
		    hash64_mix(hash64_mix(0, 2), 1));
	assert_true(hash64_mix(0, 0) != hash64_mix(0, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_of_the_published_examples),
		cmocka_unit_test(sha256_in_pieces_is_sha256_of_the_whole),
		cmocka_unit_test(sha256_texts_do_not_run_into_each_other),
		cmocka_unit_test(sha256_numbers_are_little_endian),
		cmocka_unit_test(hmac_of_the_published_examples),
		cmocka_unit_test(hmac_of_nothing_with_no_key),
		cmocka_unit_test(hash64_is_the_same_for_ever),
		cmocka_unit_test(hash64_sees_every_byte_and_the_length),
		cmocka_unit_test(hash64_of_like_keys_does_not_collide),
		cmocka_unit_test(hash64_mix_depends_on_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
