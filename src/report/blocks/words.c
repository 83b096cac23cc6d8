/* Values and their intervals, as words and as cells. */
#include "report/blocks/words.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

/* ---- words --------------------------------------------------------- */

bool is_in_percent(const struct metric *m)
{
	return m->unit == UNIT_RATE || m->unit == UNIT_PERCENT;
}

bool is_in_hundredths(const struct metric *m)
{
	return is_in_percent(m) || m->unit == UNIT_POINTS;
}

bool is_money(const struct metric *m)
{
	return m->unit == UNIT_MONEY || m->unit == UNIT_MONEY_PER_HOUR;
}

const char *unit_words(struct doc *d, const struct metric *m)
{
	switch (m->unit) {
	case UNIT_RATE:
	case UNIT_PERCENT:
		return "%";
	case UNIT_HOURS:
		return "h";
	case UNIT_MINUTES:
		return "min";
	case UNIT_WEEKS:
		return "weeks";
	case UNIT_MONEY:
		return d->currency;
	case UNIT_MONEY_PER_HOUR:
		return arena_printf(&d->arena, "%s/h", d->currency);
	case UNIT_COUNT:
	case UNIT_RATIO:
	case UNIT_SCORE:
	case UNIT_OF_100:
		break;
	case UNIT_POINTS:
		return "points";
	}
	return "";
}

const char *metric_words(struct doc *d, const struct metric *m)
{
	const char *unit = unit_words(d, m);

	if (!*unit || is_in_percent(m) || strstr(m->title, "hours") ||
	    strstr(m->title, "inutes"))
		return m->title;
	return arena_printf(&d->arena, "%s, %s", m->title, unit);
}

/* More than 100 of 100 is no share: opens that were counted twice. */
static bool is_per_100(const struct metric *m, double v)
{
	return m->unit == UNIT_RATE && v > 1;
}

static const char *per_100(struct doc *d, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(&d->arena, "%s per 100",
			    num_text(buf, 100 * v, 1));
}

#define WHOLE_FROM 100	/* hours from here on are said without decimals */

static int said_digits(const struct metric *m, double v)
{
	return m->unit == UNIT_HOURS && fabs(v) >= WHOLE_FROM ? 0 : m->digits;
}

/* A share stands in per cent here, the sign follows as the unit. */
const char *value_number(struct doc *d, const struct metric *m, double v)
{
	char buf[NUM_TEXT_MAX], *mark;

	if (!isfinite(v))
		return DASH;
	if (m->unit == UNIT_POINTS)
		return arena_strdup(&d->arena,
				    signed_text(buf, v * 100, m->digits));
	if (!is_in_percent(m))
		return arena_strdup(&d->arena,
				    num_text(buf, v, said_digits(m, v)));
	percent_text(buf, v, m->digits);
	mark = strstr(buf, " %");
	if (mark)
		*mark = '\0';
	return arena_strdup(&d->arena, buf);
}

const char *value_words(struct doc *d, const struct metric *m, double v)
{
	const char *number = value_number(d, m, v);
	const char *unit = unit_words(d, m);

	if (is_per_100(m, v))
		return per_100(d, v);
	if (!isfinite(v) || !*unit)
		return number;
	if (m->unit == UNIT_MONEY)
		return arena_printf(&d->arena, "%s %s", unit, number);
	return arena_printf(&d->arena, "%s %s", number, unit);
}

const char *interval_words(struct doc *d, const struct figure *f)
{
	const char *low, *high, *unit;

	if (!f || !isfinite(f->low) || !isfinite(f->high))
		return "";
	low = value_number(d, f->metric, f->low);
	high = value_number(d, f->metric, f->high);
	unit = unit_words(d, f->metric);
	/* A dash before a minus sign is hard to read. */
	return arena_printf(&d->arena, "%s%s%s%s%s", low,
			    f->low < 0 || f->high < 0 ||
				    f->metric->unit == UNIT_POINTS ?
				    " to " : DASH, high,
			    *unit ? " " : "", unit);
}

/* ---- cells --------------------------------------------------------- */

struct cell value_cell(const struct metric *m, double v)
{
	if (is_per_100(m, v))
		return cell_dash("more than 100 of 100, so no share");
	if (is_in_percent(m))
		return cell_percent(v, m->digits);
	if (is_money(m))
		return cell_money(v, m->digits);
	if (m->unit == UNIT_POINTS)
		return cell_change(v * 100, m->digits);
	return cell_number(v, m->digits);
}

struct cell restated_cell(const struct restatement *r, double v)
{
	struct cell c = value_cell(r->of, v);

	if (c.type == CELL_DASH)
		c.text = "could not be said";
	return c;
}

struct cell figure_cell(struct doc *d, const struct figure *f)
{
	struct cell c;

	if (!f)
		return cell_dash("no data in this period");
	if (is_per_100(f->metric, f->value))
		return cell_text(per_100(d, f->value));
	c = value_cell(f->metric, f->value);
	if (c.type == CELL_DASH)
		c.text = clean(d, f->note);
	return c;
}

struct cell bound_cell(struct doc *d, const struct figure *f, double v)
{
	struct cell c = value_cell(f->metric, v);

	if (c.type == CELL_DASH)
		c.text = clean(d, f->note);
	return c;
}

/* ---- hours of any kind ---------------------------------------------- */

static const char *shortest(struct doc *d, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(&d->arena, num_text(buf, v, num_decimals(v, 2)));
}

const char *hours_words(struct doc *d, double hours)
{
	return arena_printf(&d->arena, "%s h", shortest(d, hours));
}

const char *hours_range(struct doc *d, struct config_hours range)
{
	return arena_printf(&d->arena, "%s\u2013%s h", shortest(d, range.low),
			    shortest(d, range.high));
}
