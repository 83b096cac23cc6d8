/*
 * store/rowbuf.c - rows as bytes, one buffer a day, spilled when too many.
 *
 * A row is: 8 bytes key hash, then one number after the other, each a
 * variable-length integer (seven bits a byte, lowest first):
 *
 *	line, then by column from FC_N on
 *	dimensions, words	the number itself
 *	text			its length, followed by its bytes
 *	other numbers		0 = NULL, 1 = eight raw bytes follow,
 *				else 2 + zigzag (0, -1, 1, -2 ... = 0, 1, 2, 3)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "store/load.h"

#define BUFFER_LIMIT ((size_t)32 << 20)
#define VARINT_MAX 10

static uint8_t *put_varint(uint8_t *to, uint64_t v)
{
	while (v >= 0x80) {
		*to++ = (uint8_t)(v | 0x80);
		v >>= 7;
	}
	*to++ = (uint8_t)v;
	return to;
}

static inline const uint8_t *get_varint(uint64_t *v, const uint8_t *from)
{
	uint64_t out = *from++;

	if (out & 0x80) {
		unsigned shift = 7;

		out &= 0x7f;
		while (*from & 0x80) {
			out |= (uint64_t)(*from++ & 0x7f) << shift;
			shift += 7;
		}
		out |= (uint64_t)*from++ << shift;
	}
	*v = out;
	return from;
}

static uint8_t *put_number(uint8_t *to, int64_t v)
{
	uint64_t u = (uint64_t)v, zigzag = u << 1 ^ -(u >> 63);

	if (v == FACT_NULL)
		return put_varint(to, 0);
	if (zigzag <= UINT64_MAX - 2)
		return put_varint(to, zigzag + 2);
	to = put_varint(to, 1);
	memcpy(to, &v, sizeof v);
	return to + sizeof v;
}

static const uint8_t *get_number(int64_t *v, const uint8_t *from)
{
	uint64_t u;

	from = get_varint(&u, from);
	if (u == 0) {
		*v = FACT_NULL;
	} else if (u == 1) {
		memcpy(v, from, sizeof *v);
		from += sizeof *v;
	} else {
		u -= 2;
		*v = (int64_t)(u >> 1 ^ -(u & 1));
	}
	return from;
}

static size_t row_room(const struct fact_kind *kind,
		       const struct row_values *v)
{
	size_t room = sizeof v->hash + (kind->n_columns + 1) * VARINT_MAX;

	for (size_t c = FC_N; c < kind->n_columns; c++) {
		if (kind->columns[c].type == FACT_TEXT)
			room += v->len[c];
	}
	return room;
}

static uint8_t *row_put(uint8_t *to, const struct fact_kind *kind,
			const struct row_values *v)
{
	memcpy(to, &v->hash, sizeof v->hash);
	to = put_varint(to + sizeof v->hash, (uint64_t)v->num[FC_LINE]);
	for (size_t c = FC_N; c < kind->n_columns; c++) {
		switch (kind->columns[c].type) {
		case FACT_DIM:
		case FACT_WORD:
			to = put_varint(to, (uint64_t)v->num[c]);
			break;
		case FACT_TEXT:
			to = put_varint(to, v->len[c]);
			if (v->len[c])
				memcpy(to, v->text[c], v->len[c]);
			to += v->len[c];
			break;
		default:
			to = put_number(to, v->num[c]);
			break;
		}
	}
	return to;
}

const uint8_t *row_next(struct row_values *v, const struct fact_kind *kind,
			const uint8_t *from)
{
	uint64_t u;

	memcpy(&v->hash, from, sizeof v->hash);
	from = get_varint(&u, from + sizeof v->hash);
	v->num[FC_LINE] = (int64_t)u;
	for (size_t c = FC_N; c < kind->n_columns; c++) {
		switch (kind->columns[c].type) {
		case FACT_DIM:
		case FACT_WORD:
			from = get_varint(&u, from);
			v->num[c] = (int64_t)u;
			break;
		case FACT_TEXT:
			from = get_varint(&u, from);
			v->len[c] = (uint32_t)u;
			v->text[c] = (const char *)from;
			from += u;
			break;
		default:
			from = get_number(&v->num[c], from);
			break;
		}
	}
	return from;
}

void rowbuf_init(struct rowbuf *b, const struct fact_kind *kind,
		 const char *folder_of)
{
	*b = (struct rowbuf){
		.kind = kind, .limit = BUFFER_LIMIT, .folder_of = folder_of,
		.fd = -1
	};
}

void rowbuf_drop(struct day_rows *d)
{
	free(d->bytes);
	free(d->part);
	d->bytes = NULL;
	d->part = NULL;
	d->len = d->cap = d->n_parts = d->cap_parts = 0;
}

void rowbuf_release(struct rowbuf *b)
{
	for (size_t i = 0; i < b->n; i++)
		rowbuf_drop(&b->days[i]);
	free(b->days);
	if (b->fd >= 0)
		close(b->fd);
	*b = (struct rowbuf){ .fd = -1 };
}

/* Index of the first entry whose day is not before `day`. */
static size_t lower_bound(const struct rowbuf *b, int32_t day)
{
	size_t low = 0, high = b->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (b->days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct day_rows *day_of(struct rowbuf *b, int32_t day)
{
	size_t at;

	if (b->last < b->n && b->days[b->last].day == day)
		return &b->days[b->last];
	at = lower_bound(b, day);
	if (at == b->n || b->days[at].day != day) {
		vec_reserve(&b->days, b->n, &b->cap);
		memmove(&b->days[at + 1], &b->days[at],
			(b->n - at) * sizeof *b->days);
		b->days[at] = (struct day_rows){ .day = day };
		b->n++;
	}
	b->last = at;
	return &b->days[at];
}

static void day_reserve(struct rowbuf *b, struct day_rows *d, size_t more)
{
	size_t cap = d->cap + d->cap / 2;

	if (d->bytes && d->cap - d->len >= more)
		return;
	if (cap < d->len + more)
		cap = d->len + more + 1024;
	d->bytes = xrealloc(d->bytes, cap);
	b->buffered += cap - d->cap;
	d->cap = cap;
}

/* A file without a name: nothing is left behind, whatever happens to us. */
static int unnamed_file(const char *dir)
{
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	struct strbuf name = STRBUF_INIT;

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	/* some network filesystems cannot do that */
	strbuf_printf(&name, "%s/.rows-XXXXXX", dir);
	fd = mkostemp(name.s, O_CLOEXEC);
	if (fd >= 0)
		unlink(name.s);
	strbuf_release(&name);
	return fd;
}

/* In the store's folder, where there is room for facts if anywhere. */
static int spill_open(struct rowbuf *b, struct err *err)
{
	const char *base;
	char *dir;

	if (!b->folder_of) {
		b->fd = memfd_create("rows", MFD_CLOEXEC);
		return b->fd >= 0 ? 0 : err_errno(err, ERR_OS, errno,
						  "cannot buffer rows");
	}
	base = path_base(b->folder_of);
	dir = base == b->folder_of ? xstrdup(".") :
		xstrndup(b->folder_of, (size_t)(base - b->folder_of));
	b->fd = unnamed_file(dir);
	if (b->fd < 0)
		err_errno(err, ERR_IO, errno, "cannot buffer rows in %s", dir);
	free(dir);
	return b->fd < 0 ? -1 : 0;
}

static int spill(struct rowbuf *b, struct err *err)
{
	if (b->fd < 0 && spill_open(b, err))
		return -1;
	for (size_t i = 0; i < b->n; i++) {
		struct day_rows *d = &b->days[i];

		if (d->len) {
			vec_reserve(&d->part, d->n_parts, &d->cap_parts);
			d->part[d->n_parts++] = (struct spilled){
				b->spill_at, d->len
			};
			if (fd_write(b->fd, d->bytes, d->len,
				     "the buffer of rows", err))
				return -1;
			b->spill_at += (int64_t)d->len;
		}
		free(d->bytes);
		d->bytes = NULL;
		d->len = d->cap = 0;
	}
	b->buffered = 0;
	return 0;
}

int rowbuf_add(struct rowbuf *b, int32_t day, const struct row_values *v,
	       struct err *err)
{
	struct day_rows *d = day_of(b, day);

	day_reserve(b, d, row_room(b->kind, v));
	d->len = (size_t)(row_put(d->bytes + d->len, b->kind, v) - d->bytes);
	d->n++;
	return b->buffered > b->limit ? spill(b, err) : 0;
}

void rowbuf_add_bytes(struct rowbuf *b, int32_t day, const uint8_t *bytes,
		      size_t len)
{
	struct day_rows *d = day_of(b, day);

	day_reserve(b, d, len);
	memcpy(d->bytes + d->len, bytes, len);
	d->len += len;
	d->n++;
}

static int read_part(int fd, uint8_t *to, const struct spilled *part,
		     struct err *err)
{
	size_t done = 0;

	while (done < part->len) {
		ssize_t got = pread(fd, to + done, part->len - done,
				    (off_t)(part->at + (int64_t)done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return err_errno(err, ERR_IO, got ? errno : EIO,
					 "cannot read buffered rows back");
		done += (size_t)got;
	}
	return 0;
}

int rowbuf_fetch(struct rowbuf *b, struct day_rows **out, int32_t day,
		 struct err *err)
{
	size_t at = lower_bound(b, day), total, done = 0;
	struct day_rows *d;
	uint8_t *all;

	*out = NULL;
	if (at == b->n || b->days[at].day != day || !b->days[at].n)
		return 0;
	d = *out = &b->days[at];
	if (!d->n_parts)
		return 0;
	total = d->len;
	for (size_t i = 0; i < d->n_parts; i++)
		total += d->part[i].len;
	all = xmalloc(total);
	for (size_t i = 0; i < d->n_parts; i++) {
		if (read_part(b->fd, all + done, &d->part[i], err)) {
			free(all);
			return -1;
		}
		done += d->part[i].len;
	}
	if (d->len)
		memcpy(all + done, d->bytes, d->len);
	rowbuf_drop(d);
	d->bytes = all;
	d->len = d->cap = total;
	return 0;
}
