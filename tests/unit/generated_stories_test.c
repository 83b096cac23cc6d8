/*
 * Two hundred generated stories through the whole program: facts in a store,
 * figures, findings, both reports, pages and sheets. Names of 1 to 200
 * characters in several scripts, 0 to 60 rows, extreme minutes, some parts
 * upright: no text lies on another, no element reaches into another, nothing
 * leaves its page, and every number and name of every table is there.
 */
#include "tests/unit/story.h"

#include "base/utf8.h"
#include "cli/make_report.h"
#include "render/pdf_layout.h"
#include "render/xlsx_layout.h"

#define STORIES 200
#define ROWS_MOST 60

static struct fonts fonts;
static uint32_t seed;
static uint32_t number;		/* of the story, for messages */

static uint32_t dice(uint32_t sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 10) % sides;
}

/* 1 to `most` bytes of words or of one word that has no break. */
static const char *name(struct arena *a, uint32_t most)
{
	static const char *const piece[] = {
		"a", "re", "flow", "Content", "approval", "\u00fcber",
		"\u0416\u0443\u043a", "\u03b1\u03b2", "2026", "W", "mmm",
		"\u20ac", "15 %", "=1+1", "&", "<b>", "\u0110",
		"\u65b0\u805e", "\u0645\u062f", "\u05e9\u05dc",
		"\u0939\u093f", "\U0001f680", "e\u0301",
	};
	uint32_t len = 1 + dice(most);
	bool words = dice(3) != 0;
	struct strbuf sb = STRBUF_INIT;
	char *copy;

	do {
		strbuf_puts(&sb, piece[dice(COUNT(piece))]);
		if (words && dice(2))
			strbuf_putc(&sb, ' ');
	} while (sb.len < len);
	while (sb.len && sb.s[sb.len - 1] == ' ')
		sb.len--;
	copy = arena_strndup(a, sb.s, sb.len);
	strbuf_release(&sb);
	return copy;
}

static const char **names(struct arena *a, uint32_t n, uint32_t most)
{
	const char **list = arena_array(a, n, sizeof *list);

	for (uint32_t i = 0; i < n; i++)
		list[i] = name(a, most);
	return list;
}

static double minutes(void)
{
	static const double wild[] = { 0, ZERO, 0.001, 1, 480, 100000 };

	return dice(4) ? dice(600) / 7.0 : wild[dice(COUNT(wild))];
}

/* Days of the last year, most of them in its last weeks. */
static const char *day(struct arena *a, int32_t as_of)
{
	char text[DATE_MAX];
	int32_t back = (int32_t)(dice(3) ? dice(60) : dice(400));

	return arena_strdup(a, day_format(text, as_of - back));
}

static void tell_reviews(struct story *s, struct arena *a, int32_t as_of)
{
	uint32_t n = dice(ROWS_MOST + 1), kinds = 1 + dice(40);
	uint32_t most = dice(2) ? 200 : 12;
	const char **workflow = names(a, kinds, most);
	const char **tool = names(a, 1 + kinds / 3, most);
	struct told_review *row = arena_array(a, n + 1, sizeof *row);

	for (uint32_t i = 0; i < n; i++)
		row[i] = (struct told_review){
			.item = arena_printf(a, "%s-%u", name(a, 180), i),
			.at = day(a, as_of),
			.outcome = (enum outcome)dice(6),
			.correction = minutes(), .review = minutes(),
			.work = minutes(), .rating = 1 + dice(5),
			.workflow = workflow[dice(kinds)],
			.step = dice(3) ? "draft" : name(a, 60),
			.tool = dice(4) ? tool[dice(1 + kinds / 3)] : NULL,
			.item_type = dice(2) ? name(a, 40) : NULL,
			.channel = dice(2) ? name(a, 20) : NULL,
			.campaign = dice(2) ? name(a, 200) : NULL,
		};
	if (n)
		story_reviews(s, "log", row, n);
}

static void tell_costs(struct story *s, struct arena *a, int32_t as_of)
{
	uint32_t n = dice(5);
	struct told_cost *row = arena_array(a, n + 1, sizeof *row);

	for (uint32_t i = 0; i < n; i++)
		row[i] = (struct told_cost){
			.day = day(a, as_of), .item = name(a, 100),
			.amount = dice(3) ? dice(9000) : 9e9,
			.kind = (enum cost_kind)(1 + dice(2)),
			.hours = dice(2) ? dice(50) : 0
		};
	if (n)
		story_costs(s, row, n);
}

/* Every other workflow's steps have a baseline. */
static void document_some(struct story *s, struct arena *a)
{
	static struct config_step step;
	static struct config_manual manual;
	struct config_workflow *w = arena_array(a, 2, sizeof *w);

	step = (struct config_step){
		.id = "draft", .name = "Draft", .tool = "", .owner_role = "",
		.planned = 30 * MS_PER_MINUTE, .coverage = 1,
		.format_in = "", .format_out = "",
		.accept.correction_max = FACT_NULL
	};
	manual = (struct config_manual){
		.step = "draft", .duration = 90 * MS_PER_MINUTE,
		.from = DAY_MIN
	};
	w[0] = (struct config_workflow){
		.id = name(a, 40), .name = name(a, 120),
		.go_live = DAY_NONE, .steps = &step, .n_steps = 1,
		.manual = &manual, .n_manual = 1
	};
	s->config.workflows = w;
	s->config.n_workflows = 1;
	s->config.documented = true;
	s->config.default_rate = (int64_t)dice(200) * MONEY_SCALE;
}

/* ---- what a page says ------------------------------------------------ */

/* All text of the pages without its blanks. */
static char *pages_text(const struct layout *l)
{
	struct strbuf sb = STRBUF_INIT;

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->page[i].n; k++) {
			const struct op *op = &l->page[i].op[k];

			if (op->type != OP_TEXT || op->frame)
				continue;
			for (const char *p = op->text; *p; p++) {
				if (*p != ' ')
					strbuf_putc(&sb, *p);
			}
		}
	strbuf_puts(&sb, "");
	return strbuf_detach(&sb);
}

/* The longest run at s that pages cannot show. */
static const struct missing *run_at(const struct layout *l, const char *s)
{
	const struct missing *best = NULL;

	for (size_t i = 0; i < l->n_missing; i++) {
		const char *run = l->missing[i].run;

		if (strncmp(s, run, strlen(run)) == 0 &&
		    (!best || strlen(run) > strlen(best->run)))
			best = &l->missing[i];
	}
	return best;
}

/* Words as pages show them, without their blanks. */
static void bare_words(struct strbuf *out, const struct layout *l,
		       const char *s)
{
	while (*s) {
		const struct missing *m = run_at(l, s);

		if (m) {
			strbuf_puts(out, m->shown);
			s += strlen(m->run);
		} else {
			if (*s != ' ')
				strbuf_putc(out, *s);
			s++;
		}
	}
}

static void check_cell_is_there(const struct layout *l, const char *pages,
				const struct cell *c, const char *currency)
{
	struct strbuf words = STRBUF_INIT, bare = STRBUF_INIT;
	struct arena a = { 0 };

	cell_words(&words, c, currency);
	bare_words(&bare, l, utf8_compose(&a, words.len ? words.s : ""));
	arena_release(&a);
	if (bare.len && !strstr(pages, bare.s))
		fail_msg("story %u: \"%s\" is not in the PDF", number,
			 words.s);
	strbuf_release(&words);
	strbuf_release(&bare);
}

static void check_tables_are_there(const struct layout *l, const char *pages,
				   const struct doc *d)
{
	for (size_t i = 0; i < d->n; i++)
		for (size_t k = 0; k < d->part[i].n; k++) {
			const struct element *e = &d->part[i].element[k];
			const struct table *t = &e->as.table;

			if (e->type != ELEMENT_TABLE)
				continue;
			for (size_t r = 0; r < t->n_rows; r++)
				for (size_t c = 0; c < t->n_columns; c++)
					check_cell_is_there(l, pages,
							    &t->rows[r][c],
							    d->currency);
		}
}

static void check_pages(const struct doc *d)
{
	struct layout l;
	struct err err;
	char *text;

	if (layout_make(&l, d, &fonts, &err) || layout_check(&l, &err) ||
	    layout_check_apart(&l, &err))
		fail_msg("story %u, %s: %s", number, d->report, err.msg);
	text = pages_text(&l);
	check_tables_are_there(&l, text, d);
	free(text);
	layout_release(&l);
}

static void check_sheets(const struct doc *d)
{
	struct xlsx_plan plan;
	struct err err;

	if (xlsx_plan_make(&plan, d, &err))
		fail_msg("story %u, %s: %s", number, d->report, err.msg);
	assert_int_equal(plan.n, d->n + (plan.n_lists ? 1 : 0));
	for (size_t i = 0; i < plan.n; i++) {
		const struct xlsx_sheet_plan *s = &plan.sheet[i];

		for (size_t k = 1; k < s->n; k++) {
			const struct xlsx_place *a = &s->cell[k - 1];
			const struct xlsx_place *b = &s->cell[k];

			if (a->row == b->row && (a->last_col > a->col ?
			    a->last_col : a->col) >= b->col)
				fail_msg("story %u, sheet %s: two cells in "
					 "row %u share a column", number,
					 s->name, a->row);
		}
	}
	xlsx_plan_release(&plan);
}

static void check_report(struct story *s, int32_t as_of, const char *report,
			 const char *paper)
{
	struct workspace w = {
		.config = s->config, .store = s->store, .as_of = as_of
	};
	struct made_report m = { 0 };
	struct err err;

	w.config.paper = paper;
	if (make_report(&m, &w, report, NULL, &err))
		fail_msg("story %u, %s: %s", number, report, err.msg);
	for (size_t i = 0; i < m.doc.n; i++)
		m.doc.part[i].portrait = dice(4) == 0;
	if (strcmp(report, "weekly") == 0)
		check_sheets(&m.doc);
	else
		check_pages(&m.doc);
	made_report_release(&m);
}

TEST(two_hundred_stories_fit_their_pages_and_lose_nothing)
{
	int32_t as_of = story_day("2026-10-04");

	for (number = 0; number < STORIES; number++) {
		struct story s;
		struct arena a = { 0 };

		seed = number * 2654435761u + 7;
		story_begin(&s);
		document_some(&s, &a);
		tell_reviews(&s, &a, as_of);
		tell_costs(&s, &a, as_of);
		check_report(&s, as_of, "weekly", "A4");
		check_report(&s, as_of, "quarterly",
			     number % 2 ? "Letter" : "A4");
		s.config.workflows = NULL;
		s.config.n_workflows = 0;
		story_end(&s);
		arena_release(&a);
	}
}

static int open_fonts(void **state)
{
	struct err err;

	(void)state;
	if (fonts_load(&fonts, "Lato", &err))
		fail_msg("%s", err.msg);
	return 0;
}

static int close_fonts(void **state)
{
	(void)state;
	fonts_release(&fonts);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			two_hundred_stories_fit_their_pages_and_lose_nothing),
	};

	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
