/*
 * metrics/draw.c - the order in which members are drawn.
 */
#include "metrics/draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/strbuf.h"

struct draw_key draw_key_of(const struct config *config)
{
	static const char none[] = DRAW_FALLBACK_KEY;

	if (config->people_key)
		return (struct draw_key){ config->key, sizeof config->key };
	return (struct draw_key){ none, sizeof none - 1 };
}

static uint64_t rank_of(struct draw_key key, struct strbuf *text,
			const struct draw_member *m)
{
	uint8_t digest[SHA256_SIZE];
	size_t before = text->len;
	uint64_t rank = 0;

	strbuf_add(text, m->id, m->len);
	hmac_sha256(digest, key.bytes, key.len, text->s, text->len);
	text->len = before;
	for (int i = 0; i < 8; i++)
		rank = rank << 8 | digest[i];
	return rank;
}

static int member_cmp(const void *a, const void *b)
{
	const struct draw_member *x = a, *y = b;
	uint32_t len = x->len < y->len ? x->len : y->len;
	int c;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	c = len ? memcmp(x->id, y->id, len) : 0;
	return c ? c : (x->len > y->len) - (x->len < y->len);
}

void draw_order(struct draw_member *member, size_t n, struct draw_key key,
		const char *period, const char *segment)
{
	struct strbuf text = STRBUF_INIT;

	/* Each with its NUL. */
	strbuf_add(&text, DRAW_SEED, sizeof DRAW_SEED);
	strbuf_add(&text, period, strlen(period) + 1);
	strbuf_add(&text, segment, strlen(segment) + 1);
	for (size_t i = 0; i < n; i++)
		member[i].rank = rank_of(key, &text, &member[i]);
	strbuf_release(&text);
	if (n)
		qsort(member, n, sizeof *member, member_cmp);
}

int64_t draw_plain(int64_t members, double share)
{
	/* 0.05 * 20 is a little more than 1 in doubles. */
	return (int64_t)ceil(share * (double)members - 1e-9);
}

int64_t draw_required(int64_t members, double share, int64_t minimum)
{
	int64_t n = draw_plain(members, share);

	n = n > minimum ? n : minimum;
	return n < members ? n : members;
}
