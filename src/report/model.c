#include "report/model.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"

/* An arena array with room for one more: the old one stays until the end. */
static void *grow(struct arena *a, void *item, size_t n, size_t *cap,
		  size_t size)
{
	void *more;

	if (n < *cap)
		return item;
	*cap = *cap ? *cap * 2 : 8;
	more = arena_array(a, *cap, size);
	if (n)
		memcpy(more, item, n * size);
	return more;
}

struct part *doc_add_part(struct doc *d, const char *id, const char *title,
			  bool reference)
{
	struct part *p;

	d->part = grow(&d->arena, d->part, d->n, &d->cap, sizeof *d->part);
	p = &d->part[d->n++];
	memset(p, 0, sizeof *p);
	p->id = arena_strdup(&d->arena, id);
	p->title = arena_strdup(&d->arena, title);
	p->reference = reference;
	return p;
}

/* Texts a block leaves alone are "", numbers that mean "none" are NAN. */
static void element_init(struct element *e)
{
	switch (e->type) {
	case ELEMENT_TEXT:
		e->as.text.text = "";
		break;
	case ELEMENT_TILES:
		e->as.tiles.title = "";
		break;
	case ELEMENT_LIST:
		e->as.list.title = e->as.list.empty = "";
		break;
	case ELEMENT_TABLE:
		e->as.table.title = e->as.table.subtitle = "";
		e->as.table.empty = "";
		break;
	case ELEMENT_CHART:
		e->as.chart.title = e->as.chart.subtitle = "";
		e->as.chart.alt = e->as.chart.unit = "";
		e->as.chart.target_text = e->as.chart.empty = "";
		e->as.chart.from = e->as.chart.to = "";
		e->as.chart.target = NAN;
		break;
	case ELEMENT_FORM:
		e->as.form.tornado_title = "";
		break;
	case ELEMENT_MAP:
		e->as.map.title = e->as.map.subtitle = "";
		e->as.map.empty = e->as.map.key_title = "";
		e->as.map.table.title = e->as.map.table.subtitle = "";
		e->as.map.table.empty = "";
		break;
	}
}

struct element *part_add(struct doc *d, struct part *p,
			 enum element_type type, const char *block, int span)
{
	struct element *e;

	p->element = grow(&d->arena, p->element, p->n, &p->cap,
			  sizeof *p->element);
	e = &p->element[p->n++];
	memset(e, 0, sizeof *e);
	e->type = type;
	e->block = block;
	e->span = span;
	element_init(e);
	return e;
}

void part_add_text(struct doc *d, struct part *p, const char *block,
		   enum text_style style, const char *text)
{
	struct element *e = part_add(d, p, ELEMENT_TEXT, block, 12);

	e->as.text.style = style;
	e->as.text.text = arena_strdup(&d->arena, text);
}

void table_columns(struct doc *d, struct table *t, const struct column *c,
		   size_t n)
{
	t->columns = arena_array(&d->arena, n, sizeof *t->columns);
	t->n_columns = n;
	for (size_t i = 0; i < n; i++) {
		t->columns[i] = c[i];
		t->columns[i].title = arena_strdup(&d->arena, c[i].title);
	}
}

struct cell *table_row(struct doc *d, struct table *t)
{
	if (!t->n_columns)
		BUG("a row before its table has columns");
	t->rows = grow(&d->arena, t->rows, t->n_rows, &t->cap,
		       sizeof *t->rows);
	t->rows[t->n_rows] = arena_array(&d->arena, t->n_columns,
					 sizeof **t->rows);
	return t->rows[t->n_rows++];
}

struct cell cell_text(const char *text)
{
	return (struct cell){ .type = CELL_TEXT, .text = text };
}

static struct cell cell_of(enum cell_type type, double v, int digits)
{
	if (!isfinite(v))
		return cell_dash("");
	return (struct cell){ .type = type, .num = v, .digits = digits };
}

struct cell cell_number(double v, int digits)
{
	return cell_of(CELL_NUMBER, v, digits);
}

struct cell cell_percent(double v, int digits)
{
	return cell_of(CELL_PERCENT, v, digits);
}

struct cell cell_money(double v, int digits)
{
	return cell_of(CELL_MONEY, v, digits);
}

struct cell cell_change(double v, int digits)
{
	return cell_of(CELL_CHANGE, v, digits);
}

struct cell cell_date(int32_t day)
{
	return day == DAY_NONE ? cell_dash("")
			       : cell_of(CELL_DATE, (double)day, 0);
}

struct cell cell_dash(const char *why)
{
	return (struct cell){ .type = CELL_DASH, .text = why };
}

void doc_release(struct doc *d)
{
	arena_release(&d->arena);
	memset(d, 0, sizeof *d);
}

void rich_plain(struct strbuf *out, const char *rich)
{
	for (; *rich; rich++)
		if (*rich != BOLD_ON[0] && *rich != BOLD_OFF[0])
			strbuf_putc(out, *rich);
}

void cell_words(struct strbuf *out, const struct cell *c,
		const char *currency)
{
	char buf[NUM_TEXT_MAX], date[DATE_MAX];

	switch (c->type) {
	case CELL_BLANK:
		/* a line to write on */
		if (c->fill)
			strbuf_puts(out, "________");
		break;
	case CELL_TEXT:
		rich_plain(out, c->text);
		break;
	case CELL_NUMBER:
		strbuf_puts(out, num_text(buf, c->num, c->digits));
		break;
	case CELL_PERCENT:
		strbuf_puts(out, percent_text(buf, c->num, c->digits));
		break;
	case CELL_MONEY:
		strbuf_puts(out, money_text(buf, c->num, c->digits,
					    currency));
		break;
	case CELL_CHANGE:
		strbuf_puts(out, signed_text(buf, c->num, c->digits));
		break;
	case CELL_DATE:
		strbuf_puts(out, day_words(date, (int32_t)c->num, DAY_FULL));
		break;
	case CELL_DASH:
		strbuf_puts(out, "\u2013");
		break;
	}
}

size_t table_column(const struct table *t, const char *title, size_t len)
{
	size_t i = 0;

	while (i < t->n_columns && (strlen(t->columns[i].title) != len ||
				    memcmp(t->columns[i].title, title, len)))
		i++;
	return i;
}

bool part_has_row(const struct part *p, const char *row_id)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct table *t = &p->element[i].as.table;

		if (p->element[i].type != ELEMENT_TABLE || !t->header_name)
			continue;
		for (size_t r = 0; r < t->n_rows; r++)
			if (!strcmp(t->rows[r][0].text, row_id))
				return true;
	}
	return false;
}

const struct part *doc_part(const struct doc *d, const char *id)
{
	for (size_t i = 0; i < d->n; i++)
		if (!strcmp(d->part[i].id, id))
			return &d->part[i];
	return NULL;
}

double table_bar(const struct table *t, size_t column)
{
	size_t rows = t->n_rows - (t->total_row && t->n_rows ? 1 : 0);
	double most = 0;

	if (column >= 32 || !(t->bars >> column & 1))
		return 0;
	for (size_t r = 0; r < rows; r++) {
		const struct cell *c = &t->rows[r][column];

		if (c->type != CELL_NUMBER && c->type != CELL_PERCENT &&
		    c->type != CELL_MONEY)
			continue;
		if (c->num < 0)
			return 0;
		most = fmax(most, c->num);
	}
	return most;
}

bool is_heat(const struct table *t, size_t row, size_t column)
{
	const struct cell *c = &t->rows[row][column];

	return column < 32 && t->heat >> column & 1 &&
	       c->type == CELL_NUMBER && c->num >= 0 &&
	       !(t->total_row && row + 1 == t->n_rows);
}

double table_heat(const struct table *t)
{
	double most = 0;

	for (size_t r = 0; t->heat && r < t->n_rows; r++)
		for (size_t c = 0; c < t->n_columns; c++)
			if (is_heat(t, r, c))
				most = fmax(most, t->rows[r][c].num);
	return most;
}

const char *so_far_text(char buf[NUM_TEXT_MAX], double share)
{
	/* what is left is never rounded away */
	if (share < 1 - 1e-9 && share > 0.995)
		return "> 99\u00a0%";
	return percent_text(buf, share, 0);
}

bool chart_has_value(const struct chart *c)
{
	if (c->type == CHART_PAIRS && c->n_panel)
		return true;
	for (size_t i = 0; i < c->n; i++) {
		if (isfinite(c->value[i]))
			return true;
		for (size_t k = 0; c->type == CHART_PANELS && k < c->n_panel;
		     k++)
			if (isfinite(c->panel[k].value[i]))
				return true;
	}
	return false;
}

uint32_t tone_colour(const struct doc_theme *theme, enum tone tone)
{
	switch (tone) {
	case TONE_GOOD:
		return theme->good;
	case TONE_WARN:
		return theme->warn;
	case TONE_BAD:
		return theme->bad;
	case TONE_MUTED:
		return theme->muted;
	case TONE_PLAIN:
	case TONE_STRONG:
		break;
	}
	return theme->ink;
}

struct table map_rows(const struct map_figure *m)
{
	struct table table = m->table;

	table.title = m->title;
	table.subtitle = m->subtitle;
	table.empty = m->empty;
	return table;
}
