/*
 * store/period.c - which rows of overlapping periods do not count.
 *
 * Period rows of one export often share source, campaign, channel and dates
 * (one row a segment), so rows are first reduced to their different spans.
 * Rows that a re-import found as they were keep their old import number: the
 * span, not the row, is as late as the latest of them.
 */
#include <stdlib.h>
#include <string.h>

#include "store/facts.h"

struct span {
	int64_t source, campaign, channel;
	int64_t first, last;
	int64_t import;		/* the latest of a period's rows */
	bool period;
	const char *why;	/* it loses; NULL: it counts */
};

struct columns {
	int start, campaign, channel;
};

static int by_key(const struct span *a, const struct span *b)
{
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (a->campaign != b->campaign)
		return a->campaign < b->campaign ? -1 : 1;
	if (a->channel != b->channel)
		return a->channel < b->channel ? -1 : 1;
	return 0;
}

/* By key, then day rows before periods, then by dates. */
static int by_span(const void *pa, const void *pb)
{
	const struct span *a = pa, *b = pb;
	int order = by_key(a, b);

	if (order)
		return order;
	if (a->period != b->period)
		return a->period ? 1 : -1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return (a->last > b->last) - (a->last < b->last);
}

static struct span span_of(const struct fact_day *day, size_t r,
			   const struct columns *c)
{
	int64_t start = fact_i64(day, c->start, r);
	bool period = start != FACT_NULL && start < day->day;

	return (struct span){
		.source = fact_i64(day, FC_SOURCE, r),
		.campaign = fact_i64(day, c->campaign, r),
		.channel = fact_i64(day, c->channel, r),
		.first = period ? start : day->day, .last = day->day,
		.import = fact_i64(day, FC_IMPORT, r), .period = period
	};
}

static size_t unique(struct span *span, size_t n)
{
	size_t kept = 0;

	qsort(span, n, sizeof *span, by_span);
	for (size_t i = 0; i < n; i++) {
		if (!kept || by_span(&span[kept - 1], &span[i]) != 0)
			span[kept++] = span[i];
		else if (span[kept - 1].import < span[i].import)
			span[kept - 1].import = span[i].import;
	}
	return kept;
}

/*
 * Why a gives way to b, NULL when it does not. A total of the month beside
 * its weeks comes from one import: which of them is later says nothing, and
 * the shorter one is the finer word.
 */
static const char *why_beaten(const struct span *a, const struct span *b)
{
	int64_t longer = (a->last - a->first) - (b->last - b->first);

	if (a->first > b->last || b->first > a->last)
		return NULL;
	if (a->import != b->import)
		return a->import > b->import ? NULL :
			"a later import has an overlapping period of the same "
			"source, campaign and channel";
	if (longer > 0)
		return "the same import has a shorter overlapping period of "
			"the same source, campaign and channel";
	if (longer == 0 && a->first < b->first)
		return "the same import has an overlapping period of the same "
			"source, campaign and channel that ends later";
	return NULL;
}

/* First day row of [from, to) that is not before `day`. */
static size_t first_from(const struct span *span, size_t from, size_t to,
			 int64_t day)
{
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (span[middle].first < day)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* One source, campaign and channel: days [from, periods), then periods. */
static void judge(struct span *span, size_t from, size_t periods, size_t to)
{
	for (size_t i = periods; i < to; i++) {
		size_t d = first_from(span, from, periods, span[i].first);

		if (d < periods && span[d].first <= span[i].last) {
			span[i].why = "rows by day of the same source, "
				"campaign and channel cover part of its "
				"period";
			continue;
		}
		for (size_t j = periods; j < to && !span[i].why; j++)
			span[i].why = why_beaten(&span[i], &span[j]);
	}
}

static void judge_all(struct span *span, size_t n)
{
	for (size_t from = 0, to; from < n; from = to) {
		size_t periods = from;

		for (to = from; to < n && !by_key(&span[from], &span[to]); to++)
			periods += !span[to].period;
		judge(span, from, periods, to);
	}
}

static bool has_periods(const struct facts *f, const struct columns *c)
{
	for (size_t d = 0; d < f->n_days; d++) {
		for (size_t r = 0; r < f->days[d].n; r++) {
			if (span_of(&f->days[d], r, c).period)
				return true;
		}
	}
	return false;
}

static size_t read_spans(struct span *span, const struct facts *f,
			 const struct columns *c)
{
	size_t n = 0;

	for (size_t d = 0; d < f->n_days; d++) {
		for (size_t r = 0; r < f->days[d].n; r++)
			span[n++] = span_of(&f->days[d], r, c);
	}
	return n;
}

static size_t list_losers(const struct facts *f, const struct columns *c,
			  const struct span *span, size_t n, struct arena *a,
			  struct period_loser **out)
{
	struct period_loser *list = NULL;
	size_t found = 0, cap = 0;

	for (size_t d = 0; d < f->n_days; d++) {
		for (size_t r = 0; r < f->days[d].n; r++) {
			struct span key = span_of(&f->days[d], r, c);
			const struct span *s = key.period ?
				bsearch(&key, span, n, sizeof *span, by_span) :
				NULL;

			if (!s || !s->why)
				continue;
			vec_reserve(&list, found, &cap);
			list[found++] = (struct period_loser){ d, r, s->why };
		}
	}
	if (found) {
		*out = arena_array(a, found, sizeof **out);
		memcpy(*out, list, found * sizeof *list);
	}
	free(list);
	return found;
}

size_t facts_period_losers(const struct facts *f, struct arena *a,
			   struct period_loser **out)
{
	struct columns c = {
		fact_column_find(f->kind, "period_start"),
		fact_column_find(f->kind, "campaign"),
		fact_column_find(f->kind, "channel")
	};
	struct span *span;
	size_t n, found;

	*out = NULL;
	if (c.start < 0 || c.campaign < 0 || c.channel < 0 ||
	    !has_periods(f, &c))
		return 0;
	span = xreallocarray(NULL, f->n, sizeof *span);
	n = unique(span, read_spans(span, f, &c));
	judge_all(span, n);
	found = list_losers(f, &c, span, n, a, out);
	free(span);
	return found;
}
