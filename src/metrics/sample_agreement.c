/*
 * metrics/sample_agreement.c - do the reviewers say the same of one member?
 */
#include "metrics/sample.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "metrics/family.h"

#define AGREEMENT_SCOPES (AT_TOTAL | AT_SEGMENT)
#define AGREEMENT_COLUMNS \
	"verdicts.sample_id, verdicts.verdict, verdicts.rater, " \
	"members.member_id"
#define AGREEMENT_EDGE \
	"Drawn members whom two or more known raters judged, from 20 of them " \
	"on; cannot judge is no verdict, the last of each rater counts."
#define ALPHA_EDGE \
	AGREEMENT_EDGE " It is low when almost everything is good, however " \
	"well the reviewers agree: look at the plain agreement beside it."
#define ONE_WORD 0.8	/* share from which almost all is the same word */

const struct metric metric_reviewer_agreement = {
	.id = "reviewer_agreement", .title = "Reviewers agree",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = AGREEMENT_SCOPES, .section = "9", .requirement = "R18",
	.formula = "Members of whom all who judged them said the same, "
		"divided by the members with two or more verdicts.",
	.columns = AGREEMENT_COLUMNS, .edges = AGREEMENT_EDGE,
	.source = "Wilson 1927, 95 % interval", .identity = true
};

const struct metric metric_cohen_kappa = {
	.id = "cohen_kappa", .title = "Agreement beyond chance, two raters",
	.unit = UNIT_RATIO, .digits = 2, .direction = 1,
	.scopes = AGREEMENT_SCOPES, .section = "9", .requirement = "R18",
	.formula = "Cohen's kappa of the verdicts of two raters: agreement "
		"above that of chance, as share of what chance leaves.",
	.columns = AGREEMENT_COLUMNS,
	.edges = AGREEMENT_EDGE " Only where the same two raters judged all "
		"of them.",
	.source = "Cohen 1960", .identity = true
};

const struct metric metric_verdict_alpha = {
	.id = "verdict_alpha", .title = "Agreement beyond chance, verdicts",
	.unit = UNIT_RATIO, .digits = 2, .direction = 1,
	.scopes = AGREEMENT_SCOPES, .section = "9", .requirement = "R18",
	.formula = "Krippendorff's alpha of the verdicts, as words without "
		"order: full agreement is 1, chance 0.",
	.columns = AGREEMENT_COLUMNS, .edges = ALPHA_EDGE,
	.source = "Krippendorff 2011", .identity = true
};

const struct metric metric_rating_alpha = {
	.id = "rating_alpha", .title = "Agreement beyond chance, ratings",
	.unit = UNIT_RATIO, .digits = 2, .direction = 1,
	.scopes = AGREEMENT_SCOPES, .section = "9", .requirement = "R18",
	.formula = "Krippendorff's alpha of the ratings, as ranks: full "
		"agreement is 1, chance 0.",
	.columns = "verdicts.sample_id, verdicts.rating, verdicts.rater, "
		"members.member_id",
	.edges = ALPHA_EDGE, .source = "Krippendorff 2011, ordinal",
	.identity = true
};

/* ---- members with two voices ------------------------------------------ */

typedef double (*voice_fn)(const struct sample_vote *v);	/* NAN: none */

static double verdict_voice(const struct sample_vote *v)
{
	return v->verdict == JUDGED_CANNOT_JUDGE ? (double)NAN :
						   (double)v->verdict;
}

static double rating_voice(const struct sample_vote *v)
{
	return v->rating == FACT_NULL || v->verdict == JUDGED_CANNOT_JUDGE ?
		       (double)NAN : (double)v->rating;
}

/* Voices, the raters of a member in any order: alpha needs no names. */
struct voices {
	size_t items, width;	/* members; most voices of one */
	double **row;		/* [width][items], NAN = none */
	uint32_t *rater;	/* [items * 2]: the first two of each */
	int64_t alike;		/* members of whom all said the same */
};

static size_t voices_of(const struct samples *s,
			const struct sample_item *item, voice_fn voice,
			double *value, uint32_t *rater)
{
	size_t n = 0;

	for (uint32_t v = item->vote; v; v = s->vote[v - 1].next) {
		const struct sample_vote *vote = &s->vote[v - 1];
		double said = voice(vote);

		if (!vote->rater || isnan(said))
			continue;
		if (value)
			value[n] = said;
		if (rater && n < 2)
			rater[n] = vote->rater;
		n++;
	}
	return n;
}

typedef void (*item_fn)(void *ctx, const struct sample_item *item);

static void each_item(const struct samples *s, const struct sample_cell *c,
		      item_fn visit, void *ctx)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct sample_list *l = &s->list[c->list[i]];

		for (size_t m = 0; m < l->n; m++) {
			uint32_t item = l->member[m].tag;

			if (item && s->item[item - 1].drawn)
				visit(ctx, &s->item[item - 1]);
		}
	}
}

struct collecting {
	const struct samples *s;
	voice_fn voice;
	struct voices *v;
	double *value;		/* of one member */
};

static void measure(void *ctx, const struct sample_item *item)
{
	struct collecting *c = ctx;
	size_t n = voices_of(c->s, item, c->voice, NULL, NULL);

	if (n < 2)
		return;
	c->v->items++;
	c->v->width = n > c->v->width ? n : c->v->width;
}

static void collect(void *ctx, const struct sample_item *item)
{
	struct collecting *c = ctx;
	struct voices *v = c->v;
	uint32_t rater[2];
	size_t n = voices_of(c->s, item, c->voice, c->value, rater);
	bool alike = true;

	if (n < 2)
		return;
	for (size_t i = 0; i < v->width; i++) {
		v->row[i][v->items] = i < n ? c->value[i] : (double)NAN;
		alike &= i >= n || !(c->value[i] < c->value[0] ||
				     c->value[i] > c->value[0]);
	}
	v->rater[2 * v->items] = rater[0];
	v->rater[2 * v->items + 1] = rater[1];
	v->alike += alike;
	v->items++;
}

static void voices_read(struct voices *v, const struct samples *s,
			const struct sample_cell *cell, voice_fn voice)
{
	struct collecting c = { s, voice, v, NULL };

	*v = (struct voices){ 0 };
	each_item(s, cell, measure, &c);
	v->row = xcalloc(v->width + 1, sizeof *v->row);
	for (size_t i = 0; i < v->width; i++)
		v->row[i] = xcalloc(v->items, sizeof **v->row);
	v->rater = xcalloc(2 * v->items + 1, sizeof *v->rater);
	c.value = xcalloc(v->width + 1, sizeof *c.value);
	v->items = 0;
	each_item(s, cell, collect, &c);
	free(c.value);
}

static void voices_release(struct voices *v)
{
	for (size_t i = 0; i < v->width; i++)
		free(v->row[i]);
	free(v->row);
	free(v->rater);
}

/* ---- figures ---------------------------------------------------------- */

static const char *too_few(struct arena *a, const struct voices *v,
			   const char *what)
{
	if (!v->items)
		return "no member was judged by two known raters";
	return arena_printf(a, "%zu member%s two %s, from %d on agreement is "
			    "shown", v->items, v->items == 1 ? " has" :
			    "s have", what, AGREEMENT_ITEMS);
}

/* The share of the word that was said most often. */
static double most_said(const struct voices *v, int *word)
{
	int64_t n[JUDGED_CANNOT_JUDGE] = { 0 }, all = 0, most = 0;

	for (size_t i = 0; i < v->width; i++) {
		for (size_t k = 0; k < v->items; k++) {
			if (isnan(v->row[i][k]))
				continue;
			n[(int)v->row[i][k]]++;
			all++;
		}
	}
	for (int j = JUDGED_RELEVANT; j < JUDGED_CANNOT_JUDGE; j++) {
		if (n[j] > most) {
			most = n[j];
			*word = j;
		}
	}
	return (double)most / (double)all;
}

static const char *alpha_note(struct arena *a, const struct voices *v)
{
	char percent[NUM_TEXT_MAX];
	int word = JUDGED_RELEVANT;
	double share = most_said(v, &word);
	const char *name = kind_verdicts.columns[VER_VERDICT]
				   .words[word - 1];

	if (share < ONE_WORD)
		return "";
	return arena_printf(a, "%s of the verdicts are %s: it is low when "
			    "almost all are the same",
			    percent_text(percent, share, 1), name);
}

static void write_alpha(struct arena *a, struct figure *f,
			const struct voices *v, enum alpha_level level)
{
	f->n = (int64_t)v->items;
	if (v->items < AGREEMENT_ITEMS) {
		f->note = too_few(a, v, level == ALPHA_NOMINAL ? "verdicts" :
								 "ratings");
		return;
	}
	f->value = krippendorff_alpha((const double *const *)v->row, v->width,
				      v->items, level);
	if (isnan(f->value))
		f->note = "all said the same of all: nothing could have "
			  "disagreed";
	else if (level == ALPHA_NOMINAL)
		f->note = alpha_note(a, v);
}

static void write_agreement(const struct metrics_run *run, struct figure *f,
			    const struct voices *v)
{
	struct interval range;

	f->n = (int64_t)v->items;
	f->x = v->alike;
	if (v->items < AGREEMENT_ITEMS) {
		f->note = too_few(&run->out->arena, v, "verdicts");
		return;
	}
	range = wilson((double)f->x, (double)f->n,
		       z_for(run->config->limits.confidence_rates));
	f->value = (double)f->x / (double)f->n;
	f->low = range.low;
	f->high = range.high;
}

/* Rows are the verdicts of the first member's first rater. false: more than
 * two raters took part. */
static bool kappa_table(const struct voices *v,
			double count[JUDGED_CANNOT_JUDGE *
				     JUDGED_CANNOT_JUDGE])
{
	uint32_t one = v->rater[0], two = v->rater[1];

	if (v->width > 2)
		return false;
	for (size_t k = 0; k < v->items; k++) {
		uint32_t a = v->rater[2 * k], b = v->rater[2 * k + 1];
		int i = (int)v->row[0][k], j = (int)v->row[1][k];

		if (a == one && b == two)
			count[i * JUDGED_CANNOT_JUDGE + j]++;
		else if (a == two && b == one)
			count[j * JUDGED_CANNOT_JUDGE + i]++;
		else
			return false;
	}
	return true;
}

static void write_kappa(struct arena *a, struct figure *f,
			const struct voices *v)
{
	double count[JUDGED_CANNOT_JUDGE * JUDGED_CANNOT_JUDGE] = { 0 };

	f->n = (int64_t)v->items;
	if (v->items < AGREEMENT_ITEMS) {
		f->note = too_few(a, v, "verdicts");
		return;
	}
	if (!kappa_table(v, count)) {
		f->note = "more than two raters took part; see alpha";
		return;
	}
	f->value = cohen_kappa_table(count, JUDGED_CANNOT_JUDGE);
	if (isnan(f->value))
		f->note = "all said the same of all: nothing could have "
			  "disagreed";
}

void agreement_write(const struct metrics_run *run, const struct samples *s,
		     const struct sample_cell *c, const struct scope *scope,
		     struct period period)
{
	struct arena *a = &run->out->arena;
	struct voices v;

	voices_read(&v, s, c, verdict_voice);
	write_agreement(run, run_figure(run, &metric_reviewer_agreement,
					scope, period), &v);
	write_kappa(a, run_figure(run, &metric_cohen_kappa, scope, period),
		    &v);
	write_alpha(a, run_figure(run, &metric_verdict_alpha, scope, period),
		    &v, ALPHA_NOMINAL);
	voices_release(&v);
	voices_read(&v, s, c, rating_voice);
	write_alpha(a, run_figure(run, &metric_rating_alpha, scope, period),
		    &v, ALPHA_ORDINAL);
	voices_release(&v);
}
