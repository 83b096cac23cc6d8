/*
 * metrics/figure.c - the list of figures: add, sort, find, and scope words.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/figure.h"

const char *const scope_dim_name[SCOPE_DIMS] = {
	"workflow", "step", "tool", "item_type", "channel", "campaign",
	"segment", "prompt_version", "component", "input", "field", "skill"
};

const char *verdict_name(enum verdict v)
{
	switch (v) {
	case VERDICT_YES:
		return "yes";
	case VERDICT_NO:
		return "no";
	case VERDICT_NOT_CLEAR:
		return "not clear yet";
	case VERDICT_INCOMPLETE:
		return "incomplete";
	case VERDICT_NONE:
		break;
	}
	return "";
}

/* A copy of the text; figures come scope by scope, so that most often the
 * one before has it already. */
static const char *keep_text(struct figures *f, enum scope_dim dim,
			     const char *text)
{
	const char *before = f->n ? f->item[f->n - 1].scope.dim[dim] : NULL;

	if (!text)
		return NULL;
	if (before && strcmp(before, text) == 0)
		return before;
	return arena_strdup(&f->arena, text);
}

struct figure *figures_add(struct figures *f, const struct metric *metric,
			   const struct scope *scope, struct period period)
{
	struct figure fresh = {
		.metric = metric, .period = period, .value = NAN, .low = NAN,
		.high = NAN, .n = NUM_NULL, .x = NUM_NULL, .note = ""
	};

	for (int d = 0; d < SCOPE_DIMS; d++)
		fresh.scope.dim[d] = keep_text(f, (enum scope_dim)d,
					       scope->dim[d]);
	free(f->index);
	f->index = NULL;
	vec_reserve(&f->item, f->n, &f->cap);
	f->item[f->n] = fresh;
	return &f->item[f->n++];
}

/* ---- order ---------------------------------------------------------- */

static size_t metric_rank(const struct metric *metric)
{
	size_t i = 0;

	while (metric_table[i] && metric_table[i] != metric)
		i++;
	return i;
}

_Static_assert(SCOPE_DIMS <= 12, "a rank has 12 bits for its dimensions");

/* Metric, then fewer dimensions, then which: one number. */
static uint64_t figure_rank(const struct figure *f)
{
	uint64_t mask = 0, dims = 0;

	for (unsigned d = 0; d < SCOPE_DIMS; d++) {
		dims += f->scope.dim[d] != NULL;
		mask |= (uint64_t)(f->scope.dim[d] != NULL) << d;
	}
	return metric_rank(f->metric) << 16 | dims << 12 | mask;
}

struct ranked {
	uint64_t rank;
	const struct figure *figure;
};

/* Texts of two scopes of the same dimensions. */
static int scope_cmp(const struct scope *a, const struct scope *b)
{
	for (unsigned d = 0; d < SCOPE_DIMS; d++) {
		int c = a->dim[d] != b->dim[d] ?
			strcmp(a->dim[d], b->dim[d]) : 0;

		if (c)
			return c;
	}
	return 0;
}

static int ranked_cmp(const void *a, const void *b)
{
	const struct ranked *p = a, *q = b;
	const struct figure *x = p->figure, *y = q->figure;
	int c;

	if (p->rank != q->rank)
		return p->rank < q->rank ? -1 : 1;
	c = scope_cmp(&x->scope, &y->scope);
	if (c)
		return c;
	if (x->period.first != y->period.first)
		return x->period.first < y->period.first ? -1 : 1;
	if (x->period.last != y->period.last)
		return x->period.last < y->period.last ? -1 : 1;
	return (int)x->period.kind - (int)y->period.kind;
}

/* Put every figure where order[] says, cycle by cycle: a second array of
 * them would be the most memory that a small report takes. */
static void figures_place(struct figure *item, const struct ranked *order,
			  size_t n)
{
	bool *placed = xcalloc(n + 1, sizeof *placed);

	for (size_t i = 0; i < n; i++) {
		struct figure first = item[i];
		size_t to = i;

		while (!placed[to]) {
			size_t from = (size_t)(order[to].figure - item);

			placed[to] = true;
			item[to] = from == i ? first : item[from];
			to = from;
		}
	}
	free(placed);
}

static void figures_order(struct figures *f)
{
	struct ranked *order = xcalloc(f->n + 1, sizeof *order);

	for (size_t i = 0; i < f->n; i++)
		order[i] = (struct ranked){ figure_rank(&f->item[i]),
					    &f->item[i] };
	qsort(order, f->n, sizeof *order, ranked_cmp);
	figures_place(f->item, order, f->n);
	free(order);
}

/* ---- index ---------------------------------------------------------- */

static size_t figure_hash(const struct metric *metric,
			  const struct scope *scope, struct period period)
{
	uint64_t h = hash64(metric->id, strlen(metric->id),
			    (uint64_t)period.kind);

	h = hash64_mix(h, (uint64_t)(uint32_t)period.first << 32 |
			  (uint32_t)period.last);
	for (unsigned d = 0; d < SCOPE_DIMS; d++) {
		const char *text = scope->dim[d];

		if (text)
			h = hash64(text, strlen(text), h ^ (d + 1));
	}
	return (size_t)(h ^ h >> 32);
}

static bool figure_is(const struct figure *f, const struct metric *metric,
		      const struct scope *scope, struct period period)
{
	return f->metric == metric && f->period.kind == period.kind &&
	       f->period.first == period.first &&
	       f->period.last == period.last &&
	       scope_same(&f->scope, scope);
}

void figures_sort(struct figures *f)
{
	figures_order(f);
	free(f->index);
	f->n_index = 64;
	while (f->n_index < f->n * 2)
		f->n_index *= 2;
	f->index = xcalloc(f->n_index, sizeof *f->index);
	for (size_t i = 0; i < f->n; i++) {
		const struct figure *g = &f->item[i];
		size_t at = figure_hash(g->metric, &g->scope, g->period);

		while (f->index[at & (f->n_index - 1)])
			at++;
		f->index[at & (f->n_index - 1)] = (uint32_t)i + 1;
	}
}

const struct figure *figures_find(const struct figures *f,
				  const struct metric *metric,
				  const struct scope *scope,
				  struct period period)
{
	size_t at;

	if (!metric)
		return NULL;
	if (!f->index) {
		if (f->n)
			BUG("figures_find before figures_sort");
		return NULL;
	}
	at = figure_hash(metric, scope, period);
	for (uint32_t i; (i = f->index[at & (f->n_index - 1)]) != 0; at++) {
		if (figure_is(&f->item[i - 1], metric, scope, period))
			return &f->item[i - 1];
	}
	return NULL;
}

const struct figure *figures_get(const struct figures *f, const char *metric,
				 const char *workflow, struct period period)
{
	struct scope scope = { { 0 } };

	scope.dim[SCOPE_WORKFLOW] = workflow;
	return figures_find(f, metric_find(metric), &scope, period);
}

void figures_release(struct figures *f)
{
	free(f->item);
	free(f->index);
	arena_release(&f->arena);
	*f = (struct figures){ 0 };
}

/* ---- words ---------------------------------------------------------- */

static const char *dim_text(const char *text)
{
	return *text ? text : "(none)";
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

bool scope_same(const struct scope *a, const struct scope *b)
{
	for (int d = 0; d < SCOPE_DIMS; d++)
		if (!same_text(a->dim[d], b->dim[d]))
			return false;
	return true;
}

bool figure_has_range(const struct figure *f)
{
	return isfinite(f->low) && isfinite(f->high);
}

/* Workflow and step read as a path; the others name their dimension. */
char *scope_words(struct arena *a, const struct scope *scope)
{
	static const char *const word[SCOPE_DIMS] = {
		"", "step ", "tool ", "item type ", "channel ", "campaign ",
		"segment ", "prompt version ", "component ", "input ",
		"field ", "skill "
	};
	struct strbuf sb = STRBUF_INIT;

	for (int d = 0; d < SCOPE_DIMS; d++) {
		const char *text = scope->dim[d];
		bool path = d == SCOPE_STEP && scope->dim[SCOPE_WORKFLOW];

		if (!text)
			continue;
		if (sb.len)
			strbuf_puts(&sb, path ? " / " : ", ");
		strbuf_printf(&sb, "%s%s", path ? "" : word[d],
			      d == SCOPE_WORKFLOW && !*text ?
				      "no workflow" : dim_text(text));
	}

	char *words = arena_strdup(a, sb.len ? sb.s : "all work");

	strbuf_release(&sb);
	return words;
}
