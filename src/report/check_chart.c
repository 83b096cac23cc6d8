/* A chart: what is said, how many lines, no value that is infinite. */
#include "report/check.h"

#include <math.h>

static int check_chart_texts(struct check *c, const struct chart *ch)
{
	if (check_plain(c, "the title", ch->title) ||
	    check_plain(c, "the subtitle", ch->subtitle) ||
	    check_plain(c, "the text for who cannot see it", ch->alt) ||
	    check_plain(c, "the unit", ch->unit) ||
	    check_plain(c, "the target's text", ch->target_text) ||
	    check_plain(c, "the sentence for no points", ch->empty))
		return -1;
	for (size_t i = 0; i < ch->n; i++)
		if (check_plain(c, "a label", ch->label[i]) ||
		    (ch->under && check_plain(c, "a name's second line",
					      ch->under[i])) ||
		    (ch->word && check_plain(c, "a verdict", ch->word[i])))
			return -1;
	for (size_t i = 0; i < ch->n_mark; i++)
		if (ch->mark[i].at >= ch->n ||
		    check_plain(c, "a mark", ch->mark[i].text))
			return ch->mark[i].at < ch->n ? -1
				: check_bad(c,
					    "a mark stands outside the chart");
	if ((ch->type == CHART_SLOPE || ch->type == CHART_PAIRS) &&
	    (check_plain(c, "the start", ch->from) ||
	     check_plain(c, "the end", ch->to)))
		return -1;
	return *ch->alt ? 0 : check_bad(c, "a chart has no text for who cannot "
					"see it");
}

static int check_panels(struct check *c, const struct chart *ch)
{
	if (ch->type == CHART_LINES && ch->n_panel > CHART_LINES_MAX)
		return check_bad(c, "a chart has more lines than can be told "
				    "apart");
	for (size_t i = 0; i < ch->n_panel; i++)
		if (check_plain(c, "a panel's title", ch->panel[i].title) ||
		    (ch->type == CHART_PAIRS ? check_rich : check_plain)(
				c, "a panel's words", ch->panel[i].words) ||
		    check_gaps(c, "panel point", ch->panel[i].value, ch->n))
			return -1;
	return 0;
}

int check_chart(struct check *c, const struct chart *ch)
{
	if (check_chart_texts(c, ch) || check_digits(c, ch->digits) ||
	    check_panels(c, ch))
		return -1;
	if (!chart_has_value(ch) && !*ch->empty)
		return check_bad(c, "a chart without points says nothing");
	if (check_gaps(c, "point", ch->value, ch->n) ||
	    check_gaps(c, "low", ch->low, ch->n) ||
	    check_gaps(c, "high", ch->high, ch->n) ||
	    check_gaps(c, "centre", ch->centre, ch->n) ||
	    check_gaps(c, "promise", ch->promised, ch->n))
		return -1;
	return isinf(ch->target) ? check_bad(c, "the target is infinite") : 0;
}
