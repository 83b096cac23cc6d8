/*
 * metrics/sample.c - which members are on a list, and who said what of them.
 */
#include "metrics/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/strbuf.h"

/* ---- verdicts --------------------------------------------------------- */

/* sample_ids by text. */
struct item_table {
	struct samples *s;
	uint32_t *slot;		/* item number + 1, 0 = free */
	size_t n_slots;		/* power of two, at least twice the items */
};

static uint32_t *item_slot(const struct item_table *t, const char *id,
			   size_t len)
{
	size_t at = hash64(id, len, 0) & (t->n_slots - 1);

	for (; t->slot[at]; at = (at + 1) & (t->n_slots - 1)) {
		const struct sample_item *i = &t->s->item[t->slot[at] - 1];

		if (i->len == len && !memcmp(i->id, id, len))
			break;
	}
	return &t->slot[at];
}

static struct sample_item *item_of(struct item_table *t, const char *id,
				   size_t len)
{
	uint32_t *slot = item_slot(t, id, len);

	if (!*slot) {
		t->s->item[t->s->n_items] = (struct sample_item){
			.id = id, .len = (uint32_t)len
		};
		*slot = (uint32_t)++t->s->n_items;
	}
	return &t->s->item[*slot - 1];
}

static void vote_add(struct samples *s, struct sample_item *item,
		     struct sample_vote v)
{
	uint32_t *link = &item->vote;

	for (; *link; link = &s->vote[*link - 1].next) {
		struct sample_vote *w = &s->vote[*link - 1];

		if (!v.rater || w->rater != v.rater)
			continue;
		if (v.at >= w->at) {
			v.next = w->next;
			*w = v;
		}
		return;
	}
	if (s->n_votes == s->cap_votes)
		BUG("more votes than verdicts");
	*link = (uint32_t)++s->n_votes;
	s->vote[s->n_votes - 1] = v;
}

/* The most votes; a tie at the top is borderline. */
static enum judged verdict_of(const struct samples *s,
			      const struct sample_item *item)
{
	int64_t votes[JUDGED_CANNOT_JUDGE + 1] = { 0 };
	enum judged best = JUDGED_CANNOT_JUDGE;
	bool tie = false;

	for (uint32_t v = item->vote; v; v = s->vote[v - 1].next)
		votes[s->vote[v - 1].verdict] += s->vote[v - 1].n;
	votes[JUDGED_CANNOT_JUDGE] = 0;
	for (int j = JUDGED_RELEVANT; j < JUDGED_CANNOT_JUDGE; j++) {
		if (!votes[j] || votes[j] < votes[best])
			continue;
		tie = votes[j] == votes[best];
		best = (enum judged)j;
	}
	return tie ? JUDGED_BORDERLINE : best;
}

static void read_verdicts(struct item_table *t, const struct facts *f)
{
	struct samples *s = t->s;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			size_t len;
			const char *id = fact_text(day, VER_SAMPLE_ID, r,
						   &len);
			uint32_t rater = (uint32_t)fact_i64(day, VER_RATER, r);

			vote_add(s, item_of(t, id, len), (struct sample_vote){
				rater, fact_i64(day, VER_AT, r),
				(enum judged)fact_i64(day, VER_VERDICT, r),
				fact_i64(day, VER_RATING, r),
				rater ? 1 : fact_i64(day, FC_N, r), 0, d, r });
		}
	}
	for (size_t i = 0; i < s->n_items; i++)
		s->item[i].verdict = verdict_of(s, &s->item[i]);
}

/* ---- lists ------------------------------------------------------------ */

/* A member with the list it is on, to be sorted. */
struct listed {
	struct period covers;
	uint32_t segment_id;
	const char *segment, *id;
	uint32_t len;
};

static int listed_list_cmp(const struct listed *a, const struct listed *b)
{
	if (a->covers.last != b->covers.last)
		return a->covers.last < b->covers.last ? -1 : 1;
	if (a->covers.first != b->covers.first)
		return a->covers.first < b->covers.first ? -1 : 1;
	return a->segment_id == b->segment_id ? 0 :
		strcmp(a->segment, b->segment);
}

static int listed_cmp(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	uint32_t len = x->len < y->len ? x->len : y->len;
	int c = listed_list_cmp(x, y);

	if (!c && len)
		c = memcmp(x->id, y->id, len);
	return c ? c : (x->len > y->len) - (x->len < y->len);
}

/* The week, month or quarter that it is; else a range. */
struct period sample_covers(const struct config *config,
			    const struct fact_day *day, size_t r)
{
	int64_t start = fact_i64(day, MEM_PERIOD_START, r);
	int32_t first = start != FACT_NULL && start < day->day ?
				(int32_t)start : day->day;

	for (int kind = PERIOD_WEEK; kind < PERIOD_RANGE; kind++) {
		struct period p = period_of((enum period_kind)kind, day->day,
					    config->quarter_starts);

		if (p.first == first && p.last == day->day)
			return p;
	}
	return (struct period){ PERIOD_RANGE, first, day->day };
}

static struct listed *listed_members(const struct facts *f,
				     const struct config *config)
{
	struct listed *all = xcalloc(f->n + 1, sizeof *all);
	size_t n = 0;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			struct listed *m = &all[n++];
			size_t len;

			m->covers = sample_covers(config, day, r);
			m->segment_id = (uint32_t)fact_i64(day, MEM_SEGMENT,
							   r);
			m->segment = f->dim[m->segment_id];
			m->id = fact_text(day, MEM_MEMBER_ID, r, &len);
			m->len = (uint32_t)len;
		}
	}
	qsort(all, n, sizeof *all, listed_cmp);
	return all;
}

static const char *period_text(struct samples *s, struct period p)
{
	char day[DATE_MAX];

	if (p.first == p.last)
		return arena_strdup(&s->arena, day_format(day, p.first));
	return period_id(&s->arena, p, s->config->quarter_starts);
}

static void list_fill(struct samples *s, const struct listed *m, size_t n)
{
	const struct config_samples *c = &s->config->samples;
	struct sample_list *l = &s->list[s->n++];

	*l = (struct sample_list){
		.covers = m->covers, .period = period_text(s, m->covers),
		.segment = m->segment, .segment_id = m->segment_id,
		.member = arena_array(&s->arena, n, sizeof *l->member)
	};
	for (size_t i = 0; i < n; i++) {
		/* of two sources */
		if (i && !listed_cmp(&m[i], &m[i - 1]))
			continue;
		l->member[l->n++] = (struct draw_member){
			m[i].id, m[i].len, 0, 0
		};
	}
	l->plain = draw_plain((int64_t)l->n, c->share);
	l->required = draw_required((int64_t)l->n, c->share, c->minimum);
}

static void read_lists(struct samples *s, const struct facts *f)
{
	struct listed *all = listed_members(f, s->config);
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += !i || listed_list_cmp(&all[i - 1], &all[i]);
	s->list = arena_array(&s->arena, n + 1, sizeof *s->list);
	for (size_t i = 0, end; i < f->n; i = end) {
		for (end = i + 1; end < f->n; end++)
			if (listed_list_cmp(&all[i], &all[end]))
				break;
		list_fill(s, &all[i], end - i);
	}
	free(all);
}

/* ---- both ------------------------------------------------------------- */

void sample_draw(struct samples *s, struct sample_list *l)
{
	if (!l->in_order)
		draw_order(l->member, l->n, draw_key_of(s->config), l->period,
			   l->segment);
	l->in_order = true;
}

/* Which members of the list were judged; how many. */
static size_t find_items(struct item_table *t, struct sample_list *l,
			 struct strbuf *id)
{
	size_t found = 0, stem;

	strbuf_clear(id);
	strbuf_printf(id, "%s/%s/", l->period, l->segment);
	stem = id->len;
	for (size_t i = 0; i < l->n; i++) {
		uint32_t item;

		id->len = stem;
		strbuf_add(id, l->member[i].id, l->member[i].len);
		item = *item_slot(t, id->s, id->len);
		l->member[i].tag = item;
		found += item != 0;
		if (item)
			t->s->item[item - 1].list =
				(uint32_t)(l - t->s->list) + 1;
	}
	return found;
}

static void count_verdicts(struct samples *s, struct sample_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct sample_item *item = l->member[i].tag ?
			&s->item[l->member[i].tag - 1] : NULL;

		if (!item)
			continue;
		item->drawn = i < (size_t)l->required;
		l->not_drawn += !item->drawn;
		if (!item->drawn)
			continue;
		l->done++;
		l->judged += item->verdict != JUDGED_CANNOT_JUDGE;
		l->relevant += item->verdict == JUDGED_RELEVANT;
	}
}

/* A list is put in the order of its draw only where somebody judged. */
static void join(struct item_table *t)
{
	struct strbuf id = STRBUF_INIT;

	for (size_t i = 0; t->s->n_items && i < t->s->n; i++) {
		struct sample_list *l = &t->s->list[i];

		if (!find_items(t, l, &id))
			continue;
		sample_draw(t->s, l);
		count_verdicts(t->s, l);
	}
	strbuf_release(&id);
}

void samples_read(struct samples *s, const struct config *config,
		  const struct facts *members, const struct facts *verdicts)
{
	size_t n = verdicts ? verdicts->n : 0;
	struct item_table t = { .s = s, .n_slots = 16 };

	*s = (struct samples){ .config = config };
	while (t.n_slots < 2 * n)
		t.n_slots *= 2;
	t.slot = xcalloc(t.n_slots, sizeof *t.slot);
	s->item = arena_array(&s->arena, n + 1, sizeof *s->item);
	s->vote = arena_array(&s->arena, n + 1, sizeof *s->vote);
	s->cap_votes = n;
	read_lists(s, members);
	if (verdicts)
		read_verdicts(&t, verdicts);
	join(&t);
	free(t.slot);
}

void samples_release(struct samples *s)
{
	arena_release(&s->arena);
	*s = (struct samples){ 0 };
}
