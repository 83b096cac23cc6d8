/* What charts share: scales, ticks, number words, names and labels. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "render/layout.h"

double scale_at(struct scale s, double v)
{
	double span = s.d1 - s.d0;

	if (!(fabs(span) > 0))
		return (s.r0 + s.r1) / 2;
	return s.r0 + (v - s.d0) / span * (s.r1 - s.r0);
}

void scale_take(struct scale *s, double v)
{
	if (!is_value(v))
		return;
	s->d0 = fmin(s->d0, v);
	s->d1 = fmax(s->d1, v);
}

bool is_value(double v)
{
	return isfinite(v);
}

double chart_at(const double *series, size_t i)
{
	return series && isfinite(series[i]) ? series[i] : NAN;
}

static double round_step(double span, int want)
{
	double raw = span / want;
	double power = pow(10, floor(log10(raw)));
	double k = raw / power;

	return (k < 1.5 ? 1 : k < 3 ? 2 : k < 7 ? 5 : 10) * power;
}

struct ticks ticks_cover(double lo, double hi, int want)
{
	struct ticks t = { 0 };
	double size = fmax(fabs(lo), fabs(hi));

	/* Nearly equal ends would ask for steps below what a double holds. */
	if (!(hi - lo > size * 1e-9)) {
		double room = size > 0 ? size * 0.5 : 1;

		lo -= lo > 0 || lo < 0 ? room : 0;
		hi += room;
	}
	t.step = round_step(hi - lo, want);
	t.first = floor(lo / t.step + 1e-9) * t.step;
	t.n = (int)fmin(20, ceil((hi - t.first) / t.step - 1e-9)) + 1;
	t.last = t.first + (t.n - 1) * t.step;
	t.digits = (int)fmax(0, fmin(6, -floor(log10(t.step) + 1e-9)));
	return t;
}

double tick_value(struct ticks t, int i)
{
	double v = t.first + i * t.step;

	return fabs(v) < t.step * 1e-6 ? 0 : v;
}

/* The unit beside a number: "%" and "h" stand apart from it. */
static const char *unit_words(const struct chart *c)
{
	if (c->percent)
		return "%";
	return c->unit ? c->unit : "";
}

/* Money is written as in tables, its currency in front. */
static bool is_money(const struct maker *m, const struct chart *c)
{
	const char *u = unit_words(c);

	return *u && m->doc->currency && !strcmp(u, m->doc->currency);
}

static const char *with_unit(struct maker *m, const struct chart *c,
			     const char *number)
{
	const char *u = unit_words(c);

	if (!*u)
		return arena_strdup(m->arena, number);
	if (is_money(m, c))
		return arena_printf(m->arena, "%s\u00a0%s", u, number);
	return arena_printf(m->arena, "%s\u00a0%s", number, u);
}

const char *tick_words(struct maker *m, const struct chart *c, double v,
		       int digits, bool unit)
{
	char buf[NUM_TEXT_MAX];

	num_text(buf, c->percent ? v * 100 : v, digits);
	return unit ? with_unit(m, c, buf) : arena_strdup(m->arena, buf);
}

const char *chart_words(struct maker *m, const struct chart *c, double v,
			bool sign)
{
	char buf[NUM_TEXT_MAX];
	double shown = c->percent ? v * 100 : v;

	if (sign)
		signed_text(buf, shown, c->digits);
	else
		num_text(buf, shown, c->digits);
	return with_unit(m, c, buf);
}

const char *chart_words_range(struct maker *m, const struct chart *c,
			      size_t i)
{
	double lo = chart_at(c->low, i), hi = chart_at(c->high, i);
	const char *v = chart_words(m, c, c->value[i], false);

	if (!is_value(lo) || !is_value(hi))
		return arena_printf(m->arena, BOLD_ON "%s" BOLD_OFF, v);
	/* A dash beside a minus sign would be read as another one. */
	return arena_printf(m->arena, BOLD_ON "%s" BOLD_OFF " (%s%s%s)", v,
			    tick_words(m, c, lo, c->digits, false),
			    lo < 0 ? "\u00a0to\u00a0" : "\u2013",
			    tick_words(m, c, hi, c->digits, !is_money(m, c)));
}

struct row_names chart_names(struct maker *m, const struct chart *c,
			     const struct type *t, double max)
{
	struct row_names names = { 0 };
	double widest = 0;

	names.lines = arena_array(m->arena, c->n, sizeof *names.lines);
	for (size_t i = 0; i < c->n; i++)
		widest = fmax(widest, text_widest(m, t, c->label[i]));
	names.width = fmin(widest, max);
	for (size_t i = 0; i < c->n; i++)
		names.lines[i] = text_wrap(m, t, names.width + 0.01,
					   c->label[i]);
	return names;
}

void labels_spread(struct spread *label, size_t n, double lo, double hi)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && label[k].y < label[k - 1].y; k--) {
			struct spread t = label[k];

			label[k] = label[k - 1];
			label[k - 1] = t;
		}
	/* Down from the top, then back up from the lower end. */
	for (size_t i = 0; i < n; i++) {
		double least = lo + label[i].height / 2;

		if (i)
			least = label[i - 1].y + (label[i - 1].height +
						  label[i].height) / 2;
		label[i].y = fmax(label[i].y, least);
	}
	for (size_t i = n; i-- > 0;) {
		double most = hi - label[i].height / 2;

		if (i + 1 < n)
			most = label[i + 1].y - (label[i + 1].height +
						 label[i].height) / 2;
		label[i].y = fmin(label[i].y, most);
	}
}

/* What the figure shows; its title says at least that much. */
static const char *figure_words(struct maker *m, const struct chart *c)
{
	if (c->alt && *c->alt)
		return text_plain(m, c->alt);
	if (c->title && *c->title)
		return text_plain(m, c->title);
	return "Chart";
}

void layout_chart(struct maker *m, struct stack *col, const struct chart *c)
{
	col->solid = true;
	layout_heading(m, col, c->title ? c->title : "", c->subtitle);
	if (!chart_has_value(c)) {
		layout_text(m, col, TEXT_BODY, c->empty ? c->empty : "");
		return;
	}
	tag_open(m, TAG_FIGURE, figure_words(m, c));
	switch (c->type) {
	case CHART_CONTROL:
		layout_control(m, col, c);
		break;
	case CHART_BARS:
		layout_bars(m, col, c);
		break;
	case CHART_FOREST:
		layout_forest(m, col, c);
		break;
	case CHART_RANGE:
		layout_range(m, col, c);
		break;
	case CHART_BRIDGE:
		layout_bridge(m, col, c);
		break;
	case CHART_SLOPE:
		layout_slope(m, col, c);
		break;
	case CHART_LINES:
		layout_lines(m, col, c);
		break;
	case CHART_PAIRS:
		layout_pairs(m, col, c);
		break;
	case CHART_PARETO:
		layout_pareto(m, col, c);
		break;
	case CHART_PANELS:
		/* Rows of panels may go on overleaf. */
		col->solid = false;
		layout_panels(m, col, c);
		break;
	}
	tag_close(m);
}
