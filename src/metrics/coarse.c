/*
 * metrics/coarse.c - sources that were grouped without the values of every
 * event: METRICS §0, "Weights".
 *
 * Whether a source is coarse cannot be seen from its columns: a review log
 * that never had minutes may be counted by all its values and lose nothing.
 * So `grouped_sources` in tuneup.yaml says it.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "metrics/family.h"

struct coarse {
	const struct metrics_run *run;
	struct cells reviews;	/* of bool, by cut and period */
	struct cells scopes;	/* of bool, by hash of kind, scope, period */
};

static struct cell_key scope_key(const struct fact_kind *kind,
				 const struct scope *scope, uint32_t period)
{
	uint64_t h = hash64_mix((uint64_t)fact_kind_number(kind), period);

	for (int d = 0; d < SCOPE_DIMS; d++) {
		const char *text = scope->dim[d];

		if (text)
			h = hash64_mix(hash64_mix(h, (uint64_t)d),
				       hash64(text, strlen(text), 0));
	}
	return (struct cell_key){ 0, period, (uint32_t)(h >> 32),
				  (uint32_t)h };
}

static void mark(struct coarse *c, const struct fact_kind *kind,
		 const struct scope *scope, uint32_t period)
{
	*(bool *)cells_at(&c->scopes, scope_key(kind, scope, period)) = true;
}

static bool is_grouped(const struct config *config, const char *source)
{
	for (size_t i = 0; i < config->n_grouped_sources; i++) {
		if (!strcmp(config->grouped_sources[i], source))
			return true;
	}
	return false;
}

static void mark_review(struct coarse *c, const struct fact_day *day,
			size_t r, uint32_t period)
{
	const struct output o = {
		.workflow = fact_i64(day, COR_WORKFLOW, r),
		.step = fact_i64(day, COR_STEP, r),
		.tool = fact_i64(day, COR_TOOL, r),
		.item_type = fact_i64(day, COR_ITEM_TYPE, r),
		.channel = fact_i64(day, COR_CHANNEL, r),
		.campaign = fact_i64(day, COR_CAMPAIGN, r),
		.prompt_version = fact_i64(day, COR_PROMPT_VERSION, r)
	};

	for (unsigned cut = 0; cut < CUTS; cut++) {
		if (cut_of_outputs(cut))
			*(bool *)cells_at(&c->reviews,
					  cut_key(cut, period, &o)) = true;
	}
	if (c->run->asked > CUTS && cut_of_outputs(c->run->asked))
		*(bool *)cells_at(&c->reviews,
				  cut_key(c->run->asked, period, &o)) = true;
}

static void mark_handoff(struct coarse *c, const struct fact_day *day,
			 size_t r, uint32_t period)
{
	const struct facts *f = c->run->handoffs;
	int64_t component = fact_i64(day, HAN_COMPONENT, r);
	struct scope scope = { { NULL } };
	char edge[512];

	mark(c, f->kind, &scope, period);
	if (component != COMPONENT_BLANK) {
		scope.dim[SCOPE_COMPONENT] =
			f->kind->columns[HAN_COMPONENT].words[component - 1];
		mark(c, f->kind, &scope, period);
		scope.dim[SCOPE_COMPONENT] = NULL;
	}
	scope.dim[SCOPE_WORKFLOW] = fact_dim(f, day, HAN_WORKFLOW, r);
	mark(c, f->kind, &scope, period);
	snprintf(edge, sizeof edge, "%s > %s",
		 fact_dim(f, day, HAN_FROM_STEP, r),
		 fact_dim(f, day, HAN_TO_STEP, r));
	scope.dim[SCOPE_STEP] = edge;
	mark(c, f->kind, &scope, period);
}

static void mark_rows(struct coarse *c, const struct facts *f,
		      void (*row)(struct coarse *, const struct fact_day *,
				  size_t, uint32_t))
{
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int period = periods_find(&c->run->periods, day->day);

		for (size_t r = 0; period >= 0 && r < day->n; r++) {
			if (is_grouped(c->run->config,
				       fact_dim(f, day, FC_SOURCE, r)))
				row(c, day, r, (uint32_t)period);
		}
	}
}

static void mark_scopes_of_reviews(struct coarse *c)
{
	for (size_t i = 0; i < c->reviews.n; i++) {
		struct cell_key key = cells_key(&c->reviews, i);
		struct scope scope = cut_scope(key, c->run->corrections->dim);

		mark(c, &kind_corrections, &scope, key.period);
	}
}

static bool is_coarse(struct coarse *c, const struct figure *f)
{
	int period = periods_find(&c->run->periods, f->period.first);
	const struct fact_kind *kind =
		strncmp(f->metric->columns, "handoffs.", 9) == 0 ?
			&kind_handoffs : &kind_corrections;

	return period >= 0 &&
	       cells_find(&c->scopes, scope_key(kind, &f->scope,
						(uint32_t)period));
}

void coarse_take_out(const struct metrics_run *run, size_t from)
{
	struct coarse c = { .run = run };

	if (!run->config->n_grouped_sources)
		return;
	cells_init(&c.reviews, sizeof(bool));
	cells_init(&c.scopes, sizeof(bool));
	mark_rows(&c, run->corrections, mark_review);
	mark_rows(&c, run->handoffs, mark_handoff);
	mark_scopes_of_reviews(&c);
	for (size_t i = from; i < run->out->n; i++) {
		struct figure *f = &run->out->item[i];

		if (!f->metric->each || !is_coarse(&c, f))
			continue;
		f->value = f->low = f->high = (double)NAN;
		f->verdict = VERDICT_NONE;
		f->note = "source is grouped";
	}
	cells_release(&c.reviews);
	cells_release(&c.scopes);
}
