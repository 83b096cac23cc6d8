/* Charts for a terminal: blocks to see the shape, numbers to read. */
#include "render/text_out.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/utf8.h"

#define LABEL_MAX 30
#define BAR_MIN 12
#define FOREST_WIDTH 27

struct scale { double low, high; };

static void scale_take(struct scale *s, double v)
{
	if (isnan(v))
		return;
	s->low = fmin(s->low, v);
	s->high = fmax(s->high, v);
}

/* From zero, always: bars that start elsewhere mislead. */
static struct scale chart_scale(const struct chart *c)
{
	struct scale s = { 0, 0 };
	double run = 0;

	for (size_t i = 0; i < c->n; i++) {
		bool total = c->is_total && c->is_total[i];

		if (c->type == CHART_BRIDGE && !isnan(c->value[i])) {
			run = total ? c->value[i] : run + c->value[i];
			scale_take(&s, run);
			continue;
		}
		scale_take(&s, c->value[i]);
		if (c->low)
			scale_take(&s, c->low[i]);
		if (c->high)
			scale_take(&s, c->high[i]);
		if (c->promised)
			scale_take(&s, c->promised[i]);
	}
	return s;
}

/* ISO 4217: three capitals; no unit of ours looks like that. */
static bool is_currency(const char *unit)
{
	return strlen(unit) == 3 &&
		strspn(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* An amount has its currency in front, every other number its unit behind. */
static char *value_words(struct arena *a, const struct chart *c, double v)
{
	char buf[NUM_TEXT_MAX];

	if (c->percent)
		return arena_strdup(a, percent_text(buf, v, c->digits));
	if (is_currency(c->unit))
		return arena_strdup(a, money_text(buf, v, c->digits, c->unit));
	num_text(buf, v, c->digits);
	return arena_printf(a, *c->unit && !isnan(v) ? "%s %s" : "%s%s", buf,
			    isnan(v) ? "" : c->unit);
}

static char *signed_words(struct arena *a, const struct chart *c, double v)
{
	char buf[NUM_TEXT_MAX];

	if (c->percent)
		return arena_strdup(a, signed_percent_text(buf, v, c->digits));
	return arena_printf(a, *c->unit ? "%s %s" : "%s%s",
			    signed_text(buf, v, c->digits), c->unit);
}

static bool has_interval(const struct chart *c, size_t i)
{
	return c->low && c->high && !isnan(c->low[i]) && !isnan(c->high[i]);
}

static bool reference_at(const struct chart *c, size_t i)
{
	return c->centre && !isnan(c->centre[i]);
}

static char *bar_words(struct arena *a, const struct chart *c, size_t i)
{
	if (isnan(c->value[i]))
		return arena_strdup(a, "\u2013");
	if (c->type == CHART_BRIDGE && !(c->is_total && c->is_total[i]))
		return signed_words(a, c, c->value[i]);
	if (c->type == CHART_PARETO) {
		char buf[NUM_TEXT_MAX];

		return arena_printf(a, "%s, %s so far",
				    value_words(a, c, c->value[i]),
				    so_far_text(buf, c->centre[i]));
	}
	if (!has_interval(c, i))
		return value_words(a, c, c->value[i]);
	if (c->type == CHART_RANGE)
		return arena_printf(a, "%s to %s, base %s%s%s",
				    value_words(a, c, c->low[i]),
				    value_words(a, c, c->high[i]),
				    value_words(a, c, c->value[i]),
				    reference_at(c, i) ? ", reference " : "",
				    reference_at(c, i) ?
				    value_words(a, c, c->centre[i]) : "");
	return arena_printf(a, "%s (%s to %s)", value_words(a, c, c->value[i]),
			    value_words(a, c, c->low[i]),
			    value_words(a, c, c->high[i]));
}

static size_t place(const struct scale *s, double v, size_t width)
{
	double span = s->high - s->low;

	if (!(span > 0))
		return 0;
	return (size_t)((v - s->low) / span * (double)(width - 1) + 0.5);
}

/* From one value to another: at least one block, so that it is seen. */
static void bar_draw(struct strbuf *out, const struct scale *s, double from,
		     double to, size_t width, const char *glyph)
{
	size_t a = place(s, fmin(from, to), width);
	size_t b = place(s, fmax(from, to), width);

	strbuf_pad(out, ' ', a);
	text_repeat(out, glyph, b > a ? b - a : 1);
}

static void range_draw(struct strbuf *out, const struct scale *s,
		       const struct chart *c, size_t i, size_t width)
{
	size_t low = place(s, c->low[i], width);
	size_t base = place(s, c->value[i], width);
	size_t high = place(s, c->high[i], width);

	strbuf_pad(out, ' ', low);
	for (size_t at = low; at <= high; at++)
		strbuf_puts(out, at == base ? "\u25cf" : at == low ? "\u251c"
			    : at == high ? "\u2524" : "\u2500");
}

/* The drawing of bar i; *run is where a bridge stands. */
static void bar_of(struct strbuf *out, const struct chart *c,
		   const struct scale *s, size_t i, double *run, size_t width)
{
	double v = c->value[i];
	bool total = c->is_total && c->is_total[i];

	if (isnan(v))
		return;
	if (c->type == CHART_RANGE && has_interval(c, i)) {
		range_draw(out, s, c, i, width);
	} else if (c->type == CHART_BRIDGE && !total) {
		bar_draw(out, s, *run, *run + v, width,
			 v < 0 ? "\u2591" : "\u2593");
		*run += v;
	} else {
		bar_draw(out, s, 0, v, width, "\u2588");
		*run = v;
	}
}

static size_t widest(char *const *s, size_t n, size_t most)
{
	size_t w = 0;

	for (size_t i = 0; i < n; i++) {
		size_t v = utf8_width(s[i]);

		w = v > w ? v : w;
	}
	return w < most ? w : most;
}

/* label, value, bar; the bar goes below where it has no room beside. */
static void bars_write(struct strbuf *out, const struct chart *c)
{
	struct scale s = chart_scale(c);
	struct arena a = { 0 };
	char **label = arena_array(&a, c->n, sizeof *label);
	char **value = arena_array(&a, c->n, sizeof *value);
	size_t lw, vw, width;
	double run = 0;

	for (size_t i = 0; i < c->n; i++) {
		label[i] = arena_strdup(&a, c->label[i]);
		value[i] = bar_words(&a, c, i);
	}
	lw = widest(label, c->n, LABEL_MAX);
	vw = widest(value, c->n, TEXT_COLUMNS - LABEL_MAX - 2);
	width = lw + vw + 4 + BAR_MIN <= TEXT_COLUMNS
		? TEXT_COLUMNS - lw - vw - 4 : 0;
	for (size_t i = 0; i < c->n; i++) {
		const char *rest = label[i], *line;
		size_t len = out_line(&rest, lw, &line);

		text_left(out, arena_strndup(&a, line, len), lw + 2);
		text_right(out, value[i], vw);
		strbuf_puts(out, "  ");
		if (width)
			bar_of(out, c, &s, i, &run, width);
		text_end(out);
		while ((len = out_line(&rest, lw, &line)) > 0) {
			strbuf_add(out, line, len);
			text_end(out);
		}
		if (!width && !isnan(c->value[i])) {
			strbuf_puts(out, "  ");
			bar_of(out, c, &s, i, &run, TEXT_COLUMNS - 4);
			text_end(out);
		}
	}
	arena_release(&a);
}

/* "Blog articles  24.3 % → 17.9 %" */
static void slope_write(struct strbuf *out, const struct chart *c)
{
	struct arena a = { 0 };
	char **label = arena_array(&a, c->n, sizeof *label);
	size_t lw;

	for (size_t i = 0; i < c->n; i++)
		label[i] = arena_strdup(&a, c->label[i]);
	lw = widest(label, c->n, LABEL_MAX);
	text_left(out, "", lw + 2);
	strbuf_printf(out, "%s \u2192 %s", c->from, c->to);
	text_end(out);
	for (size_t i = 0; i < c->n; i++) {
		const char *rest = label[i], *line;
		size_t len = out_line(&rest, lw, &line);

		text_left(out, arena_strndup(&a, line, len), lw + 2);
		strbuf_printf(out, "%s \u2192 %s",
			      value_words(&a, c, c->low[i]),
			      value_words(&a, c, c->value[i]));
		text_end(out);
		while ((len = out_line(&rest, lw, &line)) > 0) {
			strbuf_add(out, line, len);
			text_end(out);
		}
	}
	arena_release(&a);
}

static void forest_draw(struct strbuf *out, const struct chart *c,
			const struct scale *s, size_t i)
{
	size_t zero = place(s, 0, FOREST_WIDTH);
	size_t low = place(s, c->low[i], FOREST_WIDTH);
	size_t high = place(s, c->high[i], FOREST_WIDTH);
	size_t value = place(s, c->value[i], FOREST_WIDTH);
	size_t promise = c->promised && !isnan(c->promised[i]) ?
			 place(s, c->promised[i], FOREST_WIDTH) : SIZE_MAX;

	for (size_t at = 0; at < FOREST_WIDTH; at++)
		strbuf_puts(out, at == value ? "\u25cf" :
			    at == promise ? "\u25c7" :
			    at == low ? "\u251c" : at == high ? "\u2524" :
			    at > low && at < high ? "\u2500" :
			    at == zero ? "\u2502" : " ");
}

/* "Blog articles, rework rate: worked", under it the range around zero. */
static void forest_write(struct strbuf *out, const struct chart *c)
{
	struct scale s = chart_scale(c);
	struct arena a = { 0 };

	for (size_t i = 0; i < c->n; i++) {
		struct strbuf name = STRBUF_INIT;

		if (!has_interval(c, i) || isnan(c->value[i]))
			continue;
		strbuf_puts(&name, c->label[i]);
		if (c->under && *c->under[i])
			strbuf_printf(&name, ", %s", c->under[i]);
		if (c->word && *c->word[i])
			strbuf_printf(&name, ": %s", c->word[i]);
		out_wrap(out, name.s, 0, 2);
		strbuf_release(&name);
		forest_draw(out, c, &s, i);
		strbuf_printf(out, "  %s (%s to %s)",
			      signed_words(&a, c, c->value[i]),
			      signed_words(&a, c, c->low[i]),
			      signed_words(&a, c, c->high[i]));
		text_end(out);
		if (c->promised && !isnan(c->promised[i])) {
			text_left(out, "", FOREST_WIDTH + 2);
			strbuf_printf(out, "promised %s",
				      signed_words(&a, c, c->promised[i]));
			text_end(out);
		}
	}
	strbuf_puts(out, "\u251c\u25cf\u2524 difference and range, \u25c7 "
		    "promised, \u2502 no change");
	text_end(out);
	arena_release(&a);
}

/* "Output validation  26.6 h → 15.4 h" and its sentence. */
static void pairs_write(struct strbuf *out, const struct chart *c)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < c->n; i++) {
		out_wrap(out, arena_printf(&a, "%s: %s \u2192 %s", c->label[i],
					   value_words(&a, c, c->low[i]),
					   value_words(&a, c, c->value[i])),
			 0, 2);
		if (i < c->n_panel)
			out_wrap(out, c->panel[i].words, 2, 2);
	}
	arena_release(&a);
}

/* A panel a row: its line, its name, where it stands. */
static void panels_write(struct strbuf *out, const struct chart *c)
{
	struct scale s = { 0, 0 };

	for (size_t k = 0; k < c->n_panel; k++)
		for (size_t i = 0; i < c->n; i++)
			scale_take(&s, c->panel[k].value[i]);
	for (size_t k = 0; k < c->n_panel; k++) {
		struct strbuf words = STRBUF_INIT;

		text_spark(out, c->panel[k].value, c->n, s.low, s.high);
		text_end(out);
		strbuf_printf(&words, "%s: %s", c->panel[k].title,
			      c->panel[k].words);
		out_wrap(out, words.s, 2, 2);
		strbuf_release(&words);
	}
}

/* Its lines as panels, and what is marked. */
static void lines_write(struct strbuf *out, const struct chart *c)
{
	panels_write(out, c);
	for (size_t m = 0; m < c->n_mark; m++) {
		size_t at = c->mark[m].at;
		struct strbuf words = STRBUF_INIT;

		strbuf_printf(&words, "%s: %s", c->label[at],
			      c->mark[m].text);
		out_wrap(out, words.s, 0, 2);
		strbuf_release(&words);
	}
}

static const char *mark_at(const struct chart *c, size_t i)
{
	for (size_t m = 0; m < c->n_mark; m++)
		if (c->mark[m].at == i)
			return c->mark[m].text;
	return "";
}

static struct cell chart_cell(const struct chart *c, const double *v,
			      size_t i)
{
	if (!v)
		return cell_dash("");
	return c->percent ? cell_percent(v[i], c->digits)
			  : cell_number(v[i], c->digits);
}

/* Every point with its limits; columns nobody filled are left out. */
static void points_write(struct strbuf *out, const struct chart *c)
{
	const struct { const char *title; const double *v; } column[] = {
		{ *c->unit && !c->percent ? c->unit : "Value", c->value },
		{ "Mean", c->centre }, { "Lower limit", c->low },
		{ "Upper limit", c->high },
	};
	struct column head[6] = { { .title = "" } };
	const double *from[6] = { NULL };
	struct doc d = { 0 };
	struct table t = { .title = "", .subtitle = "", .empty = "" };
	size_t n = 1;

	for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
		if (!column[i].v)
			continue;
		from[n] = column[i].v;
		head[n++] = (struct column){ .title = column[i].title,
					     .align = ALIGN_RIGHT };
	}
	if (c->n_mark)
		head[n++] = (struct column){ .title = "", .wrap = true };
	table_columns(&d, &t, head, n);
	for (size_t i = 0; i < c->n; i++) {
		struct cell *row = table_row(&d, &t);

		row[0] = cell_text(c->label[i]);
		for (size_t k = 1; k < n; k++)
			row[k] = from[k] ? chart_cell(c, from[k], i)
					 : cell_text(mark_at(c, i));
	}
	text_table(out, &t, "");
	doc_release(&d);
}

static void control_write(struct strbuf *out, const struct chart *c)
{
	struct arena a = { 0 };
	struct scale s = chart_scale(c);

	text_spark(out, c->value, c->n, s.low, s.high);
	strbuf_printf(out, "  %s to %s", value_words(&a, c, s.low),
		      value_words(&a, c, s.high));
	text_end(out);
	strbuf_putc(out, '\n');
	points_write(out, c);
	arena_release(&a);
}

void text_chart(struct strbuf *out, const struct chart *c)
{
	text_title(out, c->title, c->subtitle);
	if (!chart_has_value(c)) {
		out_wrap(out, c->empty, 0, 0);
		return;
	}
	strbuf_putc(out, '\n');
	if (c->type == CHART_CONTROL)
		control_write(out, c);
	else if (c->type == CHART_SLOPE)
		slope_write(out, c);
	else if (c->type == CHART_FOREST)
		forest_write(out, c);
	else if (c->type == CHART_PAIRS)
		pairs_write(out, c);
	else if (c->type == CHART_PANELS)
		panels_write(out, c);
	else if (c->type == CHART_LINES)
		lines_write(out, c);
	else
		bars_write(out, c);
	if (*c->target_text && !isnan(c->target)) {
		strbuf_putc(out, '\n');
		out_wrap(out, c->target_text, 0, 0);
	}
}
