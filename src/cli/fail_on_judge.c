/* What became of a condition, and the line that says so. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/fail_on.h"
#include "report/blocks/words.h"

#define DIGITS_MAX 6
#define SAME 1e-9

/* ---- words --------------------------------------------------------------- */

/* As reports say it, with so many decimals. */
static const char *said(const struct fail_on *c, const struct config *config,
			double v, int digits, struct arena *a)
{
	struct doc d = { .currency = config->currency };
	struct metric m = *c->metric;
	const char *text;

	m.digits = digits;
	/* from 100 hours on reports leave the decimals away */
	if (m.unit == UNIT_HOURS && digits > c->metric->digits) {
		m.unit = UNIT_COUNT;
		text = arena_printf(a, "%s h", value_words(&d, &m, v));
	} else {
		text = arena_strdup(a, value_words(&d, &m, v));
	}
	arena_release(&d.arena);
	return text;
}

/* The limit without needless decimals: "15 %", "12.5 %". */
static const char *limit_words(const struct fail_on *c,
			       const struct config *config, struct arena *a)
{
	double v = is_in_hundredths(c->metric) ? 100 * c->limit : c->limit;

	return said(c, config, c->limit, num_decimals(v, DIGITS_MAX), a);
}

static double same_within(const struct fail_on *c)
{
	return SAME * fmax(1, fabs(c->limit));
}

/* "17.1 %": with as many decimals as tell it from the limit. */
static const char *figure_words(const struct fail_on *c,
				const struct config *config, double v,
				struct arena *a)
{
	int digits = c->metric->digits;
	const char *text = said(c, config, v, digits, a);

	while (fabs(v - c->limit) > same_within(c) && digits < DIGITS_MAX &&
	       !strcmp(text, said(c, config, c->limit, digits, a)))
		text = said(c, config, v, ++digits, a);
	return text;
}

/* " (15.2–19.3 %)", or "". */
static const char *range_words(const struct figure *f,
			       const struct config *config, struct arena *a)
{
	struct doc d = { .currency = config->currency };
	const char *range = interval_words(&d, f);
	const char *text = *range ? arena_printf(a, " (%s)", range) : "";

	arena_release(&d.arena);
	return text;
}

/* "rework rate of blog"; "ROI, all freed hours" keeps its capitals. */
static const char *subject(const struct fail_on *c, struct arena *a)
{
	static const struct scope all;
	char *title = arena_strdup(a, c->metric->title);
	bool word = title[0] >= 'A' && title[0] <= 'Z' &&
		    !(title[1] >= 'A' && title[1] <= 'Z');

	if (word)
		title[0] = (char)(title[0] - 'A' + 'a');
	if (scope_same(&c->scope, &all))
		return title;
	return arena_printf(a, "%s of %s", title, scope_words(a, &c->scope));
}

/* ---- the judgement ------------------------------------------------------- */

static bool is_beyond(const struct fail_on *c, double v)
{
	double same = same_within(c);

	switch (c->op) {
	case FAIL_ABOVE:
		return v > c->limit + same;
	case FAIL_FROM:
		return v >= c->limit - same;
	case FAIL_BELOW:
		return v < c->limit - same;
	case FAIL_UP_TO:
		break;
	}
	return v <= c->limit + same;
}

/* The end of the interval that comes last to the limit. */
static double near_end(const struct fail_on *c, const struct figure *f)
{
	return c->op == FAIL_ABOVE || c->op == FAIL_FROM ? f->low : f->high;
}

/* NULL: it can be judged. */
static const char *why_not(const struct fail_on *c, const struct figure *f)
{
	if (!f)
		return "nothing was counted";
	if (!isfinite(f->value))
		return *f->note ? f->note : "nothing was counted";
	if (f->partial)
		return "the period is not over";
	if (f->immature)
		return "more of it will turn up";
	if (c->surely && f->verdict == VERDICT_INCOMPLETE)
		return "too many outcomes are unknown to be sure";
	if (c->surely && !isfinite(near_end(c, f)))
		return "it has no interval to be sure by";
	return NULL;
}

static const char *op_words(enum fail_op op)
{
	static const char *const words[] = {
		[FAIL_ABOVE] = "above", [FAIL_FROM] = "at or above",
		[FAIL_BELOW] = "below", [FAIL_UP_TO] = "at or below"
	};

	return words[op];
}

enum fail_verdict fail_on_verdict(const char **line, const struct fail_on *c,
				  const struct config *config,
				  const struct figures *figures,
				  struct period period, struct arena *a)
{
	const struct figure *f = figures_find(figures, c->metric, &c->scope,
					      period);
	const char *id = period_id(a, period, config->quarter_starts);
	const char *why = why_not(c, f);

	*line = NULL;
	if (why) {
		*line = arena_printf(a, "--fail-on '%s' is not judged: %s in "
				     "%s: %s", c->text, subject(c, a), id,
				     why);
		return FAIL_NOT_JUDGED;
	}
	if (!is_beyond(c, c->surely ? near_end(c, f) : f->value))
		return FAIL_NO;
	*line = arena_printf(a, "%s %s%s in %s is %s%s %s (--fail-on)",
			     subject(c, a),
			     figure_words(c, config, f->value, a),
			     range_words(f, config, a), id,
			     c->surely ? "surely " : "", op_words(c->op),
			     limit_words(c, config, a));
	return FAIL_YES;
}

int fail_on_judge(const struct fail_on_list *list, const struct config *config,
		  const struct figures *figures, struct period period,
		  struct err *err)
{
	bool crossed = false;

	for (size_t i = 0; i < list->n; i++) {
		struct strbuf out = STRBUF_INIT;
		const char *line;

		crossed |= fail_on_verdict(&line, &list->item[i], config,
					   figures, period, list->arena) ==
			   FAIL_YES;
		if (!line)
			continue;
		utf8_escape(&out, line, strlen(line));
		fprintf(stderr, "tuneup: %s\n", out.s);
		strbuf_release(&out);
	}
	return crossed ? err_set(err, ERR_THRESHOLD, "%s", "") : 0;
}
