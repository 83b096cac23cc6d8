#include "report/report.h"

#include <stdio.h>
#include <string.h>

struct period report_period(enum period_kind kind, int32_t as_of,
			    int quarter_starts)
{
	struct period p = period_of(kind, as_of, quarter_starts);

	return p.last <= as_of ? p : period_prev(p, quarter_starts);
}

/* "data to Sun 22 Nov 2026, Europe/Berlin" */
static const char *stamp_words(struct arena *a, const struct report_input *in)
{
	char day[DATE_MAX];

	if (in->data_to == DAY_NONE)
		return arena_printf(a, "no data yet, %s", in->config->zone);
	return arena_printf(a, "data to %s %d, %s",
			    day_words(day, in->data_to, DAY_WEEKDAY),
			    day_civil(in->data_to).year, in->config->zone);
}

/* A period that is not over says so wherever it is named. */
static const char *period_title(struct arena *a, const struct report_input *in)
{
	const char *words = period_words(a, in->now,
					 in->config->quarter_starts);
	char day[DATE_MAX];

	if (in->now.last <= in->as_of)
		return words;
	return arena_printf(a, "%s, so far to %s", words,
			    day_words(day, in->as_of, DAY_WEEKDAY));
}

static void doc_theme_set(struct doc *d, const struct theme_file *theme)
{
	const struct theme_colours *c = &theme->colour;

	d->theme = (struct doc_theme){
		.ink = c->ink, .muted = c->muted, .faint = c->faint,
		.rule = c->rule, .tile = c->tile, .accent = c->accent,
		.good = c->good, .warn = c->warn, .bad = c->bad,
		.input = c->input,
		.font = arena_strdup(&d->arena, theme->font),
	};
}

static void doc_head(struct doc *d, const struct report_input *in,
		     const char *inputs_hex)
{
	struct arena *a = &d->arena;

	d->report = arena_strdup(a, in->template->report);
	d->title = arena_strdup(a, in->template->title);
	d->team = arena_strdup(a, in->config->team ? in->config->team : "");
	d->period_id = period_id(a, in->now, in->config->quarter_starts);
	d->period = period_title(a, in);
	d->stamp = stamp_words(a, in);
	d->run = arena_strndup(a, inputs_hex, 8);
	snprintf(d->inputs, sizeof d->inputs, "%s", inputs_hex);
	d->currency = arena_strdup(a, in->config->currency);
	d->paper = arena_strdup(a, in->config->paper);
	d->date_format = arena_strdup(a, in->config->date_format);
	d->plain_numbers = !strcmp(in->config->number_format, "plain");
	d->hide_lists = in->template->hide_lists;
	d->created = in->now.last;
}

static const char **title_of(struct element *e)
{
	switch (e->type) {
	case ELEMENT_TILES:
		return &e->as.tiles.title;
	case ELEMENT_LIST:
		return &e->as.list.title;
	case ELEMENT_TABLE:
		return &e->as.table.title;
	case ELEMENT_CHART:
		return &e->as.chart.title;
	case ELEMENT_MAP:
		return &e->as.map.title;
	case ELEMENT_TEXT:
	case ELEMENT_FORM:
		break;
	}
	return NULL;
}

/* A template's title replaces that of the block's first table, chart or list;
 * of a block without any, its headline. */
static void rename_title(struct doc *d, struct part *p, size_t from,
			 const char *title)
{
	const char *text;

	if (!title)
		return;
	text = arena_strdup(&d->arena, title);
	for (size_t i = from; i < p->n; i++) {
		const char **own = title_of(&p->element[i]);

		if (own) {
			*own = text;
			return;
		}
	}
	for (size_t i = from; i < p->n; i++)
		if (p->element[i].type == ELEMENT_TEXT) {
			p->element[i].as.text.text = text;
			return;
		}
}

/* What may stand in a part of its own; texts belong to what they follow. */
static bool is_piece(const struct element *e)
{
	return e->type != ELEMENT_TEXT;
}

static bool is_lead(const struct element *e)
{
	return e->type == ELEMENT_TEXT &&
	       (e->as.text.style == TEXT_HEADLINE ||
		e->as.text.style == TEXT_LEAD);
}

/* Leave out what a template puts elsewhere: see enum template_keep. */
static void keep_elements(struct part *p, size_t from, int keep)
{
	size_t n = from, pieces = 0;

	for (size_t i = from; keep != KEEP_ALL && i < p->n; i++) {
		bool first;

		pieces += is_piece(&p->element[i]);
		first = pieces < 2;
		if (keep == KEEP_FIRST ? first :
					 !first && !is_lead(&p->element[i]))
			p->element[n++] = p->element[i];
	}
	if (keep != KEEP_ALL)
		p->n = n;
}

static int part_build(struct doc *d, const struct template_part *t,
		      const struct report_input *in, struct err *err)
{
	struct part *p = doc_add_part(d, t->id, t->title, t->reference);

	p->portrait = t->page == PAGE_PORTRAIT;
	for (size_t i = 0; i < t->n_blocks; i++) {
		const struct block *b = block_find(t->blocks[i].block);
		size_t before = p->n;

		if (!b)
			return err_set(err, ERR_CONFIG,
				       "template '%s', part '%s': there is no "
				       "block '%s'; `tuneup list blocks` "
				       "shows them", in->template->report,
				       t->id, t->blocks[i].block);
		b->build(d, p, &t->blocks[i], in);
		keep_elements(p, before, t->blocks[i].keep);
		rename_title(d, p, before, t->blocks[i].title);
		if (p->n == before && t->blocks[i].keep != KEEP_REST)
			return err_set(err, ERR_SOFTWARE,
				       "block '%s' of part '%s' says nothing",
				       b->id, t->id);
	}
	return 0;
}

int report_build(struct doc *out, const struct report_input *in,
		 const struct theme_file *theme, const char *inputs_hex,
		 struct err *err)
{
	memset(out, 0, sizeof *out);
	doc_head(out, in, inputs_hex);
	doc_theme_set(out, theme);
	for (size_t i = 0; i < in->template->n_parts; i++)
		if (part_build(out, &in->template->parts[i], in, err))
			goto fail;
	if (!doc_check(out, err))
		return 0;
fail:
	doc_release(out);
	return -1;
}
