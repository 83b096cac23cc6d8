/*
 * A template's own SELECT as a table and, if it asks for one, a chart. How a
 * column is shown follows from its values unless the template says so: dates
 * become dates and numbers numbers, so that a workbook can count with them.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define DIGITS_AUTO 2
#define WIDTH_MIN 8
#define WIDTH_MAX 40
#define BARS_MAX 40
#define POINTS_MAX 120

/* A column as it will be shown. */
struct shown {
	const char *title;
	int as;
	int digits;
};

static const struct query_value *value_at(const struct query_answer *q,
					  size_t row, size_t column)
{
	return &q->value[row * q->n_columns + column];
}

static bool is_blank(const struct query_value *v)
{
	return v->text ? !*v->text : isnan(v->num);
}

/* DAY_NONE unless the text is a date and nothing else. */
static int32_t day_of(const char *text)
{
	int year, month, day;

	if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
	    strspn(text, "0123456789-") != 10)
		return DAY_NONE;
	year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 +
	       (text[2] - '0') * 10 + text[3] - '0';
	month = (text[5] - '0') * 10 + text[6] - '0';
	day = (text[8] - '0') * 10 + text[9] - '0';
	return day_from_civil(year, month, day);
}

static int guess_as(const struct query_answer *q, size_t column)
{
	bool number = false, date = false;

	for (size_t r = 0; r < q->n_rows; r++) {
		const struct query_value *v = value_at(q, r, column);

		if (is_blank(v))
			continue;
		if (!v->text)
			number = true;
		else if (day_of(v->text) != DAY_NONE)
			date = true;
		else
			return COLUMN_TEXT;
	}
	return number == date ? COLUMN_TEXT : number ? COLUMN_NUMBER :
						       COLUMN_DATE;
}

/* As many decimals as the values have, at most two. */
static int guess_digits(const struct query_answer *q, size_t column, int as)
{
	int digits = 0;

	for (size_t r = 0; r < q->n_rows; r++) {
		const struct query_value *v = value_at(q, r, column);
		double x = as == COLUMN_PERCENT ? v->num * 100 : v->num;
		int own;

		if (v->text || isnan(x))
			continue;
		own = num_decimals(x, DIGITS_AUTO);
		digits = own > digits ? own : digits;
	}
	return as == COLUMN_PERCENT && digits > 1 ? 1 : digits;
}

static struct shown shown_of(struct doc *d, const struct query_answer *q,
			     size_t i)
{
	const struct template_block *t = q->asked;
	const struct template_column *c = t->n_columns ? &t->columns[i] : NULL;
	struct shown s = {
		clean(d, c ? c->title : q->column[i]),
		c && c->as != COLUMN_AUTO ? c->as : guess_as(q, i), 0
	};

	if (!*s.title)
		s.title = arena_printf(&d->arena, "Column %zu", i + 1);
	s.digits = c && c->digits >= 0 ? c->digits :
					 guess_digits(q, i, s.as);
	return s;
}

/* A value that is not what its column is shown as stays what it is. */
static struct cell cell_of(struct doc *d, const struct shown *s,
			   const struct query_value *v)
{
	const struct cell blank = { .type = CELL_BLANK };

	if (is_blank(v))
		return v->text ? blank : cell_dash("the query gave no value");
	if (v->text && s->as == COLUMN_DATE && day_of(v->text) != DAY_NONE)
		return cell_date(day_of(v->text));
	if (v->text)
		return cell_text(clean(d, v->text));
	switch (s->as) {
	case COLUMN_PERCENT:
		return cell_percent(v->num, s->digits);
	case COLUMN_MONEY:
		return cell_money(v->num, s->digits);
	default:
		return cell_number(v->num, s->digits);
	}
}

static void table_fill(struct doc *d, struct table *table,
		       const struct query_answer *q, const struct shown *s)
{
	struct column *column = arena_array(&d->arena, q->n_columns,
					    sizeof *column);

	for (size_t i = 0; i < q->n_columns; i++) {
		bool words = s[i].as == COLUMN_TEXT || s[i].as == COLUMN_DATE;
		size_t width = strlen(s[i].title);

		for (size_t r = 0; r < q->n_rows; r++) {
			const struct query_value *v = value_at(q, r, i);

			if (v->text && strlen(v->text) > width)
				width = strlen(v->text);
		}
		column[i] = (struct column){
			s[i].title, words ? ALIGN_LEFT : ALIGN_RIGHT,
			fmin(fmax((double)width + 2, WIDTH_MIN), WIDTH_MAX),
			words
		};
	}
	table_columns(d, table, column, q->n_columns);
	for (size_t r = 0; r < q->n_rows; r++) {
		struct cell *row = table_row(d, table);

		for (size_t i = 0; i < q->n_columns; i++)
			row[i] = cell_of(d, &s[i], value_at(q, r, i));
	}
}

/* ---- the chart ---------------------------------------------------------- */

/* The column that is drawn: the first of numbers behind the first. */
static size_t drawn(const struct query_answer *q, const struct shown *s)
{
	for (size_t i = 1; i < q->n_columns; i++)
		if (s[i].as != COLUMN_TEXT && s[i].as != COLUMN_DATE)
			return i;
	return 0;
}

static const char *label_of(struct doc *d, const struct shown *s,
			    const struct query_value *v)
{
	struct strbuf text = STRBUF_INIT;
	struct cell c = cell_of(d, s, v);
	const char *label;

	cell_words(&text, &c, d->currency);
	label = arena_strdup(&d->arena, text.len ? text.s : "(none)");
	strbuf_release(&text);
	return label;
}

static const char *chart_alt(struct doc *d, const struct chart *c)
{
	struct strbuf s = STRBUF_INIT;
	char buf[NUM_TEXT_MAX];
	const char *text;

	strbuf_printf(&s, "%s.", c->subtitle);
	for (size_t i = 0; i < c->n; i++)
		if (!isnan(c->value[i]))
			strbuf_printf(&s, " %s: %s.", c->label[i], c->percent ?
				percent_text(buf, c->value[i], c->digits) :
				num_text(buf, c->value[i], c->digits));
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

static void chart_fill(struct doc *d, struct chart *c,
		       const struct query_answer *q, const struct shown *s,
		       size_t column)
{
	size_t most = c->type == CHART_BARS ? BARS_MAX : POINTS_MAX;

	c->n = q->n_rows < most ? q->n_rows : most;
	c->digits = s[column].digits;
	c->percent = s[column].as == COLUMN_PERCENT;
	c->unit = c->percent ? "%" : s[column].as == COLUMN_MONEY ?
		d->currency : "";
	c->label = arena_array(&d->arena, c->n, sizeof *c->label);
	c->value = arena_array(&d->arena, c->n, sizeof *c->value);
	for (size_t i = 0; i < c->n; i++) {
		c->label[i] = label_of(d, &s[0], value_at(q, i, 0));
		c->value[i] = value_at(q, i, column)->text ? (double)NAN :
			      value_at(q, i, column)->num;
	}
	c->subtitle = arena_printf(&d->arena, "%s by %s, %s%s",
				   s[column].title,
				   first_lower(d, s[0].title), d->period, c->n <
				   q->n_rows ? arena_printf(&d->arena,
				   "; the first %zu of %zu", c->n, q->n_rows) :
				   "");
	c->alt = chart_alt(d, c);
}

static void query_chart(struct doc *d, struct part *p,
			const struct query_answer *q, const struct shown *s)
{
	struct chart *c = &part_add(d, p, ELEMENT_CHART, block_query.id,
				    12)->as.chart;
	size_t column = q->n_columns ? drawn(q, s) : 0;

	c->type = q->asked->chart == QUERY_BARS ? CHART_BARS : CHART_CONTROL;
	c->title = clean(d, q->asked->title);
	c->subtitle = d->period;
	c->unit = "";
	c->target = NAN;
	c->empty = q->n_rows ? "No column behind the first has numbers to "
			       "draw." : "The query gave no row.";
	c->alt = c->empty;
	if (column && q->n_rows)
		chart_fill(d, c, q, s, column);
}

static const struct query_answer *answer_of(const struct report_input *in,
					    const struct template_block *t)
{
	for (size_t i = 0; i < in->n_answers; i++)
		if (in->answers[i].asked == t)
			return &in->answers[i];
	return NULL;
}

static void query_build(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in)
{
	const struct query_answer *q = answer_of(in, t);
	const char *title = clean(d, t->title ? t->title : "Query");
	struct table *table;
	struct shown *s;

	part_headline(d, p, &block_query, clean(d, p->title));
	if (!q) {
		part_add_text(d, p, block_query.id, TEXT_BODY,
			      "The query was not asked.");
		return;
	}
	s = arena_array(&d->arena, q->n_columns, sizeof *s);
	for (size_t i = 0; i < q->n_columns; i++)
		s[i] = shown_of(d, q, i);
	if (t->chart != QUERY_NO_CHART)
		query_chart(d, p, q, s);
	table = part_table(d, p, t, &block_query);
	table->title = t->chart == QUERY_NO_CHART ? title : "";
	table->subtitle = arena_printf(&d->arena, "The team's own query, %s",
				       d->period);
	table->empty = "The query gave no row.";
	table_fill(d, table, q, s);
}

const struct block block_query = {
	.id = "query",
	.help = "the answer to a SELECT of your own, as a table and a chart",
	.span = 12,
	.build = query_build,
};
