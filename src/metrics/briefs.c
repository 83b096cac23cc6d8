/*
 * metrics/briefs.c - which items were made from a brief that is there: R11.
 */
#include "metrics/input.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

const struct metric metric_brief_coverage = {
	.id = "brief_coverage", .title = "Items with a brief",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = AT_TOTAL | AT_WORKFLOW, .section = "5",
	.requirement = "R11", .identity = true,
	.formula = "Items whose outputs name one brief that was audited, "
		"divided by all items.",
	.columns = "corrections.brief_id, corrections.item_id, "
		"inputs.record_id",
	.edges = "An item is a workflow and an item id with an output in the "
		"period. An id that no audit up to the period's end knows, or "
		"that records of two inputs share, is no brief; nor are two "
		"different ids of one item. A workflow of whose briefs none "
		"was ever audited is left out and counted.",
	.source = "Wilson 1927, 95 % interval"
};

struct item {
	const char *id, *brief;		/* of the facts, not terminated */
	size_t len, brief_len;
	int64_t n;			/* items it stands for */
	uint32_t period, workflow;
	uint32_t next;			/* number + 1 of one with its hash */
	int32_t day;			/* of its last output */
	bool several;			/* it names different briefs */
};

/* What the outputs of a workflow name, up to today. */
struct naming { bool some, audited; };

/* Of a workflow or the total: items by what their brief is. */
struct coverage {
	int64_t n;
	int64_t by[BRIEF_FOUND + 1];
	int64_t several;		/* of BRIEF_SEVERAL: different ids */
	int64_t unaudited;		/* of workflows that are left out */
};

struct briefs {
	const struct metrics_run *run;
	const struct audits *audits;
	struct item *item;
	size_t n, cap;
	struct cells by_hash;	/* of uint32_t: number + 1 of an item */
	struct cells naming;	/* of struct naming, by workflow */
	bool some;		/* ... of any workflow */
	struct cells cells;	/* of struct coverage */
};

struct briefs *briefs_new(const struct metrics_run *run,
			  const struct audits *audits)
{
	struct briefs *b = xcalloc(1, sizeof *b);

	b->run = run;
	b->audits = audits;
	cells_init(&b->by_hash, sizeof(uint32_t));
	cells_init(&b->naming, sizeof(struct naming));
	cells_init(&b->cells, sizeof(struct coverage));
	return b;
}

void briefs_free(struct briefs *b)
{
	if (!b)
		return;
	free(b->item);
	cells_release(&b->by_hash);
	cells_release(&b->naming);
	cells_release(&b->cells);
	free(b);
}

/* ---- workflows ---------------------------------------------------------- */

static struct cell_key naming_key(uint32_t workflow)
{
	return (struct cell_key){ CUT_WORKFLOW, 0, workflow, 0 };
}

void briefs_look(struct briefs *b, const struct output *o)
{
	struct naming *naming;
	uint32_t record;

	if (!o->brief_len)
		return;
	b->some = true;
	naming = cells_at(&b->naming, naming_key((uint32_t)o->workflow));
	naming->some = true;
	if (!naming->audited)
		naming->audited =
			audit_brief(b->audits, o->brief, o->brief_len,
				    b->run->as_of, &record) == BRIEF_FOUND;
}

bool briefs_named(const struct briefs *b)
{
	return b->some;
}

/* It names briefs, and none of them was ever audited. */
static bool is_unaudited(struct briefs *b, uint32_t workflow)
{
	const struct naming *naming =
		cells_find(&b->naming, naming_key(workflow));

	return naming && naming->some && !naming->audited;
}

/* ---- items -------------------------------------------------------------- */

static struct item *item_add(struct briefs *b, const struct output *o,
			     uint32_t period, uint32_t next)
{
	vec_reserve(&b->item, b->n, &b->cap);
	b->item[b->n] = (struct item){
		.id = o->item, .len = o->item_len, .brief = o->brief,
		.brief_len = o->brief_len, .n = o->n, .period = period,
		.workflow = (uint32_t)o->workflow, .next = next, .day = o->day
	};
	return &b->item[b->n++];
}

static void item_join(struct item *item, const struct output *o)
{
	if (o->day > item->day)
		item->day = o->day;
	if (!o->brief_len)
		return;
	if (!item->brief_len) {
		item->brief = o->brief;
		item->brief_len = o->brief_len;
	} else if (item->brief_len != o->brief_len ||
		   memcmp(item->brief, o->brief, o->brief_len) != 0) {
		item->several = true;
	}
}

void briefs_add(struct briefs *b, const struct output *o)
{
	uint32_t period = (uint32_t)periods_find(&b->run->periods, o->day);
	uint64_t h = hash64(o->item, o->item_len, 0);
	uint32_t *head;

	if (o->n > 1) { /* merges with nothing */
		item_add(b, o, period, 0);
		return;
	}
	head = cells_at(&b->by_hash,
			(struct cell_key){ period, (uint32_t)o->workflow,
					  (uint32_t)(h >> 32), (uint32_t)h });
	for (uint32_t i = *head; i; i = b->item[i - 1].next) {
		struct item *item = &b->item[i - 1];

		if (item->len == o->item_len &&
		    !memcmp(item->id, o->item, o->item_len)) {
			item_join(item, o);
			return;
		}
	}
	item_add(b, o, period, *head);
	*head = (uint32_t)b->n;
}

static enum brief brief_of(const struct briefs *b, const struct item *item)
{
	uint32_t record;

	if (item->several)
		return BRIEF_SEVERAL;
	return audit_brief(b->audits, item->brief, item->brief_len,
			   b->run->periods.item[item->period].last, &record);
}

/* ---- figures ------------------------------------------------------------- */

static void coverage_add(struct coverage *c, const struct item *item,
			 enum brief brief, bool unaudited)
{
	if (unaudited) {
		c->unaudited += item->n;
		return;
	}
	c->n += item->n;
	c->by[brief] += item->n;
	c->several += item->several ? item->n : 0;
}

static const char *coverage_note(const struct briefs *b,
				 const struct coverage *c)
{
	struct strbuf s = STRBUF_INIT;

	note_count(&s, c->by[BRIEF_BLANK], "without a brief id");
	note_count(&s, c->by[BRIEF_UNKNOWN], "with one that no audit knows");
	note_count(&s, c->several, "with different ids");
	note_count(&s, c->by[BRIEF_SEVERAL] - c->several,
		   "with one that two inputs share");
	note_count(&s, c->unaudited,
		   "of workflows whose briefs are not audited, left out");
	return note_done(b->run, &s);
}

static void write_coverage(const struct briefs *b, struct cell_key key,
			   const struct coverage *c, const char *none)
{
	struct scope scope = cut_scope(key, b->run->corrections->dim);
	struct figure *f = run_figure(b->run, &metric_brief_coverage, &scope,
				      b->run->periods.item[key.period]);

	if (none || !c->n) {
		f->note = none ? none : c->unaudited ?
			"no brief of it was ever audited" : "no outputs";
		return;
	}
	run_share(b->run, f, c->by[BRIEF_FOUND], c->n);
	f->note = coverage_note(b, c);
}

/* ---- the list ------------------------------------------------------------ */

struct listed {
	const struct briefs *from;
	const struct item *item;
	enum brief brief;
};

static int listed_cmp(const void *x, const void *y)
{
	const struct listed *a = x, *b = y;
	const char *const *dim = a->from->run->corrections->dim;
	size_t common =
		a->item->len < b->item->len ? a->item->len : b->item->len;
	int c = strcmp(dim[a->item->workflow], dim[b->item->workflow]);

	if (a->brief != b->brief)
		return a->brief < b->brief ? -1 : 1;
	if (!c)
		c = memcmp(a->item->id, b->item->id, common);
	if (!c)
		c = (a->item->len > b->item->len) -
		    (a->item->len < b->item->len);
	return c ? c : (a->item > b->item) - (a->item < b->item);
}

static const char *why_of(const struct listed *l)
{
	switch (l->brief) {
	case BRIEF_BLANK:
		return "no brief id";
	case BRIEF_UNKNOWN:
		return "no audit knows it";
	case BRIEF_SEVERAL:
		return l->item->several ? "different ids" :
					  "two inputs share it";
	case BRIEF_FOUND:
		break;
	}
	return "";
}

static void keep_rows(const struct briefs *b, struct brief_list *out,
		      const struct listed *l, size_t n)
{
	const char *const *dim = b->run->corrections->dim;

	out->n = n < out->max ? n : out->max;
	out->rows = arena_array(out->arena, out->n + 1, sizeof *out->rows);
	for (size_t i = 0; i < out->n; i++) {
		const struct item *item = l[i].item;

		out->rows[i] = (struct brief_row){
			.workflow = arena_strdup(out->arena,
						 dim[item->workflow]),
			.item = arena_strndup(out->arena, item->id, item->len),
			.brief = arena_strndup(out->arena, item->brief,
					       item->brief_len),
			.why = why_of(&l[i]), .day = item->day, .n = item->n
		};
	}
}

/* Of a workflow whose briefs are not audited, only what names none. */
static void write_list(struct briefs *b, struct brief_list *out)
{
	struct listed *l = xcalloc(b->n + 1, sizeof *l);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct item *item = &b->item[i];
		enum brief brief = brief_of(b, item);

		if (brief == BRIEF_FOUND ||
		    (brief == BRIEF_UNKNOWN &&
		     is_unaudited(b, item->workflow)) ||
		    b->run->periods.item[item->period].first !=
			    out->period.first)
			continue;
		l[n++] = (struct listed){ b, item, brief };
		out->total += item->n;
	}
	qsort(l, n, sizeof *l, listed_cmp);
	keep_rows(b, out, l, n);
	free(l);
}

void briefs_write(struct briefs *b, const char *none)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct item *item = &b->item[i];
		enum brief brief = brief_of(b, item);
		bool unaudited = is_unaudited(b, item->workflow);

		coverage_add(cells_at(&b->cells, (struct cell_key){
			CUT_TOTAL, item->period, 0, 0 }), item, brief,
			unaudited);
		coverage_add(cells_at(&b->cells, (struct cell_key){
			CUT_WORKFLOW, item->period, item->workflow, 0 }),
			item, brief, unaudited);
	}
	for (uint32_t p = 0; p < b->run->periods.n; p++)
		cells_at(&b->cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t i = 0; i < b->cells.n; i++)
		write_coverage(b, cells_key(&b->cells, i),
			       cells_item(&b->cells, i), none);
	if (b->run->briefs && !none &&
	    b->run->briefs->period.kind == b->run->kind)
		write_list(b, b->run->briefs);
}
