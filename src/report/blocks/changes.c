#include "report/blocks/changes.h"

#include <math.h>

#include "base/num.h"
#include "report/blocks/words.h"

static int digits_of(const struct metric *m)
{
	return m->digits || !is_in_percent(m) ? m->digits : 1;
}

struct cell change_cell(const struct metric *m, double change,
			const char *none)
{
	if (!isfinite(change))
		return cell_dash(none);
	return cell_change(is_in_hundredths(m) ? 100 * change : change,
			   digits_of(m));
}

struct cell change_range_cell(struct doc *d, const struct metric *m,
			      double low, double high)
{
	double scale = is_in_hundredths(m) ? 100 : 1;
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];

	if (!isfinite(low) || !isfinite(high))
		return (struct cell){ .type = CELL_BLANK };
	return cell_text(arena_printf(&d->arena, "%s to %s",
			signed_text(a, scale * low, digits_of(m)),
			signed_text(b, scale * high, digits_of(m))));
}

struct cell change_word_cell(const struct metric *m, double low, double high)
{
	int side = low > 0 ? 1 : high < 0 ? -1 : 0;
	struct cell c;

	if (!side)
		return cell_text("not clear yet");
	if (!m->direction)
		return cell_text(side > 0 ? "more" : "less");
	c = cell_text(side == m->direction ? "better" : "worse");
	c.tone = side == m->direction ? TONE_GOOD : TONE_BAD;
	return c;
}

const char *change_said(struct doc *d, const struct metric *m, double change)
{
	char text[NUM_TEXT_MAX];
	const char *unit = is_in_hundredths(m) ? "points" : unit_words(d, m);

	signed_text(text, is_in_hundredths(m) ? 100 * change : change,
		    digits_of(m));
	return arena_printf(&d->arena, "%s%s%s", text, *unit ? " " : "", unit);
}
