/*
 * findings/proposal_ids.c - the short ids that decisions are known by.
 */
#include <string.h>

#include "base/hash.h"
#include "findings/recommend.h"
#include "store/decisions.h"

#define DIGITS 6	/* where nobody else begins with them */

static void hex_of(char hex[SHA256_HEX], const char *problem)
{
	uint8_t digest[SHA256_SIZE];

	sha256_bytes(digest, problem, strlen(problem));
	sha256_hex(hex, digest);
}

static const char *id_of(struct arena *a, const char *period, const char *hex,
			 int digits)
{
	return arena_printf(a, "%s-%.*s", period, digits, hex);
}

const char *proposal_id(struct arena *a, const char *problem,
			const char *period)
{
	char hex[SHA256_HEX];

	hex_of(hex, problem);
	return id_of(a, period, hex, DIGITS);
}

/* As it was given out before; NULL: it was not. */
static const char *kept_id(const struct decision_book *b, const char *problem,
			   const char *period)
{
	for (size_t i = b ? b->n_proposals : 0; i-- > 0;)
		if (!strcmp(b->proposal[i].period, period) &&
		    !strcmp(b->proposal[i].problem, problem))
			return b->proposal[i].proposal;
	return NULL;
}

/* How many digits two digests have in common. */
static int alike(const char *x, const char *y)
{
	int n = 0;

	while (x[n] && x[n] == y[n])
		n++;
	return n;
}

void proposal_ids(struct problem *p, size_t n, const char *period,
		  const struct decision_book *book, struct arena *a)
{
	char (*hex)[SHA256_HEX] = arena_array(a, n, sizeof *hex);

	for (size_t i = 0; i < n; i++)
		hex_of(hex[i], p[i].id);
	for (size_t i = 0; i < n; i++) {
		int digits = DIGITS;

		p[i].proposal = kept_id(book, p[i].id, period);
		if (p[i].proposal)
			continue;
		for (size_t k = 0; k < n; k++)
			if (k != i && alike(hex[i], hex[k]) >= digits)
				digits = alike(hex[i], hex[k]) + 1;
		do
			p[i].proposal = id_of(a, period, hex[i], digits);
		while (book && book_proposal(book, p[i].proposal) &&
		       digits++ < SHA256_HEX - 1);
	}
}
