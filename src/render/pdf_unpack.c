/* render/pdf_unpack.c - the way back of pdf_pack.c, for a file not trusted. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "render/pdf_pack.h"
#include "render/pdf_packed.h"

#define OBJECTS_MAX 1000000
#define STREAM_MAX ((size_t)64 << 20)	/* bytes, unpacked */
#define HEAD_MAX 256

struct packed {
	const char *s, *name;
	size_t len;
	size_t n;		/* objects, with the free one, the object
				 * streams and the table */
	size_t plain;		/* ... without those two */
	size_t root, info;
	char id[ID_DIGITS + 1];
	size_t table;		/* object and offset of the table */
	size_t table_at;
	uint8_t *entry;
	struct strbuf *member;	/* of each object stream, by its object */
};

static int bad(const struct packed *p, size_t at, const char *what,
	       struct err *err)
{
	return err_set(err, ERR_SOFTWARE, "%s: not a whole PDF: %s (byte %zu "
		       "of %zu)", p->name, what, at, p->len);
}

static bool has(const struct packed *p, size_t at, const char *word)
{
	size_t n = strlen(word);

	return at <= p->len && n <= p->len - at && !memcmp(p->s + at, word, n);
}

/* ---- streams of ours -------------------------------------------------------- */

struct stream { size_t object, begin, len, end; char keys[HEAD_MAX]; };

/* "7 0 obj\n<< KEYS /Filter /FlateDecode /Length 123 >>\nstream\n", and
 * nothing but that. */
static int read_stream(const struct packed *p, size_t at, struct stream *out,
		       struct err *err)
{
	char head[HEAD_MAX], again[HEAD_MAX];
	size_t n = p->len - at < HEAD_MAX - 1 ? p->len - at : HEAD_MAX - 1;
	const char *filter;
	int keys = 0;

	memcpy(head, p->s + at, n);
	head[n] = '\0';
	filter = strstr(head, " /Filter ");
	if (!filter || sscanf(head, "%zu 0 obj\n<< %n", &out->object, &keys) !=
			       1 || !keys || head + keys > filter ||
	    sscanf(filter, " /Filter /FlateDecode /Length %zu", &out->len) !=
		    1)
		return bad(p, at, "a stream of the table is broken", err);
	snprintf(out->keys, sizeof out->keys, "%.*s",
		 (int)(filter - head - keys), head + keys);
	n = (size_t)snprintf(again, sizeof again, OBJECT_BEGIN "<< %s /Filter "
			     "/FlateDecode /Length %zu >>\nstream\n",
			     out->object, out->keys, out->len);
	out->begin = at + n;
	out->end = out->begin + out->len + strlen("\n" STREAM_END);
	if (n >= sizeof again || !has(p, at, again) || out->len > p->len ||
	    !has(p, out->begin + out->len, "\n" STREAM_END))
		return bad(p, at, "a stream of the table is broken", err);
	return 0;
}

static int inflate_stream(const struct packed *p, const struct stream *in,
			  struct strbuf *out, struct err *err)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)(p->s + in->begin),
		       .avail_in = (uInt)in->len };
	char buf[16384];
	int rc = inflateInit(&z);

	while (rc == Z_OK && out->len <= STREAM_MAX) {
		z.next_out = (Bytef *)buf;
		z.avail_out = sizeof buf;
		rc = inflate(&z, Z_NO_FLUSH);
		strbuf_add(out, buf, sizeof buf - z.avail_out);
	}
	inflateEnd(&z);
	if (rc != Z_STREAM_END || z.avail_in)
		return bad(p, in->begin, "a stream cannot be unpacked", err);
	return 0;
}

/* ---- the table ----------------------------------------------------------------- */

static size_t entry_type(const struct packed *p, size_t i)
{
	return p->entry[i * PACKED_ENTRY];
}

static size_t entry_a(const struct packed *p, size_t i)
{
	const uint8_t *e = p->entry + i * PACKED_ENTRY;

	return (size_t)e[1] << 24 | (size_t)e[2] << 16 | (size_t)e[3] << 8 |
	       e[4];
}

static size_t entry_b(const struct packed *p, size_t i)
{
	const uint8_t *e = p->entry + i * PACKED_ENTRY;

	return (size_t)e[5] << 8 | e[6];
}

static int read_ending(struct packed *p, struct err *err)
{
	size_t from = p->len > 60 ? p->len - 60 : 0;
	const char *start = memmem(p->s + from, p->len - from, "startxref\n",
				   strlen("startxref\n"));
	char tail[64], again[64];
	size_t n;

	if (!has(p, 0, "%PDF-1."))
		return bad(p, 0, "the header is missing", err);
	if (!start)
		return bad(p, p->len, "startxref is missing", err);
	n = p->len - (size_t)(start - p->s);
	memcpy(tail, start, n);
	tail[n] = '\0';
	if (sscanf(tail, "startxref\n%zu", &p->table_at) != 1 ||
	    p->table_at >= p->len)
		return bad(p, p->len - n, "startxref leads nowhere", err);
	snprintf(again, sizeof again, PACKED_ENDING, p->table_at);
	if (strcmp(tail, again) != 0)
		return bad(p, p->len - n, "the end mark is missing", err);
	return 0;
}

static int read_table(struct packed *p, struct err *err)
{
	struct strbuf bytes = STRBUF_INIT;
	struct stream s;
	char again[HEAD_MAX];
	int ret = read_stream(p, p->table_at, &s, err), n;

	if (ret)
		return -1;
	if (sscanf(s.keys, TABLE_KEYS " /ID [<%32[0-9a-f]>", &p->n, &p->root,
		   &p->info, p->id) != 4)
		return bad(p, p->table_at, "startxref leads to no table", err);
	n = snprintf(again, sizeof again, TABLE_KEYS, p->n, p->root, p->info);
	snprintf(again + n, sizeof again - (size_t)n, TABLE_ID, p->id, p->id);
	p->table = s.object;
	if (strcmp(again, s.keys) != 0 || p->n < 3 || p->n > OBJECTS_MAX ||
	    p->table != p->n - 1)
		return bad(p, p->table_at, "startxref leads to no table", err);
	ret = inflate_stream(p, &s, &bytes, err);
	if (!ret && bytes.len != p->n * PACKED_ENTRY)
		ret = bad(p, s.begin, "the table has another size", err);
	if (!ret) {
		p->entry = xmalloc(bytes.len);
		memcpy(p->entry, bytes.s, bytes.len);
	}
	strbuf_release(&bytes);
	return ret;
}

/* Object streams lie behind the objects, in front of the table. */
static int find_plain(struct packed *p, struct err *err)
{
	p->plain = p->table;
	for (size_t i = 0; i < p->n; i++) {
		size_t type = entry_type(p, i);

		if (type > PACKED_IN || (type == PACKED_FREE) != (i == 0))
			return bad(p, p->table_at, "an entry of the table is "
				   "broken", err);
		if (type == PACKED_IN && entry_a(p, i) < p->plain)
			p->plain = entry_a(p, i);
	}
	for (size_t i = 1; i < p->n; i++)
		if (entry_type(p, i) == PACKED_IN &&
		    (i >= p->plain || entry_a(p, i) >= p->table))
			return bad(p, p->table_at, "an entry of the table is "
				   "broken", err);
	return p->plain < 2 ? bad(p, p->table_at, "the table has no object",
				  err) : 0;
}

/* ---- objects ---------------------------------------------------------------------- */

/* Where the objects that have an offset end: each is followed by the next. */
struct place { size_t at, object; };

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static int check_object(const struct packed *p, const struct place *o,
			size_t end, struct err *err)
{
	char head[32];

	snprintf(head, sizeof head, OBJECT_BEGIN, o->object);
	if (!has(p, o->at, head) || end - o->at < strlen(STREAM_END) ||
	    !has(p, end - strlen(STREAM_END), STREAM_END))
		return bad(p, o->at, "an object is not where the table says",
			   err);
	return 0;
}

/* end[i]: of the objects that have an offset. */
static int find_ends(const struct packed *p, size_t *end, size_t *header,
		     struct err *err)
{
	struct place *place = xcalloc(p->n, sizeof *place);
	struct stream table;
	size_t n = 0;
	int ret = read_stream(p, p->table_at, &table, err);

	for (size_t i = 1; i < p->n; i++)
		if (entry_type(p, i) == PACKED_AT)
			place[n++] = (struct place){ entry_a(p, i), i };
	qsort(place, n, sizeof *place, by_place);
	if (!ret && (place[n - 1].object != p->table ||
		     place[n - 1].at != p->table_at || place[0].at > 64))
		ret = bad(p, p->table_at, "the table is not the last object",
			  err);
	*header = place[0].at;
	for (size_t i = 0; !ret && i < n; i++) {
		size_t to = i + 1 < n ? place[i + 1].at : table.end;

		if (to <= place[i].at || to > p->len)
			ret = bad(p, place[i].at, "two objects lie in one "
				  "place", err);
		else
			ret = check_object(p, &place[i], to, err);
		end[place[i].object] = to;
	}
	free(place);
	if (!ret && !has(p, table.end, "startxref\n"))
		ret = bad(p, table.end, "something follows the table", err);
	return ret;
}

static int unpack_members(struct packed *p, struct err *err)
{
	p->member = xcalloc(p->n, sizeof *p->member);
	for (size_t i = p->plain; i < p->table; i++) {
		struct stream s;

		p->member[i] = (struct strbuf)STRBUF_INIT;
		if (entry_type(p, i) != PACKED_AT)
			return bad(p, p->table_at, "an object stream is no "
				   "stream", err);
		if (read_stream(p, entry_a(p, i), &s, err) ||
		    inflate_stream(p, &s, &p->member[i], err))
			return -1;
		if (s.object != i)
			return bad(p, entry_a(p, i), "an object stream has "
				   "another number", err);
	}
	return 0;
}

/* "12 345\n" for each member, then the members; keys say how many, and where
 * the first one begins. */
static int find_member(const struct packed *p, size_t i, const char **body,
		       size_t *len, struct err *err)
{
	const struct strbuf *m = &p->member[entry_a(p, i)];
	size_t at = entry_a(p, entry_a(p, i)), count, first, object, offset;
	size_t next;
	struct stream s;
	const char *line = m->s;

	if (read_stream(p, at, &s, err))
		return -1;
	if (sscanf(s.keys, "/Type /ObjStm /N %zu /First %zu", &count,
		   &first) != 2 || first > m->len || entry_b(p, i) >= count)
		return bad(p, at, "an object stream is broken", err);
	for (size_t k = 0; line && k < entry_b(p, i); k++)
		line = (line = strchr(line, '\n')) ? line + 1 : NULL;
	if (!line || line >= m->s + first ||
	    sscanf(line, "%zu %zu\n", &object, &offset) != 2 || object != i)
		return bad(p, at, "an object stream has another object", err);
	next = m->len - first;
	line = strchr(line, '\n');
	if (line && line + 1 < m->s + first)
		sscanf(line + 1, "%*u %zu\n", &next);
	if (offset >= next || next > m->len - first ||
	    m->s[first + next - 1] != '\n')
		return bad(p, at, "an object stream is broken", err);
	*body = m->s + first + offset;
	*len = next - offset - 1;
	return 0;
}

/* ---- the plain file ------------------------------------------------------------ */

static int put_object(struct strbuf *out, const struct packed *p, size_t i,
		      const size_t *end, struct err *err)
{
	const char *body;
	size_t len;

	if (entry_type(p, i) == PACKED_AT) {
		strbuf_add(out, p->s + entry_a(p, i), end[i] - entry_a(p, i));
		return 0;
	}
	if (find_member(p, i, &body, &len, err))
		return -1;
	strbuf_printf(out, OBJECT_BEGIN, i);
	strbuf_add(out, body, len);
	strbuf_puts(out, OBJECT_END);
	return 0;
}

static void put_table(struct strbuf *out, const struct packed *p,
		      const size_t *at)
{
	size_t table = out->len;

	strbuf_printf(out, "xref\n0 %zu\n0000000000 65535 f\r\n", p->plain);
	for (size_t i = 1; i < p->plain; i++)
		strbuf_printf(out, "%010zu 00000 n\r\n", at[i]);
	strbuf_printf(out, "trailer\n<<\n/Root %zu 0 R\n/Info %zu 0 R\n"
		      "/Size %zu\n>>\nstartxref\n%zu\n%%%%EOF\n", p->root,
		      p->info, p->plain, table);
}

static int put_plain(struct strbuf *out, const struct packed *p,
		     struct err *err)
{
	size_t *end = xcalloc(p->n, sizeof *end);
	size_t *at = xcalloc(p->n, sizeof *at);
	size_t header = 0;
	int ret = find_ends(p, end, &header, err);

	if (!ret)
		strbuf_add(out, p->s, header);
	for (size_t i = 1; !ret && i < p->plain; i++) {
		at[i] = out->len;
		ret = put_object(out, p, i, end, err);
	}
	if (!ret)
		put_table(out, p, at);
	free(end);
	free(at);
	return ret;
}

static int check_id(const struct packed *p, const struct strbuf *plain,
		    size_t from, struct err *err)
{
	uint8_t digest[SHA256_SIZE];
	char hex[SHA256_HEX];

	sha256_bytes(digest, plain->s + from, plain->len - from);
	if (strncmp(sha256_hex(hex, digest), p->id, ID_DIGITS) != 0)
		return bad(p, p->table_at, "what is packed is not what was "
			   "drawn", err);
	return 0;
}

int pdf_unpack(struct strbuf *out, const char *bytes, size_t len,
	       const char *name, struct err *err)
{
	struct packed p = { .s = bytes, .len = len, .name = name };
	size_t from = out->len;
	int ret = read_ending(&p, err);

	if (!ret)
		ret = read_table(&p, err);
	if (!ret)
		ret = find_plain(&p, err);
	if (!ret)
		ret = unpack_members(&p, err);
	if (!ret)
		ret = put_plain(out, &p, err);
	if (!ret)
		ret = check_id(&p, out, from, err);
	for (size_t i = p.plain; p.member && i < p.table; i++)
		strbuf_release(&p.member[i]);
	free(p.member);
	free(p.entry);
	return ret;
}
