#include "metrics/weighted.h"

#include <stdlib.h>

#include "base/arena.h"

void weighted_add(struct weighted *w, double value, int64_t n)
{
	vec_reserve(&w->value, w->len, &w->cap_value);
	vec_reserve(&w->n, w->len, &w->cap_n);
	w->value[w->len] = value;
	w->n[w->len++] = n;
}

int64_t weighted_count(const struct weighted *w)
{
	int64_t n = 0;

	for (size_t i = 0; i < w->len; i++)
		n += w->n[i];
	return n;
}

void weighted_release(struct weighted *w)
{
	free(w->value);
	free(w->n);
}
