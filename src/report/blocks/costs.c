/* What the cost of the period is made of, item by item, to the cent. */
#include "report/blocks/costs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/marks.h"
#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define LINES 10	/* the rest is one line; the appendix has all rows */

enum { COL_ITEM, COL_KIND, COL_ROWS, COL_SHARE, COL_MARKS, COLUMNS };

/* ---- shared with cost_rows ----------------------------------------------- */

struct costs costs_of(struct doc *d, const struct report_input *in)
{
	struct costs c = {
		.total = figure_value(in, "cost", NULL, in->now)
	};
	double *share;

	if (!in->costs || isnan(c.total))
		return c;
	c.row = in->costs->row;
	c.n = in->costs->n;
	c.cent = arena_array(&d->arena, c.n, sizeof *c.cent);
	share = arena_array(&d->arena, c.n, sizeof *share);
	for (size_t i = 0; i < c.n; i++)
		share[i] = c.row[i].share;
	cents_of(c.cent, share, c.n, c.total);
	return c;
}

const char *cost_kind_words(enum cost_of of)
{
	static const char *const words[] = {
		[COST_OF_TOOLS] = "tool", [COST_OF_OTHER] = "other",
		[COST_OF_REFINEMENT] = "refinement, paid",
		[COST_OF_OWN] = "own hours"
	};

	return words[of];
}

const char *cost_marks(enum cost_of of)
{
	return of == COST_OF_OWN ? "M A" : "M";
}

struct cell cent_cell(int64_t cents)
{
	return cell_money((double)cents / 100, 2);
}

void cost_note(struct doc *d, struct part *p, const struct block *b,
	       const struct report_input *in)
{
	const struct config *c = in->config;
	struct strbuf s = STRBUF_INIT;

	strbuf_printf(&s, "The total is the cost that benefit less cost and "
		      "ROI are made with. A row counts with the days of its "
		      "month that lie in the period. Amounts are kept in %s",
		      d->currency);
	for (size_t i = 0; i < c->n_currencies; i++)
		strbuf_printf(&s, "%s%s at %s %s", i ? ", " :
			      "; converted as they were read: ",
			      clean(d, c->currencies[i].code), d->currency,
			      arena_strdup(&d->arena, num_scaled(
				(char[NUM_TEXT_MAX]){ 0 },
				c->currencies[i].rate, MONEY_SCALE)));
	strbuf_puts(&s, ". " BOLD_ON "M" BOLD_OFF " measured, " BOLD_ON "A"
		    BOLD_OFF " assumed.");
	part_add_text(d, p, b->id, TEXT_NOTE, arena_strdup(&d->arena, s.s));
	strbuf_release(&s);
}

/* ---- by item ---------------------------------------------------------- */

struct item {
	const char *name;
	enum cost_of of;
	int64_t cents, rows;
	double hours;
};

static int by_cents(const void *x, const void *y)
{
	const struct item *a = x, *b = y;
	int way;

	if (a->cents != b->cents)
		return a->cents > b->cents ? -1 : 1;
	way = strcmp(a->name, b->name);
	return way ? way : (int)a->of - (int)b->of;
}

/* Rows of one item and kind are one. */
static struct item *items_of(struct doc *d, const struct costs *c, size_t *n)
{
	struct item *item = arena_array(&d->arena, c->n, sizeof *item);

	*n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct cost_row *r = &c->row[i];
		size_t k = 0;

		while (k < *n && (item[k].of != r->of ||
				  strcmp(item[k].name, r->item) != 0))
			k++;
		if (k == *n)
			item[(*n)++] = (struct item){ r->item, r->of, 0, 0,
						      0 };
		item[k].cents += c->cent[i];
		item[k].rows += r->n;
		item[k].hours += isnan(r->hours) ? 0 : r->hours;
	}
	if (*n)
		qsort(item, *n, sizeof *item, by_cents);
	return item;
}

static const char *item_words(struct doc *d, const struct item *item)
{
	const char *name = clean(d, item->name);

	if (item->of != COST_OF_OWN)
		return name;
	return arena_printf(&d->arena, "Own hours, %s: %s", name,
			    value_words(d, metric_find("refinement_hours"),
					item->hours));
}

static void item_row(struct doc *d, struct table *t, const char *name,
		     const char *kind, int64_t rows, int64_t cents,
		     const char *marks)
{
	struct cell *row = table_row(d, t);

	row[COL_ITEM] = cell_text(name);
	row[COL_KIND] = cell_text(kind);
	row[COL_ROWS] = cell_number((double)rows, 0);
	row[COL_SHARE] = cent_cell(cents);
	row[COL_MARKS] = cell_text(marks);
}

static void items_print(struct doc *d, struct table *t,
			const struct report_input *in, const struct costs *c)
{
	size_t n, shown;
	struct item *item = items_of(d, c, &n), rest = { .name = "" };
	int64_t total = 0, rows = 0;
	char share[NUM_TEXT_MAX];

	shown = n > LINES + 1 ? LINES : n;
	for (size_t i = 0; i < n; i++) {
		total += item[i].cents;
		rows += item[i].rows;
		if (i < shown) {
			item_row(d, t, item_words(d, &item[i]),
				 cost_kind_words(item[i].of), item[i].rows,
				 item[i].cents, cost_marks(item[i].of));
			continue;
		}
		rest.cents += item[i].cents;
		rest.rows += item[i].rows;
		rest.of = item[i].of == COST_OF_OWN ? COST_OF_OWN : rest.of;
	}
	if (shown < n)
		item_row(d, t, arena_printf(&d->arena, "other (%s)",
					    count_words(d, rest.rows, "row")),
			 "", rest.rows, rest.cents, cost_marks(rest.of));
	if (total > 0)
		t->title = arena_printf(&d->arena, "The largest cost is %s of "
			"%s", percent_text(share, (double)item[0].cents /
					   (double)total, 0),
			money_words(d, c->total));
	item_row(d, t, "Cost", "", rows, total, money_marks(in, "cost"));
	t->total_row = true;
	t->bars = 1u << COL_SHARE;
}

static void costs_build(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in)
{
	struct costs c = costs_of(d, in);
	struct table *table = part_table(d, p, t, &block_costs);
	const struct column columns[COLUMNS] = {
		[COL_ITEM] = { "Item", ALIGN_LEFT, 34, true },
		[COL_KIND] = { "Kind", ALIGN_LEFT, 15, true },
		[COL_ROWS] = { "Rows", ALIGN_RIGHT, 7, false },
		[COL_SHARE] = { this_period(in, true), ALIGN_RIGHT, 16,
				false },
		[COL_MARKS] = { MARKS_TITLE, ALIGN_LEFT, 9, false },
	};

	table->title = isnan(c.total) ? "What it cost" :
		arena_printf(&d->arena, "What the cost of %s is made of",
			     money_words(d, c.total));
	table->subtitle = arena_printf(&d->arena, "%s, %s; every row stands "
				       "with its date in the full tables",
				       d->currency, d->period);
	table->empty = "No cost was recorded.";
	table_columns(d, table, columns, COLUMNS);
	if (c.n)
		items_print(d, table, in, &c);
	cost_note(d, p, &block_costs, in);
}

const struct block block_costs = {
	.id = "costs",
	.help = "what the cost is made of by item, to the cent; small items "
		"are one line",
	.span = 12,
	.build = costs_build,
};
