/*
 * tests/unit/blocks_help.h - a block with nothing, with a first week, with
 * everything, and with 40 workflows of 60 characters: what it says, and that
 * the document holds together.
 *
 *	TEST(agenda_speaks)
 *	{
 *		check_block("agenda");
 *		check_block_says("agenda", SAMPLE_FULL, PERIOD_WEEK, "words");
 *	}
 *
 * Each block has its TEST(<id>_speaks) in one of blocks*_test.c, which
 * blocks_test.c checks.
 */
#ifndef TUNEUP_TESTS_UNIT_BLOCKS_HELP_H
#define TUNEUP_TESTS_UNIT_BLOCKS_HELP_H

#include "tests/unit/test.h"
#include "tests/unit/sample_input.h"

#include "base/num.h"
#include "base/utf8.h"
#include "render/render.h"

/* A document of one block, checked, as text: freed by the caller. The sample
 * is used up: nothing of the input is still needed. */
static inline char *sample_text_of(const char *id, struct sample *s,
				   struct doc *keep)
{
	struct template_block block = { .block = id, .text = "Our words." };
	struct template_part part = {
		.id = "part", .title = "Part", .blocks = &block, .n_blocks = 1
	};
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };
	struct doc d;

	s->template.parts = &part;
	s->template.n_parts = 1;
	if (report_build(&d, &s->in, &s->theme, SAMPLE_INPUTS, &err))
		fail_msg("%s", err.msg);
	sample_release(s);
	render_text(&out, &d);
	if (keep)
		*keep = d;
	else
		doc_release(&d);
	return strbuf_detach(&out);
}

static inline char *block_text_of(const char *id, enum sample_kind kind,
				  enum period_kind period, struct doc *keep)
{
	struct sample s;

	sample_make(&s, kind, period);
	return sample_text_of(id, &s, keep);
}

static inline void check_block(const char *id)
{
	for (int kind = SAMPLE_EMPTY; kind <= SAMPLE_MANY; kind++)
		for (int q = 0; q < 2; q++) {
			char *text = block_text_of(id, (enum sample_kind)kind,
						   q ? PERIOD_QUARTER
						     : PERIOD_WEEK, NULL);

				assert_true(strlen(text) > 150);
			free(text);
		}
}

static inline void say(struct strbuf *out, const char *text)
{
	rich_plain(out, text);
	strbuf_putc(out, '\n');
}

static inline void say_cell(struct strbuf *out, const struct cell *c)
{
	cell_words(out, c, "EUR");
	strbuf_putc(out, '\n');
	if (c->type == CELL_DASH && c->text)
		say(out, c->text);
}

static inline void say_table(struct strbuf *out, const struct table *t)
{
	say(out, t->title);
	say(out, t->subtitle);
	if (!t->n_rows)
		say(out, t->empty);
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t i = 0; i < t->n_columns; i++)
			say_cell(out, &t->rows[r][i]);
}

static inline void say_list(struct strbuf *out, const struct element *e)
{
	if (!e->as.list.n)
		say(out, e->as.list.empty);
	for (size_t i = 0; i < e->as.list.n; i++) {
		say(out, e->as.list.item[i].big);
		say(out, e->as.list.item[i].title);
		say(out, e->as.list.item[i].body);
	}
}

static inline void say_element(struct strbuf *out, const struct element *e)
{
	switch (e->type) {
	case ELEMENT_TEXT:
		say(out, e->as.text.text);
		break;
	case ELEMENT_TILES:
		for (size_t i = 0; i < e->as.tiles.n; i++) {
			say(out, e->as.tiles.item[i].value);
			say(out, e->as.tiles.item[i].target);
			say(out, e->as.tiles.item[i].verdict);
		}
		break;
	case ELEMENT_LIST:
		say_list(out, e);
		break;
	case ELEMENT_TABLE:
		say_table(out, &e->as.table);
		break;
	case ELEMENT_CHART:
		say(out, e->as.chart.title);
		say(out, e->as.chart.alt);
		say(out, e->as.chart.empty);
		break;
	case ELEMENT_FORM:
		for (size_t i = 0; i < e->as.form.n_result; i++)
			say_cell(out, &e->as.form.result[i].cell);
		break;
	case ELEMENT_MAP:
		say(out, e->as.map.title);
		say(out, e->as.map.empty);
		say_table(out, &e->as.map.table);
		break;
	}
}

static inline void check_block_says(const char *id, enum sample_kind kind,
				    const char *words)
{
	struct strbuf out = STRBUF_INIT;
	struct doc d;

	free(block_text_of(id, kind, PERIOD_WEEK, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	check_says(out.s, words);
	strbuf_release(&out);
	doc_release(&d);
}

static inline const struct chart *first_chart(const struct doc *d)
{
	for (size_t i = 0; i < d->part[0].n; i++)
		if (d->part[0].element[i].type == ELEMENT_CHART)
			return &d->part[0].element[i].as.chart;
	fail_msg("the document has no chart");
	return NULL;
}

static inline void check_sample_says(const char *id, struct sample *s,
				     const char *const *words)
{
	struct strbuf out = STRBUF_INIT;
	struct doc d;

	figures_sort(&s->figures);
	free(sample_text_of(id, s, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	for (; *words; words++)
		check_says(out.s, *words);
	strbuf_release(&out);
	doc_release(&d);
}

static inline void check_told(const char *block, enum period_kind period,
			      void (*told)(struct sample *s), const char *words)
{
	struct strbuf out = STRBUF_INIT;
	struct sample s;
	struct doc d;

	sample_make(&s, SAMPLE_FULL, period);
	if (told)
		told(&s);
	free(sample_text_of(block, &s, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	check_says(out.s, words);
	strbuf_release(&out);
	doc_release(&d);
}

static inline void check_told_says(const char *block,
				   void (*told)(struct sample *s), const char *words)
{
	check_told(block, PERIOD_WEEK, told, words);
}

static inline void check_quarter_says(const char *block,
				      void (*told)(struct sample *s),
				      const char *words)
{
	check_told(block, PERIOD_QUARTER, told, words);
}

static inline struct figure *tell(struct sample *s, const char *metric,
				  const char *workflow, const char *input,
				  const char *field, double v)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				       [SCOPE_INPUT] = input,
				       [SCOPE_FIELD] = field } };
	struct figure *f = figures_add(&s->figures, metric_find(metric),
				       &scope, s->in.now);

	f->value = v;
	f->n = 70;
	f->x = 56;
	return f;
}

static inline struct figure *tell_of(struct sample *s, const char *metric,
				  const char *workflow, struct period period,
				  double value)
{
	const struct scope scope = {{[SCOPE_WORKFLOW] = workflow}};
	struct figure *f =
		figures_add(&s->figures, metric_find(metric), &scope, period);

	f->value = value;
	return f;
}

#endif
