/*
 * metrics/prompts.c - each prompt version against the one before it: §4.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/change.h"
#include "metrics/pools.h"

const struct metric metric_usable_change = {
	.id = "usable_change", .title = "Change by prompt version",
	.unit = UNIT_POINTS, .digits = 1, .direction = 1,
	.scopes = AT_PROMPT, .section = "4", .requirement = "R31",
	.formula = "Usable without edit of a prompt version less that of the "
		"version of the same workflow step first used before it.",
	.columns = "corrections.prompt_version, corrections.outcome, "
		"corrections.correction_minutes",
	.edges = "All outputs of the period; of the earlier version those of "
		"the 13 weeks to its end if the period has none. Yes: surely "
		"better, no: surely worse. More outputs are those of the "
		"newer version alone. A blank version is none.",
	.source = "Newcombe 1998, 95 % interval"
};

/* Outputs of a version on a day; sorted, of all days up to it. */
struct day_sum {
	int32_t day;
	int64_t known, usable, unknown, refused;
};

struct version {
	uint32_t workflow, step, version;	/* dimension ids */
	struct day_sum *day;
	size_t n, cap;
};

struct prompts {
	const struct metrics_run *run;
	struct cells numbers;	/* of uint32_t: number + 1 of a version */
	struct version *item;
	size_t n, cap;
};

struct prompts *prompts_new(const struct metrics_run *run)
{
	struct prompts *v = xcalloc(1, sizeof *v);

	v->run = run;
	cells_init(&v->numbers, sizeof(uint32_t));
	return v;
}

void prompts_free(struct prompts *v)
{
	if (!v)
		return;
	for (size_t i = 0; i < v->n; i++)
		free(v->item[i].day);
	cells_release(&v->numbers);
	free(v->item);
	free(v);
}

/* ---- one output ----------------------------------------------------- */

static struct version *version_of(struct prompts *v, const struct output *o)
{
	const struct version key = {
		.workflow = (uint32_t)o->workflow, .step = (uint32_t)o->step,
		.version = (uint32_t)o->prompt_version
	};
	uint32_t *number = cells_at(&v->numbers, (struct cell_key){
		key.workflow, key.step, key.version, 0 });

	if (!*number) {
		vec_reserve(&v->item, v->n, &v->cap);
		v->item[v->n++] = key;
		*number = (uint32_t)v->n;
	}
	return &v->item[*number - 1];
}

void prompts_add(struct prompts *v, const struct output *o)
{
	struct version *version;
	struct day_sum *sum;

	if (!o->prompt_version)
		return;
	version = version_of(v, o);
	if (version->n == 0 || version->day[version->n - 1].day != o->day) {
		vec_reserve(&version->day, version->n, &version->cap);
		version->day[version->n++] = (struct day_sum){
			.day = o->day
		};
	}
	sum = &version->day[version->n - 1];
	if (o->documented && o->documented->lists_corrected) {
		sum->refused += o->n;
	} else if (o->class == CLASS_UNKNOWN) {
		sum->unknown += o->n;
	} else {
		sum->known += o->n;
		sum->usable += o->class == CLASS_USABLE ? o->n : 0;
	}
}

/* ---- sums of days --------------------------------------------------- */

static int day_cmp(const void *a, const void *b)
{
	const struct day_sum *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static void add_up(struct version *v)
{
	qsort(v->day, v->n, sizeof *v->day, day_cmp);
	for (size_t i = 1; i < v->n; i++) {
		v->day[i].known += v->day[i - 1].known;
		v->day[i].usable += v->day[i - 1].usable;
		v->day[i].unknown += v->day[i - 1].unknown;
		v->day[i].refused += v->day[i - 1].refused;
	}
}

/* Sums of all days before this one. */
static struct day_sum sum_before(const struct version *v, int32_t day)
{
	size_t low = 0, high = v->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (v->day[mid].day < day)
			low = mid + 1;
		else
			high = mid;
	}
	return low > 0 ? v->day[low - 1] : (struct day_sum){ 0 };
}

static struct day_sum sum_of(const struct version *v, int32_t first,
			     int32_t last)
{
	struct day_sum a = sum_before(v, first), b = sum_before(v, last + 1);

	return (struct day_sum){
		first, b.known - a.known, b.usable - a.usable,
		b.unknown - a.unknown, b.refused - a.refused
	};
}

/* ---- order of first use --------------------------------------------- */

/* No visitor's argument reaches qsort: the text stands beside its version. */
struct ranked {
	struct version *version;
	const char *text;
};

static int ranked_cmp(const void *a, const void *b)
{
	const struct ranked *p = a, *q = b;
	const struct version *x = p->version, *y = q->version;

	if (x->workflow != y->workflow)
		return x->workflow < y->workflow ? -1 : 1;
	if (x->step != y->step)
		return x->step < y->step ? -1 : 1;
	if (x->day[0].day != y->day[0].day)
		return x->day[0].day < y->day[0].day ? -1 : 1;
	return strcmp(p->text, q->text);
}

static struct ranked *rank_versions(struct prompts *v)
{
	struct ranked *rank = xcalloc(v->n + 1, sizeof *rank);

	for (size_t i = 0; i < v->n; i++) {
		add_up(&v->item[i]);
		rank[i] = (struct ranked){
			&v->item[i],
			v->run->corrections->dim[v->item[i].version]
		};
	}
	qsort(rank, v->n, sizeof *rank, ranked_cmp);
	return rank;
}

/* ---- figures -------------------------------------------------------- */

static struct rate_side side_of(const struct day_sum *s)
{
	return (struct rate_side){ s->known, s->usable, s->unknown };
}

/* The earlier version in the period, or in the 13 weeks to its end. */
static struct day_sum earlier(const struct version *v, struct period p,
			      bool *weeks)
{
	struct day_sum sum = sum_of(v, p.first, p.last);

	*weeks = sum.known == 0;
	if (*weeks)
		sum = sum_of(v, p.last - (POOL_DAYS - 1) < p.first ?
				     p.last - (POOL_DAYS - 1) : p.first,
			     p.last);
	return sum;
}

static void write_version(const struct prompts *v, const struct ranked *rank,
			  bool is_first, struct period period)
{
	const char *const *dim = v->run->corrections->dim;
	const struct version *version = rank->version;
	const struct scope scope = { {
		[SCOPE_WORKFLOW] = dim[version->workflow],
		[SCOPE_STEP] = dim[version->step],
		[SCOPE_PROMPT_VERSION] = rank->text
	} };
	struct day_sum now = sum_of(version, period.first, period.last), was;
	struct arena *a = &v->run->out->arena;
	struct figure *f;
	bool weeks;

	if (now.known + now.unknown + now.refused == 0)
		return;
	f = run_figure(v->run, &metric_usable_change, &scope, period);
	f->n = now.known;
	f->x = now.usable;
	if (is_first) {
		f->note = "the first version of its step";
		return;
	}
	was = earlier(rank[-1].version, period, &weeks);
	if (now.known > 0 && was.known > 0)
		change_write(v->run, f, side_of(&now), side_of(&was));
	f->note = now.refused > 0 ?
		"the review log lists only corrected outputs" :
		now.known == 0 ? "no output has a known outcome" :
		was.known == 0 ?
		arena_printf(a, "no known outcome of %s in 13 weeks",
			     rank[-1].text) :
		arena_printf(a, "%s: %" PRId64 " of %" PRId64 " usable%s",
			     rank[-1].text, was.usable, was.known,
			     weeks ? " in 13 weeks" : "");
}

void prompts_write(struct prompts *v)
{
	const struct periods *periods = &v->run->periods;
	struct ranked *rank = rank_versions(v);

	for (size_t i = 0; i < v->n; i++) {
		const struct version *now = rank[i].version;
		bool is_first = i == 0 ||
			rank[i - 1].version->workflow != now->workflow ||
			rank[i - 1].version->step != now->step;

		for (size_t p = 0; p < periods->n; p++)
			write_version(v, &rank[i], is_first,
				      periods->item[p]);
	}
	free(rank);
}
