/*
 * metrics/accumulate.c - the table of sums, the cuts and the periods.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "metrics/accumulate.h"

/* ---- cells ---------------------------------------------------------- */

void cells_init(struct cells *c, size_t size)
{
	*c = (struct cells){ .size = (size + 15) / 16 * 16 };
}

void *cells_item(const struct cells *c, size_t i)
{
	return c->chunk[i / CELLS_CHUNK] + i % CELLS_CHUNK * c->size;
}

struct cell_key cells_key(const struct cells *c, size_t i)
{
	return c->key[i];
}

static bool key_equal(struct cell_key a, struct cell_key b)
{
	return a.a == b.a && a.b == b.b && a.period == b.period &&
	       a.cut == b.cut;
}

static size_t key_hash(struct cell_key k)
{
	uint64_t h = hash64_mix((uint64_t)k.cut << 32 | k.period,
				(uint64_t)k.a << 32 | k.b);

	return (size_t)(h ^ h >> 29);
}

/* The slot of the key, or the free one where it belongs. */
static uint32_t *cells_slot(struct cells *c, struct cell_key key)
{
	size_t at = key_hash(key) & (c->n_slots - 1);

	while (c->slot[at] && !key_equal(c->key[c->slot[at] - 1], key))
		at = (at + 1) & (c->n_slots - 1);
	return &c->slot[at];
}

static void cells_grow(struct cells *c)
{
	free(c->slot);
	c->n_slots = c->n_slots ? c->n_slots * 2 : 64;
	c->slot = xcalloc(c->n_slots, sizeof *c->slot);
	for (size_t i = 0; i < c->n; i++)
		*cells_slot(c, cells_key(c, i)) = (uint32_t)i + 1;
}

uint32_t cells_number(struct cells *c, struct cell_key key)
{
	uint32_t *slot;

	if ((c->n + 1) * 2 > c->n_slots)
		cells_grow(c);
	slot = cells_slot(c, key);
	if (*slot)
		return *slot - 1;
	if (c->n % CELLS_CHUNK == 0 && c->size) {
		vec_reserve(&c->chunk, c->n_chunks, &c->cap_chunks);
		c->chunk[c->n_chunks++] = xcalloc(CELLS_CHUNK, c->size);
	}
	vec_reserve(&c->key, c->n, &c->cap_keys);
	c->key[c->n] = key;
	*slot = (uint32_t)++c->n;
	return *slot - 1;
}

void *cells_at(struct cells *c, struct cell_key key)
{
	return cells_item(c, cells_number(c, key));
}

void *cells_find(struct cells *c, struct cell_key key)
{
	uint32_t slot = c->n_slots ? *cells_slot(c, key) : 0;

	return slot ? cells_item(c, slot - 1) : NULL;
}

void cells_release(struct cells *c)
{
	for (size_t i = 0; i < c->n_chunks; i++)
		free(c->chunk[i]);
	free(c->chunk);
	free(c->key);
	free(c->slot);
	*c = (struct cells){ 0 };
}

/* ---- cuts ----------------------------------------------------------- */

#define NO_DIM SCOPE_DIMS

struct cut {
	enum scope_dim a, b;	/* the dimensions it fixes */
	unsigned wanted;	/* what of a metric asks for it */
	unsigned parts;		/* the finer cut it is added up from; CUTS:
				 * from outputs or rows */
};

static const struct cut cuts[CUTS] = {
	[CUT_TOTAL] = { NO_DIM, NO_DIM, AT_TOTAL, CUT_WORKFLOW_STEP },
	[CUT_WORKFLOW] = { SCOPE_WORKFLOW, NO_DIM, AT_EACH_DIM | AT_WORKFLOW,
			   CUT_WORKFLOW_STEP },
	[CUT_STEP] = { SCOPE_STEP, NO_DIM, AT_EACH_DIM | AT_STEP,
		       CUT_WORKFLOW_STEP },
	[CUT_TOOL] = { SCOPE_TOOL, NO_DIM, AT_EACH_DIM | AT_TOOL,
		       CUT_WORKFLOW_TOOL },
	[CUT_ITEM_TYPE] = { SCOPE_ITEM_TYPE, NO_DIM, AT_EACH_DIM, CUTS },
	[CUT_CHANNEL] = { SCOPE_CHANNEL, NO_DIM,
			  AT_EACH_DIM | AT_CAMPAIGN_DIMS,
			  CUT_CAMPAIGN_CHANNEL },
	[CUT_CAMPAIGN] = { SCOPE_CAMPAIGN, NO_DIM,
			   AT_EACH_DIM | AT_CAMPAIGN_DIMS,
			   CUT_CAMPAIGN_CHANNEL },
	[CUT_PROMPT_VERSION] = { SCOPE_PROMPT_VERSION, NO_DIM, AT_EACH_DIM,
				 CUTS },
	[CUT_WORKFLOW_STEP] = { SCOPE_WORKFLOW, SCOPE_STEP, AT_WORKFLOW_STEP,
				CUTS },
	[CUT_WORKFLOW_TOOL] = { SCOPE_WORKFLOW, SCOPE_TOOL, AT_WORKFLOW_TOOL,
				CUTS },
	[CUT_CAMPAIGN_CHANNEL] = { SCOPE_CAMPAIGN, SCOPE_CHANNEL,
				   AT_CAMPAIGN_CHANNEL, CUTS },
	[CUT_SEGMENT] = { SCOPE_SEGMENT, NO_DIM,
			  AT_CAMPAIGN_DIMS | AT_SEGMENT,
			  CUT_SEGMENT_CHANNEL },
	[CUT_SEGMENT_CHANNEL] = { SCOPE_SEGMENT, SCOPE_CHANNEL,
				  AT_SEGMENT_CHANNEL, CUTS },
	[CUT_COMPONENT] = { SCOPE_COMPONENT, NO_DIM, AT_COMPONENT, CUTS },
	[CUT_INPUT] = { SCOPE_INPUT, NO_DIM, AT_INPUT, CUTS },
	[CUT_INPUT_FIELD] = { SCOPE_INPUT, SCOPE_FIELD, AT_INPUT_FIELD, CUTS },
	[CUT_SKILL] = { SCOPE_SKILL, NO_DIM, AT_SKILL, CUTS }
};

/* Any other pair is numbered by its dimensions. */
static struct cut cut_of(unsigned cut)
{
	unsigned pair = cut - CUTS - 1;

	if (cut < CUTS)
		return cuts[cut];
	return (struct cut){ (enum scope_dim)(pair / SCOPE_DIMS),
			     (enum scope_dim)(pair % SCOPE_DIMS),
			     AT_EACH_DIM | AT_CAMPAIGN_DIMS, CUTS };
}

unsigned cut_by(const enum scope_dim *dim, size_t n)
{
	enum scope_dim a = dim[0], b = n > 1 ? dim[1] : NO_DIM;

	for (unsigned cut = 0; cut < CUTS; cut++) {
		if ((cuts[cut].a == a && cuts[cut].b == b) ||
		    (cuts[cut].a == b && cuts[cut].b == a))
			return cut;
	}
	if (n < 2)
		BUG("dimension %d has no cut", (int)a);
	return CUTS + 1 + (a < b ? a * SCOPE_DIMS + b : b * SCOPE_DIMS + a);
}

void cut_dims(unsigned cut, enum scope_dim *a, enum scope_dim *b)
{
	*a = cut_of(cut).a;
	*b = cut_of(cut).b;
}

/* One bit each, none for NO_DIM. */
static unsigned dim_bit(enum scope_dim dim)
{
	return dim < SCOPE_DIMS ? 1u << dim : 0;
}

bool metric_is_cut(const struct metric *metric, const struct scope *scope)
{
	/* the one cut of three, of which no sums are kept here */
	static const unsigned prompt = 1u << SCOPE_WORKFLOW |
		1u << SCOPE_STEP | 1u << SCOPE_PROMPT_VERSION;
	unsigned dims = 0;

	for (unsigned d = 0; d < SCOPE_DIMS; d++)
		dims |= scope->dim[d] ? 1u << d : 0;
	for (unsigned cut = 0; cut < CUTS; cut++)
		if ((dim_bit(cuts[cut].a) | dim_bit(cuts[cut].b)) == dims)
			return metric->scopes & cuts[cut].wanted;
	return dims == prompt && metric->scopes & AT_PROMPT;
}

static bool is_of_outputs(enum scope_dim dim)
{
	return dim < SCOPE_SEGMENT || dim == SCOPE_PROMPT_VERSION ||
	       dim == SCOPE_DIMS;
}

bool cut_of_outputs(unsigned cut)
{
	struct cut c = cut_of(cut);

	return is_of_outputs(c.a) && is_of_outputs(c.b);
}

static int64_t output_dim(const struct output *o, enum scope_dim dim)
{
	switch (dim) {
	case SCOPE_WORKFLOW: return o->workflow;
	case SCOPE_STEP: return o->step;
	case SCOPE_TOOL: return o->tool;
	case SCOPE_ITEM_TYPE: return o->item_type;
	case SCOPE_CHANNEL: return o->channel;
	case SCOPE_CAMPAIGN: return o->campaign;
	case SCOPE_PROMPT_VERSION: return o->prompt_version;
	case SCOPE_SEGMENT:
	case SCOPE_COMPONENT:
	case SCOPE_INPUT:
	case SCOPE_FIELD:
	case SCOPE_SKILL:
	case SCOPE_DIMS:
		break;
	}
	return 0;
}

struct cell_key cut_key(unsigned cut, uint32_t period, const struct output *o)
{
	struct cut c = cut_of(cut);

	return (struct cell_key){ cut, period, (uint32_t)output_dim(o, c.a),
				  (uint32_t)output_dim(o, c.b) };
}

unsigned cut_parts(unsigned cut)
{
	return cut_of(cut).parts;
}

static uint32_t part_dim(struct cell_key part, enum scope_dim dim)
{
	if (dim == NO_DIM)
		return 0;
	return cut_of(part.cut).a == dim ? part.a : part.b;
}

struct cell_key cut_whole(unsigned cut, struct cell_key part)
{
	return (struct cell_key){
		cut, part.period, part_dim(part, cuts[cut].a),
		part_dim(part, cuts[cut].b)
	};
}

struct scope cut_scope(struct cell_key key, const char *const *dim)
{
	struct cut c = cut_of(key.cut);
	struct scope scope = { { 0 } };

	if (c.a != NO_DIM)
		scope.dim[c.a] = dim[key.a];
	if (c.b != NO_DIM)
		scope.dim[c.b] = dim[key.b];
	return scope;
}

bool cut_wanted(unsigned cut, unsigned metric_scopes)
{
	return (cut_of(cut).wanted & metric_scopes) != 0;
}

/* ---- periods -------------------------------------------------------- */

int periods_make(struct periods *p, enum period_kind kind, int32_t from,
		 int32_t to, int quarter_start, struct arena *a,
		 struct err *err)
{
	struct period at = { PERIOD_RANGE, from, to };
	size_t n = 1;

	*p = (struct periods){ 0 };
	if (from > to)
		return 0;
	if (kind != PERIOD_RANGE) {
		at = period_of(kind, from, quarter_start);
		for (struct period q = at; q.last < to && n <= PERIODS_MAX;
		     q = period_next(q, quarter_start))
			n++;
	}
	if (n > PERIODS_MAX)
		return err_set(err, ERR_USAGE,
			       "the days asked for hold more than %d %ss; ask "
			       "for fewer days or a longer period",
			       PERIODS_MAX, period_kind_name(kind));
	p->item = arena_array(a, n, sizeof *p->item);
	p->n = n;
	for (size_t i = 0; i < n; i++) {
		p->item[i] = at;
		if (i + 1 < n)
			at = period_next(at, quarter_start);
	}
	return 0;
}

/* Weeks are all of one length: no search. */
static size_t weeks_from(const struct periods *p, int32_t day)
{
	int32_t first = p->item[0].first;
	size_t at = day > first ? (size_t)(day - first) / 7 : 0;

	return at < p->n ? at : p->n;
}

size_t periods_from(const struct periods *p, int32_t day)
{
	size_t low = 0, high = p->n;

	if (p->n && p->item[0].kind == PERIOD_WEEK)
		return weeks_from(p, day);
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->item[mid].last < day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

int periods_find(const struct periods *p, int32_t day)
{
	size_t at = periods_from(p, day);

	return at < p->n && period_holds(p->item[at], day) ? (int)at : -1;
}
