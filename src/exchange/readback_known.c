#include "exchange/readback_known.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "store/facts.h"

/* ---- what was judged ----------------------------------------------------- */

static const char *const reviewer_source[REVIEWERS] = {
	READBACK_SOURCE, READBACK_SECOND
};

static int vote_cmp(const void *a, const void *b)
{
	const struct judged_vote *x = a, *y = b;
	int c = strcmp(x->id, y->id);

	if (c)
		return c;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int reviewer_of(const char *source)
{
	for (int i = 0; i < REVIEWERS; i++)
		if (!strcmp(source, reviewer_source[i]))
			return i;
	return -1;
}

static int votes_read(struct known_facts *k, struct taking *t,
		      struct err *err)
{
	struct arena *a = t->known->arena;
	struct facts f;

	if (facts_read(&f, t->store, &kind_verdicts, DAY_MIN, DAY_MAX, err))
		return -1;
	k->vote = arena_array(a, f.n + 1, sizeof *k->vote);
	for (size_t d = 0; d < f.n_days; d++) {
		const struct fact_day *day = &f.days[d];

		for (size_t r = 0; r < day->n; r++) {
			size_t len;
			const char *id = fact_text(day, VER_SAMPLE_ID, r,
						   &len);

			k->vote[k->n_votes] = (struct judged_vote){
				.id = arena_strndup(a, id, len),
				.at = fact_i64(day, VER_AT, r),
				.order = (int64_t)k->n_votes,
				.rating = fact_i64(day, VER_RATING, r),
				.import = fact_i64(day, FC_IMPORT, r),
				.verdict = (int)fact_i64(day, VER_VERDICT, r),
				.reviewer = reviewer_of(
					fact_dim(&f, day, FC_SOURCE, r)),
			};
			k->n_votes++;
		}
	}
	facts_release(&f);
	if (k->n_votes)
		qsort(k->vote, k->n_votes, sizeof *k->vote, vote_cmp);
	return 0;
}

/* The first vote of an id or behind it. */
static size_t vote_at(const struct known_facts *k, const char *id)
{
	size_t low = 0, high = k->n_votes;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(k->vote[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct judged_vote *vote_known(const struct known_facts *k,
				     const char *id, enum reviewer who)
{
	const struct judged_vote *own = NULL, *any = NULL;
	size_t first = vote_at(k, id);

	for (size_t i = first; i < k->n_votes &&
	     !strcmp(k->vote[i].id, id); i++) {
		if (k->vote[i].reviewer == (int)who)
			own = &k->vote[i];
		if (i == first + (size_t)who)
			any = &k->vote[i];
	}
	return own ? own : any;
}

/* ---- the session ---------------------------------------------------------- */

static int sessions_read(struct known_facts *k, struct taking *t,
			 struct err *err)
{
	struct facts f;

	if (facts_read(&f, t->store, &kind_sessions, DAY_MIN, DAY_MAX, err))
		return -1;
	k->session = arena_array(t->known->arena, f.n + 1,
				 sizeof *k->session);
	for (size_t d = 0; d < f.n_days; d++) {
		const struct fact_day *day = &f.days[d];

		for (size_t r = 0; r < day->n; r++)
			if (!strcmp(fact_dim(&f, day, FC_SOURCE, r),
				    READBACK_SOURCE))
				k->session[k->n_sessions++] =
					(struct known_session){
					day->day,
					fact_i64(day, SES_PLANNED, r),
					fact_i64(day, SES_ACTUAL, r),
					fact_i64(day, FC_IMPORT, r)
				};
	}
	facts_release(&f);
	return 0;
}

static int hours_read(struct known_facts *k, struct taking *t, struct err *err)
{
	struct facts f;

	if (facts_read(&f, t->store, &kind_series, DAY_MIN, DAY_MAX, err))
		return -1;
	k->hours = arena_array(t->known->arena, f.n_days + 1,
			       sizeof *k->hours);
	for (size_t d = 0; d < f.n_days; d++) {
		const struct fact_day *day = &f.days[d];

		for (size_t r = 0; r < day->n; r++)
			if (!strcmp(fact_dim(&f, day, FC_SOURCE, r),
				    READBACK_SOURCE) &&
			    !strcmp(fact_dim(&f, day, SER_METRIC, r),
				    SERIES_HOURS_WHERE) &&
			    (!k->n_hours ||
			     k->hours[k->n_hours - 1].day != day->day))
				k->hours[k->n_hours++] = (struct known_hours){
					day->day,
					arena_strdup(t->known->arena,
						     fact_dim(&f, day,
						     SER_DIMENSION, r)),
					fact_i64(day, FC_IMPORT, r)
				};
	}
	facts_release(&f);
	return 0;
}

const struct known_session *session_known(const struct known_facts *k,
					  int32_t day)
{
	for (size_t i = 0; i < k->n_sessions; i++)
		if (k->session[i].day == day)
			return &k->session[i];
	return NULL;
}

const struct known_hours *hours_known(const struct known_facts *k, int32_t day)
{
	for (size_t i = 0; i < k->n_hours; i++)
		if (k->hours[i].day == day)
			return &k->hours[i];
	return NULL;
}

/* ---- all of it, and who said it ------------------------------------------ */

int known_facts_read(struct known_facts *k, struct taking *t, struct err *err)
{
	*k = (struct known_facts){ .vote = NULL };
	return votes_read(k, t, err) || sessions_read(k, t, err) ||
	       hours_read(k, t, err) ||
	       store_ledger(&k->ledger, &k->n_ledger, t->store,
			    t->known->arena, err) ? -1 : 0;
}

bool said_elsewhere(struct taking *t, const struct known_facts *k,
		    int64_t import, const char *before, const struct said *s)
{
	const char *path = t->spec->file[s->file];
	int32_t day;

	if (to_be_taken(t->spec, s))
		return false;
	for (size_t i = 0; i < k->n_ledger; i++) {
		if (k->ledger[i].id != import ||
		    !strcmp(k->ledger[i].file, path_base(path)) ||
		    (!day_parse(&day, k->ledger[i].as_of) &&
		     made_after(t->known, path, day)))
			continue;
		dispute_before(t, s, k->ledger[i].file, before);
		return true;
	}
	return false;
}
