#include "findings/diff.h"

#include <math.h>
#include <string.h>

#include "metrics/workflows.h"

const char *diff_word_name(enum diff_word word)
{
	static const char *const name[] = {
		[DIFF_BETTER] = "better", [DIFF_WORSE] = "worse",
		[DIFF_CHANGED] = "changed", [DIFF_NOISE] = "within noise",
		[DIFF_NOT_JUDGED] = "not judged"
	};

	return name[word];
}

static bool has_value(const struct figure *f)
{
	return f && isfinite(f->value);
}

bool diff_has_before(const struct diff_row *r)
{
	return has_value(r->before);
}

bool diff_has_after(const struct diff_row *r)
{
	return has_value(r->after);
}

bool diff_has_changed(const struct diff_row *r)
{
	return r->word < DIFF_NOISE;
}

bool diff_is_of(const struct diff_row *r, const char *workflow)
{
	if (!r->workflow || !workflow)
		return r->workflow == workflow;
	return !strcmp(r->workflow, workflow);
}

/* ---- a row --------------------------------------------------------------- */

static const char *note_of(const struct figure *f)
{
	return f && *f->note ? f->note : "no data";
}

/* Hours and money of a period add up over its days. */
static bool is_sum(const struct metric *m)
{
	return m->unit == UNIT_HOURS || m->unit == UNIT_MONEY;
}

static const char *why_not(const struct diff *d, const struct diff_row *r)
{
	if (!diff_has_after(r))
		return note_of(r->after ? r->after : r->before);
	if (!diff_has_before(r))
		return note_of(r->before);
	if (r->metric->running)
		return "a sum since the beginning";
	if (!figure_has_range(r->before) && !figure_has_range(r->after))
		return "it has no interval";
	if (!figure_has_range(r->before))
		return "it has no interval before";
	if (!figure_has_range(r->after))
		return "it has no interval after";
	if (r->before->immature || r->after->immature)
		return "more of it will turn up";
	if (!d->whole && is_sum(r->metric))
		return "the data begins inside a period";
	return isfinite(r->between.range.low) ? "" : "it has no interval";
}

static enum diff_word word_of(const struct diff_row *r)
{
	int side = between_side(&r->between);

	if (*r->why)
		return DIFF_NOT_JUDGED;
	if (!side)
		return DIFF_NOISE;
	if (!r->metric->direction)
		return DIFF_CHANGED;
	return side == r->metric->direction ? DIFF_BETTER : DIFF_WORSE;
}

static void add_row(struct diff *d, const struct metric *m,
		    const char *workflow)
{
	struct diff_row *r = &d->row[d->n];

	*r = (struct diff_row){
		.metric = m, .workflow = workflow,
		.before = figures_get(d->figures, m->id, workflow, d->before),
		.after = figures_get(d->figures, m->id, workflow, d->after),
	};
	if (!r->before && !r->after)
		return;
	r->between = between_of(d->config, r->before, r->after);
	r->why = why_not(d, r);
	r->word = word_of(r);
	if (r->word == DIFF_NOT_JUDGED)
		r->between.range = (struct interval){ NAN, NAN };
	d->n++;
}

/* ---- of what ------------------------------------------------------------- */

static void add_rows(struct diff *d, const char *workflow)
{
	for (size_t i = 0; metric_table[i]; i++)
		add_row(d, metric_table[i], workflow);
}

void diff_build(struct diff *d, const char *only)
{
	size_t n, metrics = 0;
	const char **workflow = figures_workflows(&n, d->figures, d->config,
						  NULL, NULL, d->arena);

	while (metric_table[metrics])
		metrics++;
	d->n = 0;
	d->row = arena_array(d->arena, (n + 1) * metrics + 1,
			     sizeof *d->row);
	if (!only)
		add_rows(d, NULL);
	for (size_t i = 0; i < n; i++)
		if (!only || !strcmp(workflow[i], only))
			add_rows(d, workflow[i]);
}

const char **diff_workflows(const struct diff *d)
{
	const char **list = arena_array(d->arena, d->n + 1, sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->row[i].workflow &&
		    (!n || strcmp(list[n - 1], d->row[i].workflow) != 0))
			list[n++] = d->row[i].workflow;
	list[n] = NULL;
	return list;
}

struct diff_count diff_count(const struct diff *d, const char *workflow)
{
	struct diff_count c = { 0 };

	for (size_t i = 0; i < d->n; i++) {
		const struct diff_row *r = &d->row[i];

		if (!diff_is_of(r, workflow) || r->word == DIFF_NOT_JUDGED)
			continue;
		c.judged++;
		c.changed += diff_has_changed(r);
		c.by_chance += 1 - between_confidence(d->config, r->metric);
	}
	return c;
}
