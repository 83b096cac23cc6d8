/* Charts and the numbers behind them: what all kinds are made of. */
#include "render/xlsx_blocks_chart.h"

#include <math.h>

struct cell chart_number(const struct chart *c, double v)
{
	if (!isfinite(v))
		return (struct cell){ .type = CELL_BLANK };
	return c->percent ? cell_percent(v, c->digits + 1)
			  : cell_number(v, c->digits + 1);
}

const char *chart_value_words(struct planner *p, const struct chart *c,
			      double v)
{
	struct strbuf sb = STRBUF_INIT;
	struct cell cell = c->percent ? cell_percent(v, c->digits)
				      : cell_number(v, c->digits);
	const char *out;

	cell_words(&sb, &cell, p->doc->currency);
	if (!c->percent && c->unit && *c->unit && isfinite(v))
		strbuf_printf(&sb, " %s", c->unit);
	out = arena_strdup(p->a, sb.s);
	strbuf_release(&sb);
	return out;
}

struct block_table *chart_numbers(struct planner *p, const struct chart *c,
				  const struct column *column, size_t n)
{
	struct block_table *t = block_table_new(p, column, n);

	t->role = ROLE_CHART_DATA;
	for (size_t i = 0; i < c->n; i++) {
		struct cell *row = block_table_row(p, t);

		row[0] = cell_text(c->label && c->label[i] ? c->label[i] : "");
	}
	return t;
}

void chart_series(struct block_chart *b, enum xlsx_series kind, size_t column)
{
	b->kind[b->n_series] = kind;
	b->column[b->n_series++] = column;
}

void chart_series_next(struct block_chart *b, enum xlsx_series kind)
{
	chart_series(b, kind, b->first_column + b->n_series);
}

struct block_chart *chart_add(struct planner *p, const struct chart *c,
			      int span)
{
	struct block_chart *b = arena_alloc(p->a, sizeof *b);

	b->chart = c;
	b->span = span;
	b->first_column = 1;
	block_add(p, BLOCK_CHART)->chart = b;
	return b;
}

void chart_scale_take(struct chart_scale *s, double v)
{
	if (!isfinite(v))
		return;
	s->low = fmin(s->low, v);
	s->high = fmax(s->high, v);
}

/* What its type asks for; the small ones and the forest are blocks of their
 * own. */
static void fill(struct planner *p, struct block_chart *b)
{
	switch (b->chart->type) {
	case CHART_CONTROL:
		chart_fill_control(p, b);
		break;
	case CHART_LINES:
		chart_fill_lines(p, b);
		break;
	default:
		chart_fill_bars(p, b);
		break;
	}
}

void blocks_of_chart(struct planner *p, const struct chart *c, int span)
{
	bool second = pair_wanted(p, c, span);
	struct block_chart *b;

	block_add(p, BLOCK_SPACE)->beside = second;
	block_add_text(p, ROLE_SECTION, c->title);
	block_add_text(p, ROLE_NOTE, c->type == CHART_FOREST &&
		       chart_has_value(c) ?
		       arena_printf(p->a, "%s; diamond = promised",
				    c->subtitle) : c->subtitle);
	if (!chart_has_value(c)) {
		block_add_text(p, ROLE_BODY, c->empty);
		return;
	}
	if (c->type == CHART_PANELS) {
		blocks_of_panels(p, c);
		return;
	}
	if (c->type == CHART_FOREST) {
		blocks_of_forest(p, c, span);
		return;
	}
	b = chart_add(p, c, span);
	b->second = second;
	fill(p, b);
}
