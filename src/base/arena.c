#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_MIN ((size_t)4 << 10)
#define BLOCK_MAX ((size_t)1 << 20)

struct arena_block {
	struct arena_block *next;
	size_t used;		/* bytes of data handed out */
	size_t size;		/* bytes of data */
	alignas(max_align_t) unsigned char data[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b;

	if (size > SIZE_MAX - sizeof *b)
		err_no_memory();
	b = xcalloc(1, sizeof *b + size);
	b->size = size;
	return b;
}

#ifdef TUNEUP_DEBUG_ARENA
static void *arena_take(struct arena *a, size_t size)
{
	struct arena_block *b = block_new(size);

	b->used = size;
	b->next = a->head;
	a->head = b;
	return b->data;
}
#else
static size_t next_block_size(const struct arena *a)
{
	if (!a->head)
		return BLOCK_MIN;
	return a->head->size < BLOCK_MAX / 2 ? a->head->size * 2 : BLOCK_MAX;
}

static void *arena_take(struct arena *a, size_t size)
{
	struct arena_block *b = a->head;
	size_t align = alignof(max_align_t);
	void *p;

	if (size > SIZE_MAX - align)
		err_no_memory();
	size = (size + align - 1) & ~(align - 1);
	if (b && b->size - b->used >= size) {
		p = b->data + b->used;
		b->used += size;
		return p;
	}
	if (b && size > BLOCK_MAX / 4) {
		/* a block of its own behind the head, which still has room */
		struct arena_block *own = block_new(size);

		own->used = size;
		own->next = b->next;
		b->next = own;
		return own->data;
	}
	b = block_new(size > next_block_size(a) ? size : next_block_size(a));
	b->used = size;
	b->next = a->head;
	a->head = b;
	return b->data;
}
#endif

void *arena_alloc(struct arena *a, size_t size)
{
	a->used += size;
	return arena_take(a, size ? size : 1);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		err_no_memory();
	return arena_alloc(a, bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy = arena_alloc(a, len + 1);

	if (len)
		memcpy(copy, s, len);
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char small[256];	/* most texts fit and are formatted once */
	va_list again;
	char *s;
	int len;

	va_copy(again, ap);
	len = vsnprintf(small, sizeof small, fmt, again);
	va_end(again);
	if (len < 0)
		BUG("text cannot be formatted: %s", fmt);
	if ((size_t)len < sizeof small)
		return arena_strndup(a, small, (size_t)len);
	s = arena_alloc(a, (size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	return s;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

void arena_release(struct arena *a)
{
	struct arena_block *b = a->head;

	while (b) {
		struct arena_block *next = b->next;

		free(b);
		b = next;
	}
	a->head = NULL;
	a->used = 0;
}

void *xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		err_no_memory();
	return p;
}

void *xcalloc(size_t n, size_t size)
{
	void *p = n && size ? calloc(n, size) : calloc(1, 1);

	if (!p)
		err_no_memory();
	return p;
}

void *xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		err_no_memory();
	return p;
}

void *xreallocarray(void *p, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		err_no_memory();
	return xrealloc(p, bytes);
}

char *xstrndup(const char *s, size_t len)
{
	char *copy = xmalloc(len + 1);

	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

void *vec_grow(void *item, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return item;
	if (n > SIZE_MAX / 2)
		err_no_memory();
	*cap = n < 8 ? 8 : n * 2;
	return xreallocarray(item, *cap, size);
}
