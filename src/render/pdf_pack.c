/* render/pdf_pack.c - see pdf_pack.h; the way back is pdf_unpack.c. */
#include "render/pdf_pack.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "render/pdf_packed.h"

struct plain {
	const char *s;
	size_t len, xref, n;	/* n objects, with the free one */
	size_t *at;		/* n + 1: where each begins; the last one is
				 * the table */
	size_t root, info;
};

static int odd(struct err *err, const char *what)
{
	return err_set(err, ERR_SOFTWARE, "the PDF library wrote %s; the file "
		       "cannot be packed", what);
}

/* ---- what the library wrote --------------------------------------------- */


static int read_trailer(struct plain *p, struct err *err)
{
	const char *end = p->s + p->len - (p->len < 64 ? p->len : 64);
	const char *start = strstr(end, "startxref\n");
	const char *trailer = NULL;

	if (start && sscanf(start, "startxref\n%zu\n%%EOF", &p->xref) == 1 &&
	    p->xref < p->len)
		trailer = strstr(p->s + p->xref, "trailer\n");
	if (!trailer || sscanf(p->s + p->xref, "xref\n0 %zu\n", &p->n) != 1 ||
	    sscanf(trailer, "trailer\n<<\n/Root %zu 0 R\n/Info %zu 0 R",
		   &p->root, &p->info) != 2)
		return odd(err, "another kind of table");
	return 0;
}

static int read_offsets(struct plain *p, struct err *err)
{
	const char *line = strchr(p->s + p->xref + strlen("xref\n"), '\n') + 1;

	p->at = xcalloc(p->n + 1, sizeof *p->at);
	for (size_t i = 0; i < p->n; i++, line += 20)
		p->at[i] = strtoul(line, NULL, 10);
	p->at[p->n] = p->xref;
	for (size_t i = 1; i < p->n; i++)
		if (p->at[i] < 8 || p->at[i] >= p->at[i + 1])
			return odd(err, "objects in another order");
	return 0;
}

static bool ends_with(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len >= n && !memcmp(s + len - n, word, n);
}

static bool is_stream(const struct plain *p, size_t i)
{
	return ends_with(p->s + p->at[i], p->at[i + 1] - p->at[i],
			 STREAM_END);
}

/* The object without its frame. */
static int body_of(const struct plain *p, size_t i, const char **body,
		   size_t *len, struct err *err)
{
	char head[32];
	size_t n = (size_t)snprintf(head, sizeof head, OBJECT_BEGIN, i);
	size_t all = p->at[i + 1] - p->at[i];

	*body = p->s + p->at[i] + n;
	if (all < n + strlen(OBJECT_END) ||
	    memcmp(p->s + p->at[i], head, n) != 0 ||
	    !ends_with(p->s + p->at[i], all, OBJECT_END))
		return odd(err, "an object in another frame");
	*len = all - n - strlen(OBJECT_END);
	return 0;
}

/* ---- what is packed ------------------------------------------------------- */

struct packing {
	struct strbuf *out;
	const struct plain *p;
	uint8_t *entry;		/* PACKED_ENTRY bytes an object */
	size_t n;		/* objects so far, with object streams */
	struct strbuf heads, bodies;	/* of the open object stream */
	size_t members;
};

static void put_entry(struct packing *k, size_t object, int type, size_t a,
		      size_t b)
{
	uint8_t *e = k->entry + object * PACKED_ENTRY;

	e[0] = (uint8_t)type;
	for (int i = 0; i < 4; i++)
		e[1 + i] = (uint8_t)(a >> (24 - 8 * i));
	e[5] = (uint8_t)(b >> 8);
	e[6] = (uint8_t)b;
}

/* An object with a compressed stream; `keys` end its dictionary's first part. */
static void put_stream(struct packing *k, size_t object, const char *keys,
		       const void *bytes, size_t len)
{
	uLongf size = compressBound((uLong)len);
	uint8_t *packed = xmalloc(size);

	if (compress2(packed, &size, bytes, (uLong)len, 9) != Z_OK)
		err_no_memory();
	strbuf_printf(k->out, OBJECT_BEGIN "<< %s /Filter /FlateDecode /Length "
		      "%zu >>\nstream\n", object, keys, (size_t)size);
	strbuf_add(k->out, packed, size);
	strbuf_puts(k->out, "\n" STREAM_END);
	free(packed);
}

static void close_members(struct packing *k)
{
	char keys[80];
	size_t object = k->n++;

	if (!k->members) {
		k->n--;
		return;
	}
	put_entry(k, object, PACKED_AT, k->out->len, 0);
	snprintf(keys, sizeof keys, "/Type /ObjStm /N %zu /First %zu",
		 k->members, k->heads.len);
	strbuf_add(&k->heads, k->bodies.s, k->bodies.len);
	put_stream(k, object, keys, k->heads.s, k->heads.len);
	strbuf_clear(&k->heads);
	strbuf_clear(&k->bodies);
	k->members = 0;
}

static int add_member(struct packing *k, size_t i, struct err *err)
{
	const char *body;
	size_t len;

	if (body_of(k->p, i, &body, &len, err))
		return -1;
	put_entry(k, i, PACKED_IN, k->n, k->members++);
	strbuf_printf(&k->heads, "%zu %zu\n", i, k->bodies.len);
	strbuf_add(&k->bodies, body, len);
	strbuf_putc(&k->bodies, '\n');
	if (k->members == PACKED_MEMBERS)
		close_members(k);
	return 0;
}

static int pack_objects(struct packing *k, struct err *err)
{
	const struct plain *p = k->p;

	strbuf_add(k->out, p->s, p->at[1]);
	for (size_t i = 1; i < p->n; i++) {
		if (!is_stream(p, i))
			continue;
		put_entry(k, i, PACKED_AT, k->out->len, 0);
		strbuf_add(k->out, p->s + p->at[i], p->at[i + 1] - p->at[i]);
	}
	for (size_t i = 1; i < p->n; i++)
		if (!is_stream(p, i) && add_member(k, i, err))
			return -1;
	close_members(k);
	return 0;
}

static void put_table(struct packing *k)
{
	size_t object = k->n++, at = k->out->len;
	uint8_t digest[SHA256_SIZE];
	char keys[200], hex[SHA256_HEX];
	int n;

	sha256_bytes(digest, k->p->s, k->p->len);
	sha256_hex(hex, digest);
	hex[ID_DIGITS] = '\0';
	put_entry(k, 0, PACKED_FREE, 0, UINT16_MAX);
	put_entry(k, object, PACKED_AT, at, 0);
	n = snprintf(keys, sizeof keys, TABLE_KEYS, k->n, k->p->root,
		     k->p->info);
	snprintf(keys + n, sizeof keys - (size_t)n, TABLE_ID, hex, hex);
	put_stream(k, object, keys, k->entry, k->n * PACKED_ENTRY);
	strbuf_printf(k->out, PACKED_ENDING, at);
}

int pdf_pack(struct strbuf *out, const struct strbuf *plain, struct err *err)
{
	struct plain p = { .s = plain->s, .len = plain->len };
	struct packing k = { .out = out, .p = &p, .heads = STRBUF_INIT,
			     .bodies = STRBUF_INIT };
	size_t start = out->len;
	int ret = read_trailer(&p, err);

	if (start)
		BUG("a PDF is packed into an empty buffer");
	if (!ret)
		ret = read_offsets(&p, err);
	if (!ret) {
		k.n = p.n;
		k.entry = xcalloc(p.n + p.n / PACKED_MEMBERS + 3,
				  PACKED_ENTRY);
		ret = pack_objects(&k, err);
	}
	if (!ret)
		put_table(&k);
	free(k.entry);
	free(p.at);
	strbuf_release(&k.heads);
	strbuf_release(&k.bodies);
	return ret;
}
