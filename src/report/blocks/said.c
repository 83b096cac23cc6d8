#include "report/blocks/said.h"

#include <string.h>

#include "report/blocks/series.h"
#include "report/blocks/short_names.h"
#include "report/blocks/words.h"

#define SIGNAL_WEEKS 13

const struct six_number six_numbers[6] = {
	{ "net_hours", "Net hours saved", "manual minutes in workflows.yaml" },
	{ "fix_to_save", "Fix-to-save ratio",
	  "manual minutes in workflows.yaml" },
	{ "rework", "Rework rate", "reviews with an outcome" },
	{ "usable", "Usable without edit", "reviews with an outcome" },
	{ "escape_rate", "Escape rate", "defects found after publication" },
	{ "manual_share", "Manual handoff share", "an export of handoffs" },
};

/* How many changes of the same metric come before it. */
static size_t round_of(const struct findings *f, size_t at)
{
	const struct finding *a = &f->item[at];
	size_t round = 0;

	if (a->use != FINDING_CHANGE || !a->figure)
		return 0;
	for (size_t k = 0; k < at; k++) {
		const struct finding *b = &f->item[k];

		round += b->use == a->use && b->figure &&
			 b->figure->metric == a->figure->metric;
	}
	return round;
}

bool six_number_missing(const struct report_input *in,
			const struct six_number *number)
{
	static const char not_yet[] = "not measured yet";
	const struct figure *f;

	if (!metric_find(number->metric))
		return true;
	f = figure_now(in, number->metric, NULL);
	return f && !strncmp(f->note, not_yet, sizeof not_yet - 1);
}

const struct finding *finding_at(const struct report_input *in,
				 enum finding_use use, size_t i)
{
	const struct findings *f = in->findings;

	for (size_t round = 0; round < f->n; round++)
		for (size_t k = 0; k < f->n; k++)
			if (f->item[k].use == use &&
			    round_of(f, k) == round && i-- == 0)
				return &f->item[k];
	return NULL;
}

/* Good or bad only where the finding is sure or likely. */
static enum tone finding_tone(const struct finding *f)
{
	if (f->certainty == NOT_CLEAR || !f->tone)
		return TONE_PLAIN;
	return f->tone > 0 ? TONE_GOOD : TONE_BAD;
}

static const char *first_part(const struct report_input *in,
			      const char *const *blocks)
{
	for (; *blocks; blocks++)
		if (part_with(in, *blocks))
			return part_with(in, *blocks);
	return NULL;
}

const char *finding_link(const struct report_input *in,
			 const struct finding *f)
{
	static const char *const quality[] = {
		"rework_table", "scorecard", NULL
	};
	static const char *const money[] = {
		"hours_bridge", "scorecard", NULL
	};

	if (f->block && part_with(in, f->block))
		return part_with(in, f->block);
	static const char *const checkpoints[] = {
		"gaps", "altered", "checkpoints", "scorecard", NULL
	};

	if (!f->figure)
		return first_part(in, quality);
	if (!strcmp(f->figure->metric->section, "7"))
		return first_part(in, checkpoints);
	switch (f->figure->metric->unit) {
	case UNIT_RATE:
	case UNIT_MINUTES:
	case UNIT_SCORE:
		return first_part(in, quality);
	default:
		return first_part(in, money);
	}
}

void findings_list(struct doc *d, struct part *p,
		   const struct template_block *t, const struct block *b,
		   const struct report_input *in, enum finding_use use,
		   size_t most, const char *title, const char *empty)
{
	struct element *e = part_add(d, p, ELEMENT_LIST, b->id,
				     block_span(t, b));
	const struct finding *f;

	e->as.list.title = title;
	e->as.list.empty = clean(d, empty);
	e->as.list.numbered = use == FINDING_DECIDE;
	e->as.list.item = arena_array(&d->arena, most,
				      sizeof *e->as.list.item);
	for (size_t i = 0; i < most && (f = finding_at(in, use, i)); i++)
		e->as.list.item[e->as.list.n++] = (struct list_item){
			.big = clean(d, f->big),
			.title = short_names(d, in, clean(d, f->title)),
			.body = short_names(d, in,
					    rich_clean(d, f->sentence)),
			.tone = finding_tone(f),
			.link = finding_link(in, f),
		};
}

/* "net hours saved improving, rework rate degrading": signals of the six
 * numbers over their weeks. */
static const char *signals(struct doc *d, const struct report_input *in)
{
	struct strbuf s = STRBUF_INIT;
	const char *text;

	for (size_t i = 0; i < COUNT_OF(six_numbers); i++) {
		const struct metric *m = metric_find(six_numbers[i].metric);
		struct series series;

		if (!m)
			continue;
		series_of(&series, in, m, NULL, SIGNAL_WEEKS, &d->arena);
		/* a shift is reported once, in its first week */
		if (trend_tone(series.trend) != TONE_PLAIN &&
		    (in->now.kind != PERIOD_WEEK ||
		     series.outside_side || series.shift_new))
			strbuf_printf(&s, "%s%s is %s", s.len ? ", " : "",
				      first_lower(d, m->title), series.trend);
	}
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

const char *no_change(struct doc *d, const struct report_input *in)
{
	const char *weeks = signals(d, in);
	bool now = figure_value(in, "outputs", NULL, in->now) > 0;
	bool before = figure_value(in, "outputs", NULL, in->before) > 0;

	if (!now || !before)
		return arena_printf(&d->arena, "There is nothing to compare: "
				    "no output was reviewed %s.", !now ?
				    this_period(in, false) :
				    arena_printf(&d->arena, "the %s before",
						 period_kind_name(
							in->now.kind)));
	if (!*weeks)
		return arena_printf(&d->arena, "Nothing changed by more than "
				    "its normal variation %s.",
				    this_period(in, false));
	return arena_printf(&d->arena, "No difference to the %s before is "
			    "clear. Over the last weeks: %s.",
			    period_kind_name(in->now.kind), weeks);
}

/* On the front page: an expected source that is not there is said, since
 * nothing of it is counted as 0. */
static void say_missing(struct doc *d, struct part *p, const struct block *b,
			const struct report_input *in)
{
	struct strbuf s = STRBUF_INIT;

	if (!in->n_missing)
		return;
	strbuf_puts(&s, BOLD_ON "Missing: ");
	for (size_t i = 0; i < in->n_missing; i++)
		strbuf_printf(&s, "%s%s", i ? ", " : "",
			      clean(d, in->missing[i]));
	strbuf_puts(&s, "." BOLD_OFF " Left out, not counted as 0.");
	part_add_text(d, p, b->id, TEXT_BODY, s.s);
	strbuf_release(&s);
}

void said_headline(struct doc *d, struct part *p, const struct block *b,
		   const struct report_input *in)
{
	const struct finding *f = finding_at(in, FINDING_HEADLINE, 0);

	if (!f) {
		part_add_text(d, p, b->id, TEXT_HEADLINE, d->period);
		say_missing(d, p, b, in);
		return;
	}
	part_add_text(d, p, b->id, TEXT_HEADLINE, rich_clean(d, f->title));
	if (*rich_clean(d, f->sentence))
		part_add_text(d, p, b->id, TEXT_LEAD,
			      rich_clean(d, f->sentence));
	say_missing(d, p, b, in);
}

void part_headline(struct doc *d, struct part *p, const struct block *b,
		   const char *text)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->element[i].type == ELEMENT_TEXT &&
		    p->element[i].as.text.style == TEXT_HEADLINE)
			return;
	part_add_text(d, p, b->id, TEXT_HEADLINE, text);
}

void headline_or_title(struct doc *d, struct part *p, size_t from,
		       const char *text)
{
	if (from < p->n && p->element[from].type == ELEMENT_TEXT &&
	    p->element[from].as.text.style == TEXT_HEADLINE)
		return;
	for (size_t i = from; i < p->n; i++)
		if (p->element[i].type == ELEMENT_TABLE) {
			p->element[i].as.table.title = clean(d, text);
			return;
		}
}
