/*
 * base/arena.h - memory that is freed all at once.
 *
 * An arena belongs to one life: a run, a report, a batch of rows. Nothing in
 * it is freed alone; arena_release() frees all of it and may be called on a
 * zeroed or already released arena. Allocation never fails: out of memory is
 * err_no_memory(). Memory is zeroed and aligned for any type.
 *
 * With TUNEUP_DEBUG_ARENA defined every allocation is its own malloc(), so
 * that the address sanitizer sees overruns between neighbours.
 */
#ifndef TUNEUP_BASE_ARENA_H
#define TUNEUP_BASE_ARENA_H

#include <stddef.h>
#include <stdarg.h>

#include "base/err.h"

struct arena_block;

struct arena {
	struct arena_block *head;	/* newest block, or NULL */
	size_t used;			/* bytes handed out, for the report */
};

void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t n, size_t size); /* n*size checked */
char *arena_strdup(struct arena *a, const char *s);	/* NULL stays NULL */
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	PRINTF_LIKE(2, 0);
void arena_release(struct arena *a);

/* Plain heap memory with the same promise: never NULL. Free with free(). */
void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t size);
void *xreallocarray(void *p, size_t n, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);

/*
 * Grow a heap array to hold one more element:
 *	vec_reserve(&v->item, v->n, &v->cap);  v->item[v->n++] = x;
 */
#define vec_reserve(pitem, n, pcap) \
	(*(pitem) = vec_grow(*(pitem), (n), (pcap), sizeof **(pitem)))
void *vec_grow(void *item, size_t n, size_t *cap, size_t size);

#endif
