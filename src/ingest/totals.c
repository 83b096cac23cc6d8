#include "ingest/totals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

#define SAID_MAX 3	/* totals that differ, each in a sentence */
#define MS_PER_SECOND 1000

/* Sums of users or of rates would be none; whose figures are which is said by
 * their unit. */
static bool is_additive(const struct plan_column *c)
{
	const char *unit;

	if (!c->fc || c->cell < 0 || c->column < FC_FIRST || c->audited)
		return false;
	if (!c->figure)
		return (c->fc->flags & COLUMN_SUM) ||
			c->fc->type == FACT_DURATION;
	if (!c->figure->unit)
		return false;
	unit = kind_series.columns[SER_UNIT].words[c->figure->unit - 1];
	return !strcmp(unit, "count") || !strcmp(unit, "money") ||
		!strcmp(unit, "minutes");
}

static bool is_duration(const struct plan_column *c)
{
	return c->fc && c->fc->type == FACT_DURATION;
}

void totals_begin(struct totals *t, const struct plan *plan)
{
	*t = (struct totals){ .plan = plan };
	t->row = arena_array(&t->arena, plan->n, sizeof *t->row);
	t->sum = arena_array(&t->arena, plan->n, sizeof *t->sum);
	t->n = arena_array(&t->arena, plan->n, sizeof *t->n);
	t->step = arena_array(&t->arena, plan->n, sizeof *t->step);
	for (size_t i = 0; i < plan->n; i++)
		t->step[i] = plan->column[i].unit;
}

void totals_row(struct totals *t)
{
	for (size_t i = 0; i < t->plan->n; i++)
		t->row[i] = FACT_NULL;
}

void totals_value(struct totals *t, const struct plan_column *c,
		  int64_t value)
{
	if (is_additive(c))
		t->row[c - t->plan->column] = value;
}

void totals_currency(struct totals *t, const char *currency)
{
	if (*currency && *t->currency && strcmp(currency, t->currency))
		t->mixed = true;
	if (*currency)
		memcpy(t->currency, currency, sizeof t->currency);
}

/* Of a duration no smaller step than the second is one by tens. */
static void see_step(struct totals *t, size_t i, int64_t value)
{
	bool duration = is_duration(&t->plan->column[i]);
	int64_t least = duration ? MS_PER_SECOND : 1;

	while (t->step[i] > least && value % t->step[i])
		t->step[i] /= 10;
	if (t->step[i] < least)
		t->step[i] = value % least ? 1 : least;
	if (!t->step[i])
		t->step[i] = 1;
}

void totals_count(struct totals *t)
{
	for (size_t i = 0; i < t->plan->n; i++) {
		if (t->row[i] == FACT_NULL)
			continue;
		if (__builtin_add_overflow(t->sum[i], t->row[i], &t->sum[i]))
			t->overflow = true;
		t->n[i]++;
		see_step(t, i, t->row[i]);
	}
}

void totals_add(struct totals *t, int64_t line, const char *label, size_t len)
{
	struct total_row *row;

	if (t->n_total == TOTALS_KEPT)
		return;
	vec_reserve(&t->total, t->n_total, &t->room);
	row = &t->total[t->n_total++];
	*row = (struct total_row){ .line = line };
	if (label && len < sizeof row->label)
		memcpy(row->label, label, len);
	row->value = arena_array(&t->arena, t->plan->n, sizeof *row->value);
	memcpy(row->value, t->row, t->plan->n * sizeof *row->value);
}

static bool is_money(const struct totals *t, size_t i)
{
	const struct fact_column *fc = t->plan->column[i].fc;

	return fc && fc->type == FACT_MONEY;
}

static int64_t allowed(const struct totals *t, size_t i)
{
	double n = (double)t->n[i], step = (double)t->step[i];

	if (t->step[i] == t->plan->column[i].unit && !is_money(t, i))
		return 0;
	return (int64_t)(step * (0.5 + fmin(n / 2, 3 * sqrt(n / 12))));
}

/* The column that tells most: an amount, else the first that differs; -1 =
 * none differs. *compared says that there was one to compare. */
static int differing(const struct totals *t, const struct total_row *row,
		     bool *compared)
{
	int found = -1;

	*compared = false;
	for (size_t i = 0; i < t->plan->n; i++) {
		bool money = is_money(t, i);

		if (row->value[i] == FACT_NULL || !t->n[i] ||
		    (money && t->mixed))
			continue;
		*compared = true;
		if (llabs(row->value[i] - t->sum[i]) > allowed(t, i) &&
		    (found < 0 || money))
			found = (int)i;
	}
	return found;
}

static const char *value_text(char buf[NUM_TEXT_MAX],
			      const struct plan_column *c, int64_t value)
{
	int64_t unit = is_duration(c) ? MS_PER_MINUTE : c->unit;

	return num_text(buf, (double)value / (double)unit,
			value % unit ? 2 : 0);
}

static const char *why(const struct plan_column *c, bool more)
{
	if (c->figure && !more)
		return "it covers fewer rows, or counts people once who are "
			"in several of them";
	return more ? "it covers more, such as other campaigns or rows that "
		"were filtered away or cut off" :
		"it covers fewer rows, or others that are not listed";
}

static void say(const struct totals *t, const struct total_row *row, int i,
		enum diag_level level, struct diags *diags)
{
	const struct plan_column *c = &t->plan->column[i];
	char total[NUM_TEXT_MAX], sum[NUM_TEXT_MAX];
	const char *unit = is_duration(c) ? " min" : "";

	diag_add(diags, c->figure ? DIAG_NOTE : level, "total-differs",
		 row->line, c->header,
		 "%s %s%s is not the sum of the rows %s%s: %s",
		 *row->label ? row->label : "the total",
		 value_text(total, c, row->value[i]), unit,
		 value_text(sum, c, t->sum[i]), unit,
		 why(c, row->value[i] > t->sum[i]));
}

void totals_end(struct totals *t, struct diags *diags)
{
	size_t equal = 0, compared = 0, said = 0;
	bool any;

	if (t->overflow)
		return;
	for (size_t r = 0; r < t->n_total; r++) {
		bool equals = differing(t, &t->total[r], &any) < 0;

		compared += any;
		equal += any && equals;
	}
	if (equal)
		diag_add(diags, DIAG_NOTE, "totals-equal", 0, "",
			 "%zu of %zu total rows are the sum of the rows",
			 equal, compared);
	for (size_t r = 0; r < t->n_total && said < SAID_MAX; r++) {
		int i = differing(t, &t->total[r], &any);

		if (i < 0)
			continue;
		say(t, &t->total[r], i, equal || said ? DIAG_NOTE : DIAG_WARN,
		    diags);
		said++;
	}
	if (compared > equal + said)
		diag_add(diags, DIAG_NOTE, "total-differs", 0, "",
			 "%zu more total rows cover other rows than these",
			 compared - equal - said);
}

void totals_release(struct totals *t)
{
	free(t->total);
	arena_release(&t->arena);
	*t = (struct totals){ 0 };
}
