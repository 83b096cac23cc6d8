#include "ingest/totals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

#define SAID_MAX 3	/* totals that differ, each in a sentence */

static bool is_additive(const struct plan_column *c)
{
	return c->fc && c->cell >= 0 && c->column >= FC_FIRST &&
		(c->fc->type == FACT_MONEY || c->fc->type == FACT_MEASURE ||
		 c->fc->type == FACT_COUNT);
}

void totals_begin(struct totals *t, const struct plan *plan)
{
	*t = (struct totals){ .plan = plan };
	for (size_t i = 0; i < plan->n; i++)
		t->step[i] = plan->column[i].unit;
}

static void see_step(struct totals *t, size_t i, int64_t value)
{
	while (t->step[i] > 1 && value % t->step[i])
		t->step[i] /= 10;
	if (!t->step[i])
		t->step[i] = 1;
}

void totals_row(struct totals *t, const struct fact_cell *cell,
		const char *currency)
{
	for (size_t i = 0; i < t->plan->n; i++) {
		const struct plan_column *c = &t->plan->column[i];

		t->row[i] = is_additive(c) ? cell[c->column].num : FACT_NULL;
	}
	if (*currency && *t->currency && strcmp(currency, t->currency))
		t->mixed = true;
	if (*currency)
		memcpy(t->currency, currency, sizeof t->currency);
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

void totals_add(struct totals *t, int64_t line, const char *label, size_t len,
		const struct fact_cell *cell)
{
	struct total_row *row;

	if (t->n_total == TOTALS_KEPT)
		return;
	vec_reserve(&t->total, t->n_total, &t->room);
	row = &t->total[t->n_total++];
	*row = (struct total_row){ .line = line };
	if (label && len < sizeof row->label)
		memcpy(row->label, label, len);
	for (size_t i = 0; i < t->plan->n; i++) {
		const struct plan_column *c = &t->plan->column[i];

		row->value[i] = is_additive(c) ? cell[c->column].num :
			FACT_NULL;
	}
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
	double v = (double)value / (double)c->unit;

	return num_text(buf, v, value % c->unit ? 2 : 0);
}

static void say(const struct totals *t, const struct total_row *row, int i,
		enum diag_level level, struct diags *diags)
{
	const struct plan_column *c = &t->plan->column[i];
	char total[NUM_TEXT_MAX], sum[NUM_TEXT_MAX];

	diag_add(diags, level, "total-differs", row->line, c->header,
		 "%s %s is not the sum of the rows %s: %s",
		 *row->label ? row->label : "the total",
		 value_text(total, c, row->value[i]),
		 value_text(sum, c, t->sum[i]),
		 row->value[i] > t->sum[i] ?
		 "it covers more, such as other campaigns or rows that were "
		 "filtered away or cut off" :
		 "it covers fewer rows, or others that are not listed");
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
	*t = (struct totals){ 0 };
}
