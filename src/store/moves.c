/*
 * store/moves.c - keys that do not hold the day.
 *
 * A row known by an id may come back with another date. Then it must leave
 * its old day, or it would count twice. It does so where the file covers the
 * old day; else the file does not tell the whole story and the new row is
 * set aside.
 */
#include <stdlib.h>
#include <string.h>

#include "store/load.h"
#include "store/read.h"

static size_t slot_of(const struct places *p, uint64_t hash)
{
	size_t i = (size_t)hash & p->mask;

	while (p->slot[i].day != DAY_NONE && p->slot[i].hash != hash)
		i = (i + 1) & p->mask;
	return i;
}

static void grow(struct places *p)
{
	struct places bigger = *p;
	size_t size = p->slot ? (p->mask + 1) * 2 : 1024;

	bigger.mask = size - 1;
	bigger.slot = xreallocarray(NULL, size, sizeof *bigger.slot);
	for (size_t i = 0; i < size; i++)
		bigger.slot[i] = (struct place){ .day = DAY_NONE };
	for (size_t i = 0; p->slot && i <= p->mask; i++) {
		if (p->slot[i].day != DAY_NONE)
			bigger.slot[slot_of(&bigger, p->slot[i].hash)] =
				p->slot[i];
	}
	free(p->slot);
	*p = bigger;
}

void places_note(struct places *p, uint64_t hash, int32_t day)
{
	struct place *place;

	if (!p->slot || p->n * 3 > p->mask * 2)
		grow(p);
	place = &p->slot[slot_of(p, hash)];
	if (place->day == DAY_NONE) {
		*place = (struct place){ .hash = hash, .other = DAY_NONE };
		p->n++;
	} else if (place->day != day) {
		p->twice = true;
	}
	place->day = day;
}

struct place *places_find(const struct places *p, uint64_t hash)
{
	struct place *place;

	if (!p->slot)
		return NULL;
	place = &p->slot[slot_of(p, hash)];
	return place->day == DAY_NONE ? NULL : place;
}

void places_release(struct places *p)
{
	free(p->slot);
	free(p->leave);
	*p = (struct places){ 0 };
}

static int by_day_and_hash(const void *a, const void *b)
{
	const struct leave *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->hash > y->hash) - (x->hash < y->hash);
}

bool places_leaves(const struct places *p, int32_t day, uint64_t hash)
{
	struct leave key = { .day = day, .hash = hash };

	return p->n_leave && bsearch(&key, p->leave, p->n_leave,
				     sizeof *p->leave, by_day_and_hash);
}

/* Hand the rows whose key ends on another day over to that day. */
static int gather_day(struct facts_load *load, int32_t day, struct err *err)
{
	struct day_rows *d;
	struct row_values v;
	const uint8_t *at, *end, *next;
	uint8_t *keep;
	size_t n = 0;

	if (rowbuf_fetch(&load->rows, &d, day, err))
		return -1;
	if (!d)
		return 0;
	keep = d->bytes;
	end = d->bytes + d->len;
	for (at = d->bytes; at < end; at = next) {
		const struct place *place;
		size_t len;

		next = row_next(&v, load->kind, at);
		len = (size_t)(next - at);
		place = places_find(&load->places, v.hash);
		if (place->day == day) {
			memmove(keep, at, len);
			keep += len;
			n++;
		} else {
			rowbuf_add_bytes(&load->rows, place->day, at, len);
		}
	}
	d->len = (size_t)(keep - d->bytes);
	d->n = n;
	return 0;
}

int moves_gather(struct facts_load *load, struct err *err)
{
	/* no day is added: a key's last day has that row already */
	for (size_t i = 0; load->places.twice && i < load->rows.n; i++) {
		if (gather_day(load, load->rows.days[i].day, err))
			return -1;
	}
	return 0;
}

/* Note where the keys of one stored day are now. */
static void find_day(struct facts_load *load, const struct fact_day *day)
{
	struct places *p = &load->places;

	for (size_t r = 0; r < day->n; r++) {
		struct place *place;
		uint64_t hash;

		if (fact_i64(day, FC_SOURCE, r) != load->source_id)
			continue;
		hash = stored_hash(load, day, r);
		place = places_find(p, hash);
		if (!place)
			continue;
		if (place->day == day->day) {
			place->flags |= PLACE_STAYS;
		} else if (day->day < load->covers_first ||
			   day->day > load->covers_last) {
			place->flags |= PLACE_ASIDE;
			place->other = day->day;
		} else {
			place->flags |= PLACE_MOVED;
			vec_reserve(&p->leave, p->n_leave, &p->cap_leave);
			p->leave[p->n_leave++] = (struct leave){
				day->day, hash
			};
		}
	}
}

/* Where a row is set aside, its old ones stay where they are. */
static void settle(struct places *p)
{
	size_t kept = 0;

	for (size_t i = 0; p->slot && i <= p->mask; i++) {
		struct place *place = &p->slot[i];

		if (place->flags & PLACE_STAYS)
			place->flags = PLACE_STAYS;
		else if (place->flags & PLACE_ASIDE)
			place->flags = PLACE_ASIDE;
	}
	for (size_t i = 0; i < p->n_leave; i++) {
		const struct place *place = places_find(p, p->leave[i].hash);

		if (!(place->flags & PLACE_ASIDE))
			p->leave[kept++] = p->leave[i];
	}
	p->n_leave = kept;
	if (kept)
		qsort(p->leave, kept, sizeof *p->leave, by_day_and_hash);
}

int moves_find(struct facts_load *load, struct err *err)
{
	sqlite3_stmt *st = segments_of(load->s, load->kind, DAY_MIN, DAY_MAX,
				       err);
	int got = st ? 0 : -1;

	while (!got && (got = db_step(load->s, st, err)) > 0) {
		struct arena a = { 0 };
		struct fact_day day;

		got = segment_take(&day, load->s, load->kind,
				   sqlite3_column_int(st, 0), st, 1,
				   load->names.n_stored, &a, err);
		if (!got)
			find_day(load, &day);
		arena_release(&a);
	}
	sqlite3_finalize(st);
	settle(&load->places);
	return got;
}
