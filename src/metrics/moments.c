/*
 * metrics/moments.c - moments of parts, merged.
 */
#include <math.h>

#include "metrics/moments.h"

void moments_merge(struct moments *to, const struct moments *part)
{
	const struct moments a = *to, b = *part;
	double n = a.n + b.n, d = b.mean - a.mean;
	double dn = d / n;

	if (b.n <= 0)
		return;
	if (a.n <= 0) {
		*to = b;
		return;
	}
	to->n = n;
	to->mean = a.mean + dn * b.n;
	to->m2 = a.m2 + b.m2 + d * dn * a.n * b.n;
	to->m3 = a.m3 + b.m3 + d * dn * dn * a.n * b.n * (a.n - b.n) +
		 3 * dn * (a.n * b.m2 - b.n * a.m2);
	to->m4 = a.m4 + b.m4 +
		 d * dn * dn * dn * a.n * b.n *
			 (a.n * a.n - a.n * b.n + b.n * b.n) +
		 6 * dn * dn * (a.n * a.n * b.m2 + b.n * b.n * a.m2) +
		 4 * dn * (a.n * b.m3 - b.n * a.m3);
}

void moments_add(struct moments *to, double value, double weight)
{
	moments_merge(to, &(struct moments){ weight, value, 0, 0, 0 });
}

double moments_sd(const struct moments *m)
{
	return m->n > 0 ? sqrt(fmax(0, m->m2) / m->n) : 0;
}

void spread_merge(struct spread *to, const struct spread *part)
{
	double n = to->n + part->n, d = part->mean - to->mean;

	if (part->n <= 0)
		return;
	to->mean += d * (part->n / n);
	to->m2 += part->m2 + d * d * (to->n / n) * part->n;
	to->n = n;
}

double spread_sd(const struct spread *s)
{
	return s->n > 0 ? sqrt(fmax(0, s->m2) / s->n) : 0;
}
