#include "cli/sample_draw.h"

#include <stdlib.h>
#include <string.h>

#include "metrics/campaign.h"
#include "metrics/sample.h"

const char *sample_id_of(struct arena *a, const struct sample_list *l,
			 const struct draw_member *m)
{
	return arena_printf(a, "%s/%s/%.*s", l->period, l->segment,
			    (int)m->len, m->id);
}

static int by_time(const void *a, const void *b)
{
	const struct sample_vote *x = *(const struct sample_vote *const *)a;
	const struct sample_vote *y = *(const struct sample_vote *const *)b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* The two earliest verdicts, and their ratings. */
static void said_of(struct sample_row *row, const struct samples *s,
		    const struct sample_item *item)
{
	const struct sample_vote **vote;
	size_t n = 0;

	for (uint32_t v = item->vote; v; v = s->vote[v - 1].next)
		n++;
	vote = xcalloc(n + 1, sizeof *vote);
	n = 0;
	for (uint32_t v = item->vote; v; v = s->vote[v - 1].next)
		vote[n++] = &s->vote[v - 1];
	qsort(vote, n, sizeof *vote, by_time);
	for (size_t i = 0; i < n && i < 2; i++) {
		row->verdict[i] = (int)vote[i]->verdict;
		if (vote[i]->rating != FACT_NULL)
			row->rating[i] = (int)((vote[i]->rating + 500) / 1000);
	}
	free(vote);
}

/* Lists are in the order of their last days. */
static const struct sample_list *latest(const struct samples *s,
					struct period now)
{
	const struct sample_list *best = NULL;

	for (size_t i = 0; i < s->n; i++)
		if (s->list[i].covers.first <= now.last &&
		    (!best || s->list[i].covers.first >= best->covers.first))
			best = &s->list[i];
	return best;
}

static void add_list(struct sample_row *row, size_t *n, struct samples *s,
		     struct sample_list *l, struct arena *a)
{
	sample_draw(s, l);
	for (size_t i = 0; i < (size_t)l->required; i++) {
		const struct draw_member *m = &l->member[i];

		row[*n] = (struct sample_row){
			.id = sample_id_of(a, l, m),
			.segment = arena_strdup(a, l->segment),
			.member = arena_strndup(a, m->id, m->len),
		};
		if (m->tag)
			said_of(&row[*n], s, &s->item[m->tag - 1]);
		++*n;
	}
}

static void choose(struct sample_draw *out, struct samples *s,
		   struct period now, int quarter_starts, struct arena *a)
{
	const struct sample_list *last = latest(s, now);
	struct sample_row *row;
	bool inside = false;
	size_t most = 0;

	*out = (struct sample_draw){ .period = "" };
	for (size_t i = 0; i < s->n; i++) {
		inside |= period_covers(now, s->list[i].covers);
		most += (size_t)s->list[i].required;
	}
	if (!last)
		return;
	row = arena_array(a, most, sizeof *row);
	for (size_t i = 0; i < s->n; i++) {
		struct sample_list *l = &s->list[i];

		if (inside ? !period_covers(now, l->covers) :
			     strcmp(l->period, last->period) != 0)
			continue;
		add_list(row, &out->n, s, l, a);
	}
	out->row = row;
	out->period = inside ? period_id(a, now, quarter_starts) :
			       arena_strdup(a, last->period);
}

int sample_draw_load(struct sample_draw *out, struct workspace *w,
		     struct period now, struct arena *a, struct err *err)
{
	struct facts members = { 0 }, verdicts = { 0 };
	struct samples s = { 0 };
	int ret;

	/* The list of a week is filed under its Sunday: all are read. */
	ret = facts_read(&members, w->store, &kind_members, DAY_MIN, DAY_MAX,
			 err);
	if (!ret)
		ret = facts_read(&verdicts, w->store, &kind_verdicts, DAY_MIN,
				 w->as_of, err);
	if (!ret) {
		samples_read(&s, &w->config, &members, &verdicts);
		choose(out, &s, now, w->config.quarter_starts, a);
		samples_release(&s);
	}
	facts_release(&members);
	facts_release(&verdicts);
	return ret;
}
